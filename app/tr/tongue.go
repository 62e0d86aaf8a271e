package tr

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// tongue is a language with its words and rules.
type tongue struct {
	plain map[string]string // by key: what has no place to fill and no plural
	other map[string]bool   // the keys of everything else
	by    *i18n.Localizer   // which says that
}

// word is what a file says for a key: one text, or one for each plural form.
type word struct{ One, Few, Many, Other string }

// UnmarshalJSON takes both.
func (w *word) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &w.Other)
	}
	type forms word
	return json.Unmarshal(data, (*forms)(w))
}

func (w word) plain() bool {
	return w.One+w.Few+w.Many == "" && !strings.Contains(w.Other, "{{")
}

// read gives the words of some areas of a language, those of Fyne left out. A
// file that cannot be read, or that names a key of another one, is an error;
// the words read before it are given all the same.
func read(files fs.FS, tag string, areas []string) (*tongue, error) {
	t := &tongue{plain: map[string]string{}, other: map[string]bool{}}
	in, err := language.Parse(tag)
	if err != nil {
		return t, err
	}
	messages := i18n.NewBundle(in)
	t.by = i18n.NewLocalizer(messages, tag)
	for _, area := range areas {
		if area == fyneArea {
			continue
		}
		name := area + "." + tag + ".json"
		data, err := fs.ReadFile(files, name)
		if err == nil {
			err = t.add(messages, in, data)
		}
		if err != nil {
			return t, fmt.Errorf("words %s: %w", name, err)
		}
	}
	return t, nil
}

func (t *tongue) add(messages *i18n.Bundle, in language.Tag, data []byte) error {
	var words map[string]word
	if err := json.Unmarshal(data, &words); err != nil {
		return err
	}
	for key, w := range words {
		if t.has(key) {
			return fmt.Errorf("the key %s stands in another file too", key)
		}
		if w.plain() {
			t.plain[key] = w.Other
			continue
		}
		t.other[key] = true
		m := i18n.Message{ID: key, One: w.One, Few: w.Few, Many: w.Many, Other: w.Other}
		if err := messages.AddMessages(in, &m); err != nil {
			return err
		}
	}
	return nil
}

func (t *tongue) has(key string) bool {
	_, plain := t.plain[key]
	return plain || t.other[key]
}
