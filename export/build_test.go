package export_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/profile"
	"guvoh/model"
)

func TestGolden(t *testing.T) {
	snaps := sampleCases(t)
	for i, name := range []string{"sample-1", "sample-2", "sample-3"} {
		golden(t, name, "en", snaps[i])
	}
	golden(t, "invented-en", "en", invented(t))
	golden(t, "full-en", "en", fullCase(t))
	golden(t, "full-ru", "ru", fullCase(t))
	golden(t, "full-uz", "uz", fullCase(t))
}

func golden(t *testing.T, name, lang string, snap *model.Snapshot) {
	t.Run("the document of "+name+" says what it said when last looked at", func(t *testing.T) {
		d, _ := export.Build(order(intFull(t), snap, words(t, lang, snap.Schema)))
		for _, err := range doc.Check(d) {
			t.Error(err)
		}
		held(t, name, doc.Dump(d))
	})
}

// held compares a text with the one that was recorded.
func held(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from line %d on; look, then run make golden", path, firstDifference(got, string(want)))
	}
}

func firstDifference(a, b string) int {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return i + 1
		}
	}
	return len(x)
}

func TestNothingIsLeftBehind(t *testing.T) {
	snap := fullCase(t)
	for _, lang := range []string{"en", "ru", "uz", "fr", "es"} {
		w := words(t, lang, snap.Schema)
		d, _ := export.Build(order(intFull(t), snap, w))
		text := squeeze(doc.Dump(d))
		t.Run("every field of every kind is printed in "+lang+", but of the kinds that documents are composed of", func(t *testing.T) {
			for _, k := range snap.Schema.Kinds() {
				for _, r := range snap.OfKind(k.Name) {
					for _, f := range k.Fields {
						for _, want := range markers(snap, w, r, f) {
							if !k.Composed && !strings.Contains(text, squeeze(want)) {
								t.Errorf("%s %s, field %q: not in the document", k.Name, r.ID, f.Name)
							}
						}
						typed := f.Type == model.Text || f.Type == model.Long || f.Type == model.Partial
						if k.Composed && typed && !named[k.Name+"."+f.Name] {
							mustNotHold(t, text, k.Name+"."+f.Name, markers(snap, w, r, f))
						}
					}
				}
			}
		})
	}
}

// named are the fields by which records that are printed name one that is not.
var named = map[string]bool{"dossier.title": true}

func mustNotHold(t *testing.T, text, field string, words []string) {
	t.Helper()
	if len(words) == 0 {
		t.Errorf("%s holds nothing that could be found", field)
	}
	for _, s := range words {
		if strings.Contains(text, squeeze(s)) {
			t.Errorf("%s is printed", field)
		}
	}
}

// structure are the fields that a reader sees in how the document is built and
// not as words.
var structure = map[string]bool{
	"citation.subject": true, "citation.field": true, "term.vocabulary": false,
}

// markers gives the words that must be found where a field is printed.
func markers(snap *model.Snapshot, w *exporttest.Dictionary, r model.Record, f model.Field) []string {
	v := r.Get(f.Name)
	if v == "" || structure[r.Kind+"."+f.Name] {
		return nil
	}
	switch f.Type {
	case model.Text, model.Long:
		if f.Name == "sha256" {
			return []string{doc.Grouped(v.Text())}
		}
		return strings.Split(v.Text(), "\n")
	case model.Texts:
		return v.List()
	case model.Term, model.Terms:
		var out []string
		for _, id := range v.List() {
			out = append(out, w.Word(f.Vocabulary, id))
		}
		return out
	case model.Partial:
		return []string{w.Date(v.Date())}
	case model.Ref, model.Refs:
		var out []string
		for _, id := range append(v.Refs(), v.Ref()) {
			if to, _ := snap.Get(id); to.Kind == "evidence" {
				out = append(out, to.Text("number"), to.Text("title"))
			} else if s := snap.Label(id); s != "" {
				out = append(out, s)
			}
		}
		return out
	case model.Int:
		return []string{string(v)}
	case model.Mark:
		return []string{"31 %"}
	}
	return nil
}

// squeeze takes out what layout may change: case of letters, kinds of space.
func squeeze(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '⏎' {
			return -1
		}
		return r
	}, s))
}

func TestProfileRules(t *testing.T) {
	snap := fullCase(t)
	w := words(t, "en", snap.Schema)
	build := func(change func(*profile.Profile)) string {
		p := *intFull(t)
		change(&p)
		d, _ := export.Build(order(&p, snap, w))
		return doc.Dump(d)
	}
	person := snap.OfKind("person")[0]
	t.Run("sensitive fields are left out when the profile does not ask for them", func(t *testing.T) {
		text := build(func(p *profile.Profile) { p.Sensitive = false })
		for _, k := range snap.Schema.Kinds() {
			for _, f := range k.Fields {
				for _, r := range snap.OfKind(k.Name) {
					if s := r.Text(f.Name); f.Sensitive && f.Type == model.Long && strings.Contains(squeeze(text), squeeze(s)) {
						t.Errorf("%s.%s is printed", k.Name, f.Name)
					}
				}
			}
		}
	})
	t.Run("a field that the profile omits is nowhere, nor is the note beside it", func(t *testing.T) {
		text := build(func(p *profile.Profile) { p.Omit = []string{"person.religion", "person.sex"} })
		for _, name := range []string{"religion", "sex_note"} {
			if strings.Contains(text, person.Text(name)) {
				t.Errorf("person.%s is printed", name)
			}
		}
		if !strings.Contains(text, person.Text("ethnicity")) {
			t.Error("person.ethnicity is gone, too")
		}
	})
	t.Run("sections come in the order of the profile and no others come", func(t *testing.T) {
		text := build(func(p *profile.Profile) {
			p.Whole = false
			p.Sections = []profile.Section{{Type: "evidence"}, {Type: "persons"}}
		})
		var got []string
		for _, line := range strings.Split(text, "\n") {
			if strings.HasPrefix(line, "section ") {
				got = append(got, line)
			}
		}
		if len(got) != 2 || !strings.Contains(got[0], "#s-evidence") || !strings.Contains(got[1], "#s-persons") {
			t.Errorf("sections: %q", got)
		}
	})
	t.Run("a profile without sources prints no footnote and no mark", func(t *testing.T) {
		text := build(func(p *profile.Profile) { p.Sourced = false; p.Whole = false })
		if strings.Contains(text, "[^") || strings.Contains(text, w.T("dossier.no_source")) {
			t.Error("there is one")
		}
	})
	t.Run("a section of an unknown type is reported, not printed", func(t *testing.T) {
		p := *intFull(t)
		p.Sections = []profile.Section{{Type: "prophecy"}}
		_, findings := export.Build(order(&p, snap, w))
		for _, f := range findings {
			if f.Code == export.UnknownSection && f.Field == "prophecy" {
				return
			}
		}
		t.Error("it is not reported")
	})
	t.Run("every shipped profile asks only for sections that exist", func(t *testing.T) {
		known := map[string]bool{}
		for _, s := range export.SectionTypes() {
			known[s] = true
		}
		for _, s := range intFull(t).Sections {
			if !known[s.Type] {
				t.Errorf("no section %q", s.Type)
			}
		}
	})
}

func TestSources(t *testing.T) {
	snap := fullCase(t)
	w := words(t, "en", snap.Schema)
	d, findings := export.Build(order(intFull(t), snap, w))
	t.Run("a value's footnote names source, exhibit, page, seconds and words, and what differs", func(t *testing.T) {
		c := snap.OfKind("citation")[0]
		note := ""
		d.Walk(func(b doc.Block, _ int) {
			doc.Texts(b, func(x doc.Text) {
				for _, s := range x {
					if s.Note != nil && strings.Contains(s.Note.Text.String(), c.Text("page")) {
						note = s.Note.Text.String()
					}
				}
			})
		})
		for _, part := range []string{
			snap.Label(c.Ref("source")), c.Text("at_from") + "–" + c.Text("at_to"), "“" + c.Text("quote") + "”",
			w.T("dossier.differs") + ": " + c.Text("differs"), w.Date(c.Date("differs_date")),
		} {
			if !strings.Contains(note, part) {
				t.Errorf("not in the footnote: a part of citation %s", c.ID)
			}
		}
	})
	t.Run("a fact without a source shows it and is reported", func(t *testing.T) {
		if !strings.Contains(doc.Dump(d), "«badge»"+w.T("dossier.no_source")) {
			t.Error("no mark")
		}
		event := snap.OfKind("event")
		reported := map[model.ID]bool{}
		for _, f := range findings {
			reported[f.Record] = reported[f.Record] || f.Code == export.NoSource
		}
		cited := map[model.ID]bool{}
		for _, c := range snap.OfKind("citation") {
			cited[c.Ref("subject")] = true
		}
		for _, e := range event {
			if reported[e.ID] == cited[e.ID] {
				t.Errorf("event %s: cited %v, reported %v", e.ID, cited[e.ID], reported[e.ID])
			}
		}
	})
}

func TestNoTwoFootnotesAreCalledSideBySide(t *testing.T) {
	for _, snap := range append(sampleCases(t), invented(t), fullCase(t)) {
		d, _ := export.Build(order(intFull(t), snap, words(t, "en", snap.Schema)))
		d.Walk(func(b doc.Block, _ int) {
			doc.Texts(b, func(x doc.Text) {
				for i := 1; i < len(x); i++ {
					if x[i-1].Note != nil && x[i].Note != nil && x[i].Text == "" {
						t.Errorf("after %d letters", len(x[:i].String()))
					}
				}
			})
		})
	}
}
