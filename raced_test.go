package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// oneByOne are the packages that share something between goroutines though no
// two of them run in their tests, each with the reason. The race detector would
// see nothing there.
var oneByOne = map[string]string{
	".":                  "a goroutine of its tests waits for a program that they started",
	"app/cli":            "a goroutine of its tests plays the person at a terminal; commands do one thing after the other",
	"app/shell":          "its tests have the work done where they stand (task.Inline)",
	"app/screen/dossier": "its tests have the work done where they stand (task.Inline)",
	"model":              "a goroutine of its tests lets them give up on what never ends",
	"model/search":       "what is kept under a lock is made by one test after the other; the store's tests share it",
}

// The race detector makes everything many times slower and sees nothing where
// one thing is done after the other. So it follows the packages that the Makefile
// names as raced, and all others are tested without it.
func TestTheDetectorFollowsWhatRunsAtOnce(t *testing.T) {
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range unfollowed(t, os.DirFS("."), string(makefile), oneByOne) {
		t.Error(fault)
	}
}

func TestWhatTheDetectorMissesIsFound(t *testing.T) {
	const idle = "package a\n"
	const busy = "package a\n\nfunc f() { go f() }\n"
	const test = "package a_test\n\nfunc TestA(t *testing.T) {}\n"
	tree := func(files ...string) fstest.MapFS {
		all := fstest.MapFS{"a/a_test.go": {Data: []byte(test)}}
		for i := 0; i < len(files); i += 2 {
			all[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
		}
		return all
	}
	for name, c := range map[string]struct {
		tree     fstest.MapFS
		makefile string
		alone    map[string]string
		want     string
	}{
		"what starts a goroutine":            {tree("a/a.go", busy), "raced := ./b\nfull :=\n", nil, "a runs things at once (go)"},
		"a lock":                             {tree("a/a.go", "package a\n\nimport \"sync\"\n\nvar a sync.Mutex\n"), "raced :=\nfull :=\n", nil, "a runs things at once (sync.Mutex)"},
		"a number that several touch":        {tree("a/a.go", "package a\n\nimport \"sync/atomic\"\n\nvar a atomic.Int64\n"), "raced :=\nfull :=\n", nil, "a runs things at once (atomic.Int64)"},
		"a test that starts a goroutine":     {tree("a/a.go", idle, "a/b_test.go", busy), "raced :=\nfull :=\n", nil, "a runs things at once (go)"},
		"the window's own goroutine":         {tree("a/a.go", "package a\n\nfunc f() { fyne.Do(f) }\n"), "raced :=\nfull :=\n", nil, "a runs things at once (fyne.Do)"},
		"what is made once by whoever comes": {tree("a/a.go", "package a\n\nimport \"sync\"\n\nvar a = sync.OnceValue(f)\n"), "raced :=\nfull :=\n", nil, ""},
		"what has no tests":                  {fstest.MapFS{"a/a.go": {Data: []byte(busy)}}, "raced :=\nfull :=\n", nil, ""},
		"what is followed":                   {tree("a/a.go", busy), "raced := ./b \\\n\t./a\nfull :=\n", nil, "./b has no tests"},
		"what is followed for nothing":       {tree("a/a.go", idle), "raced := ./a\nfull :=\n", nil, "a runs nothing at once"},
		"what has a reason not to be":        {tree("a/a.go", busy), "raced :=\nfull :=\n", map[string]string{"a": "x"}, ""},
		"a reason that has gone":             {tree("a/a.go", idle), "raced :=\nfull :=\n", map[string]string{"a": "x"}, "a needs no reason"},
		"what is passed over for good":       {tree("a/a.go", busy, "a/b_test.go", "package a_test\n\nfunc TestB(t *testing.T) { raced.Slow(t) }\n"), "raced := ./a\nfull :=\n", nil, "a passes over tests"},
		"what is passed over and run later":  {tree("a/a.go", busy, "a/b_test.go", "package a_test\n\nfunc TestB(t *testing.T) { raced.Slow(t) }\n"), "raced := ./a\nfull := ./a\n", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(unfollowed(t, c.tree, c.makefile, c.alone), "\n")
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("the faults are %q", got)
			}
		})
	}
}

// unfollowed says what is wrong with the list of packages that the race detector
// follows. Every package with tests is in it or not; what is not is run without.
func unfollowed(t *testing.T, tree fs.FS, makefile string, alone map[string]string) (faults []string) {
	t.Helper()
	raced, full := packagesOf(t, makefile, "raced"), packagesOf(t, makefile, "full")
	all := atOnce(t, tree)
	for _, dir := range raced {
		if !all[dir].tests {
			faults = append(faults, "./"+dir+" has no tests that the race detector could follow")
		}
	}
	for dir, p := range all {
		_, excused := alone[dir]
		followed := slices.Contains(raced, dir)
		switch {
		case !p.tests:
		case p.signs == nil && followed:
			faults = append(faults, dir+" runs nothing at once: it needs no race detector (raced, in the Makefile)")
		case p.signs == nil && excused:
			faults = append(faults, dir+" needs no reason any more to be tested without the race detector")
		case p.signs != nil && followed == excused:
			faults = append(faults, dir+" runs things at once ("+strings.Join(p.signs, ", ")+"): name it as raced in the Makefile, or say here why its tests do one thing after the other, and not both")
		}
		if p.passesOver && followed && !slices.Contains(full, dir) {
			faults = append(faults, dir+" passes over tests under the race detector: name it as full in the Makefile, too")
		}
	}
	slices.Sort(faults)
	return faults
}

// packagesOf reads a list of packages of the Makefile.
func packagesOf(t *testing.T, makefile, name string) []string {
	t.Helper()
	m := regexp.MustCompile(`(?m)^` + name + ` :=((?:.*\\\n)*.*)$`).FindStringSubmatch(makefile)
	if m == nil {
		t.Fatalf("the Makefile has no list %q", name)
	}
	var all []string
	for _, dir := range strings.Fields(strings.ReplaceAll(m[1], "\\\n", " ")) {
		all = append(all, path.Clean(dir))
	}
	return all
}

// what a package has that matters to the race detector.
type concurrency struct {
	tests      bool
	passesOver bool     // some tests under the race detector
	signs      []string // that its goroutines share something
}

// atOnce looks through all packages of a tree, their tests as well.
func atOnce(t *testing.T, tree fs.FS) map[string]concurrency {
	t.Helper()
	all := map[string]concurrency{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (slices.Contains([]string{"bin", "dist", "testdata", "uitest"}, d.Name()) || strings.HasPrefix(d.Name(), ".")) || isModule(tree, name) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		if err != nil {
			return err
		}
		p := all[path.Dir(name)]
		p.look(f)
		p.tests = p.tests || strings.HasSuffix(name, "_test.go")
		all[path.Dir(name)] = p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// isModule tells whether a folder below is a module of its own.
func isModule(tree fs.FS, name string) bool {
	_, err := fs.Stat(tree, path.Join(name, "go.mod"))
	return name != "." && err == nil
}

// look adds what a file has.
func (p *concurrency) look(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		sign := ""
		switch n := n.(type) {
		case *ast.GoStmt:
			sign = "go"
		case *ast.ChanType:
			sign = "chan"
		case *ast.SelectStmt:
			sign = "select"
		case *ast.SelectorExpr:
			of, _ := n.X.(*ast.Ident)
			switch {
			case of == nil:
			case of.Name == "raced":
				p.passesOver = true
			case of.Name == "sync" && !strings.HasPrefix(n.Sel.Name, "Once"),
				of.Name == "atomic", of.Name == "fyne" && (n.Sel.Name == "Do" || n.Sel.Name == "DoAndWait"):
				sign = of.Name + "." + n.Sel.Name
			}
		}
		if sign != "" && !slices.Contains(p.signs, sign) {
			p.signs = append(p.signs, sign)
		}
		return true
	})
}
