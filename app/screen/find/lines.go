package find

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"guvoh/app/asking"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/question"
)

// rebuild makes the lines of the question anew; the one that is being changed
// stays as it is.
func (s *Screen) rebuild() {
	s.lines = map[*node]*ui.Clause{}
	s.stack.Objects = nil
	if s.q.Of == "" {
		return
	}
	s.stack.Add(s.first())
	for _, n := range s.tree.kids {
		s.put(n)
	}
	s.lines[s.tree] = s.adder(s.tree)
	s.stack.Add(s.lines[s.tree])
	s.stack.Refresh()
	s.relayout()
}

// put adds a line with those below it.
func (s *Screen) put(n *node) {
	if s.editing != nil && s.editing.n == n {
		s.stack.Add(container.New(setIn(n.depth()), s.editing.box))
	} else {
		c := s.line(n)
		s.lines[n] = c
		s.stack.Add(c)
		if s.alone(n) {
			for k := n; len(k.kids) > 0; k = k.kids[0] {
				s.lines[k.kids[0]] = c
			}
			return
		}
	}
	if n.group == "" {
		return
	}
	for _, k := range n.kids {
		s.put(k)
	}
	s.stack.Add(s.adder(n))
}

// setIn moves the inputs of a line as far to the right as its words stood.
type setIn int

func (d setIn) by() float32 { return float32(d) * ui.ClauseStep() }

func (d setIn) MinSize(o []fyne.CanvasObject) fyne.Size {
	o[0].Resize(fyne.NewSize(max(o[0].Size().Width, 1), o[0].Size().Height))
	return o[0].MinSize().AddWidthHeight(d.by(), 0)
}

func (d setIn) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(d.by(), 0))
	o[0].Resize(s.SubtractWidthHeight(d.by(), 0))
}

// alone tells whether a group of linked records asks one thing, which is then
// said with it in one line.
func (s *Screen) alone(n *node) bool {
	if n.group != linked || len(n.kids) != 1 || s.editing != nil && s.editing.n.in(n) {
		return false
	}
	k := n.kids[0]
	return k.group == "" || s.alone(k)
}

// last is the line that a person changes where several are said in one.
func (s *Screen) last(n *node) *node {
	for s.alone(n) {
		n = n.kids[0]
	}
	return n
}

// first is the line that says what is looked for.
func (s *Screen) first() *ui.Clause {
	w := s.d.Words
	words := []ui.Voiced{{Text: w.Kinds(s.q.Of), Strong: true}}
	switch {
	case len(s.tree.kids) > 1 && s.tree.group == anyOf:
		words = append(words, ui.Voiced{Text: behind(w.T("find.first.any")), Faint: true})
	case len(s.tree.kids) > 1:
		words = append(words, ui.Voiced{Text: behind(w.T("find.first.all")), Faint: true})
	}
	if s.q.Sure {
		words = append(words, ui.Voiced{Text: behind(w.T("find.first.sure")), Faint: true})
	}
	c := ui.NewClause(0, w.T("find.first"), words...)
	c.OnOpen = s.onFirst
	return c
}

// behind puts a space before words that do not begin with a comma.
func behind(s string) string {
	if strings.HasPrefix(s, ",") {
		return s
	}
	return " " + s
}

// line says one condition.
func (s *Screen) line(n *node) *ui.Clause {
	c := ui.NewClause(n.depth(), s.lead(n), s.voiced(n)...)
	c.OnOpen = func() { s.onLine(s.last(n)) }
	c.OnRemove = func() { s.remove(n) }
	c.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyInsert {
			return false
		}
		s.after(n)
		return true
	}
	return c
}

// lead is the small word before a line: how it goes together with the one before it.
func (s *Screen) lead(n *node) string {
	w := s.d.Words
	switch {
	case n.up.kids[0] == n && n.up == s.tree:
		return w.T("find.lead.where")
	case n.up.kids[0] == n:
		return ""
	case n.up.group == anyOf || n.up.group == noneOf:
		return w.T("find.lead.or")
	}
	return w.T("find.lead.and")
}

func (s *Screen) voiced(n *node) []ui.Voiced {
	var pieces []asking.Piece
	switch {
	case s.alone(n):
		l := n.link
		l.Where = question.Conflict{}
		out := voices(s.w.Condition(n.kind, l))
		return append(append(out, ui.Voiced{Text: " "}), s.voiced(n.kids[0])...)
	case n.group == linked:
		l := n.link
		if len(n.kids) > 0 { // so that it is said as the head of what follows
			l.Where = question.Conflict{}
		}
		pieces = s.w.Condition(n.kind, l)
	case n.group != "":
		pieces = []asking.Piece{{Text: s.d.Words.T("find.group." + string(n.group)), Joins: true}}
	case n.leaf != nil:
		pieces = s.w.Condition(n.kind, n.leaf)
	}
	return voices(pieces)
}

func voices(pieces []asking.Piece) (out []ui.Voiced) {
	for _, p := range pieces {
		out = append(out, ui.Voiced{Text: p.Text, Strong: p.Chosen, Faint: p.Joins})
	}
	return out
}

// adder is the offer of one more line at the end of a group.
func (s *Screen) adder(n *node) *ui.Clause {
	w := s.d.Words
	text := w.T("find.add")
	depth := n.depth() + 1
	switch {
	case n == s.tree:
		depth = 0
	case n.group == linked:
		text = w.T("find.add_same", tr.V{"What": s.w.Link(n.kind, n.link.Path)})
	case n.group == anyOf || n.group == noneOf:
		text = w.T("find.add_or")
	}
	c := ui.NewClause(depth, "", ui.Voiced{Text: text}).Quiet()
	c.OnOpen = func() { s.add(n, nil) }
	return c
}

// onLine opens a line to change it.
func (s *Screen) onLine(n *node) {
	s.open(n)
	s.editing.focusValue()
}

// open shows the inputs of a line in its place.
func (s *Screen) open(n *node) {
	if s.editing != nil && s.editing.fresh && s.editing.n != n {
		s.drop(s.editing.n)
	}
	s.editing = newEditor(s, n)
	s.rebuild()
	ui.Reveal(s.editing.box)
}

// add begins a new line in a group.
func (s *Screen) add(up, after *node) {
	n := &node{kind: up.within(s.w.Schema)}
	up.insert(n, after)
	s.open(n)
	s.editing.ask()
}

// after begins a new line behind another; behind one that is said together with
// the group that it is alone in, in that group.
func (s *Screen) after(n *node) {
	n = s.last(n)
	s.add(n.up, n)
}

// shut ends the change of a line.
func (s *Screen) shut() { s.editing = nil }

// putBack shows a whole question as it was.
func (s *Screen) putBack(q question.Question) {
	s.q = q
	s.tree = newTree(s.w.Schema, q)
	s.rebuild()
	s.changed()
	if len(s.tree.kids) > 0 {
		s.focusLine(s.tree.kids[len(s.tree.kids)-1])
	} else {
		s.focusAdd()
	}
}

// remove takes a line away with what stands below it, and offers to put it back.
func (s *Screen) remove(n *node) {
	was := s.question(true)
	finished := n.group != "" || n.leaf != nil
	s.shut()
	to := s.drop(n)
	s.rebuild()
	s.changed()
	if to == s.tree {
		s.focusAdd()
	} else {
		s.focusLine(to)
	}
	if finished {
		s.d.Host.Toast(s.d.Words.T("find.removed"), s.d.Words.T("action.undo"), func() {
			if !s.left {
				s.putBack(was)
			}
		})
	}
}

// drop takes a line out, and with it a group that only it was in.
func (s *Screen) drop(n *node) *node {
	to := n.remove()
	if to == n.up && to != s.tree && to.group != linked && len(to.kids) == 0 {
		return s.drop(to)
	}
	return to
}

// focusLine gives the keyboard to a line.
func (s *Screen) focusLine(n *node) {
	if c := s.lines[n]; c != nil {
		ui.Focus(c)
		return
	}
	s.focusAdd()
}

// focusAdd gives the keyboard to the offer of one more line.
func (s *Screen) focusAdd() {
	if c := s.lines[s.tree]; c != nil {
		ui.Focus(c)
	}
}
