package slip39

import (
	"errors"
	"fmt"
)

// The reasons why a share, sound by itself, is refused.
var (
	// ErrContents says that the checksum is right but the contents break the
	// standard: no program that keeps to it wrote these words.
	ErrContents = errors.New("these words hold no share")
	// ErrOtherSet says that a share belongs to another set than those before it.
	ErrOtherSet = errors.New("this share belongs to another set")
	// ErrTwice says that a share is among those before it.
	ErrTwice = errors.New("this share is there already")
	// ErrDigest says that shares of one set give no secret: at least one of
	// them was made for another secret.
	ErrDigest = errors.New("these shares give nothing together")
)

// WordError says which word is not one of the list.
type WordError struct {
	Number int // counted from 1
}

func (e *WordError) Error() string { return fmt.Sprintf("word %d is not in the list", e.Number) }

// LengthError says that no share has so many words.
type LengthError struct {
	Words int
}

func (e *LengthError) Error() string {
	return fmt.Sprintf("no share has %d words; most have 20 or 33", e.Words)
}

// ChecksumError says that one of the words, or more, is not what stands on the
// sheet.
type ChecksumError struct {
	// Suspect is the number of the one word that alone would explain it,
	// counted from 1; zero where no single word does (two words changed
	// places, say). It is a hint where to look, and no word is put in the
	// place of what a person typed.
	Suspect int
}

func (e *ChecksumError) Error() string {
	if e.Suspect == 0 {
		return "the words do not fit together: at least two of them are wrong or out of order"
	}
	return fmt.Sprintf("the words do not fit together: look at word %d", e.Suspect)
}

// ShareError says which of several shares an error is about.
type ShareError struct {
	Number int // in the order given, counted from 1
	Err    error
}

func (e *ShareError) Error() string { return fmt.Sprintf("share %d: %v", e.Number, e.Err) }

// Unwrap gives what is wrong with the share.
func (e *ShareError) Unwrap() error { return e.Err }

// TooFewError says how many shares there are and how many are needed.
type TooFewError struct {
	Have, Need int
	Groups     bool // it is whole groups that are counted, not shares of one
}

func (e *TooFewError) Error() string {
	of := "shares"
	if e.Groups {
		of = "groups of shares"
	}
	return fmt.Sprintf("%d %s are there, %d are needed", e.Have, of, e.Need)
}
