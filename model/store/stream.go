package store

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"sync"

	"guvoh/model"
	"guvoh/model/journal"
)

// streams maps the streams of the file to their short numbers.
type streams struct {
	mu      sync.RWMutex
	numbers map[model.ID]int64
	ids     map[int64]model.ID
	authors map[int64]string
	devices map[int64]string // public keys, as bytes; none for a stream that is not signed
	lamport uint64           // the highest number any stream has used
}

func loadStreams(ctx context.Context, q querier) (*streams, error) {
	s := &streams{
		numbers: map[model.ID]int64{}, ids: map[int64]model.ID{}, authors: map[int64]string{}, devices: map[int64]string{},
	}
	query := "SELECT n, id, author, lamport, signer.device FROM stream LEFT JOIN signer ON signer.stream = n"
	if alone, err := before(ctx, q, "signer"); err != nil {
		return nil, err
	} else if alone {
		query = "SELECT n, id, author, lamport, NULL FROM stream"
	}
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n, lamport int64
		var id, device []byte
		var author string
		if err := rows.Scan(&n, &id, &author, &lamport, &device); err != nil {
			return nil, err
		}
		s.add(n, toID(id), author, device)
		s.lamport = max(s.lamport, uint64(lamport))
	}
	return s, rows.Err()
}

func (s *streams) add(n int64, id model.ID, author string, device []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.numbers[id], s.ids[n], s.authors[n] = n, id, author
	if len(device) > 0 {
		s.devices[n] = string(device)
	}
}

// become takes over what was read anew.
func (s *streams) become(other *streams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.numbers, s.ids, s.authors, s.devices = other.numbers, other.ids, other.authors, other.devices
	s.lamport = max(s.lamport, other.lamport)
}

// forget takes streams back that a transaction added and did not keep.
func (s *streams) forget(ns []int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range ns {
		delete(s.numbers, s.ids[n])
		delete(s.ids, n)
		delete(s.authors, n)
		delete(s.devices, n)
	}
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

func (s *streams) device(n int64) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.devices[n]
}

// session is the stream that this opening of the file writes. It begins with
// the first entry, so that looking at a file leaves no trace in it.
type session struct {
	n       int64
	id      model.ID
	seq     uint64
	hash    [32]byte
	lamport uint64
	device  ed25519.PrivateKey // signs it; nil: it is not signed
}

// newSession begins the stream that this opening of the file writes.
func (t *Tx) newSession() error {
	device, err := t.deviceKey()
	if err != nil {
		return err
	}
	s := session{id: model.NewID(), lamport: t.db.streams.lamport, device: device}
	var nonce [16]byte
	var public []byte
	if device != nil {
		if _, err := rand.Read(nonce[:]); err != nil {
			return err
		}
		public = device.Public().(ed25519.PublicKey)
		s.id = journal.StreamID(public, nonce, t.now.UnixMilli(), t.db.opts.Author)
	}
	s.hash = journal.First(s.id)
	s.n, err = t.insertStream(s.id, t.db.opts.Author, t.now.UnixMilli(), s.hash, public, nonce)
	t.session = s
	return err
}

// insertStream makes the rows of a stream of which nothing is here yet.
func (t *Tx) insertStream(id model.ID, author string, started int64, hash [32]byte, device []byte, nonce [16]byte) (int64, error) {
	res, err := t.tx.ExecContext(t.ctx, "INSERT INTO stream(id, author, started, hash) VALUES(?, ?, ?, ?)",
		id[:], author, started, hash[:])
	if err != nil {
		return 0, err
	}
	n, err := res.LastInsertId()
	if err == nil && device != nil {
		_, err = t.tx.ExecContext(t.ctx, "INSERT INTO signer VALUES(?, ?, ?)", n, device, nonce[:])
	}
	if err == nil {
		t.db.streams.add(n, id, author, device)
		t.begun = append(t.begun, n)
	}
	return n, err
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

// before reports whether a file is of a version before the one that brought a
// table: one that is opened to look only is not upgraded.
func before(ctx context.Context, q querier, table string) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = ?", table).Scan(&n)
	return n == 0, err
}

// orNone turns "no such row" into no failure.
func orNone(err error) error {
	if err == sql.ErrNoRows {
		return nil
	}
	return err
}
