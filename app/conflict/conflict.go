// Package conflict shows a field that holds more than one value, and lets a
// person end that.
//
// Its one job is that nothing is chosen in silence and nothing is lost: every
// value stands there with who wrote it, how sure that is and when; taking one
// is an action like any other, and the others stay in the history.
//
// Rules of the package: it is shown wherever such a field is met (in its form,
// in the list of all, in an interview), always by the same rows; it decides
// nothing by itself, not even which value is the likelier one.
package conflict

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// View is one conflict: what it means, and each value with what can be done.
type View struct {
	d      *desk.Desk
	c      store.Conflict
	rec    model.Record
	field  model.Field // zero for a register of the journal
	taken  func()
	beside bool // the field in which one types stands beside it
	object *fyne.Container
	first  *ui.Button // takes the first value; nil where nothing can be taken
}

// New shows a conflict on its own. taken, which may be nil, hears that a person
// ended it.
func New(d *desk.Desk, c store.Conflict, taken func()) *View {
	return show(&View{d: d, c: c, taken: taken})
}

// AtField shows a conflict at its field, and says what becomes of what is typed
// there.
func AtField(d *desk.Desk, c store.Conflict, taken func()) *View {
	return show(&View{d: d, c: c, taken: taken, beside: true})
}

func show(v *View) *View {
	d, c := v.d, v.c
	v.rec, _ = d.DB.Get(context.Background(), c.Record)
	if k := d.DB.Schema().Kind(c.Kind); k != nil {
		v.field, _ = k.Field(c.Field)
	}
	v.object = ui.NewStack(1.2, v.banner())
	for i, claim := range c.Values {
		v.object.Add(v.row(i, claim))
	}
	if c.More > 0 {
		v.object.Add(ui.NewText(d.Words.N("conflict.more", c.More), ui.TextStyle{}))
	}
	if acts := v.acts(); len(acts) > 0 {
		v.object.Add(ui.NewFlow(acts...))
	}
	return v
}

// Object is what is shown.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Focus gives the keyboard to the first value that can be taken.
func (v *View) Focus() {
	if v.first != nil {
		ui.Focus(v.first)
	}
}

func (v *View) t(key string) string { return v.d.Words.T(key) }

// Name says which field it is: also where the journal's own registers are
// meant, or where a row stands among its like.
func Name(d *desk.Desk, c store.Conflict) string {
	k := d.DB.Schema().Kind(c.Kind)
	switch {
	case c.Field == journal.Liveness:
		return d.Words.T("conflict.liveness")
	case c.Field == journal.PurgedBytes:
		return d.Words.T("purge.bytes")
	case k == nil:
		return c.Field
	}
	f, known := k.Field(c.Field)
	switch {
	case !known:
		return c.Field
	case f.Type == model.Position:
		return d.Words.T("conflict.place")
	}
	return d.Words.Field(c.Kind, c.Field)
}

// banner says what happened and what becomes of what is typed now.
func (v *View) banner() fyne.CanvasObject {
	w := v.d.Words
	n := len(v.c.Values) + v.c.More
	sentence := w.N("conflict.values", n)
	switch {
	case v.c.Field == journal.Liveness:
		sentence = v.t("conflict.deleted_and_kept")
	case v.field.Type == model.Position:
		sentence = w.N("conflict.places", n)
	case v.beside && !v.d.DB.ReadOnly():
		sentence += " " + v.t("conflict.typing")
	}
	return ui.NewBanner(ui.Warning, sentence)
}

// acts are what can be done with all the values together.
func (v *View) acts() (acts []fyne.CanvasObject) {
	if v.c.Field == journal.Liveness {
		return v.liveness()
	}
	if v.long() {
		acts = append(acts, ui.NewButton(v.t("conflict.compare"), theme.VisibilityIcon(), ui.Plain, v.compare))
	}
	if all := v.together(); all != "" && v.c.More == 0 && !v.d.DB.ReadOnly() {
		key := "conflict.take_all"
		if v.field.Type == model.Long {
			key = "conflict.both"
		}
		acts = append(acts, ui.NewButton(v.t(key), theme.ContentAddIcon(), ui.Plain, func() { v.take(all) }))
	}
	return acts
}

// row is one value: what it says, who wrote it, and the button that takes it.
func (v *View) row(i int, c store.Claim) fyne.CanvasObject {
	mark := v.d.Trust(c.Author.Trust)
	marks := []*ui.Badge{mark.Badge()}
	if i == 0 && v.c.Field != journal.Liveness {
		marks = append(marks, ui.NewBadge(v.t("conflict.shown"), ui.Neutral))
	}
	var acts []fyne.CanvasObject
	if v.takes(c) {
		b := ui.NewButton(v.t("conflict.take"), nil, ui.Plain, func() { v.take(c.Value) })
		if v.first == nil {
			v.first = b
		}
		acts = append(acts, b)
	}
	return ui.NewActionRow(mark.Icon, v.Says(c), Byline(v.d, c), acts...).Mark(marks...).Boxed()
}

// Byline says who wrote a value, how it came to be and when.
func Byline(d *desk.Desk, c store.Claim) string {
	return d.Words.T("conflict.by", tr.V{
		"Name": d.NameOf(c.Author), "When": desk.Moment(d.Words, c.At), "Verb": d.Verb(c.Verb),
	})
}

// takes tells whether a value can be taken as it stands.
func (v *View) takes(c store.Claim) bool {
	return !v.d.DB.ReadOnly() && !c.Gone && v.c.Field != journal.Liveness
}

// liveness is the choice between keeping a record and deleting it.
func (v *View) liveness() []fyne.CanvasObject {
	if v.d.DB.ReadOnly() {
		return nil
	}
	v.first = ui.NewButton(v.t("conflict.keep"), theme.ConfirmIcon(), ui.Plain, func() { v.take(model.BoolValue(false)) })
	return []fyne.CanvasObject{v.first, ui.NewButton(v.t("conflict.delete"), theme.DeleteIcon(), ui.Plain, func() { v.take(model.BoolValue(true)) })}
}

// most is how much of a long text a row says; the rest is for [View.compare].
const most = 240

// Says gives a value in the reader's words.
func (v *View) Says(c store.Claim) string {
	switch {
	case c.Gone:
		return v.t("purge.gone")
	case v.c.Field == journal.Liveness:
		return v.life(c)
	case v.field.Type == model.Position:
		return v.place(c.Value)
	case c.Value == "":
		return v.t("form.nothing")
	}
	said := v.d.ShowValue(v.rec, v.field, c.Value)
	if said == "" { // of a field that only a newer program knows, or a link to what is not here
		said = v.t("conflict.unreadable")
	}
	return cut(said)
}

// life says what somebody did to a record that another deleted, or that they
// deleted it.
func (v *View) life(c store.Claim) string {
	k := v.d.DB.Schema().Kind(v.c.Kind)
	if c.Field == journal.Liveness || c.Field == "" || k == nil {
		return v.d.Words.T("conflict.liveness." + string(c.Value))
	}
	f, known := k.Field(c.Field)
	if !known || f.Type == model.Position {
		return v.t("conflict.liveness.changed")
	}
	return v.d.Words.T("conflict.liveness.set", tr.V{"Field": v.d.Words.Field(v.c.Kind, c.Field), "Value": cut(v.d.ShowValue(v.rec, f, c.Value))})
}

// cut is the beginning of a long text.
func cut(s string) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// place says where among its like a row stands by that position.
func (v *View) place(at model.Value) string {
	k := v.d.DB.Schema().Kind(v.c.Kind)
	rows := []model.Record{}
	if k.Parent != "" {
		rows = v.d.Rows(k.Name, v.rec.Ref(k.Parent))
	}
	before := 0
	for _, r := range rows {
		if r.ID != v.rec.ID && r.Text("position") < at.Text() {
			before++
		}
	}
	return v.d.Words.T("conflict.place_of", tr.V{
		"Place": v.d.Words.Number(before + 1), "Of": v.d.Words.Number(max(len(rows), before+1)),
	})
}

// long tells whether the values are texts to be read beside one another.
func (v *View) long() bool {
	return v.field.Type == model.Long || v.field.Type == model.Text && slices.ContainsFunc(v.c.Values, func(c store.Claim) bool {
		return len([]rune(c.Value.Text())) > most/2
	})
}

// together gives all values as one, where that makes sense: texts one under
// the other, lists with what is in any of them; "" where it does not.
func (v *View) together() model.Value {
	var parts []string
	for _, c := range v.c.Values {
		if c.Gone {
			continue
		}
		add := c.Value.List()
		if v.field.Type == model.Long {
			add = []string{c.Value.Text()}
		}
		for _, s := range add {
			if s != "" && !slices.Contains(parts, s) {
				parts = append(parts, s)
			}
		}
	}
	switch v.field.Type {
	case model.Long:
		if len(parts) > 1 {
			return model.TextValue(strings.Join(parts, "\n\n"))
		}
	case model.Texts, model.Terms, model.Refs:
		if all := model.ListValue(parts...); !slices.ContainsFunc(v.c.Values, func(c store.Claim) bool { return c.Value == all }) {
			return all
		}
	}
	return ""
}

// take ends the conflict with a value.
func (v *View) take(value model.Value) bool {
	ok := v.d.Do("resolve", func(tx *store.Tx) error { return tx.Resolve(v.c.Record, v.c.Field, value) })
	if !ok {
		return false
	}
	key := "conflict.taken"
	if v.c.Field == journal.Liveness {
		key = "conflict.kept"
		if value == model.BoolValue(true) {
			key = "conflict.was_deleted"
		}
	}
	v.d.Host.Toast(v.t(key), v.t("action.undo"), v.d.Undo)
	if v.taken != nil {
		v.taken()
	}
	return true
}
