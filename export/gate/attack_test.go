package gate_test

import (
	"testing"

	"guvoh/export/exporttest"
)

func TestConsentsThatAreHardToRead(t *testing.T) {
	for name, c := range map[string]struct{ fields, want string }{
		"until before a day that is past has run out":       {`"decision": "yes", "expires": "before 1 May 2025"`, "consent_expired"},
		"until before a day that is to come may have":       {`"decision": "yes", "expires": "before 1 May 2027"`, "consent_expired"},
		"until a day nobody knows is to be asked":           {`"decision": "yes", "expires": "unknown"`, "consent_expired"},
		"until after a day that is to come holds":           {`"decision": "yes", "expires": "after 1 May 2027"`, ""},
		"for all but this court does not hold":              {`"decision": "yes", "recipients": "everybody except the European Court of Human Rights"`, "consent_limited"},
		"not for this court does not hold":                  {`"decision": "yes", "recipients": "not the European Court of Human Rights"`, "consent_limited"},
		"not for it, in Russian, does not hold":             {`"decision": "yes", "recipients": "всем, кроме: Европейский суд по правам человека"`, "consent_limited"},
		"not for it, in Uzbek, does not hold":               {`"decision": "yes", "recipients": "Yevropa inson huquqlari sudi: European Court of Human Rights emas"`, "consent_limited"},
		"for it, and not for another, is looked at":         {`"decision": "yes", "recipients": "European Court of Human Rights, not the press"`, "consent_limited"},
		"withdrawn before some day to come is withdrawn":    {`"decision": "yes", "withdrawn": "before 1 May 2027"`, "consent_withdrawn"},
		"withdrawn in words nobody can place is withdrawn":  {`"decision": "yes", "withdrawn": "unknown"`, "consent_withdrawn"},
		"given on a day nobody knows is given all the same": {`"decision": "yes", "given": "unknown"`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k := exporttest.NewCase(t)
			a := k.Person("Anvar Karimov", "applicant")
			k.Add("consent", `{"person": %s, "purpose": "court", `+c.fields+`}`, a)
			if got := codes(check(t, k, asks("court", "applicants"), says("Anvar Karimov was taken."))); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Whose no is not heard, since the document writes the name in another way, is
// in the document.
func TestWhoeverIsNamedInAnotherSpellingAppears(t *testing.T) {
	for _, text := range []string{
		"Dzhurayev was there.", "Джураева били.", "Жўраевни уришди.", "Joʻrayevning ukasi", "Г. Джураев", "JOʻRAYEV", "Gulomzhon Dzhuraev said so.",
	} {
		k := exporttest.NewCase(t)
		k.Person("Anvar Karimov", "applicant")
		w := k.Person("Gʻulomjon Joʻrayev", "witness")
		k.Add("consent", `{"person": %s, "purpose": "court", "decision": "yes", "withdrawn": "1 January 2026"}`, w)
		if got := codes(check(t, k, asks("court", "persons"), says(text))); got != "consent_missing hidden_withdrawn" && got != "hidden_withdrawn" {
			t.Errorf("a spelling is not heard: %q", got)
		}
	}
}
