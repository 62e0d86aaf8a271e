package recordform_test

import (
	"testing"

	"guvoh/app/recordform"
	"guvoh/model"
)

// BenchmarkOpen opens the form of a person in which all fields, the users' own
// too, hold something: what going from one record to the next costs.
func BenchmarkOpen(b *testing.B) {
	bench := newBench(b)
	var person model.ID
	for _, r := range bench.Fill() {
		if r.Kind == "person" {
			person = r.ID
			break
		}
	}
	f := bench.show(person, recordform.Options{})
	recordform.OpenAll(f, true)
	for b.Loop() {
		bench.show(person, recordform.Options{})
	}
	b.ReportMetric(float64(len(recordform.Fields(f))), "fields")
}

// BenchmarkKey types a letter into a field of that form.
func BenchmarkKey(b *testing.B) {
	bench := newBench(b)
	var person model.ID
	for _, r := range bench.Fill() {
		if r.Kind == "person" {
			person = r.ID
			break
		}
	}
	f := bench.show(person, recordform.Options{})
	o := recordform.FocusOf(f, "occupation")
	for b.Loop() {
		o.TypedRune('a')
	}
}
