package harden

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// noPeeking gives the memory of this process to root alone (PR_SET_DUMPABLE in
// prctl(2)): no other program of the same user may attach to it or read
// /proc/PID/mem, and it is not dumped even into a program that collects dumps,
// which the limit on their size does not hold back.
func noPeeking() error {
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("other programs may read the memory: %w", err)
	}
	return nil
}

func dup(from, to int) error { return unix.Dup3(from, to, 0) }
