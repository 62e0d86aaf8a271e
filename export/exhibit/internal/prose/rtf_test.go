package prose_test

import (
	"errors"
	"strings"
	"testing"

	"guvoh/export/exhibit/internal/prose"
)

func TestRichText(t *testing.T) {
	for name, c := range map[string]struct{ rtf, want string }{
		"in plain letters":                       {`{\rtf1\ansi He was held.\par In a cold room.}`, "p He was held.\np In a cold room."},
		"in the letters of its fonts":            {`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial CYR;}}\f1 \'cf\'f0\'ee\f0  \'e9t\'e9}`, "p Про été"},
		"in the letters of the file":             {`{\rtf1\ansi\ansicpg1251 \'cf\'f0\'ee}`, "p Про"},
		"by the numbers of letters":              {`{\rtf1\uc1\u1055?\u1088?\u1086? x}`, "p Про x"},
		"by numbers with bytes to pass over":     {`{\rtf1\ansi\uc2\u1055\'cf\'f0z{\uc0\u1086}}`, "p Пzо"},
		"of tables":                              {`{\rtf1 \trowd name\cell born\cell\row A. B.\cell 1978\cell\row}`, "p name | born | \np A. B. | 1978 | "},
		"without what is not shown":              {`{\rtf1{\info{\author Nobody}}{\*\generator Word;}{\stylesheet{\s0 Normal;}}{\pict\wmetafile8 0a0b}{\colortbl;\red0;}seen{\*\bkmkstart x}{\field{\*\fldinst HYPERLINK "x"}{\fldrslt  and linked}}}`, "p seen and linked"},
		"with bytes among the words":             {"{\\rtf1 a\\bin3 }{\\b}", "p ab"},
		"with braces and signs":                  {`{\rtf1 \{a\}\\ \ldblquote b\rdblquote\emdash c\~d}`, "p {a}\\ “b”—c d"},
		"that ends before its end":               {`{\rtf1 He was held`, "p He was held"},
		"with a line that a backslash ends":      {"{\\rtf1 one\\\ntwo\nthree}", "p one\np twothree"},
		"with a letter of two numbers":           {`{\rtf1\uc0\u-10179\u-8704}`, "p [U+1F600]"},
		"in the letters of an older machine":     {`{\rtf1\mac \'8e}`, "p é"},
		"in the letters of a font that has none": {`{\rtf1\ansi\ansicpg1251{\fonttbl{\f3 Arial;}}\f3 \'cf}`, "p П"},
	} {
		t.Run("is read "+name, func(t *testing.T) {
			got, err := prose.ReadRTF(strings.NewReader(c.rtf))
			if err != nil {
				t.Fatal(err)
			}
			if d := strings.TrimRight(dump(got), "\n"); d != c.want {
				t.Errorf("got %q, want %q", d, c.want)
			}
		})
	}
	t.Run("that was cut off says so", func(t *testing.T) {
		got, err := prose.ReadRTF(strings.NewReader(`{\rtf1 He was held`))
		if err != nil || len(got.Notes) != 1 || got.Notes[0] != "truncated" {
			t.Errorf("%v", err)
		}
	})
	t.Run("with groups inside each other without end is refused", func(t *testing.T) {
		if _, err := prose.ReadRTF(strings.NewReader(`{\rtf1` + strings.Repeat("{", 10_000))); !errors.Is(err, prose.ErrTooLarge) {
			t.Errorf("%v", err)
		}
	})
	t.Run("in which nothing is written says so", func(t *testing.T) {
		if _, err := prose.ReadRTF(strings.NewReader(`{\rtf1\par}`)); !errors.Is(err, prose.ErrEmpty) {
			t.Errorf("%v", err)
		}
	})
}

func FuzzRichText(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansi{\fonttbl{\f1\fcharset204 A;}}\f1\'cf\u1055?\par{\*\x y}\bin2 ab}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := prose.ReadRTF(strings.NewReader(string(b)))
		if err == nil && len(got.Pieces) == 0 {
			t.Error("nothing was read, and nothing is said of it")
		}
	})
}
