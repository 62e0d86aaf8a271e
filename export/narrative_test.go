package export_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// court is a profile with exhibits and numbered paragraphs.
func court(t testing.TB, sections ...profile.Section) *profile.Profile {
	t.Helper()
	p := small(t, sections...)
	p.Number = profile.Number{Sections: true, Paragraphs: true}
	p.Exhibits = &profile.Exhibits{
		Label: profile.Words{"en": "Ex.", "ru": "Приложение", "uz": "Ilova"}, Scheme: "number", Order: "date",
		Translation: true, Columns: []string{"number", "date", "title", "kind", "language", "pages", "page", "hash", "translation", "source"},
	}
	return p
}

func facts(kinds ...string) profile.Section {
	return profile.Section{Key: "facts", Type: "narrative", Kinds: kinds}
}

func TestFactsFlowIn(t *testing.T) {
	p := court(t, profile.Section{Key: "told", Type: "narrative", Kinds: []string{"event", "detention", "proceeding", "injury"}}, profile.Section{Type: "documents"})
	dump, d, _ := built(t, p, nil)
	var paragraphs []string
	d.Walk(func(b doc.Block, _ int) {
		if p, ok := b.(*doc.Paragraph); ok {
			if !p.Numbered {
				t.Error("a paragraph has no number")
			}
			paragraphs = append(paragraphs, p.Text.String())
		}
	})
	t.Run("one after the other in order of time, what has no date last", func(t *testing.T) {
		var begin []string
		for _, p := range paragraphs {
			begin = append(begin, p[:min(len(p), 24)])
		}
		want := []string{
			"14 March 2023, morning, ", "16 March 2023 – 2 Novembe", "Since 16 March 2023: Impr", "Between 17 and 24 March ", "Since 18 March 2023: Cri",
			"2 November 2023: Verdict", "17 November 2023: Appeal", "Scar × 2, wrist, both, b", "Hole in the eardrum, ear",
		}
		for i, w := range want {
			if i >= len(begin) || !strings.HasPrefix(w, strings.TrimSpace(begin[i])) && !strings.HasPrefix(begin[i], w) {
				t.Fatalf("paragraph %d begins %q, want %q; all: %q", i+1, nth(begin, i), w, begin)
			}
		}
	})
	t.Run("date and place, what, then the account as it was told", func(t *testing.T) {
		if !has(dump, "paragraph 1. 14 March 2023, morning", "Moscow, Russia: Arrested at home in Moscow. Six men in plain clothes came at about six in the morning.") {
			t.Error(paragraphs[0])
		}
	})
	t.Run("the acts of an event are told with it: who did what to whom, and what came of it", func(t *testing.T) {
		if !strings.Contains(paragraphs[0], "Acts: arbitrary arrest or detention — Gʻulomjon Joʻrayev.") {
			t.Error(paragraphs[0])
		}
		torture := paragraphs[3]
		for _, part := range []string{"Torture — Gʻulomjon Joʻrayev: He was hung", "Methods: hung by the wrists", "Purpose, stated or inferred: to get a confession."} {
			if !strings.Contains(torture, part) {
				t.Error(torture)
			}
		}
		account, doer := strings.Index(torture, "He was hung by his wrists"), strings.Index(torture, "room 12: He asked the questions")
		if account < 0 || doer < account {
			t.Error("whose account it is can be misread: " + torture)
		}
		if strings.Count(torture, "Andijan") != 1 {
			t.Error("the place of the event is said again")
		}
	})
	t.Run("what somebody was charged with is told with the proceeding", func(t *testing.T) {
		if !strings.Contains(paragraphs[4], "Charges: art. 244-2") {
			t.Error(paragraphs[4])
		}
	})
	t.Run("its sources stand in footnotes, its exhibits in brackets", func(t *testing.T) {
		if !has(dump, "paragraph 1.", "задержан 16 марта", "[^", "Oltita odam keldi.", "(«→r-c560e00c-3f94-4939-809a-acbe2d1a75aa»Ex. 2«/»)") {
			t.Error(dump)
		}
	})
	t.Run("a decision is cited by its exhibit", func(t *testing.T) {
		if !strings.HasSuffix(paragraphs[5], "(Ex. 2)") {
			t.Error(paragraphs[5])
		}
	})
	t.Run("a fact without a source shows no mark of ours to the court, and is reported", func(t *testing.T) {
		snap, _ := composed(t)
		_, _, findings := built(t, p, func(o *export.Order) { o.Snapshot = without(snap, "citation") })
		if len(found(findings, export.NoSource)) == 0 {
			t.Error("not reported")
		}
		if strings.Contains(dump, "no source recorded") {
			t.Error("a mark")
		}
	})
	t.Run("each leads back to its record", func(t *testing.T) {
		for _, id := range []string{"ae5caff7-3870-4a50-b961-e94e8b785240", "3c2d493a-01a7-4bfe-8c82-d86ceb180a13"} {
			if !has(dump, "paragraph ", " #r-"+id) {
				t.Errorf("no paragraph of %s", id)
			}
		}
	})
}

func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

func TestAnActAlone(t *testing.T) {
	dump, _, _ := built(t, court(t, profile.Section{Key: "x", Type: "narrative", Kinds: []string{"act"}}), nil)
	if !has(dump, "paragraph 1. 14 March 2023, morning", "Moscow, Russia: Arbitrary arrest") {
		t.Error("an act that is told alone takes no day and place from its event", dump)
	}
}

func TestWrittenParagraphs(t *testing.T) {
	p := court(t, facts("event", "detention"))
	p.Exhibits.Label = profile.Words{"en": "Annex"}
	dump, d, findings := built(t, p, nil)
	t.Run("what was written stands instead of what would flow in", func(t *testing.T) {
		if strings.Contains(dump, "Pre-trial detention") || !has(dump, "paragraph 2. On 14 March 2023 six men") {
			t.Error(dump)
		}
	})
	t.Run("a heading begins a part; paragraphs are numbered through all of them", func(t *testing.T) {
		if !has(dump, "section 1.1 Arrest in Moscow") || !has(dump, "section 1.2 Torture") || !has(dump, "paragraph 4. The marks on his wrists") {
			t.Error(dump)
		}
		n := doc.Number(d)
		var numbers []int
		d.Walk(func(b doc.Block, _ int) {
			if p, ok := b.(*doc.Paragraph); ok && p.Numbered {
				numbers = append(numbers, n.Paragraphs[p])
			}
		})
		if !slices.IsSorted(numbers) || len(numbers) != 5 || numbers[4] != 5 {
			t.Errorf("numbers %v", numbers)
		}
	})
	t.Run("an empty line begins a paragraph", func(t *testing.T) {
		if !has(dump, "paragraph 3. His wife was present.") {
			t.Error(dump)
		}
	})
	t.Run("a paragraph without words tells its records, an act of an event once", func(t *testing.T) {
		if strings.Count(dump, "He was hung by his wrists") != 1 || !has(dump, "paragraph 1. 14 March 2023") {
			t.Error(dump)
		}
	})
	t.Run("the sources of the records stand behind words that were written about them", func(t *testing.T) {
		if !has(dump, "paragraph 3. His wife was present.[^", "Interview with Gʻulomjon Joʻrayev, passage 2 · Annex 2, p. 2]") {
			t.Error(dump)
		}
	})
	t.Run("its own sources stand before those", func(t *testing.T) {
		snap, _ := composed(t)
		var row model.Record
		for _, r := range snap.OfKind("paragraph") {
			if strings.Contains(r.Text("text"), "His wife") {
				row = r
			}
		}
		c := made(t, snap.Schema, "citation", map[string]any{"subject": row.ID, "quote": "She stood in the door."})
		dump, _, _ := built(t, p, func(o *export.Order) { o.Snapshot = with(o.Snapshot, c) })
		if !has(dump, "paragraph 3. His wife was present.[^", "She stood in the door.") {
			t.Error(dump)
		}
	})
	if len(found(findings, export.OnlyReference)) > 0 {
		t.Error("these are no mere references")
	}
}

func TestOnlyReference(t *testing.T) {
	build := func(lang, text string) int {
		snap, dossier := composed(t)
		p := court(t, profile.Section{Key: "law", Type: "narrative"})
		o := order(p, with(snap, made(t, snap.Schema, "paragraph", map[string]any{"dossier": dossier, "section": "law", "text": text})), words(t, lang, snap.Schema))
		o.Dossier = dossier
		_, findings := export.Build(o)
		return len(found(findings, export.OnlyReference))
	}
	for lang, texts := range map[string][]string{
		"en": {"See Annex 2.", "see attached", "Please see the attached document.", "Ex. 2", "See Ex. 2, p. 4.", "Annexes 2 and 3."},
		"ru": {"См. приложение 2.", "Прилагается.", "Смотрите прилагаемый документ", "Приложения 2 и 3"},
		"uz": {"2-ilovaga qarang.", "Ilova qilinadi.", "2-ilova"},
	} {
		for _, text := range texts {
			if build(lang, text) != 1 {
				t.Errorf("%s: %q is taken for a statement", lang, text)
			}
		}
	}
	for lang, texts := range map[string][]string{
		"en": {"See Annex 2. He was beaten there for a week.", "He was beaten (see Annex 2).", "Seeing the police, he ran."},
		"ru": {"См. приложение 2. Его били неделю.", "Его били (см. приложение 2)."},
		"uz": {"U kaltaklangan (2-ilovaga qarang)."},
	} {
		for _, text := range texts {
			if build(lang, text) != 0 {
				t.Errorf("%s: %q is taken for a mere reference", lang, text)
			}
		}
	}
}

func TestComplaintsAndRemedies(t *testing.T) {
	p := court(t,
		profile.Section{Key: "articles", Type: "complaints", Columns: []profile.Words{label("Article"), label("Reasons")}},
		profile.Section{Type: "remedies"})
	p.Exhibits.Label = profile.Words{"en": "Annex"}
	dump, _, findings := built(t, p, nil)
	t.Run("each right stands beside what breached it", func(t *testing.T) {
		if !has(dump, "| Article<", "| Reasons<") || !has(dump, "| «bold»Article 14«/» | He was tried behind closed doors (", "Annex 2") {
			t.Error(dump)
		}
	})
	t.Run("steps that were taken at home stand in a table, with the day on which each was learned of", func(t *testing.T) {
		if !has(dump, "=| «bold»Criminal case in Andijan") || !has(dump, "| 2 November 2023 | 9 November 2023 | Verdict", "Convicted | 2 |") {
			t.Error(dump)
		}
	})
	t.Run("a complaint of which nothing is said among the remedies is reported", func(t *testing.T) {
		f := found(findings, export.NoGrounds)
		if len(f) != 1 || f[0].Section != "remedies" || f[0].Kind != "paragraph" {
			t.Errorf("%+v", f)
		}
	})
	t.Run("a step before a body abroad is none", func(t *testing.T) {
		snap, _ := composed(t)
		abroad := made(t, snap.Schema, "proceeding", map[string]any{"title": "Application", "kind": "ecthr_application"})
		step := made(t, snap.Schema, "step", map[string]any{"proceeding": abroad.ID, "kind": "application_filed", "date": "1 May 2024"})
		dump, _, _ := built(t, p, func(o *export.Order) { o.Snapshot = with(o.Snapshot, abroad, step) })
		if has(dump, "1 May 2024") {
			t.Error("it is printed")
		}
	})
}

func TestUnknownDays(t *testing.T) {
	report := func(section profile.Section, lang, text string) []string {
		snap, dossier := composed(t)
		o := order(court(t, section), with(snap, made(t, snap.Schema, "paragraph", map[string]any{"dossier": dossier, "section": section.Name(), "text": text})), words(t, lang, snap.Schema))
		o.Dossier = dossier
		_, findings := export.Build(o)
		var days []string
		for _, f := range found(findings, export.UnknownDay) {
			days = append(days, f.Detail)
		}
		return days
	}
	story := profile.Section{Key: "story", Type: "narrative", Kinds: []string{"event"}}
	for text, want := range map[string][]string{
		"On 14 March 2023 he was taken, on 15 March 2023 he was not.":    {"15 March 2023"},
		"He was hung on 20 March 2023.":                                  nil, // one of the nights
		"From 16 March 2023 to 2 November 2023; learned on 09.11.2023.":  nil,
		"14 марта 2023 его взяли, 15.03.2023 — нет.":                     {"15.03.2023"},
		"2023-yil 14-mart kuni, keyin 2023-yil 15-mart kuni.":            {"2023-yil 15-mart"},
		"In 2023, at 10:15, file 12.3.2023-4, no. 4-15-2023, 99 Mars 20": nil,
	} {
		if got := report(story, "en", text); !slices.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
	t.Run("a law has days of its own", func(t *testing.T) {
		if got := report(profile.Section{Key: "law", Type: "narrative"}, "en", "The Convention of 4 November 1950."); len(got) > 0 {
			t.Errorf("%q", got)
		}
	})
}

func TestSummaryOfWhatLeavesTheHouse(t *testing.T) {
	dump, _, _ := built(t, court(t, profile.Section{Type: "summary"}), nil)
	if !has(dump, "paragraph", "a builder from Andijan") || strings.Contains(dump, "Sasha") || strings.Contains(dump, "This file holds") || strings.Contains(dump, "Tags") {
		t.Error(dump)
	}
}
