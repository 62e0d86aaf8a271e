package store

import "syscall"

const errNoSpace = syscall.Errno(112) // ERROR_DISK_FULL
