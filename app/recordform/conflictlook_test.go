package recordform_test

import (
	"os"
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/model"

	"fyne.io/fyne/v2"
)

// TestLookOfNotices makes pictures to look at; nothing is compared.
func TestLookOfNotices(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range desktest.Looks {
		t.Run(name, func(t *testing.T) {
			l.Size = fyne.NewSize(860, 1000)
			b := newBenchIn(t, l)
			p := b.person("Mirsobir Khamidkariev", "Мирсобир Хамидкариев")
			b.Set(b.DB, p.ID, "summary", model.TextValue("A film producer from Tashkent. He lived in Moscow from 2010 and was taken from a taxi there."))
			dilbar := b.Colleague("Dilbar Usmonova")
			b.Set(dilbar, p.ID, "occupation", model.TextValue("Journalist and film producer"))
			b.Set(b.DB, p.ID, "occupation", model.TextValue("Film producer"))
			b.Set(dilbar, p.ID, "summary", model.TextValue("A film producer and journalist from Tashkent. He lived in Moscow from 2011 and was taken from a taxi there in June 2014."))
			b.Set(b.DB, p.ID, "summary", model.TextValue("A film producer from Tashkent. He lived in Moscow from 2010 and was taken out of a taxi by two men."))
			b.Set(b.DB, p.ID, "family", model.TextValue("Wife, two sons"))
			b.Take(dilbar)
			f := b.show(p.ID, recordform.Options{})
			b.Shot("notices-" + name)
			desktest.Button(b.Bench, b.Desk.Words.T("conflict.compare")).Tapped(nil)
			b.Shot("compare-" + name)
			b.Press(fyne.KeyEscape)
			f.FocusField("occupation")
			b.Press(fyne.KeyF4)
			b.Shot("about-" + name)
			b.Press(fyne.KeyEscape)
			recordform.AskPurge(b.Desk, b.Get(p.ID), "summary")
			b.Shot("purge-" + name)
		})
	}
}
