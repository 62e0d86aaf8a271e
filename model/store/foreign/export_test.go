package foreign

import (
	"bytes"
	"database/sql"
	"os/exec"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store/migrations"
	"guvoh/model/worker"
)

// UseWorker has another program be the worker until restore is called.
func UseWorker(c func() (*exec.Cmd, error)) (restore func()) {
	old := command
	command = c
	return func() { command = old }
}

// Worker gives the worker's process.
func (g *Guest) Worker() *exec.Cmd { return g.worker.Cmd() }

// Folder gives where the private copy lies.
func (g *Guest) Folder() string { return g.folder }

// ReadAll reads messages as this side does, and then each as every kind of row.
func ReadAll(b []byte) {
	r := bytes.NewReader(b)
	for {
		f, err := worker.ReadFrame(r)
		if err != nil {
			return
		}
		_, _ = parse(f.Body, readStream)
		_, _ = parse(f.Body, readAction(nil))
		_, _ = parse(f.Body, readSigner)
		_, _ = parse(f.Body, readHole)
		_, _ = parse(f.Body, readCertificate)
		_, _ = parse(f.Body, readOrigin)
		_ = takeLinks(f.Body, 0, 1<<seqBits, func(journal.Link) error { return nil })
		_, _ = parse(f.Body, readAttachment)
		_, _ = parse(f.Body, readChunk)
	}
}

// LinkRow is a link of an entry, as the worker sends it.
func LinkRow(seq uint64, body []byte) []byte { return putLink(nil, seq, false, body) }

// StreamRow is a stream with one entry, as the worker sends it.
func StreamRow(id model.ID) []byte {
	b := worker.PutBytes(worker.PutBytes(worker.PutInt(nil, 1), id[:]), "x")
	b = worker.PutInt(worker.PutInt(worker.PutInt(b, 1), 1), 1)
	return worker.PutBytes(worker.PutBytes(b, make([]byte, 32)), "")
}

// IndexOfWords reports whether an object belongs to an index of words as we know it.
func IndexOfWords(o migrations.Object, newest migrations.Version) bool {
	return isIndexOfWords(o, newest)
}

// Plain reports whether one object is in the form in which we write them.
func Plain(o migrations.Object) bool {
	p := plainList{columns: map[string][]string{}}
	return p.object(o)
}

// PlainList reports whether a whole list of tables is.
func PlainList(objects []migrations.Object, newest migrations.Version) bool {
	return plain(objects, newest)
}

// Message builds a message, as the worker does.
func Message(what byte, body []byte) []byte {
	var b bytes.Buffer
	_ = worker.WriteFrame(&b, what, body)
	return b.Bytes()
}

// LockedDown opens an unsealed file as the worker does.
func LockedDown(path string) (*sql.DB, error) { return lockedDown(plainURI(path)) }

// Confine takes from this process what a worker goes without.
func Confine() {
	worker.Confine(memory)
	worker.NoMoreFiles()
}
