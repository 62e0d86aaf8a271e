// Package history shows what was changed, when and by whom: in the whole
// file, in one action, or of one record with every value each field ever had.
// Any of them can be put back.
package history

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

const (
	// shown is how many actions of the file are listed; a record's own
	// history is always whole.
	shown = 2000
	// ofAction is how many records of one action are listed; an import may
	// have written a hundred thousand.
	ofAction = 500
)

// action begins the Section of a route that shows one action; its id follows.
const action = "action:"

// Screen is the history of the file, of one action or of one record.
type Screen struct {
	widget.BaseWidget
	d      *desk.Desk
	record model.ID // zero: of all
	action model.ID // zero: all
	lines  []line
	came   map[model.ID]store.Arrival // by action: how what others wrote came
	list   *ui.Columns
	back   *ui.Button
	note   *ui.Text
}

// line is one row of the list, with what it stands for.
type line struct {
	key    string // names it among the others
	cells  []string
	change *store.Change
	action *store.Action
}

// New makes the history that the route names: of its Record, of the action in
// its Section, what is new in its Case, or of the file.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	if r.Section == News {
		return NewNews(d, r)
	}
	return newScreen(d, r)
}

func newScreen(d *desk.Desk, r desk.Route) *Screen {
	s := &Screen{d: d, record: r.Record}
	if id, ok := strings.CutPrefix(r.Section, action); ok {
		s.action, _ = model.ParseID(id)
	}
	s.back = ui.NewButton(d.Words.T("history.put_back"), theme.HistoryIcon(), ui.Plain, s.onPutBack)
	s.back.Disable()
	s.note = ui.NewCaption(d.Words.T("history.times"))
	s.list = ui.NewColumns(rows{s}, s.columns()...)
	s.list.SetEmpty(ui.NewEmptyState(theme.HistoryIcon(), d.Words.T("history.empty"), "", nil))
	s.list.OnSelect = func(int) { s.allow() }
	s.list.OnOpen = s.onOpen
	s.ExtendBaseWidget(s)
	s.load()
	d.Runner.Do(func() {}, func() { // once the list has its height
		s.choose(r.Words)
		ui.Focus(s.list)
	})
	return s
}

// ofFile tells whether the actions of the whole file are listed.
func (s *Screen) ofFile() bool { return s.record.IsZero() && s.action.IsZero() }

func (s *Screen) columns() []ui.Column {
	t := s.d.Words.T
	at := ui.Column{ID: "at", Title: t("history.when"), Weight: 0.2, Min: 135}
	who := ui.Column{ID: "author", Title: t("history.who"), Weight: 1, Min: 90}
	what := ui.Column{ID: "verb", Title: t("history.what"), Weight: 1.2, Min: 100}
	values := []ui.Column{
		{ID: "field", Title: t("history.field"), Weight: 1.4, Min: 100},
		{ID: "from", Title: t("history.from"), Weight: 2, Min: 90},
		{ID: "to", Title: t("history.to"), Weight: 2, Min: 90},
	}
	switch {
	case s.ofFile():
		return []ui.Column{
			at, who, what,
			{ID: "about", Title: t("history.about"), Weight: 3, Min: 140},
			{ID: "count", Title: t("history.changes"), Weight: 0.3, Min: 90, Right: true},
		}
	case !s.action.IsZero():
		return append([]ui.Column{{ID: "record", Title: t("history.record"), Weight: 2.4, Min: 140}}, values...)
	}
	first := []ui.Column{at, who, what}
	if len(s.came) > 0 {
		first[1].Weight, first[1].Min = 1.6, 150 // how sure it is stands there, too
		first = append(first, ui.Column{ID: "came", Title: t("history.came"), Weight: 0.2, Min: 135})
	}
	return append(first, values...)
}

// CreateRenderer lays out head and list.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	heading := s.d.Words.T("nav.history")
	tools := []fyne.CanvasObject{}
	switch {
	case !s.record.IsZero():
		heading = s.d.TitleOf(s.record)
		tools = append(tools, s.back)
	case !s.action.IsZero():
		if len(s.lines) > 0 {
			c := s.lines[0].change
			heading = s.d.Verb(c.Verb)
			s.note.SetText(strings.Join([]string{when(c.At), s.who(c.By, c.Author), s.note.Text()}, " · "))
		}
		tools = append(tools, s.back)
	}
	head := ui.NewStack(1.5, ui.NewRow(0, append([]fyne.CanvasObject{ui.NewHeading(heading)}, tools...)...), s.note)
	return widget.NewSimpleRenderer(ui.NewHeaded(head, s.list))
}

// Changed lists again, the new change first; the chosen line stays chosen.
func (s *Screen) Changed(store.Changes) {
	chosen := ""
	if i := s.list.Selected(); i >= 0 && i < len(s.lines) {
		chosen = s.lines[i].key
	}
	s.load()
	s.choose(chosen)
}

// choose chooses the line of that key.
func (s *Screen) choose(key string) {
	s.list.Select(slices.IndexFunc(s.lines, func(l line) bool { return key != "" && l.key == key }))
	s.allow()
}

// Leave has nothing to put away.
func (s *Screen) Leave() {}

func (s *Screen) load() {
	var err error
	switch {
	case s.ofFile():
		s.lines, err = s.actions()
	case !s.action.IsZero():
		s.lines, err = s.changesOfAction()
	default:
		s.lines, err = s.changesOfRecord()
	}
	s.d.Fail(err)
	s.allow()
	s.list.SetColumns(s.columns()...) // what came from elsewhere has one of its own
	s.list.Reload()
}

// actions lists what was done in the file; what each was about is read when
// its line comes into view.
func (s *Screen) actions() ([]line, error) {
	actions, err := s.d.DB.Actions(context.Background(), shown)
	lines := make([]line, len(actions))
	for i := range actions {
		lines[i] = line{key: actions[i].ID.String(), action: &actions[i]}
	}
	return lines, err
}

// changesOfAction lists what one action wrote, in the order it did.
func (s *Screen) changesOfAction() ([]line, error) {
	ids, err := s.d.DB.ActionRecords(context.Background(), s.action)
	if err != nil {
		return nil, err
	}
	if len(ids) > ofAction {
		ids = ids[:ofAction]
		s.note.SetText(s.d.Words.T("history.first", map[string]any{"Count": s.d.Words.Number(ofAction)}))
	}
	changes, err := s.d.DB.History(context.Background(), "", ids...)
	var lines []line
	for i, c := range changes {
		if c.Action == s.action && s.says(c) {
			lines = append(lines, line{key: key(c), cells: append([]string{s.named(c)}, s.values(c)...), change: &changes[i]})
		}
	}
	return lines, err
}

// changesOfRecord lists the changes of the record and of the rows it owns,
// newest first.
func (s *Screen) changesOfRecord() ([]line, error) {
	ids := s.ids()
	if err := s.arrivals(ids); err != nil {
		return nil, err
	}
	changes, err := s.d.DB.History(context.Background(), "", ids...)
	slices.Reverse(changes)
	var lines []line
	for i, c := range changes {
		if s.says(c) {
			cells := []string{when(c.At), s.who(c.By, c.Author), s.d.Verb(c.Verb)}
			if len(s.came) > 0 {
				cells = append(cells, s.cameHere(c))
			}
			lines = append(lines, line{key: key(c), cells: append(cells, s.values(c)...), change: &changes[i]})
		}
	}
	return lines, err
}

// ids are the record and the rows it owns.
func (s *Screen) ids() []model.ID {
	ids := []model.ID{s.record}
	r, err := s.d.DB.Get(context.Background(), s.record)
	if err != nil {
		return ids
	}
	for _, k := range s.d.DB.Schema().Children(r.Kind) {
		for _, row := range s.d.Rows(k.Name, s.record) {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

func key(c store.Change) string {
	return strings.Join([]string{c.Action.String(), c.Record.String(), c.Field}, " ")
}

// says tells whether a change says something to a reader: not where a row
// stands among its like, nor whose row it is.
func (s *Screen) says(c store.Change) bool {
	k := s.d.DB.Schema().Kind(c.Kind)
	return c.Field != "position" && (k == nil || k.Parent == "" || c.Field != k.Parent)
}

// named names the record of a change; one that has no words goes by its kind.
func (s *Screen) named(c store.Change) string {
	if title := s.d.TitleOf(c.Record); title != "" {
		return title
	}
	return s.d.Words.Kind(c.Kind)
}

// values gives the field of a change, what it held and what it holds since.
func (s *Screen) values(c store.Change) []string {
	w := s.d.Words
	k := s.d.DB.Schema().Kind(c.Kind)
	switch {
	case c.Field == "":
		return []string{w.Kind(c.Kind), "", w.T("history.made")}
	case c.Field == journal.Liveness:
		return []string{w.Kind(c.Kind), "", w.T("history.deleted." + string(c.To))}
	case ordered(c):
		return s.order(c)
	case k == nil:
		return []string{c.Field, "", ""}
	}
	f, _ := k.Field(c.Field)
	name := w.Field(c.Kind, c.Field)
	if !s.record.IsZero() && c.Record != s.record {
		name = w.T("history.of_row", map[string]any{"Kind": w.Kind(c.Kind), "Field": name})
	}
	r, err := s.d.DB.Get(context.Background(), c.Record)
	if err != nil {
		r = model.Record{ID: c.Record, Kind: c.Kind}
	}
	return []string{name, s.value(r, f, c.From, c.FromGone), s.value(r, f, c.To, c.ToGone)}
}

func when(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// about says what an action was about: its first record, and how many others.
func (s *Screen) about(a *store.Action) string {
	ids, err := s.d.DB.ActionRecords(context.Background(), a.ID)
	if err != nil || len(ids) == 0 {
		return ""
	}
	title := s.d.TitleOf(ids[0])
	if more := len(ids) - 1; more > 0 {
		return s.d.Words.T("history.and_more", map[string]any{"What": title, "Count": s.d.Words.Number(more)})
	}
	return title
}

// allow offers to put a value back where there is one to be put back.
func (s *Screen) allow() {
	i := s.list.Selected()
	if i >= 0 && i < len(s.lines) && !s.d.DB.ReadOnly() {
		if c := s.lines[i].change; c != nil && c.Field != "" && c.Field != journal.Liveness && !ordered(*c) && !c.FromGone {
			s.back.Enable()
			return
		}
	}
	s.back.Disable()
}

// onOpen goes from an action to what it wrote, and from there to the record.
func (s *Screen) onOpen(i int) {
	l := s.lines[i]
	next := desk.Route{Screen: desk.ScreenHistory}
	here := desk.Route{Screen: desk.ScreenHistory, Words: l.key}
	switch {
	case l.action != nil:
		next.Section = action + l.action.ID.String()
	case !s.action.IsZero():
		next.Record, here.Section = l.change.Record, action+s.action.String()
	default:
		return
	}
	s.d.Host.Replace(here)
	s.d.Host.Go(next)
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

func (r rows) Row(i int) []string {
	l := &r.s.lines[i]
	if l.cells == nil && l.action != nil {
		a := l.action
		l.cells = []string{when(a.At), r.s.who(a.By, a.Author), r.s.d.Verb(a.Verb), r.s.about(a), r.s.d.Words.Number(a.Entries)}
	}
	return l.cells
}
