package vault

import (
	"runtime/debug"
	"time"

	"golang.org/x/crypto/argon2"
)

// Cost is what one guess at a passphrase takes: the parameters of Argon2id
// (RFC 9106). Memory is in KiB.
type Cost struct {
	Time    uint32 `json:"t"`
	Memory  uint32 `json:"m"`
	Threads uint8  `json:"p"`
}

// Floor is the least that a new file gets: the second choice that RFC 9106,
// section 4, recommends, for machines with little memory.
var Floor = Cost{Time: 3, Memory: 64 << 10, Threads: 4}

// ceiling is the most that a new file gets, however strong the machine it is
// made on: it must open on a colleague's old laptop, too.
var ceiling = Cost{Time: 8, Memory: 256 << 10, Threads: 4}

// limit is the most that a file may ask of us. Beyond it, it is an attack.
var limit = Cost{Time: 10, Memory: 1 << 20, Threads: 16}

// bearable fails with [ErrGreedy] when a header asks for more work than limit.
func (c Cost) bearable() error {
	if c.Time == 0 || c.Threads == 0 || c.Time > limit.Time || c.Memory > limit.Memory || c.Threads > limit.Threads {
		return ErrGreedy
	}
	return nil
}

// comfort is how long opening a new file takes on the machine it is made on.
const comfort = time.Second

// Calibrate measures this machine and gives the cost of about a second on it,
// between [Floor] and a ceiling that old machines can bear. More memory comes
// before more rounds, since memory is what an attacker must buy. It takes up
// to a second or two itself.
func Calibrate() Cost {
	begin := time.Now()
	argon2.IDKey([]byte("calibration"), make([]byte, 16), Floor.Time, Floor.Memory, Floor.Threads, 32)
	took := time.Since(begin)
	debug.FreeOSMemory()
	return costFor(took)
}

// costFor gives the cost of about comfort on a machine that bears Floor in that time.
func costFor(floorTakes time.Duration) Cost {
	c := Floor
	for took := max(floorTakes, time.Millisecond); took*2 <= comfort; took *= 2 {
		if c.Memory*2 > ceiling.Memory {
			c.Time = min(ceiling.Time, c.Time*uint32(comfort/took))
			break
		}
		c.Memory *= 2
	}
	return c
}

// stretch turns a passphrase into a key. The memory it took is given back to
// the system, since the program runs on for hours.
func (k kdf) stretch(passphrase string) []byte {
	b := []byte(passphrase)
	out := argon2.IDKey(b, k.Salt, k.Time, k.Memory, k.Threads, 32)
	clear(b)
	if k.Memory >= Floor.Memory {
		debug.FreeOSMemory()
	}
	return out
}
