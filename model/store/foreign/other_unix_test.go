//go:build !windows

package foreign_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"guvoh/model/store/foreign"
)

const onWindows = false

// alive reports whether a process is there and not just waiting to be buried.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || !bytes.Contains(b, []byte(") Z ")) // nobody may have asked how it ended
}

func TestWhatIsNoFile(t *testing.T) {
	good := guestFile(t)
	dir := t.TempDir()
	link, pipe, socket := filepath.Join(dir, "link"), filepath.Join(dir, "pipe"), filepath.Join(dir, "socket")
	must(t, os.Symlink(good, link))
	must(t, syscall.Mkfifo(pipe, 0o600))
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	must(t, err)
	defer syscall.Close(fd)
	must(t, syscall.Bind(fd, &syscall.SockaddrUnix{Name: socket}))
	for _, path := range []string{link, pipe, socket, "/dev/zero", "/dev/null"} {
		t.Run(filepath.Base(path), func(t *testing.T) { mustRefuse(t, path, foreign.Options{}, foreign.NotFile) })
	}
}
