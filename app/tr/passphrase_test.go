package tr_test

import (
	"testing"

	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model/passphrase"
)

// What the meter says is put together from codes of package passphrase.
func TestTheMeterHasWordsForAllItSays(t *testing.T) {
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	english := words.Printer("en", nil)
	var keys []string
	for _, l := range passphrase.Levels() {
		keys = append(keys, "passphrase.level."+l.String())
	}
	for _, r := range passphrase.Reasons() {
		keys = append(keys, "passphrase.reason."+string(r), "passphrase.advice."+string(r))
	}
	for _, key := range keys {
		if !english.Has(key) {
			t.Errorf("no words for %s", key)
		}
	}
	if said := len(areas(t)["passphrase"]["en"]); said != len(keys) {
		t.Errorf("%d keys have words, %d are said", said, len(keys))
	}
}
