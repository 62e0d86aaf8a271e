//go:build !windows

package presence

import "time"

var started = time.Now()

// awake tells for how long this computer has been awake since some moment. Go
// reads CLOCK_MONOTONIC on Linux and mach_absolute_time on macOS, and both
// stand still while the computer sleeps.
func awake() time.Duration { return time.Since(started) }
