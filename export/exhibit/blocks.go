package exhibit

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"path"

	"guvoh/export/doc"
	"guvoh/export/exhibit/internal/prose"
	"guvoh/model/worker"
)

// Words give the labels around what is printed, in the language of the
// document.
type Words interface {
	T(key string, data ...map[string]any) string
	N(key string, n int, data ...map[string]any) string
}

// wholePage is the height of a picture that has a page to itself, in
// millimetres.
const wholePage = 240

// Blocks gives what is printed of a file that is no PDF and no recording: its
// pictures, or what is written in it. The blocks read the file anew for each
// picture. It fails with a [*Refusal], as the bytes do, or as the context does.
func (r *Reader) Blocks(ctx context.Context, f File, w Words) ([]doc.Block, error) {
	s, err := r.session(ctx, f)
	if err != nil {
		return nil, err
	}
	defer s.end()
	var found written
	if err := s.answer(ctx, askBlocks, nil, &found); err != nil {
		return nil, err
	}
	if found.Text == nil {
		return pictures(f, found.Frames), nil
	}
	b := &blockMaker{reader: r, file: f, words: w}
	for _, p := range found.Pieces {
		b.piece(p)
	}
	b.flush()
	return b.all, nil
}

// pictures gives each picture of a file a page.
func pictures(f File, frames []uint32) []doc.Block {
	figure := func(open func() (io.ReadCloser, error)) *doc.Figure {
		return &doc.Figure{Open: open, Name: f.Name, Alt: f.Name, Height: wholePage}
	}
	if len(frames) < 2 {
		return []doc.Block{figure(f.Open)}
	}
	var all []doc.Block
	for i, at := range frames {
		if i > 0 {
			all = append(all, &doc.PageBreak{})
		}
		all = append(all, figure(func() (io.ReadCloser, error) { return openFrame(f, at) }))
	}
	return all
}

// openFrame gives a TIFF file as if it began with the picture at that place.
func openFrame(f File, at uint32) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(r, head); err != nil {
		r.Close()
		return nil, err
	}
	if head[0] == 'M' {
		binary.BigEndian.PutUint32(head[4:], at)
	} else {
		binary.LittleEndian.PutUint32(head[4:], at)
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), r), r}, nil
}

// blockMaker turns pieces into blocks.
type blockMaker struct {
	reader *Reader
	file   File
	words  Words
	all    []doc.Block
	list   []flatItem // of the list that is open
	rows   []doc.KeyValue
}

type flatItem struct {
	level int
	text  doc.Text
}

// flush ends a list or a run of fields.
func (b *blockMaker) flush() {
	if len(b.list) > 0 {
		items, _ := nested(b.list, 1)
		b.all = append(b.all, &doc.List{Items: items})
		b.list = nil
	}
	if len(b.rows) > 0 {
		b.all = append(b.all, &doc.KeyValues{Rows: b.rows})
		b.rows = nil
	}
}

// nested makes a tree of items by their levels.
func nested(flat []flatItem, level int) (items []doc.Item, rest []flatItem) {
	for len(flat) > 0 && flat[0].level >= level {
		if flat[0].level > level && len(items) > 0 && level < 9 {
			last := &items[len(items)-1]
			last.Sub, flat = nested(flat, level+1)
			continue
		}
		items, flat = append(items, doc.Item{Text: flat[0].text}), flat[1:]
	}
	return items, flat
}

func (b *blockMaker) add(block doc.Block) {
	b.flush()
	b.all = append(b.all, block)
}

// labels are the words before the fields of a message.
var labels = map[string]string{
	"from": "exhibit.mail.from", "to": "exhibit.mail.to", "cc": "exhibit.mail.cc", "bcc": "exhibit.mail.bcc",
	"reply_to": "exhibit.mail.reply_to", "date": "exhibit.mail.date", "subject": "exhibit.mail.subject",
	"message_id": "exhibit.mail.message_id",
}

func (b *blockMaker) piece(p prose.Piece) {
	text := textOf(p.Spans, true)
	switch p.Kind {
	case prose.Heading:
		b.add(&doc.Paragraph{Text: styled(text, doc.Bold)})
	case prose.Item:
		if len(b.rows) > 0 {
			b.flush()
		}
		b.list = append(b.list, flatItem{max(p.Level, 1), text})
	case prose.Quote:
		b.add(&doc.Quote{Text: text})
	case prose.Aside:
		b.add(&doc.Paragraph{Text: styled(text, doc.Small|doc.Grey)})
	case prose.Field:
		if key, known := labels[p.Label]; known {
			b.field(b.words.T(key), text)
		}
	case prose.File:
		about := doc.Text{doc.Styled(p.Label, doc.Mono), {Text: "\n" + b.words.N("dossier.bytes", int(p.Size)) + "\nSHA-256 "}, doc.Digest(p.Sum)}
		b.field(b.words.T("exhibit.mail.attached"), about)
	case prose.Table:
		b.add(tableOf(p.Rows))
	case prose.Picture:
		b.add(&doc.Figure{Open: func() (io.ReadCloser, error) { return b.reader.part(b.file, p.Part) }, Alt: p.Label, Name: path.Base(p.Part)})
	default:
		b.add(&doc.Paragraph{Text: text})
	}
}

func (b *blockMaker) field(label string, value doc.Text) {
	if len(b.list) > 0 {
		b.flush()
	}
	b.rows = append(b.rows, doc.KeyValue{Label: label, Value: value})
}

// textOf makes text of spans; notes are kept where they may stand.
func textOf(spans []prose.Span, notes bool) doc.Text {
	var t doc.Text
	for _, s := range spans {
		style := doc.Style(0)
		for _, p := range []struct {
			look prose.Style
			as   doc.Style
		}{{prose.Bold, doc.Bold}, {prose.Italic, doc.Italic}, {prose.Mono, doc.Mono}} {
			if s.Style&p.look != 0 {
				style |= p.as
			}
		}
		one := doc.Span{Text: s.Text, Style: style}
		if notes && len(s.Note) > 0 {
			one.Note = &doc.Footnote{Text: textOf(s.Note, false)}
		}
		t = append(t, one)
	}
	return t
}

func styled(t doc.Text, style doc.Style) doc.Text {
	for i := range t {
		t[i].Style |= style
	}
	return t
}

// tableOf makes a table whose columns are as wide as what stands in them.
func tableOf(rows [][][]prose.Span) *doc.Table {
	t := &doc.Table{}
	var lengths []int
	for _, row := range rows {
		var cells []doc.Text
		for i, cell := range row {
			text := textOf(cell, true)
			cells = append(cells, text)
			if i == len(lengths) {
				lengths = append(lengths, 0)
			}
			lengths[i] += min(len(text.String()), 200)
		}
		t.Rows = append(t.Rows, doc.Row{Cells: cells})
	}
	for _, n := range lengths {
		t.Columns = append(t.Columns, doc.Column{Weight: min(max(float64(n)/float64(len(rows)), 6), 60)})
	}
	return t
}

// mostPart is how long a picture inside a document may be.
const mostPart = 128 << 20

// part gives the bytes of a picture inside a document.
func (r *Reader) part(f File, name string) (io.ReadCloser, error) {
	ctx := context.Background()
	s, err := r.session(ctx, f)
	if err != nil {
		return nil, err
	}
	defer s.end()
	keep := &keeper{}
	err = s.ask(ctx, askPart, worker.PutBytes(nil, short(name)), func(f worker.Frame) error {
		if f.What != sayData || len(keep.data)+len(f.Body) > mostPart {
			return errNonsense
		}
		keep.data = append(keep.data, f.Body...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return struct {
		io.ReadSeeker
		io.Closer
	}{bytes.NewReader(keep.data), io.NopCloser(nil)}, nil
}
