package store

import (
	"bufio"
	"cmp"
	"container/heap"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/crypto/chacha20poly1305"
)

// sorter puts what came by streams in the order of records, so that each record
// is added up once and nothing has to be looked up for it. What does not fit
// into a few megabytes goes, sorted and sealed, into a file without a name.
type sorter struct {
	folder string
	limit  int // of bytes in memory

	items []sorted
	bytes []byte

	file *os.File
	seal cipher.AEAD // its key is in memory alone
	runs []sortedRun
	size int64
}

// sorted is one entry: its bytes lie in the arena of the sorter.
type sorted struct {
	record, id int64
	from, to   int
}

// sortedRun is a part of the file, in sealed blocks.
type sortedRun struct{ from, to int64 }

// sortedAtOnce is what a sorter holds in memory; tests have it hold less.
var sortedAtOnce = 12 << 20

func newSorter(folder string) *sorter { return &sorter{folder: folder, limit: sortedAtOnce} }

// add takes an entry in. Of two with one id the later counts.
func (s *sorter) add(record, id int64, body []byte) error {
	from := len(s.bytes)
	s.bytes = append(s.bytes, body...)
	s.items = append(s.items, sorted{record, id, from, len(s.bytes)})
	if len(s.bytes)+len(s.items)*32 > s.limit {
		return s.spill()
	}
	return nil
}

func (s *sorter) sort() {
	slices.SortStableFunc(s.items, func(a, b sorted) int {
		return cmp.Or(cmp.Compare(a.record, b.record), cmp.Compare(a.id, b.id))
	})
}

// spill writes what is in memory into the file.
func (s *sorter) spill() error {
	if err := s.open(); err != nil {
		return err
	}
	s.sort()
	w := &sealedWriter{s: s}
	b := bufio.NewWriterSize(w, sealedBlock)
	run := sortedRun{from: s.size}
	var head []byte
	for _, it := range s.items {
		head = binary.AppendUvarint(head[:0], uint64(it.record))
		head = binary.AppendUvarint(head, uint64(it.id))
		head = binary.AppendUvarint(head, uint64(it.to-it.from))
		if _, err := b.Write(head); err != nil {
			return err
		}
		if _, err := b.Write(s.bytes[it.from:it.to]); err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	run.to = s.size
	s.runs = append(s.runs, run)
	s.items, s.bytes = s.items[:0], s.bytes[:0]
	return nil
}

// open makes the file. It loses its name at once where the system allows that,
// so that nothing is left of it whatever happens to us.
func (s *sorter) open() error {
	if s.file != nil {
		return nil
	}
	key := make([]byte, chacha20poly1305.KeySize)
	rand.Read(key) // never fails: see crypto/rand
	var err error
	if s.seal, err = chacha20poly1305.New(key); err != nil {
		return err
	}
	clear(key)
	if s.file, err = os.CreateTemp(s.folder, ".guvoh-*.part"); err != nil {
		return err
	}
	if runtime.GOOS != "windows" {
		return os.Remove(s.file.Name())
	}
	return nil
}

// Close takes the file away.
func (s *sorter) Close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if runtime.GOOS == "windows" {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	return err
}

const (
	sealedBlock = 64 << 10
	sealedHead  = 4 // length of what is sealed in a block
)

// sealedWriter seals each piece that it is given as one block, numbered by the
// place where it lies.
type sealedWriter struct{ s *sorter }

func (w *sealedWriter) Write(p []byte) (int, error) {
	s := w.s
	block := binary.BigEndian.AppendUint32(make([]byte, 0, sealedHead+len(p)+s.seal.Overhead()), uint32(len(p)))
	block = s.seal.Seal(block, blockNonce(s.size), p, nil)
	if _, err := s.file.WriteAt(block, s.size); err != nil {
		return 0, err
	}
	s.size += int64(len(block))
	return len(p), nil
}

func blockNonce(at int64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, 4, chacha20poly1305.NonceSize), uint64(at))
}

// sealedReader reads the blocks of a run.
type sealedReader struct {
	s    *sorter
	run  sortedRun
	held []byte
}

func (r *sealedReader) Read(p []byte) (int, error) {
	for len(r.held) == 0 {
		if r.run.from >= r.run.to {
			return 0, io.EOF
		}
		var head [sealedHead]byte
		if _, err := r.s.file.ReadAt(head[:], r.run.from); err != nil {
			return 0, err
		}
		block := make([]byte, int(binary.BigEndian.Uint32(head[:]))+r.s.seal.Overhead())
		if _, err := r.s.file.ReadAt(block, r.run.from+sealedHead); err != nil {
			return 0, err
		}
		plain, err := r.s.seal.Open(block[:0], blockNonce(r.run.from), block, nil)
		if err != nil {
			return 0, errSpoiled
		}
		r.run.from += int64(sealedHead + len(block))
		r.held = plain
	}
	n := copy(p, r.held)
	r.held = r.held[n:]
	return n, nil
}

// errSpoiled says that somebody changed the file in the meantime.
var errSpoiled = errors.New("a temporary file was changed by somebody else")

// queue gives the entries of one run, or those in memory, in their order.
type queue struct {
	record, id int64
	body       []byte
	order      int // of two entries with one id that of the higher order counts
	next       func(*queue) error
	done       bool
}

// each gives every entry in the order of records and ids, until fn fails. The
// bytes are fn's only until it returns.
func (s *sorter) each(fn func(record, id int64, body []byte) error) error {
	s.sort()
	at := 0
	qs := []*queue{{order: len(s.runs), next: func(q *queue) error {
		if q.done = at == len(s.items); q.done {
			return nil
		}
		it := s.items[at]
		at++
		q.record, q.id, q.body = it.record, it.id, s.bytes[it.from:it.to]
		return nil
	}}}
	for i, run := range s.runs {
		qs = append(qs, &queue{order: i, next: fromRun(bufio.NewReaderSize(&sealedReader{s: s, run: run}, sealedBlock))})
	}
	var h queues
	for _, q := range qs {
		if err := q.next(q); err != nil {
			return err
		}
		if !q.done {
			h = append(h, q)
		}
	}
	heap.Init(&h)
	return h.drain(fn)
}

func fromRun(r *bufio.Reader) func(*queue) error {
	return func(q *queue) error {
		record, err := binary.ReadUvarint(r)
		if errors.Is(err, io.EOF) {
			q.done = true
			return nil
		}
		id, err2 := binary.ReadUvarint(r)
		n, err3 := binary.ReadUvarint(r)
		if err := errors.Join(err, err2, err3); err != nil {
			return err
		}
		q.record, q.id = int64(record), int64(id)
		q.body = slices.Grow(q.body[:0], int(n))[:n]
		_, err = io.ReadFull(r, q.body)
		return err
	}
}

// queues is a heap of them.
type queues []*queue

func (h queues) Len() int { return len(h) }
func (h queues) Less(i, j int) bool {
	a, b := h[i], h[j]
	return cmp.Or(cmp.Compare(a.record, b.record), cmp.Compare(a.id, b.id), cmp.Compare(a.order, b.order)) < 0
}
func (h queues) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *queues) Push(x any)   { *h = append(*h, x.(*queue)) }
func (h *queues) Pop() any {
	q := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return q
}

// drain gives the entries of all queues; of several with one id the last.
func (h *queues) drain(fn func(record, id int64, body []byte) error) error {
	var record, id int64
	var body []byte
	held := false
	for h.Len() > 0 {
		q := (*h)[0]
		if held && (q.record != record || q.id != id) {
			if err := fn(record, id, body); err != nil {
				return err
			}
		}
		record, id, body, held = q.record, q.id, append(body[:0], q.body...), true
		if err := q.next(q); err != nil {
			return err
		}
		if q.done {
			heap.Pop(h)
		} else {
			heap.Fix(h, 0)
		}
	}
	if held {
		return fn(record, id, body)
	}
	return nil
}

// folderOf is where a sorter of this file may write.
func (db *DB) folderOf() string { return filepath.Dir(db.Path()) }
