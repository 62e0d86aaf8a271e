package caselist

import (
	"context"
	"slices"
	"strings"

	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// marks say which cases something waits in: what others' work brought, and
// fields that hold several values.
type marks struct {
	news      map[model.ID]bool
	conflicts map[model.ID]int
}

func (m marks) any() bool { return len(m.news) > 0 || len(m.conflicts) > 0 }

// readMarks asks the file. It runs away from the window.
func readMarks(db *store.DB) (marks, error) {
	ctx := context.Background()
	m := marks{news: map[model.ID]bool{}, conflicts: map[model.ID]int{}}
	fresh, err := db.News(ctx)
	if err != nil {
		return m, err
	}
	for _, id := range fresh {
		m.news[id] = true
	}
	found, err := db.Conflicts(ctx)
	if err != nil {
		return m, err
	}
	for _, c := range found {
		r, err := db.Get(ctx, c.Record)
		if err != nil {
			return m, err
		}
		cases, err := recordform.CasesOf(ctx, db, r)
		if err != nil {
			return m, err
		}
		for _, id := range cases {
			m.conflicts[id]++
		}
	}
	return m, nil
}

// mark says what waits in a case; "" when nothing does.
func (s *Screen) mark(id model.ID) string {
	var parts []string
	if s.marks.news[id] {
		parts = append(parts, s.d.Words.T("list.news"))
	}
	if n := s.marks.conflicts[id]; n > 0 {
		parts = append(parts, s.d.Words.N("list.conflicts", n))
	}
	return strings.Join(parts, " · ")
}

// columns are those of the list; what waits has one only where something does.
func (s *Screen) columns() []ui.Column {
	w := s.d.Words
	all := []ui.Column{
		{ID: "reference", Title: w.Field("case", "reference"), Weight: 1, Min: 100, Sortable: true},
		{ID: "title", Title: w.Field("case", "title"), Weight: 4, Min: 150, Sortable: true},
		{ID: "persons", Title: w.T("nav.people"), Weight: 2.4, Min: 120},
		{ID: "status", Title: w.Field("case", "status"), Weight: 0.8, Min: 90, Sortable: true},
		{ID: "updated", Title: w.T("list.updated"), Weight: 0.6, Min: 145, Sortable: true},
	}
	if s.marks.any() {
		all = slices.Insert(all, 1, ui.Column{ID: "marks", Title: w.T("list.waits"), Weight: 1, Min: 130})
	}
	return all
}
