package relation

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// kinds are what is read of a case.
var kinds = []string{"participant", "event", "act", "involvement", "detention", "citation"}

// subjects are the roles of those whom a case is about.
var subjects = []string{"victim", "applicant", "asylum_seeker", "defendant", "co_defendant", "suspect"}

// Read reads who of a case stands how to whom. It may run away from the window.
func Read(ctx context.Context, db *store.DB, w *tr.Printer, in model.ID) (Web, error) {
	s, err := db.Part(ctx, in, kinds)
	if err != nil {
		return Web{}, err
	}
	r := &reader{ctx: ctx, db: db, w: w, s: s, known: map[model.ID]int{}, roles: map[model.ID][]string{}, subject: map[model.ID]bool{}}
	for _, step := range []func() error{r.participants, r.acts, r.detentions, r.relationships, r.identified, r.upwards} {
		if err := step(); err != nil {
			return Web{}, err
		}
	}
	return r.done(), nil
}

// reader gathers a web.
type reader struct {
	ctx     context.Context
	db      *store.DB
	w       *tr.Printer
	s       *model.Snapshot
	web     Web
	known   map[model.ID]int // the node of each record; -1 of one that is not there
	roles   map[model.ID][]string
	subject map[model.ID]bool
	inCase  []model.ID // persons of the case itself
}

// node makes sure that a person or an organisation is in the web; ok is false
// where it is not in the file, or was deleted.
func (r *reader) node(id model.ID) (ok bool, err error) {
	if id.IsZero() {
		return false, nil
	}
	if at, seen := r.known[id]; seen {
		return at >= 0, nil
	}
	r.known[id] = -1
	rec, err := r.db.Get(r.ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return false, nil
	case err != nil:
		return false, err
	case rec.Deleted || rec.Kind != "person" && rec.Kind != "organisation":
		return false, nil
	}
	name, err := r.db.Label(r.ctx, id)
	if err != nil {
		return false, err
	}
	if name == "" {
		name = r.w.T("untitled", tr.V{"Kind": r.w.Kind(rec.Kind)})
	}
	n := Node{Key: id.String(), ID: id, Name: name, Organisation: rec.Kind == "organisation", Portrait: rec.Ref("portrait")}
	if n.Organisation {
		if kind := rec.Text("kind"); kind != "" {
			r.role(id, r.w.Word("organisation_kind", kind))
		}
	}
	r.known[id] = len(r.web.Nodes)
	r.web.Nodes = append(r.web.Nodes, n)
	return true, nil
}

// role notes what somebody is, once.
func (r *reader) role(id model.ID, words string) {
	if words = strings.TrimSpace(words); words != "" && !slices.Contains(r.roles[id], words) {
		r.roles[id] = append(r.roles[id], words)
	}
}

// link adds a link, with the references it rests on, between records that are
// there and not the same.
func (r *reader) link(from, to model.ID, l Link, cited []model.Record) error {
	if from == to {
		return nil
	}
	for _, id := range []model.ID{from, to} {
		if ok, err := r.node(id); !ok || err != nil {
			return err
		}
	}
	if err := r.rests(&l, cited); err != nil {
		return err
	}
	l.From, l.To = from.String(), to.String()
	r.web.Links = append(r.web.Links, l)
	return nil
}

// own notes that a person is of the case itself.
func (r *reader) own(id model.ID) error {
	ok, err := r.node(id)
	if ok && !r.web.Nodes[r.known[id]].Organisation && !slices.Contains(r.inCase, id) {
		r.inCase = append(r.inCase, id)
	}
	return err
}

func (r *reader) participants() error {
	for _, p := range r.s.Rows("participant", r.s.Case.ID) {
		id := p.Ref("person")
		if err := r.own(id); err != nil {
			return err
		}
		if role := p.Text("role"); role != "" {
			r.role(id, r.w.Word("case_role", role))
			r.subject[id] = r.subject[id] || slices.Contains(subjects, role)
		}
	}
	return nil
}

func (r *reader) acts() error {
	for _, act := range r.s.OfKind("act") {
		for _, in := range r.s.Rows("involvement", act.ID) {
			who, victim := in.Ref("who"), act.Ref("victim")
			r.role(who, in.Text("rank"))
			words := r.w.Word("act_type", act.Text("type"))
			if degree := in.Text("degree"); degree != "" && degree != "direct" {
				words = r.w.T("relations.degree", tr.V{"Act": words, "Degree": r.w.Word("involvement_degree", degree)})
			}
			cited := append(speaks(r.s.Rows("citation", in.ID), "who", "degree"), speaks(r.s.Rows("citation", act.ID), "type", "victim")...)
			err := r.link(who, victim, Link{Record: in.ID, Sort: Did, Words: words}, cited)
			for _, id := range []model.ID{who, victim} {
				if err == nil {
					err = r.own(id)
				}
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// doubted says that all sources of a record that were judged were judged doubtful.
func (r *reader) doubted(cited []model.Record) string {
	judged := 0
	for _, c := range cited {
		switch c.Text("credibility") {
		case "":
		case "doubtful", "improbable":
			judged++
		default:
			return ""
		}
	}
	if judged == 0 {
		return ""
	}
	return r.w.T("relations.doubted")
}

func (r *reader) detentions() error {
	for _, d := range r.s.OfKind("detention") {
		held := d.Ref("person")
		if err := r.own(held); err != nil {
			return err
		}
		words := r.w.Kind("detention")
		if kind := d.Text("kind"); kind != "" {
			words = r.w.Word("detention_kind", kind)
		}
		cited := speaks(r.s.Rows("citation", d.ID), "custodian", "person", "kind")
		if err := r.link(d.Ref("custodian"), held, Link{Record: d.ID, Sort: Custody, Words: words}, cited); err != nil {
			return err
		}
		if err := r.operators(d, held); err != nil {
			return err
		}
	}
	return nil
}

// operators links who ran the place of a detention while it lasted, as far as the
// dates allow it. That they held the person is concluded, and so not certain.
func (r *reader) operators(d model.Record, held model.ID) error {
	place := d.Ref("place")
	for range 12 { // a cell is in a block, in a prison, in a town
		if place.IsZero() {
			return nil
		}
		rows, err := r.db.Rows(r.ctx, "place_operator", place)
		if err != nil {
			return err
		}
		name, err := r.db.Label(r.ctx, place)
		if err != nil {
			return err
		}
		for _, op := range rows {
			who := op.Ref("organisation")
			if who == d.Ref("custodian") || apart(op, d) {
				continue
			}
			cited, err := r.cited(op.ID, "", "organisation")
			if err != nil {
				return err
			}
			l := Link{Record: op.ID, Sort: Custody, Words: r.w.T("relations.ran", tr.V{"Place": name}), Unsure: r.w.T("relations.concluded")}
			if err := r.link(who, held, l, cited); err != nil {
				return err
			}
		}
		if len(rows) > 0 {
			return nil
		}
		next, err := r.db.Get(r.ctx, place)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		place = next.Ref("within")
	}
	return nil
}

// apart tells whether two times, each from and to, cannot have met.
func apart(a, b model.Record) bool {
	before := func(a, b model.Record) bool {
		end, begin := a.Date("to").Latest, b.Date("from").Earliest
		return end != "" && begin != "" && end < begin
	}
	return before(a, b) || before(b, a)
}

// identified links those of whom it was found out who they are.
func (r *reader) identified() error {
	for _, n := range slices.Clone(r.web.Nodes) {
		if n.Organisation {
			continue
		}
		p, err := r.db.Get(r.ctx, n.ID)
		if err != nil {
			return err
		}
		known := p.Ref("identified_as")
		if known.IsZero() {
			continue
		}
		cited, err := r.cited(p.ID, "identified_as")
		if err != nil {
			return err
		}
		if err := r.link(p.ID, known, Link{Record: p.ID, Sort: Other, Words: r.w.Field("person", "identified_as")}, cited); err != nil {
			return err
		}
	}
	return nil
}

// cited gives the references of a record that stand at one of some fields; "" is the
// record as a whole.
func (r *reader) cited(id model.ID, fields ...string) ([]model.Record, error) {
	rows, err := r.db.Rows(r.ctx, "citation", id)
	return at(rows, fields), err
}

// speaks gives the references that speak of one of some fields, or of all of the
// record. Who says only on which day it was does not say who did it.
func speaks(rows []model.Record, fields ...string) []model.Record {
	return at(rows, append(fields, ""))
}

func at(rows []model.Record, fields []string) []model.Record {
	return slices.DeleteFunc(slices.Clone(rows), func(c model.Record) bool { return !slices.Contains(fields, c.Text("field")) })
}

// rests says on what a link rests: how many references, the titles of what they
// point at, and why it is not certain: one of them says otherwise, or all that were
// judged were judged doubtful. What says otherwise bears out nothing.
func (r *reader) rests(l *Link, cited []model.Record) error {
	otherwise := func(c model.Record) bool { return c.Text("differs") != "" } // another day is no other tie
	differ := slices.ContainsFunc(cited, otherwise)
	cited = slices.DeleteFunc(cited, otherwise)
	l.Sources = len(cited)
	switch {
	case l.Unsure != "":
	case differ:
		l.Unsure = r.w.T("relations.differs")
	default:
		l.Unsure = r.doubted(cited)
	}
	var titles []string
	for _, c := range cited {
		for _, field := range []string{"source", "evidence"} {
			id := c.Ref(field)
			if id.IsZero() {
				continue
			}
			title, err := r.db.Label(r.ctx, id)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			if title != "" && !slices.Contains(titles, title) {
				titles = append(titles, title)
			}
			break // what it was taken from goes without saying
		}
	}
	l.Cited = strings.Join(titles, "; ")
	return nil
}

// upwards adds what each organisation is part of, to the top.
func (r *reader) upwards() error {
	for i := 0; i < len(r.web.Nodes); i++ {
		n := r.web.Nodes[i]
		if !n.Organisation {
			continue
		}
		o, err := r.db.Get(r.ctx, n.ID)
		if err != nil {
			return err
		}
		if o.Ref("part_of").IsZero() {
			continue
		}
		cited, err := r.cited(o.ID, "part_of")
		if err != nil {
			return err
		}
		l := Link{Record: o.ID, Sort: Command, Words: r.w.Field("organisation", "part_of"), Rises: true}
		if err := r.link(o.ID, o.Ref("part_of"), l, cited); err != nil {
			return err
		}
	}
	return nil
}

// done gives the web in an order that follows from it alone, and sets aside who
// stands to nobody.
func (r *reader) done() Web {
	linked := map[string]bool{}
	for _, l := range r.web.Links {
		linked[l.From], linked[l.To] = true, true
	}
	out := Web{Links: r.web.Links}
	for _, n := range r.web.Nodes {
		n.Role, n.Subject = strings.Join(r.roles[n.ID], ", "), r.subject[n.ID]
		if linked[n.Key] {
			out.Nodes = append(out.Nodes, n)
		} else {
			out.Alone = append(out.Alone, n)
		}
	}
	slices.SortFunc(out.Nodes, func(a, b Node) int { return strings.Compare(a.Key, b.Key) })
	slices.SortStableFunc(out.Links, func(a, b Link) int { return strings.Compare(a.Record.String(), b.Record.String()) })
	return out
}
