package model_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"guvoh/model"
)

func TestTextFromOutsideIsMadeFitToKeep(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain text stays":                {"Jo'rayev, 9 июня\t2014\n", "Jo'rayev, 9 июня\t2014\n"},
		"CRLF becomes LF":                 {"a\r\nb\r\n", "a\nb\n"},
		"a lone CR ends a line":           {"a\rb", "a\nb"},
		"other line ends end a line":      {"a\vb\fc\u0085d", "a\nb\nc\nd"},
		"NUL and controls go":             {"a\x00b\x07c\x1bd\x7fe\u009ff", "abcdef"},
		"overrides and embeddings go":     {"exe.\u202egpj\u202c \u202ax\u202b\u202d", "exe.gpj x"},
		"marks and isolates stay":         {"\u200e\u200f\u061c\u2066a\u2067b\u2068c\u2069", "\u200e\u200f\u061c\u2066a\u2067b\u2068c\u2069"},
		"joiners stay":                    {"می\u200cخواهم\u200d", "می\u200cخواهم\u200d"},
		"a byte order mark goes":          {"\ufeffabc", "abc"},
		"broken bytes show":               {"a\xffb\xc3", "a\ufffdb\ufffd"},
		"composed and decomposed stay so": {"й и\u0306", "й и\u0306"},
		"nothing stays nothing":           {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := model.CleanText(c.in); got != c.want {
				t.Errorf("%+q became %+q, want %+q", c.in, got, c.want)
			}
		})
	}
}

func FuzzCleanText(f *testing.F) {
	f.Add("a\r\n\x00\u202eb\xff")
	f.Add("\r\r\n\n")
	f.Fuzz(func(t *testing.T, in string) {
		got := model.CleanText(in)
		if !utf8.ValidString(got) {
			t.Error("not UTF-8")
		}
		if strings.ContainsFunc(got, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' && r != '\t' || 0x202A <= r && r <= 0x202E
		}) {
			t.Errorf("%+q keeps what must go", got)
		}
		if again := model.CleanText(got); again != got {
			t.Errorf("%+q is cleaned again into %+q", got, again)
		}
		if folded := model.Fold(in); model.Fold(folded) != folded {
			t.Errorf("%+q is folded again into %+q", folded, model.Fold(folded))
		}
	})
}

func TestSpellingsOfOneNameFoldAlike(t *testing.T) {
	for want, spellings := range map[string][]string{
		"jorayev":      {"Jo'rayev", "Joʻrayev", "JO‘RAYEV", "Jo’rayev", "Jo`rayev", "Joʼrayev", "Jórayev", "jorayev"},
		"sahruddin":    {"Şahruddin", "ŞAHRUDDİN", "S\u0327ahruddin", "sahruddın"},
		"isik":         {"Işık", "IŞIK", "ışık", "İşik"},
		"gulom":        {"Gʻulom", "G'ulom", "Ğulom", "Gulom"},
		"eliyev":       {"Əliyev", "Eliyev"},
		"семен":        {"Семён", "СЕМЕН", "Семе\u0308н"},
		"андреи":       {"Андрей", "Андреи\u0306", "АНДРЕИ"},
		"курбонов":     {"Қурбонов", "Курбонов"},
		"угли":         {"ўғли", "угли", "У\u0306гли"},
		"xasanov":      {"Xasanov", "XASANOV"},
		"muller":       {"Müller", "MU\u0308LLER"},
		"strasse":      {"Straße", "STRASSE"},
		"nunez":        {"Núñez", "NUÑEZ"},
		"dordevic":     {"Đorđević"},
		"anna maria":   {"Anna\u00a0Maria", "Anna\tMaria", "an\u00adna\u200b maria"},
		"ivanov-petro": {"Ivanov–Petro", "Ivanov‑Petro", "ivanov-petro"},
	} {
		for _, s := range spellings {
			if got := model.Fold(s); got != want {
				t.Errorf("%q folds to %q, want %q", s, got, want)
			}
		}
	}
}

func TestDifferentNamesStayDifferent(t *testing.T) {
	for _, pair := range [][2]string{{"Karimov", "Karimova"}, {"Шарипов", "Щарипов"}, {"Sobir", "Sabir"}, {"Анна", "Anna"}} {
		if model.Fold(pair[0]) == model.Fold(pair[1]) {
			t.Errorf("%q and %q fold alike", pair[0], pair[1])
		}
	}
}
