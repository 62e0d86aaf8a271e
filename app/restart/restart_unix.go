//go:build unix

package restart

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// Replace puts a fresh process of the same program in the place of this one
// and hands it the state: same number, same terminal, new memory. It comes
// back only when that failed, and everything is then as it was.
func Replace(state []byte) error {
	if len(state) > most {
		return errors.New("restart: the state is too long")
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = w.Write(state)
	if shut := w.Close(); err == nil {
		err = shut
	}
	if err != nil {
		return err
	}
	kept, err := unix.FcntlInt(0, unix.F_DUPFD_CLOEXEC, 3)
	if err == nil {
		defer unix.Close(kept)
	}
	if err := dup(int(r.Fd()), 0); err != nil {
		return err
	}
	err = syscall.Exec(program, []string{os.Args[0], Flag}, os.Environ())
	if kept > 0 {
		_ = dup(kept, 0) // the input as it was; the failure above is what counts
	}
	return err
}
