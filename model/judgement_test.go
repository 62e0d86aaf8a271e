package model_test

import (
	"testing"

	"guvoh/assets"
	"guvoh/model"
)

func TestJudgementID(t *testing.T) {
	id := func(s string) model.ID {
		id, err := model.ParseID(s)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	a, b := id("00112233-4455-4677-8899-aabbccddeeff"), id("ffeeddcc-bbaa-4988-b766-554433221100")
	t.Run("it is the same for the pair in either order, for ever", func(t *testing.T) {
		// Computed apart: printf 'guvoh judgement' with the two ids as bytes, sha256sum.
		if want := id("effc3730-7458-8e58-b86a-f5fb52f521a4"); model.JudgementID(a, b) != want || model.JudgementID(b, a) != want {
			t.Errorf("it is %s and %s", model.JudgementID(a, b), model.JudgementID(b, a))
		}
	})
	t.Run("another pair has another", func(t *testing.T) {
		seen := map[model.ID]bool{}
		for range 1000 {
			x := model.JudgementID(a, model.NewID())
			if seen[x] {
				t.Fatal("two pairs have one id")
			}
			seen[x] = true
			if x[6]>>4 != 8 || x[8]>>6 != 2 {
				t.Fatalf("%s is no UUID of version 8", x)
			}
		}
	})
	t.Run("a new judgement names both, and both colleagues make the same", func(t *testing.T) {
		x, y := model.NewJudgement(a, b), model.NewJudgement(b, a)
		if x.ID != y.ID || x.Ref("person") != y.Ref("person") || x.Ref("other") != y.Ref("other") || x.Ref("person") != a || x.Ref("other") != b {
			t.Error("they differ")
		}
		if x.Text("judgement") != "" {
			t.Error("it has an answer already")
		}
	})
	t.Run("nobody is judged against themselves", func(t *testing.T) {
		s, err := model.NewSchema(assets.Vocabularies)
		if err != nil {
			t.Fatal(err)
		}
		find := func(of model.ID) (model.Record, bool) { return model.Record{ID: of, Kind: "person"}, true }
		problems := s.Check(model.NewJudgement(a, a), find)
		refused := false
		for _, p := range problems {
			refused = refused || p.Field == "other" && p.Code == model.Loop
		}
		if !refused {
			t.Errorf("%d problems, none of which refuses it", len(problems))
		}
		for _, p := range s.Check(model.NewJudgement(a, b), find) {
			if p.Code.Refused() {
				t.Error(p)
			}
		}
	})
}
