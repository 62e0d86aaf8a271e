package export

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guvoh/model"
)

// A case says the same thing more than once: an event has an account, each act
// in it has one, and so has the detention that began with it. A statement says
// it once. What is told again is found by its words alone, and only where that
// is safe:
//
//   - A sentence is left out when one single sentence before it has all its
//     words, whatever their endings; negations and numbers are words like any
//     other. Two sentences together never stand for a third, since "A and B were
//     taken. A was beaten." does not say that B was.
//   - Of an account only its beginning and its end are left out, and the
//     beginning only where the act or the step is named before what is left:
//     what stands in the middle is what the next sentence builds on.
//   - What two events, two detentions or two proceedings tell is never compared:
//     that somebody was beaten on Monday does not tell that it happened again on
//     Friday.

// memory holds what a section has told so far.
type memory struct {
	here []saying            // in the paragraph that is being told
	all  map[string][]saying // in the section, by the persons and by the beginning of each of their words
}

// saying is a sentence by its words.
type saying struct {
	words []string
	of    subject
}

// subject is what a text is about: in records of which kind it stands, and the
// persons they are about. The zero subject is compared within its paragraph only.
type subject struct{ kind, persons string }

// enough is how many words a sentence must have before another record may be
// said to have told it.
const enough = 6

// begin begins a paragraph.
func (m *memory) begin() { m.here = nil }

// knows tells whether a sentence has been told in this paragraph, or in what was
// told of the same persons by a record of another kind.
func (m *memory) knows(sentence string, of subject) bool {
	words := sayingWords(sentence)
	if len(words) == 0 {
		return false
	}
	if slices.ContainsFunc(m.here, func(s saying) bool { return s.covers(words) }) {
		return true
	}
	if of.persons == "" || len(words) < enough {
		return false
	}
	few := m.all[wordKey(of, words[0])]
	for _, w := range words[1:] {
		if with := m.all[wordKey(of, w)]; len(with) < len(few) {
			few = with
		}
	}
	return slices.ContainsFunc(few, func(s saying) bool { return s.of.kind != of.kind && s.covers(words) })
}

// wordKey is that under which what was told of somebody is found by a word with
// any ending.
func wordKey(of subject, word string) string {
	r := []rune(word)
	return of.persons + " " + string(r[:min(4, len(r))])
}

// tells remembers a text. A sentence that begins with "he" goes on with the one
// before it, and both together are one.
func (m *memory) tells(text string, of subject) {
	var before []string
	for _, s := range sentencesOf(text) {
		words := sayingWords(s)
		if begins := strings.Fields(strings.ToLower(model.Fold(s))); len(begins) > 0 && pronouns[begins[0]] {
			words = slices.Concat(before, words)
		}
		before = words
		said := saying{words, of}
		m.here = append(m.here, said)
		if of.persons == "" {
			continue
		}
		if m.all == nil {
			m.all = map[string][]saying{}
		}
		for _, w := range words {
			k := wordKey(of, w)
			m.all[k] = append(m.all[k], said)
		}
	}
}

// fresh gives what of a text has not been told yet, and remembers it. The
// beginning is left out only where what it is about has been named.
func (m *memory) fresh(text string, of subject, named bool) string {
	all := sentencesOf(text)
	from, to := 0, len(all)
	for to > from && m.knows(all[to-1], of) {
		to--
	}
	for named && from < to && m.knows(all[from], of) {
		from++
	}
	left := strings.TrimSpace(strings.Join(all[from:to], ""))
	m.tells(left, of)
	return left
}

// covers tells whether a sentence has all these words.
func (s saying) covers(words []string) bool {
	for _, w := range words {
		if !slices.ContainsFunc(s.words, func(x string) bool { return sameWord(x, w) }) {
			return false
		}
	}
	return true
}

// summedUp tells whether a title says nothing that its account does not say.
func summedUp(title, account string) bool {
	words := sayingWords(title)
	return len(words) > 0 && saying{words: sayingWords(account)}.covers(words)
}

// sameWord tells whether two words differ by their endings at most.
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	if strings.IndexFunc(a+b, unicode.IsDigit) >= 0 {
		return false
	}
	x, y := []rune(a), []rune(b)
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	return same >= 4 && same*3 >= max(len(x), len(y))*2
}

// sayingWords gives the words of a text that say something.
func sayingWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(model.Fold(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return slices.DeleteFunc(words, func(w string) bool { return fillers[w] })
}

// fillers are the words that only hold a sentence together, in the languages in
// which accounts are written. No negation is one of them, and no number.
var fillers = set(`
 a an the he she it him his her hers its they them their i me my we our was were is are be been being had has have did
 and then also that this there who which when while in on at of to by from for with as out up over into
 он она оно они его ему ей её ее их им ним ней них я мне мы был была было были и а же в во на с со к ко по от до из у за для при о об что это этот эта там тогда потом также
 u uni unga uning ular ularni ularga biz va bilan edi ham shu bu oʻsha keyin soʻng uchun deb
 il elle ils elles lui leur leurs le la les l un une des de d du à au aux ont a avait était étaient été fut et puis aussi qui que qu en dans par pour sur avec sa ses y
 él ella ellos ellas lo los las una unos unas del al fue fueron era eran ha han había y e luego también con su sus por para se
`)

// pronouns are those with which a sentence goes on about whom the one before it
// was about.
var pronouns = set(`he she it they он она они оно u ular il elle ils elles él ella ellos ellas`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[strings.ToLower(model.Fold(w))] = true
	}
	return out
}

// sentencesOf parts a text at the ends of its sentences; joined again they are
// the text. What is too short to be a sentence ("Mr.") stays with what follows.
func sentencesOf(text string) []string {
	var out []string
	start := 0
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		switch {
		case r == '\n':
		case !strings.ContainsRune(".!?…", r):
			continue
		default:
			for end < len(text) && strings.ContainsRune(`.!?…”»"')]`, first(text[end:])) {
				end += utf8.RuneLen(first(text[end:]))
			}
			if end < len(text) && !unicode.IsSpace(first(text[end:])) {
				continue
			}
		}
		for end < len(text) && unicode.IsSpace(first(text[end:])) {
			end += utf8.RuneLen(first(text[end:]))
		}
		if end <= start || r != '\n' && (len(strings.Fields(text[start:end])) < 3 || unicode.IsLower(first(text[end:]))) {
			continue
		}
		out, start = append(out, text[start:end]), end
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
