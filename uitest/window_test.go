//go:build uitest

// Package uitest drives the built program in a real window, with keys as a
// person types them, and looks at what is left behind.
//
// Its one job is what no test in memory can show: the way of a key through the
// X server, a kill while somebody types, what lies on the disk afterwards.
//
// Rules of the package: the program is only told what a keyboard can tell it,
// and believed only by what "guvoh data" finds in the file once it is closed.
// Nothing waits for a time that was guessed: a step is over when the picture
// of the screen has changed and stands still. What tests type is made up.
package uitest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"guvoh/model/vault/vaulttest"
)

// patience is how long anything may take; a busy machine draws slowly.
const patience = 120 * time.Second

// program names what is tested; scripts/display.sh gives the display.
func program(t testing.TB) string {
	t.Helper()
	path := os.Getenv("GUVOH_PROGRAM")
	if path == "" || os.Getenv("DISPLAY") == "" {
		t.Fatal("GUVOH_PROGRAM and DISPLAY are needed: run make uitest")
	}
	return path
}

// place is a made-up home of a person: everything that the program writes
// must end up below it.
type place struct {
	dir, home, tmp, shots string
}

func newPlace(t testing.TB) place {
	t.Helper()
	dir := t.TempDir()
	p := place{dir: dir, home: filepath.Join(dir, "home"), tmp: filepath.Join(dir, "tmp"), shots: os.Getenv("GUVOH_SHOTS")}
	for _, d := range []string{p.home, p.tmp} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// settings are put where the program looks for them, so that a test can begin
// in any language and look.
func (p place) settings(t testing.TB, json string) {
	t.Helper()
	path := p.settingsPath()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(json), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (p place) settingsPath() string {
	return filepath.Join(p.home, ".config", "guvoh", "settings.json")
}

func (p place) file(name string) string { return filepath.Join(p.home, name) }

// environment is that of the place and of nobody else.
func (p place) environment() []string {
	return []string{
		"HOME=" + p.home, "TMPDIR=" + p.tmp, "DISPLAY=" + os.Getenv("DISPLAY"),
		"PATH=" + os.Getenv("PATH"), "LANG=en_US.UTF-8",
	}
}

// run carries out a command of the program without a window, on a file that
// the passphrase of tests opens. The command reads it from its standard input,
// so that nothing in the home holds it.
func (p place) run(t testing.TB, args ...string) string {
	t.Helper()
	cmd := exec.Command(program(t), append(args, "--passphrase-file", "-")...)
	cmd.Env = p.environment()
	cmd.Stdin = strings.NewReader(string(vaulttest.Passphrase) + "\n")
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	if err := cmd.Run(); err != nil {
		t.Fatalf("guvoh %s: %v: %s", args[0], err, fault.String())
	}
	return out.String()
}

// window is the program while it runs.
type window struct {
	t     testing.TB
	place place
	cmd   *exec.Cmd
	ended chan error
	last  []byte // the screen when the step before was over
}

// open starts the program and waits until its window stands still.
func open(t testing.TB, p place, args ...string) *window {
	t.Helper()
	w := &window{t: t, place: p, ended: make(chan error, 1)}
	w.cmd = exec.Command(program(t), args...)
	w.cmd.Env = p.environment()
	// Below the place, so that what is logged is searched for traces, too.
	log, err := os.OpenFile(filepath.Join(p.tmp, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	w.cmd.Stdout, w.cmd.Stderr = log, log
	empty := capture(t)
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { w.ended <- w.cmd.Wait() }()
	t.Cleanup(w.kill)
	id := w.id()
	xdotool(t, "windowfocus", "--sync", id)
	w.last = empty
	w.still()
	return w
}

// id waits for the window.
func (w *window) id() string {
	w.t.Helper()
	var id string
	w.until("a window", func() bool {
		out, _ := exec.Command("xdotool", "search", "--onlyvisible", "--name", "^Guvoh$").Output()
		id = strings.TrimSpace(string(out))
		return id != "" && !strings.Contains(id, "\n")
	})
	return id
}

// until polls, since X tells nobody when a program has drawn.
func (w *window) until(what string, done func() bool) {
	w.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if done() {
			return
		}
		select {
		case err := <-w.ended:
			w.ended <- err
			w.t.Fatalf("the program ended while we waited for %s: %v", what, err)
		case <-time.After(30 * time.Millisecond): // not to keep the machine from drawing
		}
	}
	w.keepPicture("waiting")
	w.t.Fatalf("no %s within %v", what, patience)
}

// press presses keys one after the other and waits until that shows.
func (w *window) press(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		xdotool(w.t, "key", k)
		w.still()
	}
}

// hit presses keys without waiting for them to show, for those that may
// change nothing.
func (w *window) hit(keys ...string) {
	w.t.Helper()
	xdotool(w.t, append([]string{"key", "--delay", "80"}, keys...)...)
	w.last = nil
	w.still()
}

// write types text and waits until it shows.
func (w *window) write(text string) {
	w.t.Helper()
	xdotool(w.t, "type", "--delay", "25", text)
	w.still()
}

// calm is how long the screen must stand still while the program waits for a key.
// What a program does after it has drawn, such as giving the keyboard to a field,
// shows within that.
const calm = 250 * time.Millisecond

// still waits until the screen differs from what it was and no longer changes.
func (w *window) still() {
	w.t.Helper()
	var now []byte
	idle := w.idling()
	w.until("change on the screen", func() bool {
		before := now
		if now = capture(w.t); !bytes.Equal(now, before) {
			idle = w.idling()
		}
		return !bytes.Equal(now, w.last) && idle() >= calm
	})
	w.last = now
}

// rest waits until the screen has stood still for long: what is worked out
// beside the keyboard comes later than what a key does.
func (w *window) rest() {
	w.t.Helper()
	idle := w.idling()
	w.until("rest", func() bool {
		now := capture(w.t)
		if !bytes.Equal(now, w.last) {
			w.last, idle = now, w.idling()
		}
		return idle() >= 4*calm
	})
}

// idling measures from now on how long the program had nothing to do: neither
// worked nor waited for a processor. A busy machine so makes a test slow, and does
// not make it type into a window that has not come round to the key before.
func (w *window) idling() func() time.Duration {
	var idle time.Duration
	at, worked := time.Now(), w.worked()
	return func() time.Duration {
		now, busy := time.Now(), w.worked()
		idle += max(0, now.Sub(at)-max(0, busy-worked))
		at, worked = now, busy
		return idle
	}
}

// worked gives the time that the threads of the program have had a processor or
// waited for one; 0 where the kernel does not say.
func (w *window) worked() (sum time.Duration) {
	paths, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", w.cmd.Process.Pid)) // the pattern is sound
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // the thread has ended
		}
		var had, waited int64
		if _, err := fmt.Sscan(string(b), &had, &waited); err == nil {
			sum += time.Duration(had + waited)
		}
	}
	return sum
}

// close ends the program by its shortcut.
func (w *window) close() {
	w.t.Helper()
	xdotool(w.t, "key", "ctrl+q")
	w.wait()
}

func (w *window) wait() {
	w.t.Helper()
	select {
	case err := <-w.ended:
		w.ended <- err
		if err != nil {
			w.t.Fatalf("the program did not end well: %v", err)
		}
	case <-time.After(patience):
		w.keepPicture("closing")
		w.t.Fatalf("the program did not end within %v", patience)
	}
}

// kill ends the program as a power cut does.
func (w *window) kill() {
	if w.t.Failed() {
		w.keepPicture("failed")
	}
	_ = w.cmd.Process.Signal(syscall.SIGKILL) // it may have ended already
	w.ended <- <-w.ended
}

// keepPicture leaves the screen where the one who looks for the fault finds it.
func (w *window) keepPicture(name string) {
	if dir := w.place.shots; dir != "" {
		path := filepath.Join(dir, strings.ReplaceAll(w.t.Name(), "/", "-")+"-"+name+".png")
		if err := picture(path); err != nil {
			w.t.Log(err)
		}
	}
}

// capture gives the screen, point by point.
func capture(t testing.TB) []byte {
	t.Helper()
	if look.conn == nil {
		var err error
		if look, err = connect(); err != nil {
			t.Fatal(err)
		}
	}
	points, err := look.points()
	if err != nil {
		t.Fatal(err)
	}
	return points
}

// picture writes the screen as a small PNG.
func picture(path string) error {
	return exec.Command("import", "-silent", "-window", "root", "+dither", "-colors", "200", "-strip", "PNG8:"+path).Run()
}

func xdotool(t testing.TB, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	out, err := exec.CommandContext(ctx, "xdotool", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("xdotool %s: %v: %s", args[0], err, out)
	}
	return strings.TrimSpace(string(out))
}

// section goes to a section of the case by its place in their list, from any of them.
func (w *window) section(n int) {
	w.t.Helper()
	keys := []string{"Home"}
	for range n {
		keys = append(keys, "Down")
	}
	w.hit(append(keys, "Return")...)
}

// The sections of a case as they stand in the list.
const (
	overview = iota
	people
	events
	timeline
	injuries
	detention
	proceedings
	interviews
	evidence
	sources
)
