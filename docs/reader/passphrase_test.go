package main_test

import (
	"testing"

	reader "guvoh/docs/reader"
	"guvoh/model/passphrase"
)

// odd are passphrases that people type in more than one way.
var odd = map[string]string{
	"as it is":         "correct horse battery",
	"line ends":        "  two\t words\r\n",
	"other spaces":     "\u00a0a\u2003b\u3000c\u2028d\u0085",
	"apostrophes":      "o\u02bbzbek o\u2018zbek o\u2019zbek o'zbek o`zbek o\u00b4zbek sa\u02bcat",
	"composed":         "й\u0306 и\u0306 e\u0301 \u1e9b\u0323",
	"oxia and varia":   "\u1fefa\u1ffd",
	"Hangul":           "\u1112\u1161\u11ab",
	"no UTF-8":         "a\xff\xfe\xc3b\xed\xa0\x80c",
	"zero width":       "a\u200bb\ufeffc",
	"case and width":   "ＡＢc ǅ ﬁ",
	"only white space": " \n\u2003",
	"a mark first":     " \u0301a",
	"empty":            "",
}

func TestAPassphraseIsReadAsTheProgramReadsIt(t *testing.T) {
	for name, text := range odd {
		if got, want := reader.Normalise(text), passphrase.Normalize(text); got != want {
			t.Errorf("%s: %+q, the program says %+q", name, got, want)
		}
	}
}

func FuzzPassphrase(f *testing.F) {
	for _, text := range odd {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := reader.Normalise(text), passphrase.Normalize(text); got != want {
			t.Errorf("%+q becomes %+q, the program says %+q", text, got, want)
		}
	})
}
