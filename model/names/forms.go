package names

import (
	"slices"
	"strings"
	"unicode"
)

// scheme is one way to write Cyrillic letters in Latin ones. Letters that it
// does not name are written as in plain.
type scheme struct {
	letters   map[rune]string
	dzh       string // дж
	ye        string // е at the beginning and after a vowel
	sharp     string // в at the end, where it is told apart
	wide      bool   // also for the letters of Uzbek as they are; else they are written as Russian does
	commas    bool   // oʻ and gʻ, with whatever sign is typed for the comma
	apostroph string // ъ
}

// plain is what all schemes agree on.
var plain = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'ь': "", 'ъ': "", 'ы': "y", 'э': "e",
	'қ': "q", 'ғ': "gh", 'ҳ': "h", 'ў': "o", 'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g",
	'ҷ': "j", 'ӣ': "i", 'ӯ': "u", 'ә': "a", 'ө': "o", 'ү': "u", 'ұ': "u", 'ң': "ng", 'һ': "h",
}

// schemes are the ways in which names of the region reach a file.
var schemes = []scheme{
	{ // the Uzbek alphabet of 1995 (decree 931-XII; table by T. Pedersen)
		letters: map[rune]string{'ж': "j", 'х': "x", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "sh", 'ё': "yo", 'й': "y", 'ю': "yu", 'я': "ya", 'ы': "i", 'ғ': "gʻ", 'ў': "oʻ"},
		ye:      "ye", wide: true, commas: true, apostroph: "ʼ",
	},
	{ // the same with ц as s, which its rules allow
		letters: map[rune]string{'ж': "j", 'х': "x", 'ц': "s", 'ч': "ch", 'ш': "sh", 'щ': "sh", 'ё': "yo", 'й': "y", 'ю': "yu", 'я': "ya", 'ы': "i", 'ғ': "g", 'ў': "o"},
		ye:      "e", wide: true,
	},
	{ // BGN/PCGN 1947 (Russian) and 1979 (Uzbek); the Strasbourg court writes so
		letters: map[rune]string{'ж': "zh", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ё': "yo", 'й': "y", 'ю': "yu", 'я': "ya"},
		ye:      "ye", dzh: "dzh", wide: true,
	},
	{ // as newspapers write it
		letters: map[rune]string{'ж': "zh", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ё': "e", 'й': "i", 'ю': "yu", 'я': "ya"},
		ye:      "e", dzh: "j",
	},
	{ // ICAO Doc 9303, part 3: passports of Russia since 2013
		letters: map[rune]string{'ж': "zh", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ё': "e", 'й': "i", 'ю': "iu", 'я': "ia"},
		ye:      "e", apostroph: "ie",
	},
	{ // ISO 9:1995
		letters: map[rune]string{'ж': "ž", 'х': "h", 'ц': "c", 'ч': "č", 'ш': "š", 'щ': "ŝ", 'ё': "ë", 'й': "j", 'ю': "û", 'я': "â", 'э': "è", 'ғ': "ġ", 'ў': "ŭ", 'ҳ': "ḩ", 'қ': "ķ"},
		ye:      "e", wide: true,
	},
	{ // German newspapers and courts (Duden)
		letters: map[rune]string{'ж': "sch", 'х': "ch", 'ц': "z", 'ч': "tsch", 'ш': "sch", 'щ': "schtsch", 'ё': "jo", 'й': "j", 'ю': "ju", 'я': "ja", 'в': "w", 'з': "s"},
		ye:      "je", dzh: "dsch",
	},
	{ // French newspapers and courts
		letters: map[rune]string{'ж': "j", 'х': "kh", 'ц': "ts", 'ч': "tch", 'ш': "ch", 'щ': "chtch", 'ё': "io", 'й': "ï", 'ю': "iou", 'я': "ia", 'у': "ou"},
		ye:      "e", dzh: "dj",
	},
	{ // passports of Soviet and early Russian times, after the French; -eff, -off
		letters: map[rune]string{'ж': "j", 'х': "kh", 'ц': "ts", 'ч': "tch", 'ш': "ch", 'щ': "chtch", 'ё': "io", 'й': "i", 'ю': "iou", 'я': "ia", 'у': "ou"},
		ye:      "ie", dzh: "dj", sharp: "ff",
	},
	{ // Polish
		letters: map[rune]string{'ж': "ż", 'х': "ch", 'ц': "c", 'ч': "cz", 'ш': "sz", 'щ': "szcz", 'ё': "jo", 'й': "j", 'ю': "ju", 'я': "ja", 'в': "w"},
		ye:      "je", dzh: "dż",
	},
	{ // Turkish
		letters: map[rune]string{'ж': "j", 'х': "h", 'ц': "ts", 'ч': "ç", 'ш': "ş", 'щ': "şç", 'ё': "yo", 'й': "y", 'ю': "yu", 'я': "ya", 'ы': "ı", 'ғ': "ğ", 'ў': "ö", 'қ': "k"},
		ye:      "ye", dzh: "c", wide: true,
	},
}

// commaSigns are what is typed for the comma of oʻ and gʻ, and for the tutuq.
var commaSigns = []string{"ʻ", "ʼ", "‘", "’", "'", "`", "´", ""}

// Forms gives the spellings of a name that its letters make likely, in Cyrillic
// and in Latin script, in small letters, its own first. They are for searches
// that can only compare letter by letter; what a person may have written
// besides is found by [Keys].
func Forms(name string) []string {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	forms := []string{name}
	var cyrillic []string
	if strings.IndexFunc(name, isCyrillic) >= 0 {
		cyrillic = fromCyrillic(name)
	} else {
		cyrillic = fromLatin(name)
	}
	forms = append(forms, cyrillic...)
	for _, c := range cyrillic {
		for _, s := range schemes {
			if s.wide || russian(c) == c {
				forms = append(forms, s.write(c)...)
			}
		}
	}
	if strings.IndexFunc(name, isApostrophe) >= 0 {
		forms = append(forms, commas(name)...)
	}
	return unique(forms)
}

func unique(forms []string) []string {
	seen := map[string]bool{"": true}
	out := forms[:0]
	for _, f := range forms {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	return out
}

// commas writes a name with each sign that is typed for its commas.
func commas(name string) []string {
	var out []string
	for _, sign := range commaSigns {
		out = append(out, strings.Map(func(r rune) rune {
			switch {
			case !isApostrophe(r):
				return r
			case sign == "":
				return -1
			}
			return []rune(sign)[0]
		}, name))
	}
	return out
}

// fromCyrillic gives a Cyrillic name as it is, and as Russian offices write it.
func fromCyrillic(name string) []string {
	out := []string{name, strings.ReplaceAll(name, "ё", "е")}
	ru := russian(name)
	out = append(out, ru, strings.ReplaceAll(ru, "йў", "ю"))
	if ru != name && strings.Contains(ru, "ж") {
		out = append(out, strings.ReplaceAll(strings.ReplaceAll(ru, "дж", "ж"), "ж", "дж"))
	}
	if strings.Contains(name, "дж") {
		out = append(out, strings.ReplaceAll(name, "дж", "ж"))
	}
	return unique(out)
}

// russianLetters are what Russian writes for letters it does not have.
var russianLetters = strings.NewReplacer(
	"йў", "ю", "қ", "к", "ғ", "г", "ҳ", "х", "ў", "у", "ҷ", "дж", "җ", "дж", "ӣ", "и", "ӯ", "у",
	"ә", "а", "ө", "о", "ү", "у", "ұ", "у", "ң", "н", "һ", "х", "і", "и", "ї", "и", "є", "е", "ґ", "г",
)

func russian(name string) string { return russianLetters.Replace(name) }

// write gives a Cyrillic name in the letters of the scheme.
func (s scheme) write(name string) []string {
	var b strings.Builder
	letters := []rune(name)
	vowel := true // at the beginning е reads as after a vowel
	for i := 0; i < len(letters); i++ {
		c := letters[i]
		last := i+1 == len(letters) || !unicode.IsLetter(letters[i+1])
		switch to, own := s.letters[c]; {
		case c == 'д' && s.dzh != "" && i+1 < len(letters) && letters[i+1] == 'ж':
			b.WriteString(s.dzh)
			i++
			c = 'ж'
		case c == 'е' && vowel:
			b.WriteString(s.ye)
		case c == 'ъ':
			b.WriteString(s.apostroph)
		case c == 'в' && last && s.sharp != "":
			b.WriteString(s.sharp)
		case own:
			b.WriteString(to)
		case isCyrillic(c):
			if to, ok := plain[c]; ok {
				b.WriteString(to)
			} else {
				b.WriteRune(c)
			}
		default:
			b.WriteRune(c)
		}
		vowel = isVowel(c) || c == 'ъ' || c == 'ь' || !unicode.IsLetter(c)
	}
	out := b.String()
	if s.commas {
		return commas(out)
	}
	return []string{out}
}

// latinGroups are read from Latin letters in this order: Uzbek first, Russian
// behind it where that differs.
var latinGroups = []struct{ latin, uzbek, russian string }{
	{"shch", "щ", "щ"},
	{"sch", "ш", "ш"},
	{"sh", "ш", "ш"},
	{"tch", "ч", "ч"},
	{"ch", "ч", "ч"},
	{"dzh", "ж", "дж"},
	{"zh", "ж", "ж"},
	{"kh", "х", "х"},
	{"gʻ", "ғ", "г"},
	{"gh", "ғ", "г"},
	{"yoʻ", "йў", "ю"},
	{"oʻ", "ў", "у"},
	{"ts", "ц", "ц"},
	{"yo", "ё", "ё"},
	{"yu", "ю", "ю"},
	{"ya", "я", "я"},
	{"ye", "е", "е"},
	{"iya", "ия", "ия"},
	{"iy", "ий", "ий"},
	{"ia", "иа", "ия"},
	{"iu", "иу", "ю"},
	{"ie", "ие", "ие"},
	{"ou", "у", "у"},
	{"ʼ", "ъ", ""},
	{"ph", "ф", "ф"},
	{"a", "а", "а"},
	{"b", "б", "б"},
	{"c", "к", "к"},
	{"d", "д", "д"},
	{"e", "е", "е"},
	{"f", "ф", "ф"},
	{"g", "г", "г"},
	{"h", "ҳ", "х"},
	{"i", "и", "и"},
	{"j", "ж", "дж"},
	{"k", "к", "к"},
	{"l", "л", "л"},
	{"m", "м", "м"},
	{"n", "н", "н"},
	{"o", "о", "о"},
	{"p", "п", "п"},
	{"q", "қ", "к"},
	{"r", "р", "р"},
	{"s", "с", "с"},
	{"t", "т", "т"},
	{"u", "у", "у"},
	{"v", "в", "в"},
	{"w", "в", "в"},
	{"x", "х", "х"},
	{"y", "й", "й"},
	{"z", "з", "з"},
	{"š", "ш", "ш"},
	{"č", "ч", "ч"},
	{"ž", "ж", "ж"},
	{"ş", "ш", "ш"},
	{"ç", "ч", "ч"},
	{"ğ", "ғ", "г"},
	{"ı", "и", "ы"},
	{"ö", "ў", "у"},
	{"ü", "у", "ю"},
}

// fromLatin gives the Cyrillic spellings of a Latin name, Uzbek and Russian.
func fromLatin(name string) []string {
	name = strings.Map(func(r rune) rune {
		if isApostrophe(r) {
			return '\''
		}
		return r
	}, name)
	name = strings.NewReplacer("o'", "oʻ", "g'", "gʻ", "'", "ʼ").Replace(name)
	uz, ru := readLatin(name)
	out := []string{uz, ru, strings.ReplaceAll(ru, "дж", "ж"), russian(uz)}
	if strings.Contains(name, "x") { // Xamid, but Alexei
		_, ks := readLatin(strings.ReplaceAll(name, "x", "ks"))
		out = append(out, ks)
	}
	for _, c := range out[:3] {
		if r := []rune(c); len(r) > 0 && r[0] == 'е' {
			out = append(out, "э"+string(r[1:]))
		}
	}
	return unique(slices.DeleteFunc(out, func(s string) bool { return strings.IndexFunc(s, isCyrillic) < 0 }))
}

func readLatin(name string) (uzbek, russian string) {
	var uz, ru strings.Builder
	before := ' '
scan:
	for i := 0; i < len(name); {
		rest := name[i:]
		for _, g := range latinGroups {
			if !strings.HasPrefix(rest, g.latin) {
				continue
			}
			u, r := g.uzbek, g.russian
			next := []rune(rest[len(g.latin):])
			if g.latin == "y" && !isVowel(before) && (len(next) > 0 && unicode.IsLetter(next[0])) {
				u, r = "и", "ы" // Kadyrov
			} else if g.latin == "y" && !isVowel(before) && unicode.IsLetter(before) {
				u, r = "ий", "ий" // Dmitry
			}
			uz.WriteString(u)
			ru.WriteString(r)
			letters := []rune(g.latin)
			before = letters[len(letters)-1]
			i += len(g.latin)
			continue scan
		}
		r := []rune(rest)[0]
		uz.WriteRune(r)
		ru.WriteRune(r)
		before = r
		i += len(string(r))
	}
	return uz.String(), ru.String()
}
