package cli

import (
	"context"
	"errors"
	"io"
	"os"

	"golang.org/x/term"
)

// Terminal gives what asks the person at a terminal (see [Deps]); nil when in
// is none. Questions are written to out, which should not be what answers go
// to. While a hidden answer is typed nothing shows, and the terminal is given
// back as it was, also when the person gives up with Ctrl+C.
func Terminal(in, out *os.File) func(question string, hidden bool) (string, error) {
	fd := int(in.Fd())
	if !term.IsTerminal(fd) {
		return nil
	}
	return func(question string, hidden bool) (answer string, err error) {
		before, err := term.MakeRaw(fd)
		if err != nil {
			return "", err
		}
		defer func() {
			if back := term.Restore(fd, before); err == nil {
				err = back
			}
		}()
		t := term.NewTerminal(struct {
			io.Reader
			io.Writer
		}{in, out}, question)
		if width, height, err := term.GetSize(fd); err == nil && width > 0 {
			_ = t.SetSize(width, height) // a terminal that cannot say is taken for one of 80 columns
		}
		if hidden {
			answer, err = t.ReadPassword(question)
		} else {
			answer, err = t.ReadLine()
		}
		if errors.Is(err, io.EOF) { // Ctrl+C, Ctrl+D
			err = context.Canceled
		}
		if errors.Is(err, term.ErrPasteIndicator) {
			err = nil
		}
		return answer, err
	}
}
