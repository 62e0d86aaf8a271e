package foreign_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model/store/foreign"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// TestPagesOfAnEnemy changes pages at random under a seal that fits, as
// somebody can who has the key: whatever comes of it, it ends, in time, with an
// answer.
func TestPagesOfAnEnemy(t *testing.T) {
	raced.OneByOne(t)
	path := guestFile(t)
	v, err := vault.Open(path, vaulttest.Passphrase)
	must(t, err)
	handover := v.Handover()
	v.Close()
	whole, err := os.ReadFile(path)
	must(t, err)
	dice := rand.New(rand.NewPCG(21, 22))
	reasons := map[foreign.Reason]int{}
	var slowest time.Duration
	taken := 0
	for range size(100, 3000) {
		b := bytes.Clone(whole)
		must(t, vaulttest.Reseal(b, handover, func(page int, b []byte) bool {
			k := 0
			if page == 1 && dice.IntN(3) == 0 || dice.IntN(40) == 0 {
				k = 1 + dice.IntN(6)
			}
			for range k {
				at := dice.IntN(len(b))
				if dice.IntN(2) == 0 {
					at = dice.IntN(120)
				}
				b[at] = byte(dice.IntN(256))
			}
			return k > 0
		}))
		bad := filepath.Join(t.TempDir(), "x.guvoh")
		must(t, os.WriteFile(bad, b, 0o600))
		begin := time.Now()
		_, err := took(t, bad, foreign.Options{})
		slowest = max(slowest, time.Since(begin))
		var refused *foreign.Refused
		switch {
		case err == nil:
			taken++
		case errors.As(err, &refused):
			reasons[refused.Reason]++
		default:
			t.Errorf("an answer that is none: %v", err)
		}
		must(t, os.Remove(bad))
	}
	t.Logf("%d taken, refused %v, the slowest after %v", taken, reasons, slowest)
	if reasons[foreign.Damaged] == 0 || reasons[foreign.TooSlow] > 0 || slowest > 20*time.Second {
		t.Errorf("%d taken, refused %v, the slowest after %v", taken, reasons, slowest)
	}
}

// TestManyRows reads a file of very many rows without gathering them.
func TestManyRows(t *testing.T) {
	n := size(100_000, 1_000_000)
	path := changed(t, guestFile(t), fmt.Sprintf(`INSERT INTO action(id, stream, verb, at)
		WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT %d) SELECT randomblob(16), 1, 'edit', x FROM c`, n))
	sum, err := took(t, path, foreign.Options{})
	if err != nil || sum.Actions != n+1 {
		t.Errorf("%d actions, not %d: %v", sum.Actions, n+1, err)
	}
}

// played has the test program play a worker.
func played(t *testing.T, script string) {
	t.Helper()
	t.Cleanup(foreign.UseWorker(func() (*exec.Cmd, error) { return exec.Command("/bin/sh", "-c", script), nil }))
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("there is no shell to play the worker")
	}
}

func TestAWorkerThatFails(t *testing.T) {
	path := guestFile(t)
	for name, script := range map[string]string{
		"that writes garbage":             "exec cat /dev/urandom",
		"that writes zeros":               "exec cat /dev/zero",
		"that ends at once":               "exit 0",
		"that ends in the middle":         `printf 'o\000\000\000\010\000\000'`,
		"that claims more than there is":  `printf 'o\377\377\377\377'; exec sleep 60`,
		"that gives a reason of its own":  `printf '!\000\000\000\005words'; exec sleep 60`,
		"that answers what was not asked": `printf 'r\000\000\000\000'; exec sleep 60`,
	} {
		t.Run(name+" is a broken one", func(t *testing.T) {
			played(t, script)
			mustRefuse(t, path, foreign.Options{}, foreign.Died)
		})
	}
	t.Run("to answer in time is ended", func(t *testing.T) {
		played(t, "cat > /dev/null; exec sleep 60")
		mustRefuse(t, path, foreign.Options{Patience: 200 * time.Millisecond}, foreign.TooSlow)
	})
	t.Run("while somebody cancels is ended", func(t *testing.T) {
		played(t, "cat > /dev/null; exec sleep 60")
		c, cancel := context.WithCancel(ctx)
		time.AfterFunc(50*time.Millisecond, cancel)
		dir := t.TempDir()
		if _, err := foreign.Open(c, path, foreign.Options{Secret: vaulttest.Passphrase, Dir: dir}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		mustBeEmpty(t, dir)
	})
	t.Run("in the middle of an answer is told of", func(t *testing.T) {
		g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
		must(t, err)
		defer g.Close()
		streams, err := g.Streams(ctx)
		must(t, err)
		all, err := g.AttachmentList(ctx)
		must(t, err)
		for _, a := range all {
			err = errors.Join(err, g.WriteAttachment(ctx, killer{g.Worker()}, a))
		}
		var refused *foreign.Refused
		if !errors.As(err, &refused) || refused.Reason != foreign.Died {
			t.Errorf("got %v", err)
		}
		for _, err := range g.Entries(ctx, streams[0]) {
			if err == nil {
				t.Error("a dead worker goes on")
			}
		}
	})
}

// killer ends the worker when the first bytes come.
type killer struct{ cmd *exec.Cmd }

func (k killer) Write(p []byte) (int, error) { return len(p), k.cmd.Process.Kill() }

func TestABrokenOffIteration(t *testing.T) {
	path := guestFile(t)
	g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
	must(t, err)
	defer g.Close()
	streams, err := g.Streams(ctx)
	must(t, err)
	s := streams[0]
	t.Run("leaves the guest free for the next question", func(t *testing.T) {
		for range 20 {
			for range g.Links(ctx, s.ID, 1, s.Runs[0].Last) {
				break
			}
			for l, err := range g.Links(ctx, s.ID, 3, 4) {
				must(t, err)
				if l.Seq < 3 || l.Seq > 4 {
					t.Fatalf("the rest of one answer is taken for another: %d", l.Seq)
				}
			}
			for range g.Actions(ctx) {
				break
			}
			if all, err := g.AttachmentList(ctx); err != nil || len(all) == 0 {
				t.Fatal(len(all), err)
			}
		}
	})
	t.Run("by a writer that fails leaves it free as well", func(t *testing.T) {
		all, err := g.AttachmentList(ctx)
		must(t, err)
		for _, a := range all {
			if err := g.WriteAttachment(ctx, full{}, a); !errors.Is(err, errFull) {
				t.Errorf("got %v", err)
			}
		}
		if _, err := g.Prove(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Run("goes on without the question in the middle of another", func(t *testing.T) {
		n := 0
		for _, err := range g.Links(ctx, s.ID, 1, s.Runs[0].Last) {
			must(t, err)
			if n++; n == 1 {
				if _, err := g.Certificates(ctx); err == nil {
					t.Error("it was answered")
				}
			}
		}
		if uint64(n) != s.Runs[0].Last {
			t.Errorf("%d links, not %d", n, s.Runs[0].Last)
		}
	})
	for name, then := range map[string]string{
		"says nothing more": "exec sleep 60",
		"goes on and on":    "while true; do cat $0.row; done",
	} {
		t.Run("of a worker that "+name+" ends the worker", func(t *testing.T) {
			end := foreign.Message('.', nil)
			row := foreign.Message('l', foreign.LinkRow(1, []byte("x")))
			said := slices.Concat(foreign.Message('o', make([]byte, 8)), end, foreign.Message('r', foreign.StreamRow(s.ID)), end, end, row)
			script := filepath.Join(t.TempDir(), "said")
			must(t, os.WriteFile(script, said, 0o600))
			must(t, os.WriteFile(script+".row", row, 0o600))
			played(t, "cat "+script+"; "+strings.ReplaceAll(then, "$0", script))
			g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase, Patience: time.Second})
			must(t, err)
			defer g.Close()
			for range g.Links(ctx, s.ID, 1, 9) {
				break
			}
			var refused *foreign.Refused
			if _, err := g.Certificates(ctx); !errors.As(err, &refused) || refused.Reason != foreign.Died {
				t.Errorf("it goes on: %v", err)
			}
		})
	}
}

var errFull = errors.New("the disk is full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// hold opens a guest, says who the worker is, and waits to be killed.
func hold(path string) {
	g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(g.Worker().Process.Pid, g.Folder())
	select {}
}

// TestAWorkerOutlivesNobody kills the program while its worker lives.
func TestAWorkerOutlivesNobody(t *testing.T) {
	program, err := os.Executable()
	must(t, err)
	cmd := exec.Command(program, "hold", guestFile(t))
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	var pid int
	var folder string
	if _, err := fmt.Fscan(bufio.NewReader(out), &pid, &folder); err != nil {
		t.Fatal(err)
	}
	must(t, cmd.Process.Kill())
	_ = cmd.Wait()
	deadline := time.Now().Add(20 * time.Second)
	for alive(pid) {
		if time.Now().After(deadline) {
			t.Fatal("the worker lives on")
		}
	}
	if _, err := os.Stat(folder); err == nil && !onWindows {
		t.Error("the private copy is still there")
	}
}

// FuzzMessages lets a worker that was taken over write what it likes.
func FuzzMessages(f *testing.F) {
	row := binary.BigEndian.AppendUint64(nil, 1)
	for _, n := range []int{16, 4, 32} {
		row = append(binary.BigEndian.AppendUint32(row, uint32(n)), make([]byte, n)...)
	}
	f.Add(foreign.Message('r', row))
	f.Add(append(foreign.Message('o', row[:8]), foreign.Message('.', nil)...))
	f.Add(foreign.Message('!', []byte("damaged")))
	f.Add([]byte{'r', 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) { foreign.ReadAll(b) })
}
