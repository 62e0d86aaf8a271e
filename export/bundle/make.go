package bundle

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"guvoh/export"
	"guvoh/export/leak"
	"guvoh/export/seal"
)

// Make makes the files of a dossier. When it fails, none of the files that it
// began may be kept. It fails with a [*Refused] when the gate stops it, with a
// [*Leaked] when something is found in a file that must not leave, and with an
// [*pdf.TooLargeError] when a page does not fit into a volume.
func Make(ctx context.Context, o Order, create Create) (*Result, error) {
	d, err := prepare(ctx, o)
	if err != nil {
		return nil, err
	}
	if d.refused() {
		return nil, &Refused{d.Findings}
	}
	m := &making{ctx: ctx, d: d, o: o, create: create, name: cmp.Or(o.Name, Name(o.Snapshot.Case, o.Profile, o.At, d.Taken != nil))}
	if err := m.print(); err != nil {
		return nil, err
	}
	if d.refused() {
		return nil, &Refused{d.Findings}
	}
	if err := m.search(); err != nil {
		return nil, err
	}
	if err := m.release(); err != nil {
		return nil, err
	}
	return &Result{Title: d.Document.Title, Files: m.files(), Pages: m.pages, Findings: d.Findings, Hidden: d.Hidden, Taken: d.Taken, Doubtful: m.doubtful}, nil
}

// refused tells whether nothing may be made.
func (d *Draft) refused() bool {
	standing := export.Standing(d.Findings) // the gravest first
	return len(standing) > 0 && (standing[0].Severity == export.Stop || d.order.Strict && standing[0].Severity == export.Warning)
}

// making is one order being carried out.
type making struct {
	ctx      context.Context
	d        *Draft
	o        Order
	create   Create
	name     string
	made     []*made
	pages    int
	doubtful []leak.Hit
}

// made is a file being made.
type made struct {
	File
	to    Target
	hash  hash.Hash
	plain *bytes.Buffer // of a file that no disk may have yet: it is to be searched or sealed before
}

func (f *made) Write(p []byte) (int, error) {
	if f.plain != nil {
		return f.plain.Write(p)
	}
	n, err := f.to.Write(p)
	f.hash.Write(p[:n])
	f.Size += int64(n)
	return n, err
}

// Close ends the writing; the file stays open to be read again.
func (f *made) Close() error { return nil }

// read gives what was written.
func (f *made) read() ([]byte, error) {
	if f.plain != nil {
		return f.plain.Bytes(), nil
	}
	b := make([]byte, f.Size)
	_, err := f.to.ReadAt(b, 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b, err
}

// begin begins one of so many files.
func (m *making) begin(volume, of int) (*made, error) {
	name := nameOf(m.name, m.o.format(), volume, of)
	to, err := m.create(name)
	if err != nil {
		return nil, err
	}
	f := &made{File: File{Name: name, Format: m.o.format()}, to: to, hash: sha256.New()}
	f.Sealed = m.o.Seal != ""
	if f.Sealed || m.d.Taken != nil { // what was written to a stick and removed can be found on it
		f.plain = &bytes.Buffer{}
	}
	m.made = append(m.made, f)
	return f, nil
}

// release lets go of the files that were held back until they were searched,
// locked where that is wanted.
func (m *making) release() error {
	for _, f := range m.made {
		if f.plain == nil {
			continue
		}
		plain := f.plain.Bytes()
		f.plain = nil
		var err error
		if f.Sealed {
			err = seal.Write(f, plain, m.o.Seal)
		} else {
			_, err = f.Write(plain)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *making) files() []File {
	var all []File
	for _, f := range m.made {
		f.SHA256 = hex.EncodeToString(f.hash.Sum(nil))
		all = append(all, f.File)
	}
	return all
}

// print renders the document. What only printing tells goes to the gate.
func (m *making) print() error {
	if m.o.format() == "pdf" {
		return m.printPDF()
	}
	return m.printOther()
}

// search looks in every finished file, and in its name, for what was taken out.
func (m *making) search() error {
	if m.d.Taken == nil {
		return nil
	}
	leaked := &Leaked{}
	for i, f := range m.made {
		m.o.step(StepSearch, i, len(m.made))
		b, err := f.read()
		if err != nil {
			return err
		}
		hits, err := m.d.Taken.Search.Search(m.ctx, f.Name, b)
		if err != nil {
			return err
		}
		leaked.Hits = append(leaked.Hits, hits...)
	}
	if leak.Refuses(leaked.Hits) {
		return leaked
	}
	m.doubtful = leaked.Hits
	m.o.step(StepSearch, len(m.made), len(m.made))
	return nil
}
