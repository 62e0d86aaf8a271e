// Package conflicts lists every field that holds more than one value, in the
// file or in one case, and leads through them one after another; and what came
// from elsewhere and was not taken, with what can be done about it.
//
// Its one job is that nobody has to look for what waits for a decision. Rules
// of the package: it decides nothing itself, see [conflict.View]; what was
// decided leaves the list at once and the next stands in its place; the keys
// alone lead through all of them.
package conflicts

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/conflict"
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Waiting is the Section of a route that shows what came and was not taken.
const Waiting = "quarantine"

// New shows what the route names: the conflicts of the file or of its Case, or
// what came and was not taken.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	if r.Section == Waiting {
		return newQuarantine(d)
	}
	return newScreen(d, r.Case)
}

// Screen is the list of conflicts, with the one that is looked at beside it.
type Screen struct {
	widget.BaseWidget
	d     *desk.Desk
	in    model.ID // the case; zero: the whole file
	all   []item
	asked int

	count    *ui.Text
	banner   *fyne.Container // what came and was not taken
	list     *ui.Columns
	view     *conflict.View
	detail   *fyne.Container
	scroll   *ui.Scroll
	progress *ui.Text
	before   *ui.Button
	after    *ui.Button
	content  *fyne.Container
}

// item is one conflict with where it stands.
type item struct {
	store.Conflict
	record   model.Record
	inCase   model.ID
	caseName string
}

func newScreen(d *desk.Desk, in model.ID) *Screen {
	w := d.Words
	s := &Screen{d: d, in: in, count: ui.NewCaption(w.T("state.loading")), banner: ui.NewStack(1)}
	s.list = ui.NewColumns(rows{s}, s.columns()...)
	s.list.OnSelect = func(int) { s.look() }
	s.list.OnOpen = func(int) { s.into() }
	s.progress = ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true})
	s.before = ui.NewButton(w.T("conflict.before"), theme.NavigateBackIcon(), ui.Plain, func() { s.step(-1) })
	s.after = ui.NewButton(w.T("conflict.after"), theme.NavigateNextIcon(), ui.Plain, func() { s.step(1) })
	s.detail = ui.NewStack(2.4)
	s.scroll = ui.NewScroll(ui.NewInset(3, 2.5, s.detail))
	body := &fyne.Container{Layout: &sides{s}, Objects: []fyne.CanvasObject{s.list, s.scroll}}
	head := ui.NewStack(2, ui.NewStack(0.2, ui.NewHeading(s.title()), s.count), s.banner)
	s.content = ui.NewHeaded(head, body)
	s.ExtendBaseWidget(s)
	s.load(func() {
		s.choose(0)
		ui.Focus(s.list)
	})
	return s
}

func (s *Screen) title() string {
	if s.in.IsZero() {
		return s.d.Words.T("nav.conflicts")
	}
	return s.d.Words.T("conflict.of_case", tr.V{"Case": s.d.TitleOf(s.in)})
}

func (s *Screen) columns() []ui.Column {
	t := s.d.Words.T
	cs := []ui.Column{
		{ID: "record", Title: t("history.record"), Weight: 2, Min: 120},
		{ID: "field", Title: t("history.field"), Weight: 1.4, Min: 100},
	}
	if s.in.IsZero() {
		cs = append(cs, ui.Column{ID: "case", Title: s.d.Words.Kind("case"), Weight: 1, Min: 90})
	}
	return cs
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Leave drops answers that are still on their way.
func (s *Screen) Leave() { s.asked++ }

// Changed lists again; what is looked at stays, or the next takes its place.
func (s *Screen) Changed(store.Changes) {
	at := s.list.Selected()
	keyboard := s.listHasKeys()
	s.load(func() {
		s.choose(min(max(at, 0), len(s.all)-1))
		switch {
		case s.d.Host.Window().Canvas().Overlays().Top() != nil: // somebody is asked something
		case !keyboard && s.view != nil:
			s.view.Focus()
		default:
			ui.Focus(s.list)
		}
	})
}

func (s *Screen) listHasKeys() bool { return s.d.Host.Window().Canvas().Focused() == s.list }

// load asks for the conflicts away from the window and does then what comes next.
func (s *Screen) load(next func()) {
	s.asked++
	asked, db, in := s.asked, s.d.DB, s.in
	var all []item
	var waiting []store.Quarantined
	var err error
	s.d.Runner.Do(func() {
		if all, err = find(db, in); err == nil {
			waiting, err = db.Quarantine(context.Background())
		}
	}, func() {
		if asked != s.asked {
			return
		}
		s.d.Fail(err)
		s.all = all
		s.count.SetText(s.d.Words.N("conflict.fields", len(all)))
		s.showWaiting(len(waiting))
		s.list.SetEmpty(ui.NewEmptyState(theme.ConfirmIcon(), s.d.Words.T("conflict.none"), "", nil))
		s.list.Reload()
		next()
	})
}

// find reads the conflicts and where each stands, those of one case together.
func find(db *store.DB, in model.ID) ([]item, error) {
	ctx := context.Background()
	var found []store.Conflict
	var err error
	if in.IsZero() {
		found, err = db.Conflicts(ctx)
	} else {
		found, err = db.ConflictsOfCase(ctx, in)
	}
	if err != nil {
		return nil, err
	}
	all := make([]item, 0, len(found))
	names := map[model.ID]string{}
	for _, c := range found {
		it := item{Conflict: c, inCase: in}
		if it.record, err = db.Get(ctx, c.Record); err != nil {
			return nil, err
		}
		cases, err := recordform.CasesOf(ctx, db, it.record)
		if err != nil {
			return nil, err
		}
		if in.IsZero() && len(cases) > 0 {
			it.inCase = cases[0]
		}
		if _, known := names[it.inCase]; !known && !it.inCase.IsZero() {
			if names[it.inCase], err = caseName(ctx, db, it.inCase); err != nil {
				return nil, err
			}
		}
		it.caseName = names[it.inCase]
		all = append(all, it)
	}
	slices.SortStableFunc(all, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.caseName, b.caseName), bytes.Compare(a.inCase[:], b.inCase[:]),
			cmp.Compare(a.Kind, b.Kind), bytes.Compare(a.Record[:], b.Record[:]), cmp.Compare(a.Field, b.Field))
	})
	return all, nil
}

// caseName is the reference of a case, or its title where it has none.
func caseName(ctx context.Context, db *store.DB, id model.ID) (string, error) {
	r, err := db.Get(ctx, id)
	if ref := r.Text("reference"); ref != "" || err != nil {
		return ref, err
	}
	return db.Label(ctx, id)
}

// showWaiting leads to what came and was not taken, if there is any.
func (s *Screen) showWaiting(n int) {
	s.banner.Objects = nil
	if n > 0 && s.in.IsZero() {
		s.banner.Objects = []fyne.CanvasObject{ui.NewBanner(ui.Problem, s.d.Words.N("quarantine.some", n),
			ui.NewButton(s.d.Words.T("quarantine.look"), nil, ui.Plain, func() {
				s.d.Host.Go(desk.Route{Screen: desk.ScreenConflicts, Section: Waiting})
			}))}
	}
	s.banner.Refresh()
	s.content.Refresh()
}

// choose looks at a conflict; -1 at none.
func (s *Screen) choose(i int) {
	s.list.Select(i)
	s.look()
}

// look shows the conflict that is chosen.
func (s *Screen) look() {
	i := s.list.Selected()
	s.view = nil
	s.detail.Objects = nil
	if i >= 0 && i < len(s.all) {
		s.show(i)
	}
	s.detail.Refresh()
	s.scroll.Refresh()
	s.content.Refresh()
}

func (s *Screen) show(i int) {
	it, w := s.all[i], s.d.Words
	title := it.caseName
	if it.Kind == "case" {
		title = ""
	}
	if title != "" {
		title = " · " + title
	}
	open := ui.NewButton(w.T("conflict.open"), theme.NavigateNextIcon(), ui.Link, func() { s.open(it) })
	s.progress.SetText(w.T("conflict.progress", tr.V{"At": w.Number(i + 1), "Of": w.Number(len(s.all))}))
	s.enable(s.before, i > 0)
	s.enable(s.after, i < len(s.all)-1)
	s.view = conflict.New(s.d, it.Conflict, nil)
	s.detail.Objects = []fyne.CanvasObject{
		ui.NewRow(0, s.progress, s.before, s.after),
		ui.NewStack(0.6, ui.NewCaption(w.Kind(it.Kind)+title), ui.NewText(s.d.Title(it.record), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}), ui.NewRow(-1, open)),
		ui.NewText(conflict.Name(s.d, it.Conflict), ui.TextStyle{Bold: true}),
		s.view.Object(),
	}
}

func (s *Screen) enable(b *ui.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// open goes to the record in its case.
func (s *Screen) open(it item) {
	s.d.Host.Go(recordform.RouteTo(s.d, it.record, it.inCase))
}

// into gives the keyboard to the values of the conflict that is chosen.
func (s *Screen) into() {
	if s.view != nil {
		s.view.Focus()
	}
}

// step looks at the conflict before or after, and keeps the keyboard where it was.
func (s *Screen) step(by int) {
	to := s.list.Selected() + by
	if to < 0 || to >= len(s.all) {
		return
	}
	keyboard := s.listHasKeys()
	s.choose(to)
	if keyboard {
		ui.Focus(s.list)
	} else {
		s.into()
	}
}

// Commands are what can be done here, for the menu: only there do shortcuts
// work on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	return "conflict.menu", []desk.Command{
		{Key: "conflict.before", Name: fyne.KeyPageUp, Mod: fyne.KeyModifierAlt, Do: func() { s.step(-1) }},
		{Key: "conflict.after", Name: fyne.KeyPageDown, Mod: fyne.KeyModifierAlt, Do: func() { s.step(1) }},
		{},
		{Key: "conflict.compare", Name: fyne.KeyD, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift, Do: func() {
			if s.view != nil {
				s.view.Compare()
			}
		}},
	}
}

// rows gives the list its lines; a case is named at the first of its own.
type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.all) }

func (r rows) Row(i int) []string {
	it := r.s.all[i]
	return []string{r.s.d.Title(it.record), conflict.Name(r.s.d, it.Conflict), it.caseName}
}
