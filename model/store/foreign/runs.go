package foreign

import (
	"context"

	"guvoh/model/journal"
)

// runs cuts the streams into what lies between their holes.
func (g *Guest) runs(ctx context.Context, sessions []session) ([]journal.Stream, error) {
	holes, err := list(ctx, g, askHoles, readHole)
	if err != nil {
		return nil, err
	}
	of := map[int64][]hole{}
	for _, h := range holes {
		of[h.stream] = append(of[h.stream], h)
	}
	out := make([]journal.Stream, len(sessions))
	for i, s := range sessions {
		if s.Runs, err = between(s, of[s.n]); err != nil {
			return nil, err
		}
		out[i] = s.Stream
		delete(of, s.n)
	}
	if len(of) > 0 { // holes in streams that are not there
		return nil, &Refused{BadRow}
	}
	return out, nil
}

// between gives the runs of a stream with these holes, in their order. A hole
// may not reach to the stream's head: of what lies there nothing is known.
func between(s session, holes []hole) (runs []journal.Run, err error) {
	next := journal.Run{First: 1, Previous: journal.First(s.ID)}
	for _, h := range holes {
		if h.first < next.First || h.last >= s.head {
			return nil, &Refused{BadRow}
		}
		if h.first > next.First {
			if h.before == nil {
				return nil, &Refused{BadRow}
			}
			next.Last, next.Hash, next.Signature = h.first-1, [32]byte(h.before), h.signature
			runs = append(runs, next)
		}
		next = journal.Run{First: h.last + 1, Previous: h.hash}
	}
	if s.head >= next.First {
		next.Last, next.Hash, next.Signature = s.head, s.hash, s.signature
		runs = append(runs, next)
	}
	return runs, nil
}
