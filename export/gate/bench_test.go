package gate_test

import (
	"fmt"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/gate"
)

// A case of many people must not make whoever types wait.
func BenchmarkCheckOfALargeCase(b *testing.B) {
	k := exporttest.NewCase(b)
	var words []string
	for i := range 500 {
		name := fmt.Sprintf("Anvar%c Karim%cov", 'a'+i%26, 'a'+i/26)
		id := k.Person(name, "victim")
		k.Add("consent", `{"person": %s, "purpose": "court", "decision": "yes"}`, id)
		words = append(words, name+" was held. "+strings.Repeat("Nothing more is known of him. ", 40))
	}
	s := k.Snapshot()
	d := says(words...)
	d.Blocks = append(d.Blocks, &doc.Section{Title: "End"})
	in := gate.Input{Profile: asks("court", "persons"), Snapshot: s, Words: exporttest.Words(b, "en", s.Schema), At: at, Document: d}
	for b.Loop() {
		gate.Check(in)
	}
}

// Nor must a case of many people of whom the document names nobody.
func BenchmarkCheckOfManyWhoDoNotAppear(b *testing.B) {
	k := exporttest.NewCase(b)
	k.Person("Anvar Karimov", "applicant")
	for i := range 200 {
		k.Person(fmt.Sprintf("Sherzod%c Turs%cunov", 'a'+i%26, 'a'+i/26), "witness")
	}
	s := k.Snapshot()
	var words []string
	for range 500 {
		words = append(words, strings.Repeat("Nothing more is known of what happened to Karimov in the city on that day. ", 20))
	}
	in := gate.Input{Profile: asks("court", "persons"), Snapshot: s, Words: exporttest.Words(b, "en", s.Schema), At: at, Document: says(words...)}
	for b.Loop() {
		gate.Check(in)
	}
}
