package store

import (
	"strings"

	"guvoh/model"
	"guvoh/model/search"
)

// What a record says by the words of vocabularies, by its dates and its numbers, none of
// which is written out in it: the index holds a code of each, and the question those by
// which its words go, in every language (see search.Labels).

func holdsCodes(f model.Field) bool {
	return f.Type == model.Term || f.Type == model.Terms || f.Type == model.Partial || f.Type == model.Int
}

// codesOf gives the codes of a record.
func codesOf(k *model.Kind, rec model.Record) (codes []string) {
	for _, f := range k.Fields {
		if holdsCodes(f) {
			codes = append(codes, codesIn(f, rec.Get(f.Name))...)
		}
	}
	return codes
}

// codesIn gives the codes of the value of such a field.
func codesIn(f model.Field, v model.Value) (codes []string) {
	switch f.Type {
	case model.Partial:
		return search.CodesOfDate(v.Date())
	case model.Int:
		if n, ok := v.Int(); ok {
			codes = append(codes, search.CodeOfNumber(n))
		}
		return codes
	}
	for _, id := range idsIn(f, v) {
		codes = append(codes, search.CodeOfWord(f.Vocabulary, id))
	}
	return codes
}

// idsIn gives the words of a vocabulary that a field holds.
func idsIn(f model.Field, v model.Value) []string {
	if f.Type == model.Terms {
		return v.List()
	}
	if id := v.Text(); id != "" {
		return []string{id}
	}
	return nil
}

// codedPart tells what a field holds in the reader's language, and where in that each of
// its codes is told.
func codedPart(s *model.Schema, f model.Field, v model.Value, lang string) (p search.Part) {
	if f.Type == model.Partial || f.Type == model.Int {
		if p.Text = string(v); f.Type == model.Partial {
			p.Text = v.Date().In(lang)
		}
		for _, code := range codesIn(f, v) {
			p.Coded = append(p.Coded, search.Coded{Code: code, To: len(p.Text)})
		}
		return p
	}
	var told strings.Builder
	for i, id := range idsIn(f, v) {
		if i > 0 {
			told.WriteString(", ")
		}
		from := told.Len()
		told.WriteString(s.Word(f.Vocabulary, id).In(lang))
		p.Coded = append(p.Coded, search.Coded{Code: search.CodeOfWord(f.Vocabulary, id), From: from, To: told.Len()})
	}
	p.Text = told.String()
	return p
}

// labelsOf are the labels of a schema, which changes when somebody adds a word of their
// own.
type labelsOf struct {
	of     *model.Schema
	labels *search.Labels
}

// labels gives what the words of vocabularies are called.
func (db *DB) labels() *search.Labels {
	schema := db.Schema()
	l := db.called.Load()
	if l == nil || l.of != schema {
		l = &labelsOf{schema, search.NewLabels(schema)}
		db.called.Store(l)
	}
	return l.labels
}
