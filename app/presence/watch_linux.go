package presence

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/godbus/dbus/v5"
)

// sources are the two buses of a Linux desktop.
func sources() []func(context.Context, tell) {
	return []func(context.Context, tell){watchLogind, watchScreenSaver}
}

// The names of logind, from its manual page org.freedesktop.login1(5).
const (
	login        = "org.freedesktop.login1"
	loginPath    = "/org/freedesktop/login1"
	loginManager = login + ".Manager"
	loginSession = login + ".Session"
	properties   = "org.freedesktop.DBus.Properties"
)

// program is what the system shows to somebody who asks who delays the sleep.
const program = "Guvoh"

// dial opens a bus by its address; nil where there is none.
func dial(ctx context.Context, address string) *dbus.Conn {
	if address = local(address); address == "" {
		return nil
	}
	c, err := dbus.Dial(address, dbus.WithContext(ctx), dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	if err != nil {
		return nil
	}
	if err = c.Auth([]dbus.Auth{dbus.AuthExternal(strconv.Itoa(os.Geteuid()))}); err == nil {
		err = c.Hello()
	}
	if err != nil {
		_ = c.Close() // nothing was said on it
		return nil
	}
	return c
}

// local keeps of an address what leads to a socket on this computer: others go
// over the network or start programs.
func local(address string) string {
	var kept []string
	for _, a := range strings.Split(address, ";") {
		if strings.HasPrefix(a, "unix:") {
			kept = append(kept, a)
		}
	}
	return strings.Join(kept, ";")
}

func systemBus() string {
	if a := os.Getenv("DBUS_SYSTEM_BUS_ADDRESS"); a != "" {
		return a
	}
	return "unix:path=/run/dbus/system_bus_socket"
}

// sessionBus gives the bus of the desktop. It never starts one.
func sessionBus() string {
	if a := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); a != "" {
		return a
	}
	if dir := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(dir) {
		return "unix:path=" + dbus.EscapeBusAddressValue(filepath.Join(dir, "bus"))
	}
	return ""
}

// watchLogind hears sleep and the locking of this session, and holds sleep up
// until the window is locked.
func watchLogind(ctx context.Context, say tell) {
	c := dial(ctx, systemBus())
	if c == nil {
		return
	}
	defer c.Close()
	signals := make(chan *dbus.Signal, 8)
	c.Signal(signals)
	manager := c.Object(login, loginPath)
	rules := [][]dbus.MatchOption{{
		dbus.WithMatchObjectPath(loginPath), dbus.WithMatchInterface(loginManager), dbus.WithMatchMember("PrepareForSleep"),
	}}
	if session := ownSession(ctx, manager); session != "" {
		rules = append(rules,
			[]dbus.MatchOption{dbus.WithMatchObjectPath(session), dbus.WithMatchInterface(loginSession), dbus.WithMatchMember("Lock")},
			[]dbus.MatchOption{dbus.WithMatchObjectPath(session), dbus.WithMatchInterface(properties), dbus.WithMatchMember("PropertiesChanged")})
	}
	for _, rule := range rules {
		if c.AddMatchSignalContext(ctx, append(rule, dbus.WithMatchSender(login))...) != nil {
			return
		}
	}
	release := holdSleep(ctx, manager)
	defer func() { release() }()
	for s := range signals {
		switch {
		case s.Name == loginManager+".PrepareForSleep" && boolean(s, 0):
			say(Event{Kind: Suspending, Done: release})
		case s.Name == loginManager+".PrepareForSleep":
			release() // had nobody called Done, the next sleep would wait for this one
			release = holdSleep(ctx, manager)
			say(Event{Kind: Resumed})
		case s.Name == loginSession+".Lock", locked(s):
			say(Event{Kind: ScreenLocked})
		}
	}
}

// ownSession gives the session this program runs in, or else the one its
// person sits at ("auto"): desktops start programs beside the session. It is ""
// where logind knows none.
func ownSession(ctx context.Context, manager dbus.BusObject) (path dbus.ObjectPath) {
	for _, id := range []string{os.Getenv("XDG_SESSION_ID"), "auto"} {
		if id != "" && manager.CallWithContext(ctx, loginManager+".GetSession", 0, id).Store(&path) == nil {
			return path
		}
	}
	return ""
}

// holdSleep asks logind to wait with sleep until release is called, or for as
// long as it lets programs delay it (InhibitDelayMaxSec). It waits, too, when
// release never comes: the lock goes with the process.
func holdSleep(ctx context.Context, manager dbus.BusObject) (release func()) {
	var fd dbus.UnixFD
	if manager.CallWithContext(ctx, loginManager+".Inhibit", 0, "sleep", program, program, "delay").Store(&fd) != nil {
		return func() {}
	}
	syscall.CloseOnExec(int(fd)) // what takes this process's place when it locks must not hold sleep up
	return once(func() { _ = syscall.Close(int(fd)) })
}

// locked reads from the properties of a session that its screen was locked:
// desktops that lock by themselves say so there.
func locked(s *dbus.Signal) bool {
	if s.Name != properties+".PropertiesChanged" || len(s.Body) < 2 || s.Body[0] != loginSession {
		return false
	}
	changed, _ := s.Body[1].(map[string]dbus.Variant)
	on, _ := changed["LockedHint"].Value().(bool)
	return on
}

// watchScreenSaver hears the screen savers of the desktops. Each has an
// interface of its own (org.freedesktop, org.gnome, org.mate …), all with the
// same signal.
func watchScreenSaver(ctx context.Context, say tell) {
	c := dial(ctx, sessionBus())
	if c == nil {
		return
	}
	defer c.Close()
	signals := make(chan *dbus.Signal, 8)
	c.Signal(signals)
	if c.AddMatchSignalContext(ctx, dbus.WithMatchMember("ActiveChanged")) != nil {
		return
	}
	for s := range signals {
		if strings.HasSuffix(s.Name, ".ScreenSaver.ActiveChanged") && boolean(s, 0) {
			say(Event{Kind: ScreenLocked})
		}
	}
}

// boolean reads a truth value from what a signal carries.
func boolean(s *dbus.Signal, i int) bool {
	if i >= len(s.Body) {
		return false
	}
	on, _ := s.Body[i].(bool)
	return on
}
