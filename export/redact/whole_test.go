package redact_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"guvoh/export/exporttest"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/modeltest"
)

// everywhere puts words into every text of every record, into the words of
// dates, and into the words and fields that users added.
func everywhere(t *testing.T, words string) *model.Snapshot {
	t.Helper()
	records := modeltest.FullCase(exporttest.Schema(t))
	schema := modeltest.Schema(exporttest.Schema(t), records)
	for i, r := range records {
		r = r.Clone()
		for _, f := range schema.Kind(r.Kind).Fields {
			switch v := r.Get(f.Name); {
			case v == "" || r.Kind == "person_name" || f.Name == "sha256" || f.Name == "media_type" || r.Kind == "pseudonym":
			case r.Kind == "field" && slices.Contains([]string{"kind", "type", "vocabulary"}, f.Name), r.Kind == "term" && f.Name == "vocabulary":
			case f.Type == model.Text || f.Type == model.Long:
				r.Set(f.Name, model.TextValue(words+" "+v.Text()+" "+words))
			case f.Type == model.Texts:
				r.Set(f.Name, model.ListValue(append(v.List(), words)...))
			case f.Type == model.Partial:
				d := v.Date()
				d.Words = words
				r.Set(f.Name, model.DateValue(d))
			}
		}
		records[i] = r
	}
	i := slices.IndexFunc(records, func(r model.Record) bool { return r.Kind == "case" })
	return model.NewSnapshot(modeltest.Schema(exporttest.Schema(t), records), records[i], records, modeltest.Open)
}

// named gives a snapshot with one more name for its first person.
func named(t *testing.T, s *model.Snapshot, name string) (*model.Snapshot, model.ID) {
	t.Helper()
	id := s.OfKind("person")[0].ID
	var records []model.Record
	for _, k := range s.Schema.Kinds() {
		for _, r := range s.OfKind(k.Name) {
			if r.Kind != "person_name" || r.Ref("person") != id {
				records = append(records, r)
			}
		}
	}
	row := model.NewRecord("person_name")
	row.Set("person", model.RefValue(id))
	row.Set("text", model.TextValue(name))
	return model.NewSnapshot(s.Schema, s.Case, append(records, row), s.Open), id
}

func TestEveryFieldOfEveryKind(t *testing.T) {
	for what, words := range map[string]string{
		"a name as it is recorded":    "Gʻulomjon Joʻrayev",
		"in Russian, declined":        "Гуломжона Джураева",
		"in Uzbek Cyrillic":           "Жўраевнинг",
		"in capitals, spelt by court": "DZHURAYEV",
		"inside a file name":          "scan_dzhurayev.pdf",
		"spaced":                      "Д ж у р а е в",
		"broken by a hyphen":          "Dzhu\u00ADra-\nyev",
		"as an address writes it":     "%D0%94%D0%B6%D1%83%D1%80%D0%B0%D0%B5%D0%B2",
	} {
		for mode, outside := range map[string]bool{"outside": true, "inside": false} {
			t.Run(what+", "+mode, func(t *testing.T) {
				snap, id := named(t, everywhere(t, words), "Gʻulomjon Joʻrayev")
				out, res := apply(t, snap, redact.Plan{Hidden: hide(id), Outside: outside})
				if len(res.Withheld) < 50 {
					t.Errorf("%d fields were changed", len(res.Withheld))
				}
				for where, v := range dump(out) { // without any of our own ways to find it
					if strings.Contains(v, words) {
						t.Errorf("the words are left in %s", where)
					}
				}
				for _, k := range out.Schema.Kinds() {
					for _, r := range out.OfKind(k.Name) {
						for _, p := range out.Schema.Check(r, out.Get) {
							if p.Code.Refused() && p.Code != model.NoRecord {
								t.Errorf("%s", p.Error())
							}
						}
					}
				}
			})
		}
	}
}

func TestFieldsOfANewerProgramGo(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	c.Set(id, "shoe_size", model.TextValue("44"))
	out, res := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id)})
	if get(t, out, id).Get("shoe_size") != "" || withheld(res, id, "shoe_size") != redact.UnknownField {
		t.Error("it is there")
	}
}

func TestWhatIsInternalStaysInside(t *testing.T) {
	snap := modeltest.Snapshot(exporttest.Schema(t))
	// The names of this case are words of the program; so only its shape is looked at.
	out, res, err := redact.Apply(t.Context(), snap, redact.Plan{Hidden: redact.Persons(snap, nil), Outside: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{"pseudonym", "issue", "exception", "profile", "deadline", "referral", "earlier_interview", "complaint", "bearing", "person_name", "identity_document"} {
		if len(out.OfKind(k)) != 0 {
			t.Errorf("records of kind %s are there", k)
		}
	}
	for _, k := range out.Schema.Kinds() {
		for _, f := range k.Fields {
			for _, r := range out.OfKind(k.Name) {
				if f.Sensitive && r.Get(f.Name) != "" {
					t.Errorf("%s.%s is there", k.Name, f.Name)
				}
			}
		}
	}
	for _, key := range []string{
		"case.team", "case.tags", "dossier.account", "consent.account", "consent.withhold", "custody.by", "custody.to", "evidence.file_name",
		"evidence.author", "evidence.received_from", "source.reliability", "citation.credibility", "person.occupation", "person.family",
	} {
		kind, field, _ := strings.Cut(key, ".")
		for _, r := range out.OfKind(kind) {
			if r.Get(field) != "" {
				t.Errorf("%s is there", key)
			}
		}
	}
	if len(out.OfKind("event")) != len(snap.OfKind("event")) || len(out.OfKind("act")) != len(snap.OfKind("act")) {
		t.Error("what happened is gone")
	}
	if len(res.Withheld) == 0 || len(res.Hidden) < len(snap.OfKind("person")) {
		t.Error("the log")
	}
}

func TestConsentFreesHealthAndPictures(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	c.Set(id, "health", model.TextValue("Hearing loss."))
	c.Set(id, "contact", model.TextValue("through his sister"))
	frees := func(person model.ID, purpose string) bool {
		return person == id && (purpose == "medical" || purpose == "pictures")
	}
	out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true, Frees: frees})
	if p := get(t, out, id); p.Text("health") == "" || p.Get("contact") != "" {
		t.Error("health is gone, or contact is not")
	}
	out, _ = apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true})
	if get(t, out, id).Get("health") != "" {
		t.Error("health is there")
	}
}

func TestWhoIsHidden(t *testing.T) {
	c := exporttest.NewCase(t)
	victim, free := c.Person("A Bobojonov", "victim"), c.Person("B Bekov", "victim")
	judge, lawyer, helper := c.Person("C Davlatov", "judge"), c.Person("D Ergashev", "lawyer"), c.Person("E Fozilov", "interpreter")
	nobody := c.Person("F Gulomov", "")
	both := c.Person("G Hamidov", "official")
	c.Add("participant", `{"case": %s, "person": %s, "role": "witness"}`, c.ID, both)
	crowd := c.Add("person", `{"kind": "group", "description": "six men in plain clothes"}`)
	snap := c.Snapshot()
	hidden := redact.Persons(snap, func(id model.ID, purpose string) bool { return id == free && purpose == "name" })
	for id, want := range map[model.ID]bool{victim: true, free: false, judge: false, lawyer: true, helper: true, nobody: true, both: true, crowd: false} {
		if _, is := hidden[id]; is != want {
			t.Errorf("%s: hidden %v", id, is)
		}
	}
	t.Run("lawyers and helpers are hidden with those they help", func(t *testing.T) {
		out, res := apply(t, snap, redact.Plan{Hidden: hide(victim), Outside: true})
		if out.Label(lawyer) != "[Lawyer 1]" || res.Hidden[helper].Why != redact.ByRule || out.Label(judge) != "C Davlatov" {
			t.Error("other names")
		}
		out, _ = apply(t, snap, redact.Plan{Hidden: hide(victim), Outside: true, Keep: map[string]bool{"lawyer": true}})
		if out.Label(lawyer) != "D Ergashev" {
			t.Error("a rule that the plan leaves out was applied")
		}
	})
}

func TestSomebodyAbsent(t *testing.T) {
	c := exporttest.NewCase(t)
	gone, stays := man(c), c.Person("Botir Aliyev", "victim")
	event := c.Add("event", `{"title": "x", "account": "Joʻrayev and Aliyev were beaten", "persons": [%s, %s]}`, gone, stays)
	act := c.Add("act", `{"event": %s, "type": "torture", "victim": %s}`, event, gone)
	other := c.Add("act", `{"event": %s, "type": "torture", "victim": %s}`, event, stays)
	c.Add("involvement", `{"act": %s, "who": %s}`, act, stays)
	interview := c.Add("interview", `{"interviewee": %s}`, gone)
	block := c.Add("block", `{"interview": %s, "original": "I am Dzhurayev"}`, interview)
	source := c.Add("source", `{"title": "Interview", "interview": %s}`, interview)
	c.Add("citation", `{"subject": %s, "source": %s, "block": %s}`, event, source, block)
	c.Add("citation", `{"subject": %s, "quote": "kept"}`, event)
	c.Add("relationship", `{"person": %s, "other": %s, "kind": "friend"}`, stays, gone)
	c.Add("injury", `{"person": %s, "kind": "scar"}`, gone)
	c.Add("detention", `{"person": %s}`, gone)
	c.Add("consent", `{"person": %s, "purpose": "court", "decision": "no"}`, gone)
	photo := c.Evidence("a.txt", []byte("a statement"), `"persons": [%s], "kind": "statement"`, gone)
	for mode, outside := range map[string]bool{"for readers outside": true, "for a court that knows the others": false} {
		t.Run(mode, func(t *testing.T) {
			out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: map[model.ID]redact.Hide{gone: {Why: redact.Withdrawn, Absent: true}}, Outside: outside})
			for kind, n := range map[string]int{
				"person": 1, "person_name": 1, "participant": 1, "act": 1, "involvement": 0, "interview": 0, "block": 0, "source": 0,
				"citation": 1, "relationship": 0, "injury": 0, "detention": 0, "consent": 0, "event": 1,
			} {
				if got := len(out.OfKind(kind)); got != n {
					t.Errorf("%d of kind %s", got, kind)
				}
			}
			e := get(t, out, event)
			if e.Text("account") != "[Name A] and Aliyev were beaten" || len(e.Refs("persons")) != 1 || get(t, out, other).Ref("victim") != stays {
				t.Error("the event")
			}
			if _, there := out.Get(photo); there {
				t.Error("what was received of somebody who is left out")
			}
			if out.Label(stays) != "Botir Aliyev" {
				t.Error("the other one has no name")
			}
		})
	}
}

func TestThePublishedAndTheInventedCase(t *testing.T) {
	b, err := os.ReadFile("../testdata/scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, snap := range append(exporttest.Samples(t), exporttest.Read(t, b, modeltest.Open)...) {
		out, res := apply(t, snap, redact.Plan{Hidden: redact.Persons(snap, nil), Outside: true})
		silent(t, res)
		for id := range res.Hidden {
			if _, there := out.Get(id); !there {
				t.Error("somebody hidden is gone with all that happened to them")
			}
		}
	}
}
