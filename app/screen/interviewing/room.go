// Package interviewing is the room in which an interview is held: it fills the
// window, is worked by keys alone, and leads from the introduction over consent,
// the account and the reading back to the end.
//
// Its one job is to keep out of the way of two people who talk. Rules of the
// package: nothing comes up by itself but a quiet line; every answer and every
// word is kept as it is given, by the same ways as elsewhere (package
// recordform, package testimony); one can go from any part to any other at any
// time; where somebody is, down to the letter, is remembered in the file (package
// ongoing), so that a power cut or a lock loses no place; nothing is read aloud
// or asked that does not stand in the data files of packages aloud and checklist.
package interviewing

import (
	"context"
	"fmt"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/aloud"
	"guvoh/app/checklist"
	"guvoh/app/desk"
	"guvoh/app/ongoing"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
)

// The parts of an interview, in the order in which they mostly come.
const (
	before   = "before"
	consent  = "consent"
	account  = "account"
	readBack = "read_back"
	closing  = "closing"
)

var order = []string{before, consent, account, readBack, closing}

// part is what the room shows of one part of an interview.
type part interface {
	object() fyne.CanvasObject
	focus()                     // gives the keyboard to where work goes on
	changed(store.Changes)      // shows what an action wrote
	next()                      // goes on within the part
	key(ev *fyne.KeyEvent) bool // hears a key that no widget used
	leave()                     // keeps what is typed
	where(p *ongoing.Place)     // notes where in the part one is
}

// now is the clock on the wall.
var now = time.Now

// Read once: they do not change while the program runs.
var (
	texts = sync.OnceValues(func() (aloud.Book, error) { return aloud.Load(assets.Consent) })
	lists = sync.OnceValues(func() ([]checklist.List, error) { return checklist.Load(assets.Checklists) })
)

// Screen is the room.
type Screen struct {
	widget.BaseWidget
	d     *desk.Desk
	in    model.ID // the case
	id    model.ID
	rec   model.Record
	place ongoing.Place
	book  aloud.Book
	lists []checklist.List

	step  string
	part  part // nil while the interview is not there
	tabs  map[string]*ui.Button
	clock *ui.Text
	state *ui.Text
	top   *fyne.Container
	quiet *ui.Text // the line that may say something by itself
	page  *fyne.Container
	pause *pause

	keepLater  func()
	keysBefore func(*fyne.KeyEvent)
	left       bool
}

// New opens the room of an interview, at the place where somebody was; without
// an interview one begins.
func New(d *desk.Desk, r desk.Route) *Screen {
	s := &Screen{d: d, in: r.Case, id: r.Record, keepLater: func() {}, tabs: map[string]*ui.Button{}}
	s.ExtendBaseWidget(s)
	s.read()
	if s.id.IsZero() && !d.DB.ReadOnly() {
		s.begin()
	}
	s.rec, _ = d.Get(s.id)
	if cases := s.rec.Refs("cases"); s.in.IsZero() && len(cases) > 0 {
		s.in = cases[0]
	}
	s.recall()
	s.pause = newPause(s)
	s.build()
	s.keysBefore = d.Host.Window().Canvas().OnTypedKey()
	d.Host.Window().Canvas().SetOnTypedKey(s.key)
	s.show(s.place.Step)
	s.here()
	s.pause.tick()
	d.Runner.Do(func() {}, func() { // once the room is in the window
		if !s.left && s.part != nil {
			s.part.focus()
		}
	})
	return s
}

// read takes the texts and the lists out of the program. That they can be read
// is tested; a fault of theirs is said, and the account can be taken all the same.
func (s *Screen) read() {
	var err error
	if s.book, err = texts(); err != nil {
		s.d.Fail(err)
	}
	if s.lists, err = lists(); err != nil {
		s.d.Fail(err)
	}
}

// begin makes the record of an interview that starts now.
func (s *Screen) begin() {
	if r, ok := s.d.Add("interview", map[string]model.Value{
		"cases": model.RefsValue(s.in), "start": model.DateValue(moment(now())),
	}); ok {
		s.id = r.ID
	}
}

// recall finds out where somebody was in this interview.
func (s *Screen) recall() {
	p, ok, err := ongoing.Of(s.d.DB)
	s.d.Fail(err)
	if !ok || p.Interview != s.id {
		p = ongoing.Place{Case: s.in, Interview: s.id, Step: before, Minutes: usualStretch}
		if len(s.d.Rows("block", s.id)) > 0 {
			p.Step = account // somebody goes on with it
		}
	}
	if p.Case = s.in; p.Minutes == 0 {
		p.Minutes = usualStretch
	}
	s.place = p
}

// here tells the window which interview it is, so that a lock and a change of
// language come back to it.
func (s *Screen) here() {
	if h, ok := s.d.Host.(interface{ Here(desk.Route) }); ok && !s.id.IsZero() {
		h.Here(desk.Route{Screen: desk.ScreenInterviewing, Case: s.in, Record: s.id})
	}
}

// Absorbs tells the window that nothing else is to be seen.
func (s *Screen) Absorbs() bool { return true }

func (s *Screen) build() {
	w := s.d.Words
	var tabs []fyne.CanvasObject
	for i, step := range order {
		b := ui.NewButton(fmt.Sprintf("%d  %s", i+1, w.T("room.step."+step)), nil, ui.Quiet, func() { s.goTo(step) })
		s.tabs[step] = b
		tabs = append(tabs, b)
	}
	small := ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true}
	s.clock, s.state, s.quiet = ui.NewText("", small), ui.NewText("", small), ui.NewText("", ui.TextStyle{Color: theme.ColorNamePrimary})
	leave := ui.NewButton(w.T("room.leave"), nil, ui.Quiet, s.goAway)
	s.top = ui.NewRow(0, ui.NewFlow(tabs...), s.clock, s.state, leave)
	s.page = &fyne.Container{Layout: fill{}}
	s.say("state.saved")
	if s.d.DB.ReadOnly() {
		s.say("form.read_only")
	}
}

// CreateRenderer puts the parts' names, and the quiet line, above the part.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(ui.NewHeaded(ui.NewStack(1, s.top, s.quiet), s.page))
}

// show shows a part of the interview.
func (s *Screen) show(step string) {
	if s.part != nil {
		s.part.leave()
		s.part.where(&s.place)
		s.part = nil
	}
	if s.tabs[step] == nil {
		step = before
	}
	s.step, s.place.Step = step, step
	for name, b := range s.tabs {
		b.SetStyle(map[bool]ui.ButtonStyle{true: ui.Plain, false: ui.Quiet}[name == step])
	}
	if s.rec.ID.IsZero() || s.rec.Deleted {
		s.page.Objects = []fyne.CanvasObject{ui.NewEmptyState(theme.InfoIcon(), s.d.Words.T("room.gone"), "", nil)}
		s.page.Refresh()
		return
	}
	switch step {
	case consent:
		s.part = newConsenting(s)
	case account:
		s.part = newTelling(s)
	case readBack:
		s.part = newReading(s)
	case closing:
		s.part = newEnding(s)
	default:
		s.part = newIntroduction(s)
	}
	s.page.Objects = []fyne.CanvasObject{s.part.object()}
	s.relayout()
}

// goTo shows a part with the keyboard in it, and remembers it.
func (s *Screen) goTo(step string) {
	ui.Unfocus(s.d.Host.Window().Canvas())
	if !s.d.Saver.Commit() {
		return
	}
	s.show(step)
	if s.part != nil {
		s.part.focus()
	}
	s.keep()
}

// go1 goes so many parts on.
func (s *Screen) go1(by int) {
	for i, step := range order {
		if step == s.step {
			s.goTo(order[min(max(i+by, 0), len(order)-1)])
			return
		}
	}
}

// Changed shows what an action wrote.
func (s *Screen) Changed(c store.Changes) {
	if _, own := c.Records[s.id]; own {
		was := s.rec.Deleted
		r, err := s.d.DB.Get(context.Background(), s.id)
		if err == nil {
			s.rec = r
		}
		if s.rec.Deleted != was {
			s.show(s.step)
		}
	}
	if s.part != nil {
		s.part.changed(c)
	}
	for _, kind := range c.Records {
		if kind == "interview" || kind == "interview_break" {
			s.pause.show()
			break
		}
	}
	if !s.d.Saver.Dirty() {
		s.say("state.saved")
	}
}

// say shows whether what was typed is on the disk.
func (s *Screen) say(key string) {
	if words := s.d.Words.T(key); s.state.Text() != words {
		s.state.SetText(words)
		s.top.Refresh() // its words need another width
	}
}

// key hears what no widget used.
func (s *Screen) key(ev *fyne.KeyEvent) {
	if s.part != nil && s.part.key(ev) {
		return
	}
	if s.keysBefore != nil {
		s.keysBefore(ev)
	}
}

// keep remembers the place now, away from the window.
func (s *Screen) keep() {
	s.keepLater()
	s.keepLater = func() {}
	if s.part == nil || s.left {
		return
	}
	s.part.where(&s.place)
	p, db := s.place, s.d.DB
	var err error
	s.d.Runner.Do(func() { err = p.Keep(db) }, func() { s.d.Fail(err) })
}

// keepSoon remembers the place when the typing has rested a moment, as drafts do.
func (s *Screen) keepSoon() {
	s.keepLater()
	s.keepLater = s.d.Runner.After(keepDelay, s.keep)
}

// keepDelay is how long the place may be behind what is typed.
const keepDelay = 500 * time.Millisecond

// Leave keeps what is typed, and the place: whoever comes back finds it.
func (s *Screen) Leave() {
	if s.left {
		return
	}
	s.keepLater()
	if s.part != nil {
		s.part.where(&s.place) // before it is put away: the caret is still there
		s.part.leave()
		if s.rec.Get("end") == "" {
			s.d.Fail(s.place.Keep(s.d.DB))
		}
	}
	s.left = true
	s.pause.stop()
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keysBefore)
	s.d.Saver.Commit()
}

// goAway leaves the room for the record of the interview. The interview goes on
// until it has an end.
func (s *Screen) goAway() {
	s.d.Host.Replace(desk.Route{Screen: desk.ScreenCase, Case: s.in, Section: "interviews", Record: s.id})
}

// relayout gives the parts their room after one of them came, went or grew.
func (s *Screen) relayout() {
	if size := s.page.Size(); size.Width > 0 {
		s.page.Resize(size.SubtractWidthHeight(0, 1))
		s.page.Resize(size)
	}
	s.page.Refresh()
}

// fill gives every object all the room.
type fill struct{}

func (fill) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 240) }

func (fill) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
}

// leaf puts what is read or filled in into a column that the eye can follow.
func leaf(width float32, o fyne.CanvasObject) *ui.Scroll {
	return ui.NewScroll(ui.NewInset(4, 3, ui.NewAtMost(width, o)))
}
