// Package tr says everything that the program says, in the reader's language.
//
// Its one job is to turn a key that names a meaning ("action.save",
// "field.person.birth") into words, with the plural forms of that language.
// The words stand in assets/locale, several files a language so that several
// people can add theirs: <area>.<language>.json in go-i18n's flat format.
//
// Rules of the package: no key is English text and no sentence is glued from
// pieces; a word that is missing in a language is said in the nearest that has
// it ([model.Languages]), and one that none has is its own key, so nothing is ever silent; what people
// typed enters only as data of a template, never as a template. Fyne's own few
// words are given to Fyne by [Bundle.InstallFyne].
//
// Documents are written in the languages of profiles. One that the window does
// not speak has only the words that documents need ([ForDocuments]) and is
// reached by [Printer.In]; nobody is offered a window in it.
package tr

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"guvoh/export/profile"
	"guvoh/model"
)

// V is the data of a template, by name: T("export.pages", V{"Pages": 3}).
type V = map[string]any

// Fallback is the language in which a word is said that another one lacks.
const Fallback = "en"

// fyneArea is the area whose words are Fyne's; its keys are Fyne's own.
const fyneArea = "fyne"

// documentKeys begin the keys of the words that may stand in a document.
var documentKeys = []string{"dossier.", "exhibit.", "kind.", "field.", "section.", "vocabulary.", "gate."}

// ForDocuments tells whether the words of a key may stand in a document, and
// so have to be there in every language of [Bundle.Documents].
func ForDocuments(key string) bool {
	return key == languageName || slices.ContainsFunc(documentKeys, func(start string) bool { return strings.HasPrefix(key, start) })
}

// languageName is the key under which a language names itself, the only one of
// its area: it is read of all languages, to offer them.
const (
	languageName = "language.name"
	languageArea = "language"
)

// Language is a language that the program speaks or writes.
type Language struct {
	Tag  string // "en", "ru", "uz"…
	Name string // as its own speakers call it
}

// Bundle is every word in every language. It does not change once made.
type Bundle struct {
	tongues   map[string]func() *tongue // by tag, read when it is first spoken
	fyne      map[string][]byte
	languages []Language // those of the window
	documents []Language // those of profiles
}

// New reads the words from a folder such as assets.Locale. It fails on a name
// that is none of words, on a language without its own name ([languageArea])
// and when English cannot be read.
//
// The other languages are read when they are first spoken: one command needs
// two of nine, and all of them are a fifth of a second on a slow laptop. They
// stand in the program, where tests have read them all; one that could not be
// read would leave its words to the next.
func New(files fs.FS) (*Bundle, error) {
	b := &Bundle{tongues: map[string]func() *tongue{}, fyne: map[string][]byte{}}
	areas, err := areas(files)
	if err != nil {
		return nil, err
	}
	if areas[Fallback] == nil {
		return nil, fmt.Errorf("words: no %s", Fallback)
	}
	english, err := read(files, Fallback, areas[Fallback])
	if err != nil {
		return nil, err
	}
	b.tongues[Fallback] = func() *tongue { return english }
	for _, tag := range slices.Sorted(maps.Keys(areas)) {
		if tag != Fallback {
			b.tongues[tag] = sync.OnceValue(func() *tongue {
				t, _ := read(files, tag, areas[tag])
				return t
			})
		}
		own, err := read(files, tag, []string{languageArea})
		if err != nil {
			return nil, err
		}
		l := Language{Tag: tag, Name: own.plain[languageName]}
		if slices.Contains(profile.Languages, tag) {
			b.documents = append(b.documents, l)
		}
		if slices.Contains(areas[tag], fyneArea) { // the window needs these, too
			b.languages = append(b.languages, l)
			if b.fyne[tag], err = fs.ReadFile(files, fyneArea+"."+tag+".json"); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// areas gives the areas of each language.
func areas(files fs.FS) (map[string][]string, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	all := map[string][]string{}
	for _, name := range names {
		parts := strings.Split(name, ".")
		if len(parts) != 3 {
			return nil, fmt.Errorf("words %s: the name is not <area>.<language>.json", name)
		}
		all[parts[1]] = append(all[parts[1]], parts[0])
	}
	return all, nil
}

// Languages gives every language the window speaks, in a fixed order.
func (b *Bundle) Languages() []Language { return slices.Clone(b.languages) }

// Documents gives every language that documents are written in, in a fixed
// order.
func (b *Bundle) Documents() []Language { return slices.Clone(b.documents) }

// Match gives the language of the window that serves best someone who prefers
// these, most preferred first, given as the system does ("uz_UZ.UTF-8", "ru-RU").
func (b *Bundle) Match(preferred ...string) string { return match(b.languages, preferred...) }

// document gives the language of documents that is nearest to one.
func (b *Bundle) document(lang string) string {
	return match(b.documents, model.Languages(lang)...)
}

func match(languages []Language, preferred ...string) string {
	for _, p := range preferred {
		tag, _, _ := strings.Cut(strings.ToLower(p), ".")
		tag, _, _ = strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
		if slices.ContainsFunc(languages, func(l Language) bool { return l.Tag == tag }) {
			return tag
		}
	}
	return Fallback
}
