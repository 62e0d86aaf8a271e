package cli_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"guvoh/assets"
	"guvoh/model/vault/vaulttest"
)

// published is the JSON Schema that converters are checked against.
func published(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	s, err := c.Compile("../../docs/interchange.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, doc []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(doc)))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

func TestDataKeepToTheirPublishedSchema(t *testing.T) {
	s := published(t)
	dir, file := sample(t)
	full := filepath.Join(dir, "full.guvoh")
	must(t, "init", full)
	must(t, "import", full, put(t, dir, "full.json", string(fullCase(t))))
	cases, err := fs.ReadFile(assets.Sample, "cases.json")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/interchange.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(page), "```json\n")
	example, _, _ = strings.Cut(example, "```")
	for name, doc := range map[string]string{
		"the published sample":           string(cases),
		"the sample as written":          must(t, "data", file),
		"one case, with ties to others":  must(t, "data", file, "SAMPLE-1"),
		"every field of every kind":      must(t, "data", full),
		"the example of the page":        example,
		"an empty document":              `{"format":"guvoh-data","version":1,"records":[]}`,
		"values that empty their fields": `{"format":"guvoh-data","version":1,"records":[{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90","kind":"injury","fields":{"person":null,"kind":"","count":null,"point":null,"date":null,"cases":[],"cause":""}}]}`,
	} {
		t.Run(name+" is valid", func(t *testing.T) {
			if err := validate(t, s, []byte(doc)); err != nil {
				t.Error(err)
			}
		})
	}
}

// What the schema refuses the import refuses too, and the other way about as
// far as a schema can tell: converters rely on the one for the other.
func TestWrongDataFailTheSchemaAndTheImport(t *testing.T) {
	s := published(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "cases.guvoh")
	must(t, "init", file)
	record := func(kind, fields string) string {
		return `{"format":"guvoh-data","version":1,"records":[{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90","kind":"` + kind + `","fields":{` + fields + `}}]}`
	}
	for name, doc := range map[string]string{
		"another format":              `{"format":"other","version":1,"records":[]}`,
		"no records":                  `{"format":"guvoh-data","version":1}`,
		"another member":              `{"format":"guvoh-data","version":1,"records":[],"note":1}`,
		"an unknown kind":             record("persn", ``),
		"an unknown field":            record("person", `"shoe":"43"`),
		"an unknown word":             record("person", `"sex":"other words"`),
		"an unknown word in a list":   record("act", `"methods":["other words"]`),
		"a number for a text":         record("person", `"occupation":7`),
		"a text for a number":         record("sentence", `"years":"7"`),
		"a number below zero":         record("sentence", `"years":-7`),
		"a text for a list":           record("case", `"tags":"a"`),
		"a text for yes or no":        record("person", `"clinician":"yes"`),
		"a link that is no id":        record("participant", `"person":"somebody"`),
		"a point off the drawing":     record("injury", `"point":{"x":1.5,"y":0}`),
		"a date of an unknown member": record("person", `"birth":{"precision":"year","mood":"x"}`),
		"a date of an unknown form":   record("person", `"birth":1975`),
		"a date without precision":    record("person", `"birth":{"earliest":"1975-01-01","latest":"1975-12-31"}`),
		"a SHA-256 that is none":      record("evidence", `"sha256":"abc"`),
		"an id that is none":          `{"format":"guvoh-data","version":1,"records":[{"id":"7","kind":"case"}]}`,
		"an id of zeros":              `{"format":"guvoh-data","version":1,"records":[{"id":"00000000-0000-0000-0000-000000000000","kind":"case"}]}`,
		"no id":                       `{"format":"guvoh-data","version":1,"records":[{"kind":"case"}]}`,
		"no kind":                     `{"format":"guvoh-data","version":1,"records":[{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90"}]}`,
		"an attachment without data":  `{"format":"guvoh-data","version":1,"records":[],"attachments":[{"sha256":"` + strings.Repeat("a", 64) + `","size":1}]}`,
		"an empty attachment":         `{"format":"guvoh-data","version":1,"records":[],"attachments":[{"sha256":"` + strings.Repeat("a", 64) + `","size":0,"data":""}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			if err := validate(t, s, []byte(doc)); err == nil {
				t.Error("the schema lets it pass")
			}
			refuses(t, dir, 1, "cases.guvoh", "import", file, writeDoc(t, doc))
		})
	}
}

func writeDoc(t *testing.T, doc string) string {
	t.Helper()
	return put(t, t.TempDir(), "doc.json", doc)
}

// shapes are the members of every JSON answer, at every depth, as
// docs/commands.md promises them.
func shapes(t *testing.T, at string, v any, into map[string]bool) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for key, below := range v {
			path := strings.TrimPrefix(at+"."+key, ".")
			into[path] = true
			if of, ok := below.(map[string]any); ok && (key == "blame" || key == "conflicts") { // by the names of fields
				for _, of := range of {
					shapes(t, path, of, into)
				}
				continue
			}
			if list, ok := below.([]any); key == "fields" && ok { // of a merge
				shapes(t, path, list, into)
			}
			if !slices.Contains([]string{"fields", "from", "to", "opened", "before", "after", "value", "was", "now", "proposed", "author"}, key) { // the interchange format says what is in these
				shapes(t, path, below, into)
			}
		}
	case []any:
		for _, below := range v {
			shapes(t, at+"[]", below, into)
		}
	}
}

func TestJSONAnswersKeepTheirShape(t *testing.T) {
	dir, file := sample(t)
	other := edited(t, dir, file)
	merged := filepath.Join(dir, "merged.guvoh")
	copyFile(t, file, merged)
	must(t, "import", merged, writeDoc(t, titled("Another title")))
	mustSay(t, "merge", merged, other)
	outside := filepath.Join(dir, "outside.guvoh")
	key := put(t, dir, "key.txt", string(vaulttest.Passphrase))
	mustSay(t, "share", file, "SAMPLE-1", "--outside", "--passphrase-file", key, "-o", outside)
	must(t, "import", outside, writeDoc(t, titled("A proposed title")))
	folder := filepath.Join(dir, "team")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	must(t, "team", "found", merged, folder)
	promised, err := os.ReadFile("../../docs/commands.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"list":           {"list", file, "--json"},
		"show":           {"show", file, "SAMPLE-1", "--json"},
		"search":         {"search", file, "khamidkariev", "--json"},
		"history":        {"history", file, "--json"},
		"history of one": {"history", file, "SAMPLE-1", "--json"},
		"check":          {"check", file, "--json"},
		"profiles":       {"profiles", "--json"},
		"match":          {"match", "Mirsobir Khamidkariev", "Хамидкариев Мирсобир", "--json"},
		"patterns":       {"patterns", file, "--by", "charge", "--least", "1", "--json"},
		"statistics":     {"statistics", file, "--by", "type,year", "--json"},
		"deadlines":      {"deadlines", file, "SAMPLE-1", "--json"},
		"key list":       {"key", "list", file, "--json"},
		"blame":          {"history", merged, "SAMPLE-1", "--blame", "--json"},
		"preview":        {"merge", file, other, "--preview", "--json"},
		"proposals":      {"merge", file, outside, "--preview", "--json"},
		"merges":         {"merges", merged, "--json"},
		"conflicts":      {"conflicts", merged, "--json"},
		"news":           {"news", merged, "--json"},
		"share":          {"share", file, "SAMPLE-1", "--passphrase-file", key, "-o", filepath.Join(dir, "shared.guvoh"), "--json"},
		"purge":          {"purge", merged, "SAMPLE-1", "summary", "--reason", "asked for", "--yes", "--json"},
		"team found":     {"team", "status", merged, "--json"},
	} {
		t.Run(name, func(t *testing.T) {
			var answer any
			if err := json.Unmarshal([]byte(mustSay(t, args...)), &answer); err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			shapes(t, "", answer, got)
			for path := range got {
				member := path[strings.LastIndexAny(path, ".]")+1:]
				if !strings.Contains(section(t, string(promised), about(args)), "`"+member+"`") {
					t.Errorf("docs/commands.md does not speak of %q in %s", member, name)
				}
			}
			if len(got) < 3 {
				t.Errorf("only %v", got)
			}
		})
	}
}

// about names the section of the page that describes the answer of a command.
func about(args []string) string {
	switch args[0] {
	case "team":
		return "team found"
	case "key":
		return "key " + args[1]
	case "profiles":
		return "profiles"
	case "match":
		return "match"
	}
	return args[0] + " FILE"
}

// section gives the part of the page about one command.
func section(t *testing.T, page, command string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, "\n### `"+command)
	if !ok {
		t.Fatalf("docs/commands.md has no section on %s", command)
	}
	part, _, _ := strings.Cut(rest, "\n### ")
	return part
}
