package shell_test

import (
	"context"
	"testing"
	"time"

	"guvoh/app/presence"
)

func TestTheIndexOfTheOpenFileIsKept(t *testing.T) {
	var awake time.Duration
	start := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	testClock = presence.Clock{Wall: func() time.Time { return start.Add(awake) }, Awake: func() time.Duration { return awake }}
	defer func() { testClock = presence.Clock{} }()
	h, _ := opened(t)
	left := func() int {
		t.Helper()
		n, err := h.Desk().DB.Unread(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	h.run.Pass()
	h.run.Pass()
	if left() == 0 {
		t.Error("it was made while somebody sat there and typed")
	}
	awake = 5 * time.Second
	for range 5 {
		h.run.Pass()
	}
	if n := left(); n != 0 {
		t.Errorf("%d are left once nobody typed", n)
	}
	if !h.CloseFile() {
		t.Fatal("the file does not close")
	}
	if h.Finding() != nil {
		t.Error("it is kept of a file that is closed")
	}
}
