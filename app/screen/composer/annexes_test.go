package composer_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"guvoh/app/compose"
	"guvoh/app/desk/desktest"
	"guvoh/app/exchange"
	"guvoh/app/screen/composer"
	"guvoh/export"
	"guvoh/model"
	"guvoh/model/store"
)

// prison is a dossier with an annex that tells of a prison in its case and in
// another, whose prisoner is given, too.
func prison(t *testing.T) (b *bench, other, who model.ID) {
	t.Helper()
	b = &bench{Bench: desktest.New(t, desktest.Look{})}
	word, ref := model.TextValue, model.RefValue
	place := b.New1("place", map[string]model.Value{"name": word("Jaslyk"), "kind": word("prison")})
	for i, name := range []string{"Aziz Karimov", "Dilshod Umarov"} {
		in := b.New1("case", map[string]model.Value{"reference": word([]string{"2014/17", "2015/2"}[i]), "title": word("Held")})
		p := b.New1("person", map[string]model.Value{"kind": word("individual")})
		b.New1("person_name", map[string]model.Value{"person": ref(p.ID), "text": word(name)})
		b.New1("participant", map[string]model.Value{"case": ref(in.ID), "person": ref(p.ID), "role": word("victim")})
		b.New1("detention", map[string]model.Value{"cases": model.RefsValue(in.ID), "person": ref(p.ID), "place": ref(place.ID)})
		for _, purpose := range []string{"name", "court"} {
			b.New1("consent", map[string]model.Value{"person": ref(p.ID), "purpose": word(purpose), "decision": word("yes")})
		}
		if i == 0 {
			b.c = in
		}
		other, who = in.ID, p.ID
	}
	b.dossier = b.New1("dossier", map[string]model.Value{"cases": model.RefsValue(b.c.ID), "title": word("To the Court"), "profile": word("echr-annex"), "language": word("en")})
	ctx, filter := context.Background(), store.PatternFilter{Least: 2}
	all, err := b.DB.Patterns(ctx, store.ByPlace, filter)
	b.Must(err)
	a, err := exchange.MakeAnnex(ctx, b.DB, b.Desk.Words, exchange.AnnexOrder{
		Dossier: b.dossier, Patterns: all, By: store.ByPlace, Filter: filter, Purpose: "court", At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
	})
	b.Must(err)
	_, err = b.DB.Do(ctx, "create", func(tx *store.Tx) error { return a.Into(tx, nil) })
	b.Must(err)
	b.open("")
	return b, other, who
}

// said gives the checks of a code.
func said(b *bench, code export.Code) []compose.Check {
	return slices.DeleteFunc(slices.Clone(composer.View(b.s).Checks), func(c compose.Check) bool { return c.Code != code })
}

// do does something elsewhere, of which the composer hears.
func (b *bench) do(verb string, fn func(*store.Tx) error) {
	b.TB.Helper()
	changes, err := b.DB.Do(context.Background(), verb, fn)
	b.Must(err)
	b.Changed(changes)
	b.Clock.Pass() // it looks at the dossier
	b.Clock.Pass() // and once more, with what was found in its annexes
}

func TestAnAnnexThatMayNoLongerLeave(t *testing.T) {
	takeBack := func(b *bench, who model.ID) {
		no := model.NewRecord("consent")
		no.Set("person", model.RefValue(who))
		no.Set("purpose", model.TextValue("name"))
		no.Set("decision", model.TextValue("no"))
		b.do("create", func(tx *store.Tx) error { return tx.Put(no) })
	}
	t.Run("is said as soon as somebody in another case takes their consent back", func(t *testing.T) {
		b, _, who := prison(t)
		if len(said(b, export.AnnexHeld)) != 0 {
			t.Fatal("it is held though all allow it")
		}
		takeBack(b, who)
		found := said(b, export.AnnexHeld)
		if len(found) != 1 || found[0].Kind != "exhibit" || found[0].Severity != export.Stop || found[0].MayPass() {
			t.Fatalf("%d are said, or not of the exhibit", len(found))
		}
	})
	t.Run("is said when the dossier is opened", func(t *testing.T) {
		b, _, who := prison(t)
		takeBack(b, who)
		b.open("")
		if len(said(b, export.AnnexHeld)) != 1 {
			t.Error("nothing is said")
		}
	})
	t.Run("is no more when the exhibit is taken out", func(t *testing.T) {
		b, _, who := prison(t)
		takeBack(b, who)
		if len(said(b, export.AnnexHeld)) != 1 {
			t.Fatal("nothing is said before")
		}
		row := b.rows("exhibit")[0].ID
		b.do("delete", func(tx *store.Tx) error { return tx.Delete(row) })
		if len(said(b, export.AnnexHeld)) != 0 {
			t.Error("it is still said")
		}
	})
	t.Run("is another matter when the other case is not in the file", func(t *testing.T) {
		b, other, _ := prison(t)
		b.do("delete", func(tx *store.Tx) error { return tx.Delete(other) })
		if len(said(b, export.AnnexUnknown)) != 1 || len(said(b, export.AnnexHeld)) != 0 {
			t.Error("nobody can know, and that is not said")
		}
	})
}
