package listing_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guvoh/app/listing"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/question"
	"guvoh/model/store"
)

// apart puts two persons into the file, with all that rests on each, of whom the first
// said no to being named; without them it is as if they had never come.
func (h house) apart(t *testing.T, without bool) *modeltest.Apart {
	t.Helper()
	a := modeltest.NewApart(h.db.Schema())
	all := a.Records
	if without {
		all = a.Without(all)
	}
	for id, said := range map[model.ID]string{a.One: "no", a.Other: "yes", a.Lawyer: "yes"} {
		if !without || id != a.One {
			all = append(all, record("consent", map[string]model.Value{"person": model.RefValue(id), "purpose": text("name"), "decision": text(said)}))
		}
	}
	for _, terms := range []bool{true, false} { // a word before what uses it
		if _, err := h.db.Do(ctx, "create", func(tx *store.Tx) error {
			for _, r := range all {
				if (r.Kind == "term") == terms {
					if err := tx.Put(r); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// A list for others is that of a file to which who said no had never come.
func TestAListForOthersIsAsIfWhoSaidNoHadNeverCome(t *testing.T) {
	h, never := open(t), open(t)
	a := h.apart(t, false)
	never.apart(t, true)
	own := regexp.MustCompile("x_[0-9a-f]{32}") // words of the users' own; each file has others
	for _, k := range a.Schema.Kinds() {
		columns := []question.Column{{}}
		for _, f := range k.Fields {
			if !f.Custom && !f.Sensitive && f.Type != model.Position && f.Type != model.Mark {
				columns = append(columns, question.Column{Field: f.Name})
			}
		}
		lines := func(h house) ([]string, error) {
			l := h.list("en", columns...)
			l.Question.Of, l.Outside, l.Withhold = k.Name, true, true
			var b strings.Builder
			_, err := l.Write(ctx, &b, "csv", nil)
			all := strings.Split(own.ReplaceAllString(b.String(), "own"), "\n")
			slices.Sort(all)
			return all, err
		}
		got, err := lines(h)
		if errors.Is(err, listing.ErrInternal) {
			continue
		}
		t.Run(k.Name, func(t *testing.T) {
			want, wrong := lines(never)
			if err != nil || wrong != nil {
				t.Fatalf("%v, %v", err, wrong)
			}
			if !slices.Equal(got, want) {
				differ := slices.DeleteFunc(slices.Clone(got), func(s string) bool { return slices.Contains(want, s) })
				t.Errorf("%d lines, without them %d; %d are others", len(got), len(want), len(differ))
			}
			if strings.Contains(strings.Join(got, "\n"), modeltest.OfOne) {
				t.Error("words of theirs stand in it")
			}
		})
	}
}
