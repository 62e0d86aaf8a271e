// Package records shows the persons, organisations and places of the whole
// file, whichever cases they belong to: the list at the left, the chosen
// record's form at the right.
//
// It holds the ids of what was found and reads only the rows in view. A record
// that is chosen is shown once the choice rests, so that running through the
// list with the arrow keys stays fluid.
package records

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/alike"
	"guvoh/app/desk"
	"guvoh/app/judgement"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

const (
	// limit is more than any file holds of one kind; it keeps a broken one
	// from filling the memory.
	limit = 200_000
	// rest is how long a choice must stand before its form is made.
	rest = 120 * time.Millisecond
	// kept is how many rows are remembered, so that a long scroll cannot fill
	// the memory.
	kept = 2000
)

// Screen is the list of one kind of record and the form of the chosen one.
type Screen struct {
	widget.BaseWidget
	d     *desk.Desk
	kind  string
	words string
	shown model.ID // the record whose form is shown
	hits  []store.Hit
	cells map[model.ID][]string // rows read so far
	asked int                   // the newest question to the file; older answers are dropped
	wait  func()                // cancels the form that was to be shown

	add    *ui.Button
	search *ui.Entry
	count  *ui.Text
	list   *ui.Columns
	right  *fyne.Container
	form   *recordform.Form // nil while none is chosen
	twice  *judgement.Lines // whether another record is of the same person
	about  *about           // where the record stands, above its form
	began  func()           // gives the keyboard to its place, once there is a list; nil after
}

// New makes the list of the route's kind (its Section) with its Record open.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d, kind: r.Section, words: r.Words, cells: map[model.ID][]string{}}
	s.search = ui.NewEntry(d.Words.T("records.search"), s.onSearch)
	s.search.Load(r.Words)
	s.count = ui.NewCaption(d.Words.T("state.loading"))
	s.list = ui.NewColumns(rows{s},
		ui.Column{ID: "title", Title: d.Words.Kind(s.kind), Weight: 3, Min: 150},
		ui.Column{ID: "detail", Title: d.Words.T(detailTitle(s.kind)), Weight: 3, Min: 130})
	s.add = ui.NewButton(d.Words.T("action.add"), theme.ContentAddIcon(), ui.Primary, s.onAdd)
	if !s.makes() {
		s.add.Disable()
	}
	s.list.OnSelect = s.onSelect
	s.list.OnOpen = s.onOpen
	ui.LeadInto(s.list, s.search)
	s.right = container.NewStack()
	s.ExtendBaseWidget(s)
	s.show(r.Record)
	s.began = func() { s.begin(r.Spot) }
	s.load()
	return s
}

// begin gives the keyboard to the place that was asked for, to the list, or to
// what makes its first line: once it is known whether there is one, unless somebody
// went on to another part of the pane meanwhile.
func (s *Screen) begin(at desk.Spot) {
	if now := s.d.Host.Window().Canvas().Focused(); now == fyne.Focusable(s.search) || now == fyne.Focusable(s.add) || now == fyne.Focusable(s.list) {
		return
	}
	if s.form != nil && !at.IsZero() {
		s.form.ShowSpot(at)
		return
	}
	if len(s.hits) == 0 && s.words == "" {
		ui.Focus(s.add)
		return
	}
	ui.Focus(s.list)
}

func detailTitle(kind string) string {
	if kind == "place" {
		return "records.within"
	}
	return "records.detail"
}

// CreateRenderer lays out the list and the form.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	head := ui.NewStack(2, ui.NewBeside(ui.NewStack(0.2, ui.NewText(s.d.Words.Kinds(s.kind), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}), s.count), s.add), s.search)
	split := container.NewHSplit(ui.NewHeaded(head, s.list), s.right)
	split.Offset = 0.38
	return widget.NewSimpleRenderer(split)
}

// Changed shows again what an action wrote.
func (s *Screen) Changed(c store.Changes) {
	names := ""
	if k := s.d.DB.Schema().Kind(s.kind); k != nil {
		names = k.Names
	}
	for _, kind := range c.Records {
		if kind == s.kind || kind == names {
			s.load()
			break
		}
	}
	if s.form != nil {
		s.form.Changed(c)
		s.about.changed(c)
		if s.twice != nil {
			s.twice.Changed(c)
		}
	}
}

// Leave puts the form away.
func (s *Screen) Leave() {
	s.cancel()
	s.began = nil
	if s.form != nil {
		s.form.Leave()
	}
}

func (s *Screen) cancel() {
	if s.wait != nil {
		s.wait()
		s.wait = nil
	}
}

func (s *Screen) onSearch(words string) {
	s.words = words
	s.load()
}

// load asks the file anew, away from the window.
func (s *Screen) load() {
	s.asked++
	asked, words := s.asked, s.words
	var hits []store.Hit
	var err error
	s.d.Runner.Do(func() {
		hits, err = s.d.DB.Pick(context.Background(), []string{s.kind}, words, limit)
	}, func() {
		if asked != s.asked {
			return
		}
		s.d.Fail(err)
		s.hits = hits
		clear(s.cells)
		s.count.SetText(s.d.Words.Count(s.kind, len(hits)))
		s.list.SetEmpty(s.empty())
		s.list.Select(s.index(s.shown))
		s.list.Reload()
		if began := s.began; began != nil {
			s.began = nil
			s.d.Runner.Do(func() {}, began) // once the pane is shown
		}
	})
}

func (s *Screen) index(id model.ID) int {
	return slices.IndexFunc(s.hits, func(h store.Hit) bool { return h.ID == id })
}

func (s *Screen) empty() fyne.CanvasObject {
	if strings.TrimSpace(s.words) != "" {
		return ui.NewEmptyState(theme.SearchIcon(), s.d.Words.T("records.no_match"), s.d.Words.T("action.clear"), func() {
			s.search.Load("")
			s.onSearch("")
			ui.Focus(s.search)
		})
	}
	if !s.makes() {
		return ui.NewEmptyState(icon(s.kind), s.d.Words.T("records.none"), "", nil)
	}
	return ui.NewEmptyState(icon(s.kind), s.d.Words.T("records.none"), s.d.Words.T("action.add"), s.onAdd)
}

func icon(kind string) fyne.Resource {
	switch kind {
	case "person":
		return theme.AccountIcon()
	case "place":
		return theme.HomeIcon()
	}
	return ui.OrganisationIcon()
}

func (s *Screen) onSelect(i int) {
	s.cancel()
	if i < 0 || i >= len(s.hits) || s.hits[i].ID == s.shown {
		return
	}
	id := s.hits[i].ID
	s.wait = s.d.Runner.After(rest, func() { s.show(id) })
}

// onOpen shows the chosen record at once and goes into its form.
func (s *Screen) onOpen(i int) {
	s.cancel()
	if i < 0 || i >= len(s.hits) {
		return
	}
	s.show(s.hits[i].ID)
	if s.form != nil {
		s.form.Focus()
	}
}

// show puts the form of a record at the right.
func (s *Screen) show(id model.ID) {
	s.cancel()
	if id == s.shown && s.form != nil {
		return
	}
	if s.form != nil {
		s.form.Leave()
		s.d.Saver.Commit()
	}
	s.shown, s.form, s.about = id, nil, nil
	if id.IsZero() {
		hint := ui.NewEmptyState(icon(s.kind), s.d.Words.T("records.choose"), "", nil)
		s.right.Objects = []fyne.CanvasObject{container.NewCenter(container.New(narrow{}, hint))}
	} else {
		s.about = newAbout(s.d, id)
		above := fyne.CanvasObject(s.about.object)
		if s.twice = nil; s.kind == "person" {
			s.twice = judgement.New(s.d, id, s.about.toRecord, func() { s.form.Relayout() })
			above = ui.NewStack(2, s.about.object, s.twice.Object())
		}
		o := recordform.Options{Above: above}
		if s.kind == "person" {
			o.Actions = []fyne.CanvasObject{recordform.BodyMapButton(s.d, model.ID{}, id)}
		}
		s.form = recordform.New(s.d, id, o)
		s.right.Objects = []fyne.CanvasObject{s.form}
	}
	s.right.Refresh()
}

// narrow gives a hint the width of a sentence.
type narrow struct{}

func (narrow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240*theme.TextSize()/14, o[0].MinSize().Height)
}
func (narrow) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// makes tells whether records of the kind are made here: not what documents are
// composed of, nor that one was given out, which is noted when it happens.
func (s *Screen) makes() bool {
	k := s.d.DB.Schema().Kind(s.kind)
	return !s.d.DB.ReadOnly() && k != nil && !k.Composed && k.Name != "issue"
}

// onAdd asks for the name, since a record without one is hard to find again.
func (s *Screen) onAdd() {
	var d *ui.Dialog
	onType := func(string) {}
	name := ui.NewEntry("", func(words string) { onType(words) })
	name.Load(strings.TrimSpace(s.words))
	field := ui.NewField(s.d.Words.T("records.name"), name).SetHelp(s.d.Words.T("records.name_why"))
	body := fyne.CanvasObject(field)
	if s.kind == "person" {
		before := alike.NewBefore(s.d, func(there model.ID) {
			d.Close()
			s.turnTo(there)
		}, func() { d.Refresh() })
		onType, body = before.Typed, ui.NewStack(2, field, before.Object())
	}
	title := s.d.Words.T("records.new", tr.V{"Kind": s.d.Words.Kind(s.kind)})
	d = ui.Form(s.d.Host.Window().Canvas(), title, body, name, s.d.Words.T("action.add"), func() bool {
		made := recordform.NewNamed(s.d, s.kind, name.Text, model.ID{})
		ok := s.d.Do("create", func(tx *store.Tx) error {
			for _, r := range made {
				if err := tx.Put(r); err != nil {
					return err
				}
			}
			return nil
		})
		if ok {
			s.turnTo(made[0].ID)
		}
		return ok
	})
	onType(name.Text) // what was searched for may be the name of somebody who is there
}

// turnTo shows a record in the list of all, and goes into its form.
func (s *Screen) turnTo(id model.ID) {
	s.search.Load("")
	s.onSearch("")
	s.show(id)
	s.list.Select(s.index(s.shown))
	s.d.Runner.Do(func() {}, s.form.Focus)
}

// rows gives the list its lines.
type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.hits) }

func (r rows) Row(i int) []string {
	s := r.s
	id := s.hits[i].ID
	if c, ok := s.cells[id]; ok {
		return c
	}
	rec, err := s.d.DB.Get(context.Background(), id)
	if err != nil {
		return []string{s.hits[i].Label, ""}
	}
	title := s.d.Title(rec)
	detail := recordform.Detail(s.d, rec, title)
	if s.kind == "place" {
		detail = within(s.d, rec)
	}
	if len(s.cells) >= kept {
		clear(s.cells)
	}
	s.cells[id] = []string{title, detail}
	return s.cells[id]
}
