package exchange_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"guvoh/app/exchange"
	"guvoh/model/search"
	"guvoh/model/store"
)

func evidence(t *testing.T, db *store.DB, name, text string) string {
	t.Helper()
	var sha string
	_, err := db.Do(context.Background(), "attach", func(tx *store.Tx) error {
		r, err := tx.Evidence(strings.NewReader(text), name, "", nil)
		sha = r.Text("sha256")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sha
}

func TestTextsOfAttachments(t *testing.T) {
	ctx := context.Background()
	db := create(t)
	result := map[string]store.ReadResult{
		evidence(t, db, "a.txt", "They took him to Nukus."):                                                      store.TextRead,
		evidence(t, db, "b.rtf", `{\rtf1 Qarshi}`):                                                               store.TextRead,
		evidence(t, db, "c.wav", "RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00"): store.TextNone,
		evidence(t, db, "d.bin", strings.Repeat("\x01\x02\xff", 90)):                                             store.TextRefused,
	}
	texts := exchange.NewTexts(db)
	defer texts.Close()
	for range result {
		found, ok, err := texts.Next(ctx)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		if found.Result != result[found.SHA256] {
			t.Errorf("%q, want %q", found.Result, result[found.SHA256])
		}
		if err := texts.Keep(ctx, found); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok, err := texts.Next(ctx); ok || err != nil {
		t.Error("there is one more", err)
	}
	t.Run("are found once all words are read", func(t *testing.T) {
		if err := exchange.ReadWords(ctx, db); err != nil {
			t.Fatal(err)
		}
		u, err := db.Unsearched(ctx)
		if err != nil || u != (store.Unsearched{}) {
			t.Errorf("%+v, %v", u, err)
		}
		for _, word := range []string{"Nukus", "Qarshi"} {
			m, err := db.Look(ctx, store.Looked{Query: search.Parse(word, false), Limit: 5})
			if err != nil || len(m.Found) != 1 {
				t.Errorf("%d found, %v", len(m.Found), err)
			}
		}
	})
	t.Run("are not looked for where they are to be passed over", func(t *testing.T) {
		evidence(t, db, "later.txt", "what another command left")
		left, err := db.Unextracted(ctx, 10)
		if err != nil || len(left) != 1 {
			t.Fatal(len(left), err)
		}
		evidence(t, db, "new.txt", "what this one brought to Termez")
		if err := exchange.ReadWords(ctx, db, left...); err != nil {
			t.Fatal(err)
		}
		again, err := db.Unextracted(ctx, 10)
		if err != nil || len(again) != 1 || again[0].SHA256 != left[0].SHA256 {
			t.Errorf("%d are left, %v", len(again), err)
		}
	})
	t.Run("are not looked for any more once that is called off", func(t *testing.T) {
		evidence(t, db, "e.txt", "even later")
		off, cancel := context.WithCancel(ctx)
		cancel()
		if err := exchange.ReadWords(off, db); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}
