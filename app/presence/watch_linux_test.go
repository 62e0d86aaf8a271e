package presence_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"golang.org/x/sys/unix"

	"guvoh/app/presence"
)

// patience is how long a test waits for what must come; it is spent only by a
// test that fails.
const patience = 20 * time.Second

// privateBus starts a bus of the test's own that nobody else is on.
func privateBus(t *testing.T) (address string) {
	t.Helper()
	program, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("dbus-daemon is not here (Debian: dbus)")
	}
	dir, err := os.MkdirTemp("", "bus") // the path of a socket has little room
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	config := filepath.Join(dir, "bus.conf")
	rules := `<busconfig><type>session</type><listen>unix:path=` + dir + `/socket</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`
	if err := os.WriteFile(config, []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--nofork", "--nopidfile", "--print-address", "--config-file="+config)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal("the bus does not say where it is: ", err)
	}
	return strings.TrimSpace(line)
}

func onBus(t *testing.T, address string) *dbus.Conn {
	t.Helper()
	c, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

const (
	login = "org.freedesktop.login1"
	mine  = dbus.ObjectPath("/org/freedesktop/login1/session/_37")
	other = dbus.ObjectPath("/org/freedesktop/login1/session/_38")
)

// logind is what the test plays: it knows one session and gives out holds on
// sleep, of which it keeps the other end.
type logind struct {
	t    *testing.T
	conn *dbus.Conn
	held chan hold
}

// hold is a pipe, by the numbers of its ends: the system alone knows who has
// which. The program holds sleep up for as long as it has the second open.
type hold struct {
	ours, theirs int
	asked        string // what for, by whom, why, how
}

// Inhibit is a method of logind.
func (l *logind) Inhibit(what, who, why, mode string) (dbus.UnixFD, *dbus.Error) {
	var ends [2]int
	if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC|syscall.O_NONBLOCK); err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	l.held <- hold{ends[0], ends[1], fmt.Sprint([]string{what, who, why, mode})}
	return dbus.UnixFD(ends[1]), nil
}

// GetSession is a method of logind.
func (l *logind) GetSession(id string) (dbus.ObjectPath, *dbus.Error) {
	if id != "7" {
		return "", dbus.MakeFailedError(fmt.Errorf("no session %s", id))
	}
	return mine, nil
}

func playLogind(t *testing.T, address string) *logind {
	t.Helper()
	l := &logind{t: t, conn: onBus(t, address), held: make(chan hold, 9)}
	if err := l.conn.Export(l, "/org/freedesktop/login1", login+".Manager"); err != nil {
		t.Fatal(err)
	}
	if r, err := l.conn.RequestName(login, dbus.NameFlagDoNotQueue); err != nil || r != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal("the name of logind cannot be had: ", r, err)
	}
	return l
}

func emit(t *testing.T, c *dbus.Conn, path dbus.ObjectPath, name string, values ...any) {
	t.Helper()
	if err := c.Emit(path, name, values...); err != nil {
		t.Fatal(err)
	}
}

func (l *logind) sleep(t *testing.T, on bool) {
	t.Helper()
	emit(t, l.conn, "/org/freedesktop/login1", login+".Manager.PrepareForSleep", on)
}

// hold gives the next hold that the program asked for.
func (l *logind) hold(t *testing.T) hold {
	t.Helper()
	h := await(t, l.held, "hold on sleep")
	l.t.Cleanup(func() { _ = syscall.Close(h.ours) })
	return h
}

// sent closes our copy of the end that the program has got.
func (h hold) sent(t *testing.T) {
	t.Helper()
	if err := syscall.Close(h.theirs); err != nil {
		t.Fatal(err)
	}
}

// released tells whether the program lets go of it within a time. The bus, too,
// has a copy for as long as it takes to send it on.
func (h hold) released(within time.Duration) bool {
	ends := []unix.PollFd{{Fd: int32(h.ours), Events: unix.POLLIN}}
	n, err := unix.Poll(ends, int(within.Milliseconds()))
	for errors.Is(err, unix.EINTR) {
		n, err = unix.Poll(ends, int(within.Milliseconds()))
	}
	return n == 1 && err == nil && ends[0].Revents&unix.POLLHUP != 0
}

func await[T any](t *testing.T, from <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatalf("no %s came", what)
		panic("not reached")
	}
}

// watched is what was told so far.
type watched struct {
	events chan presence.Event
	stop   func()
}

func watch(t *testing.T, system, session string) *watched {
	t.Helper()
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", system)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", session)
	t.Setenv("XDG_SESSION_ID", "7")
	ctx, cancel := context.WithCancel(context.Background())
	w := &watched{events: make(chan presence.Event, 99)}
	wait := presence.Watch(ctx, func(e presence.Event) { w.events <- e })
	w.stop = func() {
		cancel()
		wait()
	}
	t.Cleanup(w.stop)
	return w
}

// next gives the next event, which must be of a kind.
func (w *watched) next(t *testing.T, want presence.Kind) presence.Event {
	t.Helper()
	e := await(t, w.events, "event")
	if e.Kind != want {
		t.Fatalf("told %d, want %d", e.Kind, want)
	}
	if e.Done == nil {
		t.Fatal("there is nothing to call when done")
	}
	return e
}

const nowhere = "unix:path=/nowhere/at/all"

func TestSleep(t *testing.T) {
	bus := privateBus(t)
	l := playLogind(t, bus)
	w := watch(t, bus, nowhere)
	first := l.hold(t)
	t.Run("is held up by a name that says nothing of a case", func(t *testing.T) {
		if want := "[sleep Guvoh Guvoh delay]"; first.asked != want {
			t.Errorf("asked for %s, want %s", first.asked, want)
		}
	})
	t.Run("is told, and waits until the window is locked", func(t *testing.T) {
		l.sleep(t, true)
		e := w.next(t, presence.Suspending)
		first.sent(t)
		if first.released(0) {
			t.Fatal("it does not wait")
		}
		e.Done()
		if !first.released(patience) {
			t.Error("it goes on waiting")
		}
		e.Done() // once more does no harm
	})
	var second hold
	t.Run("is held up anew after waking, which is told, too", func(t *testing.T) {
		l.sleep(t, false)
		w.next(t, presence.Resumed)
		second = l.hold(t)
		second.sent(t)
		if second.released(0) {
			t.Error("the next sleep would not wait")
		}
	})
	t.Run("that nobody was done with is over after waking all the same", func(t *testing.T) {
		l.sleep(t, true)
		w.next(t, presence.Suspending)
		l.sleep(t, false)
		w.next(t, presence.Resumed)
		if !second.released(patience) {
			t.Error("the hold on it is still there")
		}
	})
	t.Run("waits no longer when the program ends", func(t *testing.T) {
		third := l.hold(t)
		third.sent(t)
		w.stop()
		if !third.released(patience) {
			t.Error("it does")
		}
	})
}

func TestTheSessionThatIsLocked(t *testing.T) {
	bus := privateBus(t)
	l := playLogind(t, bus)
	w := watch(t, bus, nowhere)
	l.hold(t)
	hint := func(path dbus.ObjectPath, name string, on bool) {
		emit(t, l.conn, path, "org.freedesktop.DBus.Properties.PropertiesChanged", login+".Session", map[string]dbus.Variant{name: dbus.MakeVariant(on)}, []string{})
	}
	t.Run("is told when it is ours, and no other", func(t *testing.T) {
		emit(t, l.conn, other, login+".Session.Lock")
		hint(other, "LockedHint", true)
		emit(t, l.conn, mine, login+".Session.Unlock")
		emit(t, l.conn, mine, login+".Session.Lock")
		l.sleep(t, false)
		w.next(t, presence.ScreenLocked)
		w.next(t, presence.Resumed)
	})
	t.Run("is told when the desktop locked it by itself", func(t *testing.T) {
		hint(mine, "IdleHint", true)
		hint(mine, "LockedHint", false)
		hint(mine, "LockedHint", true)
		l.sleep(t, false)
		w.next(t, presence.ScreenLocked)
		w.next(t, presence.Resumed)
	})
	t.Run("is not made up from signals that are not as they should be", func(t *testing.T) {
		emit(t, l.conn, mine, "org.freedesktop.DBus.Properties.PropertiesChanged")
		emit(t, l.conn, mine, "org.freedesktop.DBus.Properties.PropertiesChanged", login+".Session", "LockedHint")
		emit(t, l.conn, "/org/freedesktop/login1", login+".Manager.PrepareForSleep", "soon")
		w.next(t, presence.Resumed) // whatever that was, it was no sleep that begins
		l.sleep(t, true)
		w.next(t, presence.Suspending)
	})
}

func TestScreenSavers(t *testing.T) {
	bus := privateBus(t)
	ready := listeners(t, bus)
	w := watch(t, nowhere, bus)
	await(t, ready, "listener on the bus")
	c := onBus(t, bus)
	for _, desktop := range []string{"org.freedesktop", "org.gnome", "org.mate", "org.cinnamon"} {
		t.Run("of "+desktop+" are heard", func(t *testing.T) {
			emit(t, c, "/org/freedesktop/ScreenSaver", desktop+".ScreenSaver.ActiveChanged", true)
			w.next(t, presence.ScreenLocked)
		})
	}
	t.Run("that go away, and other things that become active, are not told", func(t *testing.T) {
		emit(t, c, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", false)
		emit(t, c, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged")
		emit(t, c, "/app", "org.example.Lamp.ActiveChanged", true)
		emit(t, c, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", true)
		w.next(t, presence.ScreenLocked)
		w.stop()
		if n := len(w.events); n != 0 {
			t.Errorf("%d more were told", n)
		}
	})
}

// listeners tells when somebody asked a bus for the signals of screen savers.
func listeners(t *testing.T, bus string) <-chan struct{} {
	t.Helper()
	c, err := dbus.Connect(bus) // it ends with the bus: to close it while it listens, the library does not bear
	if err != nil {
		t.Fatal(err)
	}
	seen, ready := make(chan *dbus.Message, 99), make(chan struct{}, 9)
	rules := []string{"type='method_call',member='AddMatch'"}
	if err := c.BusObject().Call("org.freedesktop.DBus.Monitoring.BecomeMonitor", 0, rules, uint32(0)).Err; err != nil {
		t.Fatal(err)
	}
	c.Eavesdrop(seen) // not before: it would get the answer, too
	go func() {
		for m := range seen {
			if len(m.Body) == 1 && bytes.Contains([]byte(fmt.Sprint(m.Body[0])), []byte("ActiveChanged")) {
				ready <- struct{}{}
			}
		}
	}()
	return ready
}

func TestSystemsThatSayNothing(t *testing.T) {
	bus := privateBus(t)
	for name, addresses := range map[string][2]string{
		"without any bus":                     {nowhere, nowhere},
		"with buses on which nobody is":       {bus, bus},
		"with a bus that is no bus":           {"unix:path=" + notABus(t), ""},
		"with addresses that cannot be read":  {"unix:", ";;=,unix"},
		"with buses beyond the local machine": {"tcp:host=127.0.0.1,port=1", "unixexec:path=/bin/false"},
	} {
		t.Run(name+" do no harm", func(t *testing.T) {
			w := watch(t, addresses[0], addresses[1])
			w.stop()
			if n := len(w.events); n != 0 {
				t.Errorf("%d events were told", n)
			}
		})
	}
	t.Run("in one part may speak in another", func(t *testing.T) {
		ready := listeners(t, bus)
		w := watch(t, bus, bus)
		await(t, ready, "listener on the bus")
		emit(t, onBus(t, bus), "/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", true)
		w.next(t, presence.ScreenLocked)
	})
}

// notABus is a file where a socket should be.
func notABus(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "socket")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOnlyBusesOnThisComputerAreAsked(t *testing.T) {
	for address, want := range map[string]string{
		"unix:path=/run/dbus/system_bus_socket":      "unix:path=/run/dbus/system_bus_socket",
		"unix:abstract=/tmp/x,guid=0":                "unix:abstract=/tmp/x,guid=0",
		"tcp:host=10.0.0.1,port=1":                   "",
		"nonce-tcp:host=10.0.0.1,port=1,noncefile=x": "",
		"unixexec:path=/bin/sh":                      "",
		"launchd:env=X":                              "",
		"autolaunch:":                                "",
		"":                                           "",
		"tcp:host=10.0.0.1,port=1;unix:path=/a;autolaunch:;unix:path=/b": "unix:path=/a;unix:path=/b",
	} {
		if got := presence.Local(address); got != want {
			t.Errorf("of %q is kept %q, want %q", address, got, want)
		}
	}
}
