//go:build race

package raced

// On reports whether the race detector is part of this program.
const On = true
