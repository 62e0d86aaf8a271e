package find

import (
	"fyne.io/fyne/v2"

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
	s.tree.each(func(n *node) {
		if s.editing != nil && s.editing.n == n {
			s.stack.Add(s.editing.box)
			return
		}
		c := s.line(n)
		s.lines[n] = c
		s.stack.Add(c)
	}, func(n *node) {
		c := s.adder(n)
		s.stack.Add(c)
		if n == s.tree {
			s.lines[n] = c
		}
	})
	s.stack.Refresh()
	s.relayout()
}

// first is the line that says what is looked for.
func (s *Screen) first() *ui.Clause {
	w := s.d.Words
	words := []ui.Voiced{{Text: w.Kinds(s.q.Of), Strong: true}}
	switch {
	case len(s.tree.kids) > 1 && s.tree.group == anyOf:
		words = append(words, ui.Voiced{Text: w.T("find.first.any"), Faint: true})
	case len(s.tree.kids) > 1:
		words = append(words, ui.Voiced{Text: w.T("find.first.all"), Faint: true})
	}
	if s.q.Sure {
		words = append(words, ui.Voiced{Text: w.T("find.first.sure"), Faint: true})
	}
	c := ui.NewClause(0, w.T("find.first"), words...)
	c.OnOpen = s.onFirst
	return c
}

// line says one condition.
func (s *Screen) line(n *node) *ui.Clause {
	c := ui.NewClause(n.depth(), s.lead(n), s.voiced(n)...)
	c.OnOpen = func() { s.onLine(n) }
	c.OnRemove = func() { s.remove(n) }
	c.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyInsert {
			return false
		}
		s.add(n.up, n, s.question(true))
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
	var out []ui.Voiced
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
	c.OnOpen = func() { s.add(n, nil, s.question(true)) }
	return c
}

// onLine opens a line to change it.
func (s *Screen) onLine(n *node) {
	s.open(n, s.question(true))
	s.editing.focusValue()
}

// open shows the inputs of a line in its place.
func (s *Screen) open(n *node, before question.Question) {
	if s.editing != nil && s.editing.fresh && s.editing.n != n {
		s.drop(s.editing.n)
	}
	s.editing = newEditor(s, n, before)
	s.rebuild()
	ui.Reveal(s.editing.box)
}

// add begins a new line in a group.
func (s *Screen) add(up, after *node, before question.Question) {
	n := &node{kind: up.within(s.w.Schema)}
	up.insert(n, after)
	s.open(n, before)
	s.editing.ask()
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
