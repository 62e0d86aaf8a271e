package search

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
)

// found is a place that answers, in the reader's words.
type found struct {
	record model.Record
	owner  model.Record // whose row the record is, or the record itself
	field  string
	page   int
	exact  bool
	at     int      // the mark of the field with which the excerpt begins
	in     model.ID // the case under which it is shown; zero is none

	title, detail, hint string
	excerpt             search.Excerpt
}

// head is what stands over the places of a case.
type head struct{ title, persons string }

// width is how many letters of a sentence are shown.
const width = 190

// telling puts what was found into words, away from the window.
type telling struct {
	ctx    context.Context
	d      *desk.Desk
	script *unicode.RangeTable // of the words typed
	titles map[model.ID]string
}

func newTelling(ctx context.Context, d *desk.Desk, line string) *telling {
	return &telling{ctx: ctx, d: d, script: scriptOf(line), titles: map[model.ID]string{}}
}

// tell says what a place is, who or what it is about, and when.
func (t *telling) tell(m store.Match, in model.ID) found {
	f := found{field: m.Field, page: m.Page, exact: m.Exact, in: in}
	f.record, _ = t.d.Get(m.Record)
	f.owner = t.owner(f.record)
	if in.IsZero() && len(m.Cases) > 0 {
		f.in = m.Cases[0]
	}
	f.excerpt = search.Cut(m.Text, m.Marks, width)
	f.at = slices.IndexFunc(m.Marks, func(k search.Mark) bool { return k.To > f.excerpt.From })
	f.at = max(f.at, 0)
	t.name(&f)
	f.hint = t.hint(m, f)
	return f
}

// owner gives the record as whose row a record is shown.
func (t *telling) owner(r model.Record) model.Record {
	for range 8 { // rows of rows, never deeper
		k := t.d.DB.Schema().Kind(r.Kind)
		if k == nil || k.Parent == "" || r.Kind == "participant" {
			break
		}
		owner, ok := t.d.Get(r.Ref(k.Parent))
		if !ok {
			break
		}
		r = owner
	}
	return r
}

// plainly are the fields that need no name: whoever reads the sentence sees what
// it is.
var plainly = map[string]string{"block": "original", "person_name": "text", "note": "text", "evidence": "title", "case": "title"}

// name says what the place is.
func (t *telling) name(f *found) {
	w := t.d.Words
	f.title = w.Kind(f.owner.Kind)
	says := strings.TrimSpace(f.excerpt.Text)
	if f.owner.Kind != "case" { // it stands in the heading
		for _, part := range strings.Split(t.title(f.owner), " · ") {
			if !strings.Contains(says, strings.TrimSuffix(part, "…")) && part != f.title {
				f.title += " · " + part
			}
		}
	}
	var parts []string
	add := func(s string) {
		if s != "" && !strings.Contains(f.title, s) && !strings.Contains(says, s) && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	if f.record.ID != f.owner.ID {
		if f.record.Kind == "person_name" {
			add(w.Kind(f.record.Kind))
		} else if s := t.title(f.record); f.record.Kind == "block" || !strings.HasPrefix(says, strings.TrimSuffix(s, "…")) {
			add(s)
		} else {
			add(w.Kind(f.record.Kind))
		}
	}
	if f.page == 0 && f.field != "" && plainly[f.record.Kind] != f.field {
		add(w.Field(f.record.Kind, f.field))
	}
	add(w.Date(f.record.When()))
	f.detail = strings.Join(parts, " · ")
}

// hint says on which page the words stand, and how they are written when that is
// not as they were typed.
func (t *telling) hint(m store.Match, f found) string {
	w := t.d.Words
	var parts []string
	if m.Page > 0 {
		page := tr.V{"Page": w.Number(m.Page)}
		if n, ok := f.record.Get("pages").Int(); ok && int(n) >= m.Page {
			page["Of"] = w.Number(int(n))
			parts = append(parts, w.T("search.page_of", page))
		} else {
			parts = append(parts, w.T("search.page", page))
		}
	}
	if !m.Exact {
		parts = append(parts, w.T(t.otherwise(f.excerpt)))
	}
	return strings.Join(parts, " · ")
}

// otherwise tells another script from another spelling.
func (t *telling) otherwise(e search.Excerpt) string {
	for _, m := range e.Marks {
		if s := scriptOf(e.Text[m.From:m.To]); !m.Exact && s != nil && t.script != nil && s != t.script {
			return "search.other_script"
		}
	}
	return "search.other_spelling"
}

// scripts are those in which names are met.
var scripts = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Greek, unicode.Hebrew, unicode.Georgian, unicode.Armenian, unicode.Han}

// scriptOf gives the script of the first letter of a text; nil when there is none.
func scriptOf(text string) *unicode.RangeTable {
	for _, r := range text {
		for _, s := range scripts {
			if unicode.Is(s, r) {
				return s
			}
		}
	}
	return nil
}

func (t *telling) title(r model.Record) string {
	if s, ok := t.titles[r.ID]; ok {
		return s
	}
	t.titles[r.ID] = t.d.Title(r)
	return t.titles[r.ID]
}

// head says which cases the places belong to.
func (t *telling) head(a answer) error {
	var ids []model.ID
	for _, f := range a.found {
		if _, there := a.heads[f.in]; !there && !f.in.IsZero() {
			a.heads[f.in] = head{}
			ids = append(ids, f.in)
		}
	}
	lines, err := t.d.DB.CaseLines(t.ctx, ids)
	if err != nil {
		return err
	}
	w := t.d.Words
	for i, c := range lines {
		h := head{title: strings.Trim(c.Reference+" · "+c.Title, " ·"), persons: strings.Join(c.Persons, ", ")}
		if more := c.PersonCount - len(c.Persons); more > 0 && h.persons != "" {
			h.persons = w.T("list.and_more", tr.V{"Names": h.persons, "Count": more})
		}
		a.heads[ids[i]] = h
	}
	return nil
}

// without gives of places those that are not among those of the answer. A person
// is named once, not again by each name, and a sentence that is cited for several
// fields of one record is read once.
func (a answer) without(more []found) (out []found) {
	type spot struct {
		record model.ID
		field  string
		page   int
		text   string
	}
	spotOf := func(f found) spot {
		switch f.record.Kind {
		case "person_name":
			return spot{record: f.owner.ID, field: "name"}
		case "citation":
			return spot{record: f.owner.ID, field: "citation." + f.field, text: f.excerpt.Text}
		}
		return spot{record: f.record.ID, field: f.field, page: f.page}
	}
	seen := map[spot]int{}
	for i, f := range a.found {
		seen[spotOf(f)] = i
	}
	for _, f := range more {
		if _, twice := seen[spotOf(f)]; twice {
			continue
		}
		seen[spotOf(f)] = len(a.found) + len(out)
		out = append(out, f)
	}
	return out
}
