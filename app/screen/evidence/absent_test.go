package evidence_test

import (
	"context"
	"errors"
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/screen/evidence"
	"guvoh/app/ui"
	"guvoh/model/store"
)

func TestBytesThatAreNotHere(t *testing.T) {
	said := func(s *shelf, words string) bool {
		for _, b := range desktest.Find[*ui.Text](s.Bench) {
			if b.Visible() && b.Text() == words {
				return true
			}
		}
		return false
	}
	hidden := func(t *testing.T, s *shelf) {
		t.Helper()
		for _, b := range desktest.Find[*ui.Button](s.Bench) {
			if b.Visible() && (b.Label() == s.Desk.Words.T("evidence.save") || b.Label() == s.Desk.Words.T("evidence.check")) {
				t.Errorf("%q is offered", b.Label())
			}
		}
	}
	t.Run("that are still awaited say so", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		dilbar := s.Colleague("Dilbar")
		mine := s.Desk.DB
		s.drop(s.file("a.txt", []byte("what she saw")))
		e := s.all()[0]
		_, err := dilbar.Merge(context.Background(), mine, store.Choice{Way: "file", WithoutBytes: true})
		s.Must(err)
		s.Desk.DB = dilbar
		s.Open(evidence.New, s.inCase, e.ID)
		if !said(s, s.Desk.Words.T("evidence.awaited")) {
			t.Error("nothing is said of it")
		}
		hidden(t, s)
		s.Desk.DB = mine
	})
	t.Run("that were purged say so, with the reason", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.drop(s.file("a.txt", []byte("what she saw")))
		e := s.all()[0]
		s.Open(evidence.New, s.inCase, e.ID)
		recordform.AskPurgeBytes(s.Desk, e)
		w := s.Desk.Words
		desktest.Under(s.Bench, w.T("purge.why")).SetText("it was asked for")
		desktest.Under(s.Bench, w.T("purge.type_word", map[string]any{"Word": w.T("purge.word")})).SetText(w.T("purge.word"))
		desktest.Button(s.Bench, w.T("purge.do")).Tapped(nil)
		if _, err := s.DB.OpenAttachment(e.Text("sha256")); !errors.Is(err, store.ErrNoBytes) {
			t.Fatalf("the bytes are still here: %v", err)
		}
		if !desktest.Says(s.Bench, "it was asked for") {
			t.Error("the reason is not shown")
		}
		hidden(t, s)
		if s.Get(e.ID).Text("sha256") == "" {
			t.Error("what proves which file it was is gone")
		}
	})
}
