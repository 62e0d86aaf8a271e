// Package caselist is the list of cases: the first thing seen in a file.
//
// It holds the numbers of the cases found and reads only the rows in view, so
// that a hundred thousand cases scroll like ten.
package caselist

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/ongoing"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Screen is the list of cases.
type Screen struct {
	widget.BaseWidget
	d       *desk.Desk
	query   store.CaseQuery
	numbers []int64
	pages   map[int][]store.CaseRow // read so far, by page
	asked   int                     // the newest question to the file; older answers are dropped
	marks   marks                   // what waits in which case
	marked  bool                    // these are known: a search changes none of them
	chosen  int64                   // the case to choose once the first answer is there
	left    bool
	begun   bool // the first answer was shown

	add    *ui.Button
	filter *ui.Button
	search *ui.Entry
	status *ui.TermSelect
	count  *ui.Text
	list   *ui.Columns
}

// pageSize is how many rows are read at a time: one page of keys asks for two of
// them at most, within a frame.
const pageSize = 32

// New makes the list; what was being searched for comes back with the route.
func New(d *desk.Desk, r desk.Route) *Screen {
	p := placeOf(r)
	s := &Screen{d: d, query: p.query, chosen: p.chosen, pages: map[int][]store.CaseRow{}}
	s.add = ui.NewButton(d.Words.T("action.new_case"), theme.ContentAddIcon(), ui.Primary, d.NewCase)
	s.search = ui.NewEntry(d.Words.T("list.search_cases"), s.onSearch)
	s.search.Load(r.Words)
	s.status = ui.NewTermSelect(s.statuses(), d.Words.T("list.any_status"), s.onStatus)
	s.status.Load(s.query.Status)
	s.count = ui.NewCaption(d.Words.T("state.loading"))
	s.list = ui.NewColumns(rows{s}, s.columns()...)
	s.list.SetSort(s.query.Sort, s.query.Desc)
	s.list.OnSort = s.onSort
	ui.LeadInto(s.list, s.search)
	s.list.OnOpen = s.onOpen
	s.filter = ui.NewButton(d.Words.T("find.filter"), theme.QuestionIcon(), ui.Plain, s.onFilter)
	s.ExtendBaseWidget(s)
	d.Runner.Do(func() {}, func() {
		if !s.left { // a list that is only put among the places to come back to asks nothing
			s.load()
		}
	})
	return s
}

// place is how a list stands, as a route's Section keeps it: the status, the
// order, and the case that was opened, by its number in this opening of the file.
type place struct {
	query  store.CaseQuery
	chosen int64
}

func placeOf(r desk.Route) place {
	p := place{query: store.CaseQuery{Words: r.Words, Sort: "updated", Desc: true}}
	if parts := strings.Split(r.Section, ","); len(parts) == 3 {
		p.query.Status = parts[0]
		p.query.Sort, p.query.Desc = strings.CutPrefix(parts[1], "-")
		p.chosen, _ = strconv.ParseInt(parts[2], 10, 64)
	}
	return p
}

func (p place) route() desk.Route {
	order := p.query.Sort
	if p.query.Desc {
		order = "-" + order
	}
	return desk.Route{Screen: desk.ScreenCases, Words: p.query.Words, Section: fmt.Sprintf("%s,%s,%d", p.query.Status, order, p.chosen)}
}

// CreateRenderer lays out the head and the list.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	if s.d.DB.ReadOnly() {
		s.add.Disable()
	}
	head := ui.NewStack(2)
	if going := ongoing.Banner(s.d, model.ID{}); going != nil {
		head.Add(going)
	}
	for _, o := range []fyne.CanvasObject{
		ui.NewRow(0, ui.NewStack(0.2, ui.NewHeading(s.d.Words.T("nav.cases")), s.count), s.add),
		ui.NewRow(0, s.search, container.New(atLeast(200), s.status), s.filter),
	} {
		head.Add(o)
	}
	return widget.NewSimpleRenderer(ui.NewHeaded(head, s.list))
}

// atLeast gives a choice room for its words, at 100 %.
type atLeast float32

func (w atLeast) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().Max(fyne.NewSize(float32(w)*theme.TextSize()/14, 0))
}
func (atLeast) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// Changed shows the list again: any change may be of a case, of who is in it,
// or of what waits there.
func (s *Screen) Changed(store.Changes) {
	s.marked = false
	s.load()
}

// Leave has nothing to put away.
func (s *Screen) Leave() { s.left = true }

func (s *Screen) statuses() []ui.Option {
	var os []ui.Option
	for _, w := range s.d.DB.Schema().Vocabulary("case_status").Words {
		os = append(os, ui.Option{ID: w.ID, Label: s.d.Words.Word("case_status", w.ID)})
	}
	return os
}

func (s *Screen) onSearch(words string) {
	s.query.Words = words
	s.load()
}

func (s *Screen) onStatus(id string) {
	s.query.Status = id
	s.load()
}

func (s *Screen) onSort(column string, desc bool) {
	s.query.Sort, s.query.Desc = column, desc
	s.load()
}

func (s *Screen) onOpen(i int) {
	if c, ok := s.row(i); ok && !c.ID.IsZero() {
		s.d.Host.Replace(place{s.query, s.numbers[i]}.route())
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID, Section: "overview", Record: c.ID})
	}
}

// load asks the file anew, away from the window; of several questions under
// way only the newest is answered.
func (s *Screen) load() {
	s.asked++
	asked, query := s.asked, s.query
	var numbers, otherwise []int64 // those in other spellings and scripts stand behind the rest
	waiting, known := s.marks, s.marked
	var err error
	s.d.Runner.Do(func() {
		if numbers, err = s.d.DB.CaseNumbers(context.Background(), query); err == nil {
			otherwise, err = s.d.DB.CaseNumbersOtherwise(context.Background(), query, numbers)
		}
		if err == nil && !known {
			waiting, err = readMarks(s.d.DB)
		}
	}, func() {
		if asked != s.asked {
			return
		}
		s.d.Fail(err)
		chosen := int64(-1)
		if i := s.list.Selected(); i >= 0 && i < len(s.numbers) {
			chosen = s.numbers[i]
		}
		s.count.SetText(s.counted(len(numbers), len(otherwise)))
		numbers = append(numbers, otherwise...)
		s.numbers, s.pages = numbers, map[int][]store.CaseRow{}
		if had := s.marks.any(); had != waiting.any() {
			s.marks = waiting
			s.list.SetColumns(s.columns()...)
		}
		s.marks, s.marked = waiting, true
		s.list.SetEmpty(s.empty())
		s.list.Reload()
		i := slices.Index(numbers, chosen)
		if i < 0 && s.begun && len(numbers) > 0 {
			i = 0 // another list: it begins at its top
		}
		s.list.Select(i)
		if !s.begun { // a change may have come before it
			s.begun = true
			s.begin()
		}
	})
}

// counted says how many cases were found as they were typed, and how many otherwise.
func (s *Screen) counted(exact, otherwise int) string {
	count := s.d.Words.Count("case", exact)
	if otherwise > 0 {
		count = s.d.Words.T("search.list_otherwise", tr.V{"Cases": count, "Count": s.d.Words.Number(otherwise)})
	}
	return count
}

// begin gives the keyboard to the list, on the case that was open before; in
// a file without cases to what makes the first one.
func (s *Screen) begin() {
	if len(s.numbers) == 0 && s.query.Words == "" && s.query.Status == "" {
		ui.Focus(s.add)
		return
	}
	s.list.Select(slices.Index(s.numbers, s.chosen))
	ui.Focus(s.list)
}

func (s *Screen) empty() fyne.CanvasObject {
	if s.query.Words != "" || s.query.Status != "" {
		return ui.NewEmptyState(theme.SearchIcon(), s.d.Words.T("list.no_match"), s.d.Words.T("action.clear"), func() {
			s.search.Load("")
			s.status.Load("")
			s.query.Words, s.query.Status = "", ""
			s.load()
		})
	}
	return ui.NewEmptyState(theme.FolderIcon(), s.d.Words.T("list.no_cases"), s.d.Words.T("action.new_case"), s.d.NewCase)
}

// row reads a line, with the page around it when it was not read yet.
func (s *Screen) row(i int) (store.CaseRow, bool) {
	if i < 0 || i >= len(s.numbers) {
		return store.CaseRow{}, false
	}
	p := i / pageSize
	page, ok := s.pages[p]
	if !ok {
		var err error
		page, err = s.d.DB.CaseRows(context.Background(), s.numbers[p*pageSize:min((p+1)*pageSize, len(s.numbers))])
		if err != nil {
			return store.CaseRow{}, false
		}
		if len(s.pages) > 128 { // a long scroll must not fill the memory
			s.pages = map[int][]store.CaseRow{}
		}
		s.pages[p] = page
	}
	return page[i%pageSize], true
}

// rows gives the list its lines.
type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.numbers) }

func (r rows) Row(i int) []string {
	c, _ := r.s.row(i)
	persons := strings.Join(c.Persons, ", ")
	if more := c.PersonCount - len(c.Persons); more > 0 && persons != "" {
		persons = r.s.d.Words.T("list.and_more", tr.V{"Names": persons, "Count": more})
	}
	cells := []string{c.Reference, c.Title, persons, r.s.d.Words.Word("case_status", c.Status), r.s.when(c.Updated)}
	if r.s.marks.any() {
		cells = slices.Insert(cells, 1, r.s.mark(c.ID))
	}
	return cells
}

// when says a moment as a day, in the reader's language.
func (s *Screen) when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	d, err := model.ParseDate(t.Local().Format("2006-01-02"))
	if err != nil {
		return ""
	}
	return s.d.Words.Date(d)
}
