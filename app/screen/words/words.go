// Package words is where the users of a file add words to its lists and
// fields to its forms, without a programmer.
//
// At the left stand the lists of words and the kinds of record; at the right
// what the chosen one holds: what users added first, and can be changed; then
// what the program brings, to be read. A word or field of the users' own is a
// record (kind "term" or "field"), so it is undone, merged and exported like
// any other. One that stands in a record is not deleted: what was recorded
// must stay readable.
package words

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Every place of the screen, as a route's Section: a list of words or the
// fields of a kind.
const (
	ofList = "list:"
	ofKind = "kind:"
)

// Screen shows the lists and fields of a file.
type Screen struct {
	widget.BaseWidget
	d       *desk.Desk
	section string // ofList or ofKind and an id
	lines   []line
	own     map[string][]model.Record // the users' own, by section

	filter *ui.Entry
	places *ui.Sidebar
	title  *ui.Text
	hint   *ui.Text
	add    *ui.Button
	edit   *ui.Button
	remove *ui.Button
	list   *ui.Columns
}

// line is one word or field; record is zero for those of the program.
type line struct {
	cells  []string
	record model.Record
}

// New makes the screen at the route's Section, with its Record chosen.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d, section: r.Section, title: ui.NewHeading(""), hint: ui.NewCaption("")}
	s.filter = ui.NewEntry(d.Words.T("words.filter"), func(string) { s.places.SetItems(s.items()) })
	s.filter.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown {
			ui.Focus(s.places)
		}
		return ev.Name == fyne.KeyDown
	}
	s.places = ui.NewSidebar(nil, s.onPlace)
	s.add = ui.NewButton("", theme.ContentAddIcon(), ui.Primary, s.onAdd)
	s.edit = ui.NewButton(d.Words.T("action.edit"), theme.DocumentCreateIcon(), ui.Plain, s.onEdit)
	s.remove = ui.NewButton(d.Words.T("action.delete"), theme.DeleteIcon(), ui.Plain, s.onRemove)
	s.list = ui.NewColumns(rows{s})
	s.list.OnSelect = func(int) { s.allow() }
	s.list.OnOpen = func(int) { s.onEdit() }
	s.ExtendBaseWidget(s)
	s.load()
	if s.section == "" {
		s.section = s.home(r.Record)
	}
	s.show()
	d.Runner.Do(func() {}, func() { s.begin(r) })
	return s
}

// begin chooses the route's record once the list has its height, and gives
// the keyboard to what comes next: the next word, or the choice of a list.
func (s *Screen) begin(r desk.Route) {
	if i := slices.IndexFunc(s.lines, func(l line) bool { return l.record.ID == r.Record }); i >= 0 && !r.Record.IsZero() {
		s.list.Select(i)
		s.allow()
	}
	if r.Section == "" {
		ui.Focus(s.places)
	} else {
		ui.Focus(s.add)
	}
}

// home is where a record is shown, or the first list.
func (s *Screen) home(id model.ID) string {
	for section, rs := range s.own {
		if slices.ContainsFunc(rs, func(r model.Record) bool { return r.ID == id }) {
			return section
		}
	}
	return ofList + s.lists()[0]
}

// CreateRenderer lays out places and list.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	w := s.d.Words
	more := ui.NewButton(w.T("words.new_list"), theme.ContentAddIcon(), ui.Plain, s.onNewList)
	if s.d.DB.ReadOnly() {
		more.Disable()
	}
	left := ui.NewHeaded(ui.NewStack(2, ui.NewHeading(w.T("nav.words")), s.filter, more), s.places)
	head := ui.NewStack(2, s.title, s.hint, ui.NewFlow(s.add, s.edit, s.remove))
	split := container.NewHSplit(left, ui.NewHeaded(head, s.list))
	split.Offset = 0.33
	return widget.NewSimpleRenderer(split)
}

// Changed shows again what was added or changed. The window makes every
// screen anew when a word or field was; this is for what an undo brings.
func (s *Screen) Changed(c store.Changes) {
	for _, kind := range c.Records {
		if kind == "term" || kind == "field" {
			s.load()
			s.show()
			return
		}
	}
}

// Leave has nothing to put away: each dialog is one action.
func (s *Screen) Leave() {}

// load reads what users added.
func (s *Screen) load() {
	s.own = map[string][]model.Record{}
	for _, kind := range []string{"term", "field"} {
		rs, err := s.d.DB.Records(context.Background(), kind)
		s.d.Fail(err)
		for _, r := range rs {
			section := ofList + r.Text("vocabulary")
			if kind == "field" {
				section = ofKind + r.Text("kind")
			}
			s.own[section] = append(s.own[section], r)
		}
	}
	s.places.SetItems(s.items())
}

// lists gives the ids of the lists of words, by their names.
func (s *Screen) lists() []string {
	ids := s.d.DB.Schema().Vocabularies()
	slices.SortStableFunc(ids, func(a, b string) int {
		return strings.Compare(model.Fold(s.d.Words.Vocabulary(a)), model.Fold(s.d.Words.Vocabulary(b)))
	})
	return ids
}

// items are the places, as far as their names hold the words of the filter.
func (s *Screen) items() []ui.NavItem {
	words := model.Fold(strings.TrimSpace(s.filter.Text))
	var out []ui.NavItem
	group := func(key, prefix string, ids []string, name func(string) string) {
		head := len(out)
		for _, id := range ids {
			if label := name(id); strings.Contains(model.Fold(label), words) {
				it := ui.NavItem{ID: prefix + id, Label: label}
				if n := len(s.own[prefix+id]); n > 0 {
					it.Count = s.d.Words.N("words.own_count", n)
				}
				out = append(out, it)
			}
		}
		if len(out) > head {
			out = slices.Insert(out, head, ui.NavItem{Label: s.d.Words.T(key)})
		}
	}
	group("words.lists", ofList, s.lists(), s.d.Words.Vocabulary)
	group("words.fields", ofKind, s.kinds(), s.d.Words.Kind)
	if len(out) == 0 {
		out = append(out, ui.NavItem{Label: s.d.Words.T("state.nothing_found")})
	}
	return out
}

// kinds gives the kinds of record that can have fields of the users' own: not
// those that documents are composed of, whose screen would show none.
func (s *Screen) kinds() []string {
	var names []string
	for _, k := range s.d.DB.Schema().Kinds() {
		if k.Name != "term" && k.Name != "field" && !k.Composed {
			names = append(names, k.Name)
		}
	}
	return names
}

func (s *Screen) onPlace(section string) {
	s.section = section
	s.list.Select(-1)
	s.show()
}

// show fills the right side.
func (s *Screen) show() {
	s.places.SetSelected(s.section)
	w := s.d.Words
	if id, ok := strings.CutPrefix(s.section, ofKind); ok {
		s.title.SetText(w.T("words.fields_of", map[string]any{"Kind": w.Kind(id)}))
		s.hint.SetText(w.T("words.fields_why"))
		s.add.SetLabel(w.T("words.add_field"))
		s.lines = s.fields(id)
		s.list.SetColumns(
			ui.Column{ID: "label", Title: w.T("words.field"), Weight: 3, Min: 130},
			ui.Column{ID: "type", Title: w.Field("field", "type"), Weight: 2, Min: 110},
			ui.Column{ID: "list", Title: w.Field("field", "vocabulary"), Weight: 2, Min: 110},
			ui.Column{ID: "from", Title: w.T("words.from"), Weight: 1.2})
	} else {
		id := strings.TrimPrefix(s.section, ofList)
		s.title.SetText(w.Vocabulary(id))
		s.hint.SetText(w.T("words.list_why"))
		s.add.SetLabel(w.T("words.add_word"))
		s.lines = s.words(id)
		s.list.SetColumns(s.wordColumns()...)
	}
	s.list.SetEmpty(ui.NewEmptyState(theme.ListIcon(), w.T("state.empty"), "", nil))
	s.allow()
	s.Refresh()
}

// allow greys out what cannot be done with the chosen line.
func (s *Screen) allow() {
	set := func(b *ui.Button, on bool) {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	_, own := s.chosen()
	writable := !s.d.DB.ReadOnly()
	set(s.add, writable)
	set(s.edit, writable && own)
	set(s.remove, writable && own)
}

// chosen gives the chosen line when it is the users' own.
func (s *Screen) chosen() (model.Record, bool) {
	i := s.list.Selected()
	if i < 0 || i >= len(s.lines) || s.lines[i].record.ID.IsZero() {
		return model.Record{}, false
	}
	return s.lines[i].record, true
}

type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.lines) }

func (r rows) Row(i int) []string { return r.s.lines[i].cells }
