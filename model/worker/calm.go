package worker

import "runtime"

// calm is the priority of a process that nobody waits for, as Unix counts it.
const calm = 15

// Calm has this process leave the machine to others: it keeps one processor busy
// at most, and that only as far as nobody else wants it. It is called before the
// work begins. Where a system does not let it, the work is done all the same.
func Calm() {
	runtime.GOMAXPROCS(1)
	leaveToOthers()
}
