// Package recording reads how long a recording is.
//
// Its one job is that number, from the heads of the kinds of file that
// telephones and recorders write. No sound and no picture is decoded: what
// reads those in Go is kept by nobody, and what is kept is not Go.
//
// Rules: every read is bounded, and no number of the file is believed further
// than to look for the next one. A length that the file does not say plainly
// is zero.
package recording

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"time"
)

// longest is the longest recording whose length is believed.
const longest = 1000 * time.Hour

// kinds are the beginnings of files, and what reads the length of each.
var kinds = []struct {
	media string
	is    func(head []byte) bool
	read  func(r io.ReaderAt, size int64) time.Duration
}{
	{"audio/wav", riff("WAVE"), wav},
	{"video/x-msvideo", riff("AVI "), avi},
	{"audio/mp4", brand("M4A ", "M4B "), mp4},
	{"video/quicktime", brand("qt  "), mp4},
	{"video/3gpp", brand("3gp4", "3gp5", "3gp6", "3gpp", "3g2a"), mp4},
	{"video/mp4", func(h []byte) bool { return len(h) > 11 && string(h[4:8]) == "ftyp" }, mp4},
	{"audio/ogg", magic("OggS"), ogg},
	{"audio/flac", magic("fLaC"), flac},
	{"video/webm", magic("\x1A\x45\xDF\xA3"), webm},
	{"audio/amr", magic("#!AMR"), amr},
	{"audio/mpeg", func(h []byte) bool {
		return bytes.HasPrefix(h, []byte("ID3")) || len(h) > 3 && frameOf(h) != (frame{})
	}, mp3},
}

func magic(s string) func([]byte) bool {
	return func(h []byte) bool { return bytes.HasPrefix(h, []byte(s)) }
}

func riff(s string) func([]byte) bool {
	return func(h []byte) bool { return len(h) > 11 && string(h[:4]) == "RIFF" && string(h[8:12]) == s }
}

func brand(names ...string) func([]byte) bool {
	return func(h []byte) bool {
		if len(h) < 12 || string(h[4:8]) != "ftyp" {
			return false
		}
		for _, n := range names {
			if string(h[8:12]) == n {
				return true
			}
		}
		return false
	}
}

// Kind gives the media type of a recording from the first bytes of a file; ""
// for anything else.
func Kind(head []byte) string {
	for _, k := range kinds {
		if k.is(head) {
			return k.media
		}
	}
	return ""
}

// Length gives how long a recording is; 0 when its file does not say.
func Length(r io.ReaderAt, size int64) time.Duration {
	head := at(r, 0, 64)
	for _, k := range kinds {
		if k.is(head) {
			if d := k.read(r, size); d > 0 && d < longest {
				return d.Round(time.Millisecond)
			}
			return 0
		}
	}
	return 0
}

// at reads so many bytes, fewer at the end of the file.
func at(r io.ReaderAt, offset int64, n int) []byte {
	b := make([]byte, n)
	if offset < 0 {
		return nil
	}
	n, _ = r.ReadAt(b, offset)
	return b[:n]
}

// span gives the time that so many units take, of which so many make a second.
func span(units, perSecond float64) time.Duration {
	if perSecond <= 0 || units <= 0 {
		return 0
	}
	s := units / perSecond
	if math.IsNaN(s) || s > longest.Seconds() {
		return 0
	}
	return time.Duration(s * float64(time.Second))
}

// mostParts is how many parts of a file are looked at.
const mostParts = 10_000

// wav adds up the bytes of sound.
func wav(r io.ReaderAt, size int64) time.Duration {
	perSecond, sound := 0.0, int64(0)
	eachChunk(r, 12, size, func(name string, from, n int64) bool {
		switch b := at(r, from, 16); {
		case name == "fmt " && len(b) == 16:
			perSecond = float64(binary.LittleEndian.Uint32(b[8:]))
		case name == "data":
			sound = min(n, size-from)
		}
		return perSecond == 0 || sound == 0
	})
	return span(float64(sound), perSecond)
}

// avi multiplies the pictures by the time of each.
func avi(r io.ReaderAt, size int64) (d time.Duration) {
	eachChunk(r, 12, size, func(name string, from, n int64) bool {
		if name != "LIST" || string(at(r, from, 4)) != "hdrl" {
			return true
		}
		eachChunk(r, from+4, from+n, func(name string, from, n int64) bool {
			if b := at(r, from, 20); name == "avih" && len(b) == 20 {
				d = span(float64(binary.LittleEndian.Uint32(b))*float64(binary.LittleEndian.Uint32(b[16:])), 1e6)
			}
			return d == 0
		})
		return false
	})
	return d
}

// eachChunk goes through the parts of a RIFF file until more is not wanted.
func eachChunk(r io.ReaderAt, from, to int64, more func(name string, from, n int64) bool) {
	for range mostParts {
		b := at(r, from, 8)
		if len(b) < 8 || from >= to {
			return
		}
		n := int64(binary.LittleEndian.Uint32(b[4:]))
		if !more(string(b[:4]), from+8, n) {
			return
		}
		from += 8 + n + n&1
	}
}

// mp4 reads the head of the film.
func mp4(r io.ReaderAt, size int64) (d time.Duration) {
	eachBox(r, 0, size, func(name string, from, to int64) bool {
		if name != "moov" {
			return true
		}
		eachBox(r, from, to, func(name string, from, _ int64) bool {
			b := at(r, from, 32)
			if name != "mvhd" || len(b) < 32 {
				return true
			}
			if b[0] == 1 {
				d = span(float64(binary.BigEndian.Uint64(b[24:])), float64(binary.BigEndian.Uint32(b[20:])))
			} else {
				d = span(float64(binary.BigEndian.Uint32(b[16:])), float64(binary.BigEndian.Uint32(b[12:])))
			}
			return false
		})
		return false
	})
	return d
}

// eachBox goes through the parts of an MP4 file until more is not wanted.
func eachBox(r io.ReaderAt, from, to int64, more func(name string, from, to int64) bool) {
	for range mostParts {
		b := at(r, from, 16)
		if len(b) < 8 || from >= to {
			return
		}
		n, head := int64(binary.BigEndian.Uint32(b)), int64(8)
		switch {
		case n == 0:
			n = to - from
		case n == 1 && len(b) == 16:
			n, head = int64(binary.BigEndian.Uint64(b[8:])), 16
		}
		if n < head || n > to-from {
			n = to - from
		}
		if !more(string(b[4:8]), from+head, from+n) {
			return
		}
		from += n
	}
}

// ogg reads where the last page of the sound stands in time.
func ogg(r io.ReaderAt, size int64) time.Duration {
	head := at(r, 0, 128)
	perSecond, late := 0.0, 0.0
	if i := bytes.Index(head, []byte("\x01vorbis")); i >= 0 && len(head) >= i+16 {
		perSecond = float64(binary.LittleEndian.Uint32(head[i+12:]))
	}
	if i := bytes.Index(head, []byte("OpusHead")); i >= 0 && len(head) >= i+12 {
		perSecond, late = 48_000, float64(binary.LittleEndian.Uint16(head[i+10:]))
	}
	tail := at(r, max(size-64<<10, 0), 64<<10)
	i := bytes.LastIndex(tail, []byte("OggS\x00"))
	if i < 0 || len(tail) < i+14 {
		return 0
	}
	return span(float64(int64(binary.LittleEndian.Uint64(tail[i+6:])))-late, perSecond)
}

// flac reads the head of the stream.
func flac(r io.ReaderAt, _ int64) time.Duration {
	b := at(r, 8, 34)
	if len(b) < 18 {
		return 0
	}
	perSecond := binary.BigEndian.Uint32(b[10:]) >> 12
	all := binary.BigEndian.Uint64(b[10:]) & (1<<36 - 1)
	return span(float64(all), float64(perSecond))
}

// amr counts frames of a fiftieth of a second.
func amr(r io.ReaderAt, size int64) time.Duration {
	narrow := []int{13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1}
	wide := []int{18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1}
	lengths, from := narrow, int64(6)
	if string(at(r, 0, 9)) == "#!AMR-WB\n" {
		lengths, from = wide, 9
	}
	frames := 0
	buf, start := []byte(nil), int64(0)
	for from < size && frames < 50*3600*24 {
		if from >= start+int64(len(buf)) || buf == nil {
			if buf, start = at(r, from, 64<<10), from; len(buf) == 0 {
				break
			}
		}
		from += int64(lengths[buf[from-start]>>3&15])
		frames++
	}
	return span(float64(frames), 50)
}
