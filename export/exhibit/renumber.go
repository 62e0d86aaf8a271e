package exhibit

import (
	"slices"
	"strconv"
	"strings"
)

// renumbered turns the text of an object as a worker writes it into that of an
// object of a file, in which its first one has the number first. It lets
// nothing through but whole values: no text of a worker can end an object and
// begin another.
func renumbered(text string, first, count int) (string, bool) {
	var b strings.Builder
	var open []byte // what has to be closed
	for i := 0; i < len(text); {
		c := text[i]
		n := 1
		switch {
		case c == ' ':
		case strings.HasPrefix(text[i:], "<<"):
			open, n = append(open, '>'), 2
		case strings.HasPrefix(text[i:], ">>") && len(open) > 0 && open[len(open)-1] == '>':
			open, n = open[:len(open)-1], 2
		case c == '[':
			open = append(open, ']')
		case c == ']' && len(open) > 0 && open[len(open)-1] == ']':
			open = open[:len(open)-1]
		case c == '<':
			n = run(text[i+1:], isHex) + 2
			if i+n > len(text) || text[i+n-1] != '>' {
				return "", false
			}
		case c == '{':
			n = run(text[i+1:], isDigit) + 2
			if i+n > len(text) || text[i+n-1] != '}' {
				return "", false
			}
			k, err := strconv.Atoi(text[i+1 : i+n-1])
			if err != nil || k < 1 || k > count {
				return "", false
			}
			b.WriteString(strconv.Itoa(first+k-1) + " 0 R")
			i += n
			continue
		case c == '/':
			n = run(text[i+1:], isNameByte) + 1
		default:
			n = run(text[i:], isWordByte)
			if word := text[i : i+n]; n == 0 || !isValue(word) {
				return "", false
			}
		}
		b.WriteString(text[i : i+n])
		i += n
	}
	return b.String(), len(open) == 0 && text != ""
}

// outside are entries of a stream by which a reader would take its data from
// somewhere else, or take less or more of it than is there. We write its length.
var outside = []string{"Length", "F", "FFilter", "FDecodeParms", "DL", "OPI", "Ref"}

// leadsAway tells whether the dictionary of a stream, as a worker writes it, has
// one of the entries of outside.
func leadsAway(dict string) bool {
	depth := 0
	for i := 0; i < len(dict); i++ {
		switch c := dict[i]; {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case strings.HasPrefix(dict[i:], "<<"):
			depth++
			i++
		case strings.HasPrefix(dict[i:], ">>"):
			depth--
			i++
		case c == '/':
			n := run(dict[i+1:], isNameByte)
			if depth == 1 && slices.Contains(outside, unescaped(dict[i+1:i+1+n])) {
				return true
			}
			i += n
		}
	}
	return false
}

// unescaped gives a name as it is meant: "#4C" is "L".
func unescaped(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '#' && i+2 < len(name) {
			if c, err := strconv.ParseUint(name[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

func run(s string, of func(byte) bool) int {
	n := 0
	for n < len(s) && of(s[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isHex(c byte) bool   { return isDigit(c) || c >= 'A' && c <= 'F' }
func isNameByte(c byte) bool {
	return c > ' ' && c <= '~' && !strings.ContainsRune("()<>[]{}/%", rune(c))
}
func isWordByte(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'z' || c == '-' || c == '.' }

func isValue(word string) bool {
	if word == "true" || word == "false" || word == "null" {
		return true
	}
	_, err := strconv.ParseFloat(word, 64)
	return err == nil && word[0] < 'a'
}
