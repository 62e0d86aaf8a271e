package store

import "math/bits"

// bitset is a set of the file's own short numbers. A million of them take an
// eighth of a megabyte.
type bitset []uint64

func (s *bitset) add(n int64) {
	for int(n>>6) >= len(*s) {
		*s = append(*s, make([]uint64, max(64, len(*s)))...)
	}
	(*s)[n>>6] |= 1 << (n & 63)
}

func (s bitset) has(n int64) bool {
	return int(n>>6) < len(s) && s[n>>6]&(1<<(n&63)) != 0
}

func (s bitset) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls fn for every number, the smallest first, until it fails.
func (s bitset) each(fn func(n int64) error) error {
	for i, w := range s {
		for w != 0 {
			if err := fn(int64(i)<<6 | int64(bits.TrailingZeros64(w))); err != nil {
				return err
			}
			w &= w - 1
		}
	}
	return nil
}

func (s bitset) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// and gives what is in both.
func (s bitset) and(of bitset) bitset {
	out := make(bitset, min(len(s), len(of)))
	for i := range out {
		out[i] = s[i] & of[i]
	}
	return out
}

// or gives what is in one of both.
func (s bitset) or(of bitset) bitset {
	out := make(bitset, max(len(s), len(of)))
	copy(out, s)
	for i, w := range of {
		out[i] |= w
	}
	return out
}

// without gives what is in the first only.
func (s bitset) without(of bitset) bitset {
	out := make(bitset, len(s))
	copy(out, s)
	for i := range min(len(s), len(of)) {
		out[i] &^= of[i]
	}
	return out
}

// numbers gives all of them, the smallest first.
func (s bitset) numbers() []int64 {
	out := make([]int64, 0, s.count())
	_ = s.each(func(n int64) error { // which does not fail
		out = append(out, n)
		return nil
	})
	return out
}
