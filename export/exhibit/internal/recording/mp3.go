package recording

import (
	"bytes"
	"encoding/binary"
	"io"
	"time"
)

// frame is what the head of a frame of MPEG sound says.
type frame struct {
	perSecond int // samples
	samples   int // in a frame
	bits      int // in a second
	side      int // bytes before the note of a changing rate
}

// frameOf reads the head of a frame; the zero value for anything else.
func frameOf(b []byte) frame {
	if len(b) < 4 || b[0] != 0xFF || b[1]&0xE0 != 0xE0 {
		return frame{}
	}
	version, layer := b[1]>>3&3, b[1]>>1&3
	rate, bits := b[2]>>2&3, b[2]>>4
	if version == 1 || layer != 1 || rate == 3 || bits == 0 || bits == 15 {
		return frame{} // only layer III is what people call MP3
	}
	first := []int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	second := []int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
	f := frame{perSecond: []int{44_100, 48_000, 32_000}[rate], samples: 1152, bits: first[bits] * 1000, side: 32}
	mono := b[3]>>6 == 3
	if mono {
		f.side = 17
	}
	if version != 3 {
		f.samples, f.bits, f.side = 576, second[bits]*1000, 17
		f.perSecond /= 2
		if version == 0 {
			f.perSecond /= 2
		}
		if mono {
			f.side = 9
		}
	}
	return f
}

// mp3 reads how many frames there are, or works it out from the rate.
func mp3(r io.ReaderAt, size int64) time.Duration {
	from := int64(0)
	if b := at(r, 0, 10); len(b) == 10 && string(b[:3]) == "ID3" {
		from = 10 + (int64(b[6]&127)<<21 | int64(b[7]&127)<<14 | int64(b[8]&127)<<7 | int64(b[9]&127))
	}
	b := at(r, from, 8<<10)
	for i := range b {
		f := frameOf(b[i:])
		if f == (frame{}) {
			continue
		}
		rest := b[i:]
		for _, name := range []string{"Xing", "Info"} {
			if n := 4 + f.side; len(rest) >= n+12 && bytes.HasPrefix(rest[n:], []byte(name)) && rest[n+7]&1 != 0 {
				frames := binary.BigEndian.Uint32(rest[n+8:])
				return span(float64(frames)*float64(f.samples), float64(f.perSecond))
			}
		}
		return span(float64(size-from-int64(i))*8, float64(f.bits))
	}
	return 0
}
