package history

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// News is the Section of a route that shows what others' work brought to its
// Case since somebody last looked at it.
const News = "news"

// Fresh is what is new in a case.
type Fresh struct {
	widget.BaseWidget
	s    *Screen // says what a change is
	in   model.ID
	list *ui.Columns
	seen *ui.Button
	note *ui.Text
}

// NewNews makes the list of what is new in the case of a route.
func NewNews(d *desk.Desk, r desk.Route) *Fresh {
	f := &Fresh{s: &Screen{d: d}, in: r.Case}
	t := d.Words.T
	f.list = ui.NewColumns(rows{f.s},
		ui.Column{ID: "record", Title: t("history.record"), Weight: 2, Min: 130},
		ui.Column{ID: "field", Title: t("history.field"), Weight: 1.4, Min: 100},
		ui.Column{ID: "from", Title: t("history.from"), Weight: 1.8, Min: 90},
		ui.Column{ID: "to", Title: t("history.to"), Weight: 1.8, Min: 90},
		ui.Column{ID: "author", Title: t("history.who"), Weight: 1.4, Min: 110},
		ui.Column{ID: "at", Title: t("history.when"), Weight: 0.2, Min: 135})
	f.list.SetEmpty(ui.NewEmptyState(theme.ConfirmIcon(), t("news.none"), "", nil))
	f.list.OnOpen = f.jump
	f.seen = ui.NewButton(t("news.seen"), theme.ConfirmIcon(), ui.Primary, f.onSeen)
	f.note = ui.NewCaption(t("news.note"))
	f.ExtendBaseWidget(f)
	f.load()
	d.Runner.Do(func() {}, func() {
		f.list.Select(0)
		ui.Focus(f.list)
	})
	return f
}

// CreateRenderer lays out head and list.
func (f *Fresh) CreateRenderer() fyne.WidgetRenderer {
	d := f.s.d
	tools := []fyne.CanvasObject{ui.NewHeading(d.Words.T("news.title", map[string]any{"Case": d.TitleOf(f.in)}))}
	if !d.DB.ReadOnly() {
		tools = append(tools, f.seen)
	}
	return widget.NewSimpleRenderer(ui.NewHeaded(ui.NewStack(1.5, ui.NewRow(0, tools...), f.note), f.list))
}

// Changed looks again.
func (f *Fresh) Changed(store.Changes) {
	at := f.list.Selected()
	f.load()
	f.list.Select(min(at, len(f.s.lines)-1))
}

// Leave has nothing to put away. What was not said to be seen stays new: whoever
// jumps to a record, or whose window locks, finds it again.
func (f *Fresh) Leave() {}

// load reads what is new, the newest first.
func (f *Fresh) load() {
	s := f.s
	changes, err := s.d.DB.NewsOf(context.Background(), f.in)
	s.d.Fail(err)
	slices.Reverse(changes)
	s.lines = nil
	for i, c := range changes {
		if s.says(c) {
			cells := append([]string{s.named(c)}, s.values(c)...)
			s.lines = append(s.lines, line{
				key: key(c), cells: append(cells, s.who(c.By, c.Author), when(c.At)), change: &changes[i],
			})
		}
	}
	if len(s.lines) == 0 {
		f.seen.Disable()
	}
	f.list.Reload()
}

// jump goes to the record of a change.
func (f *Fresh) jump(i int) {
	d := f.s.d
	r, err := d.DB.Get(context.Background(), f.s.lines[i].change.Record)
	if err != nil {
		d.Fail(err)
		return
	}
	d.Host.Go(recordform.RouteTo(d, r, f.in))
}

// onSeen says that the case was looked at, and goes back to it.
func (f *Fresh) onSeen() {
	d := f.s.d
	if err := d.DB.Looked(context.Background(), f.in); err != nil {
		d.Fail(err)
		return
	}
	d.Host.Toast(d.Words.T("news.was_seen"), "", nil)
	d.Host.Back()
}
