package store_test

import (
	"testing"

	"guvoh/model/question"
	"guvoh/model/store"
)

// answered gives the labels that answer a question, all at once and by pages alike.
func answered(t *testing.T, db *store.DB, q question.Question) []string {
	t.Helper()
	all, err := db.Answer(ctx, q, 0, 0)
	must(t, err)
	page, err := db.Answer(ctx, q, 0, 100)
	must(t, err)
	if len(all.Numbers) != len(page.Numbers) {
		t.Errorf("%d answer when all are asked for, and %d on a page", len(all.Numbers), len(page.Numbers))
	}
	rows, err := db.AnswerRows(ctx, q, all.Numbers)
	must(t, err)
	var out []string
	for _, r := range rows {
		out = append(out, r.Label)
	}
	return out
}

func wantAnswers(t *testing.T, db *store.DB, c question.Condition, want int) {
	t.Helper()
	got := answered(t, db, question.Question{Of: "case", Where: c})
	if len(got) != want {
		t.Errorf("%d cases answer, and not %d", len(got), want)
	}
	none := answered(t, db, question.Question{Of: "case", Where: question.Not{Of: c}})
	if len(got)+len(none) != len(answered(t, db, question.Question{Of: "case"})) {
		t.Errorf("%d cases answer, %d do not", len(got), len(none))
	}
}

func TestQuestionsOfWhatAMergeBrings(t *testing.T) {
	db := mustCreate(t)
	c, still := newCase(t, db, "one"), newCase(t, db, "two")
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	some, ofTitle, ofSummary := question.Conflict{}, question.Conflict{Field: "title"}, question.Conflict{Field: "summary"}
	wantAnswers(t, a, some, 0)
	wantAnswers(t, a, question.News{}, 0)
	mustDo(t, a, "edit", set(c.ID, "title", text("of a")))
	mustDo(t, b, "edit", set(c.ID, "title", text("of b")))
	mustMergeIn(t, a, b, store.Choice{})
	t.Run("a conflict is one of its field and of no other", func(t *testing.T) {
		wantAnswers(t, a, some, 1)
		wantAnswers(t, a, ofTitle, 1)
		wantAnswers(t, a, ofSummary, 0)
	})
	t.Run("what came is new until somebody looks", func(t *testing.T) {
		wantAnswers(t, a, question.News{}, 1)
		must(t, a.Looked(ctx, still.ID))
		wantAnswers(t, a, question.News{}, 1)
		must(t, a.Looked(ctx, c.ID))
		wantAnswers(t, a, question.News{}, 0)
	})
	t.Run("a conflict of a record that hangs on the case is found across the link", func(t *testing.T) {
		d := record("detention", "cases", c, "account", "as told")
		mustDo(t, a, "create", put(d))
		mustMergeIn(t, b, a, store.Choice{})
		mustDo(t, a, "edit", set(d.ID, "account", text("told in a")))
		mustDo(t, b, "edit", set(d.ID, "account", text("told in b")))
		mustMergeIn(t, a, b, store.Choice{})
		across := question.Linked{Path: []question.Step{question.Rows("detention", "cases")}, Where: some}
		wantAnswers(t, a, across, 1)
		mustDo(t, a, "resolve", func(tx *store.Tx) error { return tx.Resolve(d.ID, "account", text("told in a")) })
		wantAnswers(t, a, across, 0)
	})
	t.Run("decided it is none, and undone it is one again", func(t *testing.T) {
		mustDo(t, a, "resolve", func(tx *store.Tx) error { return tx.Resolve(c.ID, "title", text("of a")) })
		wantAnswers(t, a, some, 0)
		if _, err := a.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		wantAnswers(t, a, some, 1)
	})
	t.Run("taken back with its merge it is none", func(t *testing.T) {
		a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
		mustDo(t, a, "edit", set(c.ID, "title", text("of a")))
		mustDo(t, b, "edit", set(c.ID, "title", text("of b")))
		m := mustMergeIn(t, a, b, store.Choice{})
		wantAnswers(t, a, some, 1)
		if _, err := a.Unmerge(ctx, m.Merge, nil); err != nil {
			t.Fatal(err)
		}
		wantAnswers(t, a, some, 0)
	})
}

// kept gives the questions that are kept, by their titles.
func kept(t *testing.T, db *store.DB) map[string]string {
	t.Helper()
	all, err := db.Records(ctx, "saved_search")
	must(t, err)
	out := map[string]string{}
	for _, r := range all {
		out[r.Text("title")] = r.Text("question")
	}
	return out
}

func TestKeptQuestionsAmongColleagues(t *testing.T) {
	db := mustCreate(t)
	open := question.Question{Of: "case", Where: question.Word{Field: "status", Words: []string{"open"}}}.JSON()
	closed := question.Question{Of: "case", Where: question.Word{Field: "status", Words: []string{"closed"}}}.JSON()
	q := record("saved_search", "title", "Ours", "question", open)
	mustDo(t, db, "create", put(q))
	a, b := mustCopyTo(t, db, "anora"), mustCopyTo(t, db, "bek")
	own := record("saved_search", "title", "Of b", "question", closed)
	mustDo(t, b, "create", put(own))
	mustDo(t, a, "edit", set(q.ID, "title", text("As a calls it")))
	mustDo(t, b, "edit", set(q.ID, "title", text("As b calls it")))
	m := mustMergeIn(t, a, b, store.Choice{})
	t.Run("one that a colleague kept comes as it is, and can be asked", func(t *testing.T) {
		if kept(t, a)["Of b"] != closed {
			t.Fatal("it did not come")
		}
		got, err := question.Parse(mustGet(t, a, own.ID).Text("question"))
		must(t, err)
		if _, err := a.Answer(ctx, got, 0, 0); err != nil {
			t.Error(err)
		}
	})
	t.Run("one that both renamed has both titles until somebody decides, and its question stays", func(t *testing.T) {
		cs, err := a.Conflicts(ctx, q.ID)
		must(t, err)
		if len(cs) != 1 || cs[0].Field != "title" || len(cs[0].Values) != 2 || mustGet(t, a, q.ID).Text("question") != open {
			t.Fatalf("%d conflicts", len(cs))
		}
		mustDo(t, a, "resolve", func(tx *store.Tx) error { return tx.Resolve(q.ID, "title", text("As b calls it")) })
		mustMergeIn(t, b, a, store.Choice{})
		for _, db := range []*store.DB{a, b} {
			if kept(t, db)["As b calls it"] != open || len(kept(t, db)) != 2 {
				t.Error("they are not the same")
			}
		}
	})
	t.Run("one that is deleted goes everywhere, and undo brings it back everywhere", func(t *testing.T) {
		mustDo(t, b, "delete", func(tx *store.Tx) error { return tx.Delete(own.ID) })
		mustMergeIn(t, a, b, store.Choice{})
		if _, there := kept(t, a)["Of b"]; there {
			t.Error("it is still there")
		}
		if _, err := b.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		mustMergeIn(t, a, b, store.Choice{})
		if kept(t, a)["Of b"] != closed {
			t.Error("it did not come back")
		}
	})
	t.Run("one that was changed elsewhere is not deleted unseen", func(t *testing.T) {
		mustDo(t, a, "delete", func(tx *store.Tx) error { return tx.Delete(own.ID) })
		mustDo(t, b, "edit", set(own.ID, "question", text(open)))
		mustMergeIn(t, a, b, store.Choice{})
		if cs, err := a.Conflicts(ctx, own.ID); err != nil || len(cs) == 0 {
			t.Errorf("nobody is asked (%v)", err)
		}
	})
	t.Run("a merge that is taken back leaves what was kept here", func(t *testing.T) {
		if _, err := a.Unmerge(ctx, m.Merge, nil); err != nil {
			t.Fatal(err)
		}
		if mustGet(t, a, q.ID).Text("question") != open {
			t.Error("what was kept here is gone")
		}
		mustBeSound(t, a)
	})
}
