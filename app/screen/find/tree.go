package find

import (
	"slices"

	"guvoh/model"
	"guvoh/model/question"
)

// node is one line of a question: a condition, or a group that holds others.
// The tree is what a person changes; [node.condition] makes the question of it.
type node struct {
	kind  string             // of the records that are asked
	leaf  question.Condition // nil while the line is being made, and of a group
	group group              // "" is a line without others below it
	link  question.Linked    // of a group of linked records, without its Where
	kids  []*node
	up    *node
}

// group says what holds the lines below a line together.
type group string

const (
	allOf  group = "all"
	anyOf  group = "any"
	noneOf group = "none"
	linked group = "linked"
)

// newTree takes a question apart into lines.
func newTree(s *model.Schema, q question.Question) *node {
	root := &node{kind: q.Of, group: allOf}
	switch w := q.Where.(type) {
	case nil:
	case question.All:
		root.take(s, w.Of)
	case question.Any:
		root.group = anyOf
		root.take(s, w.Of)
	default:
		root.take(s, []question.Condition{w})
	}
	return root
}

// take makes lines of conditions that are asked of the same record.
func (n *node) take(s *model.Schema, of []question.Condition) {
	for _, c := range of {
		n.add(lineOf(s, n.within(s), c))
	}
}

// within gives the kind of the records that the lines below are asked of.
func (n *node) within(s *model.Schema) string {
	if n.group == linked {
		return question.Kind(s, n.kind, n.link.Path)
	}
	return n.kind
}

func (n *node) add(kid *node) {
	kid.up = n
	n.kids = append(n.kids, kid)
}

// lineOf makes the line of one condition.
func lineOf(s *model.Schema, kind string, c question.Condition) *node {
	n := &node{kind: kind}
	switch c := c.(type) {
	case question.All:
		n.group = allOf
		n.take(s, c.Of)
	case question.Any:
		n.group = anyOf
		n.take(s, c.Of)
	case question.Linked:
		n.group, n.link = linked, c
		n.link.Where = nil
		if all, ok := c.Where.(question.All); ok {
			n.take(s, all.Of)
		} else if c.Where != nil {
			n.take(s, []question.Condition{c.Where})
		}
	case question.Not:
		switch of := c.Of.(type) {
		case question.Any:
			n.group = noneOf
			n.take(s, of.Of)
		case question.All, question.Linked, question.Not:
			n.group = noneOf
			n.take(s, []question.Condition{of})
		case question.When, question.During, question.Number, question.YesNo: // people have no words for the opposite
			n.group = noneOf
			n.take(s, []question.Condition{of})
		default:
			n.leaf = c
		}
	default:
		n.leaf = c
	}
	return n
}

// condition gives what the line and those below it ask; nil when nothing is
// asked yet. Lines that a file cannot answer, such as one in which nothing was
// chosen, are left out unless they are to be kept.
func (n *node) condition(s *model.Schema, keep bool) question.Condition {
	if n.group == "" {
		if n.leaf == nil || !keep && !fit(s, n.kind, n.leaf) {
			return nil
		}
		return n.leaf
	}
	var of []question.Condition
	for _, k := range n.kids {
		if c := k.condition(s, keep); c != nil {
			of = append(of, c)
		}
	}
	switch {
	case n.group == linked:
		l := n.link
		if len(of) > 0 {
			l.Where = together(of)
		}
		if !keep && !fit(s, n.kind, l) {
			return nil
		}
		return l
	case len(of) == 0:
		return nil
	case n.group == anyOf:
		return question.Any{Of: of}
	case n.group == noneOf && len(of) == 1:
		return question.Not{Of: of[0]}
	case n.group == noneOf:
		return question.Not{Of: question.Any{Of: of}}
	}
	return question.All{Of: of}
}

func together(of []question.Condition) question.Condition {
	if len(of) == 1 {
		return of[0]
	}
	return question.All{Of: of}
}

// fit tells whether a file can answer the condition as it stands.
func fit(s *model.Schema, kind string, c question.Condition) bool {
	return len(question.Question{Of: kind, Where: c}.Check(s)) == 0
}

// remove takes a line out of its group, and gives the line that then stands in
// its place, before it, or holds it.
func (n *node) remove() *node {
	up := n.up
	i := slices.Index(up.kids, n)
	up.kids = slices.Delete(up.kids, i, i+1)
	switch {
	case i < len(up.kids):
		return up.kids[i]
	case i > 0:
		return up.kids[i-1]
	}
	return up
}

// insert puts a line behind another of the group; at the end when that is nil.
func (n *node) insert(kid, after *node) {
	kid.up = n
	i := slices.Index(n.kids, after)
	if i < 0 {
		n.kids = append(n.kids, kid)
		return
	}
	n.kids = slices.Insert(n.kids, i+1, kid)
}

// depth is how far a line is set in.
func (n *node) depth() (d int) {
	for p := n.up; p != nil && p.up != nil; p = p.up {
		d++
	}
	return d
}

// unfinished gives the first line in which something is still to be chosen; nil
// when there is none.
func (n *node) unfinished(s *model.Schema) *node {
	for _, k := range n.kids {
		if k.group == "" && (k.leaf == nil || !fit(s, k.kind, k.leaf)) {
			return k
		}
		if found := k.unfinished(s); found != nil {
			return found
		}
	}
	return nil
}

// in tells whether a line is another or stands below it.
func (n *node) in(other *node) bool {
	for p := n; p != nil; p = p.up {
		if p == other {
			return true
		}
	}
	return false
}
