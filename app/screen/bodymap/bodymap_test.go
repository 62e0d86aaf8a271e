package bodymap_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/bodychart"
	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/bodymap"
	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
	"guvoh/model/store"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return bodymap.New(d, r) }

func text(s string) model.Value { return model.TextValue(s) }

// told is a case with one person and the injuries that are given.
type told struct {
	*desktest.Bench
	inCase, person model.ID
}

func tell(t testing.TB, l desktest.Look, person map[string]model.Value, injuries ...map[string]model.Value) *told {
	t.Helper()
	b := &told{Bench: desktest.New(t, l)}
	b.inCase = b.New1("case", map[string]model.Value{"title": text("Held in Jaslyk"), "reference": text("2014/17")}).ID
	b.person = b.add("Aziz Karimov", person)
	for i, values := range injuries {
		values["person"], values["cases"] = model.RefValue(b.person), model.RefsValue(b.inCase)
		values["position"] = text(string(rune('a' + i)))
		b.New1("injury", values)
	}
	return b
}

func (b *told) add(name string, values map[string]model.Value) model.ID {
	if values == nil {
		values = map[string]model.Value{}
	}
	values["kind"] = text("individual")
	p := b.New1("person", values).ID
	b.New1("person_name", map[string]model.Value{"person": model.RefValue(p), "text": text(name)})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(b.inCase), "person": model.RefValue(p)})
	return p
}

func (b *told) show() {
	b.Show(screen, desk.Route{Screen: desk.ScreenBody, Case: b.inCase, Record: b.person})
}

func (b *told) chart() *bodychart.Chart { return desktest.Find[*bodychart.Chart](b.Bench)[0] }
func (b *told) list() *ui.Columns       { return desktest.Find[*ui.Columns](b.Bench)[0] }
func (b *told) strip() *ui.Sidebar      { return desktest.Find[*ui.Sidebar](b.Bench)[0] }

func (b *told) onChart() { b.Window().Canvas().Focus(b.chart().FocusTarget()) }

func point(x, y float64) model.Value { return model.PointValue(model.Point{X: x, Y: y}) }

func day(t *testing.T, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

func TestAMarkIsSetByTheKeys(t *testing.T) {
	b := tell(t, desktest.Look{}, nil)
	b.show()
	w := b.Desk.Words
	if !desktest.Says(b.Bench, w.T("bodymap.empty")) {
		t.Error("how a mark is set is not said")
	}
	b.onChart()
	b.chart().SetCross(doc.Point{X: 0.4, Y: 0.7})
	if !desktest.Says(b.Bench, "Knee, right") {
		t.Error("what is under the crosshair is not said")
	}
	b.Press(fyne.KeyReturn)
	all := b.Records("injury")
	if len(all) != 1 {
		t.Fatalf("%d injuries", len(all))
	}
	r := all[0]
	for field, want := range map[string]string{"view": "front", "figure": "adult", "site": "knee", "side": "right"} {
		if got := r.Text(field); got != want {
			t.Errorf("%s is %q, not %q", field, got, want)
		}
	}
	if p, ok := r.Get("point").Point(); !ok || p.X != 0.4 || p.Y != 0.7 || r.Ref("person") != b.person || len(r.Refs("cases")) != 1 {
		t.Error("its point, its person or its case is another")
	}
	if b.Focused() == nil || b.Focused() == b.chart().FocusTarget() {
		t.Error("the keyboard is not in its fields")
	}
	b.Press(fyne.KeyEscape)
	if b.Focused() != b.chart().FocusTarget() {
		t.Error("Escape does not lead back to the figure")
	}
	b.Desk.Undo()
	if len(b.Records("injury")) != 0 || !desktest.Says(b.Bench, w.T("bodymap.empty")) {
		t.Error("undo does not take it away")
	}
	b.Desk.Redo()
	if len(b.Records("injury")) != 1 || len(b.chart().Marks()) != 1 {
		t.Error("redo does not bring it back")
	}
}

func TestAMarkIsMoved(t *testing.T) {
	values := func() map[string]model.Value {
		return map[string]model.Value{"kind": text("scar"), "view": text("front"), "site": text("knee"), "side": text("right"), "figure": text("adult"), "point": point(0.4, 0.7)}
	}
	move := func(b *told, to doc.Point) model.Record {
		b.show()
		b.onChart()
		b.Press(fyne.KeySpace)
		b.chart().SetCross(to)
		b.Press(fyne.KeyReturn)
		return b.Records("injury")[0]
	}
	t.Run("side and part of the body follow", func(t *testing.T) {
		r := move(tell(t, desktest.Look{}, nil, values()), doc.Point{X: 0.6, Y: 0.6})
		if r.Text("site") != "thigh" || r.Text("side") != "left" {
			t.Errorf("%s, %s", r.Text("site"), r.Text("side"))
		}
	})
	t.Run("what a person corrected stays", func(t *testing.T) {
		v := values()
		v["site"] = text("leg")
		b := tell(t, desktest.Look{}, nil, v)
		r := move(b, doc.Point{X: 0.6, Y: 0.6})
		if r.Text("site") != "leg" || r.Text("side") != "left" {
			t.Errorf("%s, %s", r.Text("site"), r.Text("side"))
		}
		b.Desk.Undo()
		if p, _ := b.Records("injury")[0].Get("point").Point(); p.X != 0.4 {
			t.Error("undo does not bring the point back in one step")
		}
	})
}

func TestListAndFigureGoTogether(t *testing.T) {
	b := tell(t, desktest.Look{}, nil,
		map[string]model.Value{"kind": text("scar"), "view": text("front"), "point": point(0.4, 0.7)},
		map[string]model.Value{"kind": text("burn"), "site": text("sole"), "side": text("left")},
		map[string]model.Value{"kind": text("bruise"), "view": text("back"), "point": point(0.5, 0.3)})
	b.show()
	if b.list().Selected() != 0 || b.chart().Shape().View != "front" {
		t.Fatal("the first is not chosen")
	}
	b.Window().Canvas().Focus(b.list())
	b.Press(fyne.KeyDown)
	if got := b.chart().Shape().View; got != "soles" {
		t.Errorf("the figure is %s", got)
	}
	if m := b.chart().Marks(); len(m) != 1 || m[0].Number != 2 || !m[0].Near || m[0].Sign != figure.Ring {
		t.Errorf("the marks are %v", m)
	}
	b.Press(fyne.KeyDown)
	if got := b.chart().Shape().View; got != "back" {
		t.Errorf("the figure is %s", got)
	}
	for view, want := range map[string]string{"front": "1", "soles": "1", "back": "1", "hands": ""} {
		if got := b.strip().Count(view); got != want {
			t.Errorf("%s has %q marks", view, got)
		}
	}
	b.onChart()
	b.Press(fyne.KeyDelete)
	if len(b.Records("injury")) != 2 || b.list().Selected() != 1 {
		t.Errorf("%d injuries, the chosen is %d", len(b.Records("injury")), b.list().Selected())
	}
	if b.Offer == nil {
		t.Fatal("it is not offered to take that back")
	}
	b.Offer()
	if len(b.Records("injury")) != 3 {
		t.Error("it did not come back")
	}
}

func TestFiguresOfAChild(t *testing.T) {
	b := tell(t, desktest.Look{}, map[string]model.Value{"birth": day(t, "9 June 2000")},
		map[string]model.Value{"kind": text("scar"), "site": text("knee"), "side": text("left"), "date": day(t, "2010")},
		map[string]model.Value{"kind": text("scar"), "site": text("knee"), "side": text("left"), "date": day(t, "2020")},
		map[string]model.Value{"kind": text("scar"), "view": text("front"), "point": point(0.4, 0.7), "figure": text("child"), "date": day(t, "2020")})
	b.show()
	shape := func() bool { return b.chart().Shape().Child }
	if !shape() {
		t.Error("what came about at ten is on the figure of a grown-up")
	}
	b.Window().Canvas().Focus(b.list())
	if b.Press(fyne.KeyDown); shape() {
		t.Error("what came about at twenty is on the figure of a child")
	}
	if b.Press(fyne.KeyDown); !shape() {
		t.Error("what was set on the figure of a child is not there")
	}
}

func TestLockedFigures(t *testing.T) {
	t.Run("are shown when asked for, and put away when the person is left", func(t *testing.T) {
		b := tell(t, desktest.Look{}, map[string]model.Value{"sex": text("female")},
			map[string]model.Value{"kind": text("burn"), "site": text("genitals"), "view": text("genital_female"), "figure": text("adult"), "point": point(0.5, 0.4)})
		b.show()
		w := b.Desk.Words
		if b.chart().Shape().View != "front" || !desktest.Says(b.Bench, w.N("bodymap.hidden", 1)) {
			t.Fatal("it is shown unasked, or that something is hidden is not said")
		}
		b.onChart()
		b.Press(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
		if p, _ := b.Records("injury")[0].Get("point").Point(); p.Y != 0.4 {
			t.Error("a mark on a hidden figure was moved")
		}
		desktest.Button(b.Bench, w.T("bodymap.unlock")).Tapped(nil)
		if !desktest.Says(b.Bench, "hidden so that nobody") {
			t.Error("why they are hidden is not said")
		}
		desktest.Button(b.Bench, w.T("bodymap.unlock.do")).Tapped(nil)
		if b.chart().Shape().View != "genital_female" || len(b.chart().Marks()) != 1 || b.chart().Marks()[0].Near {
			t.Errorf("%s with %d marks is shown", b.chart().Shape().View, len(b.chart().Marks()))
		}
		b.show()
		if b.chart().Shape().View != "front" {
			t.Error("they are still open")
		}
	})
	t.Run("are never offered of a child", func(t *testing.T) {
		born := time.Now().AddDate(-8, 0, 0).Format("2006")
		b := tell(t, desktest.Look{}, map[string]model.Value{"birth": day(t, born)})
		b.show()
		for _, button := range desktest.Find[*ui.Button](b.Bench) {
			if button.Visible() && button.Label() == b.Desk.Words.T("bodymap.unlock") {
				t.Error("they are offered")
			}
		}
	})
}

func TestSeveralPersons(t *testing.T) {
	b := tell(t, desktest.Look{}, nil)
	other := b.add("Bobur Aliyev", nil)
	b.New1("injury", map[string]model.Value{"person": model.RefValue(other), "cases": model.RefsValue(b.inCase), "kind": text("scar"), "site": text("nose")})
	b.Show(screen, desk.Route{Screen: desk.ScreenBody, Case: b.inCase})
	if len(b.chart().Marks()) != 1 {
		t.Error("who has an injury is not shown first")
	}
	b.show()
	if len(b.chart().Marks()) != 0 || !desktest.Says(b.Bench, b.Desk.Words.T("bodymap.empty")) {
		t.Error("the other's marks are shown")
	}
}

func TestNobodyYet(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": text("New")}).ID
	b.Show(screen, desk.Route{Screen: desk.ScreenBody, Case: c})
	desktest.Button(b, b.Desk.Words.T("bodymap.to_people")).Tapped(nil)
	if b.Went1().Section != "people" {
		t.Error("nothing leads on")
	}
	b.Press(fyne.KeyEscape)
}

func TestAFileThatIsOpenToLookOnly(t *testing.T) {
	b := tell(t, desktest.Look{}, nil, map[string]model.Value{"kind": text("scar"), "view": text("front"), "point": point(0.4, 0.7)})
	b.ReadOnly()
	b.show()
	b.onChart()
	b.Press(fyne.KeySpace, fyne.KeyRight, fyne.KeyReturn, fyne.KeyDelete)
	b.chart().SetCross(doc.Point{X: 0.5, Y: 0.3})
	b.Press(fyne.KeyReturn)
	if all := b.Records("injury"); len(all) != 1 {
		t.Errorf("%d injuries", len(all))
	}
	if !desktest.Says(b.Bench, b.Desk.Words.T("bodymap.how.read_only")) {
		t.Error("it is said that marks can be set")
	}
}

func TestAPhotoStandsBesideItsMark(t *testing.T) {
	b := tell(t, desktest.Look{}, nil, map[string]model.Value{"kind": text("scar"), "view": text("front"), "point": point(0.4, 0.7)})
	var buf bytes.Buffer
	b.Must(png.Encode(&buf, image.NewGray(image.Rect(0, 0, 20, 20))))
	var sha string
	_, err := b.DB.Do(context.Background(), "attach", func(tx *store.Tx) error {
		var err error
		sha, _, err = tx.Attach(bytes.NewReader(buf.Bytes()))
		return err
	})
	b.Must(err)
	photo := b.New1("evidence", map[string]model.Value{"title": text("Photo"), "cases": model.RefsValue(b.inCase), "sha256": text(sha), "media_type": text("image/png")})
	b.show()
	if len(desktest.Find[*ui.Thumb](b.Bench)) != 0 {
		t.Fatal("a photo before there is one")
	}
	b.Desk.Set(b.Records("injury")[0].ID, "photo", model.RefValue(photo.ID))
	thumbs := desktest.Find[*ui.Thumb](b.Bench)
	if len(thumbs) != 1 || thumbs[0].Failed() != nil {
		t.Fatalf("%d photos", len(thumbs))
	}
	thumbs[0].Tapped(nil)
	if b.Went1().Record != photo.ID {
		t.Error("it does not lead to the photo")
	}
}

func TestLooks(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := tell(t, l, map[string]model.Value{"sex": text("male"), "birth": day(t, "1980")},
			map[string]model.Value{"kind": text("ligature_mark"), "view": text("front"), "point": point(0.155, 0.5), "site": text("wrist"), "side": text("right"), "shape": text("band_around"), "age": text("healing"), "size": text("1 cm wide"), "date": day(t, "9 June 2014")},
			map[string]model.Value{"kind": text("bruise"), "view": text("front"), "point": point(0.36, 0.34), "site": text("ribs"), "side": text("right"), "size": text("6 × 4 cm"), "colour": text("yellow and green")},
			map[string]model.Value{"kind": text("burn"), "view": text("front"), "point": point(0.61, 0.6), "site": text("thigh"), "side": text("left"), "size": text("0.8 cm")},
			map[string]model.Value{"kind": text("scar"), "site": text("knee"), "side": text("left"), "date": day(t, "2012")},
			map[string]model.Value{"kind": text("burn"), "site": text("sole"), "side": text("both")})
		b.show()
		b.onChart()
		b.Shot("bodymap-" + name)
		b.chart().Zoom(1)
		b.chart().Zoom(1)
		b.Shot("bodymap-large-" + name)
	})
}
