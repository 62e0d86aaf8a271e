package bundle

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"guvoh/export/gate"
	"guvoh/export/leak"
	"guvoh/export/profile"
	"guvoh/export/redact"
	"guvoh/model"
)

// Outside is what a list or an annex may say to a reader outside: who is named,
// what stands for everybody else, and what must not be found in the file. It
// judges as a dossier does, for all cases of the snapshot at once.
type Outside struct {
	// Taken is what was hidden, with the tokens that have to be kept.
	Taken *redact.Result
	// Clean is the snapshot without what is hidden.
	Clean  *model.Snapshot
	whole  *model.Snapshot
	search *leak.Search
}

// readership is an order for a reader outside and the purpose, of the vocabulary
// consent_purpose, that those who are named must have said yes to.
type readership struct {
	Order
	purpose string
	// absentBy are the purposes a no to which leaves a person out altogether.
	absentBy []string
	// more gives further cases in which a person is met; nil for none.
	more func(person model.ID) []model.ID
}

// NewOutside makes what may be said of the snapshot of an order. Fixed are
// sentences that the program itself prints in such a document.
func NewOutside(ctx context.Context, o Order, purpose string, fixed ...string) (*Outside, error) {
	return readership{Order: o, purpose: purpose, absentBy: []string{"name", purpose}}.outside(ctx, fixed)
}

func (r readership) outside(ctx context.Context, fixed []string) (*Outside, error) {
	r.Order = r.orList()
	clean, taken, err := r.takeOut(ctx, r.Snapshot, append(r.fixedWords(), fixed...))
	if err != nil {
		return nil, err
	}
	return &Outside{Taken: taken, Clean: clean, whole: r.Snapshot, search: taken.Search}, nil
}

// orList gives an order for a list where it is for no body.
func (o Order) orList() Order {
	if o.Profile == nil {
		o.Profile = &profile.Profile{ID: "list", Shipped: true}
	}
	return o
}

// Absent tells whether nothing may be told of a person: they said no.
func (o *Outside) Absent(person model.ID) bool { return o.Taken.Hidden[person].Absent }

// AllAbsent gives all of whom nothing may be told.
func (o *Outside) AllAbsent() map[model.ID]bool {
	all := map[model.ID]bool{}
	for id, h := range o.Taken.Hidden {
		if h.Absent {
			all[id] = true
		}
	}
	return all
}

// In gives the parts that persons have in a case, whether they may be told of or not.
func (o *Outside) In(c model.ID) []model.Record { return o.whole.Linked("participant", "case", c) }

// Instead gives what stands for somebody or something whose name is hidden; ok is
// false when the name may be told.
func (o *Outside) Instead(id model.ID) (token string, ok bool) {
	if _, hidden := o.Taken.Hidden[id]; !hidden {
		return "", false
	}
	r, _ := o.Clean.Get(id)
	if r.Kind == "person" {
		return r.Text("pseudonym"), true
	}
	return r.Text("name"), true
}

// Told gives what may be told of somebody who has no name in the record and is known
// by a description, "the family of …", in which others may be named.
func (o *Outside) Told(id model.ID) (string, bool) {
	r, ok := o.Clean.Get(id)
	if !ok || r.Kind != "person" || len(o.Clean.Rows("person_name", id)) > 0 {
		return "", false
	}
	told := cmp.Or(r.Text("pseudonym"), r.Text("description"))
	return told, told != ""
}

// Look looks for what is hidden in words that are to be printed.
func (o *Outside) Look(text string) []leak.Hit {
	if text == "" {
		return nil
	}
	return o.search.Text("", text)
}

// Search looks for what is hidden in a finished file and its name. It fails with a
// [*Leaked] when the file must not leave, else it gives what a person has to look
// at.
func (o *Outside) Search(ctx context.Context, name string, file []byte) ([]leak.Hit, error) {
	hits, err := o.search.Search(ctx, name, file)
	if err == nil && leak.Refuses(hits) {
		err = &Leaked{hits}
	}
	return hits, err
}

// takeOut makes a snapshot without those who may not be named, nor told of.
func (r readership) takeOut(ctx context.Context, from *model.Snapshot, fixed []string) (*model.Snapshot, *redact.Result, error) {
	frees := r.frees()
	allowed := func(person model.ID, _ string) bool {
		return frees(person, "name") && (r.purpose == "" || frees(person, r.purpose))
	}
	if r.Redact { // for which nobody gave a consent
		allowed = nil
	}
	plan := redact.Plan{
		Recipient: r.Reader(), Lang: r.Words.Lang(), Words: tokens{r.Words}, Fixed: fixed, Outside: true, Frees: frees,
		Hidden: redact.Persons(r.Snapshot, allowed), Tells: r.Tells,
	}
	for _, id := range r.absent() {
		plan.Hidden[id] = redact.Hide{Why: redact.Withdrawn, Absent: true}
	}
	return redact.Apply(ctx, from, plan)
}

// casesOf gives the cases in which a person is: a consent may be for one of them.
func (r readership) casesOf(person model.ID) []model.ID {
	var ids []model.ID
	for _, p := range r.Snapshot.Linked("participant", "person", person) {
		ids = append(ids, p.Ref("case"))
	}
	if r.more != nil {
		ids = append(ids, r.more(person)...)
	}
	slices.SortFunc(ids, func(a, b model.ID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(ids)
}

// frees tells whether a person's consent frees a purpose in every case in which
// they are; of somebody who is in none, what they said for any counts.
func (r readership) frees() func(person model.ID, purpose string) bool {
	frees := gate.FreesIn(r.consents())
	of := map[model.ID][]model.ID{}
	return func(person model.ID, purpose string) bool {
		if _, known := of[person]; !known {
			of[person] = r.casesOf(person)
			if len(of[person]) == 0 {
				of[person] = []model.ID{{}}
			}
		}
		for _, c := range of[person] {
			if !frees(c, person, purpose) {
				return false
			}
		}
		return true
	}
}

// consents is what the gate is asked: what people said, for whatever case.
func (r readership) consents() gate.Input {
	order := r.Order
	order.Snapshot = model.NewSnapshot(r.Snapshot.Schema, model.Record{}, r.Snapshot.OfKind("consent"), nil)
	return order.input()
}

// absent gives the persons who are left out altogether: they said no to this reader,
// in whichever case.
func (r readership) absent() []model.ID {
	var ids []model.ID
	refuses := gate.RefusesIn(r.consents())
	for _, p := range r.Snapshot.OfKind("person") {
		said := r.Snapshot.Linked("consent", "person", p.ID)
		if len(said) == 0 {
			continue
		}
		cases := r.casesOf(p.ID)
		if len(cases) == 0 {
			cases = []model.ID{{}}
		}
		if slices.ContainsFunc(cases, func(c model.ID) bool {
			return slices.ContainsFunc(r.absentBy, func(purpose string) bool { return purpose != "" && refuses(c, p.ID, purpose) })
		}) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// Agreed gives who said yes to be named to the reader of an order, and no to none of
// some purposes: after a no to everybody a yes to one reader counts for that one.
func Agreed(o Order, purposes ...string) func(person model.ID) bool {
	r := readership{Order: o.orList(), absentBy: append([]string{"name"}, purposes...)}
	frees, absent := r.frees(), map[model.ID]bool{}
	for _, id := range r.absent() {
		absent[id] = true
	}
	return func(person model.ID) bool { return !absent[person] && frees(person, "name") }
}

// fixedWords are those that the program prints in any document.
func (r readership) fixedWords() []string {
	order := r.Order
	order.Snapshot = model.NewSnapshot(r.Snapshot.Schema, model.Record{}, nil, nil)
	return order.fixed()
}
