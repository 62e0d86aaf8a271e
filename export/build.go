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

// Build makes the document that a profile asks for out of a case, and tells
// what is missing in it. The time is the one printed on the cover.
func Build(p *profile.Profile, snap *model.Snapshot, w Words, at time.Time) (*doc.Document, []Finding) {
	b := newBuilder(p, snap, w)
	d := &doc.Document{
		Title:          b.caseTitle(),
		Lang:           langTag(w.Lang()),
		Date:           at,
		Page:           page(p),
		Words:          b.rendererWords(),
		NumberSections: p.Number.Sections,
		Cover:          b.cover(at),
		Head:           b.head(),
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
	joinLists(&d.Blocks)
	dropDeadLinks(d)
	return d, b.findings
}

// builder makes one document of one case.
type builder struct {
	p        *profile.Profile
	s        *model.Snapshot
	w        Words
	section  profile.Section                  // the one being built
	omit     map[string]bool                  // fields it leaves out, as "kind.field"
	cites    map[model.ID][]model.Record      // citations by the record they are about
	blocks   map[model.ID]int                 // number of an interview's block
	printed  map[fieldOf]bool                 // what has been printed
	titled   map[fieldOf]bool                 // printed in a heading, where no footnote can stand
	rests    map[*doc.Footnote][]model.Record // the citations in each
	called   map[string]*doc.Footnote         // footnotes by what they say
	reached  map[model.ID]bool                // records that have an entry of their own
	findings []Finding
}

// fieldOf is one field of one record.
type fieldOf struct {
	id    model.ID
	field string
}

func newBuilder(p *profile.Profile, snap *model.Snapshot, w Words) *builder {
	b := &builder{
		p: p, s: snap, w: w,
		cites:   map[model.ID][]model.Record{},
		blocks:  map[model.ID]int{},
		printed: map[fieldOf]bool{},
		titled:  map[fieldOf]bool{},
		rests:   map[*doc.Footnote][]model.Record{},
		called:  map[string]*doc.Footnote{},
		reached: map[model.ID]bool{},
	}
	for _, c := range snap.OfKind("citation") {
		b.cites[c.Ref("subject")] = append(b.cites[c.Ref("subject")], c)
	}
	for _, i := range snap.OfKind("interview") {
		for n, block := range snap.Rows("block", i.ID) {
			b.blocks[block.ID] = n + 1
		}
	}
	b.enter(profile.Section{})
	return b
}

// builders make the blocks inside a section, by its type. One that has nothing
// to say gives none, and the section is left out.
var builders map[string]func(*builder) []doc.Block

func init() { // filled here since the builders speak of the section they are in
	builders = map[string]func(*builder) []doc.Block{
		"summary":       (*builder).summary,
		"persons":       (*builder).persons,
		"chronology":    (*builder).chronology,
		"events":        (*builder).events,
		"injuries":      (*builder).injuries,
		"detention":     (*builder).detention,
		"proceedings":   (*builder).proceedings,
		"interviews":    (*builder).interviews,
		"notes":         (*builder).noteCards,
		"evidence":      (*builder).evidence,
		"consents":      (*builder).consents,
		"deadlines":     (*builder).deadlines,
		"interventions": (*builder).interventions,
		"issues":        (*builder).issues,
		"places":        (*builder).places,
		"organisations": (*builder).organisations,
		"sources":       (*builder).sources,
		"own":           (*builder).own,
	}
}

// build makes one section of the profile; nothing when it would be empty.
func (b *builder) build(s profile.Section) []doc.Block {
	inside, ok := builders[s.Type]
	if !ok {
		b.findings = append(b.findings, Finding{Code: UnknownSection, Severity: Warning, Field: s.Type})
		return nil
	}
	b.enter(s)
	blocks := inside(b)
	if len(blocks) == 0 {
		return nil
	}
	return []doc.Block{&doc.Section{
		Title: b.w.T("dossier.section." + s.Type), NewPage: s.NewPage, Anchor: "s-" + s.Type, Blocks: blocks,
	}}
}

// enter makes the rules of a section hold.
func (b *builder) enter(s profile.Section) {
	b.section = s
	b.omit = map[string]bool{}
	for _, f := range b.p.Omit {
		b.omit[f] = true
	}
	for _, f := range s.Omit {
		b.omit[f] = true
	}
}

// missing reports required fields that hold nothing.
func (b *builder) missing() {
	for _, k := range b.s.Schema.Kinds() {
		if k.Composed { // what another document still lacks; see others
			continue
		}
		for _, r := range b.s.OfKind(k.Name) {
			for _, f := range k.Fields {
				if f.Required && r.Get(f.Name) == "" {
					b.found(MissingField, r, f.Name)
				}
			}
		}
	}
}

// joinLists makes one list of labels and values out of those that stand one
// right after the other.
func joinLists(blocks *[]doc.Block) {
	var out []doc.Block
	for _, block := range *blocks {
		if s, ok := block.(*doc.Section); ok {
			joinLists(&s.Blocks)
		}
		rows, ok := block.(*doc.KeyValues)
		if ok && len(out) > 0 {
			if before, ok := out[len(out)-1].(*doc.KeyValues); ok {
				before.Rows = append(before.Rows, rows.Rows...)
				continue
			}
		}
		out = append(out, block)
	}
	*blocks = out
}

// dropDeadLinks turns links to entries that this document does not have into
// plain text, and takes out their page numbers with the words around.
func dropDeadLinks(d *doc.Document) {
	set := map[string]bool{}
	d.Walk(func(block doc.Block, _ int) { doc.Anchors(block, func(a string) { set[a] = true }) })
	var clean func(doc.Text)
	clean = func(t doc.Text) {
		for i := range t {
			if l := t[i].Link; l != "" && !doc.IsWeb(l) && !set[l] {
				if t[i].Ref != doc.NoRef {
					t[i-1].Text, t[i].Ref, t[i+1].Text = "", doc.NoRef, "" // see pageOf
				}
				t[i].Link = ""
			}
			if t[i].Note != nil {
				clean(t[i].Note.Text)
			}
		}
	}
	d.Walk(func(block doc.Block, _ int) { doc.Texts(block, clean) })
}

// anchor names the entry of a record.
func anchor(id model.ID) string { return "r-" + id.String() }

// langTag is the tag of a language as documents carry it.
func langTag(lang string) string {
	if lang == "uz" {
		return "uz-Latn"
	}
	return lang
}

func page(p *profile.Profile) doc.Page {
	size := doc.A4
	if p.Page.Size == "Letter" {
		size = doc.Letter
	}
	m := p.Page.Margin
	return doc.Page{
		Size: size, Landscape: p.Page.Landscape, Body: p.Type.Body, Leading: p.Type.Line,
		Margin: doc.Margin{Top: m.Top, Right: m.Right, Bottom: m.Bottom, Left: m.Left},
	}
}
