package search

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Screen is a search line over what it found.
type Screen struct {
	widget.BaseWidget
	d       *desk.Desk
	words   string
	kinds   string   // the sort of records looked through, as in sorts
	in      model.ID // the one case looked through; zero is all
	back    place    // where one comes back to, until it is shown
	asked   int      // the newest question; older answers are dropped
	stop    func()   // breaks off the newest question
	asking  bool     // it is not answered yet
	showing bool     // an answer is being put into the list
	eager   bool     // Enter was pressed before there was an answer
	left    bool
	again   func() // cancels the next look while records are read in
	unwatch func() // ends the watch over files of evidence that are being read

	answer answer
	rows   []row

	line   *ui.Entry
	sort   *ui.TermSelect
	one    *ui.RefPicker
	count  *ui.Text
	unread *ui.Text
	list   *ui.Results
	first  *ui.Chip // of what was searched for before; nil when nothing was

	keysBefore func(*fyne.KeyEvent)
}

// New makes the search. Words, filters and the place that was opened come back
// with the route.
func New(d *desk.Desk, r desk.Route) *Screen {
	s := &Screen{d: d, words: r.Words, in: r.Case, back: placeOf(r), stop: func() {}, again: func() {}}
	s.kinds = s.back.kinds
	s.line = ui.NewEntry(d.Words.T("search.placeholder"), s.onType)
	s.line.Load(r.Words)
	s.line.CursorColumn = len([]rune(r.Words))
	s.line.OnKey = s.onLineKey
	s.sort = s.newSort()
	s.one = s.newOne()
	s.count = ui.NewCaption("")
	s.unread = ui.NewCaption("")
	s.unread.Hide()
	s.list = ui.NewResults()
	s.list.OnOpen = s.onOpen
	s.list.OnEnd = s.more
	s.list.OnLeave = func() { ui.Focus(s.line) }
	s.list.OnRune = s.typeOn
	s.ExtendBaseWidget(s)
	c := d.Host.Window().Canvas()
	s.keysBefore = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	s.list.SetEmpty(s.teach())
	d.Runner.Do(func() {}, s.begin)
	s.unwatch = s.watch()
	return s
}

// begin searches once the pane is shown. One that is only put among the places
// to come back to has been left by then, and asks the file nothing.
func (s *Screen) begin() {
	if s.left {
		return
	}
	if s.back.record.IsZero() {
		ui.Focus(s.line)
	}
	s.load()
}

// CreateRenderer lays out the line, the filters and what was found.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	title := ui.NewText(s.d.Words.T("action.search"), ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
	filters := container.New(&atLeast{}, s.sort, s.one)
	head := ui.NewStack(2, title, s.line, ui.NewRow(0, ui.NewStack(0.4, s.count, s.unread), filters))
	return widget.NewSimpleRenderer(ui.NewHeaded(head, s.list))
}

// atLeast gives the filters room for their words, side by side.
type atLeast struct{}

const filterWidth = 250 // at 100 %

func (atLeast) width() float32 { return filterWidth * theme.TextSize() / 14 }

func (l atLeast) MinSize(o []fyne.CanvasObject) fyne.Size {
	gap := theme.Padding()
	return fyne.NewSize(float32(len(o))*(l.width()+gap)-gap, o[0].MinSize().Height)
}

func (l atLeast) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap := theme.Padding()
	w := (s.Width+gap)/float32(len(o)) - gap
	for i := range o {
		o[i].Resize(fyne.NewSize(w, s.Height))
		o[i].Move(fyne.NewPos(float32(i)*(w+gap), 0))
	}
}

// Find gives the keyboard to the line, with all of it selected, as the keys for
// searching do from anywhere.
func (s *Screen) Find() {
	s.d.Host.Window().Canvas().Focus(s.line)
	s.line.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// onLineKey leads from the line into what was found.
func (s *Screen) onLineKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		s.enter()
	case fyne.KeyReturn, fyne.KeyEnter:
		s.eager = s.asking
		s.enter()
	default:
		return false
	}
	return true
}

// enter gives the keyboard to what was found, or to what is offered in its place.
func (s *Screen) enter() {
	switch {
	case s.eager: // once there is an answer
	case len(s.rows) > 0:
		ui.Focus(s.list)
	case s.answer.instead != "":
		s.ask(s.answer.instead)
	case s.answer.words == "" && s.first != nil:
		ui.Focus(s.first)
	}
}

// typeOn takes letters typed over what was found into the line.
func (s *Screen) typeOn(r rune) {
	s.d.Host.Window().Canvas().Focus(s.line)
	s.line.TypedRune(r)
}

// key leads by Escape from what was found to the line, and from there back.
func (s *Screen) key(ev *fyne.KeyEvent) {
	switch {
	case ev.Name != fyne.KeyEscape:
		if s.keysBefore != nil {
			s.keysBefore(ev)
		}
	case s.d.Host.Window().Canvas().Focused() == fyne.Focusable(s.line):
		s.d.Host.Back()
	default:
		ui.Focus(s.line)
	}
}

// onType searches for what stands in the line.
func (s *Screen) onType(words string) {
	s.words, s.eager, s.back = words, false, place{kinds: s.kinds}
	s.load()
}

// ask searches for words that stand somewhere to be chosen.
func (s *Screen) ask(words string) {
	s.line.Load(words)
	s.line.CursorColumn = len([]rune(words))
	s.onType(words)
	ui.Focus(s.line)
}

// Changed searches again.
func (s *Screen) Changed(store.Changes) { s.refresh() }

// Leave breaks the question off that is under way.
func (s *Screen) Leave() {
	s.left = true
	s.stop()
	s.again()
	s.unwatch()
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keysBefore)
}

// onOpen goes to a place, leaving the search as it stands to be come back to.
func (s *Screen) onOpen(i int) {
	at := s.rows[i]
	switch at.sort {
	case ui.ResultMore:
		s.only(at.group)
		ui.Focus(s.list)
		return
	case ui.ResultGroup:
		if at.group.IsZero() {
			return
		}
	}
	s.remember()
	s.d.Host.Replace(s.route(i))
	if at.sort == ui.ResultGroup {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: at.group, Section: "overview", Record: at.group})
		return
	}
	f := s.answer.found[at.found]
	s.d.Host.Go(recordform.RouteAt(s.d, f.record, at.group, desk.Spot{Field: f.field, Page: f.page, Words: s.answer.words, At: f.at}))
}

// remember notes what was searched for, for as long as the file is open.
func (s *Screen) remember() {
	const most = 8
	words := strings.TrimSpace(s.answer.words)
	if words == "" {
		return
	}
	kept := []string{words}
	for _, w := range s.d.Asked {
		if w != words && len(kept) < most {
			kept = append(kept, w)
		}
	}
	s.d.Asked = kept
}

// tell says how much was found, and whether all was read in.
func (s *Screen) tell() {
	w, a := s.d.Words, s.answer
	switch {
	case a.words == "":
		s.count.SetText("")
	case a.more:
		s.count.SetText(w.T("search.first", tr.V{"Count": w.Number(len(a.found))}))
	case a.cases() == 0:
		s.count.SetText(w.N("search.count", len(a.found)))
	default:
		s.count.SetText(w.T("search.in_cases", tr.V{"Places": w.N("search.count", len(a.found)), "Cases": w.Count("case", a.cases())}))
	}
	s.unread.SetText("")
	switch {
	case a.words == "":
	case a.damaged:
		s.unread.SetText(w.T("search.damaged"))
	case a.waiting > 0:
		s.unread.SetText(w.N("search.waiting", a.unread+a.waiting))
	case a.unread > 0:
		s.unread.SetText(w.N("search.unread", a.unread))
	}
	if a.words != "" {
		s.unread.SetText(strings.TrimSpace(s.unread.Text() + " " + s.filesUnread()))
	}
	if s.unread.Text() == "" {
		s.unread.Hide()
	} else {
		s.unread.Show()
	}
}
