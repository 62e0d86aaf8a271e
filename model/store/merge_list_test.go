package store_test

import (
	"errors"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

func TestTheListOfMerges(t *testing.T) {
	ours := mustCreate(t)
	theirs := mustCopyTo(t, ours, "Dilbar")
	person := model.NewRecord("person")
	person.Set("occupation", model.TextValue("baker"))
	mustDo(t, theirs, "edit", put(person))
	if count, newest, err := ours.StandingMerges(ctx); err != nil || count != 0 || newest != 0 {
		t.Fatalf("before the first there are %d, the newest is %d, %v", count, newest, err)
	}
	first := mustMergeIn(t, ours, theirs, store.Choice{})
	person.Set("occupation", model.TextValue("fish farmer"))
	mustDo(t, theirs, "edit", put(person))
	second := mustMergeIn(t, ours, theirs, store.Choice{})

	t.Run("says whose work came and how much, and names no record", func(t *testing.T) {
		all, err := ours.Merges(ctx)
		if err != nil || len(all) != 2 || all[0].N != second.Merge || all[1].N != first.Merge {
			t.Fatalf("%d merges, %v", len(all), err)
		}
		if all[1].Report.New != 1 || all[0].Report.Changed != 1 || len(all[0].Report.People) != 1 || all[0].Way != "file" {
			t.Errorf("new %d, changed %d, people %d, way %s", all[1].Report.New, all[0].Report.Changed, len(all[0].Report.People), all[0].Way)
		}
		if all[0].Report.Records != nil || all[1].Report.Records != nil {
			t.Error("it reads what each merge brought")
		}
	})
	t.Run("leaves what came to the one that is looked at", func(t *testing.T) {
		one, err := ours.MergeByNumber(ctx, first.Merge)
		if err != nil || len(one.Report.Records) != 1 || one.Report.Records[0].Record != person.ID {
			t.Errorf("%d records, %v", len(one.Report.Records), err)
		}
		if _, err := ours.MergeByNumber(ctx, 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("of one that never was: %v", err)
		}
	})
	t.Run("counts what was not taken back", func(t *testing.T) {
		if _, err := ours.Unmerge(ctx, second.Merge, nil); err != nil {
			t.Fatal(err)
		}
		if count, newest, err := ours.StandingMerges(ctx); err != nil || count != 1 || newest != first.Merge {
			t.Errorf("%d, the newest is %d, %v", count, newest, err)
		}
	})
	t.Run("is refused where a report cannot be read", func(t *testing.T) {
		if _, err := ours.SQL().Exec("UPDATE merge SET report = '{' WHERE n = ?", first.Merge); err != nil {
			t.Fatal(err)
		}
		if _, err := ours.Merges(ctx); !errors.Is(err, store.ErrDamaged) {
			t.Error(err)
		}
		if _, err := ours.MergeByNumber(ctx, first.Merge); !errors.Is(err, store.ErrDamaged) {
			t.Error(err)
		}
	})
}
