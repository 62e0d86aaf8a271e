package alike_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/alike"
	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

type bench struct {
	*desktest.Bench
	known  model.Record // Mirsobir, in a case, with a birth and a place
	in     model.Record
	opened model.ID
}

func text(s string) model.Value { return model.TextValue(s) }

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l)}
	place := b.New1("place", map[string]model.Value{"name": text("Tashkent")})
	d, err := model.ParseDate("1978")
	b.Must(err)
	b.known = b.New1("person", map[string]model.Value{"birth": model.DateValue(d), "birth_place": model.RefValue(place.ID)})
	b.name(b.known, "Мирсобир Хамидкариев")
	b.in = b.New1("case", map[string]model.Value{"title": text("The taxi in Moscow")})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(b.in.ID), "person": model.RefValue(b.known.ID)})
	source := b.New1("source", map[string]model.Value{"title": text("Press release of 2014")})
	b.New1("citation", map[string]model.Value{"subject": model.RefValue(b.known.ID), "source": model.RefValue(source.ID)})
	return b
}

func (b *bench) name(p model.Record, s string) model.Record {
	b.TB.Helper()
	return b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": text(s)})
}

// person makes another person, who has no name yet, and shows the form.
func (b *bench) person(names ...string) model.Record {
	b.TB.Helper()
	p := b.New1("person", nil)
	for _, n := range names {
		b.name(p, n)
	}
	b.form(p)
	return p
}

func (b *bench) form(p model.Record) *recordform.Form {
	b.TB.Helper()
	f := b.Show(func(d *desk.Desk, _ desk.Route) desk.Pane {
		return recordform.New(d, p.ID, recordform.Options{Open: func(r model.Record) { b.opened = r.ID }})
	}, desk.Route{}).(*recordform.Form)
	f.Focus()
	return f
}

func (b *bench) perhaps() string {
	return b.Desk.Words.T("alike.perhaps", map[string]any{"Name": "Мирсобир Хамидкариев"})
}

func (b *bench) says() bool { return desktest.Says(b.Bench, b.perhaps()) }

func TestSomebodyWhoIsTyped(t *testing.T) {
	t.Run("is met again, with birth, place, case, source and why, once typing rests", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.person()
		b.Type("Mirsobir Khamidkariev")
		if b.says() {
			t.Fatal("it is said while somebody types")
		}
		at := b.Focused()
		b.Clock.Pass()
		if !b.says() {
			t.Fatal("it is not said")
		}
		for _, known := range []string{"1978", "Tashkent", "The taxi in Moscow", "Press release of 2014", b.Desk.Words.T("alike.why.script")} {
			if !b.rowSays(known) {
				t.Errorf("%q is not said", known)
			}
		}
		if b.Focused() != at {
			t.Error("it took the keyboard")
		}
	})
	t.Run("stands right below the name that is typed, and below the names when that is closed", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.person()
		b.Type("Mirsobir Khamidkariev")
		b.Clock.Pass()
		b.Settle()
		at := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y }
		row := func() *ui.ActionRow {
			for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
				if r.Title() == b.perhaps() {
					return r
				}
			}
			t.Fatal("it is not said")
			return nil
		}
		name, kind := desktest.Row(b.Bench, b.Desk.Words.Field("person_name", "text")), desktest.Row(b.Bench, b.Desk.Words.Field("person_name", "kind"))
		if y := at(row()); y < at(name)+name.Size().Height || y+row().Size().Height > at(kind) {
			t.Errorf("it stands at %.0f, the name at %.0f and what follows at %.0f", y, at(name), at(kind))
		}
		b.Press(fyne.KeyEscape)
		b.Clock.Pass()
		b.Settle()
		if b.rows() != 1 || at(row()) > at(desktest.Row(b.Bench, b.Desk.Words.Field("person", "birth"))) {
			t.Error("it does not stand below the names")
		}
	})
	t.Run("is silent while the name goes on, and says then what fits", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.person()
		b.Type("Mirsobir Khamidkariev")
		b.Clock.Pass()
		b.Type("a")
		if b.says() {
			t.Error("it speaks while somebody types")
		}
		b.Type("nov Rustam Yoqubovich")
		b.Clock.Pass()
		if b.says() {
			t.Error("it offers somebody of another name")
		}
	})
	t.Run("who is born in another time is nobody that is known", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		p := b.person("Mirsobir Khamidkariev")
		b.Clock.Pass()
		if !b.says() {
			t.Fatal("it is not said")
		}
		b.edit(p.ID, "birth", recordform.DateValue("1941"))
		b.Clock.Pass()
		if b.says() {
			t.Error("somebody of forty is offered for somebody of eighty")
		}
	})
	t.Run("can be said to be the same, not the same, or unclear; and that is undone", func(t *testing.T) {
		for _, answer := range []string{"same", "not_same", "unsure"} {
			b := newBench(t, desktest.Look{})
			p := b.person("Mirsobir Khamidkariev")
			b.Clock.Pass()
			desktest.Button(b.Bench, b.Desk.Words.T("alike."+answer)).Tapped(nil)
			id := model.JudgementID(p.ID, b.known.ID)
			if b.Get(id).Text("judgement") != answer {
				t.Errorf("%s is not kept", answer)
			}
			b.Clock.Pass()
			if b.says() || len(b.Records("person")) != 2 {
				t.Error("it is still asked, or they are two no more")
			}
			b.Offer()
			if !b.Get(id).Deleted {
				t.Error("undo leaves the answer")
			}
			if b.Clock.Pass(); !b.says() {
				t.Error("an answer that was taken back is not asked for again")
			}
		}
	})
	t.Run("can be left as it is, and nothing is written", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		p := b.person("Mirsobir Khamidkariev")
		b.Clock.Pass()
		for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
			if r.Title() == b.perhaps() {
				r.Acts()[len(r.Acts())-1].(*ui.Button).Tapped(nil)
			}
		}
		b.Clock.Pass()
		if _, err := b.DB.Get(context.Background(), model.JudgementID(p.ID, b.known.ID)); b.says() || err == nil {
			t.Error("it is still said, or an answer was written that nobody gave")
		}
	})
	t.Run("leads to the other record", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.person("Mirsobir Khamidkariev")
		b.Clock.Pass()
		desktest.Button(b.Bench, b.Desk.Words.T("action.open")).Tapped(nil)
		if b.opened != b.known.ID {
			t.Error("it leads elsewhere")
		}
	})
	t.Run("is not asked about once a relationship says who is who", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		p := b.person("Mirsobir Khamidkariev")
		b.New1("relationship", map[string]model.Value{"person": model.RefValue(p.ID), "other": model.RefValue(b.known.ID), "kind": text("child")})
		b.form(p)
		b.Clock.Pass()
		if b.says() {
			t.Error("a son is taken for his father")
		}
	})
	t.Run("of several names the others are one tap away", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		second := b.New1("person", nil)
		b.name(second, "Мирсобир Хамидкариев")
		b.person("Mirsobir Khamidkariev")
		b.Clock.Pass()
		if n := b.rows(); n != 1 {
			t.Fatalf("%d are named at first", n)
		}
		desktest.Button(b.Bench, b.Desk.Words.N("alike.more", 1)).Tapped(nil)
		if n := b.rows(); n != 2 {
			t.Errorf("%d are named", n)
		}
	})
	t.Run("can only be read of in a file that is only looked at", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		p := b.person("Mirsobir Khamidkariev")
		b.ReadOnly()
		b.form(p)
		b.Clock.Pass()
		if !b.says() {
			t.Fatal("it is not said")
		}
		for _, w := range desktest.Find[*ui.Button](b.Bench) {
			if w.Label() == b.Desk.Words.T("alike.same") {
				t.Error("it can be answered")
			}
		}
	})
}

func (b *bench) edit(id model.ID, field string, v model.Value) {
	b.TB.Helper()
	if !b.Desk.Do("edit", func(tx *store.Tx) error { return tx.Set(id, field, v) }) {
		b.TB.Fatal("not written")
	}
}

func (b *bench) rows() (n int) {
	for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
		if r.Title() == b.perhaps() {
			n++
		}
	}
	return n
}

func (b *bench) rowSays(words string) bool {
	for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
		if r.Title() == b.perhaps() && strings.Contains(r.Text(), words) {
			return true
		}
	}
	return false
}

func TestOfferInAPicker(t *testing.T) {
	b := newBench(t, desktest.Look{})
	offer := alike.Offer(b.Desk)
	ask := func(query string) (shown []ui.Option) {
		offer(query, func(o []ui.Option) { shown = o })
		b.Clock.Pass()
		return shown
	}
	t.Run("names who may be meant in another script, under a heading of their own", func(t *testing.T) {
		got := ask("Mirsobir Khamidkariev")
		if len(got) != 1 || got[0].ID != b.known.ID.String() || got[0].Group != b.Desk.Words.T("alike.in_file") || !strings.Contains(got[0].Hint, "1978") {
			t.Errorf("%d are offered", len(got))
		}
	})
	t.Run("names nobody for two letters, nor for another name", func(t *testing.T) {
		if len(ask("Mi")) != 0 || len(ask("Rustam Yoqubov")) != 0 {
			t.Error("somebody is offered")
		}
	})
	t.Run("drops the answer to what was typed before", func(t *testing.T) {
		first := 0
		offer("Mirsobir Khamidkariev", func(o []ui.Option) { first = len(o) })
		if len(ask("Rustam Yoqubov")) != 0 || first != 0 {
			t.Error("an old answer is shown")
		}
	})
}

// face puts a portrait to the person who is known.
func (b *bench) face() {
	b.TB.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 60, 80))
	for y := range 80 {
		for x := range 60 {
			img.Set(x, y, color.RGBA{R: uint8(120 + y), G: uint8(100 + x), B: 120, A: 255})
		}
	}
	var data bytes.Buffer
	b.Must(png.Encode(&data, img))
	e := model.NewRecord("evidence")
	_, err := b.DB.Do(context.Background(), "attach", func(tx *store.Tx) error {
		sha, _, err := tx.Attach(&data)
		if err != nil {
			return err
		}
		e.Set("title", text("Portrait"))
		e.Set("sha256", text(sha))
		e.Set("media_type", text("image/png"))
		if err := tx.Put(e); err != nil {
			return err
		}
		return tx.Set(b.known.ID, "portrait", model.RefValue(e.ID))
	})
	b.Must(err)
}

func TestThePortraitStandsBeside(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.face()
	b.person("Mirsobir Khamidkariev")
	b.Clock.Pass()
	if n := len(desktest.Find[*ui.Thumb](b.Bench)); n != 1 {
		t.Errorf("%d faces", n)
	}
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		b.face()
		second := b.New1("person", nil)
		b.name(second, "Хамидкариев Мирсобир Саидович")
		b.person()
		b.Type("Mirsobir Khamidkariev")
		b.Shot("alike-" + name)
		b.Press(fyne.KeyEscape)
	})
}
