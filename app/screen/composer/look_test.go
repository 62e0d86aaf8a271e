package composer_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/composer"
	"guvoh/app/ui"
	"guvoh/model"
)

// at is when the tests take place: a Saturday, one day after the registry shut.
var at = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

func tools() composer.Tools { return composer.Tools{Now: func() time.Time { return at }} }

func newComposer(d *desk.Desk, r desk.Route) desk.Pane { return composer.New(d, r, tools()) }

func newChooser(d *desk.Desk, r desk.Route) desk.Pane { return composer.NewChooser(d, r, tools()) }

// sample gives the case of the sample file with that reference.
func sample(b *desktest.Bench, reference string) model.Record {
	b.TB.Helper()
	b.Sample()
	for _, r := range b.Records("case") {
		if r.Text("reference") == reference {
			return r
		}
	}
	b.TB.Fatalf("no case %s", reference)
	return model.Record{}
}

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	desktest.InLooks(t, map[string]desktest.Look{
		"light-en": {Lang: "en", Size: fyne.NewSize(1280, 800)},
		"dark-ru":  {Lang: "ru", Mode: ui.Dark, Size: fyne.NewSize(1280, 800)},
		"small-uz": {Lang: "uz", Size: fyne.NewSize(1024, 700)},
		"large-ru": {Lang: "ru", Scale: 1.5, Size: fyne.NewSize(1280, 800)},
		"huge-en":  {Lang: "en", Scale: 2, Mode: ui.HighContrast, Size: fyne.NewSize(1024, 700)},
	}, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		c := sample(b, "SAMPLE-1")
		b.Show(newChooser, desk.Route{Screen: desk.ScreenDossiers, Case: c.ID})
		b.Shot("chooser-" + name)
		composer.Pick(b.Pane.(*composer.Chooser), "echr-r39")
		b.Shot("chooser-r39-" + name)
		composer.Start(b.Pane.(*composer.Chooser))
		s := b.Show(newComposer, b.Went1()).(*composer.Screen)
		b.Shot("cover-" + name)
		for _, section := range []string{"applicant", "states", "remedies", "facts", "risk", "articles", "documents", "medical"} {
			composer.Section(s, section)
			b.Shot(section + "-" + name)
		}
		composer.Section(s, "facts")
		composer.Side(s, 1)
		b.Shot("side-facts-" + name)
		composer.Side(s, 2)
		composer.AddAll(s)
		b.Clock.Pass()
		b.Shot("side-exhibits-" + name)
		composer.Section(s, "facts")
		composer.Take(s)
		b.Clock.Pass()
		b.Shot("taken-" + name)
		composer.Focus(s, "section")
		b.Press(fyne.KeyReturn)
		b.Clock.Pass()
		b.Shot("own-" + name)
		chooser := b.Show(newChooser, desk.Route{Screen: desk.ScreenDossiers, Case: c.ID}).(*composer.Chooser)
		b.Shot("goon-" + name)
		composer.Pick(chooser, "adv-ua")
		composer.Start(chooser)
		s = b.Show(newComposer, b.Went1()).(*composer.Screen)
		composer.Section(s, "lead")
		composer.Focus(s, "section")
		b.Press(fyne.KeyReturn)
		b.Type(strings.Repeat("He was abducted in Moscow and has not been seen since. ", 9))
		b.Clock.Pass()
		b.Shot("limit-" + name)
	})
}
