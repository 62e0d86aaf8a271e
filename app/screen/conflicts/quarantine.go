package conflicts

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// quarantine is what came from elsewhere and was not taken: who it says it is
// from, what is wrong with it, what is safe, and what a person can do.
type quarantine struct {
	widget.BaseWidget
	d     *desk.Desk
	asked int
	list  *fyne.Container
	page  *ui.Scroll
	first fyne.Focusable
}

func newQuarantine(d *desk.Desk) *quarantine {
	q := &quarantine{d: d, list: ui.NewStack(3)}
	head := ui.NewStack(1, ui.NewHeading(d.Words.T("quarantine.title")), ui.NewCaption(d.Words.T("quarantine.lead")))
	q.page = ui.NewScroll(ui.NewAtMost(720, ui.NewInset(4, 4, ui.NewStack(4, head, q.list))))
	q.ExtendBaseWidget(q)
	q.load(func() {
		if q.first != nil {
			ui.Focus(q.first)
		}
	})
	return q
}

// CreateRenderer shows the page.
func (q *quarantine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.page) }

// Changed looks again.
func (q *quarantine) Changed(store.Changes) { q.load(nil) }

// Leave drops answers that are still on their way.
func (q *quarantine) Leave() { q.asked++ }

func (q *quarantine) load(next func()) {
	q.asked++
	asked, db := q.asked, q.d.DB
	var all []store.Quarantined
	var err error
	q.d.Runner.Do(func() { all, err = db.Quarantine(context.Background()) }, func() {
		if asked != q.asked {
			return
		}
		q.d.Fail(err)
		q.show(all)
		if next != nil {
			next()
		}
	})
}

func (q *quarantine) show(all []store.Quarantined) {
	q.list.Objects, q.first = nil, nil
	for _, one := range all {
		q.list.Add(q.one(one))
	}
	if len(all) == 0 {
		q.list.Add(ui.NewEmptyState(theme.ConfirmIcon(), q.d.Words.T("quarantine.none"), "", nil))
	}
	q.list.Refresh()
	q.page.Refresh()
}

// one is what came of one writer at one time.
func (q *quarantine) one(one store.Quarantined) fyne.CanvasObject {
	w := q.d.Words
	look := ui.NewButton(w.T("quarantine.says"), theme.VisibilityIcon(), ui.Plain, func() { q.look(one) })
	if q.first == nil {
		q.first = look
	}
	acts := []fyne.CanvasObject{look}
	if !q.d.DB.ReadOnly() {
		acts = append(acts,
			ui.NewButton(w.T("quarantine.take"), theme.DownloadIcon(), ui.Plain, func() { q.ask(one, "take") }),
			ui.NewButton(w.T("quarantine.drop"), theme.DeleteIcon(), ui.Quiet, func() { q.ask(one, "drop") }))
	}
	mark := q.d.Trust(one.Author.Trust)
	if one.Reason == store.Forged || one.Reason == store.Broken || one.Reason == store.Unproven {
		mark = desk.TrustMark{Icon: theme.WarningIcon(), Tone: ui.Problem, Words: w.T("quarantine.unproven_author")}
	}
	title := w.T("quarantine.from", tr.V{"Name": q.d.NameOf(one.Author)})
	row := ui.NewActionRow(mark.Icon, title, w.N("quarantine.changes", one.Entries)).Mark(mark.Badge(), ui.NewBadge(w.T("quarantine.reason."+string(one.Reason)), ui.Problem))
	text := ui.NewStack(1.2)
	for _, part := range []string{"happened", "safe", "do"} {
		text.Add(ui.NewText(w.T("quarantine."+part+"."+string(one.Reason)), ui.TextStyle{}))
	}
	return ui.NewStack(1.8, row, text, ui.NewFlow(acts...))
}

// look shows what it says, as far as that can be read.
func (q *quarantine) look(one store.Quarantined) {
	changes, err := q.d.DB.QuarantinedChanges(context.Background(), one.Stream)
	if err != nil {
		q.d.Fail(err)
		return
	}
	w := q.d.Words
	lines := ui.NewStack(2.2)
	const most = 200
	for i, c := range changes {
		if i == most {
			lines.Add(ui.NewCaption(w.N("records.more", len(changes)-most)))
			break
		}
		if line := q.line(c); line != nil {
			lines.Add(line)
		}
	}
	if len(lines.Objects) == 0 {
		lines.Add(ui.NewText(w.T("quarantine.unreadable"), ui.TextStyle{}))
	}
	var dialog *ui.Dialog
	dialog = ui.NewDialog(q.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("quarantine.says"), Body: ui.NewStack(2, ui.NewBanner(ui.Warning, w.T("quarantine.not_yours")), lines), Width: 640,
		Buttons: []*ui.Button{ui.NewButton(w.T("action.close"), nil, ui.Plain, func() { dialog.Close() })},
	})
	dialog.Show()
}

// line is one change that it says was made.
func (q *quarantine) line(c store.Change) fyne.CanvasObject {
	w, said, name := q.d.Words, "", q.named(c)
	k := q.d.DB.Schema().Kind(c.Kind)
	switch {
	case c.Field == "":
		said = w.T("history.made")
	case c.Field == journal.Liveness:
		said = w.T("history.deleted." + string(c.To))
	case c.Field == journal.Purged, c.Field == journal.PurgedBytes:
		said = w.T("purge.gone")
	case k == nil:
		return nil
	default:
		f, known := k.Field(c.Field)
		if !known || f.Type == model.Position {
			return nil
		}
		r, err := q.d.DB.Get(context.Background(), c.Record)
		if err != nil {
			r = model.Record{ID: c.Record, Kind: c.Kind}
		}
		said = w.T("quarantine.field_value", tr.V{"Field": w.Field(c.Kind, c.Field), "Value": q.d.ShowValue(r, f, c.To)})
	}
	return ui.NewStack(0.3, ui.NewText(name, ui.TextStyle{Bold: true, Single: true}), ui.NewText(said, ui.TextStyle{}), ui.NewCaption(desk.Moment(w, c.At)))
}

// named names the record of a change: by its words here, or by its kind.
func (q *quarantine) named(c store.Change) string {
	if title := q.d.TitleOf(c.Record); title != "" {
		return title
	}
	return q.d.Words.Kind(c.Kind)
}

// ask asks before what it says is written as one's own, or forgotten.
func (q *quarantine) ask(one store.Quarantined, what string) {
	words := q.d.Words
	var dialog *ui.Dialog
	do := func() {
		dialog.Close()
		if what == "take" {
			q.take(one)
		} else {
			q.drop(one)
		}
	}
	style := ui.Primary
	if what == "drop" {
		style = ui.Danger
	}
	no := ui.NewButton(words.T("action.cancel"), nil, ui.Plain, func() { dialog.Close() })
	dialog = ui.NewDialog(q.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: words.T("quarantine.ask." + what), Body: ui.NewText(words.T("quarantine.asked."+what), ui.TextStyle{}),
		Buttons: []*ui.Button{no, ui.NewButton(words.T("quarantine.yes."+what), nil, style, do)}, First: no, Accept: func() { dialog.Close() },
	})
	dialog.Show()
}

// take writes what it says anew, as an action of one's own.
func (q *quarantine) take(one store.Quarantined) {
	if !q.d.Saver.Commit() {
		return
	}
	c, err := q.d.DB.TakeOver(context.Background(), one.Stream)
	switch {
	case errors.Is(err, store.ErrNotFound): // nothing of it makes sense
		ui.Message(q.d.Host.Window().Canvas(), q.d.Words.T("problem.title"), q.d.Words.T("quarantine.unreadable"))
		return
	case err != nil:
		q.d.Fail(err)
		return
	}
	q.d.Host.Changed(c)
	q.d.Host.Toast(q.d.Words.T("quarantine.taken"), q.d.Words.T("action.undo"), q.d.Undo)
	q.load(nil)
}

// drop forgets it.
func (q *quarantine) drop(one store.Quarantined) {
	if err := q.d.DB.DropQuarantined(context.Background(), one.Stream); err != nil {
		q.d.Fail(err)
		return
	}
	q.d.Host.Toast(q.d.Words.T("quarantine.dropped"), "", nil)
	q.load(nil)
}
