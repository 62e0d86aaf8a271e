package exchange

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"

	"guvoh/model/store"
)

// What leaves a case file grows in a part beside its place, in plain. A program
// that is killed, or a computer without power, leaves that part behind, hidden
// and unknown to everybody. So the case file, which is sealed, remembers where
// each part lies for as long as it is there, and [SweepParts] removes what was
// left.

// partsSetting holds the paths of parts as a JSON array.
const partsSetting = "parts"

// mostParts is how many parts are remembered: those on sticks that nobody plugs
// in again must not be kept in mind for ever.
const mostParts = 64

// partName is the name of a part, and of nothing that anybody else makes.
var partName = regexp.MustCompile(`^\.guvoh-[A-Z2-7]{26}\.part$`)

// partsMu keeps two that change the setting from losing each other's parts.
var partsMu sync.Mutex

// part is a file that grows beside its place.
type part struct {
	*os.File
	db *store.DB
}

// newPart makes one in a folder. A case file that cannot remember it (one that
// is open to look only, or on a full disk) hinders nobody from taking out what
// is theirs.
func newPart(db *store.DB, folder string) (part, error) {
	path := filepath.Join(folder, ".guvoh-"+rand.Text()+".part")
	p := part{db: db}
	p.remember(path, true)
	var err error
	if p.File, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		p.remember(path, false)
	}
	return p, err
}

// remove takes the part away, if it did not become what it was to be.
func (p part) remove() {
	if err := os.Remove(p.Name()); err == nil || errors.Is(err, fs.ErrNotExist) {
		p.remember(p.Name(), false)
	}
}

// remember has the case file know of a part, or forget it.
func (p part) remember(path string, there bool) {
	whole, err := filepath.Abs(path)
	if err != nil || p.db == nil || p.db.ReadOnly() {
		return
	}
	partsMu.Lock()
	defer partsMu.Unlock()
	others := slices.DeleteFunc(partsOf(p.db), func(other string) bool { return other == whole })
	if there {
		others = append(others, whole)
	}
	_ = setParts(p.db, others) // a part that is not remembered is still removed by whoever made it, but for a power cut
}

func partsOf(db *store.DB) (paths []string) {
	text, err := db.Setting(partsSetting)
	if err != nil || text == "" || json.Unmarshal([]byte(text), &paths) != nil {
		return nil
	}
	return paths
}

func setParts(db *store.DB, paths []string) error {
	text := []byte("") // as before the first
	if len(paths) > 0 {
		var err error
		if text, err = json.Marshal(paths[max(0, len(paths)-mostParts):]); err != nil {
			return err
		}
	}
	return db.SetSetting(partsSetting, string(text))
}

// SweepParts removes the plain parts that lie about because the program or the
// computer stopped while something was taken out of the file. It belongs right
// behind opening a file to write; what is open to look only is left alone. A
// part on a disk that is not there is remembered. Nothing is removed but regular
// files with the name that this program gives to parts. It fails only when the
// file cannot be written.
func SweepParts(db *store.DB) error {
	if db.ReadOnly() {
		return nil
	}
	partsMu.Lock()
	defer partsMu.Unlock()
	all := partsOf(db)
	if len(all) == 0 {
		return nil
	}
	return setParts(db, slices.DeleteFunc(all, swept))
}

// swept removes a part and tells whether it need not be remembered any more.
func swept(path string) bool {
	if !filepath.IsAbs(path) || !partName.MatchString(filepath.Base(path)) {
		return true
	}
	st, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		_, err = os.Stat(filepath.Dir(path))
		return err == nil // else its disk may come back
	case err != nil:
		return false
	case !st.Mode().IsRegular():
		return true
	}
	return os.Remove(path) == nil
}
