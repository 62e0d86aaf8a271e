package composer_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/composer"
	"guvoh/model"
)

// pages stands in the place of the pages and notes what is asked of them.
type pages struct {
	*canvas.Rectangle
	drawn int
	asked []string
}

func (p *pages) Draw(*compose.View)           { p.drawn++ }
func (p *pages) GoTo(anchor string)           { p.asked = append(p.asked, anchor) }
func (p *pages) Measured() map[string]float64 { return nil }
func (p *pages) Leave()                       {}

// withPages shows a dossier with pages at the side.
func withPages(t *testing.T, l desktest.Look) (*bench, *pages) {
	t.Helper()
	b := begin(t, "echr-r39", l)
	p := &pages{Rectangle: canvas.NewRectangle(nil)}
	b.s = b.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
		all := tools()
		all.Pages = func(*desk.Desk, func(model.ID), func()) composer.Pages { return p }
		return composer.New(d, r, all)
	}, desk.Route{Screen: desk.ScreenDossier, Case: b.c.ID, Record: b.dossier.ID}).(*composer.Screen)
	b.Clock.Pass()
	return b, p
}

func TestPages(t *testing.T) {
	const facts, sheet = 1, 3
	t.Run("they open at what is worked at, and follow it", func(t *testing.T) {
		b, p := withPages(t, desktest.Look{Lang: "en", Size: fyne.NewSize(1280, 800)})
		composer.Section(b.s, "risk")
		b.write("She is afraid.", "And has a reason.")
		composer.Side(b.s, sheet)
		at := "r-" + composer.Current(b.s).String()
		if p.drawn == 0 || !slices.Equal(p.asked, []string{at}) {
			t.Errorf("drawn %d times, asked for %q, want %q", p.drawn, p.asked, at)
		}
		composer.Section(b.s, "states")
		if last := p.asked[len(p.asked)-1]; last != "s-states" {
			t.Errorf("of another section they show %q", last)
		}
		n := len(p.asked)
		composer.Side(b.s, facts)
		composer.Section(b.s, "risk")
		if len(p.asked) != n {
			t.Error("they are led about while nobody sees them")
		}
	})
	t.Run("there is more room for them than for a list", func(t *testing.T) {
		for name, l := range map[string]desktest.Look{
			"three panes": {Lang: "en", Size: fyne.NewSize(1280, 800)},
			"two panes":   {Lang: "en", Scale: 1.5, Size: fyne.NewSize(1280, 800)},
		} {
			b, p := withPages(t, l)
			composer.Side(b.s, facts)
			list := composer.SideWidth(b.s)
			composer.Side(b.s, sheet)
			if wide := p.Size().Width; wide < list*1.3 {
				t.Errorf("%s: %v instead of %v", name, wide, list)
			}
			composer.Side(b.s, facts)
			if again := composer.SideWidth(b.s); again != list {
				t.Errorf("%s: the list is %v wide afterwards, not %v", name, again, list)
			}
		}
	})
}
