package casefile_test

import (
	"context"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ui"
)

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	looks := map[string]look{
		"case-light-en": {lang: "en"},
		"case-dark-ru":  {lang: "ru", mode: ui.Dark},
		"case-big-uz":   {lang: "uz", scale: 2},
		"case-small":    {lang: "uz", size: fyne.NewSize(800, 600), mode: ui.HighContrast},
	}
	for name, l := range looks {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, l)
			must(t, exchange.Sample(context.Background(), b.db))
			for _, section := range []string{"overview", "people", "events", "proceedings", "evidence", "deadlines"} {
				b.show(desk.Route{Case: b.records("case")[0].ID, Section: section})
				b.shot(name + "-" + section)
			}
		})
	}
}
