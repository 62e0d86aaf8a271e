package export

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// AnswerKey names the answer to a question in the records of a dossier, where
// the section is printed once: "section.field". Where it is printed for several,
// each has an answer of its own, with the id of the applicant or of the
// complaint behind; one without an id is that of all who have none.
func AnswerKey(section, field string, of model.ID) string {
	key := section + "." + field
	if !of.IsZero() {
		key += "." + of.String()
	}
	return key
}

// oneLine is how many letters of boxes with their words stand side by side.
const oneLine = 60

// shortAnswer is how many letters stand beside a question and not below it.
const shortAnswer = 90

var (
	emptyLine = regexp.MustCompile(`\n[ \t]*\n+`)
	newLine   = regexp.MustCompile(`\s*\n\s*`)
)

// form prints the questions of a body with what is known or was answered.
// Nothing is printed of a form that need not be there and of which nothing is
// known, unless it is to be copied box by box.
func (b *builder) form() []doc.Block {
	s := b.section
	var blocks []doc.Block
	known, before := false, len(b.findings)
	for _, f := range s.Fields {
		rows, said := b.question(s.Name(), f)
		known = known || said
		blocks = append(blocks, rows...)
	}
	if !known && !s.Required && !b.p.Helper {
		b.findings = b.findings[:before] // of a form that is not there
		return nil
	}
	return blocks
}

// question prints one question; said tells whether anything is known.
func (b *builder) question(section string, f profile.Field) (blocks []doc.Block, said bool) {
	label := f.Label.In(b.w.Lang())
	if f.Number != "" {
		label = f.Number + " " + label
	}
	a := b.answer(section, f)
	count := len([]rune(a.words))
	if f.Max > 0 && count > f.Max {
		b.foundIn(TooLong, section, f.Key, count, f.Max)
	}
	if f.Long && b.refersOnly(a.words) {
		b.foundIn(OnlyReference, section, f.Key, 0, 0)
	}
	if !a.said {
		if a.value = glued(a.value, " ", b.unanswered(section, f)...); a.value.Empty() {
			return nil, false
		}
	}
	short := len([]rune(a.words)) <= shortAnswer && !strings.Contains(a.words, "\n") && !b.p.Helper
	if !f.Long || !a.said || short {
		return []doc.Block{&doc.KeyValues{Rows: []doc.KeyValue{{Label: label, Value: a.value}}}}, a.said
	}
	blocks = append(blocks, &doc.Paragraph{Text: doc.Text{doc.Styled(label, doc.Bold)}})
	for _, p := range parted(a.value) {
		blocks = append(blocks, &doc.Paragraph{Text: p})
	}
	return append(blocks, b.counter(section, count, f.Max)...), true
}

// unanswered stands in the place of an answer. A question without a number that
// need not be answered is left out with it: nobody would miss it.
func (b *builder) unanswered(section string, f profile.Field) doc.Text {
	switch {
	case f.Required:
		b.foundIn(Unanswered, section, f.Key, 0, 0)
		return doc.Text{b.gap()}
	case len(f.Choices) > 0, f.Number == "" && !b.p.Helper:
		return nil
	}
	return doc.Text{doc.Styled("—", doc.Grey)}
}

// foundIn reports something about a question of a form.
func (b *builder) foundIn(code Code, section, field string, count, most int) {
	f := Of(code, section)
	f.Field, f.Count, f.Max = field, count, most
	b.findings = append(b.findings, f)
}

// reply is what stands in the place for an answer.
type reply struct {
	value doc.Text
	words string // those that count where there is only so much room
	said  bool   // there is an answer
}

// answer gives what stands in a field: what was answered, else the first of its
// paths that gives something.
func (b *builder) answer(section string, f profile.Field) reply {
	answered := b.answered(section, f.Key)
	if len(f.Choices) > 0 {
		return b.boxes(f, answered)
	}
	if answered != "" {
		return reply{b.cited(answered), answered, true}
	}
	for _, from := range f.From {
		if t := b.find(from); !t.Empty() {
			return reply{t, t.String(), true}
		}
	}
	return reply{}
}

// answered gives the words of the dossier for a question.
func (b *builder) answered(section, field string) string {
	if s := b.answers[AnswerKey(section, field, b.of)]; s != "" {
		return s
	}
	return b.answers[AnswerKey(section, field, model.ID{})]
}

// find prints what a path gives, each value once.
func (b *builder) find(from string) doc.Text {
	path, err := ParsePath(from)
	if err != nil {
		return nil // CheckPaths tells of it
	}
	var t doc.Text
	seen := map[string]bool{}
	for _, spot := range b.scope.Find(path) {
		value := b.spot(spot)
		if said := value.String(); !value.Empty() && !seen[said] {
			seen[said] = true
			t = glued(t, b.semicolon(), value...)
		}
	}
	return t
}

func (b *builder) spot(s Spot) doc.Text {
	if s.Field != "" {
		return b.take(s.Record, s.Field)
	}
	return b.inLine(s.Record)
}

// lineFields are the fields by which a form names a record in one line.
var lineFields = map[string][]string{
	"identity_document": {"kind", "number", "country", "issued_by", "issued"},
	"residence":         {"address", "place"},
	"person_name":       {"text"},
	"event":             {"date", "title", "place"},
	"act":               {"type", "date", "methods"},
	"injury":            {"kind", "site", "side"},
	"detention":         {"from", "kind", "place", "custodian"},
	"proceeding":        {"title", "kind", "body", "number"},
	"step":              {"date", "kind", "body", "outcome"},
	"charge":            {"article", "title", "outcome"},
	"sentence":          {"kind", "term", "from", "ends"},
	"interview":         {"start", "interviewee"},
	"deadline":          {"title", "due", "zone"},
	"intervention":      {"date", "title", "to", "to_words"},
	"relationship":      {"kind", "other"},
	"consent":           {"purpose", "given"},
	"involvement":       {"who", "rank", "degree"},
	"custody":           {"date", "action", "by", "to"},
}

// inLine names a record in one line: what was when, where and by whom.
func (b *builder) inLine(r model.Record) doc.Text {
	names, ok := lineFields[r.Kind]
	if !ok {
		return doc.Text{b.link(r.ID)}
	}
	var t doc.Text
	for _, name := range names {
		if len(t) == 0 {
			t = b.composedField(r, name)
		} else {
			t = glued(t, ", ", b.midst(r, name)...)
		}
	}
	return t
}

// named prints a field, or what is composed of several under one name.
func (b *builder) named(r model.Record, name string) doc.Text {
	switch name {
	case "article":
		return b.article(r)
	case "term":
		return b.term(r)
	case "from":
		return b.period(r)
	}
	return b.take(r, name)
}

// boxes prints what can be ticked, and what is. An answer holds the keys of
// what was ticked, parted by commas or lines.
func (b *builder) boxes(f profile.Field, answered string) reply {
	ticked := strings.FieldsFunc(answered, func(r rune) bool { return r == ',' || r == '\n' || r == ' ' })
	if answered == "" {
		for _, c := range f.Choices {
			if slices.ContainsFunc(c.From, func(from string) bool { return !b.find(from).Empty() }) {
				ticked = append(ticked, c.Key)
			}
		}
	}
	wide, said := 0, false
	for _, c := range f.Choices {
		wide += len([]rune(c.Label.In(b.w.Lang()))) + 4
	}
	sign := "\n"
	if wide <= oneLine {
		sign = "\u2003"
	}
	var t doc.Text
	for _, c := range f.Choices {
		box := "☐"
		if slices.Contains(ticked, c.Key) && (f.Several || !said) {
			box, said = "☒", true
		}
		t = glued(t, sign, doc.Span{Text: box + "\u00A0" + c.Label.In(b.w.Lang())})
	}
	return reply{value: t, said: said}
}

// parted splits a text at its empty lines; what is called in it stays in place.
func parted(t doc.Text) []doc.Text { return partedAt(emptyLine, t) }

func partedAt(line *regexp.Regexp, t doc.Text) []doc.Text {
	var out []doc.Text
	var now doc.Text
	for _, s := range t {
		pieces := line.Split(s.Text, -1)
		for i, piece := range pieces {
			if i > 0 {
				out, now = append(out, now), nil
			}
			part := s
			part.Text = piece
			if i < len(pieces)-1 {
				part.Note = nil
			}
			if part.Text != "" || part.Note != nil || part.Ref != doc.NoRef {
				now = append(now, part)
			}
		}
	}
	return append(out, now)
}

// counter says how long a text is, in a document from which it is copied into a
// form that has only so much room.
func (b *builder) counter(section string, count, most int) []doc.Block {
	if !b.p.Helper || count == 0 {
		return nil
	}
	words := b.w.N("dossier.characters", count)
	pages := 0
	for _, l := range b.p.Limits {
		switch {
		case l.Of != section:
		case l.What == "pages":
			pages = l.Max
		case l.What == "characters" && most == 0:
			most = l.Max
		}
	}
	if most > 0 && pages > 0 {
		part := float64(count) * float64(pages) / float64(most)
		words += b.semicolon() + b.w.N("dossier.of_pages", pages, map[string]any{"Part": b.decimal(part)})
	}
	return []doc.Block{&doc.Paragraph{Text: doc.Text{doc.Styled(words, doc.Small|doc.Grey)}}}
}

// decimal writes a number with one digit after the sign of the language.
func (b *builder) decimal(x float64) string {
	return b.pointed(strconv.FormatFloat(x, 'f', 1, 64))
}
