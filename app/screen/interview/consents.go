package interview

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// consents is what the interviewee agreed to, with a line that takes the next
// answer in two choices.
type consents struct {
	p      *Pane
	object *fyne.Container
	about  *ui.TermSelect
	answer *ui.TermSelect
}

func newConsents(p *Pane) *consents {
	c := &consents{p: p, object: ui.NewStack(1.4)}
	c.show()
	return c
}

// changed shows the consents again when one was written or the person changed.
func (c *consents) changed(ch store.Changes) {
	for _, kind := range ch.Records {
		if kind == "consent" || kind == "interview" || kind == "person_name" {
			if r, ok := c.p.d.Get(c.p.id); ok {
				c.p.rec = r
			}
			c.show()
			c.p.relayout()
			return
		}
	}
}

func (c *consents) show() {
	w, who := c.p.d.Words, c.p.rec.Ref("interviewee")
	c.object.Objects = []fyne.CanvasObject{ui.NewSection(w.T("interview.consents"), "")}
	if who.IsZero() {
		c.object.Add(ui.NewCaption(w.T("interview.consents_whose")))
		return
	}
	given := c.rows(who)
	for _, r := range given {
		title := strings.Join([]string{c.p.d.Show(r, "purpose"), c.p.d.Show(r, "decision")}, ": ")
		c.object.Add(ui.NewRecordRow(nil, title, recordform.Detail(c.p.d, r, title+c.p.account.Name(who)), func() { c.p.d.Host.Go(recordform.RouteTo(c.p.d, r, c.p.in)) }))
	}
	if len(given) == 0 {
		c.object.Add(ui.NewCaption(w.T("interview.no_consents", tr.V{"Name": c.p.account.Name(who)})))
	}
	if !c.p.d.DB.ReadOnly() {
		c.object.Add(c.line(given))
	}
}

func (c *consents) rows(who model.ID) []model.Record {
	rs, err := c.p.d.DB.Linked(context.Background(), "consent", "person", who)
	c.p.d.Fail(err)
	return rs
}

// line asks about a purpose; the answer keeps it.
func (c *consents) line(given []model.Record) fyne.CanvasObject {
	w := c.p.d.Words
	c.about = ui.NewTermSelect(c.options("consent_purpose", given), w.T("interview.consent_about"), func(string) {
		c.answer.Enable()
		ui.Focus(c.answer.FocusTarget())
	})
	c.answer = ui.NewTermSelect(c.options("consent_decision", nil), w.T("interview.consent_answer"), c.keep)
	c.answer.Disable()
	return ui.NewForm(c.about, c.answer)
}

// options gives the words of a vocabulary that are not yet answered.
func (c *consents) options(vocabulary string, given []model.Record) []ui.Option {
	done := map[string]bool{}
	for _, r := range given {
		done[r.Text("purpose")] = r.Get("withdrawn") == ""
	}
	var out []ui.Option
	for _, word := range c.p.d.DB.Schema().Vocabulary(vocabulary).Words {
		if !done[word.ID] {
			out = append(out, ui.Option{ID: word.ID, Label: c.p.d.Words.Word(vocabulary, word.ID)})
		}
	}
	return out
}

func (c *consents) keep(decision string) {
	if c.about.Value() == "" || decision == "" {
		return
	}
	values := map[string]model.Value{
		"person": model.RefValue(c.p.rec.Ref("interviewee")), "purpose": model.TextValue(c.about.Value()),
		"decision": model.TextValue(decision), "interview": model.RefValue(c.p.id),
	}
	if !c.p.in.IsZero() {
		values["cases"] = model.RefsValue(c.p.in)
	}
	if _, ok := c.p.d.Add("consent", values); ok && c.about != nil {
		ui.Focus(c.about.FocusTarget()) // made anew, for the next question
	}
}
