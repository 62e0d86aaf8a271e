package recordform

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// order is one thing that can be removed for good: a field of a record, all of
// a record, or the bytes of a piece of evidence.
type order struct {
	record model.ID
	field  string // "" is all fields
	bytes  bool
}

// choice is what a person ticks to have it removed: it may stand for many orders.
type choice struct {
	label  string
	orders []order
	on     bool
}

// AskPurge asks whether every value that a field ever held shall be removed
// for good; every value of the record and of its rows when field is "".
func AskPurge(d *desk.Desk, r model.Record, field string) {
	w := d.Words
	if field != "" {
		what := w.T("purge.what_field", tr.V{"Field": w.Field(r.Kind, field), "Title": d.Title(r)})
		askPurge(d, r, what, []choice{{orders: []order{{record: r.ID, field: field}}, on: true}})
		return
	}
	rows, err := d.DB.RowsEver(context.Background(), r.ID)
	if err != nil {
		d.Fail(err)
		return
	}
	all := []order{{record: r.ID}}
	for _, id := range rows {
		all = append(all, order{record: id})
	}
	what := w.T("purge.what_record", tr.V{"Title": d.Title(r)})
	if len(rows) > 0 {
		what = w.N("purge.what_rows", len(rows), tr.V{"Title": d.Title(r)})
	}
	choices := []choice{{orders: all, on: true}}
	if r.Text("sha256") != "" && r.Kind == "evidence" {
		choices = append(choices, choice{label: w.T("purge.bytes_too"), orders: []order{{record: r.ID, bytes: true}}, on: true})
	}
	askPurge(d, r, what, choices)
}

// AskPurgeBytes asks whether the bytes of a piece of evidence shall be removed
// for good.
func AskPurgeBytes(d *desk.Desk, r model.Record) {
	what := d.Words.T("purge.what_bytes", tr.V{"Title": d.Title(r)})
	askPurge(d, r, what, []choice{{orders: []order{{record: r.ID, bytes: true}}, on: true}})
}

// purging is the question whether something shall go for good.
type purging struct {
	d       *desk.Desk
	choices []choice
	why     *ui.Entry
	word    *ui.Entry
	whyRow  *ui.Field
	wordRow *ui.Field
}

func askPurge(d *desk.Desk, about model.Record, what string, choices []choice) {
	if !d.Saver.Commit() {
		return
	}
	w := d.Words
	p := &purging{d: d, choices: choices, why: ui.NewEntry("", nil), word: ui.NewEntry("", nil)}
	p.whyRow = ui.NewField(w.T("purge.why"), p.why).SetHelp(w.T("purge.why_help")).SetRequired(true)
	word := w.T("purge.word")
	p.wordRow = ui.NewField(w.T("purge.type_word", tr.V{"Word": word}), p.word).SetRequired(true)
	body := ui.NewStack(2.4, ui.NewText(what, ui.TextStyle{}))
	for i := range p.choices {
		if c := &p.choices[i]; c.label != "" {
			body.Add(ui.NewCheck(c.label, c.on, func(on bool) { c.on = on }))
		}
	}
	body.Add(ui.NewBanner(ui.Warning, w.T("purge.reach")))
	body.Add(p.beyond(about))
	body.Add(p.whyRow)
	body.Add(p.wordRow)
	ui.Form(d.Host.Window().Canvas(), w.T("purge.title"), body, p.why, w.T("purge.do"), p.submit).Grave()
}

// beyond says what no order can reach, and names the documents given out.
func (p *purging) beyond(about model.Record) fyne.CanvasObject {
	w := p.d.Words
	box := ui.NewStack(0.6, ui.NewText(w.T("purge.beyond"), ui.TextStyle{Bold: true}), ui.NewText(w.T("purge.beyond_copies"), ui.TextStyle{}))
	given := givenOut(p.d, about)
	for _, one := range given {
		box.Add(ui.NewText("• "+one, ui.TextStyle{}))
	}
	if len(given) == 0 {
		box.Add(ui.NewCaption(w.T("purge.none_given")))
	}
	return box
}

// givenOut names the documents that were given out of the cases of a record.
func givenOut(d *desk.Desk, r model.Record) []string {
	const most = 8
	var out []string
	more := 0
	cases, err := CasesOf(context.Background(), d.DB, r)
	d.Fail(err)
	for _, c := range cases {
		issues, err := d.DB.Linked(context.Background(), "issue", "cases", c)
		d.Fail(err)
		for _, i := range issues {
			if len(out) == most {
				more++
				continue
			}
			out = append(out, strings.Join(nonEmpty(d.Show(i, "title"), d.Show(i, "recipient"), d.Show(i, "date")), ", "))
		}
	}
	if more > 0 {
		out = append(out, d.Words.N("records.more", more))
	}
	return out
}

func nonEmpty(all ...string) (out []string) {
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// submit gives the orders, all in one action.
func (p *purging) submit() bool {
	w := p.d.Words
	p.whyRow.SetError("")
	p.wordRow.SetError("")
	why := strings.TrimSpace(clean(p.why.Text))
	switch {
	case why == "":
		p.whyRow.SetError(w.T("purge.why_missing"))
		return false
	case !strings.EqualFold(strings.TrimSpace(p.word.Text), w.T("purge.word")):
		p.wordRow.SetError(w.T("purge.word_missing", tr.V{"Word": w.T("purge.word")}))
		return false
	}
	ordered, removed := false, false
	ok := p.d.Do("purge", func(tx *store.Tx) error {
		for _, c := range p.choices {
			if !c.on {
				continue
			}
			for _, o := range c.orders {
				ordered = true
				var err error
				if o.bytes {
					err = tx.PurgeBytes(o.record, why)
				} else {
					err = tx.Purge(o.record, o.field, why)
				}
				switch {
				case err == nil:
					removed = true
				case !errors.Is(err, store.ErrNothingToPurge): // of many, some never held anything
					return err
				}
			}
		}
		if ordered && !removed {
			return store.ErrNothingToPurge
		}
		return nil
	})
	if ok && removed {
		p.d.Host.Toast(w.T("purge.done"), "", nil)
	}
	return ok
}

// withdrawals are the fields that say that somebody no longer agrees.
var withdrawals = map[string]string{"consent": "withdrawn"}

// withdrawn offers, at the day a consent was withdrawn, to remove for good what
// was told under it; nil for any other field and while it stands.
func (b *body) withdrawn(field string) fyne.CanvasObject {
	if withdrawals[b.kind.Name] != field || b.rec.Get(field) == "" || b.f.readOnly() || b.rec.Ref("person").IsZero() {
		return nil
	}
	w := b.f.d.Words
	return ui.NewBanner(ui.Neutral, w.T("purge.withdrawn"), ui.NewButton(w.T("purge.withdrawn_do"), theme.DeleteIcon(), ui.Plain, func() {
		askWithdrawn(b.f.d, b.rec)
	}))
}

// askWithdrawn asks which of what a person told shall go for good. What the
// purpose of the consent frees is ticked.
func askWithdrawn(d *desk.Desk, consent model.Record) {
	g := &withdrawing{d: d, who: consent.Ref("person"), purpose: consent.Text("purpose")}
	g.person()
	g.rows()
	g.passages()
	g.evidence()
	if g.err != nil {
		d.Fail(g.err)
		return
	}
	who, _ := d.DB.Get(context.Background(), g.who)
	askPurge(d, who, d.Words.T("purge.what_withdrawn", tr.V{"Title": d.Title(who)}), g.choices)
}

// withdrawing gathers what a person told.
type withdrawing struct {
	d       *desk.Desk
	who     model.ID
	purpose string
	choices []choice
	err     error
}

func (g *withdrawing) offer(label string, on bool, orders ...order) {
	if len(orders) > 0 {
		g.choices = append(g.choices, choice{label: label, on: on, orders: orders})
	}
}

func (g *withdrawing) linked(kind, field string, id model.ID) []model.Record {
	rs, err := g.d.DB.Linked(context.Background(), kind, field, id)
	if err != nil {
		g.err = err
	}
	return rs
}

// person offers the fields of the person's own record that need a consent.
func (g *withdrawing) person() {
	r, _ := g.d.DB.Get(context.Background(), g.who)
	for _, f := range g.d.DB.Schema().Kind("person").Fields {
		if f.Consent != "" && f.NoteOf == "" && r.Get(f.Name) != "" {
			g.offer(g.d.Words.Field("person", f.Name), f.Consent == g.purpose, order{record: g.who, field: f.Name})
		}
	}
}

// rows offers the names.
func (g *withdrawing) rows() {
	var all []order
	for _, n := range g.linked("person_name", "person", g.who) {
		all = append(all, order{record: n.ID})
	}
	g.offer(g.d.Words.Count("person_name", len(all)), g.purpose == "name", all...)
}

// passages offers what was said in the interviews with the person.
func (g *withdrawing) passages() {
	for _, in := range g.linked("interview", "interviewee", g.who) {
		var all []order
		for _, b := range g.linked("block", "interview", in.ID) {
			all = append(all, order{record: b.ID, field: "original"}, order{record: b.ID, field: "translation"})
		}
		label := g.d.Words.T("purge.passages", tr.V{"Title": g.d.Title(in)})
		g.offer(label, g.purpose == "testimony", all...)
	}
}

// evidence offers the bytes of pictures of the person.
func (g *withdrawing) evidence() {
	r, _ := g.d.DB.Get(context.Background(), g.who)
	pictures := []model.ID{r.Ref("portrait")}
	for _, i := range g.linked("injury", "person", g.who) {
		pictures = append(pictures, i.Ref("photo"))
	}
	seen := map[model.ID]bool{}
	for _, id := range pictures {
		if e, ok := g.d.Get(id); ok && !seen[id] && e.Text("sha256") != "" {
			seen[id] = true
			g.offer(g.d.Words.T("purge.file", tr.V{"Title": g.d.Title(e)}), g.purpose == "pictures", order{record: id, bytes: true})
		}
	}
}
