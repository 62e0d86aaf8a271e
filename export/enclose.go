package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"guvoh/export/doc"
	"guvoh/model"
)

// exhibitPage encloses one exhibit, and a certificate behind a translation.
func (b *builder) exhibitPage(e *exhibit) []doc.Block {
	r := e.evidence
	sum := r.Text("sha256")
	x := &doc.Exhibit{
		Number: e.name, Title: b.exhibitHeading(e), Lang: b.langOf(r), Anchor: b.anchored(r),
		Name: b.plain(r, "file_name"), SHA256: sum,
	}
	if b.p.Exhibits.Stamp {
		x.Stamp = b.stamp(e)
	}
	if b.p.Exhibits.Sheet {
		x.Cover = b.coverSheet(e)
	}
	known, ok := b.o.Enclosed[sum]
	switch {
	case b.isRecording(e):
		x.Blocks = b.recording(e, known)
	case !ok || sum == "":
		b.foundExhibit(NoBytes, e)
		x.Blocks = b.notDrawn(e, b.w.T("dossier.exhibit.no_bytes"))
	case known.Refused != "":
		b.foundExhibit(Undrawable, e)
		x.Blocks = b.notDrawn(e, b.w.T("exhibit.fault."+known.Refused))
	case len(known.Sheets) > 0:
		open := b.s.Open
		x.Sheets, x.Open = b.sheets(e), func() (io.ReadCloser, error) { return open(sum) }
		if !known.Searchable {
			b.foundExhibit(NotSearchable, e)
		}
	default:
		x.Blocks = append(slices.Clone(known.Blocks), b.originalFile(e)...)
	}
	if len(x.Blocks) > 0 {
		head := doc.Text{doc.Styled(e.name+" · "+x.Title, doc.Bold)}
		x.Blocks = append([]doc.Block{&doc.Paragraph{Text: head}}, x.Blocks...)
	}
	blocks := []doc.Block{x}
	if e.original != nil && b.p.Exhibits.Translation {
		blocks = append(blocks, b.certificate(e, x.Stamp))
	}
	return blocks
}

func (b *builder) foundExhibit(code Code, e *exhibit) {
	f := About(code, e.evidence, "")
	f.Detail = e.name
	b.findings = append(b.findings, f)
}

// stamp is what stands on each page of an exhibit besides its number: which
// document it belongs to and which exhibit it is.
func (b *builder) stamp(e *exhibit) string {
	ref := b.fileNumber()
	if ref == "" {
		return e.name
	}
	return ref + " – " + e.name
}

// fileNumber is the number under which the body knows the case, where the first
// page says it; else our own reference, which goes to nobody from whom something
// is hidden.
func (b *builder) fileNumber() string {
	for _, key := range []string{"number", "anumber", "claim"} {
		if s := b.answered("cover", key); s != "" {
			return s
		}
	}
	if b.o.Redacted {
		return ""
	}
	return b.plain(b.s.Case, "reference")
}

// langOf gives the tag of the language of evidence; empty for several.
func (b *builder) langOf(r model.Record) string {
	langs := r.List("languages")
	if _, ok := b.shown(r, "languages"); !ok || len(langs) != 1 {
		return ""
	}
	return langs[0]
}

// coverSheet tells before an exhibit what it is and how it was kept.
func (b *builder) coverSheet(e *exhibit) []doc.Block {
	r := e.evidence
	var rows []doc.KeyValue
	add := func(label string, t doc.Text) {
		if !t.Empty() {
			rows = append(rows, doc.KeyValue{Label: label, Value: t})
		}
	}
	add(b.w.T("dossier.exhibit.exhibit"), doc.Text{doc.Styled(e.name, doc.Bold)})
	add(b.w.Field("evidence", "title"), doc.Plain(b.exhibitHeading(e)))
	add(b.w.Field("evidence", "made"), b.take(r, "made"))
	add(b.w.Field("evidence", "kind"), b.take(r, "kind"))
	add(b.w.Field("evidence", "languages"), b.take(r, "languages"))
	add(b.w.Field("evidence", "pages"), b.pageCount(e))
	add(b.w.Field("evidence", "author"), b.origin(e))
	if e.original != nil {
		add(b.w.T("dossier.translation"), doc.Text{doc.Link(b.translationOf(e), anchor(e.original.evidence.ID))})
	}
	add(b.w.T("dossier.translations"), b.translationCellOf(e))
	add(b.w.Kinds("custody"), doc.Plain(b.custodyLine(r)))
	known := b.o.Enclosed[r.Text("sha256")]
	if len(known.Sheets) > 0 && !known.Searchable {
		add(b.w.T("dossier.exhibit.text"), doc.Plain(b.w.T("dossier.exhibit.not_searchable")))
	}
	var remarks doc.Text
	for _, fault := range known.Remarks {
		remarks = glued(remarks, "\n", doc.Span{Text: b.w.T("exhibit.fault." + fault)})
	}
	add(b.w.T("dossier.exhibit.remarks"), remarks)
	add(b.w.Field("evidence", "file_name"), b.file(r))
	blocks := []doc.Block{&doc.KeyValues{Rows: rows}}
	if sum := b.plain(r, "sha256"); sum != "" {
		blocks = append(blocks, &doc.Hash{Label: b.w.Field("evidence", "sha256"), Hex: sum})
	}
	return blocks
}

// translationCellOf names the translations of an original.
func (b *builder) translationCellOf(e *exhibit) doc.Text {
	if e.original != nil {
		return nil
	}
	return b.translationCell(e)
}

// isRecording tells whether an exhibit is heard or watched and not read.
func (b *builder) isRecording(e *exhibit) bool {
	media := e.evidence.Text("media_type")
	if known, ok := b.o.Enclosed[e.evidence.Text("sha256")]; ok && known.MediaType != "" {
		media = known.MediaType
	}
	if media == "" {
		return slices.Contains([]string{"audio", "video"}, e.evidence.Text("kind"))
	}
	return strings.HasPrefix(media, "audio/") || strings.HasPrefix(media, "video/")
}

// recording stands in the place of a recording, which is handed over apart: how
// long it is, where its words stand, and how to know that a file is this one.
func (b *builder) recording(e *exhibit, known Enclosure) []doc.Block {
	var rows []doc.KeyValue
	add := func(label string, t doc.Text) {
		if !t.Empty() {
			rows = append(rows, doc.KeyValue{Label: label, Value: t})
		}
	}
	add(b.w.Field("evidence", "title"), doc.Plain(b.exhibitHeading(e)))
	add(b.w.Field("evidence", "made"), b.take(e.evidence, "made"))
	if known.Duration > 0 {
		add(b.w.T("dossier.exhibit.duration"), doc.Plain(clock(known.Duration)))
	}
	add(b.w.T("dossier.exhibit.transcript"), b.transcripts(e))
	add(b.w.Field("evidence", "file_name"), b.file(e.evidence))
	blocks := []doc.Block{
		&doc.Callout{Kind: doc.Info, Text: doc.Plain(b.w.T("dossier.exhibit.apart_why"))},
		&doc.KeyValues{Rows: rows},
	}
	if sum := b.plain(e.evidence, "sha256"); sum != "" {
		blocks = append(blocks, &doc.Hash{Label: b.w.Field("evidence", "sha256"), Hex: sum})
	}
	return append(blocks, known.Blocks...)
}

func clock(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// transcripts names where the words of a recording stand: the interview it is
// of, and what translates or writes it down among the exhibits.
func (b *builder) transcripts(e *exhibit) doc.Text {
	t := b.translationCellOf(e)
	for _, i := range b.s.Linked("interview", "recording", e.evidence.ID) {
		title, _ := b.headline(i)
		t = glued(t, b.semicolon(), append(doc.Text{doc.Link(title, anchor(i.ID))}, b.pageOf(i.ID)...)...)
	}
	return t
}

// notDrawn stands in the place of what cannot be printed, and says so.
func (b *builder) notDrawn(e *exhibit, why string) []doc.Block {
	blocks := []doc.Block{&doc.Callout{
		Kind: doc.Warning, Title: b.w.T("dossier.exhibit.not_drawn"), Text: doc.Plain(why),
	}}
	return append(blocks, b.originalFile(e)...)
}

// originalFile says what the original is where its pages are not printed as
// they are; where no cover sheet has said it, also of which day it is and whose.
func (b *builder) originalFile(e *exhibit) []doc.Block {
	var blocks []doc.Block
	var rows []doc.KeyValue
	add := func(label string, t doc.Text) {
		if len(t) > 0 {
			rows = append(rows, doc.KeyValue{Label: label, Value: t})
		}
	}
	if !b.p.Exhibits.Sheet {
		add(b.w.Field("evidence", "made"), b.take(e.evidence, "made"))
		add(b.w.Field("evidence", "author"), b.origin(e))
	}
	add(b.w.T("dossier.exhibit.original"), b.file(e.evidence))
	if len(rows) > 0 {
		blocks = append(blocks, &doc.KeyValues{Rows: rows})
	}
	if sum := b.plain(e.evidence, "sha256"); sum != "" {
		blocks = append(blocks, &doc.Hash{Label: b.w.Field("evidence", "sha256"), Hex: sum})
	}
	return blocks
}

// certificate is the page on which the translator answers for a translation. It
// goes with the exhibit and bears its stamp.
func (b *builder) certificate(e *exhibit, stamp string) *doc.Exhibit {
	from, to := b.languagesOf(e.original.evidence), b.languagesOf(e.evidence)
	text := b.w.T("dossier.certificate.text", map[string]any{"Exhibit": e.name, "Original": e.original.name, "From": from, "To": to})
	title := b.w.T("dossier.certificate.title", map[string]any{"Exhibit": e.name})
	s := &doc.Exhibit{Title: title, Stamp: stamp, Blocks: []doc.Block{
		&doc.Paragraph{Text: doc.Text{doc.Styled(title, doc.Bold)}}, &doc.Paragraph{Text: doc.Plain(text)},
	}}
	if t := b.take(e.evidence, "translator"); len(t) > 0 {
		s.Blocks = append(s.Blocks, &doc.KeyValues{Rows: []doc.KeyValue{{Label: b.w.Field("evidence", "translator"), Value: t}}})
	} else {
		s.Blocks = append(s.Blocks, &doc.Blank{Label: b.w.Field("evidence", "translator")})
	}
	for _, key := range []string{"competence", "contact", "date", "signature"} {
		s.Blocks = append(s.Blocks, &doc.Blank{Label: b.w.T("dossier.certificate." + key)})
	}
	return s
}

func (b *builder) languagesOf(r model.Record) string {
	if s := b.plain(r, "languages"); s != "" {
		return s
	}
	return "…"
}
