package export

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// portrait is the height of a person's picture in millimetres.
const portrait = 45

// persons prints everyone the case speaks of: those with a part in it first,
// in the order chosen there, then the others by name.
func (b *builder) persons() []doc.Block {
	var blocks []doc.Block
	for _, r := range b.people() {
		blocks = append(blocks, b.person(r))
	}
	return blocks
}

func (b *builder) people() []model.Record {
	place := map[model.ID]int{}
	for i, p := range b.s.Rows("participant", b.s.Case.ID) {
		if id := p.Ref("person"); place[id] == 0 {
			place[id] = i + 1
		}
	}
	all := slices.Clone(b.s.OfKind("person"))
	slices.SortStableFunc(all, func(x, y model.Record) int {
		i, j := place[x.ID], place[y.ID]
		switch {
		case i > 0 && j > 0:
			return i - j
		case i > 0 || j > 0:
			return j - i // the one with a part comes first
		}
		return cmp.Compare(model.Fold(b.label(x.ID)), model.Fold(b.label(y.ID)))
	})
	return all
}

func (b *builder) person(r model.Record) *doc.Section {
	var rows []doc.KeyValue
	if t := b.parts(r); len(t) > 0 {
		rows = append(rows, doc.KeyValue{Label: b.w.Field("participant", "role"), Value: t})
	}
	head := b.title(r)
	names := b.s.Rows("person_name", r.ID)
	for _, n := range names { // the main name stands in the heading
		b.mark(n, "preferred")
		if b.plain(n, "text") == head && len(b.cites[n.ID]) == 0 && bare(n) {
			b.mark(n, "text")
		}
	}
	if b.internal {
		rows = append(rows, b.rows(names, "text", "kind")...)
	} else if t := b.also(r); len(t) > 0 {
		rows = append(rows, doc.KeyValue{Label: b.kinds(names), Value: t})
	}
	s := &doc.Section{Title: head, Anchor: b.anchored(r)}
	if f := b.picture(r, "portrait", portrait); f != nil {
		s.Blocks = append(s.Blocks, f)
	}
	s.Blocks = append(s.Blocks, b.body(r, rows)...)
	more := b.rows(b.s.Rows("identity_document", r.ID), "kind", "number")
	more = append(more, b.rows(b.s.Rows("residence", r.ID), "kind", "address", "place")...)
	more = append(more, b.relationships(r)...)
	if t := b.appearances(r); len(t) > 0 {
		more = append(more, doc.KeyValue{Label: b.w.T("dossier.appears"), Value: t})
	}
	if len(more) > 0 {
		s.Blocks = append(s.Blocks, &doc.KeyValues{Rows: more})
	}
	return s
}

// bare tells whether nothing is recorded of a name but the name.
func bare(name model.Record) bool {
	for field := range name.Values {
		if !slices.Contains([]string{"person", "text", "preferred", "position"}, field) {
			return false
		}
	}
	return true
}

// parts says what part a person has in the case; the records of it are printed
// with the case, in the summary.
func (b *builder) parts(r model.Record) doc.Text {
	var words []string
	for _, p := range b.s.Linked("participant", "person", r.ID) {
		if s := b.plain(p, "role"); s != "" && !slices.Contains(words, s) {
			words = append(words, s)
		}
	}
	if len(words) == 0 {
		return nil
	}
	return doc.Plain(strings.Join(words, ", "))
}

// relationships prints who a person is to others. What is recorded from the
// other's side is told there in full and here in one line.
func (b *builder) relationships(r model.Record) []doc.KeyValue {
	own := b.s.Linked("relationship", "person", r.ID)
	for _, rel := range own {
		b.inHeading(rel, "person")
	}
	rows := b.rows(own, "kind", "other")
	for _, rel := range b.s.Linked("relationship", "other", r.ID) {
		if rel.Ref("person") == r.ID {
			continue
		}
		label := ""
		if len(rows) == 0 {
			label = b.w.Kind("relationship")
		}
		title, _ := b.headline(rel)
		rows = append(rows, doc.KeyValue{Label: label, Value: doc.Text{doc.Link(title, anchor(rel.Ref("person")))}})
	}
	return rows
}

// appearing are the kinds in which a reader looks for a person, and the field
// that points at them.
var appearing = [][2]string{
	{"act", "victim"},
	{"involvement", "who"},
	{"injury", "person"},
	{"detention", "person"},
	{"proceeding", "persons"},
	{"sentence", "person"},
	{"interview", "interviewee"},
	{"evidence", "persons"},
}

// appearances says on which pages the file speaks of a person.
func (b *builder) appearances(r model.Record) doc.Text {
	var t doc.Text
	for _, a := range appearing {
		for _, x := range b.s.Linked(a[0], a[1], r.ID) {
			t = glued(t, b.semicolon(), doc.Link(b.brief(x, a[1]), anchor(b.entry(x.ID))))
			t = append(t, b.pageOf(x.ID)...)
		}
	}
	return t
}

// brief names a record on the page of a person it points at by that field, who
// need not be named again.
func (b *builder) brief(r model.Record, field string) string {
	title, _ := b.headlineBut(r, field)
	return title
}

// drawable are the types of picture that can be printed.
var drawable = []string{"image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp", "image/bmp"}

// picture makes a figure of the evidence that a field points at; nil when the
// section prints no pictures or there is none to print.
func (b *builder) picture(r model.Record, field string, height float64) *doc.Figure {
	e, ok := b.s.Get(r.Ref(field))
	if _, shown := b.shown(r, field); !ok || !shown {
		return nil
	}
	f := b.figure(e, height)
	if f != nil {
		f.Caption = doc.Text{b.link(e.ID)}
		b.inHeading(r, field)
	}
	return f
}

// figure makes a figure of a piece of evidence.
func (b *builder) figure(e model.Record, height float64) *doc.Figure {
	sum := e.Text("sha256")
	if !b.section.Pictures || b.s.Open == nil || sum == "" || !slices.Contains(drawable, e.Text("media_type")) {
		return nil
	}
	open := b.s.Open
	return &doc.Figure{
		Open:    func() (io.ReadCloser, error) { return open(sum) },
		Alt:     b.label(e.ID),
		Name:    e.Text("file_name"),
		SHA256:  sum,
		Height:  height,
		Caption: doc.Plain(b.label(e.ID)),
	}
}
