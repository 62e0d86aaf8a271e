package composer

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
)

// factKinds are the kinds of record that a paragraph can tell of, in the order
// in which they are listed.
var factKinds = []string{"event", "act", "injury", "detention", "proceeding", "step", "sentence", "intervention", "interview", "block"}

// fact is a record that a paragraph can tell of, in words.
type fact struct {
	id            model.ID
	kind          string
	title, detail string
	text          string // of a passage, which a paragraph begins with
	folded        string // what the filter looks in
}

// facts is the sheet with the facts of the record.
type facts struct {
	s      *Screen
	all    []fact
	stale  bool
	filter *ui.Entry
	roll   *roll
	box    *fyne.Container
}

func newFacts(s *Screen) *facts {
	f := &facts{s: s, stale: true, roll: newRoll()}
	f.filter = ui.NewEntry(s.d.Words.T("compose.facts_filter"), func(string) { f.show() })
	f.filter.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
			s.d.Host.Window().Canvas().Focus(f.roll)
			return true
		}
		return s.pass(ev)
	}
	f.roll.onOpen = func(at string) { s.open(id(at)) }
	f.roll.onKey = func(at string, ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyInsert:
			f.insert(at)
			return true
		case fyne.KeyUp:
			if len(f.roll.items) > 0 && f.first(at) {
				s.d.Host.Window().Canvas().Focus(f.filter)
				return true
			}
		}
		return s.pass(ev)
	}
	f.box = &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{ui.NewInset(2, 1.6, f.filter), f.roll}}
	return f
}

func (f *facts) object() fyne.CanvasObject { return f.box }

func (f *facts) focus() { f.s.d.Host.Window().Canvas().Focus(f.filter) }

func (f *facts) refresh() { f.show() }

// first tells whether an item is the first that can be chosen.
func (f *facts) first(at string) bool {
	i := slices.IndexFunc(f.roll.items, func(it item) bool { return !it.head })
	return i >= 0 && f.roll.items[i].id == at
}

// gathering lists the facts, away from the window.
type gathering struct {
	f   *facts
	d   *desk.Desk
	all []fact
	on  bool
}

func (f *facts) order() *gathering { return &gathering{f: f, d: f.s.d, on: f.stale} }

func (g *gathering) work(v *compose.View) {
	if !g.on {
		return
	}
	for _, kind := range factKinds {
		rs := slices.Clone(v.Snapshot.OfKind(kind))
		slices.SortStableFunc(rs, func(a, b model.Record) int { return strings.Compare(a.When().SortKey(), b.When().SortKey()) })
		for _, r := range rs {
			g.all = append(g.all, g.fact(r))
		}
	}
}

func (g *gathering) fact(r model.Record) fact {
	d := g.d
	f := fact{id: r.ID, kind: r.Kind, title: d.Title(r)}
	when := d.Words.Date(r.When())
	if strings.Contains(f.title, when) {
		when = ""
	}
	said := ""
	for _, field := range []string{"account", "summary", "description"} {
		if said = r.Text(field); said != "" {
			break
		}
	}
	if r.Kind == "block" {
		f.text = r.Text("original")
		said, f.title = f.text, d.TitleOf(r.Ref("interview"))
		when = d.Show(r, "kind")
	}
	f.detail = join(when, oneLine(said))
	f.folded = model.Fold(f.title + " " + when + " " + said + " " + d.Words.Kind(r.Kind))
	return f
}

// oneLine gives the beginning of a text.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 160 {
		return string(r[:159]) + "…"
	}
	return s
}

func (g *gathering) done() {
	if g.on {
		g.f.all, g.f.stale = g.all, false
	}
}

// show lists what the filter leaves.
func (f *facts) show() {
	v := f.s.view
	if v == nil {
		return
	}
	w := f.s.d.Words
	query := strings.Fields(model.Fold(f.filter.Text))
	var items []item
	last := ""
	for _, one := range f.all {
		if slices.ContainsFunc(query, func(q string) bool { return !strings.Contains(one.folded, q) }) {
			continue
		}
		if one.kind != last {
			last = one.kind
			items = append(items, item{id: last, head: true, title: w.Kinds(last)})
		}
		it := item{id: one.id.String(), mark: markRing, title: one.title, lines: 2, detail: one.detail, below: 2}
		if v.Used[one.id] {
			it.mark, it.faint = markIn, true
		}
		it.acts = f.acts(one)
		items = append(items, it)
	}
	if len(items) == 0 {
		key := "compose.no_facts"
		if len(query) > 0 {
			key = "state.nothing_found"
		}
		items = append(items, item{id: "none", head: true, title: w.T(key)})
	}
	f.roll.set(items)
}

func (f *facts) acts(one fact) []act {
	w, at := f.s.d.Words, one.id.String()
	open := act{w.T("action.open"), theme.NavigateNextIcon(), func() { f.s.open(one.id) }}
	if f.s.d.DB.ReadOnly() {
		return []act{open}
	}
	acts := []act{{w.T("compose.insert"), theme.ContentAddIcon(), func() { f.insert(at) }}}
	if wr := f.s.middle.writing; wr != nil && wr.index(wr.current) >= 0 {
		acts = append(acts, act{w.T("compose.link"), theme.MailAttachmentIcon(), func() { f.link(at) }})
	}
	return append(acts, open)
}

func (f *facts) fact(at string) (fact, bool) {
	i := slices.IndexFunc(f.all, func(x fact) bool { return x.id.String() == at })
	if i < 0 {
		return fact{}, false
	}
	return f.all[i], true
}

// insert makes a paragraph of a fact behind the one at hand.
func (f *facts) insert(at string) {
	one, ok := f.fact(at)
	if !ok || f.s.d.DB.ReadOnly() {
		return
	}
	wr := f.s.middle.writing
	if wr == nil {
		f.s.d.Host.Toast(f.s.d.Words.T("compose.no_paragraphs_here"), "", nil)
		return
	}
	f.s.panes.open(paneMiddle)
	wr.insert(wr.current, one.text, one.id)
}

// link has the paragraph at hand tell of a fact, too.
func (f *facts) link(at string) {
	wr := f.s.middle.writing
	one, ok := f.fact(at)
	if !ok || wr == nil {
		return
	}
	f.s.d.Saver.Commit()
	r, there := f.s.d.Get(wr.current)
	if !there || slices.Contains(r.Refs("about"), one.id) {
		return
	}
	if f.s.d.Set(r.ID, "about", model.RefsValue(append(r.Refs("about"), one.id)...)) {
		wr.sync()
	}
}
