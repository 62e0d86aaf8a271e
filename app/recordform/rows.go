package recordform

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// rowList is the rows of one kind: a line each, which opens in place into the
// row's own small form.
type rowList struct {
	b      *body
	kind   *model.Kind
	cards  []*card
	box    *fyne.Container
	object fyne.CanvasObject
}

func newRowList(b *body, k *model.Kind) *rowList {
	l := &rowList{b: b, kind: k, box: ui.NewStack(1)}
	l.object = ui.NewStack(1.6, l.heading(), l.box)
	l.reload()
	return l
}

// heading names the rows; inside a row that is open it is quieter.
func (l *rowList) heading() fyne.CanvasObject {
	words := l.b.f.d.Words
	var add []fyne.CanvasObject
	if !l.b.f.readOnly() {
		tip := words.T("form.add", tr.V{"What": words.Kind(l.kind.Name)})
		add = append(add, ui.NewIconButton(theme.ContentAddIcon(), tip, func() { l.add(nil) }))
	}
	if l.b.depth == 0 {
		return ui.NewSection(words.Kinds(l.kind.Name), "", add...)
	}
	title := ui.NewText(words.Kinds(l.kind.Name), ui.TextStyle{Bold: true, Color: ui.ColorSubtle, Single: true})
	return ui.NewRow(0, append([]fyne.CanvasObject{title}, add...)...)
}

// shows tells whether there is anything to show; names have their place even
// before the first is known.
func (l *rowList) shows() bool {
	return len(l.cards) > 0 || (l.kind.Name == l.b.kind.Names && !l.b.f.readOnly())
}

// adder is the button that makes the first row.
func (l *rowList) adder() fyne.CanvasObject {
	return ui.NewButton(l.b.f.d.Words.Kind(l.kind.Name), theme.ContentAddIcon(), ui.Quiet, func() { l.add(nil) })
}

// add makes a row behind the last, opens it and goes to its first field.
func (l *rowList) add(values map[string]model.Value) {
	d := l.b.f.d
	all := map[string]model.Value{l.kind.Parent: model.RefValue(l.b.rec.ID)}
	for f, v := range values {
		all[f] = v
	}
	if l.kind.Ordered() {
		all["position"] = desk.Last(l.records())
	}
	r, ok := d.Add(l.kind.Name, all)
	if !ok {
		return
	}
	if l.card(r.ID) == nil { // no one told us of the change: a form on its own
		l.reload()
	}
	c := l.card(r.ID)
	if c == nil {
		return
	}
	c.expand()
	l.b.recompose()
	c.open.focusFirst()
}

func (l *rowList) records() []model.Record {
	out := make([]model.Record, len(l.cards))
	for i, c := range l.cards {
		out[i] = c.rec
	}
	return out
}

func (l *rowList) card(id model.ID) *card {
	i := slices.IndexFunc(l.cards, func(c *card) bool { return c.rec.ID == id })
	if i < 0 {
		return nil
	}
	return l.cards[i]
}

// reload reads the rows, keeping the cards of those that were here. It tells
// whether any came, went or moved.
func (l *rowList) reload() bool {
	rows := l.b.f.d.Rows(l.kind.Name, l.b.rec.ID)
	contested := l.contestedRows(rows)
	cards := make([]*card, len(rows))
	for i, r := range rows {
		c := l.card(r.ID)
		if c == nil {
			c = newCard(l, r)
		}
		c.rec, c.contested = r, contested[r.ID]
		c.label()
		cards[i] = c
	}
	if slices.Equal(cards, l.cards) && len(l.box.Objects) == len(cards) {
		return false
	}
	l.cards = cards
	l.box.Objects = nil
	for _, c := range cards {
		l.box.Objects = append(l.box.Objects, c.object)
	}
	return true
}

// changed shows what an action wrote.
func (l *rowList) changed(c store.Changes) bool {
	again := false
	mine := slices.ContainsFunc(slices.Collect(kinds(c)), func(kind string) bool { return kind == l.kind.Name })
	if mine {
		again = l.reload()
	}
	for _, card := range l.cards {
		if card.open != nil && card.open.changed(c) {
			again = true
		}
		if !mine {
			card.label() // its title may name another record
		}
	}
	return again
}

func kinds(c store.Changes) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, k := range c.Records {
			if !yield(k) {
				return
			}
		}
	}
}

// move puts a row one place up or down, in one action.
func (l *rowList) move(c *card, by int) {
	i := slices.Index(l.cards, c)
	to := i + by
	if !l.kind.Ordered() || to < 0 || to >= len(l.cards) || l.b.f.readOnly() {
		return
	}
	rows := slices.Delete(l.records(), i, i+1)
	if l.b.f.d.Do("move", func(tx *store.Tx) error { return Place(tx, c.rec.ID, rows, to) }) {
		c.focusLine()
	}
}

// card is one row: a line, or its form when it is open.
type card struct {
	l      *rowList
	rec    model.Record
	line   *ui.RecordRow
	title  *ui.Text
	open   *body // nil while closed
	object *fyne.Container

	contested int // of its fields, how many hold several values
}

func newCard(l *rowList, r model.Record) *card {
	c := &card{l: l, rec: r, title: ui.NewText("", ui.TextStyle{Bold: true, Single: true})}
	c.line = ui.NewRecordRow(nil, "", "", c.toggle)
	c.line.OnKey = c.key
	c.line.OnFocus(func(on bool) {
		k := &l.b.f.keys
		k.line, k.in = nil, l.b.card
		if on {
			k.line = c
		}
	})
	c.object = ui.NewStack(0, c.line)
	c.label()
	return c
}

// label shows the row's words: what names it, and what else it says.
func (c *card) label() {
	title := c.l.b.f.d.Title(c.rec)
	detail := Detail(c.l.b.f.d, c.rec, title)
	if c.contested > 0 {
		detail = strings.TrimSuffix(c.l.b.f.d.Words.N("conflict.fields", c.contested)+" · "+detail, " · ")
	}
	c.line.Set(title, detail)
	c.title.SetText(title)
}

func (c *card) toggle() {
	if c.open == nil {
		c.expand()
		c.l.b.f.relayout()
		c.open.focusFirst()
		return
	}
	c.collapse()
}

// expand shows the row's own form in place of its line.
func (c *card) expand() {
	if c.open != nil {
		return
	}
	l := c.l
	c.takeLikeness()
	c.open = newBody(l.b.f, c, c.rec, l.kind, []string{l.kind.Parent})
	border := canvas.NewRectangle(color.Transparent)
	border.StrokeColor, border.StrokeWidth = l.b.f.Theme().Color(ui.ColorBorder, 0), 1
	border.CornerRadius = l.b.f.Theme().Size(theme.SizeNameInputRadius) * 1.3
	frame := ui.NewInset(0, 0, ui.NewInset(2.4, 1.6, ui.NewStack(2.4, c.bar(), c.open.content)))
	frame.Objects = append(frame.Objects, border)
	c.object.Objects = []fyne.CanvasObject{frame}
	if root := l.b.f.body; root != nil && root.perhapsIn == c {
		root.compose()
	}
}

// collapse shows the line again, with the keyboard on it.
func (c *card) collapse() {
	c.l.b.f.d.Saver.Commit()
	c.open = nil
	c.object.Objects = []fyne.CanvasObject{c.line}
	c.leaveLikeness()
	c.l.b.f.relayout()
	c.focusLine()
}

func (c *card) focusLine() {
	if c.open == nil {
		c.l.b.f.focusOn(c.line)
	}
}

// bar is the head of an open row: its words and what can be done with it.
func (c *card) bar() fyne.CanvasObject {
	w := c.l.b.f.d.Words
	buttons := []fyne.CanvasObject{c.title}
	if !c.l.b.f.readOnly() {
		if c.l.kind.Ordered() && len(c.l.cards) > 1 {
			buttons = append(buttons,
				ui.NewIconButton(theme.MoveUpIcon(), w.T("action.move_up"), func() { c.l.move(c, -1) }),
				ui.NewIconButton(theme.MoveDownIcon(), w.T("action.move_down"), func() { c.l.move(c, 1) }))
		}
		buttons = append(buttons, ui.NewIconButton(theme.DeleteIcon(), w.T("action.delete"), c.remove))
	}
	buttons = append(buttons, ui.NewIconButton(theme.MenuDropUpIcon(), w.T("action.close"), c.toggle))
	return ui.NewRow(0, buttons...)
}

func (c *card) remove() {
	if !c.l.b.f.readOnly() {
		c.l.b.f.d.Delete(c.rec)
	}
}

func (c *card) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDelete:
		c.remove()
	default:
		return false
	}
	return true
}

// detailMax is how many values a line says besides its title.
const detailMax = 3

// Detail says in a line what a record holds besides the words that name it.
func Detail(d *desk.Desk, r model.Record, title string) string {
	k := d.DB.Schema().Kind(r.Kind)
	if k == nil {
		return ""
	}
	var parts []string
	for _, f := range k.Fields {
		if f.Name == k.Parent || f.Name == "cases" || f.NoteOf != "" || f.Type == model.Position || f.Type == model.Mark || asReceived(k.Name, f.Name) || sorted(k.Name, f.Name) {
			continue
		}
		s := d.Show(r, f.Name)
		switch {
		case s == "", strings.Contains(title, s), slices.Contains(parts, s):
			continue
		case f.Type == model.Bool:
			if s = d.Words.Field(k.Name, f.Name); r.Get(f.Name) != "true" {
				continue
			}
		}
		if parts = append(parts, short(s)); len(parts) == detailMax {
			break
		}
	}
	return strings.Join(parts, " · ")
}

// short is the beginning of a text, on one line.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}

// contains finds words in a text as quick search does.
func contains(text, query string) bool {
	folded := model.Fold(text)
	for _, w := range strings.Fields(model.Fold(query)) {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return true
}
