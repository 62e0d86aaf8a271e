package exchange_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"guvoh/app/account"
	"guvoh/app/exchange"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

func TestTheReportSaysWhatBecomesOfAField(t *testing.T) {
	ctx, db, id := context.Background(), create(t), model.NewID()
	named(t, db, id, "Baker")
	claim := func(v model.Value) []store.Claim {
		return []store.Claim{{Value: v, Author: store.Author{Name: "Rustam", Trust: store.Unverified}, At: time.Now(), Verb: "edit"}}
	}
	baker, driver := model.TextValue("Baker"), model.TextValue("Driver")
	report := func(t *testing.T, f store.MergedField) string {
		t.Helper()
		a := account.Account{File: "r.guvoh", MergeReport: store.MergeReport{
			Entries: 1, Changed: 1, Records: []store.Merged{{Record: id, Kind: "person", What: store.MergedChanged, Fields: []store.MergedField{f}}},
		}}
		var b bytes.Buffer
		if err := exchange.WriteReport(ctx, db, english(t), &b, "txt", a); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, c := range []struct {
		name, want string
		field      store.MergedField
		never      string
	}{
		{
			"what is shown stays, and waits for a decision", "Baker (shown until you decide)",
			store.MergedField{Field: "occupation", Before: baker, After: baker, Came: claim(driver), Conflict: true},
			"stands here already",
		},
		{
			"what came in between was another value", "Driver",
			store.MergedField{Field: "occupation", Before: baker, After: baker, Came: append(claim(baker), claim(driver)...)},
			"stands here already",
		},
		{
			"values are removed for good, and why", "consent withdrawn",
			store.MergedField{Field: journal.Purged, Came: claim(model.TextValue("consent withdrawn"))},
			"nothing",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := report(t, c.field)
			if !strings.Contains(got, c.want) {
				t.Errorf("%q is missing", c.want)
			}
			if strings.Contains(got, c.never) {
				t.Errorf("%q is said", c.never)
			}
		})
	}
}
