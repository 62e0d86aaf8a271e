package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// asked100k is a file of 100,000 cases with a person, an event, an act, a
// detention and a deadline each, made once for all benchmarks of questions;
// GUVOH_BENCH_QUESTIONS keeps it from one run to the next.
type asked100k struct {
	path    string
	places  []model.Record // a country, twenty cities, and in each twenty prisons
	officer []model.Record
}

var makeAsked = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "guvoh-questions") })

func asked(b *testing.B, cases int) asked100k {
	b.Helper()
	a := asked100k{path: os.Getenv("GUVOH_BENCH_QUESTIONS")}
	if a.path == "" {
		dir, err := makeAsked()
		if err != nil {
			b.Fatal(err)
		}
		a.path = filepath.Join(dir, "large.guvoh")
	}
	fixed := func(kind string, i int) model.Record {
		r := model.NewRecord(kind)
		r.ID = model.ID{byte(kind[1]), 1, byte(i >> 8), byte(i), 5, 6, 0x40, 8, 0x80}
		return r
	}
	for i := range 421 {
		p := fixed("place", i)
		p.Set("name", text(fmt.Sprintf("Place %d", i)))
		switch {
		case i > 20:
			p.Set("within", model.RefValue(a.places[1+(i-21)/20].ID))
		case i > 0:
			p.Set("within", model.RefValue(a.places[0].ID))
		}
		a.places = append(a.places, p)
	}
	for i := range 500 {
		o := fixed("person", i)
		o.Set("description", text(fmt.Sprintf("Officer %d", i)))
		a.officer = append(a.officer, o)
	}
	if keptWhole(b, a.path) {
		return a
	}
	db, err := store.Create(a.path, options(b))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	mustDo(b, db, "import", put(append(append([]model.Record{}, a.places...), a.officer...)...))
	for at := 0; at < cases; at += 2000 {
		mustDo(b, db, "import", func(tx *store.Tx) error {
			for i := at; i < min(at+2000, cases); i++ {
				if err := put(a.oneCase(i)...)(tx); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for left := 1; left > 0; {
		if left, err = db.ReadIn(context.Background(), 2*time.Second); err != nil {
			b.Fatal(err)
		}
	}
	return a
}

func month(i int) string {
	y, m := 2005+i%15, 1+i/15%12
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return string(model.DateValue(model.Date{
		Earliest: fmt.Sprintf("%d-%02d-01", y, m), Latest: fmt.Sprintf("%d-%02d-%02d", y, m, last), Precision: model.PrecisionMonth,
	}))
}

func (a asked100k) oneCase(i int) []model.Record {
	types := []string{"torture", "other_ill_treatment", "rape", "arbitrary_detention", "enforced_disappearance"}
	methods := [][]string{{"beating"}, {"falanga", "punching"}, {"head_down"}, {"baton", "suspension"}}
	place := a.places[21+i%400]
	c := record("case", "reference", fmt.Sprintf("UZ-%06d", i), "title", fmt.Sprintf("Case of person %d", i), "status", []string{"open", "open", "closed"}[i%3])
	p := record("person")
	n := record("person_name", "person", p, "text", fmt.Sprintf("Каримов Ислом %d", i))
	part := record("participant", "case", c, "person", p, "role", "victim")
	e := record("event", "cases", c, "title", "the arrest", "place", place)
	act := record("act", "event", e, "victim", p, "type", types[i%len(types)], "place", place,
		"account", "He was taken from his home in the evening and beaten in the corridor until he signed what he had not read.")
	act.Set("methods", model.ListValue(methods[i%len(methods)]...))
	inv := record("involvement", "act", act, "who", a.officer[i%500])
	det := record("detention", "cases", c, "person", p, "place", place)
	det.Set("from", model.Value(month(i)))
	if i%4 > 0 {
		det.Set("to", model.Value(month(i+15*(i%7))))
	}
	due := record("deadline", "cases", c, "title", "File the application", "status", []string{"open", "done"}[i%2])
	due.Set("due", model.Value(month(i)))
	out := []model.Record{c, p, n, part, e, act, inv, det, due}
	if i%5 > 0 {
		con := record("consent", "person", p, "purpose", "media", "decision", []string{"yes", "no"}[i%2])
		out = append(out, con)
	}
	if i%3 > 0 {
		out = append(out, record("citation", "subject", act, "quote", "as she told it"))
	}
	return out
}

// BenchmarkQuestions asks common questions of 100,000 cases: for the first screen
// of answers, and for all of them.
func BenchmarkQuestions(b *testing.B) {
	cases := 100_000
	if _, err := fmt.Sscan(os.Getenv("GUVOH_BENCH_CASES"), &cases); err != nil {
		cases = 100_000
	}
	a := asked(b, cases)
	db := mustOpen(b, a.path)
	acts := []question.Step{question.Rows("event", "cases"), question.Rows("act", "event")}
	of := func(c question.Condition) question.Question { return question.Question{Of: "case", Where: c} }
	persons := []question.Step{question.Rows("participant", "case"), question.To("person", "person")}
	for _, x := range []struct {
		name string
		q    question.Question
	}{
		{"all cases", of(nil)},
		{"open cases", of(question.Word{Field: "status", Words: []string{"open"}})},
		{"words in a case", of(question.Text{Field: "title", Words: "777*"})},
		{"act type and below", of(question.Linked{Path: acts, Where: question.Word{Field: "type", Words: []string{"sexual_violence"}, Below: true}})},
		{"same act, method and officer", of(question.Linked{Path: acts, Where: question.All{Of: []question.Condition{
			question.Word{Field: "methods", Words: []string{"beating"}, Below: true},
			question.Linked{Path: []question.Step{question.Rows("involvement", "act")}, Where: question.Points{Field: "who", Records: []model.ID{a.officer[4].ID}}},
		}}})},
		{"detained during May 2014", of(question.Linked{Path: []question.Step{question.Rows("detention", "cases")}, Where: question.During{
			From: "from", To: "to", How: question.Overlaps, In: question.Range{From: "2014-05", To: "2014-05"},
		}})},
		{"a prison in a city", of(question.Linked{Path: []question.Step{question.Rows("detention", "cases")}, Where: question.Points{
			Field: "place", Records: []model.ID{a.places[3].ID}, Below: true,
		}})},
		{"overdue", of(question.Linked{Path: []question.Step{question.Rows("deadline", "cases")}, Where: question.Overdue()})},
		{"an act without a source", of(question.Linked{Path: acts, Where: question.NoSource()})},
		{"no consent for the media", of(question.Linked{Path: persons, Where: question.Consent{Purpose: "media", States: []model.ConsentState{model.ConsentMissing}}})},
	} {
		for _, limit := range []int{50, 0} {
			name := x.name + ", first 50"
			if limit == 0 {
				name = x.name + ", all"
			}
			b.Run(name, func(b *testing.B) {
				n := 0
				for b.Loop() {
					got, err := db.Answer(ctx, x.q, 0, limit)
					if err != nil {
						b.Fatal(err)
					}
					n = len(got.Numbers)
				}
				b.ReportMetric(float64(n), "answers")
			})
		}
	}
}
