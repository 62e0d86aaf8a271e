package vault_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"guvoh/model/vault"
)

func TestTheSecretOfADevice(t *testing.T) {
	t.Run("is drawn once, and lies where nobody else can read it", func(t *testing.T) {
		folder := filepath.Join(t.TempDir(), "config", "guvoh")
		one, err := vault.DeviceSecret(folder)
		must(t, err)
		again, err := vault.DeviceSecret(folder)
		must(t, err)
		if len(one) != 32 || !bytes.Equal(one, again) {
			t.Error("it is another one the second time")
		}
		other, err := vault.DeviceSecret(t.TempDir())
		must(t, err)
		if bytes.Equal(one, other) {
			t.Error("two devices have the same")
		}
		in, err := os.ReadDir(folder)
		must(t, err)
		if len(in) != 1 || in[0].Name() != vault.DeviceName {
			t.Error("something else lies there")
		}
		if runtime.GOOS == "windows" {
			return
		}
		for path, want := range map[string]os.FileMode{folder: 0o700, filepath.Join(folder, vault.DeviceName): 0o600} {
			if st, err := os.Stat(path); err != nil || st.Mode().Perm() != want {
				t.Errorf("others may look: %v, %v", st.Mode(), err)
			}
		}
	})
	t.Run("is the same for programs that begin at one time", func(t *testing.T) {
		folder := t.TempDir()
		secrets := make([][]byte, 8)
		var all sync.WaitGroup
		for i := range secrets {
			all.Go(func() {
				var err error
				if secrets[i], err = vault.DeviceSecret(folder); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, s := range secrets {
			if !bytes.Equal(s, secrets[0]) {
				t.Fatal("two of them have another")
			}
		}
	})
	t.Run("is not made by looking for it", func(t *testing.T) {
		folder := t.TempDir()
		if vault.KnownDeviceSecret(folder) != nil {
			t.Error("there is one")
		}
		if in, _ := os.ReadDir(folder); len(in) != 0 {
			t.Error("something was made")
		}
		secret, err := vault.DeviceSecret(folder)
		must(t, err)
		if !bytes.Equal(vault.KnownDeviceSecret(folder), secret) {
			t.Error("it is not found")
		}
	})
	t.Run("gives a word that is its own and does not tell it", func(t *testing.T) {
		a, b := bytes.Repeat([]byte{7}, 32), bytes.Repeat([]byte{8}, 32)
		if w := vault.DeviceWord(a); w != "UWVLIRAJBEWDXIY2ENMLPIKS" || w == vault.DeviceWord(b) {
			t.Error("it is", w)
		}
	})
	t.Run("is never written over", func(t *testing.T) {
		for name, there := range map[string][]byte{"empty": {}, "cut short": make([]byte, 31), "too long": make([]byte, 33)} {
			folder := t.TempDir()
			path := filepath.Join(folder, vault.DeviceName)
			must(t, os.WriteFile(path, there, 0o600))
			if _, err := vault.DeviceSecret(folder); !errors.Is(err, vault.ErrDamaged) {
				t.Errorf("%s: %v", name, err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, there) {
				t.Errorf("%s: it was changed", name)
			}
		}
	})
	t.Run("is not to be had where the folder cannot be made", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "a file")
		must(t, os.WriteFile(file, nil, 0o600))
		if s, err := vault.DeviceSecret(filepath.Join(file, "guvoh")); err == nil || s != nil {
			t.Error("it is")
		}
	})
}
