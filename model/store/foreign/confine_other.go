//go:build !linux

package foreign

// confine can do no more here than bound the memory of Go's own heap, which
// [Work] does.
func confine() {}

func noMoreFiles() {}
