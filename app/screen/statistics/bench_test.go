package statistics_test

import (
	"fmt"
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/model"
)

// many is a file with 500 acts of all kinds in one case.
func many(tb testing.TB) *desktest.Bench {
	tb.Helper()
	b := desktest.New(tb, desktest.Look{})
	in := b.New1("case", map[string]model.Value{"reference": text("2014/17"), "status": text("open")})
	kinds := b.Desk.DB.Schema().Vocabulary("act_type").Words
	for i := range 500 {
		date, err := model.ParseDate(fmt.Sprintf("%d-%02d-%02d", 1990+i%30, 1+i%12, 1+i%28))
		if err != nil {
			tb.Fatal(err)
		}
		e := b.New1("event", map[string]model.Value{"cases": model.RefsValue(in.ID), "title": text("Beaten"), "date": model.DateValue(date)})
		b.New1("act", map[string]model.Value{"event": model.RefValue(e.ID), "type": text(kinds[i%len(kinds)].ID)})
	}
	return b
}

// BenchmarkOpen shows 500 acts by their kinds: counted, drawn and listed.
func BenchmarkOpen(b *testing.B) {
	file := many(b)
	for b.Loop() {
		file.Show(screen, acts("by=type"))
	}
}
