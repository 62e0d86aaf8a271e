package team_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/team"
	"guvoh/model/vault/vaulttest/raced"
)

// files lists what lies in a folder, by paths relative to it.
func files(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func put(t *testing.T, folder, name string, b []byte) {
	t.Helper()
	full := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// carry brings files from one folder to another as a carrier does: some of them,
// in an order of its own.
func carry(t *testing.T, from, to string, some func(name string) bool) {
	t.Helper()
	for name, b := range files(t, from) {
		if some == nil || some(name) {
			put(t, to, name, b)
		}
	}
}

func theirs(owner *replica) func(string) bool {
	return func(name string) bool { return strings.HasPrefix(name, "team/"+owner.team.Status().Self.ID+"/") }
}

// apart gives each of some replicas a folder of its own with what lies in the
// one that they shared.
func apart(t *testing.T, rs ...*replica) {
	t.Helper()
	for _, r := range rs {
		folder := t.TempDir()
		carry(t, r.folder, folder, nil)
		r.folder = folder
		if err := r.team.SetFolder(folder); err != nil {
			t.Fatal(err)
		}
	}
}

// meet carries everything everywhere: each device's part from its own folder.
func meet(t *testing.T, rs ...*replica) {
	t.Helper()
	for _, from := range rs {
		for _, to := range rs {
			if from != to {
				carry(t, from.folder, to.folder, theirs(from))
			}
		}
	}
}

func packsOf(t testing.TB, r *replica) (names []string) {
	t.Helper()
	for name := range files(t, r.folder) {
		if theirs(r)(name) && strings.HasSuffix(name, ".pack") {
			names = append(names, name)
		}
	}
	return names
}

func TestWorkApartEndsEqualInEveryOrder(t *testing.T) {
	raced.OneByOne(t)
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("dice ", seed), func(t *testing.T) {
			dice := rand.New(rand.NewPCG(seed, 5))
			a, b, c := trio(t)
			all := []*replica{a, b, c}
			ids := []model.ID{a.create("one"), b.create("two")}
			settled(t, all...)
			apart(t, all...)
			for range 40 {
				r := all[dice.IntN(3)]
				switch dice.IntN(7) {
				case 0:
					ids = append(ids, r.create("new"))
				case 1, 2:
					if id := ids[dice.IntN(len(ids))]; r.knows(id) {
						r.set(id, "title", fmt.Sprint(dice.IntN(1000)))
					}
				case 3:
					r.reopen()
				case 4:
					r.attach(fmt.Append(nil, dice.Uint64()))
				case 5: // something comes of somebody, in any order, with gaps
					from := all[dice.IntN(3)]
					carry(t, from.folder, r.folder, func(name string) bool { return theirs(from)(name) && dice.IntN(3) > 0 })
				}
				if dice.IntN(2) == 0 {
					r.sync()
				}
			}
			for range 4 {
				for _, i := range dice.Perm(3) {
					all[i].sync()
					meet(t, all...)
				}
			}
			settled(t, all...)
			mustBeEqual(t, all...)
			for _, r := range all {
				if s := r.sync(); len(s.Awaited) != 0 || len(s.Problems) != 0 {
					t.Errorf("%d awaited, problems %v", len(s.Awaited), s.Problems)
				}
			}
		})
	}
}

func (r *replica) knows(id model.ID) bool {
	_, err := r.db.Get(ctx, id)
	return err == nil
}

func TestHalfAndDamagedFiles(t *testing.T) {
	a, b, _ := trio(t)
	apart(t, a, b)
	a.create("one")
	a.attach(bytes.Repeat([]byte("picture"), 50_000))
	a.sync()
	whole := files(t, a.folder)
	before := b.digest()
	for name, damage := range map[string]func([]byte) []byte{
		"half":          func(x []byte) []byte { return x[:len(x)/2] },
		"the last gone": func(x []byte) []byte { return x[:len(x)-1] },
		"empty":         func(x []byte) []byte { return nil },
		"zeros":         func(x []byte) []byte { return make([]byte, len(x)) },
		"a flipped bit": func(x []byte) []byte {
			y := bytes.Clone(x)
			y[len(y)-20] ^= 4
			return y
		},
		"longer": func(x []byte) []byte { return append(bytes.Clone(x), "more"...) },
	} {
		t.Run(name+" brings nothing and is tried again", func(t *testing.T) {
			for file, x := range whole {
				if theirs(a)(file) && (strings.HasSuffix(file, ".pack") || strings.Contains(file, "/blobs/")) {
					if _, known := files(t, b.folder)[file]; !known || !bytes.Equal(files(t, b.folder)[file], x) {
						put(t, b.folder, file, damage(x))
					}
				}
			}
			s := b.sync()
			if !has(s.Problems, team.Unfinished) || len(s.Came) != 0 || b.digest() != before {
				t.Errorf("problems %v, %d merges", s.Problems, len(s.Came))
			}
		})
	}
	t.Run("once they are whole they come", func(t *testing.T) {
		carry(t, a.folder, b.folder, theirs(a))
		s := b.sync()
		if len(s.Problems) != 0 || len(s.Came) == 0 {
			t.Errorf("problems %v, %d merges", s.Problems, len(s.Came))
		}
		a.sync()
		mustBeEqual(t, a, b)
	})
}

func TestWhatOthersCannotReadIsWrittenAgain(t *testing.T) {
	a, b, _ := trio(t)
	a.create("one")
	a.attach(bytes.Repeat([]byte("picture"), 50_000))
	a.sync()
	for name, x := range files(t, a.folder) {
		if theirs(a)(name) && (strings.HasSuffix(name, ".pack") || strings.Contains(name, "/blobs/")) {
			y := bytes.Clone(x)
			y[len(y)-3] ^= 1
			put(t, a.folder, name, y)
		}
	}
	for range 3 {
		b.now = b.now.Add(time.Hour)
		b.sync()
	}
	a.sync()
	b.sync()
	mustBeEqual(t, a, b)
	if s := b.sync(); len(s.Problems) != 0 {
		t.Error(s.Problems)
	}
}

func TestWhatIsNotOursIsPassedOver(t *testing.T) {
	a, b, c := trio(t)
	a.create("one")
	settled(t, a, b, c)
	before := b.digest()
	mine := packsOf(t, a)[0]
	text := files(t, a.folder)[mine]
	id := a.team.Status().Self.ID
	for _, name := range []string{
		".stfolder/x", ".stversions/" + mine, ".stignore", "desktop.ini", "team/.DS_Store",
		filepath.Dir(mine) + "/.syncthing.00000009-00000012.pack.tmp",
		filepath.Dir(mine) + "/~syncthing~00000009-00000012.pack.tmp",
		filepath.Dir(mine) + "/00000001-00000001.sync-conflict-20261123-082413-OQZRMFL.pack",
		filepath.Dir(mine) + "/00000001-00000001 (conflicted copy 2026-11-23 082413).pack",
		filepath.Dir(mine) + "/00000001-00000001 (Anora's conflicted copy 2026-11-23).pack",
		filepath.Dir(mine) + "/1-1.pack", filepath.Dir(mine) + "/00000005-00000002.pack",
		"team/" + id + "/member.sync-conflict-20261123-082413-OQZRMFL",
		"team/" + id + "/state (conflicted copy)", "team/" + strings.ToUpper(id) + "/member", "team/somebody/member",
		"team/" + id + "/unknown/x", "team/" + id + "/packs/zz/00000001-00000001.pack", "packs/x",
	} {
		put(t, a.folder, name, text)
	}
	for _, r := range []*replica{b, c, a} {
		if s := r.sync(); len(s.Problems) != 0 || len(s.Waiting) != 0 || len(s.Came) != 0 {
			t.Errorf("problems %v, %d wait", s.Problems, len(s.Waiting))
		}
	}
	if b.digest() != before {
		t.Error("something came")
	}
}

func TestDeletedFilesAreNoSignal(t *testing.T) {
	a, b, c := trio(t)
	id := a.create("one")
	b.create("two")
	c.attach([]byte("picture"))
	settled(t, a, b, c)
	before := a.digest()
	if err := os.RemoveAll(filepath.Join(a.folder, "team")); err != nil {
		t.Fatal(err)
	}
	settled(t, b, c, a)
	mustBeEqual(t, a, b, c)
	if a.digest() != before || a.shows(id, "title") != "one" {
		t.Error("something was lost")
	}
	t.Run("and a member who comes later gets everything", func(t *testing.T) {
		d := newReplica(t, "Erkin", "", a.folder)
		d.join()
		c.letIn(d)
		settled(t, a, b, c, d)
		mustBeEqual(t, a, d)
	})
}

func TestAFolderThatVanishes(t *testing.T) {
	a, b, c := trio(t)
	a.create("one")
	gone := a.folder + "-gone"
	if err := os.Rename(a.folder, gone); err != nil {
		t.Fatal(err)
	}
	if _, err := a.team.Sync(ctx, nil); !errors.Is(err, team.ErrFolder) {
		t.Error(err)
	}
	if err := os.Rename(gone, a.folder); err != nil {
		t.Fatal(err)
	}
	settled(t, a, b, c)
	mustBeEqual(t, a, b, c)
	t.Run("in the middle of writing", func(t *testing.T) {
		for range 5 {
			a.create("more")
			a.reopen()
		}
		n := 0
		_, err := a.team.Sync(ctx, func(s team.Step) {
			if n++; s.What == "write" && s.Done == 2 {
				if err := os.RemoveAll(a.folder); err != nil {
					t.Error(err)
				}
			}
		})
		if !errors.Is(err, team.ErrFolder) {
			t.Error(err)
		}
		if err := os.Mkdir(a.folder, 0o700); err != nil {
			t.Fatal(err)
		}
		settled(t, a, b, c)
		mustBeEqual(t, a, b, c)
	})
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	t.Run("is a line in the status, and what is there is read", func(t *testing.T) {
		a, b, _ := trio(t)
		b.create("two")
		b.sync()
		dir := filepath.Join(a.folder, "team", a.team.Status().Self.ID)
		if os.Getuid() == 0 || runtime.GOOS == "windows" { // nothing keeps root from writing but a file in the way
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			put(t, a.folder, "team/"+a.team.Status().Self.ID, []byte("in the way"))
			if _, err := a.team.Sync(ctx, nil); err == nil {
				t.Error("nothing was said")
			}
		} else {
			if err := os.Chmod(dir, 0o500); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(dir, 0o700)
			if s := a.sync(); !has(s.Problems, team.ReadOnly) {
				t.Error(s.Problems)
			}
		}
		if !strings.Contains(a.digest(), "two") {
			t.Error("what could be read was not")
		}
	})
	a, _, _ := trio(t)
	full := syscall.ENOSPC
	if runtime.GOOS == "windows" {
		full = syscall.Errno(112) // ERROR_DISK_FULL
	}
	for name, c := range map[string]struct {
		failure error
		code    team.Code
	}{
		"a full disk":           {&fs.PathError{Op: "write", Err: full}, team.Full},
		"a write-protected one": {&fs.PathError{Op: "open", Err: fs.ErrPermission}, team.ReadOnly},
	} {
		t.Run(name, func(t *testing.T) {
			ps, err := team.Meets(a.team, c.failure)
			if err != nil || len(ps) != 1 || ps[0].Code != c.code {
				t.Errorf("%v, %v", ps, err)
			}
		})
	}
	t.Run("another failure of it is one", func(t *testing.T) {
		if _, err := team.Meets(a.team, io.ErrUnexpectedEOF); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Error(err)
		}
	})
}

func TestWhatIsOnItsWayIsKnown(t *testing.T) {
	a, b, c := trio(t)
	apart(t, a, b, c)
	a.create("one")
	a.reopen()
	a.create("two")
	a.create("three")
	a.sync()
	carry(t, a.folder, b.folder, func(name string) bool { return strings.HasSuffix(name, "/state") && theirs(a)(name) })
	s := b.sync()
	n := 0
	for _, w := range s.Awaited {
		n += w.Entries
		if w.Author != "Anora" || len(w.Holders) != 1 || w.Holders[0] != a.team.Status().Self.ID {
			t.Errorf("%+v", w)
		}
	}
	if n != 3 {
		t.Errorf("%d entries are awaited", n)
	}
	meet(t, a, b)
	if s := b.sync(); len(s.Awaited) != 0 {
		t.Errorf("%d awaited", len(s.Awaited))
	}
}

func TestVerifiedColleagues(t *testing.T) {
	a, b, c := trio(t)
	public, person, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.db.Certify(person); err != nil {
		t.Fatal(err)
	}
	b.sync()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	n, err := a.db.AddColleague(ctx, store.Colleague{Name: "Bahrom Aka", Recipient: key.Recipient().String(), Signing: public})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.db.VerifyColleague(ctx, n, true); err != nil {
		t.Fatal(err)
	}
	settled(t, a, b, c)
	for _, m := range a.sync().Members {
		if m.ID == b.team.Status().Self.ID && (m.Trust != store.Verified || m.Name != "Bahrom Aka") {
			t.Errorf("%s, %s", m.Name, m.Trust)
		}
	}
}
