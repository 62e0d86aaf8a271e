package model

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Word is one entry of a vocabulary: an id that says what it means, the words
// for it in each language, and the code of the HURIDOCS list where one fits
// (a mapping for exchange; their texts are not used).
type Word struct {
	ID       string            `json:"id"`
	Label    map[string]string `json:"label"` // by language: "en", "ru", "uz"…
	Help     map[string]string `json:"help,omitempty"`
	Huridocs string            `json:"huridocs,omitempty"`
	Group    string            `json:"group,omitempty"` // the id of the word it stands under
	Custom   bool              `json:"-"`               // added by a user
}

// In gives the word's label in that language, or in the nearest that has one,
// or its id.
func (w Word) In(lang string) string {
	for _, l := range append(Languages(lang), "ru", "uz") {
		if s := w.Label[l]; s != "" {
			return s
		}
	}
	return w.ID
}

// Vocabulary is a list of words that a coded field chooses from.
type Vocabulary struct {
	ID    string `json:"id"`
	Words []Word `json:"words"`
	index map[string]int
}

// Word finds a word by its id.
func (v *Vocabulary) Word(id string) (Word, bool) {
	i, ok := v.index[id]
	if !ok {
		return Word{ID: id}, false
	}
	return v.Words[i], true
}

func (v *Vocabulary) reindex() {
	v.index = make(map[string]int, len(v.Words))
	for i, w := range v.Words {
		v.index[w.ID] = i
	}
}

// readVocabularies reads every *.json of the folder: one vocabulary a file,
// named after its id.
func readVocabularies(files fs.FS) (map[string]*Vocabulary, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	all := make(map[string]*Vocabulary, len(names))
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		v := &Vocabulary{}
		if err := json.Unmarshal(b, v); err != nil {
			return nil, fmt.Errorf("vocabulary %s: %w", name, err)
		}
		if want := strings.TrimSuffix(path.Base(name), ".json"); v.ID != want {
			return nil, fmt.Errorf("vocabulary %s: its id is %q", name, v.ID)
		}
		v.reindex()
		all[v.ID] = v
	}
	return all, nil
}
