//go:build !linux

package worker

// Confine can do no more here than what [Bound] does everywhere.
func Confine(memory uint64) {}

// NoMoreFiles does nothing here.
func NoMoreFiles() {}
