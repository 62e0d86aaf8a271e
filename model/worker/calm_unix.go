//go:build unix && !linux

package worker

import "syscall"

// leaveToOthers lowers the priority of this process.
func leaveToOthers() { _ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, calm) }
