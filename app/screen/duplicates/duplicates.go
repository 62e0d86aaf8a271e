// Package duplicates lists the pairs of persons of the whole file who may be
// recorded twice, and leads through them one after another.
//
// Its one job is that a person decides, quickly and by keys alone, with both
// records before their eyes. Rules of the package: nothing is joined, whatever
// is answered; an answer is a judgement like any other and can be taken back;
// pairs are found away from the window, in short turns, and shown as they are
// found; each visit asks who changed since the one before, and shows meanwhile
// what that found; all that is read of a pair is read away from the window, and
// nothing is answered before it is shown.
package duplicates

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// The lists.
const (
	open    = "open"    // nothing was said yet
	unsure  = "unsure"  // somebody was not sure
	decided = "decided" // the same, or not the same
)

const (
	turn  = 120 * time.Millisecond // how long is looked at one go
	pause = 60 * time.Millisecond  // and how long the file is left alone between
	// kept is how many names of rows are remembered.
	kept = 2000
)

// remembered is what was found in the file that is open, from one visit to the
// next. It belongs to the window's goroutine and holds no words.
var remembered struct {
	db     *store.DB
	review *store.Review
	part   float64
	found  []store.Pair // by the review before, until this one is through
}

// pair is a line of the list.
type pair struct {
	store.Pair
	answer string // a word of vocabulary judgement; "" none yet
}

// Screen is the list of pairs, with the one that is looked at beside it.
type Screen struct {
	widget.BaseWidget
	d      *desk.Desk
	list   string
	pairs  []pair
	judged map[model.ID]model.Record
	names  map[model.ID]string
	met    int         // how many pairs were found when the list was made
	loads  int         // how often the list was asked for
	looks  int         // how often a pair was
	shown  [2]model.ID // the pair that is looked at; nobody's while it is being read
	gone   bool        // the screen was left
	busy   bool        // a turn is under way
	deafen func()

	count    *ui.Text
	looking  *ui.Text
	tabs     map[string]*ui.Button
	again    *ui.Button
	table    *ui.Columns
	progress *ui.Text
	before   *ui.Button
	after    *ui.Button
	detail   *fyne.Container
	scroll   *ui.Scroll
	content  *fyne.Container
}

// New shows the pairs of the file.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	w := d.Words
	s := &Screen{d: d, list: open, names: map[model.ID]string{}, count: ui.NewText("", caption), looking: ui.NewCaption("")}
	if r.Section == unsure || r.Section == decided {
		s.list = r.Section
	}
	s.tabs = map[string]*ui.Button{}
	for _, list := range []string{open, unsure, decided} {
		s.tabs[list] = ui.NewButton(w.T("duplicates."+list), nil, ui.Quiet, func() { s.turnTo(list) })
	}
	s.again = ui.NewButton(w.T("duplicates.again"), theme.ViewRefreshIcon(), ui.Quiet, s.lookAgain)
	s.table = ui.NewColumns(rows{s},
		ui.Column{ID: "one", Title: w.T("duplicates.column.one"), Weight: 2, Min: 110},
		ui.Column{ID: "other", Title: w.T("duplicates.column.other"), Weight: 2, Min: 110},
		ui.Column{ID: "score", Title: w.T("duplicates.column.score"), Weight: 0.6, Min: 70, Right: true})
	s.table.OnSelect = func(int) { s.look() }
	s.progress = ui.NewText("", caption)
	s.before = ui.NewIconButton(theme.NavigateBackIcon(), w.T("duplicates.before"), func() { s.step(-1) })
	s.after = ui.NewIconButton(theme.NavigateNextIcon(), w.T("duplicates.next"), func() { s.step(1) })
	s.detail = ui.NewStack(2.4)
	s.scroll = ui.NewScroll(ui.NewInset(3, 2.5, s.detail))
	body := &fyne.Container{Layout: &sides{s}, Objects: []fyne.CanvasObject{s.table, s.scroll}}
	head := ui.NewStack(1.4,
		ui.NewBeside(ui.NewHeading(w.T("nav.duplicates")), s.again), ui.NewCaption(w.T("duplicates.lead")),
		ui.NewRow(-1, s.tabs[open], s.tabs[unsure], s.tabs[decided], s.count), s.looking)
	s.content = ui.NewHeaded(head, body)
	s.ExtendBaseWidget(s)
	s.looking.Hide()
	s.showTabs()
	s.hear()
	s.begin()
	d.Runner.Do(func() {}, func() {
		ui.Focus(s.table)
		s.load(0, s.look)
		s.goOn()
	})
	return s
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Leave lets go of the keys; looking goes on at the next visit.
func (s *Screen) Leave() {
	s.gone = true
	s.deafen()
}

// hear takes the keys that no widget has a use for: a letter is an answer.
func (s *Screen) hear() {
	c := s.d.Host.Window().Canvas()
	back := c.OnTypedKey()
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if !s.key(ev.Name) && back != nil {
			back(ev)
		}
	})
	s.deafen = func() { c.SetOnTypedKey(back) }
}

func (s *Screen) key(name fyne.KeyName) bool {
	if s.d.Host.Window().Canvas().Overlays().Top() != nil { // somebody is asked something
		return false
	}
	switch name {
	case fyne.KeyS:
		s.answer("same")
	case fyne.KeyD:
		s.answer("not_same")
	case fyne.KeyU:
		s.answer("unsure")
	case fyne.KeyR:
		s.reason()
	case fyne.KeyN:
		s.step(1)
	case fyne.KeyB:
		s.step(-1)
	default:
		return false
	}
	return true
}

// Commands are what can be done here, for the menu: only there do shortcuts
// work on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	answer := func(key string, name fyne.KeyName, word string) desk.Command {
		return desk.Command{Key: key, Name: name, Mod: fyne.KeyModifierAlt, Writes: true, Do: func() { s.answer(word) }}
	}
	return "duplicates.menu", []desk.Command{
		answer("duplicates.same", fyne.KeyS, "same"),
		answer("duplicates.not_same", fyne.KeyD, "not_same"),
		answer("duplicates.not_sure", fyne.KeyU, "unsure"),
		{Key: "duplicates.reason", Name: fyne.KeyR, Mod: fyne.KeyModifierAlt, Writes: true, Do: s.reason},
		{Key: "judge.take_back", Writes: true, Do: s.takeBack},
		{},
		{Key: "duplicates.before", Name: fyne.KeyPageUp, Mod: fyne.KeyModifierAlt, Do: func() { s.step(-1) }},
		{Key: "duplicates.next", Name: fyne.KeyPageDown, Mod: fyne.KeyModifierAlt, Do: func() { s.step(1) }},
	}
}

// Changed lists again when an answer came or went, and shows the pair again
// when something of its persons changed.
func (s *Screen) Changed(c store.Changes) {
	judged, persons := false, false
	for _, kind := range c.Records {
		judged = judged || kind == "judgement" || kind == "relationship"
		persons = persons || kind == "person" || kind == "person_name"
	}
	if persons {
		clear(s.names)
	}
	if judged || persons {
		s.load(max(s.table.Selected(), 0), s.look)
	}
	if persons {
		s.begin()
		s.goOn()
	}
}

// begin asks for what changed since it was asked before.
func (s *Screen) begin() {
	if remembered.db != s.d.DB {
		remembered.found = nil
	}
	remembered.db, remembered.review, remembered.part = s.d.DB, s.d.DB.Review(), 0
}

func (s *Screen) lookAgain() {
	s.begin()
	s.load(0, s.look)
	s.goOn()
}

// goOn looks for a moment, away from the window, and again after a pause until
// all was looked through.
func (s *Screen) goOn() {
	s.showLooking()
	if s.busy || s.gone || remembered.part >= 1 || remembered.db != s.d.DB {
		return
	}
	s.busy = true
	p, part := remembered.review, 0.0
	var found []store.Pair
	var err error
	s.d.Runner.Do(func() {
		part, err = p.Step(context.Background(), turn)
		found = p.Found()
	}, func() {
		s.busy = false
		if s.d.DB.Closed() {
			return
		}
		if p != remembered.review || remembered.db != s.d.DB {
			if !s.gone {
				s.goOn()
			}
			return
		}
		remembered.part = part
		if part >= 1 || len(found) > len(remembered.found) {
			remembered.found = found
		}
		if s.gone {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		if len(remembered.found) != s.met || part >= 1 {
			s.load(s.table.Selected(), s.lookIfOther)
		}
		s.showLooking()
		if part < 1 {
			s.d.Runner.After(pause, s.goOn)
		}
	})
}

func (s *Screen) showLooking() {
	text := ""
	switch {
	case remembered.part < 1:
		text = s.d.Words.T("duplicates.looking", tr.V{"Percent": strconv.Itoa(int(100 * remembered.part))})
	case s.list == open && len(s.pairs) >= store.MostPairs:
		text = s.d.Words.T("duplicates.capped", tr.V{"Count": s.d.Words.Number(store.MostPairs)})
	}
	if s.looking.Text() != text {
		s.looking.SetText(text)
		s.looking.Hidden = text == ""
		s.content.Refresh()
	}
}

// turnTo shows another list.
func (s *Screen) turnTo(list string) {
	s.list = list
	s.showTabs()
	ui.Focus(s.table)
	s.load(0, func() {
		s.look()
		s.showLooking()
	})
}

func (s *Screen) showTabs() {
	for list, b := range s.tabs {
		style := ui.Quiet
		if list == s.list {
			style = ui.Plain
		}
		b.SetStyle(style)
	}
}

// load makes the list anew, chooses a line and then goes on.
func (s *Screen) load(at int, then func()) {
	s.loads++
	now, db := s.loads, s.d.DB
	var judged []model.Record
	var err error
	s.d.Runner.Do(func() { judged, err = db.Records(context.Background(), "judgement") }, func() {
		if s.gone || now != s.loads || db.Closed() {
			return
		}
		s.d.Fail(err)
		s.fill(judged)
		s.table.Select(min(max(at, 0), len(s.pairs)-1))
		then()
	})
}

// fill puts into the list what was found and what was said.
func (s *Screen) fill(judged []model.Record) {
	s.judged = map[model.ID]model.Record{}
	for _, j := range judged {
		s.judged[j.ID] = j
	}
	found := remembered.found
	s.met = len(found)
	s.pairs = s.pairs[:0:0]
	if s.list == open {
		for _, p := range found {
			if _, said := s.judged[model.JudgementID(p.One, p.Other)]; !said {
				s.pairs = append(s.pairs, pair{Pair: p})
			}
		}
	} else {
		for _, j := range judged {
			if answer := j.Text("judgement"); (answer == "unsure") == (s.list == unsure) {
				s.pairs = append(s.pairs, pair{store.Pair{One: j.Ref("person"), Other: j.Ref("other")}, answer})
			}
		}
	}
	s.count.SetText(s.d.Words.N("duplicates.pairs", len(s.pairs)))
	s.table.SetColumns(s.columns()...)
	s.table.SetEmpty(s.empty())
	s.table.Reload()
}

func (s *Screen) columns() []ui.Column {
	w := s.d.Words
	last := ui.Column{ID: "score", Title: w.T("duplicates.column.score"), Weight: 0.6, Min: 70, Right: true}
	if s.list != open {
		last = ui.Column{ID: "answer", Title: w.T("duplicates.column.answer"), Weight: 1.2, Min: 90}
	}
	return []ui.Column{
		{ID: "one", Title: w.T("duplicates.column.one"), Weight: 2, Min: 110},
		{ID: "other", Title: w.T("duplicates.column.other"), Weight: 2, Min: 110},
		last,
	}
}

func (s *Screen) empty() fyne.CanvasObject {
	w := s.d.Words
	switch {
	case s.list == unsure:
		return ui.NewEmptyState(theme.AccountIcon(), w.T("duplicates.none.unsure"), "", nil)
	case s.list != open:
		return ui.NewEmptyState(theme.AccountIcon(), w.T("duplicates.none.decided"), "", nil)
	case remembered.part < 1:
		return ui.NewEmptyState(theme.SearchIcon(), w.T("state.loading"), "", nil)
	}
	state := ui.NewEmptyState(theme.ConfirmIcon(), w.T("duplicates.none"), "", nil)
	return ui.NewStack(1, state, ui.NewAtMost(560, ui.NewCaption(w.T("duplicates.none.teach"))))
}

// step looks at the pair before or after.
func (s *Screen) step(by int) {
	to := s.table.Selected() + by
	if to < 0 || to >= len(s.pairs) {
		return
	}
	s.table.Select(to)
	s.look()
}

// surest is how alike two are said to be at most: names that agree letter for letter
// are still no proof, and a hundred would read as one.
const surest = 99

// rows gives the list its lines.
type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.pairs) }

func (r rows) Row(i int) []string {
	p, w := r.s.pairs[i], r.s.d.Words
	last := w.T("duplicates.percent", tr.V{"Percent": strconv.Itoa(min(int(100*p.Score), surest))})
	if r.s.list != open {
		last = w.Word("judgement", p.answer)
	}
	return []string{r.s.name(p.One), r.s.name(p.Other), last}
}

// name gives the words by which a person is known, read once.
func (s *Screen) name(id model.ID) string {
	n, known := s.names[id]
	if !known {
		if len(s.names) > kept {
			clear(s.names)
		}
		n = s.d.TitleOf(id)
		s.names[id] = n
	}
	return n
}
