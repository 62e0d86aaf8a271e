package patterns

import (
	"net/url"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/period"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// question is what is asked, as it is typed.
type question struct {
	by     store.PatternBy
	least  int
	alone  bool
	period period.Period
	place  model.ID
	status string
}

// usual is how many cases have to share something, unless somebody asks for
// others: one case shares nothing.
const usual = 2

// asked reads a question from a route, the key of what was open, and the dossier
// from which somebody came.
func asked(r desk.Route) (q question, key string, into model.ID) {
	q = question{by: store.PatternBy(r.Section), least: usual}
	if !slices.Contains(store.PatternKinds(), q.by) {
		q.by = store.ByOfficer
	}
	v, err := url.ParseQuery(r.Words)
	if err != nil {
		return q, "", into
	}
	q.least = number(v.Get("least"), usual)
	q.alone, q.status = v.Get("alone") != "", v.Get("status")
	q.place, _ = model.ParseID(v.Get("place"))
	q.period = period.Read(v)
	into, _ = model.ParseID(v.Get("into"))
	return q, v.Get("open"), into
}

// words writes the question down for the way back.
func (q question) words(open string, into model.ID) string {
	v := url.Values{"least": {strconv.Itoa(q.least)}}
	for name, s := range map[string]string{"status": q.status, "open": open} {
		if s != "" {
			v.Set(name, s)
		}
	}
	q.period.Write(v)
	if q.alone {
		v.Set("alone", "1")
	}
	if !q.place.IsZero() {
		v.Set("place", q.place.String())
	}
	if !into.IsZero() {
		v.Set("into", into.String())
	}
	return v.Encode()
}

func (q question) filter() store.PatternFilter {
	f := store.PatternFilter{Least: q.least, Alone: q.alone}
	f.From, f.To = q.period.Days()
	if !q.place.IsZero() {
		f.Places = []model.ID{q.place}
	}
	if q.status != "" {
		f.Statuses = []string{q.status}
	}
	return f
}

// ask puts the question above the table.
func (s *Screen) ask() fyne.CanvasObject {
	w := s.d.Words
	s.by = ui.NewTermSelect(s.kinds(), "", func(id string) {
		s.q.by = store.PatternBy(id)
		s.offer()
		s.again()
	}).MustHold()
	s.by.Load(string(s.q.by))
	s.least = ui.NewTermSelect(s.numbers(), "", func(id string) { s.q.least = number(id, usual); s.again() }).MustHold()
	s.least.Load(strconv.Itoa(s.q.least))
	s.below = ui.NewCheck(w.T("pattern.below"), !s.q.alone, func(on bool) { s.q.alone = !on; s.again() })
	s.place = ui.NewRefPicker(w.T("pattern.place.any"), nil, func(id string) {
		s.q.place, _ = model.ParseID(id)
		s.again()
	})
	s.place.SearchLater = s.d.Pick([]string{"place"}, placesOffered, s.places)
	if !s.q.place.IsZero() {
		s.place.Load(ui.Option{ID: s.q.place.String(), Label: s.d.TitleOf(s.q.place)})
	}
	s.status = ui.NewTermSelect(s.statuses(), w.T("pattern.status.any"), func(id string) { s.q.status = id; s.again() })
	s.status.Load(s.q.status)
	const least = 190 // so that at 150 % nothing of the question is hidden in a small window
	s.narrower = ui.NewStack(1.6,
		s.q.period.Fields(w, s.again),
		ui.NewPair(least, ui.NewField(w.T("pattern.place"), s.place), ui.NewField(w.T("pattern.status"), s.status)),
	)
	s.with = ui.NewStack(0.3, s.below, ui.NewCaption(w.T("pattern.below.help")))
	s.more = ui.NewButton("", nil, ui.Link, func() { s.narrow(!s.narrower.Visible()) })
	s.leave = [2]*ui.Button{s.encloses(), ui.NewButton(w.T("pattern.save"), theme.DownloadIcon(), ui.Plain, s.save)}
	head := ui.NewStack(1.6,
		ui.NewBeside(ui.NewStack(0.2, ui.NewHeading(w.T("nav.patterns")), s.count), s.leave[0], s.leave[1]),
		ui.NewBanner(ui.Warning, w.T("pattern.caution")),
		ui.NewPair(least, ui.NewField(w.T("pattern.compare"), s.by), ui.NewField(w.T("pattern.least"), s.least)),
		s.narrower,
		ui.NewRow(0, s.with, s.more),
	)
	both := ui.NewHalfHeaded(head, s.list)
	s.offer()
	s.narrow(s.q.period != period.Period{} || s.q.status != "" || !s.q.place.IsZero())
	return both
}

// offer asks whether what is below counts, where anything can be below.
func (s *Screen) offer() {
	if slices.Contains(store.PatternTrees(), s.q.by) {
		s.with.Show()
	} else {
		s.with.Hide()
	}
	if s.content != nil {
		s.content.Refresh()
	}
}

// narrow shows by what else the records can be chosen, or puts that away. What
// was chosen stays.
func (s *Screen) narrow(on bool) {
	key := "pattern.narrow"
	s.narrower.Show()
	if !on {
		s.narrower.Hide()
	} else {
		key = "pattern.narrow.less"
	}
	s.more.SetLabel(s.d.Words.T(key))
	if s.content != nil {
		s.content.Refresh()
	}
}

func (s *Screen) kinds() []ui.Option {
	var all []ui.Option
	for _, by := range store.PatternKinds() {
		all = append(all, ui.Option{ID: string(by), Label: s.d.Words.T("pattern.by." + string(by))})
	}
	return all
}

func (s *Screen) numbers() []ui.Option {
	var all []ui.Option
	for _, n := range []int{1, 2, 3, 5, 10, 20} {
		all = append(all, ui.Option{ID: strconv.Itoa(n), Label: s.d.Words.N("pattern.least.cases", n)})
	}
	return all
}

func (s *Screen) statuses() []ui.Option {
	var all []ui.Option
	for _, word := range s.d.DB.Schema().Vocabulary("case_status").Words {
		all = append(all, ui.Option{ID: word.ID, Label: s.d.Words.Word("case_status", word.ID)})
	}
	return all
}

// placesOffered is how many places are offered; typing finds the others.
const placesOffered = 30

// places offers the places in which it may have been.
func (s *Screen) places(_ string, found []store.Hit) []ui.Option {
	var all []ui.Option
	for _, h := range found {
		all = append(all, s.d.Named(h))
	}
	return all
}
