package find

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/asking"
	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// start is where one begins: the questions that are kept, those to learn from,
// and an empty one about each kind of record.
type start struct {
	widget.BaseWidget
	d     *desk.Desk
	w     asking.Words
	page  *fyne.Container
	first fyne.Focusable
	rows  map[model.ID]*ui.RecordRow // of those that are kept
	kept  []model.ID                 // in their order
	new   fyne.Focusable             // the first of the empty questions
	left  bool
}

func newStart(d *desk.Desk) *start {
	s := &start{d: d, w: wordsFor(d), page: ui.NewStack(3), rows: map[model.ID]*ui.RecordRow{}}
	s.ExtendBaseWidget(s)
	s.build()
	d.Runner.Do(func() {}, func() {
		if !s.left && s.first != nil {
			ui.Focus(s.first)
		}
	})
	return s
}

// CreateRenderer lays out the page.
func (s *start) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(ui.NewScroll(ui.NewInset(4, 3.5, ui.NewAtMost(980, s.page))))
}

func (s *start) build() {
	w := s.d.Words
	s.first = nil
	s.page.Objects = nil
	s.page.Add(ui.NewStack(0.6, ui.NewHeading(w.T("nav.find")), ui.NewCaption(w.T("find.why_ask"))))
	s.kept = nil
	if kept := saved(s.d); len(kept) > 0 {
		list := ui.NewStack(1)
		for _, r := range kept {
			row := s.keptRow(r)
			list.Add(row)
			s.kept = append(s.kept, r.ID)
			if s.first == nil {
				s.first = row
			}
		}
		s.page.Add(ui.NewStack(1.6, ui.NewSection(w.T("find.own"), ""), list))
	}
	s.page.Add(ui.NewStack(1.6, ui.NewSection(w.T("find.new_about"), w.T("find.new_about_why")), s.about()))
	ready := ui.NewForm()
	for _, q := range readyQuestions() {
		row := ui.NewRecordRow(theme.SearchIcon(), w.T("find.ready."+q.id), w.T("find.ready_why."+q.id), func() {
			s.d.Host.Go(desk.Route{Screen: desk.ScreenFind, Words: q.q.JSON(), Section: "0," + q.id})
		})
		if s.first == nil {
			s.first = row
		}
		ready.Add(row)
	}
	s.page.Add(ui.NewStack(1.6, ui.NewSection(w.T("find.begin"), w.T("find.begin_why")), ready))
	s.page.Refresh()
}

// keptRow is one question that somebody has kept. Its row stays the same as long
// as it is there, and with it the keyboard.
func (s *start) keptRow(r model.Record) *ui.RecordRow {
	w := s.d.Words
	said := w.T("find.newer_short")
	if q, err := question.Parse(r.Text("question")); err == nil && s.w.Schema.Kind(q.Of) != nil {
		said = s.w.Sentence(q)
	}
	said = strings.ReplaceAll(said, "\n", " ")
	row := s.rows[r.ID]
	if row != nil {
		row.Set(r.Text("title"), said)
		return row
	}
	var acts []fyne.CanvasObject
	if !s.d.DB.ReadOnly() {
		acts = []fyne.CanvasObject{
			ui.NewIconButton(theme.DocumentCreateIcon(), w.T("find.rename_key"), func() { s.with(r.ID, rename) }),
			ui.NewIconButton(theme.ContentCopyIcon(), w.T("find.duplicate_key"), func() { s.with(r.ID, duplicate) }),
			ui.NewIconButton(theme.DeleteIcon(), w.T("find.delete_key"), func() { s.with(r.ID, remove) }),
		}
	}
	row = ui.NewRecordRow(theme.DocumentIcon(), r.Text("title"), said, func() {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenFind, Record: r.ID})
	}, acts...)
	row.OnKey = func(ev *fyne.KeyEvent) bool { return s.onKey(r.ID, ev) }
	s.rows[r.ID] = row
	return row
}

// with does something with a kept question as it stands now.
func (s *start) with(id model.ID, do func(*desk.Desk, model.Record)) {
	if r, ok := s.d.Get(id); ok {
		do(s.d, r)
	}
}

// onKey renames, deletes and copies the question that has the keyboard. The arrows
// lead to its neighbours and from the last one on to a question of one's own: many
// are kept, each with buttons, and Tab goes through them all.
func (s *start) onKey(id model.ID, ev *fyne.KeyEvent) bool {
	if by := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1}[ev.Name]; by != 0 {
		switch to := slices.Index(s.kept, id) + by; {
		case to >= 0 && to < len(s.kept):
			ui.Focus(s.rows[s.kept[to]])
		case by > 0 && s.new != nil:
			ui.Focus(s.new)
		}
		return true
	}
	do := map[fyne.KeyName]func(*desk.Desk, model.Record){fyne.KeyF2: rename, fyne.KeyInsert: duplicate, fyne.KeyDelete: remove}[ev.Name]
	if do == nil || s.d.DB.ReadOnly() {
		return false
	}
	s.with(id, do)
	return true
}

// about offers an empty question about each kind of record that people look for.
func (s *start) about() fyne.CanvasObject {
	flow := ui.NewFlow()
	for _, name := range asked {
		if k := s.w.Schema.Kind(name); k == nil || hidden(k) {
			continue
		}
		b := ui.NewButton(s.d.Words.Kinds(name), nil, ui.Plain, func() {
			s.d.Host.Go(Route(question.Question{Of: name}))
		})
		if len(flow.Objects) == 0 {
			s.new = b
		}
		flow.Add(b)
	}
	return flow
}

// Changed lists the kept questions anew. Where the one that had the keyboard has
// gone, the next has it.
func (s *start) Changed(c store.Changes) {
	for id, kind := range c.Records {
		if kind != savedKind {
			continue
		}
		row := s.rows[id]
		_, there := s.d.Get(id)
		lost := row != nil && row.Focused() && !there
		if !there {
			delete(s.rows, id)
		}
		s.build()
		if lost && s.first != nil {
			ui.Focus(s.first)
		}
	}
}

// Leave has nothing to put away.
func (s *start) Leave() { s.left = true }
