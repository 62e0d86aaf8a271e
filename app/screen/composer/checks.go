package composer

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/exchange"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/model"
	"guvoh/model/store"
)

// checks is the sheet that says what is missing, too long, without consent, not
// competent or not cited: what, why, and where to set it right.
type checks struct {
	s    *Screen
	roll *roll
	box  *fyne.Container
	note *ui.EmptyState
	all  []compose.Check
	next map[string]int // which of several records is shown next
}

func newChecks(s *Screen) *checks {
	c := &checks{s: s, roll: newRoll(), next: map[string]int{}}
	c.note = ui.NewEmptyState(theme.ConfirmIcon(), s.d.Words.T("compose.nothing_missing"), "", nil)
	c.roll.onOpen = c.open
	c.roll.onKey = func(id string, ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDelete {
			if one, ok := c.check(id); ok && one.Passed() {
				c.takeBack(one)
				return true
			}
		}
		return s.pass(ev)
	}
	c.box = &fyne.Container{Layout: fill{}, Objects: []fyne.CanvasObject{c.roll}}
	return c
}

func (c *checks) object() fyne.CanvasObject { return c.box }

func (c *checks) focus() { c.s.d.Host.Window().Canvas().Focus(c.roll) }

// refresh lists the checks, the gravest first.
func (c *checks) refresh() {
	v := c.s.view
	if v == nil {
		return
	}
	c.all = v.Checks
	w := c.s.d.Words
	var items []item
	heads := map[export.Severity]string{
		export.Stop: "compose.severity.stop", export.Warning: "compose.severity.warning", export.Note: "compose.severity.note",
	}
	last := ""
	for i, one := range c.all {
		head := heads[one.Severity]
		if one.Passed() {
			head = "compose.severity.passed"
		}
		if head != last {
			last = head
			items = append(items, item{id: head, head: true, title: w.T(head)})
		}
		items = append(items, c.item(i, one))
	}
	c.roll.set(items)
	show := fyne.CanvasObject(c.roll)
	if len(items) == 0 {
		show = c.note
	}
	if c.box.Objects[0] != show {
		c.box.Objects[0] = show
		c.box.Refresh()
	}
}

func key(one compose.Check, i int) string {
	return string(one.Code) + "/" + one.Record.String() + "/" + one.Spot() + "/" + one.Section + "/" + one.Person.String() + "/" + strconv.FormatBool(one.Passed()) + one.Detail
}

func (c *checks) item(i int, one compose.Check) item {
	w, s := c.s.d.Words, c.s
	say := one.Say(s.profile, w)
	marks := map[export.Severity]mark{export.Stop: markStop, export.Warning: markWarn, export.Note: markNote}
	it := item{id: key(one, i), mark: marks[one.Severity], title: say.What, detail: c.about(one)}
	if sec := s.view.Section(one.Section); sec != nil {
		it.title = strings.TrimPrefix(strings.TrimPrefix(it.title, sec.Title+": "), w.T("finding.cover")+": ")
	}
	if n := len(one.All); n > 1 {
		it.tail, it.badge = w.Number(n), true
	}
	it.more = say.Why + " " + say.Fix
	if rule := one.Rule.In(w.Lang()); rule != "" {
		it.more += "\n" + rule
	}
	it.acts = append(it.acts, act{w.T("compose.go_there"), theme.NavigateNextIcon(), func() { c.open(it.id) }})
	switch {
	case one.Passed():
		it.struck = true
		it.detail = w.T("compose.passed", map[string]any{"Reason": s.view.Reason(one)})
		it.acts = append(it.acts, act{w.T("compose.take_back"), theme.ContentUndoIcon(), func() { c.takeBack(one) }})
	case one.MayPass():
		it.acts = append(it.acts, act{w.T("compose.pass_over"), theme.ConfirmIcon(), func() { c.ask(one) }})
	}
	if s.d.DB.ReadOnly() {
		it.acts = it.acts[:1]
	}
	return it
}

// about says where it is: in which section, of whom, in which record.
func (c *checks) about(one compose.Check) string {
	var parts []string
	if sec := c.s.view.Section(one.Section); sec != nil {
		parts = append(parts, sec.Title)
	}
	if !one.Person.IsZero() {
		parts = append(parts, c.s.d.TitleOf(one.Person))
	}
	if len(one.All) == 1 && !one.Record.IsZero() && one.Record != one.Person && one.Record != c.s.in && one.Kind != "consent" {
		parts = append(parts, c.s.d.TitleOf(one.Record))
	}
	return join(parts...)
}

func (c *checks) check(id string) (compose.Check, bool) {
	for i, one := range c.all {
		if key(one, i) == id {
			return one, true
		}
	}
	return compose.Check{}, false
}

// open goes to where it can be set right: a question, a paragraph, an exhibit,
// a section or a record. Of several records each time to the next.
func (c *checks) open(id string) {
	one, ok := c.check(id)
	if !ok {
		return
	}
	s := c.s
	f := one.All[c.next[id]%len(one.All)]
	c.next[id]++
	r, there := s.view.Snapshot.Get(f.Record)
	switch {
	case there && r.Kind == "paragraph":
		s.goToParagraph(r)
	case there && r.Kind == "exhibit":
		s.side.choose(2)
		s.side.exhibits.roll.choose(r.ID.String())
		s.side.focus()
	case there && r.Kind != "dossier":
		s.open(r.ID)
	case one.Section != "":
		s.show(one.Section)
		s.panes.open(paneMiddle)
		if a, ok := s.middle.work.(*asked); ok && f.Field != "" && a.focusQuestion(export.AnswerKey(one.Section, f.Field, model.ID{})) {
			return
		}
		s.middle.focus()
	case !f.Person.IsZero():
		s.open(f.Person)
	default:
		s.show(compose.Cover)
		s.panes.focus(paneMiddle)
		if a, ok := s.middle.work.(*asked); ok && a.form != nil && f.Code == export.OtherLanguage {
			a.form.FocusField("language")
		}
	}
}

// ask asks why a warning may be passed over.
func (c *checks) ask(one compose.Check) {
	w := c.s.d.Words
	reason := ui.NewAutoEditor(3, 160)
	field := ui.NewField(w.T("compose.reason"), reason).SetRequired(true)
	body := ui.NewStack(2, ui.NewText(one.Say(c.s.profile, w).What, ui.TextStyle{}), field, ui.NewCaption(w.T("compose.reason_why")))
	ui.Form(c.s.d.Host.Window().Canvas(), w.T("compose.pass_over_title"), body, reason, w.T("compose.pass_over_now"), func() bool {
		text := strings.TrimSpace(model.CleanText(reason.Text()))
		if text == "" {
			field.SetError(w.T("compose.reason_missing"))
			return false
		}
		return c.passOver(one, text)
	})
}

// passOver keeps why a warning is passed over.
func (c *checks) passOver(one compose.Check, reason string) bool {
	return c.s.d.Do("except", func(tx *store.Tx) error {
		_, err := exchange.Except(tx, c.s.id, one.All, reason)
		return err
	})
}

// takeBack lets a warning that was passed over stand again.
func (c *checks) takeBack(one compose.Check) {
	c.s.d.Do("delete", func(tx *store.Tx) error {
		gone := map[model.ID]bool{}
		for _, f := range one.All {
			if !f.Exception.IsZero() && !gone[f.Exception] {
				gone[f.Exception] = true
				if err := tx.Delete(f.Exception); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
