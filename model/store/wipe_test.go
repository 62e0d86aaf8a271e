package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"guvoh/model/store"
	"guvoh/model/vault"
)

// endless is a recording without an end. It says when so much was read.
type endless struct {
	left  int
	begun chan struct{}
}

func (e *endless) Read(b []byte) (int, error) {
	if e.left > 0 {
		if e.left -= len(b); e.left <= 0 {
			close(e.begun)
		}
	}
	return len(b), nil
}

func TestWipeInTheMiddleOfAnAction(t *testing.T) {
	db := mustCreate(t)
	path := db.Path()
	recording := &endless{left: 100 << 20, begun: make(chan struct{})}
	ended := make(chan error, 1)
	go func() {
		_, err := db.Do(ctx, "attach", func(tx *store.Tx) error { _, _, err := tx.Attach(recording); return err })
		ended <- err
	}()
	<-recording.begun
	begin := time.Now()
	err := db.Wipe()
	took := time.Since(begin)
	if err != nil {
		t.Fatal(err)
	}
	if took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
	t.Logf("destroyed and closed after %v", took)
	if err := <-ended; err == nil {
		t.Error("the recording was kept all the same")
	}
	if _, err := store.Open(path, options(t)); !errors.Is(err, store.ErrNotGuvoh) {
		t.Errorf("opening says %v", err)
	}
}

func TestAFileBehindALink(t *testing.T) {
	db := mustCreate(t)
	path := db.Path()
	db.Close()
	link := filepath.Join(t.TempDir(), "link.guvoh")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here")
	}
	t.Run("is open by its own name", func(t *testing.T) {
		db := mustOpen(t, link)
		if db.Path() != path {
			t.Error("by that of the link")
		}
		garden := filepath.Join(filepath.Dir(path), "garden.guvoh")
		o := options(t)
		o.Secret = vault.Passphrase("roses")
		g, err := store.Create(garden, o)
		if err != nil {
			t.Fatal(err)
		}
		g.Close()
		if err := db.AddDecoy("roses", garden); err != nil {
			t.Errorf("a harmless file beside it: %v", err)
		}
		db.Close()
	})
	t.Run("is wiped with its journal", func(t *testing.T) {
		if err := os.WriteFile(path+"-journal", []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := store.Wipe(link); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(path + "-journal"); err == nil {
			t.Error("the journal is still there")
		}
	})
}
