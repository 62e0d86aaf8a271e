package main

import (
	"strings"
	"unicode"
)

// A system writes a word of one Cyrillic alphabet in another way.
type system struct {
	name    string
	letters string // pairs: what is written, and how; "-" is nothing
	first   string // the same at the start of a word and after a vowel
	ends    string // pairs: an ending of the word in Cyrillic, and how it is written
	ss      bool   // с between vowels is doubled
}

const common = "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya "

// russian holds the systems that read a name as Russian spells it.
var russian = []system{
	{name: "BGN/PCGN", letters: common + "ё ë ь ’ ъ ”", first: "е ye ё yë"},
	{name: "press", letters: common, ends: "ий y ый y", first: "е ye"},
	{name: "passport 1997", letters: common + "кс x", ends: "ий y ый y"},
	{name: "passport 2000", letters: common + "ё e й i ц tc ю iu я ia"},
	{name: "passport 2013", letters: common + "ё e й i ъ ie ю iu я ia"},
	{name: "ISO 9", letters: common + "ё ë ж ž й j х h ц c ч č ш š щ ŝ э è ю û я â"},
	{name: "GOST 7.79 B", letters: common + "й j х x ц cz щ shh ы y' э e' ь ' ъ -"},
	{name: "German", letters: common + "в w е e ё jo ж sch дж dsch з s й i ий i ый y х ch ц z ч tsch ш sch щ schtsch ю ju я ja", first: "е je", ss: true},
	{name: "French", letters: common + "ё io ж j дж dj у ou ч tch ш ch щ chtch ю iou я ia ге gue ги gui й ï ий i ый y", first: "е e", ends: "ин ine", ss: true},
	{name: "Polish", letters: common + "в w ё io ж ż дж dż й j х ch ц c ч cz ш sz щ szcz ю ju я ja л ł ле le ли li ль l ля la лю lu ий ij", first: "е je"},
	{name: "Turkish", letters: common + "ж j дж c х h ц ts ч ç ш ş щ şç ы ı"},
	{name: "Czech", letters: common + "ж ž дж dž й j х ch ц c ч č ш š щ šč ю ju я ja", first: "е je", ends: "ий ij"},
	{name: "Italian", letters: common + "ё ë ж ž дж dž й j х ch ц c ч č ш š щ šč э ė ю ju я ja ь '"},
	{name: "Spanish", letters: common + "ж zh дж dzh х j й i ю iu я ia ий i ый i ге gue ги gui", first: "е ye"},
}

const turkic = "а a б b в v г g д d е e ё yo ж j з z и i й y к k л l м m н n ң ng о o ө ö п p р r с s т t у u ү ü ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya "

// own holds the systems that read a name as its own language spells it.
var own = map[string][]system{
	"uz": {
		{name: "Latin ʻ", letters: turkic + "х x ў oʻ ғ gʻ қ q ҳ h ъ ʼ", first: "е ye"},
		{name: "Latin '", letters: turkic + "х x ў o' ғ g' қ q ҳ h ъ '", first: "е ye"},
		{name: "Latin ’", letters: turkic + "х x ў o’ ғ g’ қ q ҳ h ъ ’", first: "е ye"},
		{name: "Latin ‘", letters: turkic + "х x ў o‘ ғ g‘ қ q ҳ h ъ ’", first: "е ye"},
		{name: "Latin `", letters: turkic + "х x ў o` ғ g` қ q ҳ h ъ `", first: "е ye"},
		{name: "Latin bare", letters: turkic + "х x ў o ғ g қ q ҳ h", first: "е ye"},
		{name: "BGN/PCGN", letters: turkic + "ў ŭ ғ gh қ q ҳ h ъ ”", first: "е ye"},
		{name: "ISO 9", letters: turkic + "ж ž й j х h ч č ш š ё ë ю û я â ў ŭ ғ ġ қ ķ ҳ ḩ ъ -"},
	},
	"kk": {
		{name: "Latin 2018", letters: turkic + "ә á ғ ǵ и ı й ı қ q ң ń ө ó у ý ұ u ү ú х h һ h і i ю ıý я ıa"},
		{name: "Latin 2021", letters: turkic + "ә ä ғ ğ и i й i қ q ң ñ у u ұ ū х h һ h ш ş ы y і ı ю iu я ia"},
		{name: "Kazinform", letters: turkic + "ә ä ғ ğ и ï й y қ q ң ñ у w ұ u х x һ h ч ç ш ş ы ı і i"},
		{name: "BGN/PCGN", letters: turkic + "ә ä ғ gh ж zh и ī қ q у ū ұ u һ h і i"},
		{name: "passport", letters: turkic + "ә a ғ g ж zh қ k ң n ө o ұ u ү u һ h і i"},
		{name: "ISO 9", letters: turkic + "ж ž й j х h ч č ш š ә a̋ ғ ġ қ ķ ң ṇ ө ô ұ u̇ ү ù һ ḥ і ì ю û я â"},
	},
	"ky": {
		{name: "BGN/PCGN", letters: turkic},
		{name: "passport", letters: turkic + "ж zh ң n ө o ү u"},
		{name: "bare", letters: turkic + "ө o ү u"},
		{name: "Turkish", letters: turkic + "ж c ң n х h ч ç ш ş ы ı"},
		{name: "ISO 9", letters: turkic + "ж ž й j х h ч č ш š ң ṇ ө ô ү ù ю û я â"},
	},
	"tg": {
		{name: "BGN/PCGN", letters: common + "ғ gh ӣ í қ q ӯ ŭ ҳ h ҷ j ъ ’", first: "е ye"},
		{name: "press", letters: common + "ғ gh ӣ i қ q ӯ u ҳ h ҷ j", first: "е ye"},
		{name: "passport", letters: common + "ғ gh ӣ i қ q ӯ u ҳ h ҷ j", first: "е e"},
		{name: "ISO 9", letters: common + "ж ž й j х h ч č ш š ё ë ю û я â ғ ġ ӣ ī қ ķ ӯ ū ҳ ḩ ҷ ç"},
		{name: "Iranica", letters: common + "ё yo ғ ḡ ӣ ī қ q ӯ ū ҳ h ҷ j х x ч č ш š ъ ʾ"},
	},
	"tk": {
		{name: "Latin", letters: turkic + "в w ж ž җ j й ý ң ň х h ә ä ч ç ш ş ё ýo ю ýu я ýa", first: "е ýe"},
		{name: "Latin bare", letters: turkic + "в w ж z җ j й y ң n ө o ү u х h ә a ч c ш s", first: "е ye"},
		{name: "BGN/PCGN", letters: turkic + "ж zh җ j х kh ә ä", first: "е ye"},
		{name: "press", letters: turkic + "в v ж zh җ j ң n ө o ү u х h ә a", first: "е ye"},
	},
	"az": {
		{name: "Latin", letters: turkic + "г q ә ə ғ ğ ҝ g һ h ҹ c ј y х x ч ç ш ş ы ı"},
		{name: "Latin 1991", letters: turkic + "г q ә ä ғ ğ ҝ g һ h ҹ c ј y х x ч ç ш ş ы ı"},
		{name: "press", letters: turkic + "г g ә a ғ gh ҝ g һ h ҹ j ј y ө o ү u"},
	},
	"uk": {
		{name: "passport 2010", letters: ukrainian, first: "є ye ї yi й y ю yu я ya"},
		{name: "BGN/PCGN 1965", letters: ukrainian + "є ye ї yi й y ю yu я ya ь ’"},
		{name: "ISO 9", letters: ukrainian + "г g ґ g̀ є ê ж ž и i і ì ї ï й j х h ц c ч č ш š щ ŝ ю û я â ь ′"},
		{name: "German", letters: ukrainian + "в w є je ж sch з s и y ї ji й j х ch ц z ч tsch ш sch щ schtsch ю ju я ja", ss: true},
		{name: "French", letters: ukrainian + "є ie ж j у ou ч tch ш ch щ chtch ю iou я ia й ï", ss: true},
		{name: "Polish", letters: ukrainian + "в w є je ж ż ї ji й j х ch ц c ч cz ш sz щ szcz ю ju я ja л ł лі li ле le ль l"},
	},
}

const ukrainian = "а a б b в v г h ґ g д d е e є ie ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ь - ю iu я ia ’ - зг zgh "

// asRussian writes the letters that Russian lacks as the registries of the Soviet
// Union did.
var asRussian = map[string]string{
	"uz": "ў у қ к ғ г ҳ х ж дж ъ -",
	"kk": "ә а ғ г қ к ң н ө о ұ у ү у һ х і и",
	"ky": "ң н ө о ү у",
	"tg": "ғ г ӣ и қ к ӯ у ҳ х ҷ дж ъ -",
	"tk": "җ дж ң н ө о ү у ә а",
	"uk": "і и ї и є е и ы",
	"az": "ә а ө о ү у ғ г ҝ г һ г ҹ дж ј й",
}

// table reads pairs of words; a later pair overrules an earlier one.
func table(s string) map[string]string {
	m := map[string]string{}
	f := strings.Fields(s)
	for i := 0; i+1 < len(f); i += 2 {
		if f[i+1] == "-" {
			f[i+1] = ""
		}
		m[f[i]] = f[i+1]
	}
	return m
}

const vowels = "аеёиоуыэюяўәөұүіӣӯєї"

func vowel(s string) bool { return s != "" && strings.Contains(vowels, s) }

// word writes one word in the system.
func (y system) word(w string) string {
	r := []rune(strings.ToLower(w))
	letters, first := table(y.letters), table(y.first)
	var b strings.Builder
	for i := 0; i < len(r); i++ {
		c := string(r[i])
		before := ""
		if i > 0 {
			before = string(r[i-1])
		}
		end := false
		for from, to := range table(y.ends) {
			if string(r[i:]) == from && i > 0 {
				b.WriteString(to)
				end = true
			}
		}
		if end {
			break
		}
		if i+1 < len(r) {
			if to, ok := letters[string(r[i:i+2])]; ok {
				b.WriteString(to)
				i++
				continue
			}
		}
		to, ok := letters[c]
		if !ok {
			to = c
		}
		if f, ok := first[c]; ok && (before == "" || vowel(before) || strings.Contains("ьъй-", before)) {
			to = f
		}
		if y.ss && c == "с" && vowel(before) && i+1 < len(r) && vowel(string(r[i+1])) {
			to = "ss"
		}
		b.WriteString(to)
	}
	return title(b.String())
}

// full writes every word of a name in the system.
func (y system) full(s string) string {
	f := strings.Fields(s)
	for i, w := range f {
		low := unicode.IsLower([]rune(w)[0])
		if parts := strings.Split(w, "-"); len(parts) > 1 {
			for j := range parts {
				parts[j] = y.word(parts[j])
			}
			f[i] = strings.Join(parts, "-")
		} else {
			f[i] = y.word(w)
		}
		if low {
			f[i] = strings.ToLower(f[i])
		}
	}
	return strings.Join(f, " ")
}

func title(s string) string {
	r := []rune(s)
	for i, c := range r {
		if unicode.IsLetter(c) {
			r[i] = unicode.ToUpper(c)
			break
		}
	}
	return string(r)
}

// russify writes a word of the language as Russian papers do.
func russify(lang, w string) string {
	m := table(asRussian[lang])
	var b strings.Builder
	for _, c := range strings.ToLower(w) {
		if to, ok := m[string(c)]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(c)
		}
	}
	return title(b.String())
}
