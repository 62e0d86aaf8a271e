package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// likeness is how alike two parts are, and why.
type likeness struct {
	score float64
	code  string
}

// How alike two parts are that are one name for a reason of its own.
const (
	alikeInitial  = .95
	alikeShort    = .88
	otherInitial  = .85 // А. and О. in one script may be one name, and mostly are two
	alikeKnown    = .97 // two spellings in one line of the list
	alikeArabic   = .89 // at most: vowels were not compared
	knownApart    = .45 // two names of the list
	knownRespect  = .94 // so near without its ending that no list says otherwise
	otherGender   = .5  // Aziz, Aziza
	otherForm     = .9  // the root is the same, and formed in another way
	soundsTheSame = .9  // from here on, spellings differ and not names
	leastOfTwo    = .7  // so alike are two long parts that two slips make of each other
	alikeTwoSlips = .8
)

// pair compares two parts.
func (m *matcher) pair(i, j int) likeness {
	a, b := &m.a.Parts[i], &m.b.Parts[j]
	switch {
	case a.Role == Initial || b.Role == Initial:
		return initialFits(a, b)
	case a.Script == OtherWrite || b.Script == OtherWrite:
		if a.whole == b.whole {
			return likeness{1, WhySame}
		}
		return likeness{0, WhyDiffers}
	case (a.Script == Arabic) != (b.Script == Arabic):
		return byConsonants(a, b)
	case a.byEnding == b.byEnding && (a.Role == b.Role || !a.byEnding):
		return m.sounds(i, j, a.root, b.root)
	}
	whole := m.sounds(i, j, a.whole, b.whole)
	if (whole.score < soundsTheSame || whole.code == WhyTypo) && (b.byEnding && slippedEnding(a, b) || a.byEnding && slippedEnding(b, a)) {
		return likeness{alikeShort, WhyTypo}
	}
	root := m.sounds(i, j, a.root, b.root)
	root.score *= otherForm
	if root.score > whole.score {
		if root.score > .8 {
			root.code = WhyStyle
		}
		return root
	}
	return whole
}

// initialFits compares parts of which one is a single letter.
func initialFits(a, b *Part) likeness {
	x, y := a.whole[0]&127, b.whole[0]&127
	near := cost(20) // what officials hear apart inside a word, they do not at its beginning: Д. is no Т.
	if vowelPhone[x] && vowelPhone[y] {
		near = 10 // А. is no У. and no Е.
	}
	fits := cost(apart[x][y]) <= near && !roundAndA(x, y) || x == 's' && y == 'S' || x == 'S' && y == 's' || begins1(a, y) || begins1(b, x)
	switch {
	case !fits:
		return likeness{.2, WhyDiffers}
	case a.Role == b.Role && a.Script == b.Script && x != y:
		return likeness{otherInitial, WhyInitial}
	case a.Role == b.Role:
		return likeness{.97, WhyInitial}
	}
	return likeness{alikeInitial, WhyInitial}
}

// roundAndA tells whether one phone is an A and the other ў, ө or ү, which may
// be an o inside a word and no A at its beginning.
func roundAndA(x, y byte) bool {
	round := func(c byte) bool { return c == 'U' || c == 'W' }
	return x == 'a' && round(y) || y == 'a' && round(x)
}

// firstLetters are the letters with which a name may begin that begins with a
// phone: Zh., J., D. and German S. for Жамшид.
var firstLetters = [128]string{
	'j': "jzdscждsž", 'J': "jyizdcжйи", 'C': "ctчćç", 'S': "scшšş", 'h': "hkcxхҳг", 'c': "tczsц", 'G': "sjzжш", 'H': "cthsxkчхш",
	'y': "yjieйиеёюя", 'Y': "yjieйие", 'i': "iyjий", 'e': "eyjiеэ", 'Z': "szзс", 'T': "ztcз", 'v': "vwв", 'K': "cktsкц", 'X': "cjtҷч",
	'F': "sсшšş", 'V': "zjжз", 'N': "tcтч", 'D': "cцч", 'M': "djдж", 'P': "sсшšş",
}

// begins1 tells whether an initial may stand for a name that begins with a phone.
func begins1(initial *Part, first byte) bool {
	if initial.Role != Initial {
		return false
	}
	r, _ := utf8.DecodeRuneInString(initial.Text)
	return strings.ContainsRune(firstLetters[first], unicode.ToLower(r))
}

// byConsonants compares a part in Arabic script with one in another.
func byConsonants(a, b *Part) likeness {
	best := 0.0
	eachSkeleton(a.root, func(x []byte) {
		kept := string(x)
		eachSkeleton(b.root, func(y []byte) { best = max(best, similarity(kept, string(y))) })
	})
	best = scale(best) * alikeArabic
	if best < .6 {
		return likeness{best, WhyDiffers}
	}
	return likeness{best, WhyArabic}
}

// scale makes of the similarity of sounds what it says of names: above
// soundsTheSame it is spelling and counts little, below it falls fast.
func scale(s float64) float64 {
	switch {
	case s >= soundsTheSame:
		return .94 + .6*(s-soundsTheSame)
	case s >= .7:
		return .4 + 2.2*(s-.7)
	}
	return s * .4 / .7
}

// sounds compares two parts by what they sound like, with what is known of them.
func (m *matcher) sounds(i, j int, x, y string) likeness {
	a, b := &m.a.Parts[i], &m.b.Parts[j]
	if x == y {
		return likeness{1, inSpelling(a, b)}
	}
	w := own(x, y)
	d := distance(x, y, min(400, w*3/5)) // what is farther has nothing in common
	s := 0.0
	if d < w {
		s = 1 - float64(d)/float64(w)
	}
	l := likeness{scale(s), inSpelling(a, b)}
	switch {
	case s >= .992:
		return l
	case s >= soundsTheSame && d >= 30 && oneSlip(x, y, false):
		l.code = WhyTypo
	case s < soundsTheSame && s >= .6:
		l.code = WhyNear
	case s < .6:
		l.code = WhyDiffers
	}
	ka, kb := a.knownAs(x), b.knownAs(y)
	same, short := ka.common(kb)
	if !same && !a.byEnding && !b.byEnding && gendered(x, y) {
		return likeness{min(l.score, otherGender), WhyGender}
	}
	if same && !short {
		if ka.bare != kb.bare {
			if a.Role == Family || b.Role == Family {
				return likeness{max(l.score, withRespect(x, y, false)), WhyRespect}
			}
			return likeness{max(l.score, withRespect(x, y, true), alikeShort), WhyRespect}
		}
		l.score = max(l.score, alikeKnown)
		if ka.far+kb.far <= knownSurely {
			l.code = inSpelling(a, b)
		}
		return l
	} else if short && !a.byEnding && !b.byEnding {
		return likeness{max(l.score, alikeShort), WhyShort}
	}
	if !a.byEnding && !b.byEnding && !same && a.Role != Family && b.Role != Family && l.score < alikeShort && !(ka.sure() && kb.sure()) && petOf(x, y) {
		return likeness{alikeShort, WhyShort}
	}
	if r := withRespect(x, y, a.Role != Family); r > l.score && (r > knownRespect || !ka.have() || !kb.have() || ka.bare == kb.bare) {
		return likeness{r, WhyRespect}
	}
	unsure := ka.far+kb.far > knownSurely
	if ka.have() && kb.have() && s >= soundsTheSame && (unsure || ka.bare != kb.bare) {
		return likeness{min(l.score, alikeShort), l.code}
	}
	if ka.have() && kb.have() && !(unsure && oneSlip(x, y, false)) {
		if s > .6 {
			l.code = WhyKnown
		}
		return likeness{min(l.score, knownApart), l.code}
	}
	if s >= soundsTheSame && ka.have() != kb.have() && a.Role != Family && b.Role != Family && anotherSound(x, y) {
		return likeness{min(l.score, alikeShort), l.code} // Malika and Maliha, Rashid and Rashod: the list knows one of two names
	}
	if t := typo(a, b, x, y, d, w, ka.have() || kb.have()); t > l.score {
		return likeness{t, WhyTypo}
	}
	if s >= leastOfTwo && s < soundsTheSame && twoSlips(x, y) {
		return likeness{max(l.score, alikeTwoSlips), WhyTypo}
	}
	return l
}

// knownAs gives what given names a part may be by its root, or by all of it.
func (p *Part) knownAs(ph string) *known {
	if ph == p.root {
		return &p.known
	}
	return &p.knownWhole
}

// inSpelling says in what two parts differ that sound the same.
func inSpelling(a, b *Part) string {
	switch {
	case a.Text == b.Text:
		return WhySame
	case a.Script != b.Script:
		return WhyScript
	case a.Particle != "" != (b.Particle != ""):
		return WhyStyle
	}
	return WhySpelling
}

// gendered tells whether one is the other with an a: Nodir, Nodira.
func gendered(x, y string) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	n := len(y) - 1
	if len(x) < 3 || len(x) != n || y[n] != 'a' && y[n] != 'o' || vowelPhone[x[len(x)-1]&127] {
		return false
	}
	return similarity(x, y[:n]) > .9
}

// withRespect compares two parts without what one of them grew out of respect.
// A letter that both the name and what it grew have is often written once:
// Habib, Habibek; Farid, Farijon.
func withRespect(x, y string, given bool) float64 {
	best := 0.0
	for range 2 {
		if _, keeps := withoutRespect(x); keeps > 0 {
			n := len(x) - grewBy(x)
			s := similarity(strings.TrimRight(x[:n], "y"), y)
			if x[n] == y[len(y)-1] && x[n] != 'j' {
				s = max(s, similarity(x[:n+1], y))
			}
			if c := x[n]; c == 'j' || c == 'J' || c == 'G' || c == 'X' {
				s = max(s, similarity(x[:n]+"d", y))
			}
			if !given {
				keeps *= .84 // Karimov and Karimjonov are mostly two families
			}
			if s >= soundsTheSame {
				best = max(best, scale(s)*keeps)
			}
		}
		x, y = y, x
	}
	return best
}

// typo gives what two parts are worth that one slip of the hand makes of each
// other. Of two given names that nobody knows it takes longer ones to be sure
// that they are not two names.
func typo(a, b *Part, x, y string, d, w cost, sure bool) float64 {
	if c, e := x[0]&127, y[0]&127; apart[c][e] >= 60 && !vowelPhone[c] && !vowelPhone[e] {
		return 0 // hands slip later: Gochmyrat and Tachmyrat are two
	}
	n := min(utf8.RuneCountInString(a.Text), utf8.RuneCountInString(b.Text))
	sure = sure || a.byEnding || b.byEnding
	if n >= longSlip && a.Script == b.Script && oneLetter(a.Text, b.Text) {
		return min(.79+.012*float64(min(len(x), len(y))), .87)
	}
	if n < 5 || !sure && (n < 6 || 3*d > w) || !oneSlip(x, y, sure && n > 5) {
		return 0
	}
	return min(.79+.012*float64(min(len(x), len(y))), .87)
}

// longSlip is how many letters a part has at least of which one slip among the
// letters is believed that makes more than one of the sounds: Vereshcahgin.
const longSlip = 8

// oneLetter tells whether one letter more, less or other, or two that changed
// places, is all that parts two words as they are written, not at their beginning.
func oneLetter(a, b string) bool {
	if a[0] != b[0] {
		return false
	}
	for a != "" && b != "" {
		r, n := utf8.DecodeRuneInString(a)
		q, m := utf8.DecodeRuneInString(b)
		if r != q {
			break
		}
		a, b = a[n:], b[m:]
	}
	for a != "" && b != "" {
		r, n := utf8.DecodeLastRuneInString(a)
		q, m := utf8.DecodeLastRuneInString(b)
		if r != q {
			break
		}
		a, b = a[:len(a)-n], b[:len(b)-m]
	}
	if lookAlike[[2]string{a, b}] || lookAlike[[2]string{b, a}] {
		return true
	}
	switch n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b); {
	case n == 2 && m == 2:
		x, y := []rune(a), []rune(b)
		return x[0] == y[1] && x[1] == y[0]
	default:
		return n <= 1 && m <= 1
	}
}

// lookAlike are letters that a reader of scans takes for one another, where one is
// taken for two; one for one is a slip like any other.
var lookAlike = map[[2]string]bool{
	{"m", "rn"}: true, {"n", "ri"}: true, {"d", "cl"}: true, {"u", "ii"}: true, {"w", "vv"}: true, {"h", "li"}: true, {"k", "lc"}: true,
	{"ы", "ьі"}: true, {"ы", "ьi"}: true, {"ю", "іо"}: true, {"ю", "io"}: true, {"ж", "яс"}: true, {"м", "лл"}: true, {"л", "гл"}: true,
}

// oneSlip tells whether one letter more, less or other, or two that changed
// places, is all that parts two words, besides spelling. With wide one letter of
// two that are read as one (Ilkhom, Ilksom) may be the slip.
func oneSlip(x, y string, wide bool) bool {
	before := byte(0)
	for len(x) > 0 && len(y) > 0 && apart[x[0]&127][y[0]&127] <= 8 {
		before = x[0]
		x, y = x[1:], y[1:]
	}
	behind := byte(0)
	for len(x) > 0 && len(y) > 0 && apart[x[len(x)-1]&127][y[len(y)-1]&127] <= 8 {
		behind = x[len(x)-1]
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	switch {
	case len(y) <= 1:
		return true
	case len(y) > 2:
		return false
	case len(x) == 2:
		return apart[x[0]&127][y[1]&127] <= 8 && apart[x[1]&127][y[0]&127] <= 8
	case len(x) == 1:
		return wide && !vowelPhone[x[0]&127] && !vowelPhone[y[0]&127] && !vowelPhone[y[1]&127]
	}
	// A vowel with its glide; or a letter between two that are alike: Asanov, Aanov.
	return gone[y[0]&127]+gone[y[1]&127] < unrelated || y[1] == before || y[0] == behind
}

// anotherSound tells whether two words differ in one sound that is another to
// officials of every language: not g for h, which is Russian, or t for d.
func anotherSound(x, y string) bool {
	if len(x) != len(y) {
		return false
	}
	far := 0
	for i := range len(x) {
		c, e := x[i]&127, y[i]&127
		if apart[c][e] >= 30 || c == 'h' && e == 'k' || c == 'k' && e == 'h' {
			far++
		}
	}
	return far == 1
}

// longOfTwo is how many phones a part has at least in which two slips are believed.
const longOfTwo = 7

// twoSlips tells whether two slips of the hand make two long parts of each other.
func twoSlips(x, y string) bool {
	if min(len(x), len(y)) < longOfTwo || max(len(x), len(y)) > mostPhones || apart[x[0]&127][y[0]&127] >= 60 {
		return false
	}
	var rows [3][mostPhones + 1]uint8
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(y) + 1 {
		last[j] = uint8(j)
	}
	for i := 1; i <= len(x); i++ {
		row[0] = uint8(i)
		for j := 1; j <= len(y); j++ {
			d := last[j-1]
			if apart[x[i-1]&127][y[j-1]&127] > 8 {
				d++
			}
			d = min(d, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
		}
		before, last, row = last, row, before
	}
	return last[len(y)] <= 2
}

// slippedEnding tells whether a part that shows no role is another with a slip
// in its ending: Nurbekoich, Khadzhivea.
func slippedEnding(whole, sure *Part) bool {
	n := len(sure.root)
	rest := len(whole.whole) - n
	if n < 3 || rest < 2 || rest > 6 || !oneOf(whole.whole[n:], "vCHn") {
		return false
	}
	return similarity(whole.whole[:n], sure.root) > soundsTheSame
}

func oneOf(s, of string) bool { return strings.ContainsAny(s, of) }

// shared are parts of many names: of Jamoliddin and Kamoliddin only what is
// their own counts.
var shared = func() (s struct{ before, behind []string }) {
	for _, w := range strings.Fields("abdu mir muhammad muhamad said sayid gul dil nur shoh shah xoʻja") {
		s.before = append(s.before, phones(w))
	}
	for _, w := range strings.Fields("iddin uddin addin eddin ullo ulla illo jon jan bek boy bay xon khan qul murod gul niso nisa berdi nazar ali mirzo bonu bibi xoʻja zhan") {
		s.behind = append(s.behind, phones(w))
	}
	return s
}()

// own is the weight of two parts without what many names share.
func own(x, y string) cost {
	w := max(weight(x), weight(y))
	for _, e := range shared.before {
		if n := len(e); len(x) >= n+2 && len(y) >= n+2 && nearly(x[:n], e) && nearly(y[:n], e) {
			w -= weight(e)
			break
		}
	}
	for _, e := range shared.behind {
		if n := len(e); len(x) >= n+2 && len(y) >= n+2 && nearly(x[len(x)-n:], e) && nearly(y[len(y)-n:], e) && w > weight(e)+150 {
			return w - weight(e)
		}
	}
	return w
}

// nearly tells whether two rows of the same length are spellings of one.
func nearly(a, b string) bool {
	for i := range len(a) {
		if apart[a[i]&127][b[i]&127] > 8 {
			return false
		}
	}
	return true
}
