package search_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/finding"
	"guvoh/app/ui"
	"guvoh/export/exhibit"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/worker"
)

// TestMain lets the test program be the worker that reads evidence, as main does.
func TestMain(m *testing.M) {
	worker.Serve(exhibit.CalmJob)
	os.Exit(m.Run())
}

// keeping is a bench whose window keeps the index.
type keeping struct {
	*desktest.Bench
	work *finding.Work
}

func (k keeping) Finding() *finding.Work { return k.work }

func TestEvidenceThatNobodyHasReadYet(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("one"), "status": model.TextValue("open")})
	_, err := b.DB.Do(context.Background(), "attach", func(tx *store.Tx) error {
		_, err := tx.Evidence(strings.NewReader("They took him to Nukus."), "a.txt", "text/plain", map[string]model.Value{"cases": model.RefsValue(c.ID)})
		return err
	})
	b.Must(err)
	k := keeping{b, finding.Begin(b.Desk)}
	t.Cleanup(k.work.End)
	b.Desk.Host = k
	b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: "Nukus"})
	said := b.Desk.Words.N("reading.attachments", 1)
	b.Clock.Pass()
	if !desktest.Says(b, said) || len(rows(b, ui.ResultPlace)) != 0 {
		t.Error("it is not said, or was read already")
	}
	for range 12 {
		b.Clock.Pass()
	}
	if desktest.Says(b, said) {
		t.Error("it is still said")
	}
	if len(rows(b, ui.ResultPlace)) != 1 {
		t.Error("what was read meanwhile is not among what was found")
	}
	b.Pane.Leave()
}
