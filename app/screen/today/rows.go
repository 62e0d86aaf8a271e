package today

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/deadline"
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
)

const (
	// few is how many entries of a group are shown before somebody asks for more,
	// and further how many then: a group may have tens of thousands.
	few     = 40
	further = 200
	// most is how many entries may be found before they are no longer shown one by
	// one as they come.
	most = 400
)

// icons of entries, by their source.
func icon(e deadline.Entry) fyne.Resource {
	switch e.Source {
	case deadline.Clock:
		return theme.HistoryIcon()
	case deadline.Consent:
		return theme.ConfirmIcon()
	case deadline.Answer:
		return theme.MailSendIcon()
	}
	return theme.CalendarIcon()
}

// tone is the colour of how much time is left. Words say the same.
func tone(e deadline.Entry, g deadline.Group) ui.Tone {
	switch {
	case g == deadline.Over && e.Source == deadline.Consent:
		return ui.Warning
	case g == deadline.Over:
		return ui.Problem
	case g == deadline.Today:
		return ui.Problem
	case g == deadline.Week:
		return ui.Warning
	}
	return ui.Neutral
}

// key is by what an entry is known again.
func key(e deadline.Entry) string {
	if e.Source == deadline.Clock {
		return e.Made.String() + e.Rule.Key + e.Rule.Profile
	}
	return e.Record.String()
}

// arrange shows the entries in their groups, and keeps the chosen one chosen.
func (s *Screen) arrange() {
	w := s.d.Words
	var rows []ui.Result
	s.shown = nil
	heading := func(r ui.Result) {
		rows, s.shown = append(rows, r), append(s.shown, deadline.Entry{})
	}
	for _, p := range s.parts {
		g, n := p.Group, min(len(p.Entries), few+s.more[p.Group])
		heading(ui.Result{Key: "group " + string(g), Sort: ui.ResultPart, Title: w.T("due.group_count", tr.V{
			"Group": w.T("due.group." + string(g)), "Count": w.Number(len(p.Entries)),
		})})
		for _, e := range p.Entries[:n] {
			rows, s.shown = append(rows, s.row(*e, g)), append(s.shown, *e)
		}
		if rest := len(p.Entries) - n; rest > 0 {
			heading(ui.Result{Key: "more " + string(g), Sort: ui.ResultMore, Title: w.N("today.more", min(rest, further))})
		}
	}
	s.empty()
	chosen := s.wanted
	if was := s.list.SelectedKey(); was != "" {
		chosen = was
	}
	if at := s.index(rows, chosen); at >= 0 && s.list.SelectedKey() != "" {
		s.list.Replace(rows)
	} else {
		s.list.Load(rows, "")
		if at < 0 {
			at = s.firstRow(rows)
		}
		s.list.Select(at)
	}
	if s.part >= 1 {
		s.wanted = ""
	}
	s.show()
	s.content.Refresh()
}

func (s *Screen) index(rows []ui.Result, chosen string) int {
	if chosen == "" {
		return -1
	}
	for i, r := range rows {
		if r.Key == chosen {
			return i
		}
	}
	for i, r := range rows { // a route names a record, and not a row
		if r.Sort == ui.ResultPlace && (s.shown[i].Made.String() == chosen || s.shown[i].Record.String() == chosen) {
			return i
		}
	}
	return -1
}

func (s *Screen) firstRow(rows []ui.Result) int {
	for i, r := range rows {
		if r.Sort == ui.ResultPlace {
			return i
		}
	}
	return -1
}

// row is one entry of the list.
func (s *Screen) row(e deadline.Entry, g deadline.Group) ui.Result {
	w, now := s.d.Words, s.tools.Now()
	var where []string
	if s.in.IsZero() && !e.Case.IsZero() {
		where = append(where, s.title(e.Case))
	}
	if e.Source == deadline.Clock {
		if body := e.Rule.Body.In(w.Lang()); body != "" {
			where = append(where, body)
		}
	}
	first, rest := w.Kind(e.Kind), ""
	if e.Source == deadline.Clock {
		first = w.T("due.clock")
	}
	if len(where) > 0 {
		first, rest = where[0], strings.Join(where[1:], " · ")
	}
	text := e.What(w, s.person(e))
	if until := e.Until(w, now.Location()); e.Source == deadline.Answer || !e.Due.IsZero() {
		text += " · " + until
	}
	if e.Perhaps {
		text += " · " + w.T("due.perhaps")
	}
	return ui.Result{
		Key: key(e), Sort: ui.ResultPlace, Icon: icon(e), Title: first, Detail: rest, Hint: e.Left(w, now), Tone: tone(e, g), Text: text,
	}
}

func (s *Screen) title(id model.ID) string {
	t, known := s.titles[id]
	if !known {
		t = s.d.TitleOf(id)
		s.titles[id] = t
	}
	return t
}

// person names whose consent it is.
func (s *Screen) person(e deadline.Entry) string {
	if e.Source != deadline.Consent || e.Person.IsZero() {
		return ""
	}
	return s.title(e.Person)
}

// empty is what stands where nothing is due.
func (s *Screen) empty() {
	w := s.d.Words
	if s.part < 1 {
		return
	}
	state := ui.NewEmptyState(theme.ConfirmIcon(), w.T("today.none"), w.T("today.new"), s.newDeadline)
	if s.d.DB.ReadOnly() {
		state = ui.NewEmptyState(theme.ConfirmIcon(), w.T("today.none"), "", nil)
	}
	// The words stand in the middle, below what says that nothing is due.
	teach := ui.NewText(w.T("today.none_teach"), ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Align: fyne.TextAlignCenter})
	s.list.SetEmpty(container.New(taught{}, state, teach))
}

// taught puts words in the middle below what says that nothing is due, where there
// is room for them: in a low window with large letters they would stand over what
// is below.
type taught struct{}

func taughtWidth() float32 { return 34 * theme.TextSize() }

func (taught) MinSize(objs []fyne.CanvasObject) fyne.Size {
	objs[1].Resize(fyne.NewSize(taughtWidth(), objs[1].Size().Height)) // its height follows from its width
	state, teach := objs[0].MinSize(), objs[1].MinSize()
	return fyne.NewSize(max(state.Width, teach.Width), state.Height+teach.Height+2*theme.Padding())
}

func (taught) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	state, teach := objs[0], objs[1]
	width := min(size.Width-6*theme.Padding(), taughtWidth())
	state.Move(fyne.Position{})
	state.Resize(fyne.NewSize(size.Width, state.MinSize().Height))
	teach.Resize(fyne.NewSize(width, teach.Size().Height)) // its height follows from its width
	top, tall := state.MinSize().Height+2*theme.Padding(), teach.MinSize().Height
	teach.Hide()
	if top+tall <= size.Height {
		teach.Show()
	}
	teach.Move(fyne.NewPos((size.Width-width)/2, top))
	teach.Resize(fyne.NewSize(width, tall))
}

// chosen gives the entry that is chosen.
func (s *Screen) chosen() (deadline.Entry, bool) {
	i := s.list.Selected()
	if i < 0 || i >= len(s.shown) || s.shown[i].Source == "" {
		return deadline.Entry{}, false
	}
	return s.shown[i], true
}

// open goes to where an entry stands, or shows more of a group.
func (s *Screen) open(i int) {
	if i < 0 || i >= len(s.shown) {
		return
	}
	e := s.shown[i]
	if e.Source == "" {
		if group, more := strings.CutPrefix(s.list.Rows()[i].Key, "more "); more {
			s.more[deadline.Group(group)] += further
			s.arrange()
		}
		return
	}
	id, field := e.Record, e.Field
	if id.IsZero() { // a date is missing: the dossier says which
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: e.Case, Section: "proceedings"})
		return
	}
	r, ok := s.d.Get(id)
	if !ok {
		s.d.Host.Toast(s.d.Words.T("form.record_gone"), "", nil)
		return
	}
	s.d.Host.Go(recordform.RouteAt(s.d, r, e.Case, desk.Spot{Field: field}))
}

func (s *Screen) goCase() {
	if e, ok := s.chosen(); ok && !e.Case.IsZero() {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: e.Case, Section: "overview", Record: e.Case})
	}
}
