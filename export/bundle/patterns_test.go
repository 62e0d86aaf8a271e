package bundle_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"guvoh/export/bundle"
	"guvoh/export/exporttest"
	"guvoh/export/pattern"
	"guvoh/model"
	"guvoh/model/vault/vaulttest/raced"
)

// held is a prison in which five people were held, each with another answer to
// whether that may be told.
type held struct {
	*exporttest.Case
	prison, other model.ID
	found         pattern.Found
}

func newHeld(t *testing.T) *held {
	t.Helper()
	h := &held{Case: exporttest.NewCase(t)}
	h.other = h.Add("case", `{"reference": "T-2", "title": "The case of Zafar Rahimov"}`)
	h.prison = h.Add("place", `{"name": "Jaslyk", "kind": "prison"}`)
	h.found.Record = h.prison
	h.hold("Aziz Karimov", `{"purpose": "name", "decision": "yes"}`, `{"purpose": "court", "decision": "yes"}`)
	h.hold("Bobur Aliyev")
	h.hold("Dilshod Umarov", `{"purpose": "court", "decision": "no"}`)
	h.hold("Erkin Saidov", `{"purpose": "name", "decision": "yes", "recipients": "Amnesty International"}`, `{"purpose": "court", "decision": "yes"}`)
	h.hold("Farhod Tursunov", `{"purpose": "name", "decision": "yes"}`, `{"purpose": "court", "decision": "yes", "withdrawn": "2025"}`)
	return h
}

// hold adds somebody who was held, with what they said, and gives them back.
func (h *held) hold(name string, consents ...string) model.ID {
	who := h.Person(name, "victim")
	d := h.Add("detention", `{"person": %s, "place": %s, "from": "June 2014"}`, who, h.prison)
	for _, c := range consents {
		h.Add("consent", `{"person": %s, "given": "2020", `+strings.TrimPrefix(c, "{"), who)
	}
	h.found.Records = append(h.found.Records, pattern.Occurrence{Record: d, Cases: []model.ID{h.ID}, Person: who, One: who})
	return who
}

func (h *held) order(t *testing.T, format string) bundle.Patterns {
	s := h.Snapshot()
	return bundle.Patterns{
		Order: bundle.Order{Snapshot: s, Words: exporttest.Words(t, "en", s.Schema), At: at, Format: format},
		Found: []pattern.Found{h.found}, By: "place", Purpose: "court",
	}
}

func annex(t *testing.T, o bundle.Patterns) (string, *bundle.Result) {
	t.Helper()
	var to files
	r, err := bundle.MakePatterns(context.Background(), o, to.create)
	if err != nil {
		t.Fatal(err)
	}
	return to.of[to.names[0]].String(), r
}

func TestAnAnnexNamesOnlyWhoAllowedIt(t *testing.T) {
	raced.OneByOne(t)
	for _, format := range []string{"csv", "txt", "html"} {
		t.Run(format, func(t *testing.T) {
			got, result := annex(t, newHeld(t).order(t, format))
			if !strings.Contains(got, "Aziz Karimov") || !strings.Contains(got, "Jaslyk") {
				t.Error("who allowed it is not named, or the place is not")
			}
			for _, secret := range []string{"Aliyev", "Umarov", "Saidov", "Tursunov", "Rahimov"} {
				if strings.Contains(got, secret) {
					t.Errorf("somebody is named who did not allow it (%d letters)", len(secret))
				}
			}
			if n := strings.Count(got, "[Name "); n < 2 {
				t.Errorf("%d tokens", n)
			}
			if len(result.Hidden) != 2 || len(result.Taken.Tokens) == 0 {
				t.Errorf("%d left out, %d tokens to keep", len(result.Hidden), len(result.Taken.Tokens))
			}
		})
	}
	t.Run("and does not count those who said no", func(t *testing.T) {
		got, _ := annex(t, newHeld(t).order(t, "txt"))
		for _, words := range []string{"3 records.", "3 persons.", "2 records of people who did not allow it are left out"} {
			if !strings.Contains(got, words) {
				t.Errorf("%q is not said", words)
			}
		}
	})
	t.Run("and a yes for one case frees no name in another", func(t *testing.T) {
		h := newHeld(t)
		who := h.hold("Gulnora Yusupova")
		h.Add("consent", `{"person": %s, "cases": [%s], "purpose": "name", "decision": "yes"}`, who, h.ID)
		h.Add("consent", `{"person": %s, "cases": [%s], "purpose": "court", "decision": "yes"}`, who, h.ID)
		if got, _ := annex(t, h.order(t, "csv")); !strings.Contains(got, "Yusupova") {
			t.Fatal("in the one case she may be named")
		}
		h.Add("participant", `{"case": %s, "person": %s, "role": "victim"}`, h.other, who)
		if got, _ := annex(t, h.order(t, "csv")); strings.Contains(got, "Yusupova") {
			t.Error("she is named although she did not allow it for the other case")
		}
		h.Add("consent", `{"person": %s, "cases": [%s], "purpose": "court", "decision": "no"}`, who, h.other)
		if _, r := annex(t, h.order(t, "csv")); len(r.Hidden) != 3 {
			t.Error("her no for the other case does not count")
		}
	})
	t.Run("inside, everybody is named", func(t *testing.T) {
		o := newHeld(t).order(t, "csv")
		o.Inside, o.Purpose = true, ""
		if got, r := annex(t, o); !strings.Contains(got, "Dilshod Umarov") || r.Taken != nil {
			t.Error("somebody is hidden from us")
		}
	})
	t.Run("and the same order gives the same bytes", func(t *testing.T) {
		h := newHeld(t)
		a, _ := annex(t, h.order(t, "html"))
		if b, _ := annex(t, h.order(t, "html")); a != b {
			t.Error("two annexes of one order differ")
		}
	})
}

func TestAnAnnexThatWouldTellSaysWhere(t *testing.T) {
	raced.OneByOne(t)
	// Mirsobir is in the case only, and in no record of a pattern. He was never asked.
	beside := func(t *testing.T, reference, place, within string) *held {
		h := newHeld(t)
		in := h.Add("case", `{"reference": "`+reference+`"}`)
		other := h.Person("Mirsobir Khamidkariev", "victim")
		h.Add("participant", `{"case": %s, "person": %s, "role": "victim"}`, in, other)
		h.Add("residence", `{"person": %s, "address": "Sadovaya 12, Chilanzar"}`, other)
		who := h.hold("Aramais Avakian", `{"purpose": "name", "decision": "yes"}`, `{"purpose": "court", "decision": "yes"}`)
		up := h.Add("place", `{"name": "`+within+`"}`)
		p := h.Add("place", `{"name": "`+place+`", "kind": "prison", "within": %s}`, up)
		d := h.Add("detention", `{"person": %s, "place": %s, "from": "June 2014"}`, who, p)
		h.found.Record = p
		h.found.Records = []pattern.Occurrence{{Record: d, Cases: []model.ID{in}, Person: who, One: who}}
		return h
	}
	make := func(o bundle.Patterns) (string, *bundle.Result, error) {
		var to files
		r, err := bundle.MakePatterns(context.Background(), o, to.create)
		if err != nil {
			return "", nil, err
		}
		return to.of[to.names[0]].String(), r, nil
	}
	for script, reference := range map[string]string{"Latin": "Khamidkariev v. Russia", "Cyrillic": "Дело Хамидкариева", "Uzbek": "Hamidqoriyev ishi"} {
		t.Run("and a name in a reference goes by another word, in "+script, func(t *testing.T) {
			got, _ := annex(t, beside(t, reference, "House of Hamidqoriyev", "Tashkent").order(t, "txt"))
			if strings.Contains(got, reference) || strings.Contains(got, "Hamidqoriyev") || !strings.Contains(got, "House of [Name ") {
				t.Error("the name stands in it, or nothing in its place")
			}
		})
	}
	t.Run("in the sentence that says what was asked for", func(t *testing.T) {
		o := beside(t, "T-3", "Camp 4", "Tashkent").order(t, "txt")
		o.Filters = []string{"Only records in House of Хамидкариев."}
		_, _, err := make(o)
		var at *bundle.HeldPatterns
		if !errors.As(err, &at) || len(at.At) != 1 || at.At[0].Column != "" || !at.At[0].Record.IsZero() {
			t.Fatalf("%v", err)
		}
		o.Withhold = true
		got, r, err := make(o)
		if err != nil || r.Withheld != 1 || strings.Contains(got, "Хамидкариев") || !strings.Contains(got, o.Words.T("listing.withheld")) {
			t.Errorf("it is not withheld: %v", err)
		}
		if o.Filters[0] == o.Words.T("listing.withheld") {
			t.Error("what was ordered was changed")
		}
	})
	t.Run("in a title that tells where somebody lives, when two fields stand beside each other", func(t *testing.T) {
		h := beside(t, "T-3", "Sadovaya 12", "Chilanzar")
		_, _, err := make(h.order(t, "txt"))
		var at *bundle.HeldPatterns
		if !errors.As(err, &at) || len(at.At) != 1 || at.At[0].Record != h.found.Record || at.At[0].Kind != "place" || at.At[0].Column == "" {
			t.Fatalf("%v", err)
		}
		o := h.order(t, "txt")
		o.Withhold = true
		if got, r, err := make(o); err != nil || r.Withheld == 0 || strings.Contains(got, "Sadovaya 12, Chilanzar") {
			t.Errorf("it is not withheld: %v", err)
		}
	})
	t.Run("in the name of the file", func(t *testing.T) {
		o := beside(t, "T-3", "Camp 4", "Tashkent").order(t, "txt")
		o.Name = "Hamidqoriyev"
		_, _, err := make(o)
		var leaked *bundle.Leaked
		if !errors.As(err, &leaked) || leaked.Hits[0].Where != "file name" {
			t.Errorf("%v", err)
		}
	})
}

func TestAnAnnexSaysWhomItNames(t *testing.T) {
	h := newHeld(t)
	o := h.order(t, "txt")
	_, r := annex(t, o)
	if named := o.Named(r); len(named) != 1 || named[0] != h.found.Records[0].Person {
		t.Errorf("%d persons", len(named))
	}
}
