package figure

import (
	"cmp"
	"math"
	"slices"
	"time"

	"guvoh/export/doc"
)

// Day counts days from the first of January 1970; hours are shares of one.
type Day float64

// Open stands for a bound that is not known.
const Open Day = math.MinInt32

// DayOf returns the day of a date of the Gregorian calendar.
func DayOf(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// At returns a time of a day.
func (d Day) At(hour, minute int) Day { return d + Day(hour*60+minute)/(24*60) }

// date is the reverse of DayOf, to the second.
func (d Day) date() time.Time { return time.Unix(int64(math.Round(float64(d)*86400)), 0).UTC() }

// dayAt returns the day of a time, with its hours.
func dayAt(t time.Time) Day { return Day(float64(t.Unix()) / 86400) }

// Span is the first and the last day that are possible.
type Span struct {
	First, Last Day
	About       bool // it may have been a little outside, too
}

// Timeline is what happened, along an axis of time, in lanes.
type Timeline struct {
	Width float64 // of the drawings
	// Height is that of the tallest drawing; 0: as a page that stands has room for.
	Height float64
	Lanes  []Lane
	// Date writes a mark of the axis: a year, a month of it when month is not
	// 0, a day of that when day is not 0.
	Date func(year, month, day int) string
	// Clock writes a mark of the axis where hours are drawn and not days; the
	// items then lie within a day or two.
	Clock func(hour, minute int) string
}

// Lane is things of one sort.
type Lane struct {
	Title string
	Items []Item
}

// Item is one thing: a moment, or what lasted from its begin to its end. Where
// nothing is known of the end, or of the begin, it fades away on that side.
type Item struct {
	When, What string // When is printed above What, less strongly
	Begin      Span
	Lasting    bool
	End        Span // of what lasted
	// Others are what other sources say of its time. They are drawn hollow, and
	// Doubt, printed below What, says who says so.
	Others []Span
	Doubt  string
}

// Measures of a timeline, in millimetres.
const (
	gutter  = 28.0 // for the titles of lanes
	between = 1.2  // white between rows
	around  = 2.0  // white above and below the rows of a lane
	scale   = 9.0  // for the marks of the axis
	aside   = 2.0  // from a sign to its words
	longest = 66.0 // words
	narrow  = 34.0 // words are not set narrower while there is another place
	tallest = 205.0
	bar     = 1.9 // height of what lasted
	fade    = 7.0 // where an end is not known
	soft    = 1.8 // where it was about then
)

var (
	laneWords = lettering{size: 8, style: doc.Bold, hue: doc.Ink}
	itemWords = lettering{size: 7.5, hue: doc.Ink}
	whenWords = lettering{size: 7.5, hue: doc.Soft}
	axisWords = lettering{size: 7, hue: doc.Soft}
	// doubtWords say which source says otherwise.
	doubtWords = lettering{size: 7.5, hue: doc.Alarm}
)

// entry is an item and the number of its lane.
type entry struct {
	Item
	lane int
}

// Draw returns the drawings: one, or several that follow each other in time
// where one would be too tall for a page. Items without any known day are left
// out.
func (t Timeline) Draw() []*doc.Drawing {
	var all []entry
	for i, l := range t.Lanes {
		for _, it := range l.Items {
			if _, _, known := it.stretch(); known {
				all = append(all, entry{it, i})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		x, _, _ := a.stretch()
		y, _, _ := b.stretch()
		return cmp.Compare(x, y)
	})
	return t.part(all)
}

// part draws entries, in two drawings or more where one would be too tall.
func (t Timeline) part(all []entry) []*doc.Drawing {
	if len(all) == 0 {
		return nil
	}
	d, most := t.draw(all), t.Height
	if most == 0 {
		most = tallest
	}
	if d.Height <= most || len(all) == 1 {
		return []*doc.Drawing{d}
	}
	half := len(all) / 2
	return append(t.part(all[:half]), t.part(all[half:])...)
}

// reach returns the first and the last day of an item that are known.
func (it Item) reach() (first, last Day, known bool) {
	days := []Day{it.Begin.First, it.Begin.Last}
	if it.Lasting {
		days = append(days, it.End.First, it.End.Last)
	}
	return bounds(days)
}

// stretch returns the same with what other sources say.
func (it Item) stretch() (first, last Day, known bool) {
	first, last, known = it.reach()
	if !known {
		first, last = Open, Open
	}
	days := []Day{first, last}
	for _, o := range it.Others {
		days = append(days, o.First, o.Last)
	}
	return bounds(days)
}

// bounds returns the first and the last of the days that are known.
func bounds(days []Day) (first, last Day, known bool) {
	for _, d := range days {
		switch {
		case d == Open:
		case !known:
			first, last, known = d, d, true
		default:
			first, last = min(first, d), max(last, d)
		}
	}
	return first, last, known
}

func (t Timeline) draw(all []entry) *doc.Drawing {
	ax := newAxis(all, gutter+2, t.Width-2, t.Clock != nil)
	s := &sketch{}
	y := scale
	tops := []float64{y}
	var marks sketch // above the lines of the axis
	for i, l := range t.Lanes {
		rows := t.rows(all, i, ax)
		if len(rows) == 0 {
			continue
		}
		title := laneWords.wrap(l.Title, gutter-3, 4)
		top := y + around
		for k, line := range title {
			marks.words(0, top+0.78*laneWords.lead()+float64(k)*laneWords.lead(), line, laneWords, doc.Start)
		}
		inner := top
		for _, r := range rows {
			for _, p := range r.placed {
				p.draw(&marks, inner)
			}
			inner += r.height + between
		}
		y = max(inner-between, top+float64(len(title))*laneWords.lead()) + around
		tops = append(tops, y)
	}
	t.scaleLines(s, ax, y)
	for _, at := range tops {
		s.line(pen{hue: doc.Soft, width: medium}, doc.Point{X: 0, Y: at}, doc.Point{X: t.Width, Y: at})
	}
	s.shapes = append(s.shapes, marks.shapes...)
	return s.drawing(t.Width, y+0.5)
}

// scaleLines draws the marks of the axis down to the foot of the drawing.
func (t Timeline) scaleLines(s *sketch, ax *axis, foot float64) {
	for _, m := range ax.marks(t.Date, t.Clock) {
		s.line(pen{hue: doc.Soft, width: thin, dash: []float64{0.3, 1.1}}, doc.Point{X: m.x, Y: scale}, doc.Point{X: m.x, Y: foot})
		s.line(pen{hue: doc.Soft, width: medium}, doc.Point{X: m.x, Y: scale - 1.4}, doc.Point{X: m.x, Y: scale})
		s.words(m.at, scale-2.6, m.words, axisWords, doc.Centre)
	}
	for _, x := range ax.cuts { // time that is left out
		s.rect(x-1.6, scale-1.2, 3.2, foot-scale+2.4, 0, pen{}, doc.Paper)
		for _, dx := range []float64{-1.6, 1.6} {
			var wave []doc.Point
			for yy, k := scale-1.6, 0; yy < foot+1.6; yy, k = yy+2, k+1 {
				wave = append(wave, doc.Point{X: x + dx + 0.5*float64(1-2*(k%2)), Y: yy})
			}
			s.line(pen{hue: doc.Soft, width: thin}, wave...)
		}
	}
}

// row is what stands at one height of a lane.
type row struct {
	placed []placedItem
	height float64
}

// placedItem is an item with its words beside or above its sign.
type placedItem struct {
	entry
	ax          *axis
	x0, x1      float64 // of the sign
	from, to    float64 // of the sign and of what others say
	left, right float64 // of all
	words       []string
	dated       int // how many of them say when
	doubted     int // how many of them, at the end, say who says otherwise
	wordsAt     float64
	align       doc.Align
	above       bool // the words stand above the sign
	height      float64
}

// rows puts the items of a lane at heights where they do not touch.
func (t Timeline) rows(all []entry, lane int, ax *axis) []row {
	var rows []row
	for _, e := range all {
		if e.lane != lane {
			continue
		}
		p := t.place(e, ax)
		at := slices.IndexFunc(rows, func(r row) bool {
			return !slices.ContainsFunc(r.placed, func(o placedItem) bool { return p.left < o.right+aside && o.left < p.right+aside })
		})
		if at < 0 {
			rows, at = append(rows, row{}), len(rows)
		}
		rows[at].placed = append(rows[at].placed, p)
		rows[at].height = max(rows[at].height, p.height)
	}
	return rows
}

// place finds where an item's sign is and where its words have room: at the
// right, at the left, or above a long sign.
func (t Timeline) place(e entry, ax *axis) placedItem {
	first, last, own := e.reach()
	if !own {
		first, last, _ = e.stretch()
	}
	p := placedItem{entry: e, ax: ax, x0: ax.x(first), x1: ax.x(last)}
	end := e.Begin
	if e.Lasting {
		end = e.End
	}
	switch {
	case own && e.Begin.First == Open:
		p.x0 = max(p.x0-fade, ax.left)
	case own && e.Begin.About:
		p.x0 = max(p.x0-soft, ax.left)
	}
	switch {
	case own && end.Last == Open:
		p.x1 = min(p.x1+fade, ax.right)
	case own && end.About:
		p.x1 = min(p.x1+soft, ax.right)
	}
	p.from, p.to = p.x0, p.x1
	for _, o := range e.Others {
		from, to := p.other(o)
		p.from, p.to = min(p.from, from), max(p.to, to)
	}
	p.words = p.wrapped(longest, 3)
	wide := itemWords.widest(p.words)
	atRight, atLeft := t.Width-p.to-aside, p.from-aside-ax.left
	if p.to-p.from > 20 || max(atRight, atLeft) < narrow {
		p.above = true
		p.wordsAt = max(min(p.from, t.Width-wide), ax.left)
		p.left, p.right = min(p.from, p.wordsAt), max(p.to, p.wordsAt+wide)
	} else {
		p.beside(atRight, atLeft)
	}
	p.height = float64(len(p.words)) * itemWords.lead()
	if p.above {
		p.height += bar + 1
	}
	p.height = max(p.height, bar+1)
	return p
}

// other returns from where to where a sign of what another source says reaches.
func (p placedItem) other(o Span) (from, to float64) {
	first, last, known := bounds([]Day{o.First, o.Last})
	if !known {
		return p.x0, p.x0
	}
	from, to = p.ax.x(first), p.ax.x(last)
	if o.First == Open {
		from = max(from-fade, p.ax.left)
	}
	if o.Last == Open {
		to = min(to+fade, p.ax.right)
	}
	return from, to
}

// wrapped returns the words in lines: when it was, what, and who says otherwise.
func (p *placedItem) wrapped(width float64, most int) []string {
	var when []string
	if p.When != "" {
		when = itemWords.wrap(p.When, width, 2)
	}
	var doubt []string
	if p.Doubt != "" {
		doubt = doubtWords.wrap(p.Doubt, width, 3)
	}
	p.dated, p.doubted = len(when), len(doubt)
	return append(append(when, itemWords.wrap(p.What, width, most)...), doubt...)
}

// beside sets the words at the right of the sign if there is room, else at the
// left, in as few lines as it takes.
func (p *placedItem) beside(atRight, atLeft float64) {
	for _, try := range []struct {
		left  bool
		width float64
		most  int
	}{
		{false, min(atRight, longest), 2},
		{true, min(atLeft, longest), 2},
		{false, atRight, 4},
		{true, atLeft, 4},
		{atLeft > atRight, max(atLeft, atRight), 8},
	} {
		lines := p.wrapped(max(try.width, 20), try.most+1)
		if try.most < 8 && (len(lines) > try.most || try.width < narrow && itemWords.widest(lines) > try.width) {
			continue
		}
		p.words = lines
		wide := itemWords.widest(lines)
		p.wordsAt, p.align, p.left, p.right = p.to+aside, doc.Start, p.from, p.to+aside+wide
		if try.left {
			p.wordsAt, p.align, p.left, p.right = p.from-aside, doc.End, p.from-aside-wide, p.to
		}
		return
	}
}

func (p placedItem) draw(s *sketch, y float64) {
	first := y + 0.76*itemWords.lead() // base line
	middle := first - 0.3*itemWords.size*point
	if p.above {
		middle = y + float64(len(p.words))*itemWords.lead() + 0.6 + bar/2
	}
	wide := itemWords.widest(p.words)
	x := p.wordsAt
	if p.align == doc.End {
		x -= wide
	}
	s.rect(x-0.6, y-0.1, wide+1.2, float64(len(p.words))*itemWords.lead()+0.2, 0, pen{}, doc.Paper) // no line runs through words
	if _, _, own := p.reach(); own {
		p.sign(s, middle)
	}
	for _, o := range p.Others {
		p.hollow(s, o, middle)
	}
	for i, line := range p.words {
		l := itemWords
		switch {
		case i < p.dated:
			l = whenWords
		case i >= len(p.words)-p.doubted:
			l = doubtWords
		}
		s.words(p.wordsAt, first+float64(i)*itemWords.lead(), line, l, p.align)
	}
}

// sign draws what happened: a disc for a day, pointed where it was about then, a ring or a pointed band for a
// time within which it was, a bar for what lasted. Where an end is not known
// exactly it fades into a point.
func (p placedItem) sign(s *sketch, y float64) {
	b := p.Begin
	if !p.Lasting {
		switch {
		case b.First == b.Last && b.About:
			p.roughly(s, p.ax.x(b.First), y)
		case b.First == b.Last:
			s.ellipse(p.x0, y, 1.05, 1.05, pen{hue: doc.Paper, width: thin}, doc.Accent)
		case p.x1-p.x0 < 2.6:
			s.ellipse((p.x0+p.x1)/2, y, 1.0, 1.0, pen{hue: doc.Accent, width: medium}, doc.Paper)
		default:
			p.band(s, y)
		}
		return
	}
	from, to := p.sure()
	if from > to {
		p.band(s, y)
		return
	}
	h := bar / 2
	at := func(x, dy float64) doc.Point { return doc.Point{X: x, Y: y + dy} }
	ink := pen{hue: doc.Accent, width: thin}
	if from-p.x0 > 0.3 {
		s.area(ink, doc.Paper, at(p.x0, 0), at(from, -h), at(from, h))
	}
	if p.x1-to > 0.3 {
		s.area(ink, doc.Paper, at(p.x1, 0), at(to, h), at(to, -h))
	}
	s.rect(from, y-h, max(to-from, 0.6), bar, 0.3, ink, doc.Accent)
}

// roughly draws a moment that was about then: a disc with a point on either side.
func (p placedItem) roughly(s *sketch, x, y float64) {
	const h = 1.1
	s.area(pen{hue: doc.Accent, width: thin}, doc.Paper,
		doc.Point{X: p.x0, Y: y}, doc.Point{X: x, Y: y - h}, doc.Point{X: p.x1, Y: y}, doc.Point{X: x, Y: y + h})
	s.ellipse(x, y, 0.75, 0.75, pen{}, doc.Accent)
}

// sure returns the part of what lasted in which it surely was; from lies behind
// to when there is none.
func (p placedItem) sure() (from, to float64) {
	b, e := p.Begin, p.End
	switch {
	case b.Last == Open && e.First == Open:
		return 1, 0
	case b.Last == Open:
		return p.ax.x(e.First), p.ax.x(e.First)
	case e.First == Open:
		return p.ax.x(b.Last), p.ax.x(b.Last)
	}
	return p.ax.x(b.Last), p.ax.x(e.First)
}

// band draws a time within which something was, pointed at both ends.
func (p placedItem) band(s *sketch, y float64) {
	const h = 0.8
	tip := min(2.2, (p.x1-p.x0)/2)
	at := func(x, dy float64) doc.Point { return doc.Point{X: x, Y: y + dy} }
	s.area(pen{hue: doc.Accent, width: thin, dash: []float64{0.6, 0.5}}, doc.Faint,
		at(p.x0, 0), at(p.x0+tip, -h), at(p.x1-tip, -h), at(p.x1, 0), at(p.x1-tip, h), at(p.x0+tip, h))
}

// hollow draws what another source says: an outline around the time, which may
// lie over the sign itself.
func (p placedItem) hollow(s *sketch, o Span, y float64) {
	const h = 1.3
	from, to := p.other(o)
	ink := pen{hue: doc.Alarm, width: medium}
	if to-from < 2*h {
		s.ellipse((from+to)/2, y, h, h, ink, doc.NoHue)
		return
	}
	s.rect(from, y-h, to-from, 2*h, h, ink, doc.NoHue)
}
