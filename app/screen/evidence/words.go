package evidence

import (
	"strings"

	"guvoh/app/tr"
	"guvoh/model"
)

// eights parts a SHA-256 into groups of eight digits, four to a line, so that
// it can be read aloud and compared by eye.
func eights(sha string) string {
	var b strings.Builder
	for i := 0; i < len(sha); i += 8 {
		switch {
		case i == 0:
		case i%32 == 0:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(sha[i:min(i+8, len(sha))])
	}
	return b.String()
}

// size says a number of bytes, in thousands where that reads better.
func size(w *tr.Printer, v model.Value) string {
	n, ok := v.Int()
	if !ok {
		return ""
	}
	exact := w.N("evidence.bytes", int(n))
	for _, unit := range []struct {
		key   string
		bytes int64
	}{{"evidence.gb", 1e9}, {"evidence.mb", 1e6}, {"evidence.kb", 1e3}} {
		if n >= unit.bytes {
			tenths := (n*10 + unit.bytes/2) / unit.bytes
			round := w.Number(int(tenths / 10))
			if tenths < 100 && tenths%10 != 0 {
				round += w.T("evidence.decimal") + string(rune('0'+tenths%10))
			}
			return w.T(unit.key, tr.V{"N": round, "Exact": exact})
		}
	}
	return exact
}
