package export

import (
	"slices"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// Teller answers, without printing a document, what whoever composes one wants
// to know of the record: what it says for a question, in which words it tells
// something, how exhibits are cited. It may be asked for the same thing again.
type Teller struct{ b *builder }

// NewTeller makes the teller of an order.
func NewTeller(o Order) *Teller { return &Teller{newBuilder(o)} }

// Copy is one printing of a section that is printed for several: for whom it
// is, by a title and by the id that stands in the keys of its answers. One that
// is printed once has neither.
type Copy struct {
	Title string
	Of    model.ID
}

// Copies gives the printings of a section, at least one. What stands inside a
// section is printed with it.
func (t *Teller) Copies(s profile.Section) []Copy {
	var out []Copy
	for _, c := range t.b.copies(s) {
		out = append(out, Copy{c.title, c.of})
	}
	return out
}

// Known is what the record says for a question of a form.
type Known struct {
	Value  string
	Ticked []string // keys of the choices, where there are choices
	Spots  []Spot   // where it stands
}

// Known gives what the record says for a question that is printed for that
// applicant or complaint; of is zero where it is printed once.
func (t *Teller) Known(section profile.Section, f profile.Field, of model.ID) Known {
	b := t.b
	scope := b.scope
	defer func() { b.scope, b.of, b.findings = scope, model.ID{}, nil }()
	if _, person := b.s.Get(of); person && section.Each == "applicant" {
		b.scope, b.of = scope.For(of), of
	}
	b.enter(section)
	var k Known
	if len(f.Choices) > 0 {
		for _, c := range f.Choices {
			for _, from := range c.From {
				if !b.find(from).Empty() {
					k.Ticked = append(k.Ticked, c.Key)
					k.Spots = append(k.Spots, b.spots(from)...)
					break
				}
			}
		}
		return k
	}
	for _, from := range f.From {
		if value := words(b.find(from)); value != "" {
			return Known{Value: value, Spots: b.spots(from)}
		}
	}
	return k
}

func (b *builder) spots(from string) []Spot {
	path, err := ParsePath(from)
	if err != nil {
		return nil // CheckPaths tells of it
	}
	return b.scope.Find(path)
}

// Told gives the words in which a paragraph of a section tells records as long
// as nobody wrote any.
func (t *Teller) Told(section profile.Section, about ...model.ID) string {
	t.b.enter(section)
	var parts []string
	for _, f := range t.b.facts(t.b.scope.get(about)) {
		for _, text := range f.texts {
			parts = append(parts, words(text))
		}
	}
	t.b.findings = nil
	return strings.Join(parts, "\n\n")
}

// Fact is something of the record that flows into a section by itself.
type Fact struct {
	About model.ID
	Text  string
}

// Flow gives what flows into a narrative in which nobody wrote a paragraph, in
// the order in which it is printed. What is told with something else stands
// with that.
func (t *Teller) Flow(section profile.Section) []Fact {
	b := t.b
	b.enter(section)
	b.anchors = map[string]bool{} // no other section has told them
	byAnchor := map[string]model.Record{}
	for _, kind := range b.s.Schema.Kinds() {
		for _, r := range b.s.OfKind(kind.Name) {
			byAnchor[anchor(r.ID)] = r
		}
	}
	var out []Fact
	for _, block := range b.flow() {
		p, ok := block.(*doc.Paragraph)
		if !ok {
			continue
		}
		if r, begins := byAnchor[p.Anchor]; begins {
			out = append(out, Fact{About: r.ID})
		}
		if i := len(out) - 1; i >= 0 {
			out[i].Text = strings.TrimSpace(out[i].Text + "\n\n" + words(p.Text))
		}
	}
	b.findings = nil
	return out
}

// words gives what a text says without its notes and its numbers of pages.
func words(t doc.Text) string { return strings.TrimSpace(t.Unpaged().String()) }

// Cited is an exhibit as readers of the document know it.
type Cited struct {
	Row, Evidence model.Record
	Cite          string // "7", "7T", "C"
	Name          string // "Ex. 7"
	Title         string
	Original      model.ID // the evidence that this one translates; zero for none
	Group         int      // of the profile
	Issued        bool     // its number was given out and stays
}

// Exhibits gives the exhibits in the order of the list of documents.
func (t *Teller) Exhibits() []Cited {
	var out []Cited
	for _, e := range t.b.annexes.list {
		c := Cited{Row: e.row, Evidence: e.evidence, Cite: e.cite, Name: e.name, Title: t.b.exhibitHeading(e), Group: e.group, Issued: given(e.row)}
		if e.original != nil {
			c.Original = e.original.evidence.ID
		}
		out = append(out, c)
	}
	return out
}

// Cite writes how an exhibit with that number is cited: "Ex. 7".
func (t *Teller) Cite(number string) string {
	if t.b.p.Exhibits == nil {
		return number
	}
	return t.b.exhibitName(number)
}

// Recite gives a text in which each citation of an exhibit names it by its new
// number. Numbers that are not in the list stay.
func (t *Teller) Recite(text string, to map[string]string) string {
	find := t.b.annexes.find
	if find == nil || len(to) == 0 {
		return text
	}
	var out strings.Builder
	at := 0
	for _, c := range find.all(text) {
		bare := strings.TrimRight(c.cite, "T0123456789")
		if bare == "" {
			bare, _, _ = strings.Cut(c.cite, "T")
		}
		now, ok := to[bare]
		i := strings.LastIndex(text[c.from:c.to], bare)
		if !ok || i < 0 {
			continue
		}
		out.WriteString(text[at : c.from+i])
		out.WriteString(now)
		at = c.from + i + len(bare)
	}
	out.WriteString(text[at:])
	return out.String()
}

// Letters tells whether exhibits go by letters.
func (t *Teller) Letters() bool { return t.b.p.Exhibits != nil && t.b.p.Exhibits.Scheme == "letter" }

// Number writes a number as the exhibits of the profile are numbered.
func (t *Teller) Number(n int) string {
	if t.Letters() {
		return letter(n)
	}
	return strconv.Itoa(n)
}

// Takes tells whether people write paragraphs in sections of a type.
func Takes(sectionType string) bool {
	return slices.Contains([]string{"narrative", "complaints", "remedies", "methodology"}, sectionType)
}
