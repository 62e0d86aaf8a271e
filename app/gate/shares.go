package gate

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/slip39"
)

// SharesSpec says what a [Shares] does.
type SharesSpec struct {
	Words  *tr.Printer
	Runner task.Runner
	// Split makes shares of a fresh secret, of which so many are needed. They
	// open nothing yet.
	Split func(need, of int) (shares []string, err error)
	// Keep gives the file the key that the shares last made open together, away
	// from the window. It is called once all of them are on paper.
	Keep func(keepers []string) error
	// Opens reports, away from the window, whether what sheets add up to opens
	// this file.
	Opens func(secret []byte) bool
	// Rehearsed hears that enough of the sheets were tried and open the file.
	Rehearsed func()
	Save      func(share string, number, of int) // as a PDF, where the person says
	Print     func(share string, of int)         // nil where there is no printer
	Done      func()                             // takes the pane away
}

// Shares takes a person from the choice of who shall hold key shares over the
// sheets, one after the other, to the proof that they open the file together.
//
// The file gets the key only when every share is on paper: whoever leaves
// before leaves the file as it was, and what its list of keys says stays true.
type Shares struct {
	SharesSpec
	box      *fyne.Container
	need, of int
	keepers  []*ui.Entry
	shares   []string
	stay     stay
	escape   func() // what Escape does now
}

// NewShares makes the pane, which begins with the choice; show its Object.
func NewShares(spec SharesSpec) *Shares {
	s := &Shares{SharesSpec: spec, box: container.NewStack(), need: 2, of: 3, stay: stay{runner: spec.Runner}}
	s.choose()
	return s
}

// Object gives what is shown.
func (s *Shares) Object() fyne.CanvasObject { return s.box }

// Leave forgets the shares, for when something else is shown in the pane's
// place.
func (s *Shares) Leave() {
	s.stay.end()
	s.shares = nil
}

// Escape goes out, but not while words are shown: a key that is easily hit must
// not undo the sheets written so far.
func (s *Shares) Escape() {
	if s.escape != nil {
		s.escape()
	}
}

func (s *Shares) t(key string) string { return s.Words.T(key) }

func (s *Shares) show(title, text string, first fyne.Focusable, parts ...fyne.CanvasObject) {
	s.stay.end()
	s.escape = nil
	s.box.Objects = []fyne.CanvasObject{page(ui.KeyIcon(), title, text, parts...)}
	s.box.Refresh()
	s.Runner.Do(func() {}, func() { ui.Focus(first) })
}

func (s *Shares) leave() {
	s.Leave()
	s.Done()
}

// choose asks how many people there are, how many of them are needed, and who
// they are.
func (s *Shares) choose() {
	problem := ui.NewText("", ui.TextStyle{Color: theme.ColorNameError})
	means := ui.NewCaption("")
	lines := ui.NewStack(2)
	var need *ui.TermSelect
	show := func() {
		s.need = min(s.need, s.of)
		need.SetOptions(numbers(s.Words, 2, s.of))
		need.Load(strconv.Itoa(s.need))
		means.SetText(s.meaning())
		s.ask(lines)
	}
	need = ui.NewTermSelect(nil, "", func(id string) { s.need = number(id); show() }).MustHold()
	of := ui.NewTermSelect(numbers(s.Words, 2, slip39.MaxShares), "", func(id string) { s.of = number(id); show() }).MustHold()
	of.Load(strconv.Itoa(s.of))
	show()
	var shares []string
	var err error
	yes := ui.NewButton(s.t("shares.make"), nil, ui.Primary, nil)
	yes.OnTapped = func() {
		k, n := s.need, s.of
		yes.Disable()
		s.Runner.Do(func() { shares, err = s.Split(k, n) }, func() {
			yes.Enable()
			if err != nil {
				problem.SetText(desk.Sentence(s.Words, err))
				return
			}
			s.shares = shares
			s.write(0)
		})
	}
	back := ui.NewButton(s.t("choose.cancel"), nil, ui.Plain, s.leave)
	s.show(s.t("shares.title"), s.t("shares.text"), of.FocusTarget(),
		ui.NewStack(1.6, ui.NewField(s.t("shares.of"), of), ui.NewField(s.t("shares.need"), need), means),
		ui.NewStack(1.6, ui.NewSection(s.t("shares.keepers"), s.t("shares.keepers_why")), lines),
		problem, ui.NewToolbar(back, nil, yes))
	s.escape = s.leave
}

// meaning says what the choice comes to.
func (s *Shares) meaning() string {
	counts := tr.V{"Need": s.Words.Number(s.need), "Of": s.Words.Number(s.of)}
	if s.need == s.of {
		return s.Words.T("shares.all_needed", counts)
	}
	return s.Words.N("shares.spare", s.of-s.need, counts)
}

// ask has a line for each keeper, and keeps what was typed before.
func (s *Shares) ask(lines *fyne.Container) {
	for i := len(s.keepers); i < s.of; i++ {
		s.keepers = append(s.keepers, ui.NewEntry("", nil))
	}
	lines.Objects = nil
	for i, e := range s.keepers[:s.of] {
		lines.Add(ui.NewField(s.Words.T("shares.keeper", tr.V{"Number": i + 1}), e))
	}
	lines.Refresh()
}

// keeper is whom a share goes to, as the person typed it.
func (s *Shares) keeper(i int) string { return strings.TrimSpace(s.keepers[i].Text) }

// write shows the words of one share, to be brought to paper. Those of the
// others are never on the screen together with them.
func (s *Shares) write(i int) {
	share, of := s.shares[i], s.of
	ways := ui.NewFlow()
	if s.Print != nil {
		ways.Add(ui.NewButton(s.t("recovery.print"), theme.DocumentPrintIcon(), ui.Plain, func() { s.Print(share, of) }))
	}
	ways.Add(ui.NewButton(s.t("recovery.save"), theme.DocumentSaveIcon(), ui.Plain, func() { s.Save(share, i+1, of) }))
	problem := ui.NewText("", ui.TextStyle{Color: theme.ColorNameError})
	next := ui.NewButton(s.t("shares.next"), nil, ui.Primary, func() { s.write(i + 1) })
	if i+1 == of {
		next.SetLabel(s.t("shares.last"))
		next.OnTapped = func() { s.keep(next, problem) }
	}
	back := ui.NewButton(s.t("choose.cancel"), nil, ui.Plain, func() { s.write(i - 1) })
	if i == 0 {
		back.Hide() // a way back would lead to other shares than those on the paper
	}
	title := s.Words.T("sheet.share.title", tr.V{"Number": i + 1, "Of": of})
	text := s.t("shares.words")
	if who := s.keeper(i); who != "" {
		text = s.Words.T("shares.words_for", tr.V{"Keeper": who})
	}
	drop := ui.NewButton(s.t("shares.drop"), nil, ui.Link, s.leave)
	s.show(title, text, next, Grid(strings.Fields(share)), ways, problem, ui.NewToolbar(back, nil, next),
		ui.NewStack(0.4, ui.NewFlow(drop), ui.NewCaption(s.t("shares.drop_why"))))
	s.stay.begin()
}

// keep gives the file its new key.
func (s *Shares) keep(next *ui.Button, problem *ui.Text) {
	var keepers []string
	for i := range s.of {
		keepers = append(keepers, s.keeper(i))
	}
	var err error
	next.Disable()
	s.Runner.Do(func() { err = s.Keep(keepers) }, func() {
		next.Enable()
		if err != nil {
			problem.SetText(desk.Sentence(s.Words, err))
			return
		}
		s.shares = nil
		s.stay.end()
		try := s.rehearsal()
		s.escape = try.Escape
		s.box.Objects = []fyne.CanvasObject{try.Object()}
		s.box.Refresh()
	})
}

func (s *Shares) rehearsal() *Recovery {
	return NewRehearsal(RecoverySpec{
		Words: s.Words, Runner: s.Runner, Opens: s.Opens, Rehearsed: s.Rehearsed, Done: s.leave, Several: true,
	})
}

// NewSharesRehearsal makes the pane that tries key shares which were made
// before.
func NewSharesRehearsal(spec SharesSpec) *Recovery {
	return (&Shares{SharesSpec: spec, stay: stay{runner: spec.Runner}}).rehearsal()
}

// numbers are the choices from one number to another.
func numbers(w *tr.Printer, from, to int) []ui.Option {
	var out []ui.Option
	for n := from; n <= to; n++ {
		out = append(out, ui.Option{ID: strconv.Itoa(n), Label: w.Number(n)})
	}
	return out
}

func number(id string) int {
	n, err := strconv.Atoi(id)
	if err != nil {
		return 2 // no choice says this
	}
	return n
}
