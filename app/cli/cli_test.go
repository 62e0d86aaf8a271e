package cli_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"guvoh/app/cli"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// answer is what a command said.
type answer struct {
	code     int
	out, err string
}

// deps are those of a machine that speaks English, whose clock stands, and at
// which somebody knows the passphrase of tests.
func deps() cli.Deps {
	return cli.Deps{
		Version: "0.1.0",
		Env:     func(string) string { return "" },
		Now:     func() time.Time { return time.Date(2026, 5, 4, 10, 30, 0, 0, time.UTC) },
		Ask:     func(string, bool) (string, error) { return string(vaulttest.Passphrase), nil },
		Store:   store.Options{Cost: vaulttest.Cheap, DeviceSecret: bytes.Repeat([]byte{7}, 32)},
	}
}

func runWith(d cli.Deps, args ...string) answer { return runFrom(d, "", args...) }

// runFrom runs a command that finds that on standard input.
func runFrom(d cli.Deps, in string, args ...string) answer {
	var out, err bytes.Buffer
	code := cli.Run(context.Background(), args, cli.Streams{In: strings.NewReader(in), Out: &out, Err: &err}, d)
	return answer{code, out.String(), err.String()}
}

func run(args ...string) answer { return runWith(deps(), args...) }

// must runs a command that has to work.
func must(t *testing.T, args ...string) string {
	t.Helper()
	a := run(args...)
	if a.code != cli.Done || a.err != "" {
		t.Fatalf("guvoh %s: status %d, %s", strings.Join(args, " "), a.code, a.err)
	}
	return a.out
}

// refuses runs a command that has to fail in one sentence and to leave every
// file of the folder as it was.
func refuses(t *testing.T, dir string, code int, words string, args ...string) {
	t.Helper()
	refusesWith(t, deps(), dir, code, words, args...)
}

func refusesWith(t *testing.T, d cli.Deps, dir string, code int, words string, args ...string) {
	t.Helper()
	before := prints(t, dir)
	a := runWith(d, args...)
	if a.code != code || !strings.Contains(a.err, words) {
		t.Errorf("guvoh %s: status %d, want %d; it says\n%s\nand not %q", strings.Join(args, " "), a.code, code, a.err, words)
	}
	if a.out != "" {
		t.Errorf("guvoh %s answers all the same:\n%s", strings.Join(args, " "), a.out)
	}
	if strings.Contains(a.err, "cli.") || strings.Contains(a.err, "<no value>") {
		t.Errorf("there are no words for it: %s", a.err)
	}
	if after := prints(t, dir); !maps.Equal(before, after) {
		t.Errorf("guvoh %s has changed files in the folder", strings.Join(args, " "))
	}
}

// prints gives the SHA-256 of every file in a folder.
func prints(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	sums := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if st, err := d.Info(); err == nil && st.Size() > 1<<28 {
			return nil // a film with nothing in it
		}
		b, err := os.ReadFile(path)
		sums[path] = sha256.Sum256(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// sampleFile is a file with the sample, made once and copied for each test.
var sampleFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "guvoh-test-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "cases.guvoh")
	if a := run("init", path, "--sample"); a.code != cli.Done {
		return nil, errors.New(a.err)
	}
	return os.ReadFile(path)
})

// sample makes a folder with a file that holds the sample.
func sample(t *testing.T) (dir, file string) {
	t.Helper()
	b, err := sampleFile()
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	return dir, put(t, dir, "cases.guvoh", string(b))
}

// put makes a file in the folder.
func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func options(t *testing.T) store.Options {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: s}
}
