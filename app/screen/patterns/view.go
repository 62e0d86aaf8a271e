package patterns

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/exchange"
	"guvoh/app/recordform"
	"guvoh/app/sketch"
	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/pattern"
	"guvoh/model"
	"guvoh/model/store"
)

// view is one pattern: its records in time and as a table.
type view struct {
	s     *Screen
	found store.Pattern
	told  pattern.Pattern

	title, counts, remark *ui.Text
	back, save, put       *ui.Button
	sketch                *sketch.Sketch
	drawn                 *ui.Scroll
	list                  *ui.Columns
	content               fyne.CanvasObject
}

// mostDrawn is how many records are drawn: more in one drawing nobody can read.
const mostDrawn = 200

func newView(s *Screen) *view {
	w := s.d.Words
	v := &view{s: s}
	v.title, v.counts = ui.NewHeading(""), ui.NewText(w.T("state.loading"), ui.TextStyle{Color: ui.ColorSubtle})
	v.remark = ui.NewCaption("")
	v.back = ui.NewButton(w.T("pattern.back"), theme.NavigateBackIcon(), ui.Link, s.close)
	v.save = ui.NewButton(w.T("pattern.save"), theme.DownloadIcon(), ui.Plain, s.save)
	v.put = s.encloses()
	v.sketch = sketch.New(v.draw)
	v.drawn = ui.NewScroll(v.sketch)
	v.list = ui.NewColumns(lines{v}, v.columns()...)
	v.list.OnOpen = v.open
	head := ui.NewStack(1.2,
		ui.NewBeside(ui.NewRow(-1, v.back), v.put, v.save),
		ui.NewStack(0.4, v.title, v.counts),
		ui.NewBanner(ui.Warning, w.T("pattern.caution")),
		v.remark,
	)
	body := &fyne.Container{Layout: v.sketch.Above(0.46), Objects: []fyne.CanvasObject{v.list, v.drawn}}
	v.content = ui.NewHalfHeaded(head, body)
	return v
}

func (v *view) columns() []ui.Column {
	heads := pattern.RowHeads(v.s.d.Words)
	return []ui.Column{
		{ID: "case", Title: heads[0], Weight: 1, Min: 90},
		{ID: "person", Title: heads[1], Weight: 1.4, Min: 120},
		{ID: "record", Title: heads[2], Weight: 1.6, Min: 130},
		{ID: "when", Title: heads[3], Weight: 1.4, Min: 110},
		{ID: "place", Title: heads[4], Weight: 1.3, Min: 100},
		{ID: "source", Title: heads[5], Weight: 1.3, Min: 110},
	}
}

// show reads the records of a pattern away from the window, and shows them.
func (v *view) show(p store.Pattern) {
	v.found = p
	s, db, w := v.s, v.s.d.DB, v.s.d.Words
	v.title.SetText(exchange.PatternTitle(w, db, p))
	s.asked++
	asked := s.asked
	var told pattern.Pattern
	var err error
	s.d.Runner.Do(func() {
		var snap *model.Snapshot
		if snap, err = db.PatternSnapshot(context.Background(), p); err == nil {
			told, _ = pattern.Tell(w, snap, exchange.FoundPatterns([]store.Pattern{p}, s.q.alone)[0])
		}
	}, func() {
		if asked != s.asked || s.view != v {
			return
		}
		s.d.Fail(err)
		v.told = told
		v.counts.SetText(strings.Join(pattern.Counts(w, told), " "))
		v.remark.SetText(v.undrawn())
		v.sketch.Again()
		v.fit()
		v.list.Reload()
		v.list.Select(max(v.chosen(), 0))
		v.content.Refresh()
		ui.Focus(v.list)
	})
}

// fit gives the columns widths by what stands in the first records.
func (v *view) fit() {
	var first [][]string
	for i := range min(len(v.told.Rows), fitted) {
		first = append(first, lines{v}.Row(i))
	}
	v.list.Fit(first)
}

// chosen is the row of the record that somebody comes back from.
func (v *view) chosen() int {
	for i, r := range v.told.Rows {
		if r.Record == v.s.at {
			return i
		}
	}
	return -1
}

// inTime gives what is drawn.
func (v *view) inTime() pattern.Pattern {
	p := v.told
	p.Rows = p.Rows[:min(len(p.Rows), mostDrawn)]
	return p
}

func (v *view) draw(millimetres float64) []*doc.Drawing {
	t, _ := pattern.Timeline(v.s.d.Words, v.inTime(), millimetres)
	return t.Draw()
}

// undrawn says what is not on the drawing.
func (v *view) undrawn() string {
	w := v.s.d.Words
	p := v.inTime()
	_, undated := pattern.Timeline(w, p, 200)
	var all []string
	if undated == len(p.Rows) {
		return w.T("pattern.timeline.none")
	}
	if len(v.told.Rows) > mostDrawn {
		all = append(all, w.N("pattern.timeline.many", mostDrawn))
	}
	if undated > 0 {
		all = append(all, w.N("pattern.timeline.undated", undated))
	}
	return strings.Join(append([]string{w.T("pattern.timeline.caption")}, all...), " ")
}

// open goes to a record in its case; the way back leads here again.
func (v *view) open(i int) {
	r := v.told.Rows[i]
	record, there := v.s.d.Get(r.Record)
	if !there {
		return
	}
	v.s.at = r.Record
	v.s.d.Host.Replace(v.s.route())
	v.s.d.Host.Go(recordform.RouteTo(v.s.d, record, r.In))
}

// lines gives the table its rows.
type lines struct{ v *view }

func (l lines) Count() int { return len(l.v.told.Rows) }

func (l lines) Row(i int) []string {
	r, w := l.v.told.Rows[i], l.v.s.d.Words
	source := strings.Join(r.Sources, "; ")
	if !r.Sourced {
		source = w.T("pattern.without_source")
	}
	cells := []string{r.Case, r.Person, r.What, pattern.When(w, r), r.Place, source}
	for k, c := range cells {
		if c == "" {
			cells[k] = w.T("pattern.not_recorded")
		}
	}
	return cells
}
