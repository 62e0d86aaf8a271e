package leak_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"guvoh/export/leak"
	"guvoh/model"
)

// TestWhatIsLookedUpIsWhatIsFoundByComparing compares numbers, days and words that are
// found by looking them up with what comes of comparing each with every place.
func TestWhatIsLookedUpIsWhatIsFoundByComparing(t *testing.T) {
	found := 0
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 1))
		secrets := manySecrets(rng)
		s := leak.New(secrets, nil)
		text := manyPlaces(rng, secrets)
		got, want := s.Places(text), s.Everywhere(text)
		found += len(want)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %d places are found, and there are %d", seed, len(got), len(want))
		}
	}
	if found < 3000 {
		t.Errorf("only %d places: the texts hold little of what is looked for", found)
	}
}

// manySecrets are numbers, days and addresses that have much in common.
func manySecrets(rng *rand.Rand) []leak.Secret {
	var all []leak.Secret
	add := func(s leak.Secret) { s.ID = fmt.Sprint(len(all)); all = append(all, s) }
	for range 1 + rng.IntN(30) {
		switch rng.IntN(7) {
		case 0:
			add(leak.Secret{Sort: leak.Number, Text: fmt.Sprintf("AA %07d", rng.IntN(20))})
		case 1:
			add(leak.Secret{Sort: leak.Number, Text: fmt.Sprintf("%s %d", []string{"АВ", "AB", "A", "№"}[rng.IntN(4)], rng.IntN(2000))})
		case 2:
			add(leak.Secret{Sort: leak.Number, Text: fmt.Sprintf("+99890 %07d", rng.IntN(20))})
		case 3:
			add(leak.Secret{Sort: leak.Number, Text: fmt.Sprintf("%06d", 100100+rng.IntN(3)*1000)})
		case 4:
			add(leak.Secret{Sort: leak.Day, Date: someDay(rng)})
		case 5:
			from := fmt.Sprintf("%d-%02d-", 1904+rng.IntN(3)*100, 1+rng.IntN(12))
			add(leak.Secret{Sort: leak.Day, Date: model.Date{Earliest: from + "01", Latest: from + "28", Precision: model.PrecisionMonth}})
		case 6:
			add(leak.Secret{Sort: leak.Words, Text: fmt.Sprintf("%s, %s %d", []string{"Садовая", "Sadovaya", "Chilonzor 5"}[rng.IntN(3)], []string{"дом", "uy", "house"}[rng.IntN(3)], rng.IntN(6))})
		}
	}
	return all
}

func someDay(rng *rand.Rand) model.Date {
	d := fmt.Sprintf("%d-%02d-%02d", 1903+rng.IntN(3)*100+rng.IntN(4), 1+rng.IntN(12), 1+rng.IntN(28))
	return model.Date{Earliest: d, Latest: d, Precision: model.PrecisionDay}
}

// manyPlaces is a text with secrets in it, written in many ways, and with what looks
// like them.
func manyPlaces(rng *rand.Rand, secrets []leak.Secret) string {
	months := strings.Fields("января march Avril may. май avgust IX окт dec ноября")
	var b strings.Builder
	for range 40 {
		s := secrets[rng.IntN(len(secrets))]
		text := s.Text
		if s.Sort == leak.Day {
			y, m, d := s.Date.Earliest[:4], s.Date.Earliest[5:7], s.Date.Earliest[8:]
			month := []string{"января", "Feb.", "marzo", "апрел", "mayda", "juin", "июля", "August", "sentabr", "окт.", "XI", "decembre"}[(m[0]-'0')*10+m[1]-'1']
			text = []string{d + "." + m + "." + y, y + "-" + m + "-" + d, y + m + d, d + m + y, m + d + y, strings.TrimPrefix(d, "0") + " " + month + " " + y[2:], month + " " + d + ", " + y, y + "-yil " + d + " " + month, m + "/" + y, month + " " + y, d + " de " + month + " de " + y, m + "/" + d + "/" + y[2:]}[rng.IntN(12)]
		}
		switch rng.IntN(8) {
		case 0:
			text = strings.ReplaceAll(text, " ", "")
		case 1:
			text = strings.ToLower(text)
		case 2:
			text = strings.ReplaceAll(text, "0", "0 ")
		case 3:
			text = strings.Map(func(r rune) rune {
				if '0' <= r && r <= '9' {
					return '٠' + r - '0'
				}
				return r
			}, text)
		case 4:
			text = fmt.Sprint(rng.IntN(32), []string{" ", ".", "-", " de "}[rng.IntN(4)], months[rng.IntN(len(months))], " ", 1900+rng.IntN(200))
		case 5:
			text += fmt.Sprint(rng.IntN(10))
		}
		b.WriteString(text)
		b.WriteString([]string{" ", ", ", "\n", "", "; ", " и ", "(", "\x00", "\xff"}[rng.IntN(9)])
	}
	return b.String()
}
