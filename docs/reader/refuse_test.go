package main_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	reader "guvoh/docs/reader"
)

// small makes a closed file with some pages and gives its bytes.
func small(t *testing.T) (path string, whole []byte) {
	t.Helper()
	s := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	s.run(t, "CREATE TABLE t(n INTEGER PRIMARY KEY, b)")
	s.run(t, "CREATE INDEX i ON t(b)")
	s.run(t, "CREATE TABLE w(a, b, PRIMARY KEY(a)) WITHOUT ROWID")
	for i := range 60 {
		s.run(t, "INSERT INTO t(b) VALUES(?)", strings.Repeat("x", i*20))
		s.run(t, "INSERT INTO w VALUES(?, ?)", i, strings.Repeat("y", i*30))
	}
	s.run(t, "INSERT INTO t(b) VALUES(?)", pattern(1, 30000))
	s.run(t, "DELETE FROM t WHERE n > 60")
	s.shut()
	whole, err := os.ReadFile(s.path)
	must(t, err)
	return s.path, whole
}

// refused asks that the reader refuses a file and prints nothing of it.
func refused(t *testing.T, name, path string, b []byte) {
	t.Helper()
	must(t, os.WriteFile(path, b, 0o600))
	if code, out, complaint := read(t, "--passphrase-file", right, path); code != 4 || len(out) > 0 {
		t.Errorf("%s: exit status %d, %d bytes printed, %q", name, code, len(out), complaint)
	}
}

func opened(t *testing.T, name, path string, b []byte) {
	t.Helper()
	must(t, os.WriteFile(path, b, 0o600))
	if code, out, complaint := read(t, "--passphrase-file", right, path); code != 0 || len(out) == 0 {
		t.Errorf("%s: exit status %d, %d bytes printed, %q", name, code, len(out), complaint)
	}
}

func TestAFileThatWasCutShortIsRefused(t *testing.T) {
	path, whole := small(t)
	opened(t, "the whole file", path, whole)
	sizes := []int{0, 7, 20, 65535, 65536, 131071, 131072, 131073, len(whole) - 1, len(whole) - 40}
	for n := 131072 + 4096; n < len(whole); n += 4096 {
		sizes = append(sizes, n)
	}
	for _, n := range sizes {
		refused(t, "cut", path, whole[:n])
	}
}

func TestAFlippedBitIsRefused(t *testing.T) {
	path, whole := small(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	flip := func(at int) []byte {
		b := bytes.Clone(whole)
		b[at] ^= 1 << rnd.IntN(8)
		return b
	}
	for page := 131072; page < len(whole); page += 4096 {
		for _, within := range []int{0, rnd.IntN(4056), 4056 + rnd.IntN(16), 4072 + rnd.IntN(24)} {
			refused(t, "a flipped bit", path, flip(page+within))
		}
	}
	used := 24 + int(binary.BigEndian.Uint32(whole[20:])) + 64
	for range 20 { // either copy of the header alone is enough
		opened(t, "a flipped bit in one copy", path, flip(rnd.IntN(131072)))
		b := flip(rnd.IntN(used))
		b[65536+rnd.IntN(used)] ^= 0x10
		refused(t, "a flipped bit in both copies", path, b)
	}
}

func TestPagesThatWereMovedAreRefused(t *testing.T) {
	path, whole := small(t)
	b := bytes.Clone(whole)
	copy(b[131072+4096:], whole[131072+8192:131072+12288])
	copy(b[131072+8192:], whole[131072+4096:131072+8192])
	refused(t, "two pages in each other's place", path, b)
	other, foreign := small(t)
	copy(whole[131072+4096:], foreign[131072+4096:131072+8192])
	refused(t, "a page of another file with the same passphrase", other, whole)
}

// header changes both copies and makes their SHA-256 fit again, as somebody
// without the key can.
func header(whole []byte, change func(b []byte)) []byte {
	out := bytes.Clone(whole)
	for _, at := range []int{0, 65536} {
		b := out[at : at+65536]
		change(b)
		end := 24 + min(65440, int(binary.BigEndian.Uint32(b[20:])))
		sum := sha256.Sum256(b[:end+32])
		copy(b[end+32:], sum[:])
	}
	return out
}

func TestAHeaderOfSomebodyElseIsRefused(t *testing.T) {
	path, whole := small(t)
	replace := func(from, to string) func([]byte) {
		if !bytes.Contains(whole, []byte(from)) {
			t.Fatalf("there is no %q", from)
		}
		return func(b []byte) {
			body := bytes.Replace(bytes.Clone(b[24:24+binary.BigEndian.Uint32(b[20:])]), []byte(from), []byte(to), 1)
			binary.BigEndian.PutUint32(b[20:], uint32(len(body)))
			copy(b[24:], body)
		}
	}
	for name, change := range map[string]func([]byte){
		"another sequence":     func(b []byte) { binary.BigEndian.PutUint64(b[12:], 1000) },
		"a newer format":       func(b []byte) { b[11] = 2 },
		"format 0":             func(b []byte) { b[11] = 0 },
		"a body without end":   func(b []byte) { binary.BigEndian.PutUint32(b[20:], 0xffffffff) },
		"another cipher":       replace("xchacha20-poly1305", "aes-256-gcm"),
		"another page size":    replace(`"page":4096`, `"page":8192`),
		"a terabyte of memory": replace(`"m":64`, `"m":1073741824`),
		"hours of work":        replace(`"t":1`, `"t":11`),
		"no work":              replace(`"t":1`, `"t":0`),
		"no threads":           replace(`"p":1`, `"p":0`),
		"another function":     replace("argon2id", "scrypt"),
		"it says it is new":    replace(`"ready":true`, `"ready":false`),
		"a member twice":       replace(`"ready":true`, `"ready":true,"ready":true`),
		"a member in capitals": replace(`"ready"`, `"READY"`),
		"another member":       replace(`"ready":true`, `"ready":true,"x":1`),
		"white space":          replace(`"ready":true`, `"ready": true`),
		"another id":           replace(`"id":"`, `"id":"AAAAAAAAAAAAAAAAAAAAAA==","x":"`),
		"too few places":       replace(`"places":["`, `"places":[],"x":["`),
		"a place too short":    replace(`"places":["`, `"places":["AAAA","`),
		"text behind it":       replace(`"kdf"`, `"kdf":{}},{"x"`),
	} {
		refused(t, name, path, header(whole, change))
	}
	refused(t, "a wipe that nobody with a key asked for", path, header(whole, func(b []byte) {
		n := binary.BigEndian.Uint32(b[20:])
		binary.BigEndian.PutUint32(b[20:], n+15)
		copy(b[24+n-1:], `,"wipe_after":1}`)
	}))
	opened(t, "nothing changed", path, header(whole, func([]byte) {}))
	opened(t, "another count of attempts", path, header(whole, func(b []byte) { copy(b[65528:], "\x00\x00\x00\x09\xff\xff\xff\xf6") }))
}

func TestOtherFilesAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	refused(t, "a plain database", path, append([]byte("SQLite format 3\x00"), make([]byte, 200000)...))
	refused(t, "zeros", path, make([]byte, 200000))
	refused(t, "a letter", path, []byte("Dear colleague,"))
	s := create(t, filepath.Join(t.TempDir(), "b"))
	s.run(t, "CREATE TABLE t(a)")
	s.run(t, "PRAGMA application_id = 1")
	s.shut()
	b, err := os.ReadFile(s.path)
	must(t, err)
	refused(t, "the database of another program", path, b)
}

// A crash leaves a hot journal; the reader sends its user to the program.
func TestAChangeThatWasNotFinishedIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := create(t, filepath.Join(dir, "a.guvoh"))
	s.run(t, "CREATE TABLE t(n INTEGER PRIMARY KEY, b)")
	s.run(t, "PRAGMA cache_size = 5")
	c, err := s.Conn(context.Background())
	must(t, err)
	for _, q := range []string{"BEGIN", "INSERT INTO t(b) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < 500) SELECT zeroblob(1000) FROM c"} {
		if _, err := c.ExecContext(context.Background(), q); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(s.path)
	must(t, err)
	journal, err := os.ReadFile(s.path + "-journal")
	must(t, err)
	must(t, c.Close())
	s.shut()

	crashed := filepath.Join(dir, "crashed.guvoh")
	must(t, os.WriteFile(crashed+"-journal", journal, 0o600))
	refused(t, "a hot journal", crashed, file)
	if code, _, complaint := read(t, "--passphrase-file", right, crashed); code != 4 || !strings.Contains(complaint, "not finished") {
		t.Errorf("exit status %d, %q", code, complaint)
	}
	whole, err := os.ReadFile(s.path)
	must(t, err)
	for name, j := range map[string][]byte{"too short": journal[:551], "over": make([]byte, 600), "of another file": pattern(1, 600)} {
		must(t, os.WriteFile(crashed+"-journal", j, 0o600))
		must(t, os.WriteFile(crashed, whole, 0o600))
		if code, _, complaint := read(t, "--passphrase-file", right, crashed); code != 0 {
			t.Errorf("a journal that is %s: exit status %d, %q", name, code, complaint)
		}
	}
	must(t, os.WriteFile(crashed+"-wal", []byte{1}, 0o600))
	refused(t, "a write-ahead log", crashed, whole)
}

// Whoever has a key can seal whatever they like. The reader must then neither
// crash nor run for ever.
func TestNonsenseUnderAValidSeal(t *testing.T) {
	path, whole := small(t)
	dataKey, salt := reader.KeyOf(t, path, right)
	rnd := rand.New(rand.NewPCG(3, 4))
	codes := map[int]int{}
	for range 500 {
		b := bytes.Clone(whole)
		for range 1 + rnd.IntN(3) {
			i := rnd.IntN(len(b)/4096 - 32)
			page := b[131072+i*4096 : 131072+(i+1)*4096]
			clear := reader.OpenPage(t, dataKey, salt, i+1, page)
			for range 1 + rnd.IntN(4) {
				at := rnd.IntN(len(clear))
				if rnd.IntN(2) == 0 {
					at = rnd.IntN(120) // where the numbers of the tree are
				}
				clear[at] = byte(rnd.IntN(256))
			}
			copy(page, reader.SealPage(dataKey, salt, i+1, clear))
		}
		must(t, os.WriteFile(path, b, 0o600))
		code, _, complaint := read(t, "--passphrase-file", right, path)
		if codes[code]++; code != 0 && code != 4 {
			t.Fatalf("exit status %d, %q", code, complaint)
		}
	}
	if codes[0] < 20 || codes[4] < 20 {
		t.Errorf("only one of both ways was taken: %v", codes)
	}
}

func TestALoopUnderAValidSealIsRefused(t *testing.T) {
	path, whole := small(t)
	dataKey, salt := reader.KeyOf(t, path, right)
	for i := 1; i < len(whole)/4096-32; i++ {
		clear := reader.OpenPage(t, dataKey, salt, i+1, whole[131072+i*4096:131072+(i+1)*4096])
		if clear[0] != 5 { // an inner page of a table
			continue
		}
		binary.BigEndian.PutUint32(clear[8:], uint32(i+1)) // its last child is itself
		copy(whole[131072+i*4096:], reader.SealPage(dataKey, salt, i+1, clear))
		must(t, os.WriteFile(path, whole, 0o600))
		code, _, complaint := read(t, "--passphrase-file", right, path)
		if code != 4 || !strings.Contains(complaint, "part of itself") {
			t.Errorf("exit status %d, %q", code, complaint)
		}
		return
	}
	t.Fatal("the file has no inner page")
}
