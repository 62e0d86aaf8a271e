package event

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// composer is the line that adds an act: what was done, to whom, by whom.
// Victims and perpetrators stay for the next act, since they mostly are the same.
type composer struct {
	p       *Pane
	open    bool
	kind    *ui.TermSelect
	methods *ui.TermsPicker
	victims *crowd
	by      *crowd
	add     *ui.Button
	object  fyne.CanvasObject
}

func newComposer(p *Pane) *composer {
	w := p.d.Words
	c := &composer{p: p}
	c.kind = ui.NewTermSelect(p.words("act_type"), w.T("action.choose"), c.chosen)
	c.methods = ui.NewTermsPicker(p.words("act_method"), w.T("action.add"), func([]string) { p.relayout() })
	c.victims = newCrowd(p, w.T("event.whom"), "victim", "person")
	c.by = newCrowd(p, w.T("event.by_whom"), "alleged_perpetrator", "person", "organisation")
	c.kind.OnFocus(func(gained bool) {
		if gained {
			ui.Reveal(c.object) // the whole line, not only its first field
		}
	})
	c.add = ui.NewButton(w.T("event.add_act"), theme.ContentAddIcon(), ui.Primary, c.write)
	done := ui.NewButton(w.T("action.done"), nil, ui.Quiet, c.close)
	victims := ui.NewField(w.T("event.victims"), c.victims.object).SetHelp(w.T("event.victims_help"))
	c.object = framed(ui.NewStack(2.4,
		ui.NewForm(ui.NewField(w.Field("act", "type"), c.kind), ui.NewField(w.Field("act", "methods"), c.methods),
			victims, ui.NewField(w.T("event.perpetrators"), c.by.object)),
		ui.NewRow(-1, c.add, done)))
	return c
}

// words gives a vocabulary as options.
func (p *Pane) words(vocabulary string) []ui.Option {
	w := p.d.Words
	var out []ui.Option
	for _, word := range p.d.DB.Schema().Vocabulary(vocabulary).Words {
		o := ui.Option{ID: word.ID, Label: w.Word(vocabulary, word.ID), Hint: w.WordHelp(vocabulary, word.ID)}
		if word.Group != "" {
			o.Group = w.Word(vocabulary, word.Group)
		}
		out = append(out, o)
	}
	return out
}

// start opens the line. The first time, the victims of the case who are named
// in the event are chosen already.
func (c *composer) start() {
	c.open = true
	if len(c.victims.chosen) > 0 || len(c.p.cards) > 0 {
		return
	}
	r, _ := c.p.d.Get(c.p.id)
	var ids []model.ID
	for _, part := range c.p.d.OfCase("participant", c.p.in) {
		if part.Text("role") == "victim" && slices.Contains(r.Refs("persons"), part.Ref("person")) {
			ids = append(ids, part.Ref("person"))
		}
	}
	c.victims.set(ids...)
}

// chosen goes on to the next field.
func (c *composer) chosen(string) { ui.Focus(c.methods.FocusTarget()) }

func (c *composer) close() {
	c.open = false
	c.p.compose()
	c.p.relayout()
}

// write makes an act for each victim, or one where nobody is named, with the
// perpetrators of each, as one action.
func (c *composer) write() {
	if c.kind.Value() == "" {
		ui.Focus(c.kind.FocusTarget())
		return
	}
	base := model.NewRecord("act")
	base.Set("event", model.RefValue(c.p.id))
	base.Set("type", model.TextValue(c.kind.Value()))
	base.Set("methods", model.ListValue(c.methods.Values()...))
	var by []model.Record
	at := ""
	for _, who := range c.by.chosen {
		inv := model.NewRecord("involvement")
		at = model.Between(at, "")
		inv.Set("who", model.RefValue(who))
		inv.Set("position", model.TextValue(at))
		by = append(by, inv)
	}
	victims := c.victims.chosen
	if len(victims) == 0 {
		victims = []model.ID{{}}
	}
	if n, ok := c.p.spread(base, by, victims); ok {
		c.kind.Load("")
		c.methods.Load(nil)
		c.p.d.Host.Toast(c.p.d.Words.N("event.acts_added", n), c.p.d.Words.T("action.undo"), c.p.d.Undo)
		ui.Focus(c.kind.FocusTarget())
	}
}

// spread writes a copy of an act and of who did it for each victim, behind the
// acts that are there, as one action. It tells how many acts it made.
func (p *Pane) spread(act model.Record, by []model.Record, victims []model.ID) (n int, ok bool) {
	at := lastPosition(p.records())
	var fresh []model.Record
	for _, who := range victims {
		at = model.Between(at, "")
		r := model.Record{ID: model.NewID(), Kind: "act", Values: maps.Clone(act.Values)}
		r.Set("victim", model.RefValue(who))
		r.Set("position", model.TextValue(at))
		fresh = append(fresh, r)
		for _, inv := range by {
			copied := model.Record{ID: model.NewID(), Kind: "involvement", Values: maps.Clone(inv.Values)}
			copied.Set("act", model.RefValue(r.ID))
			fresh = append(fresh, copied)
		}
	}
	return len(victims), p.d.Do("create", func(tx *store.Tx) error {
		for _, r := range fresh {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
}

func lastPosition(rows []model.Record) string {
	last := ""
	for _, r := range rows {
		last = max(last, r.Text("position"))
	}
	return last
}

// give asks to whom the same was done, and writes the act for each of them.
func (c *card) give() {
	d := c.p.d
	if !d.Saver.Commit() {
		return
	}
	whom := newCrowd(c.p, d.Words.T("event.whom"), "victim", "person")
	victim := c.rec.Ref("victim")
	whom.taken = func(id model.ID) bool { return id == victim || slices.Contains(whom.chosen, id) }
	body := ui.NewStack(2, ui.NewText(d.Words.T("event.give_help"), ui.TextStyle{}), whom.object)
	var dialog *ui.Dialog
	add := whom.picked
	whom.picked = func(who model.ID) {
		add(who)
		dialog.Refresh()
	}
	dialog = ui.Form(d.Host.Window().Canvas(), d.Words.T("event.give"), body, whom.line.FocusTarget(), d.Words.T("event.give_now"), func() bool {
		if len(whom.chosen) == 0 {
			return false
		}
		return c.giveTo(whom.chosen)
	})
}

// giveTo copies the act, as it now stands, to more victims.
func (c *card) giveTo(victims []model.ID) bool {
	d := c.p.d
	n, ok := c.p.spread(c.rec, d.Rows("involvement", c.id), victims)
	if ok {
		d.Host.Toast(d.Words.N("event.acts_added", n), d.Words.T("action.undo"), d.Undo)
	}
	return ok
}
