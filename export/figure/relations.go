package figure

import (
	"cmp"
	"slices"
	"strings"

	"guvoh/export/doc"
)

// Relations is who stands how to whom.
type Relations struct {
	Width float64 // of the drawings, where it is enough
	Nodes []Node
	Links []Link
}

// Node is a person or an organisation.
type Node struct {
	ID    string
	Label string
	Role  string // below the label, less strongly; may be empty
	Kind  NodeKind
}

// NodeKind is the look of a node.
type NodeKind int

// The kinds of node.
const (
	Person       NodeKind = iota
	Subject               // the person whom the case is about
	Organisation          // a body, a unit
)

// Link is how one stands to another: an arrow from From to To, or a line when
// it is the same both ways.
type Link struct {
	From, To string
	Label    string
	Kind     LinkKind
	Mutual   bool
}

// LinkKind is the look of a link.
type LinkKind int

// The kinds of link.
const (
	Did       LinkKind = iota // what one did to the other
	Command                   // who is above whom, who belongs where
	Tie                       // family, and other ties
	Uncertain                 // what is not sure
)

// most is how many nodes one drawing holds; more could not be read.
const most = 24

// graph is nodes and links by number, with several links of one kind between
// two nodes made one.
type graph struct {
	nodes []Node
	links []bond
}

// bond is a link between nodes by number.
type bond struct {
	from, to int
	kind     LinkKind
	mutual   bool
	labels   []string
}

// Draw returns the drawings: one for those who are connected, more where they
// are too many for one. Nodes without links are left out.
func (r Relations) Draw() []*doc.Drawing {
	var drawings []*doc.Drawing
	var small []graph // that share a drawing
	count := 0
	flush := func() {
		if count > 0 {
			drawings = append(drawings, r.drawAll(small))
		}
		small, count = nil, 0
	}
	for _, g := range r.graph().pieces() {
		if count+len(g.nodes) > most {
			flush()
		}
		small, count = append(small, g), count+len(g.nodes)
	}
	flush()
	return drawings
}

// graph numbers the nodes and joins links. Links from or to nobody are left
// out, and those from somebody to themselves.
func (r Relations) graph() graph {
	g := graph{nodes: r.Nodes}
	number := map[string]int{}
	for i, n := range r.Nodes {
		if _, known := number[n.ID]; !known {
			number[n.ID] = i
		}
	}
	for _, l := range r.Links {
		from, known := number[l.From]
		to, alsoKnown := number[l.To]
		if !known || !alsoKnown || from == to {
			continue
		}
		at := slices.IndexFunc(g.links, func(b bond) bool { return b.same(from, to, l) })
		if at < 0 {
			at = len(g.links)
			g.links = append(g.links, bond{from: from, to: to, kind: l.Kind, mutual: l.Mutual})
		}
		if l.Label != "" && !slices.Contains(g.links[at].labels, l.Label) {
			g.links[at].labels = append(g.links[at].labels, l.Label)
		}
	}
	return g
}

// same reports whether a link is one of those that a bond stands for.
func (b bond) same(from, to int, l Link) bool {
	if b.kind != l.Kind || b.mutual != l.Mutual {
		return false
	}
	return b.from == from && b.to == to || b.mutual && b.from == to && b.to == from
}

// pieces parts a graph into what is connected, and that into what one drawing
// can hold. Whoever stands between two drawings is in both.
func (g graph) pieces() []graph {
	var out []graph
	left := slices.Clone(g.links)
	for len(left) > 0 {
		part := connected(left, left[0].from)
		if len(part) > most {
			part = neighbourhood(left, part)
		}
		var in, rest []bond
		for _, b := range left {
			if slices.Contains(part, b.from) && slices.Contains(part, b.to) {
				in = append(in, b)
			} else {
				rest = append(rest, b)
			}
		}
		out = append(out, g.only(part, in))
		left = rest
	}
	slices.SortStableFunc(out, func(a, b graph) int { return cmp.Compare(len(b.nodes), len(a.nodes)) })
	return out
}

// connected returns the nodes that hang together with one, in their order.
func connected(links []bond, start int) []int {
	found := []int{start}
	for grew := true; grew; {
		grew = false
		for _, b := range links {
			from, to := slices.Contains(found, b.from), slices.Contains(found, b.to)
			if from && !to {
				found, grew = append(found, b.to), true
			}
			if to && !from {
				found, grew = append(found, b.from), true
			}
		}
	}
	slices.Sort(found)
	return found
}

// neighbourhood returns the node with most links, and as many of its neighbours and
// theirs as one drawing holds.
func neighbourhood(links []bond, nodes []int) []int {
	degree := map[int]int{}
	for _, b := range links {
		degree[b.from]++
		degree[b.to]++
	}
	hub := slices.MaxFunc(nodes, func(a, b int) int { return cmp.Or(cmp.Compare(degree[a], degree[b]), cmp.Compare(b, a)) })
	part := []int{hub}
	for i := 0; i < len(part) && len(part) < most; i++ {
		for _, b := range links {
			other := -1
			switch part[i] {
			case b.from:
				other = b.to
			case b.to:
				other = b.from
			}
			if other >= 0 && !slices.Contains(part, other) && len(part) < most {
				part = append(part, other)
			}
		}
	}
	slices.Sort(part)
	return part
}

// only returns a graph of some of the nodes with those links.
func (g graph) only(nodes []int, links []bond) graph {
	out := graph{}
	number := map[int]int{}
	for _, n := range nodes {
		number[n] = len(out.nodes)
		out.nodes = append(out.nodes, g.nodes[n])
	}
	for _, b := range links {
		b.from, b.to = number[b.from], number[b.to]
		out.links = append(out.links, b)
	}
	return out
}

// drawAll draws graphs below each other.
func (r Relations) drawAll(graphs []graph) *doc.Drawing {
	s := &sketch{}
	width, y := r.Width, 0.0
	plans := make([]*plan, len(graphs))
	for i, g := range graphs {
		plans[i] = newPlan(g, r.Width)
		width = max(width, plans[i].width)
	}
	for i, p := range plans {
		if i > 0 {
			y += 8
		}
		p.draw(s, (width-p.width)/2, y)
		y += p.height
	}
	return s.drawing(width, y)
}

// Measures of relations, in millimetres.
const (
	boxWidth = 35.0
	boxInner = 2.2 // white inside a box
	sibling  = 5.0 // from box to box
	levelGap = 6.5 // from level to level
	labelMax = 34.0
)

var (
	nodeWords = lettering{size: 8, style: doc.Bold, hue: doc.Ink}
	roleWords = lettering{size: 7, hue: doc.Soft}
	bondWords = lettering{size: 7, hue: doc.Ink}
)

// box is a node with its words in lines.
type box struct {
	Node
	label, role   []string
	width, height float64
}

func newBox(n Node) box {
	b := box{Node: n, width: boxWidth}
	b.label = nodeWords.wrap(n.Label, boxWidth-2*boxInner, 4)
	b.role = roleWords.wrap(n.Role, boxWidth-2*boxInner, 2)
	b.height = 2*boxInner + float64(len(b.label))*nodeWords.lead() + float64(len(b.role))*roleWords.lead()
	return b
}

// draw draws a box around its centre. An organisation has sharp corners and a
// tint, the subject a strong frame.
func (b box) draw(s *sketch, cx, top float64) {
	x := cx - b.width/2
	switch b.Kind {
	case Organisation:
		s.rect(x, top, b.width, b.height, 0, pen{hue: doc.Soft, width: medium}, doc.Faint)
	case Subject:
		s.rect(x, top, b.width, b.height, 2, pen{hue: doc.Accent, width: thick}, doc.Paper)
	default:
		s.rect(x, top, b.width, b.height, 2, pen{hue: doc.Soft, width: medium}, doc.Paper)
	}
	y := top + boxInner - 0.24*nodeWords.lead()
	for _, l := range b.label {
		y += nodeWords.lead()
		s.words(cx, y, l, nodeWords, doc.Centre)
	}
	for _, l := range b.role {
		y += roleWords.lead()
		s.words(cx, y, l, roleWords, doc.Centre)
	}
}

// words returns the lines of a bond's labels.
func (b bond) words() []string { return bondWords.wrap(strings.Join(b.labels, "; "), labelMax, 4) }

// pen returns how a bond is drawn.
func (b bond) pen() pen {
	switch b.kind {
	case Did:
		return pen{hue: doc.Alarm, width: medium}
	case Command:
		return pen{hue: doc.Accent, width: medium}
	case Uncertain:
		return pen{hue: doc.Soft, width: medium, dash: []float64{1.2, 1}}
	}
	return pen{hue: doc.Soft, width: medium}
}
