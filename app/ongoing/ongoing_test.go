package ongoing_test

import (
	"strings"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/ongoing"
	"guvoh/model"
)

func begin(t *testing.T) (*desktest.Bench, ongoing.Place) {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("Test")})
	who := b.New1("person", nil)
	i := b.New1("interview", map[string]model.Value{"cases": model.RefsValue(c.ID), "interviewee": model.RefValue(who.ID)})
	return b, ongoing.Place{Case: c.ID, Interview: i.ID, Step: "account", Block: model.NewID(), Caret: 12}
}

func TestPlace(t *testing.T) {
	t.Run("it is there after a crash", func(t *testing.T) {
		b, p := begin(t)
		b.Must(p.Keep(b.DB))
		b.Reopen()
		got, ok, err := ongoing.Of(b.DB)
		if err != nil || !ok || got != p {
			t.Errorf("found: %v, the same: %v, %v", ok, got == p, err)
		}
	})
	t.Run("nothing is going on before, after the end, and once it was deleted", func(t *testing.T) {
		b, p := begin(t)
		gone := func(when string) {
			t.Helper()
			if _, ok, err := ongoing.Of(b.DB); ok || err != nil {
				t.Errorf("%s it goes on: %v, %v", when, ok, err)
			}
		}
		gone("before")
		b.Must(p.Keep(b.DB))
		b.Must(ongoing.End(b.DB))
		gone("after it was forgotten")
		b.Must(p.Keep(b.DB))
		end, _ := model.ParseDate("9 June 2014")
		b.Set(b.DB, p.Interview, "end", model.DateValue(end))
		gone("with an end")
		b.Set(b.DB, p.Interview, "end", "")
		if _, ok, _ := ongoing.Of(b.DB); !ok {
			t.Fatal("it does not go on")
		}
		b.Desk.Delete(b.Get(p.Interview))
		gone("once deleted")
	})
	t.Run("what cannot be read is no place", func(t *testing.T) {
		b, _ := begin(t)
		b.Must(b.DB.SetSetting("ongoing interview", "{"))
		if _, ok, err := ongoing.Of(b.DB); ok || err != nil {
			t.Errorf("%v, %v", ok, err)
		}
	})
	t.Run("a file to look only remembers nothing and fails at nothing", func(t *testing.T) {
		b, p := begin(t)
		b.ReadOnly()
		b.Must(p.Keep(b.DB))
		b.Must(ongoing.End(b.DB))
	})
	t.Run("nothing that was said is remembered", func(t *testing.T) {
		b, p := begin(t)
		b.Must(p.Keep(b.DB))
		text, err := b.DB.Setting("ongoing interview")
		b.Must(err)
		if strings.Contains(text, "Test") || !strings.Contains(text, p.Interview.String()) {
			t.Error("it holds words")
		}
	})
}

func TestBanner(t *testing.T) {
	b, p := begin(t)
	if ongoing.Banner(b.Desk, model.ID{}) != nil {
		t.Error("it stands although nothing goes on")
	}
	b.Must(p.Keep(b.DB))
	if ongoing.Banner(b.Desk, model.NewID()) != nil {
		t.Error("it stands on another case")
	}
	o := ongoing.Banner(b.Desk, p.Case)
	if o == nil {
		t.Fatal("it is not there")
	}
	b.Root.SetContent(o)
	desktest.Button(b, b.Desk.Words.T("room.resume")).OnTapped()
	if got := b.Went1(); got != (desk.Route{Screen: desk.ScreenInterviewing, Case: p.Case, Record: p.Interview}) {
		t.Errorf("it leads to %s", got.Screen)
	}
}
