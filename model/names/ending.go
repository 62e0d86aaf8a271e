package names

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// ending is what a name grows at its end in a sentence.
type ending struct {
	male, female Case
	keep         bool // it can be hung on a token, too: Uzbek -ning, English 's
	skip         int  // letters of respect before it
}

// cut says what of a name was left off before its endings are put on, and of
// which kind it then is.
type cut uint8

const (
	whole    cut = iota // nothing; the name does not change in Russian
	hard                // nothing: Карим, Каримов
	soft                // the ь, or nothing: Игор-ь
	hardA               // the а of Вер-а
	softA               // the я of Мари-я
	cutY                // the й of Никола-й
	fleeting            // the vowel that goes: Пав(е)л, Крав(е)ц
	adj                 // the ending of an adjective: Чайковск-ий
)

// Russian declension (Zaliznyak's types, the endings of Russkaya grammatika
// 1980, §§ 1178–1290): of what names take, no more. Two cases where an ending
// is one with men and another with women. After г, к, х, ж, ш, щ, ч an ы is и;
// after ж, ш, щ, ч, ц an о is е: the tables allow both.
var russianEndings = map[cut]map[string]ending{
	hard: table("а Genitive Nominative, у Dative Accusative, ом Instrumental, ем Instrumental, ым Instrumental, е Prepositional, ой Oblique, " +
		"ою Instrumental, ы Nominative, ых Genitive, ыми Instrumental, ам Dative, ами Instrumental, ах Prepositional"),
	soft: table("ь Nominative, я Genitive, ю Dative, ем Instrumental, ём Instrumental, е Prepositional, и Genitive, ью Instrumental, " +
		"ям Dative, ями Instrumental, ях Prepositional"),
	hardA: table("а Nominative, ы Genitive, е Dative, у Accusative, ой Instrumental, ою Instrumental, ам Dative, ами Instrumental, ах Prepositional"),
	softA: table("я Nominative, и Genitive, е Dative, ю Accusative, ей Instrumental, ёй Instrumental, ею Instrumental, " +
		"ям Dative, ями Instrumental, ях Prepositional"),
	cutY:     table("й Nominative, я Genitive, ю Dative, ем Instrumental, ём Instrumental, е Prepositional, и Prepositional"),
	fleeting: table("а Genitive, я Genitive, у Dative, ю Dative, ом Instrumental, ем Instrumental, ём Instrumental, е Prepositional, ы Nominative, и Nominative"),
	adj: table("ий Nominative, ый Nominative, ой Nominative Oblique, ого Genitive, его Genitive, ому Dative, ему Dative, им Instrumental, " +
		"ым Instrumental, ом Prepositional, ем Prepositional, ая Nominative, яя Nominative, ую Accusative, юю Accusative, ою Instrumental, " +
		"ие Nominative, ые Nominative, их Genitive, ых Genitive, ими Instrumental, ыми Instrumental, ей Oblique"),
}

// velar are the endings that stand in place of those with ы and о after г, к,
// х, ж, ш, щ, ч, ц.
var velar = map[cut]map[string]ending{
	hard:  table("и Nominative, им Instrumental, их Genitive, ей Oblique, ею Instrumental"),
	hardA: table("и Genitive, ей Instrumental, ею Instrumental"),
}

// The same in Latin letters, as in "s Khamidkarievym". In Latin script they
// are rare, so that -a is a woman's; and it makes another name of a given one
// (Aziz, Aziza).
var latinEndings = map[cut]map[string]ending{
	hard: table("a Nominative, u Dative Accusative, om Instrumental, em Instrumental, ym Instrumental, im Instrumental, e Prepositional, " +
		"oy Oblique, oi Oblique, oj Oblique, y Nominative, ykh Genitive, ymi Instrumental"),
	soft:     table("ya Genitive, ia Genitive, yu Dative, iu Dative, em Instrumental, e Prepositional, i Genitive"),
	hardA:    table("a Nominative, y Genitive, i Genitive, e Dative, u Accusative, oy Instrumental, oi Instrumental, oj Instrumental"),
	softA:    table("ya Nominative, ia Nominative, i Genitive, e Dative, yu Accusative, iu Accusative, ey Instrumental, ei Instrumental"),
	cutY:     table("y Nominative, i Nominative, j Nominative, ya Genitive, ia Genitive, yu Dative, iu Dative, em Instrumental, e Prepositional"),
	fleeting: table("a Genitive, u Dative, om Instrumental, em Instrumental, e Prepositional"),
	adj: table("y Nominative, i Nominative, iy Nominative, ii Nominative, ij Nominative, yy Nominative, yj Nominative, ogo Genitive, omu Dative, im Instrumental, " +
		"ym Instrumental, om Prepositional, aya Nominative, aia Nominative, aja Nominative, a Nominative, oy Oblique, oi Oblique, oj Oblique, uyu Accusative, " +
		"uiu Accusative, ikh Genitive, imi Instrumental, e Nominative, ie Nominative"),
}

// cases are the cases by their names in the tables.
var cases = map[string]Case{
	"Nominative": Nominative, "Genitive": Genitive, "Dative": Dative, "Accusative": Accusative,
	"Instrumental": Instrumental, "Prepositional": Prepositional, "Oblique": Oblique,
}

func table(rows string) map[string]ending {
	t := map[string]ending{}
	for _, row := range strings.Split(rows, ",") {
		f := strings.Fields(row)
		t[f[0]] = ending{male: cases[f[1]], female: cases[f[len(f)-1]]}
	}
	return t
}

// uzbekEndings are those of Uzbek in both scripts: plural, possession, case,
// particle, one after the other (A. N. Kononov, Grammatika sovremennogo
// uzbekskogo literaturnogo yazyka, 1960). They can be hung on a token.
var uzbekEndings = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	cyrillic := strings.NewReplacer("ch", "ч", "sh", "ш", "a", "а", "b", "б", "c", "ц", "d", "д", "e", "е", "g", "г", "h", "ҳ", "i", "и", "k", "к", "q", "қ",
		"l", "л", "m", "м", "n", "н", "o", "о", "r", "р", "s", "с", "t", "т", "u", "у", "y", "й", "z", "з")
	for _, plural := range strings.Split(",lar,lari,larim,larimiz,imiz,miz,gina,lik,liklar,liklari", ",") {
		for _, c := range strings.Split(",ning,ni,ga,ka,qa,da,ta,dan,tan,gacha,kacha,qacha,dagi,tagi,dagilar,niki,nikidan,nikiga,nikida,dek,cha,siz,dir", ",") {
			for _, particle := range strings.Split(",mi,chi,ku,ham,oq", ",") {
				if e := plural + c + particle; len(e) > 1 {
					all[e] = true
					all[cyrillic.Replace(e)] = true
					all[strings.ReplaceAll(cyrillic.Replace(e), "ҳ", "х")] = true
				}
			}
		}
	}
	return all
})

// turkishEndings stand behind an apostrophe.
var turkishEndings = set("ın in un ün nın nin nun nün ı i u ü yı yi yu yü a e ya ye da de ta te dan den tan ten la le yla yle")

// respects are what is put behind a given name out of respect or love.
var respects = strings.Fields("jon jan бек жон джон джан жан bek beg бег xon khon khan hon хон хан xoja hoja хўжа ходжа boy boi bay бой бай voy вой oy ой oyim ойим " +
	"mirzo мирзо aka ака opa опа uka ука ota ота bibi биби bonu бону gul гул niso нисо")

// lineage are the endings that make another name of a name: somebody's son,
// somebody's family. What is found inside a longer word does not go on so.
var lineage = strings.Fields("ov ova ev eva iev ieva yev yeva in ina off eff ich ovich evich ovna evna yan ian zod zoda " +
	"ов ова ев ева иев иева ин ина ич ович евич овна евна ян зод зода")

// adjectives are what Russian makes of the name of a place: куйлюкский.
var adjectives = set("ский ского скому ским ском ская ской скую скою ское ские ских скими цы цев цам цами цах ец ца цу цем це")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// grown tells whether rest is something that a name, or what is left of it, has
// at its end in a sentence. Only what is sure to be a name takes Russian endings
// in Latin letters: Aziza is not Aziz, and very is no case of Vera.
func grown(rest string, before rune, c cut, sure, apostrophe bool) (ending, bool) {
	complete := c == whole || c == hard || c == soft
	if rest == "" {
		return ending{}, complete
	}
	first, _ := utf8.DecodeRuneInString(rest)
	var e ending
	ok := false
	switch {
	case isCyrillic(first):
		if e, ok = russianEndings[c][rest]; !ok && strings.ContainsRune("гкхжшщчцғқҳ", before) {
			e, ok = velar[c][rest]
		}
	case sure:
		e, ok = latinEndings[c][rest]
	}
	if ok || !complete {
		return e, ok
	}
	if rest == "s" || uzbekEndings()[rest] || apostrophe && turkishEndings[rest] {
		return ending{keep: true}, true
	}
	for _, r := range respects {
		if more, ok := strings.CutPrefix(rest, r); ok {
			last, _ := utf8.DecodeLastRuneInString(r)
			if e, ok := grown(more, last, hard, false, false); ok {
				e.skip += utf8.RuneCountInString(r)
				return e, true
			}
		}
	}
	return ending{}, false
}
