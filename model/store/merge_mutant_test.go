package store_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

// A mutant is the program with one thing done wrong that a merge rests on. The
// test named must fail on it: what nobody would miss is not proved. The
// product's code knows nothing of this: the compiler is given another file in
// its place.
var mutants = []struct {
	name, file, old, other, tests string
	everyDay                      bool
}{
	{
		"a delete covers what it has not seen", "../journal/state.go",
		"", "", "TestWhateverColleaguesDo", true,
	},
}

func TestTheTestsMissWhatIsDoneWrong(t *testing.T) {
	if os.Getenv("GUVOH_MUTANT") != "" {
		t.Skip("this is one")
	}
	if testing.Short() {
		t.Skip("each mutant is compiled")
	}
	for _, m := range mutants {
		t.Run(m.name, func(t *testing.T) {
			text, err := os.ReadFile(m.file)
			must(t, err)
			if n := strings.Count(string(text), m.old); n != 1 {
				t.Fatalf("%s has this %d times", m.file, n)
			}
			if size(0, 1) == 0 && !m.everyDay {
				return // it is compiled and run by make prove
			}
			out, err := runMutant(t, m.file, strings.Replace(string(text), m.old, m.other, 1), m.tests)
			if err == nil || !strings.Contains(out, "--- FAIL: "+m.tests) {
				t.Errorf("%s passes: %v\n%s", m.tests, err, out)
			}
		})
	}
}

// runMutant runs a test of this package with another text of a file, and gives
// what it prints.
func runMutant(t *testing.T, file, text, test string) (string, error) {
	t.Helper()
	here, err := filepath.Abs(file)
	must(t, err)
	dir := t.TempDir()
	changed, overlay := filepath.Join(dir, filepath.Base(file)), filepath.Join(dir, "overlay.json")
	must(t, os.WriteFile(changed, []byte(text), 0o600))
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{here: changed}})
	must(t, err)
	must(t, os.WriteFile(overlay, list, 0o600))
	args := []string{"test", "-count=1", "-vet=off", "-overlay", overlay, "-run", "^" + test + "$", "-timeout", "30m"}
	if raced() {
		args = append(args, "-race") // what it is built of is there already
	}
	c := exec.Command("go", append(args, ".")...)
	c.Env = append(os.Environ(), "GUVOH_MUTANT=1", "GUVOH_PROVE=")
	out, err := c.CombinedOutput()
	return string(out), err
}

// raced reports whether this program was built with the race detector.
func raced() bool {
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, s := range info.Settings {
			if s.Key == "-race" {
				return s.Value == "true"
			}
		}
	}
	return false
}
