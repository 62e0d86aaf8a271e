// Package keys is where a person sees what opens the file, and changes it: the
// passphrase, the recovery sheet, key shares, colleagues, a harmless notebook,
// and what happens to the keys when the file may be taken.
//
// The page is one column: what opens the file now, ways to add to it, and what
// to do on a bad day. Whatever needs attention (no paper, an unsealed original)
// stands above. Each change is asked for in one dialog and carried out as a
// whole or not at all; what it does not reach is said before and after.
//
// Rules of the package: a passphrase is stretched away from the window, and a
// wrong one is one sentence at its line; no words of a key are on the page.
package keys

import (
	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/keypaper"
	"guvoh/app/people"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/vault"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tools is what the window does for the screen.
type Tools struct {
	IdentityPath string            // where the person's own key lies, or will; "" keeps none
	Cost         vault.Cost        // of a guess at a new passphrase; measured when zero
	Open         func(path string) // closes this file and asks for the key of another
	Wipe         func()            // asks whether the keys of this file shall be destroyed
}

// Screen shows the keys of the file.
type Screen struct {
	widget.BaseWidget
	Tools
	d      *desk.Desk
	people *people.People
	gone   bool // the screen was left: nothing may be said any more

	box      *fyne.Container // the page, or a pane over it
	over     pane            // nil while the page is shown
	page     *ui.Scroll
	notices  *fyne.Container
	list     *fyne.Container
	limits   *fyne.Container // after how many wrong passphrases the keys go
	acts     []*ui.Button    // what changes the file
	toChange *ui.Button      // the first of them
}

// New makes the screen.
func New(d *desk.Desk, _ desk.Route, t Tools) desk.Pane {
	s := &Screen{Tools: t, d: d, box: container.NewStack(), notices: ui.NewStack(1.5), list: ui.NewStack(1.2), limits: ui.NewFlow()}
	s.people = people.With(d, people.Tools{IdentityPath: t.IdentityPath, Cost: t.Cost, Gone: func() bool { return s.gone }})
	s.build()
	s.load()
	s.uncover()
	s.ExtendBaseWidget(s)
	d.Runner.Do(func() {}, s.begin)
	return s
}

// begin gives the keyboard to the first thing on the page that can be done,
// unless the page would scroll for it and hide why so little can be.
func (s *Screen) begin() {
	for _, b := range append(append(buttons(s.notices), buttons(s.list)...), s.toChange) {
		if !b.Disabled() {
			ui.Focus(b)
			return
		}
	}
}

// buttons are those of the rows and banners in a stack.
func buttons(stack *fyne.Container) (all []*ui.Button) {
	for _, row := range stack.Objects {
		if r, ok := row.(interface{ Acts() []fyne.CanvasObject }); ok {
			for _, o := range r.Acts() {
				if b, ok := o.(*ui.Button); ok {
					all = append(all, b)
				}
			}
		}
	}
	return all
}

// CreateRenderer shows the page, or what stands over it.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }

// Changed looks again at what opens the file.
func (s *Screen) Changed(store.Changes) { s.load() }

// Leave forgets what stands over the page.
func (s *Screen) Leave() {
	s.gone = true
	s.uncover()
}

func (s *Screen) t(key string) string { return s.d.Words.T(key) }

// pane is what may stand over the page: the way to a recovery sheet or to key
// shares.
type pane interface {
	Object() fyne.CanvasObject
	Escape()
	Leave()
}

// cover shows a pane over the page. Escape goes to it where nothing in it wants
// the key.
func (s *Screen) cover(p pane) {
	s.uncover()
	s.over = p
	s.box.Objects = []fyne.CanvasObject{p.Object()}
	s.box.Refresh()
	s.d.Host.Window().Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape {
			p.Escape()
		}
	})
}

// uncover shows the page again, as it is now.
func (s *Screen) uncover() {
	if s.over != nil {
		s.over.Leave()
		s.over = nil
	}
	s.d.Host.Window().Canvas().SetOnTypedKey(nil)
	s.box.Objects = []fyne.CanvasObject{s.page}
	s.box.Refresh()
}

// again makes the screen anew, and the way to it, which counts what waits for
// the person.
func (s *Screen) again() { s.d.Host.Replace(desk.Route{Screen: desk.ScreenKeys}) }

// build makes the page. What changes on it is filled in by load.
func (s *Screen) build() {
	act := func(key string, style ui.ButtonStyle, do func()) *ui.Button {
		b := ui.NewButton(s.t(key), nil, style, do)
		s.acts = append(s.acts, b)
		return b
	}
	row := func(key string, acts ...fyne.CanvasObject) fyne.CanvasObject {
		return ui.NewActionRow(nil, s.t("keys."+key), s.t("keys."+key+"_why"), acts...)
	}
	s.toChange = act("keys.change", ui.Plain, s.askChange)
	ways := []fyne.CanvasObject{
		row("passphrase", s.toChange),
		row("another", act("keys.add", ui.Plain, s.askAnother)),
		row("recovery", act("keys.make", ui.Plain, s.makeSheet)),
		row("shares", act("keys.make", ui.Plain, s.makeShares)),
		row("colleague", act("keys.add", ui.Plain, s.askColleague)),
	}
	if s.IdentityPath != "" {
		ways = append(ways, row("card", ui.NewButton(s.t("keys.show"), nil, ui.Plain, s.people.ShowCard)))
	}
	ways = append(ways, row("cards", ui.NewButton(s.t("colleagues.show"), nil, ui.Plain, func() {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenColleagues, Section: "cards"})
	})))
	renew := ui.NewButton(s.t("keys.renew_do"), nil, ui.Plain, s.askRenew)
	about := func(title, text string) *ui.Button {
		return ui.NewButton(s.t("keys.about"), nil, ui.Link, func() {
			ui.Message(s.d.Host.Window().Canvas(), s.t(title), s.t(text))
		})
	}
	column := ui.NewStack(4,
		ui.NewStack(1, ui.NewHeading(s.t("nav.keys")), ui.NewCaption(s.t("keys.lead"))),
		s.notices,
		ui.NewStack(2, ui.NewSection(s.t("keys.opens"), ""), s.list),
		group(s.t("keys.ways"), ways...),
		group(s.t("keys.lost"), row("renew", renew)),
		group(s.t("keys.taken"),
			ui.NewStack(0.4, row("decoy", act("keys.choose", ui.Plain, s.askDecoy)), left(about("keys.decoy", "keys.decoy_about"))),
			ui.NewStack(1, row("limit"), s.limits, left(about("keys.limit", "keys.limit_about"))),
			row("wipe", act("keys.wipe_do", ui.Danger, func() { s.Wipe() }))))
	s.page = ui.NewScroll(ui.NewAtMost(660, ui.NewInset(4, 4, column)))
}

// group puts rows under a heading.
func group(title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	return ui.NewStack(2.6, append([]fyne.CanvasObject{ui.NewSection(title, "")}, rows...)...)
}

// left keeps a button as narrow as its words.
func left(b fyne.CanvasObject) fyne.CanvasObject { return ui.NewFlow(b) }

// load fills in what can change.
func (s *Screen) load() {
	s.loadNotices()
	s.loadKeys()
	s.loadLimits()
	for _, b := range s.acts {
		if s.d.DB.ReadOnly() {
			b.Disable()
		}
	}
	s.page.Refresh()
}

// loadNotices says what needs attention.
func (s *Screen) loadNotices() {
	s.notices.Objects = nil
	if s.d.DB.ReadOnly() {
		s.notices.Add(ui.NewBanner(ui.Neutral, s.t("keys.read_only")))
	}
	if originals := store.Originals(s.d.DB.Path()); len(originals) > 0 {
		remove := ui.NewButton(s.t("seal.discard"), nil, ui.Plain, func() { s.discard(originals) })
		s.notices.Add(ui.NewBanner(ui.Warning, s.d.Words.N("seal.original", len(originals)), remove))
	}
	if s.d.DB.ReadOnly() {
		return
	}
	what, key := keypaper.Remind(s.d.DB)
	switch what {
	case keypaper.NoPaper:
		s.notices.Add(ui.NewBanner(ui.Accent, s.t("keys.remind_none"), ui.NewButton(s.t("recovery.make"), nil, ui.Plain, s.makeSheet)))
	case keypaper.Untried:
		s.notices.Add(ui.NewBanner(ui.Accent, s.t("keys.remind_untried"), ui.NewButton(s.t("keys.try"), nil, ui.Plain, func() { s.try(key) })))
	}
}

// ---- paper ----

func (s *Screen) makeSheet() {
	s.cover(gate.NewRecovery(keypaper.Sheet(s.d, s.again)))
}

func (s *Screen) makeShares() {
	s.cover(gate.NewShares(keypaper.Shares(s.d, s.again)))
}

// try has the paper of a key typed, to see that it opens the file.
func (s *Screen) try(key vault.Slot) {
	if key.Kind == vault.KindShares {
		s.cover(gate.NewSharesRehearsal(keypaper.Shares(s.d, s.again)))
	} else {
		s.cover(gate.NewRehearsal(keypaper.Sheet(s.d, s.again)))
	}
}

// iconOf is the sign of a kind of key.
func iconOf(kind vault.Kind) fyne.Resource {
	switch kind {
	case vault.KindRecovery:
		return theme.DocumentIcon()
	case vault.KindShares:
		return theme.ContentCopyIcon()
	case vault.KindDecoy:
		return theme.VisibilityOffIcon()
	}
	return theme.AccountIcon()
}
