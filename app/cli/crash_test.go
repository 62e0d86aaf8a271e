package cli_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/cli"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

func TestWordsTypedBeforeACrashAreInTheAnswer(t *testing.T) {
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.guvoh")
	db, err := store.Create(path, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	c := model.NewRecord("case")
	c.Set("title", model.TextValue("one"))
	if _, err := db.Do(context.Background(), "create", func(tx *store.Tx) error { return tx.Put(c) }); err != nil {
		t.Fatal(err)
	}
	if err := db.SetDraft(context.Background(), c.ID, "summary", model.TextValue("typed at the last moment")); err != nil {
		t.Fatal(err)
	}
	db.Close()
	d, asked := deps(), 0
	d.Ask = func(string, bool) (string, error) { asked++; return string(vaulttest.Passphrase), nil }
	var out, complaint bytes.Buffer
	code := cli.Run(context.Background(), []string{"show", path, c.ID.String()}, cli.Streams{Out: &out, Err: &complaint}, d)
	if code != cli.Done || !strings.Contains(out.String(), "typed at the last moment") {
		t.Errorf("exit %d, %d bytes of answer, complaint %q", code, out.Len(), complaint.String())
	}
	if asked != 1 {
		t.Errorf("the passphrase was asked for %d times", asked)
	}
}
