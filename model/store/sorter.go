package store

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"io"
	"path/filepath"
	"slices"

	"guvoh/model/vault"
)

// sorter puts what came by streams in the order of records, so that each record
// is added up once and nothing has to be looked up for it. What does not fit
// into a few megabytes goes, sorted and sealed, into a file without a name.
type sorter struct {
	folder string
	limit  int // of bytes in memory

	items []sorted
	bytes []byte

	file *vault.Scratch
	runs []sortedRun
}

// sorted is one entry: its bytes lie in the arena of the sorter.
type sorted struct {
	record, id int64
	from, to   int
}

// sortedRun is a part of the file, in sealed blocks.
type sortedRun struct{ from, to int64 }

// sortedAtOnce is what a sorter holds in memory; tests have it hold less.
var sortedAtOnce = 6 << 20

func newSorter(folder string) *sorter { return &sorter{folder: folder, limit: sortedAtOnce} }

// add takes an entry in. Of two with one id the later counts.
func (s *sorter) add(record, id int64, body []byte) error {
	from := len(s.bytes)
	if from+len(body) > cap(s.bytes) && from > s.limit/16 { // many will come: no more growing
		s.bytes = slices.Grow(s.bytes, max(s.limit-from, len(body)))
	}
	s.bytes = append(s.bytes, body...)
	s.items = append(s.items, sorted{record, id, from, len(s.bytes)})
	if len(s.bytes)+len(s.items)*32 > s.limit {
		return s.spill()
	}
	return nil
}

func (s *sorter) sort() {
	slices.SortFunc(s.items, func(a, b sorted) int {
		return cmp.Or(cmp.Compare(a.record, b.record), cmp.Compare(a.id, b.id), cmp.Compare(a.from, b.from))
	})
}

// spill writes what is in memory into the file.
func (s *sorter) spill() error {
	if err := s.open(); err != nil {
		return err
	}
	s.sort()
	b := bufio.NewWriterSize(s.file, scratchBlock)
	run := sortedRun{from: s.file.Size()}
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
	run.to = s.file.Size()
	s.runs = append(s.runs, run)
	s.items, s.bytes = s.items[:0], s.bytes[:0]
	return nil
}

// rest says that no more is added for now: what there is in memory follows what is
// in the file.
func (s *sorter) rest() error {
	if err := s.spill(); err != nil {
		return err
	}
	s.items, s.bytes = nil, nil
	return nil
}

// open makes the file at first need.
func (s *sorter) open() (err error) {
	if s.file == nil {
		s.file, err = vault.NewScratch(s.folder)
	}
	return err
}

// Close takes the file away.
func (s *sorter) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// scratchBlock is what is sealed at one go.
const scratchBlock = 64 << 10

// runReader reads a run.
type runReader struct {
	file *vault.Scratch
	run  sortedRun
	held []byte
	room []byte
}

func (r *runReader) Read(p []byte) (n int, err error) {
	for len(r.held) == 0 {
		if r.run.from >= r.run.to {
			return 0, io.EOF
		}
		if r.held, r.run.from, err = r.file.Block(r.run.from, r.room); err != nil {
			return 0, err
		}
		r.room = r.held
	}
	n = copy(p, r.held)
	r.held = r.held[n:]
	return n, nil
}

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
		qs = append(qs, &queue{order: i, next: fromRun(bufio.NewReaderSize(&runReader{file: s.file, run: run}, 4<<10))})
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
