package interchange_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/interchange"
	"guvoh/model/store"
)

const (
	caseA  = "aaaaaaaa-0000-4000-8000-000000000001"
	caseB  = "bbbbbbbb-0000-4000-8000-000000000002"
	person = "cccccccc-0000-4000-8000-000000000003"
	shared = "dddddddd-0000-4000-8000-000000000004"
)

// twoCases share a piece of evidence, which shows a person.
func twoCases() []byte {
	return document(
		record(caseA, "case", `"title":"A"`), record(caseB, "case", `"title":"B"`), record(person, "person", `"pseudonym":"P"`),
		record(shared, "evidence", `"title":"E","cases":["`+caseA+`","`+caseB+`"],"persons":["`+person+`"]`),
	)
}

func deleteRecord(t *testing.T, db *store.DB, id string) {
	t.Helper()
	if _, err := db.Do(context.Background(), "delete", func(tx *store.Tx) error { return tx.Delete(mustID(t, id)) }); err != nil {
		t.Fatal(err)
	}
}

func TestLinksToWhatIsNotWritten(t *testing.T) {
	ctx := context.Background()
	evidence := func(t *testing.T, db *store.DB) model.Record {
		t.Helper()
		r, err := db.Get(ctx, mustID(t, shared))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	t.Run("a link to a deleted record is left out", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, twoCases())
		deleteRecord(t, db, person)
		doc := write(t, fileSource(db))
		if strings.Contains(string(doc), person) {
			t.Error("it is there")
		}
		other := create(t)
		mustLoad(t, other, doc)
		if again := write(t, fileSource(other)); !bytes.Equal(doc, again) {
			t.Error("the document has changed on the way")
		}
		t.Run("and coming back takes nothing away", func(t *testing.T) {
			if out := mustLoad(t, db, doc); out.Changed != 0 || out.Added != 0 {
				t.Errorf("import says %+v", out)
			}
			if ids := evidence(t, db).Refs("persons"); len(ids) != 1 {
				t.Errorf("%d links are left", len(ids))
			}
		})
	})
	t.Run("a link to another case stays where that case is, and is left out where it is not", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, twoCases())
		snap, err := db.Snapshot(ctx, mustID(t, caseA))
		if err != nil {
			t.Fatal(err)
		}
		source := interchange.Of(db.Schema(), snap)
		source.Elsewhere = func(id model.ID) (bool, error) { return id == mustID(t, caseB), nil }
		var doc bytes.Buffer
		if _, err := interchange.Write(ctx, &doc, source); err != nil {
			t.Fatal(err)
		}
		if out := mustLoad(t, db, doc.Bytes()); out.Changed != 0 || out.Added != 0 {
			t.Errorf("at home the import says %+v", out)
		}
		if n := len(evidence(t, db).Refs("cases")); n != 2 {
			t.Errorf("at home it is evidence of %d cases", n)
		}
		other := create(t)
		mustLoad(t, other, doc.Bytes())
		if ids := evidence(t, other).Refs("cases"); len(ids) != 1 || ids[0].String() != caseA {
			t.Errorf("elsewhere it is evidence of %v", ids)
		}
	})
	t.Run("a link that is taken out of a document is taken out of the file", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, twoCases())
		mustLoad(t, db, document(record(shared, "evidence", `"persons":[],"cases":["`+caseB+`"]`)))
		if r := evidence(t, db); len(r.Refs("persons")) != 0 || len(r.Refs("cases")) != 1 {
			t.Errorf("%v", r.Values)
		}
	})
	t.Run("a failure to look is said", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, twoCases())
		snap, err := db.Snapshot(ctx, mustID(t, caseA))
		if err != nil {
			t.Fatal(err)
		}
		source := interchange.Of(db.Schema(), snap)
		source.Elsewhere = func(model.ID) (bool, error) { return false, errDisk }
		if _, err := interchange.Write(ctx, io.Discard, source); err != errDisk {
			t.Errorf("got %v", err)
		}
	})
}
