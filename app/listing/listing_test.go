package listing_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"guvoh/app/listing"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

var (
	ctx = context.Background()
	day = time.Date(2014, 5, 20, 9, 0, 0, 0, time.UTC)
)

// house is a file with a case of four persons: one allowed everything, one was
// never asked, one said no, one said yes to being named but not to the media.
type house struct {
	db    *store.DB
	say   *tr.Bundle
	c     model.Record
	names map[string]model.Record
}

func text(s string) model.Value { return model.TextValue(s) }

func record(kind string, values map[string]model.Value) model.Record {
	r := model.NewRecord(kind)
	for f, v := range values {
		r.Set(f, v)
	}
	return r
}

func open(t testing.TB) house {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	say, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Create(filepath.Join(t.TempDir(), "a.guvoh"), store.Options{
		Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: s, Now: func() time.Time { return day },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	h := house{db: db, say: say, names: map[string]model.Record{}}
	h.c = record("case", map[string]model.Value{
		"title": text("=Arrest of Otabek"), "reference": text("UZ-014"), "status": text("open"), "summary": text("Otabek was beaten."), "safety_note": text("Call at night only."),
		"opened": model.DateValue(model.Date{Earliest: "2014-05-01", Latest: "2014-05-31", Precision: model.PrecisionMonth, Words: "when Otabek came"}),
	})
	all := []model.Record{h.c}
	for i, name := range []string{"Otabek", "Dilnoza", "Rustam", "Zarina"} {
		p := record("person", nil)
		h.names[name] = p
		all = append(all, p,
			record("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": text(name)}),
			record("participant", map[string]model.Value{"case": model.RefValue(h.c.ID), "person": model.RefValue(p.ID), "position": text(string(rune('a' + i)))}),
			record("detention", map[string]model.Value{"cases": model.RefsValue(h.c.ID), "person": model.RefValue(p.ID)}))
	}
	said := func(name, purpose, decision string) {
		all = append(all, record("consent", map[string]model.Value{"person": model.RefValue(h.names[name].ID), "purpose": text(purpose), "decision": text(decision)}))
	}
	said("Otabek", "name", "yes")
	said("Otabek", "media", "yes")
	said("Rustam", "name", "no")
	said("Zarina", "name", "yes")
	if _, err := db.Do(ctx, "create", func(tx *store.Tx) error {
		for _, r := range all {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return h
}

var persons = []question.Step{question.Rows("participant", "case"), question.To("person", "person")}

func (h house) list(lang string, columns ...question.Column) listing.List {
	return listing.List{DB: h.db, Say: h.say.Printer(lang, h.db.Schema()), At: day, Question: question.Question{Of: "case", Columns: columns}}
}

func written(t *testing.T, l listing.List, format string) (string, listing.Report) {
	t.Helper()
	var b bytes.Buffer
	r, err := l.Write(ctx, &b, format, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), r
}

func rows(t *testing.T, l listing.List) ([][]string, listing.Report) {
	t.Helper()
	s, r := written(t, l, "csv")
	out, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out, r
}

func TestAListForOurselves(t *testing.T) {
	h := open(t)
	l := h.list("en", question.Column{Field: "title"}, question.Column{Field: "opened"}, question.Column{Path: persons},
		question.Column{Path: persons[:1], Show: question.Count}, question.Column{Field: "safety_note"})
	t.Run("holds what the columns say, in words, and no sensitive one", func(t *testing.T) {
		got, r := rows(t, l)
		if want := "'=Arrest of Otabek|May 2014|Otabek; Dilnoza; Rustam; Zarina|4"; strings.Join(got[1], "|") != want {
			t.Errorf("%q", got[1])
		}
		if r.Rows != 1 || len(r.Left) != 1 || r.Left[0].Field.Name != "safety_note" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("tells how many it names who did not allow it", func(t *testing.T) {
		if _, r := rows(t, l); r.Named != 2 {
			t.Errorf("%d", r.Named)
		}
	})
	t.Run("tells so of those whose names stand only in what other records are called", func(t *testing.T) {
		l := h.list("en", question.Column{}, question.Column{Field: "from"})
		l.Question.Of = "detention"
		got, r := rows(t, l)
		if len(got) != 5 || !strings.Contains(got[1][0]+got[2][0]+got[3][0]+got[4][0], "Dilnoza") {
			t.Fatalf("%q", got)
		}
		if r.Named != 2 {
			t.Errorf("%d", r.Named)
		}
	})
	t.Run("holds sensitive fields when they are asked for", func(t *testing.T) {
		l.Sensitive = true
		if got, _ := rows(t, l); got[1][4] != "Call at night only." {
			t.Error("they are not in it")
		}
	})
	t.Run("marks what is only perhaps an answer", func(t *testing.T) {
		l := h.list("en", question.Column{Field: "reference"})
		l.Question.Where = question.When{Field: "opened", How: question.Within, In: question.Range{From: "2014-05-10", To: "2014-05-20"}}
		if got, r := rows(t, l); got[1][1] != "perhaps" || r.Perhaps != 1 {
			t.Errorf("%q %+v", got, r)
		}
	})
}

// noLetters takes the letter out of words that stand for names: which of them a
// person gets is chance.
func noLetters(s string) string { return lettered.ReplaceAllString(s, "[Name _]") }

var lettered = regexp.MustCompile(`\[Name [A-Z]\]`)

func TestAListForOthers(t *testing.T) {
	h := open(t)
	l := h.list("en", question.Column{Field: "title"}, question.Column{Field: "summary"}, question.Column{}, question.Column{Field: "opened"},
		question.Column{Path: persons}, question.Column{Path: append(append([]question.Step{}, persons...), question.Rows("person_name", "person")), Field: "text"})
	l.Outside = true
	t.Run("names who allowed it, and nobody else", func(t *testing.T) {
		got, r := rows(t, l)
		if want := "UZ-014|May 2014|Otabek; [Name _]; Zarina|Otabek; [Name _]; Zarina"; noLetters(strings.Join(got[1], "|")) != want {
			t.Errorf("%q", got[1])
		}
		if r.Unnamed != 1 || len(r.Left) != 2 {
			t.Errorf("%+v", r)
		}
	})
	t.Run("names for a purpose only who said yes to that, too", func(t *testing.T) {
		l.Purpose = "media"
		if got, _ := rows(t, l); noLetters(got[1][2]) != "Otabek; [Name _]; [Name _]" {
			t.Errorf("%q", got[1])
		}
	})
	t.Run("leaves out records of somebody who said no", func(t *testing.T) {
		l := h.list("en", question.Column{Field: "person"})
		l.Question.Of, l.Outside = "detention", true
		got, r := rows(t, l)
		if len(got) != 4 || r.LeftOut != 1 {
			t.Errorf("%q %+v", got, r)
		}
	})
	t.Run("says the question without what was typed and without who may not be named", func(t *testing.T) {
		l.Title = "Who knew Rustam"
		l.Question.Where = question.All{Of: []question.Condition{
			question.Not{Of: question.Text{Words: "Dilnoza"}},
			question.Linked{Path: []question.Step{question.Rows("detention", "cases")}, Where: question.Points{Field: "person", Records: []model.ID{h.names["Rustam"].ID, h.names["Dilnoza"].ID}}},
		}}
		s, r := written(t, l, "xlsx")
		if r.Rows != 1 || strings.Contains(unzipped(t, s), "Rustam") || strings.Contains(unzipped(t, s), "Dilnoza") || !strings.Contains(unzipped(t, s), "withheld") {
			t.Error("it tells")
		}
	})
	t.Run("is not made of what says how we work", func(t *testing.T) {
		l := h.list("en")
		l.Question.Of, l.Outside = "consent", true
		if _, err := l.Write(ctx, &bytes.Buffer{}, "csv", nil); !errors.Is(err, listing.ErrInternal) {
			t.Error(err)
		}
	})
}

func TestAListInEveryLanguageAndForm(t *testing.T) {
	h := open(t)
	for _, lang := range []string{"en", "ru", "uz"} {
		l := h.list(lang, question.Column{Field: "reference"}, question.Column{Field: "status"}, question.Column{Path: persons}, question.Column{Path: persons[:1], Show: question.Count}, question.Column{Field: "summary"})
		l.Title = "Otabek"
		l.Question.Where = question.Linked{Path: persons[:1]}
		for _, format := range listing.Formats() {
			s, r := written(t, l, format)
			if r.Rows != 1 || len(s) < 60 {
				t.Errorf("%s, %s: %d rows", lang, format, r.Rows)
			}
			if again, _ := written(t, l, format); again != s {
				t.Errorf("%s, %s: it changed", lang, format)
			}
			if dir := os.Getenv("GUVOH_RENDER"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, "list-"+lang+"."+format), []byte(s), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
