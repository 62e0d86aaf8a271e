package interviewing

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/checklist"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// usualList is the list that is shown while no act calls for another.
const usualList = "torture"

// aside is what stands beside the account: what is still to be asked, ticked by
// itself as facts are recorded, and the words that were marked.
type aside struct {
	t      *telling
	list   checklist.List
	items  []*item
	chosen *ui.TermSelect
	about  *ui.Text
	done   *ui.Text
	marked *fyne.Container
	scroll *ui.Scroll
	page   *fyne.Container
	object fyne.CanvasObject

	asked  int // the newest look at the records; older answers are dropped
	cancel func()
	left   bool
}

// item is one thing to ask, with a box.
type item struct {
	checklist.Item
	box      *ui.Check
	note     *ui.Text
	answered bool
}

func newAside(t *telling) *aside {
	a := &aside{t: t, page: ui.NewStack(2.4), marked: ui.NewStack(0.6), cancel: func() {}}
	w := t.s.d.Words
	var options []ui.Option
	for _, l := range t.s.lists {
		options = append(options, ui.Option{ID: l.ID, Label: l.Title.In(w.Lang())})
	}
	a.chosen = ui.NewTermSelect(options, w.T("action.choose"), func(id string) {
		a.use(id)
		t.s.keepSoon()
	}).MustHold()
	a.about, a.done = ui.NewCaption(""), ui.NewCaption("")
	a.scroll = ui.NewScroll(ui.NewInset(3, 2, a.page))
	a.object = a.scroll
	a.use(t.s.place.List)
	a.look()
	return a
}

// use shows a list by its id; another one while there is none of that name.
func (a *aside) use(id string) {
	i := slices.IndexFunc(a.t.s.lists, func(l checklist.List) bool { return l.ID == id })
	if i < 0 {
		i = max(0, slices.IndexFunc(a.t.s.lists, func(l checklist.List) bool { return l.ID == usualList }))
	}
	if i < len(a.t.s.lists) {
		a.list = a.t.s.lists[i]
	}
	a.chosen.Load(a.list.ID)
	a.compose()
	a.lookSoon(0)
}

// compose puts the items below one another, with the marked words behind them.
func (a *aside) compose() {
	w := a.t.s.d.Words
	a.items = nil
	a.page.Objects = []fyne.CanvasObject{ui.NewStack(0.8, heading(w.T("room.list")), a.chosen, a.about, a.done)}
	for _, p := range a.list.Parts {
		part := ui.NewStack(0.7, ui.NewText(p.Title.In(w.Lang()), ui.TextStyle{Bold: true, Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle}))
		for _, one := range p.Items {
			it := &item{Item: one, note: ui.NewCaption("")}
			it.box = ui.NewCheck(one.Ask.In(w.Lang()), false, func(on bool) { a.ticked(it, on) })
			it.note.Hide()
			a.items = append(a.items, it)
			part.Add(it.box)
			part.Add(ui.NewInset(4.6, 0, it.note))
		}
		a.page.Add(part)
	}
	from := w.T("room.list_from", tr.V{"Source": a.list.Source, "AsOf": a.list.AsOf})
	if a.list.Sure != "seen" {
		from = w.T("room.list_recalled", tr.V{"Source": a.list.Source, "AsOf": a.list.AsOf})
	}
	a.page.Add(ui.NewCaption(from))
	a.page.Add(a.marked)
	a.show()
	a.page.Refresh()
}

// ticked notes that something was asked and is not known, or takes that back.
func (a *aside) ticked(it *item, on bool) {
	w := a.t.s.d.Words
	a.t.s.setMark(a.list.ID, it.ID, it.Ask.In(w.Lang()), w.T("room.asked_not_known"), on)
	a.show()
}

// show brings boxes and words to what is known.
func (a *aside) show() {
	w, s := a.t.s.d.Words, a.t.s
	n := 0
	for _, it := range a.items {
		asked := s.marked(a.list.ID, it.ID)
		it.box.Load(it.answered || asked)
		if it.answered || s.d.DB.ReadOnly() {
			it.box.Disable() // what is recorded is ticked by what is recorded
		} else {
			it.box.Enable()
		}
		said := ""
		if asked && !it.answered {
			said = w.T("room.asked_not_known")
		}
		it.note.SetText(said)
		it.note.Hidden = said == ""
		if it.answered || asked {
			n++
		}
	}
	a.done.SetText(w.T("room.list_done", tr.V{"N": n, "Count": len(a.items)}))
	a.page.Refresh()
	a.scroll.Refresh()
}

// pauseBefore is how long changes rest before the records are looked at again.
const pauseBefore = 600 * time.Millisecond

// lookSoon looks at the records once changes have rested.
func (a *aside) lookSoon(after time.Duration) {
	a.cancel()
	a.cancel = a.t.s.d.Runner.After(after, a.look)
}

// look finds out, away from the window, what is answered and which words are
// marked: a case may be large.
func (a *aside) look() {
	a.asked++
	asked, s, list := a.asked, a.t.s, a.list
	db, in, interview, first := s.d.DB, s.in, s.rec, s.place.List == ""
	if in.IsZero() { // of no case: nothing can be told from its records
		return
	}
	var answered map[string]bool
	var about model.ID
	var cites []model.Record
	var err error
	s.d.Runner.Do(func() {
		var snap *model.Snapshot
		if snap, err = db.Snapshot(context.Background(), in); err != nil {
			return
		}
		if first {
			list = checklist.Suits(s.lists, snap, usualList)
		}
		about = checklist.About(snap, interview)
		answered = list.Answered(snap, about)
		cites = citesOf(snap, interview.ID)
	}, func() {
		if asked != a.asked || a.left {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		if first && list.ID != a.list.ID {
			a.list = list
			a.chosen.Load(list.ID)
			a.compose()
		}
		s.place.List = a.list.ID
		for _, it := range a.items {
			it.answered = answered[it.ID]
		}
		a.about.SetText("")
		if name := s.d.TitleOf(about); name != "" {
			a.about.SetText(s.d.Words.T("room.list_about", tr.V{"Name": name}))
		}
		a.showMarked(cites)
		a.show()
	})
}

// citesOf gives the citations of the words of an interview, in the order of the
// account.
func citesOf(snap *model.Snapshot, interview model.ID) []model.Record {
	var out []model.Record
	for _, block := range snap.Rows("block", interview) {
		out = append(out, snap.Linked("citation", "block", block.ID)...)
	}
	return out
}

// showMarked lists the words that were marked, each with what it stands for.
func (a *aside) showMarked(cites []model.Record) {
	s, w := a.t.s, a.t.s.d.Words
	a.marked.Objects = []fyne.CanvasObject{heading(w.N("room.marked", len(cites)))}
	if len(cites) == 0 {
		a.marked.Add(ui.NewCaption(w.T("room.marked_none")))
	}
	for _, c := range cites {
		of, ok := s.d.Get(c.Ref("subject"))
		if !ok {
			continue
		}
		quote := "“" + strings.Join(strings.Fields(c.Text("quote")), " ") + "”"
		a.marked.Add(ui.NewRecordRow(nil, quote, w.Kind(of.Kind)+": "+s.d.Title(of), func() {
			s.d.Host.Go(recordform.RouteTo(s.d, of, s.in))
		}))
	}
}

// changed looks again when an action may have answered something.
func (a *aside) changed(c store.Changes) {
	again := false
	for _, kind := range c.Records {
		if kind != "block" && kind != "interview_break" { // words alone answer nothing
			again = true
		}
		if kind == "note" {
			a.show()
		}
	}
	if again {
		a.lookSoon(pauseBefore)
	}
}

// focused tells whether the keyboard is at the side.
func (a *aside) focused() bool {
	switch f := a.t.s.d.Host.Window().Canvas().Focused().(type) {
	case *ui.Check, *ui.RecordRow:
		return true
	default:
		return f != nil && f == a.chosen.FocusTarget()
	}
}

// focus gives the keyboard to the first thing that is still to be asked.
func (a *aside) focus() {
	for _, it := range a.items {
		if !it.box.Checked() && !it.box.Disabled() {
			ui.Focus(it.box)
			return
		}
	}
	ui.Focus(a.chosen.FocusTarget())
}

func (a *aside) leave() {
	a.left = true
	a.cancel()
}
