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
	// patience is how long the first page may keep others from the file.
	patience = 150 * time.Millisecond
	// rest is how long a question must stand before the file is asked.
	rest = 180 * time.Millisecond
)

// answers are the records that answer the question, as a list.
type answers struct {
	s       *Screen
	q       question.Question // as it was asked last
	numbers []int64           // the certain ones first
	perhaps map[int64]bool
	more    bool             // there are more, which are still looked for
	doubts  map[int64]string // why some of those are uncertain
	pages   map[int][]store.AnswerRow
	coming  map[int]bool // pages that were asked for
	edition int          // of numbers; what was asked for an older one is dropped
	shown   string       // the question that these answer
	asked   int          // the newest question to the file; older answers are dropped
	chosen  int64        // the answer to choose once it is there
	stop    context.CancelFunc
	wait    func()
	left    bool
	unknown bool // the question is of a newer program

	list   *ui.Columns
	count  *ui.Text
	object *fyne.Container
}

func newAnswers(s *Screen) *answers {
	a := &answers{s: s, pages: map[int][]store.AnswerRow{}, coming: map[int]bool{}, stop: func() {}, wait: func() {}}
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

// load asks the file, away from the window: for the certain answers of one page
// first, which are soon there, and then for all. What is no longer wanted is given
// up. An order that somebody chose needs all answers before the first is known.
func (a *answers) load() {
	a.asked++
	a.stop()
	ctx, stop := context.WithCancel(context.Background())
	a.stop = stop
	if a.shown != a.q.JSON() {
		a.count.SetText(a.s.d.Words.T("state.loading"))
	}
	if len(a.q.Sort) > 0 || a.shown == a.q.JSON() {
		a.loadAll(ctx, stop)
		return
	}
	asked, q, db := a.asked, a.q, a.s.d.DB
	var first store.Answers
	var err error
	a.s.d.Runner.Do(func() {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		q := q
		q.Sure = true
		first, err = db.Answer(ctx, q, 0, pageSize)
	}, func() {
		if asked != a.asked || a.left {
			stop()
			return
		}
		if err == nil && first.More {
			a.show(q, first, nil)
		}
		a.loadAll(ctx, stop)
	})
}

// loadAll asks for all answers.
func (a *answers) loadAll(ctx context.Context, stop func()) {
	asked, q, db := a.asked, a.q, a.s.d.DB
	var all store.Answers
	var err error
	a.s.d.Runner.Do(func() {
		all, err = db.Answer(ctx, q, 0, 0)
		all.Numbers = certainFirst(all)
	}, func() {
		if asked == a.asked && !a.left {
			a.show(q, all, err)
		}
		stop()
	})
}

func certainFirst(all store.Answers) []int64 {
	if len(all.Perhaps) == 0 {
		return all.Numbers
	}
	out := make([]int64, 0, len(all.Numbers))
	var rest []int64
	for _, n := range all.Numbers {
		if all.Perhaps[n] {
			rest = append(rest, n)
		} else {
			out = append(out, n)
		}
	}
	return append(out, rest...)
}

// show lists answers: all of them, or the first while the rest is looked for.
func (a *answers) show(q question.Question, f store.Answers, err error) {
	w := a.s.d.Words
	var wrong *store.ErrQuestion
	if errors.As(err, &wrong) {
		f = store.Answers{}
		a.count.SetText(w.T("find.cannot"))
	} else {
		a.s.d.Fail(err)
	}
	was := a.current()
	if was == 0 {
		was = a.chosen
	}
	if text := q.JSON(); text != a.shown {
		a.shown = text
	}
	a.numbers, a.perhaps, a.more = f.Numbers, f.Perhaps, f.More
	a.doubts, a.pages, a.coming = map[int64]string{}, map[int][]store.AnswerRow{}, map[int]bool{}
	a.edition++
	a.list.SetColumns(a.columns()...)
	a.sorted(q)
	if wrong == nil {
		a.count.SetText(a.counted())
	}
	a.list.SetEmpty(a.empty(q))
	if len(a.numbers) > 0 {
		a.fetch(0)
	}
	a.list.Reload()
	a.list.Select(slices.Index(a.numbers, was))
	if !a.more {
		a.chosen = 0
	} else if was != 0 {
		a.chosen = was // it may stand among those that are still to come
	}
}

// counted says how many answers there are, and how many of them are uncertain.
func (a *answers) counted() string {
	w := a.s.d.Words
	text := w.Count(a.q.Of, len(a.numbers))
	if a.more {
		return w.T("find.counting", tr.V{"Some": text})
	}
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

// tell says above the list why the chosen answer is uncertain.
func (a *answers) tell() {
	n := a.current()
	if n == 0 {
		return
	}
	a.count.SetText(a.counted())
	if !a.perhaps[n] {
		return
	}
	if why, known := a.doubts[n]; known {
		a.because(why)
		return
	}
	edition, q, db := a.edition, a.q, a.s.d.DB
	var doubts []int
	var err error
	a.s.d.Runner.Do(func() { doubts, err = db.Doubts(context.Background(), q, n) }, func() {
		if edition != a.edition || a.left || err != nil {
			return
		}
		a.doubts[n] = a.said(q, doubts)
		if a.current() == n {
			a.because(a.doubts[n])
		}
	})
}

func (a *answers) because(why string) {
	if why != "" {
		a.count.SetText(a.s.d.Words.T("find.why", tr.V{"Why": why}))
	}
}

// said says the parts of a question that leave an answer in doubt.
func (a *answers) said(q question.Question, doubts []int) string {
	parts := q.Parts()
	var said []string
	for _, i := range doubts {
		said = append(said, a.s.w.Clause(q.Of, parts[i]))
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
	if i < 0 || i >= len(a.numbers) {
		return
	}
	row, ok := a.row(i)
	if !ok { // its page is still on its way
		one, err := a.s.d.DB.AnswerRows(context.Background(), question.Question{Of: a.q.Of}, a.numbers[i:i+1])
		if err != nil || one[0].ID.IsZero() {
			a.s.d.Fail(err)
			return
		}
		row = one[0]
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
	for _, c := range a.listed() {
		if columnID(c) == id {
			a.s.q.Sort = a.sorting(c, descending)
		}
	}
	a.s.changed()
	a.wait()
	a.load()
}

// sorted shows by which column the answers stand in order, if by any.
func (a *answers) sorted(q question.Question) {
	by := q.Sort
	if len(by) == 0 {
		if by = a.sorting(question.Column{}, false); len(by) != 1 {
			a.list.SetSort("", false)
			return
		}
	}
	down := by[0].Descending
	for _, c := range append(a.listed(), by[0].Column) {
		if (question.Question{Sort: a.sorting(c, down)}).JSON() == (question.Question{Sort: by}).JSON() {
			a.list.SetSort(columnID(c), down)
			return
		}
	}
	a.list.SetSort("", false)
}

// row gives a line. Its page, when it was not read yet, is asked for away from the
// window, and the list shows it when it is there.
func (a *answers) row(i int) (store.AnswerRow, bool) {
	p := i / pageSize
	if a.pages[p] == nil && !a.coming[p] {
		a.fetch(p)
	}
	page := a.pages[p]
	if page == nil {
		return store.AnswerRow{}, false
	}
	return page[i%pageSize], !page[i%pageSize].ID.IsZero()
}

// fetch reads a page of lines.
func (a *answers) fetch(p int) {
	edition, db, q := a.edition, a.s.d.DB, a.reading()
	numbers := a.numbers[p*pageSize : min((p+1)*pageSize, len(a.numbers))]
	var page []store.AnswerRow
	var err error
	a.coming[p] = true
	asking := true
	a.s.d.Runner.Do(func() { page, err = db.AnswerRows(context.Background(), q, numbers) }, func() {
		if edition != a.edition || a.left {
			return
		}
		if err != nil { // it is asked for again when the line is next in view
			delete(a.coming, p)
			a.s.d.Fail(err)
			return
		}
		if len(a.pages) >= keptPages {
			clear(a.pages)
			clear(a.coming)
		}
		a.pages[p] = page
		if p == 0 {
			a.fit()
		}
		if !asking {
			a.list.Refresh()
		}
	})
	asking = false
}

// fit gives the columns widths by what stands in the first answers.
func (a *answers) fit() {
	var first [][]string
	for i := range a.pages[0] {
		first = append(first, rows{a}.Row(i))
	}
	a.list.Fit(first)
}

// reading is the question with the columns that are shown.
func (a *answers) reading() question.Question {
	return question.Question{Of: a.q.Of, Columns: a.listed()}
}

// rows gives the list its lines.
type rows struct{ a *answers }

func (r rows) Count() int { return len(r.a.numbers) }

func (r rows) Row(i int) []string {
	a := r.a
	row, there := a.row(i)
	if !there {
		return []string{"…"}
	}
	cells := make([]string, 0, len(row.Cells)+1)
	for k, c := range a.listed() {
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
