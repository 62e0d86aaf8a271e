package passphrase

import "strings"

// Level is how long a passphrase would stand, in four steps.
//
// The steps count guesses by what one costs. A guess is one Argon2id of 64 MiB
// in three passes, the least that package vault derives a key with. One RTX 4090
// makes 1,667 of them a second (hashcat, pull request 4284, July 2025), one RTX
// 5090 some 2,900; we count 3,000. Such a card rents for some 0.32 dollars an
// hour, so a dollar buys 2^25 guesses, and on average an attacker needs half of
// all there are. docs/threat-model.md has the table, with prices to come.
type Level int

// The levels, by what an attacker spends on this one file, on average, who knows
// how such passphrases are chosen. A file derived with 256 MiB costs four times
// that.
const (
	TooWeak Level = iota // less than 2^38 guesses: 4,000 dollars, or one card for a year and a half. Not to be used
	Weak                 // less than 2^48: four million. It stops a thief and a curious officer, not a state
	Fair                 // less than 2^60: what a state might spend, if it had nothing else to do
	Strong               // 17 billion dollars and more: nobody's budget
)

// The least bits of each level above TooWeak. The first is above eight random
// letters and eleven random digits, and below four words of our lists; the last
// below the six words that [Generate] draws.
const (
	weakFrom   = 38
	fairFrom   = 48
	strongFrom = 60
)

// String gives the last part of the keys of a level's words:
// "passphrase.level.too_weak".
func (l Level) String() string {
	return [...]string{"too_weak", "weak", "fair", "strong"}[l]
}

// Levels gives every level, the worst first.
func Levels() []Level { return []Level{TooWeak, Weak, Fair, Strong} }

func levelOf(bits float64) Level {
	switch {
	case bits < weakFrom:
		return TooWeak
	case bits < fairFrom:
		return Weak
	case bits < strongFrom:
		return Fair
	}
	return Strong
}

// Reason is a code for what makes a passphrase easy to guess, and the last part
// of the keys of its words: "passphrase.reason.short" says what is wrong,
// "passphrase.advice.short" what to do.
type Reason string

// The reasons, in the order in which a [Verdict] gives them: what a person most
// needs to hear stands first.
const (
	Hint     Reason = "hint"     // it stands in the name of the file or in another hint
	Common   Reason = "common"   // one of the passwords that everybody tries first
	Name     Reason = "name"     // somebody's name
	Place    Reason = "place"    // a town or a country
	Phone    Reason = "phone"    // a telephone number
	Date     Reason = "date"     // a date or a year
	Digits   Reason = "digits"   // digits and nothing else
	Keyboard Reason = "keyboard" // keys that lie side by side
	Sequence Reason = "sequence" // abc, 123
	Repeat   Reason = "repeat"   // the same once more
	Layout   Reason = "layout"   // words typed with the keyboard in another language
	Disguise Reason = "disguise" // letters replaced by digits and signs, or a word written backwards
	Word     Reason = "word"     // a single word
	FewWords Reason = "few_words"
	Short    Reason = "short"
)

// Reasons gives every reason, in the order of a [Verdict].
func Reasons() []Reason {
	return []Reason{
		Hint, Common, Name, Place, Phone, Date, Digits, Keyboard, Sequence, Repeat, Layout, Disguise, Word, FewWords, Short,
	}
}

// Verdict says how good a passphrase is.
type Verdict struct {
	// Bits is about how often a guesser who knows people's habits would have to
	// double their guesses to come to it. It errs on the low side.
	Bits float64
	// Level is what Bits means.
	Level Level
	// Reasons say why it is not better: at least one below Strong, none at Strong.
	Reasons []Reason
}

// Judge estimates how many guesses a passphrase stands, and says why not more.
// Hints are what an attacker sees or knows of the person: the name of the file,
// of its author, of the user; their words count for nothing.
//
// It looks for the cheapest way to put the text together from what people use:
// common passwords, names, places, words of our three languages in both scripts
// and with the keyboard in the wrong language, dates, telephone numbers, walks
// on the keyboard, sequences and repetitions; what is left over counts letter by
// letter. Words that it does not know are recognised by their sound. It cannot
// know that a line is from a song or the Quran, and counts its words as if the
// person had put them together.
//
// Only the first 128 characters are looked at; more can make a passphrase
// better, but are not counted.
func Judge(text string, hints ...string) Verdict {
	s := newSubject(Normalize(beginning(text)))
	w := s.cheapest(s.edges(hints))
	v := Verdict{Bits: w.bits, Level: levelOf(w.bits)}
	if v.Level != Strong {
		v.Reasons = s.reasons(w)
	}
	return v
}

// beginning cuts what is longer than a passphrase may be.
func beginning(text string) string {
	if len(text) > Longest {
		return strings.ToValidUTF8(text[:Longest], "")
	}
	return text
}

// reasons gathers what the cheapest way is made of, and what would explain most
// of the text by itself.
func (s *subject) reasons(w way) []Reason {
	found := map[Reason]bool{}
	words := 0
	for _, e := range w.edges {
		if e.word {
			words += 1 + (e.to-e.from)/longWord
		}
		if s.saves(e) {
			note(found, e)
		}
	}
	for _, e := range w.wide {
		note(found, e)
	}
	found[Digits] = s.onlyDigits()
	found[Word] = words == 1 && !found[Name] && !found[Place] && !found[Common] && !found[Hint]
	found[FewWords] = words > 1
	var all []Reason
	for _, r := range Reasons() {
		if found[r] {
			all = append(all, r)
		}
	}
	if len(s.runes) < shortest || len(all) == 0 {
		all = append(all, Short)
	}
	return all
}

func note(found map[Reason]bool, e edge) {
	for _, r := range e.why {
		found[r] = true
	}
}

const (
	// shortest is the number of characters below which a passphrase is short
	// whatever it is made of.
	shortest = 10
	// longWord is the number of letters from which a word is likely to be several.
	longWord = 16
)
