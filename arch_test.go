package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A fence says what packages of the house must not import. The patterns are
// those of the go command ("app/..." is app and all below it), and
// "ANY" is every package of somebody else but the standard library's.
type fence struct {
	name  string
	of    []string // the packages it stands around
	but   []string // of those, the ones it leaves free
	deny  []string
	allow []string // what may pass all the same
	tests bool     // whether it holds in test files, too
	why   string
}

const (
	fyne   = "fyne.io/..."
	gofpdf = "github.com/jung-kurt/gofpdf/..."
	sqlite = "github.com/mattn/go-sqlite3/..."
	sql    = "database/sql/..."
)

var fences = []fence{
	{
		name: "model knows nobody above it", of: []string{"model/..."},
		deny: []string{fyne, gofpdf, "guvoh/app/...", "guvoh/export/..."},
		why:  "what is true does not depend on how it is shown or printed",
	},
	{
		name: "model lives on the standard library", of: []string{"model/..."}, but: []string{"model/store/...", "model/vault/...", "model/passphrase/...", "model/pack", "model/team"},
		deny: []string{"ANY"}, tests: true,
		why: "the rules of the record must outlive every library",
	},
	{
		name: "SQL stays in the store", of: []string{"..."}, but: []string{"model/store/...", "model/vault/...", "bench/..."},
		deny: []string{sqlite, sql},
		why:  "one door for every write: nobody else can reach the tables (what is in bench is no part of the program)",
	},
	{
		name: "the store takes SQLite and nothing more", of: []string{"model/store/..."},
		deny: []string{"ANY"}, allow: []string{sqlite},
		why: "what touches the file stays small enough to review",
	},
	{
		name: "the vault knows no tables", of: []string{"model/vault/..."},
		deny: []string{"ANY", sql, "guvoh/..."}, allow: []string{sqlite, "golang.org/x/crypto/...", "filippo.io/age/...", "guvoh/model/vault/...", "guvoh/model/passphrase"},
		why: "what seals the file can be held in one head, and shown to a stranger alone",
	},
	{
		name: "a pack is bytes and keys", of: []string{"model/pack"},
		deny: []string{"ANY", sql, "os/...", "guvoh/..."}, allow: []string{"golang.org/x/crypto/...", "filippo.io/age", "guvoh/model", "guvoh/model/journal"},
		why: "what is read from strangers' hands is read without a file, a folder or a table within reach",
	},
	{
		name: "a team writes through the store", of: []string{"model/team"},
		deny: []string{"ANY", sql, "guvoh/..."}, allow: []string{"golang.org/x/crypto/...", "filippo.io/age", "guvoh/model", "guvoh/model/journal", "guvoh/model/pack", "guvoh/model/store", "guvoh/model/vault"},
		why: "work of others comes into the file by one door, whoever carried it",
	},
	{
		name: "the passphrase stands on Unicode alone", of: []string{"model/passphrase/..."},
		deny: []string{"ANY", sql, "guvoh/..."}, allow: []string{"golang.org/x/text/unicode/norm", "guvoh/assets"},
		why: "what is typed there is seen by no library; only its normal form is not ours to write",
	},
	{
		name: "export knows no window", of: []string{"export/..."}, deny: []string{fyne, "guvoh/app/..."}, tests: true,
		why: "a dossier is the same from the window and from the command line",
	},
	{
		name: "only export/pdf draws with gofpdf", of: []string{"..."}, but: []string{"export/pdf/..."}, deny: []string{gofpdf},
		why: "the document tree is the face; how pages are made can change behind it",
	},
	{
		name: "one place parses PDFs", of: []string{"..."}, but: []string{"export/exhibit/internal/pdfcopy", "export/seal"},
		deny: []string{"github.com/pdfcpu/..."}, tests: true,
		why: "that library writes a file of settings and asks the network unless it is held back, and it trusts what it reads: it runs in a process of its own, within limits that are set there; what is sealed with it we wrote ourselves",
	},
	{
		name: "what weighs a case knows no window", of: []string{"app/weighing"}, deny: []string{fyne, "guvoh/app/desk/...", "guvoh/app/screen/..."}, tests: true,
		why: "what is missing in a case is the same wherever it is said",
	},
	{
		name: "drafts know no window", of: []string{"app/form/..."}, deny: []string{fyne}, tests: true,
		why: "what becomes of typed words is tested without one",
	},
	{
		name: "the command line knows no window", of: []string{"app/cli/..."},
		deny: []string{fyne, "guvoh/app/ui/...", "guvoh/app/screen/...", "guvoh/app/shell/..."}, tests: true,
		why: "it must run where there is no display",
	},
	{
		name: "widgets know no record", of: []string{"app/ui/..."},
		deny: []string{"guvoh/model/...", "guvoh/export/...", "guvoh/app/screen/...", "guvoh/app/shell/...", "guvoh/app/form/..."},
		why:  "a widget shows what it is given and reports what a person did",
	},
	{
		name: "a figure of the body knows no record", of: []string{"app/bodychart"}, deny: []string{"guvoh/model/...", "guvoh/app/desk/...", "guvoh/app/screen/..."}, tests: true,
		why: "it shows marks and reports what a person did, on a screen as in a form",
	},
	{
		name: "what lays colour onto a picture knows no window", of: []string{"app/ink"}, deny: []string{fyne, "guvoh/..."},
		why: "it is measured and compared with the library by itself",
	},
	{
		name: "where things stand in time is geometry", of: []string{"app/timeaxis"}, deny: []string{"ANY", "guvoh/..."},
		why: "it is tested without a window, a record or a language",
	},
	{
		name: "a drawn web knows no record", of: []string{"app/webchart"}, deny: []string{"guvoh/model/...", "guvoh/export/...", "guvoh/app/desk/...", "guvoh/app/relation", "guvoh/app/screen/..."}, tests: true,
		why: "it shows boxes and lines and reports what a person did",
	},
	{
		name: "who stands how to whom is found without a window", of: []string{"app/relation"},
		deny: []string{fyne, "guvoh/app/ui/...", "guvoh/app/desk/...", "guvoh/app/screen/..."}, tests: true,
		why: "where people stand is worked out away from the window, and could be printed",
	},
	{
		name: "what watches and hardens knows no window", of: []string{"app/presence/...", "app/harden/..."},
		deny: []string{fyne, "guvoh/model/...", "guvoh/export/...", "guvoh/app/ui/...", "guvoh/app/desk/...", "guvoh/app/screen/...", "guvoh/app/shell/..."}, tests: true,
		why: "the command line is hardened, too, and neither must be able to tell anybody of a case",
	},
	{
		name: "one place speaks on the system's buses", of: []string{"..."}, but: []string{"app/presence/..."},
		deny: []string{"github.com/godbus/..."},
		why:  "the address of a bus may lead over the network; that place keeps to sockets on this computer",
	},
	{
		name: "screens do not know each other", of: []string{"app/screen/..."}, deny: []string{"guvoh/app/screen/..."},
		why: "they navigate by route, so each can be read and changed alone",
	},
	{
		name: "only main opens a driver", of: []string{"..."}, but: []string{"."}, deny: []string{"fyne.io/fyne/v2/app/...", "fyne.io/fyne/v2/driver/mobile/..."}, tests: true,
		why: "every other package is tested without a display and without OpenGL",
	},
	{
		name: "assets stand alone", of: []string{"assets/..."}, deny: []string{"guvoh/...", "ANY"},
		why: "they are embedded files and nothing else",
	},
	{
		name: "the second reader stands alone", of: []string{"docs/reader/..."},
		deny: []string{"guvoh/...", "ANY"}, allow: []string{"golang.org/x/crypto/...", "golang.org/x/text/unicode/norm", "filippo.io/age"},
		why: "docs/format.md alone must be enough to read a file without us and without SQLite",
	},
	{
		name: "only export/pdfview opens a PDF", of: []string{"..."}, but: []string{"export/pdfview/..."},
		deny: []string{"github.com/klippa-app/...", "github.com/tetratelabs/..."}, tests: true,
		why: "what comes from strangers is looked at inside the limits that are set there, or not at all",
	},
	{
		name: "no program is started", of: []string{"..."}, but: []string{"app/paper/...", "app/restart/...", "model/store/foreign", "model/worker", "export/pdf/pdftest", "model/vault/vaulttest/mutant", "bench/..."},
		deny: []string{"os/exec"},
		why:  "evidence is shown inside the window: another program would keep its name and a picture of it. What may start one starts a printer, or us",
	},
	{
		name: "what judges files stays in tests", of: []string{"..."}, but: []string{"export/pdf/pdftest"}, deny: []string{"guvoh/export/pdf/pdftest"},
		why: "it starts the programs that look at what we print, and no program of ours does that",
	},
	{
		name: "what judges tests stays in tests", of: []string{"..."}, but: []string{"model/vault/vaulttest/mutant"}, deny: []string{"guvoh/model/vault/vaulttest/mutant"},
		why: "it compiles the program anew, and no program of ours does that",
	},
	{
		name: "nobody builds on a benchmark", of: []string{"..."}, but: []string{"bench/..."}, deny: []string{"guvoh/bench/..."},
		why: "what is compared with us is no part of the program",
	},
	{
		name: "no network", of: []string{"..."},
		deny:  []string{"net", "net/http/...", "net/rpc/...", "net/smtp", "crypto/tls", "log/syslog", "golang.org/x/net/..."},
		allow: []string{"golang.org/x/net/html/..."},
		why:   "the program opens no network connection, ever",
	},
}

func TestTheHouseKeepsItsFences(t *testing.T) {
	for _, fault := range inspect(t, os.DirFS(".")) {
		t.Error(fault)
	}
}

// Each sample breaks one rule, so that a rule that sees nothing is noticed.
func TestAnInspectionFindsWhatItLooksFor(t *testing.T) {
	samples := []struct{ fault, file, source string }{
		{"model knows nobody above it", "model/a.go", `import _ "guvoh/export/doc"`},
		{"model knows nobody above it", "model/store/a.go", `import _ "guvoh/app/tr"`},
		{"model lives on the standard library", "model/a.go", `import _ "golang.org/x/text/unicode/norm"`},
		{"model lives on the standard library", "model/a_test.go", `import _ "github.com/stretchr/testify/assert"`},
		{"SQL stays in the store", "app/cli/a.go", `import _ "database/sql"`},
		{"SQL stays in the store", "model/a.go", `import _ "database/sql/driver"`},
		{"the store takes SQLite and nothing more", "model/store/a.go", `import _ "golang.org/x/sync/errgroup"`},
		{"the vault knows no tables", "model/vault/a.go", `import _ "guvoh/model/store"`},
		{"the vault knows no tables", "model/vault/a.go", `import _ "database/sql"`},
		{"the vault knows no tables", "model/vault/a.go", `import _ "golang.org/x/sync/errgroup"`},
		{"a pack is bytes and keys", "model/pack/a.go", `import _ "os"`},
		{"a pack is bytes and keys", "model/pack/a.go", `import _ "guvoh/model/store"`},
		{"a team writes through the store", "model/team/a.go", `import _ "golang.org/x/sync/errgroup"`},
		{"a team writes through the store", "model/team/a.go", `import _ "guvoh/model/names"`},
		{"the passphrase stands on Unicode alone", "model/passphrase/a.go", `import _ "golang.org/x/text/language"`},
		{"the passphrase stands on Unicode alone", "model/passphrase/a.go", `import _ "guvoh/model/vault"`},
		{"export knows no window", "export/profile/a.go", `import _ "fyne.io/fyne/v2"`},
		{"export knows no window", "export/pdf/a.go", `import _ "guvoh/app/tr"`},
		{"only export/pdf draws with gofpdf", "export/profile/a.go", `import _ "github.com/jung-kurt/gofpdf"`},
		{"one place parses PDFs", "export/exhibit/a.go", `import _ "github.com/pdfcpu/pdfcpu/pkg/api"`},
		{"drafts know no window", "app/form/a_test.go", `import _ "fyne.io/fyne/v2/test"`},
		{"the command line knows no window", "app/cli/a.go", `import _ "guvoh/app/ui"`},
		{"widgets know no record", "app/ui/a.go", `import _ "guvoh/model"`},
		{"what lays colour onto a picture knows no window", "app/ink/a.go", `import _ "guvoh/app/ui"`},
		{"a figure of the body knows no record", "app/bodychart/a.go", `import _ "guvoh/model"`},
		{"where things stand in time is geometry", "app/timeaxis/a.go", `import _ "guvoh/model"`},
		{"what weighs a case knows no window", "app/weighing/a_test.go", `import _ "guvoh/app/desk"`},
		{"a drawn web knows no record", "app/webchart/a.go", `import _ "guvoh/app/relation"`},
		{"who stands how to whom is found without a window", "app/relation/a_test.go", `import _ "fyne.io/fyne/v2"`},
		{"what watches and hardens knows no window", "app/presence/a.go", `import _ "guvoh/app/ui"`},
		{"what watches and hardens knows no window", "app/harden/a_test.go", `import _ "fyne.io/fyne/v2"`},
		{"one place speaks on the system's buses", "app/shell/a.go", `import _ "github.com/godbus/dbus/v5"`},
		{"screens do not know each other", "app/screen/person/a.go", `import _ "guvoh/app/screen/event"`},
		{"only main opens a driver", "app/shell/a.go", `import _ "fyne.io/fyne/v2/app"`},
		{"assets stand alone", "assets/a.go", `import _ "guvoh/model"`},
		{"the second reader stands alone", "docs/reader/a.go", `import _ "guvoh/model/vault"`},
		{"the second reader stands alone", "docs/reader/a.go", `import _ "golang.org/x/sync/errgroup"`},
		{"only export/pdfview opens a PDF", "app/screen/evidence/a.go", `import _ "github.com/klippa-app/go-pdfium"`},
		{"only export/pdfview opens a PDF", "app/ui/a_test.go", `import _ "github.com/tetratelabs/wazero/api"`},
		{"no program is started", "app/screen/evidence/a.go", `import _ "os/exec"`},
		{"no program is started", "model/store/a.go", `import _ "os/exec"`},
		{"outside program", "app/screen/evidence/a.go", "func f(a interface{ OpenURL() }) { a.OpenURL() }"},
		{"outside program", "app/ui/a.go", "var f = widget.NewHyperlink"},
		{"what judges files stays in tests", "export/bundle/a.go", `import _ "guvoh/export/pdf/pdftest"`},
		{"what judges tests stays in tests", "model/vault/a.go", `import _ "guvoh/model/vault/vaulttest/mutant"`},
		{"only a test may", "export/pdf/a.go", "var r = exhibit.DecodeHere()"},
		{"nobody builds on a benchmark", "export/a.go", `import _ "guvoh/bench/work"`},
		{"no network", "model/a.go", `import _ "net/http/httptest"`},
		{"goroutine", "app/shell/a.go", "func f() { go f() }"},
		{"while somebody types", "app/screen/event/a.go", "var p = ui.NewRefPicker(\"\", search, nil)"},
		{"package comment", "app/bare/a.go", "// f is no package comment.\nfunc f() {}"},
		{"lines", "model/a.go", strings.Repeat("//\n", longest+1)},
		{"unfinished", "model/a.go", "// TO" + "DO: the rest"},
		{"unfinished", "docs/a.md", "FIX" + "ME"},
	}
	for _, s := range samples {
		t.Run(s.fault+" in "+s.file, func(t *testing.T) {
			tree := soundTree(t)
			put(t, tree, s.file, packageOf(s.file, s.fault != "package comment")+s.source)
			faults := inspect(t, os.DirFS(tree))
			if len(faults) != 1 || !strings.Contains(faults[0], s.fault) || !strings.Contains(faults[0], path.Dir(s.file)) {
				t.Errorf("got %q, want the one fault %q", faults, s.fault)
			}
		})
	}
	t.Run("a sound tree has no fault", func(t *testing.T) {
		if faults := inspect(t, os.DirFS(soundTree(t))); len(faults) != 0 {
			t.Errorf("got %q", faults)
		}
	})
	for _, f := range fences {
		if f.why == "" || !slices.ContainsFunc(samples, func(s struct{ fault, file, source string }) bool { return s.fault == f.name }) {
			t.Errorf("fence %q has no reason or no sample that breaks it", f.name)
		}
	}
}

// longest is the number of lines a source file may have: what one can still
// hold in the head.
const longest = 600

// unfinished is what nobody may leave behind; a thing to do is an issue.
var unfinished = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b`)

// handedOut are the calls of the toolkit that open another program on
// something, or make what does so when it is tapped.
var handedOut = []string{"OpenURL", "NewHyperlink", "NewHyperlinkWithStyle", "NewRichTextFromMarkdown", "SendNotification"}

// unconfined are the calls that decode evidence without any limit.
var unconfined = []string{"DecodeHere"}

// inspect reports every broken rule of the tree, one sentence each.
func inspect(t *testing.T, tree fs.FS) []string {
	t.Helper()
	var faults []string
	packages := map[string]bool{} // the folders with Go code: is there a package comment?
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{".git", "bin", "dist", "testdata"}, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".sh", ".md", ".sql", ".json", ".toml"}, path.Ext(name)) && d.Name() != "Makefile" {
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		if unfinished.Match(text) {
			faults = append(faults, name+": unfinished work is left in it")
		}
		if ext := path.Ext(name); ext == ".go" || ext == ".sh" {
			if n := strings.Count(string(text), "\n"); n > longest {
				faults = append(faults, fmt.Sprintf("%s: %d lines, more than %d", name, n, longest))
			}
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		found, documented := inspectSource(t, name, text)
		faults = append(faults, found...)
		if !strings.HasSuffix(name, "_test.go") {
			packages[path.Dir(name)] = packages[path.Dir(name)] || documented
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, documented := range packages {
		if !documented {
			faults = append(faults, dir+": no package comment says what it is for")
		}
	}
	slices.Sort(faults)
	return faults
}

func inspectSource(t *testing.T, name string, text []byte) (faults []string, documented bool) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	dir, isTest := path.Dir(name), strings.HasSuffix(name, "_test.go")
	for _, spec := range file.Imports {
		imported := strings.Trim(spec.Path.Value, "`\"")
		for _, f := range fences {
			if f.stops(dir, imported, isTest) {
				faults = append(faults, fmt.Sprintf("%s: %s, but it imports %s (%s)", name, f.name, imported, f.why))
			}
		}
	}
	if !isTest && matches("app/...", dir) && !matches("app/task/...", dir) {
		ast.Inspect(file, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				faults = append(faults, name+": a goroutine starts outside app/task, where no test could wait for it")
			}
			return true
		})
	}
	if !isTest && !matches("app/ui/...", dir) {
		ast.Inspect(file, func(n ast.Node) bool {
			if searchesAtOnce(n) {
				faults = append(faults, name+": a picker of records searches while somebody types (see Desk.Pick), and a file of a hundred thousand cases has them wait")
			}
			return true
		})
	}
	if !isTest {
		ast.Inspect(file, func(n ast.Node) bool {
			if used, ok := n.(*ast.SelectorExpr); ok && slices.Contains(handedOut, used.Sel.Name) {
				faults = append(faults, name+": "+used.Sel.Name+" hands something to an outside program, which keeps its name and may keep what it shows")
			}
			if used, ok := n.(*ast.SelectorExpr); ok && slices.Contains(unconfined, used.Sel.Name) {
				faults = append(faults, name+": "+used.Sel.Name+" decodes evidence in this process, which only a test may")
			}
			return true
		})
	}
	doc := file.Doc.Text()
	return faults, strings.HasPrefix(doc, "Package "+file.Name.Name+" ") || file.Name.Name == "main" && doc != ""
}

// searchesAtOnce tells whether a picker of records is made that searches on the
// window's goroutine.
func searchesAtOnce(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) < 2 {
		return false
	}
	made, ok := call.Fun.(*ast.SelectorExpr)
	search, isName := call.Args[1].(*ast.Ident)
	return ok && made.Sel.Name == "NewRefPicker" && !(isName && search.Name == "nil")
}

// stops tells whether a file of package dir must not import that path.
func (f fence) stops(dir, imported string, isTest bool) bool {
	in := func(patterns []string, s string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, s) })
	}
	if isTest && !f.tests || !in(f.of, dir) || in(f.but, dir) || imported == "guvoh/"+dir {
		return false
	}
	return in(f.deny, imported) && !in(f.allow, imported)
}

// matches compares as the go command does: "a/..." is a and all below it.
func matches(pattern, name string) bool {
	if pattern == "ANY" {
		first, _, _ := strings.Cut(name, "/")
		return strings.Contains(first, ".")
	}
	if tree, ok := strings.CutSuffix(pattern, "..."); ok {
		tree = strings.TrimSuffix(tree, "/")
		return tree == "" || name == tree || strings.HasPrefix(name, tree+"/")
	}
	return pattern == name
}

// soundTree is a small house in which every rule is kept.
func soundTree(t *testing.T) string {
	t.Helper()
	tree := t.TempDir()
	for file, source := range map[string]string{
		"main.go":             `import _ "fyne.io/fyne/v2/app"`,
		"model/ok.go":         `import _ "net/url"`,
		"model/store/ok.go":   "import (\n_ \"database/sql\"\n_ \"github.com/mattn/go-sqlite3\"\n_ \"guvoh/model\"\n)",
		"export/pdf/ok.go":    "import (\n_ \"github.com/jung-kurt/gofpdf\"\n_ \"guvoh/export/doc\"\n)",
		"app/screen/p/ok.go":  "import (\n_ \"fyne.io/fyne/v2\"\n_ \"guvoh/app/ui\"\n_ \"guvoh/model/store\"\n)",
		"app/task/ok.go":      "func f() { go f() }",
		"app/cli/ok_test.go":  `import _ "net/http"`,
		"assets/ok.go":        `import _ "embed"`,
		"model/testdata/x.go": "this is no Go",
	} {
		put(t, tree, file, packageOf(file, true)+source)
	}
	return tree
}

// packageOf heads a file of a made-up tree.
func packageOf(file string, documented bool) string {
	name := path.Base(path.Dir(file))
	switch {
	case path.Ext(file) != ".go":
		return ""
	case strings.HasSuffix(file, "_test.go"):
		return "package " + name + "_test\n"
	case name == ".":
		name = "main"
	}
	if !documented {
		return "package " + name + "\n"
	}
	return "// Package " + name + " is made up.\npackage " + name + "\n"
}

func put(t *testing.T, tree, name, text string) {
	t.Helper()
	full := filepath.Join(tree, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
