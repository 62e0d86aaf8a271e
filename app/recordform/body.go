package recordform

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"guvoh/app/alike"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// body is the fields, rows and sources of one record: the inside of a form,
// and of a row that is open.
type body struct {
	f        *Form
	card     *card // the open row it is the inside of; nil for the form itself
	rec      model.Record
	kind     *model.Kind
	without  []string
	depth    int // 0 is the form itself; rows of rows stand deeper
	inputs   map[string]*input
	sections []*section
	rows     []*rowList // rows of every kind, the names first
	cites    *rowList   // nil where the record's sources are not shown
	adds     *fyne.Container
	top      *fyne.Container // what must be known of the record as a whole
	notices  notices
	perhaps  *alike.Line // of a person: who may be the same; nil elsewhere
	// perhapsIn is the open row in which that stands; nil: below the names.
	perhapsIn *card
	content   *fyne.Container
}

func newBody(f *Form, in *card, r model.Record, k *model.Kind, without []string) *body {
	depth := 0
	if in != nil {
		depth = in.l.b.depth + 1
	}
	b := &body{f: f, card: in, rec: r, kind: k, without: without, depth: depth, inputs: map[string]*input{}, adds: ui.NewFlow(), top: ui.NewStack(1.2)}
	b.content = ui.NewStack(4)
	if len(f.o.Only) > 0 && depth == 0 {
		b.pick(f.o.Only)
	} else {
		b.whole()
	}
	b.readNotices()
	b.likeness()
	b.compose()
	b.problems()
	b.sources()
	return b
}

// pick makes the fields that were asked for, and nothing else.
func (b *body) pick(names []string) {
	s := newSection(b, "")
	for _, n := range names {
		if fld, ok := b.kind.Field(n); ok {
			s.fields = append(s.fields, fld)
			s.kept[n] = true
		}
	}
	b.sections = []*section{s}
}

// whole makes every section and every kind of rows.
func (b *body) whole() {
	for _, fld := range b.kind.Fields {
		if fld.NoteOf != "" || fld.Type == model.Position || slices.Contains(b.without, fld.Name) {
			continue // a note stands beside its field
		}
		i := slices.IndexFunc(b.sections, func(s *section) bool { return s.name == fld.Section })
		if i < 0 {
			b.sections = append(b.sections, newSection(b, fld.Section))
			i = len(b.sections) - 1
		}
		b.sections[i].fields = append(b.sections[i].fields, fld)
	}
	for _, k := range b.f.d.DB.Schema().Children(b.kind.Name) {
		if !slices.Contains(b.without, k.Name) {
			b.rows = append(b.rows, newRowList(b, k))
		}
	}
	if b.kind.Name != "citation" && !slices.Contains(b.without, "citation") && statesFacts(b.kind.Name) {
		b.cites = newRowList(b, b.f.d.DB.Schema().Kind("citation"))
	}
}

// compose puts the parts that have something to show below one another.
func (b *body) compose() {
	objs, adds := []fyne.CanvasObject{b.top}, []fyne.CanvasObject(nil)
	part := func(l *rowList) {
		if l.shows() {
			objs = append(objs, l.object)
		} else if !b.f.readOnly() {
			adds = append(adds, l.adder())
		}
	}
	for _, l := range b.rows {
		if l.kind.Name == b.kind.Names {
			part(l)
		}
	}
	if b.belowNames() {
		objs = append(objs, b.perhaps.Object())
	}
	for i, s := range b.sections {
		if s.shows() {
			s.fill()
			objs = append(objs, s.object)
		} else if !b.f.readOnly() {
			adds = append(adds, s.adder())
		}
		if i == 0 && b.depth == 0 && b.f.o.Below != nil {
			objs = append(objs, b.f.o.Below)
		}
	}
	for _, l := range b.rows {
		if l.kind.Name != b.kind.Names {
			part(l)
		}
	}
	if b.cites != nil {
		part(b.cites)
	}
	b.adds.Objects = adds
	if len(adds) > 0 {
		objs = append(objs, b.adds)
	}
	b.showNotices()
	b.top.Hidden = len(b.top.Objects) == 0
	b.content.Objects = objs
}

// recompose composes again after something came into view or went.
func (b *body) recompose() {
	b.compose()
	b.problems()
	b.sources()
	b.f.relayout()
}

// value gives what a field holds, or will when what is being typed is kept.
func (b *body) value(field string) model.Value {
	if v, typed := b.f.d.Saver.Value(b.rec.ID, field); typed {
		return v
	}
	return b.rec.Get(field)
}

// changed shows what an action wrote, and tells whether the form needs
// another layout.
func (b *body) changed(c store.Changes) bool {
	again := false
	if _, own := c.Records[b.rec.ID]; own {
		if r, ok := b.f.d.Get(b.rec.ID); ok {
			b.rec = r
			again = b.reload()
			again = b.readNotices() || again
		}
	}
	if b.relink(c) {
		again = true
	}
	for _, l := range b.lists() {
		if l.changed(c) {
			again = true
		}
	}
	if b.perhaps != nil {
		b.perhaps.Changed(c)
	}
	if again {
		b.compose()
	}
	b.problems()
	b.sources()
	return again
}

func (b *body) lists() []*rowList {
	if b.cites == nil {
		return b.rows
	}
	return append(slices.Clone(b.rows), b.cites)
}

// reload shows the values that are not those the widgets stand for. It tells
// whether a field must come into view.
func (b *body) reload() bool {
	again := false
	for name, in := range b.inputs {
		if _, typing := b.f.d.Saver.Value(b.rec.ID, name); typing {
			continue
		}
		if v := b.rec.Get(name); v != in.shown {
			in.load(v)
			again = true // its height may be another
		}
	}
	for _, s := range b.sections {
		for _, fld := range s.fields {
			if b.inputs[fld.Name] == nil && b.rec.Get(fld.Name) != "" {
				again = true
			}
		}
	}
	return again
}

// relink shows the names of linked records again when those changed.
func (b *body) relink(c store.Changes) bool {
	again := false
	for _, in := range b.inputs {
		if in.f.Type != model.Ref && in.f.Type != model.Refs {
			continue
		}
		for _, id := range append(in.shown.Refs(), in.shown.Ref()) {
			if b.names(c, id) {
				in.load(in.shown)
				again = true
				break
			}
		}
	}
	return again
}

// names tells whether an action may have changed the words by which a record
// is known: its own fields or rows that name it.
func (b *body) names(c store.Changes, id model.ID) bool {
	if id.IsZero() {
		return false
	}
	if _, own := c.Records[id]; own {
		return true
	}
	for _, kind := range c.Records {
		if kind == "person_name" {
			return true
		}
	}
	return false
}

// problems shows at each field what is wrong there. What is still to be
// filled in is said once, at the top: an empty field is no mistake.
func (b *body) problems() {
	said := map[string]string{}
	for _, p := range b.check() {
		if p.Code != model.Missing && said[p.Field] == "" {
			said[p.Field] = b.f.d.Words.Problem(p)
		}
	}
	for name, in := range b.inputs {
		if in.row != nil && !in.warned {
			in.row.SetError(said[name])
		}
	}
}

func (b *body) check() []model.Problem {
	ctx := context.Background()
	return b.f.d.DB.Schema().Check(b.rec, func(id model.ID) (model.Record, bool) {
		r, err := b.f.d.DB.Get(ctx, id)
		return r, err == nil
	})
}

// missing gives the fields that are still to be filled in.
func (b *body) missing() []string {
	var out []string
	for _, p := range b.check() {
		if p.Code == model.Missing && b.value(p.Field) == "" {
			out = append(out, p.Field)
		}
	}
	return out
}

func (b *body) focusFirst() {
	for _, l := range b.rows {
		if l.kind.Name == b.kind.Names && len(l.cards) == 0 && len(b.rec.Values) == 0 && !b.f.readOnly() {
			l.add(nil)
			return
		}
	}
	for _, name := range b.missing() {
		if in := b.inputs[name]; in != nil && in.focus != nil {
			b.f.focusOn(in.focus)
			return
		}
	}
	for _, s := range b.sections {
		for _, fld := range s.fields {
			if in := b.inputs[fld.Name]; in != nil && in.row != nil && in.focus != nil {
				b.f.focusOn(in.focus)
				return
			}
		}
	}
}

func (b *body) focusField(name string) {
	for _, s := range b.sections {
		if !slices.ContainsFunc(s.fields, func(f model.Field) bool { return f.Name == name }) {
			continue
		}
		if b.inputs[name] == nil {
			s.kept[name] = true
			b.recompose()
		}
		if in := b.inputs[name]; in != nil && in.focus != nil {
			b.f.focusOn(in.focus)
		}
	}
}
