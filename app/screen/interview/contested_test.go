package interview_test

import (
	"context"
	"strings"
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interview"
	"guvoh/app/ui"
	"guvoh/model"
)

func TestPassagesWithTwoValues(t *testing.T) {
	s := newStory(t, desktest.Look{})
	s.fill(3)
	block := s.kept()[1]
	dilbar := s.Colleague("Dilbar")
	s.Set(dilbar, block.ID, "original", model.TextValue("They came at dawn, in a grey car."))
	s.Set(s.DB, block.ID, "original", model.TextValue("They came at night, in a grey car."))
	s.Take(dilbar)
	s.Open(interview.New, s.inCase, s.interview)
	w := s.Desk.Words
	if !desktest.Says(s.Bench, w.N("conflict.passages", 1)) {
		t.Fatal("nothing is said above the account")
	}
	desktest.Button(s.Bench, w.T("conflict.through")).Tapped(nil)
	marked := 0
	for _, m := range desktest.Find[*ui.MarkedText](s.Bench) {
		for _, span := range m.Spans() {
			if span.Differs {
				marked++
			}
		}
	}
	if marked != 2 {
		t.Errorf("%d words are marked; one differs in each", marked)
	}
	desktest.Button(s.Bench, w.T("conflict.both")).Tapped(nil)
	got := s.Get(block.ID).Text("original")
	if !strings.Contains(got, "dawn") || !strings.Contains(got, "night") {
		t.Error("not both stand there")
	}
	if cs, err := s.DB.Conflicts(context.Background(), block.ID); err != nil || len(cs) != 0 {
		t.Errorf("%d conflicts are left, %v", len(cs), err)
	}
	if desktest.Says(s.Bench, w.N("conflict.passages", 1)) {
		t.Error("it is still said")
	}
}
