package pattern_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"time"

	"guvoh/assets"
	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/pattern"
	"guvoh/model"
)

// id makes an id of a number, so that nothing hangs on chance.
func id(n byte) model.ID { return model.ID{0: n, 6: 0x40, 8: 0x80, 15: n} }

func record(n byte, kind string, fields map[string]model.Value) model.Record {
	r := model.Record{ID: id(n), Kind: kind}
	for f, v := range fields {
		r.Set(f, v)
	}
	return r
}

func text(s string) model.Value { return model.TextValue(s) }
func ref(n byte) model.Value    { return model.RefValue(id(n)) }
func refs(n ...byte) model.Value {
	var ids []model.ID
	for _, x := range n {
		ids = append(ids, id(x))
	}
	return model.RefsValue(ids...)
}

func on(t *testing.T, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

// told is a prison with a cell, in which three were held in two cases: one with a
// source, one without a date, and one of two records of one man.
func told(t *testing.T) (*model.Schema, *model.Snapshot, pattern.Found) {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	all := []model.Record{
		record(1, "case", map[string]model.Value{"reference": text("2014/17")}),
		record(2, "case", nil),
		record(3, "place", map[string]model.Value{"name": text("Jaslyk"), "kind": text("prison")}),
		record(4, "place", map[string]model.Value{"name": text("Cell 7"), "kind": text("cell"), "within": ref(3)}),
		record(5, "person", map[string]model.Value{"pseudonym": text("[Name A]")}),
		record(6, "person", map[string]model.Value{"pseudonym": text("[Name B]")}),
		record(7, "person", map[string]model.Value{"pseudonym": text("[Name B2]")}),
		record(8, "detention", map[string]model.Value{"cases": refs(1), "person": ref(5), "place": ref(4), "from": on(t, "9 June 2014"), "to": on(t, "March 2015")}),
		record(9, "detention", map[string]model.Value{"cases": refs(1), "person": ref(6), "place": ref(3), "from": on(t, "summer 2014")}),
		record(10, "event", map[string]model.Value{"cases": refs(2), "place": ref(3)}),
		record(11, "act", map[string]model.Value{"event": ref(10), "type": text("torture"), "victim": ref(7)}),
		record(12, "source", map[string]model.Value{"title": text("A letter of 2015")}),
		record(13, "citation", map[string]model.Value{"subject": ref(8), "source": ref(12), "page": text("3")}),
		record(14, "citation", map[string]model.Value{"subject": ref(10)}), // of the event, which covers the act; its source may not be told
	}
	at := func(n, c, who, one byte, as string) pattern.Occurrence {
		return pattern.Occurrence{Record: id(n), Cases: []model.ID{id(c)}, Person: id(who), One: id(one), As: as}
	}
	return schema, model.NewSnapshot(schema, all[0], all, nil), pattern.Found{Record: id(4), Records: []pattern.Occurrence{
		at(8, 1, 5, 5, "pre_trial"), at(9, 1, 6, 6, ""), at(11, 2, 7, 6, "torture"), at(99, 1, 5, 5, ""),
	}}
}

func TestAnAnnexIsAsItWas(t *testing.T) {
	schema, snap, found := told(t)
	for _, lang := range []string{"en", "ru", "uz"} {
		t.Run(lang, func(t *testing.T) {
			w := exporttest.Words(t, lang, schema)
			p, gone := pattern.Tell(w, snap, found)
			in := pattern.Input{
				Patterns: []pattern.Pattern{p}, By: "place", Words: w, At: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC), LeftOut: len(gone), Hidden: 3, Outside: true,
				Filters: []string{w.N("pattern.filter.least", 2)},
			}
			d := pattern.Document(in)
			for _, err := range doc.Check(d) {
				t.Error(err)
			}
			got, golden := doc.Dump(d), "testdata/annex."+lang+".txt"
			if os.Getenv("UPDATE_GOLDEN") != "" {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || got != string(want) {
				t.Errorf("the annex changed; if it should have, run make golden and read the difference (%v)", err)
			}
			if got != doc.Dump(pattern.Document(in)) {
				t.Error("the same patterns are told in two ways")
			}
		})
	}
}

func TestTell(t *testing.T) {
	schema, snap, found := told(t)
	w := exporttest.Words(t, "en", schema)
	p, gone := pattern.Tell(w, snap, found)
	t.Run("counts what is there, and one man of two records once", func(t *testing.T) {
		if len(gone) != 1 || p.Records != 3 || p.Cases != 2 || p.Persons != 2 || p.Same != 1 || p.Undated != 1 || p.Unsource != 1 {
			t.Errorf("%+v, %d gone", p, len(gone))
		}
	})
	t.Run("knows that a source is there which it may not name", func(t *testing.T) {
		for _, r := range p.Rows {
			if r.Record == id(11) && (!r.Sourced || len(r.Sources) != 0 || r.Case != "Case 1") {
				t.Errorf("%+v", r)
			}
		}
	})
	t.Run("puts nothing in time that has no date", func(t *testing.T) {
		line, undated := pattern.Timeline(w, p, 200)
		if undated != 1 || len(line.Lanes) != 1 || len(line.Lanes[0].Items) != 2 {
			t.Errorf("%d undated, %d lanes", undated, len(line.Lanes))
		}
	})
	t.Run("says of an involvement in what it was, and how", func(t *testing.T) {
		all := []model.Record{
			record(1, "case", map[string]model.Value{"reference": text("1")}), record(11, "act", map[string]model.Value{"type": text("torture")}),
			record(20, "person", map[string]model.Value{"description": text("officer with a scar"), "kind": text("unidentified")}),
			record(21, "involvement", map[string]model.Value{"act": ref(11), "who": ref(20)}),
		}
		s := model.NewSnapshot(schema, all[0], all, nil)
		p, _ := pattern.Tell(w, s, pattern.Found{Record: id(20), Records: []pattern.Occurrence{{Record: id(21), Cases: []model.ID{id(1)}, As: "ordered"}}})
		if len(p.Rows) != 1 || p.Rows[0].What != w.Kind("act")+": "+w.Word("act_type", "torture")+" · "+w.Word("involvement_degree", "ordered") || p.Nobody != 1 {
			t.Errorf("%+v", p.Rows)
		}
		if pattern.Name(w, p) != "officer with a scar (not identified)" {
			t.Error("nobody is told that he is not identified")
		}
	})
	t.Run("writes articles as lawyers do", func(t *testing.T) {
		if got := pattern.Article(w, "Criminal Code", "244", "2", "1", "b", ""); got != "Article 244-2, part 1, point b, Criminal Code" {
			t.Error(got)
		}
	})
}

func TestATable(t *testing.T) {
	schema, snap, found := told(t)
	w := exporttest.Words(t, "en", schema)
	p, _ := pattern.Tell(w, snap, found)
	p.Rows[0].Person = "=HYPERLINK(1)"
	var b bytes.Buffer
	if err := pattern.CSV(&b, pattern.Input{Patterns: []pattern.Pattern{p}, By: "place", Words: w}); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF")))
	r.FieldsPerRecord = -1
	cells, err := r.ReadAll()
	if err != nil || len(cells) != 5 || cells[0][0] != w.T("pattern.caution") {
		t.Fatalf("%d lines, %v", len(cells), err)
	}
	if got := cells[2][2]; got != "'=HYPERLINK(1)" {
		t.Errorf("a spreadsheet would work out %q", got)
	}
}
