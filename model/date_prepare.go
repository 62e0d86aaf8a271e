package model

import "slices"

// datePrepare joins and drops tokens that mean something only beside others.
func datePrepare(tokens []dateToken) ([]dateToken, error) {
	tokens = dateDropHyphens(tokens)
	tokens, err := dateJoinHours(tokens)
	if err != nil {
		return nil, err
	}
	return dateJoinWinters(dateSettleWords(tokens)), nil
}

func dateIsNumber(t dateToken) bool {
	return t.kind == dateTokNumber || t.kind == dateTokYMD || t.kind == dateTokClock
}

// dateDropHyphens drops the hyphens of "9-iyun", "9-June-2014" and "mid-May",
// which are no dashes.
func dateDropHyphens(tokens []dateToken) []dateToken {
	var rest []dateToken
	for i, t := range tokens {
		if t.kind == dateTokDash && t.n == 1 && i > 0 && i+1 < len(tokens) {
			before, after := tokens[i-1], tokens[i+1]
			if dateIsNumber(before) && !dateIsNumber(after) || before.kind == dateTokPortion ||
				before.kind == dateTokMonth && after.kind == dateTokNumber && after.width == 4 {
				continue
			}
		}
		rest = append(rest, t)
	}
	return rest
}

// dateJoinHours makes clock times of "5 pm", "17 часов 30 минут" and "soat 14".
func dateJoinHours(tokens []dateToken) ([]dateToken, error) {
	var joined []dateToken
	for i := 0; i < len(tokens); i++ {
		at := func(n int) dateToken {
			if i+n < len(tokens) {
				return tokens[i+n]
			}
			return dateToken{kind: dateTokFiller}
		}
		small := func(n int) bool { return at(n).kind == dateTokNumber && at(n).width <= 2 }
		t := tokens[i]
		hour, minute, used, half := t.n, 0, 0, -1
		switch {
		case t.kind == dateTokClock && at(1).kind == dateTokHalfDay:
			hour, minute, used, half = t.n/60, t.n%60, 2, at(1).n
		case small(0) && at(1).kind == dateTokHalfDay:
			used, half = 2, at(1).n
		case small(0) && at(1).kind == dateTokHour && small(2) && at(3).kind == dateTokMinute:
			minute, used = at(2).n, 4
		case small(0) && at(1).kind == dateTokHour && at(2).width == 2 && small(2) && !dateMonthAhead(tokens, i+3):
			minute, used = at(2).n, 3
		case small(0) && at(1).kind == dateTokHour:
			used = 2
		case t.kind == dateTokHour && at(1).kind == dateTokClock:
			continue
		case t.kind == dateTokHour && small(1):
			hour, used = at(1).n, 2
		default:
			joined = append(joined, t)
			continue
		}
		if half >= 0 && (hour < 1 || hour > 12) || hour > 23 || minute > 59 {
			return nil, &DateError{Kind: DateNoSuchTime, Hour: hour, Minute: minute}
		}
		ofDay := at(1).kind == dateTokHour && at(1).n == 24 // "9 h" is never in the evening
		vague := half < 0 && hour <= 12 && !ofDay
		if half >= 0 {
			hour = hour%12 + half
		}
		joined = append(joined, dateToken{kind: dateTokClock, n: 60*hour + minute, vague: vague})
		i += used - 1
	}
	return joined, nil
}

// dateMonthAhead tells whether the number before tokens[i] is the day of a
// month, as in "14 h, 30 juin", and not the minutes of an hour.
func dateMonthAhead(tokens []dateToken, i int) bool {
	for i < len(tokens) && (tokens[i].kind == dateTokFiller || tokens[i].kind == dateTokOf) {
		i++
	}
	return i < len(tokens) && tokens[i].kind == dateTokMonth
}

// dateJoinWinters gives a winter the two years that stand beside it.
func dateJoinWinters(tokens []dateToken) []dateToken {
	for i := 0; i < len(tokens); i++ {
		year, length := dateTwoYears(tokens[i:])
		if length == 0 {
			continue
		}
		winter := dateWinterBeside(tokens, i, i+length)
		if winter < 0 {
			continue
		}
		tokens[winter].year = year
		tokens = slices.Delete(tokens, i, i+length)
	}
	return tokens
}

// dateTwoYears reads "2013–2014", "2013–14" and "2013/14" at the head of tokens.
func dateTwoYears(tokens []dateToken) (year, length int) {
	next := func(n, width int) bool {
		return width == 4 && n == tokens[0].n+1 || width == 2 && n == (tokens[0].n+1)%100
	}
	switch {
	case len(tokens) > 0 && tokens[0].kind == dateTokYMD && tokens[0].width == 2 &&
		tokens[0].month == (tokens[0].year+1)%100:
		return tokens[0].year, 1
	case len(tokens) > 2 && tokens[0].kind == dateTokNumber && tokens[0].width == 4 &&
		tokens[1].kind == dateTokDash && tokens[2].kind == dateTokNumber && next(tokens[2].n, tokens[2].width):
		return tokens[0].n, 3
	}
	return 0, 0
}

// dateWinterBeside finds a winter without years next to tokens[from:to].
func dateWinterBeside(tokens []dateToken, from, to int) int {
	free := func(i int) bool {
		t := tokens[i]
		return t.kind == dateTokSeason && dateSeason(t.n) == dateWinter && t.year == 0
	}
	i := from - 1
	for i >= 0 && (tokens[i].kind == dateTokFiller || tokens[i].kind == dateTokDecadeUz) {
		i--
	}
	if i >= 0 && free(i) {
		return i
	}
	for i = to; i < len(tokens) && (tokens[i].kind == dateTokFiller || tokens[i].kind == dateTokDecadeUz); {
		i++
	}
	if i < len(tokens) && free(i) {
		return i
	}
	return -1
}

func dateIndex(tokens []dateToken, kind dateTokenKind) int {
	return slices.IndexFunc(tokens, func(t dateToken) bool { return t.kind == kind })
}

func dateHas(tokens []dateToken, kinds ...dateTokenKind) bool {
	return slices.ContainsFunc(tokens, func(t dateToken) bool { return slices.Contains(kinds, t.kind) })
}

// dateContent tells whether there is more than filler.
func dateContent(tokens []dateToken) bool {
	return slices.ContainsFunc(tokens, func(t dateToken) bool {
		return t.kind != dateTokFiller && t.kind != dateTokGacha && t.kind != dateTokOnto
	})
}

// dateWithout takes out all tokens of the kind and tells whether there were any.
func dateWithout(tokens []dateToken, kind dateTokenKind) ([]dateToken, bool) {
	var rest []dateToken
	for _, t := range tokens {
		if t.kind != kind {
			rest = append(rest, t)
		}
	}
	return rest, len(rest) < len(tokens)
}

func dateDropOnto(tokens []dateToken) []dateToken {
	rest, _ := dateWithout(tokens, dateTokOnto)
	return rest
}

// dateOnto tells whether the tokens say "в ночь на" or "ga o'tar kechasi": the
// night before the day.
func dateOnto(tokens []dateToken) bool {
	i := dateIndex(tokens, dateTokOnto)
	if i < 0 {
		return false
	}
	night := i - 1
	if tokens[i].n == 1 {
		night = i + 1
	}
	return night >= 0 && night < len(tokens) && tokens[night].kind == dateTokPart && tokens[night].s == "night"
}
