package typeset

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sort"

	"guvoh/assets/fonts"
)

// FirstCode is the first code that stands for a glyph in the font made by
// [Face.Coded]. Lower ones are left to the canvas, which reserves some.
const FirstCode = 0x100

// MaxCodes is how many codes fit below the surrogates.
const MaxCodes = 0xD800 - FirstCode

// Coded returns the face as a font in which code FirstCode+i stands for
// glyphs[i]. The tables that shaping needs are left out: shaping is done.
//
// The canvas can draw only what a font's character map gives it. With a map of
// our own it draws any glyph, and a glyph that stands for several texts (a
// space and a no-break space) gets a code for each.
func (f *Face) Coded(glyphs []GID) ([]byte, error) {
	if len(glyphs) > MaxCodes {
		return nil, fmt.Errorf("face %s: too many glyphs", f.Name)
	}
	raw, err := fonts.Read(f.Name + ".ttf")
	if err != nil {
		return nil, err
	}
	tables, err := sfntTables(raw)
	if err != nil {
		return nil, fmt.Errorf("face %s: %w", f.Name, err)
	}
	tables["cmap"] = characterMap(glyphs)
	var keep []string
	for _, t := range []string{"OS/2", "cmap", "cvt ", "fpgm", "gasp", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"} {
		if tables[t] != nil {
			keep = append(keep, t)
		}
	}
	return sfnt(tables, keep), nil
}

// Space returns the glyph of a space.
func (f *Face) Space() GID {
	g, _ := f.font().NominalGlyph(' ')
	return g
}

// sfntTables splits a TrueType font into its tables.
func sfntTables(raw []byte) (map[string][]byte, error) {
	be := binary.BigEndian
	if len(raw) < 12 || be.Uint32(raw) != 0x00010000 {
		return nil, fmt.Errorf("not a TrueType font")
	}
	tables := map[string][]byte{}
	for i := range int(be.Uint16(raw[4:])) {
		entry := raw[12+16*i:]
		offset, size := uint64(be.Uint32(entry[8:])), uint64(be.Uint32(entry[12:]))
		if offset+size > uint64(len(raw)) {
			return nil, fmt.Errorf("table out of range")
		}
		tables[string(entry[:4])] = raw[offset : offset+size]
	}
	return tables, nil
}

// characterMap writes a format 4 map of one segment and the closing one.
func characterMap(glyphs []GID) []byte {
	n := len(glyphs)
	var b bytes.Buffer
	put := func(values ...int) {
		for _, v := range values {
			b.WriteByte(byte(v >> 8))
			b.WriteByte(byte(v))
		}
	}
	put(0, 1, 3, 1, 0, 12)
	put(4, 16+2*8+2*n, 0, 2*2, 4, 1, 0)
	put(FirstCode+n-1, 0xFFFF, 0) // last codes, padding
	put(FirstCode, 0xFFFF)        // first codes
	put(0, 1)                     // deltas
	put(4, 0)                     // offset of the glyph list from its own place
	for _, g := range glyphs {
		put(int(g))
	}
	return b.Bytes()
}

// sfnt joins tables into a font.
func sfnt(tables map[string][]byte, names []string) []byte {
	be := binary.BigEndian
	sort.Strings(names)
	out := make([]byte, 12+16*len(names))
	be.PutUint32(out, 0x00010000)
	be.PutUint16(out[4:], uint16(len(names)))
	for i, name := range names {
		entry := out[12+16*i:]
		copy(entry, name)
		be.PutUint32(entry[8:], uint32(len(out)))
		be.PutUint32(entry[12:], uint32(len(tables[name])))
		out = append(out, tables[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}
