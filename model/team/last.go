package team

import (
	"bytes"
	"encoding/json"
	"time"
)

// restated is how often the time of the last pass is written anew when nothing
// else became different: a pass every few seconds shall not write each time.
const restated = time.Minute

// lastKey names the setting of the status of the last pass: for whoever opens
// the file later, and may not look into the folder or write.
const lastKey = "team last"

// loadLast gives the status of the last pass that any opening of the file made;
// the zero one when there was none, or when it is of another program.
func loadLast(db File) (Status, error) {
	var s Status
	name, err := settingOf(db, lastKey)
	if err != nil {
		return s, err
	}
	text, err := db.Setting(name)
	if err != nil || text == "" {
		return s, err
	}
	if json.Unmarshal([]byte(text), &s) != nil {
		return Status{}, nil
	}
	return s, nil
}

// saveLast notes how the team stands after a pass. What came is told by the
// merges of the file, so it is not kept here.
func (t *Team) saveLast() error {
	now := t.Status()
	now.Came, now.Published = nil, Published{Left: now.Published.Left}
	now.Members = append([]Member(nil), now.Members...)
	for i := range now.Members {
		now.Members[i].Entries = 0
	}
	old, err := loadLast(t.db)
	if err != nil {
		return err
	}
	if since := now.At.Sub(old.At); since >= 0 && since < restated && sameStanding(old, now) {
		return nil
	}
	b, err := json.Marshal(now)
	if err != nil {
		return err
	}
	name, err := settingOf(t.db, lastKey)
	if err != nil {
		return err
	}
	return t.db.SetSetting(name, string(b))
}

// sameStanding compares all but the times at which members looked.
func sameStanding(a, b Status) bool {
	return bytes.Equal(timeless(a), timeless(b))
}

func timeless(s Status) []byte {
	s.At = time.Time{}
	s.Members = append([]Member(nil), s.Members...)
	for i := range s.Members {
		s.Members[i].Read, s.Members[i].Seen = time.Time{}, time.Time{}
	}
	b, _ := json.Marshal(s) // of plain values: cannot fail
	return b
}
