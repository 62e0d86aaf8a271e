package store_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"guvoh/model/store"
)

func TestEntriesInTheOrderOfRecords(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	var records, ids []int64
	var bodies [][]byte
	for i := range 5000 {
		records, ids = append(records, int64(1+dice.IntN(300))), append(ids, int64(i+1))
		bodies = append(bodies, bytes.Repeat([]byte(fmt.Sprint(i, " ")), dice.IntN(40)))
	}
	want := slices.Clone(ids)
	slices.SortStableFunc(want, func(a, b int64) int { return cmp.Compare(records[a-1], records[b-1]) })
	for _, limit := range []int{1 << 30, 200_000, 9_000} {
		t.Run(fmt.Sprintf("come as they should with %d bytes of memory", limit), func(t *testing.T) {
			folder := t.TempDir()
			got, sorted, files, err := store.Sort(folder, limit, records, ids, bodies)
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%d of %d entries, %v", len(got), len(want), err)
			}
			for i, id := range got {
				if !bytes.Equal(sorted[i], bodies[id-1]) {
					t.Fatalf("entry %d has other bytes", id)
				}
			}
			if (files > 0) != (limit < 1<<30) {
				t.Errorf("%d parts", files)
			}
			if left, _ := os.ReadDir(folder); len(left) > 0 {
				t.Error("a file is left")
			}
		})
	}
	t.Run("of two with one number the later counts, in memory and out of it", func(t *testing.T) {
		for _, limit := range []int{1 << 20, 1} {
			_, sorted, _, err := store.Sort(t.TempDir(), limit, []int64{7, 7, 7}, []int64{1, 2, 1}, [][]byte{[]byte("old"), []byte("other"), []byte("new")})
			if err != nil || len(sorted) != 2 || string(sorted[0]) != "new" {
				t.Errorf("%d entries, %v", len(sorted), err)
			}
		}
	})
	t.Run("a merge that sorts out of memory is the same", func(t *testing.T) {
		db := mustCreate(t)
		c := newCase(t, db, "one")
		for i := range 30 {
			mustDo(t, db, "edit", set(c.ID, "title", text(fmt.Sprint("title ", i))))
			newCase(t, db, fmt.Sprint("case ", i))
		}
		defer store.LimitSorter(2000)()
		into := mustCreate(t)
		if r := mustMergeIn(t, into, db, store.Choice{}); r.New != 31 {
			t.Errorf("%d records came", r.New)
		}
		mustBeSound(t, into)
		if got := mustGet(t, into, c.ID).Text("title"); got != "title 29" {
			t.Error("another value is shown")
		}
	})
}
