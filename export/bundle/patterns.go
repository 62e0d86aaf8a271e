package bundle

import (
	"context"
	"slices"

	"guvoh/export/docx"
	"guvoh/export/html"
	"guvoh/export/pattern"
	"guvoh/export/profile"
	"guvoh/export/redact"
	"guvoh/export/text"
	"guvoh/model"
)

// Patterns is an order for a document of what several cases have in common. The
// Order says for whom, when, in which words and in which format, of
// [PatternFormats]; its snapshot has what the patterns are told from.
type Patterns struct {
	Order
	Found   []pattern.Found
	By      string
	Alone   bool
	Filters []string
	// Inside makes a document for ourselves, in which everybody is named. Any other
	// names persons only as they allowed it for the purpose, of the vocabulary
	// consent_purpose; the others go by tokens, and of those who said no to it
	// nothing is in it.
	Inside  bool
	Purpose string
	// Further are purposes a no to which leaves a person out as well: in an annex that
	// goes into a dossier those that [AnnexHolds] asks about each time it leaves.
	Further []string
	// Withhold puts a word in the place of what would name somebody all the same,
	// such as the reference of a case; without it no annex is made then, and it
	// fails with a [*HeldPatterns].
	Withhold bool
}

// PatternFormats gives the formats of a document of patterns.
func PatternFormats() []string { return []string{"pdf", "csv", "docx", "html", "txt"} }

// MakePatterns makes a document of patterns, as [Make] makes a dossier: what is
// to be hidden is taken out before anything is told, and the finished file is
// searched for it.
func MakePatterns(ctx context.Context, p Patterns, create Create) (*Result, error) {
	if p.Profile == nil {
		p.Profile = &profile.Profile{ID: "patterns", Shipped: true}
	}
	d := &Draft{order: p.Order}
	from := p.Snapshot
	if !p.Inside {
		var err error
		p.step(StepRedact, 0, 1)
		r := p.readership()
		if from, d.Taken, err = p.takeOut(ctx, r); err != nil {
			return nil, err
		}
		d.Hidden = p.told(r.absent())
		p.step(StepRedact, 1, 1)
	}
	in := p.tell(from, d)
	withheld, err := p.guarded(&in, d)
	if err != nil {
		return nil, err
	}
	d.Document = pattern.Document(in)
	m := &making{ctx: ctx, d: d, o: p.Order, create: create, name: p.Name}
	if m.name == "" {
		m.name = "patterns-" + p.By
	}
	if err := m.printPatterns(in); err != nil {
		return nil, err
	}
	if d.refused() {
		return nil, &Refused{d.Findings}
	}
	if err := m.search(); err != nil {
		return nil, err
	}
	if err := m.release(); err != nil {
		return nil, err
	}
	return &Result{Title: d.Document.Title, Files: m.files(), Pages: m.pages, Hidden: d.Hidden, Taken: d.Taken, Doubtful: m.doubtful, Withheld: withheld}, nil
}

// tell puts the patterns into words.
func (p Patterns) tell(from *model.Snapshot, d *Draft) pattern.Input {
	in := pattern.Input{
		By: p.By, Alone: p.Alone, Filters: slices.Clone(p.Filters), Words: p.Words, At: p.At, Outside: !p.Inside,
	}
	out := map[model.ID]bool{}
	for _, f := range p.Found {
		told, gone := pattern.Tell(p.Words, from, f)
		for _, id := range gone {
			out[id] = true
		}
		if told.Records > 0 {
			in.Patterns = append(in.Patterns, told)
		}
	}
	in.LeftOut = len(out)
	if d.Taken != nil {
		var hidden []model.ID
		for id, h := range d.Taken.Hidden {
			if r, _ := p.Snapshot.Get(id); r.Kind == "person" && !h.Absent {
				hidden = append(hidden, id)
			}
		}
		in.Hidden = len(p.told(hidden))
	}
	return in
}

// told leaves of some persons those of whom the patterns tell: others are in the
// snapshot only so that their names are looked for.
func (p Patterns) told(persons []model.ID) []model.ID {
	of := map[model.ID]bool{}
	for _, f := range p.Found {
		of[f.Record] = true
		for _, o := range f.Records {
			of[o.Person] = true
		}
	}
	return slices.DeleteFunc(persons, func(id model.ID) bool { return !of[id] })
}

// printPatterns prints the document in its format.
func (m *making) printPatterns(in pattern.Input) error {
	if m.o.format() == "pdf" {
		return m.printPDF()
	}
	f, err := m.begin(1, 1)
	if err != nil {
		return err
	}
	switch m.o.format() {
	case "csv":
		return pattern.CSV(f, in)
	case "docx":
		return docx.Write(f, m.d.Document, docx.Options{Drawing: m.drawing, Neutral: m.d.Taken != nil})
	case "html":
		return html.Write(f, m.d.Document, html.Options{})
	}
	return text.Write(f, m.d.Document)
}

// takeOut makes the snapshot without those who may not be named, nor told of.
func (p Patterns) takeOut(ctx context.Context, r readership) (*model.Snapshot, *redact.Result, error) {
	return r.takeOut(ctx, p.withoutTitles(), append(r.fixedWords(), p.sentences()...))
}

// readership is for whom the document is.
func (p Patterns) readership() readership {
	return readership{Order: p.Order, purpose: p.Purpose, absentBy: append([]string{p.Purpose}, p.Further...), more: p.casesOf()}
}

// withoutTitles leaves the titles of cases behind: they tell of people, and a
// reader outside needs none.
func (p Patterns) withoutTitles() *model.Snapshot {
	var all []model.Record
	first := p.Snapshot.Case
	for _, k := range p.Snapshot.Schema.Kinds() {
		for _, r := range p.Snapshot.OfKind(k.Name) {
			if r.Kind == "case" {
				r = r.Clone()
				r.Set("title", "")
				if r.ID == first.ID {
					first = r
				}
			}
			all = append(all, r)
		}
	}
	return model.NewSnapshot(p.Snapshot.Schema, first, all, p.Snapshot.Open)
}

// casesOf tells of which cases the records are that tell of a person.
func (p Patterns) casesOf() func(person model.ID) []model.ID {
	of := map[model.ID][]model.ID{}
	for _, f := range p.Found {
		for _, o := range f.Records {
			of[o.Person] = append(of[o.Person], o.Cases...)
		}
	}
	return func(person model.ID) []model.ID { return of[person] }
}

// sentences are those that the program itself prints: a name that is also one of
// these words must not refuse every document.
func (p Patterns) sentences() []string {
	w := p.Words
	all := pattern.Heads(w)
	all = append(all, pattern.RowHeads(w)...)
	all = append(all, pattern.Method(w, p.By, p.Alone)...)
	for _, key := range []string{"pattern.caution", "pattern.caution.more", "pattern.shared", "pattern.method", "pattern.sources", "pattern.by." + p.By, "listing.withheld"} {
		all = append(all, w.T(key))
	}
	return all
}
