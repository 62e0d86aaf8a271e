package dossier

import (
	"encoding/json"

	"guvoh/export/redact"
	"guvoh/model/store"
)

// What a person decided about the exhibits of a redacted dossier must survive
// from one export to the next: bars that are forgotten are bars that are missing
// the next time. It lies among the settings of the file, sealed with it, in one
// for each dossier, and holds numbers only.

// decided is what was decided about one exhibit.
type decided struct {
	Looked bool         `json:"looked,omitempty"`
	Bars   []redact.Bar `json:"bars,omitempty"`
}

func lookedSetting(place string) string { return "looked." + place }

// readLooked gives what was decided, by SHA-256. What cannot be read was not
// decided: then everything is withheld.
func readLooked(db *store.DB, place string) (looked map[string]bool, bars map[string][]redact.Bar) {
	looked, bars = map[string]bool{}, map[string][]redact.Bar{}
	text, err := db.Setting(lookedSetting(place))
	var all map[string]decided
	if err != nil || text == "" || json.Unmarshal([]byte(text), &all) != nil {
		return looked, bars
	}
	for sha, d := range all {
		looked[sha] = d.Looked
		if len(d.Bars) > 0 {
			bars[sha] = d.Bars
		}
	}
	return looked, bars
}

// writeLooked keeps what was decided.
func writeLooked(db *store.DB, place string, looked map[string]bool, bars map[string][]redact.Bar) error {
	all := map[string]decided{}
	for sha, yes := range looked {
		if yes {
			all[sha] = decided{Looked: true}
		}
	}
	for sha, b := range bars {
		if len(b) > 0 {
			all[sha] = decided{looked[sha], b}
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return db.SetSetting(lookedSetting(place), string(text))
}
