package model_test

import (
	"encoding/json"
	"testing"

	"guvoh/model"
)

// Most dates are read without a parser of JSON: that must not change what is read.
func TestADateIsReadAsJSON(t *testing.T) {
	for _, v := range []model.Value{
		`{"precision":"unknown","words":"in spring"}`, `{"words":"весной","precision":"unknown"}`,
		`{"earliest":"2014-05-01","latest":"2014-05-31","precision":"month"}`,
		`{"precision":"unknown","words":"a \"b\" \\ c"}`, `{"precision":"unknown","words":"a\u2028b"}`,
		`{ "precision":"unknown"}`, `{"precision":"unknown" }`, `{"precision":"unknown","words":"a","words":"b"}`,
		`{"precision":"unknown",}`, `{"precision"}`, `{"precision":}`, `{"precision":"unknown"}}`, `{"precision":"unknown"`,
		`{"precision":"unknown","more":"x"}`, `{"precision":"unknown","words":null}`, `{"precision":"unknown","words":1}`,
		`{}`, `{`, `}`, `{"`, `{"}`, `{"":""}`, `null`, `""`, `"x"`, `[]`, "{\"precision\":\"unknown\",\"words\":\"a\nb\"}",
		"{\"precision\":\"unknown\",\"words\":\"a\xffb\"}", `{"earliest":"2014-13-01","latest":"2014-05-31","precision":"month"}`,
		`{"precision":"unknown","words":"a"}{"precision":"unknown"}`, `{"precision":"unknown","words":"a}`,
	} {
		var want model.Date
		if json.Unmarshal([]byte(v), &want) != nil {
			want = model.Date{}
		}
		if got := v.Date(); got != want {
			t.Errorf("%s is read as %v, not %v", v, got, want)
		}
	}
	field := model.Field{Type: model.Partial}
	for v, want := range map[model.Value]bool{
		`{"precision":"unknown","words":"in spring"}`: true, `{"precision":"unknown","words":"a\"b"}`: true, `{"words":1}`: true, `{}`: true,
		`{ "precision":"unknown"}`: false, `{"precision":"unknown","words":"a}`: false, `"x"`: false, `{"a":"b"}}`: false,
	} {
		if got := field.Canonical(v); got != want {
			t.Errorf("%s: canonical %v", v, got)
		}
	}
}
