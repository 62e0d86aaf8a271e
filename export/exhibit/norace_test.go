//go:build !race

package exhibit_test

const raced = false
