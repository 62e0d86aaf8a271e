package restart

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
)

// Replace starts a fresh process of the same program, hands it the state, and
// ends this one. It comes back only when that failed.
func Replace(state []byte) error {
	if len(state) > most {
		return errors.New("restart: the state is too long")
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	cmd := exec.Command(program, Flag)
	cmd.Stdin = r
	if _, err = bytes.NewReader(state).WriteTo(w); err == nil {
		err = w.Close()
	}
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	os.Exit(0)
	return nil
}
