package gate_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/model"
)

var at = time.Date(2026, time.March, 5, 14, 5, 0, 0, time.UTC)

// says is a document that says just that.
func says(words ...string) *doc.Document {
	d := &doc.Document{Title: "Document"}
	for _, s := range words {
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain(s)})
	}
	return d
}

// asks is a profile that asks for one consent.
func asks(purpose, of string) *profile.Profile {
	return &profile.Profile{
		ID: "test", Title: profile.Words{"en": "Test"}, Body: profile.Words{"en": "European Court of Human Rights", "ru": "Европейский суд по правам человека"},
		Consents: []profile.Consent{{Purpose: purpose, Of: of}},
	}
}

func check(t *testing.T, c *exporttest.Case, p *profile.Profile, d *doc.Document, change ...func(*gate.Input)) []export.Finding {
	t.Helper()
	s := c.Snapshot()
	in := gate.Input{Profile: p, Snapshot: s, Words: exporttest.Words(t, "en", s.Schema), At: at, Document: d}
	for _, f := range change {
		f(&in)
	}
	return gate.Check(in)
}

// codes gives the codes of findings, sorted.
func codes(all []export.Finding) string {
	var out []string
	for _, f := range all {
		out = append(out, string(f.Code))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestConsentOfAnApplicant(t *testing.T) {
	for name, c := range map[string]struct {
		consents []string // fields besides person and purpose
		want     string
	}{
		"without any is a warning":                    {nil, "consent_missing"},
		"given is nothing to say":                     {[]string{`"decision": "yes"`}, ""},
		"given until tomorrow holds":                  {[]string{`"decision": "yes", "expires": "6 March 2026"`}, ""},
		"given until today holds":                     {[]string{`"decision": "yes", "expires": "5 March 2026"`}, ""},
		"given until yesterday has run out":           {[]string{`"decision": "yes", "expires": "4 March 2026"`}, "consent_expired"},
		"given until some day of this year may have":  {[]string{`"decision": "yes", "expires": "2026"`}, "consent_expired"},
		"given tomorrow is not there yet":             {[]string{`"decision": "yes", "given": "6 March 2026"`}, "consent_missing"},
		"to be asked again is said":                   {[]string{`"decision": "ask_again"`}, "consent_ask"},
		"refused stops":                               {[]string{`"decision": "no"`}, "consent_refused"},
		"withdrawn stops":                             {[]string{`"decision": "yes", "withdrawn": "January 2026"`}, "consent_withdrawn"},
		"withdrawn on a day nobody knows stops":       {[]string{`"decision": "yes", "withdrawn": "unknown"`}, "consent_withdrawn"},
		"to be withdrawn later still holds":           {[]string{`"decision": "yes", "withdrawn": "1 May 2026"`}, ""},
		"refused and surely given later holds":        {[]string{`"decision": "no", "given": "2024"`, `"decision": "yes", "given": "2025"`}, ""},
		"refused and perhaps given later stops":       {[]string{`"decision": "no", "given": "2025"`, `"decision": "yes", "given": "May 2025"`}, "consent_refused"},
		"given and refused without dates stops":       {[]string{`"decision": "yes"`, `"decision": "no"`}, "consent_refused"},
		"withdrawn and surely given anew holds":       {[]string{`"decision": "yes", "given": "2020", "withdrawn": "2021"`, `"decision": "yes", "given": "2022"`}, ""},
		"run out and given anew holds":                {[]string{`"decision": "yes", "expires": "2020"`, `"decision": "yes"`}, ""},
		"for another purpose does not count":          {[]string{`"decision": "yes", "purpose": "media"`}, "consent_missing"},
		"that withholds something is to be looked at": {[]string{`"decision": "yes", "withhold": "the village"`}, "withhold"},
		"for this court holds":                        {[]string{`"decision": "yes", "recipients": "his lawyer; the European Court of Human Rights"`}, ""},
		"for this court, said in Russian, holds":      {[]string{`"decision": "yes", "recipients": "Европейский суд по правам человека"`}, ""},
		"for a court elsewhere does not":              {[]string{`"decision": "yes", "recipients": "the court in Tashkent"`}, "consent_limited"},
	} {
		t.Run(name, func(t *testing.T) {
			k := exporttest.NewCase(t)
			who := k.Person("Anvar Karimov", "victim")
			for _, fields := range c.consents {
				if !strings.Contains(fields, "purpose") {
					fields += `, "purpose": "court"`
				}
				k.Add("consent", `{"person": %s, `+fields+`}`, who)
			}
			found := check(t, k, asks("court", "applicants"), says("Anvar Karimov was beaten."))
			if got := codes(found); got != c.want {
				t.Fatalf("found %q, want %q", got, c.want)
			}
			for _, f := range found {
				if f.Person != who || f.Purpose != "court" {
					t.Errorf("it is about %s and %q", f.Person, f.Purpose)
				}
			}
		})
	}
	t.Run("of another case does not count", func(t *testing.T) {
		k := exporttest.NewCase(t)
		who := k.Person("Anvar Karimov", "victim")
		other := model.NewID()
		k.Add("consent", `{"person": %s, "cases": [%s], "purpose": "court", "decision": "yes"}`, who, other)
		if got := codes(check(t, k, asks("court", "applicants"), says())); got != "consent_missing" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("for this court does not hold for somebody else who gets the document", func(t *testing.T) {
		k := exporttest.NewCase(t)
		who := k.Person("Anvar Karimov", "victim")
		k.Add("consent", `{"person": %s, "purpose": "court", "decision": "yes", "recipients": "European Court of Human Rights"}`, who)
		found := check(t, k, asks("court", "applicants"), says(), func(in *gate.Input) { in.Recipient = "The Daily" })
		if got := codes(found); got != "consent_limited" {
			t.Errorf("found %q", got)
		}
	})
}

func TestConsentOfOthers(t *testing.T) {
	type made struct {
		k               *exporttest.Case
		victim, witness model.ID
	}
	begin := func(t *testing.T) made {
		k := exporttest.NewCase(t)
		return made{k, k.Person("Anvar Karimov", "victim"), k.Person("Dilshod Rahimov", "witness")}
	}
	about := func(found []export.Finding, who model.ID) string {
		var of []export.Finding
		for _, f := range found {
			if f.Person == who {
				of = append(of, f)
			}
		}
		return codes(of)
	}
	t.Run("whom the document does not name nobody asks", func(t *testing.T) {
		m := begin(t)
		if got := about(check(t, m.k, asks("court", "persons"), says("Anvar Karimov was beaten.")), m.witness); got != "" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("a name in another case of the language is seen", func(t *testing.T) {
		m := begin(t)
		m.k.Add("person_name", `{"person": %s, "text": "Дилшод Рахимов", "family": "Рахимов"}`, m.witness)
		for _, s := range []string{"Со слов Дилшода Рахимова", "Рахимову угрожали", "Told by DILSHOD RAHIMOV", "Dilshod and Rahimov", "Рахимов"} {
			if got := about(check(t, m.k, asks("court", "persons"), says(s)), m.witness); got != "consent_missing" {
				t.Errorf("%q: found %q", s, got)
			}
		}
		for _, s := range []string{"Рахимбаев", "Rahim"} {
			if got := about(check(t, m.k, asks("court", "persons"), says(s)), m.witness); got != "" {
				t.Errorf("%q: found %q", s, got)
			}
		}
	})
	t.Run("their entry in the document counts as their name", func(t *testing.T) {
		m := begin(t)
		d := says()
		d.Blocks = append(d.Blocks, &doc.Section{Title: "[Name A]", Anchor: "r-" + m.witness.String()})
		if got := about(check(t, m.k, asks("court", "persons"), d), m.witness); got != "consent_missing" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("their no hides them and stops nothing", func(t *testing.T) {
		m := begin(t)
		m.k.Add("consent", `{"person": %s, "purpose": "court", "decision": "no"}`, m.witness)
		found := check(t, m.k, asks("court", "persons"), says("Anvar Karimov and Dilshod Rahimov"))
		if got := about(found, m.witness); got != "hidden_refused" || export.Stopped(found) {
			t.Errorf("found %q, stops: %t", got, export.Stopped(found))
		}
		if hidden := gate.Hidden(found); len(hidden) != 1 || hidden[0] != m.witness {
			t.Errorf("hidden: %v", hidden)
		}
	})
	t.Run("who appears for what they did in office is not asked", func(t *testing.T) {
		m := begin(t)
		judge := m.k.Person("Olim Sodiqov", "judge")
		beat := m.k.Person("Botir Umarov", "")
		e := m.k.Add("event", `{"title": "Beating"}`)
		a := m.k.Add("act", `{"event": %s, "type": "torture", "victim": %s}`, e, m.victim)
		m.k.Add("involvement", `{"act": %s, "who": %s, "degree": "direct"}`, a, beat)
		unknown := m.k.Add("person", `{"kind": "unidentified", "description": "officer with a scar"}`)
		m.k.Add("participant", `{"case": %s, "person": %s, "role": "witness"}`, m.k.ID, unknown)
		d := says("Olim Sodiqov and Botir Umarov")
		d.Blocks = append(d.Blocks, &doc.Paragraph{Anchor: "r-" + unknown.String()})
		found := check(t, m.k, asks("court", "persons"), d)
		for _, id := range []model.ID{judge, beat, unknown} {
			if got := about(found, id); got != "" {
				t.Errorf("found %q", got)
			}
		}
	})
	t.Run("who is also a victim is asked", func(t *testing.T) {
		m := begin(t)
		both := m.k.Person("Olim Sodiqov", "alleged_perpetrator")
		m.k.Add("participant", `{"case": %s, "person": %s, "role": "victim"}`, m.k.ID, both)
		if got := about(check(t, m.k, asks("court", "persons"), says("Olim Sodiqov")), both); got != "consent_missing" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("the leave to use a name is not needed where no name is said", func(t *testing.T) {
		m := begin(t)
		p := asks("name", "persons")
		if got := about(check(t, m.k, p, says("Dilshod Rahimov")), m.witness); got != "consent_missing" {
			t.Errorf("found %q", got)
		}
		if got := codes(check(t, m.k, p, says("Dilshod Rahimov"), func(in *gate.Input) { in.Redacted = true })); got != "" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("whose words are printed is asked for them", func(t *testing.T) {
		m := begin(t)
		i := m.k.Add("interview", `{"interviewee": %s}`, m.witness)
		m.k.Add("block", `{"interview": %s, "original": "I heard how they beat him in the next room."}`, i)
		p := asks("testimony", "testimony")
		if got := about(check(t, m.k, p, says("A witness: “I heard how they beat him in the next room.”")), m.witness); got != "consent_missing" {
			t.Errorf("found %q", got)
		}
		if got := codes(check(t, m.k, p, says("Something was heard."))); got != "" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("who is seen on a picture is asked for it", func(t *testing.T) {
		m := begin(t)
		photo := m.k.Evidence("a.jpg", []byte("picture"), `"kind": "photograph", "persons": [%s]`, m.witness)
		sha := ""
		for _, e := range m.k.Snapshot().OfKind("evidence") {
			if e.ID == photo {
				sha = e.Text("sha256")
			}
		}
		d := says()
		d.Blocks = append(d.Blocks, &doc.Figure{SHA256: sha})
		if got := about(check(t, m.k, asks("pictures", "pictures"), d), m.witness); got != "consent_missing" {
			t.Errorf("found %q", got)
		}
		if got := codes(check(t, m.k, asks("pictures", "pictures"), says())); got != "" {
			t.Errorf("found %q", got)
		}
	})
	t.Run("whom an exhibit is about appears in it", func(t *testing.T) {
		m := begin(t)
		m.k.Evidence("letter.pdf", []byte("letter"), `"kind": "letter", "persons": [%s]`, m.witness)
		p := asks("court", "persons")
		p.Exhibits = &profile.Exhibits{Enclose: true}
		if got := about(check(t, m.k, p, says()), m.witness); got != "consent_missing" {
			t.Errorf("found %q", got)
		}
		p.Exhibits.Enclose = false
		if got := about(check(t, m.k, p, says()), m.witness); got != "" {
			t.Errorf("only listed, found %q", got)
		}
	})
	t.Run("of whose injuries the document tells is asked for that", func(t *testing.T) {
		m := begin(t)
		i := m.k.Add("injury", `{"person": %s, "account": "A scar on the left arm"}`, m.victim)
		d := says()
		d.Blocks = append(d.Blocks, &doc.Section{Anchor: "r-" + i.String()})
		if got := about(check(t, m.k, asks("medical", "medical"), d), m.victim); got != "consent_missing" {
			t.Errorf("found %q", got)
		}
	})
}

// Who said no is left out with all that rests on them, and so it is not their name by
// which they are found in a document.
func TestWhoSaidNoIsLeftOutThoughNobodyNamesThem(t *testing.T) {
	for name, c := range map[string]struct {
		asks     *profile.Profile
		consents []string
		want     string
	}{
		"to what is asked of all":                      {asks("name", "persons"), []string{`"purpose": "name", "decision": "no"`}, "hidden_refused"},
		"who took it back":                             {asks("name", "persons"), []string{`"purpose": "name", "decision": "yes", "withdrawn": "2025"`}, "hidden_withdrawn"},
		"to what the document is for":                  {asks("court", "applicants"), []string{`"purpose": "court", "decision": "no"`}, "hidden_refused"},
		"but not who was never asked":                  {asks("court", "applicants"), nil, ""},
		"nor who said no to something else":            {asks("court", "applicants"), []string{`"purpose": "media", "decision": "no"`}, ""},
		"nor who is in it for what they did in office": {asks("court", "applicants"), []string{`"purpose": "court", "decision": "no"`}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k := exporttest.NewCase(t)
			applicant := k.Person("Anvar Karimov", "applicant")
			role := "witness"
			if strings.Contains(name, "office") {
				role = "official"
			}
			other := k.Person("Dilshod Rahimov", role)
			for _, purpose := range []string{"court", "name"} {
				k.Add("consent", `{"person": %s, "purpose": "`+purpose+`", "decision": "yes"}`, applicant)
			}
			for _, said := range c.consents {
				k.Add("consent", `{"person": %s, `+said+`}`, other)
			}
			found := check(t, k, c.asks, says("Somebody was beaten in room 3."))
			if got := codes(found); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if out := gate.Absent(found); (len(out) == 1 && out[0] == other) != (c.want != "") {
				t.Errorf("%d are left out", len(out))
			}
		})
	}
}
