package journal_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
)

// An entry that names many ops does to them what as many entries would do.
func TestManyNamedOpsWeighAsMuchAsFew(t *testing.T) {
	own, gone := model.ID{1}, model.ID{3}
	number := func(id model.ID) uint64 { return uint64(id[0]) }
	dice := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		one, many := journal.NewState(), journal.NewState()
		all := func(journal.OpID) bool { return true }
		for seq := range uint64(40) {
			e := &journal.Entry{Lamport: seq, Ops: []journal.Op{{Field: string(rune('a' + seq%5)), Value: `"x"`}}}
			one.Apply(own, seq, e, all)
			many.Apply(own, seq, e, all)
		}
		var preds []journal.Pred
		for range 60 {
			p := journal.Pred{Op: journal.OpID{Stream: own, Seq: dice.Uint64N(45)}, Rel: journal.Relation(dice.IntN(3))}
			if dice.IntN(4) == 0 {
				p.Op.Stream = gone
			}
			preds = append(preds, p)
		}
		here := func(op journal.OpID) bool { return op.Stream == own && op.Seq < 40 }
		for _, p := range preds {
			one.Mark(&journal.Entry{Ops: []journal.Op{{Field: "z", Preds: []journal.Pred{p}}}}, here)
		}
		many.Mark(&journal.Entry{Ops: []journal.Op{{Field: "z", Preds: preds}}}, here)
		if !bytes.Equal(one.Encode(number), many.Encode(number)) {
			t.Fatal("they add up to another state")
		}
	}
}
