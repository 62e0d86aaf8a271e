//go:build !linux

package foreign_test

func confined(string) {}
