package journal_test

import (
	"reflect"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
)

func TestADecoderThatIsUsedAgain(t *testing.T) {
	own := model.ID{1}
	long := &journal.Entry{Verb: "edit", Kind: "case", Record: model.ID{2}, Lamport: 9}
	for i := range 300 { // more than it makes room for at first
		long.Ops = append(long.Ops, journal.Op{
			Field: "f" + string(rune('a'+i%26)), Value: model.TextValue("words"),
			Preds: []journal.Pred{{Op: journal.OpID{Stream: model.ID{byte(4 + i/100)}, Seq: uint64(i + 1)}}},
		})
	}
	bodies := [][]byte{sample(own).Encode(own), long.Encode(own), {1, 2, 3}, sample(own).Encode(own)}
	var d journal.Decoder
	for range 3 {
		d.Reset()
		got := make([]journal.Entry, len(bodies))
		for i, body := range bodies {
			var committed [32]byte
			var err error
			got[i], committed, err = d.Decode(own, body)
			_, want, wantErr := journal.Decode(own, body)
			if committed != want || err != wantErr {
				t.Errorf("entry %d: another hash, or %v and not %v", i, err, wantErr)
			}
		}
		for i, body := range bodies { // all of them stand until the next Reset
			if want, _ := journal.Read(own, body); string(want.Encode(own)) != string(got[i].Encode(own)) || len(want.Ops) != len(got[i].Ops) {
				t.Errorf("entry %d is another after those behind it were read", i)
			}
		}
	}
}

func TestAStateThatIsUsedAgain(t *testing.T) {
	own := model.ID{1}
	number := func(model.ID) uint64 { return 1 }
	all := func(journal.OpID) bool { return true }
	fill := func(s *journal.State, fields string) []byte {
		for i, f := range fields {
			op := journal.Op{Field: string(f), Value: `"x"`}
			if i > 1 {
				op.Preds = []journal.Pred{{Op: journal.OpID{Stream: own, Seq: uint64(i - 1)}}}
			}
			s.Apply(own, uint64(i), &journal.Entry{Lamport: uint64(i), Ops: []journal.Op{op}}, all)
		}
		return s.Encode(number)
	}
	used := journal.NewState()
	for _, fields := range []string{"aabbccaabb", "a", "", "cabcabcabbbb"} {
		used.Reset()
		if !reflect.DeepEqual(fill(used, fields), fill(journal.NewState(), fields)) {
			t.Errorf("%q adds up to another state", fields)
		}
	}
}
