package journal

import "encoding/binary"

// Parts takes canonical parts off the front of bytes from anywhere: entries here,
// and what lies in a team folder. A number that is not written in its least form
// is a fault, and so is a length that reaches beyond the bytes; after a fault it
// only gives zeros and stays bad, so that whoever reads asks once, at the end.
// Nothing that it is told asks for memory that is not there.
type Parts struct {
	b   []byte
	bad bool
}

// PartsOf gives the parts of bytes.
func PartsOf(b []byte) Parts { return Parts{b: b} }

// Bad reports whether there was a fault.
func (r *Parts) Bad() bool { return r.bad }

// Fail says that there was one.
func (r *Parts) Fail() { r.bad, r.b = true, nil }

// Left gives how many bytes were not taken yet.
func (r *Parts) Left() int { return len(r.b) }

// Uint takes a number.
func (r *Parts) Uint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || n > 1 && r.b[n-1] == 0 { // a longer form of the same number
		r.Fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

// Count takes a number of things that take at least size bytes each, so that a
// hostile length asks for no memory.
func (r *Parts) Count(size uint64) uint64 {
	n := r.Uint()
	if n > uint64(len(r.b))/size {
		r.Fail()
		return 0
	}
	return n
}

// Take takes n bytes; they are those of the bytes that are read, and no copy.
// After a fault they are zeros, and at most 64.
func (r *Parts) Take(n uint64) []byte {
	if r.bad || n > uint64(len(r.b)) {
		r.Fail()
		return make([]byte, min(n, 64))
	}
	x := r.b[:n:n]
	r.b = r.b[n:]
	return x
}
