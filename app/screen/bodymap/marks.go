package bodymap

import (
	"cmp"
	"slices"
	"strconv"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
	"guvoh/model/store"
)

// place is a point of a figure, in shares of it.
type place = doc.Point

// mark is one injury, with its place on the figures.
type mark struct {
	id     model.ID
	record model.Record
	number int
	sign   figure.Sign
	child  bool
	view   string
	at     []place // none where its place is not known
	near   bool    // its place is only known by the name of the site
	veiled bool    // it was set on a figure that is not shown
}

// placed finds out where an injury stands, as it is printed.
func (s *Screen) placed(number int, r model.Record) mark {
	m := mark{id: r.ID, record: r, number: number, sign: figure.SignOf(r.Text("kind")), child: s.asChild(r)}
	on := figure.BodyMark{Sign: m.sign, View: r.Text("view"), Site: r.Text("site"), Side: r.Text("side"), Child: m.child}
	if p, ok := r.Get("point").Point(); ok {
		on.At = &doc.Point{X: p.X, Y: p.Y}
	}
	var unlocked []string
	if s.open && s.unlockable() {
		unlocked = s.offered()
	}
	_, locked := figure.Views()
	m.veiled = on.At != nil && slices.Contains(locked, on.View) && !slices.Contains(unlocked, on.View)
	m.view, m.at, m.near = figure.BodyMap{Locked: unlocked}.Place(on)
	return m
}

// asChild tells whether an injury goes on the figures of a child: as it was set,
// or since the person was one when they were injured.
func (s *Screen) asChild(r model.Record) bool {
	if f := r.Text("figure"); f != "" && r.Get("point") != "" {
		return f == "child"
	}
	return model.WasChild(s.person.Date("birth"), r.Date("date"))
}

// set makes a new injury at a point of the figure that is shown, and leads to
// its fields.
func (s *Screen) set(p place) {
	if s.d.DB.ReadOnly() {
		return
	}
	values := s.where(p)
	values["person"] = model.RefValue(s.person.ID)
	if !s.inCase.IsZero() {
		values["cases"] = model.RefsValue(s.inCase)
	}
	values["position"] = desk.Last(s.records())
	r := model.NewRecord("injury")
	for f, v := range values {
		r.Set(f, v)
	}
	s.chosen = r.ID
	if !s.d.Do("create", func(tx *store.Tx) error { return tx.Put(r) }) {
		return
	}
	s.choose(r.ID)
	s.form.FocusField("kind")
}

// where gives the fields that follow from a point: figure, view, side and site.
func (s *Screen) where(p place) map[string]model.Value {
	at := s.chart.Shape().At(p)
	f := "adult"
	if s.child {
		f = "child"
	}
	return map[string]model.Value{
		"point": model.PointValue(model.Point{X: p.X, Y: p.Y}), "view": model.TextValue(s.view), "figure": model.TextValue(f),
		"site": model.TextValue(at.Site), "side": model.TextValue(at.Side),
	}
}

// records gives the injuries as records.
func (s *Screen) records() []model.Record {
	var out []model.Record
	for _, m := range s.marks {
		out = append(out, m.record)
	}
	return out
}

// move puts an injury to another point. Site and side follow, unless a person
// corrected what the old point said.
func (s *Screen) move(key string, to place) {
	m := s.byKey(key)
	if m == nil || s.d.DB.ReadOnly() {
		return
	}
	if m.veiled {
		s.d.Host.Toast(s.d.Words.T("bodymap.veiled"), "", nil)
		return
	}
	values := s.where(to)
	if p, ok := m.record.Get("point").Point(); ok {
		was := s.chart.Shape().At(place{X: p.X, Y: p.Y})
		for f, v := range map[string]string{"site": was.Site, "side": was.Side} {
			if m.record.Text(f) != v {
				delete(values, f)
			}
		}
	} else if m.record.Text("site") != "" {
		delete(values, "site")
		if m.record.Text("side") != "" {
			delete(values, "side")
		}
	}
	s.d.Do("edit", func(tx *store.Tx) error {
		for f, v := range values {
			if m.record.Get(f) == v {
				continue
			}
			if err := tx.Set(m.id, f, v); err != nil {
				return err
			}
		}
		return nil
	})
}

// remove deletes an injury; a message offers to take that back.
func (s *Screen) remove(key string) {
	m := s.byKey(key)
	if m == nil || s.d.DB.ReadOnly() {
		return
	}
	next := model.ID{}
	if i := slices.IndexFunc(s.marks, func(o mark) bool { return o.id == m.id }); len(s.marks) > 1 {
		next = s.marks[min(max(i-1, 0), len(s.marks)-1)].id
		if i == 0 {
			next = s.marks[1].id
		}
	}
	if s.d.Delete(m.record) {
		s.choose(next)
	}
}

func (s *Screen) byKey(key string) *mark {
	id, err := model.ParseID(key)
	if err != nil {
		return nil
	}
	return s.mark(id)
}

// legend is the list of marks beside the figure.
type legend struct{ s *Screen }

func (l legend) Count() int { return len(l.s.marks) }

func (l legend) Row(i int) []string {
	s, m := l.s, l.s.marks[i]
	w := s.d.Words
	kind := cmp.Or(s.d.Show(m.record, "kind"), w.Kind("injury"))
	where := s.d.Show(m.record, "site")
	if side := m.record.Text("side"); where != "" && side != "" {
		where = w.T("bodymap.place", tr.V{"Site": where, "Side": w.T("bodymap.side." + side)})
	}
	return []string{strconv.Itoa(m.number), kind, where, s.d.Show(m.record, "size"), w.Date(m.record.Date("date"))}
}

func (s *Screen) columns() []ui.Column {
	w := s.d.Words
	return []ui.Column{
		{ID: "number", Title: w.T("dossier.body.number"), Weight: 0.3, Min: 26, Right: true},
		{ID: "kind", Title: w.Field("injury", "kind"), Weight: 1.2, Min: 100},
		{ID: "site", Title: w.Field("injury", "site"), Weight: 1.5, Min: 110},
		{ID: "size", Title: w.Field("injury", "size"), Weight: 0.7, Min: 64},
		{ID: "date", Title: w.Field("injury", "date"), Weight: 1, Min: 90},
	}
}
