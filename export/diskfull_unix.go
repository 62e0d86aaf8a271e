//go:build !windows

package export

import "syscall"

// diskFull are the system's ways to say that nothing more fits.
var diskFull = []error{syscall.ENOSPC, syscall.EDQUOT}
