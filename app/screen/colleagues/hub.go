package colleagues

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// hub is the overview: what can be done with colleagues, and how things stand.
type hub struct {
	frame
	notices *fyne.Container // what waits for the person
	first   *ui.Button
	team    *ui.ActionRow
	before  *ui.ActionRow // earlier merges
	cards   *ui.ActionRow
	off     func() // hears nothing of the team any more
}

// state is what the overview says.
type state struct {
	merges    int
	last      store.Merge
	conflicts int
	aside     int
	cards     int
	err       error
}

func newHub(d *desk.Desk, t Tools) *hub {
	h := &hub{frame: frame{Tools: t, d: d, body: container.NewStack()}, notices: ui.NewStack(1.2)}
	h.first = ui.NewButton(h.t("colleagues.choose_file"), theme.FolderOpenIcon(), ui.Primary, func() { askFile(d) })
	row := func(icon fyne.Resource, title, text string, act *ui.Button) *ui.ActionRow {
		return ui.NewActionRow(icon, h.t(title), text, act).Boxed()
	}
	to := func(key, section string) *ui.Button { return ui.NewButton(h.t(key), nil, ui.Plain, h.go1(section)) }
	h.team = row(theme.FolderIcon(), "colleagues.team", "", to("colleagues.show", Team))
	h.before = row(theme.HistoryIcon(), "colleagues.merges", "", to("colleagues.show", Merges))
	h.cards = row(theme.AccountIcon(), "colleagues.cards", "", to("colleagues.show", Cards))
	rows := ui.NewStack(1.2,
		row(theme.DownloadIcon(), "colleagues.take", h.t("colleagues.take_why"), h.first),
		row(theme.UploadIcon(), "colleagues.give", h.t("colleagues.give_why"), to("colleagues.give_do", Give)),
		h.team, h.before, h.cards)
	h.show(column(
		ui.NewStack(1, ui.NewHeading(h.t("nav.colleagues")), ui.NewCaption(h.t("colleagues.lead"))),
		h.notices, rows))
	h.fill(state{})
	h.ExtendBaseWidget(h)
	h.load()
	if t.Team != nil {
		h.off = t.Team.OnState(h.tellTeam)
	}
	d.Runner.Do(func() {}, func() { ui.Focus(h.first) })
	return h
}

// Changed looks again at how things stand.
func (h *hub) Changed(store.Changes) { h.load() }

// Leave hears nothing of the team any more.
func (h *hub) Leave() {
	h.frame.Leave()
	if h.off != nil {
		h.off()
	}
}

func (h *hub) load() {
	var s state
	db := h.d.DB
	h.d.Runner.Do(func() { s = stateOf(db) }, func() {
		if h.gone {
			return
		}
		h.d.Fail(s.err)
		h.fill(s)
	})
}

func stateOf(db *store.DB) (s state) {
	ctx := context.Background()
	count, newest, err := db.StandingMerges(ctx)
	if s.merges = count; err == nil && newest > 0 {
		s.last, err = db.MergeByNumber(ctx, newest)
	}
	ok := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	ok(func() (err error) { s.conflicts, err = db.CountConflicts(ctx); return err })
	ok(func() error { q, err := db.Quarantine(ctx); s.aside = len(q); return err })
	ok(func() error { c, err := db.Colleagues(ctx); s.cards = len(c); return err })
	s.err = err
	return s
}

// fill says how things stand. The rows stay, so that none loses the keyboard.
func (h *hub) fill(s state) {
	w := h.d.Words
	h.notices.Objects = nil
	notice := func(tone ui.Tone, key string, n int, r desk.Route) {
		if n > 0 {
			show := ui.NewButton(h.t("colleagues.show"), nil, ui.Plain, func() { h.d.Host.Go(r) })
			h.notices.Add(ui.NewBanner(tone, w.N(key, n), show))
		}
	}
	notice(ui.Problem, "colleagues.aside_here", s.aside, desk.Route{Screen: desk.ScreenConflicts, Section: "quarantine"})
	notice(ui.Warning, "colleagues.conflicts_here", s.conflicts, desk.Route{Screen: desk.ScreenConflicts})
	if h.d.DB.ReadOnly() {
		h.first.Disable()
		h.notices.Add(ui.NewBanner(ui.Neutral, h.t("colleagues.read_only")))
	}
	before := h.t("colleagues.merges_none")
	if s.merges > 0 {
		before = w.N("colleagues.merges_some", s.merges, tr.V{"When": desk.Day(w, s.last.At)})
	}
	h.before.SetText(before)
	cards := h.t("colleagues.cards_none")
	if s.cards > 0 {
		cards = w.N("colleagues.cards_some", s.cards)
	}
	h.cards.SetText(cards)
	h.tellTeam()
	h.notices.Refresh()
	h.body.Refresh()
}

// tellTeam says how the team folder stands now.
func (h *hub) tellTeam() {
	line := h.t("teamwork.none")
	if h.Team != nil {
		line = Line(h.d.Words, h.Team.State())
	}
	h.team.SetText(line)
}
