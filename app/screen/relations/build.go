package relations

import (
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/relation"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/app/webchart"
)

// inks are the colours of lines, by what they are about. Their words say the same.
var inks = map[relation.Sort]fyne.ThemeColorName{
	relation.Did: theme.ColorNameError, relation.Custody: theme.ColorNameWarning, relation.Command: theme.ColorNamePrimary,
	relation.Family: theme.ColorNameSuccess, relation.Other: ui.ColorSubtle,
}

// build makes the parts of the screen, empty.
func (s *Screen) build() {
	w := s.d.Words
	s.chart = webchart.New()
	s.chart.SetFixed(s.d.DB.ReadOnly())
	s.chart.OnChoose = func(string) {
		s.wanted = ""
		s.detail()
		s.here()
	}
	s.chart.OnOpen, s.chart.OnMove, s.chart.OnBond = s.openChosen, s.moved, s.pointed
	s.chart.OnHold = func(on bool) {
		if on {
			s.how.SetText(w.T("relations.how.held"))
		} else {
			s.how.SetText(s.usual())
		}
	}
	s.state, s.how = ui.NewText("", ui.TextStyle{}), ui.NewCaption(s.usual())
	s.list = ui.NewResults()
	s.list.OnSelect, s.list.OnOpen = s.tie, s.openTie
	s.side = &fyne.Container{Layout: below{}}
	left := ui.NewScroll(ui.NewInset(3, 2, s.filters()))
	body := &fyne.Container{Layout: columns{}, Objects: []fyne.CanvasObject{left, s.chart, s.side}}
	head := append(s.back(), s.state, s.how)
	s.panes = ui.NewHeaded(ui.NewStack(0.8, head...), body)
	s.content = &fyne.Container{Layout: full{}, Objects: []fyne.CanvasObject{ui.NewEmptyState(theme.SearchIcon(), w.T("state.loading"), "", nil)}}
}

// usual says how the keys work while no box is picked up.
func (s *Screen) usual() string {
	if s.d.DB.ReadOnly() {
		return s.d.Words.T("relations.how.read_only")
	}
	return s.d.Words.T("relations.how")
}

// arrange shows the web, or what belongs here while there is none.
func (s *Screen) arrange() {
	if len(s.all.Nodes) == 0 {
		s.content.Objects = []fyne.CanvasObject{ui.NewHeaded(ui.NewStack(1, s.back()...), s.empty())}
	} else {
		s.content.Objects = []fyne.CanvasObject{s.panes}
	}
	s.content.Refresh()
}

// back leads to the case, and names the place, with how large it is shown.
func (s *Screen) back() []fyne.CanvasObject {
	w := s.d.Words
	link := ui.NewButton(s.d.TitleOf(s.in), theme.NavigateBackIcon(), ui.Link, func() {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: s.in, Section: "relationships"})
	})
	name := ui.NewRow(0, ui.NewHeading(w.T("relations.title")))
	if len(s.all.Nodes) > 0 || !s.read {
		name.Objects = append(name.Objects,
			ui.NewIconButton(theme.ZoomOutIcon(), w.T("widget.smaller"), func() { s.chart.Zoom(-1) }),
			ui.NewIconButton(theme.ZoomInIcon(), w.T("widget.larger"), func() { s.chart.Zoom(1) }),
			ui.NewIconButton(theme.ZoomFitIcon(), w.T("relations.whole"), func() { s.chart.Zoom(0) }))
	}
	return []fyne.CanvasObject{ui.NewShrinking(link), name}
}

// filters are what can be chosen of the web.
func (s *Screen) filters() fyne.CanvasObject {
	w := s.d.Words
	objs := []fyne.CanvasObject{ui.NewCaption(w.T("relations.show"))}
	for _, sort := range relation.Sorts() {
		c := ui.NewCheck(w.T("relations.sort."+string(sort)), true, func(on bool) {
			s.filter.Without[sort] = !on
			s.refilter()
		})
		s.sorts = append(s.sorts, c)
		objs = append(objs, c)
	}
	s.sure = ui.NewCheck(w.T("relations.sure"), false, func(on bool) {
		s.filter.Sure = on
		s.refilter()
	})
	s.only = ui.NewTermSelect([]ui.Option{
		{ID: "all", Label: w.T("relations.only.all")}, {ID: "person", Label: w.Kinds("person")}, {ID: "organisation", Label: w.Kinds("organisation")},
	}, "", func(id string) {
		s.filter.Only = id
		if id == "all" {
			s.filter.Only = ""
		}
		s.refilter()
	}).MustHold()
	s.only.Load("all")
	s.around = ui.NewTermSelect([]ui.Option{
		{ID: "all", Label: w.T("relations.around.all")}, {ID: "1", Label: w.N("relations.around.steps", 1)}, {ID: "2", Label: w.N("relations.around.steps", 2)},
	}, "", s.setAround).MustHold()
	s.around.Load("all")
	return ui.NewStack(1.2, append(objs, s.sure, ui.NewField(w.T("relations.only"), s.only), ui.NewField(w.T("relations.around"), s.around),
		ui.NewRow(-1, ui.NewButton(w.T("relations.all_again"), theme.ViewRefreshIcon(), ui.Link, s.showAll)))...)
}

// setAround shows only who is near the chosen one, or everybody.
func (s *Screen) setAround(id string) {
	steps, err := strconv.Atoi(id)
	s.filter.Around = ""
	if n, ok := s.chosen(); ok && err == nil {
		s.filter.Around, s.filter.Steps = n.Key, steps
	} else if err == nil {
		s.around.Load("all")
		s.d.Host.Toast(s.d.Words.T("relations.choose"), "", nil)
	}
	s.refilter()
	s.chart.Zoom(0)
}

// showAll takes all filters away.
func (s *Screen) showAll() {
	s.filter = relation.Filter{Without: map[relation.Sort]bool{}, Steps: 1}
	for _, c := range s.sorts {
		c.Load(true)
	}
	s.sure.Load(false)
	s.only.Load("all")
	s.around.Load("all")
	s.refilter()
	s.chart.Zoom(0)
}

// say tells how much is shown, and of whom no tie is recorded.
func (s *Screen) say() {
	w := s.d.Words
	words := w.T("relations.state", tr.V{"Nodes": w.N("relations.nodes", len(s.shown.Nodes)), "Links": w.N("relations.links", len(s.bonds))})
	switch n, ok := s.whole.Node(s.filter.Around); {
	case len(s.shown.Nodes) == 0:
		words = w.T("relations.nothing_left")
	case ok && s.filter.Around != "":
		words = w.T("relations.state.around", tr.V{"State": words, "Name": n.Name})
	case len(s.all.Alone) > 0:
		words = w.T("relations.state.alone", tr.V{"State": words, "Alone": w.N("relations.alone", len(s.all.Alone))})
	}
	s.state.SetText(words)
}

// box gives somebody as the chart shows them.
func (s *Screen) box(n relation.Node) webchart.Node {
	at := s.places[n.Key]
	b := webchart.Node{Key: n.Key, Name: n.Name, Role: n.Role, Sign: initials(n.Name), Face: s.faces[n.Portrait], X: at.X, Y: at.Y}
	switch {
	case len(n.Members) > 0:
		b.Look, b.Sign = webchart.Group, strconv.Itoa(len(n.Members))
		b.Name = s.d.Words.T("relations.group", tr.V{"Name": n.Name})
	case n.Organisation:
		b.Look, b.Sign = webchart.Organisation, ""
	case n.Subject:
		b.Look = webchart.Subject
	}
	return b
}

// initials are the first letters of the first two words of a name.
func initials(name string) string {
	var out []rune
	for _, word := range strings.Fields(name) {
		for _, r := range word {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				out = append(out, unicode.ToUpper(r))
				break
			}
		}
		if len(out) == 2 {
			break
		}
	}
	return string(out)
}

// line gives a bond as the chart shows it.
func (s *Screen) line(i int, b relation.Bond) webchart.Bond {
	return webchart.Bond{
		Key: strconv.Itoa(i), From: b.From, To: b.To, Words: strings.Join(b.Words, "; "), Ink: inks[b.Sort], Dashed: b.Unsure, Mutual: b.Mutual,
	}
}

// columns lays out filters, web and details side by side.
type columns struct{}

func (columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 320) }

func (columns) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	scale := theme.TextSize() / 14
	left := min(max(240*scale, s.Width*0.17), s.Width*0.26)
	right := min(max(s.Width*0.28, 240), 380*scale)
	at := []float32{0, left, s.Width - right}
	width := []float32{left, s.Width - left - right, right}
	edge := []float32{0, theme.Padding() * 2, 0} // below the web, whose frame is seen
	for i, o := range objs {
		o.Move(fyne.NewPos(at[i], 0))
		o.Resize(fyne.NewSize(width[i], s.Height-edge[i]))
	}
}

// below gives the first of two objects the height it needs, and the second the
// rest; one object alone has all of it.
type below struct{}

func (below) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(220, 240) }

func (below) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	top := float32(0)
	if len(objs) == 2 {
		objs[0].Resize(fyne.NewSize(s.Width, objs[0].Size().Height)) // its height follows from its width
		top = min(objs[0].MinSize().Height, s.Height*0.6)
		objs[0].Move(fyne.Position{})
		objs[0].Resize(fyne.NewSize(s.Width, top))
	}
	if len(objs) > 0 {
		last := objs[len(objs)-1]
		last.Move(fyne.NewPos(0, top))
		last.Resize(fyne.NewSize(s.Width, s.Height-top))
	}
}

// full gives everything all the room.
type full struct{}

func (full) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 320) }

func (full) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
}
