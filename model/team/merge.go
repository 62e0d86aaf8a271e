package team

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// stops reports whether a failure is one of the whole pass: it was called off,
// the folder is gone, or the file cannot take anything now. Any other concerns
// what was being done, and the pass goes on with what is next.
func (p *pass) stops(err error) bool {
	return p.ctx.Err() != nil || slices.ContainsFunc(
		[]error{context.Canceled, context.DeadlineExceeded, ErrFolder, store.ErrFull, store.ErrInUse, store.ErrReadOnly},
		func(e error) bool { return errors.Is(err, e) })
}

// merge gives what came to the file.
func (p *pass) merge(came []*arrival, ours []journal.Stream) error {
	sources, _ := p.gather(came, ours)
	if files := p.newFiles(); len(files) > 0 && (len(sources) > 0 || p.offered != standOf(ours)) {
		if len(sources) == 0 {
			sources = append(sources, &source{p: p, parts: map[model.ID][]*arrival{}})
		}
		sources[len(sources)-1].files = files // once all records are there
	}
	var parts []*source
	for _, s := range sources {
		parts = append(parts, s.cut(p.atOnce)...)
		p.toMerge += s.entries()
	}
	for _, s := range parts {
		for _, st := range p.states {
			for _, c := range st.Certificates {
				s.certify(c)
			}
		}
		if err := p.mergeOne(s); err != nil {
			return err
		}
	}
	return nil
}

// mergeOne gives a source to the file. One that it does not take for a reason of
// its own is given in halves, down to the one stream or attachment that it is.
func (p *pass) mergeOne(s *source) error {
	report, err := p.db.Merge(p.ctx, s, store.Choice{Way: "folder", Step: p.sayMerged(s.entries())})
	if lost := p.notRead(s); lost != nil {
		return lost
	}
	if err == nil {
		p.doneMerging += s.entries()
		p.merged(s, report)
		return nil
	}
	if p.stops(err) {
		return cmp.Or(p.ctx.Err(), err)
	}
	a, b := s.halves()
	if b == nil {
		p.notMerged(s)
		return nil
	}
	if err := p.mergeOne(a); err != nil {
		return err
	}
	return p.mergeOne(b)
}

// sayMerged gives what hears how far a merge of n entries is, as a part of all that
// came.
func (p *pass) sayMerged(n int) func(done, total int) {
	return func(done, total int) {
		if p.toMerge == 0 { // attachments alone
			p.say("merge", done, total)
			return
		}
		p.say("merge", p.doneMerging+n*done/max(total, 1), p.toMerge)
	}
}

// halves parts a source: its streams, and then its attachments. The second is nil
// where there is but one of them.
func (s *source) halves() (a, b *source) {
	some := func(streams []journal.Stream, files map[journal.Attachment]string) *source {
		x := &source{p: s.p, streams: streams, parts: map[model.ID][]*arrival{}, certs: s.certs, files: files}
		for _, st := range streams {
			x.parts[st.ID] = s.parts[st.ID]
		}
		return x
	}
	switch n := len(s.streams); {
	case n > 0 && len(s.files) > 0:
		return some(s.streams, nil), some(nil, s.files)
	case n > 1:
		return some(s.streams[:n/2], nil), some(s.streams[n/2:], nil)
	case len(s.files) > 1:
		halves := [2]map[journal.Attachment]string{{}, {}}
		i := 0
		for a, name := range s.files {
			halves[i%2][a] = name
			i++
		}
		return some(nil, halves[0]), some(nil, halves[1])
	}
	return s, nil
}

// notRead notes what could not be read of a source when it was wanted: it is
// looked for again.
func (p *pass) notRead(s *source) error {
	for name, err := range s.lost {
		if err := p.failed(name, err); err != nil {
			return err
		}
		p.forget(name)
		p.unread(memberOfAny(name), name, p.tries[name].code)
	}
	return nil
}

// notMerged remembers packs that the file does not take, so that they do not
// stop every pass: see [pass.anew]. Those that could not be read are tried again
// as such.
func (p *pass) notMerged(s *source) {
	if len(s.lost) > 0 {
		return
	}
	for _, name := range s.files {
		p.problem(Unmerged, memberOf(name), name)
	}
	for _, parts := range s.parts {
		for _, a := range parts {
			for _, x := range append(a.twins, a) {
				x.seen.Doubt, x.seen.Refused = true, &refused{Program: p.program, At: p.now().UnixMilli(), Changed: x.changed()}
				p.memory.Packs[x.path] = x.seen
				p.problem(Unmerged, x.member, x.path)
			}
		}
	}
	p.remember = true
}

// refused is what is remembered of a pack that could not be taken in.
type refused struct {
	Program string `json:"p"` // the version
	At      int64  `json:"t"` // ms since 1970
	Changed int64  `json:"m"` // when the file last changed, in nanoseconds
}

// changed gives when a pack last changed in the folder; 0 where nobody knows.
func (a packAt) changed() int64 {
	if i, err := a.entry.Info(); err == nil {
		return i.ModTime().UnixNano()
	}
	return 0
}

// refusedAgain is how long a pack that could not be taken in is left alone when
// nothing has changed.
const refusedAgain = 24 * time.Hour

// anew reports whether a pack that is known is worth another look: it was in
// doubt, and a merge was taken back since to which it did not fit; or it could
// not be taken in, and the pack or the program is another one now, or a day has
// passed.
func (p *pass) anew(at packAt, s seen) bool {
	switch r := s.Refused; {
	case !s.Doubt:
		return false
	case p.undone != p.memory.Undone:
		return true
	case r == nil:
		return false
	default:
		since := p.now().Sub(time.UnixMilli(r.At))
		return r.Program != p.program || r.Changed != at.changed() || since < 0 || since >= refusedAgain
	}
}

// merged remembers what a source brought.
func (p *pass) merged(s *source, report store.MergeReport) {
	doubt := map[model.ID]bool{}
	for _, q := range report.Quarantine {
		doubt[q.Stream] = true
		if q.New {
			p.problem(Quarantined, "", "")
		}
	}
	for id, parts := range s.parts {
		for _, a := range parts {
			for _, x := range append(a.twins, a) {
				x.seen.Doubt = doubt[id]
				if !x.seen.Doubt {
					p.obey(x.orders)
				}
				p.memory.Packs[x.path] = x.seen
				p.entries[x.member] += int(x.last - x.first + 1)
			}
		}
	}
	p.remember = true
	if report.Nothing() {
		return
	}
	p.status.Came = append(p.status.Came, report)
	if p.news != nil {
		p.news(report)
	}
}

// newFiles gives the attachments that the folder has and the file has not. The
// file takes those that a record names, so that they are offered again when
// other records have come.
func (p *pass) newFiles() map[journal.Attachment]string {
	var out map[journal.Attachment]string
	for name, b := range p.memory.Bytes {
		a := journal.Attachment{SHA256: [32]byte(b.SHA256), Size: b.Size}
		if p.have[a.SHA256] || !p.lies[name] || !p.readable(memberOf(name)) {
			continue
		}
		if out == nil {
			out = map[journal.Attachment]string{}
		}
		out[a] = name
	}
	return out
}

// standOf says in short what the file has of all streams.
func standOf(ours []journal.Stream) [32]byte { return sha256.Sum256(encodeHoldings(holdingsOf(ours))) }
