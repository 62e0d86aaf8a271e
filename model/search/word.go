package search

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"guvoh/model"
)

// Token is one word of a text.
type Token struct {
	From, To int    // bytes in the text
	Fold     string // as words are compared
}

// Tokens gives the words of a text: letters and digits together, with the marks
// and apostrophes that belong to them. A hyphen stands between two words. Of
// scripts that put no spaces between their words, each letter is one.
func Tokens(text string) []Token {
	var out []Token
	eachWord(text, nil, func(from, to int, fold []byte) { out = append(out, Token{from, to, string(fold)}) })
	return out
}

// Each calls fn with each word of a text, folded, as the index holds it, and then with
// those that come of putting words together. What fn gets changes with the next word.
func Each(text string, fn func(fold []byte)) {
	eachRead(text, nil, func(_, _ int, fold []byte, _ int) { fn(fold) })
}

// longestWord is how many bytes of a folded word are compared. What is longer is
// no word, but something that was written out: a picture in a message, a key.
const longestWord = 120

// eachWord calls word with each word of a text. What it gets as fold is in buf, or
// in a longer buffer, and changes with the next word.
func eachWord(text string, buf []byte, word func(from, to int, fold []byte)) {
	letters := letterTable()
	fold := buf[:0]
	from, to := -1, 0
	end := func() {
		if from >= 0 && len(fold) > 0 {
			word(from, to, fold)
		}
		from, fold = -1, fold[:0]
	}
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		l := letters.of(r)
		switch {
		case l.is == alone:
			end()
			from = i
			fold = append(fold, l.fold...)
			to = i + n
			end()
		case l.is == part:
			if from < 0 {
				from = i
			}
			if len(fold)+len(l.fold) <= longestWord {
				fold = append(fold, l.fold...)
			}
			to = i + n
		case l.is == inside && from >= 0:
			if unicode.IsMark(r) { // on the letter before it; an apostrophe at the end is none of the word
				to = i + n
			}
		default:
			end()
		}
		i += n
	}
	end()
}

// What a rune is to words.
const (
	between = iota // it ends a word
	inside         // it does not end one, and means nothing
	part           // a letter or a digit
	alone          // a word by itself
)

// letter is a rune as words are compared.
type letter struct {
	is   byte
	fold string
}

// table holds what is asked for again and again: Latin, Greek, Cyrillic, Arabic.
type table [0x700]letter

var letterTable = sync.OnceValue(func() *table {
	var t table
	for r := range t {
		t[r] = letterOf(rune(r))
	}
	return &t
})

func (t *table) of(r rune) letter {
	if int(r) < len(t) {
		return t[r]
	}
	return letterOf(r)
}

func letterOf(r rune) letter {
	switch {
	case isInside(r):
		return letter{is: inside}
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return letter{}
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return letter{alone, string(r)}
	}
	var fold strings.Builder
	for _, f := range model.Fold(string(r)) {
		if p := plain(f); p >= 0 {
			fold.WriteString(written(p))
		}
	}
	return letter{part, fold.String()}
}

// apostrophes are what people type for those of Uzbek and of Arabic names.
const apostrophes = "'`´‘’ʻʼʹʺ′ʿʾˈ‛ʽ＇"

// isInside reports whether r does not end a word: marks, joiners, apostrophes, and
// the line that draws an Arabic word out.
func isInside(r rune) bool {
	return unicode.IsMark(r) || unicode.Is(unicode.Cf, r) || r == 'ـ' || strings.ContainsRune(apostrophes, r)
}

// plain brings one form to letters that model.Fold leaves apart, since what it
// gives stands in files: the sigma at the end of a word, digits of other scripts.
func plain(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	case '٠' <= r && r <= '٩':
		return '0' + r - '٠'
	case '۰' <= r && r <= '۹':
		return '0' + r - '۰'
	case '０' <= r && r <= '９':
		return '0' + r - '０'
	case unicode.IsLetter(r):
		return unicode.ToLower(unicode.ToUpper(r))
	case unicode.IsDigit(r):
		return r
	}
	return -1
}
