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
