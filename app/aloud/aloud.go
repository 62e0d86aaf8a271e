// Package aloud holds what a caseworker reads aloud before and after somebody
// is asked what may be done with their words.
//
// Its one job is to have each sentence in as many languages as there are, and
// to find the right one. Rules: it knows no window and no file of cases; every
// language has every sentence, and every purpose for which consent is asked by
// name (its test sees to that), so that nobody is asked less for the language
// they speak.
package aloud

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Line is one thing to be read aloud.
type Line struct {
	ID string `json:"id"`
	// When it is read: "" always, or WithInterpreter.
	When string `json:"when,omitempty"`
	// Do says to the caseworker what to see to; it is not read.
	Do string `json:"do,omitempty"`
	// Say is read.
	Say string `json:"say"`
}

// WithInterpreter is a line that is read only when an interpreter is there.
const WithInterpreter = "interpreter"

// Details are asked after a yes.
type Details struct {
	Recipients string `json:"recipients"`
	Withhold   string `json:"withhold"`
	Expires    string `json:"expires"`
}

// Text is everything that is read aloud, in one language.
type Text struct {
	Before   []Line            `json:"before"`
	Purposes map[string]string `json:"purposes"` // by the words of the vocabulary consent_purpose
	Details  Details           `json:"details"`
	After    []Line            `json:"after"`
}

// Do finds the instruction that goes with a line, among those before and after.
func (t Text) Do(line string) string { return t.line(line).Do }

// Say finds what is read for a line.
func (t Text) Say(line string) string { return t.line(line).Say }

func (t Text) line(id string) Line {
	for _, l := range slices.Concat(t.Before, t.After) {
		if l.ID == id {
			return l
		}
	}
	return Line{}
}

// Book is the text in every language there is. It does not change once made.
type Book map[string]Text

// fallback is read where a language has no text.
const fallback = "en"

// Load reads every <language>.json of a folder such as assets.Consent.
func Load(files fs.FS) (Book, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	b := Book{}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var t Text
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		if err := d.Decode(&t); err != nil {
			return nil, fmt.Errorf("read aloud %s: %w", name, err)
		}
		b[strings.TrimSuffix(name, ".json")] = t
	}
	if _, ok := b[fallback]; !ok {
		return nil, fmt.Errorf("read aloud: no %s among %d files", fallback, len(names))
	}
	return b, nil
}

// Languages gives the languages there are, sorted.
func (b Book) Languages() []string { return slices.Sorted(maps.Keys(b)) }

// Choose gives the first of the languages in which there is a text, English when
// there is none in any. A language matches without its script or country.
func (b Book) Choose(languages ...string) string {
	for _, l := range languages {
		if _, ok := b[l]; ok {
			return l
		}
		if base, _, _ := strings.Cut(l, "-"); base != l {
			if _, ok := b[base]; ok {
				return base
			}
		}
	}
	return fallback
}
