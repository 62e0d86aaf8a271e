package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// aFewCases makes a file with cases that all hold the word prison, read in.
func aFewCases(t *testing.T, n int) (*store.DB, []model.Record) {
	t.Helper()
	db := mustCreate(t)
	var all []model.Record
	mustDo(t, db, "create", func(tx *store.Tx) error {
		for i := range n {
			r := model.NewRecord("case")
			r.Set("title", text(fmt.Sprintf("number%d", i)))
			r.Set("summary", text(strings.Repeat(fmt.Sprintf("The prison of Qarshi, room%d. ", i), 20)))
			all = append(all, r)
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	defer store.LongTurns()() // so that what the index looks like is the same each time
	readWords(t, db)
	return db, all
}

func lookFor(t *testing.T, db *store.DB, l store.Looked) store.Matches {
	t.Helper()
	if l.Limit == 0 {
		l.Limit = 50
	}
	m, err := db.Look(ctx, l)
	must(t, err)
	return m
}

// spoilt spoils the index under the seal: the first page of words of a file of
// aFewCases says that they end where they do not.
func spoilt(t *testing.T, db *store.DB) *store.DB {
	t.Helper()
	rows, err := db.Ask("SELECT rootpage FROM sqlite_schema WHERE name = 'spelling_data'")
	must(t, err)
	root, path, key, done := int(rows[0][0].(int64)), db.Path(), db.Handover(), false
	db.Close()
	file := mustRead(t, path)
	must(t, vaulttest.Reseal(file, key, func(page int, b []byte) bool {
		at := bytes.Index(b, []byte("0number0"))
		if page != root || at < 5 {
			return false
		}
		copy(b[at-5:at-1], "\xff\xff\xff\xff")
		done = true
		return true
	}))
	if !done {
		t.Fatal("there are no words where they should be")
	}
	must(t, os.WriteFile(path, file, 0o600))
	return mustOpen(t, path)
}

func TestADamagedIndex(t *testing.T) {
	prison := store.Looked{Query: search.Parse("prison", true)}
	t.Run("keeps nobody from finding everything, is named as no loss, and is made anew", func(t *testing.T) {
		db, all := aFewCases(t, 30)
		db = spoilt(t, db)
		m := lookFor(t, db, prison)
		if len(m.Found) != len(all) || !m.Damaged || !m.Found[0].Exact || len(m.Found[0].Marks) == 0 {
			t.Fatalf("%d of %d found, damaged: %v", len(m.Found), len(all), m.Damaged)
		}
		r, err := db.Check(ctx, nil)
		if must(t, err); !r.OnlyIndex() {
			t.Errorf("the check finds %v", r.Findings)
		}
		readWords(t, db)
		if m := lookFor(t, db, prison); m.Damaged || m.Unread > 0 || len(m.Found) != len(all) {
			t.Errorf("after it was made anew, %d are found, %d one by one, damaged: %v", len(m.Found), m.Unread, m.Damaged)
		}
		mustBeSound(t, db)
	})
	t.Run("is noticed when words are read in, and made anew", func(t *testing.T) {
		db, all := aFewCases(t, 30)
		db = spoilt(t, db)
		for i := range 40 { // until SQLite joins the parts of its index
			mustDo(t, db, "edit", set(all[0].ID, "title", text(fmt.Sprintf("changed %d", i))))
			readWords(t, db)
		}
		if m := lookFor(t, db, prison); len(m.Found) != len(all) || m.Damaged {
			t.Errorf("%d found, damaged: %v", len(m.Found), m.Damaged)
		}
		mustBeSound(t, db)
	})
	for name, query := range map[string]string{
		"a row of the index is missing":            "DELETE FROM sound WHERE rowid = (SELECT min(id) FROM sound_docsize)",
		"the index has a row of no record":         "INSERT INTO spelling(rowid, words) VALUES(1000000, 'prison')",
		"the index has a row of a page of nothing": "INSERT INTO spelling(rowid, words) VALUES(1000001, 'prison')",
	} {
		t.Run("is named when "+name+", and repaired", func(t *testing.T) {
			db, _ := aFewCases(t, 5)
			must(t, db.Exec(query))
			r, err := db.Check(ctx, nil)
			if must(t, err); !r.OnlyIndex() || r.Findings[0].Trouble != store.BadIndex {
				t.Fatalf("the check finds %v", r.Findings)
			}
			must(t, db.Repair(ctx))
			readWords(t, db)
			mustBeSound(t, db)
		})
	}
	t.Run("whose pages cannot be read keeps nobody from writing and finding, and is left behind by a salvage", func(t *testing.T) {
		db, all := aFewCases(t, 30)
		rows, err := db.Ask("SELECT rootpage FROM sqlite_schema WHERE name = 'spelling_data'")
		must(t, err)
		path, page := db.Path(), rows[0][0].(int64)
		db.Close()
		b := mustRead(t, path)
		b[header+int(page-1)*vault.PageSize+100] ^= 1
		must(t, os.WriteFile(path, b, 0o600))
		db = mustOpen(t, path)
		if _, err := db.Do(ctx, "edit", set(all[0].ID, "title", text("changed"))); err != nil {
			t.Fatal("nobody can write:", err)
		}
		if m := lookFor(t, db, prison); len(m.Found) != len(all) || !m.Damaged {
			t.Errorf("%d found, damaged: %v", len(m.Found), m.Damaged)
		}
		for range 2 {
			if _, err := db.ReadIn(ctx, time.Second); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("reading in says %v", err)
			}
		}
		if err := db.Repair(ctx); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("repairing says %v", err)
		}
		if m := lookFor(t, db, prison); len(m.Found) != len(all) || !m.Damaged {
			t.Errorf("in the end %d are found, damaged: %v", len(m.Found), m.Damaged)
		}
		r, err := db.Check(ctx, nil)
		if must(t, err); !r.OnlyIndex() || !slices.ContainsFunc(r.Findings, func(f store.Finding) bool { return f.Held == store.HeldIndex && f.Page == int(page) }) {
			t.Errorf("the check finds %v", r.Findings)
		}
		db.Close()
		out := filepath.Join(t.TempDir(), "saved.guvoh")
		s, err := store.Salvage(ctx, path, out, options(t), nil)
		if must(t, err); len(s.Lost) > 0 || !s.Saved.OK() {
			t.Errorf("lost: %v; wrong: %v", s.Lost, s.Saved.Findings)
		}
		db = mustOpen(t, out)
		readWords(t, db)
		if m := lookFor(t, db, prison); len(m.Found) != len(all) || m.Damaged {
			t.Errorf("in the salvaged file %d are found", len(m.Found))
		}
	})
}

// spoiltPage makes the first page of a table one that cannot be read.
func spoiltPage(t *testing.T, db *store.DB, table string) *store.DB {
	t.Helper()
	rows, err := db.Ask("SELECT rootpage FROM sqlite_schema WHERE name = ?", table)
	must(t, err)
	path, page := db.Path(), rows[0][0].(int64)
	db.Close()
	b := mustRead(t, path)
	b[header+int(page-1)*vault.PageSize+100] ^= 1
	must(t, os.WriteFile(path, b, 0o600))
	return mustOpen(t, path)
}

// TestPurgedWordsLeaveTheIndex looks into the pages for words, and for the parts of
// them that an index keeps.
func TestPurgedWordsLeaveTheIndex(t *testing.T) {
	words := []string{"zqxwvukakaka", "zqxwvulalala", "zqxwvumamama"}
	parts := []string{"zqxwvu", "kakaka", "lalala", "mamama"}
	holds := func(t *testing.T, db *store.DB) (found []string) {
		t.Helper()
		must(t, db.EachPage(func(b []byte) {
			for _, p := range parts {
				if bytes.Contains(b, []byte(p)) && !slices.Contains(found, p) {
					found = append(found, p)
				}
			}
		}))
		return found
	}
	t.Run("of a record", func(t *testing.T) {
		db, all := aFewCases(t, 10)
		mustDo(t, db, "edit", set(all[3].ID, "summary", text(strings.Join(words, " "))))
		readWords(t, db)
		mustDo(t, db, "edit", set(all[3].ID, "summary", text("nothing")))
		readWords(t, db)
		if len(holds(t, db)) == 0 {
			t.Fatal("the words do not stand in the file to begin with")
		}
		mustDo(t, db, "purge", func(tx *store.Tx) error { return tx.Purge(all[3].ID, "summary", "asked for") })
		if left := holds(t, db); len(left) > 0 {
			t.Errorf("%v stand in its pages", left)
		}
		readWords(t, db)
		if left := holds(t, db); len(left) > 0 {
			t.Errorf("%v stand in its pages once it was read in", left)
		}
		mustBeSound(t, db)
	})
	t.Run("of an attachment", func(t *testing.T) {
		db, all := aFewCases(t, 10)
		var e model.Record
		mustDo(t, db, "attach", func(tx *store.Tx) (err error) {
			e, err = tx.Evidence(strings.NewReader("as received"), "scan.txt", "text/plain", map[string]model.Value{"cases": model.RefsValue(all[0].ID)})
			return err
		})
		sha := e.Text("sha256")
		must(t, db.SetPassages(ctx, sha, store.TextRead, []store.Passage{{Page: 1, Text: "one"}, {Page: 2, Text: strings.Join(words, " ")}}))
		readWords(t, db)
		m := lookFor(t, db, store.Looked{Query: search.Parse(words[1], false)})
		if len(m.Found) != 1 || m.Found[0].Page != 2 || m.Found[0].SHA256 != sha || m.Found[0].Record != e.ID || !slices.Equal(m.Found[0].Cases, []model.ID{all[0].ID}) {
			t.Fatalf("found: %+v", m.Found)
		}
		mustDo(t, db, "purge", func(tx *store.Tx) error { return tx.PurgeBytes(e.ID, "asked for") })
		if left := holds(t, db); len(left) > 0 {
			t.Errorf("%v stand in its pages", left)
		}
		if m := lookFor(t, db, store.Looked{Query: search.Parse(words[1], false)}); len(m.Found) > 0 {
			t.Error("it is found")
		}
	})
}

func TestLookNarrowly(t *testing.T) {
	db, all := aFewCases(t, 20)
	note := func(c model.ID, words string) model.Record {
		r := model.NewRecord("note")
		r.Set("cases", model.RefsValue(c))
		r.Set("text", text(words))
		return r
	}
	one, two := note(all[4].ID, "seen in the prison"), note(all[5].ID, "seen in the prison")
	person := model.NewRecord("person")
	name := model.NewRecord("person_name")
	name.Set("person", model.RefValue(person.ID))
	name.Set("text", text("Prison Warden"))
	part := model.NewRecord("participant")
	part.Set("person", model.RefValue(person.ID))
	part.Set("case", model.RefValue(all[4].ID))
	mustDo(t, db, "create", put(one, two, person, name, part))
	for _, state := range []string{"before it was read in", "after it was read in"} {
		t.Run("gives what belongs to a case, "+state, func(t *testing.T) {
			m := lookFor(t, db, store.Looked{Query: search.Parse("prison", false), Case: all[4].ID})
			var got []model.ID
			for _, f := range m.Found {
				got = append(got, f.Record)
				if !slices.Equal(f.Cases, []model.ID{all[4].ID}) {
					t.Errorf("a %s belongs to %d cases", f.Kind, len(f.Cases))
				}
			}
			if len(got) != 3 || !slices.Contains(got, all[4].ID) || !slices.Contains(got, one.ID) || !slices.Contains(got, name.ID) {
				t.Errorf("%d found", len(got))
			}
		})
		t.Run("gives what is of a kind, "+state, func(t *testing.T) {
			if m := lookFor(t, db, store.Looked{Query: search.Parse("prison", false), Kinds: []string{"note", "person_name"}}); len(m.Found) != 3 {
				t.Errorf("%d found", len(m.Found))
			}
		})
		t.Run("gives page after page, each record once, "+state, func(t *testing.T) {
			seen := map[model.ID]bool{}
			for from, more := 0, true; more; from += 4 {
				m := lookFor(t, db, store.Looked{Query: search.Parse("prison", false), From: from, Limit: 4})
				for _, f := range m.Found {
					if seen[f.Record] {
						t.Fatal("one comes again")
					}
					seen[f.Record] = true
				}
				more = m.More
			}
			if len(seen) != len(all)+3 {
				t.Errorf("%d of %d", len(seen), len(all)+3)
			}
		})
		readWords(t, db)
	}
	t.Run("says what it did not look through when patience is short", func(t *testing.T) {
		must(t, db.ForgetWords(ctx))
		m := lookFor(t, db, store.Looked{Query: search.Parse("prison", false), Patience: 1})
		if m.Waiting == 0 || m.Unread+m.Waiting < len(all) {
			t.Errorf("%d looked through, %d waiting", m.Unread, m.Waiting)
		}
		if m := lookFor(t, db, store.Looked{Query: search.Parse("prison", false)}); m.Waiting > 0 || len(m.Found) != len(all)+3 {
			t.Errorf("without patience %d are found, %d waiting", len(m.Found), m.Waiting)
		}
	})
	t.Run("finds by a word in a field of the users' own", func(t *testing.T) {
		own := model.NewRecord("field")
		own.Set("kind", text("case"))
		own.Set("label_en", text("Weather"))
		own.Set("type", text("text"))
		mustDo(t, db, "create", put(own))
		mustDo(t, db, "edit", set(all[0].ID, model.CustomFieldName(own.ID), text("blizzard")))
		readWords(t, db)
		m := lookFor(t, db, store.Looked{Query: search.Parse("blizzard", false)})
		if len(m.Found) != 1 || m.Found[0].Field != model.CustomFieldName(own.ID) || len(m.Found[0].Marks) != 1 {
			t.Errorf("%+v", m.Found)
		}
	})
	t.Run("finds no words of two fields as if they stood behind each other", func(t *testing.T) {
		r := model.NewRecord("case")
		r.Set("title", text("ends with alpha"))
		r.Set("summary", text("beta begins"))
		mustDo(t, db, "create", put(r))
		readWords(t, db)
		if m := lookFor(t, db, store.Looked{Query: search.Parse(`"alpha beta"`, false)}); len(m.Found) > 0 {
			t.Error("it is found")
		}
	})
}

// A word in another spelling may stand in more records than are weighed, and what
// must not occur with it in all the newest of them.
func TestLookBehindWhatMustNotOccur(t *testing.T) {
	db := mustCreate(t)
	old := model.NewRecord("case")
	old.Set("title", text("Каримов"))
	all := []model.Record{old}
	for range 2100 {
		r := model.NewRecord("case")
		r.Set("title", text("Каримов brother"))
		all = append(all, r)
	}
	mustDo(t, db, "import", put(all...))
	readWords(t, db)
	m := lookFor(t, db, store.Looked{Query: search.Parse("Karimov -brother", false)})
	if len(m.Found) != 1 || m.Found[0].Record != old.ID || m.Found[0].Exact {
		t.Errorf("%d are found", len(m.Found))
	}
}
