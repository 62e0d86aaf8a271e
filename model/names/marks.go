package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainOf gives the letter under a mark that no alphabet of the region has, for
// those who write by the rules of a library or a science: ȯ, ḣ, ǰ, ẏ.
var plainOf = func() map[rune]rune {
	all := map[rune]rune{}
	for plain, marked := range map[rune]string{
		'a': "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
		'b': "ḃḅḇ",
		'c': "çćĉċčḉ",
		'd': "ďḋḍḏḑḓ",
		'e': "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
		'f': "ḟ",
		'g': "ĝğġģǧǵḡ",
		'h': "ĥȟḣḥḧḩḫẖ",
		'i': "ìíîïĩīĭįǐȉȋḭḯỉị",
		'j': "ĵǰ",
		'k': "ķǩḱḳḵ",
		'l': "ĺļľḷḹḻḽ",
		'm': "ḿṁṃ",
		'n': "ñńņňǹṅṇṉṋ",
		'o': "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
		'p': "ṕṗ",
		'r': "ŕŗřȑȓṙṛṝṟ",
		's': "śŝşšșṡṣṥṧṩ",
		't': "ţťțṫṭṯṱẗ",
		'u': "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
		'v': "ṽṿ",
		'w': "ŵẁẃẅẇẉẘ",
		'x': "ẋẍ",
		'y': "ýÿŷȳẏẙỳỵỷỹ",
		'z': "źżžẑẓẕ",
	} {
		for _, r := range marked {
			all[r] = plain
		}
	}
	return all
}()

// digitsRead are the letters that a reader of scans takes for digits, in Latin and
// in Cyrillic script.
var digitsRead = map[rune][2]rune{'0': {'o', 'о'}, '1': {'l', 'і'}, '3': {'z', 'з'}, '4': {'a', 'ч'}, '5': {'s', 'б'}, '6': {'b', 'б'}, '8': {'b', 'в'}}

// misreadDigit tells whether a digit stands inside a word, or begins one of some
// length: A1ieva, 5aidov. Nobody's name has digits.
func misreadDigit(text string, i int) bool {
	if text[i] < '0' || text[i] > '9' || digitsRead[rune(text[i])][0] == 0 || !letterAt(text, i+1) {
		return false
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsLetter(before) {
		return true
	} else if unicode.IsDigit(before) {
		return false
	}
	for n, at := 0, i+1; letterAt(text, at); n++ {
		if n == 2 {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return false
}

// letterOfDigit gives the letter that a digit in a word was.
func letterOfDigit(word string, digit rune) rune {
	if strings.IndexFunc(word, isCyrillic) >= 0 {
		return digitsRead[digit][1]
	}
	return digitsRead[digit][0]
}

// vowelLetter tells whether a letter is a vowel, whatever mark it bears.
func vowelLetter(r rune) bool {
	if isVowel(r) {
		return true
	}
	plain, marked := plainOf[r]
	return marked && isVowel(plain)
}
