package redact_test

import (
	"strings"
	"testing"

	"guvoh/export/exhibit"
	"guvoh/export/exporttest"
	"guvoh/export/redact"
	"guvoh/model"
)

// A scan has no words that could be searched, so that only what the record says
// of it tells whom it shows.
func TestScansOfWhoIsHiddenStayBehind(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	other := c.Person("Botir Aliyev", "victim")
	scan := pngOf(t, halves(60, 60))
	scans := map[string]model.ID{}
	evidence := func(what string, n int, more string, ids ...model.ID) model.ID {
		scans[what] = c.Evidence(what+".png", append(scan[:len(scan):len(scan)], make([]byte, n)...), more, ids...)
		return scans[what]
	}
	c.Add("identity_document", `{"person": %s, "kind": "passport", "evidence": %s}`, id, evidence("a passport", 1, `"kind": "document"`))
	interview := c.Add("interview", `{"interviewee": %s, "recording": %s}`, id, evidence("notes of an interview", 2, ""))
	c.Add("source", `{"title": "said", "interview": %s, "evidence": %s}`, interview, evidence("minutes", 3, ""))
	statement := evidence("a statement by hand", 4, "")
	c.Add("source", `{"title": "written", "who": %s, "evidence": %s}`, id, statement)
	c.Add("consent", `{"person": %s, "purpose": "court", "decision": "yes", "evidence": %s}`, id, evidence("a form that was signed", 5, ""))
	evidence("its translation", 6, `"translation_of": %s`, statement)
	letter := c.Evidence("a letter of somebody named", append(scan[:len(scan):len(scan)], make([]byte, 7)...), `"persons": [%s]`, other)
	reader := exhibit.DecodeHere()
	defer reader.Close()
	out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Reader: reader})
	for what, e := range scans {
		if get(t, out, e).Text("sha256") != "" {
			t.Errorf("%s of somebody hidden is let through", what)
		}
	}
	if get(t, out, letter).Text("sha256") == "" {
		t.Error("what shows nobody hidden is withheld")
	}
}

// Two colleagues who each gave somebody the first word for a reader have given
// two people one word, once their files are brought together.
func TestTwoPeopleNeverHaveOneWord(t *testing.T) {
	c := exporttest.NewCase(t)
	a, b, third := man(c), c.Person("Botir Aliyev", "witness"), c.Person("Karim Sobirov", "witness")
	c.Add("pseudonym", `{"about": %s, "recipient": "press", "text": "[Name A]"}`, a)
	c.Add("pseudonym", `{"about": %s, "recipient": "press", "text": "[Name A]"}`, b)
	for _, hidden := range []map[model.ID]redact.Hide{hide(a, b, third), hide(b, third)} {
		out, _ := apply(t, c.Snapshot(), redact.Plan{Recipient: "press", Hidden: hidden, Outside: true})
		seen := map[string]bool{}
		for id := range hidden {
			if w := out.Label(id); seen[w] {
				t.Errorf("one word for two of %d people", len(hidden))
			} else {
				seen[w] = true
			}
		}
	}
}

func TestWhatWhoIsAbsentSaidInANoteIsAbsent(t *testing.T) {
	c := exporttest.NewCase(t)
	gone := man(c)
	c.Add("note", `{"kind": "testimony", "text": "They took me at night.", "speaker": %s}`, gone)
	c.Add("note", `{"kind": "testimony", "text": "Nobody knows."}`)
	out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: map[model.ID]redact.Hide{gone: {Why: redact.Withdrawn, Absent: true}}})
	if n := len(out.OfKind("note")); n != 1 {
		t.Errorf("%d notes", n)
	}
}

func TestTricksOfLetters(t *testing.T) {
	c := exporttest.NewCase(t)
	id := c.Add("person", `{"kind": "individual", "sex": "male", "birth": "12 May 1985", "contact": "+998 90 123 45 67"}`)
	c.Add("person_name", `{"person": %s, "text": "Karimov Anvar", "family": "Karimov", "given": "Anvar"}`, id)
	c.Add("identity_document", `{"person": %s, "number": "AA1234567"}`, id)
	for name, text := range map[string]string{
		"zero width":             "K\u200ba\u200br\u200bi\u200bm\u200bo\u200bv was there",
		"soft hyphens":           "Ka\u00adri\u00admov was there",
		"combining marks":        "K\u0332a\u0332r\u0332i\u0332m\u0332o\u0332v\u0332 was there",
		"wide letters":           "Ｋａｒｉｍｏｖ was there",
		"mathematical letters":   "𝐊𝐚𝐫𝐢𝐦𝐨𝐯 was there",
		"Cyrillic in Latin":      "Каrimоv was there",
		"hyphens between":        "K-a-r-i-m-o-v was there",
		"blanks between":         "K a r i m o v was there",
		"lines":                  "Kari-\nmov was there",
		"capitals":               "KARIMOV was there",
		"small letters":          "karimov was there",
		"word joiner":            "Kari\u2060mov was there",
		"variation selector":     "Ka\ufe0frimov was there",
		"Mongolian separator":    "Kari\u180emov was there",
		"grapheme joiner":        "Kari\u034fmov was there",
		"tag characters":         "Kari\U000e0020mov was there",
		"Hangul filler":          "Kari\u3164mov was there",
		"braille blank":          "Kari\u2800mov was there",
		"percent":                "https://x.example/%D0%9A%D0%B0%D1%80%D0%B8%D0%BC%D0%BE%D0%B2",
		"entities":               "&#75;&#97;&#114;&#105;&#109;&#111;&#118;",
		"hashtag":                "#FreeKarimov",
		"address of mail":        "karimov.anvar85@mail.example",
		"underscores":            "scan_karimov_1",
		"Arabic digits":          "born ١٢/٠٥/١٩٨٥",
		"Persian digits":         "passport AA ۱۲۳۴۵۶۷",
		"wide digits":            "passport AA １２３４５６７",
		"telephone without code": "call 90 123-45-67",
		"telephone, Arabic":      "call ٩٠ ١٢٣ ٤٥ ٦٧",
		"Roman month":            "12.V.1985",
		"passport, Cyrillic":     "паспорт АА1234567",
		"Georgian quote":         "„Karimov“",
		"apostrophe":             "Karimov's",
		"superscript":            "Karimov² was there",
		"circled":                "Ⓚⓐⓡⓘⓜⓞⓥ was there",
	} {
		t.Run(name, func(t *testing.T) {
			n := c.Add("note", `{"text": "x"}`)
			c.Set(n, "text", model.TextValue(text))
			out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true})
			got := get(t, out, n).Text("text")
			if got == text || strings.HasPrefix(got, text) {
				t.Error("it stays as it was")
			}
		})
	}
}

// The lists of courts are on the web: the number of a case is a name.
func TestTheNumberOfACaseDoesNotLeave(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	p := c.Add("proceeding", `{"kind": "criminal", "number": "1-1201-2101/567", "persons": [%s]}`, id)
	n := c.Add("note", `{"text": "See case No. 1-1201-2101/567 of the city court."}`)
	public, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true})
	if get(t, public, p).Text("number") != "" || strings.Contains(get(t, public, n).Text("text"), "2101") {
		t.Error("readers outside are told the number")
	}
	court, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id)})
	if get(t, court, p).Text("number") == "" {
		t.Error("the court is not told the number")
	}
}
