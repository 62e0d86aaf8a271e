package vault_test

import (
	"errors"
	"path/filepath"
	"testing"

	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

func TestSecretsOfWhichOneMayOpenAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.guvoh")
	v, err := vault.Create(path, vaulttest.Cheap, vault.NewPassphrase("right", ""))
	if err == nil {
		err = v.Save(vault.SetWipeAfter(3))
	}
	if err != nil {
		t.Fatal(err)
	}
	v.Close()
	open := func(s vault.Secret) error {
		v, err := vault.Open(path, s)
		if err == nil {
			v.Close()
		}
		return err
	}
	for name, c := range map[string]struct {
		secrets vault.Any
		want    error
	}{
		"the last of them opens it": {vault.Any{vault.Words("x"), vault.Passphrase("wrong"), vault.Passphrase("right")}, nil},
		"none of them does":         {vault.Any{vault.Words("x"), vault.Passphrase("wrong")}, vault.ErrWrongKey},
		"there are none":            {nil, vault.ErrWrongKey},
	} {
		t.Run(name, func(t *testing.T) {
			if err := open(c.secrets); !errors.Is(err, c.want) {
				t.Error(err)
			}
		})
	}
	t.Run("and all of them together are one guess", func(t *testing.T) {
		if err := open(vault.Passphrase("right")); err != nil { // sets the count back
			t.Fatal(err)
		}
		wrong := vault.Any{vault.Passphrase("a"), vault.Passphrase("b"), vault.Passphrase("c"), vault.Passphrase("d")}
		for n, want := range []error{vault.ErrWrongKey, vault.ErrWrongKey, vault.ErrWiped} {
			if err := open(wrong); !errors.Is(err, want) {
				t.Errorf("guess %d: %v", n+1, err)
			}
		}
	})
}
