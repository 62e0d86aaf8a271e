package casefile

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// records is the list of a section: what is in it, what a filter leaves, and
// the line in words of each.
type records struct {
	s      *Screen
	all    []model.Record
	kept   []model.Record // those that match the filter
	said   map[model.ID]said
	filter *ui.Entry
	head   *fyne.Container
	rows   *rows
	column *fyne.Container
	above  Above         // stands over the list; nil in most sections
	adder  *ui.RefPicker // of persons; nil in other sections
	moves  []*ui.Button  // up and down; none where the order is not ours
	last   int           // where the selection was, for when its record goes
}

// said is what the list says of a record.
type said struct {
	title, detail, badge string
	tone                 ui.Tone
}

func newRecords(s *Screen) *records {
	l := &records{s: s, said: map[model.ID]said{}, head: ui.NewStack(1.6)}
	l.filter = ui.NewEntry(s.d.Words.T("action.filter"), func(string) { l.sift(); l.rows.show(l.index(s.open)) })
	l.rows = newRows(l)
	l.column = framed(newColumn(ui.NewInset(3, 3, l.head), l.rows))
	return l
}

// load reads the section and starts without a filter.
func (l *records) load() {
	l.filter.Load("")
	l.last = 0
	l.makeHead()
	l.read()
	l.column.Refresh()
}

// read reads the section's records again.
func (l *records) read() {
	clear(l.said)
	l.all = l.s.recordsOf(l.s.section)
	l.offerFilter()
	l.sift()
}

func (l *records) sift() {
	query := strings.Fields(model.Fold(l.filter.Text))
	l.kept = l.all
	if len(query) > 0 {
		l.kept = nil
		for _, r := range l.all {
			text := model.Fold(l.line(r).title + " " + l.line(r).detail)
			if !slices.ContainsFunc(query, func(w string) bool { return !strings.Contains(text, w) }) {
				l.kept = append(l.kept, r)
			}
		}
	}
	l.rows.Refresh()
	l.offerMoves()
}

func (l *records) filtering() bool { return l.filter.Text != "" }

// changed reads the list again when an action may have changed it, and tells
// whether it may have.
func (l *records) changed(c store.Changes) bool {
	if l.s.section.whole {
		return false
	}
	again := l.s.touches(c, l.s.section)
	if again {
		l.read()
	} else {
		clear(l.said) // a name that a line says may be another
		l.rows.Refresh()
	}
	l.rows.show(l.index(l.s.open))
	if len(l.all) == 0 && l.s.pane == nil {
		l.s.arrange()
	}
	return again
}

// again says anew what the lines say.
func (l *records) again() {
	clear(l.said)
	l.rows.Refresh()
}

func (l *records) index(id model.ID) int {
	if id.IsZero() {
		return -1
	}
	return slices.IndexFunc(l.kept, func(r model.Record) bool { return shown(r) == id })
}

func (l *records) has(id model.ID) bool {
	return slices.ContainsFunc(l.all, func(r model.Record) bool { return shown(r) == id })
}

func (l *records) first() model.ID {
	if len(l.kept) == 0 {
		return model.ID{}
	}
	return shown(l.kept[0])
}

// nearest gives the record that stands where the selected one stood.
func (l *records) nearest() model.ID {
	if len(l.kept) == 0 {
		return model.ID{}
	}
	return shown(l.kept[min(max(l.last, 0), len(l.kept)-1)])
}

func (l *records) selectRecord(id model.ID) {
	i := l.index(id)
	if i >= 0 {
		l.last = i
	}
	l.rows.show(i)
	l.offerMoves()
}

// line says a record in words, and remembers them.
func (l *records) line(r model.Record) said {
	if s, ok := l.said[r.ID]; ok {
		return s
	}
	d := l.s.d
	var s said
	about := r
	if r.Kind == "participant" {
		about, _ = d.Get(r.Ref("person"))
		s.title = d.Title(about)
		s.detail = join(d.Show(r, "role"), recordform.Detail(d, about, s.title))
	} else {
		s.title = d.Title(r)
		when := d.Words.Date(r.When())
		s.detail = recordform.Detail(d, r, s.title+" "+when)
		if !strings.Contains(s.title, when) {
			s.detail = join(when, s.detail)
		}
	}
	switch {
	case l.s.strip.contested[about.ID] || l.s.strip.contested[r.ID]:
		s.badge, s.tone = d.Words.T("casefile.contested"), ui.Warning
	case recordform.Incomplete(d, r):
		s.badge, s.tone = d.Words.T("casefile.incomplete"), ui.Warning
	case recordform.Unsourced(d, about):
		s.badge, s.tone = d.Words.T("state.without_source"), ui.Neutral
	}
	l.said[r.ID] = s
	return s
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// makeHead makes the top of the list: its name, what can be done, the filter.
func (l *records) makeHead() {
	w, sec := l.s.d.Words, l.s.section
	title := ui.NewText(sec.name(w), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Single: true})
	first, second := []fyne.CanvasObject{title}, []fyne.CanvasObject{l.filter}
	people := sec.kind == "participant"
	if !l.s.d.DB.ReadOnly() {
		tools := l.tools()
		if people {
			first = append(first, tools...)
		} else {
			first = append(first, ui.NewButton(w.T("action.new"), theme.ContentAddIcon(), ui.Plain, l.add))
			second = append(second, tools...)
		}
	}
	l.head.Objects = []fyne.CanvasObject{ui.NewRow(0, first...)}
	if people && !l.s.d.DB.ReadOnly() {
		l.head.Objects = append(l.head.Objects, l.s.personAdder())
	}
	l.head.Objects = append(l.head.Objects, ui.NewRow(0, second...))
	l.head.Objects = append(l.head.Objects, l.s.leadOn(sec.kind)...)
	l.above = nil
	if make := l.s.aboves[sec.id]; make != nil {
		l.above = make(l.s.d, l.s.id, l.column.Refresh)
		l.head.Objects = append(l.head.Objects, l.above)
	}
	if b, ok := l.s.begins[sec.kind]; ok && !l.s.d.DB.ReadOnly() {
		l.head.Objects = append(l.head.Objects, ui.NewButton(w.T(b.key), theme.MediaPlayIcon(), ui.Plain, func() { b.do(l.s.d, l.s.id) }))
	}
}

// tools are the buttons for what is done to the records listed.
func (l *records) tools() []fyne.CanvasObject {
	w := l.s.d.Words
	var out []fyne.CanvasObject
	l.moves = nil
	if l.ordered() {
		l.moves = []*ui.Button{
			ui.NewIconButton(theme.MoveUpIcon(), w.T("action.move_up"), func() { l.move(-1) }),
			ui.NewIconButton(theme.MoveDownIcon(), w.T("action.move_down"), func() { l.move(1) }),
		}
		out = append(out, l.moves[0], l.moves[1])
	}
	if l.linkable() {
		out = append(out, ui.NewIconButton(theme.MailAttachmentIcon(), w.T("casefile.link"), l.link))
	}
	return out
}

// fewest is how many records a section must have for a filter to be of use.
const fewest = 8

// offerFilter shows the filter where there is much to look through.
func (l *records) offerFilter() {
	want := len(l.all) >= fewest || l.filtering()
	if want == l.filter.Visible() {
		return
	}
	if want {
		l.filter.Show()
	} else {
		l.filter.Hide()
	}
	l.column.Refresh()
}

func (l *records) ordered() bool {
	k := l.s.d.DB.Schema().Kind(l.s.section.kind)
	return k != nil && k.Ordered()
}

// linkable tells whether records of the kind can belong to several cases.
func (l *records) linkable() bool {
	k := l.s.d.DB.Schema().Kind(l.s.section.kind)
	_, ok := k.Field("cases")
	return ok || l.s.section.kind == "participant"
}

// add makes a new record of the section and opens it.
func (l *records) add() {
	kind := l.s.section.kind
	if add := l.s.adds[kind]; add != nil {
		add(l.s.d, l.s.id)
		return
	}
	if kind == "participant" {
		l.s.focusAdder()
		return
	}
	k := l.s.d.DB.Schema().Kind(kind)
	values := map[string]model.Value{}
	if _, ok := k.Field("cases"); ok {
		values["cases"] = model.RefsValue(l.s.id)
	}
	if k.Ordered() {
		values["position"] = desk.Last(l.all)
	}
	if kind == "relationship" {
		p := l.s.d.OfCase("participant", l.s.id)
		if len(p) == 0 {
			l.s.d.Host.Toast(l.s.d.Words.T("casefile.people_first"), "", nil)
			return
		}
		values["person"] = p[0].Get("person") // without a person of the case it would be of no case
	}
	r, ok := l.s.d.Add(kind, values)
	if !ok {
		return
	}
	l.filter.Load("")
	l.read()
	l.s.openRecord(r.ID)
	if f, ok := l.s.pane.(interface{ Focus() }); ok {
		f.Focus()
	}
}

// movable tells whether the selected record can go so many places down.
func (l *records) movable(by int) bool {
	i := l.index(l.s.open)
	to := i + by
	return i >= 0 && to >= 0 && to < len(l.kept) && l.ordered() && !l.filtering() && !l.s.d.DB.ReadOnly()
}

// offerMoves greys out the ways on which the selected record cannot go. The
// keyboard does not stay on such a button: Tab would not find on from there.
func (l *records) offerMoves() {
	for i, b := range l.moves {
		if l.movable(2*i - 1) {
			b.Enable()
			continue
		}
		if b.Focused() {
			l.s.d.Host.Window().Canvas().Focus(l.rows)
		}
		b.Disable()
	}
}

// move puts the selected record one place up or down.
func (l *records) move(by int) {
	if !l.movable(by) {
		return
	}
	i := l.index(l.s.open)
	to := i + by
	others := slices.Delete(slices.Clone(l.kept), i, i+1)
	id := l.kept[i].ID
	l.s.d.Do("move", func(tx *store.Tx) error { return recordform.Place(tx, id, others, to) })
}

// remove deletes the selected record; a person is only taken out of the case.
func (l *records) remove() {
	if i := l.index(l.s.open); i >= 0 && !l.s.d.DB.ReadOnly() {
		l.last = i
		l.s.d.Delete(l.kept[i])
	}
}

// link offers records of other cases for this one, any number at once.
func (l *records) link() {
	d := l.s.d
	kind := l.s.section.kind
	if kind == "participant" {
		kind = "person"
	}
	chosen := newChooser(l.s, kind)
	var dialog *ui.Dialog
	ok := func() bool { return l.join(chosen.ids) }
	dialog = ui.Form(d.Host.Window().Canvas(), d.Words.T("casefile.link_title", tr.V{"What": d.Words.Kinds(kind)}),
		chosen.object, chosen.focus, d.Words.T("action.link"), ok)
	chosen.grew = dialog.Refresh
}

// join makes records belong to this case too, in one action.
func (l *records) join(ids []model.ID) bool {
	if len(ids) == 0 {
		return true
	}
	return l.s.d.Do("link", func(tx *store.Tx) error {
		rows := slices.Clone(l.all)
		for _, id := range ids {
			if l.s.section.kind == "participant" {
				p := participant(l.s.id, id, rows)
				rows = append(rows, p)
				if err := tx.Put(p); err != nil {
					return err
				}
				continue
			}
			r, err := tx.Get(id)
			if err != nil {
				return err
			}
			if cases := r.Refs("cases"); !slices.Contains(cases, l.s.id) {
				if err := tx.Set(id, "cases", model.RefsValue(append(cases, l.s.id)...)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
