// Package raced tells tests whether the race detector follows them.
//
// Its one job is to let a test that would take minutes then, or needs many times
// the memory, be passed over where "make test" runs it in full without. Rules:
// only tests import it; what is passed over here is in a package that the
// Makefile names in full.
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
