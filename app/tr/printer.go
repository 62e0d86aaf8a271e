package tr

import (
	"slices"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"guvoh/model"
)

// Printer says things in one language about the records of one schema. It does
// not change, so any number of goroutines may use it; a file whose users add a
// field or a word gets a new one.
type Printer struct {
	lang   string
	bundle *Bundle
	schema *model.Schema
	in     []*tongue // the language, and then those in which it borrows words
}

// Printer makes a printer for a language of the window (one that it does not
// speak is taken as English) and a schema with the users' own words and fields.
// The schema may be nil while no file is open: then fields and vocabulary words
// of the users' own have no names.
func (b *Bundle) Printer(lang string, schema *model.Schema) *Printer {
	return b.printer(b.Match(lang), schema)
}

func (b *Bundle) printer(lang string, schema *model.Schema) *Printer {
	p := &Printer{lang: lang, bundle: b, schema: schema}
	for _, tag := range model.Languages(lang) {
		if tongue, ok := b.tongues[tag]; ok {
			p.in = append(p.in, tongue())
		}
	}
	return p
}

// Lang is the language it speaks: "en", "ru", "uz"…
func (p *Printer) Lang() string { return p.lang }

// In gives a printer that says the same in a language of documents.
func (p *Printer) In(lang string) *Printer {
	return p.bundle.printer(p.bundle.document(lang), p.schema)
}

// Document is the language in which a document is written when nobody chooses
// another: the one spoken, or the nearest to it that documents have.
func (p *Printer) Document() string { return p.bundle.document(p.lang) }

// Documents gives every language that documents are written in, in a fixed
// order.
func (p *Printer) Documents() []Language { return p.bundle.Documents() }

// T gives the words of a key. Data fills the places of a template by name.
func (p *Printer) T(key string, data ...V) string {
	if s, ok := p.in[0].plain[key]; ok { // nearly always
		return s
	}
	return p.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: merge(data)})
}

// N gives the words of a key that counts, in the plural form that n has in the
// language. The template writes the number as {{.Count}}.
func (p *Printer) N(key string, n int, data ...V) string {
	all := merge(data)
	all["Count"] = p.Number(n)
	return p.localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateData: all})
}

// localize says it in the language, else in the nearest by the rules of that,
// else gives the key.
func (p *Printer) localize(c *i18n.LocalizeConfig) string {
	for _, in := range p.in {
		if s, ok := in.plain[c.MessageID]; ok {
			return s
		}
		if !in.other[c.MessageID] {
			continue
		}
		if s, _ := in.by.Localize(c); s != "" { // an error still carries the best form there is
			return s
		}
	}
	return c.MessageID
}

// Has reports whether there are words for the key.
func (p *Printer) Has(key string) bool {
	return slices.ContainsFunc(p.in, func(in *tongue) bool { return in.has(key) })
}

func merge(data []V) V {
	all := V{}
	for _, d := range data {
		for k, v := range d {
			all[k] = v
		}
	}
	return all
}

// Number writes a whole number with its thousands apart as the language does:
// 100,000 in English, 100.000 in Turkish, 100 000 with spaces that do not break
// elsewhere.
func (p *Printer) Number(n int) string {
	gap := "\u00a0"
	switch p.lang {
	case "en":
		gap = ","
	case "tr":
		gap = "."
	}
	digits, sign := strconv.Itoa(n), ""
	if n < 0 {
		digits, sign = digits[1:], "−"
	}
	if len(digits) < 5 && p.lang != "en" {
		return sign + digits // four digits stand together, as a year does
	}
	var groups []string
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, groups...), gap)
}
