package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A court writes "в отношении Каримова Азиза Олимовича": the whole name stands in
// the case of its sentence. A name is therefore read as it stands, and as what it
// would be in the nominative, if all of its words can stand in one case of one
// gender. Only Cyrillic is read so: in Latin script Russian cases are rare, and
// -a is a woman's.

// reading is a name as it would stand in the nominative, and what such a reading
// leaves of a score.
type reading struct {
	name  Name
	keeps float64
}

const (
	caseSure   = .985 // no nominative ends so: -овым, -овой, -ича
	caseUnsure = .925 // Каримова Мурада may be a man's genitive; Каримову is his or hers
)

// undo is how an ending of a case becomes that of the nominative. before tells
// what letter stands before it: C a consonant, V a vowel, K one of г, к, х, ж, ш,
// щ, ч, ц; 0 any.
type undo struct {
	before byte
	of, to string
}

// declension is how the words of a name end in one case.
type declension struct {
	woman                  bool
	unsure                 bool // its family endings are those of another case, too
	family, father, given  []undo
	nominativeOfWomanAlike bool // the genitive of a man's given name looks like a woman's name
}

// declensions follow the tables of Russkaya grammatika (1980), §§ 1178–1290, as
// those in ending.go do, the other way round.
var declensions = []declension{
	{
		unsure: true, nominativeOfWomanAlike: true,
		family: undos("ова>ов ева>ев ёва>ёв ина>ин ына>ын ского>ский цкого>цкий ого>ый его>ий"),
		father: undos("ича>ич"), given: undos("Cа> Vя>й Cя>ь Kи>а ьи>ья Cы>а"),
	},
	{
		unsure: true,
		family: undos("ову>ов еву>ев ёву>ёв ину>ин ыну>ын скому>ский цкому>цкий ому>ый ему>ий"),
		father: undos("ичу>ич"), given: undos("Cу> Vю>й Cю>ь Cе>а"),
	},
	{
		family: undos("овым>ов евым>ев ёвым>ёв иным>ин ыным>ын ским>ский цким>цкий ным>ный тым>тый лым>лый рым>рый"),
		father: undos("ичем>ич ичом>ич"), given: undos("Cом> Vем>й Kем> Cем>ь Cой>а Kей>а Cей>я"),
	},
	{
		family: undos("ове>ов еве>ев ёве>ёв ине>ин ыне>ын ском>ский цком>цкий"),
		father: undos("иче>ич"), given: undos("ии>ий Vе>й Cе>"),
	},
	{
		woman:  true,
		family: undos("овой>ова евой>ева ёвой>ёва иной>ина ыной>ына ской>ская цкой>цкая ой>ая"),
		father: undos("вны>вна чны>чна"), given: undos("Cы>а Kи>а Vи>я ьи>ья ли>ль Cи>я"),
	},
	{
		woman:  true,
		family: undos("овой>ова евой>ева ёвой>ёва иной>ина ыной>ына ской>ская цкой>цкая ой>ая"),
		father: undos("вне>вна чне>чна"), given: undos("ии>ия ье>ья Vе>я Cе>а"),
	},
	{
		woman:  true,
		family: undos("овой>ова евой>ева ёвой>ёва иной>ина ыной>ына ской>ская цкой>цкая овою>ова евою>ева ой>ая"),
		father: undos("вной>вна вною>вна чной>чна"), given: undos("Cой>а Cою>а Kей>а ьей>ья Cей>я Vей>я ью>ь"),
	},
	{
		woman: true, unsure: true,
		family: undos("ову>ова еву>ева ёву>ёва ину>ина ыну>ына скую>ская цкую>цкая ую>ая"),
		father: undos("вну>вна чну>чна"), given: undos("Cу>а Vю>я ью>ья Cю>я"),
	},
}

func undos(rows string) (all []undo) {
	for _, row := range strings.Fields(rows) {
		u := undo{}
		if c := row[0]; c < utf8.RuneSelf {
			u.before, row = c, row[1:]
		}
		u.of, u.to, _ = strings.Cut(row, ">")
		all = append(all, u)
	}
	return all
}

// back gives a word in the nominative, where it ends so and enough stands before.
func back(word string, by []undo) (string, bool) {
	for _, u := range by {
		stem, ok := strings.CutSuffix(word, u.of)
		if !ok || utf8.RuneCountInString(stem) < 2 {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(stem)
		switch u.before {
		case 'C':
			ok = !isVowel(r)
		case 'V':
			ok = isVowel(r)
		case 'K':
			ok = strings.ContainsRune("гкхжшщчцғқҳҷ", r)
		}
		if ok {
			return stem + u.to, true
		}
	}
	return word, false
}

// readings gives what a name may be in the nominative.
func (n *Name) readings() (all []reading) {
	by := declensions
	switch n.mayBeOblique() {
	case nominative:
		return n.hung()
	case maybeGenitive:
		if n.isWomans() {
			return nil
		}
		by = declensions[:1]
	}
	var small [mostParts]string
	for i := range n.Parts {
		small[i] = strings.ToLower(n.Parts[i].Text)
	}
	for i := range by {
		d := &by[i]
		words, sure, ok := d.undo(n, &small)
		if !ok || sure < 1 && d.nominativeOfWomanAlike && n.isWomans() {
			continue
		}
		r := reading{name: n.inWords(words), keeps: caseUnsure}
		if sure > 0 || n.honour == Male && !d.woman {
			r.keeps = caseSure
		}
		if g := r.name.Gender; g == NoGender || d.woman == (g == Female) {
			all = append(all, r)
		}
	}
	return append(all, n.hung()...)
}

// How a name may stand, by the last letters of its words.
const (
	nominative    = iota // as a man's name does in the nominative, or not in Cyrillic
	maybeGenitive        // as a woman's in the nominative, or a man's in the genitive
	maybeOblique         // as in any case
)

// mayBeOblique tells how a name may stand.
func (n *Name) mayBeOblique() (may int) {
	if len(n.Parts) < 2 || len(n.Parts) > mostParts {
		return nominative
	}
	for i := range n.Parts {
		p := &n.Parts[i]
		if p.Role == Initial || p.Particle != "" {
			continue
		}
		if p.Script != Cyrillic || p.Role == Patronymic {
			return nominative // -ович and -овна are
		}
		switch r, _ := utf8.DecodeLastRuneInString(p.Text); unicode.ToLower(r) {
		case 'а':
			if strings.HasSuffix(p.whole, "iCa") {
				return maybeOblique // of a father's name: Олимовича
			}
			may = max(may, maybeGenitive)
		case 'я':
			may = max(may, maybeGenitive)
		case 'у', 'е', 'ы', 'ю', 'м', 'й', 'и':
			may = maybeOblique
		}
	}
	return may
}

// undo puts the words of a name back into the nominative. It says how many of
// them show for sure that it stood in this case, and whether it may have.
func (d *declension) undo(n *Name, small *[mostParts]string) (words [mostParts]string, sure int, ok bool) {
	changed, stayed, family, father, mans := 0, 0, false, false, false
	for i := range n.Parts {
		p := &n.Parts[i]
		words[i] = p.Text
		if p.Role == Initial || p.Particle != "" {
			continue
		}
		word, byFather := back(small[i], d.father)
		byFamily, byGiven := false, false
		if !byFather {
			word, byFamily = back(small[i], d.family)
		}
		if !byFather && !byFamily {
			word, byGiven = back(small[i], d.given)
		}
		if !byFather && !byFamily && i+1 < len(n.Parts) && n.Parts[i+1].hyphen {
			continue // Хож-Ахмеда, Салтыкову-Щедрину: the first half may stay as it is
		}
		if !byFather && !byFamily && !byGiven && !d.stays(small[i]) {
			if stayed++; stayed > 1 || p.Role == Patronymic {
				return words, 0, false
			}
			continue
		}
		if byFather || byFamily && !d.unsure || byFamily && strings.HasSuffix(word, "ский") {
			sure++
		}
		if byFather || byFamily || byGiven {
			changed++
			words[i] = word
			if k := know(phones(word)); byGiven && k.gender() == Male {
				mans = true // Тараса Нечипоренко
			}
		} else if p.known.gender() == Male {
			mans = true // Рахмонова Эмомали
		}
		family = family || byFamily || byFather || p.Role == Family // Тищенко Вячеславом
		father = father || byFather
	}
	if stayed > 0 && !(father && changed > 1) {
		return words, 0, false // Мельник Иваном Петровичем: not all who write know that it is declined
	}
	return words, sure, changed > 1 || changed == 1 && family && (sure > 0 || mans || !d.nominativeOfWomanAlike)
}

// stays tells whether a word does not change in Russian: what ends in о, у, и,
// and of a woman's what ends in a consonant.
func (d *declension) stays(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case strings.ContainsRune("оиуэыюеӣӯё", r):
		return true
	case isVowel(r):
		return false
	}
	return d.woman
}

// isWomans tells whether a word of the name is, as it stands, a name that only
// looks like a man's in the genitive: Азиза, Саша.
func (n *Name) isWomans() bool {
	if n.honour == Male {
		return false // г-на Азиза Каримова
	}
	for i := range n.Parts {
		if p := &n.Parts[i]; p.Role == Patronymic && p.Gender == Male {
			return false // Алиева Вагифа Гасан оглы
		}
	}
	for i := range n.Parts {
		p := &n.Parts[i]
		if p.Role == Family || p.Role == Patronymic || !strings.HasSuffix(p.whole, "a") {
			continue
		}
		if p.known.have() && !p.known.bare && p.known.far <= knownSurely || arabicWomans(p.whole) {
			return true
		}
	}
	return false
}

// arabicWomans tells whether sounds are an Arabic adjective or participle with the
// -a that makes women's names of them: Rashid, Rashida; Olim, Olima.
func arabicWomans(ph string) bool {
	n := len(ph)
	return (n == 5 || n == 6 && !isVowelPhone(ph[0])) && ph[n-1] == 'a' && !isVowelPhone(ph[n-2]) && ph[n-3] == 'i' &&
		!isVowelPhone(ph[n-4]) && (ph[n-5] == 'a' || ph[n-5] == 'o')
}

// inWords gives a name with other words for its parts. Reasons still show these
// as they are written.
func (n *Name) inWords(words [mostParts]string) Name {
	var b strings.Builder
	rest := n.Text
	for i := range n.Parts {
		text := n.Parts[i].Text
		at := max(strings.Index(rest, text), 0)
		b.WriteString(rest[:at])
		b.WriteString(words[i])
		rest = rest[min(at+len(text), len(rest)):]
	}
	out := parse(b.String() + rest)
	if len(out.Parts) == len(n.Parts) {
		for i := range out.Parts {
			out.Parts[i].Text = n.Parts[i].Text
		}
	}
	return out
}

// hungEndings are those of the Turkic languages that stand behind a family name,
// the last word of a name: Uzbek, Kazakh and Kyrgyz as they are, Turkish behind
// an apostrophe.
var hungEndings = strings.Fields("ning ni ga da dan нинг ни га да дан тың тің ның нің қа ке ға ге тан тен ден ты ті тун дун ту го")

// hung gives what a name is without a case hung on its family name.
func (n *Name) hung() []reading {
	if len(n.Parts) < 2 || len(n.Parts) > mostParts {
		return nil
	}
	p := &n.Parts[len(n.Parts)-1]
	if p.Role != Plain && p.Role != Given || p.Script != Latin && p.Script != Cyrillic {
		return nil
	}
	last := p.whole[len(p.whole)-1]
	v := strings.LastIndexByte(p.whole, 'v')
	mayHang := v >= len(p.whole)/2 && v < len(p.whole)-1 // behind an -ov
	if !mayHang && last != 'g' && last != 'n' {
		return nil
	}
	small := strings.ToLower(p.Text)
	for _, e := range genitives {
		if stem, ok := strings.CutSuffix(small, e); ok && has(n, Family) > 0 && utf8.RuneCountInString(stem) > 2 {
			return n.hungOn(stem) // Karimov Islomning
		}
	}
	if !mayHang {
		return nil
	}
	stem, ending := "", ""
	if i := strings.IndexFunc(small, isApostrophe); i > 0 {
		_, size := utf8.DecodeRuneInString(small[i:])
		if turkishEndings[small[i+size:]] || uzbekEndings()[small[i+size:]] {
			stem, ending = small[:i], small[i:]
		}
	}
	for _, e := range hungEndings {
		if s, ok := strings.CutSuffix(small, e); ok && len(e) > len(ending) {
			stem, ending = s, e
		}
	}
	if stem == "" || !endsIn(stem, "ов", "ев", "ёв", "ова", "ева", "ёва", "ov", "ev", "ova", "eva", "ow", "ew", "owa", "ewa") || len(stem) >= len(p.Text) {
		return nil
	}
	return n.hungOn(stem)
}

// genitives are so long that no given name ends so.
var genitives = strings.Fields("ning нинг ның нің дың дің тың тің")

// hungOn gives a name whose last word is another.
func (n *Name) hungOn(stem string) []reading {
	var words [mostParts]string
	for i := range n.Parts {
		words[i] = n.Parts[i].Text
	}
	words[len(n.Parts)-1] = stem
	return []reading{{n.inWords(words), caseSure}}
}

// inCases compares two names in their other readings, where these are nearer.
func inCases(a, b *Name, best Result) Result {
	for i := -1; i < len(a.cases); i++ {
		x, keeps := a, 1.0
		if i >= 0 {
			x, keeps = &a.cases[i].name, a.cases[i].keeps
		}
		for j := -1; j < len(b.cases); j++ {
			y, both := b, keeps
			if j >= 0 {
				y, both = &b.cases[j].name, keeps*b.cases[j].keeps
			}
			if i < 0 && j < 0 {
				continue
			}
			if r := compareNames(x, y); r.Score*both > best.Score {
				best = verdict(r.Score*both, append(r.Why, Reason{Code: WhyCase}))
			}
		}
	}
	return best
}
