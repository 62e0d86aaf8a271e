package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"

	"guvoh/model"
	"guvoh/model/journal"
)

// A file of ours is itself a [Source].
var _ Source = (*DB)(nil)

// Streams gives what this file holds of each stream, in the order of their ids.
func (db *DB) Streams(ctx context.Context) ([]journal.Stream, error) {
	if old, err := before(ctx, db.sql, "signer"); err != nil {
		return nil, classify(err)
	} else if old {
		return nil, errOlder
	}
	ss, err := db.view().heldStreams(ctx, "ORDER BY s.id")
	if err != nil {
		return nil, err
	}
	out := make([]journal.Stream, 0, len(ss))
	for _, s := range ss {
		if len(s.Runs) > 0 {
			out = append(out, s.Stream)
		}
	}
	return out, nil
}

// held is what the file holds of a stream, with its holes.
type held struct {
	journal.Stream
	n       int64
	lamport uint64
	head    uint64
	hash    [32]byte
	sig     []byte
	holes   []hole
	bare    bool // some of its entries are not here, or not whole
	wanted  bool // and some of these nobody left out
}

// hole is a part of a stream that has not come.
type hole struct {
	first, last uint64
	hash        [32]byte // of the chain at last
	signature   []byte   // over the chain's hash at first-1
}

// heldStreams reads the streams that a condition or an order asks for.
func (v view) heldStreams(ctx context.Context, more string, args ...any) ([]held, error) {
	rows, err := v.q.QueryContext(ctx, `SELECT s.n, s.id, s.author, s.started, s.lamport, s.head, s.hash, s.signature, g.device, g.nonce
		FROM stream s LEFT JOIN signer g ON g.stream = s.n `+more, args...)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []held
	for rows.Next() {
		var h held
		var id, hash, device, nonce []byte
		var lamport, head int64
		if err := rows.Scan(&h.n, &id, &h.Author, &h.Started, &lamport, &head, &hash, &h.sig, &device, &nonce); err != nil {
			return nil, classify(err)
		}
		h.ID, h.lamport, h.head = toID(id), uint64(lamport), uint64(head)
		copy(h.hash[:], hash)
		copy(h.Nonce[:], nonce)
		if len(device) > 0 {
			h.Device = ed25519.PublicKey(device)
		}
		out = append(out, h)
	}
	if err := rows.Err(); err != nil {
		return nil, classify(err)
	}
	rows.Close()
	if err := v.addHoles(ctx, out); err != nil {
		return nil, err
	}
	for i := range out {
		if err := v.addRuns(ctx, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (v view) addHoles(ctx context.Context, ss []held) error {
	at := map[int64]*held{}
	for i := range ss {
		at[ss[i].n] = &ss[i]
	}
	rows, err := v.q.QueryContext(ctx, "SELECT stream, first, last, hash, signature FROM hole ORDER BY stream, first")
	if err != nil {
		return classify(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n, first, last int64
		var hash, sig []byte
		if err := rows.Scan(&n, &first, &last, &hash, &sig); err != nil {
			return classify(err)
		}
		if s := at[n]; s != nil {
			h := hole{first: uint64(first), last: uint64(last), signature: sig}
			copy(h.hash[:], hash)
			s.holes = append(s.holes, h)
		}
	}
	return classify(rows.Err())
}

// addRuns tells the runs of a stream from its holes.
func (v view) addRuns(ctx context.Context, s *held) error {
	s.Runs = nil
	first, previous := uint64(1), journal.First(s.ID)
	for _, h := range s.holes {
		if h.first > first {
			at, _, err := v.hashAt(ctx, s.n, h.first-1)
			if err != nil {
				return err
			}
			s.Runs = append(s.Runs, journal.Run{First: first, Last: h.first - 1, Previous: previous, Hash: at, Signature: h.signature})
		}
		first, previous = h.last+1, h.hash
	}
	if s.head >= first {
		s.Runs = append(s.Runs, journal.Run{First: first, Last: s.head, Previous: previous, Hash: s.hash, Signature: s.sig})
	}
	return nil
}

// hashAt gives the chain's hash at an entry that is here, or of which at least
// the commitment is.
func (v view) hashAt(ctx context.Context, stream int64, seq uint64) (h [32]byte, ok bool, err error) {
	id := entryID(stream, seq)
	for _, table := range []string{"entry", "bare"} {
		var b []byte
		if err := orNone(v.q.QueryRowContext(ctx, "SELECT hash FROM "+table+" WHERE id = ?", id).Scan(&b)); err != nil {
			return h, false, classify(err)
		}
		if len(b) == 32 {
			copy(h[:], b)
			return h, true, nil
		}
	}
	return h, false, nil
}

// linksAtOnce is how many links are read at one go, so that the file's one
// connection is not held while somebody works on them.
const linksAtOnce = 512

// Links gives the links of a stream from one number to another.
func (db *DB) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	return func(yield func(journal.Link, error) bool) {
		n := int64(db.streams.number(stream))
		for at := from; at <= to; {
			last := min(to, at+linksAtOnce-1)
			links, err := db.view().links(ctx, n, at, last)
			if err == nil && uint64(len(links)) != last-at+1 {
				err = ErrDamaged
			}
			if err != nil {
				yield(journal.Link{}, err)
				return
			}
			for _, l := range links {
				if !yield(l, nil) {
					return
				}
			}
			at = last + 1
		}
	}
}

func (v view) links(ctx context.Context, n int64, from, to uint64) ([]journal.Link, error) {
	rows, err := v.q.QueryContext(ctx, `SELECT id, body, NULL FROM entry WHERE id BETWEEN ?1 AND ?2
		UNION ALL SELECT id, NULL, committed FROM bare WHERE id BETWEEN ?1 AND ?2 AND id NOT IN (SELECT id FROM entry WHERE id BETWEEN ?1 AND ?2)
		ORDER BY 1`, entryID(n, from), entryID(n, to))
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []journal.Link
	for rows.Next() {
		var id int64
		var body, committed []byte
		if err := rows.Scan(&id, &body, &committed); err != nil {
			return nil, classify(err)
		}
		l := journal.Link{Body: body}
		_, l.Seq = splitEntryID(id)
		copy(l.Committed[:], committed)
		out = append(out, l)
	}
	return out, classify(rows.Err())
}

// Certificates gives which persons answer for which devices.
func (db *DB) Certificates(ctx context.Context) ([]journal.Certificate, error) {
	rows, err := db.sql.QueryContext(ctx, "SELECT device, identity, by_identity, by_device FROM certificate ORDER BY device, identity")
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []journal.Certificate
	for rows.Next() {
		var c journal.Certificate
		if err := rows.Scan((*[]byte)(&c.Device), (*[]byte)(&c.Identity), &c.ByIdentity, &c.ByDevice); err != nil {
			return nil, classify(err)
		}
		out = append(out, c)
	}
	return out, classify(rows.Err())
}

// AttachmentList gives the attachments whose bytes are in the file.
func (db *DB) AttachmentList(ctx context.Context) ([]journal.Attachment, error) {
	all, err := db.Attachments(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]journal.Attachment, len(all))
	for i, a := range all {
		sum, err := hex.DecodeString(a.SHA256)
		if err != nil {
			return nil, err
		}
		copy(out[i].SHA256[:], sum)
		out[i].Size = a.Size
	}
	return out, nil
}

// WriteAttachment writes the bytes of an attachment, and fails unless they have
// their SHA-256.
func (db *DB) WriteAttachment(ctx context.Context, w io.Writer, a journal.Attachment) error {
	r, err := db.OpenAttachment(hex.EncodeToString(a.SHA256[:]))
	if err != nil {
		return err
	}
	defer r.Close()
	h := sha256.New()
	for {
		_, err := io.CopyN(io.MultiWriter(w, h), r, chunkSize)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if !bytes.Equal(h.Sum(nil), a.SHA256[:]) {
		return ErrDamaged
	}
	return nil
}

// errOlder is a fault of the program: a file of before version 3 is a source
// only once it was opened to write, or by package foreign.
var errOlder = errors.New("a file of an older version is no source as it is")
