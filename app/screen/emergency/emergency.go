// Package emergency is the sheet for an interim measure: what is still missing
// in a request by Rule 39, and nothing else, with the time that is left above.
//
// Its one job is that a request leaves within the hour. Rules of the package: it
// is the dossier by the profile echr-r39 and no copy of it, so that everything
// written here stands there; what the record knows is filled in and not asked;
// the hours are those of the registry and of the removal, each where it counts;
// how the request is sent is what the profile says, with the day it was looked
// up; what is typed is kept as it is typed.
package emergency

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/compose"
	"guvoh/app/deadline"
	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// Form is the profile that is filled in.
const Form = "echr-r39"

// Tools are what other parts of the program do for this screen.
type Tools struct {
	Now func() time.Time // nil: time.Now
	// Export asks how the files of a dossier shall be made, and makes them.
	Export func(d *desk.Desk, caseID, dossierID model.ID, profileID string)
}

const (
	tick = 30 * time.Second // after which the time that is left is said anew
	rest = time.Second      // for which typing rests before what is missing is counted anew
)

// Screen is the sheet of one case.
type Screen struct {
	widget.BaseWidget
	d       *desk.Desk
	tools   Tools
	in      model.ID
	dossier model.ID
	view    *compose.View
	times   []deadline.Entry // the removal and the clock of the Court
	asked   []*asked
	gone    bool
	busy    bool
	again   bool
	stop    func() // the next tick
	wait    func() // the next count
	keys    func(*fyne.KeyEvent)

	clock   *fyne.Container
	missing *fyne.Container
	sent    *fyne.Container
	left    *ui.Text
	known   *ui.Text
	pdf     *ui.Button
	content fyne.CanvasObject
}

// New shows the sheet of the case of a route, and begins the dossier where there
// is none.
func New(d *desk.Desk, r desk.Route, tools Tools) *Screen {
	if tools.Now == nil {
		tools.Now = time.Now
	}
	w := d.Words
	s := &Screen{d: d, tools: tools, in: r.Case}
	s.clock, s.missing, s.sent = ui.NewStack(1), ui.NewStack(2.2), ui.NewStack(1)
	s.left = ui.NewText(w.T("state.loading"), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})
	s.known = ui.NewCaption("")
	s.pdf = ui.NewButton(w.T("urgent.pdf"), theme.DocumentPrintIcon(), ui.Primary, s.make)
	back := ui.NewButton(d.TitleOf(r.Case), theme.NavigateBackIcon(), ui.Link, func() {
		d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: r.Case, Section: "overview", Record: r.Case})
	})
	whole := ui.NewButton(w.T("urgent.whole"), theme.DocumentIcon(), ui.Plain, func() { s.toDossier("") })
	page := ui.NewStack(2.6,
		ui.NewStack(0.6, ui.NewShrinking(back), ui.NewHeading(w.T("urgent.title")), ui.NewCaption(w.T("urgent.lead"))),
		s.clock, ui.NewStack(0.6, s.left, s.known), s.missing, ui.NewFlow(s.pdf, whole), s.sent)
	s.content = ui.NewScroll(ui.NewInset(4, 3, ui.NewAtMost(720, page)))
	s.ExtendBaseWidget(s)
	c := d.Host.Window().Canvas()
	s.keys = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	d.Runner.Do(func() {}, s.begin)
	return s
}

// CreateRenderer draws the sheet.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Leave lets go of the keys and of the clock.
func (s *Screen) Leave() {
	s.gone = true
	for _, stop := range []func(){s.stop, s.wait} {
		if stop != nil {
			stop()
		}
	}
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keys)
}

func (s *Screen) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		s.d.Host.Back()
		return
	}
	if s.keys != nil {
		s.keys(ev)
	}
}

// Changed counts anew what is missing.
func (s *Screen) Changed(store.Changes) { s.load() }

// Commands are what can be done here, for the menu.
func (s *Screen) Commands() (title string, all []desk.Command) {
	return "urgent.menu", []desk.Command{
		{Key: "urgent.pdf", Name: fyne.KeyP, Mod: fyne.KeyModifierAlt, Do: s.make},
		{Key: "urgent.whole", Name: fyne.KeyO, Mod: fyne.KeyModifierAlt, Do: func() { s.toDossier("") }},
	}
}

// begin finds the dossier that is under way, or makes one, and fills the sheet.
func (s *Screen) begin() {
	if s.gone {
		return
	}
	all := s.d.OfCase("dossier", s.in)
	for _, r := range slices.Backward(all) {
		if r.Text("profile") == Form && r.Text("status") != "filed" && r.Text("status") != "abandoned" {
			s.dossier = r.ID
			break
		}
	}
	if s.dossier.IsZero() && !s.d.DB.ReadOnly() && !s.newDossier() {
		return
	}
	s.load()
	s.tickLater()
}

// newDossier begins a dossier with what the record knows.
func (s *Screen) newDossier() bool {
	ctx := context.Background()
	profiles, _, err := exchange.Profiles(ctx, s.d.DB)
	if err != nil {
		s.d.Fail(err)
		return false
	}
	snap, err := s.d.DB.Snapshot(ctx, s.in)
	if err != nil {
		s.d.Fail(err)
		return false
	}
	p := profile.Find(profiles, Form)
	var known []string
	for _, l := range s.d.Words.Documents() {
		known = append(known, l.Tag)
	}
	s.busy = true // what it writes is not news here
	r, ok := s.d.Add("dossier", compose.Prefill(p, snap, compose.Language(p, s.d.Words.Document(), known)))
	s.busy, s.again = false, false
	s.dossier = r.ID
	if ok {
		s.d.Host.Toast(s.d.Words.T("urgent.begun"), s.d.Words.T("action.undo"), func() {
			s.d.Undo()
			s.d.Host.Back()
		})
	}
	return ok
}

// load reads the case, away from the window, and shows what is missing.
func (s *Screen) load() {
	if s.busy {
		s.again = true
		return
	}
	s.busy = true
	db, in, dossier, words, now := s.d.DB, s.in, s.dossier, s.d.Words, s.tools.Now()
	var view *compose.View
	var times []deadline.Entry
	var err error
	s.d.Runner.Do(func() { view, times, err = look(db, in, dossier, words, now) }, func() {
		s.busy = false
		switch {
		case s.gone:
		case err != nil:
			s.d.Fail(err)
		case s.again:
			s.again = false
			s.load()
		default:
			first := s.view == nil
			s.view, s.times = view, times
			s.show(first)
		}
	})
}

func look(db *store.DB, in, dossier model.ID, words *tr.Printer, now time.Time) (*compose.View, []deadline.Entry, error) {
	ctx := context.Background()
	profiles, _, err := exchange.Profiles(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	snap, err := db.Snapshot(ctx, in)
	if err != nil {
		return nil, nil, err
	}
	lang := words.Lang()
	if r, ok := snap.Get(dossier); ok && r.Text("language") != "" {
		lang = r.Text("language")
	}
	view := compose.Look(compose.Input{
		Profile: profile.Find(profiles, Form), Snapshot: snap, Dossier: dossier, Words: words.In(lang), Reader: words, At: now,
	})
	all, err := deadline.Case(ctx, db, in, profiles, now)
	if err != nil {
		return nil, nil, err
	}
	var times []deadline.Entry
	for _, e := range all {
		if e.Group(now) == deadline.Settled || e.Due.IsZero() {
			continue
		}
		if e.Source == deadline.Recorded && e.Coded == "removal" || e.Source == deadline.Clock && e.Rule.Profile == Form {
			times = append(times, e)
		}
	}
	slices.SortStableFunc(times, func(a, b deadline.Entry) int { return a.Due.First.Compare(b.Due.First) })
	return view, times, nil
}

// make asks how the files shall be made.
func (s *Screen) make() {
	if s.dossier.IsZero() || s.tools.Export == nil || !s.d.Saver.Commit() {
		return
	}
	s.tools.Export(s.d, s.in, s.dossier, Form)
}

// toDossier goes to the dossier, at one of its sections.
func (s *Screen) toDossier(section string) {
	if !s.dossier.IsZero() {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenDossier, Case: s.in, Record: s.dossier, Section: section})
	}
}

func (s *Screen) tickLater() {
	s.stop = s.d.Runner.After(tick, func() {
		if s.gone {
			return
		}
		s.showTimes()
		s.tickLater()
	})
}
