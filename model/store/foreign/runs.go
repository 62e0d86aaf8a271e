package foreign

import (
	"context"

	"guvoh/model"
	"guvoh/model/journal"
)

// runs cuts the streams into what lies between their holes.
func (g *Guest) runs(ctx context.Context, sessions []session) ([]journal.Stream, error) {
	holes, err := g.holes(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]journal.Stream, len(sessions))
	for i, s := range sessions {
		if s.Runs, err = g.between(ctx, s, holes[s.n]); err != nil {
			return nil, err
		}
		out[i] = s.Stream
		delete(holes, s.n)
	}
	if len(holes) > 0 { // of streams that are not there
		return nil, &Refused{BadRow}
	}
	return out, nil
}

func (g *Guest) holes(ctx context.Context) (map[int64][]hole, error) {
	out, count := map[int64][]hole{}, 0
	err := g.rows(ctx, askHoles, nil, func(body []byte) error {
		h, err := parse(body, readHole)
		if count++; err == nil && count > mostListed {
			err = &Refused{BadRow}
		}
		out[h.stream] = append(out[h.stream], h)
		return err
	})
	return out, err
}

// between gives the runs of a stream with these holes, in their order. A hole
// may not reach to the stream's head: of what lies there nothing is known.
func (g *Guest) between(ctx context.Context, s session, holes []hole) (runs []journal.Run, err error) {
	next := journal.Run{First: 1, Previous: journal.First(s.ID)}
	for _, h := range holes {
		if h.first < next.First || h.last >= s.head {
			return nil, &Refused{BadRow}
		}
		if h.first > next.First {
			next.Last, next.Signature = h.first-1, h.signature
			if next.Hash, err = g.hashBefore(ctx, s.ID, next, h); err != nil {
				return nil, err
			}
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

// hashBefore gives the chain's hash at the end of a run, which a hole follows.
// It stands with the newest entry there, and is counted on over what is bare
// behind that.
func (g *Guest) hashBefore(ctx context.Context, id model.ID, r journal.Run, h hole) ([32]byte, error) {
	hash, seq := r.Previous, r.First-1
	if at := uint64(h.before & (1<<seqBits - 1)); h.before>>seqBits == h.stream && at >= r.First {
		hash, seq = [32]byte(h.hashBefore), at
	}
	if seq == r.Last {
		return hash, nil
	}
	err := g.links(ctx, h.stream, seq+1, r.Last, func(l journal.Link) error {
		if seq++; l.Body != nil || l.Seq != seq {
			return &Refused{BadRow}
		}
		hash = journal.Chain(hash, id, seq, l.Committed)
		return nil
	})
	if err == nil && seq != r.Last {
		err = &Refused{BadRow}
	}
	return hash, err
}
