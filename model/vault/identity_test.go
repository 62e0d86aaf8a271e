package vault_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"guvoh/model/vault"
)

// sealedFor makes a vault that nobody but the recipient and "right" opens.
func sealedFor(t *testing.T, text string) *vault.File {
	t.Helper()
	r, err := vault.ParseRecipient(text)
	must(t, err)
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	must(t, f.Save(vault.Add(vault.NewRecipient(r, ""))))
	return f
}

func TestAnIdentity(t *testing.T) {
	for kind, classic := range map[string]bool{"hybrid": false, "classic": true} {
		t.Run(kind+" is kept sealed, and opens what was sealed for it", func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "identity")
			made, err := vault.CreateIdentity(path, "its passphrase", cheap, classic)
			must(t, err)
			read, err := vault.OpenIdentity(path, "its passphrase")
			must(t, err)
			if made.Recipient() != read.Recipient() || strings.HasPrefix(read.Recipient(), "age1pq1") == classic {
				t.Error("it has another public key than before, or one of the other kind")
			}
			f := sealedFor(t, made.Recipient())
			if !f.Opens(read.Secret()) {
				t.Error("it does not open the file")
			}
			b, err := os.ReadFile(path)
			must(t, err)
			if bytes.Contains(b, []byte("AGE-SECRET")) || bytes.Contains(b, []byte("age1")) || bytes.Contains(b, []byte(made.Recipient()[10:40])) {
				t.Error("something of it stands in the file in clear")
			}
		})
	}
	t.Run("of either kind looks the same", func(t *testing.T) {
		var sizes []int64
		for _, classic := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), "identity")
			_, err := vault.CreateIdentity(path, "p", cheap, classic)
			must(t, err)
			st, err := os.Stat(path)
			must(t, err)
			sizes = append(sizes, st.Size())
			if runtime.GOOS != "windows" && st.Mode().Perm() != 0o600 {
				t.Errorf("others may read it: %v", st.Mode())
			}
		}
		if sizes[0] != sizes[1] {
			t.Error("the sizes differ", sizes)
		}
	})
	t.Run("is never written over", func(t *testing.T) {
		dir := t.TempDir()
		path := filepath.Join(dir, "identity")
		_, err := vault.CreateIdentity(path, "p", cheap, true)
		must(t, err)
		before, _ := os.ReadFile(path)
		if _, err := vault.CreateIdentity(path, "p", cheap, true); !errors.Is(err, fs.ErrExist) {
			t.Error(err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Error("it has changed")
		}
		if in, _ := os.ReadDir(dir); len(in) != 1 {
			t.Error("something lies beside it")
		}
	})
	t.Run("needs a passphrase and a folder", func(t *testing.T) {
		if _, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "identity"), "", cheap, true); !errors.Is(err, vault.ErrEmpty) {
			t.Error(err)
		}
		if _, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "no", "identity"), "p", cheap, true); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
	})
}

func TestAnIdentityThatDoesNotOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "identity")
	_, err := vault.CreateIdentity(path, "right", cheap, true)
	must(t, err)
	whole, err := os.ReadFile(path)
	must(t, err)
	change := func(from, to string) []byte {
		b := bytes.Replace(whole, []byte(from), []byte(to), 1)
		if bytes.Equal(b, whole) {
			t.Fatalf("there is no %s to change", from)
		}
		return b
	}
	flipped := bytes.Clone(whole)
	if at := len(flipped) - 20; flipped[at] == 'A' { // in the base64 of the seal: another letter of it
		flipped[at] = 'B'
	} else {
		flipped[at] = 'A'
	}
	for name, c := range map[string]struct {
		b    []byte
		p    vault.Passphrase
		want error
	}{
		"another passphrase":    {whole, "wrong", vault.ErrWrongKey},
		"no passphrase":         {whole, "", vault.ErrWrongKey},
		"a letter":              {[]byte("Dear colleague,"), "right", vault.ErrNoIdentity},
		"nothing":               {nil, "right", vault.ErrNoIdentity},
		"cut short":             {whole[:len(whole)/2], "right", vault.ErrDamaged},
		"changed":               {flipped, "right", vault.ErrWrongKey},
		"of a newer program":    {change(`"guvoh_identity":1`, `"guvoh_identity":2`), "right", vault.ErrNewer},
		"of another derivation": {change(`argon2id`, `argon3`), "right", vault.ErrNewer},
		"greedy":                {change(`"m":64`, `"m":64000000`), "right", vault.ErrGreedy},
		"without parameters":    {change(`"t":1`, `"t":0`), "right", vault.ErrGreedy},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "identity")
			must(t, os.WriteFile(path, c.b, 0o600))
			if _, err := vault.OpenIdentity(path, c.p); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	t.Run("that is not there", func(t *testing.T) {
		if _, err := vault.OpenIdentity(filepath.Join(t.TempDir(), "gone"), "right"); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
	})
	t.Run("is told from keys that lie there plain", func(t *testing.T) {
		if !vault.IsSealedIdentity(whole) || vault.IsSealedIdentity([]byte("# a remark\n")) {
			t.Error("it is not")
		}
	})
}

// The private key is 32 bytes of 0x42, which nobody would draw.
func TestPlainKeysOfAge(t *testing.T) {
	const private = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
	const public = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
	t.Run("open what was sealed for them", func(t *testing.T) {
		f := sealedFor(t, public)
		for _, text := range []string{private, "# created: 2026\r\n# public key: " + public + "\r\n" + private + "\r\n"} {
			ids, err := vault.ReadIdentities([]byte(text))
			must(t, err)
			if !f.Opens(ids) {
				t.Error("they do not open it")
			}
		}
	})
	t.Run("are refused without a word of them when they are none", func(t *testing.T) {
		for _, text := range []string{"", "Dear colleague,", strings.Replace(private, "ZGF", "ZGP", 1), public} {
			_, err := vault.ReadIdentities([]byte(text))
			if !errors.Is(err, vault.ErrNoIdentity) || strings.Contains(err.Error(), "GFPY") {
				t.Error(err)
			}
		}
	})
	t.Run("are read from a card however it was typed", func(t *testing.T) {
		for name, text := range map[string]string{
			"as it is": public, "in capitals": strings.ToUpper(public), "between spaces": "\n  " + public + " \r\n",
			"in groups":        public[:5] + " " + public[5:20] + "\n" + public[20:],
			"with remarks":     "\ufeff# contact card\r\n" + public + "\r\n# the end",
			"in mixed letters": strings.ToUpper(public[:30]) + public[30:],
		} {
			if _, err := vault.ParseRecipient(text); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for name, text := range map[string]string{
			"nothing": "", "a letter": "Dear colleague,", "a slip": strings.Replace(public, "q", "p", 1), "two of them": public + "\n" + public, "a private key": private,
		} {
			if _, err := vault.ParseRecipient(text); !errors.Is(err, vault.ErrNoIdentity) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
