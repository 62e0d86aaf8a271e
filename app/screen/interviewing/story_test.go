package interviewing_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interviewing"
	"guvoh/app/ui"
	"guvoh/model"
)

// story is a case with a man who is to be interviewed through an interpreter.
type story struct {
	*desktest.Bench
	inCase, interview         model.ID
	man, interviewer, between model.ID
	at                        time.Time
	room                      *interviewing.Screen
}

func newStory(t testing.TB, l desktest.Look) *story {
	t.Helper()
	s := &story{Bench: desktest.New(t, l), at: time.Date(2026, 11, 28, 14, 30, 0, 0, time.UTC)}
	interviewing.SetNow(t, func() time.Time { return s.at })
	s.inCase = s.New1("case", map[string]model.Value{"title": model.TextValue("Test")}).ID
	s.man = s.person("Каримов Бахтиёр", "victim")
	s.interviewer = s.person("Nodira Yusupova", "caseworker")
	s.between = s.person("Oʻktam Rahimov", "interpreter")
	start, _ := model.ParseDate("2026-11-28 14:30")
	s.interview = s.New1("interview", map[string]model.Value{
		"cases": model.RefsValue(s.inCase), "interviewee": model.RefValue(s.man), "interviewers": model.RefsValue(s.interviewer),
		"interpreter": model.RefValue(s.between), "start": model.DateValue(start), "languages": model.ListValue("uz"),
	}).ID
	return s
}

func (s *story) person(name, role string) model.ID {
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

// open opens the room at a part of the interview.
func (s *story) open(step string) *interviewing.Screen {
	s.TB.Helper()
	s.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
		s.room = interviewing.New(d, r)
		return s.room
	}, desk.Route{Screen: desk.ScreenInterviewing, Case: s.inCase, Record: s.interview})
	if step != "" {
		interviewing.GoTo(s.room, step)
	}
	return s.room
}

// do carries out a command of the menu.
func (s *story) do(key string) {
	s.TB.Helper()
	_, all := s.room.Commands()
	for _, c := range all {
		if c.Key == key {
			c.Do()
			return
		}
	}
	s.TB.Fatalf("no command %q", key)
}

func (s *story) blocks() []model.Record {
	s.TB.Helper()
	rs, err := s.DB.Rows(context.Background(), "block", s.interview)
	s.Must(err)
	return rs
}

func (s *story) linked(kind, field string, id model.ID) []model.Record {
	s.TB.Helper()
	rs, err := s.DB.Linked(context.Background(), kind, field, id)
	s.Must(err)
	return rs
}

func (s *story) actions() int {
	s.TB.Helper()
	as, err := s.DB.Actions(context.Background(), 1000)
	s.Must(err)
	return len(as)
}

func (s *story) caret() *ui.Editor {
	s.TB.Helper()
	e, ok := s.Focused().(*ui.Editor)
	if !ok {
		s.TB.Fatalf("%T has the keyboard", s.Focused())
	}
	return e
}

// tell writes passages into the account as a person does.
func (s *story) tell(words ...string) {
	s.TB.Helper()
	for i, w := range words {
		if i > 0 {
			s.Press(fyne.KeyReturn, fyne.KeyReturn)
		}
		s.Type(w)
	}
}
