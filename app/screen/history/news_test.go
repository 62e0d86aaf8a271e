package history_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/history"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// shared is a file to whose case a colleague's work came.
func shared(t *testing.T, l desktest.Look) (*desktest.Bench, model.Record) {
	t.Helper()
	b := desktest.New(t, l)
	c := b.New1("case", map[string]model.Value{"reference": model.TextValue("UZ-1"), "title": model.TextValue("The square in Andijan")})
	p := b.New1("event", map[string]model.Value{"cases": model.RefsValue(c.ID), "title": model.TextValue("The shooting"), "account": model.TextValue("Before noon")})
	dilbar := b.Colleague("Dilbar")
	b.Set(dilbar, p.ID, "account", model.TextValue("In the evening"))
	b.Set(dilbar, c.ID, "team", model.TextValue("Osh"))
	b.Set(b.DB, c.ID, "summary", model.TextValue("Our own work"))
	b.Take(dilbar)
	return b, c
}

func news(c model.ID) desk.Route {
	return desk.Route{Screen: desk.ScreenHistory, Section: history.News, Case: c}
}

func TestWhatIsNew(t *testing.T) {
	t.Run("lists field, before, after, who and when, and none of one's own work", func(t *testing.T) {
		b, c := shared(t, desktest.Look{})
		b.Show(screen, news(c.ID))
		for _, words := range []string{"The shooting", "Before noon", "In the evening", "Osh", "Dilbar (" + b.Desk.Words.T("trust.unverified") + ")"} {
			if !desktest.Says(b, words) {
				t.Errorf("%q is not shown", words)
			}
		}
		if desktest.Says(b, "Our own work") {
			t.Error("own work is news")
		}
	})
	t.Run("leads to the record, and stays new", func(t *testing.T) {
		b, c := shared(t, desktest.Look{})
		b.Show(screen, news(c.ID))
		b.Press(fyne.KeyReturn)
		if r := b.Went1(); r.Screen != desk.ScreenCase || r.Case != c.ID {
			t.Errorf("it leads to %q", r.Screen)
		}
		fresh, err := b.DB.News(context.Background())
		b.Must(err)
		if len(fresh) != 1 {
			t.Error("it is new no more, though nobody said they had seen it")
		}
	})
	t.Run("is old once somebody says so", func(t *testing.T) {
		b, c := shared(t, desktest.Look{})
		b.Show(screen, news(c.ID))
		desktest.Button(b, b.Desk.Words.T("news.seen")).Tapped(nil)
		fresh, err := b.DB.News(context.Background())
		b.Must(err)
		if len(fresh) != 0 {
			t.Error("it is still new")
		}
		b.Show(screen, news(c.ID))
		if !desktest.Says(b, b.Desk.Words.T("news.none")) {
			t.Error("the empty list says nothing")
		}
	})
	t.Run("pictures", func(t *testing.T) {
		desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
			b, c := shared(t, l)
			b.Show(screen, news(c.ID))
			b.Shot("news-" + name)
		})
	})
}

func TestHistoryKnowsWhoAndWhatIsGone(t *testing.T) {
	t.Run("says how sure it is who wrote a change, and when it came", func(t *testing.T) {
		b, c := shared(t, desktest.Look{})
		b.Show(screen, of(c.ID))
		if !desktest.Says(b, "Dilbar ("+b.Desk.Words.T("trust.unverified")+")") {
			t.Error("it does not say how sure it is")
		}
		came, err := b.DB.Arrivals(context.Background(), c.ID)
		b.Must(err)
		if len(came) != 1 {
			t.Fatalf("%d actions came", len(came))
		}
		for _, a := range came {
			if a.Way != "file" || !desktest.Says(b, b.Desk.Words.T("history.came")) || !desktest.Says(b, a.At.Local().Format("2006-01-02 15:04")) {
				t.Error("it does not say when it came")
			}
		}
	})
	t.Run("never shows what was purged as empty, nor puts it back", func(t *testing.T) {
		b, p := open(t)
		_, err := b.DB.Do(context.Background(), "purge", func(tx *store.Tx) error { return tx.Purge(p.ID, "name", "it was asked for") })
		b.Must(err)
		b.Show(screen, of(p.ID))
		if !desktest.Says(b, b.Desk.Words.T("purge.gone")) || !desktest.Says(b, "it was asked for") {
			t.Error("it does not say what was removed, and why")
		}
		if desktest.Says(b, "Toshkent") {
			t.Error("a value is left")
		}
		list := desktest.Find[*ui.Columns](b)[0]
		back := desktest.Button(b, b.Desk.Words.T("history.put_back"))
		ui.Focus(list)
		b.Press(fyne.KeyHome)
		for range 3 {
			b.Press(fyne.KeyDown)
			if i := list.Selected(); i > 0 && !back.Disabled() {
				// What can be put back is not what was purged.
				before, _ := b.DB.History(context.Background(), "name", p.ID)
				back.Tapped(nil)
				after, _ := b.DB.History(context.Background(), "name", p.ID)
				if len(after) != len(before) && after[len(after)-1].To != "" {
					t.Error("what was purged came back")
				}
			}
		}
	})
}
