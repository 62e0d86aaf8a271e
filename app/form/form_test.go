package form_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"guvoh/app/form"
	"guvoh/app/task"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

var ctx = context.Background()

// table is a saver over a real file, with a clock that the test moves.
type table struct {
	db     *store.DB
	saver  *form.Saver
	run    *task.Inline
	c      model.Record
	kept   []store.Changes
	failed []error
}

func set(t *testing.T) *table {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	x := &table{run: &task.Inline{}, c: model.NewRecord("case")}
	if x.db, err = store.Create(filepath.Join(t.TempDir(), "a.guvoh"), store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.db.Close() })
	x.c.Set("title", model.TextValue("one"))
	if _, err := x.db.Do(ctx, "create", func(tx *store.Tx) error { return tx.Put(x.c) }); err != nil {
		t.Fatal(err)
	}
	x.use(x.db)
	return x
}

func (x *table) use(k form.Keeper) {
	x.saver = form.NewSaver(k, x.run, func(c store.Changes) { x.kept = append(x.kept, c) },
		func(err error) { x.failed = append(x.failed, err) })
}

func (x *table) title(t *testing.T) string {
	t.Helper()
	r, err := x.db.Get(ctx, x.c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return r.Text("title")
}

// reopened gives the title that stands in the file after a crash now.
func (x *table) reopened(t *testing.T) string {
	t.Helper()
	path := x.db.Path()
	x.db.Close()
	db, err := store.Open(path, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: x.db.Schema()})
	if err != nil {
		t.Fatal(err)
	}
	x.db = db
	return x.title(t)
}

func (x *table) typing(words ...string) {
	for _, w := range words {
		x.saver.Type(x.c.ID, "title", model.TextValue(w))
	}
}

func TestTyping(t *testing.T) {
	t.Run("is on the disk once the draft is due, and one line of history once committed", func(t *testing.T) {
		x := set(t)
		x.typing("t", "tw", "two")
		x.run.Pass()
		if got := x.reopened(t); got != "two" {
			t.Errorf("after a crash the title is %q", got)
		}
		x = set(t)
		x.typing("t", "tw")
		x.run.Pass()
		x.typing("two")
		if !x.saver.Commit() || x.title(t) != "two" || x.saver.Dirty() || len(x.kept) != 1 {
			t.Errorf("title %q, dirty %v, kept %d", x.title(t), x.saver.Dirty(), len(x.kept))
		}
		if hs, _ := x.db.History(ctx, "title", x.c.ID); len(hs) != 2 {
			t.Errorf("%d lines of history", len(hs))
		}
	})
	t.Run("before the draft is due is all that a crash can take", func(t *testing.T) {
		x := set(t)
		x.typing("two")
		if got := x.reopened(t); got != "one" {
			t.Errorf("the title is %q", got)
		}
	})
	t.Run("no draft comes back after the words were committed", func(t *testing.T) {
		x := set(t)
		x.typing("tw")
		x.run.Pass()
		x.typing("one")
		x.saver.Commit()
		x.run.Pass()
		if got := x.reopened(t); got != "one" {
			t.Errorf("the title is %q", got)
		}
	})
	t.Run("of words that were there already is no change", func(t *testing.T) {
		x := set(t)
		x.typing("one")
		if !x.saver.Commit() || len(x.kept) != 0 {
			t.Errorf("%d changes", len(x.kept))
		}
	})
}

// full is a disk that takes nothing until there is room again.
type full struct {
	form.Keeper
	room bool
}

func (f *full) Do(c context.Context, verb string, fn func(*store.Tx) error) (store.Changes, error) {
	if !f.room {
		return store.Changes{}, store.ErrFull
	}
	return f.Keeper.Do(c, verb, fn)
}

func (f *full) SetDraft(c context.Context, id model.ID, field string, v model.Value) error {
	if !f.room {
		return store.ErrFull
	}
	return f.Keeper.SetDraft(c, id, field, v)
}

func TestAFullDisk(t *testing.T) {
	x := set(t)
	disk := &full{Keeper: x.db}
	x.use(disk)
	x.typing("two")
	x.run.Pass()
	if x.saver.Commit() {
		t.Error("it said the words were kept")
	}
	if len(x.failed) != 2 || !errors.Is(x.failed[0], store.ErrFull) {
		t.Errorf("failures %v", x.failed)
	}
	if v, ok := x.saver.Value(x.c.ID, "title"); !ok || v != model.TextValue("two") {
		t.Error("the words are gone")
	}
	disk.room = true
	if !x.saver.Commit() || x.title(t) != "two" {
		t.Errorf("with room again the title is %q", x.title(t))
	}
}

func TestForgettingARecord(t *testing.T) {
	x := set(t)
	x.typing("two")
	x.saver.Forget(x.c.ID)
	x.run.Pass()
	if x.saver.Dirty() || !x.saver.Commit() || x.title(t) != "one" {
		t.Error("it was written all the same")
	}
}

// A screen that shows itself anew while it hears of a change, and a message
// that comes up, take the keyboard from the field that had it; and that commits
// once more.
func TestACommitWithinACommit(t *testing.T) {
	commit := func(t *testing.T, x *table) bool {
		t.Helper()
		done := make(chan bool, 1)
		go func() { done <- x.saver.Commit() }()
		select {
		case ok := <-done:
			return ok
		case <-time.After(5 * time.Second):
			t.Fatal("it waits for itself for ever")
			return false
		}
	}
	t.Run("keeps the rest", func(t *testing.T) {
		x := set(t)
		other := model.NewRecord("case")
		if _, err := x.db.Do(ctx, "create", func(tx *store.Tx) error { return tx.Put(other) }); err != nil {
			t.Fatal(err)
		}
		x.saver = form.NewSaver(x.db, x.run, func(store.Changes) { x.saver.Commit() }, func(error) {})
		x.typing("two")
		x.saver.Type(other.ID, "title", model.TextValue("three"))
		if !commit(t, x) || x.title(t) != "two" || x.saver.Dirty() {
			t.Errorf("title %q, dirty %v", x.title(t), x.saver.Dirty())
		}
		if r, _ := x.db.Get(ctx, other.ID); r.Text("title") != "three" {
			t.Errorf("the other title is %q", r.Text("title"))
		}
	})
	t.Run("does not try a full disk again, and says it once", func(t *testing.T) {
		x := set(t)
		said := 0
		x.saver = form.NewSaver(&full{Keeper: x.db}, x.run, func(store.Changes) {}, func(error) {
			if said++; said < 10 && x.saver.Commit() {
				t.Error("it said the words were kept")
			}
		})
		x.typing("two")
		if commit(t, x) || said != 1 || !x.saver.Dirty() {
			t.Errorf("said %d times, dirty %v", said, x.saver.Dirty())
		}
	})
}

func TestWorkThatComesWhileSomebodyTypes(t *testing.T) {
	x := set(t)
	path := filepath.Join(t.TempDir(), "b.guvoh")
	if err := x.db.CopyTo(path); err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(path, store.Options{Secret: vaulttest.Passphrase, Schema: x.db.Schema(), Device: "other"})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	come := func(words string) {
		t.Helper()
		if _, err := other.Do(ctx, "edit", func(tx *store.Tx) error { return tx.Set(x.c.ID, "title", model.TextValue(words)) }); err != nil {
			t.Fatal(err)
		}
		if _, err := x.db.Merge(ctx, other, store.Choice{Way: "folder"}); err != nil {
			t.Fatal(err)
		}
	}
	x.saver.Type(x.c.ID, "title", model.TextValue("mi"))
	come("theirs")
	x.saver.Type(x.c.ID, "title", model.TextValue("mine"))
	if !x.saver.Commit() {
		t.Fatal(x.failed)
	}
	t.Run("stays beside what they type", func(t *testing.T) {
		cs, err := x.db.Conflicts(ctx)
		if err != nil || len(cs) != 1 || len(cs[0].Values) != 2 || x.title(t) != "mine" {
			t.Errorf("%d conflicts, %v", len(cs), err)
		}
	})
	t.Run("and what came before they began is replaced", func(t *testing.T) {
		if _, err := x.db.Do(ctx, "resolve", func(tx *store.Tx) error { return tx.Resolve(x.c.ID, "title", model.TextValue("theirs")) }); err != nil {
			t.Fatal(err)
		}
		x.saver.Type(x.c.ID, "title", model.TextValue("mine again"))
		if !x.saver.Commit() {
			t.Fatal(x.failed)
		}
		if n, err := x.db.CountConflicts(ctx); n != 0 || err != nil {
			t.Errorf("%d conflicts, %v", n, err)
		}
	})
}

// fullDisk is a file whose disk takes nothing while it is full.
type fullDisk struct {
	*store.DB
	full bool
}

var errFull = errors.New("the disk is full")

func (f *fullDisk) Do(ctx context.Context, verb string, fn func(*store.Tx) error) (store.Changes, error) {
	if f.full {
		return store.Changes{}, errFull
	}
	return f.DB.Do(ctx, verb, fn)
}

func (f *fullDisk) SetDraft(ctx context.Context, id model.ID, field string, v model.Value) error {
	if f.full {
		return errFull
	}
	return f.DB.SetDraft(ctx, id, field, v)
}

func TestHowWhatIsTypedStands(t *testing.T) {
	x := set(t)
	disk := &fullDisk{DB: x.db}
	x.use(disk)
	var said []form.State
	x.saver.OnState(func() { said = append(said, x.saver.State()) })
	now := func(saving bool, err error) {
		t.Helper()
		if got := x.saver.State(); got.Saving != saving || got.Err != err || len(said) == 0 || said[len(said)-1] != got {
			t.Errorf("it is %+v, and the last that was told is %+v", got, said)
		}
	}
	x.typing("t", "tw")
	now(true, nil)
	if len(said) != 1 {
		t.Errorf("told %d times of what did not change", len(said))
	}
	x.run.Pass()
	now(false, nil) // as a draft it is on the disk
	disk.full = true
	x.typing("two")
	x.run.Pass()
	now(true, errFull)
	if x.saver.Commit() {
		t.Error("a full disk took the words")
	}
	now(true, errFull)
	disk.full = false
	if !x.saver.Commit() {
		t.Error("a disk with room does not take the words")
	}
	now(false, nil)
}
