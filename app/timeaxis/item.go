// Package timeaxis says where things in time stand on a surface: what part of a
// thing is sure and what is not, in which row of its lane it has room, which
// marks an axis carries from years to hours.
//
// Its one job is geometry: moments in, numbers out. Rules of the package: it
// knows no window, no record and no language; nothing is placed more exactly
// than it is known; the same things at the same scale stand in the same rows,
// wherever one looks; what has no room for its words is counted, never dropped.
package timeaxis

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Minute counts minutes from the beginning of 1970, on the clock of the place
// where something was told to have been.
type Minute int64

// Open stands for a bound that is not known.
const Open Minute = math.MinInt64

// Hour and Day are the lengths of theirs.
const (
	Hour Minute = 60
	Day  Minute = 24 * Hour
)

// Of gives the minute of a time of the Gregorian calendar.
func Of(year, month, day, hour, minute int) Minute {
	return Minute(time.Date(year, time.Month(month), day, hour, minute, 0, 0, time.UTC).Unix() / 60)
}

// Time is the reverse of Of.
func (m Minute) Time() time.Time { return time.Unix(int64(m)*60, 0).UTC() }

// Span is a time as it is known: somewhere from First until Last. The two are
// the same for a moment that is known to the minute.
type Span struct {
	First, Last Minute
	About       bool // it may have been a little outside, too
}

// Nowhere is a time of which nothing is known.
var Nowhere = Span{First: Open, Last: Open}

func (s Span) known() bool { return s.First != Open || s.Last != Open }

// Item is one thing in time: a moment, or what lasted from its begin to its end.
type Item struct {
	Key, Words string
	Lane       int
	Begin      Span
	Lasting    bool
	End        Span   // of what lasted
	Others     []Span // what other sources say instead
	Doubted    bool   // a source says otherwise, if only in words
}

// Look is how a part of an item is drawn.
type Look int

// The looks.
const (
	Sure       Look = iota // it was, all the time
	Within                 // it was somewhere in there
	Past                   // nothing is known of what lies before To
	Future                 // nothing is known of what lies behind From
	SoftBefore             // perhaps a little before To
	SoftBehind             // perhaps a little behind From
	Said                   // another source says so
	SaidPast               // and nothing of what lies before To
	SaidFuture             // and nothing of what lies behind From
)

// Part is a stretch of time with one look. Those that fade have one end only,
// which is both From and To.
type Part struct {
	From, To Minute
	Look     Look
}

// Parts takes an item apart into what is sure and what is not, in the order in
// which they are painted.
func (it Item) Parts() []Part {
	parts := it.Begin.within()
	if it.Lasting {
		parts = it.lasted()
	}
	for _, o := range it.Others {
		for _, p := range o.within() {
			if look, ok := said[p.Look]; ok {
				parts = append(parts, Part{p.From, p.To, look})
			}
		}
	}
	return parts
}

// said are the looks of what another source says. That it is about is told in
// words.
var said = map[Look]Look{Sure: Said, Within: Said, Past: SaidPast, Future: SaidFuture}

// within gives the parts of a time within which something was.
func (s Span) within() []Part {
	var parts []Part
	switch {
	case !s.known():
		return nil
	case s.First == Open:
		parts = append(parts, Part{s.Last, s.Last, Past})
	case s.Last == Open:
		parts = append(parts, Part{s.First, s.First, Future})
	case s.First == s.Last:
		parts = append(parts, Part{s.First, s.Last, Sure})
	default:
		parts = append(parts, Part{s.First, s.Last, Within})
	}
	if s.About && s.First != Open {
		parts = append(parts, Part{s.First, s.First, SoftBefore})
	}
	if s.About && s.Last != Open {
		parts = append(parts, Part{s.Last, s.Last, SoftBehind})
	}
	return parts
}

// lasted gives the parts of what went on from one time to another.
func (it Item) lasted() []Part {
	b, e := it.Begin, it.End
	switch {
	case !b.known() && !e.known():
		return nil
	case !e.known(): // it began; how long it went on is not known
		parts := b.within()
		if b.Last != Open {
			parts = append(parts, Part{b.Last, b.Last, Future})
		}
		return parts
	case !b.known():
		parts := e.within()
		if e.First != Open {
			parts = append(parts, Part{e.First, e.First, Past})
		}
		return parts
	case b.Last == Open || e.First == Open || b.Last > e.First: // it may have been a moment
		return Span{First: b.First, Last: e.Last, About: b.About || e.About}.within()
	}
	var parts []Part
	if b.First != b.Last {
		parts = append(parts, Span{First: b.First, Last: b.Last}.within()...)
	}
	if b.About && b.First != Open {
		parts = append(parts, Part{b.First, b.First, SoftBefore})
	}
	parts = append(parts, Part{b.Last, e.First, Sure})
	if e.First != e.Last {
		parts = append(parts, Span{First: e.First, Last: e.Last}.within()...)
	}
	if e.About && e.Last != Open {
		parts = append(parts, Part{e.Last, e.Last, SoftBehind})
	}
	return parts
}

// Reach gives the first and the last minute of an item that are known, with what
// other sources say; known is false where nothing is.
func (it Item) Reach() (first, last Minute, known bool) {
	for _, p := range it.Parts() {
		if !known {
			first, last, known = p.From, p.To, true
			continue
		}
		first, last = min(first, p.From), max(last, p.To)
	}
	return first, last, known
}

// own gives the reach without what other sources say: items follow each other by
// what the record holds.
func (it Item) own() (first, last Minute, known bool) {
	it.Others = nil
	return it.Reach()
}

// Range is from one minute to another.
type Range struct{ First, Last Minute }

// Whole gives the time that all items take together; known is false where no
// item has any.
func Whole(items []Item) (r Range, known bool) {
	for _, it := range items {
		first, last, ok := it.Reach()
		switch {
		case !ok:
		case !known:
			r, known = Range{first, last}, true
		default:
			r.First, r.Last = min(r.First, first), max(r.Last, last)
		}
	}
	return r, known
}

// Sort puts items in the order of time: by the first minute that is known, then
// by the last, what is known better first; then by lane and key, so that the
// order never changes. Those without any time come last.
func Sort(items []Item) {
	type keyed struct {
		first, last Minute
		known       bool
		item        Item
	}
	all := make([]keyed, len(items))
	for i, it := range items {
		all[i].first, all[i].last, all[i].known = it.own()
		all[i].item = it
	}
	slices.SortFunc(all, func(a, b keyed) int {
		if a.known != b.known {
			if a.known {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last),
			cmp.Compare(a.item.Lane, b.item.Lane), cmp.Compare(a.item.Key, b.item.Key))
	})
	for i := range all {
		items[i] = all[i].item
	}
}

// Beside gives the item that is nearest in time to item i in the next lane above
// (by -1) or below (by 1) that has any; i itself where there is none.
func Beside(items []Item, i, by int) int {
	if i < 0 || i >= len(items) {
		return i
	}
	from, _, _ := items[i].own()
	best, lane := i, 0
	var far Minute
	for k, it := range items {
		at, _, known := it.own()
		if !known || (it.Lane-items[i].Lane)*by <= 0 {
			continue
		}
		d := at - from
		if d < 0 {
			d = -d
		}
		if best == i || (it.Lane-lane)*by < 0 || it.Lane == lane && d < far {
			best, lane, far = k, it.Lane, d
		}
	}
	return best
}
