package leak

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"guvoh/model/names"
)

// windows finds given bytes anywhere in a file, whatever the file is. It looks
// at every eight bytes, and looks those up by which a needle begins. There are
// hundreds of needles for a name, and so they are kept close.
type windows struct {
	needles []needle // by their key, then as they were added, once ready
	rests   []byte   // what follows the first eight bytes of each
	maybe   []uint64 // a bit for each hash of eight bytes that begins one
	shift   int      // of a hash
	added   map[added]bool
	seed    maphash.Seed
}

type needle struct {
	key    uint64 // its first eight bytes
	rest   int    // where the others are in rests
	sum    uint32 // of the others: those that differ in it differ
	n      int32  // how many these are
	secret int32
	whole  bool // no letter or figure may stand beside it: house 5 is not house 55
}

// added is a text, or a name in all its spellings, of which there are needles: those
// who have the same name need no more.
type added struct {
	text                  string
	name, everyWay, whole bool
}

// window is how many bytes are looked at. Fewer would be found by chance in
// packed data.
const window = 8

func newWindows() *windows { return &windows{added: map[added]bool{}, seed: maphash.MakeSeed()} }

// once tells whether something is added for the first time.
func (w *windows) once(a added) bool {
	defer func() { w.added[a] = true }()
	return !w.added[a]
}

func (w *windows) add(secret int, b []byte, whole bool) {
	if len(b) < window {
		return
	}
	key, rest := binary.LittleEndian.Uint64(b), b[window:]
	w.needles = append(w.needles, needle{key, len(w.rests), uint32(maphash.Bytes(w.seed, rest)), int32(len(rest)), int32(secret), whole})
	w.rests = append(w.rests, rest...)
}

func (w *windows) restOf(n needle) []byte { return w.rests[n.rest : n.rest+int(n.n)] }

// ready prepares the needles, of which no more are added, for searching. Of those
// with the same bytes the first stays.
func (w *windows) ready() {
	slices.SortFunc(w.needles, func(a, b needle) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.sum, b.sum), cmp.Compare(a.n, b.n), compareAdded(a, b))
	})
	w.needles = slices.CompactFunc(w.needles, func(a, b needle) bool {
		return a.key == b.key && a.sum == b.sum && bytes.Equal(w.restOf(a), w.restOf(b))
	})
	for from, to := 0, 0; from < len(w.needles); from = to {
		for to = from; to < len(w.needles) && w.needles[to].key == w.needles[from].key; to++ {
		}
		slices.SortFunc(w.needles[from:to], compareAdded)
	}
	w.pack()
	w.added = nil
	const atLeast, spare = 20, 4 // bits: of sixteen windows that begin no needle one at most is looked up
	width := max(atLeast, bits.Len(uint(len(w.needles)))+spare)
	w.maybe, w.shift = make([]uint64, 1<<width/64), 64-width
	for _, n := range w.needles {
		h := w.hash(n.key)
		w.maybe[h/64] |= 1 << (h % 64)
	}
}

// pack lets go of what the needles do not need.
func (w *windows) pack() {
	size := 0
	for _, n := range w.needles {
		size += int(n.n)
	}
	rests := make([]byte, 0, size)
	for i, n := range w.needles {
		w.needles[i].rest = len(rests)
		rests = append(rests, w.restOf(n)...)
	}
	w.needles, w.rests = slices.Clone(w.needles), rests
}

// compareAdded puts needles in the order in which they were added. One that has no
// more than eight bytes has its place where that of the next begins.
func compareAdded(a, b needle) int {
	return cmp.Or(cmp.Compare(a.rest, b.rest), cmp.Compare(a.n, b.n), cmp.Compare(a.secret, b.secret))
}

func (w *windows) hash(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> w.shift }

// addText adds a text in every way in which bytes may say it. A whole one is not
// part of a longer one.
func (w *windows) addText(secret int, s string, everyWay, whole bool) {
	if !w.once(added{text: s, everyWay: everyWay, whole: whole}) {
		return
	}
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
	if !w.once(added{text: name, name: true}) {
		return
	}
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
	if len(w.needles) == 0 || len(data) < window {
		return
	}
	var found []int32
	for i := 0; i+window <= len(data); i++ {
		key := binary.LittleEndian.Uint64(data[i:])
		h := w.hash(key)
		if w.maybe[h/64]&(1<<(h%64)) == 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(w.needles, key, func(n needle, key uint64) int { return cmp.Compare(n.key, key) })
		for ; k < len(w.needles) && w.needles[k].key == key; k++ {
			n := w.needles[k]
			end := i + window + int(n.n)
			if !slices.Contains(found, n.secret) && bytes.HasPrefix(data[i+window:], w.restOf(n)) && !(n.whole && inLonger(data, i, end)) {
				found = append(found, n.secret)
				hit(int(n.secret), i, end)
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
