package journal_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// An entry is made anew when a value is erased, so that it must have one form
// only: the chain would break over any other.
func TestAnEntryHasOneSpelling(t *testing.T) {
	own, a, b := model.ID{1}, model.ID{2}, model.ID{3}
	e := journal.Entry{
		Action: model.ID{9}, Verb: "edit", At: time.UnixMilli(1), Lamport: 1, Record: model.ID{8}, Kind: "case",
		Ops: []journal.Op{{Field: "title", Value: `"x"`, Preds: []journal.Pred{
			{Op: journal.OpID{Stream: a, Seq: 1}}, {Op: journal.OpID{Stream: b, Seq: 1}}, {Op: journal.OpID{Stream: own, Seq: 1}},
		}}},
	}
	body := e.Encode(own)
	if _, _, err := journal.Decode(own, body); err != nil {
		t.Fatal(err)
	}
	verb := 1 + 3*16
	list := slices.Index(body[verb:], 2) + verb // the number of streams
	for name, other := range map[string][]byte{
		"a number in a longer form":      slices.Concat(body[:verb], []byte{body[verb] | 0x80, 0}, body[verb+1:]),
		"a stream that nobody names":     slices.Concat(body[:list], []byte{3}, body[list+1:list+33], make([]byte, 16), body[list+33:]),
		"a stream twice":                 slices.Concat(body[:list+17], body[list+1:list+17], body[list+33:]),
		"its own stream among others":    slices.Concat(body[:list+17], own[:], body[list+33:]),
		"streams in the order they like": bytesSwapped(body, list+33),
	} {
		if _, _, err := journal.Decode(own, other); !errors.Is(err, journal.ErrMalformed) {
			t.Errorf("%s is read: %v", name, err)
		}
	}
}

// bytesSwapped names the second stream first.
func bytesSwapped(body []byte, ops int) []byte {
	out := slices.Clone(body)
	at := ops + 1 + 1 + len("title") + 1 // of the stream of the first pred
	out[at], out[at+3] = 2, 1
	return out
}
