package compose

import (
	"cmp"
	"slices"

	"guvoh/export"
	"guvoh/model"
)

// Exhibit is an exhibit of the dossier.
type Exhibit struct {
	export.Cited
	Uncited bool // nothing in the text cites it
}

// exhibits says which pieces of evidence go with the dossier, and which do not.
func (v *View) exhibits() {
	uncited := map[model.ID]bool{}
	for _, f := range v.Draft.Findings {
		if f.Code == export.NotCited {
			uncited[f.Record] = true
		}
	}
	in := map[model.ID]bool{}
	for _, c := range v.Teller.Exhibits() {
		v.Exhibits = append(v.Exhibits, Exhibit{c, uncited[c.Row.ID] || uncited[c.Evidence.ID]})
		in[c.Evidence.ID] = true
	}
	for _, e := range v.Snapshot.OfKind("evidence") {
		if !in[e.ID] {
			v.Left = append(v.Left, e)
		}
	}
	slices.SortStableFunc(v.Left, func(a, b model.Record) int {
		return cmp.Compare(a.Date("made").SortKey(), b.Date("made").SortKey())
	})
}

// Dated tells whether the body wants its documents by date, so that their order
// is not for us to choose.
func (v *View) Dated() bool { return v.Profile.Exhibits != nil && v.Profile.Exhibits.Order == "date" }

// Unordered tells whether the numbers do not follow the order of the list.
func (v *View) Unordered() bool {
	last := 0
	for _, e := range v.Exhibits {
		if !e.Original.IsZero() {
			continue
		}
		n, _ := e.Row.Get("number").Int()
		if int(n) != 0 && int(n) < last {
			return true
		}
		last = max(last, int(n))
	}
	return false
}

// Next gives the number of an exhibit that is added now.
func (v *View) Next() int {
	last := 0
	for _, e := range v.Exhibits {
		n, _ := e.Row.Get("number").Int()
		last = max(last, int(n))
	}
	if last == 0 {
		for _, e := range v.Exhibits {
			if e.Original.IsZero() {
				last++
			}
		}
	}
	return last + 1
}

// Renumbering is what changes when exhibits get other numbers: the numbers, and
// the texts that cite them.
type Renumbering struct {
	Numbers map[model.ID]int    // by row of the exhibit
	Texts   map[model.ID]string // of paragraphs and answers, by their ids
}

// Renumber gives the exhibits the numbers in which their rows are listed.
// Numbers that were given out stay where they are, and so do those of rows that
// are not listed; translations follow their originals.
func (v *View) Renumber(rows []model.ID) Renumbering {
	out := Renumbering{Numbers: map[model.ID]int{}, Texts: map[model.ID]string{}}
	by := map[model.ID]Exhibit{}
	taken := map[int]bool{}
	for _, e := range v.Exhibits {
		by[e.Row.ID] = e
		if n, _ := e.Row.Get("number").Int(); e.Issued || !slices.Contains(rows, e.Row.ID) && e.Original.IsZero() {
			taken[int(n)] = true
		}
	}
	to := map[string]string{}
	next := 0
	for _, id := range rows {
		e, ok := by[id]
		if !ok || e.Issued || !e.Original.IsZero() {
			continue
		}
		for next++; taken[next]; next++ {
		}
		if now := v.Teller.Number(next); now != e.Cite {
			to[e.Cite] = now
		}
		if n, _ := e.Row.Get("number").Int(); int(n) != next {
			out.Numbers[id] = next
		}
	}
	for _, kind := range []string{"paragraph", "answer"} {
		for _, r := range v.Snapshot.Rows(kind, v.Dossier) {
			if text := v.Teller.Recite(r.Text("text"), to); text != r.Text("text") {
				out.Texts[r.ID] = text
			}
		}
	}
	return out
}

// ByDate gives the rows of the exhibits in order of their dates, undated last.
func (v *View) ByDate() []model.ID {
	all := slices.Clone(v.Exhibits)
	slices.SortStableFunc(all, func(a, b Exhibit) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Evidence.Date("made").SortKey(), b.Evidence.Date("made").SortKey()))
	})
	return rows(all)
}

// Moved gives the rows of the exhibits with one of them so many places further
// down among those that can be moved.
func (v *View) Moved(row model.ID, by int) (order []model.ID, ok bool) {
	var free []model.ID
	for _, e := range v.Exhibits {
		if !e.Issued && e.Original.IsZero() {
			free = append(free, e.Row.ID)
		}
	}
	i := slices.Index(free, row)
	to := i + by
	if i < 0 || to < 0 || to >= len(free) {
		return nil, false
	}
	free = slices.Insert(slices.Delete(free, i, i+1), to, row)
	return free, true
}

func rows(all []Exhibit) []model.ID {
	var out []model.ID
	for _, e := range all {
		if e.Original.IsZero() && !e.Row.ID.IsZero() {
			out = append(out, e.Row.ID)
		}
	}
	return out
}
