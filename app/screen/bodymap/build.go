package bodymap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/bodychart"
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
)

// fields are those of a mark that stand beside the figure, in the order in which
// one looks at it.
var fields = []string{"kind", "site", "side", "size", "colour", "shape", "age", "date", "cause", "account", "photo", "count"}

// build makes the parts of the screen, empty.
func (s *Screen) build() {
	w := s.d.Words
	s.who = ui.NewTermSelect(s.names(), "", func(id string) {
		if person, err := model.ParseID(id); err == nil && person != s.person.ID {
			s.d.Saver.Commit()
			s.show(person, model.ID{})
		}
	}).MustHold()
	s.figure = ui.NewTermSelect(nil, "", s.setFigure).MustHold()
	s.lock = ui.NewButton("", nil, ui.Link, s.unlock)
	s.hidden = ui.NewCaption("")
	s.strip = ui.NewSidebar(nil, s.turnTo)
	s.strip.SetHead(ui.NewInset(3, 2, s.back()))
	s.title, s.said = ui.NewText("", ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Single: true}), ui.NewText("", ui.TextStyle{Bold: true, Single: true})
	s.how = ui.NewCaption(w.T("bodymap.how"))
	if s.d.DB.ReadOnly() {
		s.how.SetText(w.T("bodymap.how.read_only"))
	}
	s.makeChart()
	s.list = ui.NewColumns(legend{s}, s.columns()...)
	s.list.OnSelect = func(i int) { s.choose(s.marks[i].id) }
	s.list.OnOpen = func(int) {
		if s.form != nil {
			s.form.Focus()
		}
	}
	s.side = &fyne.Container{Layout: halves{s}}
	zoom := ui.NewRow(0, s.title,
		ui.NewIconButton(theme.ZoomOutIcon(), w.T("widget.smaller"), func() { s.chart.Zoom(-1) }),
		ui.NewIconButton(theme.ZoomInIcon(), w.T("widget.larger"), func() { s.chart.Zoom(1) }),
		ui.NewIconButton(theme.ZoomFitIcon(), w.T("bodymap.whole"), func() { s.chart.Zoom(0) }))
	foot := ui.NewStack(0.6, s.said, s.how, s.hidden)
	middle := &fyne.Container{Layout: between{}, Objects: []fyne.CanvasObject{zoom, s.chart, foot}}
	s.content = &fyne.Container{Layout: columns{}, Objects: []fyne.CanvasObject{s.strip, ui.NewInset(3, 2.5, middle), s.side}}
}

// back leads to where the person is told of, and holds what is chosen for all
// figures.
func (s *Screen) back() fyne.CanvasObject {
	w := s.d.Words
	to, label := desk.Route{Screen: desk.ScreenCase, Case: s.inCase, Section: "injuries"}, w.Kinds("injury")
	if s.inCase.IsZero() {
		to, label = desk.Route{Screen: desk.ScreenRecords, Section: "person"}, w.Kinds("person")
	}
	link := ui.NewButton(label, theme.NavigateBackIcon(), ui.Link, func() {
		if to.Section == "person" {
			to.Record = s.person.ID
		} else {
			to.Record = s.chosen
		}
		s.d.Host.Go(to)
	})
	objs := []fyne.CanvasObject{ui.NewRow(-1, link), ui.NewText(w.T("bodymap.title"), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})}
	if len(s.people) > 1 {
		objs = append(objs, s.who)
	} else {
		objs = append(objs, ui.NewText(s.d.TitleOf(s.people[0]), ui.TextStyle{Bold: true}))
	}
	return ui.NewStack(1.2, append(objs, s.figure, ui.NewRow(-1, s.lock))...)
}

func (s *Screen) names() []ui.Option {
	var out []ui.Option
	for _, id := range s.people {
		o := ui.Option{ID: id.String(), Label: s.d.TitleOf(id)}
		if n := len(s.injuries(id)); n > 0 {
			o.Hint = s.d.Words.N("bodymap.marks", n)
		}
		out = append(out, o)
	}
	return out
}

func (s *Screen) makeChart() {
	c := bodychart.New()
	c.Left, c.Right = s.d.Words.T("dossier.body.left"), s.d.Words.T("dossier.body.right")
	c.SetFixed(s.d.DB.ReadOnly())
	c.OnPoint, c.OnPlace, c.OnMove, c.OnDelete, c.OnTurn = s.says, s.set, s.move, s.remove, s.turn
	c.OnChoose = func(key string) {
		if m := s.byKey(key); m != nil {
			s.choose(m.id)
		}
	}
	c.OnOpen = func(key string) {
		if m := s.byKey(key); m != nil {
			s.choose(m.id)
			s.form.Focus()
		}
	}
	c.OnHold = func(on bool) {
		if on {
			s.how.SetText(s.d.Words.T("bodymap.how.held"))
		} else {
			s.how.SetText(s.d.Words.T("bodymap.how"))
		}
	}
	s.chart = c
}

// detail shows the list and the fields of the chosen mark; while there is no
// mark at all, how one is set.
func (s *Screen) detail() {
	if s.form != nil {
		s.form.Leave()
		s.form = nil
	}
	w := s.d.Words
	m := s.mark(s.chosen)
	switch {
	case len(s.marks) == 0:
		key := "bodymap.empty"
		if s.d.DB.ReadOnly() {
			key = "bodymap.empty.read_only"
		}
		s.side.Objects = []fyne.CanvasObject{ui.NewEmptyState(theme.RadioButtonCheckedIcon(), w.T(key), "", nil)}
	case m == nil:
		s.side.Objects = []fyne.CanvasObject{s.list, ui.NewEmptyState(theme.RadioButtonCheckedIcon(), w.T("bodymap.choose"), "", nil)}
	default:
		o := recordform.Options{Case: s.inCase, Only: fields}
		if len(m.at) == 0 {
			o.Above = ui.NewBanner(ui.Warning, w.T("bodymap.nowhere"))
		}
		o.Actions = []fyne.CanvasObject{ui.NewIconButton(theme.DocumentIcon(), w.T("bodymap.whole_record"), func() { s.d.Host.Go(recordform.RouteTo(s.d, m.record, s.inCase)) })}
		o.OnDeleted = func() {
			if len(s.marks) > 0 {
				s.choose(s.marks[0].id)
			}
		}
		s.form = recordform.New(s.d, m.id, o)
		s.side.Objects = []fyne.CanvasObject{s.list, s.form}
	}
	s.side.Refresh()
}

// beside shows the photo of the chosen mark next to it.
func (s *Screen) beside() {
	m := s.mark(s.chosen)
	var e model.Record
	if m != nil {
		e, _ = s.d.Get(m.record.Ref("photo"))
	}
	sha := e.Text("sha256")
	if sha == "" || len(m.at) == 0 {
		s.photo = nil
		s.chart.SetBeside(nil)
		return
	}
	const side, most = 84, 40 << 20
	s.photo = ui.NewThumb(side)
	db := s.d.DB
	s.photo.Load(func() ([]byte, error) { return db.ReadAttachment(sha, most) })
	id := e.ID
	s.photo.OnTapped = func() {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: s.inCase, Section: "evidence", Record: id})
	}
	if s.inCase.IsZero() {
		s.photo.OnTapped = nil
	}
	s.chart.SetBeside(s.photo)
}

// columns lays out the strip of figures, the figure and what is known of the
// marks side by side.
type columns struct{}

func (columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(560, 320) }

func (columns) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	scale := theme.TextSize() / 14
	strip := min(236*scale, s.Width*0.25)
	side := min(max(s.Width*0.4, 280), 560*scale)
	at := []float32{0, strip, s.Width - side}
	width := []float32{strip, s.Width - strip - side, side}
	for i, o := range objs {
		o.Move(fyne.NewPos(at[i], 0))
		o.Resize(fyne.NewSize(width[i], s.Height))
	}
}

// between gives the second of three objects what the others leave of the height.
type between struct{}

func (between) MinSize(objs []fyne.CanvasObject) fyne.Size { return objs[1].MinSize() }

func (between) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	gap := theme.Padding() * 1.5
	for _, i := range []int{0, 2} {
		objs[i].Resize(fyne.NewSize(s.Width, objs[i].Size().Height)) // its height follows from its width
	}
	top, foot := objs[0].MinSize().Height, objs[2].MinSize().Height
	tall := max(0, s.Height-top-foot-2*gap)
	objs[0].Move(fyne.Position{})
	objs[0].Resize(fyne.NewSize(s.Width, top))
	objs[1].Move(fyne.NewPos(0, top+gap))
	objs[1].Resize(fyne.NewSize(s.Width, tall))
	objs[2].Move(fyne.NewPos(0, top+tall+2*gap))
	objs[2].Resize(fyne.NewSize(s.Width, foot))
}

// halves gives the list what it needs, two fifths of the height at most, and the
// fields the rest; one object alone has all of it.
type halves struct{ s *Screen }

func (halves) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(260, 240) }

func (l halves) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	if len(objs) == 0 {
		return
	}
	top := float32(0)
	if len(objs) == 2 {
		top = min((float32(len(l.s.marks))+1.6)*theme.TextSize()*2.35, s.Height*0.36)
		objs[0].Move(fyne.Position{})
		objs[0].Resize(fyne.NewSize(s.Width, top))
	}
	last := objs[len(objs)-1]
	last.Move(fyne.NewPos(0, top))
	last.Resize(fyne.NewSize(s.Width, s.Height-top))
}
