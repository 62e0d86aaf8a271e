package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

func schema(tb testing.TB) *model.Schema {
	tb.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func mustCreate(tb testing.TB) *store.DB {
	tb.Helper()
	db, err := store.Create(filepath.Join(tb.TempDir(), "test.guvoh"), options(tb))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

func options(tb testing.TB) store.Options {
	return store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema(tb), Author: "A. Tester"}
}

func mustOpen(tb testing.TB, path string) *store.DB {
	tb.Helper()
	db, err := store.Open(path, options(tb))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

func mustDo(tb testing.TB, db *store.DB, verb string, fn func(*store.Tx) error) store.Changes {
	tb.Helper()
	c, err := db.Do(context.Background(), verb, fn)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func mustBeSound(tb testing.TB, db *store.DB) store.Report {
	tb.Helper()
	r, err := db.Check(context.Background(), nil)
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range r.Findings {
		tb.Errorf("check: %+v", f)
	}
	return r
}

func TestEveryFieldOfEveryKindIsKept(t *testing.T) {
	db := mustCreate(t)
	records := modeltest.FullCase(schema(t))
	mustDo(t, db, "import", func(tx *store.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	path := db.Path()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = mustOpen(t, path)
	for _, r := range records {
		got, err := db.Get(context.Background(), r.ID)
		if err != nil {
			t.Fatalf("%s %s: %v", r.Kind, r.ID, err)
		}
		for f, v := range r.Values {
			if got.Get(f) != v {
				t.Errorf("%s.%s: got %s, want %s", r.Kind, f, got.Get(f), v)
			}
		}
	}
	report, err := db.Check(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if f.Trouble != store.LostBytes { // only the records were put in, not the bytes of the evidence
			t.Errorf("check: %+v", f)
		}
	}
}

func passphrase(s string) vault.Secret { return vault.Passphrase(s) }

func add(s string) vault.Change { return vault.Add(vault.NewPassphrase(s, "")) }

func remove(id string) vault.Change { return vault.Remove(id) }

func cancelled(t *testing.T) context.Context {
	c, cancel := context.WithCancel(t.Context())
	cancel()
	return c
}
