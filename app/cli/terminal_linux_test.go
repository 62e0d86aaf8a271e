package cli_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/term"

	"guvoh/app/cli"
)

// terminal gives the two ends of a terminal: the keyboard and screen of a
// person, and what a program has for them.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("there are no terminals here: ", err)
	}
	t.Cleanup(func() { person.Close() })
	var number, locked int32
	for request, value := range map[uintptr]*int32{syscall.TIOCGPTN: &number, syscall.TIOCSPTLCK: &locked} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, person.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
			t.Fatal(errno)
		}
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { program.Close() })
	return person, program
}

func TestAskingAtATerminal(t *testing.T) {
	for name, c := range map[string]struct {
		hidden       bool
		keys, answer string
		shows        string // on the screen, after the question
		silent       string // what must not show
		want         error
	}{
		"a hidden answer is not shown":   {true, "lantern copper\r", "lantern copper", "", "lan", nil},
		"a hidden answer can be mended":  {true, "lantern copperr\x7f\r", "lantern copper", "", "cop", nil},
		"other letters are taken":        {true, "фонарь oʻtloq\r", "фонарь oʻtloq", "", "фон", nil},
		"words are shown":                {false, "academic acid\r", "academic acid", "academic acid", "<", nil},
		"Ctrl+C gives up":                {true, "lan\x03", "", "", "lan", context.Canceled},
		"Ctrl+D on nothing gives up":     {true, "\x04", "", "", "<", context.Canceled},
		"an empty answer is one as well": {true, "\r", "", "", "<", nil},
	} {
		t.Run(name, func(t *testing.T) {
			person, program := terminal(t)
			before, err := term.GetState(int(program.Fd()))
			if err != nil {
				t.Fatal(err)
			}
			ask := cli.Terminal(program, program)
			if ask == nil {
				t.Fatal("a terminal is taken for none")
			}
			screen := make(chan string)
			go func() {
				seen, b := "", make([]byte, 1000)
				for typed := false; ; {
					n, err := person.Read(b)
					seen += string(b[:n])
					if !typed && strings.Contains(seen, "Passphrase:") { // by then nothing is echoed
						_, _ = person.WriteString(c.keys)
						typed = true
					}
					if err != nil {
						screen <- seen
						return
					}
				}
			}()
			answer, err := ask("Passphrase: ", c.hidden)
			after, restored := term.GetState(int(program.Fd()))
			program.Close()
			seen := <-screen
			if answer != c.answer || !errors.Is(err, c.want) {
				t.Errorf("the answer has %d letters: %v", len(answer), err)
			}
			_, seen, asked := strings.Cut(seen, "Passphrase: ")
			if !asked || !strings.Contains(seen, c.shows) || strings.Contains(seen, c.silent) {
				t.Errorf("the screen shows the question: %v; then %d letters that it should not, or not those that it should", asked, len(seen))
			}
			if restored != nil || !reflect.DeepEqual(before, after) {
				t.Error("the terminal is not what it was before", restored)
			}
		})
	}
	t.Run("a file is no terminal", func(t *testing.T) {
		f, err := os.Create(t.TempDir() + "/a")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if cli.Terminal(f, f) != nil {
			t.Error("it is taken for one")
		}
	})
}
