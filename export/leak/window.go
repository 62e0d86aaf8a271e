package leak

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"guvoh/model/names"
)

// windows finds given bytes anywhere in a file, whatever the file is. It looks
// at every eight bytes; a map says which needles begin with them.
type windows struct {
	first   map[uint64][]needle
	maybe   []uint64 // a bit for each hash of eight bytes that begins one
	needles map[string]bool
}

type needle struct {
	secret int
	bytes  string
	whole  bool // no letter or figure may stand beside it: house 5 is not house 55
}

// window is how many bytes are looked at. Fewer would be found by chance in
// packed data.
const window = 8

const maybeBits = 20

func newWindows() *windows {
	return &windows{first: map[uint64][]needle{}, maybe: make([]uint64, 1<<maybeBits/64), needles: map[string]bool{}}
}

func hash(w uint64) uint64 { return w * 0x9E3779B97F4A7C15 >> (64 - maybeBits) }

func (w *windows) add(secret int, b []byte, whole bool) {
	if len(b) < window || w.needles[string(b)] {
		return
	}
	w.needles[string(b)] = true
	key := binary.LittleEndian.Uint64(b)
	w.first[key] = append(w.first[key], needle{secret, string(b), whole})
	h := hash(key)
	w.maybe[h/64] |= 1 << (h % 64)
}

// addText adds a text in every way in which bytes may say it. A whole one is not
// part of a longer one.
func (w *windows) addText(secret int, s string, everyWay, whole bool) {
	for i, b := range [][]byte{[]byte(s), inUTF16(s, binary.BigEndian), inUTF16(s, binary.LittleEndian)} {
		w.add(secret, b, whole && i == 0)
		if !everyWay {
			continue
		}
		h := hex.EncodeToString(b)
		w.add(secret, []byte(h), false)
		w.add(secret, []byte(strings.ToUpper(h)), false)
		for shift := range 3 { // as it stands after none, one or two bytes more
			e := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), b...))
			from := []int{0, 2, 3}[shift]
			to := len(e) - []int{0, 1, 1}[(len(b)+shift)%3]
			if to-from >= window {
				w.add(secret, []byte(e[from:to]), false)
			}
		}
	}
}

func inUTF16(s string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// addName adds the usual spellings of a name, as text has them.
func (w *windows) addName(secret int, name string) {
	for i, form := range names.Forms(name) {
		for _, s := range []string{form, titled(form), strings.ToUpper(form)} {
			w.addText(secret, s, i < 12, false)
		}
	}
}

// titled writes each word with a capital.
func titled(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		r := []rune(w)
		words[i] = strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	return strings.Join(words, " ")
}

// in finds the needles in data, once each secret.
func (w *windows) in(data []byte, hit func(secret, start, end int)) {
	if len(w.first) == 0 || len(data) < window {
		return
	}
	var found []int
	for i := 0; i+window <= len(data); i++ {
		key := binary.LittleEndian.Uint64(data[i:])
		h := hash(key)
		if w.maybe[h/64]&(1<<(h%64)) == 0 {
			continue
		}
		for _, n := range w.first[key] {
			if !slices.Contains(found, n.secret) && bytes.HasPrefix(data[i:], []byte(n.bytes)) && !(n.whole && inLonger(data, i, i+len(n.bytes))) {
				found = append(found, n.secret)
				hit(n.secret, i, i+len(n.bytes))
			}
		}
	}
}

// inLonger tells whether a letter or a figure stands beside a part of data.
func inLonger(data []byte, start, end int) bool {
	before, _ := utf8.DecodeLastRune(data[max(0, start-utf8.UTFMax):start])
	after, _ := utf8.DecodeRune(data[end:])
	return alnum(before) || alnum(after)
}
