// Package assets carries the data files that Guvoh needs inside the program
// itself, so that one file copied to a stick is the whole program.
//
// Its one job is to embed. It reads nothing, parses nothing and imports
// nothing of Guvoh; what a file means is the business of who asks for it.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed vocabularies/*.json locale/*.json profiles/*.json consent/*.json checklists/*.json wordlists/*.txt all:sample
var files embed.FS

// Vocabularies holds the lists of words that coded fields choose from, one
// <id>.json each; model.NewSchema reads it.
var Vocabularies = sub("vocabularies")

// Locale holds the words of the program itself, <area>.<language>.json each.
var Locale = sub("locale")

// Profiles holds what each body asks of a dossier, <id>.json each;
// profile.Load reads it.
var Profiles = sub("profiles")

// Consent holds what is read aloud before and after somebody is asked what may be
// done with their words, <language>.json each; package aloud reads it.
var Consent = sub("consent")

// Checklists holds what a body wants to be asked about a kind of violation,
// <id>.json each; package checklist reads it.
var Checklists = sub("checklists")

// Wordlists holds the words of which passphrases are made, <language>.txt each,
// and those that people choose too often; package passphrase reads it.
var Wordlists = sub("wordlists")

// Sample holds the published cases with which a newcomer can try everything.
var Sample = sub("sample")

// Icon is the program's mark, a PNG of 512 × 512 pixels drawn from icon.svg.
//
//go:embed icon.png
var Icon []byte

// sub cannot fail for a name that is embedded above; a wrong one stops the
// program at start and so every test.
func sub(dir string) fs.FS {
	f, err := fs.Sub(files, dir)
	if err != nil {
		panic(err)
	}
	return f
}
