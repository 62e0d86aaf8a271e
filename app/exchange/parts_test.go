package exchange_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"guvoh/app/exchange"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// remembered gives the parts that a file knows of.
func remembered(t *testing.T, db *store.DB) (paths []string) {
	t.Helper()
	text, err := db.Setting("parts")
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &paths)
	}
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// remember has a file know of parts, as one does whose program was killed.
func remember(t *testing.T, db *store.DB, paths ...string) {
	t.Helper()
	text, err := json.Marshal(paths)
	if err == nil {
		err = db.SetSetting("parts", string(text))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// ours is a name that this program gives to a part.
const ours = ".guvoh-ABCDEFGHIJKLMNOPQRSTUVWXYZ.part"

func sweep(t *testing.T, db *store.DB) {
	t.Helper()
	if err := exchange.SweepParts(db); err != nil {
		t.Fatal(err)
	}
}

func TestAPartThatGrows(t *testing.T) {
	for name, save := range map[string]func(*store.DB, string, func(io.Writer) error) error{
		"where something may lie": exchange.Save, "where nothing may lie": exchange.SaveNew,
	} {
		t.Run(name+" is remembered before anything is in it, and forgotten once it is whole", func(t *testing.T) {
			db, dir := create(t), t.TempDir()
			copied := filepath.Join(t.TempDir(), "copy.guvoh") // what lies on the disk when the power fails
			var during []string
			err := save(db, filepath.Join(dir, "out.txt"), func(w io.Writer) error {
				during, _ = filepath.Glob(filepath.Join(dir, ".guvoh-*.part"))
				return errors.Join(db.CopyTo(copied), text("x")(w))
			})
			if err != nil || len(during) != 1 {
				t.Fatalf("%d parts, %v", len(during), err)
			}
			if got := remembered(t, db); len(got) != 0 || there(during[0]) {
				t.Errorf("%d parts are remembered afterwards", len(got))
			}
			put := os.WriteFile(during[0], []byte("half of it"), 0o600)
			again, err := store.Open(copied, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: db.Schema()})
			if err = errors.Join(put, err); err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if got := remembered(t, again); !slices.Equal(got, during) {
				t.Fatalf("%d parts were remembered", len(got))
			}
			sweep(t, again)
			if there(during[0]) || len(remembered(t, again)) != 0 || !there(filepath.Join(dir, "out.txt")) {
				t.Error("the part is still there, or still remembered, or the file itself is gone")
			}
		})
		t.Run(name+" is forgotten when it failed", func(t *testing.T) {
			db, dir := create(t), t.TempDir()
			failed := errors.New("no more words")
			if err := save(db, filepath.Join(dir, "out.txt"), func(io.Writer) error { return failed }); !errors.Is(err, failed) {
				t.Errorf("got %v", err)
			}
			if err := save(db, filepath.Join(dir, "no", "out.txt"), text("x")); err == nil {
				t.Error("it was written where no folder is")
			}
			if left, _ := os.ReadDir(dir); len(left) != 0 || len(remembered(t, db)) != 0 {
				t.Errorf("%d files are left", len(left))
			}
		})
	}
	t.Run("hinders nobody whose file is open to look only", func(t *testing.T) {
		db := create(t)
		path, o := db.Path(), store.Options{Secret: vaulttest.Passphrase, Schema: db.Schema(), ReadOnly: true}
		db.Close()
		look, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer look.Close()
		out := filepath.Join(t.TempDir(), "out.txt")
		if err := errors.Join(exchange.SaveNew(look, out, text("x")), exchange.SweepParts(look)); err != nil || !there(out) {
			t.Error(err)
		}
	})
}

func TestSweepParts(t *testing.T) {
	t.Run("removes nothing but parts of ours", func(t *testing.T) {
		db, dir := create(t), t.TempDir()
		letter := put(t, "letter.txt", []byte("x"))
		link := filepath.Join(dir, ours)
		if err := os.Symlink(letter, link); err != nil {
			t.Skip("no symbolic links here")
		}
		folder := filepath.Join(t.TempDir(), ours)
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		kept := []string{
			letter, link, folder, put(t, ".guvoh-abc.part", []byte("x")), put(t, ours+"s", []byte("x")),
			put(t, "a"+ours, []byte("x")), put(t, ".guvoh-ABCDEFGHIJKLMNOPQRSTUVWXYZ.guvoh", []byte("x")),
		}
		gone := put(t, ours, []byte("x"))
		remember(t, db, append(slices.Clone(kept), gone)...)
		sweep(t, db)
		for _, path := range kept {
			if !there(path) {
				t.Errorf("%s was removed", filepath.Base(path))
			}
		}
		if there(gone) || len(remembered(t, db)) != 0 {
			t.Error("the part is still there, or something is still remembered")
		}
	})
	t.Run("remembers a part on a stick that is not plugged in", func(t *testing.T) {
		db := create(t)
		stick := filepath.Join(t.TempDir(), "stick")
		remember(t, db, filepath.Join(stick, ours))
		sweep(t, db)
		if len(remembered(t, db)) != 1 {
			t.Fatal("it forgot")
		}
		if err := errors.Join(os.Mkdir(stick, 0o700), os.WriteFile(filepath.Join(stick, ours), []byte("x"), 0o600)); err != nil {
			t.Fatal(err)
		}
		sweep(t, db)
		if there(filepath.Join(stick, ours)) || len(remembered(t, db)) != 0 {
			t.Error("it was not removed once the stick was there")
		}
	})
	t.Run("does not fail over words that it does not understand", func(t *testing.T) {
		db := create(t)
		if err := db.SetSetting("parts", "{not a list"); err != nil {
			t.Fatal(err)
		}
		sweep(t, db)
		if err := exchange.SaveNew(db, filepath.Join(t.TempDir(), "a.txt"), text("x")); err != nil {
			t.Error(err)
		}
	})
}

func TestSaveNew(t *testing.T) {
	t.Run("never takes the place of what is there, also when it came meanwhile", func(t *testing.T) {
		path := put(t, "a.txt", []byte("mine"))
		if err := exchange.SaveNew(nil, path, text("x")); !errors.Is(err, store.ErrExists) {
			t.Errorf("got %v", err)
		}
		late := filepath.Join(t.TempDir(), "late.txt")
		err := exchange.SaveNew(nil, late, func(w io.Writer) error {
			return errors.Join(os.WriteFile(late, []byte("mine"), 0o600), text("x")(w))
		})
		if !errors.Is(err, store.ErrExists) {
			t.Errorf("got %v", err)
		}
		for _, p := range []string{path, late} {
			if b, _ := os.ReadFile(p); string(b) != "mine" {
				t.Error("it was written over")
			}
			if in, _ := os.ReadDir(filepath.Dir(p)); len(in) != 1 {
				t.Errorf("%d files are there", len(in))
			}
		}
	})
	t.Run("makes no file that seems to be a case file, and one that only its owner reads", func(t *testing.T) {
		if err := exchange.SaveNew(nil, filepath.Join(t.TempDir(), "new.guvoh"), text("x")); !errors.Is(err, exchange.ErrCaseFile) {
			t.Errorf("got %v", err)
		}
		path := filepath.Join(t.TempDir(), "a.txt")
		if err := exchange.SaveNew(nil, path, text("x")); err != nil {
			t.Fatal(err)
		}
		if st, err := os.Stat(path); err != nil || st.Mode().Perm()&0o077 != 0 && filepath.Separator == '/' {
			t.Errorf("mode %v, %v", st.Mode(), err)
		}
	})
	t.Run("names its parts so that they are known again", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.txt")
		err := exchange.SaveNew(nil, path, func(io.Writer) error {
			in, err := os.ReadDir(filepath.Dir(path))
			if err == nil && (len(in) != 1 || !regexp.MustCompile(`^\.guvoh-[A-Z2-7]{26}\.part$`).MatchString(in[0].Name())) {
				t.Errorf("%d files, of other names", len(in))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
