package export_test

import (
	"strconv"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// drawnIn builds one section of a case and gives its drawings and its tables.
func drawnIn(t *testing.T, snap *model.Snapshot, s profile.Section, omit ...string) (drawings []*doc.Drawing, tables []*doc.Table) {
	t.Helper()
	p := *intFull(t)
	p.Whole, p.Sections, p.Omit = false, []profile.Section{s}, omit
	d, _ := export.Build(order(&p, snap, words(t, "en", snap.Schema)))
	d.Walk(func(b doc.Block, _ int) {
		switch b := b.(type) {
		case *doc.Drawing:
			drawings = append(drawings, b)
		case *doc.Table:
			tables = append(tables, b)
		}
	})
	return drawings, tables
}

// wordsIn gives the words of drawings, one after the other.
func wordsIn(drawings []*doc.Drawing) string {
	var all []string
	for _, d := range drawings {
		for _, s := range d.Shapes {
			if s.Words != "" {
				all = append(all, s.Words)
			}
		}
	}
	return strings.Join(all, " ")
}

// newRecord makes a record out of names and values in turn.
func newRecord(kind string, values ...any) model.Record {
	r := model.NewRecord(kind)
	for i := 0; i < len(values); i += 2 {
		name := values[i].(string)
		switch v := values[i+1].(type) {
		case string:
			r.Set(name, model.TextValue(v))
		case model.ID:
			r.Set(name, model.RefValue(v))
		case model.Value:
			r.Set(name, v)
		}
	}
	return r
}

func onDay(t *testing.T, s string) model.Value {
	t.Helper()
	d, err := model.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

// about makes a case of records.
func about(t *testing.T, records ...model.Record) *model.Snapshot {
	t.Helper()
	c := newRecord("case", "title", "A case")
	return model.NewSnapshot(schema(t), c, append([]model.Record{c}, records...), nil)
}

func TestInjuriesOnTheBody(t *testing.T) {
	person := newRecord("person", "description", "Somebody", "sex", "female", "birth", onDay(t, "3 May 2001"))
	bruise := newRecord("injury", "person", person.ID, "kind", "bruise", "site", "thigh", "side", "left", "date", onDay(t, "9 June 2014"))
	burn := newRecord("injury", "person", person.ID, "kind", "burn", "view", "back", "point", model.PointValue(model.Point{X: 0.5, Y: 0.4}), "date", onDay(t, "9 June 2014"))
	nowhere := newRecord("injury", "person", person.ID, "kind", "pain", "site", "forearm", "side", "unknown")
	intimate := newRecord("injury", "person", person.ID, "kind", "bruise", "site", "genitals", "side", "middle")
	section := profile.Section{Type: "injuries"}

	t.Run("the numbers are those of the table", func(t *testing.T) {
		drawings, tables := drawnIn(t, about(t, person, bruise, burn, nowhere), section)
		if len(drawings) != 1 || len(tables) != 1 {
			t.Fatalf("%d drawings, %d tables", len(drawings), len(tables))
		}
		number := map[string]string{}
		for i, r := range tables[0].Rows {
			if got := r.Cells[0].String(); got != strconv.Itoa(i+1) {
				t.Errorf("row %d begins with %q", i+1, got)
			}
			for _, kind := range []string{"Bruise", "Burn", "Lasting pain"} {
				if strings.HasPrefix(r.Cells[1].String(), kind) {
					number[kind] = r.Cells[0].String()
				}
			}
		}
		if got, want := wordsIn(drawings), "L R Front "+number["Bruise"]+" L R Back "+number["Burn"]; got != want {
			t.Errorf("drawn: %s, want %s", got, want)
		}
		if c := drawings[0].Caption.String(); !strings.Contains(c, "Somebody") || !strings.HasSuffix(c, ": "+number["Lasting pain"]+".") {
			t.Errorf("caption %q", c)
		}
		for _, want := range []string{number["Bruise"] + ": Bruise, thigh, left", number["Burn"] + ": Burn, back"} {
			if !strings.Contains(drawings[0].Alt, want) {
				t.Errorf("alt %q", drawings[0].Alt)
			}
		}
	})
	t.Run("what a profile leaves out is not drawn", func(t *testing.T) {
		drawings, tables := drawnIn(t, about(t, person, bruise, burn), section, "injury.site", "injury.point")
		if len(drawings) != 0 || len(tables) != 1 || tables[0].Columns[0].Title == "No." {
			t.Errorf("%d drawings; the table begins with %q", len(drawings), tables[0].Columns[0].Title)
		}
	})
	t.Run("a child has outlines of a child", func(t *testing.T) {
		adult := newRecord("person", "description", "Somebody", "birth", onDay(t, "1970"))
		hers := newRecord("injury", "person", adult.ID, "kind", "bruise", "site", "thigh", "side", "left", "date", onDay(t, "9 June 2014"))
		old, _ := drawnIn(t, about(t, adult, hers), section)
		child := newRecord("person", "description", "Somebody", "birth", onDay(t, "2006"))
		his := newRecord("injury", "person", child.ID, "kind", "bruise", "site", "thigh", "side", "left", "date", onDay(t, "9 June 2014"))
		young, _ := drawnIn(t, about(t, child, his), section)
		hidden, _ := drawnIn(t, about(t, child, his), section, "person.birth")
		if len(old[0].Shapes) <= len(young[0].Shapes) {
			t.Errorf("%d lines of an adult, %d of a child", len(old[0].Shapes), len(young[0].Shapes))
		}
		if len(hidden[0].Shapes) != len(old[0].Shapes) {
			t.Error("the outline tells an age that is left out")
		}
	})
	t.Run("a point set on the figure of a child is drawn there, and tells no age that is left out", func(t *testing.T) {
		child := newRecord("person", "description", "Somebody", "birth", onDay(t, "2006"))
		his := newRecord("injury", "person", child.ID, "kind", "bruise", "site", "thigh", "side", "left", "view", "front", "figure", "child",
			"point", model.PointValue(model.Point{X: 0.6, Y: 0.62}), "date", onDay(t, "9 June 2014"))
		hers := newRecord("injury", "person", child.ID, "kind", "burn", "view", "back", "figure", "adult",
			"point", model.PointValue(model.Point{X: 0.6, Y: 0.62}), "date", onDay(t, "9 June 2014"))
		both, _ := drawnIn(t, about(t, child, his, hers), section)
		if got := wordsIn(both); strings.Count(got, "figure of a child") != 1 {
			t.Errorf("drawn: %s", got)
		}
		shown, _ := drawnIn(t, about(t, child, his), section)
		hidden, _ := drawnIn(t, about(t, child, his), section, "person.birth")
		if len(hidden[0].Shapes) <= len(shown[0].Shapes) {
			t.Error("the outline tells an age that is left out")
		}
	})
	t.Run("genitals have outlines of their own only where the profile asks for them", func(t *testing.T) {
		shy, _ := drawnIn(t, about(t, person, intimate), section)
		open, _ := drawnIn(t, about(t, person, intimate), profile.Section{Type: "injuries", Intimate: true})
		if a, b := wordsIn(shy), wordsIn(open); !strings.Contains(a, "Front") || strings.Contains(a, "Genitals") || !strings.Contains(b, "Genitals") {
			t.Errorf("%q, %q", a, b)
		}
	})
}

func TestTimelineOfACase(t *testing.T) {
	event := newRecord("event", "title", "The raid", "date", onDay(t, "9 June 2014"))
	same := newRecord("act", "event", event.ID, "type", "torture", "date", onDay(t, "9 June 2014"))
	held := newRecord("detention", "kind", "pre_trial", "from", onDay(t, "June 2014"), "to", onDay(t, "November 2014"))
	open := newRecord("detention", "kind", "prison", "from", onDay(t, "November 2014"))
	days := newRecord("event", "title", "The trial", "date", onDay(t, "3–10 November 2014"))
	undated := newRecord("event", "title", "Nobody knows when")
	drawings, _ := drawnIn(t, about(t, event, same, held, open, days, undated), profile.Section{Type: "timeline"})
	if len(drawings) != 1 {
		t.Fatalf("%d drawings", len(drawings))
	}
	said := wordsIn(drawings)
	for want, n := range map[string]int{"The raid": 1, "Torture": 0, "June 2014 – November 2014": 1, "since November 2014": 1, "The trial": 1, "Nobody knows when": 0} {
		if got := strings.Count(said, want); got != n {
			t.Errorf("%q stands there %d times, want %d: %s", want, got, n, said)
		}
	}
	if c := drawings[0].Caption.String(); !strings.HasSuffix(c, "1 record without a date is not drawn.") {
		t.Errorf("caption %q", c)
	}
	if !strings.Contains(drawings[0].Alt, "9 June 2014: The raid") {
		t.Errorf("alt %q", drawings[0].Alt)
	}
	t.Run("a date that a profile leaves out is not drawn", func(t *testing.T) {
		drawings, _ := drawnIn(t, about(t, event, held), profile.Section{Type: "timeline"}, "event.date")
		if said := wordsIn(drawings); strings.Contains(said, "The raid") || !strings.Contains(said, "June 2014") {
			t.Error(said)
		}
	})
	t.Run("a section chooses the kinds", func(t *testing.T) {
		drawings, _ := drawnIn(t, about(t, event, held), profile.Section{Type: "timeline", Kinds: []string{"detention"}})
		if said := wordsIn(drawings); strings.Contains(said, "The raid") {
			t.Error(said)
		}
	})
}

func TestRelationsOfACase(t *testing.T) {
	victim := newRecord("person", "description", "The victim")
	wife := newRecord("person", "description", "The wife")
	officer := newRecord("person", "description", "The officer")
	alone := newRecord("person", "description", "Nobody’s friend")
	ministry := newRecord("organisation", "name", "The ministry")
	unit := newRecord("organisation", "name", "The unit", "part_of", ministry.ID)
	other := newRecord("organisation", "name", "Another ministry")
	act := newRecord("act", "type", "torture", "victim", victim.ID)
	records := []model.Record{
		victim, wife, officer, alone, ministry, unit, other, act,
		newRecord("involvement", "act", act.ID, "who", officer.ID, "degree", "direct"),
		newRecord("relationship", "person", victim.ID, "other", wife.ID, "kind", "spouse", "certainty", "certain"),
		newRecord("relationship", "person", officer.ID, "other", unit.ID, "kind", "officer", "certainty", "maybe"),
	}
	section := profile.Section{Type: "relations"}
	drawings, _ := drawnIn(t, about(t, records...), section)
	if len(drawings) != 1 {
		t.Fatalf("%d drawings", len(drawings))
	}
	said := wordsIn(drawings)
	for _, want := range []string{"The victim", "The wife", "The officer", "The unit", "The ministry", "Torture, did it", "Husband or wife", "Officer or official, maybe", "Part of"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
	for _, not := range []string{"Nobody’s friend", "Another ministry"} {
		if strings.Contains(said, not) {
			t.Errorf("%q is drawn without any link", not)
		}
	}
	if !strings.Contains(drawings[0].Alt, "The officer — Torture, did it — The victim") {
		t.Errorf("alt %q", drawings[0].Alt)
	}
	t.Run("a link that a profile leaves out is not drawn, nor who stands alone then", func(t *testing.T) {
		drawings, _ := drawnIn(t, about(t, records...), section, "involvement.who", "relationship.other")
		if len(drawings) != 0 {
			t.Error(wordsIn(drawings))
		}
	})
}
