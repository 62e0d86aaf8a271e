package model

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
)

// Schema is every kind, field and word that a file knows: the built-in ones
// and those its users added. It does not change once made; a file whose users
// add a word or a field gets a new one from [Schema.With].
type Schema struct {
	kinds        []*Kind
	byName       map[string]*Kind
	vocabularies map[string]*Vocabulary
}

// NewSchema makes the built-in schema with the vocabularies of a folder
// (assets.Vocabularies). It fails when a field names a vocabulary or a kind
// that is not there, which is a fault of the program and not of a file.
func NewSchema(vocabularies fs.FS) (*Schema, error) {
	words, err := readVocabularies(vocabularies)
	if err != nil {
		return nil, err
	}
	s := &Schema{byName: map[string]*Kind{}, vocabularies: words}
	for _, k := range builtin {
		s.add(describe(k))
	}
	for _, k := range s.kinds {
		for _, f := range k.Fields {
			if f.Vocabulary != "" && words[f.Vocabulary] == nil {
				return nil, fmt.Errorf("%s.%s: no vocabulary %q", k.Name, f.Name, f.Vocabulary)
			}
			for _, to := range f.To {
				if s.byName[to] == nil {
					return nil, fmt.Errorf("%s.%s: no kind %q", k.Name, f.Name, to)
				}
			}
		}
	}
	return s, nil
}

func (s *Schema) add(k *Kind) {
	s.kinds = append(s.kinds, k)
	s.byName[k.Name] = k
}

// Kinds gives every kind in reading order.
func (s *Schema) Kinds() []*Kind { return s.kinds }

// Kind finds a kind by name; nil when there is none.
func (s *Schema) Kind(name string) *Kind { return s.byName[name] }

// Children gives the kinds whose records are rows of that kind's records, in
// reading order. Citations, which may belong to any record, are not among them.
func (s *Schema) Children(kind string) []*Kind {
	var out []*Kind
	for _, k := range s.kinds {
		if k.ParentKind() == kind {
			out = append(out, k)
		}
	}
	return out
}

// Vocabulary finds a vocabulary by id; nil when there is none.
func (s *Schema) Vocabulary(id string) *Vocabulary { return s.vocabularies[id] }

// Vocabularies gives the ids of all vocabularies, sorted.
func (s *Schema) Vocabularies() []string {
	ids := make([]string, 0, len(s.vocabularies))
	for id := range s.vocabularies {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}

// Word gives the word that a coded field holds; an unknown id is its own label.
func (s *Schema) Word(vocabulary, id string) Word {
	v := s.vocabularies[vocabulary]
	if v == nil {
		return Word{ID: id}
	}
	w, _ := v.Word(id)
	return w
}

// CustomTermID is the id under which a user's own word stands in records.
func CustomTermID(id ID) string { return "x_" + strings.ReplaceAll(id.String(), "-", "") }

// CustomFieldName is the name under which a user's own field stands in records.
func CustomFieldName(id ID) string { return "x_" + strings.ReplaceAll(id.String(), "-", "") }

// With gives the schema with the users' own words and fields added: records
// of kind "term" and "field". One that names an unknown kind, type or
// vocabulary is passed over, since it may come from a newer program; what it
// holds stays in the file.
func (s *Schema) With(custom []Record) *Schema {
	out := &Schema{byName: map[string]*Kind{}, vocabularies: map[string]*Vocabulary{}}
	for id, v := range s.vocabularies {
		out.vocabularies[id] = &Vocabulary{ID: id, Words: slices.Clone(v.Words)}
	}
	for _, k := range s.kinds {
		c := *k
		c.Fields = slices.Clone(k.Fields)
		out.add(&c)
	}
	sort.SliceStable(custom, func(i, j int) bool { return custom[i].Text("position") < custom[j].Text("position") })
	for _, r := range custom {
		out.extend(r)
	}
	for _, k := range out.kinds {
		k.reindex()
	}
	for _, v := range out.vocabularies {
		v.reindex()
	}
	return out
}

func (s *Schema) extend(r Record) {
	if r.Deleted {
		return
	}
	switch r.Kind {
	case "term":
		name := r.Text("vocabulary")
		v := s.vocabularies[name]
		if v == nil && name != "" {
			v = &Vocabulary{ID: name} // a list of words of the users' own
			s.vocabularies[name] = v
		}
		if v != nil {
			v.Words = append(v.Words, Word{
				ID: CustomTermID(r.ID), Label: labels(r, "label"), Huridocs: r.Text("huridocs"), Custom: true,
			})
		}
	case "field":
		k := s.byName[r.Text("kind")]
		t := Type(r.Text("type"))
		if k == nil || !slices.Contains(CustomTypes, t) {
			return
		}
		b, _ := r.Get("is_sensitive").Bool()
		k.Fields = append(k.Fields, Field{
			Name: CustomFieldName(r.ID), Type: t, Vocabulary: r.Text("vocabulary"),
			Section: "own", Sensitive: b, Custom: true, Labels: labels(r, "label"), Helps: labels(r, "help"),
		})
	}
}

// CustomTypes are the types that a user's own field may have.
var CustomTypes = []Type{Text, Long, Texts, Term, Terms, Partial, Int, Bool}

// labels reads a custom record's words by language.
func labels(r Record, prefix string) map[string]string {
	m := map[string]string{}
	for _, lang := range []string{"en", "ru", "uz"} {
		if s := r.Text(prefix + "_" + lang); s != "" {
			m[lang] = s
		}
	}
	return m
}
