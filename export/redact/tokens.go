package redact

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"guvoh/model"
	"guvoh/model/names"
)

// signs are the words of no language.
type signs struct{}

func (signs) Token(sort TokenSort, n int) string {
	if sort == TokenPerson {
		return "[" + Letters(n) + "]"
	}
	i := slices.Index(TokenSorts, sort)
	return "[" + strings.Repeat("#", max(1, i)) + strconv.Itoa(n+1) + "]"
}

func (signs) InCase(token string, _ names.Case) string { return token }
func (signs) Mark(Mark) string                         { return "[…]" }

// Letters counts in letters: A, B … Z, AA, AB … ZZ, and behind these without vowels and
// without Y, BBB, BBC …, since of three letters and more some would be names: ALI, ANN.
func Letters(n int) string {
	const all, mute = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "BCDFGHJKLMNPQRSTVWXZ"
	if two := len(all) + len(all)*len(all); n >= two {
		return lettersOf(n-two+len(mute)+len(mute)*len(mute), mute)
	}
	return lettersOf(n, all)
}

func lettersOf(n int, of string) string {
	s := string(of[n%len(of)])
	for n = n/len(of) - 1; n >= 0; n = n/len(of) - 1 {
		s = string(of[n%len(of)]) + s
	}
	return s
}

// giveTokens gives everybody hidden what they are called: what they were called
// before to this recipient, else something new.
func (r *redactor) giveTokens() {
	known, used := r.givenTokens()
	for _, i := range r.inTurn() {
		h := &r.people[i]
		if h.record.Kind == "person" && r.plan.Style != Pseudonym {
			h.token = r.short(h, used)
			used[h.token] = true
			continue
		}
		if h.token = known[h.record.ID]; h.token == "" {
			h.token = r.fresh(r.sortOf(h.record), used)
			r.result.Tokens = append(r.result.Tokens, Token{About: h.record.ID, Recipient: r.plan.Recipient, Text: h.token})
		}
		used[h.token] = true
	}
	for i := range r.people {
		r.tokenOf[r.people[i].record.ID] = r.people[i].token
	}
}

// inTurn gives in which order people are given tokens: last those of whom nothing is
// told. They need one where the words of others name them; a letter that is missing
// among the first would tell that there is somebody.
func (r *redactor) inTurn() (order []int) {
	var last []int
	for i, h := range r.people {
		if _, gone := r.gone[h.record.ID]; gone {
			last = append(last, i)
		} else {
			order = append(order, i)
		}
	}
	return append(order, last...)
}

// givenTokens gives what everybody was called before to this recipient, and all
// words that were used for that. Two files that were brought together may have
// given one word to two people: it stays with the first of them.
func (r *redactor) givenTokens() (known map[model.ID]string, used map[string]bool) {
	known, used = map[model.ID]string{}, map[string]bool{}
	for _, p := range r.s.OfKind("pseudonym") {
		word, about := p.Text("text"), p.Ref("about")
		if p.Text("recipient") != r.plan.Recipient || word == "" {
			continue
		}
		if known[about] == "" && !used[word] {
			known[about] = word
		}
		used[word] = true
	}
	return known, used
}

// fresh gives a token of a sort that nobody has. Tokens are never given back, so
// that it goes on where it was; and each is new even when words do not count.
func (r *redactor) fresh(sort TokenSort, used map[string]bool) string {
	said := ""
	for n := r.nextToken[sort]; ; n++ {
		t := r.words.Token(sort, n)
		if t == said {
			t = signs{}.Token(sort, n)
		} else {
			said = t
		}
		if !used[t] {
			r.nextToken[sort] = n + 1
			return t
		}
	}
}

func (r *redactor) sortOf(x model.Record) TokenSort {
	switch x.Kind {
	case "place":
		return TokenPlace
	case "organisation":
		return TokenOrganisation
	}
	all := roles(r.s, x.ID)
	switch {
	case onlyPublic(r.s, x.ID):
		return TokenOfficial
	case slices.Contains(all, "lawyer"):
		return TokenLawyer
	}
	return TokenPerson
}

// short gives initials, or a letter that the name does not begin with.
func (r *redactor) short(h *who, used map[string]bool) string {
	if r.plan.Style == Initials {
		r.warn(Warning{Code: InitialsWeak, Record: h.record.ID, Kind: "person"})
		base := r.initials(h)
		return r.counted(base, used, func(n int) string { return base + " (" + strconv.Itoa(n) + ")" })
	}
	own := map[rune]bool{}
	for _, p := range h.parts {
		for _, f := range names.Forms(p.word) {
			first, _ := utf8.DecodeRuneInString(f)
			own[unicode.ToUpper(first)] = true
		}
	}
	best, least := "", 0
	for _, c := range "XYZWVUTSRQPONMLKJIHGFEDCBA" {
		if own[c] {
			continue
		}
		letter := string(c)
		t := r.counted(letter, used, func(n int) string { return letter + strconv.Itoa(n) })
		if n := r.counts[letter]; best == "" || n < least {
			best, least = t, n
		}
	}
	if best == "" { // a name that begins with every letter
		return r.fresh(TokenPerson, used)
	}
	return best
}

// counted gives words, or the first of them with a number behind it from 2 on, that
// nobody goes by. It goes on where it was, since no words are given back.
func (r *redactor) counted(words string, used map[string]bool, numbered func(n int) string) string {
	for n := max(1, r.counts[words]); ; n++ {
		t := words
		if n > 1 {
			t = numbered(n)
		}
		if !used[t] {
			r.counts[words] = n
			return t
		}
	}
}

// initials gives the first letters of given and family name, in the script of
// the document.
func (r *redactor) initials(h *who) string {
	cyrillic := r.plan.Lang == "ru" || r.plan.Lang == "uz-Cyrl"
	first := func(want role) string {
		for _, p := range h.parts {
			if p.role != want {
				continue
			}
			for _, f := range append([]string{strings.ToLower(p.word)}, names.Forms(p.word)...) {
				c, _ := utf8.DecodeRuneInString(f)
				if unicode.Is(unicode.Cyrillic, c) == cyrillic && unicode.IsLetter(c) {
					return string(unicode.ToUpper(c)) + "."
				}
			}
		}
		return ""
	}
	s := first(given)
	if s == "" {
		s = first(other)
	}
	if s += first(family); s != "" {
		return s
	}
	return r.words.Token(TokenPerson, 0)
}
