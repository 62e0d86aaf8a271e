package recordform

import (
	"slices"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// pickLimit is how many records a picker offers; typing finds the others.
const pickLimit = 60

// ref is a link to one record.
func (in *input) ref() fyne.CanvasObject {
	p := ui.NewRefPicker(in.b.f.d.Words.T("action.choose"), nil, func(id string) {
		to, _ := model.ParseID(id)
		in.choose(model.RefValue(to))
	})
	p.SearchLater, p.OnOpen = in.search(), in.openID
	if len(in.makes()) > 0 {
		p.OnCreate = func(words string) { in.create(words, model.RefValue) }
	}
	in.alike(p)
	p.OnFocus(in.watch)
	in.focus, in.off = p.FocusTarget(), p.Disable
	in.put = func(v model.Value) { p.Load(in.option(v.Ref())) }
	return p
}

// refs is links to several records: a chip each, and a picker that adds one.
func (in *input) refs() fyne.CanvasObject {
	chips := ui.NewFlow()
	var p *ui.RefPicker
	set := func(ids []model.ID) model.Value { return model.RefsValue(ids...) }
	change := func(ids []model.ID) {
		in.choose(set(ids))
		in.put(in.shown)
		in.b.f.relayout()
	}
	with := func(id model.ID) model.Value {
		ids := in.shown.Refs()
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		return set(ids)
	}
	p = ui.NewRefPicker(in.b.f.d.Words.T("action.add"), nil, func(id string) {
		if to, err := model.ParseID(id); err == nil {
			p.Load(ui.Option{})
			change(with(to).Refs())
		}
	})
	p.SearchLater = in.search()
	if len(in.makes()) > 0 {
		p.OnCreate = func(words string) { in.create(words, with) }
	}
	in.alike(p)
	p.OnFocus(in.watch)
	in.focus, in.off = p.FocusTarget(), p.Disable
	in.put = func(v model.Value) {
		chips.Objects = nil
		for i, id := range v.Refs() {
			remove := func() {
				change(slices.Delete(in.shown.Refs(), i, i+1))
				in.b.f.focusOn(in.focus)
			}
			if in.b.f.readOnly() {
				remove = nil
			}
			chips.Add(ui.NewChip(in.option(id).Label, nil, func() { in.openID(id.String()) }, remove))
		}
		chips.Refresh()
	}
	return ui.NewStack(1, chips, p)
}

func (in *input) openID(id string) {
	if to, err := model.ParseID(id); err == nil {
		in.b.f.open(to)
	}
}

// option names a record that is linked to.
func (in *input) option(id model.ID) ui.Option {
	if id.IsZero() {
		return ui.Option{}
	}
	label := in.b.f.d.TitleOf(id)
	if label == "" {
		label = in.b.f.d.Words.T("form.record_gone")
	}
	return ui.Option{ID: id.String(), Label: label}
}

// linkable are the kinds that a link to anything is offered for.
var linkable = []string{"person", "event", "act", "detention", "proceeding", "interview", "evidence", "organisation", "place", "case"}

// search finds records to link to.
func (in *input) search() func(words string, show func([]ui.Option)) {
	kinds := in.f.To
	if len(kinds) == 0 {
		kinds = linkable
	}
	return in.b.f.d.Pick(kinds, pickLimit, func(words string, found []store.Hit) []ui.Option { return in.offer(words, kinds, found) })
}

// offer lists what was found: those of the same case or owner first.
func (in *input) offer(query string, kinds []string, hits []store.Hit) []ui.Option {
	d := in.b.f.d
	var out []ui.Option
	seen := map[model.ID]bool{in.b.rec.ID: true}
	add := func(r store.Hit, group string) {
		if seen[r.ID] || (in.f.Type == model.Refs && slices.Contains(in.shown.Refs(), r.ID)) {
			return
		}
		seen[r.ID] = true
		label := r.Label
		if label == "" {
			label = d.TitleOf(r.ID)
		}
		o := ui.Option{ID: r.ID.String(), Label: label, Group: group}
		if len(kinds) > 1 {
			o.Hint = d.Words.Kind(r.Kind)
		}
		out = append(out, o)
	}
	near := in.near(kinds)
	for _, r := range near {
		if query == "" || slices.ContainsFunc(hits, func(h store.Hit) bool { return h.ID == r.ID }) || in.matches(r, query) {
			add(store.Hit{ID: r.ID, Kind: r.Kind}, d.Words.T("form.in_this_case"))
		}
	}
	if in.onlyNear(kinds) {
		return out
	}
	group := ""
	if len(out) > 0 {
		group = d.Words.T("form.elsewhere")
	}
	for _, h := range hits {
		add(h, group)
	}
	return out
}

// matches finds a record by the words it goes by, which for a nameless kind
// are those of the records it links to.
func (in *input) matches(r model.Record, query string) bool {
	return contains(in.b.f.d.Title(r), query)
}

// near gives the records of those kinds that belong to the case shown, or to
// the same owner as the record.
func (in *input) near(kinds []string) []model.Record {
	d := in.b.f.d
	var out []model.Record
	for _, name := range kinds {
		k := d.DB.Schema().Kind(name)
		switch {
		case k == nil:
		case k.Parent != "" && !in.b.rec.Ref(k.Parent).IsZero():
			out = append(out, d.Rows(name, in.b.rec.Ref(k.Parent))...)
		case in.b.f.o.Case.IsZero():
		case name == "person":
			for _, p := range d.OfCase("participant", in.b.f.o.Case) {
				if r, ok := d.Get(p.Ref("person")); ok {
					out = append(out, r)
				}
			}
		case hasField(k, "cases"):
			out = append(out, d.OfCase(name, in.b.f.o.Case)...)
		}
	}
	if len(out) > pickLimit {
		out = out[:pickLimit]
	}
	return out
}

// onlyNear tells whether only the rows of the same owner make sense, such as
// the documents of the person whose name stands on one.
func (in *input) onlyNear(kinds []string) bool {
	k := in.b.f.d.DB.Schema().Kind(kinds[0])
	return len(kinds) == 1 && k != nil && k.Parent != "" && !in.b.rec.Ref(k.Parent).IsZero()
}

func hasField(k *model.Kind, name string) bool {
	_, ok := k.Field(name)
	return ok
}

// makes gives the kinds of record that a line of words is enough to make here.
func (in *input) makes() []string {
	var out []string
	for _, name := range in.f.To {
		k := in.b.f.d.DB.Schema().Kind(name)
		if k == nil || slices.Contains(nameless, name) || name == "case" {
			continue
		}
		if k.Parent == "" || !in.b.rec.Ref(k.Parent).IsZero() {
			out = append(out, name)
		}
	}
	return out
}

// create makes a record from a line of words and links it, in one action.
// Where it may be of several kinds, the person says which.
func (in *input) create(line string, link func(model.ID) model.Value) {
	kinds := in.makes()
	if len(kinds) == 1 {
		in.createOf(kinds[0], line, link)
		return
	}
	var dialog *ui.Dialog
	var buttons []*ui.Button
	for _, kind := range kinds {
		buttons = append(buttons, ui.NewButton(in.b.f.d.Words.Kind(kind), nil, ui.Plain, func() {
			dialog.Close()
			in.createOf(kind, line, link)
		}))
	}
	dialog = ui.NewDialog(in.b.f.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: in.b.f.d.Words.T("form.create_what"), Body: ui.NewText(line, ui.TextStyle{}), Buttons: buttons,
	})
	dialog.Show()
}

func (in *input) createOf(kind, line string, link func(model.ID) model.Value) {
	b := in.b
	records := NewNamed(b.f.d, kind, line, b.f.o.Case)
	if k := b.f.d.DB.Schema().Kind(kind); k.Parent != "" {
		records[0].Set(k.Parent, model.RefValue(b.rec.Ref(k.Parent)))
	}
	v := link(records[0].ID)
	ok := b.f.d.Do("create", func(tx *store.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return tx.Set(b.rec.ID, in.f.Name, v)
	})
	if ok {
		b.f.d.Host.Toast(b.f.d.Words.T("form.created", tr.V{"Kind": b.f.d.Words.Kind(kind)}),
			b.f.d.Words.T("action.open"), func() { b.f.open(records[0].ID) })
	}
	in.load(b.value(in.f.Name))
	b.f.relayout()
}

// NewNamed makes, but does not write, a record of a kind from a line of words:
// the record itself first, and with a person the name. It belongs to the case
// if records of its kind can.
func NewNamed(d *desk.Desk, kind, line string, in model.ID) []model.Record {
	k := d.DB.Schema().Kind(kind)
	r := model.NewRecord(kind)
	if _, ok := k.Field("cases"); ok && !in.IsZero() {
		r.Set("cases", model.RefsValue(in))
	}
	text := model.TextValue(clean(line))
	if k.Names != "" {
		names := d.DB.Schema().Kind(k.Names)
		n := model.NewRecord(k.Names)
		n.Set(names.Parent, model.RefValue(r.ID))
		n.Set("text", text)
		n.Set("position", desk.Last(nil))
		if text != "" {
			return []model.Record{r, n}
		}
		return []model.Record{r}
	}
	for _, f := range k.Fields {
		if slices.Contains(k.Label, f.Name) && (f.Required || f.Name == k.Label[0]) {
			r.Set(f.Name, text)
			break
		}
	}
	return []model.Record{r}
}
