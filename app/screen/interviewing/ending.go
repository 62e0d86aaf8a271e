package interviewing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ongoing"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// ending is the last part: what the person confirms, how they are, where they
// are sent for help, and the end.
type ending struct {
	s        *Screen
	confirms *recordform.Form
	how      *recordform.Form
	referral *recordform.Form
	end      *recordform.Form
	page     fyne.CanvasObject
}

func newEnding(s *Screen) *ending {
	w := s.d.Words
	e := &ending{s: s}
	of := func(fields ...string) *recordform.Form {
		return recordform.New(s.d, s.id, recordform.Options{Case: s.in, Bare: true, Only: fields, OnGrown: s.relayout})
	}
	e.confirms = of("read_back", "acknowledged", "acknowledgement")
	e.how, e.end = of("wellbeing"), of("end")
	e.referral = rowsOf(s, "referral")
	lang := s.book.Choose(append([]string{s.place.Language}, append(s.rec.Get("languages").List(), w.Lang())...)...)
	parts := []fyne.CanvasObject{
		ui.NewHeading(w.T("room.closing.title")),
		ui.NewStack(1.4, ui.NewText(w.T("room.closing.confirm"), ui.TextStyle{Size: theme.SizeNameSubHeadingText}), e.confirms.Body()),
		ui.NewStack(1.4, ui.NewText(w.T("room.closing.how"), ui.TextStyle{Size: theme.SizeNameSubHeadingText}), e.how.Body()),
		ui.NewStack(1.4, ui.NewText(w.T("room.closing.help"), ui.TextStyle{Size: theme.SizeNameSubHeadingText}), e.referral.Body()),
	}
	if say := s.book[lang].Say("withdraw"); say != "" {
		again := ui.NewStack(1, ui.NewCaption(w.T("room.closing.again")), ui.NewText(say, ui.TextStyle{Size: theme.SizeNameHeadingText}))
		if mine := s.book.Choose(w.Lang()); mine != lang {
			again.Add(ui.NewCaption(s.book[mine].Say("withdraw")))
		}
		parts = append(parts, again)
	}
	finish := ui.NewButton(w.T("room.end"), theme.ConfirmIcon(), ui.Primary, e.finish)
	if s.d.DB.ReadOnly() {
		finish.Disable()
	}
	later := ui.NewButton(w.T("room.leave"), nil, ui.Quiet, s.goAway)
	parts = append(parts, ui.NewStack(1.4, e.end.Body(), ui.NewFlow(finish, later), ui.NewCaption(w.T("room.end_why"))))
	e.page = leaf(760, ui.NewStack(4, parts...))
	return e
}

// finish gives the interview its end, unless it has one, and leaves the room.
func (e *ending) finish() {
	s := e.s
	ui.Unfocus(s.d.Host.Window().Canvas())
	if !s.d.Saver.Commit() {
		return
	}
	if s.rec.Get("end") == "" && !s.d.Set(s.id, "end", model.DateValue(moment(now()))) {
		return
	}
	s.d.Fail(ongoing.End(s.d.DB))
	s.goAway()
}

func (e *ending) forms() []*recordform.Form {
	return []*recordform.Form{e.confirms, e.how, e.referral, e.end}
}

func (e *ending) object() fyne.CanvasObject { return e.page }

func (e *ending) focus() { e.confirms.Focus() }

func (e *ending) changed(c store.Changes) {
	for _, f := range e.forms() {
		f.Changed(c)
	}
}

// next does nothing: an interview is not ended by going on once too often.
func (e *ending) next() {}

func (e *ending) key(*fyne.KeyEvent) bool { return false }

func (e *ending) leave() {
	for _, f := range e.forms() {
		f.Leave()
	}
}

func (e *ending) where(*ongoing.Place) {}
