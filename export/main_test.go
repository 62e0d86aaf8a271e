package export_test

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
	"text/template"
	"time"

	"guvoh/assets"
	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/modeltest"
)

// at is the time of every export of these tests.
var at = time.Date(2026, time.March, 5, 14, 5, 0, 0, time.FixedZone("", 5*3600))

// dictionary is export.Words out of assets/locale, read without the window's
// own machinery. A key without words fails the test that asks for it.
type dictionary struct {
	t      testing.TB
	lang   string
	schema *model.Schema
	words  map[string]any
}

func words(t testing.TB, lang string, schema *model.Schema) *dictionary {
	t.Helper()
	d := &dictionary{t: t, lang: lang, schema: schema, words: map[string]any{}}
	names, err := fs.Glob(assets.Locale, "*."+lang+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no words in %q: %v", lang, err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(assets.Locale, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &d.words); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return d
}

func (d *dictionary) T(key string, data ...map[string]any) string {
	s, ok := d.words[key].(string)
	if !ok {
		d.t.Errorf("no words for %q in %q", key, d.lang)
		return key
	}
	return d.fill(s, data...)
}

func (d *dictionary) N(key string, n int, data ...map[string]any) string {
	forms, _ := d.words[key].(map[string]any)
	s, ok := forms[d.form(n)].(string)
	if !ok {
		d.t.Errorf("no words for %d × %q in %q", n, key, d.lang)
		return key
	}
	return d.fill(s, append(data, map[string]any{"Count": strconv.Itoa(n)})...)
}

// form gives the plural form of a whole number, by the rules of CLDR.
func (d *dictionary) form(n int) string {
	romance := d.lang == "fr" || d.lang == "es"
	switch tens := n % 100; {
	case d.lang != "ru" && n == 1, d.lang == "fr" && n == 0, d.lang == "ru" && n%10 == 1 && tens != 11:
		return "one"
	case d.lang != "ru" && (!romance || n == 0 || n%1000000 != 0):
		return "other"
	case !romance && n%10 >= 2 && n%10 <= 4 && (tens < 12 || tens > 14):
		return "few"
	}
	return "many"
}

func (d *dictionary) fill(s string, data ...map[string]any) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	all := map[string]any{}
	for _, m := range data {
		for k, v := range m {
			all[k] = v
		}
	}
	var out bytes.Buffer
	if err := template.Must(template.New("").Option("missingkey=error").Parse(s)).Execute(&out, all); err != nil {
		d.t.Errorf("words %q in %q: %v", s, d.lang, err)
	}
	return out.String()
}

func (d *dictionary) Field(kind, field string) string {
	f, _ := d.schema.Kind(kind).Field(field)
	switch {
	case f.Custom:
		return f.Labels[d.lang]
	case d.words["field."+kind+"."+field] != nil:
		return d.T("field." + kind + "." + field)
	}
	return d.T("field." + field)
}

func (d *dictionary) Kind(kind string) string    { return d.T("kind." + kind) }
func (d *dictionary) Kinds(kind string) string   { return d.T("kind." + kind + ".all") }
func (d *dictionary) Section(name string) string { return d.T("section." + name) }
func (d *dictionary) Word(vocabulary, id string) string {
	return d.schema.Word(vocabulary, id).In(d.lang)
}
func (d *dictionary) Date(x model.Date) string { return x.In(d.lang) }
func (d *dictionary) Lang() string             { return d.lang }

func schema(t testing.TB) *model.Schema {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func intFull(t testing.TB) *profile.Profile {
	t.Helper()
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		t.Fatal(err)
	}
	p := profile.Find(all, "int-full")
	if p == nil {
		t.Fatal("no profile int-full")
	}
	return p
}

// sampleCases reads the published cases as a store would give them.
func sampleCases(t *testing.T) []*model.Snapshot {
	t.Helper()
	b, err := fs.ReadFile(assets.Sample, "cases.json")
	if err != nil {
		t.Fatal(err)
	}
	return cases(t, b, func(string) (io.ReadCloser, error) { return assets.Sample.Open("press-release.txt") })
}

// invented reads a made-up case with an interview, an injury, a trial and
// sources that contradict each other.
func invented(t *testing.T) *model.Snapshot {
	t.Helper()
	b, err := os.ReadFile("testdata/scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	return cases(t, b, modeltest.Open)[0]
}

// cases reads data in the interchange format.
func cases(t testing.TB, b []byte, open func(string) (io.ReadCloser, error)) []*model.Snapshot {
	t.Helper()
	s := schema(t)
	var file struct {
		Records []struct {
			ID     model.ID                   `json:"id"`
			Kind   string                     `json:"kind"`
			Fields map[string]json.RawMessage `json:"fields"`
		} `json:"records"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	var all []model.Record
	for _, x := range file.Records {
		r := model.Record{ID: x.ID, Kind: x.Kind}
		for name, raw := range x.Fields {
			f, ok := s.Kind(x.Kind).Field(name)
			if !ok {
				t.Fatalf("%s has no field %q", x.Kind, name)
			}
			v, err := model.CanonValue(f, raw)
			if err != nil {
				t.Fatalf("%s %s: %v", x.Kind, x.ID, err)
			}
			r.Set(name, v)
		}
		all = append(all, r)
	}
	var out []*model.Snapshot
	for _, r := range all {
		if r.Kind == "case" {
			out = append(out, model.NewSnapshot(s, r, around(s, r, all), open))
		}
	}
	return out
}

// around gives what belongs to a case: what points at it, the rows of that, and
// everything those records point at.
func around(s *model.Schema, c model.Record, all []model.Record) []model.Record {
	byID := map[model.ID]model.Record{}
	for _, r := range all {
		byID[r.ID] = r
	}
	in := map[model.ID]bool{c.ID: true}
	for grew := true; grew; {
		grew = false
		add := func(id model.ID) {
			if _, ok := byID[id]; ok && !in[id] && (byID[id].Kind != "case") {
				in[id], grew = true, true
			}
		}
		for _, r := range all {
			k := s.Kind(r.Kind)
			cases := r.Refs("cases")
			for _, id := range cases {
				if id == c.ID {
					add(r.ID)
				}
			}
			if in[r.Ref(k.Parent)] || r.Kind == "relationship" && in[r.Ref("person")] {
				add(r.ID)
			}
			if !in[r.ID] {
				continue
			}
			for _, f := range k.Fields {
				for _, id := range r.Refs(f.Name) {
					add(id)
				}
				add(r.Ref(f.Name))
			}
		}
	}
	var out []model.Record
	for _, r := range all {
		if in[r.ID] {
			out = append(out, r)
		}
	}
	return out
}

func fullCase(t *testing.T) *model.Snapshot {
	t.Helper()
	return modeltest.Snapshot(schema(t))
}

// order asks for the document of a case that nobody composed.
func order(p *profile.Profile, snap *model.Snapshot, w export.Words) export.Order {
	return export.Order{Profile: p, Snapshot: snap, Words: w, At: at}
}
