// Package fonts holds the typefaces that documents are printed with, and their
// licences. It imports nothing, so that printing needs no window.
//
// Charis SIL carries Latin and Cyrillic with every letter of Russian, Uzbek in
// both scripts and their neighbours; the Noto faces add Arabic, Armenian,
// Georgian and Hebrew; Liberation Serif has the widths of Times New Roman, for
// bodies that ask for it; DejaVu Sans Mono is for digests and file names; DejaVu
// Sans is the last resort and has the widest reach. The files are as their
// makers published them, unchanged: their licences reserve the names.
package fonts

import (
	"embed"
	"io/fs"
)

//go:embed *.ttf
var faces embed.FS

//go:embed *-LICENSE.txt
var licences embed.FS

// Read returns the bytes of a face, such as "CharisSIL-Regular.ttf".
func Read(name string) ([]byte, error) { return faces.ReadFile(name) }

// Licences returns the licence texts, one file for each family.
func Licences() fs.FS { return licences }
