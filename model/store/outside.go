package store

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/vault"
)

// SnapshotOptions say what goes into a snapshot for somebody outside.
type SnapshotOptions struct {
	Cases       []model.ID
	LeaveOut    []model.ID      // persons
	Sensitive   bool            // sensitive fields, too
	Without     map[string]bool // kinds ("injury") and fields ("case.summary") that stay here
	Attachments bool            // also the bytes of evidence
	Composed    bool            // also dossiers
	By          string          // who makes it, as its readers shall know it; "" does not say
	// Note gives the title and the words of a note that tells a reader in the
	// file what it is, from what is known of it. nil: no note.
	Note func(Origin) (title, text string)
	Step func(done, total int)
}

// SnapshotTo writes a new file for somebody outside: what the records of some
// cases hold now, as one action of nobody in particular, without history. What
// its holder changes comes back as [Proposal]s only; the same ids stand in it.
// It is signed by nobody, and its journal begins with it: neither a name, a key
// nor a time of work is in it but what [SnapshotOptions] say. Who works on the
// cases and how stays here always. It appears whole or not at all, and fails as
// [DB.ShareTo] does.
func (db *DB) SnapshotTo(ctx context.Context, path string, lock vault.Lock, cost vault.Cost, o SnapshotOptions) (ShareReport, error) {
	p := &picking{options: o, left: map[string]bool{}, wider: map[model.ID]bool{}}
	if err := p.pick(ctx, db); err != nil {
		return ShareReport{}, err
	}
	report, err := p.report(ctx, o.Cases, o.LeaveOut)
	if err != nil {
		return ShareReport{}, err
	}
	p.told(&report)
	src, err := db.share(ctx, &p.choosing, false, map[string]bool{})
	if err != nil {
		return ShareReport{}, err
	}
	origin := Origin{Kind: OriginSnapshot, At: db.opts.now().UTC(), By: o.By, Cases: o.Cases, LeftOut: report.LeftOut}
	if origin.Heads, err = src.heads(ctx); err != nil {
		return ShareReport{}, err
	}
	err = db.makeNew(path, lock, cost, Options{}, func(to *DB) error {
		_, err := to.Do(ctx, "snapshot", func(t *Tx) error {
			t.lenient = true // what is left out may leave a rule broken: an assessment without its assessor
			if err := p.write(t, &report); err != nil {
				return err
			}
			origin.Stream, origin.LeftOut = t.session.id, report.LeftOut
			if err := p.note(t, origin, &report); err != nil {
				return err
			}
			report.Entries, report.Origin = int(t.session.seq), origin
			_, err := t.exec("INSERT INTO arrival VALUES(?, ?, ?)", fromTheBeginning, entryID(t.session.n, 1), entryID(t.session.n, t.session.seq))
			if err != nil {
				return err
			}
			return t.setOrigin(origin, nil)
		})
		return err
	})
	if err != nil {
		return ShareReport{}, err
	}
	report.Streams = 1
	return report, report.weigh(path)
}

// picking is what goes into a snapshot.
type picking struct {
	choosing
	options SnapshotOptions
	ours    map[model.ID]bool // persons who work on the cases
	left    map[string]bool   // "kind" and "kind.field" of which something was left out
	values  int               // of such fields
	wider   map[model.ID]bool // evidence that tells of cases which do not go
}

// internalKinds say how we work, or undo what a document hides.
var internalKinds = []string{
	"issue", "exception", "profile", "deadline", "earlier_interview", "referral", "pseudonym", "judgement", "saved_search",
	"complaint", "bearing",
}

// internalNotes are kinds of note for those who work on a case.
var internalNotes = []string{"security", "contact", "lead", "question", "contradiction", "method"}

// internalFields say who looks after a case, how it is found among ours, who had
// a thing in hand and how it came.
var internalFields = map[string]bool{
	"case.team": true, "case.tags": true, "dossier.account": true, "consent.account": true, "consent.withhold": true,
	"consent.recipients": true, "custody.by": true, "custody.to": true, "custody.account": true, "custody.place": true,
	"evidence.file_name": true, "evidence.received_from": true, "evidence.author": true, "source.reliability": true,
	"citation.credibility": true, "source.locator": true,
}

// personal are rows by which somebody of ours would be known.
var personal = []string{"person_name", "identity_document", "residence", "participant", "consent", "relationship"}

// pick chooses the records and takes out of them what stays here.
func (p *picking) pick(ctx context.Context, db *DB) error {
	all := &choosing{view: db.view()}
	if err := all.choose(ctx, p.options.Cases); err != nil {
		return err
	}
	plan := &planning{choosing: all}
	if err := plan.persons(p.options.Cases, "")(ctx); err != nil {
		return err
	}
	p.ours = map[model.ID]bool{}
	for _, s := range plan.plan.Persons {
		p.ours[s.ID] = s.Ours
	}
	p.choosing = choosing{
		view: db.view(), leaveOut: setOf(p.options.LeaveOut), composed: p.options.Composed, further: p.stays,
	}
	if err := p.choose(ctx, p.options.Cases); err != nil {
		return err
	}
	for id, r := range p.chosen {
		p.chosen[id] = p.stripped(r)
	}
	p.dropRows()
	for id, r := range p.chosen {
		p.chosen[id] = p.linked(r)
	}
	used := map[string]bool{}
	for _, r := range p.chosen {
		for f, v := range r.Values {
			usedIn(used, f, v)
		}
	}
	return p.own(ctx, used)
}

// stays reports whether a record is not for people outside.
func (p *picking) stays(r model.Record) bool {
	switch {
	case slices.Contains(internalKinds, r.Kind), p.options.Without[r.Kind]:
		p.left[r.Kind] = true
		return true
	case r.Kind == "note" && slices.Contains(internalNotes, r.Text("kind")):
		return true
	case p.ours[r.ID]:
		return true
	case slices.Contains(personal, r.Kind):
		return p.ours[r.Ref("person")] || p.ours[r.Ref("other")]
	}
	return false
}

// stripped gives a record without the fields that stay here.
func (p *picking) stripped(r model.Record) model.Record {
	k := p.db.Schema().Kind(r.Kind)
	out := model.Record{ID: r.ID, Kind: r.Kind, Values: map[string]model.Value{}}
	for name, v := range r.Values {
		f, known := k.Field(name)
		if !known || p.withheld(r.Kind, f) {
			p.left[r.Kind+"."+name] = true
			p.values++
			continue
		}
		out.Values[name] = v
	}
	return out
}

func (p *picking) withheld(kind string, f model.Field) bool {
	name := kind + "." + f.Name
	if internalFields[name] || p.options.Without[name] || f.Sensitive && !p.options.Sensitive {
		return true
	}
	return f.NoteOf != "" && (internalFields[kind+"."+f.NoteOf] || p.options.Without[kind+"."+f.NoteOf])
}

// dropRows leaves out what makes no sense without what was left out: rows
// without their owner, citations of fields that are not there.
func (p *picking) dropRows() {
	schema := p.db.Schema()
	for again := true; again; {
		again = false
		for _, id := range slices.Clone(p.order) {
			r, there := p.chosen[id]
			if !there {
				continue
			}
			k := schema.Kind(r.Kind)
			owner, owned := p.chosen[r.Ref(k.Parent)]
			lone := k.Parent != "" && !owned
			if f := r.Text("field"); r.Kind == "citation" && f != "" && owned {
				about, known := schema.Kind(owner.Kind).Field(f)
				lone = known && p.withheld(owner.Kind, about)
			}
			if lone {
				delete(p.chosen, id)
				p.refused[id] = isFurther
				again = true
			}
		}
	}
	p.order = slices.DeleteFunc(p.order, func(id model.ID) bool { _, there := p.chosen[id]; return !there })
}

// linked gives a record with the links only that lead to something in the file.
func (p *picking) linked(r model.Record) model.Record {
	k := p.db.Schema().Kind(r.Kind)
	for _, f := range k.Fields {
		switch f.Type {
		case model.Ref:
			if id := r.Ref(f.Name); !id.IsZero() && !p.goes(id) {
				r.Set(f.Name, "")
				p.left[r.Kind+"."+f.Name] = true
				if f.Name == "assessed_by" { // a degree counts for nothing without whose finding it is
					r.Set("consistency", "")
					r.Set("consistency_note", "")
				}
			}
		case model.Refs:
			ids := slices.DeleteFunc(r.Refs(f.Name), func(id model.ID) bool { return !p.goes(id) })
			p.wider[r.ID] = p.wider[r.ID] || f.Name == "tells_of" && (len(ids) < len(r.Refs(f.Name)) || slices.ContainsFunc(ids, func(id model.ID) bool { return p.only[id] }))
			r.Set(f.Name, model.RefsValue(ids...))
		}
	}
	return r
}

func (p *picking) goes(id model.ID) bool {
	_, there := p.chosen[id]
	return there
}

// told notes of which kinds and fields nothing went.
func (p *picking) told(report *ShareReport) {
	report.Records, report.Persons, report.LeftOut.Values = len(p.chosen), p.count("person"), p.values
	for name := range p.left {
		if strings.Contains(name, ".") {
			report.LeftOut.Fields = append(report.LeftOut.Fields, name)
		} else {
			report.LeftOut.Kinds = append(report.LeftOut.Kinds, name)
		}
	}
	slices.Sort(report.LeftOut.Fields)
	slices.Sort(report.LeftOut.Kinds)
}

// write puts what was picked into the new file.
func (p *picking) write(t *Tx, report *ShareReport) error {
	for i, id := range p.order {
		if i%64 == 0 {
			if err := t.ctx.Err(); err != nil {
				return err
			}
			if p.options.Step != nil {
				p.options.Step(i, len(p.order))
			}
		}
		r := p.chosen[id]
		if err := t.Put(r); err != nil {
			return err
		}
		if sum := r.Text("sha256"); r.Kind == "evidence" && sum != "" {
			if err := p.bytesOf(t, r, report); err != nil {
				return err
			}
		}
	}
	return nil
}

// bytesOf brings the bytes of evidence, or notes that they are elsewhere.
func (p *picking) bytesOf(t *Tx, r model.Record, report *ShareReport) error {
	sum := r.Text("sha256")
	if p.options.Attachments && !p.wider[r.ID] {
		in, err := p.db.OpenAttachment(sum)
		if err == nil {
			defer in.Close()
			got, size, err := t.Attach(in)
			if err == nil && got != sum {
				err = ErrHash
			}
			report.Attachments++
			report.AttachmentBytes += size
			return err
		}
		if err != ErrNoBytes {
			return err
		}
	}
	b, err := hex.DecodeString(sum)
	if err != nil {
		return nil // no SHA-256: somebody wrote something else there
	}
	size, _ := r.Get("size").Int()
	report.Awaited++
	report.LeftOut.Attachments++
	_, err = t.exec("INSERT OR IGNORE INTO absent VALUES(?, ?, 'awaited')", b, size)
	return err
}

// note leaves a note in the file that says what it is.
func (p *picking) note(t *Tx, o Origin, report *ShareReport) error {
	if p.options.Note == nil {
		return nil
	}
	title, text := p.options.Note(o)
	n := model.NewRecord("note")
	n.Set("cases", model.RefsValue(p.options.Cases...))
	n.Set("title", model.TextValue(model.CleanText(title)))
	n.Set("text", model.TextValue(model.CleanText(text)))
	report.Records++
	return t.Put(n)
}
