package presence

import (
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var unbiasedTime = windows.NewLazySystemDLL("kernel32.dll").NewProc("QueryUnbiasedInterruptTime")

// awake tells for how long this computer has been awake since it started. Go's
// own clock counts sleep on Windows, this one of the system does not.
func awake() time.Duration {
	var hundredNs uint64
	unbiasedTime.Call(uintptr(unsafe.Pointer(&hundredNs)))
	return time.Duration(hundredNs) * 100
}
