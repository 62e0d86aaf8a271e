//go:build !windows

package foreign

import (
	"errors"
	"os"
	"syscall"
)

// openRegular opens a file and waits for nobody, as for the other end of a
// pipe. It does not follow a link, which may lead anywhere.
func openRegular(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.ENXIO) { // a link; a socket
		return nil, &Refused{NotFile}
	}
	return f, err
}
