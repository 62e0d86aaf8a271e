package colleagues

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// manyMerges is how many earlier merges are listed; a team folder makes one
// whenever something comes.
const manyMerges = 200

// merges lists what was taken in before.
type merges struct {
	frame
	list  *fyne.Container
	first *ui.Button
}

func newMerges(d *desk.Desk, t Tools) *merges {
	m := &merges{frame: frame{Tools: t, d: d, body: container.NewStack()}, list: ui.NewStack(1.2)}
	m.show(column(
		ui.NewStack(1, ui.NewHeading(m.t("colleagues.merges")), ui.NewCaption(m.t("colleagues.merges_lead"))),
		m.list))
	m.ExtendBaseWidget(m)
	m.load(true)
	return m
}

// Changed lists again.
func (m *merges) Changed(store.Changes) { m.load(false) }

func (m *merges) load(begin bool) {
	var all []store.Merge
	var err error
	db := m.d.DB
	m.d.Runner.Do(func() { all, err = db.Merges(context.Background()) }, func() {
		if m.gone {
			return
		}
		m.d.Fail(err)
		m.fill(all)
		if begin && m.first != nil {
			ui.Focus(m.first)
		}
	})
}

func (m *merges) fill(all []store.Merge) {
	w := m.d.Words
	m.list.Objects, m.first = nil, nil
	for i, one := range all {
		if i == manyMerges {
			m.list.Add(ui.NewCaption(w.N("colleagues.merges_more", len(all)-i)))
			break
		}
		show := ui.NewButton(m.t("colleagues.show"), nil, ui.Plain, func() { m.d.Host.Go(mergeRoute(one.N)) })
		if m.first == nil {
			m.first = show
		}
		text := summary(w, &one.Report)
		if len(one.Report.People) > 0 {
			text = who(m.d, one.Report.People) + "\n" + text
		}
		row := ui.NewActionRow(wayIcon(one.Way), desk.Moment(w, one.At), text, show).Boxed()
		if !one.Undone.IsZero() {
			row.Mark(ui.NewBadge(m.t("colleagues.undone"), ui.Neutral))
		}
		m.list.Add(row)
	}
	if len(all) == 0 {
		m.list.Add(ui.NewEmptyState(theme.HistoryIcon(), m.t("colleagues.merges_empty"), "", nil))
	}
	m.list.Refresh()
}

func wayIcon(way string) fyne.Resource {
	if way == "folder" {
		return theme.FolderIcon()
	}
	return theme.DocumentIcon()
}

// who names those whose work came, in one line.
func who(d *desk.Desk, people []store.Part) string {
	w := d.Words
	var all []string
	for _, p := range people {
		if name := d.NameOf(p.Author); !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	switch {
	case len(all) > 3:
		return w.N("colleagues.and_others", len(all)-2, tr.V{"Names": all[0] + ", " + all[1]})
	}
	out := all[0]
	for _, name := range all[1:] {
		out += ", " + name
	}
	return out
}

func mergeRoute(n int64) desk.Route {
	return desk.Route{Screen: desk.ScreenColleagues, Section: Merges, Words: strconv.FormatInt(n, 10)}
}

// merged is one merge that was carried out: what came, and the way back.
type merged struct {
	frame
	n    int64
	one  store.Merge
	kept string // the copy of the file from before; "" when there is none any more
	full bool   // its report holds the values, too: it was carried out just now
	list *listing
}

// newJustMerged shows a merge that was carried out just now.
func newJustMerged(d *desk.Desk, t Tools, one exchange.Merged) *merged {
	m := &merged{
		frame: frame{Tools: t, d: d, body: container.NewStack()}, n: one.Merge, kept: one.Kept, full: true,
		one: store.Merge{N: one.Merge, At: one.At, Way: one.Way, Report: one.MergeReport},
	}
	m.ExtendBaseWidget(m)
	m.fill(true)
	return m
}

func newMerged(d *desk.Desk, t Tools, n int64) *merged {
	m := &merged{frame: frame{Tools: t, d: d, body: container.NewStack()}, n: n}
	m.show(column(ui.NewHeading(m.t("colleagues.merges"))))
	m.ExtendBaseWidget(m)
	m.load(true)
	return m
}

// Commands gives the menu what can be done with what is shown.
func (m *merged) Commands() (string, []desk.Command) {
	return "nav.colleagues", []desk.Command{
		{Key: "colleagues.save_report", Name: fyne.KeyS, Mod: fyne.KeyModifierShortcutDefault, Do: m.saveReport},
		{Key: "colleagues.take_back", Writes: true, Do: m.askBack},
	}
}

func (m *merged) load(begin bool) {
	var one store.Merge
	var kept []store.Kept
	var err error
	db := m.d.DB
	m.d.Runner.Do(func() {
		if one, err = db.MergeByNumber(context.Background(), m.n); err == nil {
			kept, _ = db.KeptCopies() // a folder that is gone keeps nothing
		}
	}, func() {
		if m.gone {
			return
		}
		if err != nil {
			if !errors.Is(err, store.ErrNotFound) {
				m.d.Fail(err)
			}
			m.d.Host.Replace(hubRoute())
			return
		}
		m.one, m.full = one, false
		m.kept = keptBefore(kept, m.one.At)
		m.fill(begin)
	})
}

// keptBefore finds the copy that was kept before a merge: the newest that is no
// newer. Its name knows the minute, and the copying of a large file takes some.
func keptBefore(all []store.Kept, at time.Time) string {
	for _, k := range all { // the newest first
		if k.What == store.BeforeMerge && !k.At.After(at) && at.Sub(k.At) < 30*time.Minute {
			return k.Path
		}
	}
	return ""
}

func (m *merged) fill(begin bool) {
	w, r := m.d.Words, &m.one.Report
	done := ui.NewButton(m.t("action.done"), nil, ui.Primary, func() { m.d.Host.Replace(hubRoute()) })
	save := ui.NewButton(m.t("colleagues.save_report"), theme.DocumentSaveIcon(), ui.Plain, m.saveReport)
	back := ui.NewButton(m.t("colleagues.take_back"), theme.ContentUndoIcon(), ui.Plain, m.askBack)
	if !m.one.Undone.IsZero() || m.d.DB.ReadOnly() {
		back.Disable()
	}
	title := m.t("colleagues.taken_in")
	if !m.one.Undone.IsZero() {
		title = m.t("colleagues.taken_back")
	}
	head := ui.NewStack(1.6,
		ui.NewRow(0, ui.NewStack(0.6, ui.NewHeading(title), ui.NewCaption(desk.Moment(w, m.one.At))), back, save, done),
		ui.NewText(summary(w, r), ui.TextStyle{}))
	if r.Conflicts > 0 && m.one.Undone.IsZero() {
		head.Add(ui.NewBanner(ui.Warning, w.N("colleagues.conflicts_stay", r.Conflicts), ui.NewButton(m.t("colleagues.show_conflicts"), nil, ui.Plain, func() {
			m.d.Host.Go(desk.Route{Screen: desk.ScreenConflicts})
		})))
	}
	if n := len(r.Quarantine); n > 0 {
		head.Add(ui.NewBanner(ui.Problem, w.N("colleagues.aside_alarm", n), ui.NewButton(m.t("colleagues.show"), nil, ui.Plain, func() {
			m.d.Host.Go(desk.Route{Screen: desk.ScreenConflicts, Section: "quarantine"})
		})))
	}
	if m.kept != "" {
		head.Add(ui.NewCaption(w.T("colleagues.kept", tr.V{"Path": m.kept})))
	}
	m.list = newListing(m.d, r, !m.full)
	m.show(ui.NewHeaded(head, m.list.object()))
	if begin {
		m.d.Runner.Do(func() {}, func() { ui.Focus(done) })
	}
}

// askBack asks whether the merge shall be taken back, and says what that does
// and does not do.
func (m *merged) askBack() {
	if !m.one.Undone.IsZero() || m.one.N == 0 {
		return
	}
	var box *ui.Dialog
	no := ui.NewButton(m.t("action.cancel"), nil, ui.Plain, func() { box.Close() })
	yes := ui.NewButton(m.t("colleagues.take_back"), nil, ui.Primary, func() { box.Close(); m.takeBack() })
	box = ui.NewDialog(m.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: m.t("colleagues.take_back_title"), Body: ui.NewText(m.t("colleagues.take_back_text"), ui.TextStyle{}),
		Buttons: []*ui.Button{no, yes}, First: no, Width: 520, Accept: func() {},
	})
	box.Show()
}

func (m *merged) takeBack() {
	if !m.d.Saver.Commit() {
		return
	}
	var changes store.Changes
	var err error
	db, n := m.d.DB, m.n
	m.d.Host.Busy(desk.Work{
		Title: "colleagues.taking_back",
		Do: func(ctx context.Context, step func(done, total int)) {
			if changes, err = db.MergeChanges(ctx, n); err == nil { // what is gone afterwards has no kind any more
				_, err = exchange.Unmerge(ctx, db, n, step, step)
			}
		},
		Done: func() {
			switch {
			case errors.Is(err, context.Canceled):
			case err != nil:
				ui.Message(m.d.Host.Window().Canvas(), m.t("problem.title"), sentence(m.d.Words, err))
			default:
				m.d.Host.Toast(m.t("colleagues.was_taken_back"), "", nil)
				m.d.Host.Changed(changes)
				if !m.gone {
					m.load(true)
				}
			}
		},
	})
}
