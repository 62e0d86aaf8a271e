package store_test

import (
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
)

// saidOtherwise is a file with a case that says most of what it does by words of
// vocabularies, dates and numbers.
type saidOtherwise struct {
	db                             *store.DB
	c, event, act, injury, another model.Record
}

func newSaidOtherwise(t *testing.T) saidOtherwise {
	t.Helper()
	s := saidOtherwise{db: mustCreate(t)}
	put := func(kind string, values map[string]model.Value) model.Record {
		r := model.NewRecord(kind)
		for name, v := range values {
			r.Set(name, v)
		}
		mustDo(t, s.db, "create", func(tx *store.Tx) error { return tx.Put(r) })
		return r
	}
	day := func(words string) model.Value {
		d, err := model.ParseDate(words)
		must(t, err)
		return model.DateValue(d)
	}
	s.c = put("case", map[string]model.Value{"title": text("The case of Mirsobir Khamidkariev")})
	in := model.RefsValue(s.c.ID)
	s.event = put("event", map[string]model.Value{"cases": in, "title": text("In the cellar"), "date": day("09.06.2014")})
	s.act = put("act", map[string]model.Value{
		"event": model.RefValue(s.event.ID), "type": text("torture"), "methods": model.ListValue("beating", "falanga"), "account": text("Хамидкариев did not sign."),
	})
	s.injury = put("injury", map[string]model.Value{"cases": in, "count": model.IntValue(47)})
	s.another = put("act", map[string]model.Value{"event": model.RefValue(s.event.ID), "type": text("torture"), "account": text("He saw the falanga of another.")})
	return s
}

func (s saidOtherwise) found(t *testing.T, line string, kinds ...string) store.Matches {
	t.Helper()
	out, err := s.db.Look(ctx, store.Looked{Query: search.Parse(line, true), Limit: 50, Lang: "en", Kinds: kinds})
	must(t, err)
	return out
}

func TestWhatARecordSaysWithoutWritingItOutIsFound(t *testing.T) {
	s := newSaidOtherwise(t)
	for _, state := range []string{"that was not read in yet", "that is in the index"} {
		for name, q := range map[string]struct {
			line, field string
			record      model.ID // the first that is found; none when nothing may be
		}{
			"by a word of a vocabulary":                      {"beating ", "methods", s.act.ID},
			"by what it is called in another language":       {"избиение ", "methods", s.act.ID},
			"by its beginning":                               {"beati", "methods", s.act.ID},
			"by two of one field":                            {"beating falanga ", "methods", s.act.ID},
			"by one beside a word that was written":          {"beating sign ", "account", s.act.ID},
			"by one beside a name in another script":         {"beating Khamidkariev ", "account", s.act.ID},
			"by the day, in another form":                    {"9 June 2014", "date", s.event.ID},
			"by the month":                                   {"июнь 2014", "date", s.event.ID},
			"by the year beside a word":                      {"2014 cellar ", "title", s.event.ID},
			"by a number":                                    {"47", "count", s.injury.ID},
			"not by a day of the same month":                 {"10 June 2014", "", model.ID{}},
			"not by a word that must not occur":              {"sign -beating ", "", model.ID{}},
			"not by a word of another vocabulary":            {"whipping ", "", model.ID{}},
			"not by the name of a word in the program":       {"act_method", "", model.ID{}},
			"by the one or the other":                        {"whipping OR 47", "count", s.injury.ID},
			"by several words of a label, behind each other": {`"soles of the feet"`, "methods", s.act.ID},
		} {
			t.Run("a record "+state+" "+name, func(t *testing.T) {
				out := s.found(t, q.line)
				if q.record.IsZero() {
					if len(out.Found) > 0 {
						t.Errorf("%d found", len(out.Found))
					}
					return
				}
				if len(out.Found) == 0 {
					t.Fatal("nothing is found")
				}
				if m := out.Found[0]; m.Record != q.record || m.Field != q.field || len(m.Marks) == 0 || len(m.Cases) != 1 {
					t.Errorf("found in field %q with %d marks and %d cases", m.Field, len(m.Marks), len(m.Cases))
				}
			})
		}
		readWords(t, s.db)
	}
}

func TestWhatWasWrittenStandsBeforeWhatGoesByAWord(t *testing.T) {
	s := newSaidOtherwise(t)
	readWords(t, s.db)
	out := s.found(t, "falanga ")
	if len(out.Found) != 2 || out.Found[0].Record != s.another.ID || out.Found[1].Record != s.act.ID || !out.Found[1].Exact {
		t.Fatalf("%d found", len(out.Found))
	}
	if m := out.Found[1]; m.Text != "Beating, Beating on the soles of the feet (falanga)" || m.Text[m.Marks[0].From:m.Marks[0].To] != "Beating on the soles of the feet (falanga)" {
		t.Errorf("told as %q, marked %v", m.Text, m.Marks)
	}
	t.Run("and is passed over as everything is", func(t *testing.T) {
		next, err := s.db.Look(ctx, store.Looked{Query: search.Parse("falanga ", true), From: 1, Limit: 1, Lang: "en"})
		must(t, err)
		if len(next.Found) != 1 || next.Found[0].Record != s.act.ID || next.More {
			t.Errorf("%d found, more: %v", len(next.Found), next.More)
		}
	})
	t.Run("and is not looked for by who asks for words alone", func(t *testing.T) {
		if got := look(t, s.db, "beating "); len(got) > 0 {
			t.Errorf("%d found", len(got))
		}
	})
	t.Run("and only in the kinds that are asked for", func(t *testing.T) {
		if out := s.found(t, "beating ", "event"); len(out.Found) > 0 {
			t.Errorf("%d found", len(out.Found))
		}
	})
}

func TestAWordOfOnesOwnIsFoundByWhatItIsCalledNow(t *testing.T) {
	s := newSaidOtherwise(t)
	own := model.NewRecord("term")
	own.Set("vocabulary", text("act_method"))
	own.Set("label_ru", text("ласточка"))
	mustDo(t, s.db, "create", func(tx *store.Tx) error { return tx.Put(own) })
	mustDo(t, s.db, "edit", set(s.act.ID, "methods", model.ListValue(model.CustomTermID(own.ID))))
	readWords(t, s.db)
	has := func(line string) bool {
		return slices.ContainsFunc(s.found(t, line).Found, func(m store.Match) bool { return m.Record == s.act.ID && m.Field == "methods" })
	}
	if !has("ласточка") || has("beating ") {
		t.Error("it is not found by its word, or by one that it had before")
	}
	mustDo(t, s.db, "edit", set(own.ID, "label_ru", text("swallow")))
	if !has("swallow") || has("ласточка ") {
		t.Error("it is not found by its new name, or by the old one")
	}
}

func TestACheckMissesARecordThatOnlyTheIndexOfCodesKnows(t *testing.T) {
	s := newSaidOtherwise(t)
	readWords(t, s.db)
	if _, err := s.db.SQL().Exec("DELETE FROM spelling WHERE rowid = (SELECT n << 1 FROM record WHERE id = ?)", s.injury.ID[:]); err != nil {
		t.Fatal(err)
	}
	report, err := s.db.Check(ctx, nil)
	must(t, err)
	if !report.OnlyIndex() {
		t.Error("nothing is said")
	}
}
