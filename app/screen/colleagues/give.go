package colleagues

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// To whom cases can be given.
const (
	toColleague  = "colleague"
	toPassphrase = "passphrase"
	toOutside    = "outside"
)

// manyCases is how many cases are found at once; who looks for one among more
// types a letter of it.
const manyCases = 5000

// give makes a file with some cases for somebody: at the left the cases, at the
// right for whom, what goes along and what stays.
type give struct {
	frame
	hits    []store.Hit
	picked  map[model.ID]bool
	sought  int // the newest search for cases; older answers are dropped
	planned int // the newest question what would go along; the same

	search *ui.Entry
	found  *ui.Text
	list   *ui.TickList
	right  *ui.Scroll

	to        string
	purpose   string
	card      int64 // of the colleague
	cards     []store.Colleague
	history   bool
	bytes     bool
	composed  bool
	sensitive bool
	plan      *store.SharePlan  // nil while none is known
	kept      map[model.ID]bool // persons of whom nothing goes along; as chosen
	pass      *gate.PassphraseInput
	who       *ui.TermSelect
	rest      *fyne.Container // what stays
	save      *ui.Button
	problem   *ui.Text
	keyboard  string         // which part of the right-hand side gets the keyboard once it is made anew
	next      fyne.Focusable // the widget of that part
}

// Parts of the right-hand side that are made anew when something is chosen in them.
const (
	inWay       = "way"
	inColleague = "colleague"
	inPurpose   = "purpose"
)

func newGive(d *desk.Desk, t Tools, only model.ID) *give {
	g := &give{
		frame: frame{Tools: t, d: d, body: container.NewStack()}, picked: map[model.ID]bool{}, kept: map[model.ID]bool{},
		to: toColleague, purpose: purposes[toColleague][0], history: true, bytes: true,
	}
	if !only.IsZero() {
		g.picked[only] = true
	}
	g.search = ui.NewEntry(g.t("list.search_cases"), func(string) { g.find() })
	g.found = ui.NewCaption("")
	g.count()
	g.list = ui.NewTickList(g)
	g.list.OnTick = g.onTick
	g.list.OnOpen = g.onTick
	g.list.SetEmpty(ui.NewEmptyState(theme.FolderIcon(), g.t("colleagues.no_cases"), "", nil))
	g.rest = ui.NewStack(0)
	g.pass = gate.NewPassphraseInput(d.Words)
	g.save = ui.NewButton(g.t("colleagues.give_save"), theme.DocumentSaveIcon(), ui.Primary, g.onSave)
	g.problem = ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: theme.ColorNameError})
	g.right = ui.NewScroll(ui.NewStack(0))
	head := ui.NewStack(1.6,
		ui.NewRow(0, ui.NewStack(0.6, ui.NewHeading(g.t("colleagues.give")), ui.NewCaption(g.t("colleagues.give_lead"))), g.save),
		g.problem)
	g.problem.Hide()
	split := container.NewHSplit(ui.NewHeaded(ui.NewStack(1, g.search, g.found), g.list), container.NewStack(g.right))
	split.Offset = 0.42
	g.show(ui.NewHeaded(head, split))
	g.ExtendBaseWidget(g)
	g.fill()
	g.load()
	d.Runner.Do(func() {}, func() {
		if h, ok := d.Host.(interface{ Here(desk.Route) }); ok && !only.IsZero() { // what is dropped here is no evidence of that case
			h.Here(desk.Route{Screen: desk.ScreenColleagues, Section: Give})
		}
		ui.Focus(g.search)
	})
	return g
}

// Changed looks again at what is there.
func (g *give) Changed(store.Changes) { g.load() }

// Count answers how many cases were found; Row answers one.
func (g *give) Count() int { return len(g.hits) }

// Row answers one of the cases found.
func (g *give) Row(i int) ui.TickRow {
	h := g.hits[i]
	row := ui.TickRow{Head: true, Title: h.Label, Tick: ui.Unticked}
	if row.Title == "" {
		row.Title = g.d.Words.T("untitled", map[string]any{"Kind": g.d.Words.Kind("case")})
	}
	if g.picked[h.ID] {
		row.Tick = ui.Ticked
	}
	return row
}

func (g *give) onTick(i int) {
	id := g.hits[i].ID
	if g.picked[id] = !g.picked[id]; !g.picked[id] {
		delete(g.picked, id)
	}
	g.list.Reload()
	g.count()
	g.replan()
}

// load reads the cards and the cases.
func (g *give) load() {
	var cards []store.Colleague
	var err error
	db := g.d.DB
	g.d.Runner.Do(func() { cards, err = db.Colleagues(context.Background()) }, func() {
		if g.gone {
			return
		}
		g.d.Fail(err)
		if g.cards = cards; len(cards) == 0 && g.to == toColleague && g.pass != nil {
			g.to = toPassphrase
		}
		g.find()
		g.replan()
	})
}

func (g *give) find() {
	g.sought++
	asked, words, db := g.sought, g.search.Text, g.d.DB
	var hits []store.Hit
	var err error
	g.d.Runner.Do(func() { hits, err = db.Pick(context.Background(), []string{"case"}, words, manyCases) }, func() {
		if g.gone || asked != g.sought {
			return
		}
		g.d.Fail(err)
		g.hits = hits
		g.list.Reload()
		g.count()
	})
}

func (g *give) count() {
	g.found.SetText(g.d.Words.N("colleagues.cases_ticked", len(g.picked)))
}

func (g *give) cases() []model.ID {
	ids := make([]model.ID, 0, len(g.picked))
	for id := range g.picked {
		ids = append(ids, id)
	}
	sortIDs(ids)
	return ids
}

// purposes are for what somebody gets cases: whom the consents must allow it.
var purposes = map[string][]string{
	toColleague:  {"share_colleagues"},
	toPassphrase: {"share_colleagues", "share_partners", "lawyer"},
	toOutside:    {"share_partners", "lawyer", "court", "un", "authorities", "media", "research"},
}

// replan asks the file what would go along, away from the window.
func (g *give) replan() {
	g.planned++
	asked, db, cases, purpose := g.planned, g.d.DB, g.cases(), g.purpose
	if len(cases) == 0 {
		g.plan = nil
		g.fill()
		return
	}
	var plan store.SharePlan
	var err error
	g.d.Runner.Do(func() { plan, err = db.SharePlan(context.Background(), cases, purpose) }, func() {
		if g.gone || asked != g.planned {
			return
		}
		if g.d.Fail(err); err != nil {
			return
		}
		g.plan = &plan
		for _, p := range plan.Persons {
			if _, chosen := g.kept[p.ID]; !chosen {
				g.kept[p.ID] = p.LeaveOut
			}
		}
		g.fill()
	})
}

// fill makes the right-hand side.
func (g *give) fill() {
	if g.plan == nil {
		g.save.Disable()
		g.right.SetContent(ui.NewInset(4, 3, ui.NewEmptyState(ui.ColleaguesIcon(), g.t("colleagues.give_choose"), "", nil)))
		return
	}
	g.save.Enable()
	at := g.right.Offset()
	g.rest.Objects = []fyne.CanvasObject{g.stays()}
	g.right.SetContent(ui.NewInset(4, 3, ui.NewStack(3.4, g.forWhom(), g.along(), g.persons(), g.rest)))
	g.right.ScrollTo(at)
	if next := g.next; next != nil {
		g.d.Runner.Do(func() {}, func() { ui.Focus(next) })
	}
	g.keyboard, g.next = "", nil
}

// forWhom asks to whom the file goes.
func (g *give) forWhom() fyne.CanvasObject {
	w := g.d.Words
	ways := ui.NewFlow()
	for _, to := range []string{toColleague, toPassphrase, toOutside} {
		way := ui.NewButton(g.t("colleagues.to."+to), nil, ui.Quiet, func() { g.choose(to) })
		if to == g.to {
			way.SetStyle(ui.Plain)
			g.keep(inWay, way)
		}
		ways.Add(way)
	}
	rows := ui.NewStack(1.6, ui.NewSection(g.t("colleagues.for_whom"), ""), ways, ui.NewCaption(g.t("colleagues.to_why."+g.to)))
	if g.to == toColleague {
		rows.Add(g.whose())
	} else {
		rows.Add(g.pass.Object())
	}
	if len(purposes[g.to]) > 1 {
		var options []ui.Option
		for _, p := range purposes[g.to] {
			options = append(options, ui.Option{ID: p, Label: w.Word("consent_purpose", p)})
		}
		pick := ui.NewTermSelect(options, "", func(id string) {
			g.purpose, g.keyboard = id, inPurpose
			clear(g.kept)
			g.replan()
		}).MustHold()
		pick.Load(g.purpose)
		g.keep(inPurpose, pick.FocusTarget())
		rows.Add(ui.NewField(g.t("colleagues.purpose"), pick).SetHelp(g.t("colleagues.purpose_why")))
	}
	return rows
}

// keep notes what stands now where something was chosen, and so gets the keyboard:
// what had it is gone.
func (g *give) keep(part string, o fyne.Focusable) {
	if g.keyboard == part {
		g.next = o
	}
}

// whose chooses the colleague.
func (g *give) whose() fyne.CanvasObject {
	if len(g.cards) == 0 {
		return ui.NewBanner(ui.Neutral, g.t("colleagues.cards_none"), ui.NewButton(g.t("colleagues.show"), nil, ui.Plain, g.go1(Cards)))
	}
	var options []ui.Option
	for _, c := range g.cards {
		sure := store.Unverified
		if c.Verified != 0 {
			sure = store.Verified
		}
		options = append(options, ui.Option{ID: number(c.N), Label: c.Name, Hint: g.d.Trust(sure).Words})
	}
	g.who = ui.NewTermSelect(options, g.t("colleagues.choose_colleague"), func(id string) { g.card, g.keyboard = parse(id), inColleague; g.fill() })
	g.keep(inColleague, g.who.FocusTarget())
	rows := ui.NewStack(1, g.who)
	if g.card != 0 {
		g.who.Load(number(g.card))
		if c, ok := g.chosen(); ok && c.Verified == 0 {
			rows.Add(ui.NewBanner(ui.Warning, g.t("colleagues.not_compared"), ui.NewButton(g.t("colleagues.show"), nil, ui.Plain, g.go1(Cards))))
		}
	}
	return rows
}

func (g *give) chosen() (store.Colleague, bool) {
	for _, c := range g.cards {
		if c.N == g.card {
			return c, true
		}
	}
	return store.Colleague{}, false
}

func (g *give) choose(to string) {
	g.to, g.purpose, g.keyboard = to, purposes[to][0], inWay
	clear(g.kept)
	g.say("")
	g.replan()
}

// along asks what goes along besides the records.
func (g *give) along() fyne.CanvasObject {
	w := g.d.Words
	check := func(key, why string, on *bool) fyne.CanvasObject {
		c := ui.NewCheck(g.t(key), *on, nil)
		c.OnChanged = func(v bool) { *on = v; g.stayed() }
		return ui.NewStack(0.3, c, ui.NewInset(7, 0, ui.NewCaption(g.t(why))))
	}
	rows := ui.NewStack(1.6, ui.NewSection(g.t("colleagues.along"), w.N("colleagues.along_records", g.plan.Records)))
	if g.to != toOutside {
		rows.Add(check("colleagues.with_history", "colleagues.with_history_why", &g.history))
	}
	if n, bytes := here(g.plan.Attachments); n > 0 {
		c := ui.NewCheck(w.N("colleagues.with_attachments", n, map[string]any{"Size": size(w, bytes)}), g.bytes, nil)
		c.OnChanged = func(v bool) { g.bytes = v; g.stayed() }
		rows.Add(c)
	}
	if g.plan.Composed > 0 {
		rows.Add(check("colleagues.with_composed", "colleagues.with_composed_why", &g.composed))
	}
	if g.to == toOutside && len(g.plan.Sensitive) > 0 {
		rows.Add(check("colleagues.with_sensitive", "colleagues.with_sensitive_why", &g.sensitive))
	}
	return rows
}

// here counts the attachments whose bytes are in this file.
func here(all []store.SharedAttachment) (n int, bytes int64) {
	for _, a := range all {
		if a.Here {
			n++
			bytes += a.Size
		}
	}
	return n, bytes
}

// persons lists each person with what their consent says.
func (g *give) persons() fyne.CanvasObject {
	w := g.d.Words
	rows := ui.NewStack(1, ui.NewSection(w.Kinds("person"), g.t("colleagues.persons_why")))
	for i, p := range g.plan.Persons {
		if i == manyPersons {
			rows.Add(ui.NewCaption(w.N("colleagues.persons_more", len(g.plan.Persons)-i)))
			break
		}
		label := p.Label
		if label == "" {
			label = w.T("untitled", map[string]any{"Kind": w.Kind("person")})
		}
		c := ui.NewCheck(label, !g.kept[p.ID], nil)
		c.OnChanged = func(on bool) { g.kept[p.ID] = !on; g.stayed() }
		text, tone := g.consent(p)
		rows.Add(ui.NewRow(0, c, ui.NewBadge(text, tone)))
	}
	if len(g.plan.Persons) == 0 {
		rows.Add(ui.NewCaption(g.t("colleagues.persons_none")))
	}
	return rows
}

const manyPersons = 200

// consent says what a person's consent comes to.
func (g *give) consent(p store.SharedPerson) (string, ui.Tone) {
	switch {
	case p.Consent.No():
		return g.t("colleagues.consent." + string(p.Consent)), ui.Problem
	case p.Ours:
		return g.t("colleagues.consent.ours"), ui.Neutral
	case p.Consent == model.ConsentYes:
		return g.t("colleagues.consent.yes"), ui.Success
	case !p.Asked:
		return g.t("colleagues.consent.not_asked"), ui.Neutral
	}
	return g.t("colleagues.consent." + string(p.Consent)), ui.Warning
}

// stays says what is not in the file.
func (g *give) stays() fyne.CanvasObject {
	w := g.d.Words
	rows := ui.NewStack(0.8, ui.NewSection(g.t("colleagues.stays"), ""))
	out := 0
	for _, p := range g.plan.Persons {
		if g.kept[p.ID] {
			out++
		}
	}
	say := func(on bool, text string) {
		if on {
			rows.Add(ui.NewText(text, ui.TextStyle{}))
		}
	}
	say(out > 0, w.N("colleagues.stays_persons", out))
	n, _ := here(g.plan.Attachments)
	say(n > 0 && !g.bytes, w.N("colleagues.stays_attachments", n))
	say(!g.history && g.to != toOutside, g.t("colleagues.stays_history"))
	say(g.to == toOutside, g.t("colleagues.stays_outside"))
	say(g.to == toOutside && !g.sensitive && len(g.plan.Sensitive) > 0, w.N("colleagues.stays_sensitive", len(g.plan.Sensitive)))
	say(g.plan.Composed > 0 && !g.composed, g.t("colleagues.stays_composed"))
	rows.Add(ui.NewCaption(g.t("colleagues.stays_rest")))
	return rows
}

// stayed says anew what stays, and leaves the keyboard where it is.
func (g *give) stayed() {
	g.rest.Objects = []fyne.CanvasObject{g.stays()}
	ui.Resized(g.rest)
	g.right.Refresh()
}

func (g *give) say(problem string) {
	g.problem.SetText(problem)
	g.problem.Hidden = problem == ""
	g.body.Refresh()
}
