package model_test

import (
	"testing"

	"guvoh/model"
)

func TestConsents(t *testing.T) {
	person, one, other := model.NewID(), model.NewID(), model.NewID()
	says := func(fields map[string]model.Value) model.Record {
		r := model.NewRecord("consent")
		r.Set("person", model.RefValue(person))
		r.Set("purpose", model.TextValue("lawyer"))
		for f, v := range fields {
			r.Set(f, v)
		}
		return r
	}
	date := func(s string) model.Value {
		d, err := model.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return model.DateValue(d)
	}
	yes, no := model.TextValue("yes"), model.TextValue("no")
	for name, c := range map[string]struct {
		said []model.Record
		want model.ConsentState
	}{
		"nothing said is missing":                            {nil, model.ConsentMissing},
		"a yes holds":                                        {[]model.Record{says(map[string]model.Value{"decision": yes})}, model.ConsentYes},
		"a yes to another purpose is missing":                {[]model.Record{says(map[string]model.Value{"decision": yes, "purpose": model.TextValue("media")})}, model.ConsentMissing},
		"a yes for another case is missing":                  {[]model.Record{says(map[string]model.Value{"decision": yes, "cases": model.RefsValue(other)})}, model.ConsentMissing},
		"a yes for this case among others holds":             {[]model.Record{says(map[string]model.Value{"decision": yes, "cases": model.RefsValue(other, one)})}, model.ConsentYes},
		"a yes with something to withhold is on a condition": {[]model.Record{says(map[string]model.Value{"decision": yes, "withhold": model.TextValue("the village")})}, model.ConsentCondition},
		"a yes to named recipients is limited":               {[]model.Record{says(map[string]model.Value{"decision": yes, "recipients": model.TextValue("the Court")})}, model.ConsentLimited},
		"a yes until yesterday has run out":                  {[]model.Record{says(map[string]model.Value{"decision": yes, "expires": date("4 March 2026")})}, model.ConsentExpired},
		"a no counts":                                        {[]model.Record{says(map[string]model.Value{"decision": no})}, model.ConsentRefused},
		"a yes taken back counts as no":                      {[]model.Record{says(map[string]model.Value{"decision": yes, "withdrawn": date("2025")})}, model.ConsentWithdrawn},
		"a no and a yes without dates are a no":              {[]model.Record{says(map[string]model.Value{"decision": yes}), says(map[string]model.Value{"decision": no})}, model.ConsentRefused},
		"a yes that is surely later than a no holds": {[]model.Record{
			says(map[string]model.Value{"decision": no, "given": date("2024")}), says(map[string]model.Value{"decision": yes, "given": date("2025")}),
		}, model.ConsentYes},
	} {
		t.Run(name, func(t *testing.T) {
			got, in := model.Consents{Records: c.said, Case: one, Today: "2026-03-05"}.On("lawyer")
			if got != c.want {
				t.Errorf("it is %q, not %q", got, c.want)
			}
			if (in.Kind == "consent") != (got != model.ConsentMissing) {
				t.Error("it stands in no record, or in one that says nothing")
			}
		})
	}
	t.Run("a no frees less than anything else", func(t *testing.T) {
		for _, s := range []model.ConsentState{model.ConsentYes, model.ConsentCondition, model.ConsentLimited, model.ConsentAsk, model.ConsentExpired, model.ConsentMissing} {
			if !model.ConsentRefused.Worse(s) || !model.ConsentWithdrawn.Worse(s) || s.No() || s.Worse(model.ConsentRefused) {
				t.Errorf("not for %q", s)
			}
		}
	})
}
