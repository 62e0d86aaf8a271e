// Package exporttest has what tests of the packages around a dossier share: the
// words of a language, the published cases, and cases made of a few records.
//
// Its one job is to spare each of them a copy. It reads assets/locale without
// the window's own machinery, so that nothing of export has to know app.
package exporttest

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"guvoh/assets"
	"guvoh/model"
)

// Dictionary is export.Words out of assets/locale. A key without words fails
// the test that asks for it.
type Dictionary struct {
	t      testing.TB
	lang   string
	schema *model.Schema
	words  map[string]any
}

// Words reads the words of a language.
func Words(t testing.TB, lang string, schema *model.Schema) *Dictionary {
	t.Helper()
	d := &Dictionary{t: t, lang: lang, schema: schema, words: map[string]any{}}
	names, err := fs.Glob(assets.Locale, "*."+lang+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no words in %q: %v", lang, err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(assets.Locale, name)
		if err == nil {
			err = json.Unmarshal(b, &d.words)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return d
}

// Has tells whether there are words for a key.
func (d *Dictionary) Has(key string) bool { return d.words[key] != nil }

// T gives the sentence of that key with its gaps filled.
func (d *Dictionary) T(key string, data ...map[string]any) string {
	s, ok := d.words[key].(string)
	if !ok {
		d.t.Errorf("no words for %q in %q", key, d.lang)
		return key
	}
	return d.fill(s, data...)
}

// N gives the form of the sentence that fits a count.
func (d *Dictionary) N(key string, n int, data ...map[string]any) string {
	forms, _ := d.words[key].(map[string]any)
	s, ok := forms[d.form(n)].(string)
	if !ok {
		d.t.Errorf("no words for %d × %q in %q", n, key, d.lang)
		return key
	}
	return d.fill(s, append(data, map[string]any{"Count": strconv.Itoa(n)})...)
}

// form gives the plural form of a whole number, by the rules of CLDR.
func (d *Dictionary) form(n int) string {
	romance := d.lang == "fr" || d.lang == "es"
	switch tens := n % 100; {
	case d.lang != "ru" && n == 1, d.lang == "fr" && n == 0, d.lang == "ru" && n%10 == 1 && tens != 11:
		return "one"
	case d.lang != "ru" && (!romance || n == 0 || n%1000000 != 0):
		return "other"
	case !romance && n%10 >= 2 && n%10 <= 4 && (tens < 12 || tens > 14):
		return "few"
	}
	return "many"
}

func (d *Dictionary) fill(s string, data ...map[string]any) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	all := map[string]any{}
	for _, m := range data {
		for k, v := range m {
			all[k] = v
		}
	}
	var out bytes.Buffer
	if err := template.Must(template.New("").Option("missingkey=error").Parse(s)).Execute(&out, all); err != nil {
		d.t.Errorf("words %q in %q: %v", s, d.lang, err)
	}
	return out.String()
}

// Field gives the label of a field.
func (d *Dictionary) Field(kind, field string) string {
	f, _ := d.schema.Kind(kind).Field(field)
	switch {
	case f.Custom:
		return f.Labels[d.lang]
	case d.words["field."+kind+"."+field] != nil:
		return d.T("field." + kind + "." + field)
	}
	return d.T("field." + field)
}

// Kind names one record of a kind.
func (d *Dictionary) Kind(kind string) string { return d.T("kind." + kind) }

// Kinds names several.
func (d *Dictionary) Kinds(kind string) string { return d.T("kind." + kind + ".all") }

// Section gives the heading over fields of a form.
func (d *Dictionary) Section(name string) string { return d.T("section." + name) }

// Word gives a word of a vocabulary.
func (d *Dictionary) Word(vocabulary, id string) string {
	return d.schema.Word(vocabulary, id).In(d.lang)
}

// Date gives a date as it is read.
func (d *Dictionary) Date(x model.Date) string { return x.In(d.lang) }

// Lang gives the language.
func (d *Dictionary) Lang() string { return d.lang }
