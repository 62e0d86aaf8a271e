package interviewing

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/aloud"
	"guvoh/app/ongoing"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// line is one thing that is read aloud: a sentence, or a question about a
// purpose, which is answered.
type line struct {
	id      string // as the place remembers it
	of      string // the id of the sentence, or the purpose
	purpose bool
}

// consenting is the part in which it is read aloud what may happen to the words,
// and asked, one purpose at a time, what may be done with them.
type consenting struct {
	s     *Screen
	lang  string // in which it is read
	lines []line
	at    int

	kept    []model.Record // what the person has answered, ever
	answers []*ui.Button
	details []*recordform.Form
	shown   model.ID // the consent whose details are asked
	onward  *ui.Button
	speech  *fyne.Container
	list    *fyne.Container
	scroll  *ui.Scroll
	all     fyne.CanvasObject
}

func newConsenting(s *Screen) *consenting {
	c := &consenting{s: s, speech: ui.NewStack(3), list: ui.NewStack(0.6)}
	c.lang = s.book.Choose(append([]string{s.place.Language}, append(s.rec.Get("languages").List(), s.d.Words.Lang())...)...)
	c.gather()
	c.at = max(0, slices.IndexFunc(c.lines, func(l line) bool { return l.id == s.place.Line }))
	c.scroll = leaf(720, c.speech)
	c.all = &fyne.Container{Layout: &beside{width: 320}, Objects: []fyne.CanvasObject{c.scroll, ui.NewScroll(ui.NewInset(3, 3, c.list))}}
	c.read()
	c.show()
	return c
}

// gather puts the lines into the order in which they are read.
func (c *consenting) gather() {
	text := c.s.book[c.lang]
	add := func(part string, lines []aloud.Line) {
		for _, l := range lines {
			if l.When != aloud.WithInterpreter || !c.s.rec.Ref("interpreter").IsZero() {
				c.lines = append(c.lines, line{id: part + "." + l.ID, of: l.ID})
			}
		}
	}
	add("before", text.Before)
	for _, w := range c.s.d.DB.Schema().Vocabulary("consent_purpose").Words {
		if text.Purposes[w.ID] != "" {
			c.lines = append(c.lines, line{id: "purpose." + w.ID, of: w.ID, purpose: true})
		}
	}
	add("after", text.After)
}

// read reads what the person has said so far about purposes.
func (c *consenting) read() {
	c.kept = nil
	who := c.s.rec.Ref("interviewee")
	if who.IsZero() {
		return
	}
	rs, err := c.s.d.DB.Linked(context.Background(), "consent", "person", who)
	c.s.d.Fail(err)
	c.kept = rs
}

// here gives what was answered about a purpose in this interview, the last
// answer; ok is false when it was not asked.
func (c *consenting) here(purpose string) (r model.Record, ok bool) {
	for _, k := range c.kept {
		if k.Text("purpose") == purpose && k.Ref("interview") == c.s.id && k.Get("withdrawn") == "" {
			r, ok = k, true
		}
	}
	return r, ok
}

// elsewhere gives what was answered about a purpose at other times.
func (c *consenting) elsewhere(purpose string) []model.Record {
	return slices.DeleteFunc(slices.Clone(c.kept), func(k model.Record) bool {
		return k.Text("purpose") != purpose || k.Ref("interview") == c.s.id && k.Get("withdrawn") == ""
	})
}

// show shows the line at hand.
func (c *consenting) show() {
	for _, f := range c.details {
		f.Leave()
	}
	c.details, c.shown, c.answers = nil, model.ID{}, nil
	w := c.s.d.Words
	c.onward = ui.NewButton(w.T("room.line_after"), theme.NavigateNextIcon(), ui.Plain, c.next)
	back := ui.NewButton(w.T("room.line_before"), nil, ui.Quiet, func() { c.move(-1) })
	c.speech.Objects = nil
	if len(c.lines) > 0 {
		c.speech.Objects = []fyne.CanvasObject{c.head(), c.said()}
		if l := c.lines[c.at]; l.purpose {
			c.speech.Objects = append(c.speech.Objects, c.asked(l.of)...)
		}
	}
	c.speech.Objects = append(c.speech.Objects, ui.NewRow(-1, back, c.onward))
	c.scroll.ScrollTo(0)
	c.showList()
	c.s.relayout()
}

// head says where one is, and in which language it is read.
func (c *consenting) head() fyne.CanvasObject {
	w := c.s.d.Words
	at := ui.NewText(w.T("room.read_aloud", tr.V{"N": c.at + 1, "Count": len(c.lines)}), ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true})
	var options []ui.Option
	for _, l := range c.s.book.Languages() {
		options = append(options, ui.Option{ID: l, Label: w.Word("language", l)})
	}
	choose := ui.NewTermSelect(options, w.T("action.choose"), func(lang string) {
		c.lang, c.s.place.Language = lang, lang
		c.show()
		c.focus()
		c.s.keep()
	}).MustHold()
	choose.Load(c.lang)
	return ui.NewRow(1, at, ui.NewAtMost(220, choose))
}

// said is what is read aloud, large; and for who reads, in their own language,
// what to see to and what it means.
func (c *consenting) said() fyne.CanvasObject {
	l, mine := c.lines[c.at], c.s.d.Words.Lang()
	of := func(lang string) (do, say string) {
		t := c.s.book[lang]
		if l.purpose {
			return "", t.Purposes[l.of]
		}
		return t.Do(l.of), t.Say(l.of)
	}
	mine = c.s.book.Choose(mine)
	do, meaning := of(mine)
	_, say := of(c.lang)
	out := ui.NewStack(1.6)
	if do != "" {
		out.Add(ui.NewCaption(do))
	}
	out.Add(ui.NewText(say, ui.TextStyle{Size: theme.SizeNameHeadingText}))
	if mine != c.lang {
		out.Add(ui.NewCaption(meaning))
	}
	return out
}

// asked is the answers to a purpose, what was answered before, and what is asked
// after a yes.
func (c *consenting) asked(purpose string) []fyne.CanvasObject {
	w := c.s.d.Words
	if c.s.rec.Ref("interviewee").IsZero() {
		to := ui.NewButton(w.T("room.step."+before), nil, ui.Plain, func() { c.s.goTo(before) })
		return []fyne.CanvasObject{ui.NewBanner(ui.Warning, w.T("interview.consents_whose"), to)}
	}
	given, answered := c.here(purpose)
	row := ui.NewFlow()
	for i, word := range c.s.d.DB.Schema().Vocabulary("consent_decision").Words {
		style := ui.Plain
		if answered && given.Text("decision") == word.ID {
			style = ui.Primary
		}
		label := w.Word("consent_decision", word.ID)
		if i < len(digits) {
			label = digits[i] + "   " + label
		}
		b := ui.NewButton(label, nil, style, func() { c.answer(purpose, word.ID) })
		if c.s.d.DB.ReadOnly() {
			b.Disable()
		}
		c.answers = append(c.answers, b)
		row.Add(b)
	}
	out := []fyne.CanvasObject{row}
	if answered {
		out = append(out, ui.NewCaption(w.T("room.kept_at", tr.V{"Answer": c.s.d.Show(given, "decision"), "When": w.Date(given.Date("given"))})))
	}
	for _, r := range c.elsewhere(purpose) {
		said := strings.Join(nonempty(c.s.d.Show(r, "decision"), w.Date(r.Date("given")), c.s.d.Show(r, "withhold")), " · ")
		key := "room.said_before"
		if r.Get("withdrawn") != "" {
			key = "room.withdrawn_before"
		}
		out = append(out, ui.NewCaption(w.T(key, tr.V{"Answer": said})))
	}
	if purpose == "record" && answered && given.Text("decision") == "no" {
		out = append(out, ui.NewBanner(ui.Warning, w.T("room.no_record")))
	}
	if answered && given.Text("decision") == "yes" {
		out = append(out, c.furtherQuestions(given)...)
	}
	return out
}

// digits are the keys of the answers.
var digits = []string{"1", "2", "3"}

func nonempty(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// furtherQuestions are asked after a yes; the answers go into the consent.
func (c *consenting) furtherQuestions(given model.Record) []fyne.CanvasObject {
	c.shown = given.ID
	d := c.s.book[c.lang].Details
	var out []fyne.CanvasObject
	for _, q := range []struct{ field, ask string }{{"recipients", d.Recipients}, {"withhold", d.Withhold}, {"expires", d.Expires}} {
		f := recordform.New(c.s.d, given.ID, recordform.Options{Case: c.s.in, Bare: true, Only: []string{q.field}, OnGrown: c.s.relayout})
		c.details = append(c.details, f)
		out = append(out, ui.NewStack(0.8, ui.NewText(q.ask, ui.TextStyle{Size: theme.SizeNameSubHeadingText}), f.Body()))
	}
	return out
}

// answer keeps an answer at once. One that was given in this interview is
// changed, and its history says so; those of other times stay.
func (c *consenting) answer(purpose, decision string) {
	s, given := c.s, model.DateValue(moment(now()))
	if s.d.DB.ReadOnly() {
		return
	}
	ok := false
	if r, answered := c.here(purpose); answered {
		ok = r.Text("decision") == decision || s.d.Do("edit", func(tx *store.Tx) error {
			if err := tx.Set(r.ID, "given", given); err != nil {
				return err
			}
			return tx.Set(r.ID, "decision", model.TextValue(decision))
		})
	} else {
		values := map[string]model.Value{
			"person": s.rec.Get("interviewee"), "purpose": model.TextValue(purpose), "decision": model.TextValue(decision),
			"how": model.TextValue("oral"), "given": given, "interview": model.RefValue(s.id), "cases": model.RefsValue(s.in),
		}
		if by := s.rec.Get("interpreter"); by != "" {
			values["interpreter"] = by
		}
		_, ok = s.d.Add("consent", values)
	}
	if ok {
		ui.Focus(c.onward)
	}
}

// showList says beside it what was answered to each purpose.
func (c *consenting) showList() {
	w := c.s.d.Words
	c.list.Objects = []fyne.CanvasObject{ui.NewText(w.T("room.answers"), ui.TextStyle{Bold: true})}
	for i, l := range c.lines {
		if !l.purpose {
			continue
		}
		style := ui.TextStyle{Color: ui.ColorSubtle}
		if i == c.at {
			style = ui.TextStyle{Bold: true}
		}
		row := []fyne.CanvasObject{ui.NewText(w.Word("consent_purpose", l.of), style)}
		if r, ok := c.here(l.of); ok {
			row = append(row, badge(c.s, r))
		}
		c.list.Add(ui.NewInset(0, 0.3, ui.NewRow(0, row...)))
	}
	c.list.Refresh()
}

// badge is a decision in a small box.
func badge(s *Screen, r model.Record) *ui.Badge {
	tone := ui.Neutral
	switch r.Text("decision") {
	case "yes":
		tone = ui.Success
	case "no":
		tone = ui.Problem
	case "ask_again":
		tone = ui.Warning
	}
	return ui.NewBadge(s.d.Words.T("room.decision."+r.Text("decision")), tone)
}

func (c *consenting) object() fyne.CanvasObject { return c.all }

// focus gives the keyboard to the answer that is to be given, or to what leads on.
func (c *consenting) focus() {
	if len(c.answers) > 0 && c.shown.IsZero() && !c.s.d.DB.ReadOnly() {
		if _, answered := c.here(c.lines[c.at].of); !answered {
			ui.Focus(c.answers[0])
			return
		}
	}
	ui.Focus(c.onward)
}

func (c *consenting) changed(ch store.Changes) {
	for id, kind := range ch.Records {
		if kind != "consent" && id != c.s.id {
			continue
		}
		c.read()
		if _, own := ch.Records[c.shown]; own && len(ch.Records) == 1 && c.sameAnswer() {
			for _, f := range c.details { // only what is being typed: its words and keyboard stay
				f.Changed(ch)
			}
			return
		}
		c.show()
		c.focus()
		return
	}
}

// sameAnswer tells whether the consent whose details are asked is still a yes.
func (c *consenting) sameAnswer() bool {
	r, ok := c.here(c.lines[c.at].of)
	return ok && r.ID == c.shown && r.Text("decision") == "yes"
}

// next reads the line after, and after the last one goes on to the account.
func (c *consenting) next() {
	if c.at == len(c.lines)-1 {
		c.s.goTo(account)
		return
	}
	c.move(1)
}

func (c *consenting) move(by int) {
	ui.Unfocus(c.s.d.Host.Window().Canvas()) // a line keeps what was typed in it when the keyboard leaves
	if !c.s.d.Saver.Commit() {
		return
	}
	if to := min(max(c.at+by, 0), len(c.lines)-1); to != c.at && to >= 0 {
		c.at = to
		c.show()
	}
	c.focus()
	c.s.keep()
}

func (c *consenting) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyPageDown, fyne.KeyRight:
		c.next()
	case fyne.KeyPageUp, fyne.KeyLeft:
		c.move(-1)
	case fyne.Key1, fyne.Key2, fyne.Key3:
		i := slices.Index(digits, string(ev.Name))
		if i < 0 || i >= len(c.answers) {
			return false
		}
		c.answers[i].OnTapped()
	default:
		return false
	}
	return true
}

func (c *consenting) leave() {
	for _, f := range c.details {
		f.Leave()
	}
}

func (c *consenting) where(p *ongoing.Place) {
	if c.at < len(c.lines) {
		p.Line = c.lines[c.at].id
	}
}
