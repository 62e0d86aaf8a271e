package cli_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/cli"
	"guvoh/model/store"
)

// A passphrase, words or a sheet that were not seen by anybody must not be what
// opens a file.
func TestWhatOpensAFileIsSeenFirst(t *testing.T) {
	dir, file := sample(t)
	plain := put(t, dir, "first.guvoh", firstVersion(t))
	for name, args := range map[string][]string{
		"a new file":                     {"init", filepath.Join(dir, "new.guvoh"), "--generate"},
		"a file that is sealed":          {"seal", plain, "--generate"},
		"another passphrase":             {"key", "add", file, "--generate"},
		"a passphrase that changes":      {"key", "change", file, "--generate"},
		"a file that is renewed":         {"key", "renew", file, "-o", filepath.Join(dir, "renewed.guvoh"), "--generate"},
		"words":                          {"key", "recovery", file},
		"a sheet that is printed":        {"key", "recovery", file, "-o", "-"},
		"shares":                         {"key", "shares", file, "--need", "2", "--of", "3"},
		"sheets of shares, when printed": {"key", "shares", file, "--need", "2", "--of", "3", "-o", "-"},
	} {
		t.Run(name+" is not made where the answer goes nowhere", func(t *testing.T) {
			before := prints(t, dir)
			var said bytes.Buffer
			code := cli.Run(context.Background(), args, cli.Streams{Out: broken{}, Err: &said}, deps())
			if code != cli.Failed || !strings.Contains(said.String(), "so nothing was changed") {
				t.Errorf("status %d, %s", code, said.String())
			}
			if !maps.Equal(before, prints(t, dir)) {
				t.Error("something was changed all the same")
			}
		})
	}
}

func TestWhatWasShownInVain(t *testing.T) {
	dir, file := sample(t)
	full(t, file)
	for name, args := range map[string][]string{
		"words":              {"key", "recovery", file},
		"shares":             {"key", "shares", file, "--need", "2", "--of", "3"},
		"a sheet, printed":   {"key", "recovery", file, "-o", "-"},
		"another passphrase": {"key", "add", file, "--generate"},
	} {
		t.Run(name+" is said to open nothing when the file has no room", func(t *testing.T) {
			before := prints(t, dir)
			a := run(args...)
			if a.code != cli.Failed || a.out == "" || !strings.Contains(a.err, "no room for another key") || !strings.Contains(a.err, "What was shown before this opens nothing") {
				t.Errorf("status %d, %s", a.code, a.err)
			}
			if !maps.Equal(before, prints(t, dir)) {
				t.Error("something was changed all the same")
			}
		})
	}
	t.Run("is not said of what opens the file, whatever fails later", func(t *testing.T) {
		_, file := sample(t)
		var said bytes.Buffer
		code := cli.Run(context.Background(), []string{"key", "change", file, "--generate"}, cli.Streams{Out: &once{}, Err: &said}, deps())
		if code != cli.Failed || !strings.Contains(said.String(), "could not be written") || strings.Contains(said.String(), "opens nothing") || strings.Contains(said.String(), "nothing was changed") {
			t.Errorf("status %d, %s", code, said.String())
		}
		refuses(t, filepath.Dir(file), cli.WrongKey, "does not open", "list", file)
	})
	t.Run("a file that is sealed already shows no passphrase", func(t *testing.T) {
		refuses(t, dir, cli.Failed, "is sealed already", "seal", file, "--generate")
	})
}

// once takes one writing and no other.
type once struct{ broken bool }

func (o *once) Write(b []byte) (int, error) {
	if o.broken {
		return 0, os.ErrClosed
	}
	o.broken = true
	return len(b), nil
}

// What the window wrote in plain and could not finish goes away with the next
// opening to write, whichever opens.
func TestAPartThatWasLeft(t *testing.T) {
	_, file := sample(t)
	left := put(t, t.TempDir(), ".guvoh-ABCDEFGHIJKLMNOPQRSTUVWXYZ.part", "half of a dossier")
	o := options(t)
	db, err := store.Open(file, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.SetSetting("parts", `["`+filepath.ToSlash(left)+`"]`), db.Close()); err != nil {
		t.Fatal(err)
	}
	must(t, "list", file)
	if _, err := os.Lstat(left); err != nil {
		t.Error("a command that only looks has removed it")
	}
	must(t, "attach", file, "SAMPLE-2", put(t, t.TempDir(), "letter.txt", "Dear colleague,"))
	if _, err := os.Lstat(left); err == nil {
		t.Error("it still lies there")
	}
}
