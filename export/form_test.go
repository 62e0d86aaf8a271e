package export_test

import (
	"strings"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// small is a profile with these sections, as one for a court is set.
func small(t testing.TB, sections ...profile.Section) *profile.Profile {
	t.Helper()
	p := *intFull(t)
	p.ID, p.Body, p.Foot, p.Badge, p.Watermark = "small", profile.Words{"en": "Court", "ru": "Суд", "uz": "Sud"}, "", "", ""
	p.Whole, p.Contents, p.Sections = false, 0, sections
	return &p
}

// built makes the document of the composed case, and gives its dump.
func built(t *testing.T, p *profile.Profile, change func(*export.Order)) (string, *doc.Document, []export.Finding) {
	t.Helper()
	snap, dossier := composed(t)
	o := order(p, snap, words(t, "en", snap.Schema))
	o.Dossier = dossier
	if change != nil {
		change(&o)
	}
	d, findings := export.Build(o)
	for _, err := range doc.Check(d) {
		t.Error(err)
	}
	return doc.Dump(d), d, findings
}

// has tells whether a dump has a line with these parts, in their order.
func has(dump string, parts ...string) bool {
search:
	for line := range strings.Lines(dump) {
		for _, p := range parts {
			_, after, ok := strings.Cut(line, p)
			if !ok {
				continue search
			}
			line = after
		}
		return true
	}
	return false
}

func found(all []export.Finding, code export.Code) []export.Finding {
	var out []export.Finding
	for _, f := range all {
		if f.Code == code {
			out = append(out, f)
		}
	}
	return out
}

func label(s string) profile.Words { return profile.Words{"en": s} }

// without takes records of a kind out of a snapshot.
func without(snap *model.Snapshot, kinds ...string) *model.Snapshot {
	var rest []model.Record
	for _, k := range snap.Schema.Kinds() {
		for _, r := range snap.OfKind(k.Name) {
			keep := true
			for _, kind := range kinds {
				keep = keep && kind != k.Name
			}
			if keep {
				rest = append(rest, r)
			}
		}
	}
	return model.NewSnapshot(snap.Schema, snap.Case, rest, snap.Open)
}

// with puts records into a snapshot.
func with(snap *model.Snapshot, more ...model.Record) *model.Snapshot {
	for _, k := range snap.Schema.Kinds() {
		more = append(more, snap.OfKind(k.Name)...)
	}
	return model.NewSnapshot(snap.Schema, snap.Case, more, snap.Open)
}

// made makes a record out of texts, dates and references.
func made(t testing.TB, s *model.Schema, kind string, values map[string]any) model.Record {
	t.Helper()
	r := model.NewRecord(kind)
	for name, v := range values {
		f, ok := s.Kind(kind).Field(name)
		if !ok {
			t.Fatalf("%s has no %q", kind, name)
		}
		switch v := v.(type) {
		case model.ID:
			if f.Type == model.Refs {
				r.Set(name, model.RefsValue(v))
			} else {
				r.Set(name, model.RefValue(v))
			}
		case []model.ID:
			r.Set(name, model.RefsValue(v...))
		case int:
			r.Set(name, model.IntValue(int64(v)))
		case bool:
			r.Set(name, model.BoolValue(v))
		case string:
			switch f.Type {
			case model.Partial:
				d, err := model.ParseDate(v)
				if err != nil {
					t.Fatal(err)
				}
				r.Set(name, model.DateValue(d))
			case model.Terms, model.Texts:
				r.Set(name, model.ListValue(strings.Fields(v)...))
			default:
				r.Set(name, model.TextValue(v))
			}
		}
	}
	return r
}

func TestForm(t *testing.T) {
	form := profile.Section{Key: "who", Type: "form", Title: label("Who"), Required: true, Fields: []profile.Field{
		{Key: "family", Number: "1", Label: label("Surname"), From: []string{"applicant.name.family"}, Required: true},
		{Key: "first", Number: "2", Label: label("Birth"), From: []string{"applicant.death", "applicant.birth"}},
		{Key: "phone", Number: "3", Label: label("Telephone"), Required: true},
		{Key: "fax", Number: "4", Label: label("Fax")},
		{Key: "pager", Number: "5", Label: label("Pager")},
		{Key: "telex", Label: label("Telex")},
		{Key: "sex", Label: label("Sex"), Choices: []profile.Choice{
			{Key: "m", Label: label("male"), From: []string{"person[sex=male]"}}, {Key: "f", Label: label("female"), From: []string{"person[sex=female]"}},
		}},
		{Key: "party", Label: label("Parties"), Several: true, Choices: []profile.Choice{
			{Key: "m", Label: label("a man"), From: []string{"person[sex=male]"}}, {Key: "f", Label: label("a woman"), From: []string{"person[sex=female]"}},
		}},
		{Key: "story", Label: label("Story"), Long: true, Max: 20},
	}}
	p := small(t, form)
	answer := func(o *export.Order, field, text string) {
		o.Snapshot = with(o.Snapshot, made(t, o.Snapshot.Schema, "answer", map[string]any{"dossier": o.Dossier, "field": field, "text": text}))
	}
	dump, _, findings := built(t, p, func(o *export.Order) {
		answer(o, "who.story", "He was taken.\n\nNobody knew where (Ex. 1).")
		answer(o, "who.fax", "none")
	})
	t.Run("a question is answered from the record, by the first path that gives something", func(t *testing.T) {
		if !has(dump, "1 Surname: Joʻrayev") || !has(dump, "2 Birth: about May 1985") {
			t.Error(dump)
		}
	})
	t.Run("a numbered question that nobody answered shows it, one without a number is left out", func(t *testing.T) {
		if !has(dump, "5 Pager: «grey»—") || has(dump, "Telex") {
			t.Error(dump)
		}
	})
	t.Run("what was answered stands before what the record says", func(t *testing.T) {
		if !has(dump, "4 Fax: none") {
			t.Error(dump)
		}
	})
	t.Run("a gap catches the eye and is reported", func(t *testing.T) {
		if !has(dump, "3 Telephone: «badge»to be completed") {
			t.Error(dump)
		}
		if f := found(findings, export.Unanswered); len(f) != 1 || f[0].Section != "who" || f[0].Field != "phone" {
			t.Errorf("%+v", f)
		}
	})
	t.Run("one box is ticked, or several where several may be", func(t *testing.T) {
		if !has(dump, "Sex: ☒\u00A0male\u2003☐\u00A0female") || !has(dump, "Parties: ☒\u00A0a man\u2003☒\u00A0a woman") {
			t.Error(dump)
		}
	})
	t.Run("a long answer has paragraphs under its question and is counted", func(t *testing.T) {
		if !has(dump, "paragraph «bold»Story") || !has(dump, "paragraph He was taken.") || !has(dump, "paragraph Nobody knew where") {
			t.Error(dump)
		}
		if f := found(findings, export.TooLong); len(f) != 1 || f[0].Field != "story" || f[0].Count != 41 || f[0].Max != 20 {
			t.Errorf("%+v", f)
		}
	})
	t.Run("a form to be copied says how much of its room a text takes", func(t *testing.T) {
		p := *p
		p.Helper = true
		p.Limits = []profile.Limit{{What: "pages", Of: "who", Max: 3}, {What: "characters", Of: "who", Max: 120}}
		p.Sections[0].Fields[8].Max = 0
		dump, _, _ := built(t, &p, func(o *export.Order) { answer(o, "who.story", strings.Repeat("x", 40)) })
		if !has(dump, "40 characters; about 1.0 of the 3 pages of the form") {
			t.Error(dump)
		}
	})
	t.Run("a form that need not be there and of which nothing is known is left out", func(t *testing.T) {
		empty := profile.Section{Key: "a", Type: "form", Fields: []profile.Field{{Key: "x", Label: label("X")}, {Key: "y", Label: label("Y"), Required: true}}}
		p := small(t, empty, profile.Section{Type: "text", Text: []profile.Words{label("Words of the body.")}})
		dump, _, findings := built(t, p, nil)
		if has(dump, "X:") || has(dump, "Y:") || !has(dump, "paragraph Words of the body.") || len(found(findings, export.Unanswered)) > 0 {
			t.Error(dump)
		}
		p.Helper = true
		if dump, _, _ := built(t, p, nil); !has(dump, "X: «grey»—") {
			t.Error(dump)
		}
	})
	t.Run("a section that must be there and holds nothing says so and is reported", func(t *testing.T) {
		p := small(t, profile.Section{Key: "claims2", Type: "complaints", Required: true})
		dump, _, findings := built(t, p, nil)
		if f := found(findings, export.EmptySection); len(f) != 1 || f[0].Section != "claims2" || !has(dump, "«badge»to be completed") {
			t.Errorf("%+v", f)
		}
	})
}

func TestFormForEach(t *testing.T) {
	form := profile.Section{Key: "who", Type: "form", Each: "applicant", Fields: []profile.Field{
		{Key: "name", Label: label("Name"), From: []string{"applicant.name"}},
		{Key: "phone", Label: label("Telephone")},
	}}
	wife, err := model.ParseID("83f99686-99ac-43c8-bae6-600d2ca4fe7f")
	if err != nil {
		t.Fatal(err)
	}
	var husband model.ID
	dump, _, _ := built(t, small(t, form), func(o *export.Order) {
		d, _ := o.Snapshot.Get(o.Dossier)
		husband = d.Refs("applicants")[0]
		d = d.Clone()
		d.Set("applicants", model.RefsValue(husband, wife))
		o.Snapshot = with(without(o.Snapshot, "dossier"), d,
			made(t, o.Snapshot.Schema, "answer", map[string]any{"dossier": o.Dossier, "field": export.AnswerKey("who", "phone", model.ID{}), "text": "of all"}),
			made(t, o.Snapshot.Schema, "answer", map[string]any{"dossier": o.Dossier, "field": export.AnswerKey("who", "phone", wife), "text": "hers"}))
	})
	t.Run("each applicant has a form under their name", func(t *testing.T) {
		if !has(dump, "section 1.1 Gʻulomjon Joʻrayev") || !has(dump, "section 1.2 Zebo Joʻrayeva") || !has(dump, "Name: Zebo Joʻrayeva") {
			t.Error(dump)
		}
	})
	t.Run("a narrative tells of all of them, one that is printed for each of that one", func(t *testing.T) {
		hers := func(o *export.Order) {
			d, _ := o.Snapshot.Get(o.Dossier)
			d = d.Clone()
			d.Set("applicants", model.RefsValue(husband, wife))
			o.Snapshot = with(without(o.Snapshot, "dossier"), d, made(t, o.Snapshot.Schema, "detention", map[string]any{"person": wife, "from": "1 May 2023", "legal_basis": "None given."}))
		}
		told := profile.Section{Key: "told", Type: "narrative", Kinds: []string{"detention"}}
		if dump, _, _ := built(t, court(t, told), hers); strings.Count(dump, "None given.") != 1 || strings.Count(dump, "Fourteen men") != 1 {
			t.Error(dump)
		}
		told.Each = "applicant"
		dump, _, _ := built(t, court(t, told), hers)
		his, rest, _ := strings.Cut(dump, "section 1.2 Zebo")
		if strings.Contains(his, "None given.") || strings.Contains(rest, "Fourteen men") || !strings.Contains(rest, "None given.") {
			t.Error(dump)
		}
	})
	t.Run("with the answer of their own, or that of all", func(t *testing.T) {
		if strings.Count(dump, "Telephone: of all") != 1 || strings.Count(dump, "Telephone: hers") != 1 {
			t.Error(dump)
		}
	})
}

func TestFormForEachComplaint(t *testing.T) {
	form := profile.Section{Key: "grounds", Type: "form", Each: "complaint", Required: true, Fields: []profile.Field{{Key: "final", Label: label("Final decision"), Required: true}}}
	snap, _ := composed(t)
	var first model.ID
	for _, r := range snap.OfKind("paragraph") {
		if r.Text("heading") == "Article 7" && r.Text("section") == "articles" {
			first = r.ID
		}
	}
	dump, _, findings := built(t, court(t, profile.Section{Key: "articles", Type: "complaints"}, form), func(o *export.Order) {
		o.Snapshot = with(o.Snapshot, made(t, o.Snapshot.Schema, "answer", map[string]any{"dossier": o.Dossier, "field": export.AnswerKey("grounds", "final", first), "text": "9 November 2023"}))
	})
	t.Run("each complaint has a form of its own, with its own answer", func(t *testing.T) {
		_, seven, _ := strings.Cut(dump, "section 2.1 Article 7")
		seven, fourteen, _ := strings.Cut(seven, "section 2.2 Article 14")
		if !has(seven, "Final decision: 9 November 2023") || !has(fourteen, "Final decision: «badge»to be completed") {
			t.Error(dump)
		}
		if f := found(findings, export.Unanswered); len(f) != 1 {
			t.Errorf("%+v", f)
		}
	})
}
