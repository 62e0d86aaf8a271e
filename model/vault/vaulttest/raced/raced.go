// Package raced tells tests whether the race detector follows them.
//
// Its one job is to let a test that would take minutes then, needs many times the
// memory, or has nothing for the detector to see, be passed over where "make test"
// runs it without. Rules: only tests import it; what is passed over here is in a
// package that the Makefile names in full (raced_test.go sees to that).
package raced

import "testing"

// Slow passes over a test that takes long, in short and under the race detector.
func Slow(t testing.TB) {
	t.Helper()
	if Short() {
		t.Skip("it takes long, and is run in full without the race detector")
	}
}

// Short reports whether less is to be done: in short and under the race detector.
func Short() bool { return On || testing.Short() }

// OneByOne passes over a test under the race detector, and there alone: it does one
// thing after the other, or the same at once as tests beside it that take less.
func OneByOne(t testing.TB) {
	t.Helper()
	if On {
		t.Skip("it does one thing after the other, and is run without the race detector")
	}
}
