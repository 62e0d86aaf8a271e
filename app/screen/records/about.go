package records

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// about says, above the form, where a record stands: the cases it is met in,
// and for a place what it lies in and what lies in it. Each is a chip that
// leads there.
type about struct {
	d      *desk.Desk
	id     model.ID
	kinds  []string // of the records it was made from
	object *fyne.Container
}

func newAbout(d *desk.Desk, id model.ID) *about {
	a := &about{d: d, id: id, object: ui.NewStack(1.4)}
	a.load()
	return a
}

// changed reads again when something that could tell was written.
func (a *about) changed(c store.Changes) {
	for _, kind := range c.Records {
		if slices.Contains(a.kinds, kind) {
			a.load()
			a.object.Refresh()
			return
		}
	}
}

func (a *about) load() {
	a.object.Objects = nil
	r, ok := a.d.Get(a.id)
	if !ok {
		return
	}
	a.kinds = []string{r.Kind, "case"}
	if r.Kind == "place" {
		a.places(r)
	}
	a.cases(r)
}

// places shows the way up the tree, and what is next below.
func (a *about) places(r model.Record) {
	if up := pathUp(a.d, r); len(up) > 0 {
		a.line("records.lies_in", theme.HomeIcon(), up, a.toRecord)
	}
	if in := a.linked("place", "within"); len(in) > 0 {
		a.line("records.contains", theme.HomeIcon(), in, a.toRecord)
	}
}

// cases shows the cases in which something points at the record.
func (a *about) cases(r model.Record) {
	var found []model.Record
	seen := map[model.ID]bool{}
	add := func(id model.ID) {
		if c, ok := a.d.Get(id); ok && !seen[id] {
			seen[id] = true
			found = append(found, c)
		}
	}
	for _, k := range a.d.DB.Schema().Kinds() {
		for _, f := range k.Fields {
			if (f.Type != model.Ref && f.Type != model.Refs) || !slices.Contains(f.To, r.Kind) {
				continue
			}
			a.kinds = append(a.kinds, k.Name)
			for _, by := range a.linked(k.Name, f.Name) {
				for _, c := range casesOf(a.d, by) {
					add(c)
				}
			}
		}
	}
	if len(found) == 0 {
		a.object.Add(ui.NewCaption(a.d.Words.T("records.in_no_case")))
		return
	}
	a.line("records.in_cases", theme.FolderIcon(), found, a.toCase)
}

// casesOf gives the cases that a record belongs to, itself or by its owner.
func casesOf(d *desk.Desk, r model.Record) []model.ID {
	for range 6 { // rows of rows, never deeper
		if c := r.Ref("case"); r.Kind == "participant" {
			return []model.ID{c}
		}
		if cs := r.Refs("cases"); len(cs) > 0 {
			return cs
		}
		k := d.DB.Schema().Kind(r.Kind)
		if k == nil || k.Parent == "" {
			return nil
		}
		owner, ok := d.Get(r.Ref(k.Parent))
		if !ok {
			return nil
		}
		r = owner
	}
	return nil
}

func (a *about) linked(kind, field string) []model.Record {
	rs, err := a.d.DB.Linked(context.Background(), kind, field, a.id)
	a.d.Fail(err)
	return rs
}

// line is a heading over chips that lead to the records.
func (a *about) line(key string, icon fyne.Resource, rs []model.Record, open func(model.Record)) {
	const most = 12
	flow := ui.NewFlow()
	for _, r := range rs[:min(most, len(rs))] {
		flow.Add(ui.NewChip(a.d.Title(r), icon, func() { open(r) }, nil))
	}
	if more := len(rs) - most; more > 0 {
		flow.Add(ui.NewCaption(a.d.Words.N("records.more", more)))
	}
	a.object.Add(ui.NewCaption(a.d.Words.T(key)))
	a.object.Add(flow)
}

func (a *about) toRecord(r model.Record) {
	a.d.Host.Go(desk.Route{Screen: desk.ScreenRecords, Section: r.Kind, Record: r.ID})
}

func (a *about) toCase(c model.Record) {
	route := desk.Route{Screen: desk.ScreenCase, Case: c.ID, Section: "overview", Record: c.ID}
	for _, p := range a.linked("participant", "person") {
		if p.Ref("case") == c.ID {
			route.Section, route.Record = "people", a.id
		}
	}
	a.d.Host.Go(route)
}

// pathUp gives the places that a place lies in, nearest first.
func pathUp(d *desk.Desk, r model.Record) []model.Record {
	var up []model.Record
	seen := map[model.ID]bool{r.ID: true}
	for id := r.Ref("within"); !id.IsZero() && !seen[id]; {
		seen[id] = true
		p, ok := d.Get(id)
		if !ok {
			break
		}
		up = append(up, p)
		id = p.Ref("within")
	}
	return up
}

// within says what a place lies in, nearest first: "Prison X · Tashkent".
func within(d *desk.Desk, r model.Record) string {
	var names []string
	for _, p := range pathUp(d, r) {
		names = append(names, d.Title(p))
	}
	return strings.Join(names, " · ")
}
