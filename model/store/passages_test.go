package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

// mustKeepBytes makes evidence of words.
func mustKeepBytes(tb testing.TB, db *store.DB, words string) (evidence model.Record, sha string) {
	tb.Helper()
	mustDo(tb, db, "attach", func(tx *store.Tx) (err error) {
		evidence, err = tx.Evidence(strings.NewReader(words), "a.txt", "text/plain", nil)
		return err
	})
	return evidence, evidence.Text("sha256")
}

func unextracted(tb testing.TB, db *store.DB) (shas []string) {
	tb.Helper()
	all, err := db.Unextracted(ctx, 100)
	must(tb, err)
	for _, u := range all {
		shas = append(shas, u.SHA256)
	}
	return shas
}

func TestPassages(t *testing.T) {
	pages := []store.Passage{{Page: 1, Text: "They took him to Nukus."}, {Page: 3, Text: "Later to Qarshi."}}
	t.Run("are awaited of each attachment that evidence names, the small ones first", func(t *testing.T) {
		db := mustCreate(t)
		_, long := mustKeepBytes(t, db, strings.Repeat("a long text ", 100))
		_, short := mustKeepBytes(t, db, "a text")
		gone, deleted := mustKeepBytes(t, db, "what was a mistake")
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(gone.ID) })
		all, err := db.Unextracted(ctx, 100)
		must(t, err)
		if len(all) != 2 || all[0].SHA256 != short || all[1].SHA256 != long || all[0].Name != "a.txt" || all[0].MediaType != "text/plain" || all[0].Size != 6 {
			t.Errorf("%d, the first of %d bytes", len(all), all[0].Size)
		}
		if u, err := db.Unsearched(ctx); err != nil || u.Attachments != 2 || u.Records == 0 {
			t.Errorf("%+v, %v", u, err)
		}
		mustDo(t, db, "restore", func(tx *store.Tx) error { return tx.Restore(gone.ID) })
		if !slices.Contains(unextracted(t, db), deleted) {
			t.Error("what is brought back is not read")
		}
		if some, err := db.Unextracted(ctx, 1); err != nil || len(some) != 1 {
			t.Errorf("%d, %v", len(some), err)
		}
	})
	t.Run("are awaited once where several pieces of evidence name the same bytes", func(t *testing.T) {
		db := mustCreate(t)
		mustKeepBytes(t, db, "a text")
		mustKeepBytes(t, db, "a text")
		if u, err := db.Unsearched(ctx); err != nil || u.Attachments != 1 || len(unextracted(t, db)) != 1 {
			t.Errorf("%+v, %v", u, err)
		}
	})
	t.Run("are found, with their page", func(t *testing.T) {
		db := mustCreate(t)
		e, sha := mustKeepBytes(t, db, "the bytes of a file")
		must(t, db.SetPassages(ctx, sha, store.TextRead, pages))
		if got := look(t, db, "Qarshi"); len(got) != 1 || got[0].Page != 3 {
			t.Errorf("%d found before they are in the index", len(got))
		}
		readWords(t, db)
		got := look(t, db, "Qarshi")
		if len(got) != 1 || got[0].Page != 3 || got[0].SHA256 != sha || got[0].Record != e.ID {
			t.Fatalf("%d found", len(got))
		}
		if result, err := db.ReadResult(ctx, sha); err != nil || result != store.TextRead || len(unextracted(t, db)) != 0 {
			t.Errorf("%q, %v", result, err)
		}
	})
	t.Run("take the place of those that were there", func(t *testing.T) {
		db := mustCreate(t)
		_, sha := mustKeepBytes(t, db, "the bytes of a file")
		must(t, db.SetPassages(ctx, sha, store.TextRead, pages))
		readWords(t, db)
		must(t, db.SetPassages(ctx, sha, store.TextPartly, pages[:1]))
		readWords(t, db)
		if len(look(t, db, "Qarshi")) != 0 || len(look(t, db, "Nukus")) != 1 {
			t.Error("what was replaced is found, or what replaced it is not")
		}
	})
	t.Run("of a long text are kept, however long", func(t *testing.T) {
		db := mustCreate(t)
		_, sha := mustKeepBytes(t, db, "the bytes of a file")
		var long []store.Passage
		for i := range 80 {
			long = append(long, store.Passage{Page: i + 1, Text: strings.Repeat("many words ", 1500) + fmt.Sprintf("place%d", i)})
		}
		long = append(long, store.Passage{Page: 100})
		must(t, db.SetPassages(ctx, sha, store.TextRead, long))
		readWords(t, db)
		for _, i := range []int{0, 41, 79} {
			if got := look(t, db, fmt.Sprintf("place%d ", i)); len(got) != 1 || got[0].Page != i+1 {
				t.Errorf("page %d: %d found", i+1, len(got))
			}
		}
	})
	t.Run("of bytes that are not here are refused", func(t *testing.T) {
		db := mustCreate(t)
		for _, sha := range []string{"", "x", strings.Repeat("ab", 32)} {
			if err := db.SetPassages(ctx, sha, store.TextRead, pages); !errors.Is(err, store.ErrNoBytes) {
				t.Errorf("%v", err)
			}
		}
	})
	t.Run("go when their attachment is removed for good", func(t *testing.T) {
		db := mustCreate(t)
		e, sha := mustKeepBytes(t, db, "the bytes of a file")
		must(t, db.SetPassages(ctx, sha, store.TextRead, pages))
		readWords(t, db)
		mustDo(t, db, "purge", func(tx *store.Tx) error { return tx.PurgeBytes(e.ID, "it was asked for") })
		if len(look(t, db, "Nukus")) != 0 {
			t.Error("it is found before the index was made anew")
		}
		readWords(t, db)
		if result, err := db.ReadResult(ctx, sha); err != nil || result != "" || len(look(t, db, "Nukus")) != 0 {
			t.Errorf("%q, %v", result, err)
		}
	})
	t.Run("go when the merge is taken back by which their attachment came", func(t *testing.T) {
		db := mustCreate(t)
		newCase(t, db, "one")
		their := mustCopyTo(t, db, "Dilbar")
		_, sha := mustKeepBytes(t, their, "the bytes of a file")
		merge := mustMergeIn(t, db, their, store.Choice{}).Merge
		must(t, db.SetPassages(ctx, sha, store.TextRead, pages))
		readWords(t, db)
		_, err := db.Unmerge(ctx, merge, nil)
		must(t, err)
		_, other := mustKeepBytes(t, db, "other bytes, in their place")
		if result, err := db.ReadResult(ctx, other); err != nil || result != "" || len(look(t, db, "Nukus")) != 0 {
			t.Errorf("%q, %v", result, err)
		}
		readWords(t, db)
		if len(look(t, db, "Nukus")) != 0 {
			t.Error("it is found")
		}
	})
	t.Run("are looked for again by a newer reader where there were none", func(t *testing.T) {
		db := mustCreate(t)
		must(t, db.ReadBy(ctx, 1))
		_, read := mustKeepBytes(t, db, "the bytes of a file")
		_, scan := mustKeepBytes(t, db, "those of a scan")
		must(t, db.SetPassages(ctx, read, store.TextRead, pages))
		must(t, db.SetPassages(ctx, scan, store.TextNone, nil))
		must(t, db.ReadBy(ctx, 1))
		if got := unextracted(t, db); len(got) != 0 {
			t.Errorf("%d are looked for again by the same", len(got))
		}
		must(t, db.ReadBy(ctx, 2))
		if got := unextracted(t, db); len(got) != 1 || got[0] != scan {
			t.Errorf("%d are looked for again by a newer one", len(got))
		}
		must(t, db.SetPassages(ctx, scan, store.TextNone, nil))
		must(t, db.ReadBy(ctx, 1))
		if got := unextracted(t, db); len(got) != 0 {
			t.Errorf("%d are looked for again by an older one", len(got))
		}
	})
	t.Run("are not written into a file that is only looked at", func(t *testing.T) {
		db := mustCreate(t)
		_, sha := mustKeepBytes(t, db, "the bytes of a file")
		path := db.Path()
		must(t, db.Close())
		looked := mustLook(t, path)
		if err := looked.SetPassages(ctx, sha, store.TextRead, pages); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("%v", err)
		}
		if err := looked.ReadBy(ctx, 9); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("%v", err)
		}
		if len(unextracted(t, looked)) != 1 {
			t.Error("it is not told that there is one to read")
		}
	})
}
