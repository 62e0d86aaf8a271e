package timeline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/timeaxis"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
)

// build makes the parts of the screen, empty.
func (s *Screen) build() {
	w := s.d.Words
	s.chart = NewChart()
	s.chart.OnChoose, s.chart.OnOpen = s.choose, s.open
	s.chart.Write = func(u timeaxis.Unit, m timeaxis.Minute, above bool) string { return s.words(u, m, above) }
	s.chart.Hidden = func(n int) string { return w.N("timeline.hidden", n) }
	s.who = ui.NewTermSelect(nil, "", s.choosePerson).MustHold()
	s.state = ui.NewCaption("")
	s.middle = container.NewStack(ui.NewEmptyState(ui.TimelineIcon(), w.T("state.loading"), "", nil))
	s.detail, s.undated = ui.NewStack(1), ui.NewStack(0.6)
	s.left = ui.NewScroll(ui.NewInset(3, 2, ui.NewAtMost(620, s.detail)))
	s.right = ui.NewScroll(ui.NewInset(3, 2, s.undated))
	body := &fyne.Container{Layout: &floors{s}, Objects: []fyne.CanvasObject{s.middle, s.left, s.right}}
	s.content = ui.NewHeaded(s.head(), body)
}

// head holds what is chosen of the timeline.
func (s *Screen) head() fyne.CanvasObject {
	w := s.d.Words
	for _, l := range lanes {
		s.checks = append(s.checks, ui.NewCheck(w.T("timeline.lane."+l.id), !s.off[l.id], func(on bool) {
			s.off[l.id] = !on
			s.refresh()
		}))
	}
	title := ui.NewRow(1, ui.NewText(w.T("timeline.title"), ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Single: true, Whole: true}), ui.NewInset(2, 0, ui.NewAtMost(420, s.who)),
		ui.NewIconButton(theme.ZoomOutIcon(), w.T("timeline.farther"), func() { s.chart.Zoom(-1) }),
		ui.NewIconButton(theme.ZoomInIcon(), w.T("timeline.closer"), func() { s.chart.Zoom(1) }),
		ui.NewIconButton(theme.ZoomFitIcon(), w.T("timeline.whole"), func() { s.chart.Zoom(0) }))
	checks := make([]fyne.CanvasObject, 0, len(s.checks))
	for _, c := range s.checks { // each on one line
		checks = append(checks, ui.NewColumn(36+8.5*float32(utf8.RuneCountInString(c.Label())), c))
	}
	return ui.NewStack(1, s.back(), title, ui.NewFlow(checks...), s.state)
}

// choosePerson shows the part of one person, or everybody's.
func (s *Screen) choosePerson(id string) {
	person, err := model.ParseID(id)
	if id == everybody {
		person = model.ID{}
	} else if err != nil {
		return
	}
	s.person = person
	s.refresh()
	s.here()
}

// tell says what is known of the chosen item.
func (s *Screen) tell() {
	w := s.d.Words
	e := s.find(s.chart.Chosen())
	if len(s.chart.Items()) == 0 {
		s.tells()
		return
	}
	if e == nil {
		s.tells(ui.NewCaption(w.T("timeline.choose")))
		return
	}
	open := ui.NewButton(w.T("action.open"), theme.NavigateNextIcon(), ui.Plain, func() { s.open(e.key) })
	// The button stands at the top, so that no number of sources pushes it out of sight.
	objs := []fyne.CanvasObject{ui.NewRow(0, ui.NewStack(0.4, ui.NewText(e.title, ui.TextStyle{Bold: true}), ui.NewText(s.time(e), ui.TextStyle{})), open)}
	if e.where != "" {
		objs = append(objs, ui.NewText(e.where, ui.TextStyle{}))
	}
	for _, from := range e.sources {
		if from.otherwise != "" {
			objs = append(objs, ui.NewBanner(ui.Warning, s.lead(from)))
		}
	}
	s.tells(append(objs, ui.NewCaption(s.restsOn(e)))...)
}

// tells shows something below the chart, from its top.
func (s *Screen) tells(objs ...fyne.CanvasObject) {
	s.detail.Objects = objs
	s.detail.Refresh()
	s.left.ScrollTo(0)
	s.left.Refresh()
}

// time says when it was, and in which words that was told.
func (s *Screen) time(e *entry) string {
	w := s.d.Words
	when := e.when
	if when == "" {
		when = w.T("timeline.no_date")
	}
	if e.told != "" {
		when += ". " + w.T("timeline.told", tr.V{"Words": e.told})
	}
	return w.Kind(e.kind) + ", " + when
}

// restsOn names the sources of an entry.
func (s *Screen) restsOn(e *entry) string {
	w := s.d.Words
	var names []string
	for _, from := range e.sources {
		if !slices.Contains(names, from.name) { // several passages of one
			names = append(names, from.name)
		}
	}
	if len(names) == 0 {
		return w.T("timeline.no_source")
	}
	return w.T("timeline.sources", tr.V{"Sources": strings.Join(names, "; ")})
}

// mostUndated is how many things without a date are listed before the rest is
// only counted.
const mostUndated = 40

// listUndated lists what has no date.
func (s *Screen) listUndated() {
	w := s.d.Words
	var without []*entry
	for _, e := range s.shown {
		if !e.placed {
			without = append(without, e)
		}
	}
	s.undated.Objects = nil
	if len(without) > 0 {
		s.undated.Add(ui.NewText(w.N("timeline.undated", len(without)), ui.TextStyle{Bold: true}))
	}
	for i, e := range without {
		if i == mostUndated {
			s.undated.Add(ui.NewCaption(w.N("timeline.more", len(without)-mostUndated)))
			break
		}
		id := e.record
		s.undated.Add(ui.NewRow(-1, ui.NewButton(short(e.title), nil, ui.Link, func() { s.openRecord(id) })))
	}
	s.undated.Refresh()
	s.right.Refresh()
}

// floors lays the chart over what is known of the chosen item, and beside that
// what has no date, if anything has none.
type floors struct{ s *Screen }

func (floors) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 220) }

func (l floors) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	scale := theme.TextSize() / 14
	tall := min(max(150*scale, size.Height*0.26), size.Height*0.42)
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	place(objs[0], 0, 0, size.Width, size.Height-tall)
	left := size.Width
	if len(l.s.undated.Objects) > 0 {
		left = size.Width * 0.6
		objs[2].Show()
		place(objs[2], left, size.Height-tall, size.Width-left, tall)
	} else {
		objs[2].Hide()
	}
	place(objs[1], 0, size.Height-tall, left, tall)
}
