package exchange_test

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/app/exchange"
	"guvoh/export/bundle"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
)

// apart is a file with two persons and what rests on each, of whom the first said no
// to courts; and the same done to each by one officer, in one prison, before one judge.
// Without them it is the file as it would be if they had never come.
func apart(t *testing.T, without bool) (*store.DB, *modeltest.Apart) {
	t.Helper()
	db := create(t)
	a := modeltest.NewApart(db.Schema())
	all := a.Records
	add := func(kind string, fields map[string]model.Value) model.ID {
		r := model.NewRecord(kind)
		for name, v := range fields {
			r.Set(name, v)
		}
		all = append(all, r)
		return r.ID
	}
	text, ref, refs := model.TextValue, model.RefValue, model.RefsValue
	day := func(s string) model.Value {
		return model.DateValue(model.Date{Earliest: s, Latest: s, Precision: model.PrecisionDay})
	}
	prison := add("place", map[string]model.Value{"name": text("Jaslyk"), "kind": text("prison")})
	station := add("place", map[string]model.Value{"name": text("Station Three"), "kind": text("police_station")})
	court := add("organisation", map[string]model.Value{"name": text("City Court"), "kind": text("court")})
	judge := add("person", map[string]model.Value{"kind": text("individual")})
	for i, who := range []struct {
		id, in model.ID
		words  string
	}{{a.One, a.Alone, modeltest.OfOne}, {a.Other, a.Case, modeltest.OfOther}, {a.Other, add("case", map[string]model.Value{"reference": text("Z-3")}), modeltest.OfOther}} {
		if without && i == 0 {
			continue
		}
		in, month := refs(who.in), []string{"01", "02", "03"}[i]
		for person, role := range map[model.ID]string{judge: "judge", a.Officer: "prosecutor", who.id: "victim"} {
			add("participant", map[string]model.Value{"case": ref(who.in), "person": ref(person), "role": text(role)})
		}
		event := add("event", map[string]model.Value{"cases": in, "title": text(who.words), "kind": text("transfer"), "persons": refs(who.id), "place": ref(station), "date": day("2014-" + month + "-01")})
		act := add("act", map[string]model.Value{"event": ref(event), "type": text("torture"), "victim": ref(who.id), "methods": model.ListValue("beating")})
		add("act", map[string]model.Value{"event": ref(event), "type": text("torture"), "methods": model.ListValue("beating")})
		add("involvement", map[string]model.Value{"act": ref(act), "who": ref(a.Officer)})
		add("involvement", map[string]model.Value{"act": ref(act), "who": ref(court)})
		add("detention", map[string]model.Value{"cases": in, "person": ref(who.id), "place": ref(prison), "custodian": ref(court), "from": day("2014-" + month + "-09")})
		for _, persons := range []model.Value{refs(who.id, judge), ""} { // of the second only the charge tells whose it is
			p := add("proceeding", map[string]model.Value{"cases": in, "kind": text("criminal"), "persons": persons, "body": ref(court), "title": text(who.words)})
			add("step", map[string]model.Value{"proceeding": ref(p), "kind": text("hearing"), "body": ref(court)})
			add("charge", map[string]model.Value{"proceeding": ref(p), "person": ref(who.id), "code": text("Criminal Code"), "number": text("159")})
		}
	}
	for id, said := range map[model.ID]string{a.One: "no", a.Other: "yes"} {
		for _, purpose := range []string{"court", "name"} {
			if without && id == a.One {
				continue
			}
			add("consent", map[string]model.Value{"person": ref(id), "purpose": text(purpose), "decision": text(said)})
		}
	}
	if without {
		all = a.Without(all)
	}
	_, err := db.Do(t.Context(), "create", func(tx *store.Tx) error {
		for _, terms := range []bool{true, false} {
			for _, r := range all {
				if (r.Kind == "term") == terms {
					if err := tx.Put(r); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db, a
}

// printed is a document in memory.
type printed struct{ strings.Builder }

func (p *printed) ReadAt(b []byte, off int64) (int, error) {
	return strings.NewReader(p.String()).ReadAt(b, off)
}

var _ io.ReaderAt = (*printed)(nil)

// own is the id of a word that somebody added; each file has another.
var own = regexp.MustCompile("x_[0-9a-f]{32}")

// annexed makes an annex for a court of all that is shared.
func annexed(t *testing.T, db *store.DB, by store.PatternBy, format string) string {
	t.Helper()
	found, err := db.Patterns(t.Context(), by, store.PatternFilter{Least: 1})
	if err != nil || len(found) == 0 {
		t.Fatalf("%d patterns: %v", len(found), err)
	}
	o, err := exchange.PatternOrder(t.Context(), db, english(t), time.Date(2026, time.March, 5, 14, 5, 0, 0, time.UTC), found, by, store.PatternFilter{Least: 1})
	if err != nil {
		t.Fatal(err)
	}
	o.Purpose, o.Recipient, o.Format, o.Withhold = "court", "A court", format, true
	to := &printed{}
	if _, err := bundle.MakePatterns(t.Context(), o, func(string) (bundle.Target, error) { return to, nil }); err != nil {
		t.Fatal(err)
	}
	return to.String()
}

func TestNoAnnexTellsWhatRestsOnSomebodyWhoSaidNo(t *testing.T) {
	db, _ := apart(t, false)
	never, _ := apart(t, true)
	for _, by := range store.PatternKinds() {
		for _, format := range []string{"txt", "html"} {
			t.Run("by "+string(by)+" as "+format, func(t *testing.T) {
				got := annexed(t, db, by, format)
				for _, w := range []string{modeltest.OfOne, "Zyxonov", "Ruslan", "Z-2", "January 2014", "2014-01"} {
					if strings.Contains(got, w) {
						t.Errorf("%q of theirs stands in it", w)
					}
				}
				if !strings.Contains(got, "Z-1") || !strings.Contains(got, "Z-3") {
					t.Error("it tells nothing of the other")
				}
			})
		}
		if by == store.ByRoute { // a part of a way by which more went stands by itself, and it is said that some were left out
			continue
		}
		t.Run("by "+string(by)+" it has the numbers that it would have if they had never come", func(t *testing.T) {
			lines := func(db *store.DB) []string {
				all := strings.Split(own.ReplaceAllString(annexed(t, db, by, "csv"), "own"), "\n")
				slices.Sort(all)
				return all
			}
			if got, want := lines(db), lines(never); !slices.Equal(got, want) {
				t.Errorf("%d lines, want %d; %d of them differ", len(got), len(want), len(slices.DeleteFunc(got, func(s string) bool { return slices.Contains(want, s) })))
			}
		})
	}
}
