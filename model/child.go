package model

import "time"

// Childhood is the age in years below which somebody is drawn as a child: until
// then a body is built otherwise than later.
const Childhood = 14

// WasChild tells whether somebody who was born then was a child at a time, as
// far as both dates leave no doubt of it.
func WasChild(born, at Date) bool {
	first, err := time.Parse(time.DateOnly, born.Earliest)
	if err != nil {
		return false
	}
	last, err := time.Parse(time.DateOnly, at.Latest)
	return err == nil && last.Before(first.AddDate(Childhood, 0, 0))
}
