package vault

import "strings"

// Bech32 (BIP 173) is how age writes its keys, and how we write the key by
// which somebody signs: letters that are hard to confuse, with a checksum that
// finds up to four wrong ones.

// bech32Letters stand for five bits each.
const bech32Letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32Sum gives the remainder of the checksum's polynomial.
func bech32Sum(prefix string, values []byte) uint32 {
	sum := uint32(1)
	add := func(v byte) {
		top := sum >> 25
		sum = (sum&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	for i := range len(prefix) {
		add(prefix[i] >> 5)
	}
	add(0)
	for i := range len(prefix) {
		add(prefix[i] & 31)
	}
	for _, v := range values {
		add(v)
	}
	return sum
}

// regroup parts the bits of b anew. What is left over is filled with zeros
// when there is room to be made, and must be zeros otherwise.
func regroup(b []byte, from, to uint, fill bool) (out []byte, ok bool) {
	acc, bits := uint32(0), uint(0)
	for _, v := range b {
		acc, bits = acc<<from|uint32(v), bits+from
		for bits >= to {
			bits -= to
			out = append(out, byte(acc>>bits&(1<<to-1)))
		}
	}
	if fill && bits > 0 {
		return append(out, byte(acc<<(to-bits)&(1<<to-1))), true
	}
	return out, fill || bits < from && acc&(1<<bits-1) == 0
}

// bech32 writes bytes behind a prefix.
func bech32(prefix string, b []byte) string {
	values, _ := regroup(b, 8, 5, true)
	sum := bech32Sum(prefix, append(values, make([]byte, 6)...)) ^ 1
	for i := range 6 {
		values = append(values, byte(sum>>(5*(5-i))&31))
	}
	var s strings.Builder
	s.WriteString(prefix + "1")
	for _, v := range values {
		s.WriteByte(bech32Letters[v])
	}
	return s.String()
}

// unbech32 reads what [bech32] wrote, in small letters.
func unbech32(prefix, text string) (b []byte, ok bool) {
	text, ok = strings.CutPrefix(text, prefix+"1")
	if !ok || len(text) < 6 {
		return nil, false
	}
	values := make([]byte, len(text))
	for i := range len(text) {
		at := strings.IndexByte(bech32Letters, text[i])
		if at < 0 {
			return nil, false
		}
		values[i] = byte(at)
	}
	if bech32Sum(prefix, values) != 1 {
		return nil, false
	}
	return regroup(values[:len(values)-6], 5, 8, false)
}
