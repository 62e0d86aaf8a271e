// Package profile is what a body asks of a dossier, as data: which sections in
// which order, on what paper, what is left out.
//
// Its one job is to read and to check the files of assets/profiles. Rules of
// the package: what a body may change next year stands in the file, with the
// version of the rule, the day it was looked up and where; a profile is only
// what it says and never holds a word of a case; a file with a key or a value
// that is not known here is refused, since half a rule is worse than none.
package profile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Profile is one form of dossier.
type Profile struct {
	ID    string            `json:"id"`
	Title map[string]string `json:"title"` // by language: "en", "ru", "uz"
	About map[string]string `json:"about"` // what it is for, one sentence, by language

	// The rule that this profile follows: its version, the day on which it was
	// last looked up (YYYY-MM or YYYY-MM-DD), where it stands, and how sure each
	// number is: "seen", "recalled" or "design".
	RuleVersion string            `json:"rule_version"`
	AsOf        string            `json:"as_of"`
	Sources     []string          `json:"sources,omitempty"`
	Confidence  map[string]string `json:"confidence,omitempty"`

	Page     Page   `json:"page"`
	Type     Type   `json:"type"`
	Number   Number `json:"number"`
	Contents int    `json:"contents"` // deepest level of heading in the table of contents; 0 for none

	Identity  string   `json:"identity"`            // how people are named, one of [Identities]
	Badge     string   `json:"badge,omitempty"`     // key of the words on the cover and in the head, such as "confidential"
	Watermark string   `json:"watermark,omitempty"` // key of the words behind each page; none when empty
	Foot      string   `json:"foot,omitempty"`      // key of the words at the foot of the cover
	Sensitive bool     `json:"sensitive"`           // prints sensitive fields
	Sourced   bool     `json:"sourced"`             // prints sources, and marks facts that have none
	Whole     bool     `json:"whole"`               // prints at the end what no section has printed
	Omit      []string `json:"omit,omitempty"`      // fields never printed, as "kind.field"

	Sections []Section `json:"sections"`
}

// Page is the sheet.
type Page struct {
	Size      string `json:"size"` // "A4" or "Letter"
	Landscape bool   `json:"landscape,omitempty"`
	Margin    Margin `json:"margin_mm"`
}

// Margin holds the white edges in millimetres.
type Margin struct {
	Top    float64 `json:"top"`
	Right  float64 `json:"right"`
	Bottom float64 `json:"bottom"`
	Left   float64 `json:"left"`
}

// Type is the lettering.
type Type struct {
	Body float64 `json:"body_pt"`
	Line float64 `json:"line"` // line height as a multiple of the size
}

// Number says what is numbered.
type Number struct {
	Sections bool `json:"sections"`
}

// Section is one part of the dossier. What its type means is fixed in package
// export, one builder for each type.
type Section struct {
	Type     string   `json:"type"`
	Kinds    []string `json:"kinds,omitempty"`    // the kinds of record in it, where its type leaves a choice
	Omit     []string `json:"omit,omitempty"`     // fields this section does not print, as "kind.field"
	Pictures bool     `json:"pictures,omitempty"` // prints pictures with the records they belong to
	NewPage  bool     `json:"new_page,omitempty"` // starts a page
}

// Identities are the ways in which a profile names people.
var Identities = []string{"full"}

// TitleIn gives the title in that language, or in English.
func (p *Profile) TitleIn(lang string) string { return in(p.Title, lang) }

// AboutIn says in that language, or in English, what the profile is for.
func (p *Profile) AboutIn(lang string) string { return in(p.About, lang) }

func in(words map[string]string, lang string) string {
	lang, _, _ = strings.Cut(lang, "-")
	if s := words[lang]; s != "" {
		return s
	}
	return words["en"]
}

// Load reads every *.json of the folder: one profile a file, named after its
// id. They come sorted by id.
func Load(files fs.FS) ([]Profile, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	all := make([]Profile, 0, len(names))
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		p, err := Parse(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(name), err)
		}
		if p.ID != strings.TrimSuffix(path.Base(name), ".json") {
			return nil, fmt.Errorf("%s: its id is %q", path.Base(name), p.ID)
		}
		all = append(all, p)
	}
	return all, nil
}

// Find gives the profile of that id; nil when there is none.
func Find(all []Profile, id string) *Profile {
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

// Parse reads one profile and checks it.
func Parse(b []byte) (Profile, error) {
	var p Profile
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return Profile{}, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return Profile{}, fmt.Errorf("more than one profile in the file")
	}
	return p, p.check()
}
