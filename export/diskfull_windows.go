package export

import "syscall"

// diskFull are the system's ways to say that nothing more fits:
// ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
var diskFull = []error{syscall.Errno(39), syscall.Errno(112)}
