package foreign

import (
	"bufio"
	"database/sql"
	"errors"
	"io"
	"os"
	"runtime/debug"

	"guvoh/model/vault"
)

// WorkerCommand is the argument by which this program becomes the worker. It
// is no command for people: main and the tests' own main look for it before
// anything else.
const WorkerCommand = "foreign-worker"

// memory is how much the worker may need beyond what it has when it starts: a
// value of the largest size in a few copies, and SQLite's cache.
const memory = 1 << 30

// Work is the worker: it reads one file on behalf of the process at the other
// ends of in and out, until in ends: then it ends the process. It returns the
// exit status when nobody takes its answers.
func Work(in io.Reader, out io.Writer) int {
	debug.SetMemoryLimit(memory / 2)
	confine()
	w := &worker{out: bufio.NewWriterSize(out, 64<<10)}
	asked := make(chan frame)
	go func() { // also while a query runs: nobody waits for its answer any more
		r := bufio.NewReader(in)
		for {
			f, err := readFrame(r)
			if err != nil {
				os.Exit(0)
			}
			asked <- f
		}
	}()
	for {
		if err := w.answer(<-asked); err != nil {
			return 1
		}
	}
}

// worker is the state of the worker's side.
type worker struct {
	out *bufio.Writer
	db  *sql.DB // once the file is open
}

// answer carries out what is asked for and sends the answer, or a refusal. It
// fails when nobody listens.
func (w *worker) answer(f frame) error {
	body := &fields{b: f.body}
	var err error
	switch f.what {
	case askOpen:
		err = w.open(body)
	case askStreams:
		err = w.streams()
	case askActions:
		err = w.actions()
	case askEntries:
		err = w.entries(body.int())
	case askAttachments:
		err = w.attachments()
	case askChunks:
		err = w.chunks(body.int())
	default:
		err = errNonsense
	}
	switch refused := (*Refused)(nil); {
	case err == nil:
		err = writeFrame(w.out, sayEnd, nil)
	case errors.As(err, &refused):
		err = writeFrame(w.out, sayRefused, []byte(refused.Reason))
	case errors.Is(err, errOut):
		return err
	default: // SQLite cannot read it
		err = writeFrame(w.out, sayRefused, []byte(reasonOf(err)))
	}
	if err != nil {
		return err
	}
	return w.out.Flush()
}

// errOut says that the other side is gone.
var errOut = errors.New("nobody listens")

func (w *worker) row(body []byte) error {
	if err := writeFrame(w.out, sayRow, body); err != nil {
		return errOut
	}
	return nil
}

// open opens the file, once every look at it that does not need SQLite was
// passed.
func (w *worker) open(f *fields) error {
	path, key := string(f.bytes(maxText)), f.bytes(maxText)
	if !f.whole() || w.db != nil {
		return errNonsense
	}
	version, uri, err := examine(path, key)
	if err != nil {
		return err
	}
	if w.db, err = lockedDown(uri); err != nil {
		return err
	}
	if err := sound(w.db); err != nil {
		return err
	}
	noMoreFiles()
	return writeFrame(w.out, sayOpened, putInt(nil, int64(version)))
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
