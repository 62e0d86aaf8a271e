package main_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"path/filepath"
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// product makes a file as the program does: a case with every field of every
// kind, a second session that changes and deletes, an attachment of 2.5 MiB.
func product(t *testing.T) (path string, evidence []byte) {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	must(t, err)
	o := store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema, Author: "A. Tester"}
	path = filepath.Join(t.TempDir(), "product.guvoh")
	db, err := store.Create(path, o)
	must(t, err)
	records := modeltest.FullCase(schema)
	evidence = pattern(3, 5<<19)
	_, err = db.Do(context.Background(), "import", func(tx *store.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		_, _, err := tx.Attach(bytes.NewReader(evidence))
		return err
	})
	must(t, err)
	must(t, db.Close())
	o.Author = "B. Tester"
	db, err = store.Open(path, o)
	must(t, err)
	for _, r := range records {
		if r.Kind == "person" {
			_, err = db.Do(context.Background(), "edit", func(tx *store.Tx) error {
				return tx.Set(r.ID, "summary", `"изменено — oʻzgardi"`)
			})
			must(t, err)
		}
	}
	must(t, db.Close())
	return path, evidence
}

func TestAFileOfTheProgramIsReadWhole(t *testing.T) {
	path, evidence := product(t)
	code, out, complaint := read(t, "--passphrase-file", string(vaulttest.Passphrase), path)
	if code != 0 {
		t.Fatal(complaint)
	}
	got := printed(t, out)

	v, err := vault.Open(path, vaulttest.Passphrase)
	must(t, err)
	s := &sealed{vault: v, path: path}
	t.Cleanup(s.shut)
	s.connect(t)
	want := expected(t, s)
	if len(want["record"]) < 50 || len(want["entry"]) < 70 || len(want["stream"]) != 2 || len(want["chunk"]) != 3 {
		t.Fatalf("the program made %d records, %d entries, %d streams, %d chunks", len(want["record"]), len(want["entry"]), len(want["stream"]), len(want["chunk"]))
	}
	same(t, printed(t, out), want)

	t.Run("with the evidence as it was received", func(t *testing.T) {
		var b []byte
		for _, c := range got["chunk"] {
			b = append(b, blobOf(t, c["bytes"])...)
		}
		sum := sha256.Sum256(b)
		if !bytes.Equal(b, evidence) || !bytes.Equal(sum[:], blobOf(t, got["attachment"][0]["sha256"])) {
			t.Error("the chunks do not add up")
		}
	})
	t.Run("with a journal whose chain holds as docs/format.md says", func(t *testing.T) {
		for _, s := range got["stream"] {
			chain := append(blobOf(t, s["id"]), make([]byte, 16)...)
			n, entries := number(t, s["n"]), 0
			for _, e := range got["entry"] {
				if id := number(t, e["id"]); id>>36 == n {
					entries++
					if id&(1<<36-1) != int64(entries) {
						t.Fatal("an entry is missing")
					}
					chain = link(t, chain, blobOf(t, s["id"]), uint64(entries), blobOf(t, e["body"]))
					if !bytes.Equal(chain, blobOf(t, e["hash"])) {
						t.Fatalf("the hash of entry %d differs", entries)
					}
				}
			}
			if entries == 0 || !bytes.Equal(chain, blobOf(t, s["hash"])) {
				t.Errorf("the chain of stream %d ends elsewhere after %d entries", n, entries)
			}
		}
	})
}

// link adds an entry to a chain as section 8 of docs/format.md describes it.
func link(t *testing.T, before, stream []byte, n uint64, body []byte) []byte {
	t.Helper()
	at := 1
	skip := func(k uint64) { at += int(k) }
	num := func() uint64 {
		v, size := binary.Uvarint(body[at:])
		if size <= 0 {
			t.Fatal("an entry is cut short")
		}
		at += size
		return v
	}
	salt := body[1:17]
	skip(48)    // salt, action, action taken back
	skip(num()) // verb
	num()       // time
	num()       // lamport
	skip(16)    // record
	skip(num()) // kind
	skip(num() * 16)
	committed, copied := sha256.New(), 0
	for i, ops := uint64(0), num(); i < ops; i++ {
		skip(num()) // field
		for p := num(); p > 0; p-- {
			num()
			num()
			num()
		}
		start, form := at, body[at]
		skip(1)
		if form != 0 {
			skip(num())
		}
		committed.Write(body[copied:start])
		copied = at
		if form == 9 {
			committed.Write(body[at-32 : at])
			continue
		}
		sum := sha256.Sum256(append(binary.AppendUvarint(bytes.Clone(salt), i), body[start:at]...))
		committed.Write(sum[:])
	}
	if at != len(body) || body[0] != 1 {
		t.Fatal("an entry is longer than it says")
	}
	committed.Write(body[copied:])
	sum := sha256.Sum256(committed.Sum(binary.BigEndian.AppendUint64(append(bytes.Clone(before), stream...), n)))
	return sum[:]
}

func number(t *testing.T, v any) int64 {
	t.Helper()
	n, err := v.(json.Number).Int64()
	must(t, err)
	return n
}

func blobOf(t *testing.T, v any) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(v.(map[string]any)["blob"].(string))
	must(t, err)
	return b
}
