package vault_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"guvoh/model/vault"
)

// FuzzHeader reads what claims to be a header: its checksum is made right, so
// that what is behind it is reached. Whatever it says, nobody without the key
// can have written it.
func FuzzHeader(f *testing.F) {
	v := create(f, filepath.Join(f.TempDir(), "a.guvoh"))
	h, err := vault.ReadHeaderOf(v.Path())
	must(f, err)
	body, err := json.Marshal(h)
	must(f, err)
	at := func(piece string) uint32 { return uint32(bytes.Index(body, []byte(piece))) }
	f.Add(uint32(0), uint32(0), []byte{})
	f.Add(uint32(0), uint32(len(body)), []byte("{}"))
	f.Add(uint32(0), uint32(len(body)), []byte(`{"cipher":"xchacha20-poly1305","page":4096,"places":[null]}`))
	f.Add(at(`"t":1`), uint32(5), []byte(`"t":4294967295`))
	f.Add(at(`"m":64`), uint32(6), []byte(`"m":1073741824`))
	f.Add(at(`"page":4096`), uint32(0), []byte(`"page":512,`))
	// A short piece of a valid header is replaced, so that the inputs stay short.
	f.Fuzz(func(t *testing.T, at, out uint32, in []byte) {
		at = min(at, uint32(len(body)))
		out = min(out, uint32(len(body))-at)
		body := slices.Concat(body[:at], in, body[at+out:])
		if len(body) > vault.CopySize-200 {
			return
		}
		one := vault.Unsigned(body)
		h, err := vault.Decode(one)
		if err != nil {
			return
		}
		if c := h.KDF.Cost; c.Time > vault.Limit.Time || c.Memory > vault.Limit.Memory || c.Threads > vault.Limit.Threads {
			t.Errorf("it may ask for %+v", c)
		}
		again, err := json.Marshal(h)
		if err != nil || !bytes.Equal(again, body) {
			t.Error("something of it would be lost when it is written again")
		}
		if c := h.KDF.Cost; c.Time*c.Memory > 1<<12 {
			return // to stretch a passphrase takes long, and nothing can come of it
		}
		path := filepath.Join(t.TempDir(), "a.guvoh")
		must(t, os.WriteFile(path, append(bytes.Clone(one), one...), 0o600))
		if g, err := vault.Open(path, right); err == nil {
			g.Close()
			t.Error("it opens")
		}
	})
}

// FuzzOpen opens a file that somebody has changed anywhere, and reads it.
func FuzzOpen(f *testing.F) {
	v := create(f, filepath.Join(f.TempDir(), "a.guvoh"))
	db := open(f, v)
	run(f, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, tx INTEGER, b TEXT); INSERT INTO t(tx, b) VALUES(1, 'one'), (2, 'two')")
	rows, err := contents(db)
	must(f, err)
	must(f, v.Change(control(db), vault.MarkReady))
	must(f, db.Close())
	v.Close()
	whole, err := os.ReadFile(v.Path())
	must(f, err)
	f.Add(uint32(0), []byte{}, uint32(0))
	f.Add(uint32(8), []byte{0, 0, 0, 2}, uint32(0))
	f.Add(uint32(vault.HeaderSize), make([]byte, 100), uint32(0))
	f.Add(uint32(vault.CopySize), bytes.Repeat([]byte{255}, vault.CopySize), uint32(0))
	f.Add(uint32(0), []byte{}, uint32(vault.PageSize))
	f.Add(uint32(20), []byte{255, 255, 255, 255}, uint32(1))
	f.Fuzz(func(t *testing.T, at uint32, change []byte, short uint32) {
		b := bytes.Clone(whole)
		at %= uint32(len(b))
		copy(b[at:], change)
		b = b[:len(b)-int(short%uint32(len(b)))]
		path := filepath.Join(t.TempDir(), "a.guvoh")
		must(t, os.WriteFile(path, b, 0o600))
		begin := time.Now()
		g, err := vault.Open(path, right)
		if err != nil {
			return
		}
		defer g.Close()
		db := sql.OpenDB(connector{g.URI(true, true), nil})
		defer db.Close()
		if now, err := contents(db); err == nil && now != rows {
			t.Error("other rows and no error")
		}
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}
