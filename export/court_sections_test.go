package export_test

import (
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

func TestCustody(t *testing.T) {
	p := court(t, profile.Section{Type: "custody"}, profile.Section{Type: "manifest"})
	snap, _ := composed(t)
	photo := snap.OfKind("custody")[0].Ref("evidence")
	step := func(at, action, day, by, to string) model.Record {
		values := map[string]any{"evidence": photo, "action": action, "by": by, "to": to, "position": at}
		if day != "" {
			values["date"] = day
		}
		return made(t, snap.Schema, "custody", values)
	}
	build := func(steps ...model.Record) string {
		dump, _, _ := built(t, p, func(o *export.Order) { o.Snapshot = with(without(o.Snapshot, "custody"), steps...) })
		_, dump, _ = strings.Cut(dump, "Scars on both wrists")
		dump, _, _ = strings.Cut(dump, "Verdict of the Andijan")
		return dump
	}
	t.Run("a way without gaps has none", func(t *testing.T) {
		dump := build(step("a", "received", "3 June 2023", "Sasha", ""), step("b", "verified", "4 June 2023", "Sasha", ""), step("c", "handed_over", "5 June 2023", "Sasha", "Nigora"))
		if !has(dump, "Held by: Nigora") || !has(dump, "Changed hands: 2 transfers") || has(dump, "callout gap") {
			t.Error(dump)
		}
	})
	for name, x := range map[string]struct {
		steps []model.Record
		says  string
	}{
		"evidence that nobody wrote a step of":      {nil, "no step of custody is recorded"},
		"a step without a day":                      {[]model.Record{step("a", "received", "", "Sasha", "")}, "a step of custody has no date"},
		"a way that begins in the middle":           {[]model.Record{step("a", "handed_over", "3 June 2023", "Sasha", "Nigora")}, "how it was received is not recorded"},
		"a hand that does not follow from the last": {[]model.Record{step("a", "received", "3 June 2023", "Sasha", ""), step("b", "handed_over", "4 June 2023", "Zebo", "Nigora")}, "a step between two holders is not recorded"},
		"a hand that is not named":                  {[]model.Record{step("a", "received", "3 June 2023", "Sasha", ""), step("b", "sent", "4 June 2023", "Sasha", "")}, "to whom it was given is not recorded"},
		"evidence that was lost":                    {[]model.Record{step("a", "received", "3 June 2023", "Sasha", ""), step("b", "lost", "4 June 2023", "", "")}, "it was lost at one time"},
	} {
		t.Run(name+" shows", func(t *testing.T) {
			if dump := build(x.steps...); !has(dump, "callout gap", x.says) {
				t.Error(dump)
			}
		})
	}
	t.Run("who holds it is not told where the profile leaves out who handled it", func(t *testing.T) {
		p := court(t, profile.Section{Type: "custody", Omit: []string{"custody.by", "custody.to", "custody.account"}})
		if dump, _, _ := built(t, p, nil); strings.Contains(dump, "Nigora") || strings.Contains(dump, "Sasha") {
			t.Error(dump)
		}
	})
	t.Run("the digest stands in full, and as sha256sum reads it", func(t *testing.T) {
		dump, _, _ := built(t, p, nil)
		sum := "8f386627bcfb8efac7c646f87f425a1b7265d3bb6292ae6b29baeeb3cba2d258"
		if !has(dump, "hash SHA-256", doc.Grouped(sum)) || !has(dump, "«mono small»"+sum+"  IMG_2041.png«/»") || !has(dump, "sha256sum -c") {
			t.Error(dump)
		}
	})
}

func TestApplicants(t *testing.T) {
	dump, _, _ := built(t, court(t, profile.Section{Type: "applicants"}, profile.Section{Type: "persons"}), nil)
	t.Run("a table tells who applies", func(t *testing.T) {
		if !has(dump, "| 1 | «bold»Gʻulomjon Joʻrayev«/»", "about May 1985", "Andijan, Uzbekistan | Male | Uzbekistan | Passport, AA 1234567", "| Moscow, Russia |") {
			t.Error(dump)
		}
	})
	t.Run("other spellings stand as courts print them, in the table and with the person", func(t *testing.T) {
		if !has(dump, "also spelled as Гуломжон Каримович Джураев") || !has(dump, "Names: also spelled as Гуломжон") && !has(dump, "Name: also spelled as Гуломжон") {
			t.Error(dump)
		}
	})
	t.Run("a sensitive field is not in it unless the profile prints such fields", func(t *testing.T) {
		p := court(t, profile.Section{Type: "applicants"})
		p.Sensitive = false
		if dump, _, _ := built(t, p, nil); strings.Contains(dump, "AA 1234567") {
			t.Error("it is")
		}
	})
	t.Run("what a section omits is not in it", func(t *testing.T) {
		p := court(t, profile.Section{Type: "applicants", Omit: []string{"person.birth", "identity_document.number"}})
		if dump, _, _ := built(t, p, nil); strings.Contains(dump, "1985") || strings.Contains(dump, "AA 1234567") {
			t.Error("it is")
		}
	})
}

func TestSignature(t *testing.T) {
	section := profile.Section{Type: "signature"}
	t.Run("the representative signs, with the name in print", func(t *testing.T) {
		dump, _, _ := built(t, court(t, section), nil)
		if !has(dump, "Date: 1 December 2025") || !has(dump, "blank Place") || !has(dump, "Representative: Malika Rahimova") || !has(dump, "blank Signature") {
			t.Error(dump)
		}
	})
	t.Run("without one the sender, without that the applicants", func(t *testing.T) {
		bare := func(kinds ...string) string {
			dump, _, _ := built(t, court(t, section), func(o *export.Order) {
				d, _ := o.Snapshot.Get(o.Dossier)
				d = d.Clone()
				d.Set("representative", "")
				d.Set("date", "")
				o.Snapshot = with(without(o.Snapshot, append(kinds, "dossier")...), d)
			})
			return dump
		}
		if dump := bare(); !has(dump, "Sender: Nigora") || !has(dump, "blank Place and date") {
			t.Error(dump)
		}
		if dump := bare("participant"); !has(dump, "Applicant: Gʻulomjon Joʻrayev") {
			t.Error(dump)
		}
	})
	t.Run("or those whom the profile asks for", func(t *testing.T) {
		s := section
		s.Fields = []profile.Field{{Key: "clinician", Label: label("Clinician"), From: []string{"person[clinician=true].name"}}, {Key: "other", Label: label("Interpreter"), Required: true}}
		dump, _, findings := built(t, court(t, s), nil)
		if !has(dump, "Clinician: Dr Lena Hartmann") || !has(dump, "Interpreter:") || len(found(findings, export.Unanswered)) != 1 {
			t.Error(dump)
		}
	})
}

func TestMethodology(t *testing.T) {
	section := profile.Section{Type: "methodology"}
	t.Run("what the record tells of the method is counted, and said to be counts", func(t *testing.T) {
		dump, _, _ := built(t, court(t, section), nil)
		for _, s := range []string{"rests on 1 recorded interview.", "How they were held: face to face (1).", "In which languages: English (1); Uzbek (1)", "An interpreter took part in 1 of them.", "2 sources are recorded.", "1 fact rests on more than one source.", "These are counts of records."} {
			if !strings.Contains(dump, s) {
				t.Errorf("%q is not in %s", s, dump)
			}
		}
	})
	t.Run("what was written about it stands instead", func(t *testing.T) {
		dump, _, _ := built(t, court(t, section), func(o *export.Order) {
			o.Snapshot = with(o.Snapshot, made(t, o.Snapshot.Schema, "paragraph", map[string]any{"dossier": o.Dossier, "section": "methodology", "text": "We asked twice."}))
		})
		if !has(dump, "paragraph 1. We asked twice.") || strings.Contains(dump, "counts of records") {
			t.Error(dump)
		}
	})
	t.Run("of nothing nothing is said", func(t *testing.T) {
		dump, _, _ := built(t, court(t, section), func(o *export.Order) { o.Snapshot = without(o.Snapshot, "interview", "source", "citation") })
		if strings.Contains(dump, "section") {
			t.Error(dump)
		}
	})
}

func TestWithheldAndAbbreviations(t *testing.T) {
	p := court(t, facts("detention"), profile.Section{Type: "withheld"}, profile.Section{Type: "abbreviations"})
	p.Sections[0].Key = "told"
	dump, _, _ := built(t, p, nil)
	t.Run("a document from which nothing was taken does not say so", func(t *testing.T) {
		if strings.Contains(dump, "s-withheld") {
			t.Error(dump)
		}
		if dump, _, _ := built(t, p, func(o *export.Order) { o.Redacted = true }); !has(dump, "changed or left out to protect people") {
			t.Error(dump)
		}
	})
	t.Run("an institution has its short name behind its full one where it is met first", func(t *testing.T) {
		if !has(dump, "Ministry of Internal Affairs of Uzbekistan (MVD)") || !has(dump, "| MVD | Ministry of Internal Affairs of Uzbekistan |") {
			t.Error(dump)
		}
		p := court(t, facts("act", "detention"))
		p.Sections[0].Key = "told"
		if dump, _, _ := built(t, p, nil); strings.Count(dump, "Uzbekistan (MVD)") != 1 || strings.Count(dump, "Affairs of Uzbekistan") < 2 {
			t.Error("it stands more than once, or the name only once")
		}
	})
}

func TestCover(t *testing.T) {
	p := court(t, facts("event"))
	p.Cover = &profile.Cover{
		Kicker: label("Registry"), Notice: []profile.Words{label("RULE 39 – URGENT")}, Lead: []profile.Words{label("In the matter of")}, Foot: label("By post"),
		Fields: []profile.Field{
			{Key: "contact", Label: label("Person to contact"), From: []string{"representative.name"}, Required: true},
			{Key: "removal", Label: label("Removal"), Required: true},
			{Key: "judge", Label: label("Judge")},
			{Key: "hearing", Label: label("Hearing"), From: []string{"event[1].date"}},
		},
	}
	dump, d, findings := built(t, p, nil)
	t.Run("it says what is peculiar to the body; what must be answered stands with the lines in bold", func(t *testing.T) {
		for _, line := range []string{"kicker: Registry", "title: Joʻrayev v. Uzbekistan", "notice: RULE 39 – URGENT", "notice: Person to contact: Malika Rahimova", "notice: Removal: to be completed", "paragraph In the matter of", "Hearing: 14 March 2023, morning", "foot By post"} {
			if !has(dump, "  "+line) {
				t.Errorf("%q is not in %s", line, dump)
			}
		}
		if has(dump, "Judge") {
			t.Error("a question that need not be answered stands there unanswered")
		}
		if f := found(findings, export.Unanswered); len(f) != 1 || f[0].Section != "cover" || f[0].Field != "removal" {
			t.Errorf("%+v", f)
		}
	})
	t.Run("nothing of ours is on what goes out: no team, no status, no reference, no program", func(t *testing.T) {
		head := d.Head.Left + d.Head.Right
		for _, f := range d.Cover.Facts {
			head += f.Value.String()
		}
		for _, s := range []string{"Nigora", "Sasha", "G-7", export.Program} {
			if strings.Contains(head, s) {
				t.Errorf("%q", s)
			}
		}
	})
	t.Run("a document may begin without one", func(t *testing.T) {
		p := *p
		p.Cover = &profile.Cover{None: true}
		if _, d, _ := built(t, &p, nil); d.Cover != nil {
			t.Error("it has one")
		}
	})
	t.Run("the page is set as the profile says", func(t *testing.T) {
		p := *p
		p.Type = profile.Type{Body: 12, Note: 10, Line: 1.5, Face: "times", Justified: true}
		_, d, _ := built(t, &p, nil)
		if d.Page.Body != 12 || d.Page.Note != 10 || d.Page.Leading != 1.5 || d.Page.Face != doc.Times || !d.Page.Justified {
			t.Errorf("%+v", d.Page)
		}
	})
}

func TestSectionsOfProfiles(t *testing.T) {
	inside := profile.Section{Key: "b", Type: "text", Title: label("Inside"), Text: []profile.Words{label("Words.")}}
	p := court(t, profile.Section{Key: "a", Type: "text", Title: profile.Words{"en": "Outside", "ru": "Снаружи"}, Plain: true, NewPage: true, Sections: []profile.Section{inside}})
	t.Run("a section may hold others; it is called as the profile says, in the language of the document", func(t *testing.T) {
		dump, _, _ := built(t, p, nil)
		if !has(dump, "section Outside #s-a (new page)") || !has(dump, "  section Inside #s-b") || !has(dump, "paragraph Words.") {
			t.Error(dump)
		}
		snap, _ := composed(t)
		if dump, _, _ := built(t, p, func(o *export.Order) { o.Words = words(t, "ru", snap.Schema) }); !has(dump, "section Снаружи") {
			t.Error(dump)
		}
	})
	t.Run("each section says what it has to say, whatever another has said", func(t *testing.T) {
		p := court(t, profile.Section{Key: "told", Type: "narrative", Kinds: []string{"detention"}}, profile.Section{Type: "detention"})
		dump, _, _ := built(t, p, nil)
		if strings.Count(dump, "Fourteen men in a cell") != 2 || strings.Count(dump, "#r-3c2d493a-01a7-4bfe-8c82-d86ceb180a13") != 1 {
			t.Error(dump)
		}
	})
}
