// Package profile is what a body asks of a dossier, as data: which sections in
// which order, on what paper, within which limits, with whose consent.
//
// Its one job is to read, check and write the files of assets/profiles and
// those that users made of them. Rules of the package: what a body may change
// next year stands in the file, with the version of the rule, the day it was
// looked up and where; a profile is only what it says and never holds a word of
// a case; a file with a key or a value that is not known here is refused, since
// half a rule is worse than none.
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

	"guvoh/model"
)

// Profile is one form of dossier.
type Profile struct {
	ID string `json:"id"`
	// Shipped profiles came with the program, so that no word of theirs is of a case.
	Shipped bool `json:"-"`

	Body  Words `json:"body,omitempty"` // the court or body in full; empty for what stays inside
	Title Words `json:"title"`
	About Words `json:"about"` // what it is for, one sentence

	// The rule that this profile follows: its version, the day on which it was
	// last looked up (YYYY-MM or YYYY-MM-DD), where it stands, and how sure each
	// number is: "seen", "recalled" or "design". The keys of Confidence are the
	// keys of this file, such as "page.margin_mm" or "limits.facts.pages".
	RuleVersion string            `json:"rule_version"`
	AsOf        string            `json:"as_of"`
	Sources     []string          `json:"sources,omitempty"`
	Confidence  map[string]string `json:"confidence,omitempty"`

	Languages []string `json:"languages,omitempty"` // that the body takes, the usual one first; none for any
	Formats   []string `json:"formats,omitempty"`   // of the file, what the body wants first; none for PDF

	Page     Page   `json:"page"`
	Type     Type   `json:"type"`
	Number   Number `json:"number"`
	Contents int    `json:"contents"`        // deepest level of heading in the table of contents; 0 for none
	Cover    *Cover `json:"cover,omitempty"` // what is peculiar to its first page

	Identity   string   `json:"identity"`             // how people are named, one of [Identities]
	Identities []string `json:"identities,omitempty"` // what may be chosen instead
	Badge      string   `json:"badge,omitempty"`      // key of the words on the cover and in the head, such as "confidential"
	Watermark  string   `json:"watermark,omitempty"`  // key of the words behind each page; none when empty
	Foot       string   `json:"foot,omitempty"`       // key of the words at the foot of the cover
	Sensitive  bool     `json:"sensitive"`            // prints sensitive fields
	Sourced    bool     `json:"sourced"`              // prints sources, and marks facts that have none
	Whole      bool     `json:"whole"`                // prints at the end what no section has printed
	Helper     bool     `json:"helper,omitempty"`     // is copied by hand into the form of the body: every question stands, and how long each answer is
	Omit       []string `json:"omit,omitempty"`       // fields never printed, as "kind.field"

	Consents  []Consent `json:"consents,omitempty"` // what those it speaks of must have allowed
	Forum     *Forum    `json:"forum,omitempty"`    // over which States the body decides; nil where that is no question
	Limits    []Limit   `json:"limits,omitempty"`
	Clocks    []Clock   `json:"clocks,omitempty"` // the times within which the body must be reached
	Hours     *Hours    `json:"hours,omitempty"`  // when its registry works; nil where it does not matter
	Send      []Words   `json:"send,omitempty"`   // how it is handed in, a line for each way
	Exhibits  *Exhibits `json:"exhibits,omitempty"`
	Volumes   Volumes   `json:"volumes,omitzero"`
	PartPages int       `json:"part_pages,omitempty"` // offered for a fax: parts of so many pages; 0 for no parts

	Sections []Section `json:"sections"`
}

// Words are words by language: "en", "ru", "uz", "fr", "es".
type Words map[string]string

// In gives the words in that language, else in the nearest that has them.
func (w Words) In(lang string) string {
	for _, l := range model.Languages(lang) {
		if s := w[l]; s != "" {
			return s
		}
	}
	return ""
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
	Body      float64 `json:"body_pt"`
	Note      float64 `json:"note_pt,omitempty"`
	Line      float64 `json:"line"`           // line height as a multiple of the size
	Face      string  `json:"face,omitempty"` // "charis", which is the usual one, or "times"
	Justified bool    `json:"justified,omitempty"`
}

// Number says what is numbered. Pages always are, from 1 on the first.
type Number struct {
	Sections   bool `json:"sections"`
	Paragraphs bool `json:"paragraphs,omitempty"` // one count through the whole document
}

// Cover is what the first page says besides title, case and date.
type Cover struct {
	None   bool  `json:"none,omitempty"` // the document begins at once
	Kicker Words `json:"kicker,omitempty"`
	// Caption is the head of a court's first page in place of title and kicker:
	// {key} stands for the answer to a field.
	Caption []CaptionRow `json:"caption,omitempty"`
	Notice  []Words      `json:"notice,omitempty"` // lines printed bold on its face, such as RULE 39 – URGENT
	Lead    []Words      `json:"lead,omitempty"`   // lines below the title, such as the caption of the court
	Fields  []Field      `json:"fields,omitempty"` // answered like those of a form; the section of their answers is "cover"
	Foot    Words        `json:"foot,omitempty"`
}

// CaptionRow is a row of a caption: what stands on the left, what on the right.
type CaptionRow struct {
	Left  Words `json:"left,omitempty"`
	Right Words `json:"right,omitempty"`
}

// Consent is what somebody must have allowed before the document may be made.
type Consent struct {
	Purpose string `json:"purpose"` // of the vocabulary consent_purpose
	Of      string `json:"of"`      // one of [ConsentOf]
}

// Forum says over which States a body decides. A State that is not listed is
// out of its reach, unless it is for all.
type Forum struct {
	All    bool    `json:"all,omitempty"`
	States []State `json:"states,omitempty"`
	Note   Words   `json:"note,omitempty"`
	Source string  `json:"source,omitempty"`
	AsOf   string  `json:"as_of,omitempty"`
}

// State is one State over which a body decides, or decided.
type State struct {
	Country    string `json:"country"`         // of the vocabulary country
	From       string `json:"from,omitempty"`  // the first day whose events it judges, YYYY-MM-DD
	Until      string `json:"until,omitempty"` // the last such day
	Note       Words  `json:"note,omitempty"`
	Confidence string `json:"confidence,omitempty"`
}

// Limit is how long a document, or a part of it, may be.
type Limit struct {
	What string `json:"what"`         // one of [Measures]
	Of   string `json:"of,omitempty"` // key of a section; the whole without its exhibits when empty
	Max  int    `json:"max"`
	// Instead is what the body takes beyond the limit, such as a summary: the
	// key of a section that must then be filled in.
	Instead string `json:"instead,omitempty"`
	Stop    bool   `json:"stop,omitempty"` // nothing longer is made; else it is a warning
	Text    Words  `json:"text,omitempty"` // the rule in words
}

// Clock is a time within which a body must be reached, counted from a date of
// the record.
type Clock struct {
	Key    string   `json:"key"`
	Title  Words    `json:"title"`
	From   []string `json:"from"` // paths of dates (see package export); the latest date counts
	Months int      `json:"months,omitempty"`
	Days   int      `json:"days,omitempty"` // with months, after them; negative for before the date
	Soft   bool     `json:"soft,omitempty"` // a quicker way ends with it and not the right to apply
	// If are paths of which one must lead to something in a case for which nobody
	// has begun a dossier of this profile; else the clock does not concern it.
	If []string `json:"if,omitempty"`
	// Met are paths of the dates on which the body was reached. One on or after the
	// date that is counted from ends the clock; of a clock that runs before a date,
	// one in the three months before it.
	Met    []string `json:"met,omitempty"`
	Text   Words    `json:"text"` // the rule in words
	Source string   `json:"source,omitempty"`
}

// Hours are when a registry works.
type Hours struct {
	Town Words  `json:"town"` // where it sits
	Zone string `json:"zone"` // of the IANA database, such as "Europe/Paris"
	From string `json:"from"` // "08:00"
	To   string `json:"to"`   // "16:00"; Monday to Friday
	Text Words  `json:"text"`
}

// Exhibits say how evidence goes with the document.
type Exhibits struct {
	Label       Words    `json:"label"`                 // as they are cited: "Ex.", "Annex", "Tab"
	Scheme      string   `json:"scheme"`                // "number" or "letter"
	Order       string   `json:"order"`                 // "date" or "given"
	Enclose     bool     `json:"enclose"`               // their pages are part of the file; else they are only listed
	Sheet       bool     `json:"sheet,omitempty"`       // each has a cover sheet
	Stamp       bool     `json:"stamp,omitempty"`       // each page says beside the evidence which exhibit it is
	Translation bool     `json:"translation,omitempty"` // stands right after its original, with a certificate
	DPI         int      `json:"max_dpi,omitempty"`
	Columns     []string `json:"columns"`          // of the list of documents, of [Columns]
	Groups      []Group  `json:"groups,omitempty"` // parts with a heading each, such as B Witness statements
}

// Group is a part of the exhibits.
type Group struct {
	Key   string   `json:"key"`
	Title Words    `json:"title"`
	Kinds []string `json:"kinds,omitempty"` // of the vocabulary evidence_kind; none for all that no other group has
}

// Volumes say where a long file is cut.
type Volumes struct {
	Pages int `json:"pages,omitempty"`
	MB    int `json:"mb,omitempty"`
}

// Section is one part of the dossier. What its type means is fixed in package
// export, one builder for each type.
type Section struct {
	Key      string    `json:"key,omitempty"` // its name in answers and paragraphs; its type when empty
	Type     string    `json:"type"`
	Title    Words     `json:"title,omitempty"`    // instead of the usual heading of its type
	Text     []Words   `json:"text,omitempty"`     // printed below the heading, a paragraph each
	Help     Words     `json:"help,omitempty"`     // for whoever fills it in; never printed
	Required bool      `json:"required,omitempty"` // must not be empty
	Kinds    []string  `json:"kinds,omitempty"`    // the kinds of record in it, where its type leaves a choice
	Omit     []string  `json:"omit,omitempty"`     // fields this section does not print, as "kind.field"
	Fields   []Field   `json:"fields,omitempty"`   // of a form
	Columns  []Words   `json:"columns,omitempty"`  // of a table to fill in
	Each     string    `json:"each,omitempty"`     // printed once for each: "applicant", "complaint"
	Pictures bool      `json:"pictures,omitempty"` // prints pictures with the records they belong to
	Intimate bool      `json:"intimate,omitempty"` // marks injuries of genitals and perineum on outlines of their own; else on the whole body
	NewPage  bool      `json:"new_page,omitempty"` // starts a page
	Plain    bool      `json:"plain,omitempty"`    // not numbered
	Sections []Section `json:"sections,omitempty"` // those inside
}

// Name is the name of a section in answers and paragraphs.
func (s Section) Name() string {
	if s.Key != "" {
		return s.Key
	}
	return s.Type
}

// Field is a question of a form.
type Field struct {
	Key      string   `json:"key"`
	Number   string   `json:"number,omitempty"` // as the form numbers it
	Label    Words    `json:"label"`
	Help     Words    `json:"help,omitempty"` // for whoever fills it in; never printed
	From     []string `json:"from,omitempty"` // paths into the record; the first that gives something is used
	Choices  []Choice `json:"choices,omitempty"`
	Several  bool     `json:"several,omitempty"` // more than one choice may be ticked
	Long     bool     `json:"long,omitempty"`    // several lines
	Required bool     `json:"required,omitempty"`
	Max      int      `json:"max,omitempty"` // characters that fit the form; 0 for no matter
}

// Choice is a box to tick. It is ticked by itself when one of its paths gives
// something.
type Choice struct {
	Key   string   `json:"key"`
	Label Words    `json:"label"`
	From  []string `json:"from,omitempty"`
}

// What the coded values of a profile may be.
var (
	Identities = []string{"full", "pseudonym", "initials", "letter"} // how people are named
	Measures   = []string{"pages", "words", "characters"}
	ConsentOf  = []string{"applicants", "persons", "pictures", "testimony", "medical"}
	Columns    = []string{"number", "date", "title", "kind", "language", "pages", "page", "hash", "translation", "source"}
	Formats    = []string{"pdf", "docx", "html", "txt"}
	Languages  = []string{"en", "ru", "uz", "fr", "es"}
)

// TitleIn gives the title in that language, or in English.
func (p *Profile) TitleIn(lang string) string { return p.Title.In(lang) }

// AboutIn says in that language, or in English, what the profile is for.
func (p *Profile) AboutIn(lang string) string { return p.About.In(lang) }

// All calls visit for each section, those inside after the one that holds them.
func (p *Profile) All(visit func(Section)) { all(p.Sections, visit) }

func all(sections []Section, visit func(Section)) {
	for _, s := range sections {
		visit(s)
		all(s.Sections, visit)
	}
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
		p.Shipped = true
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

// largest is how many bytes a profile may have: many times what the longest of
// ours has.
const largest = 2 << 20

// Parse reads one profile and checks it.
func Parse(b []byte) (Profile, error) {
	if len(b) > largest {
		return Profile{}, fmt.Errorf("more than %d bytes", largest)
	}
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

// Encode writes a profile as [Parse] reads it, the same each time.
func (p *Profile) Encode() ([]byte, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(p)
	return b.Bytes(), err
}
