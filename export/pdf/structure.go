package pdf

import (
	"cmp"
	"fmt"
	"slices"

	"guvoh/export/doc"
	"guvoh/export/pdf/internal/finish"
)

// structure joins the elements of all leaves into one tree, with the sections
// around them, and numbers them in reading order.
func structure(leaves []*leaf) *tag {
	root := &tag{role: roleDocument}
	open := []*tag{root} // the element of each level that is open
	for _, l := range leaves {
		if _, opens := l.block.(*doc.Section); opens {
			open = open[:min(l.level, len(open))]
			open = append(open, open[len(open)-1].add(roleSect))
		}
		open = open[:min(l.level+1, len(open))]
		in := open[len(open)-1]
		for _, kid := range l.root.kids {
			kid.up = in
		}
		in.kids = append(in.kids, l.root.kids...)
	}
	count := 0
	var number func(t *tag)
	number = func(t *tag) {
		count++
		t.order = count
		for _, kid := range t.kids {
			number(kid)
		}
	}
	number(root)
	return root
}

// grower makes the structure of one file out of what stands on its pages.
// Elements of which nothing is there do not come into it.
type grower struct {
	job   *job
	grown map[*tag]*grown
}

// grown is an element of the file and what it is made of.
type grown struct {
	elem   *finish.Elem
	inside []*tag // elements inside it, in any order
}

// grow returns the tree of the elements on some pages, which follow on each
// other; its numbers of pages count from 1.
func (j *job) grow(root *tag, pages []*drawnPage) *finish.Elem {
	g := &grower{job: j, grown: map[*tag]*grown{}}
	g.of(root)
	for i, pg := range pages {
		for id, m := range pg.marked {
			g.of(g.home(m)).own(finish.Kid{Page: i + 1, MCID: id})
		}
		for k, l := range pg.links {
			g.of(l.tag).own(finish.Kid{Page: i + 1, Link: k + 1})
		}
		for t, box := range pg.figures {
			if e := g.grown[t]; e != nil && e.elem.BBox == nil { // none of a figure in which nothing is drawn
				e.elem.BBox = box[:]
			}
		}
	}
	g.join(root)
	levelHeadings(g.grown[root].elem)
	return g.grown[root].elem
}

// home returns the element of a stretch of a page. One inside a line is hung on
// the element of the line where it is first met.
func (g *grower) home(m marked) *tag {
	if m.inline == nil {
		return m.tag
	}
	if g.grown[m.inline] == nil {
		m.inline.up = nil
		g.of(m.tag).own(finish.Kid{Elem: g.of(m.inline).elem})
		m.inline.up = m.tag
		if m.inline.lang != "" && m.inline.lang != g.langAround(m.inline) {
			g.grown[m.inline].elem.Lang = m.inline.lang
		}
	}
	return m.inline
}

func (e *grown) own(k finish.Kid) { e.elem.Kids = append(e.elem.Kids, k) }

// of returns the element of a tag, and makes those around it.
func (g *grower) of(t *tag) *grown {
	if e := g.grown[t]; e != nil {
		return e
	}
	e := &grown{elem: &finish.Elem{Role: string(t.role), Alt: t.alt, Scope: t.scope, Span: t.span}}
	g.grown[t] = e
	switch {
	case t.role == roleNote:
		e.elem.ID = fmt.Sprintf("note-%d", t.order)
	case t.role == roleList && t.ordered:
		e.elem.Numbering = "Decimal"
	case t.role == roleList && t.marked:
		e.elem.Numbering = "Disc"
	case t.role == roleRow: // a row has all its cells, so that columns are columns
		for _, cell := range t.kids {
			g.of(cell)
		}
	}
	if t.up != nil {
		up := g.of(t.up)
		up.inside = append(up.inside, t)
	}
	return e
}

// join puts elements into those around them, in reading order.
func (g *grower) join(t *tag) {
	e := g.grown[t]
	slices.SortFunc(e.inside, func(a, b *tag) int { return cmp.Compare(a.order, b.order) })
	for _, kid := range e.inside {
		e.own(finish.Kid{Elem: g.grown[kid].elem})
		g.join(kid)
	}
	if e.elem.Role == string(roleHead) && len(e.elem.Kids) == 0 {
		e.elem.Role, e.elem.Scope = string(roleCell), ""
	}
	if t.lang != "" && t.lang != g.langAround(t) {
		e.elem.Lang = t.lang
	}
	for _, k := range e.elem.Kids { // of the elements inside lines
		g.settle(k.Elem)
	}
}

// langAround returns the language of what is around an element.
func (g *grower) langAround(t *tag) string {
	for up := t.up; up != nil; up = up.up {
		if up.lang != "" {
			return up.lang
		}
	}
	return g.job.lang
}

// settle makes plain text of a link that leads nowhere in this file.
func (g *grower) settle(e *finish.Elem) {
	if e == nil || e.Role != string(roleLink) {
		return
	}
	if !slices.ContainsFunc(e.Kids, func(k finish.Kid) bool { return k.Link > 0 }) {
		e.Role = string(roleSpan)
	}
}

// levelHeadings lets no level of headings be left out, as it would be in a
// volume that begins in the middle of a section.
func levelHeadings(root *finish.Elem) {
	last := 0
	var walk func(e *finish.Elem)
	walk = func(e *finish.Elem) {
		if i := slices.Index(headings, role(e.Role)); i >= 0 {
			last = min(i, last) + 1
			e.Role = string(headings[last-1])
		}
		for _, k := range e.Kids {
			if k.Elem != nil {
				walk(k.Elem)
			}
		}
	}
	walk(root)
}
