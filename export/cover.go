package export

import (
	"slices"
	"strings"
	"time"

	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// onCover are the fields of the case that the cover shows.
var onCover = []string{"reference", "status", "confidentiality", "countries", "opened", "closed", "team"}

func (b *builder) caseTitle() string {
	if s := b.plain(b.s.Case, "title"); s != "" {
		return s
	}
	return b.label(b.s.Case.ID)
}

// docTitle is what the document is called: as its dossier, else as the case.
func (b *builder) docTitle() string {
	if s := b.plain(b.scope.Dossier(), "title"); s != "" {
		return s
	}
	return b.caseTitle()
}

// cover shows what the document is and to whom it goes. Nobody looks for
// sources there.
func (b *builder) cover() *doc.Cover {
	lang := b.w.Lang()
	c := &doc.Cover{Kicker: b.p.TitleIn(lang), Title: b.docTitle()}
	if b.p.Badge != "" {
		c.Badge = b.w.T("dossier.badge." + b.p.Badge)
	}
	if b.p.Foot != "" {
		c.Foot = doc.Plain(b.w.T("dossier.foot." + b.p.Foot))
	}
	if b.internal {
		c.Facts = b.caseFacts()
		return c
	}
	if body := b.p.Body.In(lang); body != "" {
		c.Kicker, c.Subtitle = body, b.p.TitleIn(lang)
	}
	if own := b.p.Cover; own != nil {
		b.ownCover(c, own)
	}
	if to := b.plain(b.scope.Dossier(), "recipient"); to != "" {
		c.Facts = append(c.Facts, doc.KeyValue{Label: b.w.Field("dossier", "recipient"), Value: doc.Plain(to)})
	}
	day := b.plain(b.scope.Dossier(), "date")
	if day == "" {
		day = b.w.Date(dayOf(b.o.At))
	}
	c.Facts = append(c.Facts, doc.KeyValue{Label: b.w.Field("dossier", "date"), Value: doc.Plain(day)})
	return c
}

// ownCover adds what is peculiar to the first page of a body.
func (b *builder) ownCover(c *doc.Cover, own *profile.Cover) {
	lang := b.w.Lang()
	if s := own.Kicker.In(lang); s != "" {
		c.Kicker, c.Subtitle = s, b.p.TitleIn(lang)
	}
	for _, n := range own.Notice {
		c.Notice = append(c.Notice, n.In(lang))
	}
	c.Blocks = b.lines(own.Lead)
	if s := own.Foot.In(lang); s != "" {
		c.Foot = doc.Plain(s)
	}
	b.enter(profile.Section{Key: "cover"})
	inCaption := b.caption(c, own)
	for _, f := range own.Fields {
		if inCaption[f.Key] {
			continue
		}
		a := b.answer("cover", f)
		if !a.said && !f.Required {
			continue
		}
		if !a.said {
			a.value = glued(a.value, " ", b.unanswered("cover", f)...)
		}
		said := uncalled(a.value)
		if len(own.Notice) > 0 && f.Required { // belongs to what must be seen on the face of the document
			c.Notice = append(c.Notice, f.Label.In(lang)+b.colon()+said.String())
			continue
		}
		c.Facts = append(c.Facts, doc.KeyValue{Label: f.Label.In(lang), Value: said})
	}
}

// caption composes the head of a court's first page, and tells which answers
// stand in it. What it holds is not said again below.
func (b *builder) caption(c *doc.Cover, own *profile.Cover) map[string]bool {
	inside := map[string]bool{}
	if len(own.Caption) == 0 {
		return inside
	}
	t := &doc.Table{Bare: true, Columns: []doc.Column{{Weight: 3}, {Weight: 1.4, Align: doc.End}}}
	for _, row := range own.Caption {
		left, right := b.captionText(row.Left, own, inside), b.captionText(row.Right, own, inside)
		if len(left)+len(right) > 0 {
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Text{left, right}})
		}
	}
	c.Caption, c.Kicker, c.Title, c.Subtitle = t, "", b.p.TitleIn(b.w.Lang()), ""
	return inside
}

// captionText writes the lines of one side of a row. A line whose answer is not
// known and need not be is left out.
func (b *builder) captionText(words profile.Words, own *profile.Cover, inside map[string]bool) doc.Text {
	var t doc.Text
	for _, line := range strings.Split(words.In(b.w.Lang()), "\n") {
		var said doc.Text
		at, known := 0, true
		for _, m := range profile.Gap.FindAllStringSubmatchIndex(line, -1) {
			key := line[m[2]:m[3]]
			i := slices.IndexFunc(own.Fields, func(f profile.Field) bool { return f.Key == key })
			inside[key] = true
			value := b.captionValue(own.Fields[i])
			known = known && len(value) > 0
			if m[0] > at {
				said = append(said, doc.Span{Text: line[at:m[0]]})
			}
			said, at = append(said, value...), m[1]
		}
		if at < len(line) {
			said = append(said, doc.Span{Text: line[at:]})
		}
		if known && len(said) > 0 {
			t = glued(t, "\n", said...)
		}
	}
	return t
}

// captionValue gives what was answered, or ticked.
func (b *builder) captionValue(f profile.Field) doc.Text {
	a := b.answer("cover", f)
	switch {
	case a.said && len(f.Choices) == 0:
		return styled(uncalled(a.value), doc.Bold)
	case a.said:
		for _, line := range strings.FieldsFunc(a.value.String(), func(r rune) bool { return r == '\n' || r == '\u2003' }) {
			if label, ticked := strings.CutPrefix(line, "☒\u00A0"); ticked {
				return doc.Text{doc.Styled(label, doc.Bold)}
			}
		}
	case f.Required:
		return b.unanswered("cover", f)
	}
	return nil
}

// uncalled gives a text without the calls of its footnotes.
func uncalled(t doc.Text) doc.Text {
	var out doc.Text
	for _, s := range t {
		if s.Note = nil; s.Text != "" || s.Ref != doc.NoRef {
			out = append(out, s)
		}
	}
	return out
}

// caseFacts tell those who work on a case which one it is. What has a source is
// printed again, with it, in the summary.
func (b *builder) caseFacts() []doc.KeyValue {
	var rows []doc.KeyValue
	b.onCover("title")
	for _, name := range onCover {
		if s := b.plain(b.s.Case, name); s != "" {
			rows = append(rows, doc.KeyValue{Label: b.w.Field("case", name), Value: doc.Plain(s)})
			b.onCover(name)
		}
	}
	made := b.w.T("dossier.made", map[string]any{"Date": b.w.Date(moment(b.o.At)), "Program": Program})
	return append(rows, doc.KeyValue{Label: b.w.T("dossier.made_label"), Value: doc.Plain(made)})
}

// onCover remembers that a field of the case has been printed whole.
func (b *builder) onCover(name string) {
	if len(b.citesOf(b.s.Case, name)) == 0 {
		b.mark(b.s.Case, name)
	}
}

// moment is a time to the minute as a date that can be printed.
func moment(at time.Time) model.Date {
	day, clock := at.Format(time.DateOnly), at.Format("15:04")
	return model.Date{Earliest: day, Latest: day, From: clock, Until: clock, Precision: model.PrecisionTime, Zone: at.Format("-07:00")}
}

func dayOf(at time.Time) model.Date {
	day := at.Format(time.DateOnly)
	return model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}
}

// head is the running head: which case, and that it is confidential. Our own
// reference tells nobody else anything.
func (b *builder) head() doc.RunningHead {
	h := doc.RunningHead{Left: b.docTitle()}
	if ref := b.plain(b.s.Case, "reference"); ref != "" && b.internal {
		h.Left = ref + " · " + h.Left
	}
	if b.p.Badge != "" {
		h.Right = b.w.T("dossier.badge." + b.p.Badge)
	}
	return h
}

func (b *builder) rendererWords() doc.Words { return DocumentWords(b.w) }

// DocumentWords are the words that a renderer prints by itself.
func DocumentWords(w Words) doc.Words {
	return doc.Words{
		PageOf:     w.T("dossier.page_of"),
		Contents:   w.T("dossier.contents"),
		Continued:  w.T("dossier.continued"),
		BadPicture: w.T("dossier.bad_picture"),
		BadExhibit: w.T("dossier.bad_exhibit"),
		PartOf:     w.T("dossier.part_of"),
		InVolume:   w.T("dossier.in_volume"),
		VolumeOf:   w.T("dossier.volume_of"),
		AtPage:     w.T("dossier.at_page"),
		Figure:     w.T("dossier.figure"),
		Link:       w.T("dossier.link"),
	}
}

// summary tells the case in a few lines, and what this file holds.
func (b *builder) summary() []doc.Block {
	b.reached[b.s.Case.ID] = true
	blocks, lead := b.account(b.s.Case)
	if !b.internal { // who works on it, and how much is recorded, is nobody else's business
		return blocks
	}
	blocks = append(blocks, b.sourceLine(lead)...)
	var rows []doc.KeyValue
	participants := b.s.Rows("participant", b.s.Case.ID)
	label := b.kinds(participants)
	for _, p := range participants {
		row := b.row(label, p, "person", "role")
		row.Value = append(row.Value, b.pageOf(p.Ref("person"))...)
		rows, label = append(rows, row), ""
	}
	short, longer := b.split(b.s.Case)
	if rows = append(rows, short...); len(rows) > 0 {
		blocks = append(blocks, &doc.KeyValues{Rows: rows})
	}
	blocks = append(blocks, longer...)
	if t := b.holds(); len(t) > 0 {
		blocks = append(blocks, &doc.Paragraph{Text: t})
	}
	return blocks
}

// counted are the kinds that a reader asks "how many" about.
var counted = []string{
	"person", "event", "act", "injury", "detention", "proceeding", "interview", "evidence", "source", "citation", "note",
}

// holds counts records by kind, in one line.
func (b *builder) holds() doc.Text {
	var t doc.Text
	for _, kind := range counted {
		n := len(b.s.OfKind(kind))
		if n == 0 {
			continue
		}
		count := b.w.T("dossier.kind_count", map[string]any{"Kind": b.w.Kinds(kind), "Records": b.records(n)})
		t = glued(t, " · ", doc.Span{Text: count})
	}
	if len(t) == 0 {
		return nil
	}
	return styled(append(doc.Plain(b.w.T("dossier.holds")+" "), t...), doc.Small|doc.Grey)
}
