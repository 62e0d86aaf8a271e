// Package history shows what was changed, when and by whom: of the whole
// file, or of one record with every value each field ever had, any of which
// can be put back.
package history

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// shown is how many actions of the file are listed; a record's own history is
// always whole.
const shown = 2000

// Screen is the history of the file or of one record.
type Screen struct {
	widget.BaseWidget
	d      *desk.Desk
	record model.ID // zero: the whole file
	lines  []line
	list   *ui.Columns
	back   *ui.Button
}

// line is one row of the list, with the change it stands for, if any.
type line struct {
	cells  []string
	change *store.Change
	action *store.Action
}

// New makes the history of the route's record, or of the file.
func New(d *desk.Desk, r desk.Route) *Screen {
	s := &Screen{d: d, record: r.Record}
	s.back = ui.NewButton(d.Words.T("history.put_back"), theme.HistoryIcon(), ui.Plain, s.onPutBack)
	s.back.Disable()
	s.list = ui.NewColumns(rows{s}, s.columns()...)
	s.list.SetEmpty(ui.NewEmptyState(theme.HistoryIcon(), d.Words.T("history.empty"), "", nil))
	s.list.OnSelect = s.onSelect
	s.list.OnOpen = s.onOpen
	s.ExtendBaseWidget(s)
	s.load()
	d.Runner.Do(func() {}, func() { ui.Focus(s.list) })
	return s
}

func (s *Screen) columns() []ui.Column {
	t := s.d.Words.T
	cols := []ui.Column{
		{ID: "at", Title: t("history.when"), Weight: 1.4},
		{ID: "author", Title: t("history.who"), Weight: 1.2},
		{ID: "verb", Title: t("history.what"), Weight: 1.2},
	}
	if s.record.IsZero() {
		return append(cols, ui.Column{ID: "count", Title: t("history.changes"), Weight: 0.8, Right: true})
	}
	return append(cols, ui.Column{ID: "field", Title: t("history.field"), Weight: 1.4},
		ui.Column{ID: "from", Title: t("history.from"), Weight: 2}, ui.Column{ID: "to", Title: t("history.to"), Weight: 2})
}

// CreateRenderer lays out head and list.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	heading := s.d.Words.T("nav.history")
	tools := ui.NewToolbar()
	if !s.record.IsZero() {
		heading = s.d.TitleOf(s.record)
		tools = ui.NewToolbar(s.back)
	}
	title := ui.NewText(heading, ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
	head := ui.NewStack(1.5, ui.NewRow(0, title, tools), ui.NewCaption(s.d.Words.T("history.times")))
	return widget.NewSimpleRenderer(container.NewBorder(ui.NewInset(3, 2.5, head), nil, nil, nil, s.list))
}

// Changed lists again, the new change first.
func (s *Screen) Changed(store.Changes) { s.load() }

// Leave has nothing to put away.
func (s *Screen) Leave() {}

func (s *Screen) load() {
	var lines []line
	var err error
	if s.record.IsZero() {
		lines, err = s.ofFile()
	} else {
		lines, err = s.ofRecord()
	}
	s.d.Fail(err)
	s.lines = lines
	s.back.Disable()
	s.list.Reload()
}

func (s *Screen) ofFile() ([]line, error) {
	actions, err := s.d.DB.Actions(context.Background(), shown)
	lines := make([]line, len(actions))
	for i, a := range actions {
		lines[i] = line{
			cells:  []string{s.when(a.At), a.Author, s.d.Words.T("verb." + a.Verb), s.d.Words.Number(a.Entries)},
			action: &actions[i],
		}
	}
	return lines, err
}

// ofRecord lists the changes of the record and of the rows it owns, newest first.
func (s *Screen) ofRecord() ([]line, error) {
	r, err := s.d.DB.Get(context.Background(), s.record)
	if err != nil {
		return nil, err
	}
	ids := []model.ID{s.record}
	for _, k := range s.d.DB.Schema().Children(r.Kind) {
		for _, row := range s.d.Rows(k.Name, s.record) {
			ids = append(ids, row.ID)
		}
	}
	changes, err := s.d.DB.History(context.Background(), "", ids...)
	slices.Reverse(changes)
	var lines []line
	for i, c := range changes {
		if c.Field == "position" {
			continue // where a row stands among its like says nothing to a reader
		}
		lines = append(lines, line{cells: s.cells(c), change: &changes[i]})
	}
	return lines, err
}

func (s *Screen) cells(c store.Change) []string {
	field, from, to := "", "", ""
	switch k := s.d.DB.Schema().Kind(c.Kind); {
	case c.Field == "":
		field = s.d.Words.Kind(c.Kind)
	case c.Field == journal.Liveness:
		field = s.d.Words.Kind(c.Kind)
		to = s.d.Words.T("history.deleted." + string(c.To))
	case k != nil:
		f, _ := k.Field(c.Field)
		field, from, to = s.d.Words.Field(c.Kind, c.Field), s.d.ShowValue(f, c.From), s.d.ShowValue(f, c.To)
	}
	return []string{s.when(c.At), c.Author, s.d.Words.T("verb." + c.Verb), field, from, to}
}

func (s *Screen) when(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

func (s *Screen) onSelect(i int) {
	s.back.Disable()
	if c := s.lines[i].change; c != nil && c.Field != "" && c.Field != journal.Liveness && !s.d.DB.ReadOnly() {
		s.back.Enable()
	}
}

// onOpen goes to the record that an action changed, when it changed only one.
func (s *Screen) onOpen(i int) {
	a := s.lines[i].action
	if a == nil {
		return
	}
	ids, err := s.d.DB.ActionRecords(context.Background(), a.ID)
	s.d.Fail(err)
	if len(ids) > 0 {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenHistory, Record: ids[0]})
	}
}

// onPutBack writes the value that the chosen change replaced.
func (s *Screen) onPutBack() {
	i := s.list.Selected()
	if i < 0 || i >= len(s.lines) || s.lines[i].change == nil {
		return
	}
	c := s.lines[i].change
	if s.d.Set(c.Record, c.Field, c.From) {
		s.d.Host.Toast(s.d.Words.T("history.was_put_back"), s.d.Words.T("action.undo"), s.d.Undo)
	}
}

type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.lines) }

func (r rows) Row(i int) []string { return r.s.lines[i].cells }
