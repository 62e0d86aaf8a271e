package passphrase_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"guvoh/model/passphrase"
)

// One meaning, typed on different keyboards, must be the same bytes.
func TestWhatIsMeantAlikeIsAlike(t *testing.T) {
	for name, c := range map[string]struct {
		want  string
		typed []string
	}{
		"an apostrophe of Uzbek": {"o'g'ir ma'no", []string{
			"oʻgʻir maʼno", "o‘g‘ir ma’no", "o`g`ir ma´no", "o'g'ir ma'no", "oʼgʼir maʻno",
		}},
		"a composed letter": {"йод ёж ўй Ҷ", []string{
			"и\u0306од е\u0308ж у\u0306й Ҷ", "йод ёж ўй Ҷ",
		}},
		"a space": {"one two", []string{
			"one two", " one two ", "one  two", "one\u00a0two", "one\u2003two\n", "\tone\r\ntwo", "one\u3000 \u202ftwo", "one\u2028two",
		}},
		"an accent that is an apostrophe by its normal form": {"a' 'b", []string{"a\u1FFD \u1FEFb"}},
		"a sign that is another by its normal form":          {"K Å", []string{"\u212A \u212B", "K A\u030A"}},
	} {
		t.Run(name, func(t *testing.T) {
			for i, typed := range c.typed {
				if got := passphrase.Normalize(typed); got != c.want {
					t.Errorf("way %d gives % x, not % x", i+1, got, c.want)
				}
			}
		})
	}
}

func TestWhatDiffersStaysDifferent(t *testing.T) {
	for _, pair := range [][2]string{
		{"Olma", "olma"}, {"олма", "olma"}, {"ｏlma", "olma"}, {"е", "ё"}, {"o'tin", "otin"}, {"a b", "ab"}, {"ﬁ", "fi"}, {"x²", "x2"},
	} {
		if passphrase.Normalize(pair[0]) == passphrase.Normalize(pair[1]) {
			t.Errorf("%q and %q give the same key", pair[0], pair[1])
		}
	}
}

func TestCheck(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"words of our languages are fine":             {"Olma, шафтоли ва анор! Ўзбекча oʻzbekcha ٣ قطة", nil},
		"a line feed at the end of a file is fine":    {"olma anor\r\n", nil},
		"vowel signs of Arabic are fine":              {"كِتَابٌ", nil},
		"an emoji of one character is fine":           {"🐈", nil},
		"nothing is refused":                          {"", passphrase.ErrEmpty},
		"spaces alone are refused":                    {" \t\u00a0\n", passphrase.ErrEmpty},
		"a control character is refused":              {"olma\x00anor", passphrase.ErrControl},
		"an escape is refused":                        {"\x1b[A", passphrase.ErrControl},
		"what is not UTF-8 is refused":                {"olma\xffanor", passphrase.ErrEncoding},
		"a mark of direction is refused":              {"olma\u200e", passphrase.ErrInvisible},
		"a byte order mark is refused":                {"\ufeffolma", passphrase.ErrInvisible},
		"a joiner is refused":                         {"می\u200cخواهم", passphrase.ErrInvisible},
		"a variation selector is refused":             {"❤\ufe0f", passphrase.ErrInvisible},
		"a filler that cannot be seen is refused":     {"a\u3164b", passphrase.ErrInvisible},
		"private use is refused":                      {"\ue000", passphrase.ErrInvisible},
		"a code point without a character is refused": {"olma\u0378", passphrase.ErrUnknown},
		"no character at all is refused":              {"\ufffe", passphrase.ErrUnknown},
		"1024 bytes are fine":                         {strings.Repeat("a", 1024), nil},
		"1025 bytes are refused":                      {strings.Repeat("a", 1025), passphrase.ErrLong},
	} {
		t.Run(name, func(t *testing.T) {
			if err := passphrase.Check(c.text); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// FuzzNormalize looks for a text that is not done after one go, or that keeps
// what typing may vary.
func FuzzNormalize(f *testing.F) {
	for _, seed := range []string{
		"", " a  b ", "o‘zbek", "и\u0306", " \u0301a", "a\xff\xfe", "\u1FFD\u1FEF", strings.Repeat("\u0301", 40), "\u0344\u0f73", "가\u11a8",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := passphrase.Normalize(text)
		if passphrase.Normalize(once) != once {
			t.Errorf("% x: twice is not as once", text)
		}
		if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) {
			t.Errorf("% x: not UTF-8 in normal form", text)
		}
		if strings.HasPrefix(once, " ") || strings.HasSuffix(once, " ") || strings.Contains(once, "  ") || strings.ContainsAny(once, "‘’ʻʼ`´") {
			t.Errorf("% x: a space or an apostrophe too much", text)
		}
		for _, r := range once {
			if r != ' ' && unicode.IsSpace(r) {
				t.Errorf("% x: another space is left", text)
			}
		}
		if passphrase.Check(text) == nil && passphrase.Check(once) != nil {
			t.Errorf("% x: may be chosen, but not once normalized", text)
		}
	})
}
