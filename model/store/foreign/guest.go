package foreign

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"time"

	"guvoh/model"
	"guvoh/model/vault"
	"guvoh/model/worker"
)

// Options say how a file is taken in.
type Options struct {
	Secret   vault.Secret  // what opens the file; not asked for an unsealed one
	MaxBytes int64         // a larger file is refused; 0 is 16 GiB
	Dir      string        // where the private copy lies; "" is the system's folder for such
	Patience time.Duration // how long the worker may take for one row; 0 is half a minute
}

// Guest is a file of somebody else, open. Its methods are called one after the
// other, and an iteration is over before the next call; it may be broken off.
// It is a store.Source.
type Guest struct {
	Version int  // of its tables
	Sealed  bool // false for a file of the first version
	Size    int64

	folder   string
	patience time.Duration
	worker   *worker.Process // nil before it is started
	reading  bool            // an answer was not read to its end

	ids         map[int64]model.ID // the streams by their numbers in the file; nil before they were read
	numbers     map[model.ID]int64 // and the other way round
	attachments map[[32]byte]int64 // their numbers
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
	if err := g.ask(askOpen, worker.PutBytes(worker.PutBytes(nil, path), key)); err != nil {
		return err
	}
	f, err := g.read(ctx, wait)
	if err != nil {
		return err
	}
	body := newFields(f.Body)
	g.Version = int(body.Int())
	if f.What != sayOpened || !body.Whole() {
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

const argument = "foreign-worker"

// command is how the worker is started; tests put other programs in its place.
var command = func() (*exec.Cmd, error) { return worker.Again(argument) }

func (g *Guest) start() error {
	cmd, err := command()
	if err == nil {
		g.worker, err = worker.Start(cmd)
	}
	return err
}

// Close ends the worker and takes the copy away.
func (g *Guest) Close() error {
	if g.worker != nil {
		g.worker.Close()
	}
	return os.RemoveAll(g.folder)
}

// ask sends a request.
func (g *Guest) ask(what byte, body []byte) error {
	if g.reading {
		return errBusy
	}
	if g.worker.Write(context.Background(), g.patience, what, body) != nil { // it reads nothing any more
		return &Refused{Died}
	}
	g.reading = true
	return nil
}

// errBusy is a fault of the program: it asks before it has heard the answer.
var errBusy = errors.New("another answer of the worker was not read to its end")

// read waits for a message, so long and no longer. Whatever goes wrong, the
// worker is ended: nobody knows what it would say next.
func (g *Guest) read(ctx context.Context, wait time.Duration) (worker.Frame, error) {
	f, err := g.worker.Read(ctx, wait)
	if err != nil {
		g.worker.Kill()
		g.reading = false
	}
	switch {
	case err == nil && f.What == sayRefused:
		g.reading = false // it is the end of an answer
		return worker.Frame{}, &Refused{known(Reason(f.Body))}
	case errors.Is(err, worker.ErrSlow):
		return worker.Frame{}, &Refused{TooSlow}
	case errors.Is(err, worker.ErrDied):
		return worker.Frame{}, &Refused{Died}
	}
	return f, err
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
	if err == nil && (f.What != sayEnd || len(f.Body) != 0) {
		err = &Refused{Died}
	}
	g.reading = false
	return err
}

// rows asks for rows and gives each to row, until it fails.
func (g *Guest) rows(ctx context.Context, what byte, body []byte, row func(body []byte) error) error {
	return g.parts(ctx, sayRow, what, body, row)
}

// parts asks, and gives each part of the answer to take. When that fails, the
// rest is not wanted, and the worker is free for the next question.
func (g *Guest) parts(ctx context.Context, part, what byte, body []byte, take func(body []byte) error) error {
	if err := g.ask(what, body); err != nil {
		return err
	}
	for {
		f, err := g.read(ctx, g.patience)
		if err != nil {
			return err
		}
		switch f.What {
		case part:
			if err := take(f.Body); err != nil {
				g.stop(ctx)
				return err
			}
		case sayEnd:
			g.reading = false
			return nil
		default:
			g.worker.Kill()
			g.reading = false
			return &Refused{Died}
		}
	}
}

// stop breaks an answer off. A worker that does not end it in time is ended
// itself, as the next question will show.
func (g *Guest) stop(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), g.patience)
	defer cancel()
	more := 2 * g.patience // for each message: the context ends the whole before
	if g.worker.Write(ctx, more, askStop, nil) != nil {
		g.reading = false
		return
	}
	for g.reading {
		if f, err := g.read(ctx, more); err != nil || f.What == sayEnd {
			g.reading = false
		}
	}
}
