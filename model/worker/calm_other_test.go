//go:build !linux

package worker_test

// calmest is the priority of a calm worker, where it can be asked for.
const calmest = 0

func niceness() int { return 0 }
