package slip39_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"guvoh/model/slip39"
)

// chance is randomness that is the same in every run.
func chance(seed string) io.Reader {
	var key [32]byte
	copy(key[:], seed)
	return rand.NewChaCha8(key)
}

// secretOf gives a secret of n bytes.
func secretOf(t testing.TB, n int, seed string) []byte {
	t.Helper()
	secret := make([]byte, n)
	if _, err := io.ReadFull(chance("secret "+seed), secret); err != nil {
		t.Fatal(err)
	}
	return secret
}

func split(t testing.TB, secret []byte, k, n int, seed string) []string {
	t.Helper()
	shares, err := slip39.Split(secret, k, n, chance(seed))
	if err != nil {
		t.Fatal(err)
	}
	return shares
}

func joined(s slip39.Share) string { return strings.Join(s.Words(), " ") }

// subsets gives every choice of k of n things, by their bits.
func subsets(n, k int) (all [][]int) {
	for bits := range 1 << n {
		var chosen []int
		for i := range n {
			if bits>>i&1 == 1 {
				chosen = append(chosen, i)
			}
		}
		if len(chosen) == k {
			all = append(all, chosen)
		}
	}
	return all
}

func pick(shares []string, which []int) []string {
	var out []string
	for _, i := range which {
		out = append(out, shares[i])
	}
	return out
}

func TestAnyKOfNGiveTheSecret(t *testing.T) {
	for _, c := range []struct{ size, k, n int }{
		{16, 1, 1}, {32, 1, 1}, {16, 2, 2}, {32, 2, 3}, {16, 3, 5}, {32, 4, 4}, {16, 5, 7}, {32, 16, 16},
	} {
		t.Run(fmt.Sprintf("%d of %d for %d bytes", c.k, c.n, c.size), func(t *testing.T) {
			secret := secretOf(t, c.size, t.Name())
			shares := split(t, secret, c.k, c.n, t.Name())
			order := rand.New(rand.NewChaCha8([32]byte{1}))
			for _, which := range subsets(c.n, c.k) {
				order.Shuffle(len(which), func(i, j int) { which[i], which[j] = which[j], which[i] })
				got, err := slip39.Combine(pick(shares, which))
				if err != nil || !bytes.Equal(got, secret) {
					t.Fatalf("shares %v give another secret: %v", which, err)
				}
			}
			for _, which := range subsets(c.n, c.k-1) {
				_, err := slip39.Combine(pick(shares, which))
				few, ok := errors.AsType[*slip39.TooFewError](err)
				if !ok || few.Have != c.k-1 || few.Need != max(c.k, 1) || few.Groups {
					t.Fatalf("%d shares: %v", c.k-1, err)
				}
			}
			if got, err := slip39.Combine(shares); err != nil || !bytes.Equal(got, secret) {
				t.Errorf("all %d shares together: %v", c.n, err)
			}
		})
	}
}

// Two sets made with the same randomness have one name and each share a sound
// checksum: only the digest can tell that they were made for two secrets.
func TestSharesOfTwoSecretsGiveNothing(t *testing.T) {
	a := split(t, secretOf(t, 16, "a"), 2, 2, "one")
	b := split(t, secretOf(t, 16, "b"), 2, 2, "one")
	s, err := slip39.Parse(a[0])
	if err != nil {
		t.Fatal(err)
	}
	o, err := slip39.Parse(b[0])
	if err != nil {
		t.Fatal(err)
	}
	if !s.SameSet(o) {
		t.Fatal("the same randomness gave sets of two names")
	}
	if _, err := slip39.Combine([]string{a[0], b[1]}); !errors.Is(err, slip39.ErrDigest) {
		t.Errorf("shares of two secrets: %v", err)
	}
	if _, err := slip39.Combine([]string{a[0], a[1], b[1]}); !errors.Is(err, slip39.ErrOtherSet) {
		t.Errorf("two shares of one number: %v", err)
	}
	three := split(t, secretOf(t, 16, "a"), 2, 3, "one")
	other := split(t, secretOf(t, 16, "b"), 2, 3, "one")
	if _, err := slip39.Combine([]string{three[0], three[1], other[2]}); !errors.Is(err, slip39.ErrDigest) {
		t.Errorf("a third share that does not agree: %v", err)
	}
}

func TestWhatIsWrongWithShares(t *testing.T) {
	shares := split(t, secretOf(t, 16, "s"), 2, 3, "set")
	other := split(t, secretOf(t, 16, "s"), 2, 3, "other set")
	for _, c := range []struct {
		name   string
		shares []string
		number int
		want   error
	}{
		{"the same share twice", []string{shares[1], strings.ToUpper(shares[1])}, 2, slip39.ErrTwice},
		{"a share of another set", []string{shares[0], shares[1], other[2]}, 3, slip39.ErrOtherSet},
		{"a share of another length", []string{shares[0], split(t, secretOf(t, 32, "s"), 2, 3, "set")[1]}, 2, slip39.ErrOtherSet},
		{"a share for another threshold", []string{shares[0], split(t, secretOf(t, 16, "s"), 3, 3, "set")[1]}, 2, slip39.ErrOtherSet},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := slip39.Combine(c.shares)
			of, ok := errors.AsType[*slip39.ShareError](err)
			if !ok || of.Number != c.number || !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("none at all", func(t *testing.T) {
		if _, err := slip39.Combine(nil); !as[*slip39.TooFewError](err) {
			t.Errorf("got %v", err)
		}
	})
}

func TestWhatCannotBeSplit(t *testing.T) {
	for _, c := range []struct {
		name       string
		size, k, n int
	}{
		{"any one of two", 16, 1, 2},
		{"more needed than there are", 16, 4, 3},
		{"none needed", 16, 0, 1},
		{"seventeen shares", 32, 2, 17},
		{"15 bytes", 15, 2, 3},
		{"18 bytes", 18, 2, 3},
		{"64 bytes", 64, 1, 1},
		{"nothing", 0, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if shares, err := slip39.Split(make([]byte, c.size), c.k, c.n, nil); err == nil {
				t.Errorf("%d shares were made", len(shares))
			}
		})
	}
	for _, bytes := range []int64{0, 2, 20} {
		t.Run(fmt.Sprintf("randomness that ends after %d bytes", bytes), func(t *testing.T) {
			short := io.LimitReader(chance("short"), bytes)
			if _, err := slip39.Split(make([]byte, 32), 3, 3, short); !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestSplitDrawsFreshRandomness(t *testing.T) {
	secret := secretOf(t, 16, "s")
	seen := map[string]bool{}
	for range 20 {
		shares, err := slip39.Split(secret, 2, 3, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := slip39.Combine(shares[1:])
		if err != nil || !bytes.Equal(got, secret) {
			t.Fatalf("they do not give the secret: %v", err)
		}
		for _, s := range shares {
			if seen[s] {
				t.Fatal("a share was made twice")
			}
			seen[s] = true
		}
	}
}

// The field is small enough to be tried out: against multiplication of
// polynomials done step by step, and each number times its inverse.
func TestArithmeticOfTheField(t *testing.T) {
	slow := func(a, b int) byte {
		product := 0
		for i := range 8 {
			if b>>i&1 == 1 {
				product ^= a << i
			}
		}
		for i := 14; i >= 8; i-- {
			if product>>i&1 == 1 {
				product ^= 0x11B << (i - 8)
			}
		}
		return byte(product)
	}
	for a := range 256 {
		for b := range 256 {
			if got, want := slip39.Multiply(byte(a), byte(b)), slow(a, b); got != want {
				t.Fatalf("%d × %d = %d, want %d", a, b, got, want)
			}
		}
		want := byte(1)
		if a == 0 {
			want = 0
		}
		if got := slip39.Multiply(byte(a), slip39.Inverse(byte(a))); got != want {
			t.Errorf("%d times its inverse is %d", a, got)
		}
	}
}
