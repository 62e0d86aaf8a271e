// Package slip39 splits a secret into shares written as words, and joins them
// again, by the standard SLIP-0039 "Shamir's Secret-Sharing for Mnemonic Codes"
// (https://github.com/satoshilabs/slips/blob/master/slip-0039.md).
//
// Its one job is that standard, so that what we print on paper can be restored
// with other people's programs, too. Rules of the package:
//
//   - It reads the whole standard: groups, thresholds, both kinds of backup,
//     every iteration exponent. It writes only what Guvoh uses: one group, k of
//     n shares, a secret of 16 or 32 bytes, no passphrase.
//   - Any k shares give the secret, and k-1 tell nothing at all about it.
//   - No error and no [Share] that is printed holds a word of a share: errors
//     say which share and which word by number.
//   - What is computed with a secret takes the same steps and touches the same
//     memory whatever the secret is: multiplication in the field is shifts and
//     masks, without a table and without a branch (see mul). Only turning ten
//     bits into a word and back looks into the list of words, as it must.
//
// Standard library only.
package slip39

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// MaxShares is the greatest number of shares of one set.
const MaxShares = 16

// Split makes n shares of a secret of 16 or 32 bytes, any k of which give it
// back: each a line of 20 or 33 words. k is 1 where n is 1, else 2 to n, and n
// is at most [MaxShares]: the standard has no "any one of several", which would
// be copies of one share. Randomness comes from random, nil for the system's;
// its error is the only one besides those for numbers that are not allowed.
//
// The shares are marked as extendable (other sets of the same secret may be
// made later) and have the iteration exponent 0: iterations slow down guessing
// a passphrase, and there is none.
func Split(secret []byte, k, n int, random io.Reader) ([]string, error) {
	if len(secret) != 16 && len(secret) != 32 {
		return nil, fmt.Errorf("slip39: a secret of %d bytes; only 16 or 32 can be split", len(secret))
	}
	if k < 1 || k > n || n > MaxShares || k == 1 && n > 1 {
		return nil, fmt.Errorf("slip39: %d of %d shares cannot be made", k, n)
	}
	if random == nil {
		random = rand.Reader
	}
	var id [2]byte
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return nil, fmt.Errorf("slip39: no randomness: %w", err)
	}
	set := Share{ID: int(binary.BigEndian.Uint16(id[:]) & maxID), Extendable: true, Group: 1, GroupThreshold: 1, Groups: 1, Threshold: k}
	sealed, err := encrypt(secret, "", set)
	if err != nil {
		return nil, err
	}
	points, err := split(sealed, k, n, random)
	if err != nil {
		return nil, err
	}
	shares := make([]string, n)
	for i, p := range points {
		s := set
		s.Index, s.value = int(p.x)+1, p.y
		shares[i] = strings.Join(s.Words(), " ")
	}
	return shares, nil
}

// Combine joins shares and gives the secret. Their order does not matter, and
// there may be more than are needed: each must then agree with the others.
//
// It fails with a [ShareError], which holds an error of [Parse], [ErrOtherSet]
// or [ErrTwice], when it is one share's fault; with a [TooFewError]; or with
// [ErrDigest] when the shares are each sound but give no secret together.
func Combine(shares []string) ([]byte, error) { return combine(shares, "") }

// combine is Combine for a secret that has a passphrase besides.
func combine(words []string, passphrase string) ([]byte, error) {
	shares := make([]Share, len(words))
	for i, w := range words {
		s, err := Parse(w)
		if err == nil {
			err = fits(s, shares[:i])
		}
		if err != nil {
			return nil, &ShareError{Number: i + 1, Err: err}
		}
		shares[i] = s
	}
	if len(shares) == 0 {
		return nil, &TooFewError{Have: 0, Need: 1}
	}
	sealed, err := join(shares)
	if err != nil {
		return nil, err
	}
	return decrypt(sealed, passphrase, shares[0])
}

// fits tells whether a share may stand beside those before it.
func fits(s Share, before []Share) error {
	for _, b := range before {
		switch {
		case !s.SameSet(b):
			return ErrOtherSet
		case s.Group != b.Group || s.Index != b.Index:
		case string(s.value) == string(b.value):
			return ErrTwice
		default: // one number, two values: two sets drew the same identifier
			return ErrOtherSet
		}
	}
	return nil
}

// join gives the sealed secret of shares of one set: first the value of each
// group that has shares enough, then of these what is over all groups.
func join(shares []Share) ([]byte, error) {
	members := map[int][]point{}
	thresholds := map[int]int{}
	for _, s := range shares {
		members[s.Group] = append(members[s.Group], point{byte(s.Index - 1), s.value})
		thresholds[s.Group] = s.Threshold
	}
	var groups []point
	var short *TooFewError // the first group, by number, that has too few
	for g := 1; g <= MaxShares; g++ {
		have, need := len(members[g]), thresholds[g]
		switch {
		case have == 0:
		case have < need:
			if short == nil {
				short = &TooFewError{Have: have, Need: need}
			}
		default:
			value, err := recoverSecret(members[g], need)
			if err != nil {
				return nil, err
			}
			groups = append(groups, point{byte(g - 1), value})
		}
	}
	need := shares[0].GroupThreshold
	switch {
	case len(groups) >= need:
		return recoverSecret(groups, need)
	case short != nil:
		return nil, short
	}
	return nil, &TooFewError{Have: len(groups), Need: need, Groups: true}
}
