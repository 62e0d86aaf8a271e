package export

import "guvoh/model"

// Words are the words of one language: labels of kinds and fields, terms, and
// the sentences of assets/locale, dossier.<language>.json above all.
type Words interface {
	// T gives the sentence of that key with its gaps filled.
	T(key string, data ...map[string]any) string
	// N gives the form of the sentence that fits the count n, which stands in
	// it as {{.Count}}.
	N(key string, n int, data ...map[string]any) string
	Kind(kind string) string         // one record of that kind: "person"
	Kinds(kind string) string        // several: "persons"
	Field(kind, field string) string // the label of a field
	Section(name string) string      // the heading over fields of a form
	Word(vocabulary, id string) string
	Date(d model.Date) string
	Lang() string // "en", "ru", "uz", "fr", "es"
}
