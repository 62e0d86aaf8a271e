package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/app/cli"
)

// answer is what the command says with --json.
type dossierAnswer struct {
	Profile  string
	Language string
	Pages    int
	Files    []struct {
		Name, Format, SHA256, Claim string
		First, Pages                int
		Size                        int64
		Sealed                      bool
	}
	Findings []struct {
		Code, Severity, Purpose, What, Why, Fix string
		Record, Person, Exception               *string
	}
	Hidden, Issues []string
}

func dossier(t *testing.T, args ...string) (dossierAnswer, answer) {
	t.Helper()
	a := run(append([]string{"dossier"}, append(args, "--json")...)...)
	var d dossierAnswer
	if a.out != "" {
		if err := json.Unmarshal([]byte(a.out), &d); err != nil {
			t.Fatal(err)
		}
	}
	return d, a
}

// codesOf gives the codes of findings of a severity, each once.
func codesOf(d dossierAnswer, severity string) []string {
	var out []string
	for _, f := range d.Findings {
		if f.Severity == severity && f.Exception == nil && !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	slices.Sort(out)
	return out
}

func TestEveryProfileMakesADossierOfTheSampleCases(t *testing.T) {
	dir, file := sample(t)
	var list struct {
		Profiles []struct {
			ID        string
			Languages []string
		}
	}
	if err := json.Unmarshal([]byte(must(t, "profiles", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Profiles) < 19 {
		t.Fatalf("only %d profiles", len(list.Profiles))
	}
	for i, p := range list.Profiles { // all of them of all cases: see package bundle
		t.Run(p.ID+" makes one", func(t *testing.T) {
			out := filepath.Join(dir, p.ID+".pdf")
			d, a := dossier(t, file, []string{"SAMPLE-1", "SAMPLE-2", "SAMPLE-3"}[i%3], "--profile", p.ID, "-o", out)
			if a.code != cli.Done {
				t.Fatalf("status %d, %s", a.code, a.err)
			}
			b, err := os.ReadFile(out)
			if err != nil || !strings.HasPrefix(string(b), "%PDF-") || int64(len(b)) != d.Files[0].Size || d.Pages < 1 {
				t.Errorf("%d bytes, %+v, %v", len(b), d.Files, err)
			}
		})
	}
	t.Run("whose consent nobody recorded is a warning", func(t *testing.T) {
		d, _ := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", filepath.Join(dir, "a.pdf"))
		if warned := codesOf(d, "warning"); !slices.Contains(warned, "consent_missing") {
			t.Errorf("warnings: %q", warned)
		}
		_, a := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", filepath.Join(dir, "b.pdf"), "--strict")
		if _, err := os.Stat(filepath.Join(dir, "b.pdf")); err == nil || a.code != cli.Failed || !strings.Contains(a.err, "--strict takes them for stops") {
			t.Errorf("strict: status %d, %s", a.code, a.err)
		}
	})
	t.Run("a language that the body does not take is chosen only when asked", func(t *testing.T) {
		d, _ := dossier(t, file, "SAMPLE-1", "--profile", "uk-ebundle", "-o", filepath.Join(dir, "c.pdf"), "--lang", "ru")
		if d.Language != "en" {
			t.Errorf("it is in %q", d.Language)
		}
		d, _ = dossier(t, file, "SAMPLE-1", "--profile", "uk-ebundle", "-o", filepath.Join(dir, "d.pdf"), "--language", "ru")
		if d.Language != "ru" || !slices.Contains(codesOf(d, "warning"), "other_language") {
			t.Errorf("it is in %q: %q", d.Language, codesOf(d, "warning"))
		}
	})
	t.Run("a file that is there is never written over", func(t *testing.T) {
		out := put(t, dir, "there.pdf", "old")
		refuses(t, dir, cli.Failed, "is already there and was left as it is", "dossier", file, "SAMPLE-1", "--profile", "int-full", "-o", out)
	})
	t.Run("the same in volumes has one numbering", func(t *testing.T) {
		d, a := dossier(t, file, "SAMPLE-1", "--profile", "int-full", "-o", filepath.Join(dir, "v.pdf"), "--volume-pages", "3")
		if a.code != cli.Done || len(d.Files) < 2 {
			t.Fatalf("status %d, %d files, %s", a.code, len(d.Files), a.err)
		}
		next := 1
		for i, f := range d.Files {
			if f.First != next || f.Pages > 3 || filepath.Base(f.Name) != "v-"+string(rune('1'+i))+".pdf" {
				t.Errorf("%+v", f)
			}
			next += f.Pages
			if _, err := os.Stat(f.Name); err != nil {
				t.Error(err)
			}
		}
		if next != d.Pages+1 {
			t.Errorf("%d pages in the files, %d in all", next-1, d.Pages)
		}
	})
	t.Run("other kinds of file", func(t *testing.T) {
		for ending, begins := range map[string]string{"docx": "PK", "html": "<!DOCTYPE html>", "txt": ""} {
			out := filepath.Join(dir, "other."+ending)
			d, a := dossier(t, file, "SAMPLE-2", "--profile", "adv-upr", "-o", out)
			b, err := os.ReadFile(out)
			if a.code != cli.Done || err != nil || !strings.HasPrefix(strings.ToUpper(string(b[:min(len(b), 20)])), strings.ToUpper(begins)) || d.Files[0].Format != ending {
				t.Errorf("%s: status %d, %v, %+v", ending, a.code, err, d.Files)
			}
		}
	})
	t.Run("a sealed copy holds no word in clear", func(t *testing.T) {
		words := put(t, dir, "seal.txt", "correct horse battery staple")
		out := filepath.Join(dir, "sealed.pdf")
		d, a := dossier(t, file, "SAMPLE-1", "--profile", "int-full", "-o", out, "--seal-passphrase-file", words)
		b, err := os.ReadFile(out)
		if a.code != cli.Done || err != nil || !d.Files[0].Sealed || !strings.Contains(string(b), "/Encrypt") {
			t.Errorf("status %d, %v, %+v", a.code, err, d.Files)
		}
	})
	t.Run("what was given out is remembered when asked", func(t *testing.T) {
		d, a := dossier(t, file, "SAMPLE-1", "--profile", "int-full", "-o", filepath.Join(dir, "r.pdf"), "--record", "--recipient", "The Registry")
		if a.code != cli.Done || len(d.Issues) != 1 {
			t.Fatalf("status %d, %q, %s", a.code, d.Issues, a.err)
		}
		shown := must(t, "show", file, d.Issues[0])
		if !strings.Contains(shown, "The Registry") || !strings.Contains(shown, d.Files[0].SHA256) || !strings.Contains(shown, "r.pdf") {
			t.Errorf("it remembers\n%s", shown)
		}
	})
}

func TestProfilesOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "mine.json")
	must(t, "profiles", "--export", "echr-annex", "-o", out)
	if said := must(t, "profiles", "--check", out); !strings.Contains(said, "echr-annex") {
		t.Errorf("it says %q", said)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	bad := put(t, dir, "bad.json", strings.Replace(string(b), "].step[", "].stop[", 1))
	refuses(t, dir, cli.Failed, "is not a profile that can be used", "profiles", "--check", bad)
	refuses(t, dir, cli.Failed, "is not a profile that can be used", "profiles", "--check", put(t, dir, "none.json", "{}"))
	refuses(t, dir, cli.Failed, "is already there", "profiles", "--export", "int-full", "-o", out)

	t.Run("one that a file keeps is used", func(t *testing.T) {
		_, file := sample(t)
		text := strings.Replace(string(b), `"echr-annex"`, `"our-annex"`, 1)
		record, err := json.Marshal(map[string]any{"format": "guvoh-data", "version": 1, "records": []any{
			map[string]any{"id": "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e91", "kind": "profile", "fields": map[string]any{"key": "our-annex", "title": "Our annex", "data": text}},
			map[string]any{"id": "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e92", "kind": "profile", "fields": map[string]any{"key": "broken", "title": "Broken", "data": "{"}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		must(t, "import", file, put(t, dir, "profile.json", string(record)))
		a := run("profiles", file)
		if !strings.Contains(a.out, "our-annex") || !strings.Contains(a.err, "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e92") {
			t.Errorf("it lists\n%s\n%s", a.out, a.err)
		}
		if d, a := dossier(t, file, "SAMPLE-1", "--profile", "our-annex", "-o", filepath.Join(dir, "own.pdf")); a.code != cli.Done || d.Profile != "our-annex" {
			t.Errorf("status %d, %s", a.code, a.err)
		}
	})
}

// sample1 is the id of the first published case, and release that of the press
// release.
const (
	sample1 = "24a86d30-81c2-4bef-b28a-9f589e8e4a7d"
	release = "72a99948-5633-4b9e-b789-da54128ab869"
	subject = "01f6cadd-53a3-4a6a-9093-12618ad05a2b" // of the first case
)

// compose brings records into a file, each given by kind and fields; $1 is the
// id of the first of them. set tells one set of records from another.
func compose(t *testing.T, dir, file, set string, records ...string) []string {
	t.Helper()
	var ids, all []string
	for i, r := range records {
		kind, fields, _ := strings.Cut(r, " ")
		id := "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7" + set + string(rune('0'+i))
		for n, other := range ids {
			fields = strings.ReplaceAll(fields, "$"+string(rune('1'+n)), other)
		}
		ids = append(ids, id)
		all = append(all, `{"id": "`+id+`", "kind": "`+kind+`", "fields": `+fields+`}`)
	}
	doc := `{"format": "guvoh-data", "version": 1, "records": [` + strings.Join(all, ",\n") + `]}`
	must(t, "import", file, put(t, dir, "composed.json", doc))
	return ids
}

func TestADossierThatSomebodyComposed(t *testing.T) {
	dir, file := sample(t)
	ids := compose(t, dir, file, "f0",
		`dossier {"cases": ["`+sample1+`"], "title": "Observations", "profile": "echr-annex", "language": "fr"}`,
		`paragraph {"dossier": "$1", "section": "complaints", "heading": "Article 3", "text": "He was beaten in custody (Doc. 1).", "position": "a"}`,
		`exhibit {"dossier": "$1", "evidence": "`+release+`", "position": "a"}`,
	)
	at := func(name string) string { return filepath.Join(dir, name) }
	t.Run("is used where it is the only one, with its language", func(t *testing.T) {
		d, a := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("a.pdf"))
		if a.code != cli.Done || d.Language != "fr" {
			t.Errorf("status %d in %q: %s", a.code, d.Language, a.err)
		}
	})
	t.Run("warnings are passed over with a reason, and stay so", func(t *testing.T) {
		before, _ := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("b.pdf"))
		if len(codesOf(before, "warning")) == 0 {
			t.Fatal("nothing to pass over")
		}
		if _, a := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("c.pdf"), "--strict", "--reason", "The lawyer has seen all of it"); a.code != cli.Done {
			t.Fatalf("status %d: %s", a.code, a.err)
		}
		after, a := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("d.pdf"), "--strict")
		if a.code != cli.Done || len(codesOf(after, "warning")) != 0 {
			t.Errorf("status %d, still standing: %q", a.code, codesOf(after, "warning"))
		}
		if history := must(t, "history", file); !strings.Contains(history, "Warning passed over") {
			t.Errorf("the history does not say so:\n%s", history)
		}
	})
	t.Run("once given out its exhibits keep their numbers", func(t *testing.T) {
		if _, a := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("e.pdf"), "--record"); a.code != cli.Done {
			t.Fatal(a.err)
		}
		var shown struct {
			Fields map[string]any
		}
		if err := json.Unmarshal([]byte(must(t, "show", file, ids[2], "--json")), &shown); err != nil || shown.Fields["number"] != 1.0 || shown.Fields["issued"] != true {
			t.Errorf("%v, %v", shown.Fields, err)
		}
	})
	t.Run("a citation of what is not there stops it, in one sentence each", func(t *testing.T) {
		compose(t, dir, file, "f1", `paragraph {"dossier": "`+ids[0]+`", "section": "complaints", "text": "See Doc. 9."}`)
		before := must(t, "data", file)
		_, a := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("f.pdf"))
		if a.code != cli.Failed || !strings.Contains(a.err, "was not written") || !strings.Contains(a.err, "9") {
			t.Errorf("status %d: %s", a.code, a.err)
		}
		if _, err := os.Stat(at("f.pdf")); err == nil || must(t, "data", file) != before {
			t.Error("something was written")
		}
	})
	t.Run("of several one has to be named", func(t *testing.T) {
		other := strings.Replace(`{"id": "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7fff", "kind": "dossier", "fields": {"cases": ["CASE"], "title": "Reply", "profile": "echr-annex", "language": "en"}}`, "CASE", sample1, 1)
		must(t, "import", file, put(t, dir, "other.json", `{"format": "guvoh-data", "version": 1, "records": [`+other+`]}`))
		refuses(t, dir, cli.Failed, "Say which by --dossier", "dossier", file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("g.pdf"))
		for i, name := range []string{"Reply", "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7fff"} {
			d, a := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("h"+string(rune('0'+i))+".pdf"), "--dossier", name)
			if a.code != cli.Done || d.Language != "en" {
				t.Errorf("%s: status %d in %q: %s", name, a.code, d.Language, a.err)
			}
		}
	})
}

func TestRedactedDossiers(t *testing.T) {
	dir, file := sample(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	t.Run("say no name, and the file keeps the words that stand for them", func(t *testing.T) {
		d, a := dossier(t, file, "SAMPLE-1", "--profile", "adv-brief", "-o", at("a.txt"), "--redact", "--recipient", "The public")
		if a.code != cli.Done || len(d.Issues) != 1 {
			t.Fatalf("status %d, %q, %s", a.code, d.Issues, a.err)
		}
		first, err := os.ReadFile(at("a.txt"))
		if err != nil || strings.Contains(string(first), "Khamidkariev") || strings.Contains(string(first), "Mirsobir") || !strings.Contains(string(first), "[Name A]") {
			t.Errorf("%v, it says\n%s", err, first)
		}
		data := must(t, "data", file)
		if strings.Count(data, `"kind": "pseudonym"`) == 0 || !strings.Contains(data, "[Name A]") {
			t.Error("the file keeps no word")
		}
		if _, a = dossier(t, file, "SAMPLE-1", "--profile", "adv-brief", "-o", at("b.txt"), "--redact", "--recipient", "The public"); a.code != cli.Done {
			t.Fatal(a.err)
		}
		second, _ := os.ReadFile(at("b.txt"))
		if string(first) != string(second) {
			t.Error("the second time people are called otherwise")
		}
		if n := strings.Count(must(t, "data", file), `"kind": "pseudonym"`); n != strings.Count(data, `"kind": "pseudonym"`) {
			t.Errorf("%d words are kept now", n)
		}
		if shown := must(t, "show", file, d.Issues[0]); !strings.Contains(shown, "The public") || !strings.Contains(shown, "it holds the name of somebody hidden") {
			t.Errorf("what was withheld is not remembered:\n%s", shown)
		}
	})
	t.Run("need a file that can be written", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root can write everything")
		}
		if err := os.Chmod(file, 0o400); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(file, 0o600)
		if _, a := dossier(t, file, "SAMPLE-1", "--profile", "adv-brief", "-o", at("c.pdf"), "--redact"); a.code != cli.Failed {
			t.Errorf("status %d: %s", a.code, a.err)
		}
	})
	t.Run("are not written under a name that says too much", func(t *testing.T) {
		_, a := dossier(t, file, "SAMPLE-1", "--profile", "adv-brief", "-o", at("khamidkariev.pdf"), "--redact")
		if _, err := os.Stat(at("khamidkariev.pdf")); err == nil || a.code != cli.Failed || !strings.Contains(a.err, "Choose another name") {
			t.Errorf("status %d: %s", a.code, a.err)
		}
	})
}

func TestWhoSaidNo(t *testing.T) {
	dir, file := sample(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	t.Run("stops the dossier as an applicant, and nothing is written", func(t *testing.T) {
		compose(t, dir, file, "e0", `consent {"person": "`+subject+`", "purpose": "court", "decision": "no"}`)
		before := must(t, "data", file)
		_, a := dossier(t, file, "SAMPLE-1", "--profile", "echr-annex", "-o", at("a.pdf"))
		if a.code != cli.Failed || !strings.Contains(a.err, "The applicant said no") || !strings.Contains(a.err, "Speak with the person") || strings.Contains(a.err, "Khamidkariev") {
			t.Errorf("status %d: %s", a.code, a.err)
		}
		if _, err := os.Stat(at("a.pdf")); err == nil || must(t, "data", file) != before {
			t.Error("something was written")
		}
	})
	t.Run("is left out as anybody else, and the file keeps what was put in their place", func(t *testing.T) {
		compose(t, dir, file, "e1",
			`person {"kind": "individual"}`,
			`person_name {"person": "$1", "text": "Dilshod Rahimov"}`,
			`participant {"case": "358b1a69-17a7-4519-9f5c-eef93839ea37", "person": "$1", "role": "witness"}`,
			`event {"cases": ["358b1a69-17a7-4519-9f5c-eef93839ea37"], "title": "Visit", "date": "2016", "account": "Dilshod Rahimov saw him in the yard."}`,
			`consent {"person": "$1", "purpose": "name", "decision": "yes", "withdrawn": "2020"}`,
		)
		d, a := dossier(t, file, "SAMPLE-2", "--profile", "echr-annex", "-o", at("b.pdf"))
		if a.code != cli.Done || len(d.Hidden) != 1 || !slices.Contains(codesOf(d, "note"), "hidden_withdrawn") {
			t.Fatalf("status %d, hidden %q: %s", a.code, d.Hidden, a.err)
		}
		d, a = dossier(t, file, "SAMPLE-2", "--profile", "echr-annex", "-o", at("b.txt"), "--format", "txt")
		b, err := os.ReadFile(at("b.txt"))
		if a.code != cli.Done || err != nil || strings.Contains(string(b), "Rahimov") || !strings.Contains(string(b), "Avakian") {
			t.Errorf("status %d, %v, it says\n%s", a.code, err, b)
		}
	})
}
