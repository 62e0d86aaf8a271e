package composer

import (
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// exhibits is the sheet with the evidence: what goes with the dossier, in its
// order and with its numbers, and what does not.
type exhibits struct {
	s       *Screen
	roll    *roll
	all     *ui.Button
	dated   *ui.Button
	annex   *ui.Button
	tools   *fyne.Container
	top     *fyne.Container
	box     *fyne.Container
	details *recordform.Form // of one exhibit, in a dialog; nil when closed
}

func newExhibits(s *Screen) *exhibits {
	w := s.d.Words
	e := &exhibits{s: s, roll: newRoll()}
	e.all = ui.NewButton(w.T("compose.add_all"), theme.ContentAddIcon(), ui.Quiet, e.addAll)
	e.dated = ui.NewButton(w.T("compose.by_date"), theme.ListIcon(), ui.Quiet, e.byDate)
	e.annex = ui.NewButton(w.T("compose.cmd.annex"), ui.PatternsIcon(), ui.Quiet, e.addAnnex)
	e.tools = ui.NewFlow(e.all, e.dated, e.annex)
	e.top = ui.NewInset(1.4, 1, e.tools)
	e.roll.onOpen = func(at string) { e.open(at) }
	e.roll.onMove = e.move
	e.roll.onDrop = e.drop
	e.roll.draggable = func(at string) bool { _, ok := e.free(at); return ok }
	e.roll.onKey = func(at string, ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyInsert:
			e.insert(at)
			return true
		case fyne.KeyDelete:
			e.remove(at)
			return true
		}
		return s.pass(ev)
	}
	e.box = &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{e.top, e.roll}}
	return e
}

func (e *exhibits) object() fyne.CanvasObject { return e.box }

func (e *exhibits) focus() { e.s.d.Host.Window().Canvas().Focus(e.roll) }

// refresh lists the exhibits, and behind them the evidence that is none.
func (e *exhibits) refresh() {
	v := e.s.view
	if v == nil {
		return
	}
	w := e.s.d.Words
	ro := e.s.d.DB.ReadOnly()
	e.all.Hidden = len(v.Left) == 0 || ro || v.Profile.Exhibits == nil
	e.dated.Hidden = len(v.ByDate()) < 2 || ro
	style := ui.Quiet
	if v.Unordered() {
		style = ui.Plain
	}
	e.dated.SetStyle(style)
	e.annex.Hidden = ro || v.Profile.Exhibits == nil
	e.top.Hidden = e.all.Hidden && e.dated.Hidden && e.annex.Hidden
	var items []item
	if v.Profile.Exhibits == nil {
		items = append(items, item{id: "none", head: true, title: w.T("compose.no_exhibits_here")})
	} else {
		items = append(items, item{id: "in", head: true, title: w.N("compose.exhibits_in", len(v.Exhibits))})
		for _, x := range v.Exhibits {
			items = append(items, e.item(x))
		}
	}
	if len(v.Left) > 0 && v.Profile.Exhibits != nil {
		items = append(items, item{id: "out", head: true, title: w.N("compose.exhibits_out", len(v.Left))})
		for _, r := range v.Left {
			items = append(items, e.left(r))
		}
	}
	e.roll.set(items)
	layOut(e.box)
}

func (e *exhibits) item(x compose.Exhibit) item {
	w, s := e.s.d.Words, e.s
	at := x.Row.ID.String()
	it := item{id: at, label: x.Name, title: x.Title, lines: 3, below: 2, mark: markGrip}
	if _, free := e.free(at); !free || s.view.Dated() {
		it.mark = markRoom
	}
	var parts []string
	if d := x.Evidence.Date("made"); !d.IsZero() {
		parts = append(parts, w.Date(d))
	}
	parts = append(parts, s.d.Show(x.Evidence, "languages"))
	if p := x.Row.Text("pages"); p != "" {
		parts = append(parts, w.T("compose.pages", map[string]any{"Pages": p}))
	}
	if !x.Original.IsZero() {
		it.indent = 1
		it.mark = noMark
		parts = append(parts, w.T("dossier.translation"))
	}
	it.detail = join(parts...)
	switch {
	case x.Uncited:
		it.tail, it.tone, it.badge = w.T("compose.uncited"), ui.Neutral, true
	case x.Issued:
		it.tail, it.tone, it.badge = w.T("compose.issued"), ui.Success, true
	}
	if !s.d.DB.ReadOnly() {
		it.acts = append(it.acts, act{w.T("compose.cite"), theme.ContentAddIcon(), func() { e.insert(at) }})
		if !x.Row.ID.IsZero() {
			it.acts = append(it.acts, act{w.T("compose.exhibit_details"), theme.DocumentCreateIcon(), func() { e.edit(x.Row.ID) }})
		}
		if !x.Issued && !x.Row.ID.IsZero() {
			it.acts = append(it.acts, act{w.T("compose.take_out"), theme.ContentRemoveIcon(), func() { e.remove(at) }})
		}
	}
	it.acts = append(it.acts, act{w.T("action.open"), theme.NavigateNextIcon(), func() { s.open(x.Evidence.ID) }})
	return it
}

func (e *exhibits) left(r model.Record) item {
	w, s := e.s.d.Words, e.s
	at := r.ID.String()
	it := item{id: at, mark: markRing, title: s.d.Title(r), lines: 2, faint: true, detail: join(w.Date(r.Date("made")), s.d.Show(r, "kind")), below: 1}
	if !s.d.DB.ReadOnly() {
		it.acts = append(it.acts, act{w.T("compose.add_exhibit"), theme.ContentAddIcon(), func() { e.add(at) }})
	}
	it.acts = append(it.acts, act{w.T("action.open"), theme.NavigateNextIcon(), func() { s.open(r.ID) }})
	return it
}

// find gives the exhibit of a row.
func (e *exhibits) find(at string) (compose.Exhibit, bool) {
	if e.s.view == nil {
		return compose.Exhibit{}, false
	}
	all := e.s.view.Exhibits
	i := slices.IndexFunc(all, func(x compose.Exhibit) bool { return x.Row.ID.String() == at && !x.Row.ID.IsZero() })
	if i < 0 {
		return compose.Exhibit{}, false
	}
	return all[i], true
}

// free gives an exhibit that may get another place.
func (e *exhibits) free(at string) (compose.Exhibit, bool) {
	x, ok := e.find(at)
	return x, ok && !x.Issued && x.Original.IsZero() && !e.s.d.DB.ReadOnly()
}

// open opens the evidence, or adds what is no exhibit yet.
func (e *exhibits) open(at string) {
	if x, ok := e.find(at); ok {
		e.s.open(x.Evidence.ID)
		return
	}
	e.add(at)
}

// row makes the row of a new exhibit.
func (e *exhibits) row(evidence model.ID, number int) model.Record {
	r := model.NewRecord("exhibit")
	r.Set("dossier", model.RefValue(e.s.id))
	r.Set("evidence", model.RefValue(evidence))
	if number > 0 {
		r.Set("number", model.IntValue(int64(number)))
	}
	return r
}

// add takes evidence among the exhibits, under the next number.
func (e *exhibits) add(at string) {
	if i := slices.IndexFunc(e.s.view.Left, func(r model.Record) bool { return r.ID.String() == at }); i >= 0 {
		e.join(e.s.view.Left[i : i+1])
		return
	}
}

func (e *exhibits) addAll() { e.join(e.s.view.Left) }

// addAnnex leads to what cases have in common, with this dossier chosen for what
// is found there.
func (e *exhibits) addAnnex() {
	s := e.s
	if s.view == nil || s.view.Profile.Exhibits == nil || s.d.DB.ReadOnly() {
		s.d.Host.Toast(s.d.Words.T("compose.no_exhibits_here"), "", nil)
		return
	}
	s.d.Host.Go(desk.Route{Screen: desk.ScreenPatterns, Words: url.Values{"into": {s.id.String()}}.Encode()})
}

// join takes evidence among the exhibits, as one action. A translation goes by
// the number of its original and needs none.
func (e *exhibits) join(all []model.Record) {
	s, v := e.s, e.s.view
	if s.d.DB.ReadOnly() || len(all) == 0 {
		return
	}
	rows := s.d.Rows("exhibit", s.id)
	here := map[model.ID]bool{}
	for _, r := range rows {
		here[r.Ref("evidence")] = true
	}
	for _, r := range all {
		here[r.ID] = true
	}
	next := v.Next()
	s.d.Do("enclose", func(tx *store.Tx) error {
		position := lastOf(rows)
		for _, ev := range all {
			n := 0
			if of := ev.Ref("translation_of"); of.IsZero() || !here[of] || !v.Profile.Exhibits.Translation {
				n = next
				next++
			}
			r := e.row(ev.ID, n)
			position = model.Between(position, "")
			r.Set("position", model.TextValue(position))
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// lastOf gives the position of the last of the rows.
func lastOf(rows []model.Record) string {
	last := ""
	for _, r := range rows {
		last = max(last, r.Text("position"))
	}
	return last
}

// remove takes an exhibit out. Numbers of the others stay until somebody has
// them counted anew.
func (e *exhibits) remove(at string) {
	if x, ok := e.find(at); ok && !x.Issued && !e.s.d.DB.ReadOnly() {
		e.s.d.Delete(x.Row)
	}
}

// move puts an exhibit one place up or down; its number, and those that the
// text cites, go with it.
func (e *exhibits) move(at string, by int) {
	x, ok := e.free(at)
	if !ok {
		return
	}
	if e.s.view.Dated() {
		e.s.d.Host.Toast(e.s.d.Words.T("compose.dated"), "", nil)
		return
	}
	if order, ok := e.s.view.Moved(x.Row.ID, by); ok {
		e.arrange(order)
	}
}

// drop puts an exhibit in front of another; "" is the end.
func (e *exhibits) drop(at, before string) {
	x, ok := e.free(at)
	if !ok {
		return
	}
	v := e.s.view
	var free []model.ID
	for _, o := range v.Exhibits {
		if _, can := e.free(o.Row.ID.String()); can {
			free = append(free, o.Row.ID)
		}
	}
	from, to := slices.Index(free, x.Row.ID), len(free)-1
	if i := slices.IndexFunc(free, func(id model.ID) bool { return id.String() == before }); i >= 0 {
		if to = i; to > from {
			to--
		}
	}
	if v.Dated() {
		e.s.d.Host.Toast(e.s.d.Words.T("compose.dated"), "", nil)
		return
	}
	if order, ok := v.Moved(x.Row.ID, to-from); ok && to != from {
		e.arrange(order)
	}
}

// byDate counts the exhibits anew in the order of their dates.
func (e *exhibits) byDate() {
	if e.s.view != nil && !e.s.d.DB.ReadOnly() {
		e.arrange(e.s.view.ByDate())
	}
}

// arrange gives the exhibits an order and its numbers, and rewrites what the
// paragraphs and answers cite, all in one action.
func (e *exhibits) arrange(order []model.ID) {
	s := e.s
	if !s.d.Saver.Commit() {
		return
	}
	// What was typed a moment ago must be among the texts that are rewritten.
	v := *s.view
	var typed []model.Record
	for _, kind := range []string{"paragraph", "answer"} {
		typed = append(typed, s.d.Rows(kind, s.id)...)
	}
	v.Snapshot = compose.With(v.Snapshot, typed...)
	plan := v.Renumber(order)
	s.d.Do("renumber", func(tx *store.Tx) error {
		last := ""
		for _, row := range order {
			last = model.Between(last, "")
			if err := tx.Set(row, "position", model.TextValue(last)); err != nil {
				return err
			}
		}
		for row, n := range plan.Numbers {
			if err := tx.Set(row, "number", model.IntValue(int64(n))); err != nil {
				return err
			}
		}
		for text, words := range plan.Texts {
			if err := tx.Set(text, "text", model.TextValue(words)); err != nil {
				return err
			}
		}
		return nil
	})
}

// insert cites an exhibit at the caret of the paragraph or answer at hand.
func (e *exhibits) insert(at string) {
	x, ok := e.find(at)
	s := e.s
	if !ok || s.d.DB.ReadOnly() {
		return
	}
	if wr := s.middle.writing; wr != nil {
		row := wr.prose.rows[wr.current.String()]
		if o, there := wr.prose.at(wr.current.String()); row != nil && there && o.own() {
			row.text.Insert(spaced(row.text, x.Name))
			ui.Focus(row.text)
			s.panes.open(paneMiddle)
			return
		}
	}
	if a, ok := s.middle.work.(*asked); ok {
		for _, q := range a.questions {
			if q.edit != nil && q.last && q.mine {
				q.edit.Insert(spaced(q.edit, x.Name))
				ui.Focus(q.edit)
				s.panes.open(paneMiddle)
				return
			}
		}
	}
	s.d.Host.Toast(s.d.Words.T("compose.cite_where"), "", nil)
}

// spaced writes a citation with a space before it where words stand there.
func spaced(e *ui.Editor, name string) string {
	all := []rune(e.Text())
	if at := e.Caret(); at > 0 && at <= len(all) && !strings.ContainsRune(" \n(«“„[", all[at-1]) {
		return " " + name
	}
	return name
}

// edit shows what is kept of one exhibit: its title, its pages.
func (e *exhibits) edit(row model.ID) {
	w := e.s.d.Words
	e.details = recordform.New(e.s.d, row, recordform.Options{Case: e.s.in, Bare: true, Only: []string{"title", "pages"}})
	var dialog *ui.Dialog
	done := func() {
		e.details.Leave()
		e.details = nil
		dialog.Close()
	}
	dialog = ui.NewDialog(e.s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("compose.exhibit_title"), Width: 520, Cancel: done,
		Body:    ui.NewStack(2, ui.NewCaption(w.T("compose.exhibit_help")), e.details.Body()),
		Buttons: []*ui.Button{ui.NewButton(w.T("action.close"), nil, ui.Primary, done)},
	})
	dialog.Show()
	e.details.Focus()
}
