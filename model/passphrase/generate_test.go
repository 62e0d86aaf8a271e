package passphrase_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"guvoh/model/passphrase"
)

// counting gives the bytes 0, 1, 2 … again and again: every number of two bytes
// about as often as any other.
type counting struct{ n int }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c.n >> 8)
		if i%2 == 1 {
			p[i] = byte(c.n)
			c.n++
		}
	}
	return len(p), nil
}

func TestEveryLanguageHasItsList(t *testing.T) {
	for lang, first := range map[string]string{"en": "academy", "ru": "абрикос", "uz": "abajur", "kk": "academy", "": "academy"} {
		if list := passphrase.List(lang); len(list) != 1296 || list[0] != first {
			t.Errorf("%q: %d words, the first is %q", lang, len(list), list[0])
		}
	}
}

func TestAPassphraseIsDrawn(t *testing.T) {
	list := passphrase.List("uz")
	seen := map[string]bool{}
	for range 200 {
		text, err := passphrase.Generate(list, passphrase.Words, nil)
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Split(text, " ")
		slices.Sort(words)
		if len(words) != passphrase.Words || len(slices.Compact(slices.Clone(words))) != passphrase.Words {
			t.Fatalf("%d words, or one of them twice", len(words))
		}
		for _, w := range words {
			if !slices.Contains(list, w) {
				t.Fatal("a word is not from the list")
			}
		}
		if seen[text] {
			t.Fatal("the same passphrase was drawn again")
		}
		seen[text] = true
		if passphrase.Normalize(text) != text || passphrase.Check(text) != nil {
			t.Fatal("what is drawn is not what the key is derived from")
		}
	}
}

// All 65,536 numbers of two bytes are given once each: then each word must come
// equally often, which without throwing numbers away it does not.
func TestNoWordIsFavoured(t *testing.T) {
	for _, n := range []int{1, 3, 1000, 1296} {
		list := make([]string, n)
		for i := range list {
			list[i] = strings.Repeat("x", i+1)
		}
		want, times := 1<<16/n, map[string]int{}
		random := &counting{}
		for range want * n {
			word, err := passphrase.Generate(list, 1, random)
			if err != nil {
				t.Fatal(err)
			}
			times[word]++
		}
		if random.n > 1<<16 {
			t.Fatalf("of %d words: more numbers were thrown away than had to be", n)
		}
		for _, word := range list {
			if times[word] != want {
				t.Fatalf("of %d words one came %d times, not %d", n, times[word], want)
			}
		}
	}
}

func TestWordsAreDrawnInAnyOrder(t *testing.T) {
	orders := map[string]bool{}
	random := bytes.NewReader([]byte{0, 2, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 2})
	for range 2 {
		text, err := passphrase.Generate([]string{"a", "b", "c"}, 3, random)
		if err != nil {
			t.Fatal(err)
		}
		orders[text] = true
	}
	if !orders["c a b"] || !orders["b a c"] {
		t.Errorf("drawn %v; a number that comes twice in a row should be drawn again", orders)
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	list := []string{"a", "b"}
	broken := errors.New("no randomness")
	for name, c := range map[string]struct {
		list   []string
		n      int
		random io.Reader
		want   error
	}{
		"no words":                               {list, 0, nil, passphrase.ErrCount},
		"more words than there are":              {list, 3, nil, passphrase.ErrCount},
		"nothing to draw from":                   {nil, 1, nil, passphrase.ErrCount},
		"a list longer than two bytes count":     {make([]string, 1<<16+1), 1, nil, passphrase.ErrList},
		"a source of chance that has run dry":    {list, 2, bytes.NewReader([]byte{0}), io.ErrUnexpectedEOF},
		"a source of chance that cannot be read": {list, 2, failing{broken}, broken},
	} {
		t.Run(name+" is an error", func(t *testing.T) {
			text, err := passphrase.Generate(c.list, c.n, c.random)
			if !errors.Is(err, c.want) || text != "" {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
