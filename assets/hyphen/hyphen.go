// Package hyphen holds the patterns that say where words may be divided, and
// their licences. It imports nothing, so that printing needs no window.
//
// The files are those of the package hyph-utf8 of TeX Live 2022, unchanged.
// Uzbek has none: its rules are code, in export/pdf/internal/hyphen.
package hyphen

import (
	"embed"
	"io/fs"
)

//go:embed *.tex
var patterns embed.FS

//go:embed *-LICENSE.txt
var licences embed.FS

// Read returns the patterns of a language, such as "en-gb".
func Read(language string) ([]byte, error) { return patterns.ReadFile("hyph-" + language + ".tex") }

// Licences returns the licence texts, one file for each language.
func Licences() fs.FS { return licences }
