package keypaper

import (
	"encoding/json"
	"slices"

	"guvoh/model/store"
	"guvoh/model/vault"
)

// Note is what the file remembers about one of its keys beside what the key
// itself says.
type Note struct {
	Tried       bool     `json:"tried,omitempty"`       // its paper was typed and opened the file
	Set         string   `json:"set,omitempty"`         // of shares: the two words by which the sheets name their set
	Keepers     []string `json:"keepers,omitempty"`     // of shares: who keeps them, in order
	Fingerprint []string `json:"fingerprint,omitempty"` // of a colleague's key: the groups of digits
}

// notesKey is the setting of the file that holds the notes, by the ids of keys.
const notesKey = "key notes"

// Notes gives what the file remembers about its keys, by their ids. What it
// says about keys that are gone is left out.
func Notes(db *store.DB) (map[string]Note, error) {
	all := map[string]Note{}
	text, err := db.Setting(notesKey)
	if err != nil || text == "" {
		return all, err
	}
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return map[string]Note{}, nil // notes are no reason not to show the keys
	}
	slots := db.Keys()
	for id := range all {
		if !slices.ContainsFunc(slots, func(s vault.Slot) bool { return s.ID == id }) {
			delete(all, id)
		}
	}
	return all, nil
}

// Annotate changes what the file remembers about one key, and forgets keys that
// are gone.
func Annotate(db *store.DB, id string, change func(*Note)) error {
	all, err := Notes(db)
	if err != nil {
		return err
	}
	n := all[id]
	change(&n)
	all[id] = n
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return db.SetSetting(notesKey, string(text))
}

// Opened notes that a key has just opened the file: of paper, that is the best
// proof there is.
func Opened(db *store.DB, key vault.Slot) error {
	if key.Kind != vault.KindRecovery && key.Kind != vault.KindShares || db.ReadOnly() {
		return nil
	}
	if notes, err := Notes(db); err != nil || notes[key.ID].Tried {
		return err
	}
	return Annotate(db, key.ID, func(n *Note) { n.Tried = true })
}

// Reminder says what is missing for the day on which a passphrase is forgotten.
type Reminder string

// The reminders.
const (
	Nothing Reminder = ""        // paper opens the file, and was tried
	NoPaper Reminder = "missing" // no paper opens the file
	Untried Reminder = "untried" // the newest paper was never tried
)

// Remind gives what a person should be reminded of, and which key it is about.
func Remind(db *store.DB) (Reminder, vault.Slot) {
	notes, err := Notes(db)
	if err != nil {
		return Nothing, vault.Slot{}
	}
	newest := vault.Slot{}
	for _, s := range db.Keys() { // in the order they were added
		if s.Kind == vault.KindRecovery || s.Kind == vault.KindShares {
			newest = s
		}
	}
	switch {
	case newest.ID == "":
		return NoPaper, newest
	case !notes[newest.ID].Tried:
		return Untried, newest
	}
	return Nothing, newest
}
