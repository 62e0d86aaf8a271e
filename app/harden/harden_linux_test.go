package harden_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"guvoh/app/harden"
)

// The test program plays the processes that are looked at. GUVOH_TEST_PART
// says which, GUVOH_TEST_SOFT that it leaves itself as it is: what a hardened
// process does not let happen must happen to one that is not.
const (
	part = "GUVOH_TEST_PART"
	soft = "GUVOH_TEST_SOFT"
	// noPause spares each part the second for which the race detector waits at its end.
	noPause = "GORACE=atexit_sleep_ms=0"
)

func TestMain(m *testing.M) {
	play := map[string]func() error{"tell": tell, "wait": wait, "crash": crash, "peek": peek, "speak": speak}[os.Getenv(part)]
	if play == nil {
		os.Exit(m.Run())
	}
	if os.Getenv(soft) == "" {
		if err := errors.Join(harden.Process(), harden.Quiet()); err != nil {
			fmt.Println("refused:", err)
			os.Exit(1)
		}
	}
	if err := play(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// tell says what the system holds of this process.
func tell() error {
	dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	if err != nil {
		return err
	}
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &limit); err != nil {
		return err
	}
	fmt.Printf("dumpable %d, core %d of %d\n", dumpable, limit.Cur, limit.Max)
	return nil
}

// wait is there to be looked into until its input ends.
func wait() error {
	fmt.Println("here")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// crash dies in the way that leaves most behind.
func crash() error {
	panic("crashed as it was told to")
}

// speak says something on standard error.
func speak() error {
	_, err := fmt.Fprintln(os.Stderr, "something")
	return err
}

// peek starts two processes of its own user and tries to look into them.
func peek() error {
	for _, kind := range []string{"soft", "hardened"} {
		cmd := exec.Command("/proc/self/exe")
		cmd.Env = []string{part + "=wait", noPause}
		if kind == "soft" {
			cmd.Env = append(cmd.Env, soft+"=1")
		}
		in, err := cmd.StdinPipe()
		if err != nil {
			return err
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			return err
		}
		if err := cmd.Start(); err != nil {
			return err
		}
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			return err
		}
		for _, what := range []string{"mem", "environ", "maps"} {
			fmt.Printf("%s %s: %s\n", kind, what, opened(cmd.Process.Pid, what))
		}
		in.Close()
		if err := cmd.Wait(); err != nil {
			return err
		}
	}
	return nil
}

func opened(pid int, what string) string {
	f, err := os.Open(filepath.Join("/proc", strconv.Itoa(pid), what))
	if err == nil {
		defer f.Close()
		if what != "mem" { // of which the first byte is nothing
			_, err = f.Read(make([]byte, 1))
		}
	}
	if err != nil {
		return "no"
	}
	return "yes"
}

// command is the test program in a part.
func command(t *testing.T, name string, vars ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append([]string{part + "=" + name, noPause}, vars...)
	return cmd
}

func TestTheSystemKnowsThatTheProcessIsClosed(t *testing.T) {
	out, err := command(t, "tell").Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got, want := string(out), "dumpable 0, core 0 of 0\n"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if out, err = command(t, "tell", soft+"=1").Output(); err != nil || !strings.HasPrefix(string(out), "dumpable 1,") {
		t.Errorf("one that was not hardened says %q, %v", out, err)
	}
}

// As root a program may look into everything, so the looking is done by nobody.
func TestNoOtherProgramOfTheSamePersonLooksInside(t *testing.T) {
	cmd := command(t, "peek", soft+"=1")
	if os.Geteuid() == 0 {
		const nobody = 65534
		cmd.Path = forEverybody(t, cmd.Path)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	out, err := cmd.Output()
	if errors.Is(err, os.ErrPermission) {
		t.Skip("root may not become anybody else here: ", err)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	said := string(out)
	if !strings.Contains(said, "soft mem: yes") {
		t.Skip("no process may look into another one here, hardened or not")
	}
	for _, what := range []string{"mem", "environ", "maps"} {
		if !strings.Contains(said, "soft "+what+": yes") || !strings.Contains(said, "hardened "+what+": no") {
			t.Errorf("%s can be read of both or of none:\n%s", what, said)
		}
	}
}

// forEverybody copies a program to where every user may start it.
func forEverybody(t *testing.T, program string) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "harden")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	bytes, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, "program")
	if err := os.WriteFile(at, bytes, 0o755); err != nil {
		t.Fatal(err)
	}
	return at
}

// GOTRACEBACK=crash has a program in Go ask for a dump when it panics.
func TestACrash(t *testing.T) {
	run := func(t *testing.T, vars ...string) (dumped bool, said string) {
		t.Helper()
		cmd := command(t, "crash", append(vars, "GOTRACEBACK=crash")...)
		cmd.Dir = t.TempDir() // where the dump would lie
		var errs bytes.Buffer
		cmd.Stderr = &errs
		if err := cmd.Run(); err == nil {
			t.Fatal("it did not crash")
		}
		return cmd.ProcessState.Sys().(syscall.WaitStatus).CoreDump(), errs.String()
	}
	t.Run("leaves no dump", func(t *testing.T) {
		allowDumps(t)
		if dumped, _ := run(t, soft+"=1"); !dumped {
			t.Skip("this system dumps nothing anyway")
		}
		if dumped, _ := run(t); dumped {
			t.Error("the memory was dumped")
		}
	})
	t.Run("still says where it was to somebody who reads it", func(t *testing.T) {
		if _, said := run(t); !strings.Contains(said, "harden_test.crash") {
			t.Error("it does not")
		}
	})
}

// allowDumps lets the processes of this test be dumped, as far as may be, and
// no more of them than shows that it happened.
func allowDumps(t *testing.T) {
	t.Helper()
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &limit); err != nil {
		t.Fatal(err)
	}
	before := limit.Cur
	limit.Cur = min(limit.Max, 1<<20)
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &limit); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		limit.Cur = before
		if err := unix.Setrlimit(unix.RLIMIT_CORE, &limit); err != nil {
			t.Error(err)
		}
	})
}

func TestQuiet(t *testing.T) {
	said := func(t *testing.T, to *os.File, vars ...string) {
		t.Helper()
		cmd := command(t, "speak", vars...)
		cmd.Stderr = to
		if out, err := cmd.Output(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	t.Run("writes nothing into a file that outlives the moment", func(t *testing.T) {
		log, err := os.Create(filepath.Join(t.TempDir(), "log"))
		if err != nil {
			t.Fatal(err)
		}
		defer log.Close()
		size := func() int64 {
			st, err := log.Stat()
			if err != nil {
				t.Fatal(err)
			}
			return st.Size()
		}
		if said(t, log); size() != 0 {
			t.Error("it was written")
		}
		if said(t, log, soft+"=1"); size() == 0 {
			t.Error("one that was not hardened wrote nothing either")
		}
	})
	t.Run("writes nothing into the journal of a session, which is a socket", func(t *testing.T) {
		ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			t.Fatal(err)
		}
		journal, reader := os.NewFile(uintptr(ends[0]), "journal"), os.NewFile(uintptr(ends[1]), "reader")
		defer reader.Close()
		said(t, journal)
		journal.Close()
		if got, err := io.ReadAll(reader); err != nil || len(got) != 0 {
			t.Errorf("%d bytes were written, %v", len(got), err)
		}
	})
	t.Run("says everything through a pipe, where somebody listens", func(t *testing.T) {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		said(t, w)
		w.Close()
		if got, err := io.ReadAll(r); err != nil || string(got) != "something\n" {
			t.Errorf("it said %q, %v", got, err)
		}
	})
	t.Run("does without a standard error", func(t *testing.T) {
		cmd := exec.Command("/bin/sh", "-c", `exec "$0" 2>&-`, command(t, "tell").Path)
		cmd.Env = []string{part + "=tell", noPause}
		if out, err := cmd.Output(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
}
