package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"guvoh/app/compose"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// coverFields are what is known of the dossier itself, in the order in which
// its first page and its parties are thought of.
var coverFields = []string{
	"title", "language", "recipient", "date", "applicants", "representative", "sender", "identity", "account",
}

// asked is a section with questions: each with what the record says, or with
// what was answered.
type asked struct {
	s         *Screen
	sec       *compose.Section
	form      *recordform.Form // of the dossier itself, on its cover
	questions map[string]*question
	order     []string
	stack     *fyne.Container
	inset     *fyne.Container
	scroll    *ui.Scroll
}

func newAsked(s *Screen, sec *compose.Section) *asked {
	a := &asked{s: s, stack: ui.NewStack(3)}
	a.inset = ui.NewInset(3, 1.5, ui.NewAtMost(760, a.stack))
	a.scroll = ui.NewScroll(a.inset)
	if sec.Name == compose.Cover {
		a.form = recordform.New(s.d, s.id, recordform.Options{Case: s.in, Bare: true, Only: coverFields, Open: func(r model.Record) { s.open(r.ID) }})
	}
	return a
}

func (a *asked) object() fyne.CanvasObject { return a.scroll }

// update shows what was worked out. Questions that are still asked keep their
// widgets, with keyboard and caret.
func (a *asked) update(sec *compose.Section) {
	a.sec = sec
	var order []string
	for _, p := range sec.Parts {
		for _, q := range p.Questions {
			order = append(order, q.Key)
		}
	}
	if a.questions == nil || !same(order, a.order) {
		a.build(sec, order)
	} else {
		for _, p := range sec.Parts {
			for _, q := range p.Questions {
				a.questions[q.Key].update(q)
			}
		}
	}
	a.relayout()
}

func same(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (a *asked) build(sec *compose.Section, order []string) {
	a.questions, a.order = map[string]*question{}, order
	a.stack.Objects = nil
	w := a.s.d.Words
	if a.form != nil {
		a.stack.Add(a.form.Body())
		if len(order) > 0 {
			a.stack.Add(ui.NewSection(w.T("compose.cover_questions"), ""))
		}
	}
	for _, p := range sec.Parts {
		if p.Title != "" && len(sec.Parts) > 1 {
			a.stack.Add(ui.NewSection(p.Title, ""))
		}
		var fields []fyne.CanvasObject
		for _, q := range p.Questions {
			one := newQuestion(a, q)
			a.questions[q.Key] = one
			fields = append(fields, one.field)
		}
		a.stack.Add(ui.NewForm(fields...))
	}
	if a.form == nil && len(order) == 0 {
		a.stack.Add(ui.NewCaption(w.T("compose.printed.empty")))
	}
}

// relayout gives every part its room, without drawing anything anew.
func (a *asked) relayout() {
	if w := a.inset.Size().Width; w > 0 {
		a.inset.Resize(fyne.NewSize(w, max(a.inset.MinSize().Height, a.scroll.Size().Height)))
		layOut(a.inset)
		canvas.Refresh(a.inset)
	}
}

// focusQuestion gives the keyboard to a question, by the key of its answer or
// by what its answers begin with.
func (a *asked) focusQuestion(key string) bool {
	q := a.questions[key]
	for _, k := range a.order {
		if q == nil && (k == key || len(k) > len(key) && k[:len(key)+1] == key+".") {
			q = a.questions[k]
		}
	}
	if q == nil {
		return false
	}
	q.focus()
	return true
}

func (a *asked) changed(c store.Changes) {
	if a.form != nil {
		a.form.Changed(c)
		a.relayout()
	}
	for _, q := range a.questions {
		q.heard(c)
	}
}

func (a *asked) focus() {
	switch {
	case a.form != nil:
		a.form.Focus()
	case len(a.order) > 0:
		for _, k := range a.order {
			if q := a.questions[k]; q.empty() {
				q.focus()
				return
			}
		}
		a.questions[a.order[0]].focus()
	default:
		a.s.d.Host.Window().Canvas().Focus(a.s.outline)
	}
}

func (a *asked) leave() {
	for _, q := range a.questions {
		q.tidy()
	}
	a.s.d.Saver.Commit()
}
