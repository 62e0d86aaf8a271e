//go:build uitest

package uitest

import (
	"bytes"
	"os"
	"strconv"
	"testing"
)

// TestWindowForgetsWhenItLocks looks at the memory of the program: what was
// typed and the passphrase are there while the file is open, and gone once it
// is locked, since another process has taken the place of the one that knew.
func TestWindowForgetsWhenItLocks(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("the program lets nobody but the system look into its memory")
	}
	const word = "Xayoliyoldosh told it here"
	p := newPlace(t)
	w := open(t, p)
	w.create("cases.guvoh")
	w.press("ctrl+shift+n")
	w.write(word) // a new case waits for its title
	if !w.remembers(word) {
		t.Fatal("the test looks at nothing: what was typed is not found while it is on the screen")
	}
	file := p.file("cases.guvoh")
	xdotool(t, "key", "ctrl+l")
	w.until("lock", func() bool { return !held(file) && w.resumed() })
	w.id()
	w.still()
	t.Run("nothing that was typed is left in memory", func(t *testing.T) {
		if w.remembers(word) {
			t.Error("what was typed is still there")
		}
	})
	t.Run("the window comes back to where it was, with every letter", func(t *testing.T) {
		xdotool(t, "windowfocus", "--sync", w.id())
		w.unlock("cases.guvoh")
		w.close()
		p.read(t, file).has(t, "case", "title", word)
	})
}

// resumed reports whether a fresh process has taken over.
func (w *window) resumed() bool {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(w.cmd.Process.Pid) + "/cmdline")
	return err == nil && bytes.Contains(b, []byte("--resume"))
}

// remembers reports whether the memory of the program holds a text, in any of
// the ways in which programs keep it.
func (w *window) remembers(text string) bool {
	w.t.Helper()
	pid := strconv.Itoa(w.cmd.Process.Pid)
	maps, err := os.ReadFile("/proc/" + pid + "/maps")
	if err != nil {
		w.t.Fatal(err)
	}
	mem, err := os.Open("/proc/" + pid + "/mem")
	if err != nil {
		w.t.Fatal(err)
	}
	defer mem.Close()
	var runes []byte
	for _, r := range text {
		runes = append(runes, byte(r), 0, 0, 0)
	}
	for _, line := range bytes.Split(maps, []byte("\n")) {
		if !bytes.Contains(line, []byte(" rw")) {
			continue
		}
		from, rest, _ := bytes.Cut(line, []byte("-"))
		to, _, _ := bytes.Cut(rest, []byte(" "))
		start, err1 := strconv.ParseUint(string(from), 16, 63)
		end, err2 := strconv.ParseUint(string(to), 16, 63)
		if err1 != nil || err2 != nil {
			continue
		}
		const piece = 16 << 20
		for at := start; at < end; at += piece - 256 {
			b := make([]byte, min(piece, end-at))
			n, _ := mem.ReadAt(b, int64(at)) // a part that is not there holds nothing
			if bytes.Contains(b[:n], []byte(text)) || bytes.Contains(b[:n], runes) {
				return true
			}
		}
	}
	return false
}
