package slip39_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"guvoh/model/slip39"
)

func TestAShareTellsWhatItIs(t *testing.T) {
	shares := split(t, secretOf(t, 32, "s"), 3, 5, "set")
	first, err := slip39.Parse(shares[0])
	if err != nil {
		t.Fatal(err)
	}
	for i, words := range shares {
		s, err := slip39.Parse(words)
		if err != nil {
			t.Fatal(err)
		}
		if s.Index != i+1 || s.Threshold != 3 || s.Group != 1 || s.Groups != 1 || s.GroupThreshold != 1 || !s.Extendable || s.Exponent != 0 {
			t.Errorf("share %d calls itself %d of group %d of %d, %d and %d needed", i+1, s.Index, s.Group, s.Groups, s.Threshold, s.GroupThreshold)
		}
		if !s.SameSet(first) || s.Set() != first.Set() || !strings.HasPrefix(words, s.Set()+" ") {
			t.Errorf("share %d names another set", i+1)
		}
		if n := len(s.Words()); n != 33 {
			t.Errorf("share %d has %d words", i+1, n)
		}
	}
	if n := len(strings.Fields(split(t, secretOf(t, 16, "s"), 1, 1, "set")[0])); n != 20 {
		t.Errorf("the share of 16 bytes has %d words", n)
	}
}

func TestAShareThatIsPrintedTellsNoWord(t *testing.T) {
	words := split(t, secretOf(t, 16, "s"), 2, 3, "set")[1]
	s, err := slip39.Parse(words)
	if err != nil {
		t.Fatal(err)
	}
	for _, printed := range []string{fmt.Sprint(s), fmt.Sprintf("%+v", s), fmt.Sprintf("%#v", s), fmt.Sprintf("%v", []slip39.Share{s})} {
		if strings.Trim(printed, "[]") != "share 2 of the set "+s.Set() {
			t.Error("a share prints more than its name")
		}
	}
}

func TestWordsMayBeTypedAsPeopleDo(t *testing.T) {
	words := split(t, secretOf(t, 16, "s"), 2, 3, "set")[1]
	list := strings.Fields(words)
	var cut, numbered []string
	for i, w := range list {
		cut = append(cut, w[:4+i%(len(w)-3)])
		numbered = append(numbered, fmt.Sprintf("%d. %s", i+1, w))
	}
	for name, typed := range map[string]string{
		"in capitals":                   strings.ToUpper(words),
		"on lines of their own":         strings.Join(list, "\r\n") + "\n",
		"with tabs and no-break spaces": "\t" + strings.Join(list, "\u00a0 \t"),
		"cut short":                     strings.Join(cut, " "),
		"with their numbers":            strings.Join(numbered, "\n"),
		"with commas":                   strings.Join(list, ", "),
	} {
		t.Run(name, func(t *testing.T) {
			s, err := slip39.Parse(typed)
			if err != nil {
				t.Fatal(err)
			}
			if joined(s) != words {
				t.Error("read as another share")
			}
		})
	}
}

func TestWhichWordIsUnknown(t *testing.T) {
	list := strings.Fields(split(t, secretOf(t, 16, "s"), 1, 1, "set")[0])
	for _, wrong := range []string{"xylophone", "aca", "academi\u0441", "academicc", "слово", "zzzz", "ac1d"} {
		for _, at := range []int{0, 6, 19} {
			typed := slices.Clone(list)
			typed[at] = wrong
			_, err := slip39.Parse(strings.Join(typed, " "))
			if of, ok := errors.AsType[*slip39.WordError](err); !ok || of.Number != at+1 {
				t.Errorf("word %d: %v", at+1, err)
			}
		}
	}
}

func TestHowManyWordsAShareHas(t *testing.T) {
	list := strings.Fields(split(t, secretOf(t, 32, "s"), 1, 1, "set")[0])
	for n := range list {
		_, err := slip39.Parse(strings.Join(list[:n], " "))
		of, isLength := errors.AsType[*slip39.LengthError](err)
		// 20, 23, 26, 27, 28, 30 and 31 words can be shares of other lengths: the checksum tells
		if !isLength && !as[*slip39.ChecksumError](err) || isLength && of.Words != n || !isLength && n < 20 {
			t.Errorf("%d words: %v", n, err)
		}
	}
	long := strings.Repeat("academic ", 1025)
	if _, err := slip39.Parse(long); !as[*slip39.LengthError](err) {
		t.Errorf("%d words: %v", 1025, err)
	}
	if _, err := slip39.Parse(strings.Repeat("academic ", 1023)); err == nil {
		t.Error("one word repeated is a share")
	}
}

// Each word of a share becomes every fourth of the others.
func TestAChangedWordIsAlwaysFound(t *testing.T) {
	all := slip39.Complete("")
	list := strings.Fields(split(t, secretOf(t, 16, "s"), 2, 3, "set")[2])
	for i := range list {
		for k := i % 4; k < len(all); k += 4 {
			if all[k] == list[i] {
				continue
			}
			typed := slices.Clone(list)
			typed[i] = all[k]
			_, err := slip39.Parse(strings.Join(typed, " "))
			if sum, ok := errors.AsType[*slip39.ChecksumError](err); !ok || sum.Suspect != i+1 {
				t.Fatalf("word %d changed: %v", i+1, err)
			}
		}
	}
}

func TestWordsThatChangedPlacesAreFound(t *testing.T) {
	list := strings.Fields(split(t, secretOf(t, 32, "s"), 2, 3, "set")[0])
	for i := range list {
		for k := range i {
			if list[i] == list[k] {
				continue
			}
			typed := slices.Clone(list)
			typed[i], typed[k] = typed[k], typed[i]
			if _, err := slip39.Parse(strings.Join(typed, " ")); !as[*slip39.ChecksumError](err) {
				t.Errorf("words %d and %d changed places: %v", k+1, i+1, err)
			}
		}
	}
	typed := slices.Clone(list)
	typed[4], typed[9] = typed[9], typed[4]
	_, err := slip39.Parse(strings.Join(typed, " "))
	if sum, ok := errors.AsType[*slip39.ChecksumError](err); !ok || sum.Suspect != 0 {
		t.Errorf("one word is suspected where two are wrong: %v", err)
	}
}

func TestErrorsTellNoWord(t *testing.T) {
	list := strings.Fields(split(t, secretOf(t, 16, "s"), 2, 3, "set")[2])
	unknown, swapped := slices.Clone(list), slices.Clone(list)
	unknown[3] = "hospitality"
	swapped[3], swapped[8] = swapped[8], swapped[3]
	for _, typed := range [][]string{unknown, swapped, list[:19]} {
		_, err := slip39.Combine([]string{strings.Join(typed, " ")})
		if err == nil {
			t.Fatal("no error")
		}
		for _, said := range strings.FieldsFunc(err.Error(), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if said != "share" && slices.Contains(typed, said) {
				t.Errorf("the error %q tells a word", err)
			}
		}
	}
}

func TestTheListIsThatOfTheStandard(t *testing.T) {
	b, err := os.ReadFile("wordlist.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%x", sha256.Sum256(b)); got != "bcc4555340332d169718aed8bf31dd9d5248cb7da6e5d355140ef4f1e601eec3" {
		t.Errorf("its SHA-256 is %s", got)
	}
	all := slip39.Complete("")
	if len(all) != 1024 || !slices.IsSorted(all) {
		t.Errorf("%d words, in order: %t", len(all), slices.IsSorted(all))
	}
	short := map[string]bool{}
	for _, w := range all {
		if len(w) < 4 || len(w) > 8 || short[w[:4]] {
			t.Errorf("%q is too short, too long or begins as another does", w)
		}
		short[w[:min(len(w), 4)]] = true
	}
}

func TestCompletingAWord(t *testing.T) {
	for prefix, want := range map[string][]string{
		"acad": {"academic"}, "ACA": {"academic"}, " ac": {"academic", "acid", "acne", "acquire", "acrobat", "activity", "actress"},
		"academic": {"academic"}, "academics": nil, "zz": nil, "я": nil, "yo": {"yoga"}, "zer": {"zero"},
	} {
		if got := slip39.Complete(prefix); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", prefix, got, want)
		}
	}
	all := slip39.Complete("")
	all[0] = "changed"
	if slip39.Complete("")[0] != "academic" {
		t.Error("a caller can change the list")
	}
}

func TestSpelling(t *testing.T) {
	for hex, want := range map[string]string{
		"\x00\x00\x00\x00\x00": "academic academic academic academic",
		"\xff\xff\xff\xff\xff": "zero zero zero zero",
		"\x00\x40\x10\x04\x01": "acid acid acid acid",
		"\x01":                 "acid",
		"\x04\x01":             "acid acid",
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff": "zero zero zero zero zero zero zero zero",
	} {
		if got := strings.Join(slip39.Spell([]byte(hex)), " "); got != want {
			t.Errorf("%x: got %q, want %q", hex, got, want)
		}
	}
}
