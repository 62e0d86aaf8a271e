package foreign

import (
	"bufio"
	"database/sql"
	"errors"
	"io"
	"os"
	"runtime/debug"

	"guvoh/model/vault"
	"guvoh/model/worker"
)

// Job is how this program becomes the worker. Its argument is no command for
// people: main and the tests' own main serve it before anything else.
var Job = worker.Job{Argument: argument, Work: Work}

// memory is how much the worker may need beyond what it has when it starts: a
// value of the largest size in a few copies, and SQLite's cache.
const memory = 1 << 30

// Work is the worker: it reads one file on behalf of the process at the other
// ends of in and out, until in ends: then it ends the process. It returns the
// exit status when nobody takes its answers.
func Work(in io.Reader, out io.Writer) int {
	debug.SetMemoryLimit(memory / 2)
	worker.Confine(memory)
	g := &side{out: bufio.NewWriterSize(out, 64<<10), asked: worker.Listen(in, func() { os.Exit(0) })}
	for f := range g.asked {
		if err := g.answer(f); err != nil {
			return 1
		}
	}
	return 0
}

// side is the state of the worker's side.
type side struct {
	out     *bufio.Writer
	asked   <-chan worker.Frame
	db      *sql.DB // once the file is open
	version int     // of its tables
}

// answer carries out what is asked for and sends the answer, or a refusal. It
// fails when nobody listens.
func (w *side) answer(f worker.Frame) error {
	body := newFields(f.Body)
	var err error
	switch f.What {
	case askOpen:
		err = w.open(body)
	case askStreams:
		err = w.streams()
	case askActions:
		err = w.actions()
	case askLinks:
		err = w.links(body.Int(), body.Int(), body.Int())
	case askSigners:
		err = w.sinceColleagues(w.signers)
	case askVouchers:
		err = w.sinceColleagues(w.certificates)
	case askHoles:
		err = w.sinceColleagues(w.holes)
	case askOrigin:
		err = w.sinceColleagues(w.origin)
	case askAttachments:
		err = w.attachments()
	case askChunks:
		err = w.chunks(body.Int())
	case askStop: // of an answer that had ended by itself
		return nil
	default:
		err = errNonsense
	}
	switch refused := (*Refused)(nil); {
	case err == nil, errors.Is(err, errStop):
		err = worker.WriteFrame(w.out, sayEnd, nil)
	case errors.As(err, &refused):
		err = worker.WriteFrame(w.out, sayRefused, []byte(refused.Reason))
	case errors.Is(err, errOut):
		return err
	default: // SQLite cannot read it
		err = worker.WriteFrame(w.out, sayRefused, []byte(reasonOf(err)))
	}
	if err != nil {
		return err
	}
	return w.out.Flush()
}

// errOut says that the other side is gone.
var errOut = errors.New("nobody listens")

func (w *side) row(body []byte) error { return w.say(sayRow, body) }

// say sends a part of an answer, unless no more of it is wanted.
func (w *side) say(what byte, body []byte) error {
	select {
	case f, ok := <-w.asked:
		switch {
		case !ok:
			return errOut
		case f.What != askStop:
			return errNonsense
		}
		return errStop
	default:
	}
	if err := worker.WriteFrame(w.out, what, body); err != nil {
		return errOut
	}
	return nil
}

// open opens the file, once every look at it that does not need SQLite was
// passed.
func (w *side) open(f *fields) error {
	path, key := string(f.Bytes(maxText)), f.Bytes(maxText)
	if !f.Whole() || w.db != nil {
		return errNonsense
	}
	version, uri, err := examine(path, key)
	if err != nil {
		return err
	}
	w.version = version
	if w.db, err = lockedDown(uri); err != nil {
		return err
	}
	if err := sound(w.db, version); err != nil {
		return err
	}
	worker.NoMoreFiles()
	return worker.WriteFrame(w.out, sayOpened, worker.PutInt(nil, int64(version)))
}

// examine looks at the tables of a file without SQLite, and gives the version
// that they are of and the name under which SQLite opens it.
func examine(path string, key []byte) (version int, uri string, err error) {
	if len(key) == 0 {
		version, err = examinePlain(path)
		return version, plainURI(path), err
	}
	secret, err := vault.Handed(key)
	if err != nil {
		return 0, "", err
	}
	p, err := vault.OpenPages(path, secret)
	if err != nil {
		return 0, "", refusal(err)
	}
	version, err = compare(p.Count(), vault.PageSize-seal, p.Read)
	p.Close()
	if err != nil {
		return 0, "", err
	}
	v, err := vault.Open(path, secret) // until the end of the process
	if err != nil {
		return 0, "", refusal(err)
	}
	return version, v.URI(true, true), nil
}
