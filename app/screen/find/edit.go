package find

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/model/question"
)

// editor changes one line where it stands: what is asked about, how the two
// compare, and with what. Every change counts and is asked at once, as everything
// typed in this program; Escape, Enter in a line of typing and "Done" close it.
type editor struct {
	s       *Screen
	n       *node
	d       draft
	offers  []offer
	options []ui.Option
	fresh   bool // nothing was chosen yet

	what  *ui.TermSelect
	how   *ui.TermSelect
	rest  fyne.Focusable // what takes the value
	close *ui.Button
	box   *fyne.Container
}

func newEditor(s *Screen, n *node) *editor {
	e := &editor{s: s, n: n, box: ui.NewStack(0)}
	switch {
	case n.group == linked:
		e.d = draftOf(s.w.Schema, n.kind, n.link)
	case n.group != "":
		e.d = draft{offer: offer{sort: lines, kind: n.kind, group: n.group}, how: string(n.group)}
	case n.leaf != nil:
		e.d = draftOf(s.w.Schema, n.kind, n.leaf)
	default:
		e.fresh = true
	}
	e.offers, e.options = offersFor(s.w, n.kind)
	e.build()
	return e
}

func (e *editor) t(key string) string { return e.s.d.Words.T(key) }

// build lays out the inputs for what is asked about.
func (e *editor) build() {
	w := e.s.d.Words
	e.what = ui.NewTermSelect(e.options, e.t("find.what_example"), e.onWhat).MustHold()
	e.what.Load(e.current())
	e.close = ui.NewButton(e.t("action.done"), theme.ConfirmIcon(), ui.Plain, e.done)
	drop := ui.NewButton(e.t("action.remove"), theme.DeleteIcon(), ui.Quiet, func() { e.s.remove(e.n) })
	buttons := ui.NewToolbar(e.close, drop)
	about := ui.NewField(e.t("find.what"), e.what)
	if e.fresh {
		e.box.Objects = []fyne.CanvasObject{ui.NewCard(ui.NewStack(2, about, buttons))}
		return
	}
	var ways []ui.Option
	all := hows(e.s.w.Schema, e.d.offer)
	if !slices.Contains(all, e.d.how) { // such as what another program asked
		all = append(all, e.d.how)
	}
	for _, code := range all {
		ways = append(ways, ui.Option{ID: code, Label: w.T("find.how." + code)})
	}
	e.how = ui.NewTermSelect(ways, "", e.onHow).MustHold()
	e.how.Load(e.d.how)
	rows := []fyne.CanvasObject{about}
	if e.d.offer.sort == lines {
		rows = nil
	}
	if len(ways) > 1 {
		rows = append(rows, ui.NewField(e.t("find.how"), e.how))
	}
	var value fyne.CanvasObject
	if value, e.rest = e.value(); value != nil {
		rows = append(rows, ui.Wide(value))
	}
	e.box.Objects = []fyne.CanvasObject{ui.NewCard(ui.NewStack(2, ui.NewForm(rows...), buttons))}
}

// current finds what the line asks about among what can be asked.
func (e *editor) current() string {
	if e.fresh {
		return ""
	}
	for i, o := range e.offers {
		if o.sort == e.d.offer.sort && o.field.Name == e.d.offer.field.Name && o.until == e.d.offer.until && slices.Equal(o.path, e.d.offer.path) {
			return e.options[i].ID
		}
	}
	return ""
}

// onWhat takes something else to ask about. What lies behind a link becomes a
// line below one that says so: the same record can be asked more.
func (e *editor) onWhat(id string) {
	i := slices.IndexFunc(e.options, func(o ui.Option) bool { return o.ID == id })
	if i < 0 {
		return
	}
	o := e.offers[i]
	n, s := e.n, e.s
	switch {
	case o.sort == lines:
		n.group, n.leaf, n.link, n.kids = o.group, nil, question.Linked{}, nil
		s.shut()
		s.add(n, nil)
		return
	case o.sort == records:
		kids := n.kids
		if n.group != linked || !slices.Equal(n.link.Path, o.path) {
			kids = nil
		}
		n.group, n.leaf, n.link, n.kids = linked, nil, question.Linked{Path: o.path}, kids
		e.d = draftOf(s.w.Schema, n.kind, n.link)
	case len(o.path) > 0:
		n.group, n.leaf, n.link, n.kids = linked, nil, question.Linked{Path: o.path}, nil
		o.path = nil
		kid := &node{kind: o.kind}
		n.add(kid)
		kid.leaf = draft{}.moved(s.w.Schema, o).condition()
		s.shut()
		s.open(kid)
		s.editing.focusValue()
		return
	default:
		n.group, n.kids = "", nil
		e.d = e.d.moved(s.w.Schema, o)
	}
	e.fresh = false
	e.build()
	e.changed()
	s.rebuild()
	e.focusValue()
}

func (e *editor) onHow(code string) {
	e.d.how = code
	e.build()
	e.changed()
	e.s.relayout()
	e.focusValue()
}

// focusValue gives the keyboard to what is to be chosen next.
func (e *editor) focusValue() {
	switch {
	case e.fresh:
		ui.Focus(e.what.FocusTarget())
	case e.rest != nil:
		ui.Focus(e.rest)
	case e.d.offer.sort == lines:
		ui.Focus(e.how.FocusTarget())
	default:
		ui.Focus(e.close)
	}
}

// drawn is how long a new line takes until the window has drawn it: before, no
// list can open below it.
const drawn = 80 * time.Millisecond

// ask opens the list of what can be asked about.
func (e *editor) ask() {
	to := e.what.FocusTarget()
	ui.Focus(to)
	open := func() { to.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) }
	c := e.s.d.Host.Window().Canvas()
	if c.Focused() == to {
		open()
		return
	}
	e.s.d.Runner.After(drawn, func() {
		if e.s.editing == e && e.fresh && c.Focused() == to && c.Overlays().Top() == nil {
			open()
		}
	})
}

// changed puts what was chosen into the line, and asks the file.
func (e *editor) changed() {
	if e.d.offer.sort == lines {
		e.n.group = group(e.d.how)
		e.s.changed()
		return
	}
	c := e.d.condition()
	if l, ok := c.(question.Linked); ok {
		e.n.link = l
	} else {
		e.n.leaf = c
	}
	e.s.changed()
}

// done keeps the line as it stands now. One in which nothing was chosen goes.
func (e *editor) done() {
	e.s.shut()
	if e.fresh {
		e.s.remove(e.n)
		return
	}
	e.s.rebuild()
	e.s.focusLine(e.n)
}
