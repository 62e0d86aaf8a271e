// Package statistics shows numbers of records: how many of what, by time, place, act,
// method, agency, status, sex and age, as a chart and as a table of the same numbers.
//
// Its one job is to let a person ask, look, go to the records behind a number, and
// save; what is counted is found by the store, and drawn and told by package
// export/statistics as it is printed. Rules of the package: that numbers are numbers of
// records stands in plain sight above them; the table says all that the chart does, and
// can be walked by keys; Enter leads to the records and Back to the same row; the file
// is asked away from the window.
package statistics

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/counting"
	"guvoh/app/desk"
	"guvoh/app/sketch"
	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/statistics"
	"guvoh/model/store"
)

// Screen is the question, the chart and the table.
type Screen struct {
	widget.BaseWidget
	d     *desk.Desk
	q     question
	asked int
	stop  context.CancelFunc

	found *store.Statistics // what was counted; nil until it is known
	told  statistics.Input
	heads []string
	lines [][]string
	at    []int // the bar of each line

	count, remark *ui.Text
	sketch        *sketch.Sketch
	drawn         *ui.Scroll
	list          *ui.Columns
	second        *ui.TermSelect
	more          *ui.Button
	narrower      *fyne.Container
	content       *fyne.Container
	keysBefore    func(*fyne.KeyEvent)
}

// New makes the screen.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d, stop: func() {}}
	s.q = asked(d, r)
	s.count, s.remark = ui.NewCaption(d.Words.T("state.loading")), ui.NewCaption("")
	s.sketch = sketch.New(s.draw)
	s.drawn = ui.NewScroll(s.sketch)
	s.list = ui.NewColumns(rows{s})
	s.list.OnOpen = s.open
	body := &fyne.Container{Layout: s.sketch.Above(0.52), Objects: []fyne.CanvasObject{s.list, s.drawn}}
	s.content = ui.NewHalfHeaded(s.ask(), body)
	s.ExtendBaseWidget(s)
	c := d.Host.Window().Canvas()
	s.keysBefore = c.OnTypedKey()
	c.SetOnTypedKey(s.keyed)
	s.load(func() {
		s.list.Select(max(s.line(s.q.open), 0))
		ui.Focus(s.list)
	})
	return s
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Leave drops numbers that are still on their way.
func (s *Screen) Leave() {
	s.asked++
	s.stop()
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keysBefore)
}

// Changed counts anew; the row that is chosen stays chosen.
func (s *Screen) Changed(store.Changes) {
	key := s.chosen()
	s.load(func() { s.list.Select(max(s.line(key), 0)) })
}

// order is what is counted just now.
func (s *Screen) order() counting.Order {
	return counting.Order{DB: s.d.DB, Say: s.d.Words, Of: s.q.of, By: s.q.bys(), Filter: s.q.filter(), Title: s.q.title, At: time.Now()}
}

// load counts away from the window, and does then what comes next. What was asked
// before is given up.
func (s *Screen) load(next func()) {
	s.stop()
	s.asked++
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	asked, o := s.asked, s.order()
	var found *store.Statistics
	var told statistics.Input
	var err error
	s.d.Runner.Do(func() {
		if found, err = o.Count(ctx); err == nil {
			told = o.Input(found)
		}
	}, func() {
		stop()
		if asked != s.asked {
			return
		}
		s.d.Fail(err)
		if err == nil {
			s.show(found, told)
		}
		next()
	})
}

// show puts numbers in the place of those before.
func (s *Screen) show(found *store.Statistics, told statistics.Input) {
	s.found, s.told = found, told
	s.heads, s.lines = told.Table()
	s.at = s.at[:0]
	var lines [][]string
	for i, l := range s.lines {
		if b := told.Rows[i]; b.Sure+b.Perhaps > 0 { // a month without anything is on the chart, where a gap can be seen
			lines, s.at = append(lines, l), append(s.at, i)
		}
	}
	s.lines = lines
	s.count.SetText(strings.Join(told.Sentences(), " "))
	_, undrawn := told.Charts(200, 0)
	if len(lines) == 0 {
		s.remark.SetText("")
	} else {
		s.remark.SetText(strings.Join(told.Remarks(undrawn)[1:], " ")) // the caution stands above
	}
	s.list.SetColumns(s.columns()...)
	s.list.SetEmpty(s.nothing())
	s.list.Reload()
	s.sketch.Again()
	s.content.Refresh()
}

func (s *Screen) columns() []ui.Column {
	all := []ui.Column{{ID: "what", Title: s.heads[0], Weight: 3, Min: 180}}
	for i, h := range s.heads[1:] {
		all = append(all, ui.Column{ID: string(rune('a' + i)), Title: h, Weight: 1, Min: 86, Right: true})
	}
	return all
}

// nothing says how numbers come about.
func (s *Screen) nothing() fyne.CanvasObject {
	w := s.d.Words
	if s.q.narrowed() {
		return ui.NewEmptyState(theme.SearchIcon(), w.T("statistics.empty.narrow"), w.T("statistics.empty.all"), s.widen)
	}
	return ui.NewEmptyState(ui.StatisticsIcon(), w.T("statistics.empty"), "", nil)
}

func (s *Screen) draw(millimetres float64) []*doc.Drawing {
	if len(s.lines) == 0 {
		return nil
	}
	drawings, _ := s.told.Charts(millimetres, 0)
	return drawings
}

// again counts anew after the question changed.
func (s *Screen) again() { s.load(func() { s.list.Select(0) }) }

// chosen is the key of the bar that is chosen.
func (s *Screen) chosen() string {
	if i := s.list.Selected(); s.found != nil && i >= 0 && i < len(s.at) {
		return s.found.Rows[s.at[i]].Key
	}
	return ""
}

// line gives where a bar stands in the table; -1 where it does not.
func (s *Screen) line(key string) int {
	for i, at := range s.at {
		if key != "" && s.found.Rows[at].Key == key {
			return i
		}
	}
	return -1
}

// open asks the file for the records of a bar; the way back leads here again.
func (s *Screen) open(i int) {
	if s.found == nil || i < 0 || i >= len(s.at) {
		return
	}
	q, ok := s.found.Behind(s.q.filter(), s.found.Rows[s.at[i]])
	if !ok {
		s.d.Host.Toast(s.d.Words.T("statistics.no_records"), "", nil)
		return
	}
	if sort := s.found.Rows[s.at[i]].Sort; sort == store.BarWithin || sort == store.BarVague {
		s.d.Host.Toast(s.d.Words.T("statistics.rough"), "", nil)
	}
	s.q.open = s.chosen()
	s.d.Host.Replace(s.route())
	s.d.Host.Go(desk.Route{Screen: desk.ScreenFind, Words: q.JSON()})
}

// keyed leads from the question to the table by Escape.
func (s *Screen) keyed(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape:
		ui.Focus(s.list)
	case s.keysBefore != nil:
		s.keysBefore(ev)
	}
}

// Commands are what can be done here, for the menu: only there do shortcuts work on
// every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	return "statistics.menu", []desk.Command{
		{Key: "statistics.records", Name: fyne.KeyReturn, Mod: fyne.KeyModifierAlt, Do: func() { s.open(s.list.Selected()) }},
		{Key: "statistics.earlier", Name: fyne.KeyPageUp, Mod: fyne.KeyModifierAlt, Do: func() { s.scroll(-1) }},
		{Key: "statistics.later", Name: fyne.KeyPageDown, Mod: fyne.KeyModifierAlt, Do: func() { s.scroll(1) }},
		{},
		{Key: "statistics.save", Name: fyne.KeyE, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift, Do: s.save},
	}
}

// scroll moves the chart, where it is higher than its room.
func (s *Screen) scroll(by float32) {
	s.drawn.ScrollTo(max(0, s.drawn.Offset()+by*s.drawn.Size().Height*0.8))
}

// rows gives the table its lines.
type rows struct{ s *Screen }

// Count gives how many there are.
func (r rows) Count() int { return len(r.s.lines) }

// Row gives one.
func (r rows) Row(i int) []string { return r.s.lines[i] }
