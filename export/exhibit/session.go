package exhibit

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"guvoh/model/worker"
)

// session is one file with a worker.
type session struct {
	reader *Reader
	proc   *worker.Process
	from   *source
	left   time.Duration // how long the worker may still take
	want   int64         // how many bytes it may still ask for
}

// session begins to work at a file. end must be called.
func (r *Reader) session(ctx context.Context, f File) (*session, error) {
	from, err := openSource(f)
	if err != nil {
		return nil, err
	}
	if from.size == 0 {
		from.close()
		return nil, &Refusal{Empty}
	}
	proc, err := r.take(ctx)
	if err != nil {
		from.close()
		return nil, err
	}
	s := &session{reader: r, proc: proc, from: from}
	s.left = r.patience + time.Duration(from.size>>20)*patiencePer
	s.want = 64*from.size + 64<<20
	body := worker.PutBytes(worker.PutBytes(worker.PutInt(nil, from.size), short(f.Name)), short(f.MediaType))
	if err := s.ask(ctx, askOpen, body, nil); err != nil {
		s.end()
		return nil, err
	}
	return s, nil
}

func short(s string) string { return s[:min(len(s), maxName)] }

// end gives the worker back, unless it is no good any more.
func (s *session) end() {
	s.from.close()
	if s.proc != nil && s.ask(context.Background(), askClose, nil, nil) != nil {
		s.drop()
	}
	s.reader.give(s.proc)
	s.proc = nil
}

// drop ends the worker.
func (s *session) drop() {
	if s.proc != nil {
		s.proc.Close()
		s.proc = nil
	}
}

// ask has the worker do something and gives each part of its answer to take.
// Whatever goes wrong but a plain refusal, the worker is ended.
func (s *session) ask(ctx context.Context, what byte, body []byte, take func(worker.Frame) error) error {
	if s.proc == nil {
		return &Refusal{Died}
	}
	err := s.converse(ctx, what, body, take)
	var refusal *Refusal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal) && refusal.Fault != Died && refusal.Fault != TooSlow:
		return err
	}
	s.drop()
	return err
}

func (s *session) converse(ctx context.Context, what byte, body []byte, take func(worker.Frame) error) error {
	if err := s.write(ctx, what, body); err != nil {
		return err
	}
	for {
		began := time.Now()
		f, err := s.proc.Read(ctx, s.left)
		s.left -= time.Since(began)
		if err != nil {
			return failure(err)
		}
		switch f.What {
		case sayEnd:
			return nil
		case sayRefused:
			return &Refusal{known(Fault(f.Body), Faults, Died)}
		case sayWant:
			err = s.serve(ctx, f.Body)
		default:
			if take == nil {
				return errNonsense
			}
			err = take(f)
		}
		if err != nil {
			s.drop() // it is in the middle of an answer
			return err
		}
	}
}

// write sends the worker a message.
func (s *session) write(ctx context.Context, what byte, body []byte) error {
	began := time.Now()
	err := s.proc.Write(ctx, s.left, what, body)
	s.left -= time.Since(began)
	return failure(err)
}

// failure gives the fault of a worker that fails.
func failure(err error) error {
	switch {
	case errors.Is(err, worker.ErrSlow):
		return &Refusal{TooSlow}
	case errors.Is(err, worker.ErrDied):
		return &Refusal{Died}
	}
	return err
}

// errNonsense says that the worker sent what no worker of ours sends.
var errNonsense error = &Refusal{Died}

// serve gives the worker bytes of the file.
func (s *session) serve(ctx context.Context, body []byte) error {
	f := worker.NewFields(body)
	at, n := f.Int(), f.Int()
	if !f.Whole() || at < 0 || n <= 0 || n > maxPiece {
		return errNonsense
	}
	if s.want -= max(n, 4<<10); s.want < 0 {
		return &Refusal{TooSlow}
	}
	b, err := s.from.read(at, int(n))
	if err != nil {
		return err
	}
	return s.write(ctx, haveBytes, b)
}

// known lets nothing through that is not one of our words.
func known[T ~string](v T, all []T, instead T) T {
	if slices.Contains(all, v) {
		return v
	}
	return instead
}

// answer asks for one JSON value.
func (s *session) answer(ctx context.Context, what byte, body []byte, into any) error {
	var all []byte
	err := s.ask(ctx, what, body, func(f worker.Frame) error {
		if f.What != sayInfo || len(all)+len(f.Body) > maxJSON {
			return errNonsense
		}
		all = append(all, f.Body...)
		return nil
	})
	if err != nil {
		return err
	}
	if json.Unmarshal(all, into) != nil {
		s.drop()
		return errNonsense
	}
	return nil
}
