package colleagues_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/colleagues"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

func TestWhatWasLeftOutBeforeIsMarkedThoughMoreCame(t *testing.T) {
	b := newBench(t, desktest.Look{})
	_, two, _ := b.apart()
	b.take()
	b.filter("colleagues.filter.changed")
	b.Window().Canvas().Focus(b.list())
	b.Press(fyne.KeyEnd, fyne.KeySpace) // the summary of the second case stays out
	b.tap("colleagues.take_in")
	b.open(b.path)
	b.write(func(tx *store.Tx) error { return tx.Set(two, "summary", text("They came at night, four of them.")) })
	b.back()
	b.take()
	b.mustSay(b.t("colleagues.was_left", map[string]any{"Kind": b.Desk.Words.Kind("case")}))
	b.mustSay(b.Desk.Words.N("colleagues.left_out", 1))
	b.Window().Canvas().Focus(b.list())
	b.Press(fyne.KeyEnd)
	b.mustSay(b.t("colleagues.left_before"))
	b.tap("colleagues.take_in")
	if b.Get(two).Text("summary") != "" {
		t.Error("it came, though nobody ticked it")
	}
}

func TestWhatHasNoNameGoesByWhatItSays(t *testing.T) {
	b := newBench(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": text("The bakery")})
	b.give()
	b.write(func(tx *store.Tx) error {
		who, name, part := model.NewRecord("person"), model.NewRecord("person_name"), model.NewRecord("participant")
		name.Set("person", model.RefValue(who.ID))
		name.Set("text", text("Nilufar Example"))
		part.Set("case", model.RefValue(c.ID))
		part.Set("person", model.RefValue(who.ID))
		part.Set("role", text("witness"))
		for _, r := range []model.Record{who, name, part} {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	b.back()
	b.take()
	b.mustSay("Nilufar Example · " + b.Desk.Words.Word("case_role", "witness"))
	b.mustNotSay(b.t("untitled", map[string]any{"Kind": b.Desk.Words.Kind("participant")}))
}

func TestAfterwardsItIsSaidThatItCame(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.apart()
	b.take()
	b.filter("colleagues.filter.new")
	b.Window().Canvas().Focus(b.list())
	b.Press(fyne.KeyDown, fyne.KeySpace) // the third case stays out
	b.tap("colleagues.take_in")
	t.Run("what was left out goes by its name, under its case", func(t *testing.T) {
		b.mustSay("The mill")
		b.mustNotSay(b.t("colleagues.no_case"))
	})
	t.Run("the value from before is not said to stand here now", func(t *testing.T) {
		b.filter("colleagues.filter.two")
		b.Window().Canvas().Focus(b.list())
		b.Press(fyne.KeyHome, fyne.KeyDown)
		b.mustSay(b.t("colleagues.before"))
		b.mustSay(b.t("colleagues.came"))
		b.mustNotSay(b.t("colleagues.here"))
	})
	t.Run("what was taken back goes by its kind", func(t *testing.T) {
		b.tap("colleagues.take_back")
		b.tap("colleagues.take_back")
		b.mustSay(b.t("colleagues.taken_back"))
		b.mustNotSay(b.t("untitled", map[string]any{"Kind": b.Desk.Words.Kind("case")}))
	})
}

func TestTheKeyboardStaysWhereSomethingWasChosen(t *testing.T) {
	b, _, _, _ := ofOne(t, desktest.Look{})
	for _, to := range []string{"outside", "passphrase", "colleague"} {
		way := desktest.Button(b.Bench, b.t("colleagues.to."+to))
		ui.Focus(way)
		b.Press(fyne.KeyReturn)
		if had, ok := b.Focused().(*ui.Button); !ok || had.Label() != way.Label() || !had.Visible() {
			t.Errorf("%T has the keyboard after %s was chosen", b.Focused(), to)
		}
		if b.Focused() == way {
			t.Error("the button that is gone has the keyboard")
		}
	}
}

func TestAMergeOfWhichNothingCouldBeTakenSaysSo(t *testing.T) {
	b := newBench(t, desktest.Look{})
	r := store.MergeReport{Quarantine: []store.Quarantined{{Reason: store.Broken, Entries: 1}}}
	b.Show(func(d *desk.Desk, _ desk.Route) desk.Pane { return colleagues.Previewed(d, r) }, desk.Route{})
	b.mustNotSay(b.t("colleagues.sum.nothing"))
}
