package gate_test

import (
	"fmt"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/exporttest"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/model"
)

func TestForum(t *testing.T) {
	strasbourg := func() *profile.Profile {
		return &profile.Profile{ID: "test", Forum: &profile.Forum{States: []profile.State{
			{Country: "tr"}, {Country: "ru", Until: "2022-09-16"}, {Country: "kz", From: "2009-06-30"},
		}}}
	}
	for name, c := range map[string]struct {
		countries string
		events    []string
		want      string
	}{
		"a State without a limit":                         {`"tr"`, []string{`"date": "May 2023"`}, ""},
		"no State at all":                                 {``, nil, "no_country"},
		"no State that the body decides over":             {`"uz"`, nil, "forum_none"},
		"another State beside one that it does":           {`"ru", "uz"`, nil, "forum_state"},
		"what happened before the end":                    {`"ru"`, []string{`"date": "16 September 2022"`}, ""},
		"what happened after the end":                     {`"ru"`, []string{`"date": "17 September 2022"`, `"date": "2023"`}, "forum_late"},
		"what perhaps happened after the end":             {`"ru"`, []string{`"date": "2022"`}, ""},
		"what happened after the end, but who knows when": {`"ru"`, []string{`"account": "Once"`}, ""},
		"what happened after the end in another State":    {`"ru", "tr"`, []string{`"date": "2024", "place": "Türkiye"`}, ""},
		"what happened after the end in a town of it":     {`"ru", "tr"`, []string{`"date": "2024", "place": "Moscow"`}, "forum_late"},
		"what happened before the beginning":              {`"kz"`, []string{`"date": "2005"`}, "forum_early"},
	} {
		t.Run(name+" is judged", func(t *testing.T) {
			k := exporttest.NewCase(t)
			places := map[string]model.ID{}
			if c.countries != "" {
				k.Set(k.ID, "countries", model.ListValue(strings.Split(strings.ReplaceAll(c.countries, `"`, ""), ", ")...))
				places["Türkiye"] = k.Add("place", `{"name": "Türkiye", "kind": "country"}`)
				russia := k.Add("place", `{"name": "Россия", "kind": "country"}`)
				places["Moscow"] = k.Add("place", `{"name": "Moscow", "kind": "city", "within": %s}`, russia)
			}
			for _, fields := range c.events {
				var ids []model.ID
				for n, id := range places {
					if strings.Contains(fields, `"`+n+`"`) {
						fields, ids = strings.ReplaceAll(fields, `"`+n+`"`, "%s"), append(ids, id)
					}
				}
				k.Add("event", `{"title": "Event", `+fields+`}`, ids...)
			}
			found := check(t, k, strasbourg(), says())
			if got := codes(found); got != c.want {
				t.Fatalf("found %q, want %q", got, c.want)
			}
			for _, f := range found {
				if f.Severity == export.Stop {
					t.Error("it stops")
				}
				if f.Code == export.ForumLate && (f.Count != len(c.events) || f.Day != "2022-09-16" || f.Country != "ru") {
					t.Errorf("%d after %s in %s", f.Count, f.Day, f.Country)
				}
			}
		})
	}
	t.Run("a body for all States asks nothing", func(t *testing.T) {
		p := &profile.Profile{Forum: &profile.Forum{All: true}}
		if got := codes(check(t, exporttest.NewCase(t), p, says())); got != "" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("the States of proceedings and places count where the case names none", func(t *testing.T) {
		k := exporttest.NewCase(t)
		k.Add("proceeding", `{"kind": "criminal", "country": "uz"}`)
		if got := codes(check(t, k, strasbourg(), says())); got != "forum_none" {
			t.Errorf("found %q", got)
		}
		k.Add("place", `{"name": "Россия", "kind": "country"}`)
		if got := codes(check(t, k, strasbourg(), says())); got != "forum_state" {
			t.Errorf("found %q", got)
		}
	})
}

// long is a document of some sections with so many words each.
func long(names map[string]int) *doc.Document {
	d := &doc.Document{}
	for _, name := range []string{"facts", "law", "documents", "exhibits"} {
		n, ok := names[name]
		if !ok {
			continue
		}
		d.Blocks = append(d.Blocks, &doc.Section{Title: "Heading", Anchor: "s-" + name, Blocks: []doc.Block{
			&doc.Paragraph{Text: doc.Text{{Text: strings.Repeat("word ", n)}, doc.Note(doc.Span{Text: "a note of five words"})}},
		}})
	}
	return d
}

func TestLimits(t *testing.T) {
	with := func(l ...profile.Limit) *profile.Profile {
		return &profile.Profile{Limits: l, Sections: []profile.Section{{Type: "facts"}, {Type: "summary"}}}
	}
	t.Run("words are counted without footnotes and annexes", func(t *testing.T) {
		d := long(map[string]int{"facts": 100, "law": 50, "documents": 500, "exhibits": 900})
		k := exporttest.NewCase(t)
		found := check(t, k, with(profile.Limit{What: "words", Max: 151}), d)
		if codes(found) != "over_words" || found[0].Count != 152 || found[0].Max != 151 {
			t.Fatalf("found %+v", found)
		}
		if got := codes(check(t, k, with(profile.Limit{What: "words", Max: 152}), d)); got != "" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("characters of one section are counted", func(t *testing.T) {
		d := &doc.Document{Blocks: []doc.Block{&doc.Section{Title: "X", Anchor: "s-facts", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("қўрқув")}}}}}
		found := check(t, exporttest.NewCase(t), with(profile.Limit{What: "characters", Of: "facts", Max: 5}), d)
		if codes(found) != "over_characters" || found[0].Count != 6 || found[0].Section != "facts" {
			t.Fatalf("found %+v", found)
		}
	})
	t.Run("pages are compared once they are counted, without exhibits and their list", func(t *testing.T) {
		d := long(map[string]int{"facts": 1, "law": 1, "documents": 1, "exhibits": 1})
		p := with(profile.Limit{What: "pages", Max: 20})
		k := exporttest.NewCase(t)
		if got := codes(check(t, k, p, d)); got != "" {
			t.Errorf("found %q before anybody counted", got)
		}
		measured := func(body int) func(*gate.Input) {
			return func(in *gate.Input) {
				in.Measured = &gate.Measured{Pages: body + 2 + 3, Starts: map[string]int{"s-facts": 1, "s-law": 5, "s-documents": body, "s-exhibits": body + 3}}
				for n := range 3 {
					in.Measured.Exhibits = append(in.Measured.Exhibits, body+3+n)
				}
			}
		}
		if got := codes(check(t, k, p, d, measured(20))); got != "" {
			t.Errorf("found %q at 20 pages", got)
		}
		found := check(t, k, p, d, measured(21))
		if codes(found) != "over_pages" || found[0].Count != 21 || found[0].Severity != export.Warning {
			t.Errorf("found %+v", found)
		}
		found = check(t, k, with(profile.Limit{What: "pages", Of: "facts", Max: 3, Stop: true}), d, measured(20))
		if codes(found) != "over_pages" || found[0].Count != 4 || !export.Stopped(found) {
			t.Errorf("found %+v", found)
		}
	})
	t.Run("a summary makes good for a long document", func(t *testing.T) {
		p := with(profile.Limit{What: "words", Max: 10, Instead: "summary"})
		d := long(map[string]int{"facts": 20})
		k := exporttest.NewCase(t)
		if found := check(t, k, p, d); codes(found) != "needs_instead" || found[0].Section != "summary" {
			t.Errorf("found %+v", found)
		}
		d.Blocks = append(d.Blocks, &doc.Section{Anchor: "s-summary"})
		if got := codes(check(t, k, p, d)); got != "" {
			t.Errorf("found %q", got)
		}
	})
}

func TestDecisions(t *testing.T) {
	begin := func(t *testing.T) (*exporttest.Case, *profile.Profile, model.ID) {
		k := exporttest.NewCase(t)
		p := &profile.Profile{
			Exhibits: &profile.Exhibits{},
			Clocks: []profile.Clock{{Key: "four", Months: 4, From: []string{
				"proceeding.step[kind=decision].learned", "proceeding.step[kind=decision].date",
			}}},
		}
		return k, p, k.Add("proceeding", `{"kind": "extradition"}`)
	}
	t.Run("one without its paper and without the day it was learned of is said", func(t *testing.T) {
		k, p, in := begin(t)
		k.Add("step", `{"proceeding": %s, "kind": "decision"}`, in)
		k.Add("step", `{"proceeding": %s, "kind": "hearing"}`, in)
		if got := codes(check(t, k, p, says())); got != "no_decision not_learned" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("one that is attached and learned of is in order", func(t *testing.T) {
		k, p, in := begin(t)
		paper := k.Evidence("decision.pdf", []byte("x"), "")
		k.Add("step", `{"proceeding": %s, "kind": "decision", "learned": "1 March 2026", "decision": %s}`, in, paper)
		if got := codes(check(t, k, p, says())); got != "" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("one that is recorded and not among the exhibits is said", func(t *testing.T) {
		k, p, in := begin(t)
		paper := k.Evidence("decision.pdf", []byte("x"), "")
		other := k.Evidence("other.pdf", []byte("y"), "")
		dossier := k.Add("dossier", `{"title": "D", "profile": "test"}`)
		k.Add("exhibit", `{"dossier": %s, "evidence": %s}`, dossier, other)
		k.Add("step", `{"proceeding": %s, "kind": "decision", "learned": "1 March 2026", "decision": %s}`, in, paper)
		if got := codes(check(t, k, p, says(), func(in *gate.Input) { in.Dossier = dossier })); got != "not_enclosed" {
			t.Errorf("found %q", got)
		}
	})
}

func TestWishesAndExceptions(t *testing.T) {
	p := &profile.Profile{Languages: []string{"fr"}, Formats: []string{"docx"}, Consents: []profile.Consent{{Purpose: "court", Of: "applicants"}}}
	t.Run("a language and a file that the body does not take are said", func(t *testing.T) {
		found := check(t, exporttest.NewCase(t), p, says(), func(in *gate.Input) { in.Identity = "initials" })
		if got := codes(found); got != "initials_weak other_format other_language" {
			t.Errorf("found %q", got)
		}
		found = check(t, exporttest.NewCase(t), p, says(), func(in *gate.Input) { in.Format = "docx" })
		if got := codes(found); got != "other_language" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("an exhibit that no portal takes is said, if its pages go with the document", func(t *testing.T) {
		k := exporttest.NewCase(t)
		film := k.Evidence("film.mp4", []byte("x"), "")
		k.Set(film, "size", model.IntValue(40e6))
		p := &profile.Profile{Exhibits: &profile.Exhibits{Enclose: true}}
		if found := check(t, k, p, says()); codes(found) != "large_exhibit" || found[0].Count != 40 || found[0].Record != film {
			t.Errorf("found %+v", found)
		}
		p.Exhibits.Enclose = false
		if got := codes(check(t, k, p, says())); got != "" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("a warning that was passed over is marked, and what stops is not", func(t *testing.T) {
		k := exporttest.NewCase(t)
		who := k.Person("Anvar Karimov", "victim")
		no := k.Add("consent", `{"person": %s, "purpose": "court", "decision": "no"}`, who)
		dossier := k.Add("dossier", `{"title": "D", "profile": "test"}`)
		k.Add("exception", `{"dossier": %s, "code": "other_language", "field": "en", "reason": "The Registry agreed"}`, dossier)
		k.Add("exception", `{"dossier": %s, "code": "consent_refused", "record": %s, "field": "court", "reason": "No"}`, dossier, no)
		found := check(t, k, p, says(), func(in *gate.Input) { in.Dossier, in.Format = dossier, "docx" })
		if got := codes(export.Standing(found)); got != "consent_refused" {
			t.Errorf("standing: %q of %q", got, codes(found))
		}
		other := check(t, k, p, says(), func(in *gate.Input) { in.Format = "docx" })
		if got := codes(export.Standing(other)); got != "consent_refused other_language" {
			t.Errorf("without the dossier: %q", got)
		}
	})
}

func TestEachFindingHasItsWords(t *testing.T) {
	p := &profile.Profile{Sections: []profile.Section{{Type: "form", Key: "applicant", Title: profile.Words{"en": "The applicant"}, Fields: []profile.Field{{Key: "family", Label: profile.Words{"en": "Surname"}}}}}}
	s := exporttest.Schema(t)
	for _, lang := range []string{"en", "ru", "uz"} {
		w := exporttest.Words(t, lang, s)
		for _, code := range export.Codes() {
			f := export.Finding{Code: code, Kind: "step", Field: "learned", Purpose: "court", Country: "ru", Day: "2022-09-16", Count: 7, Max: 3, Detail: "Ex. 9"}
			switch code {
			case export.PartLeftOut:
				f.Detail = string(exhibit.Comments)
			case export.LeftOver:
				f.Detail = "children"
			}
			if say := f.Say(p, w); say.What == "" || say.Why == "" || say.Fix == "" || strings.Contains(fmt.Sprint(say), "{{") {
				t.Errorf("%s in %s: %+v", code, lang, say)
			}
		}
	}
	t.Run("a question of a form is called by its label and its section", func(t *testing.T) {
		f := export.Finding{Code: export.Unanswered, Section: "applicant", Field: "family"}
		if got := f.Say(p, exporttest.Words(t, "en", s)).What; got != "The applicant: No answer: “Surname”." {
			t.Errorf("it says %q", got)
		}
	})
}

func TestTheSampleCasesPassWithWarningsOnly(t *testing.T) {
	for _, p := range exporttest.Profiles(t) {
		for _, s := range exporttest.Samples(t) {
			d := says("Mirsobir Khamidkariev, Artur Avakian and Aramais Avakian")
			found := gate.Check(gate.Input{Profile: &p, Snapshot: s, Words: exporttest.Words(t, "en", s.Schema), At: at, Document: d})
			if export.Stopped(found) {
				t.Errorf("%s stops: %s", p.ID, codes(found))
			}
		}
	}
}
