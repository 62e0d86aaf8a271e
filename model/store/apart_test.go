package store_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// apart is a file with two persons, and what rests on each alone and on both.
func apart(t *testing.T) (*household, *modeltest.Apart) {
	t.Helper()
	db, err := store.Create(filepath.Join(t.TempDir(), "home.guvoh"), signing(t))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	a := modeltest.NewApart(schema(t))
	return putApart(t, db, a, a.Records), a
}

// putApart puts records of such a file into one.
func putApart(t *testing.T, db *store.DB, a *modeltest.Apart, records []model.Record) *household {
	t.Helper()
	var first, rest []model.Record
	for _, r := range records {
		if r.Kind == "term" {
			first = append(first, r)
		} else {
			rest = append(rest, r)
		}
	}
	mustDo(t, db, "import", put(first...))
	mustDo(t, db, "import", put(rest...))
	mustDo(t, db, "attach", func(tx *store.Tx) error {
		for _, r := range records {
			if in, err := a.Open(r.Text("sha256")); err == nil {
				if _, _, err := tx.Attach(in); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return &household{db: db, one: mustGet(t, db, a.Case)}
}

// namedOne are the forms of the first person's name.
var namedOne = []string{"Zyxonov", "Ruslan"}

func TestNothingGoesAlongThatRestsOnWhoIsLeftOut(t *testing.T) {
	raced.OneByOne(t)
	h, a := apart(t)
	for name, way := range map[string]func(t *testing.T, cases []model.ID) string{
		"in a share": func(t *testing.T, cases []model.ID) string {
			path, _ := h.share(t, store.ShareOptions{Cases: cases, LeaveOut: []model.ID{a.One}, Attachments: true, Composed: true})
			return path
		},
		"in a share with its history": func(t *testing.T, cases []model.ID) string {
			path, _ := h.share(t, store.ShareOptions{Cases: cases, LeaveOut: []model.ID{a.One}, History: true, Attachments: true, Composed: true})
			return path
		},
		"in a snapshot": func(t *testing.T, cases []model.ID) string {
			path := filepath.Join(t.TempDir(), "outside.guvoh")
			_, err := h.db.SnapshotTo(ctx, path, vault.NewPassphrase(string(vaulttest.Passphrase), ""), vaulttest.Cheap, store.SnapshotOptions{
				Cases: cases, LeaveOut: []model.ID{a.One}, Attachments: true, Composed: true, Sensitive: true,
			})
			must(t, err)
			return path
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := way(t, []model.ID{a.Case, a.Alone})
			if found := holds(t, path, append([]string{modeltest.OfOne}, namedOne...)...); len(found) > 0 {
				t.Errorf("its pages hold %v", found)
			}
			if found := holds(t, path, modeltest.OfOther, modeltest.OfBoth, modeltest.OfOffice); len(found) != 3 {
				t.Errorf("of others its pages hold only %v", found)
			}
			db := colleague(t, path)
			mustBeSound(t, db)
			h.keepsApart(t, a, db, name == "in a snapshot")
			if alone := mustGet(t, db, a.Alone); alone.Text("reference") != "Z-2" || len(alone.Values) != 1 {
				t.Errorf("of the case of nobody else it has %d values", len(alone.Values))
			}
		})
	}
	t.Run("and of a case of nobody else by itself only the reference", func(t *testing.T) {
		path, r := h.share(t, store.ShareOptions{Cases: []model.ID{a.Alone}, LeaveOut: []model.ID{a.One}, History: true, Attachments: true})
		if found := holds(t, path, modeltest.OfOne, modeltest.OfOther, modeltest.OfBoth, modeltest.OfOffice); len(found) > 0 {
			t.Errorf("its pages hold %v", found)
		}
		if r.Records != 1 || r.LeftOut.Records < 10 {
			t.Errorf("%+v", r)
		}
	})
	t.Run("while a share without anybody left out has all of it", func(t *testing.T) {
		path, _ := h.share(t, store.ShareOptions{Cases: []model.ID{a.Case, a.Alone}, History: true, Attachments: true, Composed: true})
		db := colleague(t, path)
		for _, r := range a.Records {
			mustGet(t, db, r.ID)
		}
	})
	t.Run("nor is anything lost when it comes home", func(t *testing.T) {
		before := everyRecord(t, h.db)
		path, _ := h.share(t, store.ShareOptions{Cases: []model.ID{a.Case, a.Alone}, LeaveOut: []model.ID{a.One}, Attachments: true})
		theirs := colleague(t, path)
		mustDo(t, theirs, "edit", set(a.Other, "summary", text("seen by a colleague")))
		must(t, theirs.Close())
		mustTakeIn(t, h.db, guest(t, path))
		mustBeSound(t, h.db)
		for id, r := range everyRecord(t, h.db) {
			if !same(before[id], r) && id != a.Other {
				t.Errorf("%s was touched", r.Kind)
			}
		}
	})
	t.Run("and a colleague's whole copy has all of it", func(t *testing.T) {
		whole := filepath.Join(t.TempDir(), "whole.guvoh")
		must(t, h.db.CopyTo(whole))
		empty := mustCreate(t)
		mustTakeIn(t, empty, mustOpen(t, whole))
		for _, r := range a.Records {
			mustGet(t, empty, r.ID)
		}
	})
}

// keepsApart asks a file that was given away for each record: none that rests on the
// first person, and all that tell of others, but for how we work where it is for
// somebody outside.
func (h *household) keepsApart(t *testing.T, a *modeltest.Apart, db *store.DB, outside bool) {
	t.Helper()
	ours := []string{
		"exception", "deadline", "earlier_interview", "referral", "pseudonym", "judgement", "complaint", "bearing", "issue",
	}
	for _, r := range a.Records {
		_, err := db.Get(ctx, r.ID)
		there := !errors.Is(err, store.ErrNotFound)
		why, theirs := a.Theirs[r.ID]
		switch {
		case theirs && r.ID != a.Alone && there:
			t.Errorf("it has %s", why)
		case !theirs && !there && !(outside && slices.Contains(ours, r.Kind)):
			t.Errorf("it has no %s of %.9q", r.Kind, firstText(r))
		}
	}
}

// firstText gives words of a record by which it is known whose it is.
func firstText(r model.Record) string {
	for _, f := range []string{"account", "title", "text", "description", "summary", "original", "reason", "label_en"} {
		if s := r.Text(f); s != "" {
			return s
		}
	}
	return ""
}

// What stood there before tells as well as what stands there now.
func TestNothingGoesAlongThatStoodThereBefore(t *testing.T) {
	raced.OneByOne(t)
	h, a := apart(t)
	of := func(kind string, fields ...any) model.Record {
		t.Helper()
		r := record(kind, fields...)
		mustDo(t, h.db, "create", put(r))
		return r
	}
	one := func(kind string) model.ID {
		t.Helper()
		i := slices.IndexFunc(a.Records, func(r model.Record) bool { _, theirs := a.Theirs[r.ID]; return theirs && r.Kind == kind })
		return a.Records[i].ID
	}
	event := of("event", "cases", h.one, "title", wasSo+" of theirs")
	mustDo(t, h.db, "edit", set(event.ID, "persons", model.RefsValue(a.One)))
	mustDo(t, h.db, "edit", set(event.ID, "persons", model.RefsValue(a.Other)))
	mustDo(t, h.db, "edit", set(event.ID, "title", text("of another")))
	note := of("note", "cases", h.one, "text", wasSo+", said Zyxonov")
	mustDo(t, h.db, "edit", set(note.ID, "text", text("somebody said so")))
	dated := of("event", "cases", h.one, "title", "dated", "date", model.DateValue(model.Date{Earliest: "2014-05-01", Latest: "2014-05-01", Precision: model.PrecisionDay, Words: wasSo + ", when Ruslan Zyxonov came"}))
	mustDo(t, h.db, "edit", set(dated.ID, "date", ""))
	quoted := of("citation", "subject", model.RefValue(a.Other), "block", model.RefValue(one("block")), "quote", wasSo+" quoted")
	mustDo(t, h.db, "edit", set(quoted.ID, "quote", text("of a newspaper")))
	mustDo(t, h.db, "edit", set(quoted.ID, "block", ""))
	another := of("person_name", "person", model.RefValue(a.One), "text", "Oybek Zyxformerly")
	mustDo(t, h.db, "edit", set(another.ID, "text", text("Oybek")))
	mustDo(t, h.db, "delete", func(tx *store.Tx) error { return tx.Delete(another.ID) })
	byThat := of("note", "cases", h.one, "text", wasSo+", as Oybek Zyxformerly said")
	mustDo(t, h.db, "edit", set(byThat.ID, "text", text("as somebody said")))
	for _, r := range []model.Record{
		of("note", "cases", h.one, "text", wasThere+" of Zyxonov"),
		of("event", "cases", h.one, "title", wasThere+" event", "persons", model.RefsValue(a.One)),
	} {
		mustDo(t, h.db, "delete", func(tx *store.Tx) error { return tx.Delete(r.ID) })
	}
	kept := of("note", "cases", h.one, "text", ofTwo+" before")
	mustDo(t, h.db, "edit", set(kept.ID, "text", text("now")))
	gone := of("note", "cases", h.one, "text", ofBoth+" deleted")
	mustDo(t, h.db, "delete", func(tx *store.Tx) error { return tx.Delete(gone.ID) })

	path, r := h.share(t, store.ShareOptions{Cases: []model.ID{a.Case}, LeaveOut: []model.ID{a.One}, History: true, Attachments: true, Composed: true})
	if found := holds(t, path, wasSo, wasThere, modeltest.OfOne, "Zyxonov", "Zyxformerly"); len(found) > 0 {
		t.Errorf("its pages hold %v", found)
	}
	if found := holds(t, path, ofTwo+" before", ofBoth+" deleted"); len(found) != 2 {
		t.Errorf("of what tells of nobody its pages hold only %v", found)
	}
	if r.LeftOut.Values == 0 {
		t.Error("it does not say that old values stayed")
	}
	db := colleague(t, path)
	mustBeSound(t, db)
	for _, id := range []model.ID{event.ID, note.ID, dated.ID, quoted.ID, byThat.ID, kept.ID, gone.ID} {
		if !same(mustGet(t, db, id), mustGet(t, h.db, id)) {
			t.Error("what stands there now is not as at home")
		}
	}
	if r := mustTakeIn(t, h.db, guest(t, path)); !r.Nothing() {
		t.Errorf("untouched it brings %+v", r)
	}
	mustTakeIn(t, db, h.db)
	mustBeSound(t, db)
	x, err := digestOf(h.db)
	must(t, err)
	y, err := digestOf(db)
	must(t, err)
	if names := x.differs(y); len(names) > 0 {
		t.Errorf("the whole file does not fill it in: %d things differ", len(names))
	}
}

// Numbers for others are those of a file to which who said no had never come.
func TestNoNumberForOthersTellsOfWhoSaidNo(t *testing.T) {
	raced.OneByOne(t)
	h, a := apart(t)
	mustDo(t, h.db, "create", put(record("consent", "person", model.RefValue(a.One), "purpose", "publish", "decision", "no")))
	never := mustCreate(t)
	putApart(t, never, a, a.Without(a.Records))
	for _, of := range store.StatisticsKinds() {
		for _, by := range store.StatisticsBys() {
			t.Run(string(of)+" by "+string(by), func(t *testing.T) {
				got, err := h.db.Statistics(ctx, of, []store.StatisticsBy{by}, store.StatisticsFilter{Purpose: "publish"})
				must(t, err)
				want, err := never.Statistics(ctx, of, []store.StatisticsBy{by}, store.StatisticsFilter{Purpose: "publish"})
				must(t, err)
				if inBars(got) != inBars(want) || got.Total != want.Total || got.Undated != want.Undated || len(got.Rows) != len(want.Rows) {
					t.Errorf("%s (%v), and without them %s (%v)", inBars(got), got.Total, inBars(want), want.Total)
				}
				if want.Total == (store.Tally{}) {
					t.Error("nothing is counted of the other")
				}
			})
		}
	}
}

// An annex of patterns lies in one case and tells of others: its bytes go along only
// with all of them.
func TestWhatTellsOfOtherCasesStays(t *testing.T) {
	h := newHousehold(t)
	var annex model.Record
	const inIt = "zyxannex"
	mustDo(t, h.db, "attach", func(tx *store.Tx) (err error) {
		annex, err = tx.Evidence(strings.NewReader(strings.Repeat(inIt+" ", 3000)), "annex.pdf", "application/pdf", map[string]model.Value{
			"cases": model.RefsValue(h.one.ID), "tells_of": model.RefsValue(h.two.ID), "title": text("What cases have in common"),
		})
		return err
	})
	for name, way := range map[string]func(cases ...model.ID) (string, store.ShareReport){
		"a share": func(cases ...model.ID) (string, store.ShareReport) {
			return h.share(t, store.ShareOptions{Cases: cases, Attachments: true})
		},
		"a snapshot": func(cases ...model.ID) (string, store.ShareReport) {
			path := filepath.Join(t.TempDir(), "outside.guvoh")
			r, err := h.db.SnapshotTo(ctx, path, vault.NewPassphrase(string(vaulttest.Passphrase), ""), vaulttest.Cheap, store.SnapshotOptions{Cases: cases, Attachments: true})
			must(t, err)
			return path, r
		},
	} {
		t.Run("from "+name+" of one case, but not its record", func(t *testing.T) {
			path, r := way(h.one.ID)
			if found := holds(t, path, inIt, itsBytes); !slices.Equal(found, []string{itsBytes}) || r.Awaited != 1 {
				t.Errorf("its pages hold %v, %d are awaited", found, r.Awaited)
			}
			if got := mustGet(t, colleague(t, path), annex.ID); got.Text("title") == "" {
				t.Error("nothing is known of it")
			}
		})
		t.Run("and goes with "+name+" of all", func(t *testing.T) {
			path, _ := way(h.one.ID, h.two.ID)
			if found := holds(t, path, inIt); len(found) != 1 {
				t.Error("it has no bytes")
			}
		})
	}
}
