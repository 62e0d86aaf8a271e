package store_test

import (
	"encoding/json"
	"testing"

	"guvoh/model/store"
)

func TestAKeptReport(t *testing.T) {
	hers, mine := mustCreate(t), mustCreate(t)
	r := fullCase(1)
	mustDo(t, hers, "create", func(tx *store.Tx) error { return tx.Put(r) })
	mustDo(t, hers, "edit", func(tx *store.Tx) error { return tx.Set(r.ID, "summary", text("she said more")) })
	told, err := mine.Merge(ctx, hers, store.Choice{Way: "file"})
	must(t, err)
	kept, err := mine.MergeByNumber(ctx, told.Merge)
	must(t, err)

	t.Run("says of every field who wrote it, as the merge did", func(t *testing.T) {
		if a, b := asJSON(t, told.Records), asJSON(t, kept.Report.Records); a != b {
			t.Errorf("told %d bytes, kept %d", len(a), len(b))
		}
	})
	t.Run("says it once for all fields of one moment", func(t *testing.T) {
		stored, err := mine.Ask("SELECT report FROM merge")
		must(t, err)
		if n, whole := len(stored[0][0].(string)), len(asJSON(t, told)); 2*n > whole {
			t.Errorf("the report takes %d bytes in the file, and %d when all is said", n, whole)
		}
	})
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	must(t, err)
	return string(b)
}
