package foreign

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"guvoh/model"
	"guvoh/model/vault"
)

// Options say how a file is taken in.
type Options struct {
	Secret   vault.Secret  // what opens the file; not asked for an unsealed one
	MaxBytes int64         // a larger file is refused; 0 is 16 GiB
	Dir      string        // where the private copy lies; "" is the system's folder for such
	Patience time.Duration // how long the worker may take for one row; 0 is half a minute
}

// Guest is a file of somebody else, open. Its methods are called one after the
// other.
type Guest struct {
	Version int  // of its tables
	Sealed  bool // false for a file of the first version
	Size    int64

	folder   string
	patience time.Duration
	cmd      *exec.Cmd
	to       io.WriteCloser
	from     *bufio.Reader
	streams  map[int64]model.ID
	reading  bool // rows of an answer are still to come

	mu   sync.Mutex
	slow bool // it was ended because it took too long
}

// Open copies a file of somebody else and has a worker open it. It fails with
// a [*Refused], with vault.ErrWrongKey (or vault.ErrWiped), with what the
// system said, or when ctx is done. [Guest.Close] must be called.
func Open(ctx context.Context, path string, o Options) (*Guest, error) {
	if o.MaxBytes == 0 {
		o.MaxBytes = 16 << 30
	}
	if o.Patience == 0 {
		o.Patience = 30 * time.Second
	}
	folder, copied, err := private(ctx, path, o.Dir, o.MaxBytes)
	if err != nil {
		return nil, err
	}
	g := &Guest{folder: folder, patience: o.Patience}
	if err := g.open(ctx, copied, o.Secret); err != nil {
		g.Close()
		return nil, err
	}
	return g, nil
}

func (g *Guest) open(ctx context.Context, path string, secret vault.Secret) error {
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	g.Size = st.Size()
	key, err := unlock(path, secret)
	if err != nil {
		return err
	}
	g.Sealed = key != nil
	if err := g.start(); err != nil {
		return err
	}
	// SQLite reads every page of it: half a minute, and one for each 120 MB.
	wait := g.patience + time.Duration(g.Size/2_000_000)*time.Second
	if err := g.ask(askOpen, putBytes(putBytes(nil, path), key)); err != nil {
		return err
	}
	f, err := g.read(ctx, wait)
	if err != nil {
		return err
	}
	body := &fields{b: f.body}
	g.Version = int(body.int())
	if f.what != sayOpened || !body.whole() {
		return &Refused{Died}
	}
	if err := g.end(ctx); err != nil {
		return err
	}
	// The worker has it open: where the system allows it, nothing of the copy is
	// left from here on, whatever happens to us.
	os.RemoveAll(g.folder)
	return nil
}

// unlock gives the key of the copy; nil when it is not sealed. The worker never
// learns what opens other files.
func unlock(path string, secret vault.Secret) ([]byte, error) {
	if secret == nil {
		secret = vault.Passphrase("")
	}
	v, err := vault.Open(path, secret)
	if errors.Is(err, vault.ErrPlain) {
		return nil, nil
	}
	if err != nil {
		return nil, refusal(err)
	}
	defer v.Close()
	return v.Handover(), nil
}

// command is how the worker is started; tests put other programs in its place.
var command = func() (*exec.Cmd, error) {
	program, err := os.Executable()
	return exec.Command(program, WorkerCommand), err
}

func (g *Guest) start() (err error) {
	if g.cmd, err = command(); err != nil {
		return err
	}
	in, err := g.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := g.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := g.cmd.Start(); err != nil {
		return err
	}
	g.to, g.from = in, bufio.NewReaderSize(out, 64<<10)
	return nil
}

// Close ends the worker and takes the copy away.
func (g *Guest) Close() error {
	if g.to != nil {
		g.to.Close()
		_ = g.cmd.Process.Kill() // it may have ended already
		_ = g.cmd.Wait()
		g.to = nil
	}
	return os.RemoveAll(g.folder)
}

// ask sends a request.
func (g *Guest) ask(what byte, body []byte) error {
	if g.reading {
		return errBusy
	}
	if writeFrame(g.to, what, body) != nil { // it reads nothing any more
		return &Refused{Died}
	}
	g.reading = true
	return nil
}

// errBusy is a fault of the program: it asks before it has heard the answer, or
// after it has broken one off.
var errBusy = errors.New("another answer of the worker was not read to its end")

// read waits for a message, so long and no longer. Whatever goes wrong, the
// worker is ended.
func (g *Guest) read(ctx context.Context, wait time.Duration) (frame, error) {
	if err := ctx.Err(); err != nil {
		return frame{}, err
	}
	late := time.AfterFunc(wait, func() {
		g.mu.Lock()
		g.slow = true
		g.mu.Unlock()
		_ = g.cmd.Process.Kill()
	})
	stop := context.AfterFunc(ctx, func() { _ = g.cmd.Process.Kill() })
	f, err := readFrame(g.from)
	late.Stop()
	stop()
	switch {
	case err == nil && f.what == sayRefused:
		return frame{}, &Refused{known(Reason(f.body))}
	case err == nil:
		return f, nil
	case ctx.Err() != nil:
		return frame{}, ctx.Err()
	}
	_ = g.cmd.Process.Kill()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.slow {
		return frame{}, &Refused{TooSlow}
	}
	return frame{}, &Refused{Died}
}

// known lets nothing through that is not one of our reasons.
func known(r Reason) Reason {
	for _, k := range Reasons {
		if k == r {
			return r
		}
	}
	return Died
}

// end reads the end of an answer.
func (g *Guest) end(ctx context.Context) error {
	f, err := g.read(ctx, g.patience)
	if err == nil && (f.what != sayEnd || len(f.body) != 0) {
		err = &Refused{Died}
	}
	g.reading = false
	return err
}

// rows asks for rows and gives each to row, until it fails.
func (g *Guest) rows(ctx context.Context, what byte, body []byte, row func(body []byte) error) error {
	if err := g.ask(what, body); err != nil {
		return err
	}
	for {
		f, err := g.read(ctx, g.patience)
		if err != nil {
			return err
		}
		switch f.what {
		case sayRow:
			if err := row(f.body); err != nil {
				return err
			}
		case sayEnd:
			g.reading = false
			return nil
		default:
			return &Refused{Died}
		}
	}
}
