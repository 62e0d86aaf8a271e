package model_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"guvoh/assets"
	"guvoh/model"
)

// sample is the published cases as they stand in assets/sample, in the form in
// which they were written and in the form in which a file keeps them.
type sample struct {
	schema  *model.Schema
	release string
	written []sampleRecord
	records []model.Record
	byID    map[model.ID]model.Record
}

type sampleRecord struct {
	ID     string                     `json:"id"`
	Kind   string                     `json:"kind"`
	Fields map[string]json.RawMessage `json:"fields"`
}

func readSample(t *testing.T) *sample {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{schema: schema, release: string(sampleFile(t, "press-release.txt")), byID: map[model.ID]model.Record{}}
	var file struct {
		Format  string         `json:"format"`
		Version int            `json:"version"`
		Records []sampleRecord `json:"records"`
	}
	dec := json.NewDecoder(bytes.NewReader(sampleFile(t, "cases.json")))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		t.Fatal(err)
	}
	if file.Format != "guvoh-data" || file.Version != 1 {
		t.Fatalf("format %q, version %d", file.Format, file.Version)
	}
	s.written = file.Records
	for _, w := range s.written {
		r := s.canon(t, w)
		if _, twice := s.byID[r.ID]; twice {
			t.Errorf("%s %s stands there twice", r.Kind, r.ID)
		}
		s.records = append(s.records, r)
		s.byID[r.ID] = r
	}
	return s
}

func sampleFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := fs.ReadFile(assets.Sample, name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// canon reads a written record as an import does.
func (s *sample) canon(t *testing.T, w sampleRecord) model.Record {
	t.Helper()
	id, err := model.ParseID(w.ID)
	if err != nil || id[6]>>4 != 4 || id[8]>>6 != 2 {
		t.Fatalf("%s %q is not a version 4 UUID (%v)", w.Kind, w.ID, err)
	}
	k := s.schema.Kind(w.Kind)
	if k == nil {
		t.Fatalf("%s has the kind %q", w.ID, w.Kind)
	}
	r := model.Record{ID: id, Kind: w.Kind, Values: map[string]model.Value{}}
	for name, raw := range w.Fields {
		f, ok := k.Field(name)
		if !ok {
			t.Errorf("%s %s has a field %q", w.Kind, w.ID, name)
			continue
		}
		v, err := model.CanonValue(f, raw)
		if err != nil || v == "" {
			t.Errorf("%s.%s %s: %v", w.Kind, name, w.ID, err)
		}
		r.Set(name, v)
	}
	return r
}

func (s *sample) find(id model.ID) (model.Record, bool) { r, ok := s.byID[id]; return r, ok }

func (s *sample) ofKind(kind string) (out []model.Record) {
	for _, r := range s.records {
		if r.Kind == kind {
			out = append(out, r)
		}
	}
	return out
}

func TestSampleCases(t *testing.T) {
	s := readSample(t)
	t.Run("three cases stand there with their references", func(t *testing.T) {
		var refs []string
		for _, r := range s.ofKind("case") {
			refs = append(refs, r.Text("reference"))
		}
		if want := []string{"SAMPLE-1", "SAMPLE-2", "SAMPLE-3"}; !slices.Equal(refs, want) {
			t.Errorf("references %q, want %q", refs, want)
		}
	})
	t.Run("no record breaks a rule or lacks a required field", func(t *testing.T) {
		for _, r := range s.records {
			for _, p := range s.schema.Check(r, s.find) {
				t.Error(p)
			}
		}
	})
	t.Run("the evidence is the press release to the byte", func(t *testing.T) {
		all := s.ofKind("evidence")
		if len(all) != 1 {
			t.Fatalf("%d pieces of evidence, want 1", len(all))
		}
		sum := sha256.Sum256([]byte(s.release))
		size, _ := all[0].Get("size").Int()
		if all[0].Text("sha256") != hex.EncodeToString(sum[:]) || size != int64(len(s.release)) ||
			all[0].Text("file_name") != "press-release.txt" {
			t.Error("SHA-256, size or file name of the evidence is not that of press-release.txt")
		}
	})
	t.Run("every record belongs to one of the cases", func(t *testing.T) {
		inCase := map[model.ID]bool{}
		for _, c := range s.ofKind("case") {
			for id := range s.around(c) {
				inCase[id] = true
			}
		}
		for _, r := range s.records {
			if !inCase[r.ID] {
				t.Errorf("%s %s is in no case", r.Kind, r.ID)
			}
		}
	})
}

func TestSampleRestsOnTheRelease(t *testing.T) {
	s := readSample(t)
	t.Run("every record but the release itself cites it", func(t *testing.T) {
		cited := map[model.ID]bool{}
		for _, c := range s.ofKind("citation") {
			cited[c.Ref("subject")] = true
		}
		for _, r := range s.records {
			itself := r.Kind == "evidence" || r.Kind == "source" && !r.Ref("evidence").IsZero()
			if r.Kind != "citation" && !itself && !cited[r.ID] {
				t.Errorf("%s %s has no citation", r.Kind, r.ID)
			}
		}
	})
	t.Run("every citation quotes words that stand in the release", func(t *testing.T) {
		for _, c := range s.ofKind("citation") {
			if q := c.Text("quote"); q == "" || !strings.Contains(s.release, q) {
				t.Errorf("citation %s quotes %q", c.ID, q)
			}
			if c.Ref("source").IsZero() || c.Ref("evidence").IsZero() {
				t.Errorf("citation %s names no source or no evidence", c.ID)
			}
			subject, _ := s.find(c.Ref("subject"))
			if field := c.Text("field"); field != "" && subject.Get(field) == "" {
				t.Errorf("citation %s is for the empty field %q", c.ID, field)
			}
		}
	})
	t.Run("every sentence of the release is cited to its last word", func(t *testing.T) {
		for _, rest := range s.unquoted() {
			t.Errorf("no citation covers %q", rest)
		}
	})
	t.Run("no number stands in a field that the release does not give", func(t *testing.T) {
		told := numbers(s.release)
		for _, w := range s.written {
			for name, raw := range w.Fields {
				for _, n := range numbers(s.said(w.Kind, name, raw)) {
					if !slices.Contains(told, n) && !s.told(numberWords[n]) {
						t.Errorf("%s.%s %s holds the number %s", w.Kind, name, w.ID, n)
					}
				}
			}
		}
	})
	t.Run("no word stands in a field that the release does not use", func(t *testing.T) {
		known := words(s.release + " " + ownWords)
		for _, w := range s.written {
			for name, raw := range w.Fields {
				for _, word := range words(s.said(w.Kind, name, raw)) {
					if !slices.Contains(known, word) {
						t.Errorf("%s.%s %s uses the word %q", w.Kind, name, w.ID, word)
					}
				}
			}
		}
	})
}

func TestSampleFacts(t *testing.T) {
	s := readSample(t)
	facts := map[string][]string{} // needles by the reference of the case
	seen := map[string]bool{}
	for line := range strings.Lines(string(sampleFile(t, "facts.txt"))) {
		line = strings.TrimSuffix(line, "\n")
		ref, needle, ok := strings.Cut(line, "\t")
		if !ok || needle == "" || seen[line] {
			t.Errorf("facts.txt: the line %q is malformed or stands there twice", line)
		}
		seen[line] = true
		facts[ref] = append(facts[ref], needle)
	}
	for _, c := range s.ofKind("case") {
		ref := c.Text("reference")
		t.Run(ref+" holds every fact listed for it in a field of its own", func(t *testing.T) {
			var all strings.Builder
			for id := range s.around(c) {
				all.WriteString(strings.Join(s.texts(id), "\n") + "\n")
			}
			for _, needle := range facts[ref] {
				if !strings.Contains(all.String(), needle) {
					t.Errorf("no field says %q", needle)
				}
			}
			if len(facts[ref]) < 30 {
				t.Errorf("only %d facts are listed", len(facts[ref]))
			}
		})
		t.Run(ref+" has no record of which the list names nothing", func(t *testing.T) {
			for id := range s.around(c) {
				said := strings.Join(s.texts(id), "\n")
				if said != "" && !slices.ContainsFunc(facts[ref], func(n string) bool { return strings.Contains(said, n) }) {
					t.Errorf("%s %s", s.byID[id].Kind, id)
				}
			}
		})
		delete(facts, ref)
	}
	for ref := range facts {
		t.Errorf("facts.txt names the case %q, which is not there", ref)
	}
}

// ownWords are the words of the one who records that the release does not use:
// for titles and for saying what the release is or leaves open. None tells of
// what happened to anybody.
const ownWords = `
	abduction abducted asked author bears beatings belief brothers case charge conviction date does
	electric shocks example file gives harassed headline here itself justified lines around name page
	pattern prosecution received release reports rests sample say says speaks stands suspects text
	them this threats turn Uzbekistan’s what whom why words`

// numberWords are the words in which the release gives a number that a field
// keeps in figures.
var numberWords = map[string]string{"2": "two broken ribs", "7": "seven", "8": "eight years"}

func (s *sample) told(words string) bool {
	return words != "" && strings.Contains(s.release, words)
}

// said gives what a field says about the world, as it was written. Links,
// words of a vocabulary, the order of rows and the numbers by which the file
// names its own things say nothing.
func (s *sample) said(kind, name string, raw json.RawMessage) string {
	if kind == "citation" || slices.Contains([]string{"reference", "number", "sha256", "size", "file_name", "media_type"}, name) {
		return ""
	}
	f, _ := s.schema.Kind(kind).Field(name)
	switch f.Type {
	case model.Text, model.Long, model.Texts, model.Int:
		return plain(raw)
	case model.Partial:
		var d struct{ Words, Earliest, Latest string }
		if json.Unmarshal(raw, &d) == nil { // an object: its years are told, its days are their ends
			return d.Words + " " + year(d.Earliest) + " " + year(d.Latest)
		}
		return plain(raw)
	}
	return ""
}

// plain gives the words of JSON without its escapes.
func plain(raw json.RawMessage) string {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return string(raw)
	}
	return fmt.Sprint(v)
}

func year(day string) string {
	y, _, _ := strings.Cut(day, "-")
	return y
}

// texts gives every line of words that a record holds, its citations apart.
func (s *sample) texts(id model.ID) (out []string) {
	r := s.byID[id]
	if r.Kind == "citation" {
		return nil
	}
	for _, f := range s.schema.Kind(r.Kind).Fields {
		switch f.Type {
		case model.Text, model.Long:
			if v := r.Text(f.Name); v != "" && f.Name != "sha256" {
				out = append(out, v)
			}
		case model.Partial:
			if d := r.Date(f.Name); !d.IsZero() {
				out = append(out, d.Words)
			}
		}
	}
	return out
}

// around gives the case, what belongs to it, the rows of all that, and what
// those records point at: the case as an export sees it.
func (s *sample) around(c model.Record) map[model.ID]bool {
	in := map[model.ID]bool{c.ID: true}
	for before := 0; before < len(in); {
		before = len(in)
		for _, r := range s.records {
			owner := r.Ref(s.schema.Kind(r.Kind).Parent)
			if in[owner] || slices.Contains(r.Refs("cases"), c.ID) || r.Kind == "relationship" && in[r.Ref("person")] {
				in[r.ID] = true
			}
			if in[r.ID] {
				s.follow(r, in)
			}
		}
	}
	return in
}

// follow adds what a record points at, other cases excepted.
func (s *sample) follow(r model.Record, in map[model.ID]bool) {
	for _, f := range s.schema.Kind(r.Kind).Fields {
		if f.Type != model.Ref && f.Type != model.Refs {
			continue
		}
		for _, to := range append(r.Refs(f.Name), r.Ref(f.Name)) {
			if target, ok := s.find(to); ok && target.Kind != "case" {
				in[to] = true
			}
		}
	}
}

// pageLines are the lines of the page around the release and its headings:
// they tell nothing.
var pageLines = []string{
	"Skip to main content", "Log in", "Families threatened", "Torture in Uzbekistan", "View latest press releases", "Fast Track To Torture",
}

// unquoted gives each stretch of the release with a word in it that no
// citation quotes and that is no line of the page.
func (s *sample) unquoted() (out []string) {
	covered := make([]bool, len(s.release))
	for _, c := range s.ofKind("citation") {
		q := c.Text("quote")
		for from := 0; q != ""; {
			i := strings.Index(s.release[from:], q)
			if i < 0 {
				break
			}
			for j := range len(q) {
				covered[from+i+j] = true
			}
			from += i + len(q)
		}
	}
	var b strings.Builder
	for i, r := range s.release {
		if covered[i] {
			r = '\n'
		}
		b.WriteRune(r)
	}
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSpace(line)
		if strings.ContainsFunc(line, unicode.IsLetter) && !slices.Contains(pageLines, line) {
			out = append(out, line)
		}
	}
	return out
}

var (
	wordForm   = regexp.MustCompile(`\pL[\pL’-]*`)
	numberForm = regexp.MustCompile(`[0-9]+`)
)

func numbers(text string) []string { return numberForm.FindAllString(text, -1) }

// words gives the words of a text in small letters.
func words(text string) (out []string) {
	for _, w := range wordForm.FindAllString(text, -1) {
		out = append(out, strings.Trim(strings.ToLower(w), "’-"))
	}
	return out
}
