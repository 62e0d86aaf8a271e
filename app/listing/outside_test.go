package listing_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"guvoh/app/listing"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// avakian puts the brothers of the press release into the file: Aramais agreed to
// be named, Artur was never asked. Where is a place, or an organisation, that
// bears a name.
func (h house) avakian(t *testing.T, reference, where string) (place model.Record) {
	t.Helper()
	c := record("case", map[string]model.Value{"reference": text(reference), "title": text("The fish farm")})
	place = record("place", map[string]model.Value{"name": text(where), "kind": text("prison")})
	all := []model.Record{c, place}
	for _, b := range []struct{ given, family, cyrillic, consent string }{
		{"Aramais", "Avakian", "Арамаис Авакян", "yes"}, {"Artur", "Avakian", "Артур Авакян", ""}, {"Mirsobir", "Khamidkariev", "Мирсобир Хамидкариев", ""},
	} {
		p := record("person", map[string]model.Value{"kind": text("individual")})
		all = append(all, p,
			record("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": text(b.given + " " + b.family), "given": text(b.given), "family": text(b.family)}),
			record("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": text(b.cyrillic)}),
			record("participant", map[string]model.Value{"case": model.RefValue(c.ID), "person": model.RefValue(p.ID), "role": text("victim")}),
			record("detention", map[string]model.Value{"cases": model.RefsValue(c.ID), "person": model.RefValue(p.ID), "place": model.RefValue(place.ID)}))
		if b.given == "Mirsobir" {
			all = append(all, record("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": text("ميرصابر حميدقارييف")}))
		}
		if b.consent != "" {
			all = append(all, record("consent", map[string]model.Value{"person": model.RefValue(p.ID), "purpose": text("name"), "decision": text(b.consent)}))
		}
	}
	if _, err := h.db.Do(ctx, "create", func(tx *store.Tx) error {
		for _, r := range all {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return place
}

// spellings are one withheld name as it may stand in a reference or a place: the
// press, a court, a passport, and the Arabic script.
var spellings = map[string]string{
	"Latin": "Khamidkariev v. Russia", "Cyrillic": "Дело Хамидкариева М.", "Uzbek Latin": "Hamidqoriyev ishi", "Uzbek Cyrillic": "Ҳамидқориев иши",
	"Arabic": "قضية حميدقارييف",
}

func TestAListForOthersIsSearched(t *testing.T) {
	for script, reference := range spellings {
		t.Run("a name that was not agreed to stops every form of it, in "+script, func(t *testing.T) {
			h := open(t)
			h.avakian(t, reference, "Prison camp")
			l := h.list("en", question.Column{Field: "reference"}, question.Column{Path: persons})
			l.Outside = true
			for _, format := range listing.Formats() {
				var to bytes.Buffer
				_, err := l.Write(ctx, &to, format, nil)
				var held *listing.ErrHeld
				if !errors.As(err, &held) || to.Len() != 0 {
					t.Fatalf("%s: %v, %d bytes", format, err, to.Len())
				}
				if len(held.At) != 1 || held.At[0].Kind != "case" || held.At[0].Column == "" || held.At[0].Record.IsZero() {
					t.Errorf("%s: it does not say where", format)
				}
			}
			if r, err := l.Preview(ctx, nil); err != nil || len(r.Held) != 1 {
				t.Errorf("it is not known beforehand: %d places, %v", len(r.Held), err)
			}
		})
		t.Run("and with the cell withheld it is made, in "+script, func(t *testing.T) {
			h := open(t)
			h.avakian(t, reference, "Prison camp")
			l := h.list("en", question.Column{Field: "reference"}, question.Column{Path: persons})
			l.Outside, l.Withhold = true, true
			got, r := rows(t, l)
			all := strings.Join(got[1], "|") + strings.Join(got[2], "|")
			if !strings.Contains(all, "[withheld]") || strings.Contains(all, reference) || r.Withheld != 1 {
				t.Errorf("%d cells are withheld", r.Withheld)
			}
		})
	}
	t.Run("a brother who agreed is named, and the one who did not goes by another word", func(t *testing.T) {
		h := open(t)
		h.avakian(t, "UZ-015", "Prison camp")
		l := h.list("en", question.Column{Path: persons})
		l.Outside = true
		got, _ := rows(t, l)
		all := strings.Join(got[1], "|") + strings.Join(got[2], "|")
		if !strings.Contains(all, "Aramais Avakian") && !strings.Contains(all, "Арамаис Авакян") || strings.Contains(all, "Artur") || strings.Contains(all, "Артур") || strings.Contains(all, "Mirsobir") || strings.Contains(all, "Мирсобир") || strings.Count(all, "[Name ") != 3 {
			t.Error("somebody is named who did not agree, or nobody is")
		}
	})
	t.Run("a place that bears such a name stops it, too", func(t *testing.T) {
		h := open(t)
		h.avakian(t, "UZ-015", "House of Hamidqoriyev")
		l := h.list("en", question.Column{Field: "place"})
		l.Question.Of, l.Outside = "detention", true
		var held *listing.ErrHeld
		if _, err := l.Write(ctx, &bytes.Buffer{}, "csv", nil); !errors.As(err, &held) || len(held.At) != 3 {
			t.Errorf("%v", err)
		}
	})
	t.Run("so does the name of the file", func(t *testing.T) {
		h := open(t)
		h.avakian(t, "UZ-015", "Prison camp")
		l := h.list("en", question.Column{Field: "reference"})
		l.Outside, l.Name = true, "Хамидкариев.csv"
		var held *listing.ErrHeld
		if _, err := l.Write(ctx, &bytes.Buffer{}, "csv", nil); !errors.As(err, &held) || len(held.At) != 0 {
			t.Errorf("%v", err)
		}
	})
	t.Run("and in a list for ourselves nothing is stopped", func(t *testing.T) {
		h := open(t)
		h.avakian(t, "Khamidkariev v. Russia", "House of Hamidqoriyev")
		if s, _ := written(t, h.list("en", question.Column{Field: "reference"}), "csv"); !strings.Contains(s, "Khamidkariev v. Russia") {
			t.Error("it is hidden from us")
		}
	})
	t.Run("what was written is known by its fingerprint, its cases and the words that stand for names", func(t *testing.T) {
		h := open(t)
		h.avakian(t, "UZ-015", "Prison camp")
		l := h.list("en", question.Column{Field: "reference"}, question.Column{Path: persons})
		l.Outside, l.Name = true, "list.csv"
		s, r := written(t, l, "csv")
		f := r.Result.Files[0]
		if f.Size != int64(len(s)) || len(f.SHA256) != 64 || f.Name != "list.csv" || len(r.Cases) != 2 || len(r.Result.Taken.Tokens) != 4 {
			t.Errorf("%d bytes, %d cases, %d words", f.Size, len(r.Cases), len(r.Result.Taken.Tokens))
		}
	})
}

func TestAListForOthersHasAnEnd(t *testing.T) {
	h := open(t)
	if _, err := h.db.Do(ctx, "create", func(tx *store.Tx) error {
		for range listing.MostOutside + 1 {
			if err := tx.Put(record("place", map[string]model.Value{"kind": text("prison")})); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	l := h.list("en", question.Column{Field: "kind"})
	l.Question = question.Question{Of: "place", Where: question.Filled{Field: "kind"}, Columns: l.Question.Columns}
	t.Run("and says so when more are asked for", func(t *testing.T) {
		l.Outside = true
		var out bytes.Buffer
		if _, err := l.Write(ctx, &out, "csv", nil); !errors.Is(err, listing.ErrTooManyOutside) || out.Len() > 0 {
			t.Errorf("%v, %d bytes", err, out.Len())
		}
	})
	t.Run("and one for ourselves has none", func(t *testing.T) {
		l.Outside = false
		if r, err := l.Write(ctx, &bytes.Buffer{}, "csv", nil); err != nil || r.Rows != listing.MostOutside+1 {
			t.Errorf("%v, %d rows", err, r.Rows)
		}
	})
}

func TestAListSaysHowFarItIsAndCanBeStopped(t *testing.T) {
	for _, outside := range []bool{false, true} {
		h := open(t)
		l := h.list("en", question.Column{Field: "person"})
		l.Question = question.Question{Of: "detention", Where: question.Filled{Field: "person"}, Columns: l.Question.Columns}
		l.Outside = outside
		var told []float64
		step := func(done, total int) { told = append(told, float64(done)/float64(total)) }
		for name, make := range map[string]func() error{
			"a look":  func() error { _, err := l.Preview(ctx, step); return err },
			"a file":  func() error { _, err := l.Write(ctx, &bytes.Buffer{}, "csv", step); return err },
			"a sheet": func() error { _, err := l.Write(ctx, &bytes.Buffer{}, "pdf", step); return err },
		} {
			told = nil
			if err := make(); err != nil {
				t.Fatal(err)
			}
			if n := len(told); n == 0 || told[n-1] != 1 || !slices.IsSorted(told) {
				t.Errorf("%s, for others %t: it tells %v", name, outside, told)
			}
		}
		stopped, stop := context.WithCancel(ctx)
		var out bytes.Buffer
		if _, err := l.Write(stopped, &out, "csv", func(int, int) { stop() }); outside && (!errors.Is(err, context.Canceled) || out.Len() > 0) {
			t.Errorf("stopped, it ends with %v and %d bytes", err, out.Len())
		}
	}
}
