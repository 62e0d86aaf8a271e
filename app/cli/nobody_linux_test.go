package cli_test

import (
	"os"
	"runtime"
	"syscall"
	"testing"
)

// asNobody runs do without the right to pass over permissions, which root has:
// the system asks this thread's file-system user, and that one is nobody.
func asNobody(t *testing.T, do func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		do()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := syscall.Setfsuid(65534); err != nil {
		t.Skip("the file-system user cannot be changed here: ", err)
	}
	defer func() {
		if err := syscall.Setfsuid(0); err != nil {
			panic(err) // the rest of the tests would run as nobody
		}
	}()
	do()
}
