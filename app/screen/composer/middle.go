package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// worked is what a section is worked at with.
type worked interface {
	object() fyne.CanvasObject
	update(sec *compose.Section) // shows what was worked out, leaving keyboard and caret alone
	changed(c store.Changes)
	focus()
	leave()
}

// middle is the section that is worked at, under its name.
type middle struct {
	s       *Screen
	at      string // the section shown; "" before the first
	title   *ui.Text
	help    *ui.Text
	length  *ui.Text
	steps   [2]*ui.Button
	head    *fyne.Container
	room    *fyne.Container
	object  *fyne.Container
	work    worked
	writing *writing // the same, where it has paragraphs
}

func newMiddle(s *Screen) *middle {
	w := s.d.Words
	m := &middle{s: s, help: ui.NewCaption("")}
	m.title = ui.NewText("", ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})
	m.length = ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true})
	m.steps = [2]*ui.Button{
		ui.NewIconButton(theme.MoveUpIcon(), w.T("compose.section_before"), func() { m.step(-1) }),
		ui.NewIconButton(theme.MoveDownIcon(), w.T("compose.section_after"), func() { m.step(1) }),
	}
	m.head = ui.NewStack(0.8, ui.NewRow(0, m.title, m.length, m.steps[0], m.steps[1]), m.help)
	m.room = &fyne.Container{Layout: fill{}}
	m.object = &fyne.Container{Layout: column{}, Objects: []fyne.CanvasObject{ui.NewInset(3, 2, m.head), m.room}}
	m.room.Objects = []fyne.CanvasObject{ui.NewInset(3, 1, ui.NewCaption(w.T("state.loading")))}
	return m
}

// step goes to the section before or after.
func (m *middle) step(by int) {
	v := m.s.view
	if v == nil {
		return
	}
	for i, sec := range v.Sections {
		if to := i + by; sec.Name == m.s.section && to >= 0 && to < len(v.Sections) {
			m.s.show(v.Sections[to].Name)
			m.s.panes.focus(paneMiddle)
			return
		}
	}
}

// show makes the section that is worked at anew.
func (m *middle) show() {
	v := m.s.view
	if v == nil {
		return
	}
	sec := v.Section(m.s.section)
	if m.work != nil {
		m.work.leave()
	}
	m.at, m.writing = sec.Name, nil
	switch sec.Way {
	case compose.Asked:
		m.work = newAsked(m.s, sec)
	case compose.Written:
		m.writing = newWriting(m.s, sec)
		m.work = m.writing
	default:
		m.work = newPrinted(m.s, sec)
	}
	m.room.Objects = []fyne.CanvasObject{m.work.object()}
	m.label(sec)
	m.work.update(sec)
	m.relayout()
	m.s.d.Runner.Do(func() {}, m.s.showSpot)
}

// update shows what was worked out.
func (m *middle) update() {
	sec := m.s.view.Section(m.at)
	if sec == nil || m.work == nil {
		return
	}
	m.label(sec)
	m.work.update(sec)
}

// label names the section and says how long it is.
func (m *middle) label(sec *compose.Section) {
	title := sec.Title
	if sec.Number != "" {
		title = sec.Number + "  " + title
	}
	lang := m.s.d.Words.Lang()
	length := join(m.s.lengths(sec)...)
	if sec.Name == compose.Cover {
		length = ""
	}
	help := sec.Help.In(lang)
	for _, l := range sec.Limits {
		if s := l.Text.In(lang); s != "" {
			help = join(help, s)
		}
	}
	same := title == m.title.Text() && help == m.help.Text() && length == m.length.Text()
	m.title.SetText(title)
	m.help.SetText(help)
	m.help.Hidden = help == ""
	m.length.SetText(length)
	m.length.SetColor(ui.ColorSubtle)
	if sec.State == compose.Over {
		m.length.SetColor(theme.ColorNameError)
	}
	if !same {
		m.relayout()
	}
}

// lengths says how long a section is, against how long it may be.
func (s *Screen) lengths(sec *compose.Section) []string {
	w := s.d.Words
	var out []string
	said := map[string]bool{}
	for _, l := range sec.Limits {
		switch data := (tr.V{"Max": w.Number(l.Max)}); l.What {
		case "words":
			out = append(out, w.N("compose.of_words", sec.Length.Words, data))
		case "characters":
			out = append(out, w.N("compose.of_characters", sec.Length.Characters, data))
		case "pages":
			if n, ok := s.side.measured()[sec.Name]; ok {
				data["Pages"] = decimal(w, n)
				out = append(out, w.T("compose.of_pages", data))
			} else {
				out = append(out, w.N("compose.most_pages", l.Max))
			}
		}
		said[l.What] = true
	}
	if sec.Way == compose.Written && !said["words"] && !said["characters"] && sec.Length.Words > 0 {
		out = append(out, w.N("compose.words", sec.Length.Words))
	}
	return out
}

// decimal writes a number with one digit behind the sign of the language.
func decimal(w *tr.Printer, x float64) string {
	tenths := int(x*10 + 0.5)
	return w.Number(tenths/10) + w.T("compose.decimal") + w.Number(tenths%10)
}

func (m *middle) changed(c store.Changes) {
	if m.work != nil {
		m.work.changed(c)
	}
}

func (m *middle) focus() {
	if m.work != nil {
		m.work.focus()
	}
}

func (m *middle) leave() {
	if m.work != nil {
		m.work.leave()
	}
}

// relayout gives the parts their room after one of them came, went or grew.
func (m *middle) relayout() {
	if m.object.Size().Width > 0 {
		layOut(m.object)
		canvas.Refresh(m.object)
	}
}

// layOut places what stands in a container again, without drawing anything
// anew: that would be felt while typing.
func layOut(c *fyne.Container) {
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
	for _, o := range c.Objects {
		if inner, ok := o.(*fyne.Container); ok && inner.Visible() {
			layOut(inner)
		}
	}
}

// column puts objects below one another, each as high as it needs at the width
// there is; the last takes the room that is left.
type column struct{}

func (column) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objs {
		m := o.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), s.Height+m.Height
	}
	return s
}

func (column) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for i, o := range objs {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(0, y))
		if i == len(objs)-1 {
			o.Resize(fyne.NewSize(s.Width, max(0, s.Height-y)))
			return
		}
		o.Resize(fyne.NewSize(s.Width, o.Size().Height))
		h := o.MinSize().Height // at this width its height is known
		o.Resize(fyne.NewSize(s.Width, h))
		y += h
	}
}

// fill gives every object all the room.
type fill struct{}

func (fill) MinSize(objs []fyne.CanvasObject) fyne.Size {
	if len(objs) == 0 {
		return fyne.Size{}
	}
	return objs[0].MinSize()
}

func (fill) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
}
