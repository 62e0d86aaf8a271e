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
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

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

// languageName is the key under which a language names itself.
const languageName = "language.name"

// Language is a language that the program speaks or writes.
type Language struct {
	Tag  string // "en", "ru", "uz"…
	Name string // as its own speakers call it
}

// Bundle is every word in every language. It does not change once made.
type Bundle struct {
	messages  *i18n.Bundle
	plain     map[string]map[string]string // by language and key: what needs no template and has no plural
	keys      map[string]map[string]bool
	fyne      map[string][]byte
	languages []Language // those of the window
	documents []Language // those of profiles
}

// New reads the words from a folder such as assets.Locale. It fails on a file
// it cannot read and on a key that two areas of one language both name.
func New(files fs.FS) (*Bundle, error) {
	b := &Bundle{
		messages: i18n.NewBundle(language.MustParse(Fallback)),
		plain:    map[string]map[string]string{},
		keys:     map[string]map[string]bool{},
		fyne:     map[string][]byte{},
	}
	b.messages.RegisterUnmarshalFunc("json", json.Unmarshal)
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		if err := b.add(name, data); err != nil {
			return nil, fmt.Errorf("words %s: %w", name, err)
		}
	}
	if b.keys[Fallback] == nil {
		return nil, fmt.Errorf("words: no %s among %d files", Fallback, len(names))
	}
	for _, tag := range slices.Sorted(maps.Keys(b.keys)) {
		l := Language{Tag: tag, Name: b.plain[tag][languageName]}
		if slices.Contains(profile.Languages, tag) {
			b.documents = append(b.documents, l)
		}
		for key := range b.keys[tag] {
			if !ForDocuments(key) { // the window has begun to speak it
				b.languages = append(b.languages, l)
				break
			}
		}
	}
	return b, nil
}

func (b *Bundle) add(name string, data []byte) error {
	parts := strings.Split(name, ".")
	if len(parts) != 3 {
		return fmt.Errorf("the name is not <area>.<language>.json")
	}
	area, tag := parts[0], parts[1]
	if area == fyneArea {
		b.fyne[tag] = data
		return nil
	}
	file, err := b.messages.ParseMessageFileBytes(data, name)
	if err != nil {
		return err
	}
	if b.keys[tag] == nil {
		b.keys[tag], b.plain[tag] = map[string]bool{}, map[string]string{}
	}
	for _, m := range file.Messages {
		if b.keys[tag][m.ID] {
			return fmt.Errorf("the key %s stands in another file too", m.ID)
		}
		b.keys[tag][m.ID] = true
		if m.One+m.Few+m.Many == "" && !strings.Contains(m.Other, "{{") {
			b.plain[tag][m.ID] = m.Other
		}
	}
	return nil
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
