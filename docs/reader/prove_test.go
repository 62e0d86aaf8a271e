package main_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/assets"
	reader "guvoh/docs/reader"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// together makes a file in which two people wrote, of one of them without a case
// that was left out, and without the first two entries.
func together(t *testing.T) string {
	t.Helper()
	ctx := context.Background()
	schema, err := model.NewSchema(assets.Vocabularies)
	must(t, err)
	open := func(author string, create bool, path string) *store.DB {
		o := store.Options{
			Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema,
			Author: author, Device: author, DeviceSecret: bytes.Repeat([]byte(author[:1]), 32),
		}
		do := store.Open
		if create {
			do = store.Create
		}
		db, err := do(path, o)
		must(t, err)
		t.Cleanup(func() { db.Close() })
		return db
	}
	put := func(db *store.DB, title string) model.ID {
		r := model.NewRecord("case")
		r.Set("title", model.TextValue(title))
		_, err := db.Do(ctx, "create", func(tx *store.Tx) error { return tx.Put(r) })
		must(t, err)
		return r.ID
	}
	path, other := filepath.Join(t.TempDir(), "a.guvoh"), filepath.Join(t.TempDir(), "b.guvoh")
	a := open("Анора", true, path)
	first := put(a, "one")
	must(t, a.CopyTo(other))
	b := open("Bek", false, other)
	for _, title := range []string{"two", "three", "four"} {
		put(b, title)
	}
	out := put(b, "left out")
	put(b, "five")
	must(t, b.Certify(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, 32))))
	_, err = a.Merge(ctx, b, store.Choice{Way: "file", LeaveOut: map[model.ID]bool{out: true}})
	must(t, err)
	_, err = a.Do(ctx, "purge", func(tx *store.Tx) error { return tx.Purge(first, "title", "consent withdrawn") })
	must(t, err)
	must(t, a.Close())
	change(t, path,
		"INSERT INTO hole SELECT id >> 36, 1, 2, hash, NULL FROM entry WHERE id = (SELECT (stream << 36) + 2 FROM signer ORDER BY stream DESC LIMIT 1)",
		"DELETE FROM entry WHERE id >> 36 = (SELECT stream FROM hole) AND id & 3 IN (1, 2) AND id & 68719476735 < 3")
	return path
}

// change runs SQL on a file, as whoever has its key can.
func change(t *testing.T, path string, queries ...string) {
	t.Helper()
	v, err := vault.Open(path, vaulttest.Passphrase)
	must(t, err)
	s := &sealed{vault: v, path: path}
	defer s.shut()
	s.connect(t)
	for _, q := range queries {
		s.run(t, q)
	}
}

func proved(t *testing.T, path string) (code int, said []map[string]any, complaint string) {
	t.Helper()
	key := filepath.Join(t.TempDir(), "key")
	must(t, os.WriteFile(key, []byte(vaulttest.Passphrase), 0o600))
	var o, e bytes.Buffer
	code = reader.Run([]string{"--prove", "--passphrase-file", key, path}, strings.NewReader(""), &o, &e)
	for line := range bytes.Lines(o.Bytes()) {
		var one map[string]any
		must(t, json.Unmarshal(line, &one))
		said = append(said, one)
	}
	return code, said, e.String()
}

func TestAJournalIsProved(t *testing.T) {
	path := together(t)
	t.Run("over what is not there, with its signatures", func(t *testing.T) {
		code, said, complaint := proved(t, path)
		if code != 0 {
			t.Fatal(complaint)
		}
		if len(said) != 3 || said[0]["author"] != "Анора" || said[1]["author"] != "Bek" || said[2]["certificate"] == nil {
			t.Fatalf("%d lines: %v", len(said), said)
		}
		for name, want := range map[string]float64{"entries": 2, "commitments": 1, "missing": 2, "unsigned": 0} {
			if said[1][name] != want {
				t.Errorf("%s: %v, not %v", name, said[1][name], want)
			}
		}
		if said[0]["unsigned"] != float64(0) || len(said[0]["device"].(string)) != 64 {
			t.Errorf("%v", said[0])
		}
	})
	t.Run("of before there were signatures as well", func(t *testing.T) {
		old, _ := product(t)
		code, said, complaint := proved(t, old)
		if code != 0 || len(said) != 2 || said[0]["device"] != "" || said[0]["unsigned"] != said[0]["entries"] {
			t.Errorf("%d, %v, %s", code, said, complaint)
		}
	})
	for name, query := range map[string]string{
		"another author":                "UPDATE stream SET author = 'somebody'",
		"another device":                "UPDATE signer SET device = zeroblob(32)",
		"another nonce":                 "UPDATE signer SET nonce = zeroblob(16)",
		"another beginning":             "UPDATE stream SET started = started + 1",
		"another signature":             "UPDATE stream SET signature = zeroblob(64)",
		"another hash at its head":      "UPDATE stream SET hash = zeroblob(32)",
		"another head":                  "UPDATE stream SET head = head + 1",
		"another commitment":            "UPDATE bare SET committed = zeroblob(32)",
		"half a commitment":             "UPDATE bare SET committed = zeroblob(16)",
		"a commitment too few":          "DELETE FROM bare",
		"another hash behind a hole":    "UPDATE hole SET hash = zeroblob(32)",
		"a hole that goes back":         "UPDATE hole SET last = 0",
		"a hole too few":                "DELETE FROM hole",
		"a hole too many":               "INSERT INTO hole SELECT stream, 90, 99, hash, NULL FROM hole",
		"a hole of no stream":           "UPDATE hole SET stream = 9",
		"an entry that is none":         "UPDATE entry SET body = x'01' WHERE id = (SELECT max(id) FROM entry)",
		"an entry of another form":      "UPDATE entry SET body = CAST(x'02' || substr(body, 2) AS BLOB) WHERE id = (SELECT max(id) FROM entry)",
		"an entry of another time":      "UPDATE entry SET body = (SELECT body FROM entry ORDER BY id LIMIT 1) WHERE id = (SELECT max(id) FROM entry)",
		"a certificate that one signed": "UPDATE certificate SET by_device = zeroblob(64)",
		"a commitment beside an entry":  "INSERT INTO bare SELECT max(id), zeroblob(32), hash, 0 FROM entry",
	} {
		t.Run("and with "+name+" is refused", func(t *testing.T) {
			b, err := os.ReadFile(path)
			must(t, err)
			other := filepath.Join(t.TempDir(), "x.guvoh")
			must(t, os.WriteFile(other, b, 0o600))
			change(t, other, query)
			if code, _, complaint := proved(t, other); code != 4 {
				t.Errorf("%d: %s", code, complaint)
			}
		})
	}
}
