package foreign

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/worker"
)

// mostListed is how many streams, holes, certificates or attachments are gathered
// in memory. Ten years of five people who open a file ten times a day make fewer.
const mostListed = 1 << 18

// mostWords is how much the names of all authors may take together.
const mostWords = 32 << 20

// Streams gives what the file holds of each stream, in the order of their
// numbers in it. All of it is a claim: see [Guest.Prove], and store.Source. A
// stream of which nothing is there, since other entries only name it, is left out.
func (g *Guest) Streams(ctx context.Context) ([]journal.Stream, error) {
	all, err := g.every(ctx)
	return slices.DeleteFunc(all, func(s journal.Stream) bool { return len(s.Runs) == 0 }), err
}

func (g *Guest) every(ctx context.Context) ([]journal.Stream, error) {
	sessions, err := g.sessions(ctx)
	if err != nil {
		return nil, err
	}
	return g.runs(ctx, sessions)
}

// know reads the streams, unless that was done.
func (g *Guest) know(ctx context.Context) error {
	if g.numbers != nil {
		return nil
	}
	_, err := g.sessions(ctx)
	return err
}

// sessions reads the streams, as far as they stand in their tables.
func (g *Guest) sessions(ctx context.Context) ([]session, error) {
	var out []session
	ids, numbers, at := map[int64]model.ID{}, map[model.ID]int64{}, map[int64]int{}
	words := 0
	err := g.rows(ctx, askStreams, nil, func(body []byte) error {
		s, err := parse(body, readStream)
		if err != nil {
			return err
		}
		words += len(s.Author)
		if numbers[s.ID] != 0 || !ids[s.n].IsZero() || len(out) == mostListed || words > mostWords {
			return &Refused{BadRow}
		}
		ids[s.n], numbers[s.ID], at[s.n] = s.ID, s.n, len(out)
		out = append(out, s)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = g.rows(ctx, askSigners, nil, func(body []byte) error {
		r, err := parse(body, readSigner)
		if err != nil {
			return err
		}
		i, ok := at[r.stream]
		if !ok || out[i].Device != nil {
			return &Refused{BadRow}
		}
		out[i].Device, out[i].Nonce = r.device, r.nonce
		return nil
	})
	if err != nil {
		return nil, err
	}
	g.ids, g.numbers = ids, numbers
	return out, nil
}

// Certificates gives which persons answer for which devices, as the file claims.
func (g *Guest) Certificates(ctx context.Context) ([]journal.Certificate, error) {
	return list(ctx, g, askVouchers, readCertificate)
}

// list gathers rows of which a file of ours has not many.
func list[T any](ctx context.Context, g *Guest, what byte, read func(*fields) T) (out []T, err error) {
	err = g.rows(ctx, what, nil, func(body []byte) error {
		v, err := parse(body, read)
		if err == nil && len(out) == mostListed {
			err = &Refused{BadRow}
		}
		out = append(out, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Origin gives what the file says of itself, when it was made of another: the
// statement, and the key and the signature of the device that made it. ok is
// false for a file that says nothing.
func (g *Guest) Origin(ctx context.Context) (statement string, device, signature []byte, ok bool, err error) {
	said, err := list(ctx, g, askOrigin, readOrigin)
	if err != nil || len(said) == 0 {
		return "", nil, nil, false, err
	}
	return said[0].statement, said[0].device, said[0].signature, true, nil
}

// AttachmentList gives the attachments whose bytes the file holds.
func (g *Guest) AttachmentList(ctx context.Context) ([]journal.Attachment, error) {
	rows, err := list(ctx, g, askAttachments, readAttachment)
	if err != nil {
		return nil, err
	}
	out, numbers := make([]journal.Attachment, len(rows)), map[[32]byte]int64{}
	for i, a := range rows {
		if _, twice := numbers[a.SHA256]; twice {
			return nil, &Refused{BadRow}
		}
		out[i], numbers[a.SHA256] = a.Attachment, a.n
	}
	g.attachments = numbers
	return out, nil
}

// WriteAttachment writes the bytes of an attachment. Only when it does not fail
// do they have their SHA-256, so that nothing may be made of them before.
func (g *Guest) WriteAttachment(ctx context.Context, w io.Writer, a journal.Attachment) error {
	if g.attachments == nil {
		if _, err := g.AttachmentList(ctx); err != nil {
			return err
		}
	}
	n, ok := g.attachments[a.SHA256]
	if !ok {
		return &Refused{BadAttachment}
	}
	h := sha256.New()
	var size, seq int64
	err := g.rows(ctx, askChunks, worker.PutInt(nil, n), func(body []byte) error {
		c, err := parse(body, readChunk)
		if err != nil {
			return err
		}
		if size += int64(len(c.bytes)); c.seq != seq || size > a.Size {
			return &Refused{BadAttachment}
		}
		seq++
		h.Write(c.bytes)
		_, err = w.Write(c.bytes)
		return err
	})
	if err == nil && (size != a.Size || !bytes.Equal(h.Sum(nil), a.SHA256[:])) {
		err = &Refused{BadAttachment}
	}
	return err
}
