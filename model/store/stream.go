package store

import (
	"context"
	"database/sql"
	"sync"

	"guvoh/model"
)

// streams maps the streams of the file to their short numbers.
type streams struct {
	mu      sync.RWMutex
	numbers map[model.ID]int64
	ids     map[int64]model.ID
	authors map[int64]string
	lamport uint64 // the highest number any stream has used
}

func loadStreams(ctx context.Context, q *sql.DB) (*streams, error) {
	s := &streams{numbers: map[model.ID]int64{}, ids: map[int64]model.ID{}, authors: map[int64]string{}}
	rows, err := q.QueryContext(ctx, "SELECT n, id, author, lamport FROM stream")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n, lamport int64
		var id []byte
		var author string
		if err := rows.Scan(&n, &id, &author, &lamport); err != nil {
			return nil, err
		}
		s.add(n, toID(id), author)
		s.lamport = max(s.lamport, uint64(lamport))
	}
	return s, rows.Err()
}

func (s *streams) add(n int64, id model.ID, author string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.numbers[id], s.ids[n], s.authors[n] = n, id, author
}

func (s *streams) number(id model.ID) uint64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return uint64(s.numbers[id])
}

func (s *streams) id(n uint64) (model.ID, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	id, ok := s.ids[int64(n)]
	return id, ok
}

func (s *streams) author(n int64) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.authors[n]
}

// session is the stream that this opening of the file writes. It begins with
// the first entry, so that looking at a file leaves no trace in it.
type session struct {
	n       int64
	id      model.ID
	seq     uint64
	hash    [32]byte
	lamport uint64
}

// seqBits is the room for entry numbers in the id of an entry.
const seqBits = 36

func entryID(stream int64, seq uint64) int64 { return stream<<seqBits | int64(seq) }

func splitEntryID(id int64) (stream int64, seq uint64) {
	return id >> seqBits, uint64(id & (1<<seqBits - 1))
}

func toID(b []byte) (id model.ID) {
	copy(id[:], b)
	return id
}
