package vault_test

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"guvoh/model/vault"
	"guvoh/model/vault/internal/tape"
)

// Some of what a vault must bear can only be shown by trying it very often.
// Each of these tests has two sizes: one for every day, and the one of "make
// prove", which sets GUVOH_PROVE.
func size(everyDay, prove int) int {
	if os.Getenv("GUVOH_PROVE") != "" {
		return prove
	}
	return everyDay
}

// dice gives randomness that is the same in each run.
func dice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2026)) }

// A child is this test program once more, doing one thing in a process of its
// own: to be killed, or to be somebody else.
var children = map[string]func(args []string) error{
	"write without end": writeWithoutEnd,
	"hold the file":     holdTheFile,
	"count up":          countUp,
}

func TestMain(m *testing.M) {
	if disk := os.Getenv("GUVOH_DISK"); disk != "" { // "make test" gives others a place in memory
		os.Setenv("TMPDIR", disk)
	}
	if name := os.Getenv("GUVOH_CHILD"); name != "" {
		if err := children[name](os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, name+":", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	if flag.Lookup("test.bench").Value.String() == "" { // what is measured is what is shipped
		if err := tape.Register(); err != nil {
			panic(err)
		}
		vault.SetBaseVFS(tape.Name)
	}
	os.Exit(m.Run())
}

// child starts one; what it prints comes line by line from the scanner.
func child(t testing.TB, name string, args ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	c, out, _ := childWithInput(t, name, args...)
	return c, out
}

// childWithInput starts one that reads, too.
func childWithInput(t testing.TB, name string, args ...string) (*exec.Cmd, *bufio.Scanner, io.WriteCloser) {
	t.Helper()
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), "GUVOH_CHILD="+name)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	must(t, err)
	in, err := c.StdinPipe()
	must(t, err)
	must(t, c.Start())
	t.Cleanup(func() {
		if c.ProcessState == nil {
			c.Process.Kill()
			c.Wait()
		}
	})
	return c, bufio.NewScanner(out), in
}

// A journalMode is one way in which SQLite makes a change whole or undone. The
// product uses one of them; the vault is sound under all.
type journalMode struct {
	name    string
	pragmas []string
	uri     string // more parameters for the name of the file
}

func (m journalMode) String() string { return m.name }

func mode(name, pragmas string, uri ...string) journalMode {
	return journalMode{name, strings.Fields(pragmas), strings.Join(uri, "")}
}

// ours is how the product opens its files.
var ours = mode("DELETE EXTRA EXCLUSIVE", "locking_mode=EXCLUSIVE journal_mode=DELETE synchronous=EXTRA")

var modes = []journalMode{
	ours,
	mode("DELETE EXTRA", "journal_mode=DELETE synchronous=EXTRA"),
	mode("TRUNCATE FULL", "journal_mode=TRUNCATE synchronous=FULL"),
	mode("PERSIST FULL", "journal_mode=PERSIST synchronous=FULL"),
	mode("WAL FULL", "journal_mode=WAL synchronous=FULL wal_autocheckpoint=60"),
}
