//go:build !linux

package cli_test

import (
	"os"
	"testing"
)

// asNobody runs do without the right to pass over permissions.
func asNobody(t *testing.T, do func()) {
	t.Helper()
	if os.Geteuid() == 0 {
		t.Skip("root passes over permissions here")
	}
	do()
}
