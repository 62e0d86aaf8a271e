package harden

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	kernel32   = windows.NewLazySystemDLL("kernel32.dll")
	werFlags   = kernel32.NewProc("WerSetFlags")
	mitigation = kernel32.NewProc("SetProcessMitigationPolicy")
)

func process() error {
	return errors.Join(noReports(), ownLibraries(), nearLibraries())
}

// noReports lets no dialog of a crash appear and no dump be made for it by the
// error reporting of Windows; were one made all the same, the heap is left out
// of it (SetErrorMode, WerSetFlags).
func noReports() error {
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX | windows.SEM_NOOPENFILEERRORBOX)
	const noHeap = 1 // WER_FAULT_REPORTING_FLAG_NOHEAP
	if werFlags.Find() != nil {
		return nil
	}
	if result, _, _ := werFlags.Call(noHeap); result != 0 {
		return fmt.Errorf("error reports may hold memory: HRESULT %#x", uint32(result))
	}
	return nil
}

// ownLibraries has libraries looked for beside the program and in the system,
// never in the folder that a file was opened from or in PATH.
func ownLibraries() error {
	if err := windows.SetDefaultDllDirectories(windows.LOAD_LIBRARY_SEARCH_DEFAULT_DIRS); err != nil {
		return fmt.Errorf("libraries may come from any folder: %w", err)
	}
	return nil
}

// nearLibraries refuses libraries from other computers and from what a browser
// left behind (PROCESS_MITIGATION_IMAGE_LOAD_POLICY in winnt.h).
func nearLibraries() error {
	const (
		imageLoadPolicy = 10
		noRemoteImages  = 1 << 0
		noLowImages     = 1 << 1
	)
	if mitigation.Find() != nil {
		return nil
	}
	policy := uint32(noRemoteImages | noLowImages)
	if ok, _, err := mitigation.Call(imageLoadPolicy, uintptr(unsafe.Pointer(&policy)), unsafe.Sizeof(policy)); ok == 0 {
		return fmt.Errorf("libraries may come from other computers: %w", err)
	}
	return nil
}

// quiet has nothing to do: the program with a window has no standard error on
// Windows, and the one for a command prompt writes to it.
func quiet() error { return nil }
