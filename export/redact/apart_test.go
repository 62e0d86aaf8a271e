package redact_test

import (
	"strings"
	"testing"

	"guvoh/export/exporttest"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/modeltest"
)

// TestNothingIsLeftOfSomebodyAbsent asks for every kind of record and every way in
// which one can rest on somebody alone.
func TestNothingIsLeftOfSomebodyAbsent(t *testing.T) {
	a := modeltest.NewApart(exporttest.Schema(t))
	for mode, outside := range map[string]bool{"for readers outside": true, "for a court that knows the others": false} {
		t.Run(mode, func(t *testing.T) {
			out, res := apply(t, a.Snapshot(a.Case), redact.Plan{
				Hidden: map[model.ID]redact.Hide{a.One: {Why: redact.Withdrawn, Absent: true}}, Outside: outside,
			})
			for where, v := range dump(out) {
				if strings.Contains(v, modeltest.OfOne) {
					t.Errorf("words of theirs alone are in %s", where)
				}
			}
			for _, k := range out.Schema.Kinds() {
				for _, r := range out.OfKind(k.Name) {
					if why, theirs := a.Theirs[r.ID]; theirs {
						t.Errorf("there is %s", why)
					}
				}
			}
			internal := map[string]bool{
				"pseudonym": true, "judgement": true, "term": true, "person_name": true,
				"issue": outside, "exception": outside, "deadline": outside, "earlier_interview": outside, "referral": outside, "complaint": outside, "bearing": outside,
			}
			for _, r := range a.Records {
				_, theirs := a.Theirs[r.ID]
				if _, there := out.Get(r.ID); !there && !theirs && !internal[r.Kind] {
					t.Errorf("%s of others is gone", r.Kind)
				}
			}
			if len(res.Secrets) == 0 {
				t.Error("their name is not looked for")
			}
		})
	}
}
