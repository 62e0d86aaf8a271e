package vault_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

// A mutant is the vault with one thing left out that keeps it sound. The tests
// named must fail on it: what nobody would miss is not proved. The product's
// code knows nothing of this: the compiler is given another file in its place.
var mutants = []struct {
	name, file, old, other, tests string
	everyDay                      bool
}{
	{
		"page 1 that was torn is not made up", "vfs.c", "    if( bad && probe ){ makeHeader(z); return SQLITE_OK; }\n", "",
		"TestNothingIsLostWhenThePowerGoes$/^PERSIST_FULL", true,
	},
	{
		"the sector that waits is not written before a sync", "vfs.c", "static int xSync(sqlite3_file *f, int flags){\n  File *p = (File*)f;\n  int rc = flushTail(p);", "static int xSync(sqlite3_file *f, int flags){\n  File *p = (File*)f;\n  int rc = SQLITE_OK;",
		"TestNothingIsLostWhenThePowerGoes$/^DELETE_EXTRA_EXCLUSIVE", true,
	},
	{
		"the copy of the header that is written first may be the only whole one", "vault.go", "f.sealer.spare = 1 - h.number", "f.sealer.spare = 1",
		"TestNothingIsLostWhenThePowerGoes$/^DELETE_EXTRA_EXCLUSIVE", false,
	},
	{
		"both copies of the header are written before the first is synced", "vfs.c", "if( rc==SQLITE_OK ) rc = p->real->pMethods->xSync(p->real, SQLITE_SYNC_FULL);", "if( rc==SQLITE_OK && turn ) rc = p->real->pMethods->xSync(p->real, SQLITE_SYNC_FULL);",
		"TestNothingIsLostWhenThePowerGoes$/^DELETE_EXTRA_EXCLUSIVE", false,
	},
	{"a failed change of keys is not put back", "vault.go", "\t\tf.putBack(write, next.header)\n", "", "TestAHeaderThatCannotBeWrittenChangesNothing", false},
	{
		"what was synced shares a unit with a header that is still to be written", "vfs.c", "#define SECTOR    512 ", "#define SECTOR    4096 ",
		"TestNothingIsLostWhenThePowerGoes$/^DELETE_EXTRA_EXCLUSIVE", false,
	},
	{"a journal keeps no room", "vfs.c", "#define AHEAD     2 ", "#define AHEAD     0 ", "TestNothingIsLostOnAFullDisk", false},
	{"a page that SQLite left out stays away", "vfs.c", "  rc = fillGap(p, off);\n", "  rc = SQLITE_OK;\n", "TestPagesThatSQLiteLeavesOut", false},
	{"what was moved to another page stays behind", "vfs.c", "  clearRoom(plain, off);\n", "", "TestWhatWasMovedLeavesNothingBehind", false},
	{"a page is not bound to its place", "seal.go", "binary.BigEndian.PutUint64(w.place[:], uint64(idx))", "clear(w.place[:])", "TestAPageFitsNowhereElse", false},
	{"a copy of the file has the same keys", "seal.go", "= derive(dataKey, salt, purposes[kind])", "= derive(dataKey, nil, purposes[kind])", "TestAPageFitsNowhereElse", false},
	{"a nonce is used again", "seal.go", "	w.left = w.left[nonceSize:]\n", "", "TestNoNonceIsUsedTwice", false},
	{"the sectors of a record share a nonce", "seal.go", "first+uint64(i)", "first", "TestNoNonceIsUsedTwice", false},
	{"a header is not authenticated", "vault.go", "if !h.authentic(dataKey) {", "if false {", "TestAForgedHeaderIsRefused", false},
	{"the bytes by which SQLite locks are written", "vfs.c", "return off < LOCKS ? off : off + HOLE;", "return off;", "TestAVaultOfMoreThanOneGibibyte", false},
	{"the words of a transaction are written in clear", "vfs.c", "  if( flags & SQLITE_OPEN_MAIN_JOURNAL ) return JOURNAL;\n", "  if( flags & SQLITE_OPEN_MAIN_JOURNAL ) return MAIN;\n", "TestEveryJournalModeIsSealed", false},
}

func TestTheTestsMissWhatIsLeftOut(t *testing.T) {
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
			if !strings.Contains(string(text), m.old) {
				t.Fatalf("%s does not have this any more", m.file)
			}
			if size(0, 1) == 0 && !m.everyDay {
				return // it is compiled and run by make prove
			}
			out, err := runMutant(t, m.file, m.old, m.other, m.tests)
			name, _, _ := strings.Cut(m.tests, "$")
			if err == nil || !strings.Contains(out, "--- FAIL: "+name) {
				t.Errorf("%s passes: %v\n%s", m.tests, err, out)
			}
		})
	}
}

// runMutant runs tests of this package with a piece of a file replaced, and
// gives what they print.
func runMutant(t *testing.T, file, old, other, tests string) (string, error) {
	t.Helper()
	here, err := os.Getwd()
	must(t, err)
	text, err := os.ReadFile(file)
	must(t, err)
	dir := t.TempDir()
	changed, overlay := filepath.Join(dir, file), filepath.Join(dir, "overlay.json")
	must(t, os.WriteFile(changed, []byte(strings.ReplaceAll(string(text), old, other)), 0o600))
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(here, file): changed}})
	must(t, err)
	must(t, os.WriteFile(overlay, list, 0o600))
	args := []string{"test", "-count=1", "-vet=off", "-overlay", overlay, "-run", "^" + tests + "$", "-timeout", "30m"}
	if raced() {
		args = append(args, "-race") // what it is built of is there already
	}
	c := exec.Command("go", append(args, ".")...)
	c.Env = append(os.Environ(), "GUVOH_MUTANT=1")
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
