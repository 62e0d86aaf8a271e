package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// More words by which records can be told.
const (
	sensitive = "zyxsensitive"
	howWeWork = "zyxinternal"
	ofUs      = "zyxcaseworker"
)

// guarded is a household in which there is much that outsiders are not told.
func guarded(t *testing.T) *household {
	t.Helper()
	h := newHousehold(t)
	us := h.person(t, h.one, "caseworker", "Nodira "+ofUs)
	mustDo(t, h.db, "edit", set(h.one.ID, "team", text(howWeWork)))
	mustDo(t, h.db, "edit", set(h.one.ID, "safety_note", text(sensitive)))
	mustDo(t, h.db, "edit", set(h.victim.ID, "health", text(sensitive)))
	mustDo(t, h.db, "edit", set(h.interview.ID, "interviewers", model.RefsValue(us.ID)))
	complaint := record("complaint", "cases", h.one, "article", "echr_3", "account", howWeWork)
	mustDo(t, h.db, "create", put(
		record("note", "cases", h.one, "kind", "security", "text", howWeWork),
		record("deadline", "cases", h.one, "title", howWeWork, "assigned", ofUs),
		record("block", "interview", h.interview, "speaker", us, "kind", "question", "original", "What happened?"),
		record("citation", "subject", h.one, "field", "safety_note", "quote", sensitive),
		record("identity_document", "person", h.victim, "number", sensitive),
		record("judgement", "person", h.victim, "other", h.both, "judgement", "not_same", "account", howWeWork),
		complaint, record("bearing", "complaint", complaint, "fact", h.event, "bearing", "against", "account", howWeWork),
	))
	must(t, h.db.SetDraft(ctx, h.one.ID, "summary", text(howWeWork)))
	return h
}

func (h *household) snapshot(t *testing.T, o store.SnapshotOptions) (string, store.ShareReport) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "outside.guvoh")
	o.Cases = []model.ID{h.one.ID}
	r, err := h.db.SnapshotTo(ctx, path, vault.NewPassphrase(string(vaulttest.Passphrase), ""), vaulttest.Cheap, o)
	must(t, err)
	return path, r
}

// outsider opens a snapshot to work in it.
func outsider(t *testing.T, path string) *store.DB {
	t.Helper()
	o := signing(t)
	o.Author, o.Device, o.DeviceSecret = "C. Outsider", "outside", bytes.Repeat([]byte{9}, 32)
	return mustOpenWith(t, path, o)
}

func TestWhatIsInASnapshot(t *testing.T) {
	raced.OneByOne(t)
	h := guarded(t)
	all := []string{ofOne, ofTwo, ofWitness, ofBoth, wasSo, wasThere, itsBytes, dossiers, sensitive, howWeWork, ofUs, "A. Tester", "photo.jpg"}
	for _, c := range []struct {
		name string
		o    store.SnapshotOptions
		want []string
	}{
		{"is neither history, nor anything sensitive, nor how we work", store.SnapshotOptions{}, []string{ofOne, ofWitness, ofBoth}},
		{"is sensitive when it is asked for", store.SnapshotOptions{Sensitive: true}, []string{ofOne, ofWitness, ofBoth, sensitive}},
		{"are bytes and dossiers when they are asked for", store.SnapshotOptions{Attachments: true, Composed: true}, []string{ofOne, ofWitness, ofBoth, itsBytes, dossiers}},
		{"is nobody who is left out", store.SnapshotOptions{LeaveOut: []model.ID{h.witness.ID, h.both.ID}}, []string{ofOne}},
		{"is no kind and no field that is left out", store.SnapshotOptions{Without: map[string]bool{
			"person": true, "person_name": true, "event": true, "evidence": true, "case.title": true, "term": true,
		}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			path, report := h.snapshot(t, c.o)
			slices.Sort(c.want)
			got := holds(t, path, all...)
			if c.o.Without != nil { // a word of the users' own that the case holds is always named
				got = slices.DeleteFunc(got, func(s string) bool { return s == ofOne || s == ofWitness })
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("its pages hold %v, not %v", got, c.want)
			}
			db := outsider(t, path)
			mustBeSound(t, db)
			if as, err := db.Actions(ctx, 10); err != nil || len(as) != 1 || as[0].Verb != "snapshot" || as[0].Author != "" || as[0].By.Device != "" {
				t.Errorf("its journal tells of %+v, %v", as, err)
			}
			if verb := db.CanUndo(ctx); verb != "" {
				t.Errorf("its holder can undo %q", verb)
			}
			there, err := db.Everything()
			must(t, err)
			if len(there) != report.Records {
				t.Errorf("%d records, %d reported", len(there), report.Records)
			}
			for _, r := range there {
				from := mustGet(t, h.db, r.ID)
				for f, v := range r.Values {
					if d, _ := schema(t).Kind(r.Kind).Field(f); from.Get(f) != v && d.Type != model.Refs {
						t.Errorf("%s.%s is not as at home", r.Kind, f)
					}
				}
			}
		})
	}
	t.Run("is what it says of itself, to whom it wants to be known", func(t *testing.T) {
		var told store.Origin
		path, report := h.snapshot(t, store.SnapshotOptions{By: "The Association", Note: func(o store.Origin) (string, string) {
			told = o
			return "About this file", "made by " + o.By
		}})
		db := outsider(t, path)
		o, ok, err := db.Origin(ctx)
		must(t, err)
		if !ok || o.Kind != store.OriginSnapshot || o.By != "The Association" || o.Device != "" || o.Signed || len(o.Heads) == 0 || o.Stream.IsZero() {
			t.Errorf("its origin is %+v", o)
		}
		for _, f := range []string{"case.safety_note", "case.team", "person.health"} {
			if !slices.Contains(o.LeftOut.Fields, f) || !slices.Contains(report.LeftOut.Fields, f) {
				t.Errorf("it does not say that %s was left out: %v", f, o.LeftOut.Fields)
			}
		}
		if !slices.Contains(o.LeftOut.Kinds, "deadline") || told.By != o.By {
			t.Errorf("it leaves out %v", o.LeftOut.Kinds)
		}
		notes, err := db.Linked(ctx, "note", "cases", h.one.ID)
		must(t, err)
		if len(notes) != 1 || notes[0].Text("text") != "made by The Association" {
			t.Errorf("notes: %d", len(notes))
		}
		if all, err := db.Everything(); err != nil || len(all) != report.Records {
			t.Errorf("%d records, %d reported, %v", len(all), report.Records, err)
		}
	})
	t.Run("is nothing when it is broken off", func(t *testing.T) {
		dir := t.TempDir()
		o := store.SnapshotOptions{Cases: []model.ID{h.one.ID}}
		if _, err := h.db.SnapshotTo(cancelled(t), filepath.Join(dir, "a.guvoh"), vault.NewPassphrase("x", ""), vaulttest.Cheap, o); err == nil {
			t.Error("it was made")
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("%d files are left", len(left))
		}
	})
}

// proposalOf gives the proposal about a record.
func proposalOf(t *testing.T, ps []store.Proposal, id model.ID) store.Proposal {
	t.Helper()
	i := slices.IndexFunc(ps, func(p store.Proposal) bool { return p.Record == id })
	if i < 0 {
		t.Fatalf("nothing is proposed of %s", id)
	}
	return ps[i]
}

func TestProposals(t *testing.T) {
	h := guarded(t)
	path, _ := h.snapshot(t, store.SnapshotOptions{Attachments: true})
	theirs := outsider(t, path)
	added := record("event", "cases", h.one, "title", "what they know")
	mustDo(t, theirs, "create", put(added))
	mustDo(t, theirs, "edit", set(h.event.ID, "title", text("as they have it")))
	mustDo(t, theirs, "edit", set(h.event.ID, "account", text("and more")))
	mustDo(t, theirs, "edit", set(h.one.ID, "title", text(ofOne+" title away")))
	mustDo(t, theirs, "edit", set(h.one.ID, "title", text(ofOne+" title"))) // as it was
	mustDo(t, theirs, "delete", func(tx *store.Tx) error { return tx.Delete(h.photo.ID) })
	other := record("case", "title", "another of theirs")
	mustDo(t, theirs, "create", put(other))
	mustDo(t, theirs, "edit", set(h.mixed.ID, "cases", model.RefsValue(h.one.ID, other.ID)))
	var scan model.Record
	mustDo(t, theirs, "attach", func(tx *store.Tx) (err error) {
		scan, err = tx.Evidence(strings.NewReader("their scan"), "scan.pdf", "application/pdf", map[string]model.Value{"cases": model.RefsValue(h.one.ID)})
		return err
	})
	must(t, theirs.Close())
	mustDo(t, h.db, "edit", set(h.event.ID, "title", text("changed at home")))

	if _, err := h.db.Merge(ctx, guest(t, path), store.Choice{}); !errors.Is(err, store.ErrSnapshot) {
		t.Fatalf("a merge says %v", err)
	}
	if _, err := h.db.Preview(ctx, guest(t, path), store.Choice{}); !errors.Is(err, store.ErrSnapshot) {
		t.Fatalf("its preview says %v", err)
	}
	ps, err := h.db.Proposals(ctx, guest(t, path))
	must(t, err)
	t.Run("say what would change, beside what stands here", func(t *testing.T) {
		if slices.ContainsFunc(ps, func(p store.Proposal) bool { return p.Record == h.one.ID }) {
			t.Error("a case is proposed to be as it is")
		}
		p := proposalOf(t, ps, h.event.ID)
		if p.What != store.MergedChanged || len(p.Fields) != 2 || p.Author.Claimed != "C. Outsider" || p.Author.Trust != store.Unverified || !slices.Contains(p.Cases, h.one.ID) {
			t.Fatalf("%+v", p)
		}
		title := p.Fields[slices.IndexFunc(p.Fields, func(f store.ProposedField) bool { return f.Field == "title" })]
		if title.Was != text(ofOne+" event") || title.Now != text("changed at home") || title.Proposed != text("as they have it") || !title.Changed {
			t.Errorf("title: %+v", title)
		}
		if p := proposalOf(t, ps, added.ID); p.What != store.MergedNew || p.Label != "what they know" || !slices.Contains(p.Cases, h.one.ID) {
			t.Errorf("new: %+v", p)
		}
		if p := proposalOf(t, ps, h.photo.ID); p.What != store.MergedDeleted {
			t.Errorf("deleted: %+v", p)
		}
		if p := proposalOf(t, ps, scan.ID); len(p.Attachments) != 1 || !p.Attachments[0].Came || p.Attachments[0].Size != 10 {
			t.Errorf("evidence: %+v", p.Attachments)
		}
	})
	t.Run("never take away links that they had not seen", func(t *testing.T) {
		p := proposalOf(t, ps, h.mixed.ID)
		want := model.RefsValue(h.one.ID, h.two.ID, other.ID)
		if p.Fields[0].Proposed != want || p.Fields[0].Changed {
			t.Errorf("cases: %+v, not %s", p.Fields[0], want)
		}
	})
	t.Run("do nothing before they are accepted, and then only those that are", func(t *testing.T) {
		before := everyRecord(t, h.db)
		c, err := h.db.AcceptProposals(ctx, guest(t, path), store.Acceptance{
			Whole:  map[model.ID]bool{added.ID: true, scan.ID: true, h.photo.ID: true},
			Fields: map[model.ID][]string{h.event.ID: {"account"}},
			Note:   "from C.",
		})
		must(t, err)
		if c.Verb != "proposal" {
			t.Errorf("verb %q", c.Verb)
		}
		if e := mustGet(t, h.db, h.event.ID); e.Text("account") != "and more" || e.Text("title") != "changed at home" {
			t.Error("the event is not as it was chosen")
		}
		if !mustGet(t, h.db, h.photo.ID).Deleted || mustGet(t, h.db, added.ID).Text("title") != "what they know" {
			t.Error("what was accepted is not there")
		}
		if b, err := readAll(h.db, scan.Text("sha256")); err != nil || string(b) != "their scan" {
			t.Errorf("the scan: %v", err)
		}
		if _, err := h.db.Get(ctx, other.ID); !errors.Is(err, store.ErrNotFound) {
			t.Error("what was not accepted is there")
		}
		notes, err := h.db.Linked(ctx, "note", "cases", h.one.ID)
		must(t, err)
		if !slices.ContainsFunc(notes, func(n model.Record) bool { return n.Text("text") == "from C." }) {
			t.Error("the note is not there")
		}
		by, err := h.db.Blame(ctx, h.event.ID)
		must(t, err)
		if by["account"].Author.Trust != store.Own {
			t.Errorf("accepted by %+v", by["account"].Author)
		}
		mustBeSound(t, h.db)
		_, err = h.db.Undo(ctx)
		must(t, err)
		for id, r := range before {
			if now := mustGet(t, h.db, id); !same(now, r) || now.Deleted != r.Deleted {
				t.Errorf("%s %s is not as it was", r.Kind, id)
			}
		}
	})
	t.Run("keep to the rules", func(t *testing.T) {
		var refused *store.Refused
		if _, err := h.db.AcceptProposals(ctx, guest(t, path), store.Acceptance{Whole: map[model.ID]bool{h.mixed.ID: true}}); !errors.As(err, &refused) {
			t.Errorf("a link to a case that was not accepted: %v", err)
		}
	})
	t.Run("of any other file there are none", func(t *testing.T) {
		share, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}})
		if _, err := h.db.Proposals(ctx, guest(t, share)); !errors.Is(err, store.ErrNoSnapshot) {
			t.Errorf("of a share: %v", err)
		}
		if _, err := h.db.Proposals(ctx, mustCreate(t)); !errors.Is(err, store.ErrNoSnapshot) {
			t.Errorf("of an empty file: %v", err)
		}
	})
	t.Run("stay proposals when their holder shares the snapshot on", func(t *testing.T) {
		away := &household{db: outsider(t, path)}
		further, _ := away.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}, History: true})
		if _, err := h.db.Merge(ctx, guest(t, further), store.Choice{}); !errors.Is(err, store.ErrSnapshot) {
			t.Errorf("a merge says %v", err)
		}
		ps, err := h.db.Proposals(ctx, guest(t, further))
		must(t, err)
		proposalOf(t, ps, h.event.ID)
	})
}

func TestWhoProposes(t *testing.T) {
	h := guarded(t)
	path, _ := h.snapshot(t, store.SnapshotOptions{})
	theirs := outsider(t, path)
	mustDo(t, theirs, "edit", set(h.event.ID, "title", text("as they have it")))
	me, card := cardOwner(t, "Claire Outside")
	must(t, theirs.Certify(me.Signing()))
	must(t, theirs.Close())
	trust := func() store.Author {
		t.Helper()
		ps, err := h.db.Proposals(ctx, guest(t, path))
		must(t, err)
		return proposalOf(t, ps, h.event.ID).Author
	}
	if a := trust(); a.Trust != store.Unverified || a.Name != "C. Outsider" || a.Identity == "" {
		t.Errorf("before there is a card: %+v", a)
	}
	n, err := h.db.AddColleague(ctx, card)
	must(t, err)
	if a := trust(); a.Trust != store.Unverified || a.Name != "Claire Outside" {
		t.Errorf("before the fingerprints were compared: %+v", a)
	}
	must(t, h.db.VerifyColleague(ctx, n, true))
	if a := trust(); a.Trust != store.Verified || a.Name != "Claire Outside" || a.Claimed != "C. Outsider" {
		t.Errorf("after: %+v", a)
	}
}

func TestHostileSnapshots(t *testing.T) {
	raced.OneByOne(t)
	begin := func(t *testing.T) (*household, string) {
		h := guarded(t)
		path, _ := h.snapshot(t, store.SnapshotOptions{})
		theirs := outsider(t, path)
		mustDo(t, theirs, "edit", set(h.event.ID, "title", text("as they have it")))
		must(t, theirs.Close())
		return h, path
	}
	tamper := func(t *testing.T, path, query string, args ...any) {
		t.Helper()
		db := outsider(t, path)
		must(t, db.Exec(query, args...))
		must(t, db.Close())
	}
	t.Run("one that hides what it is is merged as the work of somebody unknown, and shown before", func(t *testing.T) {
		h, path := begin(t)
		tamper(t, path, "DELETE FROM origin")
		before, err := digestOf(h.db)
		must(t, err)
		r, err := h.db.Preview(ctx, guest(t, path), store.Choice{Way: "file"})
		must(t, err)
		if r.Conflicts == 0 || len(r.People) == 0 {
			t.Errorf("%+v", r)
		}
		for _, p := range r.People {
			if p.Author.Trust != store.Unsigned && p.Author.Trust != store.Unverified {
				t.Errorf("it is taken for the work of %+v", p.Author)
			}
		}
		after, err := digestOf(h.db)
		must(t, err)
		if names := before.differs(after); len(names) > 0 {
			t.Errorf("looking changed %v", names[:1])
		}
	})
	t.Run("one whose entries were changed proposes nothing by them", func(t *testing.T) {
		h, path := begin(t)
		tamper(t, path, "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'as they have it', 'as I would have') AS BLOB) WHERE instr(body, CAST('as they have it' AS BLOB)) > 0")
		ps, err := h.db.Proposals(ctx, outsider(t, path))
		must(t, err)
		if len(ps) != 0 {
			t.Errorf("%d proposals", len(ps))
		}
	})
	t.Run("one whose statement makes no sense is none", func(t *testing.T) {
		h, path := begin(t)
		for _, s := range []string{"", "[]", `{"kind": "other"}`, `{"kind": 1}`, strings.Repeat("[", 1000)} {
			tamper(t, path, "UPDATE origin SET statement = ?", s)
			if _, err := h.db.Proposals(ctx, guest(t, path)); !errors.Is(err, store.ErrNoSnapshot) {
				t.Errorf("%.20q: %v", s, err)
			}
		}
	})
	t.Run("one that claims the key of another is not signed by it", func(t *testing.T) {
		h, path := begin(t)
		tamper(t, path, "UPDATE origin SET device = ?, signature = zeroblob(64), statement = json_set(statement, '$.device', ?)",
			[]byte(h.db.DeviceKey()), fmt.Sprintf("%x", h.db.DeviceKey()))
		o, ok, err := store.OriginOf(ctx, outsider(t, path))
		if err != nil || !ok || o.Signed {
			t.Errorf("%+v, %v, %v", o, ok, err)
		}
	})
	t.Run("values that no program writes are not proposed", func(t *testing.T) {
		h, path := begin(t)
		p, err := gather(ctx, outsider(t, path))
		must(t, err)
		p.lie(t, h.one.ID, journal.Op{Field: "title", Value: "not json"}, journal.Op{Field: "cases", Value: `"x"`}, journal.Op{Field: "summary", Value: text("fine")})
		ps, err := h.db.Proposals(ctx, claiming{p, `{"kind": "snapshot"}`})
		must(t, err)
		if p := proposalOf(t, ps, h.one.ID); len(p.Fields) != 1 || p.Fields[0].Field != "summary" || p.Author.Trust != store.Unsigned {
			t.Errorf("%+v", p)
		}
	})
}

// claiming is a parcel that says what it was made of.
type claiming struct {
	*parcel
	statement string
}

func (c claiming) Origin(context.Context) (string, []byte, []byte, bool, error) {
	return c.statement, nil, nil, true, nil
}

// lie adds a stream to a parcel, unsigned, whose entries write one op each.
func (p *parcel) lie(t *testing.T, record model.ID, ops ...journal.Op) {
	t.Helper()
	id := model.NewID()
	hash := journal.First(id)
	for i, o := range ops {
		e := journal.Entry{Action: model.NewID(), Verb: "edit", At: time.UnixMilli(1), Lamport: 1 << 40, Record: record, Kind: "case", Ops: []journal.Op{o}}
		body := e.Encode(id)
		_, committed, err := journal.Decode(id, body)
		must(t, err)
		hash = journal.Chain(hash, id, uint64(i+1), committed)
		p.links[id] = append(p.links[id], journal.Link{Seq: uint64(i + 1), Body: body})
	}
	p.streams = append(p.streams, journal.Stream{ID: id, Author: "nobody", Runs: []journal.Run{
		{First: 1, Last: uint64(len(ops)), Previous: journal.First(id), Hash: hash},
	}})
}
