package recordform_test

import (
	"context"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/exchange"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
)

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	looks := map[string]look{
		"light-en": {lang: "en"},
		"dark-ru":  {lang: "ru", mode: ui.Dark},
		"big-uz":   {lang: "uz", scale: 2, size: fyne.NewSize(760, 1100)},
		"narrow":   {lang: "en", size: fyne.NewSize(480, 900), mode: ui.HighContrast},
	}
	for name, l := range looks {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, l)
			must(t, exchange.Sample(context.Background(), b.db))
			b.speak(l.lang)
			for _, kind := range []string{"case", "person", "event", "act", "detention", "proceeding", "source", "citation", "evidence"} {
				rs, err := b.db.Records(context.Background(), kind)
				must(t, err)
				f := b.show(rs[0].ID, recordform.Options{})
				b.shot(name + "-" + kind)
				if kind == "person" {
					recordform.Toggle(f, recordform.Rows(f, "person_name")[0])
					b.shot(name + "-person-open")
				}
			}
		})
	}
	t.Run("nasty", func(t *testing.T) {
		b := newBench(t, look{size: fyne.NewSize(760, 2400)})
		for _, r := range b.fill() {
			if r.Kind == "person" || r.Kind == "act" || r.Kind == "injury" {
				f := b.show(r.ID, recordform.Options{})
				recordform.OpenAll(f, true)
				b.shot("nasty-" + r.Kind)
			}
		}
		r := model.NewRecord("person")
		b.put(r)
		f := b.show(r.ID, recordform.Options{})
		recordform.OpenAll(f, false)
		b.shot("empty-person")
		_ = f
	})
}
