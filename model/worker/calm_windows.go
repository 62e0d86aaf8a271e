package worker

import "syscall"

// belowNormal is BELOW_NORMAL_PRIORITY_CLASS.
const belowNormal = 0x4000

// leaveToOthers lowers the priority of this process.
func leaveToOthers() {
	if self, err := syscall.GetCurrentProcess(); err == nil {
		set := syscall.NewLazyDLL("kernel32.dll").NewProc("SetPriorityClass")
		_, _, _ = set.Call(uintptr(self), belowNormal)
	}
}
