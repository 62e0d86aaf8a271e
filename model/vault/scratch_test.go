package vault_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"guvoh/model/vault"
)

func TestScratch(t *testing.T) {
	folder := t.TempDir()
	s, err := vault.NewScratch(folder)
	if err != nil {
		t.Fatal(err)
	}
	blocks := [][]byte{[]byte("what she said"), {}, bytes.Repeat([]byte("more "), 40_000)}
	for _, b := range blocks {
		if n, err := s.Write(b); n != len(b) || err != nil {
			t.Fatal(n, err)
		}
	}
	t.Run("gives back what was written", func(t *testing.T) {
		at := int64(0)
		for i, want := range blocks {
			got, next, err := s.Block(at, nil)
			if err != nil || !bytes.Equal(got, want) {
				t.Fatalf("block %d: %d bytes, %v", i, len(got), err)
			}
			at = next
		}
		if at != s.Size() {
			t.Errorf("it ends at %d, not %d", at, s.Size())
		}
	})
	t.Run("has no name, or one that goes with it", func(t *testing.T) {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			t.Errorf("%d files are left", len(left))
		}
	})
	t.Run("holds no word in clear and notices a change", func(t *testing.T) {
		s, raw, err := vault.NamedScratch(filepath.Join(folder, "x"))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		s.Write(blocks[0])
		b, err := os.ReadFile(raw)
		if err != nil || bytes.Contains(b, blocks[0]) || len(b) == 0 {
			t.Fatalf("%d bytes, %v", len(b), err)
		}
		for i := range b {
			c := bytes.Clone(b)
			c[i] ^= 1
			if err := os.WriteFile(raw, c, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, _, err := s.Block(0, nil); !errors.Is(err, vault.ErrDamaged) {
				t.Fatalf("byte %d: %v", i, err)
			}
		}
	})
}
