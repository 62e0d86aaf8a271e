//go:build uitest

package uitest

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

func TestWindowKeepsItsMemoryToItself(t *testing.T) {
	w := open(t, newPlace(t))
	proc := filepath.Join("/proc", strconv.Itoa(w.cmd.Process.Pid))
	t.Run("no core dump may be made of it, nor be allowed again", func(t *testing.T) {
		limits, err := os.ReadFile(filepath.Join(proc, "limits"))
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`(?m)^Max core file size +0 +0 `).Match(limits) {
			t.Error("one may")
		}
	})
	t.Run("what it has to say goes nowhere while nobody reads it", func(t *testing.T) {
		to, err := os.Readlink(filepath.Join(proc, "fd", "2"))
		if err != nil {
			t.Fatal(err)
		}
		if to != os.DevNull {
			t.Errorf("it goes to %s", filepath.Base(to))
		}
	})
	w.close()
}
