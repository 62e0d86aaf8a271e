package compose

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/doc"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/model"
)

// Cover is the name of the first page among the sections.
const Cover = "cover"

// Input is what a view is made of.
type Input struct {
	Profile  *profile.Profile
	Snapshot *model.Snapshot
	Dossier  model.ID
	Words    export.Words // of the language of the document
	Reader   export.Words // of whoever composes it
	At       time.Time
	Held     []export.Finding // what was found by looking into the files of exhibits
}

func (in Input) order() export.Order {
	return export.Order{Profile: in.Profile, Snapshot: in.Snapshot, Dossier: in.Dossier, Words: in.Words, At: in.At}
}

// View is a dossier as it stands.
type View struct {
	Input
	Record   model.Record // the dossier
	Draft    *bundle.Draft
	Sections []*Section // the cover, then those of the profile in its order
	Exhibits []Exhibit  // in the order of the list of documents
	Left     []model.Record
	Checks   []Check
	Used     map[model.ID]bool // records that a paragraph tells of
	Teller   *export.Teller

	numbers map[string]int // of the first numbered paragraph behind an anchor
}

// Way is how a section is worked at.
type Way uint8

// The ways.
const (
	Printed Way = iota // it follows from the record and is only looked at
	Asked              // it has questions to answer
	Written            // it has paragraphs
)

// State is how a section stands.
type State uint8

// The states.
const (
	Nothing State = iota // nothing is in it, and nothing need be
	Done
	Missing // something that the body asks for is not there
	Over    // it is longer than the body takes
)

// Section is one section of the dossier, or its cover.
type Section struct {
	profile.Section
	Name   string
	Title  string // for whoever composes it; empty for the cover
	Number string // of its heading
	Depth  int
	Way    Way
	State  State
	Length gate.Length
	Limits []profile.Limit // how long it may be
	Lacks  int             // how many things the body asks for are not there; 0 when nothing at all is in it

	Parts      []Part      // of one with questions
	Paragraphs []Paragraph // of one that is written
	Flow       []export.Fact
	Lines      []Line // what will be printed of one that is only looked at
	More       int    // lines beyond those
}

// Part is one printing of the questions of a section: for all, or for one
// applicant or complaint.
type Part struct {
	Title     string
	Of        model.ID
	Questions []Question
}

// Question is a question of a form.
type Question struct {
	profile.Field
	Key    string       // of its answer
	Answer model.Record // of the dossier; without an id when nobody answered
	Known  export.Known
}

// Paragraph is a paragraph of the dossier.
type Paragraph struct {
	Record model.Record
	Number string // as it will be printed; empty where the body does not number them
	Told   string // what the record says of what it is about, in its own words
}

// Own tells whether somebody wrote words for it.
func (p Paragraph) Own() bool { return p.Record.Text("text") != "" }

// Look makes the view.
func Look(in Input) *View {
	v := &View{Input: in, Used: map[model.ID]bool{}}
	v.Record, _ = in.Snapshot.Get(in.Dossier)
	v.Draft = bundle.Look(bundle.Order{Profile: in.Profile, Snapshot: in.Snapshot, Dossier: in.Dossier, Words: in.Words, At: in.At})
	v.Teller = export.NewTeller(in.order())
	n := doc.Number(v.Draft.Document)
	v.number(n)
	cover := &Section{Section: profile.Section{Key: Cover, Type: "form"}, Name: Cover, Way: Asked}
	if in.Profile.Cover != nil {
		cover.Fields = in.Profile.Cover.Fields
	}
	v.Sections = []*Section{cover}
	v.gather(in.Profile.Sections, 0)
	answers := map[string]model.Record{}
	for _, a := range in.Snapshot.Rows("answer", in.Dossier) {
		answers[a.Text("field")] = a
	}
	written := map[string][]model.Record{}
	for _, p := range in.Snapshot.Rows("paragraph", in.Dossier) {
		written[p.Text("section")] = append(written[p.Text("section")], p)
		for _, id := range p.Refs("about") {
			v.Used[id] = true
		}
	}
	for _, s := range v.Sections {
		v.fill(s, answers, written[s.Name], n)
	}
	v.exhibits()
	v.Checks = v.checks()
	v.judge()
	return v
}

// number notes under which number each paragraph begins. A heading has the
// number of the paragraph that follows it.
func (v *View) number(n *doc.Numbering) {
	v.numbers = map[string]int{}
	var waiting []string
	v.Draft.Document.Walk(func(b doc.Block, _ int) {
		p, ok := b.(*doc.Paragraph)
		switch {
		case ok && p.Numbered:
			for _, a := range append(waiting, p.Anchor) {
				if a != "" && v.numbers[a] == 0 {
					v.numbers[a] = n.Paragraphs[p]
				}
			}
			waiting = nil
		default:
			doc.Anchors(b, func(a string) { waiting = []string{a} })
		}
	})
}

// gather lists the sections of the profile, those inside others deeper.
func (v *View) gather(sections []profile.Section, depth int) {
	for _, s := range sections {
		one := &Section{Section: s, Name: s.Name(), Title: s.Title.In(v.Reader.Lang()), Depth: depth}
		if one.Title == "" {
			one.Title = v.Reader.T("dossier.section." + s.Type)
		}
		switch {
		case len(s.Fields) > 0:
			one.Way = Asked
		case export.Takes(s.Type):
			one.Way = Written
		}
		for _, l := range v.Profile.Limits {
			if l.Of == one.Name {
				one.Limits = append(one.Limits, l)
			}
		}
		v.Sections = append(v.Sections, one)
		v.gather(s.Sections, depth+1)
	}
}

// fill says what is in a section.
func (v *View) fill(s *Section, answers map[string]model.Record, rows []model.Record, n *doc.Numbering) {
	made := part(v.Draft.Document.Blocks, s.Name)
	if made != nil {
		s.Number = n.Sections[made]
		s.Length = gate.Size(v.Draft.Document, s.Name)
		s.State = Done
	}
	switch s.Way {
	case Asked:
		v.ask(s, answers)
	case Written:
		for _, r := range rows {
			p := Paragraph{Record: r}
			if about := r.Refs("about"); len(about) > 0 {
				p.Told = v.Teller.Told(s.Section, about...)
			}
			if first := v.numbers["r-"+r.ID.String()]; first > 0 {
				words := p.Told
				if p.Own() {
					words = r.Text("text")
				}
				p.Number = through(first, words)
			}
			s.Paragraphs = append(s.Paragraphs, p)
		}
		if s.Type == "narrative" && len(rows) == 0 {
			s.Flow = v.Teller.Flow(s.Section)
		}
		if s.Type == "remedies" || s.Type == "methodology" && len(rows) == 0 {
			s.Lines, s.More = v.lines(s, made, n)
		}
	default:
		s.Lines, s.More = v.lines(s, made, n)
	}
}

// through gives the numbers of a paragraph that is printed as several: each part
// between empty lines has one.
func through(first int, words string) string {
	number, parts := strconv.Itoa(first), 0
	for _, p := range strings.Split(words, "\n\n") {
		if strings.TrimSpace(p) != "" {
			parts++
		}
	}
	if parts < 2 {
		return number
	}
	return number + "–" + strconv.Itoa(first+parts-1)
}

// lines gives what will be printed of a section, without what people wrote in it.
func (v *View) lines(s *Section, made *doc.Section, n *doc.Numbering) ([]Line, int) {
	if made == nil {
		return nil, 0
	}
	blocks := made.Blocks
	if s.Way == Written {
		blocks = slices.DeleteFunc(slices.Clone(blocks), func(b doc.Block) bool {
			_, table := b.(*doc.Table)
			return !table && s.Type == "remedies"
		})
	}
	if len(s.Sections) > 0 { // those inside stand in the outline themselves
		blocks = slices.DeleteFunc(slices.Clone(blocks), func(b doc.Block) bool {
			in, ok := b.(*doc.Section)
			return ok && strings.HasPrefix(in.Anchor, "s-")
		})
	}
	return Lines(blocks, n)
}

// ask says what was answered in a section, and what the record knows.
func (v *View) ask(s *Section, answers map[string]model.Record) {
	for _, c := range v.Teller.Copies(s.Section) {
		p := Part{Title: c.Title, Of: c.Of}
		for _, f := range s.Fields {
			q := Question{Field: f, Key: export.AnswerKey(s.Name, f.Key, c.Of), Known: v.Teller.Known(s.Section, f, c.Of)}
			q.Answer = answers[q.Key]
			if all := answers[export.AnswerKey(s.Name, f.Key, model.ID{})]; !c.Of.IsZero() && all.Text("text") != "" {
				q.Known = export.Known{Value: all.Text("text"), Ticked: ticked(all.Text("text"), f)} // until one has an own
			}
			p.Questions = append(p.Questions, q)
		}
		s.Parts = append(s.Parts, p)
	}
}

// ticked gives the keys of choices that an answer holds.
func ticked(text string, f profile.Field) []string {
	var out []string
	for _, key := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
		if slices.ContainsFunc(f.Choices, func(c profile.Choice) bool { return c.Key == key }) {
			out = append(out, key)
		}
	}
	return out
}

// Section finds a section by its name; nil when there is none.
func (v *View) Section(name string) *Section {
	for _, s := range v.Sections {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// judge says how each section stands, by what the gate found in it.
func (v *View) judge() {
	for _, c := range v.Checks {
		s := v.Section(c.Section)
		if s == nil || c.Passed() {
			continue
		}
		switch c.Code {
		case export.OverPages, export.OverWords, export.OverCharacters, export.TooLong:
			s.State = Over
		case export.EmptySection, export.Unanswered, export.OnlyReference, export.NoGrounds, export.UnknownExhibit, export.NeedsInstead, export.NoLetter:
			if s.State != Over {
				s.State = Missing
			}
			if c.Code == export.EmptySection { // what would be printed is the mark of a gap
				s.Length, s.Lines = gate.Length{}, nil
			} else {
				s.Lacks += len(c.All)
			}
		}
	}
	if s := v.Section(Cover); s.State == Nothing {
		s.State = Done
	}
}
