package tr

import (
	"errors"

	"guvoh/model/slip39"
)

// WordsProblem says in one plain sentence what is wrong with the words of a
// recovery sheet or a key share, without repeating any. How many shares are
// missing is for whoever knows how they are entered to say.
func (p *Printer) WordsProblem(err error) string {
	var word *slip39.WordError
	var length *slip39.LengthError
	var sum *slip39.ChecksumError
	switch {
	case errors.As(err, &word):
		return p.T("words.unknown", V{"Number": word.Number})
	case errors.As(err, &length):
		return p.N("words.length", length.Words)
	case errors.As(err, &sum) && sum.Suspect > 0:
		return p.T("words.wrong_one", V{"Number": sum.Suspect})
	case errors.As(err, &sum):
		return p.T("words.wrong")
	case errors.Is(err, slip39.ErrTwice):
		return p.T("words.twice")
	case errors.Is(err, slip39.ErrOtherSet):
		return p.T("words.other_set")
	}
	return p.T("words.nothing")
}
