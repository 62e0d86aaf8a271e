package slip39_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"guvoh/model/slip39"
)

func FuzzParse(f *testing.F) {
	f.Add(split(f, secretOf(f, 16, "s"), 2, 3, "set")[0])
	f.Add(strings.ToUpper(split(f, secretOf(f, 32, "s"), 1, 1, "set")[0]))
	f.Add("1. acad 2. acid, \n")
	f.Add(strings.Repeat("academic ", 23))
	f.Fuzz(func(t *testing.T, typed string) {
		s, err := slip39.Parse(typed)
		if err != nil {
			return
		}
		again, err := slip39.Parse(joined(s))
		if err != nil || joined(again) != joined(s) || !again.SameSet(s) || again.Index != s.Index {
			t.Fatal("what was read is not written as it was")
		}
	})
}

// The fuzzer chooses the secret, the numbers, whom to ask and one word to
// spoil: what was split is restored, or it is said what is wrong.
func FuzzCombine(f *testing.F) {
	f.Add([]byte("0123456789abcdef"), "seed", uint8(2), uint8(3), uint16(6), uint16(0), uint16(0))
	f.Add(bytes.Repeat([]byte{0xFF}, 32), "", uint8(3), uint8(5), uint16(31), uint16(40), uint16(1023))
	f.Add(make([]byte, 16), "x", uint8(1), uint8(1), uint16(1), uint16(2), uint16(16))
	all := slip39.Complete("")
	f.Fuzz(func(t *testing.T, secret []byte, seed string, k, n uint8, who, where, what uint16) {
		shares, err := slip39.Split(secret, int(k), int(n), chance(seed))
		if err != nil {
			return
		}
		var asked []string
		for i, s := range shares {
			if who>>i&1 == 1 {
				asked = append(asked, s)
			}
		}
		got, err := slip39.Combine(asked)
		switch _, few := errors.AsType[*slip39.TooFewError](err); {
		case len(asked) < int(k) && !few:
			t.Fatalf("%d of %d needed: %v", len(asked), k, err)
		case len(asked) >= int(k) && (err != nil || !bytes.Equal(got, secret)):
			t.Fatalf("another secret: %v", err)
		case len(asked) == 0:
			return
		}
		words := strings.Fields(strings.Join(asked, " "))
		size := len(words) / len(asked)
		at := int(where) % len(words)
		if words[at] == all[what%1024] {
			return
		}
		words[at] = all[what%1024]
		var spoiled []string
		for w := range slices.Chunk(words, size) {
			spoiled = append(spoiled, strings.Join(w, " "))
		}
		_, err = slip39.Combine(spoiled)
		of, isShare := errors.AsType[*slip39.ShareError](err)
		sum, isSum := errors.AsType[*slip39.ChecksumError](err)
		if !isShare || !isSum || of.Number != at/size+1 || sum.Suspect != at%size+1 {
			t.Fatalf("word %d of share %d is wrong: %v", at%size+1, at/size+1, err)
		}
	})
}

// What no other test reaches: shares put together from any words, with a right
// checksum or without.
func FuzzCombineAny(f *testing.F) {
	f.Add("eraser senior beard romp adorn nuclear spill corner cradle style ancient family general leader ambition exchange unusual garlic promise voice",
		"eraser senior acrobat romp bishop medical gesture pumps secret alive ultimate quarter priest subject class dictate spew material endless market")
	f.Add("duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband erode duke ajar critical decision keyboard", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		s, err := slip39.Parse(a)
		if err == nil && s.Exponent > 2 {
			return // right, but it takes its time
		}
		got, err := slip39.Combine([]string{a, b})
		if (got == nil) == (err == nil) || len(got)%2 != 0 {
			t.Fatalf("%d bytes and %v", len(got), err)
		}
	})
}
