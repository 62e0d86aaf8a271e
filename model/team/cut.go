package team

import (
	"cmp"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// A merge holds the file until it is done, and whoever leaves a field waits for
// it. What comes by a folder, which nobody asked for, is given in parts of about
// so many entries, of which each takes a fraction of a second; a first pass with
// many years of work in no more than so many parts, since each is one more in
// the list of earlier merges.
const (
	usualAtOnce = 4000
	mostParts   = 24
)

// cut parts a source where that changes nothing of what is believed: between
// streams, and behind packs that bear a sound signature. What is proved only by
// what follows stays with that, however long it is. The attachments come with the
// last part, once all records are there.
func (s *source) cut(most int) []*source {
	all := s.entries()
	if all <= most {
		return []*source{s}
	}
	most = max(most, (all+mostParts-1)/mostParts)
	streams := slices.Clone(s.streams)
	slices.SortFunc(streams, func(a, b journal.Stream) int { // about as they were written, so that little waits for what it follows
		return cmp.Or(cmp.Compare(a.Started, b.Started), slices.Compare(a.ID[:], b.ID[:]))
	})
	var bins [][]*arrival
	room := 0
	for _, st := range streams {
		for _, some := range proofs(s.parts[st.ID]) {
			n := entriesIn(some)
			if len(bins) == 0 || n > room {
				bins, room = append(bins, nil), most
			}
			bins[len(bins)-1] = append(bins[len(bins)-1], some...)
			room -= n
		}
	}
	out := make([]*source, len(bins))
	for i, bin := range bins {
		out[i] = &source{p: s.p, parts: map[model.ID][]*arrival{}}
		for len(bin) > 0 {
			n := 1
			for n < len(bin) && bin[n].stream == bin[0].stream {
				n++
			}
			out[i].add(bin[:n:n])
			bin = bin[n:]
		}
	}
	out[len(out)-1].files = s.files
	return out
}

// proofs parts packs of one stream, in their order, behind those that prove
// themselves and what is before them. Whoever is a member can put any signature
// into a pack, so that each is looked at.
func proofs(packs []*arrival) (out [][]*arrival) {
	begun := 0
	for i, a := range packs {
		device := a.pack.Stream.Device
		if i == len(packs)-1 || len(device) > 0 && journal.Verify(device, a.run.Hash, a.run.Signature) {
			out = append(out, packs[begun:i+1])
			begun = i + 1
		}
	}
	return out
}

// entries counts what a source brings, as far as its packs say.
func (s *source) entries() (n int) {
	for _, packs := range s.parts {
		n += entriesIn(packs)
	}
	return n
}

func entriesIn(packs []*arrival) (n int) {
	for _, a := range packs {
		n += int(a.last - a.first + 1)
	}
	return n
}
