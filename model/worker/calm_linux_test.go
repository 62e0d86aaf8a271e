package worker_test

import "syscall"

// calmest is the priority of a calm worker.
const calmest = 15

// niceness gives the priority of this thread; the system says 20 less it.
func niceness() int {
	n, err := syscall.Getpriority(syscall.PRIO_PROCESS, syscall.Gettid())
	if err != nil {
		return -1
	}
	return 20 - n
}
