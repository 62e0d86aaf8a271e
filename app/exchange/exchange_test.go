package exchange_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"guvoh/app/exchange"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

func create(t *testing.T) *store.DB {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Create(filepath.Join(t.TempDir(), "a.guvoh"), store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema, Author: "A. Tester"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestSample(t *testing.T) {
	ctx := context.Background()
	db := create(t)
	if err := exchange.Sample(ctx, db); err != nil {
		t.Fatal(err)
	}
	t.Run("fills a file that passes every check", func(t *testing.T) {
		r, err := db.Check(ctx, nil)
		if err != nil || !r.OK() || r.Attachments != 1 {
			t.Fatalf("%v, %d attachments, %+v", err, r.Attachments, r.Findings)
		}
	})
	t.Run("goes out and into an empty file and out again with the same bytes", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "data.json")
		if _, err := exchange.WriteFile(ctx, db, path); err != nil {
			t.Fatal(err)
		}
		other := create(t)
		if _, err := exchange.Import(ctx, other, path); err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		if _, err := exchange.Write(ctx, other, &again); err != nil {
			t.Fatal(err)
		}
		want, _ := os.ReadFile(path)
		if !bytes.Equal(want, again.Bytes()) {
			t.Error("the data changed on the way")
		}
	})
	t.Run("is one step of undo", func(t *testing.T) {
		if _, err := db.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if ns, _ := db.CaseNumbers(ctx, store.CaseQuery{}); len(ns) != 0 {
			t.Errorf("%d cases are left", len(ns))
		}
	})
}
