package find

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/asking"
	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// New shows the questions of the file, or the one that a route names: by its
// text (Words), or by the record in which it is kept (Record).
func New(d *desk.Desk, r desk.Route) desk.Pane {
	if r.Words == "" && r.Record.IsZero() {
		return newStart(d)
	}
	return newScreen(d, r)
}

// Route leads to a question that nobody has kept.
func Route(q question.Question) desk.Route {
	return desk.Route{Screen: desk.ScreenFind, Words: q.JSON()}
}

// Screen is one question over its answers.
type Screen struct {
	widget.BaseWidget
	d      *desk.Desk
	w      asking.Words
	q      question.Question // but for Where, which is the tree's
	tree   *node
	kept   model.ID // the record in which it is kept; zero: nobody has kept it
	title  string   // of that, or of the question that one began with
	stands string   // as it is kept
	ready  string   // which of the ready questions one began with

	editing *editor // the line being changed; nil
	lines   map[*node]*ui.Clause
	answers *answers

	heading *ui.Text
	save    *ui.Button
	export  *ui.Button
	columns *ui.Button
	stack   *fyne.Container // the lines
	body    *fyne.Container
	back    func(*fyne.KeyEvent)
	left    bool
}

// wordsFor says questions about the open file.
func wordsFor(d *desk.Desk) asking.Words {
	return asking.Words{Printer: d.Words, Schema: d.DB.Schema(), Name: d.TitleOf}
}

func newScreen(d *desk.Desk, r desk.Route) *Screen {
	s := &Screen{d: d, w: wordsFor(d), kept: r.Record, heading: ui.NewHeading("")}
	text := r.Words
	if rec, ok := d.Get(r.Record); ok && !r.Record.IsZero() {
		s.title, s.stands = rec.Text("title"), rec.Text("question")
		if text == "" {
			text = s.stands
		}
	} else {
		s.kept = model.ID{}
	}
	row, ready, _ := strings.Cut(r.Section, ",")
	s.ready = ready
	if s.title == "" && ready != "" {
		s.title = d.Words.T("find.ready." + ready)
	}
	q, err := question.Parse(text)
	s.q, s.tree = q, newTree(s.w.Schema, q)
	s.answers = newAnswers(s)
	s.answers.chosen, _ = strconv.ParseInt(row, 10, 64)
	s.make()
	s.ExtendBaseWidget(s)
	if err != nil || s.w.Schema.Kind(q.Of) == nil {
		s.q, s.tree = question.Question{}, newTree(s.w.Schema, question.Question{})
		s.answers.newer()
	}
	s.rebuild()
	s.changed()
	d.Runner.Do(func() {}, s.begin)
	return s
}

// make makes what never changes.
func (s *Screen) make() {
	w := s.d.Words
	s.save = ui.NewButton(w.T("find.save"), theme.DocumentSaveIcon(), ui.Primary, s.onSave)
	s.columns = ui.NewButton(w.T("find.columns"), theme.ListIcon(), ui.Plain, s.onColumns)
	s.export = ui.NewButton(w.T("find.export"), theme.DownloadIcon(), ui.Plain, s.onExport)
	s.stack = ui.NewStack(0.4)
}

// begin takes the keyboard: to the answer that was open before, to the line that
// is still to be finished, or to the first line.
func (s *Screen) begin() {
	if s.left {
		return
	}
	c := s.d.Host.Window().Canvas()
	s.back = c.OnTypedKey()
	c.SetOnTypedKey(s.key)
	switch n := s.tree.unfinished(s.w.Schema); {
	case s.answers.chosen > 0:
		ui.Focus(s.answers.list)
	case n != nil:
		s.open(n)
		s.editing.focusValue()
	case len(s.tree.kids) > 0:
		s.focusLine(s.tree.kids[0])
	default:
		s.focusAdd()
	}
}

// key hears what no widget wanted.
func (s *Screen) key(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape && s.editing != nil:
		s.editing.done()
	case ev.Name == fyne.KeyF6:
		s.other()
	case s.back != nil:
		s.back(ev)
	}
}

// other moves the keyboard between the question and its answers.
func (s *Screen) other() {
	if s.answers.list.Focused() {
		if len(s.tree.kids) > 0 {
			s.focusLine(s.tree.kids[0])
			return
		}
		s.focusAdd()
		return
	}
	if s.editing != nil {
		s.editing.done()
	}
	ui.Focus(s.answers.list)
}

// CreateRenderer lays out the head, the question and the answers.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	if s.d.DB.ReadOnly() {
		s.save.Hide()
	}
	head := ui.NewInset(3, 2, ui.NewBeside(s.heading, s.columns, s.export, s.save))
	lines := ui.NewScroll(ui.NewInset(2, 0.8, s.stack))
	s.body = container.New(&thirds{s.stack}, head, lines, s.answers.object)
	return widget.NewSimpleRenderer(s.body)
}

// thirds gives the question the height it needs, up to a half of what there is,
// and the answers the rest.
type thirds struct{ lines *fyne.Container }

func (l *thirds) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, o[0].MinSize().Height+o[2].MinSize().Height+80)
}

func (l *thirds) Layout(o []fyne.CanvasObject, s fyne.Size) {
	head := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(s.Width, head))
	p := theme.Padding()
	l.lines.Resize(fyne.NewSize(s.Width-4*p, l.lines.MinSize().Height))
	want := l.lines.MinSize().Height + 1.8*p
	room := s.Height - head
	want = min(want, max(room-o[2].MinSize().Height, room*0.5))
	o[1].Move(fyne.NewPos(0, head))
	o[1].Resize(fyne.NewSize(s.Width, want))
	o[2].Move(fyne.NewPos(0, head+want))
	o[2].Resize(fyne.NewSize(s.Width, max(0, room-want)))
}

// relayout gives the lines the height that they now need.
func (s *Screen) relayout() {
	if s.body != nil {
		s.body.Refresh()
	}
}

// question gives the question as it stands; with keep also what of it is not
// finished yet.
func (s *Screen) question(keep bool) question.Question {
	q := s.q
	q.Where = s.tree.condition(s.w.Schema, keep)
	return q
}

// keptAs is the kept question as this screen would write it.
func (s *Screen) keptAs() string {
	q, err := question.Parse(s.stands)
	if err != nil {
		return s.stands
	}
	q.Where = newTree(s.w.Schema, q).condition(s.w.Schema, true)
	return q.JSON()
}

// changed says the question anew and asks it.
func (s *Screen) changed() {
	q := s.question(false)
	s.show()
	s.answers.ask(q)
}

// show says in the head what the question is and whether it is kept.
func (s *Screen) show() {
	w := s.d.Words
	title := s.title
	if title == "" {
		title = w.T("find.new")
	}
	s.heading.SetText(title)
	switch {
	case s.kept.IsZero():
		s.save.SetLabel(w.T("find.save"))
		s.save.Enable()
	case s.question(true).JSON() == s.keptAs():
		s.save.SetLabel(w.T("find.saved"))
		s.save.Disable()
	default:
		s.save.SetLabel(w.T("find.save_changes"))
		s.save.Enable()
	}
}

// Changed asks again, and says anew what the question is called.
func (s *Screen) Changed(c store.Changes) {
	if kind := c.Records[s.kept]; kind != "" && !s.kept.IsZero() {
		if r, ok := s.d.Get(s.kept); ok {
			s.title, s.stands = r.Text("title"), r.Text("question")
		} else {
			s.kept, s.stands = model.ID{}, ""
		}
	}
	if s.editing == nil {
		s.rebuild()
	}
	s.show()
	s.answers.again()
}

// Leave notes how the question stands, to be come back to.
func (s *Screen) Leave() {
	s.left = true
	s.answers.leave()
	if s.back != nil || s.d.Host.Window().Canvas().OnTypedKey() != nil {
		s.d.Host.Window().Canvas().SetOnTypedKey(s.back)
	}
	if h, ok := s.d.Host.(interface{ Here(desk.Route) }); ok {
		h.Here(s.route())
	}
}

// route is the question as it stands, with the answer that is chosen.
func (s *Screen) route() desk.Route {
	r := desk.Route{Screen: desk.ScreenFind, Record: s.kept, Words: s.question(true).JSON()}
	r.Section = strconv.FormatInt(s.answers.current(), 10) + "," + s.ready
	return r
}
