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
		"a delete hides what its author had not seen", "../journal/state.go",
		"return gone && !kept, gone && kept", "return gone, gone && kept", "TestWhateverColleaguesDo", true,
	},
	{
		"a delete covers nothing", "../journal/state.go",
		"			hs[i].Covered = true\n", "", "TestWhateverColleaguesDo", false,
	},
	{
		"a head stays when it was replaced from elsewhere", "../journal/state.go",
		"		if p.Rel == Replaces {\n", "		if p.Rel == Replaces && len(hs) > 1 {\n", "TestWhateverColleaguesDo", false,
	},
	{
		"which value is shown first follows from no number", "../journal/state.go",
		"		cmp.Compare(a.Lamport, b.Lamport),\n", "", "TestWhateverColleaguesDo", false,
	},
	{
		"what is owed to entries that have not come is forgotten", "../journal/state.go",
		"		s.owed[p.Op] |= 1 << p.Rel\n", "		_ = p.Rel\n", "TestWhateverColleaguesDo", true,
	},
	{
		"what came late is not told that it was replaced", "../journal/state.go",
		"	if owed&(1<<Replaces) != 0 {\n", "	if false {\n", "TestWhateverColleaguesDo", false,
	},
	{
		"an order of removal is not remembered", "../journal/state.go",
		"	if len(s.purged) == 0 { //", "	if true { //", "TestWhateverColleaguesDo", false,
	},
	{
		"an order of removal is not carried out", "merge_fold.go",
		"	for _, op := range s.state.Purged() {\n", "	for _, op := range s.state.Purged()[:0] {\n", "TestWhateverColleaguesDo", false,
	},
	{
		"equal values are a conflict", "conflict.go",
		"n = len(distinct); n < 2", "n = len(state.Heads(field)); n < 2", "TestWhateverColleaguesDo", false,
	},
	{
		"records that were left out are taken", "merge_take.go",
		"	if !w.choice.LeaveOut[e.Record] {\n", "	if true {\n", "TestWhateverColleaguesDo", false,
	},
	{
		"what was left out comes again unasked", "merge_take.go",
		"	case h.bare && h.left && !w.choice.Again:\n", "	case false:\n", "TestWhateverColleaguesDo", false,
	},
	{
		"the fuller of two forms of an entry is not taken", "merge_settle.go",
		"		case theirs.Ops[i].Erased == nil:\n", "		case false:\n", "TestAFullerEntryIsTaken", false,
	},
	{
		"a fork is taken", "merge_take.go",
		"			if !bytes.Equal(ours, hash[:]) {\n", "			if false {\n", "TestAMachineThatWasCopiedWhileItRan", false,
	},
	{
		"a signature is not looked at", "merge_take.go",
		"	case !journal.Verify(w.device(), hash, r.Signature):\n", "	case false:\n", "TestWorkThatWasChangedOnItsWay", true,
	},
	{
		"a stream may bear any name", "merge_take.go",
		"	case !s.Owned():\n", "	case false:\n", "TestWorkThatWasChangedOnItsWay", false,
	},
	{
		"work without a signature is taken", "merge_take.go",
		"	case r.Signature == nil:\n		return &distrust{Unproven, first}\n", "	case r.Signature == nil:\n", "TestWorkThatWasChangedOnItsWay", false,
	},
	{
		"both halves of a copied machine write on in one stream", "merge_settle.go",
		"		w.cloned = true ", "		w.cloned = false ", "TestACopiedMachineOfWhichOneHalfSlept", false,
	},
	{
		"the bytes of a colleague's evidence are not looked at", "merge_bytes.go",
		" || !bytes.Equal(w.hash.Sum(nil), a.SHA256[:])", "", "TestBytesThatAreNotWhatTheyAreSaidToBe", false,
	},
	{
		"a preview is kept", "merge_run.go",
		"	if !keep {\n		return nil\n	}\n", "", "TestWhateverColleaguesDo", false,
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
