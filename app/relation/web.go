// Package relation tells who of a case stands how to whom: who did what to whom,
// who held whom, who is above whom, who is of one family.
//
// Its one job is records → nodes and links, and where the nodes stand. No window.
// Rules of the package: a link says no more than its record says, and what is only
// likely, alleged or concluded says so; nobody joins who is not of the case or one
// step from it; what was shown once stays where it stood; it only reads.
package relation

import (
	"slices"

	"guvoh/model"
)

// Sort is what a link is about.
type Sort string

// The sorts of links.
const (
	Did     Sort = "did"     // what one did to the other
	Custody Sort = "custody" // who held whom
	Command Sort = "command" // who is above whom, who belongs where
	Family  Sort = "family"
	Other   Sort = "other"
)

// Sorts are all sorts, in the order in which they are offered.
func Sorts() []Sort { return []Sort{Did, Custody, Command, Family, Other} }

// Node is a person, an organisation, or the many people of an organisation as one.
type Node struct {
	Key          string   // its id as text; of a group it begins with "group:"
	ID           model.ID // zero of a group
	Organisation bool
	Subject      bool // whom the case is about
	Name, Role   string
	Portrait     model.ID // the evidence that shows the face, if any
	Members      []Node   // of a group
	Open         bool     // the members of a group are shown
}

// Link is how one stands to another.
type Link struct {
	Record   model.ID // that says so
	From, To string   // keys of nodes
	Sort     Sort
	Words    string
	Mutual   bool   // it is the same both ways
	Rises    bool   // To is above From, as an organisation is above its parts
	Leads    bool   // the person is the head of the organisation
	Unsure   string // why it is not certain, in words; "" where nothing speaks against it
	Sources  int    // how many references to sources it has
	Cited    string // the titles of those sources
}

// Web is all of it.
type Web struct {
	Nodes []Node
	Links []Link
	Alone []Node // people of the case who stand to nobody
}

// Node finds a node.
func (w Web) Node(key string) (Node, bool) {
	i := slices.IndexFunc(w.Nodes, func(n Node) bool { return n.Key == key })
	if i < 0 {
		return Node{}, false
	}
	return w.Nodes[i], true
}

// Of gives the links of one node, in their order.
func (w Web) Of(key string) []Link {
	var out []Link
	for _, l := range w.Links {
		if l.From == key || l.To == key {
			out = append(out, l)
		}
	}
	return out
}

// Far gives the other end of a link.
func (l Link) Far(key string) string {
	if l.From == key {
		return l.To
	}
	return l.From
}

// ends gives the upper and the lower end of a link.
func (l Link) ends() (upper, lower string) {
	if l.Rises {
		return l.To, l.From
	}
	return l.From, l.To
}

// Bond is all links of one sort and one certainty between two nodes: one line.
type Bond struct {
	From, To string
	Sort     Sort
	Mutual   bool
	Unsure   bool
	Words    []string
	Links    []Link
}

// Bonds joins links into lines.
func (w Web) Bonds() []Bond {
	var out []Bond
	at := map[sameness]int{}
	for _, l := range w.Links {
		id := l.bond()
		i, known := at[id]
		if !known {
			i = len(out)
			at[id] = i
			out = append(out, Bond{From: id.From, To: id.To, Sort: l.Sort, Mutual: l.Mutual, Unsure: l.Unsure != ""})
		}
		out[i].Links = append(out[i].Links, l)
		if l.Words != "" && !slices.Contains(out[i].Words, l.Words) {
			out[i].Words = append(out[i].Words, l.Words)
		}
	}
	return out
}

// sameness is what the links of one line have in common.
type sameness struct {
	From, To string
	Sort     Sort
	Mutual   bool
	Unsure   bool
}

// bond tells to which line a link belongs.
func (l Link) bond() sameness {
	b := sameness{l.From, l.To, l.Sort, l.Mutual, l.Unsure != ""}
	if b.Mutual && b.To < b.From {
		b.From, b.To = b.To, b.From
	}
	return b
}

// Filter says what of a web is shown; the zero filter shows all.
type Filter struct {
	Without map[Sort]bool
	Only    string // "person", "organisation" or ""
	Sure    bool   // without what is not certain; what nobody said anything about stays
	Around  string // the key of a node; "" for all
	Steps   int    // so many steps around it
}

// Filtered gives what a filter leaves: its links, and who has one.
func (w Web) Filtered(f Filter) Web {
	kept := map[string]bool{}
	for _, n := range w.Nodes {
		kept[n.Key] = f.Only == "" || n.Organisation == (f.Only == "organisation")
	}
	out := Web{Alone: w.Alone}
	for _, l := range w.Links {
		if !f.Without[l.Sort] && (!f.Sure || l.Unsure == "") && kept[l.From] && kept[l.To] {
			out.Links = append(out.Links, l)
		}
	}
	if f.Around != "" && kept[f.Around] {
		near := out.near(f.Around, max(f.Steps, 1))
		out.Links = slices.DeleteFunc(out.Links, func(l Link) bool { return !near[l.From] || !near[l.To] })
	}
	linked := map[string]bool{}
	for _, l := range out.Links {
		linked[l.From], linked[l.To] = true, true
	}
	for _, n := range w.Nodes {
		if linked[n.Key] || n.Key == f.Around && kept[n.Key] {
			out.Nodes = append(out.Nodes, n)
		}
	}
	return out
}

// near gives who is at most so many steps from a node.
func (w Web) near(key string, steps int) map[string]bool {
	near, edge := map[string]bool{key: true}, []string{key}
	for range steps {
		var next []string
		for _, at := range edge {
			for _, l := range w.Of(at) {
				if far := l.Far(at); !near[far] {
					near[far] = true
					next = append(next, far)
				}
			}
		}
		edge = next
	}
	return near
}
