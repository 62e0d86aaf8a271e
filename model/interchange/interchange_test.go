package interchange_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/interchange"
	"guvoh/model/modeltest"
	"guvoh/model/store"
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

// source writes records that are in memory.
func source(s *model.Schema, records []model.Record, open func(string) (io.ReadCloser, error)) interchange.Source {
	return interchange.Source{
		Schema: modeltest.Schema(s, records),
		Records: func(kind string) ([]model.Record, error) {
			return slices.DeleteFunc(slices.Clone(records), func(r model.Record) bool { return r.Kind != kind }), nil
		},
		Open: open,
	}
}

// fileSource writes all that a file holds.
func fileSource(db *store.DB) interchange.Source {
	return interchange.Source{
		Schema:  db.Schema(),
		Records: func(kind string) ([]model.Record, error) { return db.Records(context.Background(), kind) },
		Open: func(sha string) (io.ReadCloser, error) {
			r, err := db.OpenAttachment(sha)
			if errors.Is(err, store.ErrNoBytes) {
				err = fs.ErrNotExist
			}
			return r, err
		},
	}
}

func write(tb testing.TB, s interchange.Source) []byte {
	tb.Helper()
	var b bytes.Buffer
	if _, err := interchange.Write(context.Background(), &b, s); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func read(doc []byte, s *model.Schema) (*interchange.File, error) {
	return interchange.Read(context.Background(), bytes.NewReader(doc), int64(len(doc)), s)
}

func mustRead(tb testing.TB, doc []byte, s *model.Schema) *interchange.File {
	tb.Helper()
	f, err := read(doc, s)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

func create(tb testing.TB) *store.DB {
	tb.Helper()
	db, err := store.Create(filepath.Join(tb.TempDir(), "a.guvoh"), store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema(tb)})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

func load(tb testing.TB, db *store.DB, doc []byte) (interchange.Outcome, error) {
	tb.Helper()
	f, err := read(doc, db.Schema())
	if err != nil {
		return interchange.Outcome{}, err
	}
	var out interchange.Outcome
	_, err = db.Do(context.Background(), "import", func(tx *store.Tx) error {
		out, err = f.Into(context.Background(), tx, store.ErrNotFound)
		return err
	})
	return out, err
}

func mustLoad(tb testing.TB, db *store.DB, doc []byte) interchange.Outcome {
	tb.Helper()
	out, err := load(tb, db, doc)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func TestTheFullCaseGoesRoundUnchanged(t *testing.T) {
	s := schema(t)
	records := modeltest.FullCase(s)
	doc := write(t, source(s, records, modeltest.Open))

	t.Run("what is read is what was written, value by value", func(t *testing.T) {
		f := mustRead(t, doc, s)
		got := map[model.ID]model.Record{}
		for _, r := range f.Records {
			got[r.ID] = r
		}
		if len(got) != len(records) {
			t.Errorf("%d records of %d", len(got), len(records))
		}
		for _, r := range records {
			for field, v := range r.Values {
				if got[r.ID].Get(field) != v {
					t.Errorf("%s.%s is %s, was %s", r.Kind, field, got[r.ID].Get(field), v)
				}
			}
			if len(got[r.ID].Values) != len(r.Values) {
				t.Errorf("%s %s has %d fields, had %d", r.Kind, r.ID, len(got[r.ID].Values), len(r.Values))
			}
		}
		for _, a := range f.Attachments {
			b, err := io.ReadAll(f.Open(a))
			if err != nil || !bytes.Equal(b, modeltest.Attachments()[a.SHA256]) || a.Size != int64(len(b)) {
				t.Errorf("attachment %s: %d bytes, %v", a.SHA256, len(b), err)
			}
		}
		if n := len(modeltest.Attachments()); len(f.Attachments) != n {
			t.Errorf("%d attachments of %d", len(f.Attachments), n)
		}
	})
	t.Run("through an empty file it gives the same bytes", func(t *testing.T) {
		db := create(t)
		out := mustLoad(t, db, doc)
		if out.Added != len(records) || out.Attachments != len(modeltest.Attachments()) {
			t.Errorf("import says %+v", out)
		}
		if got := write(t, fileSource(db)); !bytes.Equal(got, doc) {
			t.Error("the document has changed")
		}
		if out := mustLoad(t, db, doc); out.Same != len(records) {
			t.Errorf("a second import says %+v", out)
		}
		report, err := db.Check(context.Background(), nil)
		if err != nil || !report.OK() {
			t.Errorf("check: %v %+v", err, report.Findings)
		}
	})
	t.Run("one case with all that belongs to it is the same as the whole", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, doc)
		i := slices.IndexFunc(records, func(r model.Record) bool { return r.Kind == "case" })
		snap, err := db.Snapshot(context.Background(), records[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		f := mustRead(t, write(t, interchange.Of(db.Schema(), snap)), s)
		have := map[model.ID]bool{}
		for _, r := range f.Records {
			have[r.ID] = true
		}
		for _, r := range records {
			ofCase := r.Kind != "profile" && r.Kind != "saved_search" // these are of the file, whatever cases it has
			if have[r.ID] != ofCase {
				t.Errorf("%s %s: it comes along: %v", r.Kind, r.ID, !ofCase)
			}
		}
	})
	t.Run("the order of the records changes nothing", func(t *testing.T) {
		mixed := slices.Clone(records)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if !bytes.Equal(write(t, source(s, mixed, modeltest.Open)), doc) {
			t.Error("the document has changed")
		}
	})
	t.Run("words and fields of the users' own stand first", func(t *testing.T) {
		f := mustRead(t, doc, s)
		last := 0
		for i, r := range f.Records {
			if r.Kind == "term" || r.Kind == "field" {
				if i > last+1 {
					t.Fatalf("a %s stands behind another kind", r.Kind)
				}
				last = i
			}
		}
	})
}

func TestWriting(t *testing.T) {
	s := schema(t)
	one := model.NewRecord("evidence")
	one.Set("title", model.TextValue("A letter"))
	one.Set("sha256", model.TextValue(digest([]byte("letter"))))

	t.Run("a file without records is a good document", func(t *testing.T) {
		doc := write(t, source(s, nil, nil))
		want := "{\n  \"format\": \"guvoh-data\",\n  \"version\": 1,\n  \"records\": [],\n  \"attachments\": []\n}\n"
		if string(doc) != want {
			t.Errorf("got %s", doc)
		}
		mustRead(t, doc, s)
	})
	t.Run("deleted records are left out", func(t *testing.T) {
		gone := one.Clone()
		gone.Deleted = true
		if doc := write(t, source(s, []model.Record{gone}, nil)); bytes.Contains(doc, []byte(one.ID.String())) {
			t.Error("it is there")
		}
	})
	t.Run("bytes that are not there are named, and the record is written", func(t *testing.T) {
		var b bytes.Buffer
		sum, err := interchange.Write(context.Background(), &b, source(s, []model.Record{one}, modeltest.Open))
		if err != nil || sum.Records != 1 || !slices.Equal(sum.Missing, []string{one.Text("sha256")}) {
			t.Errorf("%+v, %v", sum, err)
		}
		mustRead(t, b.Bytes(), s)
	})
	t.Run("bytes that are no longer what was received are refused", func(t *testing.T) {
		open := func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("Letter")), nil }
		_, err := interchange.Write(context.Background(), io.Discard, source(s, []model.Record{one}, open))
		if !errors.Is(err, interchange.ErrChanged) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("it stops when nobody waits for it", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err := interchange.Write(ctx, io.Discard, source(s, []model.Record{one}, modeltest.Open))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestAnImport(t *testing.T) {
	const id = "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90"
	person := func(fields string) []byte { return document(record(id, "person", fields)) }

	t.Run("takes dates as words and empties a field by null", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, person(`"birth":"about May 1975","occupation":"Teacher","sex":"male"`))
		mustLoad(t, db, person(`"occupation":null,"ethnicity":""`))
		r, err := db.Get(context.Background(), mustID(t, id))
		if err != nil {
			t.Fatal(err)
		}
		if d := r.Date("birth"); d.Words != "about May 1975" || d.Precision != model.PrecisionMonth {
			t.Errorf("birth is %+v", d)
		}
		if r.Get("occupation") != "" || r.Text("sex") != "male" {
			t.Errorf("the other fields are %v", r.Values)
		}
	})
	t.Run("keeps what the document does not name", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, person(`"occupation":"Teacher"`))
		if out := mustLoad(t, db, person(`"pseudonym":"Witness A"`)); out.Changed != 1 || out.Added != 0 {
			t.Errorf("import says %+v", out)
		}
		if r, _ := db.Get(context.Background(), mustID(t, id)); r.Text("occupation") != "Teacher" {
			t.Error("it was lost")
		}
	})
	t.Run("brings a deleted record back, but none of its rows that were deleted", func(t *testing.T) {
		const row = "b1946ac9-2492-4d23-a58f-1b1d8d3b2c77"
		db := create(t)
		mustLoad(t, db, document(record(id, "person", `"occupation":"Teacher"`), record(row, "person_name", `"person":"`+id+`","text":"A. Name"`)))
		if _, err := db.Do(context.Background(), "delete", func(tx *store.Tx) error { return tx.Delete(mustID(t, id)) }); err != nil {
			t.Fatal(err)
		}
		if out := mustLoad(t, db, person(`"occupation":"Teacher"`)); out.Changed != 1 {
			t.Errorf("import says %+v", out)
		}
		back, _ := db.Get(context.Background(), mustID(t, id))
		still, _ := db.Get(context.Background(), mustID(t, row))
		if back.Deleted || !still.Deleted {
			t.Errorf("person deleted: %v, name deleted: %v", back.Deleted, still.Deleted)
		}
		if report, err := db.Check(context.Background(), nil); err != nil || !report.OK() {
			t.Errorf("check: %v %+v", err, report.Findings)
		}
	})
	t.Run("cleans text of what makes it read differently", func(t *testing.T) {
		f := mustRead(t, person(`"description":"a\u0000b\u202ec\r\nd"`), schema(t))
		if got := f.Records[0].Text("description"); got != "abc\nd" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("of the same bytes again changes nothing", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, person(`"occupation":"Teacher"`))
		before, _ := db.Actions(context.Background(), 10)
		if out := mustLoad(t, db, person(`"occupation":"Teacher"`)); out.Same != 1 {
			t.Errorf("import says %+v", out)
		}
		if after, _ := db.Actions(context.Background(), 10); len(after) != len(before) {
			t.Error("the history has grown")
		}
	})
	t.Run("of an id that is another kind of record is refused", func(t *testing.T) {
		db := create(t)
		mustLoad(t, db, person(`"occupation":"Teacher"`))
		_, err := load(t, db, document(record(id, "place", `"name":"Tashkent"`)))
		if refused := (*store.Refused)(nil); !errors.As(err, &refused) {
			t.Errorf("got %v", err)
		}
	})
}

func TestALargeAttachmentNeedsLittleMemory(t *testing.T) {
	const size = 8 << 20
	zeros := func() io.Reader { return io.LimitReader(zero{}, size) }
	h := sha256.New()
	if _, err := io.Copy(h, zeros()); err != nil {
		t.Fatal(err)
	}
	e := model.NewRecord("evidence")
	e.Set("sha256", model.TextValue(hex.EncodeToString(h.Sum(nil))))
	var doc bytes.Buffer
	doc.Grow(size*4/3 + 4096)
	open := func(string) (io.ReadCloser, error) { return io.NopCloser(zeros()), nil }

	allocated := func(do func()) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		do()
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	s := schema(t)
	n := allocated(func() {
		if _, err := interchange.Write(context.Background(), &doc, source(s, []model.Record{e}, open)); err != nil {
			t.Fatal(err)
		}
	})
	if n > size/8 {
		t.Errorf("writing %d bytes took %d of memory", size, n)
	}
	n = allocated(func() {
		f := mustRead(t, doc.Bytes(), s)
		if k, err := io.Copy(io.Discard, f.Open(f.Attachments[0])); err != nil || k != size {
			t.Errorf("%d bytes, %v", k, err)
		}
	})
	if n > size/8 {
		t.Errorf("reading %d bytes took %d of memory", size, n)
	}
}

type zero struct{}

func (zero) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// The following make small documents.

func document(records ...string) []byte { return documentWith(records) }

func documentWith(records []string, attachments ...string) []byte {
	return fmt.Appendf(nil, `{"format":"guvoh-data","version":1,"records":[%s],"attachments":[%s]}`,
		strings.Join(records, ","), strings.Join(attachments, ","))
}

func record(id, kind, fields string) string {
	return fmt.Sprintf(`{"id":%q,"kind":%q,"fields":{%s}}`, id, kind, fields)
}

func attachment(b []byte) string {
	return fmt.Sprintf(`{"sha256":%q,"size":%d,"data":%q}`, digest(b), len(b), base64.StdEncoding.EncodeToString(b))
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func mustID(tb testing.TB, s string) model.ID {
	tb.Helper()
	id, err := model.ParseID(s)
	if err != nil {
		tb.Fatal(err)
	}
	return id
}
