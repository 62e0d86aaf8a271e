package main

import (
	"math/rand"
	"strings"
	"unicode"
)

// slip writes the name with one error of a typist in a word of five letters or
// more, never its first letter.
func slip(r *rand.Rand, s string, not int) (string, int) {
	words := strings.Fields(s)
	var long []int
	for i, w := range words {
		if len([]rune(w)) >= 5 && i != not && !strings.ContainsAny(w, ".-") {
			long = append(long, i)
		}
	}
	if len(long) == 0 {
		return s, -1
	}
	n := long[r.Intn(len(long))]
	w := []rune(words[n])
	for {
		at := 1 + r.Intn(len(w)-2)
		out := string(w)
		switch r.Intn(4) {
		case 0:
			out = string(w[:at]) + string(w[at+1:])
		case 1:
			out = string(w[:at+1]) + string(w[at:])
		case 2:
			out = string(w[:at]) + string(w[at+1]) + string(w[at]) + string(w[at+2:])
		case 3:
			out = string(w[:at]) + beside(r, w[at]) + string(w[at+1:])
		}
		if out != string(w) {
			words[n] = out
			return strings.Join(words, " "), n
		}
	}
}

// beside gives a key beside the key on an English or Russian keyboard.
func beside(r *rand.Rand, c rune) string {
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"} {
		k := []rune(row)
		for i := range k {
			if k[i] != unicode.ToLower(c) {
				continue
			}
			if i == 0 || i+1 < len(k) && r.Intn(2) == 0 {
				return string(k[i+1])
			}
			return string(k[i-1])
		}
	}
	return string(c)
}

var seen = [][2]string{
	{"rn", "m"},
	{"m", "rn"},
	{"l", "1"},
	{"l", "I"},
	{"o", "0"},
	{"cl", "d"},
	{"d", "cl"},
	{"h", "b"},
	{"u", "ii"},
	{"n", "ri"},
	{"e", "c"},
	{"S", "5"},
	{"B", "8"},
	{"i", "l"},
	{"g", "q"},
	{"v", "y"},
	{"и", "н"},
	{"н", "и"},
	{"ш", "щ"},
	{"п", "н"},
	{"л", "п"},
	{"о", "0"},
	{"З", "3"},
	{"ж", "яс"},
	{"е", "с"},
	{"ы", "ьі"},
	{"м", "ш"},
	{"б", "6"},
	{"ю", "іо"},
	{"в", "а"},
	{"Б", "6"},
	{"О", "0"},
	{"т", "г"},
}

// misread writes the name as a machine read it: one or two letters for others that
// look like them.
func misread(r *rand.Rand, s string) string {
	out := s
	for done := 0; done < 1+r.Intn(2); {
		p := seen[r.Intn(len(seen))]
		if n := strings.Count(out, p[0]); n > 0 {
			k, at := r.Intn(n), 0
			for ; k > 0; k-- {
				at += strings.Index(out[at:], p[0]) + len(p[0])
			}
			at += strings.Index(out[at:], p[0])
			out = out[:at] + p[1] + out[at+len(p[0]):]
			done++
		}
	}
	return out
}

// inCase gives a Russian word of a name in the dative, genitive and instrumental.
func inCase(w string, male bool, n int) string {
	end := func(cut string, with ...string) string { return strings.TrimSuffix(w, cut) + with[n] }
	r := []rune(w)
	last := string(r[len(r)-1])
	hush := len(r) > 1 && strings.ContainsRune("кгхжшчщ", r[len(r)-2])
	switch {
	case !male && (strings.HasSuffix(w, "ова") || strings.HasSuffix(w, "ева") || strings.HasSuffix(w, "ёва") || strings.HasSuffix(w, "ина")):
		return end("а", "ой", "ой", "ой")
	case !male && strings.HasSuffix(w, "вна"):
		return end("а", "е", "ы", "ой")
	case strings.HasSuffix(w, "ская"):
		return end("ая", "ой", "ой", "ой")
	case strings.HasSuffix(w, "ский"):
		return end("ий", "ому", "ого", "им")
	case male && (strings.HasSuffix(w, "ов") || strings.HasSuffix(w, "ев") || strings.HasSuffix(w, "ёв") || strings.HasSuffix(w, "ин")) && len(r) > 5:
		return end("", "у", "а", "ым")
	case strings.HasSuffix(w, "ия"):
		return end("я", "и", "и", "ей")
	case last == "я":
		return end("я", "е", "и", "ей")
	case last == "а" && hush:
		return end("а", "е", "и", "ой")
	case last == "а":
		return end("а", "е", "ы", "ой")
	case !male && last == "ь":
		return end("ь", "и", "и", "ью")
	case !male:
		return w
	case strings.HasSuffix(w, "ий"):
		return end("й", "ю", "я", "ем")
	case last == "й":
		return end("й", "ю", "я", "ем")
	case last == "ь":
		return end("ь", "ю", "я", "ем")
	case strings.ContainsAny(last, "жшчщц"):
		return end("", "у", "а", "ем")
	case strings.ContainsAny(last, "бвгдзклмнпрстфх"):
		return end("", "у", "а", "ом")
	}
	return w
}

// zone writes a name in capitals without marks, as the zone of a passport that a
// machine reads.
func zone(family, given string) string {
	bare := func(s string) string {
		var b strings.Builder
		for _, c := range strings.ToUpper(s) {
			if c >= 'A' && c <= 'Z' {
				b.WriteRune(c)
			}
		}
		return b.String()
	}
	return bare(family) + "<<" + bare(given)
}
