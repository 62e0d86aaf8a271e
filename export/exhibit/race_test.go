//go:build race

package exhibit_test

// raced is set where the race detector needs memory of its own, and PDFium is
// followed step by step.
const raced = true
