package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"guvoh/model"
)

// Proposal is what the holder of a snapshot would have changed in one record.
type Proposal struct {
	Record      model.ID        `json:"record"`
	Kind        string          `json:"kind"`
	Label       string          `json:"-"`     // as the file here knows it, or as they wrote it
	Cases       []model.ID      `json:"cases"` // that it belongs to here
	What        Mergedness      `json:"what"`  // MergedNew, MergedChanged, MergedDeleted or MergedRestored
	Fields      []ProposedField `json:"fields"`
	Author      Author          `json:"author"` // as they claim
	At          time.Time       `json:"at"`     // of the newest change, as their machine claimed
	Attachments []MergedBytes   `json:"attachments"`
}

// ProposedField is one field of such a record.
type ProposedField struct {
	Field    string      `json:"field"`
	Was      model.Value `json:"-"`       // in the snapshot
	Now      model.Value `json:"-"`       // here
	Proposed model.Value `json:"-"`       // what would stand here; of a list of links, with those that were not in the snapshot
	Changed  bool        `json:"changed"` // it was changed here, too, since the snapshot was made
}

// Acceptance says which proposals are taken.
type Acceptance struct {
	// Whole names records that are taken with all that is proposed of them;
	// Fields single fields of a record.
	Whole  map[model.ID]bool
	Fields map[model.ID][]string
	// Note, when it holds words, is kept as a note in the cases concerned: who
	// proposed it and on what it rests.
	Note string
}

// Proposals gives what the holder of a snapshot changed in it, as against the
// snapshot and as against what stands here now. Nothing is written, and nothing
// of it is believed: names and times are claims. It fails with [ErrNoSnapshot]
// for any other source, and with [ErrHostile] when there is too much of it.
func (db *DB) Proposals(ctx context.Context, src Source) ([]Proposal, error) {
	r, err := db.readProposals(ctx, src)
	if err != nil {
		return nil, classify(err)
	}
	w := &weighing{view: db.view(), proposed: r}
	var out []Proposal
	for _, id := range r.order {
		p, err := w.weigh(ctx, id)
		if err != nil {
			return nil, classify(err)
		}
		if p.What != "" {
			out = append(out, p)
		}
	}
	return out, nil
}

// weighing compares what is proposed with what stands here.
type weighing struct {
	view
	*proposed
}

func (w *weighing) weigh(ctx context.Context, id model.ID) (Proposal, error) {
	x := w.records[id]
	p := Proposal{Record: id, Kind: x.kind, At: x.at, Author: w.author(ctx, x.stream)}
	here, err := w.row(ctx, id)
	absent := errors.Is(err, ErrNotFound)
	if err != nil && !absent {
		return p, err
	}
	gone, _ := x.state.Deleted()
	switch {
	case !absent && here.record.Kind != x.kind, absent && gone: // of no use, or made up
		return p, nil
	case absent:
		p.What = MergedNew
	case gone:
		if !here.record.Deleted {
			p.What = MergedDeleted
		}
	case here.record.Deleted:
		p.What = MergedRestored
	default:
		p.What = MergedChanged
	}
	p.Label = here.label
	if p.Cases, err = w.casesOfProposal(ctx, id, 0); err != nil {
		return p, err
	}
	if absent {
		p.Label = w.label(id)
	}
	if p.What == MergedDeleted || p.What == "" {
		return p, nil
	}
	w.compare(&p, x, here.record)
	if len(p.Fields) == 0 && p.What != MergedNew {
		p.What = "" // what they wrote stands here already
	}
	return p, w.bytes(ctx, &p, x)
}

// compare finds the fields that differ. A field that nobody here knows is none:
// no program of ours could show what is proposed.
func (w *weighing) compare(p *Proposal, x *proposedRecord, here model.Record) {
	k := w.db.Schema().Kind(x.kind)
	for _, name := range slices.Sorted(maps.Keys(x.now)) {
		now, was := x.now[name], x.base[name]
		d, known := k.Field(name)
		if now == was && p.What != MergedNew || !known && !w.makesField(name) {
			continue
		}
		f := ProposedField{Field: name, Was: was, Now: here.Get(name), Proposed: now}
		f.Changed = f.Now != was && !w.stripped(x, d)
		if d.Type == model.Refs {
			f.Proposed = together(f.Now, was, now)
			f.Changed = slices.ContainsFunc(was.Refs(), func(id model.ID) bool { return !slices.Contains(f.Now.Refs(), id) })
		}
		f.Changed = f.Changed && p.What != MergedNew
		if f.Proposed != f.Now {
			p.Fields = append(p.Fields, f)
		}
	}
}

// makesField reports whether a field is one of the users' own that is proposed
// as well.
func (w *weighing) makesField(name string) bool {
	for id, x := range w.records {
		if x.kind == "field" && model.CustomFieldName(id) == name {
			return true
		}
	}
	return false
}

// stripped reports whether what stands here may have been left out of the
// snapshot, so that a difference says nothing of a change.
func (w *weighing) stripped(x *proposedRecord, f model.Field) bool {
	return x.base[f.Name] == "" && (f.Type == model.Ref || slices.Contains(w.origin.LeftOut.Fields, x.kind+"."+f.Name))
}

// together gives a list of links with what somebody else added to it and
// without what they took out: those that they never saw stay.
func together(now, was, proposed model.Value) model.Value {
	before, after := was.Refs(), proposed.Refs()
	out := slices.DeleteFunc(now.Refs(), func(id model.ID) bool { return slices.Contains(before, id) && !slices.Contains(after, id) })
	for _, id := range after {
		if !slices.Contains(before, id) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return model.RefsValue(out...)
}

// casesOfProposal follows a record up to the cases it belongs to here.
func (w *weighing) casesOfProposal(ctx context.Context, id model.ID, depth int) ([]model.ID, error) {
	cases, err := w.casesOf(ctx, id, 0)
	x := w.records[id]
	if err != nil || len(cases) > 0 || x == nil || depth > 8 {
		return cases, err
	}
	r := x.record(id)
	if cases = append(r.Refs("cases"), r.Ref("case")); len(cases) > 1 || !cases[0].IsZero() {
		return slices.DeleteFunc(cases, model.ID.IsZero), nil
	}
	k := w.db.base.Kind(x.kind)
	if k == nil || k.Parent == "" || r.Ref(k.Parent).IsZero() {
		return nil, nil
	}
	return w.casesOfProposal(ctx, r.Ref(k.Parent), depth+1)
}

// label gives the words by which a new record would be known.
func (w *weighing) label(id model.ID) string {
	x := w.records[id]
	k := w.db.Schema().Kind(x.kind)
	if k == nil {
		return ""
	}
	var names []model.Record
	if k.Names != "" {
		for other, n := range w.records {
			if r := n.record(other); n.kind == k.Names && r.Ref(w.db.base.Kind(k.Names).Parent) == id {
				names = append(names, r)
			}
		}
		model.SortRecords(names)
	}
	return k.LabelOf(x.record(id), names)
}

// bytes says which bytes of evidence belong to a proposal.
func (w *weighing) bytes(ctx context.Context, p *Proposal, x *proposedRecord) error {
	sum := x.now["sha256"].Text()
	if x.kind != "evidence" || sum == "" || p.What == "" {
		return nil
	}
	raw, err := hex.DecodeString(sum)
	if err != nil || len(raw) != 32 {
		return nil
	}
	var here bool
	err = w.q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?1)
		OR EXISTS (SELECT 1 FROM absent WHERE sha256 = ?1 AND reason = 'purged')`, raw).Scan(&here)
	if err != nil || here {
		return err
	}
	size, has := w.sizes[sum]
	p.Attachments = append(p.Attachments, MergedBytes{SHA256: sum, Size: size, Came: has, Record: p.Record})
	return nil
}

// AcceptProposals writes the chosen proposals as one action of the person at
// this file, with the bytes of evidence that belong to them. The rules are those
// of anything typed: it fails with a [*Refused] when one is broken. Who proposed
// it is not the writer and is not made one: Acceptance.Note can say so.
func (db *DB) AcceptProposals(ctx context.Context, src Source, a Acceptance) (Changes, error) {
	all, err := db.Proposals(ctx, src)
	if err != nil {
		return Changes{}, err
	}
	return db.Do(ctx, "proposal", func(t *Tx) error {
		cases := map[model.ID]bool{}
		var deleted []model.ID
		for _, p := range all {
			fields, taken := a.of(p)
			if !taken {
				continue
			}
			for _, c := range p.Cases {
				cases[c] = true
			}
			if p.What == MergedDeleted {
				deleted = append(deleted, p.Record)
				continue
			}
			if err := t.accept(src, p, fields); err != nil {
				return err
			}
		}
		for _, id := range deleted {
			if err := t.Delete(id); err != nil {
				return err
			}
		}
		return t.noteOf(a.Note, cases)
	})
}

// of gives what is taken of a proposal.
func (a Acceptance) of(p Proposal) (map[string]model.Value, bool) {
	values := map[string]model.Value{}
	for _, f := range p.Fields {
		if a.Whole[p.Record] || slices.Contains(a.Fields[p.Record], f.Field) {
			values[f.Field] = f.Proposed
		}
	}
	return values, a.Whole[p.Record] || len(values) > 0
}

func (t *Tx) accept(src Source, p Proposal, values map[string]model.Value) error {
	if err := t.Put(model.Record{ID: p.Record, Kind: p.Kind, Values: values}); err != nil {
		return err
	}
	for _, b := range p.Attachments {
		if _, taken := values["sha256"]; !taken || !b.Came {
			continue
		}
		if err := t.attachFrom(src, b); err != nil {
			return err
		}
	}
	return nil
}

// attachFrom brings bytes from a source, which must be those that were named.
func (t *Tx) attachFrom(src Source, b MergedBytes) error {
	a, err := attachmentOf(b)
	if err != nil {
		return err
	}
	in, out := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		out.CloseWithError(src.WriteAttachment(t.ctx, out, a))
	}()
	got, _, err := t.Attach(in)
	in.Close() // the writer ends then, too
	<-done
	if err == nil && got != b.SHA256 {
		err = fmt.Errorf("%w: %s", ErrHash, b.SHA256)
	}
	return err
}

// noteOf keeps words about where something came from.
func (t *Tx) noteOf(words string, cases map[model.ID]bool) error {
	text := model.CleanText(words)
	if text == "" || len(t.touched) == 0 {
		return nil
	}
	ids := slices.SortedFunc(maps.Keys(cases), func(a, b model.ID) int { return slices.Compare(a[:], b[:]) })
	n := model.NewRecord("note")
	n.Set("cases", model.RefsValue(ids...))
	n.Set("text", model.TextValue(text))
	return t.Put(n)
}
