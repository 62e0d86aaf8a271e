package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// exhibits are the pieces of evidence that go with a document, as they are
// numbered for its reader.
type exhibits struct {
	list []*exhibit // as they stand in the list of documents
	of   map[model.ID]*exhibit
	by   map[string]*exhibit // by what is cited: "7", "7T"
	home string              // the type of section that holds the entry of each
	find *citing             // how they are cited; nil when they are not
}

// exhibit is one of them.
type exhibit struct {
	evidence model.Record
	row      model.Record // of the dossier; empty without one
	number   int
	cite     string   // "7", "7T" for its translation, "C"
	name     string   // "Ex. 7"
	original *exhibit // which this one translates
	group    int      // of the profile; len(groups) for none
	late     bool     // added when others had been given out
	cited    bool
}

// enclosed finds the exhibits of the document. They are those of the dossier,
// or all evidence where nobody composed one.
func (b *builder) enclosed() *exhibits {
	x := &exhibits{of: map[model.ID]*exhibit{}, by: map[string]*exhibit{}}
	rules := b.p.Exhibits
	if rules == nil {
		return x
	}
	for _, e := range b.annexed() {
		if x.of[e.evidence.ID] == nil {
			x.of[e.evidence.ID] = e
			x.list = append(x.list, e)
		}
	}
	for _, e := range x.list {
		e.group = groupOf(rules.Groups, e.evidence.Text("kind"))
		if rules.Translation {
			e.original = x.original(e)
		}
	}
	x.sort(rules.Order == "date")
	x.number(rules.Scheme == "letter")
	for _, e := range x.list {
		e.name = b.exhibitName(e.cite)
		x.by[e.cite] = e
	}
	x.home = b.homeOfExhibits()
	x.find = b.citing()
	return x
}

// annexed gives the exhibits in the order in which people put them.
func (b *builder) annexed() []*exhibit {
	var out []*exhibit
	dossier := b.scope.Dossier()
	if dossier.ID.IsZero() {
		for _, e := range byNumber(b.s.OfKind("evidence")) {
			out = append(out, &exhibit{evidence: e})
		}
		return out
	}
	rows := b.s.Rows("exhibit", dossier.ID)
	out = make([]*exhibit, 0, len(rows))
	issued := slices.ContainsFunc(rows, given)
	for _, row := range rows {
		if e, ok := b.s.Get(row.Ref("evidence")); ok {
			n, _ := row.Get("number").Int()
			out = append(out, &exhibit{evidence: e, row: row, number: int(n), late: issued && !given(row)})
		}
	}
	return out
}

// given tells whether an exhibit was given out under its number.
func given(row model.Record) bool {
	yes, _ := row.Get("issued").Bool()
	return yes
}

func groupOf(groups []profile.Group, kind string) int {
	rest := len(groups)
	for i, g := range groups {
		if slices.Contains(g.Kinds, kind) {
			return i
		}
		if len(g.Kinds) == 0 {
			rest = i
		}
	}
	return rest
}

// original gives the exhibit that another translates, were it through a
// translation of a translation.
func (x *exhibits) original(e *exhibit) *exhibit {
	var found *exhibit
	for next, seen := e, map[*exhibit]bool{}; next != nil && !seen[next]; {
		seen[next] = true
		next = x.of[next.evidence.Ref("translation_of")]
		if next != nil {
			found = next
		}
	}
	if found == e {
		return nil
	}
	return found
}

// sort puts the exhibits in the order of the list: those of each group
// together, by date where the body wants it, undated ones last; each
// translation behind its original; what was added later at the end.
func (x *exhibits) sort(dated bool) {
	if dated {
		slices.SortStableFunc(x.list, func(a, b *exhibit) int {
			return cmp.Compare(a.evidence.Date("made").SortKey(), b.evidence.Date("made").SortKey())
		})
	}
	slices.SortStableFunc(x.list, func(a, b *exhibit) int {
		if a.late != b.late {
			if b.late {
				return -1
			}
			return 1
		}
		return a.group - b.group
	})
	translations := map[*exhibit][]*exhibit{}
	for _, e := range x.list {
		if e.original != nil {
			translations[e.original] = append(translations[e.original], e)
		}
	}
	var out []*exhibit
	for _, e := range x.list {
		if e.original != nil {
			continue
		}
		out = append(out, e)
		for _, t := range translations[e] {
			t.group, t.late = e.group, e.late
			out = append(out, t)
		}
	}
	x.list = out
}

// number numbers what has no number yet with those that follow the highest,
// and translations by their originals.
func (x *exhibits) number(letters bool) {
	taken := map[int]bool{}
	last := 0
	for _, issued := range []bool{true, false} { // a number that was given out is kept
		for _, e := range x.list {
			if e.original != nil && (e.number == 0 || e.number == e.original.number) || given(e.row) != issued || e.number == 0 {
				continue
			}
			if taken[e.number] {
				e.number = 0
				continue
			}
			taken[e.number] = true
			last = max(last, e.number)
		}
	}
	times := map[*exhibit]int{}
	for _, e := range x.list {
		switch {
		case e.original != nil && (e.number == 0 || !taken[e.number] || e.number == e.original.number):
			times[e.original]++
			e.number, e.cite = e.original.number, e.original.cite+"T"
			if n := times[e.original]; n > 1 {
				e.cite += strconv.Itoa(n)
			}
			continue
		case e.number == 0:
			last++
			e.number = last
		}
		e.cite = strconv.Itoa(e.number)
		if letters {
			e.cite = letter(e.number)
		}
	}
}

// letter counts A to Z, then AA.
func letter(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// exhibitName writes how an exhibit is cited: "Ex. 7".
func (b *builder) exhibitName(cite string) string {
	label := b.p.Exhibits.Label.In(b.w.Lang())
	return b.w.T("dossier.exhibit.name", map[string]any{"Label": label, "Lower": strings.ToLower(label), "Number": cite})
}

// homeOfExhibits gives the type of section to which a link to an exhibit leads.
func (b *builder) homeOfExhibits() string {
	has := map[string]bool{}
	b.p.All(func(s profile.Section) { has[s.Type] = true })
	if b.o.Enclosed == nil {
		has["exhibits"] = false
	}
	for _, t := range []string{"exhibits", "evidence", "documents", "custody"} {
		if has[t] {
			return t
		}
	}
	return ""
}

// byName finds an exhibit by its name; nil when it is none.
func (x *exhibits) byName(name string) *exhibit {
	for _, e := range x.list {
		if e.name == name {
			return e
		}
	}
	return nil
}

// exhibitOf gives the exhibit that a piece of evidence is; nil when it is none.
func (b *builder) exhibitOf(id model.ID) *exhibit {
	if b.annexes == nil {
		return nil
	}
	return b.annexes.of[id]
}

// exhibitRefs names the exhibits that records rest on, behind what they tell:
// "(Ex. 1, p. 2 [p. 44]; Ex. 3 [p. 50])". The pages in square brackets are those
// of this file.
func (b *builder) exhibitRefs(records ...model.Record) doc.Text {
	type ref struct {
		e       *exhibit
		page    doc.Text // of the exhibit
		targets []string
	}
	var refs []*ref
	add := func(id model.ID, page doc.Text, number int) {
		e := b.exhibitOf(id)
		if e == nil {
			return
		}
		e.cited = true
		target := b.pageTarget(e, number)
		i := slices.IndexFunc(refs, func(x *ref) bool { return x.e == e && x.page.String() == page.String() })
		if i < 0 {
			refs = append(refs, &ref{e: e, page: page, targets: []string{target}})
		} else if !slices.Contains(refs[i].targets, target) {
			refs[i].targets = append(refs[i].targets, target)
		}
	}
	for _, r := range records {
		for _, c := range b.cites[r.ID] {
			id := c.Ref("evidence")
			if s, ok := b.s.Get(c.Ref("source")); ok && id.IsZero() {
				id = s.Ref("evidence")
			}
			var page doc.Text
			if !b.p.Sourced { // else the footnote says it
				page = b.pages(c)
			}
			add(id, page, b.pageNumber(c))
		}
		for _, name := range []string{"decision", "photo"} {
			if _, ok := b.shown(r, name); ok {
				add(r.Ref(name), nil, 0)
			}
		}
	}
	var t doc.Text
	for _, x := range refs {
		one := glued(doc.Text{doc.Link(x.e.name, x.targets[0])}, ", ", x.page...)
		t = glued(t, b.semicolon(), append(one, b.pagesOfExhibit(x.targets, true)...)...)
	}
	if len(t) == 0 {
		return nil
	}
	return append(append(doc.Text{{Text: " ("}}, t...), doc.Span{Text: ")"})
}

// pageNumber gives the page of its exhibit that a citation names; 0 for none.
func (b *builder) pageNumber(c model.Record) int {
	if _, ok := b.shown(c, "page"); !ok {
		return 0
	}
	digits := strings.TrimLeft(c.Text("page"), "pPсС. \u00A0")
	end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		digits = digits[:end]
	}
	n, _ := strconv.Atoi(digits)
	return n
}
