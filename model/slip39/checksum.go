package slip39

// The checksum is RS1024: a Reed-Solomon code over GF(1024) with three words to
// check with, over the customization string of the kind of backup and all
// words. It finds any three wrong words.

const (
	checksumWords = 3
	maxChecked    = 1023 // words that one such code can watch over
	extendableBit = 1 << 4
)

// rs1024 is the remainder of the code's polynomial division.
func rs1024(customization string, words []uint16) uint32 {
	generator := [radix]uint32{
		0xE0E040, 0x1C1C080, 0x3838100, 0x7070200, 0xE0E0009,
		0x1C0C2412, 0x38086C24, 0x3090FC48, 0x21B1F890, 0x3F3F120,
	}
	sum := uint32(1)
	step := func(v uint32) {
		top := sum >> 20
		sum = sum&0xFFFFF<<10 ^ v
		for i, g := range generator {
			sum ^= g & -(top >> i & 1)
		}
	}
	for i := range len(customization) {
		step(uint32(customization[i]))
	}
	for _, w := range words {
		step(uint32(w))
	}
	return sum
}

// customization is the string that keeps the two kinds of backup apart; the
// second word tells which kind it is.
func customization(words []uint16) string {
	if words[1]&extendableBit != 0 {
		return "shamir_extendable"
	}
	return "shamir"
}

func verify(words []uint16) bool { return rs1024(customization(words), words) == 1 }

// withChecksum appends the checksum of words.
func withChecksum(words []uint16) []uint16 {
	all := append(words[:len(words):len(words)], 0, 0, 0)
	sum := rs1024(customization(all), all) ^ 1
	for i := range checksumWords {
		all[len(words)+i] = uint16(sum >> (radix * (checksumWords - 1 - i)) & (1<<radix - 1))
	}
	return all
}

// suspect gives the number of the one word, counted from 1, that could be
// changed so that the checksum is right; zero for none. There is never a second
// one: sound shares differ in four words or more.
//
// The remainder is linear: what a changed bit does to it depends on where the
// bit is and on nothing else, so that ten trials tell for a word what each of
// its 1023 changes would do.
func suspect(words []uint16) int {
	tried := append([]uint16(nil), words...)
	wrong := rs1024(customization(words), words)
	for i := range tried {
		var does [1 << radix]uint32 // by the bits that change
		for change := 1; change < len(does); change++ {
			if rest := change & (change - 1); rest != 0 {
				does[change] = does[rest] ^ does[change^rest]
			} else {
				tried[i] ^= uint16(change)
				does[change] = wrong ^ rs1024(customization(tried), tried)
				tried[i] = words[i]
			}
			if wrong^does[change] == 1 {
				return i + 1
			}
		}
	}
	return 0
}
