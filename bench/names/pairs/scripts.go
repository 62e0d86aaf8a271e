// Package pairs makes pairs of names that are, and are not, of one person, to
// measure how well names are compared.
//
// Its one job is to apply published tables of transliteration to real parts of
// names. It shares no code and no table with the package that is measured.
package pairs

import (
	"strings"
	"unicode"
)

// A table gives letters for those of a Cyrillic alphabet.
type table map[string]string

// Tables by their publication. What a table does not name it takes from base.
var base = table{
	"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m",
	"н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
	"ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
	"җ": "j", "і": "i", "ұ": "u", "ү": "u", "ө": "o", "ә": "a", "ң": "n", "һ": "h", "ӣ": "i", "ӯ": "u", "ҷ": "j",
}

var (
	// Uzbek, decree 931-XII of 1993 as changed in 1995.
	uzbek1995 = table{"е": "e", "ё": "yo", "ж": "j", "й": "y", "х": "x", "ц": "s", "ч": "ch", "ш": "sh", "ъ": "ʼ", "ў": "oʻ", "қ": "q", "ғ": "gʻ", "ҳ": "h"}
	// BGN/PCGN 1947 (Russian) with the letters of BGN/PCGN 1979 to 2011 for the others.
	bgn = table{"ў": "ŭ", "қ": "q", "ғ": "gh", "ҳ": "h", "ҷ": "j", "ӣ": "í", "ӯ": "ŭ", "ә": "ä", "ө": "ö", "ү": "ü", "ұ": "ū", "ң": "ng", "һ": "h", "і": "i"}
	// ICAO Doc 9303, part 3, section 6.B (as Russian passports have it).
	icao = table{"ё": "e", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie", "ц": "ts"}
	// ISO 9:1995, the same as GOST 7.79-2000 A.
	iso9 = table{"ё": "ë", "ж": "ž", "й": "j", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "ŝ", "э": "è", "ю": "û", "я": "â", "ў": "ŭ", "қ": "ķ", "ғ": "ġ", "ҳ": "ḩ", "ҷ": "ç", "ӣ": "ī", "ӯ": "ū", "ә": "a̋", "ө": "ô", "ү": "ù", "ң": "n̦"}
	// GOST 7.79-2000 B.
	gostB = table{"ё": "yo", "й": "j", "х": "x", "ц": "cz", "щ": "shh", "ы": "y`", "э": "e`", "ю": "yu", "я": "ya", "ь": "`"}
	// Duden, as German newspapers.
	german = table{"в": "w", "е": "e", "ё": "jo", "ж": "sch", "з": "s", "й": "j", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju", "я": "ja", "дж": "dsch"}
	// French newspapers and the French of the Strasbourg court.
	french = table{"ё": "io", "ж": "j", "й": "ï", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia", "дж": "dj"}
	// Polish, PWN.
	polish = table{"в": "w", "ё": "jo", "ж": "ż", "й": "j", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "ю": "ju", "я": "ja", "дж": "dż"}
	// Turkish newspapers.
	turkish = table{"ж": "j", "х": "h", "ч": "ç", "ш": "ş", "ы": "ı", "дж": "c", "қ": "k", "ғ": "ğ", "ҳ": "h", "ў": "ö"}
	// Turkmen, 1999.
	turkmen = table{"в": "w", "ж": "ž", "х": "h", "ч": "ç", "ш": "ş", "й": "ý", "ю": "ýu", "я": "ýa", "ё": "ýo", "ә": "ä", "ө": "ö", "ү": "ü", "ң": "ň", "җ": "j", "дж": "j"}
	// English newspapers: no table, but habits.
	english = table{"ж": "zh", "ё": "e", "й": "i", "дж": "j", "ю": "yu", "қ": "k", "ғ": "g", "ҳ": "h", "ў": "u", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "ң": "n", "і": "i"}
)

// letters of other alphabets as Russian offices write them.
var russianLetters = strings.NewReplacer("йў", "ю", "Йў", "Ю", "қ", "к", "ғ", "г", "ҳ", "х", "ў", "у", "ҷ", "дж", "ӣ", "и", "ӯ", "у", "ә", "а", "ө", "о", "ү", "у", "ұ", "у", "ң", "н", "һ", "х", "і", "и", "җ", "дж",
	"Қ", "К", "Ғ", "Г", "Ҳ", "Х", "Ў", "У", "Ҷ", "Дж", "Ө", "О", "Ү", "У", "Ұ", "У", "Ә", "А", "І", "И", "Җ", "Дж")

func vowel(r rune) bool {
	return strings.ContainsRune("аеёиоуыэюяўіүұөәӣӯ", unicode.ToLower(r))
}

// write writes a Cyrillic word by a table. ye is е at the beginning and after a vowel.
func write(word string, t table, ye string) string {
	var b strings.Builder
	letters := []rune(word)
	for i := 0; i < len(letters); i++ {
		r := unicode.ToLower(letters[i])
		out, ok := "", false
		if i+1 < len(letters) {
			if out, ok = t[string(r)+string(unicode.ToLower(letters[i+1]))]; ok {
				i++
			}
		}
		if !ok {
			out, ok = t[string(r)]
		}
		if !ok {
			out, ok = base[string(r)]
		}
		if !ok {
			out = string(r)
		}
		first := i == 0 || ok && out != "" && i == 1 && b.Len() == 0
		if r == 'е' && ye != "" && (i == 0 || vowel(letters[i-1]) || letters[i-1] == 'ъ' || letters[i-1] == 'ь') {
			out = ye
		}
		if first && unicode.IsUpper(letters[0]) {
			out = upperFirst(out)
		}
		b.WriteString(out)
	}
	return b.String()
}

func upperFirst(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// A Scheme writes a Cyrillic word of a language in the way of one place.
type Scheme struct {
	Name  string
	Write func(word string) string
	// Russian: patronymics and endings are those of Russian documents.
	Russian bool
	// Only for names of this language; "" all.
	Only string
}

func russified(word string) string { return russianLetters.Replace(word) }

// deeper is what Russian registry offices made of Uzbek names: о as а in a
// syllable before the last, ж as дж.
func deeper(word string) string {
	word = russified(word)
	if !strings.Contains(strings.ToLower(word), "дж") {
		word = strings.NewReplacer("ж", "дж", "Ж", "Дж").Replace(word)
	}
	end := ""
	for _, e := range []string{"ова", "ов", "ович", "овна"} {
		if strings.HasSuffix(word, e) {
			word, end = strings.TrimSuffix(word, e), e
			break
		}
	}
	return strings.NewReplacer("о", "а", "О", "А").Replace(word) + end
}

func commas(sign string) func(string) string {
	r := strings.NewReplacer("ʻ", sign, "ʼ", sign)
	return func(word string) string { return r.Replace(write(word, uzbek1995, "ye")) }
}

func afterRussian(t table, ye string) func(string) string {
	return func(word string) string { return write(russified(word), t, ye) }
}

func afterDeeper(t table, ye string) func(string) string {
	return func(word string) string { return write(deeper(word), t, ye) }
}

// Schemes are all ways to write.
var Schemes = []Scheme{
	{Name: "own Cyrillic", Write: func(w string) string { return w }},
	{Name: "Russian letters", Write: russified, Russian: true},
	{Name: "Russian office", Write: deeper, Russian: true, Only: "uz"},
	{Name: "Uzbek Latin ʻ", Write: commas("ʻ"), Only: "uz"},
	{Name: "Uzbek Latin '", Write: commas("'"), Only: "uz"},
	{Name: "Uzbek Latin `", Write: commas("`"), Only: "uz"},
	{Name: "Uzbek Latin ’", Write: commas("’"), Only: "uz"},
	{Name: "Uzbek Latin bare", Write: commas(""), Only: "uz"},
	{Name: "BGN/PCGN own", Write: func(w string) string { return write(w, bgn, "ye") }},
	{Name: "BGN/PCGN Russian", Write: afterRussian(bgn, "ye"), Russian: true},
	{Name: "BGN/PCGN office", Write: afterDeeper(bgn, "ye"), Russian: true, Only: "uz"},
	{Name: "passport", Write: afterRussian(icao, "e"), Russian: true},
	{Name: "passport office", Write: afterDeeper(icao, "e"), Russian: true, Only: "uz"},
	{Name: "ISO 9", Write: afterRussian(iso9, "e"), Russian: true},
	{Name: "ISO 9 own", Write: func(w string) string { return write(w, iso9, "e") }},
	{Name: "GOST B", Write: afterRussian(gostB, "e"), Russian: true},
	{Name: "German", Write: afterRussian(german, "je"), Russian: true},
	{Name: "German office", Write: afterDeeper(german, "je"), Russian: true, Only: "uz"},
	{Name: "French", Write: afterRussian(french, "ie"), Russian: true},
	{Name: "Polish", Write: afterRussian(polish, "je"), Russian: true},
	{Name: "Turkish", Write: func(w string) string { return write(w, turkish, "ye") }},
	{Name: "Turkmen", Write: func(w string) string { return write(w, turkmen, "ýe") }, Only: "tk"},
	{Name: "English", Write: afterRussian(english, "e"), Russian: true},
	{Name: "English own", Write: func(w string) string { return write(w, english, "ye") }},
}
