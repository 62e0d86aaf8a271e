package names

import "strings"

// What tells the role of a part, by its phones: so one list serves all scripts.

// roleWord is what a word beside a name makes of it.
type roleWord struct {
	role   Role
	gender Gender
}

// beside1 are the words behind a father's name, and zoda behind a family's.
var beside1 = func() map[string]roleWord {
	all := map[string]roleWord{}
	for words, w := range map[string]roleWord{
		"oʻgʻli ogli ugli oglu ogly oğlu oğli oʻgʻil uulu ulu uly uli ұлы улы уулу ўғли угли огли оглы оглу ogʻli ogul oglï": {Patronymic, Male},
		"qizi kizi kyzy kyzi gyzy gizi kızı qızı kızi қизи кизи кызы қызы гызы gyz qiz кыз қыз":                              {Patronymic, Female},
		"zoda zode zade zadeh zada зода заде": {Family, NoGender},
	} {
		for _, word := range strings.Fields(words) {
			all[phones(word)] = w
		}
	}
	return all
}()

// title is a word before a name that is no part of it.
type title struct {
	is, son bool // son: what comes next is the father's name
	gender  Gender
}

// titles are forms of address, and the ibn before a father's name.
var titles = func() map[string]title {
	all := map[string]title{}
	for words, t := range map[string]title{
		"mr mister gospodin господин janob жаноб herr monsieur sayin жаноби janobi":                                                    {is: true, gender: Male},
		"mrs ms miss madame mme mlle frau gospozha госпожа xonim хоним pani ledi":                                                      {is: true, gender: Female},
		"dr prof imam imom sheikh shaykh shayx шейх шайх имам имом mullah mulla mullo мулла мулло domla домла doktor доктор qori кори": {is: true},
		"general генерал генерала polkovnik полковник полковника podpolkovnik подполковник подполковника mayor майор майора kapitan капитан капитана leytenant лейтенант лейтенанта serjant сержант сержанта": {is: true},
		"judge captain colonel lieutenant sergeant inspector lawyer lt col capt sgt maj insp maître журналист журналиста журналистка журналистки депутат депутата министр министра":                           {is: true},
		"sudya судья судьи судье судьёй prokuror прокурор прокурора tergovchi sledovatel следователь следователя advokat адвокат адвоката professor профессор akademik академик":                              {is: true},
		"mufti muftiy муфтий муфти hazrat ҳазрат хазрат ustoz устоз otin отин otinoyi domulla домулла":                                                                                                        {is: true},
		"гражданин гражданина гражданину гражданином подсудимый подсудимого подсудимому осуждённый осужденного осуждённого обвиняемый обвиняемого гр fuqaro фуқаро":                                           {is: true},
		"гражданка гражданки гражданке гражданку гражданкой подсудимая подсудимой осуждённая осужденной обвиняемая обвиняемой":                                                                                {is: true, gender: Female},
		"née nee geb geborene урожд урождённая урожденная урождённой урожденной":                                                                                                                              {is: true},
		"ibn ibni ибн bin бин":  {is: true, son: true, gender: Male},
		"bint binti бинт бинти": {is: true, son: true, gender: Female},
	} {
		for _, word := range strings.Fields(words) {
			all[phones(word)] = t
		}
	}
	return all
}()

// curt are titles of which only the first and the last letters are written, by
// what stands before the hyphen: г-н, г-же, гр-ка.
var curt = map[string]map[string]Gender{
	"г":  {"н": Male, "на": Male, "ну": Male, "ном": Male, "жа": Female, "жи": Female, "же": Female, "жу": Female, "жой": Female},
	"гр": {"н": Male, "на": Male, "ну": Male, "ном": Male, "ка": Female, "ки": Female, "ке": Female, "ку": Female, "кой": Female},
}

// curtTitle gives how many bytes of a text are such a title, and whose.
func curtTitle(text string, end int) (n int, g Gender) {
	if !strings.HasPrefix(text[end:], "-") || end > len("гр") {
		return 0, NoGender
	}
	ends := curt[strings.ToLower(text[:end])]
	if ends == nil {
		return 0, NoGender
	}
	last := partEnd(text, end+1)
	if g = ends[strings.ToLower(text[end+1:last])]; g == NoGender {
		return 0, NoGender
	}
	return last, g
}

// honours stand before a name as a title and behind it out of respect, and are
// given names as well: Hoji Akbar Turajonzoda, but Karimov Hoji.
var honours = phoneSet("hoji haji xoji ҳожи хожи ходжи хаджи ҳоҷӣ hojji eshon эшон эшони ишан eshan maxsum makhsum махсум qozi qazi kazi қози кази mavlono mavlaviy mawlawi мавлоно мавлави")

// honoured takes off a title that is a name as well, where it comes first and
// another given name comes next.
func (p *parser) honoured() {
	parts := p.name.Parts
	if len(parts) < 2 || !honours[parts[0].whole] || parts[0].Role != Plain || parts[1].Role != Plain || parts[1].hyphen || p.comma >= 0 {
		return
	}
	parts[1].Respect = parts[0].Text
	p.name.Parts = parts[1:]
}

// monsieur takes off the M. of a French paper where a whole name stands behind it.
func (p *parser) monsieur() {
	parts := p.name.Parts
	if p.mister && len(parts) > 2 && has(p.name, Initial) == 1 {
		p.name.Parts = parts[1:]
	}
}

// fathersAsFamilies finds families that end as a father's name does: Ижакевич Юрий
// Андреевич, Ю. А. Ижакевич. A father's name never stands alone with initials,
// nor before the given name, nor twice.
func (n *Name) fathersAsFamilies() {
	at, count, plain := -1, 0, 0
	for i := range n.Parts {
		switch p := &n.Parts[i]; {
		case p.Role == Family && !p.weak, p.Role == Patronymic && p.Particle != "":
			return
		case p.Role == Patronymic && p.Gender == Male && sonEnd(p.whole[len(p.whole)-1]):
			count++
			if at != 0 {
				at = i
			}
		case p.Role == Plain:
			plain++
		}
	}
	first := at == 0 && plain == 1 && len(n.Parts) == 2
	alone := count == 1 && plain == 0 && has(n, Initial) == len(n.Parts)-1 && len(n.Parts) > 1
	if first || alone || count == 2 && plain > 0 {
		p := &n.Parts[at]
		p.Role, p.Gender, p.byEnding, p.root = Family, NoGender, false, p.whole
	}
}

// respectPhones are what a given name may grow out of respect, with how little it
// changes the name: Isroil and Isroiljon are mostly one, Nur and Nurbek less so.
var respectPhones = func() (all []respect) {
	for _, r := range []struct {
		words string
		keeps float64
	}{
		{"jon", .975},
		{"xon", .965},
		{"bek beg bey bik", .9},
		{"boy", .9},
		{"xoʻja", .89},
		{"mirzo", .89},
		{"oy oyim", .89},
		{"bonu bibi", .88},
	} {
		for _, word := range strings.Fields(r.words) {
			one := respect{phones(word), r.keeps, 4}
			if r.keeps > closely {
				one.least = 3
			}
			all = append(all, one)
		}
	}
	return all
}()

// closely is what an ending keeps of a name at least that says nothing but
// respect; one that keeps less may make a name of its own: Aziz, Azizbek.
const closely = .95

type respect struct {
	phones string
	keeps  float64
	least  int // how many phones are before it
}

// respectAlone are words of respect that stand alone behind a given name.
var respectAlone = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields("jon jan жон джон жан джан bek бек beg xon хон khan boy бой bay бай aka ака opa опа uka ука ota ота xola хола amaki амаки buva бува hoji xoji ходжи haji ҳожи xoʻja хўжа mirzo мирзо") {
		all[phones(word)] = true
	}
	return all
}()

// withoutRespect takes off what a name grew, where enough is left.
func withoutRespect(ph string) (stem string, keeps float64) {
	for i := range respectPhones {
		if r := &respectPhones[i]; r.ends(ph) {
			return strings.TrimRight(ph[:len(ph)-len(r.phones)], "y"), r.keeps
		}
	}
	return "", 0
}

// grewBy is how many phones those are.
func grewBy(ph string) int {
	for i := range respectPhones {
		if r := &respectPhones[i]; r.ends(ph) {
			return len(r.phones)
		}
	}
	return 0
}

func (r *respect) ends(ph string) bool {
	n := len(ph) - len(r.phones)
	return n >= r.least && nearly(ph[n:], r.phones)
}

// end finds the ending that tells the role of a part, and takes it off the root.
func (p *Part) end() {
	ph := p.whole
	switch {
	case p.Script == OtherWrite || len(ph) < 4:
		return
	case p.Script == Arabic:
		for _, e := range []string{"wf", "Ifa", "wfa", "wwa", "If", "Iaf", "af"} { // ـوف، ـیف، ـاف, and hers
			if strings.HasSuffix(ph, "r?wf") || strings.HasSuffix(ph, "rIwf") || ph == "m?rwf" {
				return // رئوف, معروف: given names
			}
			if root, ok := strings.CutSuffix(ph, e); ok && len(root) > 1 {
				p.become(Family, NoGender, root)
				return
			}
		}
		return
	}
	if root, g, ok := fatherEnding(ph); ok {
		p.become(Patronymic, g, root)
		return
	}
	root, g, weak, ok := familyEnding(ph, p.Text)
	p.weak = weak
	if ok && !(len(ph) <= 7 && g != Female && isKnown(ph)) && !(g == Female && len(ph) <= 6 && isKnown(ph)) {
		p.become(Family, g, root)
	}
}

func (p *Part) become(role Role, g Gender, root string) {
	p.Role, p.Gender, p.byEnding = role, g, true
	p.root = strings.TrimRight(root, "y?")
	if len(p.root) < 2 {
		p.root = root
	}
}

func isVowelPhone(c byte) bool { return vowelPhone[c&127] }

// fatherEnding finds -ovich, -ovna, -oʻgʻli, -qizi, -uly at the end of a part.
func fatherEnding(ph string) (root string, g Gender, ok bool) {
	n := len(ph)
	if strings.HasSuffix(ph, "tS") { // Finnish -ovitš
		ph = ph[:n-2] + "C"
		n--
	}
	if n >= 6 && (ph[n-2] == 'i' || ph[n-2] == 'e') && ph[n-3] == 'v' && isVowelPhone(ph[n-4]) && sonEnd(ph[n-1]) {
		return ph[:n-4], Male, true
	}
	if n >= 6 && ph[n-1] == 'a' && ph[n-2] == 'n' && ph[n-3] == 'v' && isVowelPhone(ph[n-4]) {
		return ph[:n-4], Female, true
	}
	if root, ok := shortFather(ph); ok {
		return root, Male, true
	}
	if n >= 8 && ph[n-6:n-3] == "bek" && (ph[n-3:] == "uli" || ph[n-3:] == "Uli") {
		return ph[:n-3], Male, true // Kazakh Өмірбекұлы
	}
	for _, e := range fatherEndings {
		if m := n - len(e.phones); m >= e.least && strings.HasSuffix(ph, e.phones) && !strings.ContainsRune(e.not, rune(ph[m-1])) {
			return ph[:m], e.gender, true
		}
	}
	return "", NoGender, false
}

// sonEnd tells whether a phone may be the ch of -ovich, in any spelling.
func sonEnd(c byte) bool { return strings.IndexByte("CHKXcSsNP", c) >= 0 }

// shortFather finds the names after Ilya, Kuzma, Luka, Nikita and Foma, which are
// made by -ich alone: all of the part may be one.
func shortFather(ph string) (root string, ok bool) {
	n := len(ph) - 2
	if n < 2 || ph[n] != 'i' || !sonEnd(ph[n+1]) {
		return "", false
	}
	stem := strings.TrimRight(strings.ReplaceAll(ph[:n], "?", ""), "yYJ") // Ильич, Ilyich, Iljitsch, Il'ič
	for _, e := range []string{"il", "kuzm", "luk", "nikit", "fom"} {
		if m := len(stem) - len(e); m >= 0 && (stem[m:] == e || len(e) == 4 && nearly(stem[m:], e)) && !strings.HasSuffix(stem[:m], "x") {
			return stem, true
		}
	}
	return "", false
}

// fatherEndings are those that are no -ovich. A Turkmen Gurbanguly is no son.
var fatherEndings = []struct {
	phones string
	gender Gender
	least  int
	not    string
}{
	{"Ugli", Male, 2, ""},
	{"ugli", Male, 2, ""},
	{"ogli", Male, 2, ""},
	{"oglu", Male, 2, ""},
	{"qizi", Female, 2, ""},
	{"kizi", Female, 2, ""},
	{"gizi", Female, 3, ""},
	{"Uli", Male, 3, "gkq"},
	{"uli", Male, 3, "gkqsm"},
	{"ulu", Male, 4, "gkq"},
	{"iniCna", Female, 2, ""},
	{"iniSna", Female, 2, ""},
	{"iniHna", Female, 2, ""},
	{"miniCna", Female, 2, ""},
}

// familyEnding finds -ov, -eva, -off, -skiy, -enko, -yan, -zoda at the end of a
// part. Those are weak that end given names, too.
func familyEnding(ph, text string) (root string, g Gender, weak, ok bool) {
	n := len(ph)
	switch {
	case n >= 5 && ph[n-1] == 'a' && ph[n-2] == 'v' && familyVowel(ph[n-3]):
		return ph[:n-3], Female, false, true
	case ph[n-1] == 'v' && familyVowel(ph[n-2]):
		return ph[:n-2], Male, false, true
	case n >= 5 && ph[n-1] == 's' && ph[n-2] == 'v' && familyVowel(ph[n-3]):
		return ph[:n-3], Male, false, true
	case ph[n-1] == 'f' && familyVowel(ph[n-2]) && (n >= 6 || strings.HasSuffix(strings.ToLower(text), "ff")):
		return ph[:n-2], Male, false, true
	}
	for _, e := range familyEndings {
		if m := n - len(e.phones); m >= 3 && (strings.HasSuffix(ph, e.phones) || e.spelled && nearly(ph[m:], e.phones)) {
			if e.keep {
				return ph, e.gender, e.weak, true
			}
			return ph[:m], e.gender, e.weak, true
		}
	}
	return "", NoGender, false, false
}

func familyVowel(c byte) bool { return c == 'o' || c == 'e' || c == 'O' || c == 'U' }

var familyEndings = []struct {
	phones  string
	gender  Gender
	keep    bool // it is no ending that changes
	weak    bool // given names end so, too: Shahzoda, Dilzoda, Yulian
	spelled bool // in any spelling: -skij, -zkaja, -ckaâ
}{
	{"zoda", NoGender, false, true, false},
	{"zada", NoGender, false, true, false},
	{"zade", NoGender, false, true, false},
	{"zadi", NoGender, false, true, false},
	{"zadA", NoGender, false, true, false},
	{"zode", NoGender, false, true, false},
	{"pur", NoGender, false, true, false},
	{"skiy", Male, false, false, true},
	{"skaya", Female, false, false, true},
	{"ski", Male, false, false, true},
	{"ska", Female, false, true, true}, // Polish, Czech and Ukrainian
	{"enko", NoGender, true, false, false},
	{"Svili", NoGender, true, false, false},
	{"Gvili", NoGender, true, false, false}, // German -schwili
	{"Hvili", NoGender, true, false, false}, // French -chvili
	{"Pvili", NoGender, true, false, false}, // Polish -szwili
	{"dze", NoGender, true, false, false},
	{"dZe", NoGender, true, false, false}, // German -dse
	{"Cuk", NoGender, true, false, false},
	{"yan", NoGender, true, true, false},
	{"Yan", NoGender, true, true, false},
	{"yanc", NoGender, true, false, false},
}
