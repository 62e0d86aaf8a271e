package model

// Extremes gives the spans in which the earliest and the latest of some dates
// lie, as exactly as all of them together tell and no further: of "2014" and
// "May 2014" the earliest lies between 1 January and 31 May 2014. Where one of
// the dates says just that, it is given with its words. Dates without any bound
// say nothing.
func Extremes(dates []Date) (first, last Date) {
	var firstFrom, firstTo, lastFrom, lastTo string
	known := 0
	for _, d := range dates {
		if d.Earliest == "" && d.Latest == "" {
			continue
		}
		if known++; known == 1 {
			firstFrom, firstTo, lastFrom, lastTo = d.Earliest, d.Latest, d.Earliest, d.Latest
			continue
		}
		firstFrom, firstTo = outer(firstFrom, d.Earliest, earlierDay), inner(firstTo, d.Latest, earlierDay)
		lastFrom, lastTo = inner(lastFrom, d.Earliest, laterDay), outer(lastTo, d.Latest, laterDay)
	}
	if known == 0 {
		return Date{}, Date{}
	}
	return between(dates, firstFrom, firstTo), between(dates, lastFrom, lastTo)
}

// outer gives the bound of two that lies further out; an open end lies furthest.
func outer(a, b string, pick func(a, b string) string) string {
	if a == "" || b == "" {
		return ""
	}
	return pick(a, b)
}

// inner gives the bound of two that binds more; an open end binds nothing.
func inner(a, b string, pick func(a, b string) string) string {
	if a == "" || b == "" {
		return a + b
	}
	return pick(a, b)
}

// between gives the date that lies between two days.
func between(dates []Date, from, to string) Date {
	for _, d := range dates {
		if d.Earliest == from && d.Latest == to {
			return d
		}
	}
	d := Date{Earliest: from, Latest: to, Precision: PrecisionSpan}
	switch {
	case from == "" && to == "":
		return Date{}
	case from == to, from == "", to == "":
		d.Precision = PrecisionDay
	}
	return d
}

func earlierDay(a, b string) string { return min(a, b) }

func laterDay(a, b string) string { return max(a, b) }
