package export_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/model"
)

// lines gives the dump of a document as lines without their indent.
func lines(t *testing.T, snap *model.Snapshot) []string {
	t.Helper()
	d, _ := export.Build(order(intFull(t), snap, words(t, "en", snap.Schema)))
	out := strings.Split(doc.Dump(d), "\n")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// having gives the first line that holds all parts.
func having(t *testing.T, all []string, parts ...string) string {
	t.Helper()
search:
	for _, line := range all {
		for _, p := range parts {
			if !strings.Contains(line, p) {
				continue search
			}
		}
		return line
	}
	t.Errorf("no line has all of %q", parts)
	return ""
}

func TestAnInventedCase(t *testing.T) {
	snap := invented(t)
	all := lines(t, snap)
	t.Run("the law of a charge reads as one reference", func(t *testing.T) {
		having(t, all, "art. 244-2, part 1, item (a), Criminal Code of Uzbekistan")
	})
	t.Run("when a verdict was learned of stands beside when it was given", func(t *testing.T) {
		having(t, all, "| 2 November 2023 | 9 November 2023 | Verdict")
	})
	t.Run("a sentence reads as years and months", func(t *testing.T) {
		having(t, all, "| 5 years 6 months |")
	})
	t.Run("a date that two sources tell differently keeps both", func(t *testing.T) {
		having(t, all, "Date: 14 March 2023, morning[^", "“задержан 16 марта 2023 г.”", "This source says instead:", "16 March 2023, in Andijan")
	})
	t.Run("a footnote leads to the words of the interview", func(t *testing.T) {
		line := having(t, all, "Methods:", "passage 4", "00:16:00–00:19:30")
		if !strings.Contains(line, "→r-") {
			t.Error("no link")
		}
	})
	t.Run("each speaker is named when they begin, not at every turn", func(t *testing.T) {
		having(t, all, "2 A: «", "Gʻulomjon Joʻrayev", "Oltita odam")
		if line := having(t, all, "4 A: «", "Suvli idish"); strings.Contains(line, "Joʻrayev") {
			t.Error("named again")
		}
		having(t, all, "6 A: «", "Russian", "Потом я подписал")
	})
	t.Run("a refusal and a withdrawal of consent catch the eye", func(t *testing.T) {
		having(t, all, "Use pictures", "| «bold»No«/» |")
		having(t, all, "Give to journalists", "BBC", "«bold»1 July 2025«/»")
	})
	t.Run("the clinician's degree of consistency has its own column", func(t *testing.T) {
		having(t, all, "Scar × 2", "| Highly consistent with |")
	})
	t.Run("exhibits stand in the order of their numbers", func(t *testing.T) {
		inOrder(t, all, ".1 E1 · Verdict", ".2 E1T · English", ".3 E2 · Scars")
	})
	t.Run("a place is named with the places around it, and the tree shows them", func(t *testing.T) {
		having(t, all, "Place: ", "room 12, SIZO no. 1, Andijan, Uzbekistan")
		having(t, all, "| \u2003\u2003\u2003room 12")
	})
	t.Run("the chronology runs from the first to the last day", func(t *testing.T) {
		inOrder(t, all, "2019: ", "14 March 2023: ", "14 March 2023, morning: ", "between 17 and 24 March 2023: ",
			"2 November 2023: ", "9 November 2023: ", "3 June 2025, 10:15: ", "September 2028: ")
	})
}

// inOrder checks that lines with these parts follow each other.
func inOrder(t *testing.T, all []string, parts ...string) {
	t.Helper()
	next := 0
	for _, line := range all {
		if next < len(parts) && (strings.HasPrefix(line, parts[next]) || strings.HasPrefix(line, "section ") && strings.Contains(line, parts[next])) {
			next++
		}
	}
	if next < len(parts) {
		t.Errorf("%q does not follow", parts[next])
	}
}

func TestPoorCases(t *testing.T) {
	s := schema(t)
	w := words(t, "en", s)
	t.Run("a case with nothing but a title has a cover and no empty section", func(t *testing.T) {
		c := model.NewRecord("case")
		c.Set("title", model.TextValue("Unnamed"))
		d, findings := export.Build(order(intFull(t), model.NewSnapshot(s, c, []model.Record{c}, nil), w))
		if d.Cover == nil || d.Title != "Unnamed" || len(findings) != 0 {
			t.Errorf("title %q, findings %v", d.Title, findings)
		}
		d.Walk(func(b doc.Block, _ int) {
			if x, ok := b.(*doc.Section); ok && len(x.Blocks) == 0 {
				t.Errorf("section %q is empty", x.Title)
			}
		})
	})
	t.Run("an empty record of every kind, and links that lead nowhere, are survived", func(t *testing.T) {
		records := []model.Record{model.NewRecord("case")}
		for _, k := range s.Kinds() {
			records = append(records, model.NewRecord(k.Name))
			r := model.NewRecord(k.Name)
			for _, f := range k.Fields {
				switch f.Type {
				case model.Ref:
					r.Set(f.Name, model.RefValue(model.NewID()))
				case model.Refs:
					r.Set(f.Name, model.RefsValue(model.NewID(), model.NewID()))
				}
			}
			records = append(records, r)
		}
		snap := model.NewSnapshot(s, records[0], records, nil)
		d, findings := export.Build(order(intFull(t), snap, w))
		for _, err := range doc.Check(d) {
			t.Error(err)
		}
		missing := map[string]bool{}
		for _, f := range findings {
			if f.Code == export.MissingField {
				missing[f.Kind] = true
			}
		}
		for _, k := range s.Kinds() {
			expects := slices.ContainsFunc(k.Fields, func(f model.Field) bool { return f.Required })
			if missing[k.Name] != (expects && !k.Composed) { // what another document lacks is nothing that this one does
				t.Errorf("something of a %s is reported as missing: %v", k.Name, missing[k.Name])
			}
		}
	})
	t.Run("places that lie within each other do not hang it", func(t *testing.T) {
		c, a, b := model.NewRecord("case"), model.NewRecord("place"), model.NewRecord("place")
		a.Set("name", model.TextValue("Here"))
		a.Set("within", model.RefValue(b.ID))
		b.Set("name", model.TextValue("There"))
		b.Set("within", model.RefValue(a.ID))
		snap := model.NewSnapshot(s, c, []model.Record{c, a, b}, nil)
		having(t, lines(t, snap), "| ", "Here")
	})
	t.Run("an act without its event, and a row without its owner, are printed all the same", func(t *testing.T) {
		c, act, step := model.NewRecord("case"), model.NewRecord("act"), model.NewRecord("step")
		act.Set("account", model.TextValue("Words of the act."))
		step.Set("account", model.TextValue("Words of the step."))
		snap := model.NewSnapshot(s, c, []model.Record{c, act, step}, nil)
		all := lines(t, snap)
		having(t, all, "Words of the act.")
		having(t, all, "Words of the step.")
	})
}
