package export

import (
	"time"

	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// Program is how the program calls itself on the cover, with its version.
// Package main sets it once, before anything is built.
var Program = "Guvoh"

// Order asks for a document.
type Order struct {
	Profile  *profile.Profile
	Snapshot *model.Snapshot
	// Dossier is the record in which people composed this document: its
	// paragraphs, its answers, its exhibits. Zero for what flows from the case
	// alone.
	Dossier model.ID
	Words   Words
	At      time.Time // printed as the day of making

	// Enclosed is what the bytes of the exhibits look like, by SHA-256. Without
	// it the exhibits are only listed.
	Enclosed map[string]Enclosure
	// Redacted says that secrets were taken out of the snapshot; see package
	// redact.
	Redacted bool
}

// Enclosure is what can be printed of the bytes of an exhibit.
type Enclosure struct {
	Sheets     []doc.Sheet   // the pages of a PDF
	Blocks     []doc.Block   // what is printed of any other file
	MediaType  string        // judged by the bytes
	Searchable bool          // text on its pages is text
	Duration   time.Duration // of a recording
	Refused    string        // why it cannot be printed, a fault of package exhibit; empty when it can
	Remarks    []string      // what of it is not printed as it was, faults of package exhibit
}

// Build makes the document, and tells what is wrong or missing in it.
func Build(o Order) (*doc.Document, []Finding) {
	b := newBuilder(o)
	p, w := o.Profile, o.Words
	d := &doc.Document{
		Title:          b.docTitle(),
		Lang:           langTag(w.Lang()),
		Date:           o.At,
		Page:           page(p),
		Words:          b.rendererWords(),
		NumberSections: p.Number.Sections,
		Head:           b.head(),
	}
	if p.Cover == nil || !p.Cover.None {
		d.Cover = b.cover()
	}
	if p.Watermark != "" {
		d.Watermark = w.T("dossier.watermark." + p.Watermark)
	}
	if p.Contents > 0 {
		d.Contents = &doc.Contents{Depth: p.Contents}
	}
	for _, s := range p.Sections {
		d.Blocks = append(d.Blocks, b.build(s)...)
	}
	if p.Whole {
		d.Blocks = append(d.Blocks, b.others()...)
	}
	b.missing()
	b.uncited()
	joinLists(&d.Blocks)
	b.shortened(d)
	dropDeadLinks(d, b.toldIn)
	return d, distinct(b.findings)
}

// distinct leaves out findings that were made before: a record may stand in
// several sections.
func distinct(all []Finding) []Finding {
	type key struct {
		code           Code
		record         model.ID
		field, section string
		detail         string
	}
	seen := map[key]bool{}
	var out []Finding
	for _, f := range all {
		k := key{f.Code, f.Record, f.Field, f.Section, f.Detail}
		if !seen[k] {
			seen[k] = true
			out = append(out, f)
		}
	}
	return out
}
