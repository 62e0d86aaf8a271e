// Package caselist is the list of cases: the first thing seen in a file.
//
// It holds the numbers of the cases found and reads only the rows in view, so
// that a hundred thousand cases scroll like ten.
package caselist

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
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

	search *ui.Entry
	status *ui.TermSelect
	count  *ui.Text
	list   *ui.Columns
}

const pageSize = 64

// New makes the list; what was being searched for comes back with the route.
func New(d *desk.Desk, r desk.Route) *Screen {
	s := &Screen{d: d, query: store.CaseQuery{Words: r.Words}, pages: map[int][]store.CaseRow{}}
	s.search = ui.NewEntry(d.Words.T("list.search_cases"), s.onSearch)
	s.search.Load(r.Words)
	s.status = ui.NewTermSelect(s.statuses(), d.Words.T("list.any_status"), s.onStatus)
	s.count = ui.NewCaption("")
	s.list = ui.NewColumns(rows{s},
		ui.Column{ID: "reference", Title: d.Words.Field("case", "reference"), Weight: 1.3, Sortable: true},
		ui.Column{ID: "title", Title: d.Words.Field("case", "title"), Weight: 3, Sortable: true},
		ui.Column{ID: "persons", Title: d.Words.T("nav.people"), Weight: 2.4},
		ui.Column{ID: "status", Title: d.Words.Field("case", "status"), Weight: 1.2, Sortable: true},
		ui.Column{ID: "updated", Title: d.Words.T("list.updated"), Weight: 1.2, Sortable: true})
	s.list.SetSort("updated", true)
	s.list.OnSort = s.onSort
	s.list.OnOpen = s.onOpen
	s.ExtendBaseWidget(s)
	s.load()
	d.Runner.Do(func() {}, func() { ui.Focus(s.list) })
	return s
}

// CreateRenderer lays out the head and the list.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	title := ui.NewText(s.d.Words.T("nav.cases"), ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
	add := ui.NewButton(s.d.Words.T("action.new_case"), theme.ContentAddIcon(), ui.Primary, s.onNew)
	if s.d.DB.ReadOnly() {
		add.Disable()
	}
	head := ui.NewStack(2,
		ui.NewRow(0, title, add),
		ui.NewRow(0, s.search, s.status),
		s.count)
	return widget.NewSimpleRenderer(container.NewBorder(ui.NewInset(3, 2.5, head), nil, nil, nil, s.list))
}

// Changed shows the list again when a case, or who is in it, changed.
func (s *Screen) Changed(c store.Changes) {
	for _, kind := range c.Records {
		switch kind {
		case "case", "participant", "person", "person_name":
			s.load()
			return
		}
	}
}

// Leave has nothing to put away.
func (s *Screen) Leave() {}

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
	if c, ok := s.row(i); ok {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID, Section: "overview", Record: c.ID})
	}
}

func (s *Screen) onNew() {
	c, ok := s.d.Add("case", map[string]model.Value{
		"title": model.TextValue(s.d.Words.T("case.untitled")), "status": model.TextValue("open"),
	})
	if ok {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: c.ID, Section: "overview", Record: c.ID})
	}
}

// load asks the file anew, away from the window; of several questions under
// way only the newest is answered.
func (s *Screen) load() {
	s.asked++
	asked, query := s.asked, s.query
	var numbers []int64
	var err error
	s.d.Runner.Do(func() { numbers, err = s.d.DB.CaseNumbers(context.Background(), query) }, func() {
		if asked != s.asked {
			return
		}
		s.d.Fail(err)
		s.numbers, s.pages = numbers, map[int][]store.CaseRow{}
		s.count.SetText(s.d.Words.Count("case", len(numbers)))
		s.list.SetEmpty(s.empty())
		s.list.Reload()
	})
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
	return ui.NewEmptyState(theme.FolderIcon(), s.d.Words.T("list.no_cases"), s.d.Words.T("action.new_case"), s.onNew)
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
		if len(s.pages) > 64 { // a long scroll must not fill the memory
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
	return []string{c.Reference, c.Title, persons, r.s.d.Words.Word("case_status", c.Status), r.s.when(c.Updated)}
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
