package store

import (
	"math"
	"time"
)

// leftover gives numbers of records, of passages or of rows of the index that are
// to be looked through, the newest first: so many below a number; and counts how
// many there are below it.
type leftover struct {
	choose, count string
	row           func(n int64) int64 // of the index
}

func asItIs(row int64) int64 { return row }

// unread are the rows that the index does not know yet.
var unread = []leftover{{
	"SELECT row FROM stale WHERE row < ? ORDER BY row DESC LIMIT ?",
	"SELECT count(*) FROM stale WHERE row < ?", asItIs,
}}

// everything are all rows there could be.
var everything = []leftover{{
	"SELECT n FROM record WHERE n < ? ORDER BY n DESC LIMIT ?",
	"SELECT count(*) FROM record WHERE n < ?", ofRecord,
}, {
	"SELECT n FROM passage WHERE n < ? ORDER BY n DESC LIMIT ?",
	"SELECT count(*) FROM passage WHERE n < ?", ofPassage,
}}

// lookedAtOnce is how many rows are read at one go while all are looked through:
// fewer when somebody is not to wait for more of them than patience lasts for.
const (
	lookedAtOnce    = 200
	lookedWhileHere = 40
)

// through looks through rows one by one: for the first so many of each sort, as long
// as patience lasts.
func (l *looking) through(all []leftover, want int) (out []Match, err error) {
	count, atOnce := map[bool]int{}, lookedAtOnce
	if !l.end.IsZero() {
		atOnce = lookedWhileHere
	}
	for _, rows := range all {
		for below := int64(math.MaxInt64); count[true] <= want; {
			if l.impatient() {
				var n int
				if err := l.one(rows.count, &n, below); err != nil {
					return nil, err
				}
				l.out.Waiting += n
				break
			}
			some, err := l.numbers(rows.choose, below, atOnce)
			if err != nil {
				return nil, err
			}
			if len(some) == 0 {
				break
			}
			below = some[len(some)-1]
			l.out.Unread += len(some)
			found, err := l.read(l.inCase(some, rows.row))
			if err != nil {
				return nil, err
			}
			for _, m := range found {
				if count[m.Exact]++; count[m.Exact] <= want {
					out = append(out, m)
				}
			}
		}
	}
	return out, nil
}

func (l *looking) impatient() bool { return !l.end.IsZero() && time.Now().After(l.end) }

// inCase gives the rows of numbers, of those that belong to the case if one is
// asked for.
func (l *looking) inCase(numbers []int64, row func(int64) int64) []int64 {
	var out []int64
	for _, n := range numbers {
		if r := row(n); l.within == nil || l.within[r] {
			out = append(out, r)
		}
	}
	return out
}
