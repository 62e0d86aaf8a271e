package event

import (
	"context"
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// card is one act: a line, or when it is open all that is known of it.
type card struct {
	p      *Pane
	id     model.ID
	rec    model.Record
	line   *ui.RecordRow
	badge  *ui.Badge
	title  *ui.Text
	object *fyne.Container

	form   *recordform.Form // nil while closed
	who    *lines           // the involvements
	wounds *lines           // the injuries
}

func newCard(p *Pane, act model.ID) *card {
	c := &card{p: p, id: act, badge: ui.NewBadge(p.d.Words.T("state.without_source"), ui.Neutral)}
	c.title = ui.NewText("", ui.TextStyle{Bold: true, Single: true})
	c.line = ui.NewRecordRow(nil, "", "", c.toggle, c.badge)
	c.line.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDelete {
			c.remove()
			return true
		}
		return false
	}
	c.object = ui.NewStack(0, c.line)
	return c
}

// show says in a line what was done, to whom, and by whom.
func (c *card) show(r model.Record) {
	c.rec = r
	d := c.p.d
	title := d.Title(r)
	c.line.Set(title, c.summary())
	c.title.SetText(title)
	c.badge.Hidden = len(d.Rows("citation", c.id)) > 0
	c.line.Refresh()
	if c.form != nil {
		c.who.load()
		c.wounds.load()
	}
}

// summary is what else is known of the act: by whom, how, when, what it left.
func (c *card) summary() string {
	d := c.p.d
	var parts, by []string
	for _, inv := range d.Rows("involvement", c.id) {
		s := d.Show(inv, "who")
		if degree := d.Show(inv, "degree"); degree != "" {
			s += " (" + degree + ")"
		}
		by = append(by, s)
	}
	if len(by) > 0 {
		parts = append(parts, strings.Join(by, ", "))
	}
	for _, f := range []string{"methods", "date", "place", "duration"} {
		if s := d.Show(c.rec, f); s != "" {
			parts = append(parts, s)
		}
	}
	if n := len(c.injuries()); n > 0 {
		parts = append(parts, d.Words.Count("injury", n))
	}
	if len(parts) == 0 {
		return d.Words.T("event.nothing_more")
	}
	return strings.Join(parts, " · ")
}

func (c *card) injuries() []model.Record {
	rs, err := c.p.d.DB.Linked(context.Background(), "injury", "act", c.id)
	c.p.d.Fail(err)
	return rs
}

// changed shows what an action wrote in the open parts of the card.
func (c *card) changed(ch store.Changes) {
	if c.form != nil {
		c.form.Changed(ch)
		c.who.changed(ch)
		c.wounds.changed(ch)
	}
}

func (c *card) toggle() {
	if c.form == nil {
		c.expand()
		c.p.relayout()
		c.form.Focus()
		ui.Reveal(c.object)
		return
	}
	c.p.d.Saver.Commit()
	c.form = nil
	c.object.Objects = []fyne.CanvasObject{c.line}
	c.p.relayout()
	ui.Focus(c.line)
}

// expand shows all of the act in place of its line.
func (c *card) expand() {
	if c.form != nil {
		return
	}
	p, w := c.p, c.p.d.Words
	c.who = newLines(c, "involvement", []string{"act"}, func() []model.Record { return p.d.Rows("involvement", c.id) })
	c.wounds = newLines(c, "injury", []string{"act", "person", "cases"}, c.injuries)
	below := ui.NewStack(2.4, ui.NewSection(w.T("event.perpetrators"), ""), c.who.object)
	if !p.d.DB.ReadOnly() {
		below.Add(c.perpetratorLine())
	}
	if len(c.wounds.rows) > 0 || !p.d.DB.ReadOnly() {
		below.Add(ui.NewSection(w.Kinds("injury"), ""))
		below.Add(c.wounds.object)
	}
	if !p.d.DB.ReadOnly() {
		below.Add(ui.NewRow(-1, ui.NewButton(w.T("event.add_injury"), theme.ContentAddIcon(), ui.Quiet, c.addInjury)))
	}
	c.form = recordform.New(p.d, c.id, recordform.Options{
		Case: p.in, Bare: true, Without: []string{"event", "involvement"}, Below: below,
	})
	parts := []fyne.CanvasObject{c.bar(), c.form.Body()}
	c.object.Objects = []fyne.CanvasObject{framed(ui.NewStack(2.4, parts...))}
}

// bar is the head of an open act: its words and what can be done with it.
func (c *card) bar() fyne.CanvasObject {
	w := c.p.d.Words
	objs := []fyne.CanvasObject{c.title}
	if !c.p.d.DB.ReadOnly() {
		if len(c.p.cards) > 1 {
			objs = append(objs,
				ui.NewIconButton(theme.MoveUpIcon(), w.T("action.move_up"), func() { c.move(-1) }),
				ui.NewIconButton(theme.MoveDownIcon(), w.T("action.move_down"), func() { c.move(1) }))
		}
		objs = append(objs, ui.NewIconButton(theme.ContentCopyIcon(), w.T("event.give"), c.give),
			ui.NewIconButton(theme.DeleteIcon(), w.T("action.delete"), c.remove))
	}
	objs = append(objs, ui.NewIconButton(theme.MenuDropUpIcon(), w.T("action.close"), c.toggle))
	return ui.NewRow(0, objs...)
}

// framed draws a quiet border around the parts of an open card.
func framed(o fyne.CanvasObject) *fyne.Container {
	th := fyne.CurrentApp().Settings().Theme()
	border := canvas.NewRectangle(color.Transparent)
	border.StrokeColor, border.StrokeWidth = th.Color(ui.ColorBorder, fyne.CurrentApp().Settings().ThemeVariant()), th.Size(theme.SizeNameInputBorder)
	border.CornerRadius = th.Size(theme.SizeNameInputRadius) * 1.3
	frame := ui.NewInset(0, 0, ui.NewInset(3, 2, o))
	frame.Objects = append([]fyne.CanvasObject{}, frame.Objects[0], border)
	return frame
}

// remove hides the act with its involvements. Its injuries stay: they are the
// person's.
func (c *card) remove() {
	if !c.p.d.DB.ReadOnly() && c.p.d.Saver.Commit() {
		c.p.d.Delete(c.rec)
	}
}

// move puts the act one place up or down, in one action.
func (c *card) move(by int) {
	i := slices.Index(c.p.cards, c)
	to := i + by
	if to < 0 || to >= len(c.p.cards) {
		return
	}
	rows := slices.Delete(c.p.records(), i, i+1)
	c.p.d.Do("move", func(tx *store.Tx) error { return recordform.Place(tx, c.id, rows, to) })
}

// addInjury makes an injury of the victim by this act and opens it.
func (c *card) addInjury() {
	values := map[string]model.Value{"act": model.RefValue(c.id), "person": c.rec.Get("victim")}
	if !c.p.in.IsZero() {
		values["cases"] = model.RefsValue(c.p.in)
	}
	if r, ok := c.p.d.Add("injury", values); ok {
		c.wounds.load()
		c.wounds.open(r.ID, "kind")
	}
}

// perpetratorLine takes the next perpetrator: chosen or typed, kept at once,
// and the keyboard is where the degree is chosen.
func (c *card) perpetratorLine() fyne.CanvasObject {
	pick := newPicker(c.p, c.p.d.Words.T("event.add_perpetrator"), "alleged_perpetrator", "person", "organisation")
	pick.picked = func(who model.ID) {
		if r, ok := c.p.d.Add("involvement", map[string]model.Value{
			"act": model.RefValue(c.id), "who": model.RefValue(who), "position": lastOf(c.who.records()),
		}); ok {
			c.who.load()
			c.who.open(r.ID, "degree")
		}
	}
	return pick.line
}
