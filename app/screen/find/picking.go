package find

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
)

// picking is the dialog in which columns are chosen, put in order and made
// narrow or wide.
type picking struct {
	s      *Screen
	all    []question.Column // the chosen ones first, in their order
	chosen int               // how many of all are chosen
	hits   []int             // of all, as far as their names hold the words searched for
	words  string
	list   *ui.TickList
	up     *ui.Button
	down   *ui.Button
	width  *ui.TermSelect
}

// onColumns asks which columns the list has.
func (s *Screen) onColumns() {
	if s.q.Of == "" {
		return
	}
	p := &picking{s: s}
	p.gather()
	w := s.d.Words
	p.list = ui.NewTickList(p)
	p.list.OnTick = p.tick
	p.list.OnOpen = p.tick
	p.list.OnSelect = func(int) { p.allow() }
	filter := ui.NewEntry(w.T("find.columns.search"), func(text string) { p.words = text; p.fill() })
	filter.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown {
			ui.Focus(p.list)
		}
		return ev.Name == fyne.KeyDown
	}
	p.up = ui.NewButton(w.T("action.move_up"), theme.MoveUpIcon(), ui.Plain, func() { p.move(-1) })
	p.down = ui.NewButton(w.T("action.move_down"), theme.MoveDownIcon(), ui.Plain, func() { p.move(1) })
	widths := make([]ui.Option, 0, 3)
	for _, by := range []question.Width{question.Narrow, question.UsualWidth, question.Wide} {
		widths = append(widths, ui.Option{ID: widthID(by), Label: w.T("find.width." + widthID(by))})
	}
	p.width = ui.NewTermSelect(widths, "", p.onWidth).MustHold()
	p.fill()
	body := ui.NewStack(2, ui.NewText(w.T("find.columns.why"), ui.TextStyle{}), filter,
		container.New(high(280), p.list),
		ui.NewFlow(p.up, p.down, container.New(broad(170), p.width)))
	ui.Form(s.d.Host.Window().Canvas(), w.T("find.columns.title"), body, p.list, w.T("action.done"), func() bool {
		s.q.Columns = slices.Clone(p.all[:p.chosen])
		s.changed()
		s.answers.again()
		return true
	})
}

// high gives a list its height, broad a choice its width, at 100 %.
type (
	high  float32
	broad float32
)

func (h high) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, float32(h)*theme.TextSize()/14)
}
func (high) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

func (b broad) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().Max(fyne.NewSize(float32(b)*theme.TextSize()/14, 0))
}
func (broad) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// widthID names a width, of which the usual one has no name in a question.
func widthID(w question.Width) string {
	if w == question.UsualWidth {
		return "usual"
	}
	return string(w)
}

// gather lists what a column can show: of the record, and of those that are
// linked with it.
func (p *picking) gather() {
	s := p.s
	p.all = slices.Clone(s.answers.listed())
	p.chosen = len(p.all)
	known, named := map[string]bool{}, map[string]bool{}
	for _, c := range p.all {
		known[columnID(c)], named[p.name(c)] = true, true
	}
	put := func(c question.Column) {
		// A field that points at a record and the way to that record say the same.
		if name := p.name(c); !known[columnID(c)] && !named[name] {
			known[columnID(c)], named[name] = true, true
			p.all = append(p.all, c)
		}
	}
	fields := func(path []question.Step, kind string) {
		k := s.w.Schema.Kind(kind)
		for _, f := range k.Fields {
			if askable(k, f) || f.Name == "cases" && len(path) == 0 {
				put(question.Column{Path: path, Field: f.Name})
			}
		}
	}
	put(question.Column{})
	fields(nil, s.q.Of)
	put(question.Column{Field: question.Updated})
	for _, path := range pathsFrom(s.w.Schema, s.q.Of) {
		put(question.Column{Path: path})
		put(question.Column{Path: path, Show: question.Count})
		fields(path, question.Kind(s.w.Schema, s.q.Of, path))
	}
}

// fill lists the columns whose names hold what is searched for.
func (p *picking) fill() {
	var words []string
	if p.words != "" {
		words = strings.Fields(model.Fold(p.words))
	}
	p.hits = p.hits[:0]
	for i, c := range p.all {
		name := model.Fold(p.name(c))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) }) {
			p.hits = append(p.hits, i)
		}
	}
	p.list.Reload()
	p.allow()
}

func (p *picking) name(c question.Column) string { return p.s.w.Column(p.s.q.Of, c) }

// Count answers how many columns are listed.
func (p *picking) Count() int { return len(p.hits) }

// Row answers one of them.
func (p *picking) Row(i int) ui.TickRow {
	at := p.hits[i]
	r := ui.TickRow{Tick: ui.Unticked, Title: p.name(p.all[at])}
	if at < p.chosen {
		r.Tick = ui.Ticked
		if w := p.all[at].Width; w != question.UsualWidth {
			r.Mark = p.s.d.Words.T("find.width." + string(w))
		}
	}
	return r
}

// at gives the number of the selected column; -1 when none is.
func (p *picking) at() int {
	if i := p.list.Selected(); i >= 0 && i < len(p.hits) {
		return p.hits[i]
	}
	return -1
}

// tick chooses a column, at the end of those that are chosen, or drops it. The
// last one stays: a list without columns says nothing.
func (p *picking) tick(i int) {
	at := p.hits[i]
	c := p.all[at]
	switch {
	case at >= p.chosen:
		p.all = slices.Insert(slices.Delete(p.all, at, at+1), p.chosen, c)
		p.chosen++
	case p.chosen > 1:
		p.chosen--
		p.all = slices.Insert(slices.Delete(p.all, at, at+1), p.chosen, c)
	}
	p.fill()
}

// move puts the selected column before or behind its neighbour.
func (p *picking) move(by int) {
	at := p.at()
	to := at + by
	if at < 0 || at >= p.chosen || to < 0 || to >= p.chosen {
		return
	}
	p.all[at], p.all[to] = p.all[to], p.all[at]
	p.fill()
	if i := slices.Index(p.hits, to); i >= 0 {
		p.list.Select(i)
	}
	p.allow()
}

func (p *picking) onWidth(id string) {
	if at := p.at(); at >= 0 && at < p.chosen {
		if id == widthID(question.UsualWidth) {
			id = ""
		}
		p.all[at].Width = question.Width(id)
		p.list.Reload()
	}
}

// allow greys out what cannot be done with the selected column.
func (p *picking) allow() {
	at := p.at()
	can := func(on bool, w interface {
		Enable()
		Disable()
	},
	) {
		if on {
			w.Enable()
		} else {
			w.Disable()
		}
	}
	in := at >= 0 && at < p.chosen
	can(in && at > 0, p.up)
	can(in && at < p.chosen-1, p.down)
	can(in, p.width)
	if in {
		p.width.Load(widthID(p.all[at].Width))
	}
}
