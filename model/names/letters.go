package names

import "unicode"

// The sounds that letters are reduced to. They are few on purpose: what one
// people writes a, another writes o, and a border officer e.
//
//	a i u                    vowels; what is between them has two readings
//	b d f g h j k l m n p r s t v z
//	c C S                    as in tsar, church, shah
//
// A letter that reads differently from one spelling to the next has several
// readings; two words are one when a reading of each is the same. Sources of
// the pairs: docs/names.md.
var (
	readA  = []string{"a"}
	readI  = []string{"i"}
	readU  = []string{"u"}
	readO  = []string{"a", "u"} // o of Uzbek is Russian a (Botir, Батыр); o without its comma is oʻ (Joraev)
	readE  = []string{"i"}      // Temur and Timur
	readNo = []string{""}       // soft and hard sign, tutuq, a glide before a vowel
)

// cyrillic holds Russian, Uzbek and their neighbours (Tajik, Kazakh, Kyrgyz,
// Ukrainian, Azerbaijani). What depends on its neighbours is in cyrillicReadings.
var cyrillic = map[rune][]string{
	'а': readA, 'б': {"b"}, 'в': {"v"}, 'г': {"g"}, 'д': {"d"}, 'е': readE, 'ё': {"i", "a", "u"},
	'ж': {"j"}, 'з': {"z"}, 'и': readI, 'й': readI, 'к': {"k"}, 'л': {"l"}, 'м': {"m"}, 'н': {"n"},
	'о': readO, 'п': {"p"}, 'р': {"r"}, 'с': {"s"}, 'т': {"t"}, 'у': readU, 'ф': {"f"}, 'х': {"h"},
	'ц': {"c", "s"}, 'ч': {"C"}, 'ш': {"S"}, 'щ': {"S"}, 'ъ': readNo, 'ы': readI, 'ь': readNo,
	'э': readE, 'ю': readU, 'я': readA,
	'ў': readU, 'қ': {"k"}, 'ғ': {"g"}, 'ҳ': {"h"},
	'ҷ': {"j"}, 'җ': {"j"}, 'ӣ': readI, 'ӯ': readU, 'ә': {"a", "i"}, 'ө': readO, 'ү': readU, 'ұ': readU, 'ң': {"n"}, 'һ': {"h"},
	'і': readI, 'ї': readI, 'є': readE, 'ґ': {"g"}, 'ѓ': {"g"}, 'ќ': {"k"}, 'ҡ': {"k"}, 'ҙ': {"z"}, 'ҫ': {"s"},
	'ҝ': {"g"}, 'ҹ': {"j"}, 'ј': readI,
}

// latin holds letters and groups of letters, the longest of which counts.
var latin = map[string][]string{
	"schtsch": {"S"}, "chtch": {"S"}, "szcz": {"S"}, "shch": {"S"}, "tsch": {"C"}, "dsch": {"j"},
	"sch": {"S", "j"}, // German ш and ж
	"tch": {"C"}, "dzh": {"j"}, "ddj": {"j"},
	"šč": {"S"}, "şç": {"S"}, "dj": {"j"}, "dž": {"j"}, "dż": {"j"}, "dz": {"dz", "j"}, "zh": {"j"}, "kh": {"h"}, "gh": {"g"}, "sh": {"S"}, "sz": {"S"}, "cz": {"C"},
	"ch": {"C", "h", "S"}, // church; German and Polish Chamid; French Chavkat
	"ph": {"f"}, "th": {"t"}, "dh": {"d"}, "ts": {"c"}, "tc": {"c"}, "tz": {"c"}, "ck": {"k"}, "qu": {"ku", "k"},
	"ou": {"u"}, "oo": {"u"}, "ee": {"i"},

	"a": readA, "b": {"b"}, "d": {"d"}, "e": readE, "f": {"f"}, "g": {"g"}, "h": {"h"}, "k": {"k"}, "l": {"l"},
	"m": {"m"}, "n": {"n"}, "o": readO, "p": {"p"}, "q": {"k"}, "r": {"r"}, "s": {"s"}, "t": {"t"}, "u": readU, "v": {"v"},
	"w": {"v"}, "z": {"z"},
	"c": {"k", "c", "j"}, // Camolov; Polish and ISO 9 c; Turkish Cemşid
	"i": readI, "y": readI,
	"j": {"j", "i"},  // Uzbek and English j; German, Polish and ISO 9 й
	"x": {"h", "ks"}, // Uzbek Xamid; Alexei

	"č": {"C"}, "ć": {"C"}, "ç": {"C"}, "š": {"S"}, "ŝ": {"S"}, "ş": {"S"}, "ș": {"S"}, "ś": {"S", "s"}, "ž": {"j"}, "ż": {"j"}, "ź": {"z", "j"},
	"ţ": {"c"}, "ț": {"c"}, "ğ": {"g"}, "ı": readI, "ə": {"a", "i"}, "ä": {"a", "i"}, "ö": readO, "ü": readU, "ŭ": readU,
	"û": readU, "â": readA, "è": readE, "ë": {"i", "a", "u"}, "ß": {"s"}, "ł": {"l"}, "ñ": {"n"}, "æ": {"i", "a"}, "œ": {"i", "u"},
}

// composed puts a letter and the mark behind it together, where the mark makes
// another letter of it. All other marks are dropped.
var composed = map[[2]rune]rune{
	{'и', 0x306}: 'й', {'е', 0x308}: 'ё', {'у', 0x306}: 'ў', {'і', 0x308}: 'ї', {'и', 0x304}: 'ӣ', {'у', 0x304}: 'ӯ',
	{'c', 0x30C}: 'č', {'s', 0x30C}: 'š', {'z', 0x30C}: 'ž', {'c', 0x301}: 'ć', {'s', 0x301}: 'ś', {'z', 0x301}: 'ź', {'z', 0x307}: 'ż',
	{'c', 0x327}: 'ç', {'s', 0x327}: 'ş', {'s', 0x326}: 'ș', {'t', 0x327}: 'ţ', {'t', 0x326}: 'ț', {'g', 0x306}: 'ğ', {'s', 0x302}: 'ŝ',
	{'a', 0x308}: 'ä', {'o', 0x308}: 'ö', {'u', 0x308}: 'ü', {'u', 0x306}: 'ŭ', {'u', 0x302}: 'û', {'a', 0x302}: 'â', {'e', 0x300}: 'è', {'e', 0x308}: 'ë',
}

// alike are letters of one alphabet that look like those of the other: in a
// word of both, a hand or a reader of scans may have taken one for the other.
var alike = map[rune][]string{
	'c': {"s"}, 'p': {"r"}, 'h': {"n"}, 'b': {"v"}, 'y': {"u"}, 'x': {"h"},
	'с': {"k"}, 'р': {"p"}, 'н': {"h"}, 'в': {"b"}, 'у': {"i"},
}

// arabic makes one letter of those that keyboards exchange. Vowels are not
// written there, so that such a name is compared letter by letter.
var arabic = map[rune]rune{
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ي': 'ی', 'ى': 'ی', 'ك': 'ک', 'ة': 'ه', 'ۀ': 'ه', 'ؤ': 'و', 'ئ': 'ی',
}

// isApostrophe tells whether r is one of the signs that are typed for the comma
// of oʻ and gʻ and for the tutuq.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '‘', '’', 'ʻ', 'ʼ', 'ʹ', 'ʺ', '′', 'ʿ', 'ʾ', '‛', 'ʽ', '＇':
		return true
	}
	return false
}

// isIgnored tells whether r may stand inside a word without being seen: soft
// hyphen (also as PDFium gives it), joiners, marks of direction, tags, and
// letters that are drawn as nothing.
func isIgnored(r rune) bool {
	switch r {
	case 0x02, 0xFFFE, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

func isCyrillic(r rune) bool { return 0x0400 <= r && r <= 0x052F }

func isLatin(r rune) bool { return r < 0x0250 || 0x1E00 <= r && r <= 0x1EFF }

func isVowel(r rune) bool {
	switch r {
	case 'а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ў', 'і', 'ї', 'є', 'ө', 'ү', 'ұ', 'ә', 'ӣ', 'ӯ',
		'a', 'e', 'i', 'o', 'u', 'y', 'ı', 'ə', 'ä', 'ö', 'ü', 'ŭ', 'û', 'â', 'è', 'ë', 'æ', 'œ':
		return true
	}
	return false
}

// begins are the letters that groups begin with, longestGroup the letters of
// the longest.
var begins, longestGroup = func() (map[rune]bool, int) {
	first, longest := map[rune]bool{}, 0
	for group := range latin {
		if letters := []rune(group); len(letters) > 1 {
			first[letters[0]] = true
			longest = max(longest, len(letters))
		}
	}
	return first, longest
}()
