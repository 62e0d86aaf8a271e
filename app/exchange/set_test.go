package exchange_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"guvoh/app/exchange"
	"guvoh/model/store"
)

func TestSaveSet(t *testing.T) {
	made := func(paths ...string) func(*exchange.Set) error {
		return func(s *exchange.Set) error {
			for _, path := range paths {
				f, err := s.Create(path)
				if err != nil {
					return err
				}
				if _, err := io.WriteString(f, "words"); err != nil {
					return err
				}
			}
			return nil
		}
	}
	names := func(t *testing.T, dir string) []string {
		t.Helper()
		in, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, e := range in {
			out = append(out, e.Name())
		}
		return out
	}
	t.Run("gives all files their names, and only their owner reads them", func(t *testing.T) {
		dir := t.TempDir()
		if err := exchange.SaveSet(nil, made(filepath.Join(dir, "a-1.pdf"), filepath.Join(dir, "a-2.pdf"))); err != nil {
			t.Fatal(err)
		}
		if got := names(t, dir); len(got) != 2 || got[0] != "a-1.pdf" || got[1] != "a-2.pdf" {
			t.Errorf("there are %q", got)
		}
		b, err := os.ReadFile(filepath.Join(dir, "a-2.pdf"))
		if err != nil || string(b) != "words" {
			t.Errorf("it holds %q, %v", b, err)
		}
		if st, _ := os.Stat(filepath.Join(dir, "a-1.pdf")); st.Mode().Perm()&0o077 != 0 && filepath.Separator == '/' {
			t.Errorf("mode %v", st.Mode())
		}
	})
	t.Run("what was written can be read before it has its name", func(t *testing.T) {
		dir := t.TempDir()
		err := exchange.SaveSet(nil, func(s *exchange.Set) error {
			f, err := s.Create(filepath.Join(dir, "a.pdf"))
			if err != nil {
				return err
			}
			if _, err := io.WriteString(f, "words"); err != nil {
				return err
			}
			b := make([]byte, 3)
			if _, err := f.ReadAt(b, 2); err != nil || string(b) != "rds" {
				t.Errorf("read %q, %v", b, err)
			}
			if _, err := os.Lstat(filepath.Join(dir, "a.pdf")); err == nil {
				t.Error("the file has its name before it is whole")
			}
			_, err = io.WriteString(f, " more")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := os.ReadFile(filepath.Join(dir, "a.pdf")); string(b) != "words more" {
			t.Errorf("it holds %q", b)
		}
	})
	t.Run("leaves nothing when one of them cannot be made", func(t *testing.T) {
		dir := t.TempDir()
		failed := errors.New("a secret was found")
		err := exchange.SaveSet(nil, func(s *exchange.Set) error {
			return errors.Join(made(filepath.Join(dir, "a-1.pdf"), filepath.Join(dir, "a-2.pdf"))(s), failed)
		})
		if !errors.Is(err, failed) {
			t.Errorf("got %v", err)
		}
		if got := names(t, dir); len(got) != 0 {
			t.Errorf("left: %q", got)
		}
	})
	t.Run("never writes over a file, and takes the others away again when one came meanwhile", func(t *testing.T) {
		dir := t.TempDir()
		second := filepath.Join(dir, "a-2.pdf")
		err := exchange.SaveSet(nil, func(s *exchange.Set) error {
			err := made(filepath.Join(dir, "a-1.pdf"), second)(s)
			return errors.Join(err, os.WriteFile(second, []byte("old"), 0o600))
		})
		if !errors.Is(err, store.ErrExists) {
			t.Errorf("got %v", err)
		}
		if got := names(t, dir); len(got) != 1 || got[0] != "a-2.pdf" {
			t.Errorf("there are %q", got)
		}
		if b, _ := os.ReadFile(second); string(b) != "old" {
			t.Errorf("it holds %q", b)
		}
		if err := exchange.SaveSet(nil, made(second)); !errors.Is(err, store.ErrExists) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("refuses the name of a case file and a folder", func(t *testing.T) {
		dir := t.TempDir()
		if err := exchange.SaveSet(nil, made(filepath.Join(dir, "a.GUVOH"))); !errors.Is(err, exchange.ErrCaseFile) {
			t.Errorf("got %v", err)
		}
		if err := exchange.SaveSet(nil, made(dir)); !errors.Is(err, exchange.ErrNoFile) {
			t.Errorf("got %v", err)
		}
		if got := names(t, dir); len(got) != 0 {
			t.Errorf("left: %q", got)
		}
	})
	t.Run("writes through a device and knows a full disk", func(t *testing.T) {
		if _, err := os.Stat("/dev/full"); err != nil {
			t.Skip("no such device here")
		}
		if err := exchange.SaveSet(nil, made("/dev/full")); !errors.Is(err, store.ErrFull) {
			t.Errorf("got %v", err)
		}
	})
}
