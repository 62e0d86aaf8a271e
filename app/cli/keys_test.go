package cli_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"guvoh/app/cli"
	"guvoh/model/vault/vaulttest"
)

// keysOf gives the kinds of everything that opens a file.
func keysOf(t *testing.T, file string) (kinds []string) {
	t.Helper()
	var list struct{ Keys []struct{ Kind string } }
	if err := json.Unmarshal([]byte(must(t, "key", "list", file, "--json")), &list); err != nil {
		t.Fatal(err)
	}
	for _, k := range list.Keys {
		kinds = append(kinds, k.Kind)
	}
	return kinds
}

func TestASheetAndItsKeyComeTogether(t *testing.T) {
	t.Run("no key is added when the sheet cannot be written", func(t *testing.T) {
		dir, file := sample(t)
		refuses(t, dir, cli.Failed, "There is no folder", "key", "recovery", file, "-o", filepath.Join(dir, "no", "sheet.pdf"))
		put(t, dir, "friend-2.pdf", "somebody's letter")
		refuses(t, dir, cli.Failed, "friend-2.pdf is already there", "key", "shares", file, "--need", "2", "--of", "3", "-o", filepath.Join(dir, "friend"))
		if got := keysOf(t, file); len(got) != 1 {
			t.Errorf("the keys are %v", got)
		}
	})
	t.Run("no sheet is left when the key cannot be added", func(t *testing.T) {
		dir, file := sample(t)
		full(t, file)
		for _, args := range [][]string{
			{"key", "recovery", file, "-o", filepath.Join(dir, "sheet.pdf")},
			{"key", "shares", file, "--need", "2", "--of", "3", "-o", filepath.Join(dir, "friend")},
		} {
			refuses(t, dir, cli.Failed, "has no room for another key; nothing was changed", args...)
		}
	})
	t.Run("a sheet is printed without a trace on the disk", func(t *testing.T) {
		dir, file := sample(t)
		a := run("key", "recovery", file, "-o", "-")
		if a.code != cli.Done || !strings.HasPrefix(a.out, "%PDF") || !strings.Contains(a.err, "This PDF: the recovery sheet") {
			t.Errorf("status %d, %s", a.code, a.err)
		}
		a = run("key", "shares", file, "--need", "2", "--of", "3", "-o", "-")
		if a.code != cli.Done || !strings.HasPrefix(a.out, "%PDF") || !strings.Contains(a.err, "This PDF: 3 key shares") {
			t.Errorf("status %d, %s", a.code, a.err)
		}
		if in, _ := os.ReadDir(dir); len(in) != 1 {
			t.Error("something lies beside the file")
		}
		if got := keysOf(t, file); len(got) != 3 {
			t.Errorf("the keys are %v", got)
		}
	})
}

// full fills every place for a passphrase or words.
func full(t *testing.T, file string) {
	t.Helper()
	for range 15 {
		must(t, "key", "recovery", file)
	}
}

func TestAPassphraseIsChangedWhereThereIsNoRoom(t *testing.T) {
	dir, file := sample(t)
	full(t, file)
	must(t, "key", "change", file, "--new-passphrase-file", put(t, dir, "new.txt", "marble anchor willow thimble spice"))
	refuses(t, dir, cli.WrongKey, "does not open", "list", file)
	must(t, "list", file, "--passphrase-file", filepath.Join(dir, "new.txt"))
}

func TestWhoDoesNotWantToAnswer(t *testing.T) {
	d := deps()
	d.Ask = func(string, bool) (string, error) { return "", context.Canceled }
	d.Profile = t.TempDir()
	dir, file := sample(t)
	for _, args := range [][]string{
		{"list", file},
		{"init", filepath.Join(dir, "new.guvoh")},
		{"key", "add", file},
		{"key", "wipe", file},
		{"key", "card"},
		{"key", "recovery", file, "--check"},
	} {
		a := runWith(d, args...)
		if a.code != cli.Failed || !strings.HasSuffix(a.err, "Stopped; nothing was changed.\n") || a.out != "" {
			t.Errorf("%v: status %d, %q", args, a.code, a.err)
		}
	}
	if in, _ := os.ReadDir(dir); len(in) != 1 {
		t.Error("something was made all the same")
	}
	must(t, "list", file)
}

func TestAKeyThatOthersCanReadIsWarnedOf(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no such permission here")
	}
	dir, file := sample(t)
	key := put(t, dir, "key.txt", string(vaulttest.Passphrase))
	for mode, warned := range map[os.FileMode]bool{0o600: false, 0o400: false, 0o640: true, 0o604: true} {
		if err := os.Chmod(key, mode); err != nil {
			t.Fatal(err)
		}
		a := run("list", file, "--passphrase-file", key)
		if a.code != cli.Done || !strings.Contains(a.out, "SAMPLE-1") || strings.Contains(a.err, "Others on this computer can read "+key) != warned {
			t.Errorf("%v: status %d, %s", mode, a.code, a.err)
		}
	}
}

func TestAHeaderThatSomebodyChanged(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		code     int
		words    string
	}{
		"without a key":          {`"ready":true`, `"ready":false`, cli.Unreadable, "were changed by somebody who has none of them"},
		"to ask for absurd work": {`"m":64`, `"m":64000000`, cli.Unreadable, "asks for absurd work before it opens"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, file := sample(t)
			change(t, file, func(b []byte) []byte {
				for _, at := range []int{0, headerCopy} {
					forge(t, b[at:at+headerCopy], c.from, c.to)
				}
				return b
			})
			for _, args := range everyCommand(t, dir, file) {
				refuses(t, dir, c.code, c.words, args...)
			}
		})
	}
}

// forge changes a copy of the header as somebody without a key can: its
// checksum is right.
func forge(t *testing.T, b []byte, from, to string) {
	t.Helper()
	const body = 24
	n := int(binary.BigEndian.Uint32(b[20:]))
	mac := bytes.Clone(b[body+n : body+n+32])
	changed := bytes.Replace(bytes.Clone(b[body:body+n]), []byte(from), []byte(to), 1)
	if len(changed) == n {
		t.Fatal("the header has no such member")
	}
	binary.BigEndian.PutUint32(b[20:], uint32(len(changed)))
	end := body + copy(b[body:], changed)
	end += copy(b[end:], mac)
	sum := sha256.Sum256(b[:end])
	copy(b[end:], sum[:])
}

// firstVersion gives the bytes of a file of the first version.
func firstVersion(t *testing.T) string {
	t.Helper()
	packed, err := os.Open("../../model/store/testdata/first-version.guvoh.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	old, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return string(old)
}

func TestAFileOfTheFirstVersion(t *testing.T) {
	old := []byte(firstVersion(t))
	dir := t.TempDir()
	file := put(t, dir, "cases.guvoh", string(old))
	key := put(t, dir, "key.txt", "marble anchor willow thimble spice")
	t.Run("is named as such by every command and left as it is", func(t *testing.T) {
		for _, args := range everyCommand(t, dir, file) {
			refuses(t, dir, cli.Failed, "is of the first version, which did not seal files; it was left as it is. Seal it first: guvoh seal "+file, args...)
		}
		refuses(t, dir, cli.Failed, "is not sealed, so there are no keys to destroy", "key", "wipe", file, "--yes")
		refuses(t, dir, cli.Failed, "No unsealed original lies beside", "seal", file, "--forget-original")
	})
	t.Run("is sealed, and the original is kept", func(t *testing.T) {
		weak := put(t, dir, "weak.txt", "qwerty")
		refuses(t, dir, cli.Failed, "would be guessed", "seal", file, "--passphrase-file", weak)
		out := must(t, "seal", file, "--passphrase-file", key)
		if !strings.Contains(out, "is sealed. The unsealed original is kept as "+file+".unsealed") {
			t.Error(out)
		}
		if kept, err := os.ReadFile(file + ".unsealed"); err != nil || !bytes.Equal(kept, old) {
			t.Error("the original is not what it was", err)
		}
		if !strings.Contains(must(t, "list", file, "--passphrase-file", key), "SAMPLE-1") {
			t.Error("the cases are not in it")
		}
		refuses(t, dir, cli.Failed, "is sealed already", "seal", file, "--passphrase-file", key)
	})
	t.Run("is forgotten only by who can open the sealed one", func(t *testing.T) {
		refuses(t, dir, cli.WrongKey, "does not open", "seal", file, "--forget-original")
		out := must(t, "seal", file, "--forget-original", "--passphrase-file", key)
		if !strings.Contains(out, file+".unsealed was written over and removed") {
			t.Error(out)
		}
		if _, err := os.Lstat(file + ".unsealed"); err == nil {
			t.Error("it is still there")
		}
		must(t, "check", file, "--passphrase-file", key)
	})
	t.Run("is not forgotten while the sealed one is damaged", func(t *testing.T) {
		dir := t.TempDir()
		file := put(t, dir, "cases.guvoh", string(old))
		must(t, "seal", file)
		change(t, file, func(b []byte) []byte { b[len(b)-100] ^= 1; return b })
		before := prints(t, dir)
		a := run("seal", file, "--forget-original")
		if a.code != cli.Unreadable || !maps.Equal(before, prints(t, dir)) {
			t.Errorf("status %d, %s", a.code, a.err)
		}
	})
}

func TestTheFolderOfAPersonsOwnKey(t *testing.T) {
	t.Run("is made when it is not there, and nobody else can look into it", func(t *testing.T) {
		d := deps()
		d.Profile = filepath.Join(t.TempDir(), "a", "guvoh")
		if a := runWith(d, "key", "card"); a.code != cli.Done || !strings.Contains(a.out, "age1pq1") {
			t.Fatalf("status %d, %s", a.code, a.err)
		}
		st, err := os.Stat(d.Profile)
		if err != nil || runtime.GOOS != "windows" && st.Mode().Perm() != 0o700 {
			t.Error(st, err)
		}
		if in, _ := os.ReadDir(d.Profile); len(in) != 1 || in[0].Name() != "identity" {
			t.Error("other things lie there")
		}
	})
	t.Run("is missed where the system gives none", func(t *testing.T) {
		dir, file := sample(t)
		refuses(t, dir, cli.Failed, "there is no place for a key of your own", "key", "card")
		refuses(t, dir, cli.Failed, "there is no place for a key of your own", "list", file, "--identity")
	})
	t.Run("with a damaged key in it is said to be so", func(t *testing.T) {
		d := deps()
		d.Profile = t.TempDir()
		put(t, d.Profile, "identity", `{"guvoh_identity":1`)
		refusesWith(t, d, d.Profile, cli.Unreadable, "is damaged", "key", "card")
		put(t, d.Profile, "identity", `{"guvoh_identity":7}`)
		refusesWith(t, d, d.Profile, cli.Unreadable, "newer version", "key", "card")
	})
	t.Run("keeps no weak passphrase", func(t *testing.T) {
		d := deps()
		d.Profile = t.TempDir()
		d.Ask = func(string, bool) (string, error) { return "qwerty", nil }
		if a := runWith(d, "key", "card"); a.code != cli.Failed || !strings.Contains(a.err, "would be guessed") || a.out != "" {
			t.Errorf("status %d, %s", a.code, a.err)
		}
		if in, _ := os.ReadDir(d.Profile); len(in) != 0 {
			t.Error("something was made")
		}
	})
}
