package main_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	reader "guvoh/docs/reader"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// What opens the example of docs/format.md.
const (
	document     = "../format.md"
	exampleFile  = "testdata/example.bin"
	typed        = " Oʻn ikki\tqush\n"
	exampleAge   = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
	exampleWords = "000102030405060708090a0b0c0d0e0f"
)

// Where the values of the example stand in the document.
const (
	opensValues = "<!-- The values of the example; TestTheExampleIsTrue writes them. -->\n\n```\n"
	endsValues  = "```\n"
)

var update = os.Getenv("UPDATE_GOLDEN") == "1"

// makeExample makes the example anew, by the program. It is kept from then on:
// each would differ, since keys and nonces are random.
func makeExample(t *testing.T) {
	t.Helper()
	id, err := age.ParseX25519Identity(exampleAge)
	must(t, err)
	secret, err := hex.DecodeString(exampleWords)
	must(t, err)
	path := filepath.Join(t.TempDir(), "example.guvoh")
	v, err := vault.Create(path, vaulttest.Cheap, vault.NewPassphrase(reader.Normalise(typed), "A."))
	must(t, err)
	must(t, v.Save(vault.Add(vault.NewRecovery(secret, "")), vault.Add(vault.NewRecipient(id.Recipient(), "B."))))
	s := &sealed{vault: v, path: path}
	t.Cleanup(s.shut)
	s.connect(t)
	for _, q := range []string{
		"PRAGMA application_id = 0x47564F48",
		"CREATE TABLE example(n INTEGER PRIMARY KEY, word TEXT, share REAL, bytes BLOB)",
		"INSERT INTO example VALUES(1, 'guvoh', 0.5, NULL), (2, 'свидетель', 1, x'00ff'), (-3, 'شاهد', NULL, x'')",
	} {
		s.run(t, q)
	}
	must(t, v.Change(s.control, vault.MarkReady))
	s.shut()
	b, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(exampleFile, b, 0o644))
}

// The document and the program describe one file: the program opens it with
// each of the keys, and every value in the document is that of the file.
func TestTheExampleIsTrue(t *testing.T) {
	if _, err := os.Stat(exampleFile); update && errors.Is(err, fs.ErrNotExist) {
		makeExample(t)
	}
	whole, err := os.ReadFile(exampleFile)
	must(t, err)
	path := filepath.Join(t.TempDir(), "example.guvoh")
	must(t, os.WriteFile(path, whole, 0o600))

	values := exampleValues(t, path, whole)
	text, err := os.ReadFile(document)
	must(t, err)
	before, rest, found := strings.Cut(string(text), opensValues)
	shown, after, ended := strings.Cut(rest, endsValues)
	if !found || !ended {
		t.Fatalf("%s has no place for the values of the example", document)
	}
	if shown != values {
		if update {
			must(t, os.WriteFile(document, []byte(before+opensValues+values+endsValues+after), 0o644))
		} else {
			t.Errorf("%s and the example disagree; UPDATE_GOLDEN=1 writes the values anew", document)
		}
	}

	id, err := age.ParseX25519Identity(exampleAge)
	must(t, err)
	secret, err := hex.DecodeString(exampleWords)
	must(t, err)
	for name, key := range map[string]vault.Secret{
		"the passphrase": vault.Passphrase(reader.Normalise(typed)), "the words": vault.Words(secret), "the identity": vault.Identities{id},
	} {
		t.Run("the program opens it with "+name, func(t *testing.T) {
			v, err := vault.Open(path, key)
			must(t, err)
			s := &sealed{vault: v, path: path}
			defer s.shut()
			s.connect(t)
			var n int
			var all string
			must(t, s.QueryRow("SELECT count(*), group_concat(word, ' ') FROM example").Scan(&n, &all))
			if n != 3 || all != "شاهد guvoh свидетель" {
				t.Errorf("it reads %d rows, %q", n, all)
			}
		})
	}
}

// exampleValues works out every step of the document on the example.
func exampleValues(t *testing.T, path string, whole []byte) string {
	t.Helper()
	var b strings.Builder
	show := func(name string, v []byte) { fmt.Fprintf(&b, "%s\n%s", name, lines(v)) }
	say := func(name string, v any) { fmt.Fprintf(&b, "%s\n    %v\n", name, v) }

	h := reader.Header(t, path)
	dataKey, salt := reader.KeyOf(t, path, reader.Normalise(typed))
	say("passphrase, as typed (in the escapes of C)", `" O\u02BBn ikki\tqush\n"`)
	show("passphrase, normalised", []byte(reader.Normalise(typed)))
	show("kdf.salt", h.KDF.Salt)
	say("t, m, p", fmt.Sprint(h.KDF.T, ", ", h.KDF.M, ", ", h.KDF.P))
	stretched := h.Stretch(reader.Normalise(typed))
	show("Argon2id", stretched)
	show("id", h.ID)
	secret, err := hex.DecodeString(exampleWords)
	must(t, err)
	for _, way := range []struct {
		name string
		key  []byte
	}{
		{"the passphrase", reader.Derive(stretched, h.KDF.Salt, "passphrase")},
		{"words whose secret is " + exampleWords, reader.Derive(secret, h.KDF.Salt, "words")},
	} {
		show("key of the place, from "+way.name, way.key)
		at, block := placeOf(t, h.Places, h.ID, way.key)
		show(fmt.Sprintf("place %d", at), h.Places[at])
		show("its block", block)
	}
	say("age identity", exampleAge)
	show("recipients[0]", h.Recipients[0])
	show("its payload", payloadOf(t, h.Recipients[0]))
	show("data key", dataKey)

	n := int(binary.BigEndian.Uint32(whole[20:]))
	show("bytes 0 to 24 of the header", whole[:24])
	key := reader.Derive(dataKey, h.ID, "header")
	show("key of the header's MAC", key)
	m := hmac.New(sha256.New, key)
	m.Write(whole[:24+n])
	show("MAC", m.Sum(nil))
	sum := sha256.Sum256(whole[:56+n])
	show("SHA-256", sum[:])
	if !bytes.Equal(whole[24+n:56+n], m.Sum(nil)) || !bytes.Equal(whole[56+n:88+n], sum[:]) {
		t.Error("MAC or SHA-256 of the example are others")
	}
	key = reader.Derive(dataKey, h.ID, "private")
	show("key of the private list", key)
	list, ok := reader.Unseal(key, h.Private[:24], h.Private[24:], h.ID)
	if !ok || len(list) != 8192 {
		t.Fatal("the private list does not open")
	}
	say("private list", string(list[4:4+binary.BigEndian.Uint32(list)]))

	show("salt", salt)
	for _, purpose := range []string{"journal", "wal", "main"} {
		show("key derived for "+purpose, reader.Derive(dataKey, salt, purpose))
	}
	page := whole[131072+4096 : 131072+8192]
	show("page 2", page)
	show("page 2 in clear, without its zeros", squeezed(reader.OpenPage(t, dataKey, salt, 2, page)))
	_, rows, complaint := read(t, "--passphrase-file", typed, path)
	if complaint != "" {
		t.Error(complaint)
	}
	b.WriteString("rows\n")
	for row := range strings.Lines(string(rows)) {
		b.WriteString("    " + row)
	}
	return b.String()
}

// squeezed takes the longest run of zeros out.
func squeezed(b []byte) []byte {
	from, to := 0, 0
	for i := 0; i < len(b); i++ {
		j := i
		for j < len(b) && b[j] == 0 {
			j++
		}
		if j-i > to-from {
			from, to = i, j
		}
		i = max(i, j-1)
	}
	return append(bytes.Clone(b[:from]), b[to:]...)
}

func lines(v []byte) string {
	var b strings.Builder
	for part := range bytes.SplitSeq(chunks(v), []byte{'\n'}) {
		fmt.Fprintf(&b, "    %s\n", part)
	}
	return b.String()
}

// chunks writes 56 bytes a line.
func chunks(v []byte) []byte {
	var out []byte
	for len(v) > 56 {
		out = append(hex.AppendEncode(out, v[:56]), '\n')
		v = v[56:]
	}
	return hex.AppendEncode(out, v)
}

func placeOf(t *testing.T, places [][]byte, id, key []byte) (int, []byte) {
	t.Helper()
	for i, p := range places {
		if block, ok := reader.Unseal(key, p[:24], p[24:], append(bytes.Clone(id), byte(i))); ok {
			return i, block
		}
	}
	t.Fatal("no place opens")
	return 0, nil
}

func payloadOf(t *testing.T, sealed []byte) []byte {
	t.Helper()
	id, err := age.ParseX25519Identity(exampleAge)
	must(t, err)
	r, err := age.Decrypt(bytes.NewReader(sealed), id)
	must(t, err)
	b, err := io.ReadAll(r)
	must(t, err)
	return b
}
