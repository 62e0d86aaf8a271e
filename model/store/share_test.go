package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// Words by which the records of a household can be told in the pages of a file.
const (
	ofOne     = "zyxone"     // of the first case and of nothing else
	ofTwo     = "zyxtwo"     // of the second
	ofWitness = "zyxwitness" // of the witness in the first
	ofBoth    = "zyxboth"    // of the person who is in both cases
	wasSo     = "zyxformer"  // what stood there before
	wasThere  = "zyxdeleted" // in records that were deleted
	itsBytes  = "zyxbytes"   // in attachments of the first case
	dossiers  = "zyxdossier" // in what is composed
)

// household is a file with two cases, and much that must not get from one into
// the other.
type household struct {
	db                                       *store.DB
	one, two                                 model.Record
	victim, witness, both, stranger, officer model.Record
	event, passport, photo, deleted, mixed   model.Record
	interview, block                         model.Record
	word                                     model.Record // a word of the users' own
}

func newHousehold(t *testing.T) *household {
	t.Helper()
	o := signing(t)
	db, err := store.Create(filepath.Join(t.TempDir(), "home.guvoh"), o)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	h := &household{db: db}
	h.one = newCase(t, db, wasSo+" title")
	h.two = newCase(t, db, ofTwo+" title")
	h.victim = h.person(t, h.one, "victim", "Karim "+ofOne)
	h.witness = h.person(t, h.one, "witness", "Dilshod "+ofWitness)
	h.both = h.person(t, h.one, "relative", "Anora "+ofBoth)
	h.stranger = h.person(t, h.two, "victim", "Rustam "+ofTwo)
	h.officer = h.person(t, h.one, "alleged_perpetrator", "Major Yusupov")
	h.records(t)
	h.changes(t)
	return h
}

func (h *household) person(t *testing.T, c model.Record, role, name string) model.Record {
	t.Helper()
	p := record("person", "summary", name+" in short")
	mustDo(t, h.db, "create", put(p,
		record("participant", "case", c, "person", p, "role", role),
		record("person_name", "person", p, "text", name, "family", strings.Fields(name)[1])))
	return p
}

func (h *household) records(t *testing.T) {
	t.Helper()
	h.event = record("event", "cases", h.one, "title", wasSo+" event")
	h.interview = record("interview", "cases", h.one, "interviewee", h.witness, "summary", ofWitness+" told")
	h.block = record("block", "interview", h.interview, "speaker", h.witness, "original", ofWitness+" said")
	h.deleted = record("note", "cases", h.one, "text", wasThere+" note")
	h.mixed = record("event", "title", "in both cases")
	h.mixed.Set("cases", model.RefsValue(h.one.ID, h.two.ID))
	h.word = record("term", "vocabulary", "case_status", "label_en", ofOne+" word")
	strange := record("term", "vocabulary", "case_status", "label_en", ofTwo+" word")
	dossier := record("dossier", "cases", h.one, "title", dossiers, "profile", "echr-form-helper")
	mustDo(t, h.db, "create", put(
		h.event, h.interview, h.block, h.deleted, h.mixed, h.word, strange, dossier,
		record("citation", "subject", h.event, "block", h.block, "quote", ofWitness+" quoted"),
		record("act", "event", h.event, "victim", h.victim, "account", ofOne+" beaten"),
		record("participant", "case", h.two, "person", h.both, "role", "witness"),
		record("residence", "person", h.both, "address", ofBoth+" street"),
		record("event", "cases", h.two, "title", ofTwo+" event"),
		record("detention", "cases", h.two, "person", h.both, "account", ofTwo+" held"),
		record("paragraph", "dossier", dossier, "section", "facts", "text", dossiers+" text"),
	))
	mustDo(t, h.db, "attach", func(tx *store.Tx) (err error) {
		named := func(c, p model.Record, title string) map[string]model.Value {
			return map[string]model.Value{"cases": model.RefsValue(c.ID), "persons": model.RefsValue(p.ID), "title": text(title)}
		}
		bytesOf := func(s string) *strings.Reader { return strings.NewReader(strings.Repeat(s+" ", 3000)) }
		h.photo, err = tx.Evidence(bytesOf(itsBytes), "photo.jpg", "image/jpeg", named(h.one, h.victim, ofOne+" photo"))
		if err == nil {
			h.passport, err = tx.Evidence(bytesOf(ofWitness), "passport.pdf", "application/pdf", named(h.one, h.witness, ofWitness+" passport"))
		}
		if err == nil {
			_, err = tx.Evidence(bytesOf(ofTwo), "other.pdf", "application/pdf", named(h.two, h.stranger, ofTwo+" paper"))
		}
		return err
	})
}

func (h *household) changes(t *testing.T) {
	t.Helper()
	mustDo(t, h.db, "edit", set(h.one.ID, "title", text(ofOne+" title")))
	mustDo(t, h.db, "edit", set(h.one.ID, "status", text(model.CustomTermID(h.word.ID))))
	mustDo(t, h.db, "edit", set(h.event.ID, "title", text(wasSo+" event again")))
	mustDo(t, h.db, "edit", set(h.event.ID, "title", text(ofOne+" event")))
	mustDo(t, h.db, "edit", set(h.two.ID, "summary", text(ofTwo+" summary")))
	mustDo(t, h.db, "delete", func(tx *store.Tx) error { return tx.Delete(h.deleted.ID) })
}

// share shares cases into a new file and gives its path.
func (h *household) share(t *testing.T, o store.ShareOptions) (string, store.ShareReport) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "share.guvoh")
	r, err := h.db.ShareTo(ctx, path, vault.NewPassphrase(string(vaulttest.Passphrase), ""), vaulttest.Cheap, o)
	must(t, err)
	return path, r
}

// holds tells which words stand in the pages of a closed file, free ones too.
func holds(t *testing.T, path string, words ...string) (found []string) {
	t.Helper()
	must(t, pagesOfFile(path, func(b []byte) {
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) && !slices.Contains(found, w) {
				found = append(found, w)
			}
		}
	}))
	slices.Sort(found)
	return found
}

// colleague opens a share to work in it.
func colleague(t *testing.T, path string) *store.DB {
	t.Helper()
	o := signing(t)
	o.Author, o.Device, o.DeviceSecret = "B. Colleague", "their device", bytes.Repeat([]byte{8}, 32)
	return mustOpenWith(t, path, o)
}

func mustTakeIn(t *testing.T, db *store.DB, src store.Source) store.MergeReport {
	t.Helper()
	r, err := db.Merge(ctx, src, store.Choice{Way: "file"})
	must(t, err)
	if len(r.Quarantine) > 0 {
		t.Fatalf("in quarantine: %+v", r.Quarantine)
	}
	return r
}

func TestWhatIsInAShare(t *testing.T) {
	raced.OneByOne(t)
	h := newHousehold(t)
	all := []string{ofOne, ofTwo, ofWitness, ofBoth, wasSo, wasThere, itsBytes, dossiers}
	for _, c := range []struct {
		name string
		o    store.ShareOptions
		want []string
	}{
		{"of one case holds no byte of the other, no old value, no attachment and no dossier", store.ShareOptions{}, []string{ofBoth, ofOne, ofWitness}},
		{"with the history holds old values and what was deleted", store.ShareOptions{History: true}, []string{ofBoth, wasThere, wasSo, ofOne, ofWitness}},
		{"with attachments holds their bytes", store.ShareOptions{Attachments: true}, []string{ofBoth, itsBytes, ofOne, ofWitness}},
		{"with what is composed holds dossiers", store.ShareOptions{Composed: true}, []string{ofBoth, dossiers, ofOne, ofWitness}},
		{
			"without the witness holds nothing of theirs",
			store.ShareOptions{History: true, Attachments: true, Composed: true, LeaveOut: []model.ID{h.witness.ID}},
			[]string{ofBoth, itsBytes, wasThere, dossiers, wasSo, ofOne},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.Cases = []model.ID{h.one.ID}
			path, report := h.share(t, c.o)
			slices.Sort(c.want)
			if got := holds(t, path, all...); !slices.Equal(got, c.want) {
				t.Errorf("its pages hold %v, not %v", got, c.want)
			}
			db := colleague(t, path)
			mustBeSound(t, db)
			h.mustHoldOne(t, db, c.o)
			if verb := db.CanUndo(ctx); verb != "" {
				t.Errorf("its holder can take back %q of somebody else", verb)
			}
			if o, ok, err := db.Origin(ctx); err != nil || !ok || o.Kind != store.OriginShare || !o.Signed || o.By != "A. Tester" {
				t.Errorf("its origin is %+v, %v, %v", o, ok, err)
			}
			if ms, err := db.Merges(ctx); err != nil || len(ms) != 0 {
				t.Errorf("it tells of %d merges, %v", len(ms), err)
			}
			if report.Records == 0 || report.Bare == 0 || report.Entries == 0 || report.Size == 0 {
				t.Errorf("report %+v", report)
			}
		})
	}
}

// mustHoldOne asks for what the first case holds now, to the letter.
func (h *household) mustHoldOne(t *testing.T, db *store.DB, o store.ShareOptions) {
	t.Helper()
	gone := slices.Contains(o.LeaveOut, h.witness.ID)
	want, err := h.db.Snapshot(ctx, h.one.ID)
	must(t, err)
	there, err := db.Everything()
	must(t, err)
	for _, r := range there {
		from, err := h.db.Get(ctx, r.ID)
		must(t, err)
		for f := range from.Values {
			if from.Get(f) != r.Get(f) {
				t.Errorf("%s.%s is not as it was", r.Kind, f)
			}
		}
		if r.Deleted != from.Deleted || r.Deleted && !o.History {
			t.Errorf("%s %s deleted: %v", r.Kind, r.ID, r.Deleted)
		}
		k := schema(t).Kind(r.Kind)
		if _, ok := want.Get(r.ID); !ok && !r.Deleted || k.Composed && !o.Composed {
			t.Errorf("%s %s is not of the case", r.Kind, r.ID)
		}
		label, err := db.Label(ctx, r.ID)
		must(t, err)
		ours, err := h.db.Label(ctx, r.ID)
		must(t, err)
		if label != ours {
			t.Errorf("%s goes by another name", r.Kind)
		}
	}
	for _, id := range []model.ID{h.one.ID, h.victim.ID, h.both.ID, h.officer.ID, h.event.ID, h.photo.ID, h.word.ID, h.mixed.ID} {
		mustGet(t, db, id)
	}
	for _, id := range []model.ID{h.witness.ID, h.interview.ID, h.block.ID, h.passport.ID} {
		if _, err := db.Get(ctx, id); errors.Is(err, store.ErrNotFound) != gone {
			t.Errorf("of the witness: %v", err)
		}
	}
	for _, id := range []model.ID{h.two.ID, h.stranger.ID} {
		if _, err := db.Get(ctx, id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("of the other case: %v", err)
		}
	}
	if _, err := readAll(db, mustGet(t, h.db, h.photo.ID).Text("sha256")); (err == nil) != o.Attachments {
		t.Errorf("bytes: %v", err)
	}
}

func TestAShareComesHome(t *testing.T) {
	for name, o := range map[string]store.ShareOptions{
		"without its history":      {},
		"with all that is its own": {History: true, Attachments: true, Composed: true},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHousehold(t)
			o.Cases, o.LeaveOut = []model.ID{h.one.ID}, []model.ID{h.witness.ID}
			path, _ := h.share(t, o)
			before := everyRecord(t, h.db)
			if r := mustTakeIn(t, h.db, guest(t, path)); !r.Nothing() {
				t.Errorf("untouched it brings %+v", r)
			}
			theirs := colleague(t, path)
			added := record("note", "cases", h.one, "text", "seen by a colleague")
			mustDo(t, theirs, "create", put(added))
			mustDo(t, theirs, "edit", set(h.event.ID, "title", text("changed away from home")))
			mustDo(t, theirs, "edit", set(h.mixed.ID, "cases", model.RefsValue(h.two.ID, h.one.ID)))
			mustDo(t, theirs, "delete", func(tx *store.Tx) error { return tx.Delete(h.photo.ID) })
			mustDo(t, theirs, "attach", func(tx *store.Tx) error {
				_, err := tx.Evidence(strings.NewReader("their scan"), "scan.pdf", "application/pdf",
					map[string]model.Value{"cases": model.RefsValue(h.one.ID)})
				return err
			})
			must(t, theirs.Close())
			mustTakeIn(t, h.db, guest(t, path))
			mustBeSound(t, h.db)
			if got := mustGet(t, h.db, added.ID).Text("text"); got != "seen by a colleague" {
				t.Errorf("the note says %q", got)
			}
			if got := mustGet(t, h.db, h.event.ID).Text("title"); got != "changed away from home" {
				t.Errorf("the event is %q", got)
			}
			if !mustGet(t, h.db, h.photo.ID).Deleted {
				t.Error("the photo is not deleted")
			}
			after := everyRecord(t, h.db)
			for id, r := range before {
				now := after[id]
				if id == h.event.ID || id == h.photo.ID || r.Ref("evidence") == h.photo.ID || id == h.mixed.ID {
					continue
				}
				if now.Deleted != r.Deleted || !same(now, r) {
					t.Errorf("%s %s was touched", r.Kind, id)
				}
			}
			if n, err := h.db.CountConflicts(ctx); err != nil || n != 0 {
				t.Errorf("%d conflicts, %v", n, err)
			}
			if r := mustTakeIn(t, h.db, guest(t, path)); !r.Nothing() {
				t.Errorf("again it brings %+v", r)
			}
		})
	}
	t.Run("and what was changed at home meanwhile is a conflict, not a loss", func(t *testing.T) {
		h := newHousehold(t)
		path, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}})
		theirs := colleague(t, path)
		mustDo(t, theirs, "edit", set(h.event.ID, "title", text("theirs")))
		mustDo(t, h.db, "edit", set(h.event.ID, "title", text("ours")))
		mustTakeIn(t, h.db, theirs)
		cs, err := h.db.Conflicts(ctx, h.event.ID)
		must(t, err)
		if len(cs) != 1 || len(cs[0].Values) != 2 {
			t.Fatalf("conflicts: %+v", cs)
		}
	})
	t.Run("a case that its holder deletes takes along nothing that is of another case as well", func(t *testing.T) {
		h := newHousehold(t)
		path, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}})
		theirs := colleague(t, path)
		mustDo(t, theirs, "delete", func(tx *store.Tx) error { return tx.Delete(h.one.ID) })
		mustTakeIn(t, h.db, theirs)
		if !mustGet(t, h.db, h.one.ID).Deleted {
			t.Error("the case is not deleted")
		}
		if mustGet(t, h.db, h.mixed.ID).Deleted {
			t.Error("an event of the other case is gone")
		}
	})
	t.Run("its holder can go on working on records with links to what was left out", func(t *testing.T) {
		h := newHousehold(t)
		path, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}})
		theirs := colleague(t, path)
		third := record("case", "title", "a case of theirs")
		mustDo(t, theirs, "create", put(third))
		mustDo(t, theirs, "edit", set(h.mixed.ID, "cases", model.RefsValue(h.one.ID, h.two.ID, third.ID)))
		mustDo(t, theirs, "delete", func(tx *store.Tx) error { return tx.Delete(h.mixed.ID) })
		if _, err := theirs.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := theirs.Do(ctx, "edit", set(h.mixed.ID, "place", model.RefValue(model.NewID()))); err == nil {
			t.Error("a link to nothing was taken")
		}
	})
}

// same reports whether two records hold the same.
func same(a, b model.Record) bool {
	for f := range a.Values {
		if a.Get(f) != b.Get(f) {
			return false
		}
	}
	return len(a.Values) == len(b.Values)
}

func TestSharesMeet(t *testing.T) {
	one := func(h *household) store.ShareOptions { return store.ShareOptions{Cases: []model.ID{h.one.ID}} }
	t.Run("a share of a share merges back into the first file", func(t *testing.T) {
		h := newHousehold(t)
		path, _ := h.share(t, one(h))
		middle := &household{db: colleague(t, path)}
		mustDo(t, middle.db, "edit", set(h.one.ID, "summary", text("from the middle")))
		further, _ := middle.share(t, one(h))
		last := colleague(t, further)
		mustBeSound(t, last)
		mustDo(t, last, "edit", set(h.event.ID, "account", text("from afar")))
		mustTakeIn(t, h.db, last)
		if got := mustGet(t, h.db, h.event.ID).Text("account"); got != "from afar" {
			t.Errorf("account %q", got)
		}
		if got := mustGet(t, h.db, h.one.ID).Text("summary"); got != "from the middle" {
			t.Errorf("summary %q", got)
		}
		mustBeSound(t, h.db)
	})
	t.Run("a file that has the whole takes only what is new", func(t *testing.T) {
		h := newHousehold(t)
		path, _ := h.share(t, one(h))
		theirs := colleague(t, path)
		mustDo(t, theirs, "edit", set(h.event.ID, "account", text("new")))
		whole := filepath.Join(t.TempDir(), "whole.guvoh")
		must(t, h.db.CopyTo(whole))
		third := mustOpen(t, whole)
		if r := mustTakeIn(t, third, theirs); r.Changed != 1 || r.New+r.Deleted+r.Conflicts != 0 {
			t.Errorf("it brings %+v", r)
		}
		mustBeSound(t, third)
	})
	t.Run("the whole file fills in what was left out", func(t *testing.T) {
		h := newHousehold(t)
		path, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}, LeaveOut: []model.ID{h.witness.ID}})
		theirs := colleague(t, path)
		mustDo(t, theirs, "edit", set(h.event.ID, "account", text("new")))
		mustTakeIn(t, theirs, h.db)
		mustTakeIn(t, h.db, theirs)
		mustBeSound(t, theirs)
		there := everyRecord(t, theirs)
		for id, r := range everyRecord(t, h.db) {
			if !same(r, there[id]) || r.Deleted != there[id].Deleted {
				t.Errorf("%s %s is not as at home", r.Kind, id)
			}
		}
		a, err := digestOf(h.db)
		must(t, err)
		b, err := digestOf(theirs)
		must(t, err)
		if names := a.differs(b); len(names) > 0 {
			t.Errorf("%d things differ: %v", len(names), names[:1])
		}
		if theirs.Undo(ctx); mustGet(t, theirs, h.event.ID).Text("account") != "" {
			t.Error("they cannot take back their own")
		}
	})
	t.Run("two shares of different cases meet in one file", func(t *testing.T) {
		h := newHousehold(t)
		first, _ := h.share(t, one(h))
		second, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.two.ID}, Attachments: true, History: true})
		db := colleague(t, first)
		mustTakeIn(t, db, guest(t, second))
		mustBeSound(t, db)
		mustGet(t, db, h.stranger.ID)
		for _, id := range []model.ID{h.one.ID, h.two.ID, h.both.ID, h.mixed.ID} {
			if got, want := mustGet(t, db, id), mustGet(t, h.db, id); !same(got, want) {
				t.Errorf("%s is not as at home", got.Kind)
			}
		}
		if n, err := db.CountConflicts(ctx); err != nil || n != 0 {
			t.Errorf("%d conflicts, %v", n, err)
		}
	})
}

func TestSharesLater(t *testing.T) {
	one := func(h *household) store.ShareOptions { return store.ShareOptions{Cases: []model.ID{h.one.ID}} }
	t.Run("a second share brings what was done since the first", func(t *testing.T) {
		h := newHousehold(t)
		first, _ := h.share(t, one(h))
		theirs := colleague(t, first)
		mustDo(t, theirs, "edit", set(h.event.ID, "account", text("theirs")))
		mustDo(t, h.db, "edit", set(h.event.ID, "title", text("at home since")))
		later := record("note", "cases", h.one, "text", "later")
		mustDo(t, h.db, "create", put(later))
		second, _ := h.share(t, one(h))
		mustTakeIn(t, theirs, guest(t, second))
		mustBeSound(t, theirs)
		e := mustGet(t, theirs, h.event.ID)
		if e.Text("title") != "at home since" || e.Text("account") != "theirs" {
			t.Error("the event is not as both wrote it")
		}
		mustGet(t, theirs, later.ID)
		if n, err := theirs.CountConflicts(ctx); err != nil || n != 0 {
			t.Errorf("%d conflicts, %v", n, err)
		}
	})
	t.Run("what was ordered out at home goes from the file of whoever has a share", func(t *testing.T) {
		h := newHousehold(t)
		first, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}, History: true})
		mustDo(t, h.db, "purge", func(tx *store.Tx) error { return tx.Purge(h.event.ID, "title", "withdrawn") })
		second, _ := h.share(t, one(h))
		theirs := colleague(t, first)
		mustTakeIn(t, theirs, guest(t, second))
		mustBeSound(t, theirs)
		must(t, theirs.Close())
		if found := holds(t, first, wasSo+" event", ofOne+" event"); len(found) > 0 {
			t.Errorf("its pages hold %v", found)
		}
	})
	t.Run("a conflict goes along with all its values, and is decided by whoever has it", func(t *testing.T) {
		h := newHousehold(t)
		whole := filepath.Join(t.TempDir(), "whole.guvoh")
		must(t, h.db.CopyTo(whole))
		other := colleague(t, whole)
		mustDo(t, other, "edit", set(h.event.ID, "title", text("as they say")))
		mustDo(t, h.db, "edit", set(h.event.ID, "title", text("as we say")))
		mustTakeIn(t, h.db, other)
		path, _ := h.share(t, one(h))
		theirs := colleague(t, path)
		mustBeSound(t, theirs)
		cs, err := theirs.Conflicts(ctx, h.event.ID)
		must(t, err)
		if len(cs) != 1 || len(cs[0].Values) != 2 {
			t.Fatalf("conflicts: %+v", cs)
		}
		mustDo(t, theirs, "edit", func(tx *store.Tx) error { return tx.Resolve(h.event.ID, "title", text("as they say")) })
		mustTakeIn(t, h.db, theirs)
		if n, err := h.db.CountConflicts(ctx); err != nil || n != 0 || mustGet(t, h.db, h.event.ID).Text("title") != "as they say" {
			t.Errorf("%d conflicts, %v", n, err)
		}
	})
	t.Run("a merge of a share can be taken back, and made again", func(t *testing.T) {
		h := newHousehold(t)
		path, _ := h.share(t, one(h))
		theirs := colleague(t, path)
		mustDo(t, theirs, "edit", set(h.event.ID, "account", text("theirs")))
		before := everyRecord(t, h.db)
		r := mustTakeIn(t, h.db, theirs)
		_, err := h.db.Unmerge(ctx, r.Merge, nil)
		must(t, err)
		mustBeSound(t, h.db)
		for id, r := range everyRecord(t, h.db) {
			if !same(r, before[id]) {
				t.Errorf("%s is not as before", r.Kind)
			}
		}
		_, err = h.db.Merge(ctx, theirs, store.Choice{Way: "file", Again: true})
		must(t, err)
		if got := mustGet(t, h.db, h.event.ID).Text("account"); got != "theirs" {
			t.Errorf("again it is %q", got)
		}
	})
	t.Run("whoever was left out loses nothing when the case is deleted elsewhere", func(t *testing.T) {
		h := newHousehold(t)
		path, _ := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}, LeaveOut: []model.ID{h.both.ID}})
		theirs := colleague(t, path)
		mustDo(t, theirs, "delete", func(tx *store.Tx) error { return tx.Delete(h.one.ID) })
		mustTakeIn(t, h.db, theirs)
		for id, r := range everyRecord(t, h.db) {
			if r.Deleted && (id == h.both.ID || id == h.two.ID || r.Ref("case") == h.two.ID || r.Ref("person") == h.both.ID) {
				t.Errorf("%s of somebody who was left out is deleted", r.Kind)
			}
		}
	})
}

func TestAShareAppearsWholeOrNotAtAll(t *testing.T) {
	h := newHousehold(t)
	o := store.ShareOptions{Cases: []model.ID{h.one.ID}}
	lock := vault.NewPassphrase(string(vaulttest.Passphrase), "")
	nothingIn := func(t *testing.T, dir string) {
		t.Helper()
		if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
			t.Errorf("there is %v, %v", left, err)
		}
	}
	t.Run("not when it is broken off", func(t *testing.T) {
		dir := t.TempDir()
		if _, err := h.db.ShareTo(cancelled(t), filepath.Join(dir, "a.guvoh"), lock, vaulttest.Cheap, o); err == nil {
			t.Error("it was made")
		}
		nothingIn(t, dir)
	})
	t.Run("not when there is no room for it", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "home.guvoh")
		must(t, h.db.CopyTo(path))
		dir := t.TempDir()
		for pages, failed := 10, 0; ; pages += 15 {
			small := signing(t)
			small.MaxPages = pages
			db, err := store.Open(path, small)
			must(t, err)
			_, err = db.ShareTo(ctx, filepath.Join(dir, "a.guvoh"), lock, vaulttest.Cheap, o)
			must(t, db.Close())
			if err == nil {
				if failed < 4 {
					t.Errorf("there was no room only %d times", failed)
				}
				break
			}
			if failed++; !errors.Is(err, store.ErrFull) {
				t.Errorf("with %d pages it fails with %v", pages, err)
			}
			nothingIn(t, dir)
		}
	})
	t.Run("not over something else", func(t *testing.T) {
		path, _ := h.share(t, o)
		if _, err := h.db.ShareTo(ctx, path, lock, vaulttest.Cheap, o); !errors.Is(err, store.ErrExists) {
			t.Errorf("fails with %v", err)
		}
	})
	t.Run("not of a case that is not there", func(t *testing.T) {
		dir := t.TempDir()
		for _, ids := range [][]model.ID{nil, {model.NewID()}, {h.victim.ID}} {
			if _, err := h.db.ShareTo(ctx, filepath.Join(dir, "a.guvoh"), lock, vaulttest.Cheap, store.ShareOptions{Cases: ids}); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("fails with %v", err)
			}
		}
		nothingIn(t, dir)
	})
	t.Run("and a colleague opens it with their own key", func(t *testing.T) {
		me, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "identity"), vaulttest.Passphrase, vaulttest.Cheap, false)
		must(t, err)
		r, err := vault.ParseRecipient(me.Recipient())
		must(t, err)
		path := filepath.Join(t.TempDir(), "a.guvoh")
		_, err = h.db.ShareTo(ctx, path, vault.NewRecipient(r, ""), vaulttest.Cheap, o)
		must(t, err)
		with := options(t)
		with.Secret = me.Secret()
		must(t, mustOpenWith(t, path, with).Close())
		if _, err := store.Open(path, options(t)); !errors.Is(err, store.ErrWrongKey) {
			t.Errorf("the passphrase of home: %v", err)
		}
	})
}
