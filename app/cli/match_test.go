package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"guvoh/app/cli"
)

func TestMatchSaysHowAlikeTwoNamesAre(t *testing.T) {
	t.Run("with the reasons, in the language asked for", func(t *testing.T) {
		for lang, words := range map[string][]string{
			"en": {"probably the same person", "Given name: the same in another script (Мирсобир – Mirsobir)"},
			"ru": {"Мирсобир – Mirsobir"},
			"uz": {"Мирсобир – Mirsobir"},
		} {
			said := must(t, "match", "Мирсобир Хамидкариев", "Hamidqoriyev Mirsobir", "--lang", lang)
			for _, w := range words {
				if !strings.Contains(said, w) {
					t.Errorf("%s: no %q in %q", lang, w, said)
				}
			}
		}
	})
	t.Run("as JSON", func(t *testing.T) {
		var got struct {
			A, B, Verdict string
			Score         float64
			Why           []struct{ Code, Part, A, B string }
		}
		if err := json.Unmarshal([]byte(must(t, "match", "Hasan Karimov", "Husan Karimov", "--json")), &got); err != nil {
			t.Fatal(err)
		}
		if got.A != "Hasan Karimov" || got.B != "Husan Karimov" || got.Verdict != "different" || got.Score <= 0 || got.Score >= 0.85 || len(got.Why) != 2 {
			t.Errorf("%+v", got)
		}
	})
	t.Run("one line for each pair of standard input", func(t *testing.T) {
		pairs := "Aziz Karimov\tКаримов Азиз\r\nAziz Karimov\tAziza Karimova\tanything\n\t\nAziz Karimov\tA. Karimov"
		lines := strings.Split(strings.TrimRight(runFrom(deps(), pairs, "match").out, "\n"), "\n")
		if len(lines) != 4 {
			t.Fatalf("%d answers to four pairs", len(lines))
		}
		for i, verdict := range []string{"likely", "different", "different", "check"} {
			f := strings.Split(lines[i], "\t")
			if len(f) != 3 || f[1] != verdict {
				t.Errorf("answer %d is %q", i+1, lines[i])
			}
		}
	})
	t.Run("one object for each pair of standard input", func(t *testing.T) {
		out := runFrom(deps(), "a\tb\nc\tc\n", "match", "--json").out
		if n := strings.Count(out, "\n"); n != 2 || strings.Count(out, `"verdict"`) != 2 {
			t.Errorf("%q", out)
		}
	})
	t.Run("and nothing of an empty input", func(t *testing.T) {
		if a := runFrom(deps(), "", "match"); a.code != cli.Done || a.out != "" {
			t.Errorf("%d %q", a.code, a.out)
		}
	})
}

func TestMatchRefusesWhatIsNoPair(t *testing.T) {
	dir := t.TempDir()
	refuses(t, dir, cli.WrongUse, "needs more than that", "match", "Aziz Karimov")
	refuses(t, dir, cli.WrongUse, "does not take so much", "match", "a", "b", "c")
	a := runFrom(deps(), "a\tb\nAziz Karimov\n", "match")
	if a.code != cli.Failed || !strings.Contains(a.err, "Line 2") || strings.Count(a.out, "\n") != 1 {
		t.Errorf("%+v", a)
	}
	if a := runFrom(deps(), strings.Repeat("a", 200_000)+"\tb\n", "match"); a.code != cli.Failed {
		t.Errorf("a line without an end gives %d", a.code)
	}
}
