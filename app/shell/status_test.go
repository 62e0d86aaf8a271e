package shell_test

import (
	"strings"
	"testing"

	"guvoh/app/desk"
	"guvoh/model"
)

func TestTheLineAtTheBottom(t *testing.T) {
	h, c := opened(t)
	says := func(key string) bool {
		t.Helper()
		state, _ := h.Status()
		before, _, _ := strings.Cut(h.Desk().Words.T(key, map[string]any{"Time": "\x00", "Why": "\x00"}), "\x00")
		return state != "" && strings.HasPrefix(state, before)
	}
	t.Run("says when something was saved, and who writes", func(t *testing.T) {
		_, note := h.Status()
		if !says("status.saved_at") || !strings.Contains(note, "A. Tester") {
			t.Errorf("it says %v", note)
		}
	})
	t.Run("says that typed words are on their way, and when they have come", func(t *testing.T) {
		h.Desk().Saver.Type(c.ID, "title", model.TextValue("two"))
		if !says("state.saving") {
			t.Error("nothing is on its way")
		}
		h.Desk().Saver.Commit()
		if !says("status.saved_at") {
			t.Error("they have not come")
		}
	})
	t.Run("names nothing of a case", func(t *testing.T) {
		h.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID})
		if state, note := h.Status(); strings.Contains(state+note, "two") || state == "" {
			t.Errorf("it says %q and %q", state, note)
		}
	})
	t.Run("is gone when the window is locked", func(t *testing.T) {
		h.Lock()
		if state, note := h.Status(); state+note != "" {
			t.Errorf("it says %q and %q", state, note)
		}
	})
}
