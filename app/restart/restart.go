// Package restart replaces this process by a fresh one of the same program.
//
// Its one job is a lock that truly forgets: a program in Go cannot empty its
// own memory, so the process that knew the key ends, and another begins that
// is handed nothing but where the person was. Rules: what is handed over goes
// through a pipe, never through an argument, the environment or a file.
package restart

import (
	"io"
	"os"
)

// Flag is the argument by which a process knows that it takes over.
const Flag = "--resume"

// most is how long a state may be; it must fit into the buffer of a pipe, since
// nobody reads it before it is written.
const most = 4 << 10

// State gives what the process before handed over; ok is false when this one
// does not take over from any.
func State(args []string) (state []byte, ok bool) {
	if len(args) != 1 || args[0] != Flag {
		return nil, false
	}
	state, err := io.ReadAll(io.LimitReader(os.Stdin, most))
	return state, err == nil && len(state) > 0
}
