package export

import (
	"time"

	"guvoh/export/doc"
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

// cover shows what the case is and what this paper is. Nobody looks for
// sources there: what has any is printed again, with them, in the summary.
func (b *builder) cover(at time.Time) *doc.Cover {
	c := &doc.Cover{Kicker: b.p.TitleIn(b.w.Lang()), Title: b.caseTitle()}
	b.onCover("title")
	for _, name := range onCover {
		if s := b.plain(b.s.Case, name); s != "" {
			c.Facts = append(c.Facts, doc.KeyValue{Label: b.w.Field("case", name), Value: doc.Plain(s)})
			b.onCover(name)
		}
	}
	made := b.w.T("dossier.made", map[string]any{"Date": b.w.Date(moment(at)), "Program": Program})
	c.Facts = append(c.Facts, doc.KeyValue{Label: b.w.T("dossier.made_label"), Value: doc.Plain(made)})
	if b.p.Badge != "" {
		c.Badge = b.w.T("dossier.badge." + b.p.Badge)
	}
	if b.p.Foot != "" {
		c.Foot = doc.Plain(b.w.T("dossier.foot." + b.p.Foot))
	}
	return c
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

// head is the running head: which case, and that it is confidential.
func (b *builder) head() doc.RunningHead {
	h := doc.RunningHead{Left: b.caseTitle()}
	if ref := b.plain(b.s.Case, "reference"); ref != "" {
		h.Left = ref + " · " + h.Left
	}
	if b.p.Badge != "" {
		h.Right = b.w.T("dossier.badge." + b.p.Badge)
	}
	return h
}

func (b *builder) rendererWords() doc.Words {
	return doc.Words{
		PageOf:     b.w.T("dossier.page_of"),
		Contents:   b.w.T("dossier.contents"),
		Continued:  b.w.T("dossier.continued"),
		BadPicture: b.w.T("dossier.bad_picture"),
	}
}

// summary tells the case in a few lines, and what this file holds.
func (b *builder) summary() []doc.Block {
	b.reached[b.s.Case.ID] = true
	blocks, lead := b.account(b.s.Case)
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
