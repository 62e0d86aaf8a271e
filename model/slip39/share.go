package slip39

import (
	"fmt"
	"strings"
)

// Sizes of the parts of a share, in words of ten bits.
const (
	radix      = 10 // bits of a word
	headWords  = 4
	frameWords = headWords + checksumWords
	maxID      = 1<<15 - 1
)

// MinSecret is the size in bytes of the shortest secret that the standard
// allows: 128 bits, which nobody can try, and twenty words to write down.
const MinSecret = 16

// Share is one share of a secret. It is what its words say; the part that
// matters is kept to itself.
type Share struct {
	ID         int  // drawn for the whole set, 0 to 32767
	Extendable bool // other sets of the same secret may exist
	Exponent   int  // 0 to 15: joining takes 2 to that power times as long, a minute or more for 15

	// A secret may be split twice: among groups, and within each group. Most
	// sets have one group.
	Group          int // the group's number, counted from 1
	GroupThreshold int // how many groups are needed
	Groups         int // how many there are

	Index     int // which of its group's shares it is, counted from 1
	Threshold int // how many of them are needed; how many were made, no share tells

	value []byte
}

// Parse reads a share. Words may be cut to their first four letters or more,
// stand in capitals, and have anything between them that is no letter, such as
// line breaks or numbers.
//
// The first thing wrong is its error: a [WordError], a [LengthError], a
// [ChecksumError] or [ErrContents]. Up to three wrong words are always found,
// more are missed once in a thousand million times.
func Parse(share string) (Share, error) {
	words := strings.FieldsFunc(share, notLetter)
	indices := make([]uint16, len(words))
	for i, w := range words {
		n, ok := find(w)
		if !ok {
			return Share{}, &WordError{Number: i + 1}
		}
		indices[i] = n
	}
	valueBits := (len(indices) - frameWords) * radix
	if valueBits%16 > 8 || valueBits/16*2 < MinSecret || len(indices) > maxChecked {
		return Share{}, &LengthError{Words: len(indices)}
	}
	if !verify(indices) {
		return Share{}, &ChecksumError{Suspect: suspect(indices)}
	}
	return decode(indices)
}

// decode reads the fields of a share whose length and checksum are right.
func decode(indices []uint16) (Share, error) {
	var head uint64
	for _, n := range indices[:headWords] {
		head = head<<radix | uint64(n)
	}
	four := func(shift int) int { return int(head >> shift & 15) }
	s := Share{
		ID: int(head >> 25), Extendable: head>>24&1 == 1, Exponent: four(20),
		Group: four(16) + 1, GroupThreshold: four(12) + 1, Groups: four(8) + 1,
		Index: four(4) + 1, Threshold: four(0) + 1,
	}
	value, ok := unpack(indices[headWords : len(indices)-checksumWords])
	if !ok || s.GroupThreshold > s.Groups {
		return Share{}, ErrContents
	}
	s.value = value
	return s, nil
}

// indices gives the share in numbers of words, with its checksum.
func (s Share) indices() []uint16 {
	head := uint64(s.ID)<<25 | uint64(s.Exponent)<<20 |
		uint64(s.Group-1)<<16 | uint64(s.GroupThreshold-1)<<12 | uint64(s.Groups-1)<<8 |
		uint64(s.Index-1)<<4 | uint64(s.Threshold-1)
	if s.Extendable {
		head |= 1 << 24
	}
	var all []uint16
	for shift := 30; shift >= 0; shift -= radix {
		all = append(all, uint16(head>>shift&(1<<radix-1)))
	}
	return withChecksum(append(all, pack(s.value)...))
}

// Words gives the words of the share in full.
func (s Share) Words() []string { return spell(s.indices()) }

// Set gives the two words with which every share of the set begins. They tell
// sets apart and nothing of the secret.
func (s Share) Set() string { return strings.Join(s.Words()[:2], " ") }

// String names the share without telling it.
func (s Share) String() string { return fmt.Sprintf("share %d of the set %s", s.Index, s.Set()) }

// GoString is [Share.String], so that no way of printing tells the share.
func (s Share) GoString() string { return s.String() }

// SameSet reports whether two shares were made in one go, as far as they tell.
func (s Share) SameSet(o Share) bool {
	return s.ID == o.ID && s.Extendable == o.Extendable && s.Exponent == o.Exponent &&
		s.GroupThreshold == o.GroupThreshold && s.Groups == o.Groups && len(s.value) == len(o.value) &&
		(s.Group != o.Group || s.Threshold == o.Threshold)
}

// pack writes bytes as numbers of ten bits, with zero bits in front to fill the
// first.
func pack(value []byte) []uint16 {
	count := (len(value)*8 + radix - 1) / radix
	out := make([]uint16, 0, count)
	held := count*radix - len(value)*8 // bits in rest, the filling ones first
	rest := uint32(0)
	for _, b := range value {
		rest, held = rest<<8|uint32(b), held+8
		if held >= radix {
			held -= radix
			out = append(out, uint16(rest>>held))
			rest &= 1<<held - 1
		}
	}
	return out
}

// unpack reads the bytes of numbers of ten bits, as many pairs of bytes as they
// hold. It reports whether the bits in front of them are zero.
func unpack(indices []uint16) (value []byte, ok bool) {
	filling := len(indices) * radix % 16
	held := 0
	rest := uint32(0)
	clean := true
	for i, n := range indices {
		rest, held = rest<<radix|uint32(n), held+radix
		if i == 0 {
			clean = rest>>(radix-filling) == 0
			held -= filling
			rest &= 1<<held - 1
		}
		for held >= 8 {
			held -= 8
			value = append(value, byte(rest>>held))
			rest &= 1<<held - 1
		}
	}
	return value, clean
}
