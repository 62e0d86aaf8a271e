package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"guvoh/model/vault"
)

// Kept is a sealed copy of the file from before something large was done to
// it. The same keys open it, and its name tells a person what it is, such as
// cases.before-merge-2026-11-28-1412.guvoh.
type Kept struct {
	Path string
	What string    // before what, as its name says
	At   time.Time // by its name: when it was made, by the clock of that machine
	Size int64

	state []byte // see vault.Info
}

// Before what a copy is kept; a word of the name that it gets.
const (
	BeforeMerge = "before-merge"
	BeforeUndo  = "before-undo" // of a merge
)

// keptTime is how the name of such a copy says when it was made.
const keptTime = "2006-01-02-1504"

// mostKept is how many copies of this kind stay. Backups tell of longer ago.
const mostKept = 5

// ErrOlder says that a file of an older version, open to look only, is no
// source of a merge or a share: opened to write, it is brought up to date.
var ErrOlder = errOlder

// Secret gives what opens this file and every copy of it, as long as it is
// open. It opens nothing else, and is good for this process only.
func (db *DB) Secret() vault.Secret { return db.vault.Secret() }

// Keep makes a copy of the file before what is done to it, where the backups of
// this computer go, else beside the file, and proves that it opens, as
// [DB.Backup] does. Nothing is ever overwritten. Of the copies that this
// computer kept and in which nobody has worked since, the newest five stay.
// The file can be used meanwhile. progress may be nil.
func (db *DB) Keep(ctx context.Context, what string, progress func(done, total int)) (Kept, error) {
	folder := db.keptFolders()[0]
	at := db.opts.now().Local()
	removeStale(folder, at)
	k := Kept{What: what, At: at.Truncate(time.Minute)}
	part := partOf(filepath.Join(folder, what))
	defer os.Remove(part) // not there any more when all went well
	if err := db.backupTo(ctx, part, progress); err != nil {
		return Kept{}, classify(err)
	}
	var err error
	if k.Path, err = db.placeKept(folder, part, what, at); err != nil {
		return Kept{}, classify(err)
	}
	i, err := vault.Inspect(k.Path)
	if err != nil {
		return k, classify(err)
	}
	k.state = i.State
	if st, err := os.Stat(k.Path); err == nil {
		k.Size = st.Size()
	}
	if err := db.addMade(made{filepath.Base(k.Path), k.state}); err != nil {
		return k, err
	}
	return k, db.rotateKept(k)
}

// KeepAs makes such a copy under a name where nothing lies yet, and of a file
// that is open to look only, too. Nobody counts it or takes it away. It fails
// with [ErrExists].
func (db *DB) KeepAs(ctx context.Context, path string, progress func(done, total int)) error {
	part := partOf(path)
	defer os.Remove(part) // not there any more when all went well
	if err := db.backupTo(ctx, part, progress); err != nil {
		return classify(err)
	}
	return classify(vault.Place(part, path))
}

// placeKept gives a finished copy a name that nothing bears yet.
func (db *DB) placeKept(folder, part, what string, at time.Time) (string, error) {
	name := db.stem() + "." + what + "-" + at.Format(keptTime)
	for n := 1; ; n++ {
		path := filepath.Join(folder, name+filepath.Ext(db.Path()))
		if n > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", name, n, filepath.Ext(db.Path())))
		}
		if fileExists(path) {
			continue
		}
		err := vault.Place(part, path)
		if !errors.Is(err, os.ErrExist) {
			return path, err
		}
	}
}

// keptFolders gives where copies are kept on this computer, and where they may
// have been kept before.
func (db *DB) keptFolders() []string {
	beside := []string{filepath.Dir(db.Path())}
	folder, err := db.BackupFolder()
	if err != nil || folder == "" || filepath.Clean(folder) == beside[0] {
		return beside
	}
	if st, err := os.Stat(folder); err != nil || !st.IsDir() { // a stick that is not there
		return beside
	}
	return append([]string{folder}, beside...)
}

// KeptCopies gives the copies of this file that were kept before something was
// done to it, the newest first. What is named like one and is no copy of this
// file is none.
func (db *DB) KeptCopies() ([]Kept, error) {
	var found []Kept
	for _, folder := range db.keptFolders() {
		in, err := os.ReadDir(folder)
		if err != nil {
			return nil, classify(err)
		}
		for _, e := range in {
			if k, ok := db.keptNamed(folder, e); ok {
				found = append(found, k)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Kept) int {
		if c := b.At.Compare(a.At); c != 0 {
			return c
		}
		return len(b.Path) - len(a.Path) // the second of a minute has a longer name
	})
	return found, nil
}

// keptNamed tells by its name whether a file is such a copy, and looks.
func (db *DB) keptNamed(folder string, e os.DirEntry) (k Kept, ok bool) {
	name, ok := strings.CutSuffix(e.Name(), filepath.Ext(db.Path()))
	if ok {
		name, ok = cutName(name, db.stem()+".")
	}
	if !ok || !e.Type().IsRegular() {
		return k, false
	}
	for _, k.What = range []string{BeforeMerge, BeforeUndo} {
		when, is := strings.CutPrefix(name, k.What+"-")
		if !is || len(when) < len(keptTime) {
			continue
		}
		at, err := time.ParseInLocation(keptTime, when[:len(keptTime)], time.Local)
		if rest := when[len(keptTime):]; err != nil || rest != "" && !numbered(rest) {
			continue
		}
		k.Path, k.At = filepath.Join(folder, e.Name()), at
		i, err := vault.Inspect(k.Path)
		if err != nil || !bytes.Equal(i.ID, db.vault.ID()) {
			return k, false
		}
		k.state = i.State
		if st, err := e.Info(); err == nil {
			k.Size = st.Size()
			return k, true
		}
	}
	return k, false
}

// numbered reports whether the end of a name counts: -2, -3 and so on.
func numbered(end string) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(end, "-"))
	return err == nil && n > 1 && strings.HasPrefix(end, "-")
}

// rotateKept removes what is more than enough of the copies that this computer
// kept and in which nobody has worked since; never the one made just now.
func (db *DB) rotateKept(now Kept) error {
	all, err := db.KeptCopies()
	if err != nil {
		return err
	}
	left := mostKept
	for _, k := range all {
		if ours, err := db.untouched(k); err != nil {
			return err
		} else if !ours {
			continue
		}
		if left--; left >= 0 || k.Path == now.Path || closed(k.Path) != nil {
			continue
		}
		if err := db.Forget(k); err != nil {
			return err
		}
	}
	return nil
}

// untouched reports whether this computer made a copy and nobody has worked in
// it since.
func (db *DB) untouched(k Kept) (bool, error) {
	list, err := db.made()
	return slices.ContainsFunc(list, func(m made) bool {
		return m.Name == filepath.Base(k.Path) && bytes.Equal(m.State, k.state)
	}), err
}

// Forget removes a copy that [DB.Keep] made and that turned out to be of no
// use, unless somebody has worked in it since.
func (db *DB) Forget(k Kept) error {
	if ours, err := db.untouched(k); err != nil || !ours {
		return err
	}
	if err := os.Remove(k.Path); err != nil {
		return classify(err)
	}
	list, err := db.made()
	if err != nil {
		return err
	}
	return db.keepMade(slices.DeleteFunc(list, func(m made) bool { return m.Name == filepath.Base(k.Path) }))
}

// HoldsBack reports whether the file remembers entries that somebody here did
// not want: a merge left them out, or was taken back.
func (db *DB) HoldsBack(ctx context.Context) (held bool, err error) {
	err = db.sql.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM bare WHERE left_out = 1)").Scan(&held)
	return held, classify(err)
}
