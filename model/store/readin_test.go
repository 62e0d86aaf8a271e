package store_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"guvoh/model/search"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// longStory is a text that has turns of its own, with words at its end.
func longStory(end string) string {
	return strings.Repeat("They were held in the prison of Qarshi. ", 6000) + end
}

// turn reads in one turn.
func turn(t *testing.T, db *store.DB) (left int) {
	t.Helper()
	left, err := db.ReadIn(ctx, 0)
	must(t, err)
	return left
}

func TestReadingInGoesByTurns(t *testing.T) {
	t.Run("a turn reads in a part of many records", func(t *testing.T) {
		db, all := aFewCases(t, 600)
		must(t, db.ForgetWords(ctx))
		before, turns := len(all), 0
		for left := before; left > 0; turns++ {
			left = turn(t, db)
			if left >= before {
				t.Fatalf("%d of %d are left after a turn", left, before)
			}
			before = left
		}
		if turns < 2 {
			t.Errorf("%d turns", turns)
		}
		if n := len(lookFor(t, db, store.Looked{Query: search.Parse("prison", false), Limit: 1000}).Found); n != len(all) {
			t.Errorf("%d of %d are found", n, len(all))
		}
	})
	t.Run("a turn makes one part of each half of the index", func(t *testing.T) {
		db, _ := aFewCases(t, 30) // in one turn
		for _, half := range []string{"spelling", "sound"} {
			var parts int
			must(t, db.SQL().QueryRow("SELECT count(DISTINCT segid) FROM "+half+"_idx").Scan(&parts))
			if parts != 1 {
				t.Errorf("%d parts of %s", parts, half)
			}
		}
	})
	t.Run("a turn ends after one record when somebody waits to write", func(t *testing.T) {
		db, all := aFewCases(t, 30)
		must(t, db.ForgetWords(ctx))
		defer db.PretendToWait()()
		left, err := db.ReadIn(ctx, time.Hour)
		if must(t, err); left != len(all)-1 {
			t.Errorf("%d of %d are left", left, len(all))
		}
	})
	t.Run("a turn that had to wait for the file itself goes on", func(t *testing.T) {
		db, _ := aFewCases(t, 30)
		must(t, db.ForgetWords(ctx))
		defer store.LongTurns()()
		held, err := db.SQL().Conn(ctx)
		must(t, err)
		waits, done := db.SQL().Stats().WaitCount, make(chan int)
		go func() {
			left, err := db.ReadIn(ctx, 0)
			if err != nil {
				left = -1
			}
			done <- left
		}()
		for db.SQL().Stats().WaitCount == waits {
			runtime.Gosched()
		}
		must(t, held.Close())
		if left := <-done; left != 0 {
			t.Errorf("%d are left", left)
		}
	})
}

func TestReadingInALongText(t *testing.T) {
	raced.OneByOne(t)
	db, all := aFewCases(t, 3)
	id := all[1].ID
	found := func(t *testing.T, line string) int {
		t.Helper()
		return len(lookFor(t, db, store.Looked{Query: search.Parse(line, false)}).Found)
	}
	change := func(t *testing.T, end string) {
		t.Helper()
		mustDo(t, db, "edit", set(id, "summary", text(longStory(end))))
	}
	bare := func(t *testing.T, word string) (n int) {
		t.Helper()
		must(t, db.SQL().QueryRow("SELECT (SELECT count(*) FROM spelling WHERE spelling MATCH ?1) + (SELECT count(*) FROM sound WHERE sound MATCH ?1)", word).Scan(&n))
		return n
	}
	t.Run("takes several turns, and it is found after each", func(t *testing.T) {
		change(t, "Khamidkariev 111")
		turns := 0
		for left := 1; left > 0; turns++ {
			left = turn(t, db)
			for _, line := range []string{"111", "Khamidkariev", "Хамидкариев", `"Qarshi Khamidkariev"`} {
				if n := found(t, line); n != 1 {
					t.Errorf("%d are found by %s after turn %d", n, line, turns+1)
				}
			}
		}
		if turns != 3 || bare(t, "111") != 2 {
			t.Errorf("%d turns, %d halves", turns, bare(t, "111"))
		}
		mustBeSound(t, db)
	})
	// Between any two turns anything may happen; nothing old is left in the index, and
	// nothing new is missing.
	for what, happens := range map[string]func(t *testing.T){
		"is changed": func(t *testing.T) { change(t, "222") },
		"is made short": func(t *testing.T) {
			mustDo(t, db, "edit", set(id, "summary", text("222")))
		},
		"is deleted": func(t *testing.T) {
			mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(id) })
		},
		"is forgotten with all of the index": func(t *testing.T) { must(t, db.ForgetWords(ctx)) },
		"stays, and the others are changed": func(t *testing.T) {
			mustDo(t, db, "edit", set(all[0].ID, "summary", text("333")))
		},
	} {
		for turns := range 3 {
			t.Run(fmt.Sprintf("that %s after %d turns", what, turns), func(t *testing.T) {
				if r, err := db.Get(ctx, id); err == nil && r.Deleted {
					mustDo(t, db, "restore", func(tx *store.Tx) error { return tx.Restore(id) })
				}
				change(t, "111")
				for range turns {
					turn(t, db)
				}
				happens(t)
				want := map[string]int{"111": 0, "222": 0}
				if r, err := db.Get(ctx, id); err == nil && !r.Deleted {
					for word := range want {
						if strings.Contains(r.Text("summary"), word) {
							want[word] = 1
						}
					}
				}
				for range 2 {
					for word, n := range want {
						if got := found(t, word); got != n {
							t.Errorf("%d are found by %s, not %d", got, word, n)
						}
					}
					readWords(t, db)
				}
				for word, n := range want {
					if got := bare(t, word); got != 2*n {
						t.Errorf("%d halves of the index hold %s, not %d", got, word, 2*n)
					}
				}
				mustBeSound(t, db)
			})
		}
	}
}
