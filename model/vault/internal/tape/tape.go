// Package tape is a layer for tests, between the vault and the disk: it writes
// down what reaches the disk and in which order, so that a power cut can be
// played through at any moment of it, and it can be a disk that is full or
// broken.
//
// No package but the tests of the vault imports it. The recorder is one for
// the process: tests that use it take turns.
package tape

/*
#include "tape.h"
*/
import "C"

import (
	"bytes"
	"fmt"
	"sync"
	"unsafe"

	_ "github.com/mattn/go-sqlite3" // whose symbols tape.c links to
)

// Name is that of the layer among SQLite's.
const Name = "tape"

// The kinds of operation.
const (
	Open     = 'O' // of a file by Name; "" for a temporary one
	Write    = 'W' // of Data, from At on
	Truncate = 'T' // to the length At
	Sync     = 'S'
	Delete   = 'D' // of Name; At is 1 when the folder is synced with it
	Mark     = 'M' // At is what the test said
)

// Op is one thing that happens to a disk.
type Op struct {
	What byte
	File int // the number of the open file, from 1
	At   int64
	Name string
	Data []byte
}

// SQLite's result codes for what goes wrong here.
const (
	Full  = 13   // SQLITE_FULL
	Fsync = 1034 // SQLITE_IOERR_FSYNC
)

var deck struct {
	sync.Mutex
	recording bool
	ops       []Op
	lazy      bool // syncs are noted, not done
	failing   byte
	left      int // until it fails
	code      C.int
	full      bool
}

// Register makes the layer known to SQLite, over its own.
var Register = sync.OnceValue(func() error {
	if rc := C.tapeRegister(); rc != 0 {
		return fmt.Errorf("tape: code %d", int(rc))
	}
	return nil
})

// Start begins a new recording.
func Start() {
	deck.Lock()
	defer deck.Unlock()
	deck.recording, deck.ops = true, nil
}

// Stop ends the recording and gives it.
func Stop() []Op {
	deck.Lock()
	defer deck.Unlock()
	deck.recording = false
	return deck.ops
}

// Say puts a mark on the tape.
func Say(n int) {
	deck.Lock()
	defer deck.Unlock()
	if deck.recording {
		deck.ops = append(deck.ops, Op{What: Mark, At: int64(n)})
	}
}

// Lazy has syncs noted but not done: what they are for is played through, and
// waiting for the real disk would only take time.
func Lazy(on bool) {
	deck.Lock()
	defer deck.Unlock()
	deck.lazy = on
}

// Fail has the n-th operation of a kind from now on (the first is 1) fail with
// a result code of SQLite. A write is then done in part. After [Full] every
// later write that would make a file longer fails as well, until [Mend].
func Fail(what byte, n, code int) {
	deck.Lock()
	defer deck.Unlock()
	deck.failing, deck.left, deck.code, deck.full = what, n, C.int(code), false
}

// Mend makes the disk whole and empty again. It reports whether anything
// failed since [Fail].
func Mend() bool {
	deck.Lock()
	defer deck.Unlock()
	failed := deck.failing != 0 && deck.left <= 0
	deck.failing, deck.full = 0, false
	return failed
}

//export tapeNote
func tapeNote(what, file C.int, at C.longlong, n C.int, data unsafe.Pointer, grows C.int, done *C.int) C.int {
	deck.Lock()
	defer deck.Unlock()
	if deck.failing == byte(what) {
		deck.left--
		if deck.left == 0 {
			deck.full = deck.code == Full
			if done != nil {
				*done = n / 2
			}
			return deck.code
		}
	}
	if deck.full && what == Write && grows != 0 {
		return Full
	}
	if deck.recording {
		op := Op{What: byte(what), File: int(file), At: int64(at)}
		bytesOf := bytes.Clone(unsafe.Slice((*byte)(data), n))
		switch what {
		case Open, Delete:
			op.Name = string(bytesOf)
		case Write:
			op.Data = bytesOf
		}
		deck.ops = append(deck.ops, op)
	}
	if deck.lazy && (what == Sync || what == Delete) {
		return C.TAPE_SKIP
	}
	return 0
}
