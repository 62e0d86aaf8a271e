package composer

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// Chooser is where a dossier of a case begins: those that are under way, and
// the bodies to which another could go.
type Chooser struct {
	widget.BaseWidget
	d     *desk.Desk
	in    model.ID
	tools Tools

	snap     *model.Snapshot
	profiles []profile.Profile
	shipped  int // so many of them came with the program
	broken   int
	dossiers []model.Record
	when     map[model.ID]string
	reach    map[string]compose.Reach
	against  map[string][]export.Finding
	lacks    map[string]*compose.Lacking // what a body would miss, as far as it was looked at
	looking  bool                        // for that

	list    *roll
	filter  *ui.Entry
	detail  *ui.Scroll
	stack   *fyne.Container
	split   *chooserPanes
	content *fyne.Container
	keys    func(*fyne.KeyEvent)
	over    bool
}

// NewChooser shows the dossiers of the case of a route.
func NewChooser(d *desk.Desk, r desk.Route, tools Tools) *Chooser {
	if tools.Now == nil {
		tools.Now = time.Now
	}
	c := &Chooser{d: d, in: r.Case, tools: tools, when: map[model.ID]string{}, reach: map[string]compose.Reach{}, against: map[string][]export.Finding{}}
	c.lacks = map[string]*compose.Lacking{}
	c.ExtendBaseWidget(c)
	c.list = newRoll()
	c.list.onChoose = func(string) { c.show() }
	c.list.onOpen = func(string) { c.start() }
	c.list.onKey = func(at string, ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyUp && len(c.list.items) > 1 && c.list.items[1].id == at {
			d.Host.Window().Canvas().Focus(c.filter)
			return true
		}
		return false
	}
	c.filter = ui.NewEntry(d.Words.T("compose.find_body"), func(string) { c.fill() })
	c.filter.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
			d.Host.Window().Canvas().Focus(c.list)
			return true
		}
		return false
	}
	c.stack = ui.NewStack(2.4)
	c.detail = ui.NewScroll(ui.NewInset(4, 3, ui.NewAtMost(640, c.stack)))
	c.split = &chooserPanes{}
	w := d.Words
	back := ui.NewButton(c.caseName(), theme.NavigateBackIcon(), ui.Link, func() { d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: c.in}) })
	title, why := "compose.choose", "compose.choose_why"
	if r.Section == desk.SectionMissing {
		title, why = "lacking.title", "lacking.why"
	}
	head := ui.NewStack(1, ui.NewShrinking(back), ui.NewHeading(w.T(title)), ui.NewText(w.T(why), ui.TextStyle{Color: ui.ColorSubtle}))
	left := &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{ui.NewInset(2, 1, c.filter), c.list}}
	c.content = &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{
		ui.NewInset(4, 2.4, head), &fyne.Container{Layout: c.split, Objects: []fyne.CanvasObject{left, c.detail}},
	}}
	canvas := d.Host.Window().Canvas()
	c.keys = canvas.OnTypedKey()
	canvas.SetOnTypedKey(c.key)
	c.load()
	return c
}

func (c *Chooser) caseName() string {
	r, _ := c.d.Get(c.in)
	return cmp.Or(r.Text("reference"), c.d.Words.Kind("case"))
}

// load reads the case and asks of each body whether it may decide over it.
func (c *Chooser) load() {
	var err error
	all, broken, failed := exchange.Profiles(context.Background(), c.d.DB)
	if failed != nil {
		c.d.Fail(failed)
		return
	}
	ours, _ := profile.Load(assets.Profiles) // that they can be read is tested
	c.profiles, c.shipped, c.broken = all, len(ours), len(broken)
	c.dossiers = c.d.OfCase("dossier", c.in)
	var snap *model.Snapshot
	reach, against := map[string]compose.Reach{}, map[string][]export.Finding{}
	changed := map[model.ID]time.Time{}
	db, in, words, at, dossiers := c.d.DB, c.in, c.d.Words, c.tools.Now(), c.dossiers
	c.d.Runner.Do(func() {
		ctx := context.Background()
		if snap, err = db.Snapshot(ctx, in); err != nil {
			return
		}
		for i := range all {
			reach[all[i].ID], against[all[i].ID] = compose.ReachOf(&all[i], snap, words, at)
		}
		for _, r := range dossiers {
			if h, err := db.History(ctx, "", append(rowsOf(snap, r.ID), r.ID)...); err == nil && len(h) > 0 {
				changed[r.ID] = h[len(h)-1].At
			}
		}
	}, func() {
		if c.over {
			return
		}
		if err != nil {
			c.d.Fail(err)
			return
		}
		c.snap, c.reach, c.against = snap, reach, against
		c.lacks = map[string]*compose.Lacking{}
		slices.SortStableFunc(c.dossiers, func(a, b model.Record) int { return changed[b.ID].Compare(changed[a.ID]) })
		for id, t := range changed {
			local := t.In(at.Location())
			day := local.Format(time.DateOnly)
			c.when[id] = words.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}) + ", " + local.Format("15:04")
		}
		c.fill()
		if cv := c.d.Host.Window().Canvas(); cv.Focused() == nil {
			cv.Focus(c.list)
		}
	})
}

// rowsOf gives the rows of a dossier.
func rowsOf(s *model.Snapshot, dossier model.ID) []model.ID {
	var out []model.ID
	for _, kind := range []string{"paragraph", "exhibit", "answer", "exception"} {
		for _, r := range s.Rows(kind, dossier) {
			out = append(out, r.ID)
		}
	}
	return out
}

// fill lists dossiers and bodies.
func (c *Chooser) fill() {
	w := c.d.Words
	query := strings.Fields(model.Fold(c.filter.Text))
	hidden := func(text string) bool {
		text = model.Fold(text)
		return slices.ContainsFunc(query, func(q string) bool { return !strings.Contains(text, q) })
	}
	var items []item
	head := func(key string) { items = append(items, item{id: key, head: true, title: w.T(key)}) }
	first := true
	for _, r := range c.dossiers {
		if hidden(r.Text("title")) {
			continue
		}
		if first {
			head("compose.go_on")
			first = false
		}
		detail := ""
		if at := c.when[r.ID]; at != "" {
			detail = w.T("compose.last_change", tr.V{"Date": at})
		}
		items = append(items, item{
			id: r.ID.String(), title: r.Text("title"), bold: true, lines: 4, detail: detail,
			tail: w.Word("dossier_status", r.Text("status")), badge: true, tone: tones[r.Text("status")],
		})
	}
	for _, g := range compose.Groups() {
		first := true
		for i := range c.profiles {
			p := &c.profiles[i]
			if compose.GroupOf(p, i < c.shipped) != g || hidden(p.TitleIn(w.Lang())+" "+p.Body.In(w.Lang())+" "+p.AboutIn(w.Lang())) {
				continue
			}
			if first {
				head("compose.group." + string(g))
				first = false
			}
			items = append(items, c.item(p))
		}
	}
	if c.broken > 0 {
		items = append(items, item{id: "broken", head: true, title: w.N("compose.broken", c.broken)})
	}
	if c.list.cursor == "" {
		for _, it := range items {
			if !it.head {
				c.list.cursor = it.id
				break
			}
		}
	}
	c.list.set(items)
	c.show()
}

var tones = map[string]ui.Tone{"ready": ui.Accent, "filed": ui.Success}

// reachTones say at a glance whether a body may decide; words say it, too.
var reachTones = map[compose.Reach]ui.Tone{compose.Within: ui.Success, compose.Doubtful: ui.Warning, compose.Outside: ui.Problem, compose.Unknown: ui.Neutral}

var reachKeys = map[compose.Reach]string{
	compose.Within: "compose.reach.within", compose.Doubtful: "compose.reach.doubtful", compose.Outside: "compose.reach.outside", compose.Unknown: "compose.reach.unknown",
}

func (c *Chooser) item(p *profile.Profile) item {
	w := c.d.Words
	it := item{id: p.ID, title: p.TitleIn(w.Lang()), detail: p.Body.In(w.Lang()), below: 2}
	if key := reachKeys[c.reach[p.ID]]; key != "" && c.snap != nil {
		it.tail, it.tone, it.badge = w.T(key), reachTones[c.reach[p.ID]], true
	}
	if c.reach[p.ID] == compose.Outside {
		it.faint = true
	}
	return it
}

// chosen gives what the cursor is on: a dossier, or a body.
func (c *Chooser) chosen() (model.Record, *profile.Profile) {
	at := c.list.cursor
	for _, r := range c.dossiers {
		if r.ID.String() == at {
			return r, profile.Find(c.profiles, r.Text("profile"))
		}
	}
	return model.Record{}, profile.Find(c.profiles, at)
}

// show says what is chosen, and what it wants.
func (c *Chooser) show() {
	c.tell()
	c.lookAhead()
}

// tell says of what is chosen all that is known by now.
func (c *Chooser) tell() {
	r, p := c.chosen()
	w := c.d.Words
	c.stack.Objects = nil
	switch {
	case p == nil && r.Kind == "":
		c.stack.Add(ui.NewCaption(w.T("state.nothing_found")))
	case r.Kind != "":
		c.dossier(r, p)
	default:
		c.body(p)
	}
	c.detail.ScrollTo(0)
	c.detail.Refresh()
}

// dossier tells of a dossier that is under way.
func (c *Chooser) dossier(r model.Record, p *profile.Profile) {
	w := c.d.Words
	title := ui.NewText(r.Text("title"), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})
	var about []string
	if p != nil {
		about = []string{p.Body.In(w.Lang()), p.TitleIn(w.Lang()), checked(w, p.AsOf)}
	}
	c.stack.Objects = []fyne.CanvasObject{
		ui.NewStack(0.8, title, ui.NewCaption(join(about...))),
		ui.NewRow(-1, ui.NewButton(w.T("compose.open"), theme.DocumentCreateIcon(), ui.Primary, c.start)),
		c.known(
			known{w.Field("dossier", "status"), w.Word("dossier_status", r.Text("status"))},
			known{w.Field("dossier", "language"), w.Word("language", r.Text("language"))},
			known{w.T("compose.changed"), c.when[r.ID]},
			known{w.T("compose.holds"), c.holds(r.ID)},
		),
	}
}

// holds counts what a dossier is made of.
func (c *Chooser) holds(dossier model.ID) string {
	if c.snap == nil {
		return ""
	}
	var parts []string
	for _, kind := range []string{"paragraph", "answer", "exhibit", "exception"} {
		if n := len(c.snap.Rows(kind, dossier)); n > 0 {
			parts = append(parts, c.d.Words.Count(kind, n))
		}
	}
	return strings.Join(parts, ", ")
}

// known is a label with what is known under it.
type known struct{ label, text string }

func (c *Chooser) known(all ...known) fyne.CanvasObject {
	box := ui.NewStack(1.2)
	for _, k := range all {
		if k.text != "" {
			label := ui.NewText(k.label, ui.TextStyle{Size: theme.SizeNameCaptionText, Bold: true, Color: ui.ColorSubtle})
			box.Add(ui.NewStack(0.2, label, ui.NewText(k.text, ui.TextStyle{})))
		}
	}
	return box
}

// body tells of a body: what it is for, whether it may decide, what it wants.
func (c *Chooser) body(p *profile.Profile) {
	w := c.d.Words
	lang := w.Lang()
	title := ui.NewText(p.TitleIn(lang), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})
	begin := ui.NewButton(w.T("compose.begin"), theme.DocumentCreateIcon(), ui.Primary, c.start)
	if !compose.Composed(p) {
		begin.SetLabel(w.T("compose.make_now"))
		begin.SetIcon(theme.DocumentSaveIcon())
	} else if c.d.DB.ReadOnly() {
		begin.Disable()
	}
	c.stack.Objects = []fyne.CanvasObject{
		ui.NewStack(0.8, title, ui.NewCaption(p.Body.In(lang)), ui.NewText(p.AboutIn(lang), ui.TextStyle{})),
		ui.NewRow(-1, begin),
	}
	if c.snap != nil {
		if banner := c.reachBanner(p); banner != nil {
			c.stack.Add(banner)
		}
		c.stack.Add(c.lacking(p))
	}
	c.stack.Add(c.known(
		known{w.T("compose.languages"), c.languages(p)},
		known{w.T("compose.wants"), strings.Join(c.sections(p), "\n")},
		known{w.T("compose.limits"), strings.Join(c.limits(p), "\n")},
		known{w.T("compose.consents"), strings.Join(c.consents(p), ", ")},
		known{w.T("compose.clocks"), strings.Join(c.clocks(p), "\n")},
		known{w.T("compose.rules"), join(p.RuleVersion, checked(w, p.AsOf))},
	))
}

// reachBanner says whether the body may decide over this case, and why not.
func (c *Chooser) reachBanner(p *profile.Profile) fyne.CanvasObject {
	w := c.d.Words
	reach := c.reach[p.ID]
	switch reach {
	case compose.AnyCase:
		return nil
	case compose.Within:
		return ui.NewBanner(ui.Success, w.T("compose.reach.yes"))
	}
	var said []string
	for _, f := range c.against[p.ID] {
		say := f.Say(p, w)
		said = append(said, say.What)
		if note := f.Rule.In(w.Lang()); note != "" && !slices.Contains(said, note) {
			said = append(said, note)
		}
	}
	return ui.NewBanner(reachTones[reach], strings.Join(said, " "))
}

func (c *Chooser) languages(p *profile.Profile) string {
	var out []string
	for _, l := range p.Languages {
		out = append(out, c.d.Words.Word("language", l))
	}
	if len(out) == 0 {
		return c.d.Words.T("compose.any_language")
	}
	return strings.Join(out, ", ")
}

// sections names what a body wants to be told.
func (c *Chooser) sections(p *profile.Profile) []string {
	w := c.d.Words
	var out []string
	for _, s := range p.Sections {
		title := s.Title.In(w.Lang())
		if title == "" {
			title = w.T("dossier.section." + s.Type)
		}
		if s.Required {
			title = w.T("compose.required", tr.V{"Title": title})
		}
		out = append(out, "– "+title)
	}
	return out
}

func (c *Chooser) limits(p *profile.Profile) []string {
	var out []string
	for _, l := range p.Limits {
		if s := l.Text.In(c.d.Words.Lang()); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (c *Chooser) consents(p *profile.Profile) []string {
	var out []string
	for _, x := range p.Consents {
		if s := c.d.Words.Word("consent_purpose", x.Purpose); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (c *Chooser) clocks(p *profile.Profile) []string {
	var out []string
	for _, x := range p.Clocks {
		out = append(out, x.Title.In(c.d.Words.Lang()))
	}
	if p.Hours != nil {
		out = append(out, p.Hours.Text.In(c.d.Words.Lang()))
	}
	return out
}

// start opens the dossier that is chosen, or begins one for the body.
func (c *Chooser) start() {
	r, p := c.chosen()
	switch {
	case r.Kind != "":
		c.d.Host.Go(desk.Route{Screen: desk.ScreenDossier, Case: c.in, Record: r.ID})
	case p == nil || c.snap == nil:
	case !compose.Composed(p):
		if c.tools.Export != nil {
			c.tools.Export(c.d, c.in, model.ID{}, p.ID)
		}
	case !c.d.DB.ReadOnly():
		values := compose.Prefill(p, c.snap, compose.Language(p, c.d.Words.Document(), documentTags(c.d.Words)))
		if made, ok := c.d.Add("dossier", values); ok {
			c.d.Host.Go(desk.Route{Screen: desk.ScreenDossier, Case: c.in, Record: made.ID})
		}
	}
}

// key goes back by Escape.
func (c *Chooser) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		c.d.Host.Back()
		return
	}
	if c.keys != nil {
		c.keys(ev)
	}
}

// CreateRenderer draws list and detail under the head.
func (c *Chooser) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.content) }

// Changed shows what an action wrote.
func (c *Chooser) Changed(ch store.Changes) {
	for _, kind := range ch.Records {
		if kind == "dossier" || kind == "profile" || kind == "case" {
			c.load()
			return
		}
	}
}

// Leave hands the window's keys back.
func (c *Chooser) Leave() {
	c.over = true
	c.d.Host.Window().Canvas().SetOnTypedKey(c.keys)
	c.d.Saver.Commit()
}

// chooserPanes puts list and detail side by side.
type chooserPanes struct{}

// MinSize asks for room for both.
func (*chooserPanes) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 240) }

// Layout places both.
func (*chooserPanes) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	left := min(max(390*textScale(), s.Width*0.36), s.Width*0.46)
	in := pad() * 2
	objs[0].Resize(fyne.NewSize(left-in, s.Height))
	objs[0].Move(fyne.NewPos(in, 0))
	objs[1].Resize(fyne.NewSize(s.Width-left, s.Height))
	objs[1].Move(fyne.NewPos(left, 0))
}
