package export_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
)

// said follows a path and gives what the spots hold, the ids of records for
// spots that are records.
func said(t *testing.T, c *export.Scope, path string) []string {
	t.Helper()
	p, err := export.ParsePath(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range c.Find(p) {
		if s.Field == "" {
			out = append(out, s.Record.Kind)
			continue
		}
		if d := s.Record.Date(s.Field); !d.IsZero() {
			out = append(out, d.In("en"))
			continue
		}
		out = append(out, s.Record.Get(s.Field).List()...)
	}
	return out
}

func TestPaths(t *testing.T) {
	snap, dossier := composed(t)
	c := export.NewScope(snap, dossier)
	for name, x := range map[string]struct {
		path string
		want []string
	}{
		"the name by which somebody is called":             {"applicant.name.family", []string{"Joʻrayev"}},
		"all names":                                        {"applicant.person_name.text", []string{"Gʻulomjon Joʻrayev", "Гуломжон Каримович Джураев"}},
		"a field of the applicant":                         {"applicant.birth", []string{"about May 1985"}},
		"a field of what a field points at":                {"applicant.birth_place.within.name", []string{"Uzbekistan"}},
		"a row, chosen by a word":                          {"applicant.identity_document[kind=passport].number", []string{"AA 1234567"}},
		"what holds nothing there":                         {"detention[!to].place", nil},
		"what holds something there":                       {"detention[to].kind", []string{"pre_trial"}},
		"a row that is none of these":                      {"applicant.identity_document[kind=visa].number", nil},
		"a kind, chosen by one of several words":           {"event[kind=arrest|abduction].date", []string{"14 March 2023, morning"}},
		"the rows of a kind":                               {"proceeding[kind=criminal].step[kind=verdict].learned", []string{"9 November 2023"}},
		"only what holds something":                        {"step[learned].kind", []string{"verdict"}},
		"the first of several":                             {"interview[1].start", []string{"3 June 2025, 10:15"}},
		"none beyond the last":                             {"interview[2].start", nil},
		"a word among several in a field":                  {"act[methods=ear_blows].type", []string{"torture"}},
		"what is yes or no":                                {"person[clinician=true].occupation", []string{"doctor"}},
		"who has a part":                                   {"alleged.description", []string{"Investigator with a scar on the left hand, room 12"}},
		"whom the dossier names before whom the case does": {"representative.name.text", []string{"Malika Rahimova"}},
		"the caseworker where it names nobody":             {"sender.name.text", []string{"Nigora"}},
		"the dossier":                                      {"dossier.recipient", []string{"Human Rights Committee"}},
		"the case":                                         {"case.countries", []string{"ru", "uz"}},
		"what points at a record":                          {"applicant.relationship[kind=spouse].other.name.text", []string{"Zebo Joʻrayeva"}},
		"two filters":                                      {"custody[action=copied][1].to", []string{"Nigora"}},
	} {
		t.Run("a path finds "+name, func(t *testing.T) {
			if got := said(t, c, x.path); !slices.Equal(got, x.want) {
				t.Errorf("%s: %d results, want %d", x.path, len(got), len(x.want))
			}
		})
	}
	t.Run("a path that ends at a record gives the record", func(t *testing.T) {
		if got := said(t, c, "applicant.identity_document"); !slices.Equal(got, []string{"identity_document"}) {
			t.Errorf("%d results", len(got))
		}
	})
	t.Run("a name that nothing has gives nothing, and no panic", func(t *testing.T) {
		for _, path := range []string{"ghost", "case.ghost", "event.ghost.date", "case.title.name"} {
			if got := said(t, c, path); len(got) > 0 {
				t.Errorf("%s: %d results", path, len(got))
			}
		}
	})
}

func TestScopeOfSeveral(t *testing.T) {
	s := schema(t)
	caseRec := model.NewRecord("case")
	records := []model.Record{caseRec}
	add := func(kind string, set func(*model.Record)) model.Record {
		r := model.NewRecord(kind)
		set(&r)
		records = append(records, r)
		return r
	}
	person := func(name string) model.Record {
		p := add("person", func(r *model.Record) { r.Set("description", model.TextValue(name)) })
		add("participant", func(r *model.Record) {
			r.Set("case", model.RefValue(caseRec.ID))
			r.Set("person", model.RefValue(p.ID))
			r.Set("role", model.TextValue("applicant"))
			r.Set("position", model.TextValue(name))
		})
		return p
	}
	a, b := person("a"), person("b")
	held := func(of model.ID, day, custodian string) {
		add("detention", func(r *model.Record) {
			if !of.IsZero() {
				r.Set("person", model.RefValue(of))
			}
			d, err := model.ParseDate(day)
			if err != nil {
				t.Fatal(err)
			}
			r.Set("from", model.DateValue(d))
			r.Set("duration", model.TextValue(custodian))
		})
	}
	held(a.ID, "3 May 2024", "a late")
	held(b.ID, "1 May 2024", "b")
	held(model.ID{}, "1 January 2024", "nobody")
	held(a.ID, "2 May 2024", "a early")
	c := export.NewScope(model.NewSnapshot(s, caseRec, records, nil), model.ID{})
	if n := len(c.Applicants()); n != 2 {
		t.Fatalf("%d applicants", n)
	}
	t.Run("what is about the applicant comes first and in order of time, what is about another not at all", func(t *testing.T) {
		if got := said(t, c, "detention.duration"); !slices.Equal(got, []string{"a early", "a late", "nobody"}) {
			t.Errorf("%q", got)
		}
	})
	t.Run("another applicant gets their own", func(t *testing.T) {
		if got := said(t, c.For(b.ID), "detention.duration"); !slices.Equal(got, []string{"b", "nobody"}) {
			t.Errorf("%q", got)
		}
	})
	t.Run("who has no name is known by what is said of them", func(t *testing.T) {
		if got := said(t, c, "applicant.name"); !slices.Equal(got, []string{"person"}) {
			t.Errorf("%q", got)
		}
	})
}

func TestParsePathRefuses(t *testing.T) {
	for _, path := range []string{
		"", ".", "case.", ".case", "case..title", "Case", "event[", "event]", "event[]", "event[0]", "event[kind=]", "event[kind=a|]x",
		"event[kind = arrest]", "event.[kind]", "event[kind=a]]", "event[[kind]]", "event[12345]", "case title", "event[kind=а]",
	} {
		if _, err := export.ParsePath(path); err == nil {
			t.Errorf("%q is taken", path)
		}
	}
}

func TestCheckPaths(t *testing.T) {
	s := schema(t)
	t.Run("every path of every shipped profile leads somewhere", func(t *testing.T) {
		for _, p := range profiles(t) {
			for _, err := range export.CheckPaths(&p, s) {
				t.Error(err)
			}
		}
	})
	check := func(paths ...string) []error {
		p := profile.Profile{ID: "x", Sections: []profile.Section{{Type: "form", Fields: []profile.Field{{Key: "a", From: paths}}}}}
		return export.CheckPaths(&p, s)
	}
	for name, path := range map[string]string{
		"an unknown kind":                 "ghost.title",
		"an unknown field":                "event.ghost",
		"a field of another kind":         "event.interviewee",
		"a step beyond a value":           "event.title.name",
		"a word of no vocabulary":         "event[kind=arested].date",
		"a filter by an unknown field":    "event[ghost].date",
		"a filter by neither yes nor no":  "person[clinician=maybe]",
		"something that is no path":       "event[",
		"a row of another kind":           "person.step",
		"a step that two kinds would not": "act.involvement.who.ghost",
	} {
		t.Run(name+" is a fault", func(t *testing.T) {
			faults := check(path)
			if len(faults) != 1 || !strings.HasPrefix(faults[0].Error(), "x: form.a: ") {
				t.Errorf("faults %v", faults)
			}
		})
	}
	t.Run("what one of the kinds has that a field points at is right", func(t *testing.T) {
		if faults := check("act.involvement.who.abbreviation", "relationship.other.birth", "note.about.title"); len(faults) > 0 {
			t.Error(faults)
		}
	})
	t.Run("the paths of choices, of the cover and of clocks are looked at, too", func(t *testing.T) {
		p := profile.Profile{
			ID:       "x",
			Cover:    &profile.Cover{Fields: []profile.Field{{Key: "a", From: []string{"ghost"}}}},
			Clocks:   []profile.Clock{{Key: "b", From: []string{"ghost"}}},
			Sections: []profile.Section{{Type: "text", Sections: []profile.Section{{Type: "form", Fields: []profile.Field{{Key: "c", Choices: []profile.Choice{{Key: "d", From: []string{"ghost"}}}}}}}}},
		}
		if faults := export.CheckPaths(&p, s); len(faults) != 3 {
			t.Errorf("faults %v", faults)
		}
	})
}

func FuzzParsePath(f *testing.F) {
	for _, s := range []string{"applicant.name.family", "event[kind=arrest|abduction][1].date", "a[b.c=d].e"} {
		f.Add(s)
	}
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		f.Fatal(err)
	}
	snap := model.NewSnapshot(s, model.NewRecord("case"), nil, nil)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := export.ParsePath(s)
		if err == nil {
			export.NewScope(snap, model.ID{}).Find(p)
		}
	})
}
