package exporttest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"testing"

	"guvoh/assets"
	"guvoh/export/profile"
	"guvoh/model"
)

// Schema gives the kinds of record that the program knows.
func Schema(t testing.TB) *model.Schema {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Profiles gives the profiles that the program brings.
func Profiles(t testing.TB) []profile.Profile {
	t.Helper()
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Case is a case under construction.
type Case struct {
	t       testing.TB
	schema  *model.Schema
	ID      model.ID // of the case
	records []model.Record
	files   map[string][]byte
}

// NewCase begins a case with a reference and a title.
func NewCase(t testing.TB) *Case {
	t.Helper()
	c := &Case{t: t, schema: Schema(t), files: map[string][]byte{}}
	c.ID = c.Add("case", `{"reference": "T-1", "title": "A case"}`)
	return c
}

// Add adds a record. Its fields are JSON of the interchange format, with %s for
// ids; a kind that names its cases belongs to this one.
func (c *Case) Add(kind, fields string, ids ...model.ID) model.ID {
	c.t.Helper()
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = `"` + id.String() + `"`
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(fmt.Sprintf(fields, args...)), &raw); err != nil {
		c.t.Fatalf("%s: %v", kind, err)
	}
	r := model.Record{ID: c.nextID(), Kind: kind}
	k := c.schema.Kind(kind)
	for name, value := range raw {
		f, ok := k.Field(name)
		if !ok {
			c.t.Fatalf("%s has no field %q", kind, name)
		}
		v, err := model.CanonValue(f, value)
		if err != nil {
			c.t.Fatalf("%s: %v", kind, err)
		}
		r.Set(name, v)
	}
	if f, ok := k.Field("cases"); ok && f.Type == model.Refs && r.Get("cases") == "" && kind != "consent" {
		r.Set("cases", model.RefsValue(c.ID))
	}
	c.records = append(c.records, r)
	return r.ID
}

// nextID gives ids in the order of their making, so that a test can tell what
// comes first.
func (c *Case) nextID() model.ID {
	id, err := model.ParseID(fmt.Sprintf("00000000-0000-4000-8000-%012d", len(c.records)+1))
	if err != nil {
		c.t.Fatal(err)
	}
	return id
}

// Person adds somebody with a name and a role in the case.
func (c *Case) Person(name, role string) model.ID {
	c.t.Helper()
	id := c.Add("person", `{"kind": "individual"}`)
	c.Add("person_name", `{"person": %s, "text": `+quote(name)+`}`, id)
	if role != "" {
		c.Add("participant", `{"case": %s, "person": %s, "role": `+quote(role)+`}`, c.ID, id)
	}
	return id
}

// Evidence adds evidence with these bytes; more are fields of it.
func (c *Case) Evidence(name string, b []byte, more string, ids ...model.ID) model.ID {
	c.t.Helper()
	sum := sha256.Sum256(b)
	sha := hex.EncodeToString(sum[:])
	c.files[sha] = b
	if more != "" {
		more = ", " + more
	}
	return c.Add("evidence", fmt.Sprintf(`{"title": %s, "file_name": %s, "size": %d, "sha256": "%s"`, quote(name), quote(name), len(b), sha)+more+`}`, ids...)
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// Set changes a field of a record that was added.
func (c *Case) Set(id model.ID, field string, v model.Value) {
	for i := range c.records {
		if c.records[i].ID == id {
			c.records[i].Set(field, v)
		}
	}
}

// Snapshot gives the case as it stands.
func (c *Case) Snapshot() *model.Snapshot {
	var all []model.Record
	for _, r := range c.records {
		all = append(all, r.Clone())
	}
	files := c.files
	return model.NewSnapshot(c.schema, all[0], all, func(sha string) (io.ReadCloser, error) {
		b, ok := files[sha]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(bytes.NewReader(b)), nil
	})
}

// Samples gives the three published cases.
func Samples(t testing.TB) []*model.Snapshot {
	t.Helper()
	b, err := fs.ReadFile(assets.Sample, "cases.json")
	if err != nil {
		t.Fatal(err)
	}
	return Read(t, b, func(string) (io.ReadCloser, error) { return assets.Sample.Open("press-release.txt") })
}

// Read reads the cases of a document of the interchange format.
func Read(t testing.TB, b []byte, open func(string) (io.ReadCloser, error)) []*model.Snapshot {
	t.Helper()
	s := Schema(t)
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
			if r, ok := byID[id]; ok && !in[id] && r.Kind != "case" {
				in[id], grew = true, true
			}
		}
		for _, r := range all {
			k := s.Kind(r.Kind)
			if slices.Contains(r.Refs("cases"), c.ID) || in[r.Ref(k.Parent)] || r.Kind == "relationship" && in[r.Ref("person")] {
				add(r.ID)
			}
			if !in[r.ID] {
				continue
			}
			for _, f := range k.Fields {
				for _, id := range append(r.Refs(f.Name), r.Ref(f.Name)) {
					add(id)
				}
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
