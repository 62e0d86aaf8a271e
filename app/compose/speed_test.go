package compose_test

import (
	"strings"
	"testing"
)

// BenchmarkLook is how long it takes to say what is missing in a dossier of 400
// paragraphs, of which one has 20,000 words. It happens beside the typing.
func BenchmarkLook(b *testing.B) {
	m := newMatter(b, "echr-r39")
	for i := range 400 {
		n := 4
		if i == 200 {
			n = 1700
		}
		m.paragraph("irreversible", strings.Repeat("He may be handed over any day, see Annex 1, and nobody would hear. ", n))
	}
	m.exhibit("Order", "2014-01-01", 1, false)
	for range 300 {
		m.event("2014-06-01", "Abducted")
	}
	b.ResetTimer()
	for b.Loop() {
		m.look()
	}
}
