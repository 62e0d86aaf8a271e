package harden

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// noPeeking lets no debugger attach to this process (PT_DENY_ATTACH in
// ptrace(2) of macOS).
func noPeeking() error {
	if err := unix.PtraceDenyAttach(); err != nil {
		return fmt.Errorf("other programs may read the memory: %w", err)
	}
	return nil
}
