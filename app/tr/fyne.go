package tr

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	_ "unsafe" // for linkname
)

// setFyneLanguage is Fyne's own switch, which it keeps to itself: it has no
// public way to speak another language than the system's. An upgrade that
// renames it fails to link, which is loud.
//
//go:linkname setFyneLanguage fyne.io/fyne/v2/lang.setupLang
func setFyneLanguage(tag string)

// InstallFyne makes Fyne say its own words (Cancel, Open, Folder, the days of
// the week) in a language. Ours replace those that Fyne brings: it has no
// Uzbek, and its Russian swaps Tuesday and Thursday. Call it on the window's
// goroutine; windows shown before keep their words until they are built again.
func (b *Bundle) InstallFyne(tag string) error {
	tag = b.Match(tag)
	words, ok := b.fyne[tag]
	if !ok {
		return fmt.Errorf("words %s.%s.json: not there", fyneArea, tag)
	}
	name := fyneArea + "." + tag + ".json"
	if err := lang.AddTranslations(fyne.NewStaticResource(name, words)); err != nil {
		return fmt.Errorf("words %s: %w", name, err)
	}
	setFyneLanguage(tag)
	return nil
}
