package presence

import (
	"context"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// sources are what Windows tells a program without a window of its own making.
func sources() []func(context.Context, tell) {
	return []func(context.Context, tell){watchPower, watchSession}
}

var (
	powrprof   = windows.NewLazySystemDLL("powrprof.dll")
	register   = powrprof.NewProc("PowerRegisterSuspendResumeNotification")
	unregister = powrprof.NewProc("PowerUnregisterSuspendResumeNotification")
	querySess  = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSQuerySessionInformationW")
)

// From powerbase.h and winuser.h.
const (
	deviceNotifyCallback = 2
	pbtSuspend           = 0x04
	pbtResumeAutomatic   = 0x12 // comes at every waking, with or without a person
)

// allowance is how long we hold sleep up: Windows waits two seconds for all.
const allowance = 1900 * time.Millisecond

// subscription is DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS.
type subscription struct{ callback, context uintptr }

// watchPower hears sleep. The system calls back on a thread of its own and
// sleeps when the call has come back, so the call waits for Done.
func watchPower(ctx context.Context, say tell) {
	heard := windows.NewCallback(func(_, kind, _ uintptr) uintptr {
		switch kind {
		case pbtSuspend:
			done := make(chan struct{})
			say(Event{Kind: Suspending, Done: once(func() { close(done) })})
			t := time.NewTimer(allowance)
			defer t.Stop()
			select {
			case <-done:
			case <-t.C:
			}
		case pbtResumeAutomatic:
			say(Event{Kind: Resumed})
		}
		return 0
	})
	if register.Find() != nil || unregister.Find() != nil {
		return
	}
	s := subscription{callback: heard}
	var handle uintptr
	if status, _, _ := register.Call(deviceNotifyCallback, uintptr(unsafe.Pointer(&s)), uintptr(unsafe.Pointer(&handle))); status != 0 {
		return
	}
	<-ctx.Done()
	unregister.Call(handle)
}

// often is how often the session is asked whether its screen is locked: to be
// told of it a program needs a window of its own making.
const often = 5 * time.Second

// watchSession asks whether the screen of this session is locked.
func watchSession(ctx context.Context, say tell) {
	if querySess.Find() != nil {
		return
	}
	t := time.NewTicker(often)
	defer t.Stop()
	was := sessionLocked()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		is := sessionLocked()
		if is && !was {
			say(Event{Kind: ScreenLocked})
		}
		was = is
	}
}

// From wtsapi32.h.
const (
	currentSession = 0xFFFFFFFF
	sessionInfoEx  = 25
	stateLocked    = 0
)

// sessionInfo is the beginning of WTSINFOEXW with its first level.
type sessionInfo struct {
	level   uint32
	_       uint32 // what follows is aligned to its 64-bit times
	session uint32
	state   uint32
	flags   uint32
}

func sessionLocked() bool {
	var info *sessionInfo
	var size uint32
	ok, _, _ := querySess.Call(0, currentSession, sessionInfoEx, uintptr(unsafe.Pointer(&info)), uintptr(unsafe.Pointer(&size)))
	if ok == 0 || info == nil {
		return false
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(info)))
	return uintptr(size) >= unsafe.Sizeof(*info) && info.level == 1 && info.flags == stateLocked
}
