package statistics

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/period"
	"guvoh/app/ui"
	"guvoh/model"
	questions "guvoh/model/question"
	"guvoh/model/store"
)

// question is what is asked, as it is typed.
type question struct {
	of         store.StatisticsOf
	by, second store.StatisticsBy // the second "" for none
	period     period.Period
	kept       model.ID // a question that is kept; zero for none
	title      string   // its title
	where      *questions.Question
	open       string // the key of the bar from which somebody comes back
}

// asked reads a question from a route.
func asked(d *desk.Desk, r desk.Route) question {
	q := question{of: store.StatisticsOf(r.Section), by: store.PerType}
	if !slices.Contains(store.StatisticsKinds(), q.of) {
		q.of = store.CountActs
	}
	v, err := url.ParseQuery(r.Words)
	if err != nil {
		return q
	}
	if by := store.StatisticsBy(v.Get("by")); slices.Contains(store.StatisticsBys(), by) {
		q.by = by
	}
	if by := store.StatisticsBy(v.Get("and")); slices.Contains(store.StatisticsBys(), by) && by != q.by {
		q.second = by
	}
	q.period = period.Read(v)
	if id, err := model.ParseID(v.Get("question")); err == nil {
		q.choose(d, id)
	}
	q.open = v.Get("open")
	return q
}

// route leads back to what is shown now.
func (s *Screen) route() desk.Route {
	q := s.q
	v := url.Values{"by": {string(q.by)}}
	for name, text := range map[string]string{"and": string(q.second), "open": q.open} {
		if text != "" {
			v.Set(name, text)
		}
	}
	q.period.Write(v)
	if !q.kept.IsZero() {
		v.Set("question", q.kept.String())
	}
	return desk.Route{Screen: desk.ScreenStatistics, Section: string(q.of), Words: v.Encode()}
}

// choose takes a question that is kept; none when it is gone, or asks for something
// by which nothing can be counted.
func (q *question) choose(d *desk.Desk, id model.ID) {
	q.kept, q.title, q.where = model.ID{}, "", nil
	r, there := d.Get(id)
	if !there {
		return
	}
	if asked, ok := usable(d, r); ok {
		q.kept, q.title, q.where = id, r.Text("title"), &asked
	}
}

// usable reads a question that is kept, if it chooses what can be counted.
func usable(d *desk.Desk, r model.Record) (questions.Question, bool) {
	q, err := questions.Parse(r.Text("question"))
	ok := err == nil && len(q.Check(d.DB.Schema())) == 0 && slices.Contains(store.StatisticsKinds(), store.StatisticsOf(q.Of))
	return q, ok
}

func (q question) bys() []store.StatisticsBy {
	if q.second == "" || q.second == q.by {
		return []store.StatisticsBy{q.by}
	}
	return []store.StatisticsBy{q.by, q.second}
}

func (q question) filter() store.StatisticsFilter {
	first, last := q.period.Days()
	return store.StatisticsFilter{From: first, To: last, Question: q.where}
}

func (q question) narrowed() bool { return q.period != period.Period{} || q.where != nil }

// ask puts the question above the numbers.
func (s *Screen) ask() fyne.CanvasObject {
	w := s.d.Words
	of := ui.NewTermSelect(s.kinds(), "", func(id string) { s.q.of = store.StatisticsOf(id); s.again() }).MustHold()
	of.Load(string(s.q.of))
	by := ui.NewTermSelect(s.bys(""), "", func(id string) {
		s.q.by = store.StatisticsBy(id)
		if s.q.second == s.q.by {
			s.q.second = ""
		}
		s.second.SetOptions(s.bys(s.q.by))
		s.second.Load(string(s.q.second))
		s.again()
	}).MustHold()
	by.Load(string(s.q.by))
	s.second = ui.NewTermSelect(s.bys(s.q.by), w.T("statistics.second.none"), func(id string) { s.q.second = store.StatisticsBy(id); s.again() })
	s.second.Load(string(s.q.second))
	const two, least = 440, 200
	s.narrower = ui.NewStack(1.6)
	s.narrow(s.q.narrowed())
	s.more = ui.NewButton(w.T("statistics.narrow"), nil, ui.Link, func() { s.narrow(!s.narrower.Visible()) })
	s.say()
	return ui.NewStack(1.6,
		ui.NewBeside(ui.NewStack(0.2, ui.NewHeading(w.T("nav.statistics")), s.count), ui.NewButton(w.T("statistics.save"), theme.DownloadIcon(), ui.Plain, s.save)),
		ui.NewBanner(ui.Warning, w.T("pattern.caution")),
		ui.NewPair(two, ui.NewField(w.T("statistics.count"), of),
			ui.NewPair(least, ui.NewField(w.T("statistics.by"), by), ui.NewField(w.T("statistics.second"), s.second))),
		s.narrower,
		ui.NewRow(0, s.remark, s.more),
	)
}

// narrow shows by what else the records can be chosen, or puts that away. What was
// chosen stays.
func (s *Screen) narrow(on bool) {
	if on && len(s.narrower.Objects) == 0 {
		s.narrower.Objects = s.narrowing()
	}
	s.narrower.Show()
	if !on {
		s.narrower.Hide()
	}
	s.say()
	if s.content != nil {
		s.content.Refresh()
	}
}

func (s *Screen) say() {
	if s.more == nil {
		return
	}
	key := "statistics.narrow"
	if s.narrower.Visible() {
		key = "statistics.narrow.less"
	}
	s.more.SetLabel(s.d.Words.T(key))
}

func (s *Screen) narrowing() []fyne.CanvasObject {
	w := s.d.Words
	which := ui.NewTermSelect(s.questions(), w.T("statistics.question.any"), func(id string) {
		chosen, _ := model.ParseID(id) // "" is none
		s.q.choose(s.d, chosen)
		s.again()
	})
	if !s.q.kept.IsZero() {
		which.Load(s.q.kept.String())
	}
	return []fyne.CanvasObject{
		s.q.period.Fields(w, s.again),
		ui.NewField(w.T("statistics.question"), which).SetHelp(w.T("statistics.question.help")),
	}
}

// widen asks for everything again.
func (s *Screen) widen() {
	s.q.period = period.Period{}
	s.q.choose(s.d, model.ID{})
	s.narrower.Objects = nil
	s.narrow(false)
	s.again()
	ui.Focus(s.list)
}

func (s *Screen) kinds() (all []ui.Option) {
	for _, of := range store.StatisticsKinds() {
		all = append(all, ui.Option{ID: string(of), Label: s.d.Words.Kinds(string(of))})
	}
	return all
}

// bys are the things by which can be counted, but for one.
func (s *Screen) bys(but store.StatisticsBy) (all []ui.Option) {
	for _, by := range store.StatisticsBys() {
		if by != but {
			all = append(all, ui.Option{ID: string(by), Label: s.d.Words.T("statistics.by." + string(by))})
		}
	}
	return all
}

// questions are those that are kept and choose what can be counted.
func (s *Screen) questions() (all []ui.Option) {
	kept, err := s.d.DB.Records(context.Background(), "saved_search")
	s.d.Fail(err)
	for _, r := range kept {
		if _, ok := usable(s.d, r); ok && !r.Deleted {
			all = append(all, ui.Option{ID: r.ID.String(), Label: r.Text("title")})
		}
	}
	slices.SortStableFunc(all, func(a, b ui.Option) int { return strings.Compare(model.Fold(a.Label), model.Fold(b.Label)) })
	return all
}
