package colleagues_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/colleagues"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

func TestTakeIn(t *testing.T) {
	for _, lang := range []string{"en", "ru", "uz"} {
		t.Run(lang, func(t *testing.T) {
			b := newBench(t, desktest.Look{Lang: lang})
			one, two, three := b.apart()
			b.take()
			b.mustSay(b.t("colleagues.preview"))
			b.mustSay("K. Colleague")
			b.mustSay(b.t("trust.unsigned"))
			if n := countConflicts(b); n != 0 {
				t.Errorf("looking made %d conflicts", n)
			}
			b.tap("colleagues.take_in")
			b.mustSay(b.t("colleagues.taken_in"))
			b.mustSay(b.t("colleagues.show_conflicts"))
			if b.Get(two).Text("summary") != "They came at night." || b.Get(three).Text("title") != "The mill" {
				t.Error("what the colleague wrote is not here")
			}
			if n := countConflicts(b); n != 1 {
				t.Errorf("%d fields with two values", n)
			}
			b.tap("colleagues.take_back")
			b.tap("colleagues.take_back") // and in the dialog
			b.mustSay(b.t("colleagues.taken_back"))
			if b.Get(two).Text("summary") != "" || b.Get(one).Text("title") != "The old bakery" || countConflicts(b) != 0 {
				t.Error("the merge was not taken back")
			}
		})
	}
}

func countConflicts(b *bench) int {
	b.TB.Helper()
	n, err := b.DB.CountConflicts(context.Background())
	b.Must(err)
	return n
}

func TestThePreview(t *testing.T) {
	b := newBench(t, desktest.Look{})
	one, two, three := b.apart()
	b.take()
	list := b.list()
	t.Run("both values stand side by side with who wrote them", func(t *testing.T) {
		b.filter("colleagues.filter.two")
		b.Window().Canvas().Focus(list)
		b.Press(fyne.KeyDown)
		b.mustSay("The old bakery")
		b.mustSay("The bakery on the corner")
		b.mustSay("K. Colleague")
		b.mustSay(b.t("colleagues.both_stay"))
	})
	t.Run("Space leaves a record out, and the case takes all of it or none", func(t *testing.T) {
		b.filter("colleagues.filter.new")
		b.Window().Canvas().Focus(list)
		b.Press(fyne.KeyDown, fyne.KeySpace)
		b.mustSay(b.Desk.Words.N("colleagues.left_out", 1))
		b.Press(fyne.KeyUp, fyne.KeySpace)
		b.mustNotSay(b.Desk.Words.N("colleagues.left_out", 1))
		b.Press(fyne.KeySpace)
		b.mustSay(b.Desk.Words.N("colleagues.left_out", 1))
	})
	t.Run("what is left out does not come, and is offered again", func(t *testing.T) {
		b.tap("colleagues.take_in")
		if _, here := b.Desk.Get(three); here {
			t.Error("what was left out came")
		}
		if b.Get(two).Text("summary") == "" || b.Get(one).ID != one {
			t.Error("the rest did not come")
		}
		b.take()
		b.filter("colleagues.filter.new")
		b.Window().Canvas().Focus(b.list())
		b.Press(fyne.KeyDown)
		b.mustSay(b.t("colleagues.left_before"))
		b.mustSay(b.Desk.Words.N("colleagues.left_out", 1))
	})
}

func TestWhatWasTakenIn(t *testing.T) {
	b := newBench(t, desktest.Look{})
	_, two, _ := b.apart()
	b.take()
	b.tap("colleagues.take_in")
	t.Run("shows both values as they met", func(t *testing.T) {
		b.filter("colleagues.filter.two")
		b.Window().Canvas().Focus(b.list())
		b.Press(fyne.KeyHome, fyne.KeyDown)
		b.mustSay("The old bakery")
		b.mustSay("The bakery on the corner")
	})
	t.Run("later it shows what stands there now, and who wrote it", func(t *testing.T) {
		b.write1(func(tx *store.Tx) error { return tx.Set(two, "summary", text("They came at dawn.")) })
		all, err := b.DB.Merges(context.Background())
		b.Must(err)
		b.show(desk.Route{Section: colleagues.Merges, Words: strconv.FormatInt(all[0].N, 10)})
		b.filter("colleagues.filter.changed")
		b.Window().Canvas().Focus(b.list())
		b.Press(fyne.KeyEnd)
		b.mustSay("They came at dawn.")
		b.mustSay("K. Colleague")
		b.mustNotSay(b.t("colleagues.emptied"))
	})
	t.Run("its copy from before is named, and the report can be saved", func(t *testing.T) {
		b.mustSay(".before-merge-")
		b.tap("colleagues.save_report")
		b.mustSay(b.t("colleagues.report_warning"))
		path := filepath.Join(b.dir, "report.pdf")
		desktest.Under(b.Bench, ui.Words().Path).SetText(path)
		b.tap("action.save")
		if st, err := os.Stat(path); err != nil || st.Size() < 1000 {
			t.Errorf("no report: %v", err)
		}
	})
}

func TestNothingNew(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.apart()
	b.take()
	b.tap("colleagues.take_in")
	b.take()
	b.mustSay(b.t("colleagues.nothing"))
	before, err := b.DB.Merges(context.Background())
	b.Must(err)
	if len(before) != 1 {
		t.Errorf("%d merges", len(before))
	}
	b.tap("action.done")
	if r := b.Went1(); r.Section != "" {
		t.Errorf("it went to %+v", r)
	}
}

func TestFilesThatAreNotTakenIn(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.New1("case", map[string]model.Value{"title": text("one")})
	t.Run("what is no file of ours is refused, and nothing is changed", func(t *testing.T) {
		b.Must(os.WriteFile(b.path, []byte("a letter"), 0o600))
		b.take()
		b.mustSay(b.t("colleagues.refused_safe"))
	})
	t.Run("another key is asked for", func(t *testing.T) {
		b.path = filepath.Join(b.dir, "other.guvoh")
		other := newBench(t, desktest.Look{})
		other.New1("case", map[string]model.Value{"title": text("of somebody else")})
		b.Must(other.DB.CopyTo(b.path))
		b.take()
		b.mustSay(b.t("colleagues.key_title"))
		b.Type("wrong passphrase of nobody")
		b.tap("action.open")
		b.mustSay(b.t("colleagues.key_wrong"))
		b.tap("action.cancel")
		if r := b.Went1(); r.Section != "" {
			t.Errorf("it went to %+v", r)
		}
	})
}

func TestManyRecordsStayFluid(t *testing.T) {
	if testing.Short() {
		t.Skip("writes thousands of records")
	}
	b := newBench(t, desktest.Look{})
	b.New1("case", map[string]model.Value{"title": text("one")})
	b.give()
	b.write(func(tx *store.Tx) error {
		for range 2500 {
			r := model.NewRecord("person")
			r.Set("occupation", text("baker"))
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	b.back()
	b.take()
	list := b.list()
	b.Window().Canvas().Focus(list)
	b.Press(fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyHome)
	if n := len(test.LaidOutObjects(list)); n > 2000 {
		t.Errorf("the list is made of %d objects", n)
	}
}

func TestTheOverview(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.show(desk.Route{})
	if b.Focused() != desktest.Button(b.Bench, b.t("colleagues.choose_file")) {
		t.Error("the keyboard does not begin where a file is chosen")
	}
	b.mustSay(b.t("colleagues.merges_none"))
	b.apart()
	b.take()
	b.tap("colleagues.take_in")
	b.show(desk.Route{})
	b.mustSay(b.Desk.Words.N("colleagues.conflicts_here", 1))
	t.Run("a file that is open to look only takes nothing in", func(t *testing.T) {
		b.ReadOnly()
		b.show(desk.Route{})
		b.mustSay(b.t("colleagues.read_only"))
		if !desktest.Button(b.Bench, b.t("colleagues.choose_file")).Disabled() {
			t.Error("it can be tried")
		}
	})
}

func TestWhoWasDeletedIsNamed(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.month()
	b.take()
	b.tap("colleagues.take_in")
	b.mustSay("John Dalhuisen")
	b.mustNotSay(b.Desk.Words.T("untitled", map[string]any{"Kind": b.Desk.Words.Kind("person")}))
}
