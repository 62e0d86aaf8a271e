package composer

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// printed shows a section that follows from the record: what will be printed,
// and where each part of it stands.
type printed struct {
	s       *Screen
	note    *ui.Text
	roll    *roll
	box     *fyne.Container
	records []model.ID
}

func newPrinted(s *Screen, sec *compose.Section) *printed {
	p := &printed{s: s, roll: newRoll()}
	key := "compose.printed"
	for _, own := range []string{"text", "signature", "exhibits", "documents"} {
		if sec.Type == own {
			key = "compose.printed." + own
		}
	}
	p.note = ui.NewText(s.d.Words.T(key), ui.TextStyle{Color: ui.ColorSubtle})
	p.roll.onOpen = p.open
	p.roll.onKey = func(_ string, ev *fyne.KeyEvent) bool { return s.pass(ev) }
	head := ui.NewStack(1.4, p.note)
	if sec.Type == "documents" || sec.Type == "exhibits" {
		head.Add(ui.NewRow(-1, ui.NewButton(s.d.Words.T("compose.to_exhibits"), theme.MailAttachmentIcon(), ui.Plain, func() { s.side.open(2) })))
	}
	p.box = &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{ui.NewInset(3, 1, head), ui.NewInset(1, 0, p.roll)}}
	return p
}

func (p *printed) object() fyne.CanvasObject { return p.box }

func (p *printed) update(sec *compose.Section) {
	items, records := linesOf(sec.Lines)
	p.records = records
	w := p.s.d.Words
	if sec.More > 0 {
		items = append(items, item{id: "more", head: true, title: w.N("compose.more_lines", sec.More)})
	}
	if len(items) == 0 {
		items = append(items, item{id: "none", head: true, title: w.T("compose.printed.empty")})
	}
	p.roll.set(items)
}

// linesOf makes items of what will be printed, with the record behind each.
func linesOf(lines []compose.Line) (items []item, records []model.ID) {
	var at model.ID
	for i, l := range lines {
		if !l.Record.IsZero() {
			at = l.Record
		}
		it := item{id: strconv.Itoa(i), title: l.Text, label: l.Label}
		switch l.Manner {
		case compose.Heading:
			it.bold = true
		case compose.Band:
			it.bold, it.faint = true, true
		case compose.Small:
			it.title, it.detail = "", l.Text
		}
		if l.Number != "" {
			it.title = l.Number + "  " + it.title
		}
		items, records = append(items, it), append(records, at)
	}
	return items, records
}

func (p *printed) open(id string) {
	if i, err := strconv.Atoi(id); err == nil && i < len(p.records) && !p.records[i].IsZero() {
		p.s.open(p.records[i])
	}
}

func (p *printed) changed(store.Changes) {}

func (p *printed) focus() { p.s.d.Host.Window().Canvas().Focus(p.roll) }

func (p *printed) leave() {}
