//go:build !linux

package desktest

import "time"

var started = time.Now()

// threadTime is the time of the clock where a thread's own cannot be asked for.
func threadTime() time.Duration { return time.Since(started) }
