package recordform_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
)

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range desktest.Looks {
		t.Run(name, func(t *testing.T) {
			l.Size = fyne.NewSize(760, 900)
			b := newBenchIn(t, l)
			b.Sample()
			for _, kind := range []string{"case", "person", "act", "detention", "proceeding", "source", "citation"} {
				f := b.show(b.Records(kind)[0].ID, recordform.Options{})
				b.Shot("form-" + name + "-" + kind)
				if kind == "person" {
					recordform.Toggle(f, recordform.Rows(f, "person_name")[0])
					b.Shot("form-" + name + "-person-open")
				}
			}
		})
	}
	t.Run("nasty", func(t *testing.T) {
		b := newBenchIn(t, desktest.Look{Size: fyne.NewSize(760, 2400)})
		for _, r := range b.Fill() {
			if r.Kind == "person" || r.Kind == "act" || r.Kind == "injury" {
				recordform.OpenAll(b.show(r.ID, recordform.Options{}), true)
				b.Shot("form-nasty-" + r.Kind)
			}
		}
		recordform.OpenAll(b.show(b.person().ID, recordform.Options{}), false)
		b.Shot("form-empty-person")
	})
}
