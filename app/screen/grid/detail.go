package grid

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/conflict"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/app/weighing"
	"guvoh/model"
	"guvoh/model/store"
)

// show tells what is known of the chosen place. The fields that are typed in stay
// the same ones as long as their record is chosen; what was typed in others is kept
// before anything is told, since it may change that.
func (s *Screen) show() {
	if id, _ := s.fielded(); s.form != nil && s.form.Record() != id {
		s.drop()
	}
	var parts []fyne.CanvasObject
	f, isFact := s.fact()
	i, isColumn := s.column()
	switch {
	case isFact && isColumn:
		parts = append(s.ofCell(f, i), s.ofFact(f)...)
	case isFact:
		parts = s.ofFact(f)
	case isColumn:
		parts = s.ofArticle(s.grid.Articles[i])
	default:
		parts = []fyne.CanvasObject{ui.NewEmptyState(theme.DocumentIcon(), s.d.Words.T("grid.choose"), "", nil)}
	}
	s.fields(s.fielded())
	s.told.Objects = parts
	s.told.Refresh()
	s.fit()
}

// fit gives what stands beside the grid the height that it needs now.
func (s *Screen) fit() {
	s.beside.Refresh()
	s.scroll.Refresh()
}

// fielded gives the record whose fields belong to the chosen place, and which of
// them: why a fact bears on an article, or all fields of an article.
func (s *Screen) fielded() (id model.ID, only []string) {
	f, isFact := s.fact()
	i, isColumn := s.column()
	switch {
	case isFact && isColumn && f.Cells[i].Mark != "":
		return f.Cells[i].Bearing, []string{"account"}
	case isColumn && !isFact:
		return s.grid.Articles[i].Record.ID, nil
	}
	return model.ID{}, nil
}

// fields shows the fields of a record under what is told; of none when it is zero.
func (s *Screen) fields(id model.ID, only []string) {
	if id.IsZero() || s.form != nil && s.form.Record() == id {
		return
	}
	s.form = recordform.New(s.d, id, recordform.Options{
		Case: s.in, Bare: true, Only: only, Open: func(r model.Record) { s.goTo(r.ID) }, OnGrown: s.fit,
	})
	s.typed.Objects = []fyne.CanvasObject{s.form.Body()}
	s.typed.Refresh()
	s.scroll.ScrollTo(0)
}

// drop ends what is being typed. Keeping it tells this screen as well, which then
// shows the chosen place anew.
func (s *Screen) drop() {
	form := s.form
	s.form = nil
	s.typed.Objects = nil
	s.typed.Refresh()
	if form != nil {
		form.Leave()
	}
}

func heading(words string) fyne.CanvasObject {
	return ui.NewText(words, ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})
}

func label(words string) fyne.CanvasObject {
	return ui.NewText(words, ui.TextStyle{Size: theme.SizeNameCaptionText, Bold: true, Color: ui.ColorSubtle})
}

// ofCell offers the marks of a fact and an article.
func (s *Screen) ofCell(f weighing.Fact, i int) []fyne.CanvasObject {
	w, a := s.d.Words, s.grid.Articles[i]
	stack := ui.NewStack(0.8, label(a.Name))
	if s.d.DB.ReadOnly() {
		mark := w.T("grid.unmarked")
		if f.Cells[i].Mark != "" {
			mark = w.Word("bearing", f.Cells[i].Mark)
		}
		stack.Add(ui.NewText(mark, ui.TextStyle{}))
		return []fyne.CanvasObject{stack}
	}
	var buttons []fyne.CanvasObject
	for n, mark := range weighing.Marks[1:] {
		style := ui.Plain
		if f.Cells[i].Mark == mark {
			style = ui.Primary
		}
		buttons = append(buttons, ui.NewButton(w.Number(n+1)+" "+w.T("grid.mark."+mark), nil, style, func() {
			s.mark(mark)
			ui.Focus(s.matrix)
		}))
	}
	if f.Cells[i].Mark != "" {
		buttons = append(buttons, ui.NewButton(w.Number(0)+" "+w.T("grid.unmark"), nil, ui.Quiet, func() {
			s.mark("")
			ui.Focus(s.matrix)
		}))
	}
	stack.Add(ui.NewFlow(buttons...))
	if help := w.WordHelp("bearing", f.Cells[i].Mark); f.Cells[i].Mark != "" && help != "" {
		stack.Add(ui.NewCaption(help))
	}
	for _, c := range f.Cells[i].Conflicts {
		stack.Add(s.contested(c))
	}
	return []fyne.CanvasObject{stack}
}

// contested shows the values of colleagues that stand against each other.
func (s *Screen) contested(c store.Conflict) fyne.CanvasObject {
	return ui.NewStack(0.8, label(conflict.Name(s.d, c)), conflict.New(s.d, c, func() { ui.Focus(s.matrix) }).Object())
}

// ofFact tells on what a fact rests, what its sources say otherwise, and what is
// missing.
func (s *Screen) ofFact(f weighing.Fact) []fyne.CanvasObject {
	w := s.d.Words
	what := f.Kind
	if f.When != "" {
		what = f.When + " · " + f.Kind
	}
	head := ui.NewStack(0.6, heading(f.Title), ui.NewCaption(what),
		ui.NewFlow(ui.NewButton(w.T("grid.open_fact"), theme.DocumentIcon(), ui.Plain, s.open)))
	parts := []fyne.CanvasObject{head}
	if len(f.Gaps) > 0 {
		parts = append(parts, ui.NewBanner(ui.Problem, f.Missing(w, ". ")+"."))
	}
	parts = append(parts, s.disputes(f)...)
	parts = append(parts, s.rests(f))
	return parts
}

// rests lists the sources of a fact and the evidence that shows it.
func (s *Screen) rests(f weighing.Fact) fyne.CanvasObject {
	w := s.d.Words
	stack := ui.NewStack(0.8, label(w.T("grid.column.rests")))
	for _, src := range f.Sources {
		var said []string
		for _, part := range []string{s.place(src), src.Who, src.Grades(w), quoted(src.Quote)} {
			if part != "" {
				said = append(said, part)
			}
		}
		to := src.Source
		if to.IsZero() {
			to = src.Evidence
		}
		row := ui.NewActionRow(theme.FileTextIcon(), src.Title, strings.Join(said, " · "), s.opener(to)...).Boxed()
		if !src.Graded {
			row.Mark(ui.NewBadge(weighing.NotGraded.Say(w, ""), ui.Problem))
		}
		stack.Add(row)
	}
	for _, e := range f.Exhibits {
		stack.Add(ui.NewActionRow(theme.MailAttachmentIcon(), e.Title, strings.Join(e.Annexed, " · "), s.opener(e.Evidence)...).Boxed())
	}
	if !f.Proved() {
		stack.Add(ui.NewText(w.T("grid.rests_on_nothing"), ui.TextStyle{Color: ui.ColorSubtle}))
	}
	return stack
}

// place says which field a source speaks of, where in it, and of what record.
func (s *Screen) place(src weighing.Source) string {
	var parts []string
	if src.Field != "" {
		parts = append(parts, src.Field)
	}
	if src.Place != "" {
		parts = append(parts, s.d.Words.T("grid.source.at", tr.V{"Place": src.Place}))
	}
	if src.Of != "" {
		parts = append(parts, s.d.Words.T("grid.source.of", tr.V{"Record": src.Of}))
	}
	return strings.Join(parts, ", ")
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return "“" + s + "”"
}

func (s *Screen) opener(id model.ID) []fyne.CanvasObject {
	if id.IsZero() {
		return nil
	}
	return []fyne.CanvasObject{ui.NewButton(s.d.Words.T("action.open"), nil, ui.Link, func() { s.goTo(id) })}
}

// disputes sets beside one another what the record holds and what sources say
// otherwise, and the values of colleagues that stand against each other.
func (s *Screen) disputes(f weighing.Fact) []fyne.CanvasObject {
	w := s.d.Words
	var parts []fyne.CanvasObject
	if len(f.Differences) > 0 {
		parts = append(parts, label(w.T("grid.differ")))
	}
	for _, d := range f.Differences {
		parts = append(parts, s.dispute(d))
	}
	for _, c := range f.Conflicts {
		parts = append(parts, s.contested(c))
	}
	return parts
}

// dispute is one source that says otherwise, beside the record.
func (s *Screen) dispute(d weighing.Difference) fyne.CanvasObject {
	w := s.d.Words
	field := d.Label
	if field == "" {
		field = w.T("grid.whole_fact")
	}
	here := d.Here
	if here == "" {
		here = w.T("form.nothing")
	}
	ours := ui.NewStack(0.4, label(w.T("grid.in_the_record")), ui.NewText(here, ui.TextStyle{}))
	if d.Field == "" {
		ours = ui.NewStack(0.4, label(w.T("grid.in_the_record")), ui.NewCaption(w.T("grid.whole_fact")))
	}
	said := []string{}
	for _, part := range []string{d.Who, d.Reliability, d.Credibility} {
		if part != "" {
			said = append(said, part)
		}
	}
	theirs := ui.NewStack(0.4, label(d.Source), ui.NewText(d.Says, ui.TextStyle{}))
	if len(said) > 0 {
		theirs.Add(ui.NewCaption(strings.Join(said, " · ")))
	}
	stack := ui.NewStack(1, ui.NewText(field, ui.TextStyle{Bold: true}), ui.NewPair(130, ours, theirs))
	switch {
	case s.d.DB.ReadOnly():
	case d.Takes:
		stack.Add(ui.NewFlow(ui.NewButton(w.T("grid.follow"), theme.ConfirmIcon(), ui.Plain, func() { s.follow(d) })))
	default:
		stack.Add(ui.NewCaption(w.T("grid.follow_by_hand")))
	}
	return ui.NewCard(stack)
}

// follow makes what a source says the value of the record, if the two still are what
// stands on the screen.
func (s *Screen) follow(d weighing.Difference) {
	w, schema, note := s.d.Words, s.d.DB.Schema(), s.d.Words.T("grid.followed.note", tr.V{"Value": d.Here})
	stale := false
	ok := s.d.Do("edit", func(tx *store.Tx) error {
		err := weighing.Follow(tx, schema, d, note)
		if stale = errors.Is(err, weighing.ErrChanged); stale {
			return nil // nothing was written
		}
		return err
	})
	ui.Focus(s.matrix)
	switch {
	case stale:
		s.wanted = s.chosen()
		s.load(nil)
		ui.Message(s.d.Host.Window().Canvas(), w.T("problem.title"), w.T("grid.changed"))
	case ok:
		s.d.Host.Toast(w.T("grid.followed"), w.T("action.undo"), s.d.Undo)
	}
}

// ofArticle tells what is said for and against an article, and what is missing.
func (s *Screen) ofArticle(a weighing.Article) []fyne.CanvasObject {
	w := s.d.Words
	count := strings.Join([]string{
		w.N("grid.count.supports", a.Count[weighing.Supports]), w.N("grid.count.against", a.Count[weighing.Against]), w.N("grid.count.needed", a.Count[weighing.Needed]),
	}, " · ")
	parts := []fyne.CanvasObject{ui.NewStack(0.6, heading(a.Name), ui.NewCaption(count))}
	for _, g := range a.Gaps {
		parts = append(parts, ui.NewBanner(ui.Problem, g.Say(w, a.Short)))
	}
	if s.d.DB.ReadOnly() {
		return parts
	}
	rec := a.Record
	buttons := []fyne.CanvasObject{
		ui.NewButton(w.T("grid.only_its_facts"), theme.SearchIcon(), ui.Plain, func() {
			s.filter.Article = rec.ID
			s.wanted = rec.ID
			s.options()
			s.fill()
		}),
		ui.NewButton(w.T("grid.remove_article"), theme.DeleteIcon(), ui.Quiet, func() {
			s.drop()
			s.d.Delete(rec)
			ui.Focus(s.matrix)
		}),
	}
	return append(parts, ui.NewFlow(buttons...))
}
