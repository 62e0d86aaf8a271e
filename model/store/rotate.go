package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// made is what a file remembers of a backup that this computer made of it, so
// that one in which somebody has worked since is never removed.
type made struct {
	Name  string `json:"name"`
	State []byte `json:"state"`
}

// mostMade is how many are remembered, in whatever folders: more than are kept
// of those that are worth it. Who changes folders often keeps older ones.
const mostMade = 200

func (db *DB) madeKey() string { return "backups made " + db.opts.Device }

// made gives the backups that this computer made, the oldest first.
func (db *DB) made() (list []made, err error) {
	text, err := db.Setting(db.madeKey())
	if err != nil || text == "" {
		return nil, err
	}
	if json.Unmarshal([]byte(text), &list) != nil {
		return nil, nil // by a newer version, perhaps: nothing is removed then
	}
	return list, nil
}

func (db *DB) addMade(m made) error {
	list, err := db.made()
	if err != nil {
		return err
	}
	list = append(list, m)
	return db.keepMade(list[max(0, len(list)-mostMade):])
}

func (db *DB) keepMade(list []made) error {
	text, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return db.SetSetting(db.madeKey(), string(text))
}

// rotate removes the backups that this computer made of this file, that are
// still as they were made and that are no longer worth keeping; never the one
// that was made just now.
func (db *DB) rotate(folder string, now Backup) error {
	all, err := db.Backups(folder)
	if err != nil {
		return err
	}
	list, err := db.made()
	if err != nil {
		return err
	}
	untouched := slices.DeleteFunc(all, func(b Backup) bool {
		return !b.Own || !slices.ContainsFunc(list, func(m made) bool {
			return m.Name == filepath.Base(b.Path) && bytes.Equal(m.State, b.state)
		})
	})
	keep := worthKeeping(untouched, now.At)
	keep[now.Path] = true
	removed := false
	for _, b := range untouched {
		if keep[b.Path] || closed(b.Path) != nil {
			continue
		}
		if err := os.Remove(b.Path); err != nil {
			return classify(err)
		}
		removed = true
		list = slices.DeleteFunc(list, func(m made) bool { return m.Name == filepath.Base(b.Path) })
	}
	if !removed || db.opts.ReadOnly {
		return nil
	}
	return db.keepMade(list)
}

// worthKeeping chooses, of backups sorted from the newest: the five newest,
// the newest of each of the last seven days with one, of the last four weeks
// and of the last twelve months. A fault that is noticed late can still be
// taken back, and a stick is not filled. Those from the future stay, too, and
// count for none of these: a clock was wrong, then or now, and nothing is
// removed for it.
func worthKeeping(all []Backup, now time.Time) map[string]bool {
	keep := map[string]bool{}
	var past []Backup
	for _, b := range all {
		if b.At.After(now) {
			keep[b.Path] = true
		} else {
			past = append(past, b)
		}
	}
	for _, b := range past[:min(5, len(past))] {
		keep[b.Path] = true
	}
	newestOf := func(most int, period func(time.Time) string) {
		seen := map[string]bool{}
		for _, b := range past {
			p := period(b.At)
			if !seen[p] && len(seen) < most {
				seen[p], keep[b.Path] = true, true
			}
		}
	}
	newestOf(7, func(t time.Time) string { return t.Format("2006-01-02") })
	newestOf(4, func(t time.Time) string { y, w := t.ISOWeek(); return strconv.Itoa(y) + "/" + strconv.Itoa(w) })
	newestOf(12, func(t time.Time) string { return t.Format("2006-01") })
	return keep
}
