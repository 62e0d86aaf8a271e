package pdf

import (
	"encoding/binary"
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"

	"guvoh/export/pdf/internal/typeset"
)

// frag is a stretch of a line with one face and one span. Its glyphs are packed
// into a few bytes each, since a long document holds millions until the last
// page number is known.
type frag struct {
	face   *typeset.Face
	size   float64
	width  float64
	span   int
	glyphs []byte // empty when nothing is drawn
}

// In packed glyphs a number below firstGlyph is an order, any other a glyph,
// followed by the text it stands for: its length and its bytes.
const (
	moveGlyph  = iota // by thousandths of the size, to the left
	raiseGlyph        // to hundredths of a point above the base line
	firstGlyph
)

// packer packs glyphs. It remembers the widths that the file will state, since
// glyphs are placed by how far they are from there.
type packer struct {
	setter *typeset.Setter
	widths map[int][]float64 // by face and glyph; negative when not asked for yet
	out    []byte            // of all fragments, cut into pieces
}

func (p *packer) width(f *typeset.Face, g typeset.GID) float64 {
	all := p.widths[f.Index]
	for len(all) <= int(g) {
		all = append(all, -1)
	}
	if p.widths == nil {
		p.widths = map[int][]float64{}
	}
	p.widths[f.Index] = all
	if all[g] < 0 {
		all[g] = p.setter.Advance(f, g)
	}
	return all[g]
}

// pack packs one fragment.
func (p *packer) pack(f *typeset.Frag) frag {
	const piece = 32 << 10
	if cap(p.out)-len(p.out) < 16*len(f.Glyphs)+64 {
		p.out = make([]byte, 0, max(piece, 16*len(f.Glyphs)+64))
	}
	start := len(p.out)
	out := p.out
	size, rise, due := round2(f.Size), 0.0, 0.0 // due is the distance still to move, to the left
	drawn := false
	for i := range f.Glyphs {
		g := &f.Glyphs[i]
		adv, dx, dy := float64(g.Adv), float64(g.DX), float64(g.DY)
		text := f.Text[g.At : int(g.At)+int(g.Runes)]
		if invisible(text) {
			due -= adv * 1000 / size
			continue
		}
		if math.Abs(dy-rise) > 0.005 {
			out = binary.AppendVarint(binary.AppendUvarint(out, raiseGlyph), int64(math.Round(dy*100)))
			rise = dy
		}
		due -= dx * 1000 / size
		if math.Abs(due) >= 0.5 {
			whole := math.Round(due)
			out = binary.AppendVarint(binary.AppendUvarint(out, moveGlyph), int64(whole))
			due -= whole
		}
		out, drawn = appendGlyph(out, g.ID, text), true
		due += p.width(f.Face, g.ID) - (adv-dx)*1000/size
	}
	if !drawn {
		out = out[:start]
	}
	p.out = out
	return frag{face: f.Face, size: size, width: f.Width, span: f.Span, glyphs: out[start:len(out):len(out)]}
}

// invisible reports whether a glyph stands for something that is not drawn.
func invisible(text []rune) bool { return typeset.Invisible(string(text)) }

func appendGlyph(out []byte, g typeset.GID, text []rune) []byte {
	out = binary.AppendUvarint(out, uint64(g)+firstGlyph)
	length := 0
	for _, r := range text {
		length += utf8.RuneLen(public(r))
	}
	out = binary.AppendUvarint(out, uint64(length))
	for _, r := range text {
		out = utf8.AppendRune(out, public(r))
	}
	return out
}

// public returns a character that means the same to everybody.
func public(r rune) rune {
	if !utf8.ValidRune(r) || unicode.Is(unicode.Co, r) {
		return utf8.RuneError
	}
	return r
}

// show writes packed glyphs as operands of a text operator: codes, and in
// between how far to move. With space a space is read at the end, where the
// text goes on on the next line.
func (w *pen) show(book *codebook, glyphs []byte, space bool) {
	w.text("[")
	open, raised := false, false
	within := func(yes bool) { // a string of codes
		switch {
		case yes && !open:
			w.buf = append(w.buf, '(')
		case !yes && open:
			w.buf = append(w.buf, ')')
		}
		open = yes
	}
	for len(glyphs) > 0 {
		what, n := binary.Uvarint(glyphs)
		glyphs = glyphs[n:]
		if what >= firstGlyph {
			length, n := binary.Uvarint(glyphs)
			text := glyphs[n : n+int(length)]
			glyphs = glyphs[n+int(length):]
			within(true)
			w.code(book.code(typeset.GID(what-firstGlyph), text))
			continue
		}
		by, n := binary.Varint(glyphs)
		glyphs = glyphs[n:]
		within(false)
		if what == moveGlyph {
			w.buf = strconv.AppendInt(w.buf, by, 10)
			continue
		}
		raised = by != 0
		w.text("] TJ ")
		w.numbers(float64(by) / 100)
		w.text("Ts [")
	}
	if space {
		within(true)
		w.code(book.code(book.face.Space(), []byte{' '}))
	}
	within(false)
	w.text("] TJ ")
	if raised {
		w.text("0 Ts ")
	}
}

// code writes a code of two bytes inside a string.
func (w *pen) code(code int) {
	for _, c := range []byte{byte(code >> 8), byte(code)} {
		switch c {
		case '(', ')', '\\':
			w.buf = append(w.buf, '\\', c)
		case '\r':
			w.buf = append(w.buf, '\\', 'r')
		default:
			w.buf = append(w.buf, c)
		}
	}
}
