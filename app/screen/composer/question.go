package composer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// question is one question of a form with its answer. As long as nobody
// answers, it shows what the record says; an answer stands in place of that and
// can be taken back.
type question struct {
	a      *asked
	q      compose.Question
	answer model.ID // of the record that holds it; zero while there is none
	mine   bool     // somebody answers, or is about to

	field  *ui.Field
	edit   *ui.Editor
	checks []*ui.Check
	count  *ui.Text
	write  *ui.Button
	back   *ui.Button
	foot   *fyne.Container
	quiet  bool
	last   bool // had the keyboard last
}

func newQuestion(a *asked, q compose.Question) *question {
	w := a.s.d.Words
	lang := w.Lang()
	o := &question{a: a, count: ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true})}
	o.write = ui.NewButton(w.T("compose.answer"), theme.DocumentCreateIcon(), ui.Link, o.begin)
	o.back = ui.NewButton(w.T("compose.again"), theme.ViewRefreshIcon(), ui.Link, o.takeBack)
	o.foot = ui.NewRow(-1, o.write, o.back, o.count)
	var input fyne.CanvasObject
	if len(q.Choices) > 0 {
		box := ui.NewStack(0.2)
		for _, c := range q.Choices {
			check := ui.NewCheck(c.Label.In(lang), false, func(on bool) { o.ticked(c.Key, on) })
			o.checks = append(o.checks, check)
			box.Add(check)
		}
		input = ui.NewStack(0.6, box, o.foot)
	} else {
		rows := 1
		if q.Long {
			rows = 3
		}
		o.edit = ui.NewAutoEditor(rows, 0)
		o.edit.OnChanged = o.typed
		o.edit.OnHeight = a.relayout
		o.edit.OnKey = o.key
		o.edit.OnFocus = o.focusChanged
		input = ui.NewStack(0.6, o.edit, o.foot)
	}
	label := q.Label.In(lang)
	if q.Number != "" {
		label = q.Number + "  " + label
	}
	o.field = ui.NewField(label, input).SetRequired(q.Required).SetHelp(q.Help.In(lang))
	o.field.Wide = q.Long || len(q.Choices) > 0 || utf8.RuneCountInString(label) > 44
	o.update(q)
	return o
}

func (o *question) readOnly() bool { return o.a.s.d.DB.ReadOnly() }

// update shows the answer, or what the record says.
func (o *question) update(q compose.Question) {
	o.q = q
	if q.Answer.ID != (model.ID{}) {
		o.answer = q.Answer.ID
	}
	text, given := o.value()
	if given && text != "" {
		o.mine = true
	} else if o.edit == nil || !o.edit.Focused() {
		o.mine = false
	}
	o.show(text)
}

// value gives what is answered, with what is being typed.
func (o *question) value() (string, bool) {
	if o.answer.IsZero() {
		return "", false
	}
	if v, typing := o.a.s.d.Saver.Value(o.answer, "text"); typing {
		return v.Text(), true
	}
	if r, ok := o.a.s.d.Get(o.answer); ok {
		return r.Text("text"), true
	}
	o.answer = model.ID{}
	return "", false
}

// known tells whether the record says anything.
func (o *question) known() bool { return o.q.Known.Value != "" || len(o.q.Known.Ticked) > 0 }

func (o *question) empty() bool {
	text, _ := o.value()
	return text == "" && !o.known()
}

// show brings the widgets in line.
func (o *question) show(text string) {
	w := o.a.s.d.Words
	ofRecord := !o.mine && o.known()
	if o.edit != nil {
		shown := text
		if ofRecord {
			shown = o.q.Known.Value
		}
		o.quiet = true
		if o.edit.Text() != shown {
			o.edit.SetText(shown)
		}
		o.quiet = false
		o.edit.SetReadOnly(ofRecord || o.readOnly())
		o.edit.SetFaint(ofRecord)
	}
	ticked := o.ticks(text)
	for i, c := range o.checks {
		c.Load(slices.Contains(ticked, o.q.Choices[i].Key))
		if o.readOnly() {
			c.Disable()
		}
	}
	o.write.Hidden = !ofRecord || o.edit == nil || o.readOnly()
	o.back.Hidden = !o.mine || !o.known() || o.readOnly()
	o.countUp(text, ofRecord)
	source := ""
	if o.known() && len(o.q.Known.Spots) > 0 {
		source = w.T("compose.of_record")
		if o.mine {
			source = w.T("compose.in_record")
		}
	}
	o.field.SetSource(source, false, o.jump)
	o.field.SetError(o.problem(text))
	o.foot.Hidden = o.write.Hidden && o.back.Hidden && o.count.Text() == ""
	o.foot.Refresh()
}

// countUp counts letters where there is only so much room for them.
func (o *question) countUp(text string, ofRecord bool) {
	said := ""
	if ofRecord {
		text = o.q.Known.Value
	}
	if n := utf8.RuneCountInString(text); o.q.Max > 0 && o.edit != nil {
		said = o.a.s.d.Words.N("compose.of_characters", n, tr.V{"Max": o.a.s.d.Words.Number(o.q.Max)})
		o.count.SetColor(ui.ColorSubtle)
		if n > o.q.Max {
			o.count.SetColor(theme.ColorNameError)
		}
	}
	o.count.SetText(said)
}

// problem says why an answer will not do.
func (o *question) problem(text string) string {
	if n := utf8.RuneCountInString(text); o.q.Max > 0 && o.edit != nil && n > o.q.Max {
		return o.a.s.d.Words.N("compose.too_long", n-o.q.Max)
	}
	return ""
}

// ticks gives the keys of the choices that are ticked.
func (o *question) ticks(text string) []string {
	if text == "" {
		return o.q.Known.Ticked
	}
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' })
}

// noTick is the answer where nothing shall be ticked although the record would.
const noTick = "-"

// ticked keeps what was chosen.
func (o *question) ticked(key string, on bool) {
	text, _ := o.value()
	var now []string
	for _, c := range o.q.Choices {
		is := slices.Contains(o.ticks(text), c.Key)
		switch {
		case c.Key == key:
			is = on
		case on && !o.q.Several:
			is = false
		}
		if is {
			now = append(now, c.Key)
		}
	}
	said := strings.Join(now, ", ")
	if said == "" && len(o.q.Known.Ticked) > 0 {
		said = noTick
	}
	o.keep(said)
}

// keep writes an answer as one action.
func (o *question) keep(text string) {
	s := o.a.s
	if o.answer.IsZero() {
		r := model.NewRecord("answer")
		r.Set("dossier", model.RefValue(s.id))
		r.Set("field", model.TextValue(o.q.Key))
		r.Set("text", model.TextValue(text))
		o.answer, o.mine = r.ID, true // before it is heard of
		if !s.d.Do("answer", func(tx *store.Tx) error { return tx.Put(r) }) {
			o.answer = model.ID{}
			return
		}
		o.show(text)
		return
	}
	if s.d.Do("answer", func(tx *store.Tx) error {
		r, err := tx.Get(o.answer)
		if err != nil {
			return err
		}
		if r.Deleted {
			if err := tx.Restore(o.answer); err != nil {
				return err
			}
		}
		return tx.Set(o.answer, "text", model.TextValue(text))
	}) {
		o.mine = text != ""
		o.show(text)
	}
}

// typed keeps each letter.
func (o *question) typed() {
	if o.quiet || o.readOnly() {
		return
	}
	text := model.CleanText(o.edit.Text())
	if strings.TrimSpace(text) == "" {
		text = ""
	}
	o.mine = true
	if o.answer.IsZero() {
		if text != "" {
			o.keep(text)
		}
	} else {
		o.a.s.typed(o.answer, "text", model.TextValue(text))
	}
	o.countUp(text, false)
	o.field.SetError(o.problem(text))
	o.back.Hidden = !o.known()
	o.write.Hidden = true
	o.foot.Hidden = o.back.Hidden && o.count.Text() == ""
	o.a.relayout()
}

// begin lets another answer be written beside the record's, which it starts from.
func (o *question) begin() {
	if o.readOnly() || o.edit == nil {
		return
	}
	value := o.q.Known.Value
	o.mine = true
	o.show(value)
	o.focus()
	o.edit.SelectAll()
	o.a.relayout()
}

// takeBack lets the record speak again.
func (o *question) takeBack() {
	s := o.a.s
	if r, ok := s.d.Get(o.answer); ok && !o.answer.IsZero() {
		if !s.d.Delete(r) {
			return
		}
	}
	o.answer, o.mine = model.ID{}, false
	o.show("")
	o.focus()
	o.a.relayout()
}

// tidy takes away an answer in which nothing stands any more.
func (o *question) tidy() {
	text, given := o.value()
	if !given || text != "" || o.readOnly() {
		return
	}
	s := o.a.s
	s.d.Saver.Commit()
	gone := o.answer
	if r, ok := s.d.Get(gone); ok && r.Text("text") == "" {
		o.answer, o.mine = model.ID{}, false
		s.d.Do("delete", func(tx *store.Tx) error { return tx.Delete(gone) })
	}
}

// heard takes note that an answer came or went elsewhere, as by undo.
func (o *question) heard(c store.Changes) {
	if _, own := c.Records[o.answer]; own && !o.answer.IsZero() {
		text, given := o.value()
		if !given || text == "" {
			o.mine = o.edit != nil && o.edit.Focused() && given
		} else {
			o.mine = true
		}
		o.show(text)
	}
}

// jump opens the record that the answer comes from.
func (o *question) jump() {
	if spots := o.q.Known.Spots; len(spots) > 0 {
		o.a.s.open(spots[0].Record.ID)
	}
}

// key takes Enter where the record speaks: it begins another answer.
func (o *question) key(ev *fyne.KeyEvent) bool {
	if o.a.s.pass(ev) {
		return true
	}
	enter := ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
	switch {
	case enter && !o.mine && o.known():
		o.begin()
		return true
	case enter && !o.q.Long:
		o.a.s.d.Host.Window().Canvas().FocusNext()
		return true
	}
	return false
}

func (o *question) focusChanged(on bool) {
	if on {
		for _, other := range o.a.questions {
			other.last = other == o
		}
	}
	if !on {
		o.tidy()
		o.a.s.d.Saver.Commit()
		if text, _ := o.value(); o.mine && text == "" && o.answer.IsZero() {
			o.mine = false
			o.show("")
		} else if o.mine && text == "" && o.edit.Text() != "" && o.answer.IsZero() {
			o.mine = false
			o.show("")
		}
	}
	o.a.relayout()
}

func (o *question) focus() {
	if o.edit != nil {
		ui.Focus(o.edit)
		return
	}
	if len(o.checks) > 0 {
		ui.Focus(o.checks[0])
	}
}
