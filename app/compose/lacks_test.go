package compose_test

import (
	"slices"
	"testing"

	"guvoh/app/compose"
	"guvoh/export"
	"guvoh/model"
)

func TestWhatABodyWouldFindMissing(t *testing.T) {
	lacks := func(m *matter) compose.Lacking {
		return compose.Lacks(compose.Input{Profile: m.profile, Snapshot: m.snapshot(), Words: m.words, Reader: m.words, At: at})
	}
	has := func(l compose.Lacking, code export.Code) bool {
		return slices.ContainsFunc(l.Record, func(c compose.Check) bool { return c.Code == code })
	}
	t.Run("is said without a dossier, and none is made", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		m.records = slices.DeleteFunc(m.records, func(r model.Record) bool { return r.Kind == "dossier" })
		l := lacks(m)
		if l.Form == 0 {
			t.Error("nothing of the form is asked for")
		}
		if len(m.snapshot().OfKind("dossier")) != 0 {
			t.Error("a dossier stands in the case")
		}
	})
	t.Run("is gone once the record says it", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		m.c.Set("countries", "")
		m.records[0] = m.c
		if !has(lacks(m), export.NoCountry) {
			t.Fatal("a case without a State is not noticed")
		}
		m.c.Set("countries", model.ListValue("tr"))
		m.records[0] = m.c
		if has(lacks(m), export.NoCountry) {
			t.Error("it is asked for although it is recorded")
		}
	})
	t.Run("tells what belongs to the record from what is to be written", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		for _, c := range lacks(m).Record {
			if c.Code == export.Unanswered || c.Code == export.EmptySection {
				t.Errorf("%s is asked of the record", c.Code)
			}
		}
	})
}
