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
// for a place what it lies in and what lies in it, for a person the records
// made before it was known who that was. Each is a chip that leads there.
type about struct {
	d      *desk.Desk
	id     model.ID
	asked  int      // the newest question to the file; older answers are dropped
	kinds  []string // the kinds whose records can tell
	object *fyne.Container
}

// standing is what the file answers.
type standing struct {
	record    model.Record
	up, below []model.Record // of a place
	earlier   []model.Record // of a person
	cases     []model.Record
	err       error
}

func newAbout(d *desk.Desk, id model.ID) *about {
	a := &about{d: d, id: id, object: ui.NewStack(1.4)}
	a.load()
	return a
}

// changed asks again when something that could tell was written.
func (a *about) changed(c store.Changes) {
	for _, kind := range c.Records {
		if slices.Contains(a.kinds, kind) {
			a.load()
			return
		}
	}
}

// load asks away from the window: a country may be met in thousands of records.
func (a *about) load() {
	r, ok := a.d.Get(a.id)
	if !ok {
		a.object.RemoveAll()
		return
	}
	a.kinds = []string{r.Kind, "case"}
	links := map[string][]string{} // by kind, the fields that may point at the record
	for _, k := range a.d.DB.Schema().Kinds() {
		for _, f := range k.Fields {
			if (f.Type == model.Ref || f.Type == model.Refs) && slices.Contains(f.To, r.Kind) {
				a.kinds = append(a.kinds, k.Name)
				links[k.Name] = append(links[k.Name], f.Name)
			}
		}
	}
	a.asked++
	asked := a.asked
	var s standing
	a.d.Runner.Do(func() { s = find(a.d.DB, r, links) }, func() {
		if asked == a.asked {
			a.d.Fail(s.err)
			a.show(s)
		}
	})
}

// find follows the links to the record, and from there to the cases.
func find(db *store.DB, r model.Record, links map[string][]string) standing {
	s := standing{record: r}
	if r.Kind == "place" {
		s.up = pathUp(db, r)
		s.below, s.err = db.Linked(context.Background(), "place", "within", r.ID)
	}
	if r.Kind == "person" {
		s.earlier, s.err = db.Linked(context.Background(), "person", "identified_as", r.ID)
	}
	seen := map[model.ID]bool{}
	for _, k := range db.Schema().Kinds() {
		for _, field := range links[k.Name] {
			rs, err := db.Linked(context.Background(), k.Name, field, r.ID)
			if err != nil {
				s.err = err
			}
			for _, by := range rs {
				for _, id := range casesOf(db, by) {
					if seen[id] {
						continue
					}
					seen[id] = true
					if c, ok := get(db, id); ok {
						s.cases = append(s.cases, c)
					}
				}
			}
		}
	}
	return s
}

// get reads a record that was not deleted.
func get(db *store.DB, id model.ID) (model.Record, bool) {
	r, err := db.Get(context.Background(), id)
	return r, err == nil && !r.Deleted
}

func (a *about) show(s standing) {
	a.object.RemoveAll()
	a.line("records.lies_in", theme.HomeIcon(), s.up, a.toRecord)
	a.line("records.contains", theme.HomeIcon(), s.below, a.toRecord)
	a.line("records.recorded_before", theme.AccountIcon(), s.earlier, a.toRecord)
	a.line("records.in_cases", theme.FolderIcon(), s.cases, a.toCase)
	if len(s.cases) == 0 {
		a.object.Add(ui.NewCaption(a.d.Words.T("records.in_no_case")))
	}
	a.object.Refresh()
}

// casesOf gives the cases that a record belongs to, itself or by its owner.
func casesOf(db *store.DB, r model.Record) []model.ID {
	for range 6 { // rows of rows, never deeper
		if c := r.Ref("case"); r.Kind == "participant" {
			return []model.ID{c}
		}
		if cs := r.Refs("cases"); len(cs) > 0 {
			return cs
		}
		k := db.Schema().Kind(r.Kind)
		if k == nil || k.Parent == "" {
			return nil
		}
		owner, ok := get(db, r.Ref(k.Parent))
		if !ok {
			return nil
		}
		r = owner
	}
	return nil
}

// line is a heading over chips that lead to the records.
func (a *about) line(key string, icon fyne.Resource, rs []model.Record, open func(model.Record)) {
	if len(rs) == 0 {
		return
	}
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
	for _, p := range a.d.OfCase("participant", c.ID) {
		if p.Ref("person") == a.id {
			route.Section, route.Record = "people", a.id
		}
	}
	a.d.Host.Go(route)
}

// pathUp gives the places that a place lies in, nearest first.
func pathUp(db *store.DB, r model.Record) []model.Record {
	var up []model.Record
	seen := map[model.ID]bool{r.ID: true}
	for id := r.Ref("within"); !id.IsZero() && !seen[id]; {
		seen[id] = true
		p, ok := get(db, id)
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
	for _, p := range pathUp(d.DB, r) {
		names = append(names, d.Title(p))
	}
	return strings.Join(names, " · ")
}
