package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
)

func look(t testing.TB, db *store.DB, line string) []store.Match {
	t.Helper()
	found, err := db.Look(ctx, store.Looked{Query: search.Parse(line, true), Limit: 50})
	must(t, err)
	return found.Found
}

func readWords(t testing.TB, db *store.DB) {
	t.Helper()
	for {
		left, err := db.ReadIn(ctx, time.Second)
		must(t, err)
		if left == 0 {
			return
		}
	}
}

func TestLook(t *testing.T) {
	db := mustCreate(t)
	c := model.NewRecord("case")
	c.Set("title", text("The case of Мирсобир Хамидкариев"))
	c.Set("summary", text("He was held in a cold room of the prison of Qarshi. His brother came every week."))
	mustDo(t, db, "create", func(tx *store.Tx) error { return tx.Put(c) })
	for _, state := range []string{"that was not read in yet", "that is in the index"} {
		for name, q := range map[string]struct {
			line         string
			found, exact bool
		}{
			"by a word":                              {"prison", true, true},
			"by words in any order":                  {"week brother", true, true},
			"by the beginning of the last word":      {"cold pris", true, true},
			"by words behind each other":             {`"cold room"`, true, true},
			"by a word in another script":            {"Khamidkariev", true, false},
			"by the one or the other":                {"nukus OR qarshi", true, true},
			"not when a word behind another is not":  {`"room cold"`, false, false},
			"not when one word is missing":           {"cold warm", false, false},
			"not when it holds what it must not":     {"cold -brother", false, false},
			"not by another spelling in quotes":      {`"Khamidkariev"`, false, false},
			"by another spelling with an exact word": {"Khamidkariev cold", true, false},
		} {
			t.Run("finds a record "+state+" "+name, func(t *testing.T) {
				got := look(t, db, q.line)
				if (len(got) > 0) != q.found || q.found && got[0].Exact != q.exact {
					t.Fatalf("%d found", len(got))
				}
				if q.found && (got[0].Record != c.ID || len(got[0].Cases) != 1 || len(got[0].Marks) == 0) {
					t.Errorf("it is not told as it is: %d cases, %d marks", len(got[0].Cases), len(got[0].Marks))
				}
			})
		}
		readWords(t, db)
	}
	t.Run("does not find what is deleted", func(t *testing.T) {
		mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(c.ID) })
		if len(look(t, db, "prison")) > 0 {
			t.Error("it is found before it was read in")
		}
		readWords(t, db)
		if len(look(t, db, "prison")) > 0 {
			t.Error("it is found after it was read in")
		}
	})
}

func TestTheCasesOfPersonsAreFoundFromThePersons(t *testing.T) {
	db := mustCreate(t)
	plan, err := db.Ask("EXPLAIN QUERY PLAN "+store.PartsOf, "[]")
	must(t, err)
	for _, step := range plan {
		if does := fmt.Sprint(step...); strings.Contains(does, "kind=") || strings.Contains(does, "SCAN") && !strings.Contains(does, "SCAN of") {
			t.Errorf("it goes through more than there is of them: %s", does)
		}
	}
}
