//go:build unix && !linux && !darwin

package harden

// noPeeking does nothing: these systems offer no such thing in common.
func noPeeking() error { return nil }
