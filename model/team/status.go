package team

import (
	"cmp"
	"encoding/hex"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// tell fills in the status at the end of a pass.
func (p *pass) tell() error {
	s := &p.status
	s.Folder, s.At, s.Standing = p.keep.Folder, p.now(), p.keep.Standing
	s.Self = p.keep.self().card()
	s.Published.At = p.wrote
	p.tellWaiting()
	if p.keep.Standing != In {
		return nil
	}
	people, err := p.people()
	if err != nil {
		return err
	}
	want := p.keep.wanted(p.leavers())
	for _, x := range want.members {
		s.Members = append(s.Members, p.member(x, people))
	}
	slices.SortFunc(s.Members, func(a, b Member) int {
		return cmp.Or(cmp.Compare(boolInt(a.ID != p.keep.ID), boolInt(b.ID != p.keep.ID)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	p.tellRemoved()
	p.tellShutOut()
	return nil
}

// mostWaiting bounds who is shown as waiting: anybody can put a card there.
const mostWaiting = 50

func (p *pass) tellWaiting() {
	s := &p.status
	if p.keep.Standing == In {
		for id := range p.parts {
			if c, ok := p.cards[id]; ok && len(s.Waiting) < mostWaiting && p.admissible(id) {
				s.Waiting = append(s.Waiting, c.card())
			}
		}
		slices.SortFunc(s.Waiting, byID)
		return
	}
	for _, o := range p.invitations("") {
		a, _ := o.person(o.Author)
		if !slices.ContainsFunc(s.Inviters, func(c Card) bool { return c.ID == a.ID }) {
			s.Inviters = append(s.Inviters, a.card())
		}
	}
	slices.SortFunc(s.Inviters, byID)
	if len(s.Inviters) > 0 {
		s.Standing = Invited
	}
}

func byID(a, b Card) int { return cmp.Compare(a.ID, b.ID) }

// admissible reports whether somebody whose card lies in the folder can be let
// in: they are not in the circle, and were never shut out of it.
func (p *pass) admissible(id string) bool {
	_, out := p.keep.gone()[id]
	return !out && !p.keep.wanted(p.leavers()).has(id)
}

// invitations gives the epochs by which this device was let in, by one member
// or by anybody.
func (t *Team) invitations(author string) (out []*opened) {
	for _, o := range t.pending {
		a, ok := o.person(o.Author)
		_, in := o.person(t.keep.ID)
		if ok && in && a.ID != t.keep.ID && (author == "" || a.ID == author) && o.signedBy(a) {
			out = append(out, o)
		}
	}
	return out
}

// known is what is known of the people behind devices.
type known struct {
	cards map[string]store.Colleague // by their signing keys
	by    map[string][]string        // the signing keys that answer for a device
}

func (p *pass) people() (known, error) {
	k := known{map[string]store.Colleague{}, map[string][]string{}}
	cs, err := p.db.Colleagues(p.ctx)
	if err != nil {
		return k, err
	}
	for _, c := range cs {
		if old, there := k.cards[string(c.Signing)]; len(c.Signing) > 0 && (!there || old.Verified == 0) {
			k.cards[string(c.Signing)] = c
		}
	}
	certs, err := p.db.Certificates(p.ctx)
	if err != nil {
		return k, err
	}
	for _, s := range p.states {
		certs = append(certs, s.Certificates...)
	}
	for _, c := range certs {
		if c.Valid() {
			k.by[string(c.Device)] = append(k.by[string(c.Device)], string(c.Identity))
		}
	}
	return k, nil
}

// who gives the name of somebody, and how sure it is.
func (k known) who(x person, said string) (string, store.Trust) {
	name, trust := cmp.Or(said, x.Name), store.Unverified
	for _, id := range k.by[string(x.Device)] {
		if c, ok := k.cards[id]; ok {
			name = c.Name
			if c.Verified > 0 {
				return name, store.Verified
			}
		}
	}
	return name, trust
}

func (p *pass) member(x person, people known) Member {
	m := Member{Card: x.card(), AdmittedBy: x.By, Entries: p.entries[x.ID]}
	st := p.states[x.ID]
	said := ""
	if st != nil {
		said, m.Seen, m.Read = st.Name, time.UnixMilli(st.At), time.UnixMilli(st.Read)
	}
	m.Name, m.Trust = people.who(x, said)
	if x.ID == p.keep.ID {
		m.Name, m.Trust = cmp.Or(p.db.Author(), m.Name), store.Own
		m.Seen, m.Read = p.toldAt, p.now()
	}
	part := p.parts[x.ID]
	if part == nil {
		return m
	}
	for _, at := range part.packs {
		s, known := p.memory.Packs[at.path]
		if !known {
			m.Unread++
			continue
		}
		if t := time.UnixMilli(s.At); s.Own && s.At > 0 && t.After(m.Last) {
			m.Last = t
		}
	}
	return m
}

// tellRemoved counts what somebody wrote into the folder that is not read,
// since they were removed.
func (p *pass) tellRemoved() {
	for id, left := range p.keep.gone() {
		part := p.parts[id]
		if left || part == nil {
			continue
		}
		for _, at := range part.packs {
			if _, known := p.memory.Packs[at.path]; !known && !p.holds[at.stream].has(at.first, at.last) {
				p.problem(AfterRemoval, id, at.path)
			}
		}
	}
}

// spans are the parts of a stream that somebody has.
type spans [][2]uint64

func (s spans) has(first, last uint64) bool {
	for _, r := range s {
		if r[0] <= first && last <= r[1] {
			return true
		}
	}
	return false
}

// lacks counts the numbers from first to last that are in none of the parts.
func (s spans) lacks(first, last uint64) (out spans) {
	for _, r := range s {
		if r[1] < first || r[0] > last {
			continue
		}
		if r[0] > first {
			out = append(out, [2]uint64{first, r[0] - 1})
		}
		first = r[1] + 1
	}
	if first <= last {
		out = append(out, [2]uint64{first, last})
	}
	return out
}

// mostAwaited bounds what is listed.
const mostAwaited = 1000

// tellAwaited compares what others say they have with what is here.
func (p *pass) tellAwaited(ours []journal.Stream) {
	p.holds = map[model.ID]spans{}
	ends := map[model.ID]holding{}
	for _, h := range holdingsOf(ours) {
		p.holds[h.stream], ends[h.stream] = spans(h.runs), h
	}
	type missing struct {
		Awaited
		parts spans
	}
	all := map[model.ID]*missing{}
	for id, st := range p.states {
		if !p.readable(id) {
			continue
		}
		for _, h := range st.held {
			if e, ok := ends[h.stream]; ok && e.last == h.last && e.hash != h.hash {
				p.problem(Fork, id, hex.EncodeToString(h.stream[:]))
			}
			var lacks spans
			for _, r := range h.runs {
				lacks = append(lacks, p.holds[h.stream].lacks(r[0], r[1])...)
			}
			if len(lacks) == 0 {
				continue
			}
			m := all[h.stream]
			if m == nil {
				m = &missing{Awaited: Awaited{Stream: h.stream, Author: h.author, Since: time.UnixMilli(h.started)}}
				all[h.stream] = m
			}
			m.Holders = append(m.Holders, id)
			m.parts = append(m.parts, lacks...)
		}
	}
	for _, m := range all {
		m.Entries = m.parts.count()
		slices.Sort(m.Holders)
		p.status.Awaited = append(p.status.Awaited, m.Awaited)
	}
	slices.SortFunc(p.status.Awaited, func(a, b Awaited) int {
		return cmp.Or(b.Since.Compare(a.Since), slices.Compare(a.Stream[:], b.Stream[:]))
	})
	if len(p.status.Awaited) > mostAwaited {
		p.status.Awaited = p.status.Awaited[:mostAwaited]
	}
}

// count gives how many numbers there are in the parts, each counted once.
func (s spans) count() (n int) {
	slices.SortFunc(s, func(a, b [2]uint64) int { return cmp.Compare(a[0], b[0]) })
	next := uint64(0)
	for _, r := range s {
		if first := max(next, r[0]); first <= r[1] {
			n += int(r[1] - first + 1)
			next = r[1] + 1
		}
	}
	return n
}
