// Package today is the first screen of an open file: what is over, what ends
// today and in the next seven days, what comes later, for how long answers have
// been waited for.
//
// Its one job is that nobody misses a time, and that a few keys lead from it to
// where the work is done. Rules of the package: what is due is worked out by
// package deadline, away from the window and in short turns, and shown as it is
// found; what is over says so in words and not by its colour alone; hours are
// said where the time ends, and here; a legal clock shows its rule, the source,
// the day it was looked up and how sure it is, and claims nothing more; whatever
// is answered here can be taken back.
package today

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/deadline"
	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// Tools are what other parts of the program do for this screen.
type Tools struct {
	Now func() time.Time // nil: time.Now
	// Ongoing leads back to an interview that was broken off; it may be nil, and
	// gives nil when there is none.
	Ongoing func(d *desk.Desk) fyne.CanvasObject
}

const (
	turn  = 80 * time.Millisecond // how long is looked at one go
	pause = 40 * time.Millisecond // and how long the file is left alone between
	tick  = 30 * time.Second      // after which the time that is left is said anew
)

// remembered are the clocks that were counted in the file that is open, from one
// visit to the next. It belongs to the window's goroutine but while a look goes
// on, and holds no words of the record.
var remembered struct {
	db     *store.DB
	memory *deadline.Memory
}

// Screen is the list of what is due, with what is known of the chosen entry
// beside it.
type Screen struct {
	widget.BaseWidget
	d     *desk.Desk
	tools Tools
	in    model.ID // the case; zero for the whole file

	profiles []profile.Profile
	look     *deadline.Look
	parts    []deadline.Part
	found    int              // in all parts
	shown    []deadline.Entry // by their rows; a heading has none
	titles   map[model.ID]string
	more     map[deadline.Group]int // how many of a group were asked for besides the first
	wanted   string                 // the row that is to be chosen
	part     float64
	gone     bool
	again    bool // something changed while it looked
	busy     bool
	stop     func() // the next tick

	date    *ui.Text
	state   *ui.Text
	notes   *fyne.Container
	list    *ui.Results
	detail  *fyne.Container
	scroll  *ui.Scroll
	content *fyne.Container
	keys    func(*fyne.KeyEvent)
}

// New shows what is due in the file, or in the case of a route.
func New(d *desk.Desk, r desk.Route, tools Tools) *Screen {
	if tools.Now == nil {
		tools.Now = time.Now
	}
	w := d.Words
	s := &Screen{d: d, tools: tools, in: r.Case, titles: map[model.ID]string{}, more: map[deadline.Group]int{}}
	if !r.Record.IsZero() {
		s.wanted = r.Record.String()
	}
	s.date, s.state = ui.NewCaption(""), ui.NewCaption("")
	s.notes = ui.NewStack(1)
	s.list = ui.NewResults()
	s.list.OnSelect = func(int) { s.show() }
	s.list.OnOpen = s.open
	s.detail = ui.NewStack(2.2)
	s.scroll = ui.NewScroll(ui.NewInset(3.5, 2.5, ui.NewAtMost(620, s.detail)))
	body := &fyne.Container{Layout: &sides{s}, Objects: []fyne.CanvasObject{s.list, s.scroll}}
	s.content = ui.NewHeaded(s.head(), body)
	s.ExtendBaseWidget(s)
	c := d.Host.Window().Canvas()
	s.keys = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	s.dated()
	s.list.SetEmpty(ui.NewEmptyState(theme.SearchIcon(), w.T("state.loading"), "", nil))
	if remembered.db != d.DB {
		remembered.db, remembered.memory = d.DB, &deadline.Memory{}
	}
	d.Runner.Do(func() {}, func() {
		if s.gone {
			return
		}
		if d.Host.Window().Canvas().Focused() == nil {
			ui.Focus(s.list)
		}
		s.begin()
		s.tickLater()
	})
	s.noteWhatElse()
	return s
}

// head is what stands above the list.
func (s *Screen) head() fyne.CanvasObject {
	w := s.d.Words
	title := ui.NewHeading(w.T("nav.today"))
	var back fyne.CanvasObject
	if !s.in.IsZero() {
		title = ui.NewHeading(w.T("today.of_case"))
		back = ui.NewShrinking(ui.NewButton(s.d.TitleOf(s.in), theme.NavigateBackIcon(), ui.Link, func() {
			s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: s.in, Section: "deadlines"})
		}))
	}
	var buttons []fyne.CanvasObject
	if !s.d.DB.ReadOnly() {
		buttons = append(buttons, ui.NewButton(w.T("today.new"), theme.ContentAddIcon(), ui.Plain, s.newDeadline),
			ui.NewButton(w.T("urgent.menu"), theme.WarningIcon(), ui.Plain, s.emergency))
	}
	if s.in.IsZero() {
		buttons = append(buttons, ui.NewButton(w.T("today.to_cases"), theme.FolderIcon(), ui.Quiet, func() { s.d.Host.Go(desk.Route{Screen: desk.ScreenCases}) }))
	}
	stack := ui.NewStack(1)
	if back != nil {
		stack.Add(back)
	}
	stack.Add(ui.NewStack(0.4, title, s.date))
	stack.Add(ui.NewFlow(buttons...))
	stack.Add(s.notes)
	stack.Add(s.state)
	return stack
}

// dated says what day it is.
func (s *Screen) dated() {
	now := s.tools.Now()
	day := now.Format(time.DateOnly)
	s.date.SetText(s.d.Words.T("date.weekday."+string(rune('0'+int(now.Weekday())))) + ", " +
		s.d.Words.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}) + ", " + now.Format("15:04"))
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Leave lets go of the keys and of the clock.
func (s *Screen) Leave() {
	s.gone = true
	if s.stop != nil {
		s.stop()
	}
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keys)
}

// key goes back to the case by Escape.
func (s *Screen) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape && !s.in.IsZero() {
		s.d.Host.Back()
		return
	}
	if s.keys != nil {
		s.keys(ev)
	}
}

// concerns are the kinds that may change what is due.
var concerns = map[string]bool{
	"deadline": true, "consent": true, "intervention": true, "step": true, "proceeding": true, "event": true, "act": true, "detention": true,
	"case": true, "dossier": true, "profile": true, "participant": true,
}

// Changed looks again when something was written that may matter.
func (s *Screen) Changed(c store.Changes) {
	if c.Empty() { // a backup was made
		s.noteWhatElse()
		return
	}
	for _, kind := range c.Records {
		if concerns[kind] {
			clear(s.titles)
			s.begin()
			break
		}
	}
	s.noteWhatElse()
}

// begin looks through the file anew; what is shown stays until more is known.
func (s *Screen) begin() {
	if s.busy {
		s.again = true
		return
	}
	var err error
	s.profiles, _, err = exchange.Profiles(context.Background(), s.d.DB)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.again, s.part = false, 0
	s.look = nil
	if s.in.IsZero() {
		s.look = deadline.NewLook(s.d.DB, s.profiles, s.tools.Now(), remembered.memory)
	}
	s.goOn()
}

// goOn looks for a moment, away from the window, and again after a pause until
// all was looked through.
func (s *Screen) goOn() {
	s.busy = true
	db, in, look, profiles, now, had := s.d.DB, s.in, s.look, s.profiles, s.tools.Now(), s.found
	var parts []deadline.Part // nil: nothing else is to be shown
	var err error
	part := 1.0
	s.d.Runner.Do(func() {
		ctx := context.Background()
		if look == nil {
			var all []deadline.Entry
			all, err = deadline.Case(ctx, db, in, profiles, now)
			parts = deadline.InGroups(pointers(all), now)
			return
		}
		if part, err = look.Step(ctx, turn); err == nil && (part >= 1 || had < most && look.Count() != had) {
			parts = look.Parts()
		}
	}, func() {
		s.busy = false
		switch {
		case s.gone || remembered.db != db:
			return
		case err != nil:
			s.d.Fail(err)
			s.part = 1
			s.arrange()
			return
		case s.again:
			s.begin()
			return
		}
		if s.part = part; part >= 1 || parts != nil {
			s.take(parts)
		}
		s.tell()
		if part < 1 {
			s.busy = true
			s.d.Runner.After(pause, func() {
				if s.busy = false; !s.gone {
					s.goOn()
				}
			})
		}
	})
}

func pointers(all []deadline.Entry) []*deadline.Entry {
	out := make([]*deadline.Entry, len(all))
	for i := range all {
		out[i] = &all[i]
	}
	return out
}

// take shows what was found.
func (s *Screen) take(parts []deadline.Part) {
	s.parts, s.found = parts, 0
	for _, p := range parts {
		s.found += len(p.Entries)
	}
	s.arrange()
}

// regroup puts what is shown into its groups anew, since time has passed.
func (s *Screen) regroup() {
	if s.busy { // more will soon be found, for a newer moment
		return
	}
	old, now := s.parts, s.tools.Now()
	var parts []deadline.Part
	s.d.Runner.Do(func() {
		var all []*deadline.Entry
		for _, p := range old {
			all = append(all, p.Entries...)
		}
		parts = deadline.InGroups(all, now)
	}, func() {
		if !s.gone && !s.busy {
			s.take(parts)
		}
	})
}

// tell says how far it has looked.
func (s *Screen) tell() {
	text := s.d.Words.T("due.caution")
	if s.part < 1 {
		text = s.d.Words.T("today.looking", tr.V{"Percent": s.d.Words.Number(int(100 * s.part))})
	}
	if s.state.Text() != text {
		s.state.SetText(text)
		s.content.Refresh()
	}
}

// tickLater says the time anew after a while, as long as the screen is shown; on
// another day it looks again.
func (s *Screen) tickLater() {
	was := s.tools.Now()
	s.stop = s.d.Runner.After(tick, func() {
		if s.gone {
			return
		}
		s.dated()
		if s.tools.Now().Format(time.DateOnly) != was.Format(time.DateOnly) {
			s.begin()
		} else {
			s.regroup()
		}
		s.tickLater()
	})
}

// Commands are what can be done here, for the menu.
func (s *Screen) Commands() (title string, all []desk.Command) {
	act := func(key string, name fyne.KeyName, do func()) desk.Command {
		return desk.Command{Key: key, Name: name, Mod: fyne.KeyModifierAlt, Writes: true, Do: do}
	}
	return "today.menu", []desk.Command{
		act("today.new", fyne.KeyN, s.newDeadline),
		act("urgent.menu", fyne.KeyU, s.emergency),
		{},
		act("today.done", fyne.KeyD, func() { s.say(deadline.Done) }),
		act("today.make", fyne.KeyM, func() { s.say(deadline.Open) }),
		act("today.not_here", fyne.KeyX, s.notHere),
		{},
		{Key: "today.go_case", Name: fyne.KeyC, Mod: fyne.KeyModifierAlt, Do: s.goCase},
	}
}

// sides lays the list out beside what is known of the chosen entry, or above it
// where there is no room for both.
type sides struct{ s *Screen }

// beside is the least width for both at 100 %.
const beside = 900

// MinSize asks for little: the window may be made as small as it likes.
func (l *sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 240) }

// Layout places the two; without an entry the list has all the room.
func (l *sides) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	list, detail := objs[0], objs[1]
	list.Move(fyne.Position{})
	if len(l.s.detail.Objects) == 0 {
		detail.Hide()
		list.Resize(size)
		return
	}
	detail.Show()
	left, top := size.Width*0.56, float32(0)
	if size.Width < beside*theme.TextSize()/14 {
		left, top = 0, size.Height*0.55
		list.Resize(fyne.NewSize(size.Width, top))
	} else {
		list.Resize(fyne.NewSize(left, size.Height))
	}
	detail.Move(fyne.NewPos(left, top))
	detail.Resize(fyne.NewSize(size.Width-left, size.Height-top))
}
