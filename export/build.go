package export

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// builder makes one document of one case.
type builder struct {
	o        Order
	p        *profile.Profile
	s        *model.Snapshot
	w        Words
	annexes  *exhibits
	internal bool                        // the document stays in the house
	scope    *Scope                      // where paths begin
	of       model.ID                    // the applicant or complaint that a section is printed for
	section  profile.Section             // the one being built
	omit     map[string]bool             // fields it leaves out, as "kind.field"
	answers  map[string]string           // of the dossier, by [AnswerKey]
	written  map[string][]model.Record   // its paragraphs, by section
	refers   *regexp.Regexp              // a text that only refers to another
	days     map[string]bool             // of which something is recorded; nil until somebody asks
	cites    map[model.ID][]model.Record // citations by the record they are about
	blocks   map[model.ID]int            // number of an interview's block
	printed  map[fieldOf]bool            // what has been printed
	titled   map[fieldOf]bool            // printed in a heading, where no footnote can stand
	rests    map[*doc.Footnote]rested    // what each rests on
	called   map[string]*doc.Footnote    // footnotes by what they say
	reached  map[model.ID]bool           // records that have an entry of their own
	used     map[model.ID]bool           // records of which anything is printed
	anchors  map[string]bool             // set so far
	told     memory                      // what the section has told so far
	toldIn   map[string]string           // anchors of records that are told in the paragraph of another, by that
	spelled  map[model.ID]bool           // organisations whose short name has been told
	findings []Finding
}

// fieldOf is one field of one record.
type fieldOf struct {
	id    model.ID
	field string
}

func newBuilder(o Order) *builder {
	p, snap := o.Profile, o.Snapshot
	b := &builder{
		o: o, p: p, s: snap, w: o.Words,
		scope:    NewScope(snap, o.Dossier),
		internal: len(p.Body) == 0 && p.Foot == "internal",
		answers:  map[string]string{},
		written:  map[string][]model.Record{},
		cites:    map[model.ID][]model.Record{},
		blocks:   map[model.ID]int{},
		rests:    map[*doc.Footnote]rested{},
		called:   map[string]*doc.Footnote{},
		used:     map[model.ID]bool{},
		anchors:  map[string]bool{},
		toldIn:   map[string]string{},
		spelled:  map[model.ID]bool{},
	}
	b.forget()
	for _, a := range snap.Rows("answer", b.scope.Dossier().ID) {
		b.answers[a.Text("field")] = a.Text("text")
	}
	for _, r := range snap.Rows("paragraph", b.scope.Dossier().ID) {
		b.written[r.Text("section")] = append(b.written[r.Text("section")], r)
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
	b.annexes = b.enclosed()
	return b
}

// forget lets each section of a document say what another has said already. A
// profile that prints the whole file says everything once.
func (b *builder) forget() {
	b.printed, b.titled, b.reached = map[fieldOf]bool{}, map[fieldOf]bool{}, map[model.ID]bool{}
}

// builders make the blocks inside a section, by its type. One that has nothing
// to say gives none, and the section is left out.
var builders map[string]func(*builder) []doc.Block

func init() { // filled here since the builders speak of the section they are in
	builders = map[string]func(*builder) []doc.Block{
		"summary":       (*builder).summary,
		"persons":       (*builder).persons,
		"chronology":    (*builder).chronology,
		"timeline":      (*builder).timeline,
		"relations":     (*builder).relations,
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
		"text":          func(*builder) []doc.Block { return nil },
		"form":          (*builder).form,
		"narrative":     (*builder).narrative,
		"complaints":    (*builder).complaints,
		"remedies":      (*builder).remedies,
		"applicants":    (*builder).applicants,
		"documents":     (*builder).documents,
		"exhibits":      (*builder).exhibitPages,
		"signature":     (*builder).signature,
		"custody":       (*builder).custodyRegister,
		"manifest":      (*builder).manifest,
		"methodology":   (*builder).methodology,
		"withheld":      (*builder).withheld,
		"abbreviations": (*builder).abbreviations,
	}
}

// SectionTypes gives the types that a section of a profile can have, sorted.
// Each has its words: "dossier.section.<type>".
func SectionTypes() []string { return slices.Sorted(maps.Keys(builders)) }

// build makes one section of the profile; nothing when it would be empty and
// need not be there.
func (b *builder) build(s profile.Section) []doc.Block {
	inside, ok := builders[s.Type]
	if !ok {
		f := Of(UnknownSection, s.Name())
		f.Field = s.Type
		b.findings = append(b.findings, f)
		return nil
	}
	section := &doc.Section{
		Title: b.heading(s), Plain: s.Plain, NewPage: s.NewPage, Anchor: b.claim("s-" + s.Name()), Blocks: b.lines(s.Text),
	}
	copies := b.copies(s)
	empty := s.Type != "text" || len(s.Text) == 0
	scope, of := b.scope, b.of
	for _, c := range copies {
		if s.Each != "" {
			b.of = c.of
		}
		if s.Each == "applicant" && !c.of.IsZero() {
			b.scope = scope.For(c.of)
		}
		b.enter(s)
		blocks := inside(b)
		for _, in := range s.Sections {
			blocks = append(blocks, b.build(in)...)
		}
		empty = empty && len(blocks) == 0
		if len(copies) > 1 && len(blocks) > 0 {
			blocks = []doc.Block{&doc.Section{Title: c.title, Blocks: blocks}}
		}
		section.Blocks = append(section.Blocks, blocks...)
	}
	b.scope, b.of = scope, of
	switch {
	case !empty && s.Type == "exhibits" && len(s.Title)+len(s.Text) == 0:
		return section.Blocks // each starts a page: a heading would stand on one alone
	case !empty:
		return []doc.Block{section}
	case !s.Required, s.Type == "exhibits" && b.o.Enclosed == nil:
		return nil
	}
	b.findings = append(b.findings, Of(EmptySection, s.Name()))
	section.Blocks = append(section.Blocks, &doc.Paragraph{Text: doc.Text{b.gap()}})
	return []doc.Block{section}
}

// heading gives the title of a section.
func (b *builder) heading(s profile.Section) string {
	if title := s.Title.In(b.w.Lang()); title != "" {
		return title
	}
	return b.w.T("dossier.section." + s.Type)
}

// lines prints what the profile itself says, a paragraph each.
func (b *builder) lines(texts []profile.Words) []doc.Block {
	var blocks []doc.Block
	for _, t := range texts {
		blocks = append(blocks, &doc.Paragraph{Text: doc.Plain(t.In(b.w.Lang()))})
	}
	return blocks
}

// gap marks a place where something must be said and is not.
func (b *builder) gap() doc.Span { return doc.Styled(b.w.T("dossier.gap"), doc.Badge) }

// copy is one printing of a section that is printed for several: the applicant
// or the complaint it is for.
type copy struct {
	title string
	of    model.ID
}

// copies gives one for each of those a section is printed for, and at least one.
func (b *builder) copies(s profile.Section) []copy {
	var out []copy
	switch s.Each {
	case "applicant":
		for _, r := range b.scope.Applicants() {
			out = append(out, copy{b.label(r.ID), r.ID})
		}
	case "complaint":
		for i, r := range b.written[b.sectionOf("complaints")] {
			title := r.Text("heading")
			if title == "" {
				title = b.w.T("dossier.complaint", map[string]any{"Number": fmt.Sprint(i + 1)})
			}
			out = append(out, copy{title, r.ID})
		}
	}
	if len(out) == 0 {
		out = []copy{{}}
	}
	return out
}

// enter makes the rules of a section hold.
func (b *builder) enter(s profile.Section) {
	if !b.p.Whole {
		b.forget()
	}
	b.section = s
	b.omit = map[string]bool{}
	for _, f := range slices.Concat(b.p.Omit, s.Omit) {
		b.omit[f] = true
	}
}

// claim sets an anchor; it is empty when something before has set it, since a
// link leads to one place.
func (b *builder) claim(a string) string {
	if b.anchors[a] {
		return ""
	}
	b.anchors[a] = true
	return a
}

// anchored gives the anchor of a record to the entry that is being made of it.
func (b *builder) anchored(r model.Record) string {
	if r.Kind == "evidence" && b.annexes.home != "" && b.annexes.home != b.section.Type && b.annexes.of[r.ID] != nil {
		return "" // a link to an exhibit leads to the exhibit
	}
	return b.claim(anchor(r.ID))
}

// missing reports required fields that hold nothing, of what is printed.
func (b *builder) missing() {
	for _, k := range b.s.Schema.Kinds() {
		if k.Composed { // what another document still lacks; see others
			continue
		}
		for _, r := range b.s.OfKind(k.Name) {
			for _, f := range k.Fields {
				if f.Required && r.Get(f.Name) == "" && (b.used[r.ID] || b.p.Whole) {
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
// plain text, and takes out their page numbers with the words around. A link to
// a record that is told in the paragraph of another leads there.
func dropDeadLinks(d *doc.Document, toldIn map[string]string) {
	set := map[string]bool{}
	d.Walk(func(block doc.Block, _ int) { doc.Anchors(block, func(a string) { set[a] = true }) })
	var clean func(doc.Text)
	clean = func(t doc.Text) {
		for i := range t {
			for to := t[i].Link; to != ""; to = toldIn[to] {
				if set[to] {
					t[i].Link = to
					break
				}
			}
			if l := t[i].Link; l != "" && !doc.IsWeb(l) && !set[l] {
				if t[i].Ref != doc.NoRef && i > 0 && i+1 < len(t) {
					t[i-1].Text, t[i+1].Text = "", "" // see pageOf
				}
				t[i].Link, t[i].Ref = "", doc.NoRef
			}
			if t[i].Note != nil {
				clean(t[i].Note.Text)
			}
		}
	}
	d.Walk(func(block doc.Block, _ int) { doc.Texts(block, clean) })
	if d.Cover != nil {
		for _, f := range d.Cover.Facts {
			clean(f.Value)
		}
	}
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
	face := doc.Charis
	if p.Type.Face == "times" {
		face = doc.Times
	}
	m := p.Page.Margin
	return doc.Page{
		Size: size, Landscape: p.Page.Landscape,
		Body: p.Type.Body, Note: p.Type.Note, Leading: p.Type.Line, Face: face, Justified: p.Type.Justified,
		Margin: doc.Margin{Top: m.Top, Right: m.Right, Bottom: m.Bottom, Left: m.Left},
	}
}
