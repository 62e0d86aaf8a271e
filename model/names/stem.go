package names

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// stem is a word of a name as it is looked for: whole, or without what its
// endings replace.
type stem struct {
	text    string
	cut     cut
	careful bool // see [Careful]
}

// family tells whether a word has the form of a family name.
func family(w string) bool {
	return utf8.RuneCountInString(w) > 4 && endsIn(w, "ов", "ев", "ин", "ын", "ова", "ева", "ина", "ына", "ян", "ский", "ская", "цкий", "ых",
		"ov", "ev", "in", "yn", "ova", "eva", "ina", "off", "eff", "ow", "ew", "jan", "yan", "ian", "sky", "ski", "skiy", "skaya", "owa", "ewa")
}

func endsIn(w string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
}

// stems gives the forms under which a word of a name is looked for.
func stems(w string) []stem {
	w = strings.ToLower(w)
	out := declined(w, Careful(w))
	for _, r := range respects {
		if short := strings.TrimSuffix(w, r); short != w && utf8.RuneCountInString(bare(short)) >= 4 {
			short = strings.TrimFunc(short, func(r rune) bool { return isApostrophe(r) || isHyphen(r) })
			out = append(out, declined(short, Careful(short) || utf8.RuneCountInString(bare(short)) == 4)...)
		}
	}
	return out
}

// declined gives the stems of a word by the way in which it is declined.
func declined(w string, careful bool) []stem {
	var out []stem
	add := func(text string, c cut) {
		if utf8.RuneCountInString(text) >= 2 || c <= soft {
			out = append(out, stem{text, c, careful})
		}
	}
	last, size := utf8.DecodeLastRuneInString(w)
	short := w[:len(w)-size]
	switch {
	case endsIn(w, "ский", "цкий", "ская", "цкая", "ской", "цкой", "ный", "ная", "рый", "лый", "тый", "той", "вой"):
		add(w, whole)
		add(strings.TrimRight(w, "иыойая"), adj)
	case endsIn(w, "skiy", "skii", "skij", "skaya", "skaia", "skaja", "sky", "ski"):
		add(w, whole)
		add(w[:strings.LastIndex(w, "sk")+2], adj)
	case endsIn(w, "ова", "ева", "ёва", "ына", "ova", "eva", "owa", "ewa"):
		add(w, whole)
		add(short, hard) // and her father, her brother
	case last == 'а', last == 'a':
		add(w, whole)
		add(short, hardA)
		if last == 'a' {
			add(strings.TrimRight(short, "yi"), softA)
		}
	case last == 'я':
		add(w, whole)
		add(short, softA)
	case last == 'й':
		add(w, whole)
		add(short, cutY)
	case last == 'ь':
		add(w, whole)
		add(short, soft)
	case isVowel(last):
		add(w, whole)
	case isCyrillic(last):
		add(w, hard)
	default:
		add(w, hard)
		add(w, soft)
	}
	if s := withoutVowel(w); s != "" {
		add(s, fleeting)
	}
	return out
}

// withoutVowel gives the stem of a word whose last vowel goes in the other
// cases: Павел, Павла; Лев, Льва; Кравец, Кравца.
func withoutVowel(w string) string {
	if w == "лев" {
		return "льв"
	}
	for _, e := range []string{"ец", "ёк", "ек", "ок", "ел"} {
		if head := strings.TrimSuffix(w, e); head != w && utf8.RuneCountInString(head) >= 2 {
			consonant, _ := utf8.DecodeLastRuneInString(e)
			return head + string(consonant)
		}
	}
	return ""
}
