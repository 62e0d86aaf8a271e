package model_test

import (
	"encoding/json"
	"strings"
	"testing"

	"guvoh/model"
)

// FuzzCanonicalText holds the short way of Canonical against the long one.
func FuzzCanonicalText(f *testing.F) {
	for _, s := range []string{"", "plain", "Каримов", "oʻ", "a\"b", "a\\b", "<b>&", "\u2028", "\ufffd", "\x7f", "\xff", "two\nlines"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := model.TextValue(s)
		if s != "" && !(model.Field{Type: model.Long}).Canonical(v) {
			t.Error("a text that we wrote is not canonical")
		}
		if s != "" && v.Text() != strings.ToValidUTF8(s, "\ufffd") {
			t.Error("another text is read than was written")
		}
		raw := model.Value(`"` + s + `"`)
		var read string
		err := json.Unmarshal([]byte(raw), &read)
		if err == nil && raw.Text() != read {
			t.Error("the short way reads another text")
		}
		if want := err == nil && read != "" && model.TextValue(read) == raw; (model.Field{Type: model.Text}).Canonical(raw) != want {
			t.Errorf("it is said to be canonical: %v", !want)
		}
	})
}

func TestCanonicalValues(t *testing.T) {
	for _, c := range []struct {
		of   model.Type
		v    model.Value
		want bool
	}{
		{model.Int, "7", true},
		{model.Int, "07", false},
		{model.Int, `"7"`, false},
		{model.Bool, "true", true},
		{model.Bool, "1", false},
		{model.Texts, `["a","b"]`, true},
		{model.Texts, `["a", "b"]`, false},
		{model.Texts, `[]`, false},
		{model.Ref, `"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90"`, true},
		{model.Ref, `"3F2B7C1E-0D4A-4A51-9B6E-2F8D1C5A7E90"`, false},
		{model.Ref, `"x"`, false},
		{model.Refs, `["3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90"]`, true},
		{model.Refs, `["x"]`, false},
		{model.Partial, `{"precision":"unknown","words":"in spring"}`, true},
		{model.Partial, `{"precision":"unknown","words":"in spring","more":1}`, true}, // of a newer program
		{model.Partial, `{ "words":"in spring"}`, false},
		{model.Partial, `"in spring"`, false},
		{model.Mark, model.PointValue(model.Point{X: .5, Y: .25}), true},
		{model.Mark, `[1,2]`, false},
	} {
		if got := (model.Field{Type: c.of}).Canonical(c.v); got != c.want {
			t.Errorf("a value of the type %s: %v", c.of, got)
		}
	}
}
