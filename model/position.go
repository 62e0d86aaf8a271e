package model

import "strings"

// positionDigits are the digits of a position, in the order of their bytes,
// so that SQL and Go sort positions as plain text.
const positionDigits = "0123456789abcdefghijklmnopqrstuvwxyz"

// middle leaves as much room on one side as on the other.
const middle = "i"

// Between gives a position that sorts after before and ahead of after; ""
// stands for the start or the end of the row. Moving one row therefore writes
// one value and leaves its neighbours alone, which keeps two people's
// reordering apart when their files are merged. A position never ends in "0",
// so there is always room in front of it.
//
// Positions that came from outside may leave no room, such as "1" and "10", or
// have signs that are no digits: the row then goes behind the first, where
// there is room.
func Between(before, after string) string {
	if after != "" && (before >= after || strings.Trim(after, positionDigits) != "" || strings.TrimRight(after, "0") <= before) {
		after = ""
	}
	if strings.Trim(before, positionDigits) != "" {
		return before + middle
	}
	var b strings.Builder
	for i := 0; ; i++ {
		lo, hi := digitAt(before, i, 0), len(positionDigits)
		if after != "" {
			hi = digitAt(after, i, 0)
		}
		switch {
		case lo == hi:
			b.WriteByte(positionDigits[lo])
		case hi-lo > 1:
			b.WriteByte(positionDigits[step(lo, hi, before, after, i)])
			return b.String()
		default: // neighbours: keep before's digit and look for room behind it
			b.WriteByte(positionDigits[lo])
			after = ""
		}
	}
}

// step chooses a digit strictly between lo and hi: close to before when rows
// are added at the end, so that long lists keep short positions.
func step(lo, hi int, before, after string, i int) int {
	if after == "" && before != "" && i < len(before) {
		return lo + 1
	}
	return (lo + hi) / 2
}

func digitAt(s string, i, end int) int {
	if i >= len(s) {
		return end
	}
	if d := strings.IndexByte(positionDigits, s[i]); d >= 0 {
		return d
	}
	return end
}
