// Package recordform shows and edits any record.
//
// Its one job is to make a form out of a [model.Kind]: a field's type chooses
// its widget, its words come from the locale, its rows and sources stand
// below it. A field that is added to the model, or by a user, needs nothing
// here.
//
// Rules of the package: it knows kinds by name only in the lists of taste.go
// (what is rare, what states a fact, what is chosen from a list); everything
// typed goes to the [form.Saver] and is committed when the keyboard leaves;
// a change made elsewhere is shown without taking the keyboard and without
// touching what is being typed.
package recordform

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Options say how a form is shown; the zero value is the whole form of a
// record, on its own.
type Options struct {
	// Case is the case in which the record is shown: its records are offered
	// first where something is linked, and new records belong to it.
	Case model.ID
	// Only names the fields to show, in that order; none means all.
	Only []string
	// Without names fields, and kinds of rows, that another part of the screen shows.
	Without []string
	// Bare leaves out title, toolbar and scroller: the form is a part of a
	// larger one, which puts [Form.Body] into a stack of its own.
	Bare bool
	// Above stands between the title and the fields.
	Above fyne.CanvasObject
	// Below stands behind the first section of fields: what belongs to the heart
	// of the record comes before its details and sources.
	Below fyne.CanvasObject
	// Actions stand in the toolbar, before history and delete.
	Actions []fyne.CanvasObject
	// Open shows a record that is linked to; nil goes there.
	Open func(model.Record)
	// OnGrown hears that a bare form needs another height, such as when a row was
	// opened; nil leaves it to who shows it.
	OnGrown func()
	// OnDeleted hears that a person deleted the record here.
	OnDeleted func()
}

// Form is the form of one record.
type Form struct {
	widget.BaseWidget
	d      *desk.Desk
	id     model.ID
	o      Options
	head   *head // nil in a bare form
	body   *body // nil while the record is not there
	stack  *fyne.Container
	inset  *fyne.Container // stack with room around it, inside the scroller
	scroll *ui.Scroll
	keys   keys
}

// New makes the form of the record with that id.
func New(d *desk.Desk, id model.ID, o Options) *Form {
	f := &Form{d: d, id: id, o: o, stack: ui.NewStack(4)}
	f.ExtendBaseWidget(f)
	f.build()
	if !o.Bare {
		f.inset = ui.NewInset(4, 3.5, f.stack)
		f.scroll = ui.NewScroll(f.inset)
		f.listen()
	}
	return f
}

// Record gives the id of the record shown.
func (f *Form) Record() model.ID { return f.id }

// Body is the form without its scroller, for the stack of a larger form.
func (f *Form) Body() *fyne.Container { return f.stack }

// Focus gives the keyboard to the first field that is still to be filled in,
// or to the first of all.
func (f *Form) Focus() {
	if f.body != nil {
		f.body.focusFirst()
	}
}

// FocusField gives the keyboard to a field, showing it if it was put away.
func (f *Form) FocusField(name string) {
	if f.body != nil {
		f.body.focusField(name)
	}
}

// Leave commits what is being typed.
func (f *Form) Leave() {
	f.deafen()
	if f.body != nil && f.body.perhaps != nil {
		f.body.perhaps.Leave()
	}
	f.d.Saver.Commit()
}

// Changed shows what an action wrote.
func (f *Form) Changed(c store.Changes) {
	if _, own := c.Records[f.id]; own {
		if _, there := f.d.Get(f.id); there != (f.body != nil) {
			f.build()
			f.relayout()
			return
		}
	}
	if f.body == nil {
		return
	}
	if f.body.changed(c) {
		f.relayout()
	}
	if f.head != nil {
		f.head.show(f.body)
	}
}

// CreateRenderer draws the form.
func (f *Form) CreateRenderer() fyne.WidgetRenderer {
	if f.scroll == nil {
		return widget.NewSimpleRenderer(f.stack)
	}
	return widget.NewSimpleRenderer(f.scroll)
}

// build makes the form anew, as when its record was deleted or came back.
func (f *Form) build() {
	f.stack.Objects, f.head, f.body = nil, nil, nil
	r, ok := f.d.Get(f.id)
	k := f.d.DB.Schema().Kind(r.Kind)
	if !ok || k == nil {
		f.stack.Add(f.gone())
		return
	}
	f.body = newBody(f, nil, r, k, f.o.Without)
	if !f.o.Bare {
		f.head = newHead(f)
		f.head.show(f.body)
		f.stack.Objects = append(f.stack.Objects, f.head.object)
	}
	if f.o.Above != nil {
		f.stack.Objects = append(f.stack.Objects, f.o.Above)
	}
	f.stack.Objects = append(f.stack.Objects, f.body.content)
}

// gone stands in the place of a record that was deleted.
func (f *Form) gone() fyne.CanvasObject {
	restore := func() {
		f.d.Do("restore", func(tx *store.Tx) error { return tx.Restore(f.id) })
	}
	return ui.NewEmptyState(theme.DeleteIcon(), f.d.Words.T("form.deleted"), f.d.Words.T("action.restore"), restore)
}

// Relayout gives every part its room after what stands above or below the
// fields came, went or grew.
func (f *Form) Relayout() { f.relayout() }

// relayout gives every part the room it needs after something came or went.
// It moves what moved and draws nothing anew: a refresh of all the widgets of
// a long form would be felt while typing.
func (f *Form) relayout() {
	outer := f.stack
	if outer.Size().Width == 0 {
		return // not shown yet
	}
	if f.scroll != nil {
		outer = f.inset
		outer.Resize(fyne.NewSize(outer.Size().Width, max(outer.MinSize().Height, f.scroll.Size().Height)))
	}
	layOut(outer)
	canvas.Refresh(outer)
	if f.o.Bare && f.o.OnGrown != nil {
		f.o.OnGrown()
	}
}

func layOut(c *fyne.Container) {
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
	for _, o := range c.Objects {
		if inner, ok := o.(*fyne.Container); ok && inner.Visible() {
			layOut(inner)
		}
	}
}

// focusOn gives the keyboard to a widget, which may have come just now: then
// it has no place in the window yet, and is brought into view a frame later.
func (f *Form) focusOn(o fyne.Focusable) {
	f.d.Host.Window().Canvas().Focus(o)
	if w, ok := o.(fyne.CanvasObject); ok {
		f.d.Runner.After(aFrame, func() { ui.Reveal(w) })
	}
}

const aFrame = 50 * time.Millisecond

// readOnly tells whether nothing can be changed.
func (f *Form) readOnly() bool { return f.d.DB.ReadOnly() }

// open shows a record that is linked to.
func (f *Form) open(id model.ID) {
	r, ok := f.d.Get(id)
	if !ok {
		f.d.Host.Toast(f.d.Words.T("form.record_gone"), "", nil)
		return
	}
	if f.o.Open != nil {
		f.o.Open(r)
		return
	}
	f.d.Host.Go(RouteTo(f.d, r, f.o.Case))
}

// sections names the part of a case in which records of a kind are shown.
var sections = map[string]string{
	"case": "overview", "participant": "people", "event": "events", "injury": "injuries",
	"detention": "detention", "proceeding": "proceedings", "interview": "interviews", "evidence": "evidence",
	"source": "sources", "consent": "consents", "deadline": "deadlines", "intervention": "interventions",
	"relationship": "relationships", "note": "notes",
}

// RouteTo says where a record is shown: in the case given if it belongs there,
// else in the first case that has it, else in the list of its kind. A row is
// shown with its owner.
func RouteTo(d *desk.Desk, r model.Record, in model.ID) desk.Route {
	part := r.Text("section") // of a paragraph
	if r.Kind == "answer" {
		part, _, _ = strings.Cut(r.Text("field"), ".")
	}
	for range 8 { // rows of rows, never deeper
		k := d.DB.Schema().Kind(r.Kind)
		if k == nil || k.Parent == "" || r.Kind == "participant" {
			break
		}
		owner, ok := d.Get(r.Ref(k.Parent))
		if !ok {
			break
		}
		r = owner
	}
	if r.Kind == "judgement" { // it stands on the persons
		if p, ok := d.Get(r.Ref("person")); ok {
			r = p
		}
	}
	switch r.Kind {
	case "case":
		return desk.Route{Screen: desk.ScreenCase, Case: r.ID, Section: "overview", Record: r.ID}
	case "participant":
		return desk.Route{Screen: desk.ScreenCase, Case: r.Ref("case"), Section: "people", Record: r.Ref("person")}
	case "person":
		if takesPart(d, r.ID, in) {
			return desk.Route{Screen: desk.ScreenCase, Case: in, Section: "people", Record: r.ID}
		}
	case "complaint":
		if cases := r.Refs("cases"); len(cases) > 0 && !slices.Contains(cases, in) {
			in = cases[0]
		}
		return desk.Route{Screen: desk.ScreenGrid, Case: in, Record: r.ID}
	case "relationship":
		if !in.IsZero() {
			return desk.Route{Screen: desk.ScreenCase, Case: in, Section: "relationships", Record: r.ID}
		}
	case "dossier":
		if cases := r.Refs("cases"); len(cases) > 0 && !slices.Contains(cases, in) {
			in = cases[0]
		}
		return desk.Route{Screen: desk.ScreenDossier, Case: in, Section: part, Record: r.ID}
	case "term", "field":
		return desk.Route{Screen: desk.ScreenWords, Record: r.ID}
	default:
		cases := r.Refs("cases")
		if len(cases) > 0 && !slices.Contains(cases, in) {
			in = cases[0]
		}
		if s := sections[r.Kind]; s != "" && len(cases) > 0 {
			return desk.Route{Screen: desk.ScreenCase, Case: in, Section: s, Record: r.ID}
		}
	}
	return desk.Route{Screen: desk.ScreenRecords, Section: r.Kind, Record: r.ID}
}

func takesPart(d *desk.Desk, person, in model.ID) bool {
	if in.IsZero() {
		return false
	}
	return slices.ContainsFunc(d.OfCase("participant", in), func(p model.Record) bool { return p.Ref("person") == person })
}
