package model

import "slices"

// Type says what a field holds and so how it is stored, shown and exported.
type Type string

// The types of field. Their JSON forms, which are also the canonical forms
// of a [Value], stand behind each.
const (
	Text     Type = "text"     // one line: a string
	Long     Type = "long"     // paragraphs, lines parted by \n: a string
	Texts    Type = "texts"    // free words, such as tags: an array of strings
	Term     Type = "term"     // one word of a vocabulary: its id, a string
	Terms    Type = "terms"    // several: an array of ids, in the order given
	Partial  Type = "date"     // a [Date]: an object
	Ref      Type = "ref"      // another record: its id, a string
	Refs     Type = "refs"     // several: an array of ids
	Int      Type = "int"      // a whole number, zero or more
	Bool     Type = "bool"     // true or false; no value means not known
	Mark     Type = "point"    // a [Point] on the body map: an object
	Position Type = "position" // where a row stands among its like: see [Between]
)

// Field describes one field of a kind once and for all. Its label and help in
// each language stand in assets/locale under "field.<kind>.<name>" or, when
// the field is the same in several kinds, "field.<name>".
type Field struct {
	Name       string
	Type       Type
	Vocabulary string   // for Term and Terms: which list of words
	To         []string // for Ref and Refs: the kinds it may point at; none means any
	Section    string   // the heading it stands under in a form and a dossier; "" is the first
	Required   bool     // a record without it is incomplete: shown, not refused while typing
	Sensitive  bool     // left out of what leaves the house unless a profile asks for it
	Consent    string   // the purpose (vocabulary consent_purpose) that frees it; "" when none is needed
	NoteOf     string   // for the note beside a coded value: the field it explains
	Custom     bool     // added by a user; its words stand in Labels and Helps, by language
	Labels     map[string]string
	Helps      map[string]string
}

// Kind describes one kind of record.
type Kind struct {
	Name   string // its name in SQL, Go, interchange and the locale ("kind.<name>")
	Parent string // for a row of another record: the field that points at its owner
	Label  []string
	Names  string // the child kind whose rows name this record, such as person_name
	Fields []Field
	// Composed kinds are what documents are composed of. They say nothing of the
	// world, and so are no part of what a case tells.
	Composed bool
	index    map[string]int
}

// Field gives the field of that name; ok is false when the kind has none.
func (k *Kind) Field(name string) (f Field, ok bool) {
	i, ok := k.index[name]
	if !ok {
		return Field{}, false
	}
	return k.Fields[i], true
}

// CoveredBy gives the field that points at the record whose sources count for one of
// this kind as well: the act of an involvement, the event of an act, the proceeding of
// a charge. "" when there is none: that somebody is in a case rests on nothing that was
// cited for the case.
func (k *Kind) CoveredBy() string {
	if k.ParentKind() == "case" {
		return ""
	}
	return k.Parent
}

// ParentKind gives the kind that owns records of this one; "" when none does
// or when it may be any, as for a citation.
func (k *Kind) ParentKind() string {
	f, ok := k.Field(k.Parent)
	if !ok || len(f.To) != 1 {
		return ""
	}
	return f.To[0]
}

// Ordered reports whether rows of this kind have an order a person chooses.
func (k *Kind) Ordered() bool {
	_, ok := k.Field("position")
	return ok
}

// Accepts reports whether the field may point at a record of that kind.
func (f Field) Accepts(kind string) bool {
	return len(f.To) == 0 || slices.Contains(f.To, kind)
}

// describe completes a kind: every coded field gets its note beside it, as
// OpenEvSys users asked for and as no list of words ever fits every case.
func describe(k Kind) *Kind {
	fields := make([]Field, 0, len(k.Fields)+8)
	for _, f := range k.Fields {
		fields = append(fields, f)
		if f.Type == Term || f.Type == Terms {
			fields = append(fields, Field{
				Name: f.Name + "_note", Type: Text, NoteOf: f.Name,
				Section: f.Section, Sensitive: f.Sensitive, Consent: f.Consent,
			})
		}
	}
	k.Fields = fields
	k.reindex()
	return &k
}

func (k *Kind) reindex() {
	k.index = make(map[string]int, len(k.Fields))
	for i, f := range k.Fields {
		k.index[f.Name] = i
	}
}

// The short forms in which kinds_*.go is written.

func text(name string) Field   { return Field{Name: name, Type: Text} }
func long(name string) Field   { return Field{Name: name, Type: Long} }
func texts(name string) Field  { return Field{Name: name, Type: Texts} }
func date(name string) Field   { return Field{Name: name, Type: Partial} }
func number(name string) Field { return Field{Name: name, Type: Int} }
func yes(name string) Field    { return Field{Name: name, Type: Bool} }
func point(name string) Field  { return Field{Name: name, Type: Mark} }
func term(name, vocabulary string) Field {
	return Field{Name: name, Type: Term, Vocabulary: vocabulary}
}

func terms(name, vocabulary string) Field {
	return Field{Name: name, Type: Terms, Vocabulary: vocabulary}
}
func ref(name string, to ...string) Field    { return Field{Name: name, Type: Ref, To: to} }
func refs(name string, to ...string) Field   { return Field{Name: name, Type: Refs, To: to} }
func position() Field                        { return Field{Name: "position", Type: Position} }
func (f Field) required() Field              { f.Required = true; return f }
func (f Field) sensitive() Field             { f.Sensitive = true; return f }
func (f Field) freedBy(purpose string) Field { f.Consent = purpose; return f }

// section puts the fields under one heading.
func section(name string, fields ...Field) []Field {
	for i := range fields {
		fields[i].Section = name
	}
	return fields
}
