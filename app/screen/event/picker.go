package event

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/alike"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// picker chooses persons and organisations: those of the case first, others of
// the file behind them, and one who is in neither from a line of typing.
type picker struct {
	p      *Pane
	kinds  []string
	role   string              // what a person made here is in the case
	picked func(who model.ID)  // hears of each choice
	taken  func(model.ID) bool // who is chosen already; may be nil
	line   *ui.RefPicker
}

func newPicker(p *Pane, label, role string, kinds ...string) *picker {
	k := &picker{p: p, kinds: kinds, role: role}
	k.line = ui.NewRefPicker(label, nil, func(id string) {
		if to, err := model.ParseID(id); err == nil {
			k.line.Load(ui.Option{})
			k.picked(to)
		}
	})
	k.line.SearchLater, k.line.OnCreate = p.d.Pick(kinds, limit, k.offer), k.create
	if slices.Contains(kinds, "person") {
		k.line.Like = alike.Offer(p.d)
	}
	return k
}

// limit is how many are offered; typing finds the others.
const limit = 60

// offer lists what was found: those of the case and of this event first.
func (k *picker) offer(query string, hits []store.Hit) []ui.Option {
	d, w := k.p.d, k.p.d.Words
	var out []ui.Option
	seen := map[model.ID]bool{}
	add := func(id model.ID, kind, group string) {
		if seen[id] || (k.taken != nil && k.taken(id)) {
			return
		}
		seen[id] = true
		o := ui.Option{ID: id.String(), Label: d.TitleOf(id), Group: group}
		if len(k.kinds) > 1 {
			o.Hint = w.Kind(kind)
		}
		out = append(out, o)
	}
	for _, id := range k.near() {
		if r, ok := d.Get(id); ok && slices.Contains(k.kinds, r.Kind) && (strings.TrimSpace(query) == "" || matches(d.Title(r), query) || hit(hits, id)) {
			add(id, r.Kind, w.T("form.in_this_case"))
		}
	}
	group := ""
	if len(out) > 0 {
		group = w.T("form.elsewhere")
	}
	for _, h := range hits {
		add(h.ID, h.Kind, group)
	}
	return out
}

func hit(hits []store.Hit, id model.ID) bool {
	return slices.ContainsFunc(hits, func(h store.Hit) bool { return h.ID == id })
}

// matches finds words in a name as quick search does.
func matches(name, query string) bool {
	folded := model.Fold(name)
	for _, w := range strings.Fields(model.Fold(query)) {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return true
}

// near gives who is at hand: the persons of the case and whoever is named in
// the acts of this event.
func (k *picker) near() []model.ID {
	var out []model.ID
	for _, part := range k.p.d.OfCase("participant", k.p.in) {
		out = append(out, part.Ref("person"))
	}
	for _, act := range k.p.cards {
		out = append(out, act.rec.Ref("victim"))
		for _, inv := range k.p.d.Rows("involvement", act.id) {
			out = append(out, inv.Ref("who"))
		}
	}
	return out
}

// create makes who was typed. Where it may be a person or an organisation, the
// person at the desk says which.
func (k *picker) create(typed string) {
	if len(k.kinds) == 1 {
		k.make(k.kinds[0], typed)
		return
	}
	w := k.p.d.Words
	var dialog *ui.Dialog
	var buttons []*ui.Button
	for _, kind := range k.kinds {
		buttons = append(buttons, ui.NewButton(w.Kind(kind), nil, ui.Plain, func() {
			dialog.Close()
			k.make(kind, typed)
		}))
	}
	slices.Reverse(buttons) // the default comes last: a person
	dialog = ui.NewDialog(k.p.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("form.create_what"), Body: ui.NewText(typed, ui.TextStyle{}), Buttons: buttons,
	})
	dialog.Show()
}

// make writes the record, the name and the part in the case as one action.
func (k *picker) make(kind, typed string) {
	if strings.TrimSpace(typed) == "" {
		return
	}
	d := k.p.d
	records := recordform.NewNamed(d, kind, typed, k.p.in)
	if kind == "person" && !k.p.in.IsZero() {
		part := model.NewRecord("participant")
		part.Set("case", model.RefValue(k.p.in))
		part.Set("person", model.RefValue(records[0].ID))
		part.Set("role", model.TextValue(k.role))
		part.Set("position", lastOf(d.OfCase("participant", k.p.in)))
		records = append(records, part)
	}
	if d.Do("create", func(tx *store.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}) {
		d.Host.Toast(d.Words.T("event.created", tr.V{"Kind": d.Words.Kind(kind)}), d.Words.T("action.undo"), d.Undo)
		k.picked(records[0].ID)
	}
}

// crowd chooses several: chips, and a picker that adds one.
type crowd struct {
	*picker
	chosen []model.ID
	chips  *fyne.Container
	object *fyne.Container
}

func newCrowd(p *Pane, label, role string, kinds ...string) *crowd {
	c := &crowd{picker: newPicker(p, label, role, kinds...), chips: ui.NewFlow()}
	c.picked = func(who model.ID) {
		if !slices.Contains(c.chosen, who) {
			c.set(append(c.chosen, who)...)
		}
	}
	c.taken = func(id model.ID) bool { return slices.Contains(c.chosen, id) }
	c.object = ui.NewStack(1, c.chips, c.line)
	return c
}

// set shows who is chosen.
func (c *crowd) set(ids ...model.ID) {
	c.chosen = slices.Clone(ids)
	c.chips.Objects = nil
	for _, id := range c.chosen {
		c.chips.Add(ui.NewChip(c.p.d.TitleOf(id), nil, nil, func() {
			c.set(slices.DeleteFunc(slices.Clone(c.chosen), func(o model.ID) bool { return o == id })...)
			ui.Focus(c.line.FocusTarget())
		}))
	}
	c.chips.Refresh()
	c.p.relayout()
}
