package figure_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/figure"
)

// people makes so many nodes.
func people(n int) []figure.Node {
	var all []figure.Node
	for i := range n {
		all = append(all, figure.Node{ID: fmt.Sprint(i), Label: fmt.Sprintf("Person-%d", i), Kind: figure.NodeKind(i % 3)})
	}
	return all
}

// frames returns the boxes of a drawing.
func frames(d *doc.Drawing) []rect {
	var all []rect
	for _, s := range d.Shapes {
		if len(s.Path) < 5 || s.Stroke == doc.NoHue || s.Path[len(s.Path)-1].Op != 'Z' {
			continue
		}
		r := rect{1e9, 1e9, -1e9, -1e9}
		for _, st := range s.Path {
			for _, p := range st.P {
				r = rect{min(r.x0, p.X), min(r.y0, p.Y), max(r.x1, p.X), max(r.y1, p.Y)}
			}
		}
		all = append(all, r)
	}
	return all
}

func TestRelationsAreReadable(t *testing.T) {
	for _, c := range []struct {
		name  string
		nodes int
		links func(n int) [][2]int
	}{
		{"a chain", 8, func(n int) (all [][2]int) {
			for i := 1; i < n; i++ {
				all = append(all, [2]int{i - 1, i})
			}
			return all
		}},
		{"a circle", 6, func(n int) (all [][2]int) {
			for i := range n {
				all = append(all, [2]int{i, (i + 1) % n})
			}
			return all
		}},
		{"one to whom all was done", 14, func(n int) (all [][2]int) {
			for i := 1; i < n; i++ {
				all = append(all, [2]int{i, 0})
			}
			return all
		}},
		{"both ways", 2, func(int) [][2]int { return [][2]int{{0, 1}, {1, 0}} }},
		{"a net", 20, func(n int) (all [][2]int) {
			for i := range n {
				all = append(all, [2]int{i, (i*7 + 3) % n}, [2]int{i, (i*3 + 5) % n})
			}
			return all
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := figure.Relations{Width: 165, Nodes: people(c.nodes)}
			for i, l := range c.links(c.nodes) {
				r.Links = append(r.Links, figure.Link{From: fmt.Sprint(l[0]), To: fmt.Sprint(l[1]), Label: fmt.Sprintf("link-%d", i)})
			}
			drawings := r.Draw()
			if len(drawings) != 1 {
				t.Fatalf("%d drawings", len(drawings))
			}
			d := drawings[0]
			inside(t, d)
			apart(t, d)
			boxes := frames(d)
			if len(boxes) != c.nodes {
				t.Errorf("%d boxes", len(boxes))
			}
			for i, a := range boxes {
				for _, b := range boxes[i+1:] {
					if a.meets(b) {
						t.Error("two boxes lie on each other")
					}
				}
				for _, s := range d.Shapes {
					if strings.HasPrefix(s.Words, "link-") && a.meets(boxOf(s)) {
						t.Errorf("%s lies on a box", s.Words)
					}
				}
			}
			if !reflect.DeepEqual(drawings, r.Draw()) {
				t.Error("the same relations are drawn in two ways")
			}
		})
	}
}

func TestManyPeopleTakeSeveralDrawings(t *testing.T) {
	r := figure.Relations{Width: 165, Nodes: people(80)}
	for i := range 80 {
		r.Links = append(r.Links,
			figure.Link{From: fmt.Sprint(i), To: fmt.Sprint((i + 1) % 80), Label: fmt.Sprintf("next-%d", i)},
			figure.Link{From: "0", To: fmt.Sprint(i), Label: fmt.Sprintf("knows-%d", i), Kind: figure.Command})
	}
	drawings := r.Draw()
	var said []string
	for _, d := range drawings {
		inside(t, d)
		if n := len(frames(d)); n > 24 {
			t.Errorf("%d boxes in one drawing", n)
		}
		said = append(said, words([]*doc.Drawing{d})...)
	}
	for i := 1; i < 80; i++ {
		for _, w := range []string{fmt.Sprintf("next-%d", i), fmt.Sprintf("knows-%d", i)} {
			n := 0
			for _, s := range said {
				if slices.Contains(strings.Split(s, "; "), w) {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s is drawn %d times", w, n)
			}
		}
	}
}

func TestOddRelationsAreSurvived(t *testing.T) {
	long := strings.Repeat("W", 5000)
	for name, r := range map[string]figure.Relations{
		"nothing":              {Width: 165},
		"nobody linked":        {Width: 165, Nodes: people(3)},
		"links to nobody":      {Width: 165, Nodes: people(1), Links: []figure.Link{{From: "0", To: "x"}, {From: "y", To: "0"}, {From: "0", To: "0"}}},
		"one id twice":         {Width: 165, Nodes: append(people(2), people(2)...), Links: []figure.Link{{From: "0", To: "1"}}},
		"a label without end":  {Width: 165, Nodes: []figure.Node{{ID: "a", Label: long, Role: long}, {ID: "b"}}, Links: []figure.Link{{From: "a", To: "b", Label: long}}},
		"no width at all":      {Nodes: people(4), Links: []figure.Link{{From: "0", To: "1"}, {From: "0", To: "2"}, {From: "0", To: "3"}}},
		"links without labels": {Width: 165, Nodes: people(3), Links: []figure.Link{{From: "0", To: "1"}, {From: "1", To: "2", Kind: figure.Tie, Mutual: true}, {From: "2", To: "0", Kind: figure.Uncertain}}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range r.Draw() {
				inside(t, d)
			}
		})
	}
}

func TestLinksOfOneKindBetweenTwoAreOneArrow(t *testing.T) {
	r := figure.Relations{Width: 165, Nodes: people(2), Links: []figure.Link{
		{From: "0", To: "1", Label: "beat"}, {From: "0", To: "1", Label: "threatened"}, {From: "0", To: "1", Label: "beat"}, {From: "0", To: "1", Label: "superior", Kind: figure.Command},
	}}
	got := words(r.Draw())
	if !slices.Contains(got, "beat; threatened") || !slices.Contains(got, "superior") {
		t.Errorf("got %q", got)
	}
}
