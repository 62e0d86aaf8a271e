package main_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/model"
)

// termRow is a line of the first table of docs/terms.md.
var termRow = regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| ([^|]+) \\| [^|]+ \\| ([^|]*)\\|$")

func TestEveryKindHasItsLineInTheTerms(t *testing.T) {
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	labels := english(t)
	rows := termRow.FindAllStringSubmatch(read(t, "docs/terms.md"), -1)
	var listed []string
	for _, row := range rows {
		name, word, owner := row[1], row[2], strings.TrimSpace(row[3])
		listed = append(listed, name)
		k := schema.Kind(name)
		if k == nil {
			continue // told below
		}
		if parent := ownerOf(k); parent != owner {
			t.Errorf("%s: the terms call it a row of %q, the model of %q", name, owner, parent)
		}
		if label := labels["kind."+name]; label != word {
			t.Errorf("%s: the terms call it %q, the screen %q", name, word, label)
		}
	}
	var known []string
	for _, k := range schema.Kinds() {
		known = append(known, k.Name)
	}
	if !slices.Equal(listed, known) {
		t.Errorf("docs/terms.md lists\n%v, the model knows\n%v", listed, known)
	}
}

// ownerOf says whose rows the records of a kind are.
func ownerOf(k *model.Kind) string {
	f, ok := k.Field(k.Parent)
	switch n := len(f.To); {
	case !ok:
		return ""
	case n == 0:
		return "any record"
	case n == 1:
		return f.To[0]
	default:
		return strings.Join(f.To[:n-1], ", ") + " or " + f.To[n-1]
	}
}

// english gathers the English words of the screen.
func english(t *testing.T) map[string]string {
	t.Helper()
	files, err := fs.Glob(assets.Locale, "*.en.json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range files {
		b, err := fs.ReadFile(assets.Locale, file)
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]any
		if err := json.Unmarshal(b, &words); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for key, word := range words {
			if s, ok := word.(string); ok {
				all[key] = s
			}
		}
	}
	return all
}

func TestEveryDependencyHasItsReason(t *testing.T) {
	reasons := read(t, "docs/adr/0003-dependencies.md")
	direct := regexp.MustCompile(`(?m)^(?:require )?\s*([a-z0-9.]+\.[a-z]+/\S+) v\S+$`)
	tool := regexp.MustCompile(`(?m)^\t([a-z0-9.]+/\S+)$`)
	mod := read(t, "go.mod")
	found := append(direct.FindAllStringSubmatch(mod, -1), tool.FindAllStringSubmatch(mod, -1)...)
	if len(found) < 3 {
		t.Fatalf("only %d dependencies seen in go.mod", len(found))
	}
	for _, m := range found {
		if !strings.Contains(reasons, "`"+m[1]+"`") {
			t.Errorf("docs/adr/0003-dependencies.md says nothing of %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(reasons, -1) {
		if !slices.ContainsFunc(found, func(f []string) bool { return f[1] == m[1] }) {
			t.Errorf("docs/adr/0003-dependencies.md has a reason for %s, which go.mod does not name", m[1])
		}
	}
}

func TestLinksInTheDocsLead(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	if len(pages) < 5 {
		t.Fatalf("only %d pages seen", len(pages))
	}
	link := regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)
	for _, page := range pages {
		for _, m := range link.FindAllStringSubmatch(read(t, page), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s: %s leads nowhere", page, m[1])
			}
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A picture that nobody shows is forgotten when the window changes, and one
// that is shown must be there.
func TestPicturesAreThereAndShown(t *testing.T) {
	shown := map[string]bool{}
	for page, dir := range map[string]string{"README.md": "docs/pictures/", "docs/pictures/README.md": ""} {
		for _, m := range regexp.MustCompile(`!\[[^\]]+\]\(`+dir+`([^)]+)\)`).FindAllStringSubmatch(read(t, page), -1) {
			shown[m[1]] = true
			if info, err := os.Stat("docs/pictures/" + m[1]); err != nil || info.Size() > 150<<10 {
				t.Errorf("%s shows %s, which is not there or larger than 150 kB", page, m[1])
			}
		}
	}
	there, err := filepath.Glob("docs/pictures/*.png")
	if err != nil || len(there) == 0 {
		t.Fatal("there are no pictures", err)
	}
	for _, path := range there {
		if !shown[filepath.Base(path)] {
			t.Errorf("%s is not shown anywhere", path)
		}
	}
}

func TestEverySampleHasItsLine(t *testing.T) {
	page := read(t, "docs/samples/README.md")
	there, err := filepath.Glob("docs/samples/*.*")
	if err != nil || len(there) < 2 {
		t.Fatal("there are no samples", err)
	}
	for _, path := range there {
		if name := filepath.Base(path); name != "README.md" && !strings.Contains(page, "\n| ["+name+"]("+name+") |") {
			t.Errorf("docs/samples/README.md says nothing of %s", name)
		}
	}
}
