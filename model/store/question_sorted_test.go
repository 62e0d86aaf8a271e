package store_test

import (
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

func TestAnswersAreSortedAsPeopleReadInEveryScript(t *testing.T) {
	db := mustCreate(t)
	want := []string{"Aziz", "emoji", "İzmir", "Łódź", "Oʻktam", "zebra", "аз", "Ежи", "ёлка", "Ўктам", "Яна"}
	mustDo(t, db, "create", func(tx *store.Tx) error {
		for _, title := range []string{"Яна", "zebra", "аз", "İzmir", "Ўктам", "Aziz", "ёлка", "Oʻktam", "Ежи", "Łódź", "emoji"} {
			r := model.NewRecord("case")
			r.Set("title", text(title))
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	for name, limit := range map[string]int{"a page": 100, "all": 0} {
		for _, down := range []bool{false, true} {
			q := question.Question{Of: "case", Columns: []question.Column{{Field: "title"}}, Sort: []question.Order{{Column: question.Column{Field: "title"}, Descending: down}}}
			out, err := db.Answer(ctx, q, 0, limit)
			must(t, err)
			rows, err := db.AnswerRows(ctx, q, out.Numbers)
			must(t, err)
			var got []string
			for _, r := range rows {
				got = append(got, r.Cells[0].Values[0].Text())
			}
			if down {
				slices.Reverse(got)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q", name, got)
			}
		}
	}
}
