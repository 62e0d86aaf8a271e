// Package gate asks, before a dossier leaves, whether it may: have those it
// speaks of allowed it, does the body decide over these States, is something
// missing, too long, late, or not attached.
//
// Its one job is snapshot + profile + document → findings. Rules of the
// package: it changes nothing and hides nothing, it says; what cannot be told
// is said to be unknown, and of two possible days the safer one counts; a
// finding names records, fields and numbers, never what somebody said; only the
// no of an applicant, and what would print a false document, stops an export,
// everything else is for a person to weigh. The same case, profile and time
// give the same findings in the same order. It is quick enough to run while
// somebody types: pages are measured elsewhere (package bundle) and handed in.
package gate

import (
	"slices"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// Input is what the gate looks at.
type Input struct {
	Profile  *profile.Profile
	Snapshot *model.Snapshot
	Dossier  model.ID // of the dossier that is composed; zero without one
	Words    export.Words
	At       time.Time

	Recipient string // who gets it; empty for the body of the profile
	Identity  string // how people are named, of [profile.Identities]
	Format    string // of the file, of [profile.Formats]; empty for pdf
	Redacted  bool   // names and other secrets are taken out before it is built

	// Document is what was built, and Built what building found.
	Document *doc.Document
	Built    []export.Finding
	// Before is the document as it would be if nothing had been taken out. Whom
	// it speaks of is asked, since those who are hidden are in the other one
	// under other names. Nil where nothing was taken out.
	Before *doc.Document
	// Measured is how long it is when printed; nil while nobody has counted.
	Measured *Measured
}

// Measured is what only printing tells.
type Measured struct {
	Pages    int            // of the whole
	Starts   map[string]int // page on which each anchor stands
	Exhibits []int          // pages that are taken by exhibits, ascending
}

// check is one run of the gate.
type check struct {
	Input
	scope   *export.Scope
	dossier model.Record                // empty without one
	states  map[string]string           // ids of States by their folded names, once they are asked for
	names   map[model.ID][]model.Record // of persons
	said    map[model.ID][]model.Record // consents by their person
	found   []export.Finding
}

// Check gives everything that should be known before the document leaves, what
// building found first. Those that the dossier has passed over are marked.
func Check(in Input) []export.Finding {
	c := newCheck(in)
	c.found = append(c.found, in.Built...)
	c.consents()
	c.forum()
	c.decisions()
	c.clocks()
	c.limits()
	c.wishes()
	c.twice()
	c.pass()
	return c.found
}

func newCheck(in Input) *check {
	c := &check{Input: in, scope: export.NewScope(in.Snapshot, in.Dossier)}
	c.dossier = c.scope.Dossier()
	c.names, c.said = c.by("person_name", "person"), c.by("consent", "person")
	if c.Recipient == "" {
		c.Recipient = c.dossier.Text("recipient")
	}
	return c
}

func (c *check) report(f export.Finding) { c.found = append(c.found, f) }

// day is the day on which the document is made.
func (c *check) day() string { return c.At.Format(time.DateOnly) }

// wishes compares the document with what the body takes besides its length.
func (c *check) wishes() {
	p := c.Profile
	if lang := c.Words.Lang(); len(p.Languages) > 0 && !slices.Contains(p.Languages, lang) {
		f := export.Of(export.OtherLanguage, "")
		f.Detail = lang
		c.report(f)
	}
	if format := c.format(); len(p.Formats) > 0 && !slices.Contains(p.Formats, format) {
		f := export.Of(export.OtherFormat, "")
		f.Detail = format
		c.report(f)
	}
	if c.Identity == "initials" {
		c.report(export.Of(export.InitialsWeak, ""))
	}
	if p.Exhibits != nil && p.Exhibits.Enclose {
		c.large()
	}
}

// large reports exhibits that alone make a file which portals refuse.
func (c *check) large() {
	const most = 25 // megabytes
	for _, e := range c.Snapshot.OfKind("evidence") {
		size, _ := e.Get("size").Int()
		if mb := int(size / 1e6); mb > most && c.exhibits()[e.ID] {
			f := export.About(export.LargeExhibit, e, "")
			f.Count, f.Max = mb, most
			c.report(f)
		}
	}
}

func (c *check) format() string {
	if c.Format == "" {
		return "pdf"
	}
	return c.Format
}

// pass marks what the dossier has passed over. What stops cannot be passed over.
func (c *check) pass() {
	for _, x := range c.rows("exception") {
		for i := range c.found {
			f := &c.found[i]
			if f.Severity != export.Stop && string(f.Code) == x.Text("code") && f.Record == x.Ref("record") && f.Spot() == x.Text("field") {
				f.Exception = x.ID
			}
		}
	}
}

// rows gives the rows of the dossier; none without one.
func (c *check) rows(kind string) []model.Record {
	if c.dossier.ID.IsZero() {
		return nil
	}
	return c.Snapshot.Rows(kind, c.dossier.ID)
}

// by gives the records of a kind by what a field of theirs points at. A large
// case is gone through once and not for each person.
func (c *check) by(kind, field string) map[model.ID][]model.Record {
	all := map[model.ID][]model.Record{}
	for _, r := range c.Snapshot.OfKind(kind) {
		all[r.Ref(field)] = append(all[r.Ref(field)], r)
	}
	return all
}
