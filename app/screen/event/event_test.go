package event_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/event"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/modeltest"
)

// scene is a case with an event and some persons.
type scene struct {
	*desktest.Bench
	inCase, event     model.ID
	first, second, by model.ID
}

func newScene(t testing.TB, l desktest.Look) *scene {
	t.Helper()
	s := &scene{Bench: desktest.New(t, l)}
	c, e := model.NewRecord("case"), model.NewRecord("event")
	c.Set("title", model.TextValue("Test"))
	e.Set("cases", model.RefsValue(c.ID))
	e.Set("title", model.TextValue("Arrest"))
	s.inCase, s.event = c.ID, e.ID
	s.Put(c, e)
	s.first = s.person("Каримов Бахтиёр", "victim")
	s.second = s.person("Oʻktam Rahimov", "victim")
	s.by = s.person("Captain, scar above the eyebrow", "alleged_perpetrator")
	return s
}

func (s *scene) person(name, role string) model.ID {
	p, n, part := model.NewRecord("person"), model.NewRecord("person_name"), model.NewRecord("participant")
	n.Set("person", model.RefValue(p.ID))
	n.Set("text", model.TextValue(name))
	n.Set("position", model.TextValue("i"))
	part.Set("case", model.RefValue(s.inCase))
	part.Set("person", model.RefValue(p.ID))
	part.Set("role", model.TextValue(role))
	s.Put(p, n, part)
	return p.ID
}

func (s *scene) open() *event.Pane {
	p := s.Open(event.New, s.inCase, s.event).(*event.Pane)
	return p
}

func (s *scene) acts() []model.Record {
	s.TB.Helper()
	rs, err := s.DB.Rows(context.Background(), "act", s.event)
	if err != nil {
		s.TB.Fatal(err)
	}
	return rs
}

func (s *scene) rows(kind string, owner model.ID) []model.Record {
	s.TB.Helper()
	rs, err := s.DB.Rows(context.Background(), kind, owner)
	if err != nil {
		s.TB.Fatal(err)
	}
	return rs
}

func (s *scene) actions() int {
	as, err := s.DB.Actions(context.Background(), 1000)
	if err != nil {
		s.TB.Fatal(err)
	}
	return len(as)
}

func TestActs(t *testing.T) {
	t.Run("an act against several is one act each, in one action", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		before := s.actions()
		event.Compose(p, "torture", []model.ID{s.first, s.second}, []model.ID{s.by})
		acts := s.acts()
		if len(acts) != 2 || s.actions() != before+1 {
			t.Fatalf("%d acts in %d actions", len(acts), s.actions()-before)
		}
		for i, who := range []model.ID{s.first, s.second} {
			inv := s.rows("involvement", acts[i].ID)
			if acts[i].Ref("victim") != who || acts[i].Text("type") != "torture" || len(inv) != 1 || inv[0].Ref("who") != s.by {
				t.Errorf("act %d is not whole", i)
			}
		}
		if len(event.Cards(p)) != 2 {
			t.Errorf("%d acts are shown", len(event.Cards(p)))
		}
		s.Offer()
		if len(s.acts()) != 0 || len(event.Cards(p)) != 0 {
			t.Error("undo leaves some of them")
		}
	})
	t.Run("an act against nobody known is kept too", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		event.Compose(s.open(), "torture", nil, nil)
		if acts := s.acts(); len(acts) != 1 || acts[0].Get("victim") != "" {
			t.Error("it is not")
		}
	})
	t.Run("without saying what was done nothing is written", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		event.Compose(s.open(), "", []model.ID{s.first}, nil)
		if len(s.acts()) != 0 {
			t.Error("something is")
		}
	})
	t.Run("the same can be given to more victims", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		event.Compose(p, "torture", []model.ID{s.first}, []model.ID{s.by})
		act := s.acts()[0]
		s.Desk.Set(act.ID, "duration", model.TextValue("two hours"))
		inv := s.rows("involvement", act.ID)[0]
		s.Desk.Set(inv.ID, "degree", model.TextValue("ordered"))
		before := s.actions()
		if !event.Give(p, act.ID, s.second) || s.actions() != before+1 {
			t.Fatalf("%d actions", s.actions()-before)
		}
		twin := s.acts()[1]
		copied := s.rows("involvement", twin.ID)
		if twin.Ref("victim") != s.second || twin.Text("duration") != "two hours" || len(copied) != 1 || copied[0].Text("degree") != "ordered" {
			t.Error("the copy is not whole")
		}
		if s.acts()[0].Ref("victim") != s.first {
			t.Error("the first lost its victim")
		}
	})
	t.Run("acts change places and undo puts them back", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		event.Compose(p, "torture", []model.ID{s.first, s.second}, nil)
		want := event.Cards(p)
		event.Move(p, want[1], -1)
		if got := event.Cards(p); got[0] != want[1] {
			t.Fatal("they did not")
		}
		s.Desk.Undo()
		if !slices.Equal(event.Cards(p), want) {
			t.Error("they are not back")
		}
	})
	t.Run("a deleted act comes back with its perpetrators", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		event.Compose(p, "torture", []model.ID{s.first}, []model.ID{s.by})
		act := s.acts()[0].ID
		event.Toggle(p, act)
		event.Remove(p, act)
		if len(event.Cards(p)) != 0 {
			t.Fatal("it is still shown")
		}
		s.Offer()
		if len(event.Cards(p)) != 1 || len(s.rows("involvement", act)) != 1 {
			t.Error("it is not whole")
		}
	})
	t.Run("an injury of an act is of its victim and of the case", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		event.Compose(p, "torture", []model.ID{s.first}, nil)
		act := s.acts()[0].ID
		event.Toggle(p, act)
		event.AddInjury(p, act)
		rs, err := s.DB.Linked(context.Background(), "injury", "act", act)
		if err != nil || len(rs) != 1 || rs[0].Ref("person") != s.first || rs[0].Refs("cases")[0] != s.inCase {
			t.Fatal("it is not")
		}
		if s.Window().Canvas().Focused() == nil {
			t.Error("the keyboard is nowhere")
		}
		if got := event.Summary(p, act); !strings.Contains(got, s.Desk.Words.Count("injury", 1)) {
			t.Errorf("the line says %q", got)
		}
	})
	t.Run("a file to look at offers nothing to add", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		event.Compose(s.open(), "torture", []model.ID{s.first}, nil)
		s.ReadOnly()
		p := s.open()
		event.Toggle(p, event.Cards(p)[0])
		event.Remove(p, event.Cards(p)[0])
		if len(event.Cards(p)) != 1 {
			t.Error("it was changed")
		}
	})
}

func TestPeople(t *testing.T) {
	t.Run("a victim is made from a line of typing, with name and part in the case, in one action", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		p.AddAct()
		before := s.actions()
		event.CreateVictim(p, "Мухаббат Т.")
		chosen := event.Victims(p)
		if len(chosen) != 1 || s.actions() != before+1 || s.Desk.TitleOf(chosen[0]) != "Мухаббат Т." {
			t.Fatalf("%d chosen in %d actions", len(chosen), s.actions()-before)
		}
		parts, err := s.DB.Linked(context.Background(), "participant", "person", chosen[0])
		if err != nil || len(parts) != 1 || parts[0].Ref("case") != s.inCase || parts[0].Text("role") != "victim" {
			t.Error("there is no part in the case")
		}
	})
	t.Run("an organisation can have done it", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		p.AddAct()
		event.CreateBy(p, "organisation", "Investigation unit")
		event.Compose(p, "torture", []model.ID{s.first}, nil)
		rs, err := s.DB.Records(context.Background(), "organisation")
		if err != nil || len(rs) != 1 || rs[0].Text("name") != "Investigation unit" {
			t.Error("it was not made")
		}
	})
	t.Run("a name of spaces makes nobody", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		p.AddAct()
		before := s.actions()
		event.CreateVictim(p, "  ")
		if s.actions() != before {
			t.Error("somebody was made")
		}
	})
	t.Run("who is in the case is offered first, in any spelling of case", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		if got := event.Offered(p, "каримов"); len(got) != 1 || got[0] != s.first.String() {
			t.Errorf("%d offered", len(got))
		}
		if got := event.Offered(p, ""); len(got) != 3 {
			t.Errorf("%d offered", len(got))
		}
	})
	t.Run("the event's own victims are chosen for its first act", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		s.Desk.Set(s.event, "persons", model.RefsValue(s.by, s.second))
		p := s.open()
		p.AddAct()
		if got := event.Victims(p); len(got) != 1 || got[0] != s.second {
			t.Errorf("%d are chosen", len(got))
		}
	})
}

func TestComposer(t *testing.T) {
	t.Run("is in view as a whole once it is opened", func(t *testing.T) {
		s := newScene(t, desktest.Look{Size: fyne.NewSize(900, 760)})
		p := s.open()
		p.AddAct()
		s.Settle()
		at, size := event.ComposerPlace(p)
		if at.Y < 0 || at.Y+size.Height > 760 {
			t.Errorf("it stands from %.0f to %.0f of 760", at.Y, at.Y+size.Height)
		}
	})
}

func TestTheEventItself(t *testing.T) {
	t.Run("a deleted event hides its acts and both come back", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		event.Compose(p, "torture", []model.ID{s.first}, nil)
		r, _ := s.Desk.Get(s.event)
		s.Desk.Delete(r)
		s.Desk.Undo()
		if len(event.Cards(p)) != 1 {
			t.Error("they did not")
		}
	})
	t.Run("the whole screen works by Tab alone", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		p := s.open()
		event.Compose(p, "torture", []model.ID{s.first}, []model.ID{s.by})
		event.Toggle(p, s.acts()[0].ID)
		s.Settle()
		seen := map[fyne.Focusable]bool{}
		s.Window().Canvas().Unfocus()
		for range 200 {
			s.Press(fyne.KeyTab)
			f := s.Window().Canvas().Focused()
			if f == nil || seen[f] {
				break
			}
			seen[f] = true
		}
		if len(seen) < 25 {
			t.Errorf("Tab stops at %d places", len(seen))
		}
	})
	t.Run("a case with everything in it opens", func(t *testing.T) {
		s := newScene(t, desktest.Look{})
		rs := modeltest.FullCase(s.DB.Schema())
		s.Put(rs...)
		for _, r := range rs {
			if r.Kind == "event" {
				p := s.Open(event.New, r.Refs("cases")[0], r.ID).(*event.Pane)
				for _, act := range event.Cards(p) {
					event.Toggle(p, act)
				}
				s.Settle()
			}
		}
	})
}

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	desktest.InLooks(t, map[string]desktest.Look{
		"light-en": {Lang: "en", Size: fyne.NewSize(820, 1100)},
		"dark-ru":  {Lang: "ru", Mode: ui.Dark, Size: fyne.NewSize(900, 1200)},
		"big-uz":   {Lang: "uz", Scale: 2, Size: fyne.NewSize(900, 1500)},
		"narrow":   {Lang: "en", Mode: ui.HighContrast, Size: fyne.NewSize(480, 1300)},
	}, func(t *testing.T, name string, l desktest.Look) {
		s := newScene(t, l)
		s.Sample()
		rs, err := s.DB.Records(context.Background(), "event")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rs {
			p := s.Open(event.New, append(r.Refs("cases"), model.ID{})[0], r.ID).(*event.Pane)
			if len(event.Cards(p)) < 2 || r.ID == s.event {
				continue
			}
			s.Shot("event-" + name)
			event.Toggle(p, event.Cards(p)[0])
			s.Shot("event-open-" + name)
			event.AskGive(p, event.Cards(p)[0])
			s.Shot("event-give-" + name)
			break
		}
		s.open().AddAct()
		s.Shot("event-empty-" + name)
	})
}
