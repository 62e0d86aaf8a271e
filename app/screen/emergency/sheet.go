package emergency

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/deadline"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/model"
	"guvoh/model/store"
)

// show fills the sheet. What was asked once stays where it is, with what was
// typed, until somebody comes back: nothing moves under the fingers.
func (s *Screen) show(first bool) {
	s.showTimes()
	w := s.d.Words
	if first {
		s.ask()
		s.sent.Objects = s.sending()
	}
	n := s.lacks()
	if n == 0 {
		s.left.SetText(w.T("urgent.nothing_missing"))
	} else {
		s.left.SetText(w.N("urgent.missing", n))
	}
	if stops := s.view.Open(export.Stop); stops > 0 {
		s.known.SetText(w.N("urgent.stopped", stops))
	} else {
		s.known.SetText(w.N("urgent.known", s.filled()))
	}
	for _, a := range s.asked {
		a.mark()
	}
	s.content.Refresh()
	if first && s.d.Host.Window().Canvas().Focused() == nil {
		s.focusFirst()
	}
}

func (s *Screen) focusFirst() {
	for _, a := range s.asked {
		if a.first != nil {
			ui.Focus(a.first)
			return
		}
	}
	ui.Focus(s.pdf)
}

// showTimes says how much time is left until the removal and until the Court can
// still act, and whether anybody reads there now.
func (s *Screen) showTimes() {
	if s.view == nil {
		return
	}
	w, now := s.d.Words, s.tools.Now()
	s.clock.Objects = nil
	for _, e := range s.times {
		text := e.What(w, "") + ": " + e.Until(w, now.Location())
		if e.Source == deadline.Clock {
			text = w.T("urgent.in_court", tr.V{"Until": e.Until(w, now.Location())})
		}
		tone := ui.Warning
		if e.Due.First.Sub(now) < 24*time.Hour {
			tone = ui.Problem
		}
		s.clock.Add(ui.NewBanner(tone, text+" — "+e.Left(w, now)))
	}
	if h := s.view.Profile.Hours; h != nil {
		s.clock.Add(ui.NewCaption(deadline.Entry{Rule: deadline.Rule{Hours: h}}.RegistryNow(w, now)))
	}
	s.clock.Refresh()
	s.content.Refresh()
}

// asked is one thing that was missing when the sheet was opened.
type asked struct {
	s       *Screen
	section string
	key     string // of an answer; empty for a part that is written
	field   *ui.Field
	row     *ui.ActionRow
	first   fyne.Focusable
	record  model.ID // that holds what is typed
	edit    *ui.Editor
	quiet   bool
}

// ask lists what is missing: questions to answer and parts to write on the spot,
// and where to go for the rest.
func (s *Screen) ask() {
	s.asked, s.missing.Objects = nil, nil
	if len(s.times) == 0 {
		s.askRemoval()
	}
	for _, sec := range s.view.Sections {
		for _, p := range sec.Parts {
			for _, q := range p.Questions {
				if q.Required && q.Answer.Text("text") == "" && q.Known.Value == "" && len(q.Choices) == 0 && !(q.Key == "cover.removal" && len(s.times) == 0) {
					s.askText(sec.Name, q.Key, q.Label.In(s.d.Words.Lang()), q.Help.In(s.d.Words.Lang()), 1)
				}
			}
		}
		if sec.State != compose.Missing || sec.Way == compose.Asked {
			continue
		}
		if sec.Way == compose.Written && sec.Type == "narrative" {
			s.askText(sec.Name, "", sec.Title, sec.Help.In(s.d.Words.Lang()), 4)
			continue
		}
		s.send(sec)
	}
}

// lacks counts what is missing now.
func (s *Screen) lacks() int {
	n := 0
	for _, sec := range s.view.Sections {
		for _, p := range sec.Parts {
			for _, q := range p.Questions {
				if q.Required && q.Answer.Text("text") == "" && q.Known.Value == "" && len(q.Choices) == 0 {
					n++
				}
			}
		}
		if sec.State == compose.Missing && sec.Way != compose.Asked {
			n++
		}
	}
	return n
}

// filled counts what is answered already.
func (s *Screen) filled() int {
	n := 0
	for _, sec := range s.view.Sections {
		for _, p := range sec.Parts {
			for _, q := range p.Questions {
				if q.Answer.Text("text") != "" || q.Known.Value != "" {
					n++
				}
			}
		}
	}
	return n
}

// askText asks for an answer, or for the first paragraph of a part.
func (s *Screen) askText(section, key, label, help string, rows int) {
	a := &asked{s: s, section: section, key: key, edit: ui.NewAutoEditor(rows, 0)}
	a.edit.OnChanged = a.typed
	a.edit.OnHeight = func() { s.content.Refresh() }
	a.edit.SetReadOnly(s.d.DB.ReadOnly())
	a.first = a.edit
	a.field = ui.NewField(label, a.edit).SetRequired(true).SetHelp(help)
	a.field.Wide = true
	s.asked = append(s.asked, a)
	s.missing.Add(a.field)
}

// typed keeps each letter. The record that holds them is made with the first.
func (a *asked) typed() {
	if a.quiet || a.s.d.DB.ReadOnly() {
		return
	}
	text := model.CleanText(a.edit.Text())
	if strings.TrimSpace(text) == "" {
		text = ""
	}
	d := a.s.d
	if a.record.IsZero() {
		if text == "" {
			return
		}
		r := model.NewRecord("paragraph")
		r.Set("dossier", model.RefValue(a.s.dossier))
		r.Set("text", model.TextValue(text))
		verb := "create"
		if a.key != "" {
			r.Kind, verb = "answer", "answer"
			r.Set("field", model.TextValue(a.key))
		} else {
			r.Set("section", model.TextValue(a.section))
			r.Set("position", desk.Last(d.Rows("paragraph", a.s.dossier)))
		}
		a.record = r.ID // before it is heard of
		if !d.Do(verb, func(tx *store.Tx) error { return tx.Put(r) }) {
			a.record = model.ID{}
		}
		return
	}
	d.Saver.Type(a.record, "text", model.TextValue(text))
	if a.s.wait != nil {
		a.s.wait()
	}
	a.s.wait = d.Runner.After(rest, func() {
		if !a.s.gone && d.Saver.Commit() {
			a.s.load()
		}
	})
}

// mark shows whether something stands there now.
func (a *asked) mark() {
	if a.row == nil {
		return
	}
	if sec := a.s.view.Section(a.section); sec != nil && sec.State != compose.Missing {
		a.row.SetText(a.s.d.Words.T("urgent.there_now"))
	}
}

// send leads to where a part is made that cannot be typed here.
func (s *Screen) send(sec *compose.Section) {
	w := s.d.Words
	do, label := func() { s.toDossier(sec.Name) }, w.T("urgent.write")
	switch sec.Type {
	case "documents", "exhibits":
		label = w.T("urgent.choose_documents")
	case "remedies":
		label = w.T("urgent.to_proceedings")
		do = func() { s.d.Host.Go(desk.Route{Screen: desk.ScreenCase, Case: s.in, Section: "proceedings"}) }
	}
	button := ui.NewButton(label, theme.NavigateNextIcon(), ui.Plain, do)
	a := &asked{s: s, section: sec.Name, first: button}
	a.row = ui.NewActionRow(theme.WarningIcon(), sec.Title, sec.Help.In(w.Lang()), button).Boxed()
	s.asked = append(s.asked, a)
	s.missing.Add(a.row)
}

// askRemoval asks when and where to somebody will be taken: a deadline of the
// case, from which the clock of the Court is counted.
func (s *Screen) askRemoval() {
	w := s.d.Words
	read := func(text string) (model.Date, error) { return model.ParseDate(text) }
	f := ui.NewDateField(w.T("urgent.removal_example"), func(text string) (string, error) {
		d, err := read(text)
		if err != nil {
			if say, ok := w.DateProblem(err); ok {
				return "", sentence(say)
			}
			return "", err
		}
		return w.Date(d), nil
	}, nil)
	a := &asked{s: s, section: compose.Cover, first: f.FocusTarget()}
	f.OnCommit = func(text string) {
		d, err := read(text)
		if err != nil || d.Earliest == "" || s.d.DB.ReadOnly() {
			return
		}
		a.removal(d)
	}
	a.field = ui.NewField(w.T("urgent.removal"), f).SetRequired(true).SetHelp(w.T("urgent.removal_help", tr.V{"Zone": s.zone(s.tools.Now())}))
	s.asked = append(s.asked, a)
	s.missing.Add(a.field)
}

// sentence is what is wrong with a date, in words.
type sentence string

func (s sentence) Error() string { return string(s) }

// zone is how far the clocks here are from Greenwich at a moment, as dates hold
// it: another computer may stand elsewhere.
func (s *Screen) zone(at time.Time) string { return at.In(s.tools.Now().Location()).Format("-07:00") }

// removal writes when the removal is, once or anew.
func (a *asked) removal(date model.Date) {
	s := a.s
	at, err := time.ParseInLocation(time.DateOnly, date.Earliest, s.tools.Now().Location())
	if err != nil {
		return
	}
	zone := s.zone(at)
	if date.From != "" && date.Zone == "" {
		date.Zone = zone
	}
	s.d.Do("edit", func(tx *store.Tx) error {
		if a.record.IsZero() {
			r := model.NewRecord("deadline")
			r.Set("cases", model.RefsValue(s.in))
			r.Set("title", model.TextValue(s.d.Words.Word("deadline_kind", "removal")))
			r.Set("kind", model.TextValue("removal"))
			r.Set("status", model.TextValue(deadline.Open))
			a.record = r.ID
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		if err := tx.Set(a.record, "due", model.DateValue(date)); err != nil {
			return err
		}
		return tx.Set(a.record, "zone", model.TextValue(zone))
	})
}

// sending says how the request is handed in, as the profile has it.
func (s *Screen) sending() []fyne.CanvasObject {
	w, p := s.d.Words, s.view.Profile
	box := ui.NewStack(0.8, ui.NewText(w.T("urgent.sending"), ui.TextStyle{Bold: true}))
	for _, line := range p.Send {
		box.Add(ui.NewText(line.In(w.Lang()), ui.TextStyle{}))
	}
	if p.Hours != nil {
		box.Add(ui.NewCaption(p.Hours.Text.In(w.Lang())))
	}
	e := deadline.Entry{Rule: deadline.Rule{Sure: p.Confidence["send"], AsOf: p.AsOf}}
	box.Add(ui.NewCaption(e.Sureness(w)))
	return []fyne.CanvasObject{ui.NewCard(box)}
}
