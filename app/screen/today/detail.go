package today

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/caseask"
	"guvoh/app/deadline"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// show says what is known of the chosen entry.
func (s *Screen) show() {
	s.detail.Objects = nil
	if e, ok := s.chosen(); ok {
		s.detail.Objects = s.about(e)
	}
	s.detail.Refresh()
	s.scroll.Refresh()
	s.content.Refresh()
}

// about is an entry in full: what, until when, the rule, and what can be done.
func (s *Screen) about(e deadline.Entry) []fyne.CanvasObject {
	w, now := s.d.Words, s.tools.Now()
	g := e.Group(now)
	head := ui.NewStack(0.8,
		ui.NewText(e.What(w, s.person(e)), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
		ui.NewRow(-1, ui.NewBadge(e.Left(w, now), tone(e, g))),
		ui.NewText(e.Until(w, now.Location()), ui.TextStyle{}))
	objs := []fyne.CanvasObject{head}
	if registry := e.RegistryNow(w, now); registry != "" && g != deadline.Settled {
		objs = append(objs, ui.NewText(registry, ui.TextStyle{Color: ui.ColorSubtle}))
	}
	if !e.Case.IsZero() && s.in.IsZero() {
		objs = append(objs, ui.NewRow(-1, ui.NewButton(s.title(e.Case), theme.FolderOpenIcon(), ui.Link, s.goCase)))
	}
	objs = append(objs, s.acts(e, g))
	if e.Source == deadline.Clock {
		objs = append(objs, s.rule(e))
	} else if why := e.Why(w); len(why) > 0 {
		objs = append(objs, ui.NewCaption(strings.Join(why, " ")))
	}
	return objs
}

// rule is the rule of a clock: its text, how sure it is, where it stands, and why
// it is shown.
func (s *Screen) rule(e deadline.Entry) fyne.CanvasObject {
	w := s.d.Words
	box := ui.NewStack(1, ui.NewText(e.Rule.Text.In(w.Lang()), ui.TextStyle{}))
	if !e.From.IsZero() {
		box.Add(ui.NewText(w.T("due.counted_from", tr.V{"Date": w.Date(e.From.Date), "Field": w.Field(e.Kind, e.Field)}), ui.TextStyle{}))
	}
	for _, why := range e.Why(w) {
		box.Add(ui.NewCaption(why))
	}
	box.Add(ui.NewCaption(e.Sureness(w)))
	if e.Rule.Source != "" {
		box.Add(ui.NewCaption(w.T("due.source", tr.V{"Source": e.Rule.Source})))
	}
	return ui.NewCard(ui.NewStack(1, ui.NewText(w.T("due.rule"), ui.TextStyle{Bold: true}), box))
}

// acts are what can be done about an entry.
func (s *Screen) acts(e deadline.Entry, g deadline.Group) fyne.CanvasObject {
	w := s.d.Words
	buttons := []fyne.CanvasObject{ui.NewButton(w.T("today.open"), theme.NavigateNextIcon(), ui.Primary, func() { s.open(s.list.Selected()) })}
	if !s.d.DB.ReadOnly() && e.CanAnswer() && g != deadline.Settled {
		buttons = append(buttons, ui.NewButton(w.T("today.done"), theme.ConfirmIcon(), ui.Plain, func() { s.say(deadline.Done) }))
		if e.Source == deadline.Clock {
			buttons = append(buttons, ui.NewButton(w.T("today.make"), theme.CalendarIcon(), ui.Plain, func() { s.say(deadline.Open) }))
		}
		buttons = append(buttons, ui.NewButton(w.T("today.not_here"), theme.CancelIcon(), ui.Quiet, s.notHere))
	}
	if !s.d.DB.ReadOnly() && g == deadline.Settled && e.Source == deadline.Recorded {
		buttons = append(buttons, ui.NewButton(w.T("today.reopen"), theme.ViewRefreshIcon(), ui.Plain, func() { s.say(deadline.Open) }))
	}
	return ui.NewFlow(buttons...)
}

// say writes what a person says of the chosen entry.
func (s *Screen) say(status string) { s.sayWhy(status, "") }

func (s *Screen) sayWhy(status, reason string) {
	e, ok := s.chosen()
	if !ok || s.d.DB.ReadOnly() || !e.CanAnswer() {
		return
	}
	now := s.tools.Now()
	written := s.d.Do("edit", func(tx *store.Tx) error {
		return deadline.Say(tx, e, status, s.d.Words.Lang(), reason, now)
	})
	if !written {
		return
	}
	said := map[string]string{deadline.Done: "today.said.done", deadline.Open: "today.said.made", deadline.NotForUs: "today.said.not_here"}[status]
	s.d.Host.Toast(s.d.Words.T(said), s.d.Words.T("action.undo"), s.d.Undo)
	ui.Focus(s.list)
}

// notHere asks why an entry is no matter in its case; the reason may stay empty.
func (s *Screen) notHere() {
	e, ok := s.chosen()
	if !ok || s.d.DB.ReadOnly() || !e.CanAnswer() {
		return
	}
	w := s.d.Words
	why := ui.NewAutoEditor(2, 140)
	var dialog *ui.Dialog
	dialog = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("today.not_here"), Width: 520, First: why,
		Body: ui.NewStack(2, ui.NewText(w.T("today.not_here_why"), ui.TextStyle{}), ui.NewField(w.Field("deadline", "account"), why)),
		Buttons: []*ui.Button{
			ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { dialog.Close() }),
			ui.NewButton(w.T("today.not_here"), nil, ui.Primary, func() {
				dialog.Close()
				s.sayWhy(deadline.NotForUs, strings.TrimSpace(model.CleanText(why.Text())))
			}),
		},
	})
	dialog.Show()
}

// newDeadline makes a deadline, in the case that is shown or in one that is asked
// for, and goes there.
func (s *Screen) newDeadline() {
	if s.d.DB.ReadOnly() {
		return
	}
	s.inCase("today.new", func(in model.ID) {
		r, ok := s.d.Add("deadline", map[string]model.Value{
			"cases": model.RefsValue(in), "title": model.TextValue(s.d.Words.T("today.untitled")), "status": model.TextValue(deadline.Open),
		})
		if ok {
			s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: in, Section: "deadlines", Record: r.ID, Spot: desk.Spot{Field: "title"}})
		}
	})
}

// emergency goes to the sheet for an interim measure.
func (s *Screen) emergency() {
	s.inCase("urgent.menu", func(in model.ID) { s.d.Host.Go(desk.Route{Screen: desk.ScreenEmergency, Case: in}) })
}

func (s *Screen) inCase(title string, then func(model.ID)) {
	in := s.in
	if in.IsZero() {
		e, _ := s.chosen()
		caseask.Ask(s.d, title, e.Case, then)
		return
	}
	then(in)
}
