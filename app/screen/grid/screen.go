// Package grid shows the facts of a case against the articles alleged in it: which
// fact bears on which article and how, on what it rests, and in red what is
// missing.
//
// Its one job is to let a person mark, look and find the way to the records; what
// bears on what, and what is missing, is found out by package weighing. Rules of
// the package: everything can be done by the keys alone, also under a keyboard of
// another script; no colour says anything that words do not say; a mark is one
// action that can be taken back; a long read never holds up the window; what is
// shown here is for ourselves only.
package grid

import (
	"context"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/app/weighing"
	"guvoh/model"
	"guvoh/model/store"
)

// Screen is the grid, with what is known of the chosen place beside it.
type Screen struct {
	widget.BaseWidget
	d      *desk.Desk
	in     model.ID
	grid   *weighing.Grid
	rows   []int // of the facts of the grid, as they are chosen
	filter weighing.Filter
	wanted model.ID // the fact or the article to choose once the case is read
	asked  int
	gone   bool

	status  *ui.Text
	gaps    *ui.Check
	article *ui.TermSelect
	person  *ui.TermSelect
	kind    *ui.TermSelect
	matrix  *ui.Matrix
	told    *fyne.Container // what is known of the chosen place
	typed   *fyne.Container // the fields that are typed in there
	beside  *fyne.Container // both of them
	scroll  *ui.Scroll
	form    *recordform.Form // nil for none
	content *fyne.Container
	keys    func(*fyne.KeyEvent)
}

// New shows the grid of the case of a route.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d, in: r.Case, wanted: r.Record, grid: &weighing.Grid{}}
	s.filter = asked(r.Words)
	s.build()
	s.ExtendBaseWidget(s)
	c := d.Host.Window().Canvas()
	s.keys = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	s.load(func() {
		if d.Host.Window().Canvas().Focused() == nil {
			ui.Focus(s.matrix)
		}
	})
	return s
}

// asked reads by what the facts were chosen.
func asked(words string) (f weighing.Filter) {
	v, err := url.ParseQuery(words)
	if err != nil {
		return f
	}
	f.Gaps, f.Kind = v.Get("gaps") != "", v.Get("kind")
	f.Article, _ = model.ParseID(v.Get("article"))
	f.Person, _ = model.ParseID(v.Get("person"))
	return f
}

// route leads back to what is shown now.
func (s *Screen) route() desk.Route {
	v := url.Values{}
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	if s.filter.Gaps {
		v.Set("gaps", "1")
	}
	set("kind", s.filter.Kind)
	for key, id := range map[string]model.ID{"article": s.filter.Article, "person": s.filter.Person} {
		if !id.IsZero() {
			v.Set(key, id.String())
		}
	}
	return desk.Route{Screen: desk.ScreenGrid, Case: s.in, Record: s.chosen(), Words: v.Encode()}
}

// here tells the window where we are, so that coming back ends up here.
func (s *Screen) here() {
	if h, ok := s.d.Host.(interface{ Here(desk.Route) }); ok {
		h.Here(s.route())
	}
}

// CreateRenderer draws the screen.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Leave ends what is being typed and gives the keys of the window back.
func (s *Screen) Leave() {
	s.asked++
	s.gone = true
	s.drop()
	s.d.Host.Window().Canvas().SetOnTypedKey(s.keys)
}

// key leads by Escape from the fields to the grid, and from there to the case.
func (s *Screen) key(ev *fyne.KeyEvent) {
	c := s.d.Host.Window().Canvas()
	switch {
	case ev.Name != fyne.KeyEscape:
		if s.keys != nil {
			s.keys(ev)
		}
	case c.Focused() != fyne.Focusable(s.matrix):
		ui.Focus(s.matrix)
	default:
		s.toCase()
	}
}

func (s *Screen) toCase() {
	s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: s.in, Section: "overview", Record: s.in})
}

// concerns are the kinds of which the grid tells, besides facts.
var concerns = map[string]bool{
	"complaint": true, "citation": true, "source": true, "evidence": true, "exhibit": true, "dossier": true, "person": true, "person_name": true,
	"place": true, "organisation": true, "term": true, "block": true, "interview": true, "participant": true,
}

func init() {
	for _, kind := range model.FactKinds {
		concerns[kind] = true
	}
}

// Changed shows marks that were made here at once, and reads the case again when
// anything else was written that it tells of: what comes from colleagues may stand
// against what is said here.
func (s *Screen) Changed(c store.Changes) {
	if s.gone {
		return
	}
	if s.form != nil {
		s.form.Changed(c)
	}
	marks, other := false, false
	for _, kind := range c.Records {
		marks = marks || kind == "bearing"
		other = other || concerns[kind]
	}
	other = other || marks && c.Verb != "edit" && c.Verb != "delete"
	switch {
	case other:
		s.wanted = s.chosen()
		s.load(nil)
	case marks:
		s.d.Fail(s.grid.Bearings(context.Background(), s.d.DB))
		s.say()
		s.matrix.Reload()
		s.show()
	}
}

// load reads the case away from the window and does then what comes next.
func (s *Screen) load(next func()) {
	s.asked++
	asked, db, w, in := s.asked, s.d.DB, s.d.Words, s.in
	var g *weighing.Grid
	var err error
	s.d.Runner.Do(func() { g, err = weighing.Read(context.Background(), db, w, in) }, func() {
		if asked != s.asked || s.gone {
			return
		}
		s.d.Fail(err)
		if g != nil {
			s.grid = g
		}
		s.options()
		s.fill()
		if next != nil {
			next()
		}
	})
}

// fill chooses the facts anew, and the place that was chosen before where it is
// still there.
func (s *Screen) fill() {
	s.rows = s.grid.Rows(s.filter)
	row, column := s.matrix.Place()
	if !s.wanted.IsZero() {
		if i := s.grid.Column(s.wanted); i >= 0 {
			row, column = -1, i
		} else if i := s.line(s.wanted); i >= 0 {
			row = i
		}
		s.wanted = model.ID{}
	}
	s.matrix.SetEmpty(s.nothing())
	s.matrix.Reload()
	s.matrix.Select(row, column)
	s.say()
	s.show()
}

// line gives the line in which a fact is shown; -1 when it is not.
func (s *Screen) line(fact model.ID) int {
	for i, row := range s.rows {
		if s.grid.Facts[row].Record.ID == fact {
			return i
		}
	}
	return -1
}

// nothing says why there is nothing to see, and what to do about it.
func (s *Screen) nothing() fyne.CanvasObject {
	w := s.d.Words
	if len(s.grid.Facts) > 0 {
		return ui.NewEmptyState(theme.SearchIcon(), w.T("grid.none_chosen"), w.T("grid.all"), func() {
			s.filter = weighing.Filter{}
			s.options()
			s.fill()
			ui.Focus(s.matrix)
		})
	}
	action := w.T("grid.add_fact")
	if s.d.DB.ReadOnly() {
		action = ""
	}
	return ui.NewEmptyState(ui.FactsIcon(), w.T("grid.empty"), action, s.addFact)
}

// fact gives the fact of the chosen row.
func (s *Screen) fact() (weighing.Fact, bool) {
	row, _ := s.matrix.Place()
	if row < 0 || row >= len(s.rows) {
		return weighing.Fact{}, false
	}
	return s.grid.Facts[s.rows[row]], true
}

// column gives the article of the chosen column.
func (s *Screen) column() (i int, ok bool) {
	_, i = s.matrix.Place()
	return i, i >= 0 && i < len(s.grid.Articles)
}

// chosen gives the record of the chosen place.
func (s *Screen) chosen() model.ID {
	if f, ok := s.fact(); ok {
		return f.Record.ID
	}
	if i, ok := s.column(); ok {
		return s.grid.Articles[i].Record.ID
	}
	return model.ID{}
}

// mark says of the chosen cell how the fact bears on the article.
func (s *Screen) mark(mark string) {
	f, isFact := s.fact()
	i, isCell := s.column()
	if !isFact || !isCell || s.d.DB.ReadOnly() || f.Cells[i].Mark == mark {
		return
	}
	verb := "edit"
	if mark == "" {
		verb = "delete"
	}
	complaint := s.grid.Articles[i].Record.ID
	s.d.Do(verb, func(tx *store.Tx) error { return weighing.Mark(tx, complaint, f.Record.ID, f.Cells[i], mark) })
}

// cycle goes through the marks of the chosen cell.
func (s *Screen) cycle() {
	f, isFact := s.fact()
	if i, ok := s.column(); ok && isFact {
		s.mark(weighing.Next(f.Cells[i].Mark))
	}
}

// letter marks by a figure, or by the letter with which the word begins in the
// reader's language.
func (s *Screen) letter(r rune) {
	if r >= '0' && int(r-'0') < len(weighing.Marks) {
		s.mark(weighing.Marks[r-'0'])
		return
	}
	for _, mark := range weighing.Marks[1:] {
		first, _ := utf8.DecodeRuneInString(s.d.Words.T("grid.mark." + mark))
		if unicode.ToLower(first) == unicode.ToLower(r) {
			s.mark(mark)
			return
		}
	}
}

// pressed hears the keys of the grid before it.
func (s *Screen) pressed(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeySpace:
		s.cycle()
	case fyne.KeyDelete, fyne.KeyBackspace:
		s.mark("")
	case fyne.KeyF2:
		s.open()
	case fyne.KeyInsert:
		if row, _ := s.matrix.Place(); row < 0 || len(s.grid.Articles) == 0 {
			s.addArticle()
		} else {
			s.addFact()
		}
	default:
		return false
	}
	return true
}

// open goes to the fact; of an article to its fields beside the grid.
func (s *Screen) open() {
	if f, ok := s.fact(); ok {
		s.here()
		s.d.Host.Go(recordform.RouteTo(s.d, f.Record, s.in))
		return
	}
	if s.form != nil {
		s.form.Focus()
	}
}

// goTo opens another record.
func (s *Screen) goTo(id model.ID) {
	r, ok := s.d.Get(id)
	if !ok {
		s.d.Host.Toast(s.d.Words.T("form.record_gone"), "", nil)
		return
	}
	s.here()
	s.d.Host.Go(recordform.RouteTo(s.d, r, s.in))
}

// Commands are what can be done here, for the menu: only there do shortcuts work
// on every keyboard layout.
func (s *Screen) Commands() (title string, all []desk.Command) {
	const both = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
	return "grid.title", []desk.Command{
		{Key: "grid.add_article", Name: fyne.KeyA, Mod: both, Writes: true, Do: s.addArticle},
		{Key: "grid.add_fact", Name: fyne.KeyK, Mod: both, Writes: true, Do: s.addFact},
		{},
		{Key: "grid.gaps_only", Name: fyne.KeyG, Mod: fyne.KeyModifierAlt, Do: func() { s.gaps.Load(!s.filter.Gaps); s.onlyGaps(!s.filter.Gaps) }},
		{Key: "grid.next_gap", Name: fyne.KeyDown, Mod: fyne.KeyModifierAlt, Do: func() { s.seek(1) }},
		{Key: "grid.previous_gap", Name: fyne.KeyUp, Mod: fyne.KeyModifierAlt, Do: func() { s.seek(-1) }},
		{},
		{Key: "grid.save", Name: fyne.KeyE, Mod: both, Do: s.save},
	}
}

// seek goes to the next fact of which something is missing.
func (s *Screen) seek(step int) {
	row, column := s.matrix.Place()
	for i := row + step; i >= 0 && i < len(s.rows); i += step {
		if len(s.grid.Facts[s.rows[i]].Gaps) > 0 {
			s.matrix.Select(i, column)
			s.show()
			return
		}
	}
}

// source gives the grid to what draws it.
type source struct{ s *Screen }

func (c source) Rows() int    { return len(c.s.rows) }
func (c source) Columns() int { return len(c.s.grid.Articles) }

func (c source) Head(column int) ui.MatrixHead {
	w, a := c.s.d.Words, c.s.grid.Articles[column]
	var missing []string
	for _, g := range a.Gaps {
		missing = append(missing, w.T("grid.head."+string(g)))
	}
	return ui.MatrixHead{
		Title: a.Short, Detail: w.Number(a.Count[weighing.Supports]) + " + · " + w.Number(a.Count[weighing.Against]) + " −",
		Missing: strings.Join(missing, "; "),
	}
}

var tones = map[string]ui.Tone{weighing.Supports: ui.Success, weighing.Against: ui.Warning, weighing.Needed: ui.Problem}

func (c source) Row(i int) ui.MatrixRow {
	w, f := c.s.d.Words, c.s.grid.Facts[c.s.rows[i]]
	row := ui.MatrixRow{Title: f.Title, Detail: f.Kind, Missing: f.Missing(w, "; ")}
	if f.When != "" {
		row.Detail = f.When + " · " + f.Kind
	}
	for _, cell := range f.Cells {
		row.Cells = append(row.Cells, ui.MatrixCell{Text: c.s.word(cell.Mark), Tone: tones[cell.Mark]})
	}
	var parts []string
	if n := len(f.Sources); n > 0 {
		parts = append(parts, w.N("grid.sources", n))
	}
	for _, e := range f.Exhibits {
		if e.Number != "" {
			parts = append(parts, e.Number)
		} else {
			parts = append(parts, e.Title)
		}
	}
	row.Tail = strings.Join(parts, " · ")
	return row
}

// word gives a mark in one word.
func (s *Screen) word(mark string) string {
	switch mark {
	case "":
		return ""
	case weighing.Supports, weighing.Against, weighing.Needed:
		return s.d.Words.T("grid.mark." + mark)
	}
	return s.d.Words.Word("bearing", mark)
}
