package vault

import (
	"errors"
	"slices"
)

// Any is secrets of which one may open a file. They are tried in their order,
// as one attempt.
type Any []Secret

func (a Any) open(h *header) (found, error) {
	for _, s := range a {
		f, err := s.open(h)
		if !errors.Is(err, ErrWrongKey) {
			return f, err
		}
	}
	return found{}, ErrWrongKey
}

func (a Any) guessed() bool { return slices.ContainsFunc(a, guessed) }
