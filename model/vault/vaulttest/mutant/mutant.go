// Package mutant shows of tests that they can fail.
//
// Its one job is to build a package with one thing in it done wrong and to
// expect a named test to miss it: what nobody would miss is not proved. Rules:
// only tests import it; the product's code knows nothing of it, since the
// compiler is given another file in the place of one (its overlay); all that the
// file does not touch comes from the cache of the build, which has it without the
// race detector.
package mutant

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Mutant is the program with one thing done wrong or left out.
type Mutant struct {
	Name  string
	Code  string // what stands in one file, and nowhere else
	Times int    // how often it stands there; 0 is once
	Other string // what stands there instead
	Tests string // the pattern of the tests that must fail

	EveryDay bool // the others are built by "make prove" only
}

// Judge builds mutants and runs tests of the package in whose folder it is.
type Judge struct {
	Folders []string // where the code is
	Small   bool     // the tests have the size of every day for "make prove", too
}

// inside says that this is a mutant, which judges none.
const inside = "GUVOH_MUTANT"

// Each judges mutants, each as a sub-test. In short there are none.
func (j Judge) Each(t *testing.T, all []Mutant) {
	t.Helper()
	if os.Getenv(inside) != "" {
		t.Skip("this is one")
	}
	if testing.Short() {
		t.Skip("each mutant is compiled")
	}
	for _, m := range all {
		t.Run(m.Name, func(t *testing.T) {
			file, text := j.find(t, m)
			if !m.EveryDay && os.Getenv("GUVOH_PROVE") == "" {
				return
			}
			out, err := j.run(t, file, strings.ReplaceAll(text, m.Code, m.Other), m.Tests)
			test, _, _ := strings.Cut(m.Tests, "$")
			if err == nil || !strings.Contains(out, "--- FAIL: "+test) {
				t.Errorf("%s passes: %v\n%s", m.Tests, err, out)
			}
		})
	}
}

// find gives the one file that has the code of a mutant, and its text.
func (j Judge) find(t *testing.T, m Mutant) (file, text string) {
	t.Helper()
	times := 0
	for _, folder := range j.Folders {
		all, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if !slices.Contains([]string{".go", ".c", ".h"}, filepath.Ext(f.Name())) || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			b, err := os.ReadFile(filepath.Join(folder, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(b), m.Code); n > 0 {
				times += n
				file, text = filepath.Join(folder, f.Name()), string(b)
			}
		}
	}
	if times != max(1, m.Times) || strings.Count(text, m.Code) != times {
		t.Fatalf("the code has this %d times", times)
	}
	return file, text
}

// run runs tests of the package in this folder with another text of a file, and
// gives what they print.
func (j Judge) run(t *testing.T, file, text, tests string) (string, error) {
	t.Helper()
	here, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	changed, overlay := filepath.Join(dir, filepath.Base(file)), filepath.Join(dir, "overlay.json")
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{here: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for path, b := range map[string][]byte{changed: []byte(text), overlay: list} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("go", "test", "-count=1", "-vet=off", "-overlay", overlay, "-run", "^"+tests+"$", "-timeout", "30m", ".")
	c.Env = append(os.Environ(), inside+"=1")
	if j.Small {
		c.Env = append(c.Env, "GUVOH_PROVE=")
	}
	out, err := c.CombinedOutput()
	return string(out), err
}
