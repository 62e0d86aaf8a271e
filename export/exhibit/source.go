package exhibit

import (
	"bytes"
	"errors"
	"io"
)

// mostHeld is how much of a file that cannot be read out of order is held in
// memory.
const mostHeld = 512 << 20

// source gives the bytes of a file in any order.
type source struct {
	open func() (io.ReadCloser, error)
	size int64
	r    io.ReadCloser // nil before the first read and after everything is held
	at   int64         // where r stands
	held []byte
}

// errSize says that a file does not have the bytes that it is said to have.
var errSize = errors.New("the file is of another size")

func openSource(f File) (*source, error) {
	s := &source{open: f.Open, size: f.Size}
	var err error
	if s.r, err = f.Open(); err != nil {
		return nil, err
	}
	if s.size == 0 {
		err = s.measure()
	}
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// measure finds out how many bytes there are.
func (s *source) measure() (err error) {
	if seeker, ok := s.r.(io.Seeker); ok {
		s.size, err = seeker.Seek(0, io.SeekEnd)
		s.at = s.size
		return err
	}
	if s.held, err = io.ReadAll(io.LimitReader(s.r, mostHeld+1)); err != nil {
		return err
	}
	if s.size = int64(len(s.held)); s.size > mostHeld {
		return &Refusal{TooLarge}
	}
	return nil
}

// read gives n bytes from at on, fewer only at the end.
func (s *source) read(at int64, n int) ([]byte, error) {
	if at >= s.size {
		return nil, nil
	}
	n = int(min(int64(n), s.size-at))
	if s.held != nil {
		return s.held[at : at+int64(n)], nil
	}
	if at != s.at {
		if err := s.move(at); err != nil {
			return nil, err
		}
		if s.held != nil {
			return s.held[at : at+int64(n)], nil
		}
	}
	b := make([]byte, n)
	got, err := io.ReadFull(s.r, b)
	s.at += int64(got)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errSize
	}
	return b, err
}

// move goes to a place; a file that cannot is held from now on.
func (s *source) move(at int64) error {
	if seeker, ok := s.r.(io.Seeker); ok {
		_, err := seeker.Seek(at, io.SeekStart)
		s.at = at
		return err
	}
	if s.size > mostHeld {
		return &Refusal{TooLarge}
	}
	s.close()
	r, err := s.open()
	if err != nil {
		return err
	}
	defer r.Close()
	b := bytes.NewBuffer(make([]byte, 0, s.size))
	n, err := io.Copy(b, io.LimitReader(r, s.size))
	if err == nil && n != s.size {
		err = errSize
	}
	s.held = b.Bytes()
	return err
}

func (s *source) close() {
	if s.r != nil {
		s.r.Close()
		s.r = nil
	}
}
