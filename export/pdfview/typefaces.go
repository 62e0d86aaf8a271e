package pdfview

import (
	"bytes"
	"encoding/binary"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"guvoh/assets/fonts"
)

// typefaces is the one folder that PDFium sees: where it looks for the letters
// of a PDF that brings none. Its own stand-ins have no Cyrillic, so that a
// court's decision would lose its words in silence; ours have. They are offered
// under the names that such PDFs call for, since it looks for names only.
type typefaces struct{}

// typefaceDir is where PDFium looks on Linux, as which it is built.
const typefaceDir = "usr/share/fonts"

// standIns says which of our faces stands in for a family in a style. Of the
// first three PDFium asks for each style by its whole name; of the others it
// makes bold and sloping letters itself.
var standIns = func() map[string]standIn {
	all := map[string]standIn{}
	add := func(family, style, face string) {
		all[strings.ReplaceAll(family+" "+style, " ", "-")+".ttf"] = standIn{family, style, face}
	}
	for style, face := range map[string]string{"Regular": "Regular", "Bold": "Bold", "Italic": "Italic", "Bold Italic": "BoldItalic"} {
		add("Times New Roman", style, "CharisSIL-"+face+".ttf")
		add("Arial", style, "DejaVuSans.ttf")
		add("Courier New", style, "DejaVuSansMono.ttf")
	}
	for _, family := range []string{"Cambria", "Georgia", "Garamond"} {
		add(family, "Regular", "CharisSIL-Regular.ttf")
	}
	for _, family := range []string{"Calibri", "Tahoma", "Verdana"} {
		add(family, "Regular", "DejaVuSans.ttf")
	}
	return all
}()

type standIn struct{ family, style, face string }

// Open opens the folder, one above it, or a face in it.
func (typefaces) Open(name string) (fs.File, error) {
	if inside, ok := folders[name]; ok {
		return &folder{info{name: path.Base(name), mode: fs.ModeDir | 0o555}, inside}, nil
	}
	s, known := standIns[path.Base(name)]
	if !known || !fs.ValidPath(name) || path.Dir(name) != typefaceDir {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	data, err := fonts.Read(s.face)
	if err != nil {
		return nil, err
	}
	data = renamed(data, s.family, s.style)
	return &face{info{path.Base(name), 0o444, int64(len(data))}, bytes.NewReader(data)}, nil
}

// face is a typeface to read.
type face struct {
	info
	*bytes.Reader
}

func (f *face) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *face) Size() int64                { return f.info.size }
func (f *face) Close() error               { return nil }

// folders are the folders there are, and the names in them.
var folders = map[string][]string{".": {"usr"}, "usr": {"share"}, "usr/share": {"fonts"}, typefaceDir: slices.Sorted(maps.Keys(standIns))}

// folder is a folder to list.
type folder struct {
	info
	inside []string // what was not listed yet
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Read([]byte) (int, error)   { return 0, fs.ErrInvalid }
func (f *folder) Close() error               { return nil }

// ReadDir lists the next n names, or with 0 all that are left.
func (f *folder) ReadDir(n int) (entries []fs.DirEntry, err error) {
	if n > 0 && len(f.inside) == 0 {
		return nil, io.EOF
	}
	if n <= 0 {
		n = len(f.inside)
	}
	for _, name := range f.inside[:min(n, len(f.inside))] {
		mode := fs.ModeDir | 0o555
		if path.Ext(name) != "" {
			mode = 0o444
		}
		entries = append(entries, fs.FileInfoToDirEntry(info{name: name, mode: mode}))
	}
	f.inside = f.inside[len(entries):]
	return entries, nil
}

type info struct {
	name string
	mode fs.FileMode
	size int64
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }

// renamed gives an OpenType face another name, for the sandbox alone: a table
// of names is put behind the others and pointed to in the place of the old one
// (OpenType specification, "Organization of an OpenType font" and "name").
func renamed(font []byte, family, style string) []byte {
	const head, record = 12, 16
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		entry := font[head+record*i:]
		if string(entry[:4]) != "name" {
			continue
		}
		table := names(family, style)
		for len(font)%4 != 0 {
			font = append(font, 0)
		}
		binary.BigEndian.PutUint32(font[head+record*i+8:], uint32(len(font)))
		binary.BigEndian.PutUint32(font[head+record*i+12:], uint32(len(table)))
		return append(font, table...)
	}
	return font
}

// names is a table of names with a family and a style in it, both as Windows
// and as the first Macs read them.
func names(family, style string) []byte {
	var heap []byte
	be := binary.BigEndian
	table := be.AppendUint16(nil, 0)
	table = be.AppendUint16(table, 4)
	table = be.AppendUint16(table, 6+4*12)
	for _, platform := range []struct{ id, encoding, language uint16 }{{1, 0, 0}, {3, 1, 0x0409}} {
		for id, name := range []string{family, style} {
			text := []byte(name)
			if platform.id == 3 {
				text = nil
				for _, unit := range utf16.Encode([]rune(name)) {
					text = be.AppendUint16(text, unit)
				}
			}
			for _, field := range []uint16{platform.id, platform.encoding, platform.language, uint16(id + 1), uint16(len(text)), uint16(len(heap))} {
				table = be.AppendUint16(table, field)
			}
			heap = append(heap, text...)
		}
	}
	return append(table, heap...)
}
