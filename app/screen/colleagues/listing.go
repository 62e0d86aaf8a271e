package colleagues

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// listing shows a report: at the left what came, by case, with filters; at the
// right what is chosen there, both values side by side. Before a merge its
// records can be ticked.
type listing struct {
	d       *desk.Desk
	report  *store.MergeReport
	read    reading
	filter  filter
	lines   []line
	out     map[model.ID]bool // records that are left out; nil where nothing can be ticked
	list    *ui.TickList
	choices *fyne.Container // the filters
	note    *ui.Text        // how much is left out, and what is not listed
	right   *ui.Scroll
}

// newListing lists what came. It cannot be ticked any more. past is a report
// that was kept, and so holds no values.
func newListing(d *desk.Desk, r *store.MergeReport, past bool) *listing {
	l := newTicked(d, r, nil)
	l.read.past, l.read.done = past, true
	l.refilter(everything)
	return l
}

// newTicked lists what may come, but for what is left out.
func newTicked(d *desk.Desk, r *store.MergeReport, out map[model.ID]bool) *listing {
	l := &listing{d: d, report: r, read: reading{names: newNames(d, r)}, out: out}
	l.list = ui.NewTickList(l)
	l.list.OnSelect = l.chosen
	l.list.OnTick = l.onTick
	l.list.OnOpen = l.onOpen
	l.list.SetEmpty(ui.NewEmptyState(theme.ListIcon(), d.Words.T("colleagues.none_here"), "", nil))
	l.choices = ui.NewFlow()
	l.note = ui.NewCaption("")
	l.right = ui.NewScroll(ui.NewStack(0))
	l.refilter(everything)
	return l
}

func (l *listing) object() fyne.CanvasObject {
	split := container.NewHSplit(ui.NewHeaded(ui.NewStack(1, l.choices, l.note), l.list), container.NewStack(l.right))
	split.Offset = 0.48
	return split
}

// Count answers how many lines there are.
func (l *listing) Count() int { return len(l.lines) }

// Row answers one of them.
func (l *listing) Row(i int) ui.TickRow { return l.read.row(&l.lines[i], l.out, l.out != nil) }

// refilter lists what a filter lets pass.
func (l *listing) refilter(f filter) {
	w := l.d.Words
	l.filter = f
	l.lines = listed(l.read.names, l.report, f)
	l.choices.Objects = nil
	for i, n := range counts(l.report) {
		if n == 0 && filter(i) != everything {
			continue
		}
		style := ui.Quiet
		if filter(i) == f {
			style = ui.Plain
		}
		label := w.T("colleagues.counted", tr.V{"What": w.T(filterKeys[i]), "Count": w.Number(n)})
		l.choices.Add(ui.NewButton(label, nil, style, func() { l.refilter(filter(i)); l.focusFilter() }))
	}
	l.choices.Refresh()
	l.list.Select(-1)
	l.list.Reload()
	l.list.Select(0)
	l.chosen(l.list.Selected())
	l.say()
}

// focusFilter gives the keyboard to the button of the filter that was chosen:
// the one that had it is gone.
func (l *listing) focusFilter() {
	at := 0
	for i, n := range counts(l.report) {
		switch {
		case n == 0 && filter(i) != everything:
			continue
		case filter(i) == l.filter:
			ui.Focus(l.choices.Objects[at].(*ui.Button))
			return
		}
		at++
	}
}

// only lists one kind of thing, with the keyboard in it.
func (l *listing) only(f filter) {
	l.refilter(f)
	ui.Focus(l.list)
}

// chosen shows at the right what line i is about.
func (l *listing) chosen(i int) {
	if i < 0 || i >= len(l.lines) {
		l.right.SetContent(ui.NewStack(0))
		return
	}
	l.right.SetContent(ui.NewInset(4, 3, l.about(&l.lines[i])))
}

func (l *listing) about(one *line) fyne.CanvasObject {
	switch {
	case one.over:
		return overview(l.read, l.report)
	case one.rec != nil:
		return l.read.record(one.rec, l.check(one.rec))
	case one.bytes != nil:
		return l.read.attachment(one.bytes)
	case one.aside != nil:
		return l.read.quarantined(one.aside)
	}
	return l.group(one)
}

// check is the tick of a record, on its own page.
func (l *listing) check(m *store.Merged) *ui.Check {
	if l.out == nil {
		return nil
	}
	c := ui.NewCheck(l.d.Words.T("colleagues.take_this"), !l.out[m.Record], nil)
	c.OnChanged = func(on bool) {
		l.out[m.Record] = !on
		l.list.Reload()
		l.say()
	}
	return c
}

// group says what stands under a heading.
func (l *listing) group(one *line) fyne.CanvasObject {
	w := l.d.Words
	parts := ui.NewStack(1.6, ui.NewText(one.title, ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}))
	if n := len(one.members); n > 0 {
		parts.Add(ui.NewCaption(w.N("colleagues.in_case", n)))
		if l.out != nil {
			parts.Add(ui.NewText(w.T("colleagues.tick_case"), ui.TextStyle{}))
		}
	}
	return parts
}

// onOpen goes to a record, once it is in the file.
func (l *listing) onOpen(i int) {
	m := l.lines[i].rec
	if m == nil || l.out != nil {
		return
	}
	if _, here := l.d.Get(m.Record); !here {
		return
	}
	if c := caseOf(m); !c.IsZero() {
		l.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: c, Record: m.Record})
		return
	}
	l.d.Host.Go(desk.Route{Screen: desk.ScreenRecords, Section: m.Kind, Record: m.Record})
}

// onTick takes a record or leaves it out; a heading does so with all under it.
func (l *listing) onTick(i int) {
	one := &l.lines[i]
	members := one.members
	if one.rec != nil {
		members = []*store.Merged{one.rec}
	}
	out := ticked(members, l.out, true) == ui.Ticked
	for _, m := range members {
		l.out[m.Record] = out
	}
	l.list.Reload()
	l.say()
	if one.rec != nil {
		l.chosen(i)
	}
}

// say says how much is left out, and that the report does not list all.
func (l *listing) say() {
	w, text := l.d.Words, ""
	if l.out != nil {
		text = w.T("colleagues.ticks")
		out := 0
		for _, left := range l.out {
			if left {
				out++
			}
		}
		if out > 0 {
			text = w.N("colleagues.left_out", out)
		}
	}
	if l.report.More > 0 {
		if text != "" {
			text += " "
		}
		text += w.N("colleagues.more", l.report.More)
	}
	if l.note.Hidden = text == ""; !l.note.Hidden {
		l.note.SetText(text)
	}
	l.note.Refresh()
}
