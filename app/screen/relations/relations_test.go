package relations_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/relations"
	"guvoh/app/ui"
	"guvoh/app/webchart"
	"guvoh/model"
	"guvoh/model/store"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return relations.New(d, r) }

func text(s string) model.Value { return model.TextValue(s) }

type fields = map[string]model.Value

// told is a case in the window.
type told struct {
	*desktest.Bench
	inCase, victim, officer, mother, unit model.ID
}

func empty(t testing.TB, l desktest.Look) *told {
	t.Helper()
	b := &told{Bench: desktest.New(t, l)}
	b.inCase = b.New1("case", fields{"title": text("Held in Jaslyk"), "reference": text("2014/17")}).ID
	return b
}

// tell is a case with a victim, who did it, their unit and ministry, and a mother.
func tell(t testing.TB, l desktest.Look) *told {
	t.Helper()
	b := empty(t, l)
	b.victim, b.officer, b.mother = b.person("Aziz Karimov"), b.person("Bobur Aliyev"), b.person("Dilbar Karimova")
	b.inIt(b.victim, "victim")
	ministry := b.New1("organisation", fields{"name": text("Ministry of the Interior")}).ID
	b.unit = b.New1("organisation", fields{"name": text("Department 5"), "part_of": model.RefValue(ministry)}).ID
	b.did(b.officer, b.victim)
	b.tie(b.officer, "officer", b.unit, "likely")
	b.tie(b.mother, "parent", b.victim, "")
	return b
}

func (b *told) person(name string) model.ID {
	p := b.New1("person", fields{"kind": text("individual")}).ID
	b.New1("person_name", fields{"person": model.RefValue(p), "text": text(name)})
	return p
}

func (b *told) inIt(person model.ID, role string) {
	b.New1("participant", fields{"case": model.RefValue(b.inCase), "person": model.RefValue(person), "role": text(role)})
}

func (b *told) did(who, victim model.ID) {
	e := b.New1("event", fields{"cases": model.RefsValue(b.inCase), "title": text("Interrogation")}).ID
	act := b.New1("act", fields{"event": model.RefValue(e), "type": text("torture"), "victim": model.RefValue(victim)}).ID
	b.New1("involvement", fields{"act": model.RefValue(act), "who": model.RefValue(who), "rank": text("Captain")})
}

func (b *told) tie(person model.ID, kind string, other model.ID, certainty string) model.ID {
	values := fields{"person": model.RefValue(person), "kind": text(kind), "other": model.RefValue(other)}
	if certainty != "" {
		values["certainty"] = text(certainty)
	}
	return b.New1("relationship", values).ID
}

func (b *told) show() { b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase}) }

func (b *told) chart() *webchart.Chart { return desktest.Find[*webchart.Chart](b.Bench)[0] }
func (b *told) ties() *ui.Results      { return desktest.Find[*ui.Results](b.Bench)[0] }

func (b *told) onChart() { b.Window().Canvas().Focus(b.chart().FocusTarget()) }

// stand gives where everybody stands.
func (b *told) stand() map[string][2]float64 {
	out := map[string][2]float64{}
	for _, n := range b.chart().Nodes() {
		out[n.Key] = [2]float64{n.X, n.Y}
	}
	return out
}

func (b *told) check(label string) *ui.Check {
	b.TB.Helper()
	all := desktest.Find[*ui.Check](b.Bench)
	i := slices.IndexFunc(all, func(c *ui.Check) bool { return c.Label() == label })
	if i < 0 {
		b.TB.Fatalf("no box for %q", label)
	}
	return all[i]
}

func TestTheWebOfACase(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	if n := len(b.chart().Nodes()); n != 5 {
		t.Fatalf("%d are shown", n)
	}
	dashed := 0
	for _, bond := range b.chart().Bonds() {
		if bond.Dashed {
			dashed++
			if bond.From != b.officer.String() || bond.To != b.unit.String() {
				t.Error("another line is dashed")
			}
		}
	}
	if n := len(b.chart().Bonds()); n != 4 || dashed != 1 {
		t.Errorf("%d lines, %d of them dashed", n, dashed)
	}
	if b.Focused() != b.chart().FocusTarget() {
		t.Error("the keyboard is elsewhere")
	}
}

func TestWhatIsKnownOfTheChosenOne(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase, Record: b.officer})
	if b.chart().Chosen() != b.officer.String() {
		t.Fatal("who is named by the route is not chosen")
	}
	rows := b.ties().Rows()
	if len(rows) != 2 {
		t.Fatalf("%d ties", len(rows))
	}
	for _, r := range rows {
		if r.Tone != ui.Warning || r.Hint != b.Desk.Words.T("widget.no_source") {
			t.Errorf("that %q has no source is not said", r.Text)
		}
	}
	if !slices.ContainsFunc(rows, func(r ui.Result) bool { return r.Text == "Bobur Aliyev — Torture — Aziz Karimov" }) {
		t.Errorf("the ties are %v", rows)
	}
	if !slices.ContainsFunc(rows, func(r ui.Result) bool {
		return r.Text == "Bobur Aliyev — Officer or official — Department 5. Not certain: Likely"
	}) {
		t.Error("why it is not certain is not said")
	}
	t.Run("Enter opens what says so", func(t *testing.T) {
		b.Window().Canvas().Focus(b.ties())
		b.Press(fyne.KeyReturn)
		if r := b.Went1(); r.Screen != desk.ScreenCase {
			t.Errorf("went to %v", r)
		}
	})
	t.Run("Escape leads back to the drawing and to the filters", func(t *testing.T) {
		b.Press(fyne.KeyEscape)
		if b.Focused() != b.chart().FocusTarget() {
			t.Fatal("not to the drawing")
		}
		b.Press(fyne.KeyEscape)
		if _, ok := b.Focused().(*ui.Check); !ok {
			t.Error("not to the filters")
		}
	})
	t.Run("Enter opens who is chosen", func(t *testing.T) {
		b.onChart()
		b.Press(fyne.KeyReturn)
		if r := b.Went1(); r.Record != b.officer {
			t.Errorf("went to %v", r)
		}
	})
}

func TestSourcesOfATie(t *testing.T) {
	b := tell(t, desktest.Look{})
	source := b.New1("source", fields{"cases": model.RefsValue(b.inCase), "title": text("Letter of the mother")}).ID
	b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase, Record: b.mother})
	tie := b.Records("relationship")
	i := slices.IndexFunc(tie, func(r model.Record) bool { return r.Ref("person") == b.mother })
	b.Desk.Add("citation", fields{"subject": model.RefValue(tie[i].ID), "source": model.RefValue(source)})
	if rows := b.ties().Rows(); len(rows) != 1 || rows[0].Tone != ui.Neutral || rows[0].Text != "Dilbar Karimova — Parent — Aziz Karimov. Sources: Letter of the mother" {
		t.Errorf("the ties are %v", rows)
	}
}

func TestALineIsPointedAt(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	if b.chart().Chosen() != b.victim.String() {
		t.Error("whom the case is about is not chosen first")
	}
	bonds := b.chart().Bonds()
	for _, c := range []struct {
		from, to, chosen model.ID
	}{{b.officer, b.victim, b.victim}, {b.officer, b.unit, b.officer}} {
		i := slices.IndexFunc(bonds, func(o webchart.Bond) bool { return o.From == c.from.String() && o.To == c.to.String() })
		b.chart().OnBond(bonds[i].Key)
		if b.chart().Chosen() != c.chosen.String() || b.ties().Selected() < 0 {
			t.Errorf("%q is chosen and tie %d selected", b.chart().Chosen(), b.ties().Selected())
		}
	}
}

func TestItStaysPut(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	before := b.stand()
	same := func(t *testing.T, when string) {
		t.Helper()
		now := b.stand()
		for key, at := range before {
			if p, shown := now[key]; shown && p != at {
				t.Errorf("%s somebody stands elsewhere", when)
			}
		}
	}
	for i := range 5 {
		second := b.person(fmt.Sprint("Officer ", i))
		b.did(second, b.victim)
	}
	b.Desk.Set(b.mother, "occupation", text("Teacher")) // news of any kind reach the screen
	if n := len(b.chart().Nodes()); n != 10 {
		t.Fatalf("%d are shown", n)
	}
	same(t, "after others joined")
	b.check(b.Desk.Words.T("relations.sort.family")).Tapped(nil)
	same(t, "with fewer shown")
	b.Reopen()
	b.show()
	same(t, "the next day")
}

func TestWhatIsChosenStaysChosen(t *testing.T) {
	b := tell(t, desktest.Look{})
	stranger := b.person("Not of this case")
	b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase, Record: stranger})
	b.chart().Choose(b.mother.String())
	b.chart().OnChoose(b.mother.String())
	b.ties().Select(0)
	b.Desk.Set(b.mother, "occupation", text("Teacher"))
	if b.chart().Chosen() != b.mother.String() || b.ties().Selected() != 0 {
		t.Errorf("after news %q is chosen, and tie %d selected", b.chart().Chosen(), b.ties().Selected())
	}
	b.check(b.Desk.Words.T("relations.sort.family")).Tapped(nil)
	if b.chart().Chosen() != "" {
		t.Error("who is not shown is chosen")
	}
}

func TestABoxIsMoved(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase, Record: b.mother})
	b.onChart()
	was := b.stand()[b.mother.String()]
	move := func() [2]float64 {
		b.onChart()
		b.Press(fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
		return b.stand()[b.mother.String()]
	}
	now := move()
	if now[1] != was[1]+1 || b.Last() != b.Desk.Words.T("relations.moved") {
		t.Fatalf("from %v to %v", was, now)
	}
	t.Run("and stays there when the file is opened again", func(t *testing.T) {
		b.Reopen()
		b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase, Record: b.mother})
		if got := b.stand()[b.mother.String()]; got != now {
			t.Errorf("at %v, not %v", got, now)
		}
	})
	t.Run("and back", func(t *testing.T) {
		at := move()
		if at == now || b.Offer == nil {
			t.Fatal("it is not moved, or it is not offered to take that back")
		}
		b.Offer()
		if got := b.stand()[b.mother.String()]; got != now {
			t.Errorf("at %v, not %v", got, now)
		}
	})
	t.Run("never onto another", func(t *testing.T) {
		b.onChart()
		b.Press(fyne.KeySpace, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn)
		all := b.stand()
		for a, p := range all {
			for o, q := range all {
				if a < o && p == q {
					t.Error("two stand in one place")
				}
			}
		}
	})
	t.Run("all are arranged anew, and that is taken back", func(t *testing.T) {
		before := b.stand()
		_, commands := b.Pane.(desk.Commander).Commands()
		i := slices.IndexFunc(commands, func(c desk.Command) bool { return c.Key == "relations.arrange" })
		commands[i].Do()
		if got := b.stand()[b.mother.String()]; got != was {
			t.Errorf("at %v, not %v", got, was)
		}
		b.Offer()
		if got := b.stand(); fmt.Sprint(got) != fmt.Sprint(before) {
			t.Error("it is not taken back")
		}
	})
}

func TestAFileThatIsOpenToLookOnly(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.ReadOnly()
	b.show()
	before := b.stand()
	b.onChart()
	b.Press(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	if fmt.Sprint(b.stand()) != fmt.Sprint(before) {
		t.Error("a box was moved")
	}
	if !desktest.Says(b.Bench, b.Desk.Words.T("relations.how.read_only")) {
		t.Error("it is said that boxes can be moved")
	}
	if v, err := b.DB.Setting("relations.places." + b.inCase.String()); v != "" || err != nil {
		t.Error("something was written")
	}
}

func TestFilters(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show()
	w := b.Desk.Words
	tap := func(key string) int {
		b.check(w.T(key)).Tapped(nil)
		return len(b.chart().Nodes())
	}
	if n := tap("relations.sort.command"); n != 3 {
		t.Errorf("without command %d are shown", n)
	}
	tap("relations.sort.command")
	if n := tap("relations.sure"); n != 5 || len(b.chart().Bonds()) != 3 {
		t.Errorf("without what is not certain %d are shown with %d lines", n, len(b.chart().Bonds()))
	}
	for _, sort := range []string{"did", "command", "family"} {
		tap("relations.sort." + sort)
	}
	if !desktest.Says(b.Bench, w.T("relations.nothing_left")) {
		t.Error("that nothing is left is not said")
	}
	desktest.Button(b.Bench, w.T("relations.all_again")).Tapped(nil)
	if n := len(b.chart().Nodes()); n != 5 {
		t.Errorf("of all %d are shown", n)
	}
	t.Run("around the chosen one", func(t *testing.T) {
		b.chart().Choose(b.mother.String())
		b.chart().OnChoose(b.mother.String())
		desktest.Button(b.Bench, w.T("relations.near")).Tapped(nil)
		if n := len(b.chart().Nodes()); n != 2 || b.chart().Chosen() != b.mother.String() {
			t.Errorf("%d are shown", n)
		}
		if !desktest.Says(b.Bench, "Dilbar Karimova") {
			t.Error("around whom is not said")
		}
	})
}

func TestManyOfOneUnit(t *testing.T) {
	b := tell(t, desktest.Look{})
	for i := range 9 {
		p := b.person(fmt.Sprint("Officer ", i))
		b.did(p, b.victim)
		b.tie(p, "officer", b.unit, "")
	}
	b.show()
	if n := len(b.chart().Nodes()); n != 5 { // the ten officers are one
		t.Fatalf("%d are shown", n)
	}
	group := "group:" + b.unit.String()
	b.chart().Choose(group)
	b.chart().OnChoose(group)
	before := b.stand()
	b.onChart()
	b.Press(fyne.KeyReturn)
	if n := len(b.chart().Nodes()); n != 15 || b.chart().Chosen() != group {
		t.Fatalf("one by one %d are shown", n)
	}
	for key, at := range before {
		if b.stand()[key] != at {
			t.Error("somebody moved")
		}
	}
	b.Press(fyne.KeyReturn)
	if n := len(b.chart().Nodes()); n != 5 {
		t.Errorf("together again %d are shown", n)
	}
	t.Run("who is named by a route and is among the many is found there", func(t *testing.T) {
		b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase, Record: b.officer})
		if b.chart().Chosen() != group {
			t.Errorf("%q is chosen", b.chart().Chosen())
		}
	})
}

func TestNothingYet(t *testing.T) {
	t.Run("nobody", func(t *testing.T) {
		b := empty(t, desktest.Look{})
		b.show()
		desktest.Button(b.Bench, b.Desk.Words.T("bodymap.to_people")).Tapped(nil)
		if b.Went1().Section != "people" {
			t.Error("nothing leads on")
		}
		b.Press(fyne.KeyEscape)
	})
	t.Run("people whom nothing joins, and then something does", func(t *testing.T) {
		b := empty(t, desktest.Look{})
		one, other := b.person("Aziz Karimov"), b.person("Bobur Aliyev")
		b.inIt(one, "victim")
		b.inIt(other, "witness")
		b.show()
		if !desktest.Says(b.Bench, b.Desk.Words.T("relations.teach")) {
			t.Error("what makes a line is not said")
		}
		b.Desk.Add("relationship", fields{"person": model.RefValue(one), "kind": text("friend"), "other": model.RefValue(other)})
		if len(b.chart().Nodes()) != 2 {
			t.Error("they are not joined")
		}
		b.Desk.Undo()
		if !desktest.Says(b.Bench, b.Desk.Words.T("relations.teach")) {
			t.Error("undo does not take it away")
		}
	})
}

func TestAFace(t *testing.T) {
	b := tell(t, desktest.Look{})
	var buf bytes.Buffer
	b.Must(png.Encode(&buf, image.NewGray(image.Rect(0, 0, 20, 20))))
	var sha string
	_, err := b.DB.Do(context.Background(), "attach", func(tx *store.Tx) error {
		var err error
		sha, _, err = tx.Attach(bytes.NewReader(buf.Bytes()))
		return err
	})
	b.Must(err)
	photo := b.New1("evidence", fields{"title": text("Photo"), "cases": model.RefsValue(b.inCase), "sha256": text(sha), "media_type": text("image/png")})
	b.Desk.Set(b.victim, "portrait", model.RefValue(photo.ID))
	b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase, Record: b.victim})
	if faces := desktest.Find[*ui.Thumb](b.Bench); len(faces) != 1 || faces[0].Failed() != nil {
		t.Errorf("%d faces", len(faces))
	}
	for _, n := range b.chart().Nodes() {
		if (n.Face != nil) != (n.Key == b.victim.String()) {
			t.Errorf("the box of %s has a face: %t", n.Name, n.Face != nil)
		}
	}
}

func TestLooks(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := tell(t, l)
		prison := b.New1("organisation", fields{"name": text("Colony 64/71")}).ID
		b.New1("detention", fields{"cases": model.RefsValue(b.inCase), "person": model.RefValue(b.victim), "custodian": model.RefValue(prison)})
		lawyer := b.person("Nodira Yusupova")
		b.tie(lawyer, "lawyer", b.victim, "")
		b.Show(screen, desk.Route{Screen: desk.ScreenRelations, Case: b.inCase, Record: b.victim})
		b.onChart()
		b.Shot("relations-" + name)
	})
}
