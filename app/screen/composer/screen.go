package composer

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// Tools are what other packages do for the composer.
type Tools struct {
	// Export asks how the files of a dossier shall be made; the dossier is zero
	// where the record alone speaks.
	Export func(d *desk.Desk, caseID, dossier model.ID, profileID string)
	// Pages makes what shows the pages as they will print; nil leaves them out.
	// jump is told to which record a person wants to get from them, drawn that
	// other pages are shown.
	Pages func(d *desk.Desk, jump func(record model.ID), drawn func()) Pages
	// Now is the clock; nil is that of the computer.
	Now func() time.Time
}

// Pages shows the pages of a dossier as they will print.
type Pages interface {
	fyne.CanvasObject
	// Draw draws the dossier anew, away from the window. It is called when the
	// pages are looked at and something has changed.
	Draw(v *compose.View)
	// GoTo shows the page on which a record, a paragraph or a section begins, by
	// its anchor.
	GoTo(anchor string)
	// Measured gives how many pages each section took when it was last drawn, by
	// its name; nil when it was not.
	Measured() map[string]float64
	// Leave lets go of what was drawn.
	Leave()
}

// Screen is a dossier that is being composed.
type Screen struct {
	widget.BaseWidget
	d       *desk.Desk
	in      model.ID // the case
	id      model.ID // the dossier
	tools   Tools
	profile *profile.Profile // nil when nobody knows it
	section string           // the one that is worked at
	view    *compose.View    // nil until it was first worked out
	spot    desk.Spot        // where to go once its section is shown
	think   thinking

	head    *head
	outline *roll
	middle  *middle
	side    *side
	panes   *panes
	content *fyne.Container

	keysBefore func(*fyne.KeyEvent)
	tick       func() // stops the clock
}

// New shows the dossier of a route, at the section it names.
func New(d *desk.Desk, r desk.Route, tools Tools) *Screen {
	if tools.Now == nil {
		tools.Now = time.Now
	}
	s := &Screen{d: d, in: r.Case, id: r.Record, section: r.Section, spot: r.Spot, tools: tools, tick: func() {}}
	s.ExtendBaseWidget(s)
	if s.section == "" {
		s.section = compose.Cover
	}
	rec, there := d.Get(s.id)
	if s.in.IsZero() {
		if cases := rec.Refs("cases"); len(cases) > 0 {
			s.in = cases[0]
		}
	}
	s.find(rec)
	s.head = newHead(s)
	s.outline = newRoll()
	s.outline.once = true
	s.outline.onOpen = s.show
	s.outline.onKey = func(_ string, ev *fyne.KeyEvent) bool { return s.pass(ev) }
	s.outline.onChoose = func(id string) { s.show(id) }
	s.middle = newMiddle(s)
	s.side = newSide(s)
	s.panes = newPanes(s)
	s.content = &fyne.Container{Layout: s.panes, Objects: s.panes.objects()}
	if !there || s.profile == nil {
		s.content = ui.NewStack(0, s.lost(there))
	}
	c := d.Host.Window().Canvas()
	s.keysBefore = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	s.begin()
	s.keepTime()
	d.Runner.Do(func() {}, func() { // once the screen is in the window
		if c.Focused() == nil && s.profile != nil && there && s.spot.IsZero() {
			c.Focus(s.outline)
		}
	})
	return s
}

// find finds the profile of the dossier.
func (s *Screen) find(rec model.Record) {
	all, _, err := exchange.Profiles(context.Background(), s.d.DB)
	s.d.Fail(err)
	s.profile = profile.Find(all, rec.Text("profile"))
}

// lost stands in the place of a dossier that is gone, or whose rules are.
func (s *Screen) lost(there bool) fyne.CanvasObject {
	w := s.d.Words
	if there {
		return ui.NewEmptyState(nil, w.T("compose.no_profile"), w.T("compose.to_list"), func() { s.d.Host.Go(desk.Route{Screen: desk.ScreenDossiers, Case: s.in}) })
	}
	return ui.NewEmptyState(nil, w.T("form.deleted"), w.T("action.restore"), func() {
		if s.d.Do("restore", func(tx *store.Tx) error { return tx.Restore(s.id) }) {
			s.d.Host.Replace(desk.Route{Screen: desk.ScreenDossier, Case: s.in, Record: s.id})
		}
	})
}

// lang is the language of the document.
func (s *Screen) lang() string {
	r, _ := s.d.Get(s.id)
	if l := r.Text("language"); l != "" {
		return l
	}
	return s.d.Words.Document()
}

// words are the words of the document.
func (s *Screen) words() export.Words { return s.d.Words.In(s.lang()) }

// CreateRenderer draws the panes under the head.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Leave commits what is being typed.
func (s *Screen) Leave() {
	s.think.over = true
	s.tick()
	s.middle.leave()
	s.side.leave()
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keysBefore)
	s.d.Saver.Commit()
}

// Changed shows what an action wrote.
func (s *Screen) Changed(c store.Changes) {
	if s.profile == nil {
		return
	}
	if _, own := c.Records[s.id]; own {
		r, there := s.d.Get(s.id)
		if !there {
			s.d.Host.Replace(desk.Route{Screen: desk.ScreenDossiers, Case: s.in})
			return
		}
		if r.Text("profile") != s.profile.ID {
			s.find(r)
		}
		s.head.show()
	}
	s.middle.changed(c)
	s.heard(c)
}

// show goes to a section.
func (s *Screen) show(name string) {
	if name == "" || name == s.section && s.middle.at == name {
		return
	}
	s.section = name
	s.outline.choose(name)
	s.middle.show()
	s.side.refresh()
	s.side.follow()
	s.here()
}

// here tells the window where we are, so that coming back ends up here.
func (s *Screen) here() {
	if h, ok := s.d.Host.(interface{ Here(desk.Route) }); ok {
		h.Here(desk.Route{Screen: desk.ScreenDossier, Case: s.in, Section: s.section, Record: s.id})
	}
}

// open shows a record where it lives.
func (s *Screen) open(id model.ID) {
	r, ok := s.d.Get(id)
	if !ok {
		s.d.Host.Toast(s.d.Words.T("form.record_gone"), "", nil)
		return
	}
	s.d.Host.Go(recordform.RouteTo(s.d, r, s.in))
}

// key leads by F6 from pane to pane and by Escape back: from the side to the
// section, from there to the outline, and from the outline out.
func (s *Screen) key(ev *fyne.KeyEvent) {
	switch {
	case s.pass(ev):
	case ev.Name == fyne.KeyEscape:
		switch s.panes.here() {
		case paneSide:
			s.panes.focus(paneMiddle)
		case paneMiddle:
			s.panes.focus(paneOutline)
		default:
			s.d.Host.Back()
		}
	case s.keysBefore != nil:
		s.keysBefore(ev)
	}
}

// pass takes the keys that every widget hands on first.
func (s *Screen) pass(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyF6 {
		return false
	}
	s.panes.next()
	return true
}
