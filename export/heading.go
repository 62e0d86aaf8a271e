package export

import (
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// heads are the fields that name a record of a kind which has no title of its
// own, or none that a reader would know it by.
var heads = map[string][]string{
	"participant":       {"person", "role"},
	"identity_document": {"kind", "number"},
	"residence":         {"kind", "person", "place"},
	"place_operator":    {"place", "organisation"},
	"act":               {"type", "victim"},
	"involvement":       {"who", "degree"},
	"injury":            {"kind", "person"},
	"detention":         {"kind", "person", "place"},
	"step":              {"kind", "body"},
	"sentence":          {"kind", "person"},
	"interview":         {"interviewee", "start"},
	"interview_break":   {"from", "reason"},
	"earlier_interview": {"by", "date"},
	"referral":          {"purpose", "to"},
	"citation":          {"source", "page"},
	"custody":           {"action", "date"},
	"consent":           {"purpose", "person"},
	"intervention":      {"title", "kind"},
	"relationship":      {"person", "kind", "other"},
	"judgement":         {"person", "other"},
	"note":              {"title", "kind"},
	"proceeding":        {"title", "kind"},
	"charge":            {"title", "person"},
}

// label gives the words by which a reader knows a record.
func (b *builder) label(id model.ID) string {
	r, ok := b.s.Get(id)
	if !ok {
		return b.w.T("dossier.not_in_file")
	}
	if r.Kind == "place" {
		return b.placePath(r)
	}
	if r.Kind == "evidence" {
		s, _ := b.exhibitTitle(r)
		return s
	}
	if s := b.s.Label(id); s != "" {
		return s
	}
	s, _ := b.headline(r)
	return s
}

// headline gives the title of a record's entry and the fields it is made of.
func (b *builder) headline(r model.Record) (title string, fields []string) {
	return b.headlineBut(r, "")
}

// headlineBut gives the headline without one of its fields, for a place where
// that goes without saying.
func (b *builder) headlineBut(r model.Record, but string) (title string, fields []string) {
	switch r.Kind {
	case "block":
		return b.w.T("dossier.block", map[string]any{"Number": b.blocks[r.ID]}), nil
	case "evidence":
		return b.exhibitTitle(r)
	}
	var parts []string
	if r.Kind == "interview" {
		parts = append(parts, b.w.Kind(r.Kind))
	}
	for i, name := range heads[r.Kind] {
		s := b.plain(r, name)
		switch {
		case name == but:
		case i == 0 && name == "kind" && (s == "" || r.Text(name) == "unknown"):
			parts = append(parts, b.w.Kind(r.Kind)) // what it is must be said, even where nobody knows more
		case s != "":
			parts, fields = append(parts, s), append(fields, name)
		}
		if len(parts) == 1 && titleAlone[r.Kind] {
			break
		}
	}
	if len(parts) > 0 {
		return strings.Join(parts, " — "), fields
	}
	if s := b.s.Label(r.ID); s != "" {
		return s, b.labelFields(r, s)
	}
	return b.w.Kind(r.Kind), nil
}

// titleAlone are the kinds of which one name is enough.
var titleAlone = map[string]bool{"intervention": true, "note": true, "proceeding": true, "charge": true}

// exhibitTitle names evidence by its number and its title, or by the file's
// name where it has no title.
func (b *builder) exhibitTitle(r model.Record) (title string, fields []string) {
	var parts []string
	if s := b.numberOf(r); s != "" {
		parts, fields = append(parts, s), append(fields, "number")
	}
	for _, name := range []string{"title", "file_name"} {
		if s := b.plain(r, name); s != "" && (name != "file_name" || b.plain(r, "title") == "") {
			parts, fields = append(parts, s), append(fields, name)
		}
	}
	if len(parts) == 0 {
		return b.w.Kind(r.Kind), nil
	}
	return strings.Join(parts, " · "), fields
}

// labelFields gives the fields that a label repeats whole.
func (b *builder) labelFields(r model.Record, label string) []string {
	var fields []string
	for _, name := range b.s.Schema.Kind(r.Kind).Label {
		if s := b.plain(r, name); s != "" && slices.Contains(strings.Split(label, " · "), s) {
			fields = append(fields, name)
		}
	}
	return fields
}

// title gives the heading of a record's entry. What stands in it is not
// repeated below.
func (b *builder) title(r model.Record) string {
	title, fields := b.headline(r)
	b.reached[r.ID] = true
	b.inHeading(r, fields...)
	return title
}

// inHeading remembers that fields are printed above a record's entry, where no
// footnote can stand; their sources are called with those of the record.
func (b *builder) inHeading(r model.Record, fields ...string) {
	b.mark(r, fields...)
	for _, name := range fields {
		b.titled[fieldOf{r.ID, name}] = true
	}
}

// link gives a record's label, leading to its entry.
func (b *builder) link(id model.ID) doc.Span {
	return doc.Link(b.firstLabel(id), anchor(b.entry(id)))
}

// firstLabel gives the label of a record where a reader meets it. An
// organisation with a short name tells it the first time: what its own papers
// call it must be understood later.
func (b *builder) firstLabel(id model.ID) string {
	label := b.label(id)
	r, ok := b.s.Get(id)
	if !ok || r.Kind != "organisation" || b.internal || b.spelled[id] {
		return label
	}
	short := b.plain(r, "abbreviation")
	if short == "" || strings.Contains(label, short) {
		return label
	}
	b.spelled[id] = true
	return b.w.T("dossier.abbreviated", map[string]any{"Name": label, "Short": short})
}

// entry gives the record in whose entry a record stands: the act of an
// involvement, the person of a name.
func (b *builder) entry(id model.ID) model.ID {
	r, ok := b.s.Get(id)
	if !ok {
		return id
	}
	switch r.Kind {
	case "involvement", "person_name", "identity_document", "residence", "participant", "place_operator", "organisation_name":
		return r.Ref(b.s.Schema.Kind(r.Kind).Parent)
	}
	return id
}

// pageOf gives the page of a record's entry, to stand behind its name.
func (b *builder) pageOf(id model.ID) doc.Text {
	return doc.Text{
		{Text: " (" + b.w.T("dossier.page_before")},
		doc.PageRef(anchor(b.entry(id))),
		{Text: b.w.T("dossier.page_after") + ")"},
	}
}

// placePath names a place with the places around it, the country last.
func (b *builder) placePath(r model.Record) string {
	var names []string
	for seen := map[model.ID]bool{}; !seen[r.ID]; {
		seen[r.ID] = true
		if s := b.plain(r, "name"); s != "" {
			names = append(names, s)
		}
		next, ok := b.s.Get(r.Ref("within"))
		if !ok {
			break
		}
		r = next
	}
	return strings.Join(names, ", ")
}
