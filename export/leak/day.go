package leak

import (
	"strconv"
	"strings"
	"unicode"

	"guvoh/model"
)

// day is a date that must not be found, as exact as it is known: without a day
// of the month when that was not known.
type day struct {
	secret           int
	year, month, day int
}

// newDay reads a date; ok is false when it is known to the year at best, which
// is what is left of a date that was made coarser.
func newDay(secret int, d model.Date) (out day, ok bool) {
	from, to := d.Earliest, d.Latest
	if len(from) != 10 || len(to) != 10 || from[:7] != to[:7] {
		return day{}, false
	}
	out = day{secret: secret}
	out.year, _ = strconv.Atoi(from[:4])
	out.month, _ = strconv.Atoi(from[5:7])
	if from == to {
		out.day, _ = strconv.Atoi(from[8:])
	}
	return out, true
}

// months are the words for them, folded, by the beginning that is enough or, with
// a point behind it, whole. English, Russian, Uzbek in both scripts, French,
// Spanish, German, Turkish; and as Roman figures.
var months = [12]string{
	"januar janvier enero ocak yanvar январ янв. jan. janv. ene. i.",
	"februar fevrier febrero subat fevral феврал фев. февр. feb. fev. fevr. ii.",
	"march marzo mars. marz. mart. март мар. mar. iii.",
	"april avril abril nisan aprel апрел апр. apr. avr. abr. iv.",
	"may. mai. mayo. mayis maya. май мая. мае. маю. маем. mayda. maydan. mayga. mayning. v.",
	"june junio juin. juni. haziran iyun июн jun. vi.",
	"july julio juillet juli. temmuz iyul июл jul. juil. vii.",
	"august agosto aout. agustos avgust август авг. aug. ago. viii.",
	"septemb septiembre setiembre eylul sentabr sentyabr сентябр сентабр сент. сен. sept. sep. set. ix.",
	"octob octubre oktober ekim oktabr oktyabr октябр октабр окт. oct. okt. x.",
	"novemb noviembre kasim noyabr ноябр нояб. ноя. nov. xi.",
	"decemb diciembre dezember aralik dekabr декабр дек. dec. dic. dez. xii.",
}

// wholeMonths and monthBeginnings give the month of a word, or of how it begins.
var wholeMonths, monthBeginnings = func() (map[string]int, map[string]int) {
	whole, beginning := map[string]int{}, map[string]int{}
	for i, row := range months {
		for _, w := range strings.Fields(row) {
			if s, ok := strings.CutSuffix(w, "."); ok {
				whole[model.Fold(s)] = i + 1
			} else {
				beginning[model.Fold(w)] = i + 1
			}
		}
	}
	return whole, beginning
}()

// monthOf gives the month that a word says, 0 for none.
func monthOf(word string) int {
	if m := wholeMonths[word]; m > 0 {
		return m
	}
	r := []rune(word)
	for n := min(len(r), 9); n >= 3; n-- {
		if m := monthBeginnings[string(r[:n])]; m > 0 && len(r)-n <= 7 {
			return m
		}
	}
	return 0
}

// item is a number or a word of a text.
type item struct {
	start, end int
	number     int // -1 for a word
	digits     int
	month      int
	gap        string // what stands before it
	filler     bool   // a word that may stand inside a date
}

// fillers stand inside dates: "12 de mayo de 1985", "1985-yil 12-may".
var fillers = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("de del of the year le th st nd rd er г год года году yil yili yilning йил йили йилнинг number числа kuni куни") {
		m[model.Fold(w)] = true
	}
	return m
}()

// daysIn finds the dates in a text.
func (s *Search) daysIn(text string, hit func(secret, start, end int)) {
	if len(s.days.all) == 0 {
		return
	}
	items := itemsOf(text)
	for i := range items {
		for _, k := range s.days.maybe(items, i) {
			d := s.days.all[k]
			if start, end, ok := d.around(items, i); ok {
				hit(d.secret, start, end)
			}
		}
	}
}

// itemsOf gives the numbers of a text, and the words that may belong to a date.
func itemsOf(text string) []item {
	var items []item
	last := 0
	for i := 0; i < len(text); {
		n := run(text[i:], unicode.IsDigit)
		if n > 0 {
			figures := strings.Map(figure, text[i:i+n])
			it := item{start: i, end: i + n, digits: len(figures), gap: text[last:i], number: -1}
			if v, err := strconv.Atoi(figures); err == nil && len(figures) <= 8 {
				it.number = v
			}
			items = append(items, it)
			i += n
			last = i
			continue
		}
		if n = run(text[i:], unicode.IsLetter); n > 0 {
			word := model.Fold(text[i : i+n])
			if m := monthOf(word); m > 0 || fillers[word] {
				items = append(items, item{start: i, end: i + n, number: -1, month: m, filler: fillers[word], gap: text[last:i]})
				last = i + n
			}
			i += n
			continue
		}
		i++
		for i < len(text) && text[i]&0xC0 == 0x80 {
			i++
		}
	}
	return items
}

func run(s string, is func(rune) bool) int {
	for i, r := range s {
		if !is(r) {
			return i
		}
	}
	return len(s)
}

// around tells whether the items that begin with i are the date.
func (d day) around(items []item, i int) (start, end int, ok bool) {
	if d.compact(items[i]) {
		return items[i].start, items[i].end, true
	}
	var parts []item
	word, numeric := false, true
	for k := i; k < len(items) && len(parts) < 3; k++ {
		it := items[k]
		if k > i && !dateGap(it.gap) {
			break
		}
		if it.filler && it.month == 0 {
			if len(parts) == 0 {
				return 0, 0, false
			}
			continue
		}
		word = word || it.month > 0
		if len(parts) > 0 {
			numeric = numeric && figuresGap(it.gap, d.day == 0)
		}
		parts = append(parts, it)
		if !word && !numeric {
			continue // figures of two lines, or of a list, are no date
		}
		if d.is(parts, word) {
			return items[i].start, it.end, true
		}
	}
	return 0, 0, false
}

// dateGap tells whether what stands between two items may stand inside a date.
func dateGap(gap string) bool {
	n := 0
	for _, r := range gap {
		if n++; n > 6 || !unicode.IsSpace(r) && !unicode.Is(unicode.Pd, r) && !strings.ContainsRune(".,/’'ʼ«»\u00AD_():[]", r) {
			return false
		}
	}
	return true
}

// figuresGap tells whether a gap may stand between the figures of a date that
// has no word in it: a point, a stroke or a hyphen; or, between three, a blank.
func figuresGap(gap string, two bool) bool {
	trimmed := strings.Trim(gap, " \u00A0")
	return len(trimmed) == 1 && strings.ContainsAny(trimmed, "./-") || trimmed == "‐" || trimmed == "–" || trimmed == "" && !two
}

// is tells whether the parts are the date, in any order people write it in.
func (d day) is(parts []item, word bool) bool {
	want := 3
	if d.day == 0 {
		want = 2
	}
	if len(parts) != want {
		return false
	}
	var year, month, days, months int
	for i, p := range parts {
		edge := i == 0 || i == len(parts)-1
		switch {
		case p.month > 0:
			month = p.month
		case edge && year == 0 && (p.digits == 4 && p.number == d.year || p.digits == 2 && i > 0 && p.number == d.year%100 && (len(parts) == 3)):
			year = d.year
		case p.digits > 2 || p.number < 0:
			return false
		default:
			if p.number == d.day {
				days++
			}
			if p.number == d.month {
				months++
			}
		}
	}
	switch {
	case year == 0:
		return false
	case word:
		return month == d.month && (d.day == 0 || days == 1)
	case d.day == 0:
		return months == 1
	}
	return days >= 1 && months >= 1 && (d.day != d.month || days == 2)
}

// compact tells whether a number of eight digits is the date: 19850512.
func (d day) compact(it item) bool {
	if it.digits != 8 || d.day == 0 {
		return false
	}
	ymd := d.year*10000 + d.month*100 + d.day
	return it.number == ymd || it.number == d.day*1000000+d.month*10000+d.year || it.number == d.month*1000000+d.day*10000+d.year
}
