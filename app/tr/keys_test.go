package tr_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// parents are the folders, from here, whose sources say things to a person.
var parents = []string{"..", "../../export", "../../main.go"}

// A word that the program asks for and no file has would be shown as its own
// key. Besides what is given to T and N, every literal that reads like a key
// counts, since keys stand in tables and pass through helpers too.
func TestEveryKeyInTheSourcesHasWords(t *testing.T) {
	raced.OneByOne(t)
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	english := words.Printer("en", nil)
	known := map[string]bool{} // the first parts of keys
	for _, byLang := range areas(t) {
		for key := range byLang["en"] {
			first, _, _ := strings.Cut(key, ".")
			known[first] = true
		}
	}
	key := regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)
	kinds := schema(t)
	field := func(text string) bool { // "kind.field", as rules of export name fields
		kind, name, _ := strings.Cut(text, ".")
		k := kinds.Kind(kind)
		if k == nil {
			return false
		}
		_, ok := k.Field(name)
		return ok
	}
	n := 0
	for at, literal := range literals(t) {
		first, _, dotted := strings.Cut(literal.text, ".")
		like := dotted && known[first] && key.MatchString(literal.text) && !file(literal.text) && !field(literal.text)
		if !literal.said && !like {
			continue
		}
		if n++; !english.Has(literal.text) {
			t.Errorf("%s: no words for %q", at, literal.text)
		}
	}
	if n < 100 {
		t.Errorf("only %d keys found: the sources were not read", n)
	}
}

// A word of the screen that no source asks for, whole or by its beginning,
// would be translated for nobody.
func TestEveryWordIsAskedFor(t *testing.T) {
	raced.OneByOne(t)
	asked := map[string]bool{}
	for _, l := range literals(t) {
		asked[l.text] = true
		beginning, _, _ := strings.Cut(l.text, "%") // of a key that is put together
		asked[beginning] = true
	}
	for name, byLang := range areas(t) {
		if name == "record" || name == "fyne" {
			continue // these follow from the model and from the toolkit
		}
	keys:
		for key := range byLang["en"] {
			if asked[key] {
				continue
			}
			for i, c := range key {
				if c == '.' && asked[key[:i+1]] {
					continue keys
				}
			}
			t.Errorf("%s: nobody asks for %q", name, key)
		}
	}
}

// file tells the names of files, which look like keys.
func file(s string) bool {
	ext := filepath.Ext(s)
	return ext == ".json" || ext == ".pdf" || ext == ".guvoh" || ext == ".txt"
}

type literal struct {
	text string
	said bool // given to T or N, or the verb of an action
}

// literals gives every string of the sources, by where it stands.
func literals(t *testing.T) map[string]literal {
	t.Helper()
	found := map[string]literal{}
	set := token.NewFileSet()
	for _, root := range parents {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				if path == "../../main.go" {
					return nil // wiring that may not be there says nothing
				}
				return err
			}
			f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool { note(set, found, n); return true })
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func note(set *token.FileSet, found map[string]literal, n ast.Node) {
	add := func(e ast.Expr, said bool, prefix string) {
		l, ok := e.(*ast.BasicLit)
		if !ok || l.Kind != token.STRING {
			return
		}
		at := set.Position(l.Pos()).String()
		if s, err := strconv.Unquote(l.Value); err == nil && !found[at].said {
			found[at] = literal{prefix + s, said}
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		switch {
		case !ok || len(n.Args) == 0:
		case f.Sel.Name == "T" || f.Sel.Name == "N":
			add(n.Args[0], true, "")
		case f.Sel.Name == "Do": // an action is shown by its verb
			for _, a := range n.Args {
				add(a, true, "verb.")
			}
		}
	case *ast.BasicLit:
		add(n, false, "")
	}
}

// Keys that are put together from a word of the program and a list of words.
func TestKeysPutTogetherHaveWords(t *testing.T) {
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	english := words.Printer("en", nil)
	for start, ends := range map[string][]string{
		"verb.": {
			"create", "edit", "delete", "undo", "redo", "import", "attach", "recover", "restore", "sample", "move",
		},
		"check.found.": {
			string(store.BadPage), string(store.BadEntry), string(store.BrokenChain), string(store.BadSignature), string(store.BadRecord),
			string(store.BadLink), string(store.BadAttachment), string(store.LostBytes), string(store.BrokenRule),
		},
		"settings.theme.":  {"light", "dark", "contrast"},
		"history.deleted.": {"true", "false"},
	} {
		for _, end := range ends {
			if !english.Has(start + end) {
				t.Errorf("no words for %s%s", start, end)
			}
		}
	}
}
