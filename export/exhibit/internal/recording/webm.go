package recording

import (
	"encoding/binary"
	"io"
	"math"
	"time"
)

// The elements that are looked for.
const (
	ebmlSegment  = 0x18538067
	ebmlInfo     = 0x1549A966
	ebmlScale    = 0x2AD7B1
	ebmlDuration = 0x4489
)

// webm reads the length in the head of a Matroska file.
func webm(r io.ReaderAt, size int64) (d time.Duration) {
	eachElement(r, 0, size, func(id uint64, from, to int64) bool {
		if id != ebmlSegment {
			return true
		}
		eachElement(r, from, to, func(id uint64, from, to int64) bool {
			if id != ebmlInfo {
				return true
			}
			d = webmInfo(r, from, to)
			return false
		})
		return false
	})
	return d
}

func webmInfo(r io.ReaderAt, from, to int64) time.Duration {
	scale, length := 1e6, 0.0
	eachElement(r, from, to, func(id uint64, from, to int64) bool {
		b := at(r, from, int(min(to-from, 8)))
		switch {
		case id == ebmlScale && len(b) > 0:
			n := uint64(0)
			for _, c := range b {
				n = n<<8 | uint64(c)
			}
			scale = float64(n)
		case id == ebmlDuration && len(b) == 4:
			length = float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
		case id == ebmlDuration && len(b) == 8:
			length = math.Float64frombits(binary.BigEndian.Uint64(b))
		}
		return true
	})
	return span(length*scale, 1e9)
}

// eachElement goes through the elements of a Matroska file until more is not
// wanted.
func eachElement(r io.ReaderAt, from, to int64, more func(id uint64, from, to int64) bool) {
	for range mostParts {
		b := at(r, from, 12)
		id, n := number(b, false)
		if n == 0 || from >= to {
			return
		}
		length, m := number(b[n:], true)
		if m == 0 {
			return
		}
		begin := from + int64(n+m)
		end := to
		if length != 1<<(7*m)-1 && length < uint64(max(to-begin, 0)) { // else it goes on to the end
			end = begin + int64(length)
		}
		if begin > to || !more(id, begin, end) {
			return
		}
		from = end
	}
}

// number reads a number of changing length; n is how many bytes it takes, 0 for
// none. The mark of the length is part of an id and not of a length.
func number(b []byte, unmarked bool) (v uint64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n = 1
	for b[0]<<(n-1)&0x80 == 0 {
		n++
	}
	if len(b) < n {
		return 0, 0
	}
	for _, c := range b[:n] {
		v = v<<8 | uint64(c)
	}
	if unmarked {
		v &= 1<<(7*n) - 1
	}
	return v, n
}
