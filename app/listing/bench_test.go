package listing_test

import (
	"bytes"
	"fmt"
	"testing"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// BenchmarkAListForOthers makes the longest list that others get: 1,000 detentions
// of as many persons, who are in 200 cases, with three columns, beside the same
// list for ourselves.
func BenchmarkAListForOthers(b *testing.B) {
	h := open(b)
	families := []string{"Karimov", "Aliyev", "Umarov", "Saidov", "Tursunov", "Yusupov", "Nazarov", "Rahimov", "Ergashev", "Sobirov"}
	given := []string{"Aziz", "Bobur", "Dilshod", "Erkin", "Farhod", "Gulnora", "Hasan", "Ikrom", "Jasur", "Kamol"}
	if _, err := h.db.Do(ctx, "create", func(tx *store.Tx) error {
		place := record("place", map[string]model.Value{"name": text("Jaslyk"), "kind": text("prison")})
		if err := tx.Put(place); err != nil {
			return err
		}
		for i := range 200 {
			c := record("case", map[string]model.Value{"reference": text(fmt.Sprintf("2014/%d", i)), "title": text("A case")})
			all := []model.Record{c}
			for k := range 5 {
				n := i*5 + k
				p := record("person", map[string]model.Value{"kind": text("individual")})
				name := given[n%10] + " " + families[n/10%10] + string(rune('a'+n/100%26)) + string(rune('a'+n/2600))
				all = append(all, p,
					record("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": text(name)}),
					record("participant", map[string]model.Value{"case": model.RefValue(c.ID), "person": model.RefValue(p.ID), "role": text("victim")}),
					record("detention", map[string]model.Value{"cases": model.RefsValue(c.ID), "person": model.RefValue(p.ID), "place": model.RefValue(place.ID)}))
				if k > 2 {
					all = append(all, record("consent", map[string]model.Value{"person": model.RefValue(p.ID), "purpose": text("name"), "decision": text("yes")}))
				}
			}
			for _, r := range all {
				if err := tx.Put(r); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	for _, outside := range []bool{false, true} {
		b.Run(map[bool]string{false: "ourselves", true: "others"}[outside], func(b *testing.B) {
			for b.Loop() {
				l := h.list("en", question.Column{Field: "person"}, question.Column{Field: "place"}, question.Column{Field: "cases"})
				l.Question = question.Question{Of: "detention", Where: question.Filled{Field: "place"}, Columns: l.Question.Columns}
				l.Outside = outside
				r, err := l.Write(ctx, &bytes.Buffer{}, "csv", nil)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(r.Rows), "rows")
			}
		})
	}
}
