//go:build uitest

package uitest

import (
	"path/filepath"
	"strings"
	"testing"
)

// facts is the grid, further down than the sections of the other tours.
const facts = 14

// roomTours are walks through what one sees of a case at a glance, and what helps
// while one works. The interview comes last: it takes the whole screen.
var roomTours = []tour{
	{"en", `{"language":"en"}`, []string{
		"today", "timeline", "hours", "relations", "grid", "statistics", "palette", "shortcuts", "lacking", "emergency", "room",
	}},
	{"ru", `{"language":"ru"}`, []string{"today", "timeline", "relations", "grid", "statistics"}},
	{"uz-150", `{"language":"uz","size":150}`, []string{"timeline", "grid"}},
	{"en-dark", `{"language":"en","look":"dark"}`, []string{"today", "timeline", "relations", "statistics"}},
}

// TestPicturesOfTheRoom makes those of the timeline, the relations, the grid, the
// statistics, the first screen and what helps on each of them.
func TestPicturesOfTheRoom(t *testing.T) {
	p, file, dir := studio(t)
	p.invent(t, file, "room")
	for _, tour := range roomTours {
		t.Run(tour.suffix, func(t *testing.T) {
			p.settings(t, tour.settings)
			w := open(t, p)
			w.press("ctrl+F11")
			w.openFile(file)
			typed := "Relations"
			if strings.HasPrefix(tour.suffix, "ru") {
				typed = "jnyjitybz" // "Отношения", as if the keyboard had been left in the other script
			}
			for _, stop := range tour.stops {
				w.look(stop, typed)
				save(t, filepath.Join(dir, stop+"-"+tour.suffix+".png"))
				w.hit("Escape") // what stands over the window; anything else is left by the next
			}
			w.kill()
		})
	}
}

// look goes to a stop from anywhere in the file; typed is what the relations are
// called, as it is typed in the list of commands.
func (w *window) look(stop, typed string) {
	w.t.Helper()
	switch stop {
	case "today":
		w.hit("ctrl+d")
		w.press("Down") // shows as soon as there is something due
		w.rest()
		return
	case "statistics":
		w.hit("ctrl+shift+g")
		w.press("Down") // shows as soon as there are rows
		w.rest()
		return
	}
	w.hit("ctrl+1")
	w.hit("Home", "Return") // the case changed last stands first
	w.rest()
	switch stop {
	case "timeline":
		w.section(timeline)
		w.rest()
	case "hours":
		w.section(timeline)
		w.rest()
		w.hit("Home", "plus", "plus", "plus", "plus", "plus", "plus", "plus", "plus", "plus", "plus", "plus")
	case "relations":
		w.press("ctrl+k")
		w.write(typed)
		w.rest() // records of the file are looked for meanwhile
		w.press("Return")
	case "grid":
		w.section(facts)
		w.rest()
		w.hit("Down", "Down", "Down", "Right")
	case "palette":
		w.press("ctrl+k")
		w.write("rel")
	case "shortcuts":
		w.press("ctrl+F1")
	case "lacking":
		w.press("ctrl+shift+m")
		w.rest()
		w.hit("Down", "Down") // past what was begun
	case "emergency":
		w.press("ctrl+shift+u")
	case "room":
		w.press("ctrl+shift+i")
	}
	w.rest()
}
