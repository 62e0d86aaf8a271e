package export_test

import (
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/profile"
	"guvoh/model"
)

// statement gives the paragraphs that flow out of a case.
func statement(t *testing.T, k *exporttest.Case, kinds ...string) []string {
	t.Helper()
	snap := k.Snapshot()
	d, _ := export.Build(order(court(t, facts(kinds...)), snap, words(t, "en", snap.Schema)))
	var out []string
	d.Walk(func(b doc.Block, _ int) {
		if p, ok := b.(*doc.Paragraph); ok {
			out = append(out, p.Text.String())
		}
	})
	return out
}

func TestNothingIsToldTwice(t *testing.T) {
	happened := func(t *testing.T, account string, acts ...string) string {
		t.Helper()
		k := exporttest.NewCase(t)
		a := k.Person("Anvar Karimov", "applicant")
		e := k.Add("event", `{"kind": "arrest", "date": "3 March 2024", "account": "`+account+`", "persons": [%s]}`, a)
		for _, told := range acts {
			k.Add("act", `{"event": %s, "type": "torture", "victim": %s, "account": "`+told+`"}`, e, a)
		}
		return strings.Join(statement(t, k, "event"), "\n")
	}
	for name, c := range map[string]struct {
		account, act string
		told         string // what is left of the act
	}{
		"what the event has told is not told again by its act": {
			"Anvar Karimov was beaten with a belt in the yard.", "He was beaten in the yard.", "Acts: torture.",
		},
		"nor with other endings": {
			"Анвара Каримова избили ремнём во дворе.", "Он был избит ремнём.", "Acts: torture — Anvar Karimov.",
		},
		"what is new in it is": {
			"Anvar Karimov was beaten with a belt.", "He was beaten with a belt. Two ribs broke.", "Torture: Two ribs broke.",
		},
		"a denial is never taken for what it denies": {
			"Anvar Karimov was beaten.", "He was not beaten.", "He was not beaten.",
		},
		"nor one number for another": {
			"Anvar Karimov was beaten 3 times.", "He was beaten 5 times.", "He was beaten 5 times.",
		},
		"two sentences about different people do not tell a third": {
			"Anvar Karimov and Botir were taken away. Botir was beaten.", "Anvar Karimov was beaten.", "Anvar Karimov was beaten.",
		},
		"a sentence that goes on with the one before is one with it": {
			"Anvar Karimov was held for a week. He was beaten there.", "Anvar Karimov was held and beaten.", "Acts: torture.",
		},
		"what stands between is kept, for the next sentence builds on it": {
			"Anvar Karimov was beaten.", "A man came in. Anvar Karimov was beaten. He shouted.", "Torture: A man came in. Anvar Karimov was beaten. He shouted.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := happened(t, c.account, c.act); !strings.HasSuffix(got, c.told) || !strings.Contains(got, c.account) {
				t.Error(got)
			}
		})
	}
	t.Run("a detention of another day keeps what only its event has told in other words", func(t *testing.T) {
		k := exporttest.NewCase(t)
		a := k.Person("Anvar Karimov", "applicant")
		said := "Anvar Karimov was brought into the court on a stretcher after nearly five months in detention."
		k.Add("event", `{"kind": "trial", "date": "3 March 2024", "account": "`+said+`", "persons": [%s]}`, a)
		k.Add("detention", `{"person": %s, "account": "`+said+`", "duration": "nearly five months"}`, a)
		got := statement(t, k, "event", "detention")
		if len(got) != 2 || got[1] != "Detention — Anvar Karimov. How long it lasted: nearly five months." {
			t.Errorf("%q", got)
		}
	})
	t.Run("two events are told in full, were their words the same", func(t *testing.T) {
		k := exporttest.NewCase(t)
		a := k.Person("Anvar Karimov", "applicant")
		for _, day := range []string{"3 March 2024", "4 March 2024"} {
			e := k.Add("event", `{"kind": "arrest", "date": "`+day+`", "persons": [%s]}`, a)
			k.Add("act", `{"event": %s, "type": "torture", "victim": %s, "account": "He was beaten with a rubber truncheon on the soles of both feet."}`, e, a)
		}
		if got := strings.Join(statement(t, k, "event"), "\n"); strings.Count(got, "rubber truncheon") != 2 {
			t.Error(got)
		}
	})
	t.Run("a title that its account repeats is left to it, and so is a day", func(t *testing.T) {
		k := exporttest.NewCase(t)
		k.Add("event", `{"kind": "arrest", "title": "Arrested at home", "date": "3 March 2024", "account": "On 3 March 2024 six men arrested him at home."}`)
		k.Add("event", `{"kind": "arrest", "title": "Search of the house", "date": "5 March 2024", "account": "Six men came."}`)
		got := statement(t, k, "event")
		if got[0] != "On 3 March 2024 six men arrested him at home." || got[1] != "5 March 2024: Search of the house. Six men came." {
			t.Errorf("%q", got)
		}
	})
}

func TestWhatBelongsTogetherIsToldTogether(t *testing.T) {
	k := exporttest.NewCase(t)
	a := k.Person("Anvar Karimov", "applicant")
	officer := k.Person("Officer with a scar", "alleged_perpetrator")
	jail := k.Add("place", `{"name": "Remand prison"}`)
	e := k.Add("event", `{"kind": "arrest", "date": "3 March 2024", "place": %s, "account": "Anvar Karimov was arrested on the stairs.", "persons": [%s]}`, jail, a)
	act := k.Add("act", `{"event": %s, "type": "torture", "victim": %s, "methods": ["beating"], "consequences": ["injury"]}`, e, a)
	k.Add("involvement", `{"act": %s, "who": %s, "degree": "direct"}`, act, officer)
	held := k.Add("detention", `{"person": %s, "from": "3 March 2024", "to": "9 March 2024", "place": %s, "conditions": "No bed."}`, a, jail)
	later := k.Add("detention", `{"person": %s, "from": "1 May 2024", "conditions": "No light."}`, a)
	trial := k.Add("proceeding", `{"kind": "criminal", "title": "Criminal case", "persons": [%s]}`, a)
	k.Add("charge", `{"proceeding": %s, "person": %s, "title": "Riot"}`, trial, a)
	k.Add("step", `{"proceeding": %s, "kind": "hearing", "position": "a"}`, trial)
	k.Add("step", `{"proceeding": %s, "kind": "verdict", "position": "b", "date": "2 April 2024", "outcome": "convicted"}`, trial)
	k.Add("sentence", `{"proceeding": %s, "person": %s, "kind": "imprisonment", "years": 3}`, trial, a)
	got := statement(t, k, "event", "detention", "proceeding")
	if len(got) != 3 {
		t.Fatalf("%q", got)
	}
	t.Run("an event with the detention that began with it and the acts done in it", func(t *testing.T) {
		want := "3 March 2024, Remand prison: Anvar Karimov was arrested on the stairs. Detention (3 March 2024 – 9 March 2024). Conditions: No bed. " +
			"Torture. Methods: beating. Consequences: physical injury. Named in this connection: Officer with a scar (did it)."
		if got[0] != want {
			t.Errorf("\n got %s\nwant %s", got[0], want)
		}
	})
	t.Run("a proceeding without a day of its own with all its steps, on the day of the first", func(t *testing.T) {
		want := "Criminal case. Charges: Riot. Hearing. 2 April 2024: Verdict and sentence, convicted. Imprisonment, 3 years."
		if got[1] != want {
			t.Errorf("\n got %s\nwant %s", got[1], want)
		}
	})
	t.Run("a detention of another day stands alone", func(t *testing.T) {
		if !strings.HasPrefix(got[2], "Since 1 May 2024: Detention — Anvar Karimov. Conditions: No light.") {
			t.Error(got[2])
		}
	})
	t.Run("a link to what is told with another record leads there", func(t *testing.T) {
		snap := k.Snapshot()
		d, _ := export.Build(order(court(t, facts("event", "detention", "proceeding")), snap, words(t, "en", snap.Schema)))
		for _, err := range doc.Check(d) {
			t.Error(err)
		}
		anchors := map[string]bool{}
		d.Walk(func(b doc.Block, _ int) { doc.Anchors(b, func(a string) { anchors[a] = true }) })
		for id, own := range map[model.ID]bool{e: true, later: true, trial: true, held: false, act: false} {
			if anchors["r-"+id.String()] != own {
				t.Errorf("%s has a paragraph of its own: %t", id, !own)
			}
		}
	})
}

func TestFootnotesGrowShort(t *testing.T) {
	k := exporttest.NewCase(t)
	verdict := k.Evidence("verdict.txt", []byte("the verdict"), `"title": "Verdict", "kind": "court_document"`)
	source := k.Add("source", `{"title": "Verdict of the city court", "evidence": %s}`, verdict)
	for _, c := range [][2]string{{"1", "He was taken."}, {"1", "He was taken."}, {"2", "He was beaten."}, {"2", "He was beaten."}} {
		e := k.Add("event", `{"kind": "arrest", "account": "It happened so.", "date": "3 March 2024"}`)
		k.Add("citation", `{"subject": %s, "source": %s, "evidence": %s, "page": "`+c[0]+`", "quote": "`+c[1]+`"}`, e, source, verdict)
	}
	note := func(t *testing.T, internal bool) (notes []string, numbers []int) {
		t.Helper()
		snap := k.Snapshot()
		p := court(t, facts("event"), documents)
		if internal {
			p.Body, p.Foot = nil, "internal"
		}
		d, _ := export.Build(order(p, snap, words(t, "en", snap.Schema)))
		n := doc.Number(d)
		d.Walk(func(b doc.Block, _ int) {
			doc.Texts(b, func(t doc.Text) {
				for _, s := range t {
					if s.Note != nil {
						notes, numbers = append(notes, s.Note.Text.String()), append(numbers, n.Notes[s.Note])
					}
				}
			})
		})
		return notes, numbers
	}
	t.Run("the first says all, the others what is new, and their numbers rise", func(t *testing.T) {
		notes, numbers := note(t, false)
		same(t, notes, "Verdict of the city court, Ex. 1, p. 1: “He was taken.”", "Verdict of the city court, Ex. 1, p. 1: “He was taken.”",
			"Ex. 1, p. 2: “He was beaten.”", "Ex. 1, p. 2: “He was beaten.”")
		for i := 1; i < len(numbers); i++ {
			if numbers[i] < numbers[i-1] {
				t.Errorf("%v", numbers)
			}
		}
	})
	t.Run("more words of the same page stand behind the first", func(t *testing.T) {
		e := k.Add("event", `{"kind": "trial", "account": "It ended so.", "date": "4 March 2024"}`)
		for _, quote := range []string{"He was tried.", "He was sentenced."} {
			k.Add("citation", `{"subject": %s, "source": %s, "evidence": %s, "page": "3", "quote": "`+quote+`"}`, e, source, verdict)
		}
		notes, _ := note(t, false)
		if last := notes[len(notes)-1]; last != "Ex. 1, p. 3: “He was tried.”; “He was sentenced.”" {
			t.Error(last)
		}
	})
	t.Run("inside the house each says all", func(t *testing.T) {
		notes, _ := note(t, true)
		for _, n := range notes {
			if !strings.HasPrefix(n, "Verdict of the city court") {
				t.Error(n)
			}
		}
	})
}

func TestWhereSomebodyHidesIsToldToNobody(t *testing.T) {
	k := exporttest.NewCase(t)
	a := k.Person("Anvar Karimov", "applicant")
	k.Add("residence", `{"person": %s, "kind": "hiding", "address": "Hidden street 7"}`, a)
	k.Add("residence", `{"person": %s, "kind": "actual", "address": "Open street 1"}`, a)
	snap := k.Snapshot()
	p := court(t, profile.Section{Key: "who", Type: "form", Fields: []profile.Field{{Key: "home", Label: label("Home"), From: []string{"applicant.residence.address"}}}},
		profile.Section{Type: "applicants"}, facts("residence"))
	p.Sensitive = true
	d, _ := export.Build(order(p, snap, words(t, "en", snap.Schema)))
	if dump := doc.Dump(d); strings.Contains(dump, "Hidden street") || !has(dump, "Home: Open street 1") {
		t.Error(dump)
	}
}

func TestStampsAndSignatures(t *testing.T) {
	build := func(t *testing.T, redacted bool, answers ...string) (*doc.Document, []string) {
		t.Helper()
		k := exporttest.NewCase(t)
		k.Set(k.ID, "reference", model.TextValue("OURS-1"))
		k.Person("Anvar Karimov", "applicant")
		k.Person("Botir Umarov", "applicant")
		e := k.Evidence("letter.txt", []byte("words"), "")
		dossier := k.Add("dossier", `{"title": "Filing"}`)
		k.Add("exhibit", `{"dossier": %s, "evidence": %s}`, dossier, e)
		for _, number := range answers {
			k.Add("answer", `{"dossier": %s, "field": "cover.number", "text": "`+number+`"}`, dossier)
		}
		snap := k.Snapshot()
		p := court(t, profile.Section{Type: "signature"}, enclosed)
		p.Exhibits.Stamp = true
		o := order(p, snap, words(t, "en", snap.Schema))
		o.Dossier, o.Redacted, o.Enclosed = dossier, redacted, map[string]export.Enclosure{}
		d, _ := export.Build(o)
		var stamps []string
		for _, x := range exhibitsOf(d) {
			stamps = append(stamps, x.Stamp)
		}
		return d, stamps
	}
	t.Run("a stamp says the number that the body gave", func(t *testing.T) {
		_, stamps := build(t, false, "PA/1/2026")
		same(t, stamps, "PA/1/2026 – Ex. 1")
	})
	t.Run("without one it says ours", func(t *testing.T) {
		_, stamps := build(t, false)
		same(t, stamps, "OURS-1 – Ex. 1")
	})
	t.Run("but not where something is hidden", func(t *testing.T) {
		_, stamps := build(t, true)
		same(t, stamps, "Ex. 1")
	})
	t.Run("those who sign stand on one page with the day", func(t *testing.T) {
		d, _ := build(t, false)
		blanks := 0
		d.Walk(func(b doc.Block, _ int) {
			if x, ok := b.(*doc.Together); ok {
				blanks = 0
				for _, in := range x.Blocks {
					if _, is := in.(*doc.Blank); is {
						blanks++
					}
				}
			}
		})
		if blanks != 3 {
			t.Errorf("%d lines to write on", blanks)
		}
	})
}

func TestCaptionOfACourt(t *testing.T) {
	build := func(t *testing.T, answers map[string]string) (*doc.Cover, []export.Finding) {
		t.Helper()
		k := exporttest.NewCase(t)
		k.Person("Anvar Karimov", "applicant")
		dossier := k.Add("dossier", `{"title": "Documents in support"}`)
		for key, text := range answers {
			k.Add("answer", `{"dossier": %s, "field": "cover.`+key+`", "text": "`+text+`"}`, dossier)
		}
		snap := k.Snapshot()
		o := order(profile.Find(profiles(t), "us-eoir"), snap, words(t, "en", snap.Schema))
		o.Dossier = dossier
		d, findings := export.Build(o)
		return d.Cover, findings
	}
	cells := func(c *doc.Cover) (out []string) {
		for _, r := range c.Caption.Rows {
			for _, cell := range r.Cells {
				out = append(out, cell.String())
			}
		}
		return out
	}
	t.Run("it says who, under which number, before whom, and whether detained", func(t *testing.T) {
		c, _ := build(t, map[string]string{"court": "New York, NY", "detained": "non", "anumber": "123 456 789", "judge": "A. Judge", "proceedings": "removal proceedings"})
		same(t, cells(c),
			"UNITED STATES DEPARTMENT OF JUSTICE\nEXECUTIVE OFFICE FOR IMMIGRATION REVIEW\nIMMIGRATION COURT\nNew York, NY", "NON-DETAINED",
			"In the Matter of\nAnvar Karimov\nIn removal proceedings", "File No. A 123 456 789", "Immigration Judge: A. Judge", "")
		if !c.Caption.Bare || c.Kicker != "" || c.Title != "Filing with the Immigration Court" {
			t.Errorf("%+v", c)
		}
		for _, f := range c.Facts {
			if strings.Contains(f.Value.String(), "Karimov") || strings.Contains(f.Value.String(), "New York") {
				t.Error("it is said again below")
			}
		}
	})
	t.Run("what must be there and is not shows its gap, what need not be leaves no line", func(t *testing.T) {
		c, findings := build(t, nil)
		all := strings.Join(cells(c), "|")
		if !strings.Contains(all, "IMMIGRATION COURT\nto be completed") || strings.Contains(all, "Judge") || strings.Contains(all, "\nIn ") {
			t.Error(all)
		}
		if len(found(findings, export.Unanswered)) == 0 {
			t.Error("not reported")
		}
	})
	t.Run("a caption that takes what no field gives is refused", func(t *testing.T) {
		p := *profile.Find(profiles(t), "us-eoir")
		c := *p.Cover
		c.Caption = []profile.CaptionRow{{Left: label("{nobody}")}}
		p.Cover = &c
		if _, err := p.Encode(); err == nil {
			t.Error("it was taken")
		}
	})
}
