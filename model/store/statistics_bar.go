package store

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"guvoh/model"
)

// dimension is that by which is counted, with its values as they are met. Above a
// value stand those that it is below, which count with it.
type dimension struct {
	c    *counting
	by   StatisticsBy
	bars []Bar
	at   map[string]int32
	last []int32 // the unit that was counted last in each bar for certain,
	may  []int32 // and perhaps
}

func (c *counting) dimension(by StatisticsBy) *dimension {
	d := &dimension{c: c, by: by, at: map[string]int32{}}
	if by == "" {
		d.bar("", func() Bar { return Bar{Up: -1} })
	}
	return d
}

// bar gives the place of a value, which make describes when it is met first.
func (d *dimension) bar(key string, make func() Bar) int32 {
	at, known := d.at[key]
	if !known {
		b := make()
		b.Key = key
		at = int32(len(d.bars))
		d.at[key] = at
		d.bars = append(d.bars, b)
		d.last, d.may = append(d.last, 0), append(d.may, 0)
	}
	return at
}

func (d *dimension) none() int32 {
	return d.bar("none", func() Bar { return Bar{Sort: BarNone, Up: -1} })
}

func (d *dimension) vague() int32 {
	return d.bar("vague", func() Bar { return Bar{Sort: BarVague, Up: -1} })
}

func (d *dimension) known(word string) int32 {
	return d.bar(word, func() Bar { return Bar{Word: word, Up: -1} })
}

// unknown tells whether a bar is that of what is not recorded.
func (d *dimension) unknown(at int32) bool { return d.bars[at].Sort == BarNone }

// of gives the values of what is recorded; that of nothing recorded where there are
// none.
func (d *dimension) of(x deed, into []int32) []int32 {
	into = into[:0]
	switch d.by {
	case "":
		return append(into, 0) // the only one
	case PerMonth:
		into = append(into, d.month(x.date))
	case PerYear:
		into = append(into, d.year(x.date))
	case PerPlace:
		if x.place != 0 {
			into = append(into, d.record(d.c.places, d.c.book.ids[x.place], 0))
		}
	case PerAgency:
		for _, at := range x.agencies {
			into = append(into, d.record(d.c.agencies, d.c.book.ids[at], 0))
		}
	case PerType:
		if x.kind != "" {
			into = append(into, d.word("act_type", x.kind))
		}
	case PerMethod:
		for _, w := range d.c.words(x.methods) {
			into = append(into, d.word("act_method", w))
		}
	case PerStatus:
		for _, at := range x.cases {
			if w := d.c.files[at].status; w != "" {
				into = append(into, d.known(w))
			}
		}
	case PerOpened:
		for _, at := range x.cases {
			if day := d.c.files[at].opened; day != 0 {
				into = append(into, d.month(day))
			}
		}
	case PerSex:
		if w := d.c.whos[x.person].sex; w != "" {
			into = append(into, d.known(w))
		}
	case PerAge:
		into = append(into, d.age(x))
	}
	if len(into) == 0 {
		into = append(into, d.none())
	}
	return into
}

func (c *counting) words(list string) []string {
	words, known := c.listed[list]
	if !known {
		words = listed(list)
		c.listed[list] = words
	}
	return words
}

// word gives a word of a vocabulary, below the one under which it stands.
func (d *dimension) word(vocabulary, w string) int32 {
	return d.bar(w, func() Bar {
		b := Bar{Word: w, Up: -1}
		if g := d.c.schema.Word(vocabulary, w).Group; g != "" && g != w {
			b.Up = int(d.word(vocabulary, g))
		}
		return b
	})
}

// record gives a place or an organisation, below that of which it is a part. A ring,
// which a merge may have made, ends.
func (d *dimension) record(t tree, id model.ID, depth int) int32 {
	if id = d.named(t, id); id.IsZero() {
		return d.bar("other", func() Bar { return Bar{Sort: BarOther, Up: -1} })
	}
	return d.bar(id.String(), func() Bar {
		b := Bar{Record: id, Kind: t.node[id].kind, Up: -1}
		above := t.above(id)
		if len(above) > 1 && depth < deepest && !d.c.gone[above[1]] && !d.climbs(t, id) {
			if up := d.named(t, above[1]); !up.IsZero() {
				b.Up = int(d.record(t, up, depth+1))
			}
		}
		return b
	})
}

// named gives a place or an organisation itself, or the nearest above it that has a
// bar of its own; zero where none has. How many there are that must not be named is
// told by no number of bars either.
func (d *dimension) named(t tree, id model.ID) model.ID {
	unnamed := d.c.filter.Unnamed
	if unnamed == nil {
		return id
	}
	for _, up := range t.above(id) {
		if d.c.gone[up] {
			break
		}
		if !unnamed(t.node[up].kind) {
			return up
		}
	}
	return model.ID{}
}

// climbs tells whether a way up comes back to where it began: such a place stands
// for itself.
func (d *dimension) climbs(t tree, id model.ID) bool {
	above := t.above(id)
	last := t.node[above[len(above)-1]].up
	return slices.Contains(above, last)
}

// month gives the month of a date that lies in one, else its year, else that it is
// not exact enough for either.
func (d *dimension) month(at int32) int32 {
	from, to, dated := d.days(at)
	switch {
	case !dated:
		return d.none()
	case from != "" && to != "" && from[:7] == to[:7]:
		return d.known(from[:7])
	case from != "" && to != "" && from[:4] == to[:4]:
		return d.bar(from[:4]+"~", func() Bar { return Bar{Sort: BarWithin, Word: from[:4], Up: -1} })
	}
	return d.vague()
}

func (d *dimension) year(at int32) int32 {
	from, to, dated := d.days(at)
	switch {
	case !dated:
		return d.none()
	case from != "" && to != "" && from[:4] == to[:4]:
		return d.known(from[:4])
	}
	return d.vague()
}

// days gives the ends of a date; "" for one that is open, or no day of the calendar
// as it is written here.
func (d *dimension) days(at int32) (from, to string, dated bool) {
	date := d.c.book.dates[at]
	return calendarDay(date.Earliest), calendarDay(date.Latest), !date.IsZero()
}

func calendarDay(s string) string {
	if len(s) != len("2006-01-02") || s[4] != '-' {
		return ""
	}
	return s
}

// ages are the groups by their first year; a child is whoever is below eighteen.
var ages = []int{0, 14, 18, 30, 45, 60}

// age gives the group of a victim when it happened, if the dates leave no doubt.
func (d *dimension) age(x deed) int32 {
	birth, day := d.c.book.dates[d.c.whos[x.person].birth], d.c.book.dates[x.date]
	if birth.IsZero() {
		return d.none()
	}
	born, latest := calendarDay(birth.Earliest), calendarDay(birth.Latest)
	from, to := calendarDay(day.Earliest), calendarDay(day.Latest)
	if born == "" || latest == "" || from == "" || to == "" {
		return d.vague()
	}
	least, most := years(latest, from), years(born, to)
	if least < 0 {
		return d.vague()
	}
	i := len(ages) - 1
	for ages[i] > least {
		i--
	}
	if i+1 < len(ages) && most >= ages[i+1] {
		return d.vague()
	}
	if i+1 == len(ages) {
		return d.known(fmt.Sprintf("%d-", ages[i]))
	}
	return d.known(fmt.Sprintf("%d-%d", ages[i], ages[i+1]-1))
}

// years gives how many whole years lie between two days.
func years(from, to string) int {
	a, _ := strconv.Atoi(from[:4])
	b, _ := strconv.Atoi(to[:4])
	if to[4:] < from[4:] {
		b--
	}
	return b - a
}

// ordered gives the bars in reading order, with their depth, and where each stood
// before. Times stand one after the other, words of a list as the list has them,
// and of the rest those first of which there are most.
func (d *dimension) ordered() (out []Bar, before []int32) {
	below := map[int][]int32{}
	for i, b := range d.bars {
		below[b.Up] = append(below[b.Up], int32(i))
	}
	var walk func(up, to, depth int)
	walk = func(up, to, depth int) {
		these := below[up]
		slices.SortStableFunc(these, func(a, b int32) int { return d.compare(d.bars[a], d.bars[b]) })
		for _, i := range these {
			b := d.bars[i]
			b.Depth, b.Up = depth, to
			out, before = append(out, b), append(before, i)
			walk(int(i), len(out)-1, depth+1)
		}
	}
	walk(-1, -1, 0)
	return out, before
}

func (d *dimension) compare(a, b Bar) int {
	last := map[BarSort]int{BarOther: 1, BarVague: 2, BarNone: 3}
	if c := cmp.Compare(last[a.Sort], last[b.Sort]); c != 0 {
		return c
	}
	switch d.by {
	case PerMonth, PerYear, PerOpened:
		return cmp.Compare(a.Key, b.Key) // "2014~" stands behind "2014-12"
	case PerAge:
		return cmp.Compare(firstAge(a.Word), firstAge(b.Word))
	case PerStatus:
		return d.inList("case_status", a.Word, b.Word)
	case PerSex:
		return d.inList("sex", a.Word, b.Word)
	}
	return cmp.Or(cmp.Compare(b.All(), a.All()), cmp.Compare(model.Fold(a.Label), model.Fold(b.Label)), cmp.Compare(a.Key, b.Key))
}

func firstAge(group string) int {
	for i, r := range group {
		if r == '-' {
			n, _ := strconv.Atoi(group[:i])
			return n
		}
	}
	return 0
}

func (d *dimension) inList(vocabulary, a, b string) int {
	place := func(w string) int {
		return slices.IndexFunc(d.c.schema.Vocabulary(vocabulary).Words, func(x model.Word) bool { return x.ID == w })
	}
	return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
}
