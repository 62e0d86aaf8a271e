package cli_test

import (
	"context"
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

func TestWhatACommandWroteIsInTheIndex(t *testing.T) {
	dir, file := sample(t)
	path := put(t, dir, "letter.html", "<html><p>They took him to Nukus.")
	must(t, "attach", file, "SAMPLE-1", path)
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(file, store.Options{Secret: vaulttest.Passphrase, Schema: schema, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if u, err := db.Unsearched(context.Background()); err != nil || u != (store.Unsearched{}) {
		t.Errorf("%+v is left, %v", u, err)
	}
}
