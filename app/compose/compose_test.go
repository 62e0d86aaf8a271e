package compose_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/app/compose"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
)

var at = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// matter is a case with a dossier, made by a test.
type matter struct {
	tb      testing.TB
	schema  *model.Schema
	words   *tr.Printer
	c       model.Record
	dossier model.Record
	records []model.Record
	profile *profile.Profile
}

func newMatter(tb testing.TB, id string) *matter {
	tb.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		tb.Fatal(err)
	}
	bundle, err := tr.New(assets.Locale)
	if err != nil {
		tb.Fatal(err)
	}
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		tb.Fatal(err)
	}
	m := &matter{tb: tb, schema: schema, words: bundle.Printer("en", schema), profile: profile.Find(all, id)}
	m.c = m.add("case", map[string]model.Value{"title": model.TextValue("A case"), "reference": model.TextValue("T-1"), "countries": model.ListValue("ru")})
	m.dossier = m.add("dossier", map[string]model.Value{"cases": model.RefsValue(m.c.ID), "title": model.TextValue("To the Court"), "profile": model.TextValue(id)})
	return m
}

func (m *matter) add(kind string, values map[string]model.Value) model.Record {
	r := model.NewRecord(kind)
	for f, v := range values {
		r.Set(f, v)
	}
	m.records = append(m.records, r)
	return r
}

func (m *matter) snapshot() *model.Snapshot {
	return model.NewSnapshot(m.schema, m.c, m.records, nil)
}

func (m *matter) look() *compose.View {
	return compose.Look(compose.Input{Profile: m.profile, Snapshot: m.snapshot(), Dossier: m.dossier.ID, Words: m.words, Reader: m.words, At: at})
}

func day(s string) model.Value {
	return model.DateValue(model.Date{Earliest: s, Latest: s, Precision: model.PrecisionDay})
}

func (m *matter) event(date, title string) model.Record {
	return m.add("event", map[string]model.Value{"cases": model.RefsValue(m.c.ID), "date": day(date), "title": model.TextValue(title)})
}

var last string

func (m *matter) paragraph(section, text string, about ...model.ID) model.Record {
	last = model.Between(last, "")
	values := map[string]model.Value{
		"dossier": model.RefValue(m.dossier.ID), "section": model.TextValue(section), "text": model.TextValue(text), "position": model.TextValue(last),
	}
	if len(about) > 0 {
		values["about"] = model.RefsValue(about...)
	}
	return m.add("paragraph", values)
}

func (m *matter) exhibit(title, made string, number int64, issued bool) model.Record {
	e := m.add("evidence", map[string]model.Value{"cases": model.RefsValue(m.c.ID), "title": model.TextValue(title), "made": day(made)})
	last = model.Between(last, "")
	values := map[string]model.Value{"dossier": model.RefValue(m.dossier.ID), "evidence": model.RefValue(e.ID), "position": model.TextValue(last)}
	if number > 0 {
		values["number"] = model.IntValue(number)
	}
	if issued {
		values["issued"] = model.BoolValue(true)
	}
	return m.add("exhibit", values)
}

func TestFacts(t *testing.T) {
	t.Run("flow in by their dates, each with its acts", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		second := m.event("2014-06-02", "Handed over")
		first := m.event("2014-06-01", "Abducted")
		m.add("act", map[string]model.Value{"event": model.RefValue(first.ID), "type": model.TextValue("abduction"), "account": model.TextValue("Four men took him.")})
		flow := m.look().Section("facts").Flow
		if len(flow) != 2 || flow[0].About != first.ID || flow[1].About != second.ID {
			t.Fatalf("%d facts flow in", len(flow))
		}
		if !strings.Contains(flow[0].Text, "Abducted") || !strings.Contains(flow[0].Text, "Four men took him.") {
			t.Error("an event is told without its act")
		}
	})
	t.Run("stop flowing in once somebody wrote, and are told in the place of empty words", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		e := m.event("2014-06-01", "Abducted")
		m.event("2014-06-02", "Handed over")
		m.paragraph("facts", "", e.ID)
		m.paragraph("facts", "And then.\n\nAnd later.")
		m.paragraph("facts", "The end.")
		v := m.look()
		s := v.Section("facts")
		if len(s.Flow) != 0 || len(s.Paragraphs) != 3 || !strings.Contains(s.Paragraphs[0].Told, "Abducted") || s.Paragraphs[0].Own() {
			t.Fatal("the paragraph does not tell its record")
		}
		if got := []string{s.Paragraphs[0].Number, s.Paragraphs[1].Number, s.Paragraphs[2].Number}; !slices.Equal(got, []string{"1", "2–3", "4"}) {
			t.Errorf("the numbers are %v", got)
		}
		if !v.Used[e.ID] {
			t.Error("the event is not known to be used")
		}
	})
}

func TestHowSectionsStand(t *testing.T) {
	m := newMatter(t, "echr-r39")
	m.event("2014-06-01", "Abducted")
	v := m.look()
	for name, want := range map[string]compose.State{
		"facts": compose.Done, "irreversible": compose.Missing, "states": compose.Missing, "representative": compose.Nothing,
	} {
		if got := v.Section(name).State; got != want {
			t.Errorf("%s stands at %d, want %d", name, got, want)
		}
	}
	if s := v.Section("irreversible"); s.Lacks != 0 || s.Length.Words != 0 {
		t.Error("an empty section has words, or lacks something single")
	}
	if s := v.Section("states"); s.Lacks != 2 {
		t.Errorf("%d answers are missing, want the destination and the measure", s.Lacks)
	}
	t.Run("what is too long is told from what is missing", func(t *testing.T) {
		m := newMatter(t, "adv-ua")
		m.paragraph("lead", strings.Repeat("word ", 100))
		if s := m.look().Section("lead"); s.State != compose.Over || s.Length.Words < 100 {
			t.Errorf("it stands at %d with %d words", s.State, s.Length.Words)
		}
	})
}

func TestQuestions(t *testing.T) {
	m := newMatter(t, "echr-r39")
	find := func(key string) compose.Question {
		for _, p := range m.look().Section("states").Parts {
			for _, q := range p.Questions {
				if q.Key == key {
					return q
				}
			}
		}
		t.Fatalf("no question %s", key)
		return compose.Question{}
	}
	q := find("states.respondent")
	if q.Known.Value == "" || len(q.Known.Spots) == 0 || q.Known.Spots[0].Record.ID != m.c.ID {
		t.Fatal("the record is not asked")
	}
	m.add("answer", map[string]model.Value{"dossier": model.RefValue(m.dossier.ID), "field": model.TextValue(q.Key), "text": model.TextValue("Mine")})
	if again := find("states.respondent"); again.Answer.Text("text") != "Mine" || again.Known.Value != q.Known.Value {
		t.Error("an answer hides what the record says")
	}
}

func TestAnswersForAll(t *testing.T) {
	m := newMatter(t, "echr-r39")
	for _, role := range []string{"applicant", "applicant"} {
		who := m.add("person", nil)
		m.add("participant", map[string]model.Value{"case": model.RefValue(m.c.ID), "person": model.RefValue(who.ID), "role": model.TextValue(role)})
	}
	m.add("answer", map[string]model.Value{"dossier": model.RefValue(m.dossier.ID), "field": model.TextValue("applicant.file"), "text": model.TextValue("1/2014")})
	parts := m.look().Section("applicant").Parts
	if len(parts) != 2 {
		t.Fatalf("%d forms for two applicants", len(parts))
	}
	for _, p := range parts {
		for _, q := range p.Questions {
			if q.Field.Key == "file" && (q.Known.Value != "1/2014" || !q.Answer.ID.IsZero() || !strings.HasSuffix(q.Key, p.Of.String())) {
				t.Error("what was answered for all is not known of each, or stands for an answer of their own")
			}
		}
	}
}

func TestChecks(t *testing.T) {
	m := newMatter(t, "echr-r39")
	for range 3 {
		m.event("2014-06-01", "Abducted")
	}
	v := m.look()
	before := export.Stop
	several := false
	for _, c := range v.Checks {
		if c.Severity > before {
			t.Error("a graver check stands behind a lighter one")
		}
		before = c.Severity
		several = several || c.Code == export.NoSource && len(c.All) == 3
	}
	if !several {
		t.Error("the same thing of three events is not one check")
	}
	n := v.Open(export.Warning)
	for _, c := range v.Checks {
		if c.Code == export.EmptySection && c.Section == "irreversible" {
			m.add("exception", map[string]model.Value{
				"dossier": model.RefValue(m.dossier.ID), "code": model.TextValue(string(c.Code)), "field": model.TextValue(c.Spot()), "reason": model.TextValue("Not needed"),
			})
		}
	}
	v = m.look()
	end := v.Checks[len(v.Checks)-1]
	if !end.Passed() || v.Reason(end) != "Not needed" || v.Open(export.Warning) != n-1 || end.MayPass() {
		t.Error("what was passed over is not the last, without its reason, or still counted")
	}
}

func TestExhibitNumbers(t *testing.T) {
	t.Run("counting anew rewrites each citation once, also where two change places", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		b, a := m.exhibit("Letter", "2015-01-01", 1, false), m.exhibit("Order", "2014-01-01", 2, false)
		p := m.paragraph("irreversible", "Annex 1 answers Annex 2; see Annexes 1 and 2, and Article 1.")
		v := m.look()
		if !v.Unordered() || v.Next() != 3 {
			t.Errorf("unordered %v, next %d", v.Unordered(), v.Next())
		}
		plan := v.Renumber(v.ByDate())
		if plan.Numbers[a.ID] != 1 || plan.Numbers[b.ID] != 2 {
			t.Errorf("the numbers are %v", plan.Numbers)
		}
		if got := plan.Texts[p.ID]; got != "Annex 2 answers Annex 1; see Annexes 2 and 1, and Article 1." {
			t.Errorf("the paragraph reads %q", got)
		}
	})
	t.Run("numbers that were given out stay, and are not given to others", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		m.exhibit("Letter", "2015-01-01", 2, true)
		a, b := m.exhibit("Order", "2014-01-01", 5, false), m.exhibit("Note", "2014-02-01", 4, false)
		v := m.look()
		plan := v.Renumber(v.ByDate())
		if len(plan.Numbers) != 2 || plan.Numbers[a.ID] != 1 || plan.Numbers[b.ID] != 3 {
			t.Errorf("the numbers are %v", plan.Numbers)
		}
	})
	t.Run("moving keeps those that cannot be moved where they are", func(t *testing.T) {
		m := newMatter(t, "us-eoir")
		m.exhibit("One", "2015-01-01", 1, true)
		a, b := m.exhibit("Two", "2014-01-01", 2, false), m.exhibit("Three", "2013-01-01", 3, false)
		v := m.look()
		order, ok := v.Moved(b.ID, -1)
		if !ok || !slices.Equal(order, []model.ID{b.ID, a.ID}) {
			t.Errorf("the order is %v", order)
		}
		if _, ok := v.Moved(b.ID, 1); ok {
			t.Error("the last can be moved down")
		}
	})
}

func TestBodies(t *testing.T) {
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("each has its group, and only what stays inside needs no composing", func(t *testing.T) {
		for i := range all {
			p := &all[i]
			g := compose.GroupOf(p, true)
			if g == compose.Own || compose.Composed(p) == (g == compose.Inside) {
				t.Errorf("%s stands in %s, composed %v", p.ID, g, compose.Composed(p))
			}
			if compose.GroupOf(p, false) != compose.Own {
				t.Errorf("%s of the users stands among ours", p.ID)
			}
		}
	})
	t.Run("whether it may decide", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		for countries, want := range map[string]compose.Reach{"ru": compose.Within, "uz": compose.Outside, "ru uz": compose.Doubtful, "": compose.Unknown} {
			m.c.Set("countries", model.ListValue(strings.Fields(countries)...))
			m.records[0] = m.c
			if got, found := compose.ReachOf(m.profile, m.snapshot(), m.words, at); got != want || (len(found) == 0) != (want == compose.Within) {
				t.Errorf("%q: %d with %d findings, want %d", countries, got, len(found), want)
			}
		}
		if got, _ := compose.ReachOf(profile.Find(all, "un-wgad"), m.snapshot(), m.words, at); got != compose.AnyCase {
			t.Errorf("of a body that takes all cases it is %d", got)
		}
	})
	t.Run("a dossier begins in a language that the body takes", func(t *testing.T) {
		known := []string{"en", "ru", "uz", "fr", "es"}
		for _, c := range []struct{ profile, own, want string }{
			{"echr-r39", "ru", "ru"}, {"echr-r39", "uz", "en"}, {"us-eoir", "ru", "en"}, {"int-full", "uz", "uz"},
		} {
			if got := compose.Language(profile.Find(all, c.profile), c.own, known); got != c.want {
				t.Errorf("%s for a reader of %s begins in %s", c.profile, c.own, got)
			}
		}
	})
	t.Run("and with the applicants of the case", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		who := m.add("person", nil)
		m.add("participant", map[string]model.Value{"case": model.RefValue(m.c.ID), "person": model.RefValue(who.ID), "role": model.TextValue("victim")})
		values := compose.Prefill(m.profile, m.snapshot(), "en")
		if got := values["applicants"].Refs(); len(got) != 1 || got[0] != who.ID || !strings.HasSuffix(values["title"].Text(), "T-1") {
			t.Errorf("it begins with %d applicants and the title %q", len(got), values["title"].Text())
		}
	})
}

func TestWith(t *testing.T) {
	m := newMatter(t, "echr-r39")
	e, gone := m.event("2014-06-01", "Old"), m.event("2014-06-02", "Gone")
	s := m.snapshot()
	newer := e
	newer.Values = map[string]model.Value{"title": model.TextValue("New"), "cases": e.Get("cases")}
	gone.Deleted = true
	now := compose.With(s, newer, gone)
	if r, _ := now.Get(e.ID); r.Text("title") != "New" || len(now.OfKind("event")) != 1 {
		t.Error("the newer records are not in their places")
	}
	if r, _ := s.Get(e.ID); r.Text("title") != "Old" || len(s.OfKind("event")) != 2 {
		t.Error("the older snapshot changed")
	}
}

func TestLines(t *testing.T) {
	m := newMatter(t, "echr-r39")
	who := m.add("person", nil)
	m.add("person_name", map[string]model.Value{"person": model.RefValue(who.ID), "text": model.TextValue("A Person")})
	m.add("participant", map[string]model.Value{"case": model.RefValue(m.c.ID), "person": model.RefValue(who.ID), "role": model.TextValue("victim")})
	injury := m.add("injury", map[string]model.Value{
		"cases": model.RefsValue(m.c.ID), "person": model.RefValue(who.ID), "kind": model.TextValue("scar"), "account": model.TextValue("On the left hand."),
	})
	s := m.look().Section("medical")
	found := false
	for _, l := range s.Lines {
		found = found || l.Record == injury.ID && strings.Contains(l.Label+l.Text, "left hand")
	}
	if s.Way != compose.Printed || !found {
		t.Errorf("of %d lines none tells the injury and leads to it", len(s.Lines))
	}
}

func TestNumbersOfParagraphs(t *testing.T) {
	t.Run("a heading has the number of the paragraph under it", func(t *testing.T) {
		m := newMatter(t, "echr-r39")
		m.event("2014-06-01", "Abducted")
		p := m.paragraph("irreversible", "One.")
		for i := range m.records {
			if m.records[i].ID == p.ID {
				m.records[i].Set("heading", model.TextValue("Why now"))
			}
		}
		m.paragraph("irreversible", "Two.")
		s := m.look().Section("irreversible")
		if a, b := s.Paragraphs[0].Number, s.Paragraphs[1].Number; a != "2" || b != "3" {
			t.Errorf("the numbers are %q and %q", a, b)
		}
	})
	t.Run("there are none where the body does not number paragraphs", func(t *testing.T) {
		m := newMatter(t, "adv-ua")
		m.paragraph("letter", "One.")
		if got := m.look().Section("letter").Paragraphs[0].Number; got != "" {
			t.Errorf("the number is %q", got)
		}
	})
}
