package store_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// The oracle knows a set of entries and nothing else. What they add up to it
// works out by itself, the long way round, from the rules in MERGE.md.
type oracle struct {
	bodies map[store.Place][]byte
	ops    map[journal.OpID]*told1
	kinds  map[model.ID]string
	marks  map[journal.OpID]byte // by relation
	sums   map[string]bool       // of bytes that are to go
}

// told1 is one op, with what its entry says of it.
type told1 struct {
	record  model.ID
	field   string
	value   model.Value
	erased  bool
	lamport uint64
}

func newOracle() *oracle {
	return &oracle{
		bodies: map[store.Place][]byte{}, ops: map[journal.OpID]*told1{}, kinds: map[model.ID]string{},
		marks: map[journal.OpID]byte{}, sums: map[string]bool{},
	}
}

// hear takes in an entry. Of two forms of one, of which a value was erased in
// one, the fuller says more.
func (o *oracle) hear(p store.Place, body []byte) error {
	e, _, err := journal.Decode(p.Stream, body)
	if err != nil {
		return fmt.Errorf("entry %d of stream %s: %w", p.Seq, p.Stream, err)
	}
	o.bodies[p] = body
	o.kinds[e.Record] = e.Kind
	for i, op := range e.Ops {
		id := journal.OpID{Stream: p.Stream, Seq: p.Seq, Index: uint32(i)}
		x := o.ops[id]
		if x == nil {
			x = &told1{e.Record, op.Field, op.Value, op.Erased != nil, e.Lamport}
			o.ops[id] = x
		} else if x.erased && op.Erased == nil {
			x.value, x.erased = op.Value, false
		}
		for _, p := range op.Preds {
			o.marks[p.Op] |= 1 << p.Rel
		}
		if op.Field == journal.PurgedBytes {
			o.sums[op.Value.Text()] = true
		}
	}
	return nil
}

func (o *oracle) hearAll(db *store.DB) error {
	bodies, err := db.Bodies()
	for p, b := range bodies {
		err = errors.Join(err, o.hear(p, b))
	}
	return err
}

// is reports whether any op that is known does that to this one.
func (o *oracle) is(id journal.OpID, rel journal.Relation) bool { return o.marks[id]>>rel&1 == 1 }

// valueOf is what an op says, once all orders are carried out.
func (o *oracle) valueOf(id journal.OpID) model.Value {
	if o.is(id, journal.Purges) {
		return ""
	}
	return o.ops[id].value
}

func compareOps(a, b journal.OpID) int {
	return cmp.Or(bytes.Compare(a.Stream[:], b.Stream[:]), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Index, b.Index))
}

// heads gives what nobody replaced, by record and field, what is shown first.
func (o *oracle) heads() map[model.ID]map[string][]journal.OpID {
	out := map[model.ID]map[string][]journal.OpID{}
	for id := range o.kinds { // of some there is an entry, and no op
		out[id] = map[string][]journal.OpID{}
	}
	for id, x := range o.ops {
		if x.field == journal.Purged || x.field == journal.PurgedBytes || o.is(id, journal.Replaces) {
			continue
		}
		out[x.record][x.field] = append(out[x.record][x.field], id)
	}
	for _, fields := range out {
		for _, ids := range fields {
			slices.SortFunc(ids, func(a, b journal.OpID) int {
				return -cmp.Or(cmp.Compare(o.ops[a].lamport, o.ops[b].lamport), compareOps(a, b))
			})
		}
	}
	return out
}

// covered reports whether a delete has seen an op, or is one.
func (o *oracle) covered(id journal.OpID) bool {
	if x := o.ops[id]; x.field == journal.Liveness {
		return x.value == "true"
	}
	return o.is(id, journal.Covers)
}

// deleted reports whether a record is hidden, and whether people disagree.
func (o *oracle) deleted(fields map[string][]journal.OpID) (hidden, disputed bool) {
	gone, kept := false, false
	for f, ids := range fields {
		for _, id := range ids {
			switch {
			case f == journal.Liveness && o.covered(id):
				gone = true
			case !o.covered(id):
				kept = true
			}
		}
	}
	return gone && !kept, gone && kept
}

// disagrees finds what a file does not say as the oracle does.
func (o *oracle) disagrees(db *store.DB) error {
	bodies, err := db.Bodies()
	if err != nil {
		return err
	}
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	for p, known := range o.bodies {
		b, ok := bodies[p]
		if !ok {
			fault("entry %d of stream %s is not there", p.Seq, p.Stream)
			continue
		}
		o.compareBody(p, known, b, fault)
	}
	if len(bodies) > len(o.bodies) {
		fault("%d entries more than anybody wrote", len(bodies)-len(o.bodies))
	}
	states, err := db.States()
	if err != nil {
		return err
	}
	all, err := db.Everything()
	if err != nil {
		return err
	}
	heads := o.heads()
	want := map[string]bool{} // conflicts
	if len(all) != len(heads) {
		fault("%d records, not %d", len(all), len(heads))
	}
	for _, r := range all {
		o.compareRecord(r, heads[r.ID], fault)
		o.compareState(r.ID, heads[r.ID], states[r.ID], fault)
		o.conflicts(r.ID, heads[r.ID], want)
	}
	if err := o.compareConflicts(db, want, fault); err != nil {
		return err
	}
	return errors.Join(first(faults, 5)...)
}

func first(faults []error, n int) []error { return faults[:min(n, len(faults))] }

func (o *oracle) compareBody(p store.Place, known, b []byte, fault func(string, ...any)) {
	_, want, _ := journal.Decode(p.Stream, known)
	e, got, err := journal.Decode(p.Stream, b)
	if err != nil || want != got {
		fault("entry %d of stream %s is another", p.Seq, p.Stream)
		return
	}
	for i, op := range e.Ops {
		id := journal.OpID{Stream: p.Stream, Seq: p.Seq, Index: uint32(i)}
		if gone := o.is(id, journal.Purges) || o.ops[id].erased; gone != (op.Erased != nil) && (gone == false || op.Value != "") {
			fault("op %d of entry %d of stream %s, field %s: its value is gone: %v", i, p.Seq, p.Stream, op.Field, !gone)
		}
	}
}

func (o *oracle) compareRecord(r model.Record, fields map[string][]journal.OpID, fault func(string, ...any)) {
	want := map[string]model.Value{}
	for f, ids := range fields {
		if v := o.valueOf(ids[0]); f != journal.Liveness && v != "" {
			want[f] = v
		}
	}
	if r.Kind != o.kinds[r.ID] {
		fault("record %s is of kind %s, not %s", r.ID, r.Kind, o.kinds[r.ID])
	}
	if hidden, _ := o.deleted(fields); hidden != r.Deleted {
		fault("%s %s is deleted: %v", r.Kind, r.ID, r.Deleted)
	}
	for _, f := range slices.Sorted(maps.Keys(want)) {
		if r.Get(f) != want[f] {
			fault("%s %s: field %s does not show the value of its first head", r.Kind, r.ID, f)
		}
	}
	for f := range r.Values {
		if want[f] == "" {
			fault("%s %s: field %s shows what nobody wrote", r.Kind, r.ID, f)
		}
	}
}

func (o *oracle) compareState(id model.ID, fields map[string][]journal.OpID, s *journal.State, fault func(string, ...any)) {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(fields)), func(f string) bool { return len(fields[f]) == 0 })
	if !slices.Equal(names, s.Fields()) {
		fault("record %s: its state knows other fields", id)
		return
	}
	for _, f := range names {
		got := s.Heads(f)
		if len(got) != len(fields[f]) {
			fault("record %s, field %s: %d heads, not %d", id, f, len(got), len(fields[f]))
			continue
		}
		for i, h := range got {
			if h.Op != fields[f][i] || h.Lamport != o.ops[h.Op].lamport || h.Covered != o.covered(h.Op) {
				fault("record %s, field %s: head %d is another", id, f, i)
			}
		}
	}
	owed, gone, unmet := 0, 0, 0
	for op, rels := range o.marks {
		purged := rels>>journal.Purges&1 == 1
		switch x := o.ops[op]; {
		case x == nil:
			// Of whichever record: counted for all below. Its entry may be nowhere
			// any more: who had it went back to a backup, and who took it in took
			// that back.
			if rels&3 != 0 {
				owed++
			}
			if purged {
				unmet++
			}
		case x.record == id && purged:
			gone++
		}
	}
	if owed == 0 && s.Owed() != 0 {
		fault("record %s waits for %d ops that are there", id, s.Owed())
	}
	if n := len(s.Purged()); owed == 0 && (n < gone || n > gone+unmet) {
		fault("record %s knows of %d purged ops, not %d to %d", id, n, gone, gone+unmet)
	}
}

// conflicts adds the fields of a record that hold different values.
func (o *oracle) conflicts(id model.ID, fields map[string][]journal.OpID, into map[string]bool) {
	for f, ids := range fields {
		values := map[model.Value]bool{}
		for _, op := range ids {
			values[o.valueOf(op)] = true
		}
		if f != journal.Liveness && len(values) > 1 {
			into[id.String()+" "+f] = true
		}
	}
	if _, disputed := o.deleted(fields); disputed {
		into[id.String()+" "+journal.Liveness] = true
	}
}

func (o *oracle) compareConflicts(db *store.DB, want map[string]bool, fault func(string, ...any)) error {
	cs, err := db.Conflicts(context.Background())
	if err != nil {
		return err
	}
	for _, c := range cs {
		name := c.Record.String() + " " + c.Field
		if !want[name] {
			fault("record %s, field %s: a conflict where there is none", c.Record, c.Field)
		}
		delete(want, name)
		for i, v := range c.Values {
			if o.ops[v.Op] == nil || c.Field != journal.Liveness && o.valueOf(v.Op) != v.Value {
				fault("record %s, field %s: value %d of the conflict is another", c.Record, c.Field, i)
			}
		}
	}
	for name := range want {
		id, field, _ := strings.Cut(name, " ")
		fault("record %s, field %s: a conflict that is not shown", id, field)
	}
	return nil
}

// secrets gives the words that are to stand nowhere any more.
func (o *oracle) secrets() []string {
	living := map[string]bool{}
	gone := map[string]bool{}
	for id, x := range o.ops {
		words := wordsIn(x.value)
		for _, w := range words {
			if o.is(id, journal.Purges) {
				gone[w] = true
			} else {
				living[w] = true
			}
		}
	}
	for w := range living {
		delete(gone, w)
	}
	return slices.Sorted(maps.Keys(gone))
}

// wordsIn finds what [world.word] gave.
func wordsIn(v model.Value) (out []string) {
	for s := string(v); ; {
		i := strings.Index(s, "word")
		if i < 0 || len(s) < i+11 {
			return out
		}
		out = append(out, s[i:i+11])
		s = s[i+11:]
	}
}

// leaks gives the secrets that a file's pages still hold.
func (o *oracle) leaks(db *store.DB) error {
	secrets := o.secrets()
	found := 0
	err := db.EachPage(func(b []byte) {
		for _, s := range secrets {
			if bytes.Contains(b, []byte(s)) {
				found++
			}
		}
	})
	if err == nil && found > 0 {
		err = fmt.Errorf("%d of %d purged words stand in its pages", found, len(secrets))
	}
	return err
}

// holdsBytes compares the attachments of a file with those that anybody had and
// that a record names.
func (o *oracle) holdsBytes(db *store.DB, known map[string]bool) error {
	all, err := db.Attachments(context.Background())
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, a := range all {
		have[a.SHA256] = true
		if o.sums[a.SHA256] {
			return fmt.Errorf("attachment %.8s was purged and is there", a.SHA256)
		}
		if _, err := hex.DecodeString(a.SHA256); err != nil || !known[a.SHA256] {
			return fmt.Errorf("attachment %.8s comes from nobody", a.SHA256)
		}
	}
	named := map[string]bool{}
	for _, fields := range o.heads() {
		if ids := fields["sha256"]; len(ids) > 0 {
			named[o.valueOf(ids[0]).Text()] = true
		}
	}
	for sha := range known {
		if named[sha] && !have[sha] && !o.sums[sha] {
			return fmt.Errorf("attachment %.8s is lost", sha)
		}
	}
	return nil
}
