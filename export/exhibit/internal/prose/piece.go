package prose

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

// Limits of what is read.
const (
	MaxText   = 16 << 20 // bytes of words
	maxPieces = 60_000
	maxDepth  = 64 // of things inside each other
)

// The reasons to refuse a file.
var (
	ErrDamaged  = errors.New("damaged")
	ErrTooLarge = errors.New("over a limit")
	ErrUnknown  = errors.New("not a kind of text that is read here")
	ErrLocked   = errors.New("encrypted")
	ErrEmpty    = errors.New("nothing is written in it")
)

// Kind says what a piece is.
type Kind string

// The kinds of piece.
const (
	Paragraph Kind = "p"
	Heading   Kind = "h"
	Item      Kind = "i" // of a list with bullets
	Quote     Kind = "q"
	Table     Kind = "t"
	Picture   Kind = "f"
	Field     Kind = "k" // a label and what it stands for
	Aside     Kind = "a" // printed small: heads and feet of pages
	File      Kind = "e" // a file inside this one, which is not printed
)

// Style is how words look.
type Style uint8

// The looks.
const (
	Bold Style = 1 << iota
	Italic
	Mono
)

// Span is words of one look.
type Span struct {
	Text  string `json:"t,omitempty"`
	Style Style  `json:"s,omitempty"`
	Note  []Span `json:"n,omitempty"` // a footnote called after the words
}

// Piece is a piece of what is written.
type Piece struct {
	Kind  Kind       `json:"k"`
	Level int        `json:"l,omitempty"` // of a heading or of an item, from 1
	Label string     `json:"b,omitempty"` // of a field: which one; of a picture: what it shows
	Spans []Span     `json:"s,omitempty"`
	Rows  [][][]Span `json:"r,omitempty"` // of a table: its cells
	Part  string     `json:"p,omitempty"` // of a picture: where it lies inside the file
	Size  int64      `json:"z,omitempty"` // of a file
	Sum   string     `json:"h,omitempty"` // its SHA-256
}

// Text is what was read.
type Text struct {
	Pieces  []Piece  `json:"pieces"`
	Charset string   `json:"charset,omitempty"`
	Notes   []string `json:"notes,omitempty"` // codes of what is not given, or not for certain
}

// writer gathers pieces within the limits.
type writer struct {
	text  Text
	bytes int
	err   error
}

func (w *writer) note(code string) {
	for _, n := range w.text.Notes {
		if n == code {
			return
		}
	}
	w.text.Notes = append(w.text.Notes, code)
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// add adds a piece, unless there is nothing in it.
func (w *writer) add(p Piece) {
	p.Spans = w.clean(p.Spans)
	for _, row := range p.Rows {
		for i := range row {
			row[i] = w.clean(row[i])
		}
	}
	empty := len(p.Spans) == 0 && len(p.Rows) == 0 && p.Part == "" && p.Kind != File
	if w.err != nil || empty {
		return
	}
	if len(w.text.Pieces) >= maxPieces {
		w.fail(ErrTooLarge)
		return
	}
	w.text.Pieces = append(w.text.Pieces, p)
}

// clean joins neighbours of one look, drops what is empty and counts the rest.
func (w *writer) clean(spans []Span) []Span {
	var out []Span
	blank := true
	for _, s := range spans {
		s.Text = w.signs(s.Text)
		w.bytes += len(s.Text)
		if w.bytes > MaxText {
			w.fail(ErrTooLarge)
			return nil
		}
		s.Note = w.clean(s.Note)
		blank = blank && len(s.Note) == 0 && onlySpace(s.Text)
		if n := len(out) - 1; n >= 0 && out[n].Style == s.Style && len(out[n].Note) == 0 {
			out[n].Text += s.Text
			out[n].Note = s.Note
			continue
		}
		if s.Text != "" || len(s.Note) > 0 {
			out = append(out, s)
		}
	}
	if blank {
		return nil
	}
	return out
}

func onlySpace(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// signs drops what is no letter and no sign, and writes small pictures among
// the letters by their number: no face for paper has them.
func (w *writer) signs(s string) string {
	plain := true
	for _, r := range s {
		if r == utf8.RuneError || isControl(r) || isEmoji(r) {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	out := make([]byte, 0, len(s)+16)
	for _, r := range s {
		switch {
		case isControl(r), r == 0xFE0F, r == 0xFE0E:
		case isEmoji(r):
			w.note("emoji")
			out = appendCode(out, r)
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7F && r < 0xA0 || r == 0xFEFF
}

// isEmoji knows the blocks that hold nothing but small pictures.
func isEmoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r == 0xFE0F || r == 0xFE0E || r >= 0xE0020 && r <= 0xE007F
}

func appendCode(b []byte, r rune) []byte {
	const hex = "0123456789ABCDEF"
	b = append(b, "[U+"...)
	for shift := 20; shift >= 0; shift -= 4 {
		if d := r >> shift & 15; d != 0 || shift < 16 {
			b = append(b, hex[d])
		}
	}
	return append(b, ']')
}

func (w *writer) done() (*Text, error) {
	if w.err != nil {
		return nil, w.err
	}
	if len(w.text.Pieces) == 0 {
		return nil, ErrEmpty
	}
	return &w.text, nil
}
