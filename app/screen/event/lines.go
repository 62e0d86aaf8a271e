package event

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// lines is the records of a kind that belong to an act: a line each, which
// opens in place into its form.
type lines struct {
	c       *card
	kind    string
	without []string
	read    func() []model.Record
	rows    []*line
	object  *fyne.Container
}

type line struct {
	rec    model.Record
	row    *ui.RecordRow
	form   *recordform.Form // nil while closed
	object *fyne.Container
}

func newLines(c *card, kind string, without []string, read func() []model.Record) *lines {
	l := &lines{c: c, kind: kind, without: without, read: read, object: ui.NewStack(1)}
	l.load()
	return l
}

// load reads the records, keeping the lines of those that were here.
func (l *lines) load() {
	var rows []*line
	l.object.Objects = nil
	for _, r := range l.read() {
		n := l.line(r.ID)
		if n == nil {
			n = l.newLine(r)
		}
		n.rec = r
		title := l.c.p.d.Title(r)
		n.row.Set(title, recordform.Detail(l.c.p.d, r, title))
		rows = append(rows, n)
		l.object.Objects = append(l.object.Objects, n.object)
	}
	l.rows = rows
}

func (l *lines) newLine(r model.Record) *line {
	n := &line{rec: r}
	n.row = ui.NewRecordRow(nil, "", "", func() { l.toggle(n) })
	n.row.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDelete {
			l.remove(n)
			return true
		}
		return false
	}
	n.object = ui.NewStack(0, n.row)
	return n
}

func (l *lines) line(id model.ID) *line {
	for _, n := range l.rows {
		if n.rec.ID == id {
			return n
		}
	}
	return nil
}

func (l *lines) records() []model.Record {
	out := make([]model.Record, len(l.rows))
	for i, n := range l.rows {
		out[i] = n.rec
	}
	return out
}

// changed shows what an action wrote in the lines that are open.
func (l *lines) changed(c store.Changes) {
	for _, n := range l.rows {
		if n.form != nil {
			n.form.Changed(c)
		}
	}
}

// open opens a line with the keyboard in a field.
func (l *lines) open(id model.ID, field string) {
	n := l.line(id)
	if n == nil {
		return
	}
	l.expand(n)
	l.c.p.relayout()
	n.form.FocusField(field)
}

func (l *lines) toggle(n *line) {
	if n.form == nil {
		l.expand(n)
		l.c.p.relayout()
		n.form.Focus()
		return
	}
	l.c.p.d.Saver.Commit()
	n.form = nil
	n.object.Objects = []fyne.CanvasObject{n.row}
	l.c.p.relayout()
	ui.Focus(n.row)
}

func (l *lines) expand(n *line) {
	if n.form != nil {
		return
	}
	p, w := l.c.p, l.c.p.d.Words
	n.form = recordform.New(p.d, n.rec.ID, recordform.Options{Case: p.in, Bare: true, Without: l.without})
	bar := []fyne.CanvasObject{ui.NewText(p.d.Title(n.rec), ui.TextStyle{Bold: true, Single: true})}
	if !p.d.DB.ReadOnly() {
		bar = append(bar, ui.NewIconButton(theme.DeleteIcon(), w.T("action.delete"), func() { l.remove(n) }))
	}
	bar = append(bar, ui.NewIconButton(theme.MenuDropUpIcon(), w.T("action.close"), func() { l.toggle(n) }))
	n.object.Objects = []fyne.CanvasObject{framed(ui.NewStack(2, ui.NewRow(0, bar...), n.form.Body()))}
}

func (l *lines) remove(n *line) {
	if !l.c.p.d.DB.ReadOnly() && l.c.p.d.Saver.Commit() {
		l.c.p.d.Delete(n.rec)
	}
}

func lastOf(rows []model.Record) model.Value { return desk.Last(rows) }
