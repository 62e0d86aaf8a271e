package find_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/find"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
)

// TestAListForOthersIsMended has a case whose reference tells the name of somebody
// who is in it and was never asked.
func TestAListForOthersIsMended(t *testing.T) {
	const reference = "Khamidkariev v. Russia"
	exporting := func(t *testing.T) *desktest.Bench {
		t.Helper()
		b := desktest.New(t, desktest.Look{})
		word := model.TextValue
		in := b.New1("case", map[string]model.Value{"reference": word(reference), "title": word("A case"), "status": word("open")})
		who := b.New1("person", map[string]model.Value{"kind": word("individual")})
		b.New1("person_name", map[string]model.Value{"person": model.RefValue(who.ID), "text": word("Мирсобир Хамидкариев")})
		b.New1("participant", map[string]model.Value{"case": model.RefValue(in.ID), "person": model.RefValue(who.ID), "role": word("victim")})
		b.Show(screen, find.Route(question.Question{Of: "case", Where: question.Filled{Field: "reference"}, Columns: []question.Column{{Field: "reference"}, {Field: "status"}}}))
		test.Tap(desktest.Button(b, b.Desk.Words.T("find.export")))
		for _, s := range desktest.Find[*ui.TermSelect](b) {
			if s.Value() == "us" {
				s.Load("others")
				s.OnChanged("others")
			}
		}
		return b
	}
	can := func(b *desktest.Bench) bool {
		return !desktest.Button(b, b.Desk.Words.T("find.export.make")).Disabled()
	}
	written := func(t *testing.T, b *desktest.Bench) []byte {
		t.Helper()
		path := filepath.Join(t.TempDir(), "list.csv")
		desktest.Under(b, b.Desk.Words.T("export.where")).Load(path)
		test.Tap(desktest.Button(b, b.Desk.Words.T("find.export.make")))
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	t.Run("it says which record and which column keep it, and is not made", func(t *testing.T) {
		b := exporting(t)
		if can(b) || !desktest.Says(b, "Columns: "+b.Desk.Words.Field("case", "reference")) {
			t.Error("it can be made, or does not say what keeps it")
		}
	})
	t.Run("without the columns it can be made", func(t *testing.T) {
		b := exporting(t)
		test.Tap(desktest.Button(b, b.Desk.Words.T("listing.leave_columns")))
		if !can(b) {
			t.Fatal("it cannot be made")
		}
		if got := written(t, b); bytes.Contains(got, []byte("Khamidkariev")) || !bytes.Contains(got, []byte(b.Desk.Words.Word("case_status", "open"))) {
			t.Error("the column is in it, or no other is")
		}
	})
	t.Run("with the cells withheld it can be made, and says how many", func(t *testing.T) {
		b := exporting(t)
		for _, c := range desktest.Find[*ui.Check](b) {
			if c.Label() == b.Desk.Words.T("listing.withhold") {
				test.Tap(c)
			}
		}
		if !can(b) || !desktest.Says(b, b.Desk.Words.N("listing.withheld_cells", 1)) {
			t.Fatal("it cannot be made, or does not say what is withheld")
		}
		if got := written(t, b); bytes.Contains(got, []byte("Khamidkariev")) || !bytes.Contains(got, []byte(b.Desk.Words.T("listing.withheld"))) {
			t.Error("the name is in it")
		}
	})
}
