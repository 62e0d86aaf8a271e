package worker

import (
	"os"
	"strconv"
	"syscall"
)

// leaveToOthers lowers the priority of each thread of this process; those that
// come later have that of the one that begins them.
func leaveToOthers() {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return
	}
	for _, t := range threads {
		if n, err := strconv.Atoi(t.Name()); err == nil {
			_ = syscall.Setpriority(syscall.PRIO_PROCESS, n, calm)
		}
	}
}
