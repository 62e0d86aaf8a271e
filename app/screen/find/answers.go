package find

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

const (
	// pageSize is how many rows are read at one go.
	pageSize = 64
	// keptPages is how many of these are remembered: a long scroll must not fill
	// the memory.
	keptPages = 64
	// rest is how long a question must stand before the file is asked.
	rest = 180 * time.Millisecond
)

// answers are the records that answer the question, as a list.
type answers struct {
	s       *Screen
	q       question.Question // as it was asked last
	numbers []int64           // the certain ones first
	perhaps map[int64]bool
	doubts  map[int64][]int // of those: the conditions that are not certain, by number
	pages   map[int][]store.AnswerRow
	asked   int   // the newest question to the file; older answers are dropped
	chosen  int64 // the answer to choose once it is there
	stop    context.CancelFunc
	wait    func()
	left    bool
	unknown bool // the question is of a newer program

	list   *ui.Columns
	count  *ui.Text
	object *fyne.Container
}

func newAnswers(s *Screen) *answers {
	a := &answers{s: s, pages: map[int][]store.AnswerRow{}, stop: func() {}, wait: func() {}}
	a.count = ui.NewCaption(s.d.Words.T("state.loading"))
	a.list = ui.NewColumns(rows{a})
	a.list.OnOpen = a.open
	a.list.OnSort = a.onSort
	a.list.OnSelect = func(int) { a.tell() }
	top := ui.NewInset(3, 1, a.count)
	a.object = container.New(layout.NewBorderLayout(top, nil, nil, nil), top, a.list)
	return a
}

// newer says that the question has parts that this program does not know.
func (a *answers) newer() {
	a.unknown = true
	a.count.SetText("")
	a.list.SetEmpty(ui.NewEmptyState(theme.WarningIcon(), a.s.d.Words.T("find.newer"), "", nil))
}

func (a *answers) leave() {
	a.left = true
	a.wait()
	a.stop()
}

// ask asks the file once the question rests; the same question is not asked twice.
func (a *answers) ask(q question.Question) {
	if a.unknown || a.left || a.asked > 0 && q.JSON() == a.q.JSON() {
		return
	}
	first := a.asked == 0
	a.q = q
	a.wait()
	if first {
		a.load()
		return
	}
	a.wait = a.s.d.Runner.After(rest, a.load)
}

// again asks the same question of a file that has changed.
func (a *answers) again() {
	if !a.unknown && !a.left {
		a.wait()
		a.load()
	}
}

// found is what the file answered.
type found struct {
	store.Answers
	doubts map[int64][]int
	err    error
}

// load asks the file, away from the window. An answer that is no longer wanted
// is given up.
func (a *answers) load() {
	a.asked++
	asked, q, db := a.asked, a.q, a.s.d.DB
	a.stop()
	ctx, stop := context.WithCancel(context.Background())
	a.stop = stop
	var f found
	a.s.d.Runner.Do(func() { f = answer(ctx, db, q) }, func() {
		if asked == a.asked && !a.left {
			a.show(q, f)
		}
		stop()
	})
}

// answer asks a question, and of each of its conditions by itself which answers
// it leaves in doubt.
func answer(ctx context.Context, db *store.DB, q question.Question) found {
	var f found
	if f.Answers, f.err = db.Answer(ctx, q, 0, 0); f.err != nil || len(f.Perhaps) == 0 {
		return f
	}
	sure := make([]int64, 0, len(f.Numbers))
	var rest []int64
	for _, n := range f.Numbers {
		if f.Perhaps[n] {
			rest = append(rest, n)
		} else {
			sure = append(sure, n)
		}
	}
	f.Numbers = append(sure, rest...)
	f.doubts = map[int64][]int{}
	for i, c := range conditions(q) {
		if !doubtful(c) {
			continue
		}
		certain, err := db.Answer(ctx, question.Question{Of: q.Of, Where: c, Sure: true}, 0, 0)
		if err != nil {
			f.err = err
			return f
		}
		is := make(map[int64]bool, len(certain.Numbers))
		for _, n := range certain.Numbers {
			is[n] = true
		}
		for _, n := range rest {
			if !is[n] {
				f.doubts[n] = append(f.doubts[n], i)
			}
		}
	}
	return f
}

// conditions are the parts of a question that are said one after the other.
func conditions(q question.Question) []question.Condition {
	switch c := q.Where.(type) {
	case nil:
		return nil
	case question.All:
		return c.Of
	case question.Any:
		return c.Of
	default:
		return []question.Condition{c}
	}
}

// doubtful tells whether a condition can leave an answer in doubt: dates can,
// and words that are found in another spelling.
func doubtful(c question.Condition) bool {
	switch c := c.(type) {
	case question.All:
		return slices.ContainsFunc(c.Of, doubtful)
	case question.Any:
		return slices.ContainsFunc(c.Of, doubtful)
	case question.Not:
		return doubtful(c.Of)
	case question.Linked:
		return c.Where != nil && doubtful(c.Where)
	case question.Text:
		return !c.Exact
	case question.When, question.During:
		return true
	}
	return false
}

func (a *answers) show(q question.Question, f found) {
	w := a.s.d.Words
	var wrong *store.ErrQuestion
	if errors.As(f.err, &wrong) {
		f = found{}
		a.count.SetText(w.T("find.cannot"))
	} else {
		a.s.d.Fail(f.err)
	}
	was := a.current()
	if was == 0 {
		was = a.chosen
	}
	a.numbers, a.perhaps, a.doubts, a.pages = f.Numbers, f.Perhaps, f.doubts, map[int][]store.AnswerRow{}
	a.list.SetColumns(a.columns()...)
	a.sorted(q)
	if wrong == nil {
		a.count.SetText(a.counted())
	}
	a.list.SetEmpty(a.empty(q))
	a.list.Reload()
	a.list.Select(slices.Index(a.numbers, was))
	a.chosen = 0
}

// counted says how many answers there are, and how many of them are uncertain.
func (a *answers) counted() string {
	w := a.s.d.Words
	text := w.Count(a.q.Of, len(a.numbers))
	if n := len(a.perhaps); n > 0 {
		text = w.T("find.count_perhaps", tr.V{"All": text, "Perhaps": w.Number(n)})
	}
	return text
}

func (a *answers) empty(q question.Question) fyne.CanvasObject {
	w := a.s.d.Words
	if q.Where == nil {
		return ui.NewEmptyState(theme.SearchIcon(), w.T("find.none_at_all"), "", nil)
	}
	return ui.NewEmptyState(theme.SearchIcon(), w.T("find.none"), "", nil)
}

// tell says under the head why the chosen answer is uncertain.
func (a *answers) tell() {
	i := a.list.Selected()
	if i < 0 || i >= len(a.numbers) {
		return
	}
	text := a.counted()
	if why := a.why(a.numbers[i]); why != "" {
		text = a.s.d.Words.T("find.why", tr.V{"Why": why})
	}
	a.count.SetText(text)
}

// why says which conditions leave an answer in doubt.
func (a *answers) why(n int64) string {
	all := conditions(a.q)
	var said []string
	for _, i := range a.doubts[n] {
		if i < len(all) {
			said = append(said, a.s.w.Clause(a.q.Of, all[i]))
		}
	}
	return strings.Join(said, "; ")
}

// current is the number of the chosen answer; zero when none is.
func (a *answers) current() int64 {
	if i := a.list.Selected(); i >= 0 && i < len(a.numbers) {
		return a.numbers[i]
	}
	return 0
}

// open goes to an answer, leaving the question as it stands to be come back to.
func (a *answers) open(i int) {
	row, ok := a.row(i)
	if !ok {
		return
	}
	r, there := a.s.d.Get(row.ID)
	if !there {
		return
	}
	in := model.ID{}
	if cases, err := recordform.CasesOf(context.Background(), a.s.d.DB, r); err == nil && len(cases) > 0 {
		in = cases[0]
	}
	a.s.d.Host.Go(recordform.RouteTo(a.s.d, r, in))
}

// onSort sorts by a column, and keeps that with the question.
func (a *answers) onSort(id string, descending bool) {
	for _, c := range a.shown() {
		if columnID(c) == id {
			c.Width = question.UsualWidth
			a.s.q.Sort = []question.Order{{Column: c, Descending: descending}}
		}
	}
	a.s.changed()
	a.wait()
	a.load()
}

func (a *answers) sorted(q question.Question) {
	if len(q.Sort) > 0 {
		a.list.SetSort(columnID(q.Sort[0].Column), q.Sort[0].Descending)
		return
	}
	a.list.SetSort(columnID(question.Column{}), false)
}

// row reads a line, with the page around it when it was not read yet.
func (a *answers) row(i int) (store.AnswerRow, bool) {
	if i < 0 || i >= len(a.numbers) {
		return store.AnswerRow{}, false
	}
	p := i / pageSize
	page, ok := a.pages[p]
	if !ok {
		var err error
		page, err = a.s.d.DB.AnswerRows(context.Background(), a.reading(), a.numbers[p*pageSize:min((p+1)*pageSize, len(a.numbers))])
		if err != nil {
			return store.AnswerRow{}, false
		}
		if len(a.pages) >= keptPages {
			clear(a.pages)
		}
		a.pages[p] = page
	}
	return page[i%pageSize], !page[i%pageSize].ID.IsZero()
}

// reading is the question with the columns that are shown.
func (a *answers) reading() question.Question {
	return question.Question{Of: a.q.Of, Columns: a.shown()}
}

// rows gives the list its lines.
type rows struct{ a *answers }

func (r rows) Count() int { return len(r.a.numbers) }

func (r rows) Row(i int) []string {
	a := r.a
	row, _ := a.row(i)
	cells := make([]string, 0, len(row.Cells)+1)
	for k, c := range a.shown() {
		if k < len(row.Cells) {
			cells = append(cells, a.cell(row, c, row.Cells[k]))
		}
	}
	if len(a.perhaps) > 0 && len(cells) > 0 {
		text := ""
		if a.perhaps[a.numbers[i]] {
			text = a.s.d.Words.T("find.perhaps")
		}
		cells = slices.Insert(cells, 1, text)
	}
	return cells
}

// cell says what a column holds, in the reader's words.
func (a *answers) cell(row store.AnswerRow, c question.Column, of store.Cell) string {
	d := a.s.d
	if c.Show == question.Count {
		return d.Words.Number(of.Count)
	}
	kind := question.Kind(a.s.w.Schema, a.q.Of, c.Path)
	var f model.Field
	if k := a.s.w.Schema.Kind(kind); k != nil {
		f, _ = k.Field(c.Field)
	}
	var said []string
	for i, id := range of.Of {
		text := ""
		switch {
		case c.Field == question.Updated:
			text = desk.Day(d.Words, of.Times[i])
		case c.Field == question.Label:
			if text = of.Labels[i]; text == "" {
				text = d.TitleOf(id)
			}
		case of.Labels[i] != "":
			text = of.Labels[i]
		default:
			text = d.ShowValue(model.Record{ID: id, Kind: kind}, f, of.Values[i])
		}
		if text != "" && !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	text := strings.Join(said, ", ")
	if of.More {
		text += " …"
	}
	return text
}
