package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"guvoh/export"
	"guvoh/model"
)

// sheet is one of the sheets at the side.
type sheet interface {
	object() fyne.CanvasObject
	refresh() // shows what was worked out
	focus()
}

// side is what stands beside the section: what is missing, the facts of the
// record, the exhibits, the pages.
type side struct {
	s        *Screen
	tabs     *tabs
	checks   *checks
	facts    *facts
	exhibits *exhibits
	pages    Pages
	sheets   []sheet
	shown    int
	room     *fyne.Container
	object   *fyne.Container
}

func newSide(s *Screen) *side {
	d := &side{s: s}
	d.checks, d.facts, d.exhibits = newChecks(s), newFacts(s), newExhibits(s)
	d.sheets = []sheet{d.checks, d.facts, d.exhibits}
	if s.tools.Pages != nil && s.profile != nil {
		d.pages = s.tools.Pages(s.d, s.jumpTo, s.remeasured)
		d.sheets = append(d.sheets, &preview{d})
	}
	d.room = &fyne.Container{Layout: fill{}}
	d.tabs = newTabs(d.choose)
	d.object = &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{d.tabs, d.room}}
	d.label()
	d.choose(0)
	return d
}

// names are the keys of the names of the sheets.
var names = []string{"compose.tab.missing", "compose.tab.facts", "compose.tab.exhibits", "compose.tab.pages"}

func (d *side) label() {
	w := d.s.d.Words
	var labels []tab
	for i := range d.sheets {
		labels = append(labels, tab{label: w.T(names[i]), counted: i == 0 || i == 2})
	}
	if v := d.s.view; v != nil {
		stops, warnings := v.Open(export.Stop), v.Open(export.Warning)
		if n := stops + warnings; n > 0 {
			labels[0].count = w.Number(n)
			labels[0].alarm = stops > 0
		}
		if n := len(v.Exhibits); n > 0 {
			labels[2].count = w.Number(n)
		}
	}
	high := d.tabs.MinSize().Height
	d.tabs.set(labels)
	if d.object != nil && d.tabs.MinSize().Height != high { // the names take another row, or one less
		layOut(d.object)
		canvas.Refresh(d.object)
	}
}

// choose shows a sheet.
func (d *side) choose(i int) {
	if i < 0 || i >= len(d.sheets) {
		return
	}
	other, was := i != d.shown, d.paged()
	d.shown = i
	d.tabs.choose(i)
	d.room.Objects = []fyne.CanvasObject{d.sheets[i].object()}
	d.sheets[i].refresh()
	if d.object == nil || d.object.Size().Width == 0 {
		return
	}
	if other {
		d.follow()
	}
	if d.paged() != was { // pages need more room than a list
		d.s.content.Refresh()
	}
	layOut(d.object)
	canvas.Refresh(d.object)
}

// paged tells whether the pages are shown.
func (d *side) paged() bool { return d.pages != nil && d.shown == len(d.sheets)-1 }

// follow has the pages show what is worked at: the paragraph at hand, or else
// the beginning of the section.
func (d *side) follow() {
	if !d.paged() || d.s.view == nil {
		return
	}
	if w := d.s.middle.writing; w != nil && w.index(w.current) >= 0 {
		d.pages.GoTo("r-" + w.current.String())
		return
	}
	d.pages.GoTo("s-" + d.s.section)
}

// open shows a sheet and gives it the keyboard.
func (d *side) open(i int) {
	if i >= len(d.sheets) {
		return
	}
	d.choose(i)
	d.s.panes.focus(paneSide)
}

// refresh shows what was worked out.
func (d *side) refresh() {
	d.label()
	d.sheets[d.shown].refresh()
}

// chose hears that another paragraph has the keyboard.
func (d *side) chose() {
	if d.shown == 1 {
		d.facts.show()
	}
	d.follow()
}

// remeasured shows how many pages each section takes, once that is known.
func (s *Screen) remeasured() {
	if s.view == nil || s.think.over {
		return
	}
	s.showOutline()
	if sec := s.view.Section(s.middle.at); sec != nil {
		s.middle.label(sec)
	}
}

// measured gives the pages that each section took when last drawn.
func (d *side) measured() map[string]float64 {
	if d == nil || d.pages == nil {
		return nil
	}
	return d.pages.Measured()
}

func (d *side) focus() { d.sheets[d.shown].focus() }

func (d *side) leave() {
	if d.pages != nil {
		d.pages.Leave()
	}
}

// preview is the sheet with the pages as they will print.
type preview struct{ d *side }

func (p *preview) object() fyne.CanvasObject { return p.d.pages }

func (p *preview) refresh() {
	if v := p.d.s.view; v != nil {
		p.d.pages.Draw(v)
	}
}

func (p *preview) focus() {
	if f, ok := p.d.pages.(fyne.Focusable); ok {
		p.d.s.d.Host.Window().Canvas().Focus(f)
		return
	}
	if f, ok := p.d.pages.(interface{ Focus() }); ok {
		f.Focus()
		return
	}
	p.d.s.d.Host.Window().Canvas().Focus(p.d.tabs)
}

// jumpTo goes to where a record is told: to its paragraph, to the section in
// which it flows, or to the record itself.
func (s *Screen) jumpTo(record model.ID) {
	r, ok := s.d.Get(record)
	switch {
	case ok && r.Kind == "paragraph" && r.Ref("dossier") == s.id:
		s.goToParagraph(r)
	case s.view != nil:
		for _, sec := range s.view.Sections {
			for _, p := range sec.Paragraphs {
				for _, x := range p.Record.Refs("about") {
					if x == record {
						s.goToParagraph(p.Record)
						return
					}
				}
			}
		}
		s.open(record)
	}
}

func (s *Screen) goToParagraph(r model.Record) {
	s.show(r.Text("section"))
	s.panes.open(paneMiddle)
	if w := s.middle.writing; w != nil {
		w.prose.goTo(r.ID.String(), false)
	}
}
