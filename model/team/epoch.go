package team

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"filippo.io/age"

	"guvoh/model/pack"
	"guvoh/model/store"
)

// epoch is the circle of the members from one change of it to the next, as it
// is kept once it is believed. Its key lies among the keys.
type epoch struct {
	ID      pack.EpochID   `json:"id"`
	Number  uint64         `json:"number"`
	Before  []pack.EpochID `json:"before"` // all that its author knew of
	Author  string         `json:"author"`
	Members []string       `json:"members"` // sorted
	Gone    []gone         `json:"gone"`    // sorted
}

// gone says that somebody is in the circle no more. There is no way back: who
// joins again does so with new keys, and so under another id.
type gone struct {
	ID   string `json:"id"`
	Left bool   `json:"left,omitempty"` // by themselves
}

func (e epoch) has(id string) bool { return slices.Contains(e.Members, id) }

func (e epoch) lacks(id string) bool {
	return slices.ContainsFunc(e.Gone, func(g gone) bool { return g.ID == id })
}

func (e epoch) follows(o epoch) bool { return slices.Contains(e.Before, o.ID) }

// earlierKey is the key of an epoch.
type earlierKey struct {
	ID     pack.EpochID `json:"id"`
	Number uint64       `json:"number"`
	Key    []byte       `json:"key"`
}

// declaration is what the author of an epoch says of it.
type declaration struct {
	Format  int          `json:"guvoh_epoch"`
	Number  uint64       `json:"number"`
	Key     []byte       `json:"key"`
	Author  string       `json:"author"`
	At      int64        `json:"at"` // ms since 1970, as the author's machine claims
	Members []person     `json:"members"`
	Gone    []gone       `json:"gone"`
	Earlier []earlierKey `json:"earlier"`
}

const (
	epochFormat = 1
	epochMagic  = "GVEP\x01"
	epochSigned = "epoch\x00"
)

// The bounds of what is read.
const (
	largestEpoch = 32 << 20
	mostMembers  = 500
	mostEpochs   = 10_000  // whose keys are handed on
	highestEpoch = 1 << 40 // and no number is so far from the one before that they could be used up: see judge
	longestName  = 200
)

// statement is something that was signed, to the letter.
type statement struct {
	Said      []byte `json:"said"`
	Signature []byte `json:"signature"`
}

func (s statement) epochID() (id pack.EpochID) {
	sum := sha256.Sum256(append([]byte("guvoh epoch\x00"), s.Said...))
	copy(id[:], sum[:])
	return id
}

// opened is an epoch that was read, and is to be judged.
type opened struct {
	statement
	declaration
	id   pack.EpochID
	path string
}

func (o *opened) person(id string) (person, bool) {
	i := slices.IndexFunc(o.Members, func(p person) bool { return p.ID == id })
	if i < 0 {
		return person{}, false
	}
	return o.Members[i], true
}

// sealEpoch seals an epoch for its members.
func sealEpoch(w io.Writer, s statement, members []person) error {
	var to []age.Recipient
	for _, p := range members {
		r, err := age.ParseHybridRecipient(p.Recipient)
		if err != nil {
			return err
		}
		to = append(to, r)
	}
	z, err := age.Encrypt(w, to...)
	if err != nil {
		return err
	}
	if _, err := z.Write(slices.Concat([]byte(epochMagic), s.Signature, s.Said)); err != nil {
		return err
	}
	return z.Close()
}

// errNotForUs says that an epoch was not sealed for this device.
var errNotForUs = errors.New("it was not sealed for this device")

// openEpoch opens an epoch and looks whether it makes sense in itself.
func openEpoch(r io.Reader, me *age.HybridIdentity) (*opened, error) {
	plain, err := age.Decrypt(io.LimitReader(r, largestEpoch), me)
	if none := (*age.NoIdentityMatchError)(nil); errors.As(err, &none) {
		return nil, errNotForUs
	}
	if err != nil {
		return nil, pack.ErrSealed
	}
	b, err := io.ReadAll(plain)
	if err != nil {
		return nil, pack.ErrSealed
	}
	head := len(epochMagic) + 64
	if len(b) < head || string(b[:4]) != epochMagic[:4] {
		return nil, pack.ErrBroken
	}
	if string(b[:len(epochMagic)]) != epochMagic {
		return nil, pack.ErrNewer
	}
	o := &opened{statement: statement{Said: b[head:], Signature: b[len(epochMagic):head]}}
	if json.Unmarshal(o.Said, &o.declaration) != nil || o.Format < 1 {
		return nil, pack.ErrBroken
	}
	if o.Format > epochFormat {
		return nil, pack.ErrNewer
	}
	o.id = o.epochID()
	return o, o.sound()
}

// sound reports whether the parts of a declaration fit together.
func (o *opened) sound() error {
	if len(o.Key) != 32 || o.Number == 0 || o.Number > highestEpoch || len(o.Members) == 0 || len(o.Members) > mostMembers || len(o.Earlier) > mostEpochs {
		return pack.ErrBroken
	}
	ids := map[string]bool{}
	for _, p := range o.Members {
		if !p.sound() || ids[p.ID] || len(p.Name) > longestName {
			return pack.ErrBroken
		}
		ids[p.ID] = true
	}
	for _, g := range o.Gone {
		if ids[g.ID] || !isID(g.ID) {
			return pack.ErrBroken
		}
	}
	for _, k := range o.Earlier {
		if len(k.Key) != 32 || k.Number >= o.Number || k.ID == o.id {
			return pack.ErrBroken
		}
	}
	if !ids[o.Author] {
		return pack.ErrBroken
	}
	return nil
}

func (o *opened) signedBy(p person) bool {
	return store.VerifyForTeam(p.Device, append([]byte(epochSigned), o.Said...), o.Signature)
}

func (o *opened) epoch() epoch {
	e := epoch{ID: o.id, Number: o.Number, Author: o.Author, Gone: o.Gone}
	for _, p := range o.Members {
		e.Members = append(e.Members, p.ID)
	}
	for _, k := range o.Earlier {
		e.Before = append(e.Before, k.ID)
	}
	slices.Sort(e.Members)
	return e
}

// verdict is what becomes of an epoch that was read.
type verdict int

const (
	believed verdict = iota
	later            // what it follows has not come
	forged           // it is not signed by whom it must be
	shutOut          // its author was removed
)

// judge says whether an epoch is to be believed: it must follow one that is,
// and be signed by somebody who is a member of all of these that nothing
// follows, and who is not known to have been removed. Nobody who was removed
// comes back by it.
func (k *keep) judge(o *opened) verdict {
	e := o.epoch()
	var before []epoch
	for _, id := range e.Before {
		if b, ok := k.Epochs[id.String()]; ok {
			before = append(before, b)
		}
	}
	if len(before) == 0 {
		return later
	}
	author, known := k.People[o.Author]
	if !known {
		return later
	}
	if !o.signedBy(author) {
		return forged
	}
	for _, b := range before {
		if b.Number >= o.Number {
			return forged
		}
		for _, g := range b.Gone {
			if !e.lacks(g.ID) {
				return forged
			}
		}
		if last := !slices.ContainsFunc(before, func(x epoch) bool { return x.follows(b) }); last && !b.has(o.Author) {
			return later // it may have been let in by one that has not come
		}
	}
	if k.usesUp(o, before) {
		return forged
	}
	if _, out := k.gone()[o.Author]; out {
		return shutOut
	}
	return believed
}

// usesUp reports whether an epoch takes so many numbers, or names so many who are
// gone, that there would be no room for the next ones: nobody could remove its
// author then.
func (k *keep) usesUp(o *opened, before []epoch) bool {
	last := uint64(0)
	for _, b := range before {
		last = max(last, b.Number)
	}
	known, fresh := k.gone(), 0
	for _, g := range o.Gone {
		if _, ok := known[g.ID]; !ok {
			fresh++
		}
	}
	return o.Number > last+mostEpochs || fresh > mostMembers
}

// believe takes an epoch into what is kept.
func (k *keep) believe(o *opened) {
	e := o.epoch()
	k.Epochs[e.ID.String()] = e
	for _, p := range o.Members {
		if old, ok := k.People[p.ID]; ok && old.By != "" { // oneself has none before one is let in
			p.Name, p.By = old.Name, old.By
		}
		k.People[p.ID] = p
	}
	k.Keys[e.ID.String()] = earlierKey{e.ID, e.Number, o.Key}
	for _, x := range o.Earlier {
		if _, ok := k.Keys[x.ID.String()]; !ok && len(k.Keys) < mostEpochs {
			k.Keys[x.ID.String()] = x
		}
	}
	k.Newest = append(k.Newest, o.statement)
	newest := k.newest()
	k.Newest = slices.DeleteFunc(k.Newest, func(s statement) bool {
		return !slices.ContainsFunc(newest, func(e epoch) bool { return e.ID == s.epochID() })
	})
}

// declare makes the next epoch: the given circle under a fresh key, with the
// keys of all before it.
func (t *Team) declare(members []person, out []gone, at time.Time) (*opened, error) {
	d := declaration{Format: epochFormat, Number: 1, Author: t.keep.ID, At: at.UnixMilli(), Members: members, Gone: out, Key: make([]byte, 32)}
	if _, err := rand.Read(d.Key); err != nil {
		return nil, err
	}
	for _, k := range t.keep.Keys {
		d.Earlier = append(d.Earlier, k)
		d.Number = max(d.Number, k.Number+1)
	}
	slices.SortFunc(d.Earlier, func(a, b earlierKey) int { // those that are believed before those that somebody only names
		_, known := t.keep.Epochs[a.ID.String()]
		_, other := t.keep.Epochs[b.ID.String()]
		return cmp.Or(boolInt(other)-boolInt(known), bytes.Compare(a.ID[:], b.ID[:]))
	})
	d.Earlier = d.Earlier[:min(len(d.Earlier), mostEpochs)]
	slices.SortFunc(d.Members, func(a, b person) int { return bytes.Compare([]byte(a.ID), []byte(b.ID)) })
	slices.SortFunc(d.Gone, func(a, b gone) int { return bytes.Compare([]byte(a.ID), []byte(b.ID)) })
	said, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	s := statement{Said: said}
	if s.Signature, err = t.db.SignForTeam(append([]byte(epochSigned), said...)); err != nil {
		return nil, err
	}
	o := &opened{statement: s, declaration: d, id: s.epochID()}
	return o, o.sound()
}

// declaration reads a statement that was judged before.
func (s statement) declaration() (d declaration, err error) {
	err = json.Unmarshal(s.Said, &d)
	return d, err
}
