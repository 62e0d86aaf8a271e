//go:build unix

package store_test

import (
	"syscall"
	"time"
)

// cpu gives the processor's time that this process and its ended children took.
func cpu() time.Duration { return cpuOf(syscall.RUSAGE_SELF) + cpuOfChildren() }

func cpuOfChildren() time.Duration { return cpuOf(syscall.RUSAGE_CHILDREN) }

func cpuOf(who int) time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(who, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
