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
	name, old, other, tests string
	everyDay                bool
}{
	{
		"a delete hides what its author had not seen",
		"return gone && !kept, gone && kept", "return gone, gone && kept", "TestWhateverColleaguesDo", true,
	},
	{
		"a delete covers nothing",
		"			hs[i].Covered = true\n", "", "TestWhateverColleaguesDo", false,
	},
	{
		"a head stays when it was one of several that were replaced",
		"		if p.Rel == Replaces {\n", "		if p.Rel == Replaces && len(hs) < 3 {\n", "TestWhateverColleaguesDo", false,
	},
	{
		"which value is shown first follows from no number",
		"		cmp.Compare(a.Lamport, b.Lamport),\n", "", "TestWhateverColleaguesDo", false,
	},
	{
		"what is owed to entries that have not come is forgotten",
		"		s.owed[p.Op] |= 1 << p.Rel\n", "		_ = p.Rel\n", "TestWhateverColleaguesDo", true,
	},
	{
		"what came late is not told that it was replaced",
		"	if owed&(1<<Replaces) != 0 {\n", "	if false {\n", "TestWhateverColleaguesDo", false,
	},
	{
		"an order of removal is not remembered",
		"	if len(s.purged) == 0 { //", "	if true { //", "TestWhateverColleaguesDo", false,
	},
	{
		"an order of removal is not carried out",
		"	for _, op := range s.state.Purged() {\n", "	for _, op := range s.state.Purged()[:0] {\n", "TestWhateverColleaguesDo", false,
	},
	{
		"equal values are a conflict",
		"n = len(distinct); n < 2", "n = len(state.Heads(field)); n < 2", "TestWhateverColleaguesDo", false,
	},
	{
		"records that were left out are taken",
		"	if len(w.choice.LeaveOut) == 0 || !w.choice.LeaveOut[e.Record] && !w.ofLeftOut(e) {\n", "	if true {\n", "TestWhateverColleaguesDo", false,
	},
	{
		"what was left out comes again unasked",
		" || left && !w.choice.Again || ", " || ", "TestWhateverColleaguesDo", false,
	},
	{
		"the fuller of two forms of an entry is not taken",
		"		case theirs.Ops[i].Erased == nil:\n", "		case false:\n", "TestAFullerEntryIsTaken", false,
	},
	{
		"a fork is taken",
		"			if !bytes.Equal(ours, hash[:]) {\n", "			if !bytes.Equal(ours, ours) {\n", "TestAMachineThatWasCopiedWhileItRan", false,
	},
	{
		"a signature is not looked at",
		"	case !journal.Verify(w.device(), hash, r.Signature):\n", "	case false:\n", "TestWorkThatWasChangedOnItsWay", true,
	},
	{
		"a stream may bear any name",
		"	case !s.Owned():\n", "	case false:\n", "TestWorkThatWasChangedOnItsWay", false,
	},
	{
		"work without a signature is taken",
		"	case r.Signature == nil:\n		return &distrust{Unproven, first}\n", "	case r.Signature == nil:\n", "TestWorkThatWasChangedOnItsWay", false,
	},
	{
		"both halves of a copied machine write on in one stream",
		"		w.cloned = true ", "		w.cloned = false ", "TestACopiedMachineOfWhichOneHalfSlept", false,
	},
	{
		"the bytes of a colleague's evidence are not looked at",
		" || !bytes.Equal(w.hash.Sum(nil), a.SHA256[:])", " || !bytes.Equal(a.SHA256[:], a.SHA256[:])", "TestBytesThatAreNotWhatTheyAreSaidToBe", false,
	},
	{
		"a preview is kept",
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
			file, text := only(t, m.old)
			if size(0, 1) == 0 && !m.everyDay {
				return // it is compiled and run by make prove
			}
			out, err := runMutant(t, file, strings.Replace(text, m.old, m.other, 1), m.tests)
			if err == nil || !strings.Contains(out, "--- FAIL: "+m.tests) {
				t.Errorf("%s passes: %v\n%s", m.tests, err, out)
			}
		})
	}
}

// only gives the one file of the store or the journal that has a piece of code.
func only(t *testing.T, code string) (file, text string) {
	t.Helper()
	ours, err := filepath.Glob("*.go")
	must(t, err)
	journals, err := filepath.Glob("../journal/*.go")
	must(t, err)
	for _, f := range append(ours, journals...) {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		must(t, err)
		switch n := strings.Count(string(b), code); {
		case n > 1 || n == 1 && file != "":
			t.Fatal("the code has this more than once")
		case n == 1:
			file, text = f, string(b)
		}
	}
	if file == "" {
		t.Fatal("the code does not have this any more")
	}
	return file, text
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
