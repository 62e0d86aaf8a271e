package worker

import (
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
)

// Confine takes from this process what a worker does not need: to write files, to
// leave an image of its memory, and memory without end.
func Confine(memory uint64) {
	signal.Ignore(syscall.SIGXFSZ) // a write then fails, and nothing more
	none := &syscall.Rlimit{}
	_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, none)
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, none)
	if has := addressSpace(); has > 0 {
		_ = syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: has + 2*memory, Max: has + 2*memory})
	}
}

// addressSpace gives how much of it the process has taken, in bytes.
func addressSpace() uint64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, err := strconv.ParseUint(strings.Fields(string(b) + " 0")[0], 10, 64)
	if err != nil {
		return 0
	}
	return pages * uint64(os.Getpagesize())
}

// NoMoreFiles keeps this process from opening any file, once it has the one it reads.
func NoMoreFiles() { _ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{}) }
