package exhibit

import (
	"context"
	"io"
	"strings"
	"unicode/utf8"

	"guvoh/export/exhibit/internal/picture"
	"guvoh/export/exhibit/internal/prose"
	"guvoh/export/exhibit/internal/recording"
	"guvoh/export/pdfview"
	"guvoh/model/worker"
)

// allText sends what is written in the file.
func (s *side) allText() error {
	head, err := s.head(4 << 10)
	if err != nil {
		return err
	}
	t := &teller{side: s}
	about := aboutText{}
	switch {
	case isPDF(head):
		about.Kind = PDF
		about.Unread, err = s.textOfPDF(t)
	case picture.Kind(head) != "":
		about.Kind = Picture
	case recording.Kind(head) != "":
		about.Kind = Recording
	default:
		about.Kind, err = s.textOfWords(t, head)
	}
	if err != nil {
		return err
	}
	return s.json(about, nil)
}

// textOfPDF reads page by page. PDFium reads what stands there as it is drawn, in
// a sandbox of its own.
func (s *side) textOfPDF(t *teller) (unread int, err error) {
	ctx := context.Background()
	d, err := pdfview.OpenFrom(ctx, s.file, s.file.size)
	if err != nil {
		return 0, refusalOf(ctx, err)
	}
	defer d.Close()
	for i := range d.Pages() {
		text, err := d.Text(i)
		if err != nil {
			unread++
			continue
		}
		t.page = i + 1
		t.paragraph(ofPage(text))
		if err := t.end(); err != nil {
			return unread, err
		}
	}
	return unread, nil
}

// ofPage puts words together that are divided at the end of a line, which PDFium
// marks, and drops the signs that stand for no letter.
func ofPage(text string) string {
	const divided, divided2, soft = "\x02", "\uFFFE", "\u00AD"
	text = strings.NewReplacer(
		divided+"\r\n", "", divided2+"\r\n", "", soft+"\r\n", "", divided+"\n", "", divided2+"\n", "", soft+"\n", "",
		divided, "", divided2, "", soft, "", "\r\n", "\n", "\r", "\n", "\x00", "").Replace(text)
	return strings.TrimSpace(text)
}

// textOfWords reads what a stranger has written, each of its pieces.
func (s *side) textOfWords(t *teller, head []byte) (Kind, error) {
	kind, _ := s.kindOfWords(head)
	read := s.read
	if prose.IsRTF(head) {
		kind, read = Document, s.readRTF
	}
	text, err := read()
	if err != nil {
		return kind, err
	}
	for _, p := range text.Pieces {
		t.paragraph(plainOf(p))
		if t.size >= goodPassage {
			if err := t.end(); err != nil {
				return kind, err
			}
		}
	}
	return kind, t.end()
}

func (s *side) readRTF() (*prose.Text, error) {
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return prose.ReadRTF(s.file)
}

// plainOf gives the words of a piece: of a table its cells, of a picture what is
// said of it, of a file that is enclosed its name.
func plainOf(p prose.Piece) string {
	var b strings.Builder
	if p.Kind == prose.Picture || p.Kind == prose.File {
		b.WriteString(p.Label)
	}
	addSpans(&b, p.Spans)
	for _, row := range p.Rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteString(" | ")
			}
			addSpans(&b, cell)
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

// addSpans adds words, and behind them the notes that are called in them.
func addSpans(b *strings.Builder, spans []prose.Span) {
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	for _, s := range spans {
		if len(s.Note) > 0 {
			b.WriteString("\n")
			addSpans(b, s.Note)
		}
	}
}

// teller sends passages.
type teller struct {
	side *side
	page int
	text []string // of the passage that is being gathered
	size int
	all  int
}

// paragraph adds to a passage.
func (t *teller) paragraph(text string) {
	if text != "" {
		t.text, t.size = append(t.text, text), t.size+len(text)
	}
}

// end sends what was gathered, in as many pieces as it needs.
func (t *teller) end() error {
	rest := strings.Join(t.text, "\n\n")
	if t.all += len(rest); t.all > mostText {
		return &Refusal{TooLarge}
	}
	t.text, t.size = t.text[:0], 0
	for rest != "" {
		n := cut(rest, maxPassage)
		if err := t.side.say(sayText, worker.PutBytes(worker.PutInt(nil, int64(t.page)), rest[:n])); err != nil {
			return err
		}
		rest = strings.TrimLeft(rest[n:], " \n")
	}
	return nil
}

// cut finds where to divide a text that is longer than allowed: between words
// where there is a place, and never within a letter.
func cut(text string, most int) int {
	if len(text) <= most {
		return len(text)
	}
	n := most
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	if space := strings.LastIndexAny(text[:n], " \n\t"); space > most/2 {
		return space
	}
	return n
}
