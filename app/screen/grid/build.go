package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
)

// build makes the parts of the screen, empty.
func (s *Screen) build() {
	w := s.d.Words
	s.status = ui.NewCaption(w.T("state.loading"))
	s.gaps = ui.NewCheck(w.T("grid.gaps_only"), s.filter.Gaps, s.onlyGaps)
	s.article = ui.NewTermSelect(nil, w.T("grid.any_article"), func(id string) {
		s.filter.Article, _ = model.ParseID(id)
		s.chose()
	})
	s.person = ui.NewTermSelect(nil, w.T("grid.anybody"), func(id string) {
		s.filter.Person, _ = model.ParseID(id)
		s.chose()
	})
	s.kind = ui.NewTermSelect(s.kinds(model.FactKinds), w.T("grid.any_kind"), func(id string) {
		s.filter.Kind = id
		s.chose()
	})
	s.kind.Load(s.filter.Kind)
	s.matrix = ui.NewMatrix(source{s}, w.T("grid.column.fact"), w.T("grid.column.rests"))
	s.matrix.OnMove = func(int, int) { s.show() }
	s.matrix.OnOpen = func(row, column int) { s.open() }
	s.matrix.OnRune, s.matrix.OnKey = s.letter, s.pressed
	s.told, s.typed = ui.NewStack(2), ui.NewStack(0)
	s.beside = ui.NewStack(2.4, s.told, s.typed, ui.NewCaption(w.T("grid.how")))
	s.scroll = ui.NewScroll(ui.NewInset(3, 2.5, s.beside))
	body := &fyne.Container{Layout: sides{}, Objects: []fyne.CanvasObject{s.matrix, s.scroll}}
	s.content = ui.NewHeaded(s.head(), body)
}

// head is what stands above the grid.
func (s *Screen) head() fyne.CanvasObject {
	w := s.d.Words
	back := ui.NewButton(s.d.TitleOf(s.in), theme.NavigateBackIcon(), ui.Link, s.toCase)
	var buttons []fyne.CanvasObject
	if !s.d.DB.ReadOnly() {
		buttons = append(buttons,
			ui.NewButton(w.T("grid.add_article"), theme.ContentAddIcon(), ui.Plain, s.addArticle),
			ui.NewButton(w.T("grid.add_fact"), theme.ContentAddIcon(), ui.Plain, s.addFact))
	}
	buttons = append(buttons,
		ui.NewButton(w.T("grid.save"), theme.DocumentSaveIcon(), ui.Quiet, s.save),
		ui.NewButton(w.T("grid.to_dossiers"), theme.DocumentPrintIcon(), ui.Quiet, func() {
			s.here()
			s.d.Host.Go(desk.Route{Screen: desk.ScreenDossiers, Case: s.in})
		}))
	const least, wide = 170, 230
	return ui.NewStack(1,
		ui.NewShrinking(back),
		ui.NewHeading(w.T("grid.title")),
		ui.NewFlow(buttons...),
		ui.NewFlow(ui.NewColumn(wide, s.gaps), ui.NewColumn(least, s.article), ui.NewColumn(least, s.person), ui.NewColumn(least, s.kind)),
		s.status)
}

// kinds gives kinds of record to choose from.
func (s *Screen) kinds(of []string) []ui.Option {
	var out []ui.Option
	for _, k := range of {
		out = append(out, ui.Option{ID: k, Label: s.d.Words.Kind(k)})
	}
	return out
}

// options offers the articles and the persons there are to choose facts by.
func (s *Screen) options() {
	var articles, persons []ui.Option
	for _, a := range s.grid.Articles {
		articles = append(articles, ui.Option{ID: a.Record.ID.String(), Label: a.Name})
	}
	for _, p := range s.grid.Persons {
		persons = append(persons, ui.Option{ID: p.ID.String(), Label: p.Name})
	}
	if s.grid.Column(s.filter.Article) < 0 {
		s.filter.Article = model.ID{}
	}
	s.article.SetOptions(articles)
	s.person.SetOptions(persons)
	load(s.article, s.filter.Article)
	load(s.person, s.filter.Person)
	s.gaps.Load(s.filter.Gaps)
	s.kind.Load(s.filter.Kind)
}

func load(t *ui.TermSelect, id model.ID) {
	if id.IsZero() {
		t.Load("")
		return
	}
	t.Load(id.String())
}

func (s *Screen) onlyGaps(on bool) {
	s.filter.Gaps = on
	s.chose()
}

// chose shows the facts that were chosen, and stays with the one that was looked
// at where it is among them.
func (s *Screen) chose() {
	s.wanted = s.chosen()
	s.fill()
}

// say says how much there is, and how much of it lacks something.
func (s *Screen) say() {
	w := s.d.Words
	articles, facts := s.grid.Missing()
	said := w.N("grid.facts", len(s.rows))
	if all := len(s.grid.Facts); all != len(s.rows) {
		said = w.T("grid.facts_of", tr.V{"Shown": said, "All": w.Number(all)})
	}
	said += " · " + w.Count("complaint", len(s.grid.Articles))
	if articles+facts == 0 {
		s.status.SetText(said)
		return
	}
	said += " · " + w.T("grid.missing_of", tr.V{"Articles": w.Number(articles), "Facts": w.Number(facts)})
	s.status.SetText(said)
}

// sides lays out the grid and what is known of the chosen place: side by side, or
// below one another where the window is narrow.
type sides struct{}

func (sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 260) }

func (sides) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	scale := theme.TextSize() / 14
	objs[0].Move(fyne.Position{})
	// In a low window what is below one another would leave no row of either.
	low := size.Height < 360*scale && size.Width >= 620*scale
	if size.Width < 780*scale && !low {
		tall := size.Height * 0.58
		objs[0].Resize(fyne.NewSize(size.Width, tall))
		objs[1].Move(fyne.NewPos(0, tall))
		objs[1].Resize(fyne.NewSize(size.Width, size.Height-tall))
		return
	}
	side := max(300*scale, min(size.Width*0.26, 400*scale))
	objs[0].Resize(fyne.NewSize(size.Width-side, size.Height))
	objs[1].Move(fyne.NewPos(size.Width-side, 0))
	objs[1].Resize(fyne.NewSize(side, size.Height))
}
