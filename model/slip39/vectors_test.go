package slip39_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"testing"

	"guvoh/model/slip39"
)

// vector is a test vector of the reference implementation: what it shows, the
// shares, the secret (empty for shares that must be refused) and a wallet's key
// made of it, which is none of our business.
type vector [4]any

func vectors(t *testing.T) []vector {
	t.Helper()
	b, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 45 {
		t.Fatalf("%d vectors; the reference implementation has 45", len(all))
	}
	return all
}

func (v vector) name() string   { return v[0].(string) }
func (v vector) secret() string { return v[2].(string) }

func (v vector) shares() []string {
	var all []string
	for _, s := range v[1].([]any) {
		all = append(all, s.(string))
	}
	return all
}

// refusals tells by the name of a vector why its shares are refused.
var refusals = []struct {
	name *regexp.Regexp
	is   func(error) bool
}{
	{regexp.MustCompile(`invalid checksum`), as[*slip39.ChecksumError]},
	{regexp.MustCompile(`invalid padding|greater group threshold`), is(slip39.ErrContents)},
	{regexp.MustCompile(`different|mismatching`), is(slip39.ErrOtherSet)},
	{regexp.MustCompile(`duplicate member indices`), is(slip39.ErrOtherSet)},
	{regexp.MustCompile(`invalid digest`), is(slip39.ErrDigest)},
	{regexp.MustCompile(`Basic sharing|Insufficient number|insufficient number`), as[*slip39.TooFewError]},
	{regexp.MustCompile(`insufficient length|invalid master secret length`), as[*slip39.LengthError]},
}

func is(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }

func as[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func TestVectorsOfTheReferenceImplementation(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.name(), func(t *testing.T) {
			got, err := slip39.CombineWith(v.shares(), "TREZOR")
			if v.secret() != "" {
				if err != nil || hex.EncodeToString(got) != v.secret() {
					t.Errorf("got %x and %v, want %s", got, err, v.secret())
				}
				return
			}
			for _, r := range refusals {
				if r.name.MatchString(v.name()) {
					if !r.is(err) {
						t.Errorf("got %v", err)
					}
					return
				}
			}
			t.Error("no reason is known why this is refused")
		})
	}
}

func TestVectorsSayTheSameAgain(t *testing.T) {
	for _, v := range vectors(t) {
		for i, words := range v.shares() {
			s, err := slip39.Parse(words)
			if err != nil {
				continue // refused above, for the reason its name gives
			}
			if joined(s) != words {
				t.Errorf("%s: share %d is not written as it was read", v.name(), i+1)
			}
		}
	}
}
