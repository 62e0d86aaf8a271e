package team_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"text/template"
	"time"

	"guvoh/model"
	"guvoh/model/team"
	"guvoh/model/vault/vaulttest/raced"
)

// engine is one Syncthing, with a home and a folder of its own, that listens on
// this computer alone.
type engine struct {
	t         *testing.T
	home      string
	folder    string
	id        string
	sync, gui string // addresses
	process   *exec.Cmd
	done      chan struct{}
}

var engineConfig = template.Must(template.New("config").Parse(`<configuration version="36">
 <folder id="team" path="{{.Me.Folder}}" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true" fsWatcherDelayS="1" ignorePerms="true">
  <device id="{{.Me.ID}}"></device><device id="{{.Peer.ID}}"></device><minDiskFree unit="%">0</minDiskFree><maxConflicts>10</maxConflicts></folder>
 <device id="{{.Me.ID}}" name="me"><address>dynamic</address></device>
 <device id="{{.Peer.ID}}" name="peer"><address>tcp://{{.Peer.Sync}}</address></device>
 <gui enabled="true" tls="false"><address>{{.Me.GUI}}</address><apikey>testkey</apikey></gui>
 <options><listenAddress>tcp://{{.Me.Sync}}</listenAddress><globalAnnounceEnabled>false</globalAnnounceEnabled>
  <localAnnounceEnabled>false</localAnnounceEnabled><relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled>
  <startBrowser>false</startBrowser><urAccepted>-1</urAccepted><crashReportingEnabled>false</crashReportingEnabled>
  <autoUpgradeIntervalH>0</autoUpgradeIntervalH><reconnectionIntervalS>2</reconnectionIntervalS></options>
</configuration>
`))

// newEngine makes a home and finds free ports for it.
func newEngine(t *testing.T) *engine {
	t.Helper()
	dir := t.TempDir()
	e := &engine{t: t, home: filepath.Join(dir, "home"), folder: filepath.Join(dir, "folder"), sync: freePort(t), gui: freePort(t)}
	if err := os.MkdirAll(filepath.Join(e.folder, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	e.run("generate", "--home="+e.home, "--no-default-folder", "--skip-port-probing")
	e.id = strings.TrimSpace(e.run("serve", "--home="+e.home, "--device-id"))
	return e
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// command is Syncthing in an environment that knows nothing of this user. It
// runs as one process: without STMONITORED it would only watch over another.
func (e *engine) command(args ...string) *exec.Cmd {
	c := exec.Command("syncthing", args...)
	c.Env = append(os.Environ(), "STNOUPGRADE=1", "STMONITORED=yes", "HOME="+filepath.Dir(e.home), "http_proxy=", "https_proxy=", "all_proxy=")
	return c
}

func (e *engine) run(args ...string) string {
	e.t.Helper()
	out, err := e.command(args...).Output()
	if err != nil {
		e.t.Fatalf("syncthing %s: %v", args[0], err)
	}
	return string(out)
}

// start has it run until the end of the test, when it is ended by its own id.
func (e *engine) start(peer *engine) {
	e.t.Helper()
	type side struct{ ID, Folder, Sync, GUI string }
	var config bytes.Buffer
	err := engineConfig.Execute(&config, map[string]side{
		"Me": {e.id, e.folder, e.sync, e.gui}, "Peer": {peer.id, peer.folder, peer.sync, peer.gui},
	})
	if err == nil {
		err = os.WriteFile(filepath.Join(e.home, "config.xml"), config.Bytes(), 0o600)
	}
	if err != nil {
		e.t.Fatal(err)
	}
	e.process = e.command("serve", "--home="+e.home, "--no-browser", "--no-restart", "--no-upgrade")
	if err := e.process.Start(); err != nil {
		e.t.Fatal(err)
	}
	e.done = make(chan struct{})
	go func() {
		_ = e.process.Wait()
		close(e.done)
	}()
	e.t.Cleanup(func() {
		_ = e.process.Process.Signal(os.Interrupt)
		select {
		case <-e.done:
		case <-time.After(10 * time.Second):
			_ = e.process.Process.Kill()
			<-e.done
		}
	})
}

// ask sends one request to its interface.
func (e *engine) ask(method, path string) ([]byte, error) {
	r, err := http.NewRequest(method, "http://"+e.gui+"/rest/"+path, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("X-API-Key", "testkey")
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}} // and no proxy
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", answer.StatusCode)
	}
	return b, err
}

// connected reports whether it is in touch with its peer.
func (e *engine) connected(peer *engine) bool {
	b, err := e.ask(http.MethodGet, "system/connections")
	var got struct {
		Connections map[string]struct{ Connected bool }
	}
	return err == nil && json.Unmarshal(b, &got) == nil && got.Connections[peer.id].Connected
}

func (e *engine) do(path string) {
	e.t.Helper()
	if _, err := e.ask(http.MethodPost, path); err != nil {
		e.t.Fatalf("syncthing %s: %v", path, err)
	}
}

// within polls until something is so.
func within(t *testing.T, limit time.Duration, what string, so func() bool) {
	t.Helper()
	end := time.After(limit)
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("%v passed, and not yet: %s", limit, what)
		}
	}
}

// TestSyncthingCarriesTheFolder has three people work with a folder that two
// real engines carry, also while these are out of touch.
func TestSyncthingCarriesTheFolder(t *testing.T) {
	raced.OneByOne(t)
	if _, err := exec.LookPath("syncthing"); err != nil {
		t.Fatal("syncthing is not installed: run make test, or install the package syncthing")
	}
	if testing.Short() {
		t.Skip("it waits for another program for half a minute")
	}
	one, two := newEngine(t), newEngine(t)
	one.start(two)
	two.start(one)
	inTouch := func() bool { return one.connected(two) && two.connected(one) }
	within(t, 90*time.Second, "the engines are connected", inTouch)

	a, b, c := newReplica(t, "Anora", "", one.folder), newReplica(t, "Bahrom", "", two.folder), newReplica(t, "Dilbar", "", two.folder)
	all := []*replica{a, b, c}
	scan := func() {
		one.do("db/scan?folder=team")
		two.do("db/scan?folder=team")
	}
	// everybody makes passes, and the engines carry, until something is so
	until := func(what string, so func() bool) {
		t.Helper()
		within(t, 90*time.Second, what, func() bool {
			for _, r := range all {
				if r.team != nil {
					r.sync()
				}
			}
			scan()
			return so()
		})
	}
	a.found()
	until("the folder has come to the other side", func() bool {
		_, err := os.Stat(filepath.Join(two.folder, "team", a.team.Status().Self.ID, "member"))
		return err == nil
	})
	for _, r := range []*replica{b, c} {
		r.join()
		until("somebody waits", func() bool { return len(a.team.Status().Waiting) == 1 })
		if err := a.team.Admit(ctx, r.team.Status().Self.ID, r.name); err != nil {
			t.Fatal(err)
		}
		until("they are let in", func() bool { return r.team.Status().Standing == team.Invited })
		if err := r.team.Accept(ctx, a.team.Status().Self.ID); err != nil {
			t.Fatal(err)
		}
	}
	ids := []model.ID{a.create("by a"), b.create("by b"), c.create("by c")}
	everywhere := func() bool {
		return a.digest() == b.digest() && b.digest() == c.digest()
	}
	until("all have all", func() bool { return everywhere() && a.knows(ids[2]) })
	t.Run("nothing listens but on this computer", func(t *testing.T) {
		loopbackOnly(t, one)
		loopbackOnly(t, two)
	})

	one.do("system/pause?device=" + two.id)
	two.do("system/pause?device=" + one.id)
	within(t, 90*time.Second, "the engines are out of touch", func() bool { return !one.connected(two) && !two.connected(one) })
	for i := range 10 {
		a.set(ids[0], "title", fmt.Sprint("a ", i))
		b.set(ids[1], "summary", fmt.Sprint("b ", i))
		c.create(fmt.Sprint("c ", i))
	}
	b.set(ids[0], "title", "and by b")
	a.attach(bytes.Repeat([]byte("a picture"), 100_000))
	b.reopen()
	c.attach([]byte("another"))
	for _, r := range all {
		r.sync()
	}
	scan()
	b.sync() // b and c have one folder
	c.sync()
	if b.digest() == a.digest() {
		t.Error("something came while the engines were out of touch")
	}

	one.do("system/resume?device=" + two.id)
	two.do("system/resume?device=" + one.id)
	until("all have all again", func() bool { return inTouch() && everywhere() })
	mustBeEqual(t, a, b, c)
	for _, r := range all {
		if n, err := r.db.CountConflicts(ctx); n != 1 || err != nil {
			t.Errorf("%s: %d conflicts, %v", r.name, n, err)
		}
		if as, err := r.db.AttachmentList(ctx); len(as) != 2 || err != nil {
			t.Errorf("%s: %d attachments, %v", r.name, len(as), err)
		}
		if s := r.sync(); len(s.Awaited) != 0 || len(s.Problems) != 0 {
			t.Errorf("%s: %d awaited, problems %v", r.name, len(s.Awaited), s.Problems)
		}
	}
	for name := range files(t, one.folder) {
		if strings.Contains(name, "sync-conflict") {
			t.Error("the engine found two versions of a file")
		}
	}
}

// loopbackOnly reads from the kernel which sockets a process holds.
func loopbackOnly(t *testing.T, e *engine) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells")
	}
	fds, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", e.process.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	inodes := map[string]bool{}
	for _, fd := range fds {
		if to, err := os.Readlink(fd); err == nil && strings.HasPrefix(to, "socket:[") {
			inodes[strings.Trim(to, "socket:[]")] = true
		}
	}
	listening := 0
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6", "raw", "raw6"} {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", e.process.Process.Pid, table))
		if err != nil {
			continue // a kernel without it
		}
		for line := range strings.Lines(string(text)) {
			f := strings.Fields(line)
			if len(f) < 10 || !inodes[f[9]] {
				continue
			}
			const loopback, listens = "0100007F:", "0A"
			if !strings.HasPrefix(table, "tcp") || !strings.HasSuffix(strings.SplitAfter(f[1], ":")[0], loopback) || f[3] != listens && !strings.HasSuffix(strings.SplitAfter(f[2], ":")[0], loopback) {
				t.Errorf("a socket in %s is open to others: %s to %s", table, f[1], f[2])
			}
			if f[3] == listens {
				listening++
			}
		}
	}
	if listening != 2 {
		t.Errorf("%d sockets listen, not two", listening)
	}
}
