//go:build uitest

package uitest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// lost is how much typing a kill may cost: the second that the program
// promises, and half of one for the way of a key through X server and screen.
const lost = 1500 * time.Millisecond

// pace is how long a letter takes. A machine types a sentence within the time that
// a kill may cost, and would show nothing.
const pace = "100" // milliseconds

func TestWindowKeepsWhatWasTypedBeforeAKill(t *testing.T) {
	p := newPlace(t)
	w := open(t, p)
	w.create("cases.guvoh")
	w.close()
	// Long enough to be in the middle of it, and different each time: between
	// two drafts, just after one, and in the first second of all.
	for round, letters := range []int{60, 43, 6} {
		t.Run(fmt.Sprintf("after %d letters", letters), func(t *testing.T) {
			w := open(t, p, p.file("cases.guvoh"))
			w.unlock("cases.guvoh")
			w.press("ctrl+shift+n")
			text := fmt.Sprintf("%d: ", round) + strings.Repeat("told in one breath ", 4)
			text = text[:letters]
			typed := make([]time.Time, len(text)) // when each letter had been typed
			for i := range text {
				xdotool(t, "type", "--delay", pace, text[i:i+1])
				typed[i] = time.Now()
			}
			killed := time.Now()
			w.kill()

			sure := 0
			for sure < len(text) && killed.Sub(typed[sure]) > lost {
				sure++
			}
			if letters > 40 && sure < letters/4 {
				t.Fatalf("only %d of %d letters had been typed %v before the kill", sure, letters, lost)
			}
			again := open(t, p, p.file("cases.guvoh"))
			again.unlock("cases.guvoh")
			again.close()
			kept := p.title(t, text[:1])
			if !strings.HasPrefix(text, kept) {
				t.Fatal("what was kept is not what was typed")
			}
			if len(kept) < sure {
				t.Errorf("%d letters were kept, %d had been typed more than %v before", len(kept), sure, lost)
			}
			t.Logf("%d letters typed, %d kept", len(text), len(kept))
			p.run(t, "check", p.file("cases.guvoh"))
		})
	}
}

// title gives the title that begins so, or ""; a case that was killed before its
// first second still has the one it was made with.
func (p place) title(t *testing.T, begins string) string {
	t.Helper()
	for _, v := range p.read(t, p.file("cases.guvoh")).values("case", "title") {
		if s, _ := v.(string); strings.HasPrefix(s, begins) {
			return s
		}
	}
	return ""
}
