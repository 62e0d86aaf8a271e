// Package colleagues is where a person works together with others: takes in the
// file of a colleague, gives cases to somebody, looks after the team folder,
// and takes back what came.
//
// The overview says in one line each what can be done and how things stand.
// What comes is always seen before it is taken, and a copy of the file is kept
// before; both values of a conflict stay.
//
// Rules of the package: nothing is opened, read or merged on the window's
// goroutine; a colleague's file is let go of when the screen is left; every
// failure is one sentence; what is shown of somebody's work says how sure it is
// who wrote it.
package colleagues

import (
	"strconv"

	"guvoh/app/desk"
	"guvoh/app/teamwork"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/vault"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Tools is what the window does for the screen.
type Tools struct {
	IdentityPath string         // where the person's own key lies, or will; "" keeps none
	Cost         vault.Cost     // of a guess at the passphrase of a file that is made; measured when zero
	Team         *teamwork.Work // of the open file
}

// The sections, as routes name them.
const (
	Take   = "take"   // a colleague's file: Words of the route is its path
	Give   = "give"   // cases for somebody
	Merges = "merges" // what was taken in before
	Team   = "team"   // the team folder
	Cards  = "cards"  // who the colleagues are
)

// New makes the section that the route names, or the overview.
func New(d *desk.Desk, r desk.Route, t Tools) desk.Pane {
	switch r.Section {
	case Take:
		return newTake(d, t, r.Words)
	case Merges:
		if n, err := strconv.ParseInt(r.Words, 10, 64); err == nil {
			return newMerged(d, t, n)
		}
		return newMerges(d, t)
	case Give:
		return newGive(d, t, r.Case)
	case Team:
		return newTeam(d, t)
	case Cards:
		return newCards(d, t)
	}
	return newHub(d, t)
}

// frame is what the sections have in common: the desk, the tools, and a page.
type frame struct {
	widget.BaseWidget
	Tools
	d    *desk.Desk
	gone bool // the section was left: nothing may be said any more
	body *fyne.Container
}

func (f *frame) t(key string) string { return f.d.Words.T(key) }

// CreateRenderer shows what the section put up last.
func (f *frame) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }

// show puts something up in place of what stands there.
func (f *frame) show(o fyne.CanvasObject) {
	f.body.Objects = []fyne.CanvasObject{o}
	f.body.Refresh()
}

// menuChanged has the menu made anew, once the pane is shown.
func (f *frame) menuChanged() {
	if h, ok := f.d.Host.(interface{ Menu() }); ok {
		f.d.Runner.Do(func() {}, h.Menu)
	}
}

// Leave lets nothing be said any more.
func (f *frame) Leave() { f.gone = true }

// Changed is heard by sections that show what is in the file.
func (f *frame) Changed(store.Changes) {}

// go1 leads to another section.
func (f *frame) go1(section string) func() {
	return func() { f.d.Host.Go(desk.Route{Screen: desk.ScreenColleagues, Section: section}) }
}

// column is a page that the eye can follow.
func column(parts ...fyne.CanvasObject) *ui.Scroll {
	return ui.NewScroll(ui.NewAtMost(660, ui.NewInset(4, 4, ui.NewStack(4, parts...))))
}
