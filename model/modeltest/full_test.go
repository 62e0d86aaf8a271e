package modeltest_test

import (
	"io"
	"os"
	"reflect"
	"testing"

	"guvoh/model"
	"guvoh/model/modeltest"
)

func TestFullCase(t *testing.T) {
	base, err := model.NewSchema(os.DirFS("../../assets/vocabularies"))
	if err != nil {
		t.Fatal(err)
	}
	records := modeltest.FullCase(base)
	schema := modeltest.Schema(base, records)
	byID := map[model.ID]model.Record{}
	for _, r := range records {
		if _, twice := byID[r.ID]; twice {
			t.Errorf("%s %s is made twice", r.Kind, r.ID)
		}
		byID[r.ID] = r
	}
	find := func(id model.ID) (model.Record, bool) { r, ok := byID[id]; return r, ok }

	t.Run("every field of every kind holds a value in some record", func(t *testing.T) {
		filled := map[string]bool{}
		for _, r := range records {
			for name := range r.Values {
				filled[r.Kind+"."+name] = true
			}
		}
		for _, k := range schema.Kinds() {
			for _, f := range k.Fields {
				if !filled[k.Name+"."+f.Name] {
					t.Errorf("%s.%s is empty in all records", k.Name, f.Name)
				}
			}
		}
	})
	t.Run("every record keeps the rules", func(t *testing.T) {
		for _, r := range records {
			for _, p := range schema.Check(r, find) {
				t.Error(p)
			}
		}
	})
	t.Run("every value is canonical", func(t *testing.T) {
		for _, r := range records {
			for name, v := range r.Values {
				f, _ := schema.Kind(r.Kind).Field(name)
				if got, err := model.CanonValue(f, []byte(v)); err != nil || got != v {
					t.Errorf("%s.%s (%s): %v", r.Kind, name, r.ID, err)
				}
			}
		}
	})
	t.Run("no two texts and no two days are the same", func(t *testing.T) {
		seen := map[model.Value]string{}
		for _, r := range records {
			for name, v := range r.Values {
				f, _ := schema.Kind(r.Kind).Field(name)
				if f.Type != model.Long && f.Type != model.Partial && f.Type != model.Texts {
					continue
				}
				if before, twice := seen[v]; twice {
					t.Errorf("%s.%s holds the same as %s", r.Kind, name, before)
				}
				seen[v] = r.Kind + "." + name
			}
		}
	})
	t.Run("it is the same each time", func(t *testing.T) {
		if !reflect.DeepEqual(records, modeltest.FullCase(base)) {
			t.Error("two runs differ")
		}
	})
	t.Run("all evidence can be read", func(t *testing.T) {
		for _, r := range records {
			if r.Kind != "evidence" {
				continue
			}
			f, err := modeltest.Open(r.Text("sha256"))
			if err != nil {
				t.Fatal(err)
			}
			b, _ := io.ReadAll(f)
			if n, _ := r.Get("size").Int(); int64(len(b)) != n {
				t.Errorf("evidence %s has %d bytes, its record says %d", r.ID, len(b), n)
			}
		}
	})
}
