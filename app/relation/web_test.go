package relation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guvoh/app/relation"
)

// keys gives who is in a web, in order.
func keys(w relation.Web) string {
	var all []string
	for _, n := range w.Nodes {
		all = append(all, n.Key)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestFilters(t *testing.T) {
	w := web([3]string{"officer", "did", "victim"}, [3]string{"officer", "command", "Unit"}, [3]string{"Unit", "command", "Ministry"},
		[3]string{"mother", "family", "victim"}, [3]string{"friend", "other", "mother"})
	w.Links[4].Unsure = "Maybe"
	for name, c := range map[string]struct {
		filter relation.Filter
		want   string
	}{
		"nothing chosen shows all":       {relation.Filter{}, "Ministry Unit friend mother officer victim"},
		"without a sort":                 {relation.Filter{Without: map[relation.Sort]bool{relation.Command: true}}, "friend mother officer victim"},
		"only what is certain":           {relation.Filter{Sure: true}, "Ministry Unit mother officer victim"},
		"only people":                    {relation.Filter{Only: "person"}, "friend mother officer victim"},
		"only organisations":             {relation.Filter{Only: "organisation"}, "Ministry Unit"},
		"one step around somebody":       {relation.Filter{Around: "victim", Steps: 1}, "mother officer victim"},
		"two steps around somebody":      {relation.Filter{Around: "victim", Steps: 2}, "Unit friend mother officer victim"},
		"around who has nothing left":    {relation.Filter{Around: "friend", Steps: 1, Sure: true}, "friend"},
		"around somebody who is not one": {relation.Filter{Around: "Unit", Steps: 1, Only: "person"}, "friend mother officer victim"},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.Filtered(c.filter)
			if keys(got) != c.want {
				t.Errorf("got %s, want %s", keys(got), c.want)
			}
			for _, l := range got.Links {
				if !strings.Contains(c.want, l.From) || !strings.Contains(c.want, l.To) {
					t.Errorf("a line leads to who is not shown: %s to %s", l.From, l.To)
				}
			}
		})
	}
}

func TestBonds(t *testing.T) {
	w := web([3]string{"a", "did", "b"}, [3]string{"a", "did", "b"}, [3]string{"b", "did", "a"}, [3]string{"a", "family", "b"}, [3]string{"b", "family", "a"}, [3]string{"a", "did", "b"})
	w.Links[1].Words = "threatened"
	w.Links[3].Mutual, w.Links[4].Mutual = true, true
	w.Links[5].Unsure = "Maybe"
	bonds := w.Bonds()
	if len(bonds) != 4 {
		t.Fatalf("%d lines: %v", len(bonds), bonds)
	}
	if got := strings.Join(bonds[0].Words, "; "); got != "did; threatened" || len(bonds[0].Links) != 2 {
		t.Errorf("the first says %q of %d", got, len(bonds[0].Links))
	}
	if b := bonds[2]; !b.Mutual || len(b.Links) != 2 {
		t.Error("what is the same both ways is two lines")
	}
	if b := bonds[3]; !b.Unsure || b.From != "a" {
		t.Error("what is not certain is one line with what is")
	}
}

// unit is an organisation with so many people, each of whom did something to one.
func unit(n int) relation.Web {
	var links [][3]string
	for i := range n {
		who := fmt.Sprintf("o%02d", i)
		links = append(links, [3]string{who, "command", "Unit"}, [3]string{who, "did", "victim"})
	}
	return web(links...)
}

func TestGroups(t *testing.T) {
	t.Run("few are shown one by one", func(t *testing.T) {
		w := unit(relation.Many - 1)
		if got := w.Grouped(nil); keys(got) != keys(w) {
			t.Errorf("got %s", keys(got))
		}
	})
	t.Run("many are one, with all that joins them", func(t *testing.T) {
		got := unit(relation.Many).Grouped(nil)
		if keys(got) != "Unit group:Unit victim" {
			t.Fatalf("got %s", keys(got))
		}
		g, _ := got.Node("group:Unit")
		if len(g.Members) != relation.Many || relation.GroupOf(g.Key) != "Unit" || len(got.Links) != 2*relation.Many {
			t.Errorf("%d members, %d links", len(g.Members), len(got.Links))
		}
		if len(got.Bonds()) != 2 {
			t.Errorf("%d lines", len(got.Bonds()))
		}
	})
	t.Run("they can be shown and the sheet they came from stays where it was", func(t *testing.T) {
		w := unit(relation.Many)
		closed := w.Grouped(nil)
		before := relation.Places(closed, nil)
		open := w.Grouped(map[string]bool{"Unit": true})
		if len(open.Nodes) != relation.Many+3 {
			t.Fatalf("%d are shown", len(open.Nodes))
		}
		after := relation.Places(open, before)
		apart(t, after)
		for key, at := range before {
			if after[key] != at {
				t.Errorf("%s moved", key)
			}
		}
	})
	t.Run("who leads, to whom something was done, whom the case is about and who belongs to two stay apart", func(t *testing.T) {
		w := unit(relation.Many + 4)
		for i, l := range w.Links {
			if l.From == "o00" && l.Sort == relation.Command {
				w.Links[i].Leads = true
			}
		}
		for i, n := range w.Nodes {
			w.Nodes[i].Subject = n.Key == "o01"
		}
		w.Links = append(w.Links, relation.Link{From: "victim", To: "o02", Sort: relation.Did}, relation.Link{From: "o03", To: "Other", Sort: relation.Command, Rises: true})
		w.Nodes = append(w.Nodes, relation.Node{Key: "Other", Organisation: true})
		got := w.Grouped(nil)
		for _, key := range []string{"o00", "o01", "o02", "o03"} {
			if _, there := got.Node(key); !there {
				t.Errorf("%s is among the many", key)
			}
		}
		if g, _ := got.Node("group:Unit"); len(g.Members) != relation.Many {
			t.Errorf("%d are one", len(g.Members))
		}
	})
}
