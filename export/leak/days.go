package leak

import "slices"

// days are the dates that must not be found. A text is not compared with each: what
// date the figures and words in it may be says which of them it can be.
type days struct {
	all []day
	of  map[date][]int // of all
}

// date is what a date is looked up by: its year within the century, since texts
// leave out the rest, its month, and its day or 0.
type date struct{ year, month, day int }

func (d *days) add(x day) {
	key := date{x.year % 100, x.month, x.day}
	d.of[key] = append(d.of[key], len(d.all))
	d.all = append(d.all, x)
}

// maybe gives, ascending, the days that the items from i on may be: all for which
// [day.around] finds their year, month and day, and some besides.
func (d *days) maybe(items []item, i int) []int {
	years, months, inMonth := dateParts(items, i)
	var found []int
	for _, y := range years {
		for _, m := range months {
			for _, day := range inMonth {
				found = append(found, d.of[date{y, m, day}]...)
			}
		}
	}
	if n := items[i].number; items[i].digits == 8 { // as [day.compact] has them
		found = append(found, d.of[date{n / 10000 % 100, n / 100 % 100, n % 100}]...)
		found = append(found, d.of[date{n % 100, n / 10000 % 100, n / 1000000}]...)
		found = append(found, d.of[date{n % 100, n / 1000000, n / 10000 % 100}]...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// dateParts gives every year of a century, month and day of the month that the next
// three parts of a date can be; the day also 0, for a date that has none.
func dateParts(items []item, i int) (years, inYear, inMonth []int) {
	inMonth = append(inMonth, 0)
	for k, parts := i, 0; k < len(items) && parts < 3; k++ {
		it := items[k]
		if k > i && !dateGap(it.gap) {
			break
		}
		if it.month > 0 {
			inYear = append(inYear, it.month)
			parts++
			continue
		}
		if it.filler {
			continue
		}
		parts++
		if it.number < 0 {
			continue
		}
		years = append(years, it.number%100)
		if it.digits <= 2 {
			inYear, inMonth = append(inYear, it.number), append(inMonth, it.number)
		}
	}
	return years, inYear, inMonth
}
