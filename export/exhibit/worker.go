package exhibit

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"

	"guvoh/model/worker"
)

const (
	argument     = "exhibit-worker"
	calmArgument = "text-worker"
)

// Job is how this program becomes the worker. Its argument is no command for
// people: main and the tests' own main serve it before anything else.
var Job = worker.Job{Argument: argument, Work: Work}

// Work is the worker: it looks into files on behalf of the process at the
// other ends of in and out, until in ends: then it ends the process. It
// returns the exit status when nobody takes its answers.
func Work(in io.Reader, out io.Writer) int {
	worker.Bound(memory)
	worker.Confine(memory)
	worker.NoMoreFiles()
	serve(in, out, func() { os.Exit(0) })
	return 1
}

// CalmJob is the same work where nobody waits for it: it leaves the machine to
// whatever else is going on.
var CalmJob = worker.Job{Argument: calmArgument, Work: func(in io.Reader, out io.Writer) int {
	worker.Calm()
	return Work(in, out)
}}

// side is the worker's side.
type side struct {
	asked <-chan worker.Frame
	out   *bufio.Writer
	file  *remote // nil before a file is opened
	open  opened  // what is known of it by now
}

// errGone says that the other side is gone.
var errGone = errors.New("nobody listens")

func serve(in io.Reader, out io.Writer, ended func()) {
	s := &side{asked: worker.Listen(in, ended), out: bufio.NewWriterSize(out, 64<<10)}
	for f := range s.asked {
		if s.answer(f) != nil {
			return
		}
	}
}

// answer carries out what is asked for and sends the answer, or a refusal. It
// fails when nobody listens.
func (s *side) answer(f worker.Frame) error {
	err := s.carryOut(f)
	if errors.Is(err, errGone) {
		return err
	}
	if err != nil {
		err = s.say(sayRefused, []byte(faultOf(err)))
	} else {
		err = s.say(sayEnd, nil)
	}
	if err != nil {
		return err
	}
	return s.out.Flush()
}

// carryOut does what is asked for. A panic of a decoder is a fault of the file.
func (s *side) carryOut(f worker.Frame) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: %v", &Refusal{Damaged}, v)
		}
	}()
	body := worker.NewFields(f.Body)
	switch f.What {
	case askOpen:
		s.file = &remote{side: s, size: body.Int(), blocks: map[int64][]byte{}}
		s.open = opened{name: string(body.Bytes(maxName)), mediaType: string(body.Bytes(maxName))}
		return nil
	case askClose:
		s.file, s.open = nil, opened{}
		return s.rest()
	}
	if s.file == nil {
		return errNonsense
	}
	switch f.What {
	case askInspect:
		return s.json(s.inspect())
	case askPages:
		return s.json(s.plan(body))
	case askCopy:
		return s.copy(body)
	case askSize:
		return s.json(s.pictureSize())
	case askPicture:
		return s.printPicture(body)
	case askBlocks:
		return s.blocks()
	case askPart:
		return s.part(body)
	case askText:
		return s.allText()
	}
	return errNonsense
}

// rest lets go of memory between two files. Where much was needed the worker
// ends instead: what becomes of the next file must not depend on the last one.
func (s *side) rest() error {
	const much = 96 << 20
	total := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	if metrics.Read(total); total[0].Value.Uint64() > much {
		return errGone
	}
	debug.FreeOSMemory()
	return nil
}

// faultOf gives the code of an error.
func faultOf(err error) Fault {
	for _, known := range faults {
		if errors.Is(err, known.err) {
			return known.fault
		}
	}
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Fault
	}
	return Damaged
}

func (s *side) say(what byte, body []byte) error {
	if worker.WriteFrame(s.out, what, body) != nil {
		return errGone
	}
	return nil
}

// json sends a value, unless err is set.
func (s *side) json(v any, err error) error {
	if err != nil {
		return err
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if len(b) > maxJSON {
		return &Refusal{TooLarge}
	}
	return s.pieces(sayInfo, b)
}

// pieces sends bytes in frames of a bounded size.
func (s *side) pieces(what byte, b []byte) error {
	for len(b) > 0 {
		n := min(len(b), maxPiece)
		if err := s.say(what, b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

// remote reads the file on the other side, block by block.
type remote struct {
	side   *side
	size   int64
	at     int64
	blocks map[int64][]byte
	order  []int64 // of the blocks that are held, oldest first
}

const (
	blockSize  = maxPiece
	heldBlocks = 32
)

func (r *remote) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return 0, errors.New("before the beginning")
	}
	r.at = offset
	return offset, nil
}

func (r *remote) Read(p []byte) (int, error) {
	if r.at >= r.size {
		return 0, io.EOF
	}
	n := r.at / blockSize
	b, err := r.block(n)
	if err != nil {
		return 0, err
	}
	k := copy(p, b[min(int(r.at-n*blockSize), len(b)):])
	r.at += int64(k)
	if k == 0 && len(p) > 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return k, nil
}

// ReadAt does not move the place from which Read goes on.
func (r *remote) ReadAt(p []byte, at int64) (int, error) {
	before := r.at
	defer func() { r.at = before }()
	r.at = at
	n, err := io.ReadFull(r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// block gives a block, asking for it when it is not held.
func (r *remote) block(n int64) ([]byte, error) {
	if b, held := r.blocks[n]; held {
		return b, nil
	}
	want := min(blockSize, r.size-n*blockSize)
	if err := r.side.say(sayWant, worker.PutInt(worker.PutInt(nil, n*blockSize), want)); err != nil {
		return nil, err
	}
	if r.side.out.Flush() != nil {
		return nil, errGone
	}
	f, more := <-r.side.asked
	if !more || f.What != haveBytes {
		return nil, errGone
	}
	if len(r.order) >= heldBlocks {
		delete(r.blocks, r.order[0])
		r.order = r.order[1:]
	}
	r.blocks[n], r.order = f.Body, append(r.order, n)
	return f.Body, nil
}
