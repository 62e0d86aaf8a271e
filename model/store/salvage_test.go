package store_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest/raced"
)

func salvaged(t *testing.T, path string) (*store.DB, store.SalvageReport) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "saved.guvoh")
	r, err := store.Salvage(ctx, path, out, options(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	return mustLook(t, out), r
}

// mustSaveRest wants a salvage to be sound, and everything to be there that it
// does not list as lost.
func (s *sample) mustSaveRest(t *testing.T, what, path string) store.SalvageReport {
	t.Helper()
	db, r := salvaged(t, path)
	defer db.Close()
	bytesLost, recordLost, unknown := map[string]bool{}, map[model.ID]bool{}, false
	for _, l := range r.Lost {
		switch l.What {
		case store.LostUnknown: // whole tables, with all that told of them
			unknown = true
		case store.LostAttachment:
			bytesLost[l.Detail] = true
		case store.LostRecord, store.LostChanges:
			recordLost[l.Record] = true
		}
	}
	for _, f := range r.Saved.Findings {
		if f.Trouble != store.LostBytes && f.Trouble != store.BrokenRule || f.Trouble == store.BrokenRule && len(recordLost) == 0 {
			t.Errorf("%s: the saved file is not sound: %+v", what, f)
		}
	}
	got := everyRecord(t, db)
	for id, want := range s.records {
		r, ok := got[id]
		if !ok && unknown {
			continue
		}
		if !recordLost[id] && (r.Kind != want.Kind || r.Deleted != want.Deleted || !maps.Equal(r.Values, want.Values)) {
			t.Errorf("%s: %s %s is not as it was, and not listed as lost", what, want.Kind, id)
		}
	}
	for sum, want := range s.attachments {
		if b, err := readAll(db, sum); !bytesLost[sum] && !unknown && (err != nil || !bytes.Equal(b, want)) {
			t.Errorf("%s: attachment %s is not as it was, and not listed as lost: %v", what, sum[:8], err)
		}
	}
	return r
}

func TestSeveralPagesOfAFile(t *testing.T) {
	raced.OneByOne(t)
	s := madeSample(t)
	dice := rand.New(rand.NewPCG(11, 12))
	for i := range size(5, 400) {
		var pages []int
		for range 2 + dice.IntN(1+i%20) {
			if p := 1 + dice.IntN(s.pages); !slices.Contains(pages, p) { // spoilt twice it would be whole again
				pages = append(pages, p)
			}
		}
		if i%3 == 0 { // a stretch, as of a worn flash disk
			first := 1 + dice.IntN(s.pages-10)
			pages = pages[:0]
			for p := range 8 {
				pages = append(pages, first+p)
			}
		}
		path := s.damaged(t, pages...)
		r, err := store.Survey(ctx, path, options(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		named := map[int]bool{}
		for _, f := range r.Findings {
			named[f.Page] = true
		}
		for _, p := range pages {
			if !named[p] {
				t.Errorf("pages %v: page %d is not named", pages, p)
			}
		}
		s.mustSaveRest(t, "several pages", path)
	}
}

func TestAFileThatWasCutShort(t *testing.T) {
	raced.OneByOne(t)
	s := madeSample(t)
	for _, cut := range []int{1, 100, 4096, 5000, 12 * 4096, 60*4096 + 7, len(s.file) - header - 4096*2, len(s.file) - header - 4096} {
		path := written(t, s.file[:len(s.file)-cut])
		r, err := store.Survey(ctx, path, options(t), nil)
		if err != nil {
			t.Fatalf("cut by %d: %v", cut, err)
		}
		pages := map[int]bool{}
		for _, f := range r.Findings {
			pages[f.Page] = true
		}
		if want := (cut + vault.PageSize - 1) / vault.PageSize; len(pages) != want {
			t.Errorf("cut by %d: %d pages are named, not %d", cut, len(pages), want)
		}
		s.mustSaveRest(t, "cut short", path)
	}
	t.Run("so far that nothing is left", func(t *testing.T) {
		for _, left := range []int{0, 10, 65536, header - 1, header} {
			out := filepath.Join(t.TempDir(), "saved.guvoh")
			_, err := store.Salvage(ctx, written(t, s.file[:left]), out, options(t), nil)
			if !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrNotGuvoh) || left == header-1 && !errors.Is(err, store.ErrKeysLost) {
				t.Errorf("%d bytes: %v", left, err)
			}
		}
	})
}

func TestAFileWithoutItsKeys(t *testing.T) {
	s := madeSample(t)
	b := bytes.Clone(s.file)
	b[100] ^= 1
	if r := s.mustSaveRest(t, "one copy of the keys", written(t, b)); len(r.Pages) != 0 || len(r.Lost) != 0 {
		t.Errorf("with one copy of the keys, %d pages are damaged", len(r.Pages))
	}
	b[65536+100] ^= 1
	path := written(t, b)
	if _, err := store.Survey(ctx, path, options(t), nil); !errors.Is(err, store.ErrKeysLost) || !errors.Is(err, store.ErrDamaged) {
		t.Errorf("a survey says %v", err)
	}
	out := filepath.Join(t.TempDir(), "saved.guvoh")
	if _, err := store.Salvage(ctx, path, out, options(t), nil); !errors.Is(err, store.ErrKeysLost) {
		t.Errorf("a salvage says %v", err)
	}
	mustLeaveNothing(t, out)
}

// mustLeaveNothing wants nothing in the folder of a file.
func mustLeaveNothing(t *testing.T, out string) {
	t.Helper()
	in, err := os.ReadDir(filepath.Dir(out))
	if err != nil || len(in) != 0 {
		t.Errorf("%d files are left behind: %v, %v", len(in), in, err)
	}
}

func TestASalvageThatCannotBe(t *testing.T) {
	s := madeSample(t)
	path := s.damaged(t, 20, 70)
	fails := func(t *testing.T, c context.Context, o store.Options, want error) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "saved.guvoh")
		if _, err := store.Salvage(c, path, out, o, nil); !errors.Is(err, want) {
			t.Errorf("got %v", err)
		}
		mustLeaveNothing(t, out)
	}
	t.Run("with the wrong key leaves nothing behind", func(t *testing.T) {
		o := options(t)
		o.Secret = vault.Passphrase("another")
		fails(t, ctx, o, store.ErrWrongKey)
	})
	t.Run("on a full disk leaves nothing behind", func(t *testing.T) {
		for _, pages := range []int{5, 90, 130} {
			o := options(t)
			o.MaxPages = pages
			fails(t, ctx, o, store.ErrFull)
		}
	})
	t.Run("that is cancelled leaves nothing behind", func(t *testing.T) {
		fails(t, cancelled(t), options(t), context.Canceled)
		for _, at := range []int{100, 400, 600, 800} {
			c, cancel := context.WithCancel(ctx)
			out := filepath.Join(t.TempDir(), "saved.guvoh")
			_, err := store.Salvage(c, path, out, options(t), func(done, total int) {
				if done*1000/total >= at {
					cancel()
				}
			})
			if cancel(); !errors.Is(err, context.Canceled) {
				t.Errorf("at %d of 1000: %v", at, err)
			}
			mustLeaveNothing(t, out)
		}
	})
	t.Run("never writes over a file", func(t *testing.T) {
		out := written(t, []byte("something dear"))
		for _, out := range []string{out, path} {
			before := mustRead(t, out)
			if _, err := store.Salvage(ctx, path, out, options(t), nil); !errors.Is(err, store.ErrExists) {
				t.Errorf("got %v", err)
			}
			if !bytes.Equal(before, mustRead(t, out)) {
				t.Error("it was overwritten")
			}
		}
	})
	t.Run("of a file that is open is refused", func(t *testing.T) {
		db := mustCreate(t)
		if _, err := store.Salvage(ctx, db.Path(), filepath.Join(t.TempDir(), "x"), options(t), nil); !errors.Is(err, store.ErrInUse) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("of something that is no file of ours is refused", func(t *testing.T) {
		for _, b := range [][]byte{[]byte("minutes"), append([]byte("SQLite format 3\x00\x10\x00"), make([]byte, 8174)...)} {
			if _, err := store.Salvage(ctx, written(t, b), filepath.Join(t.TempDir(), "x"), options(t), nil); !errors.Is(err, store.ErrNotGuvoh) {
				t.Errorf("got %v", err)
			}
		}
	})
}

// TestASalvageOfAnUnfinishedAction takes the file away in the middle of an
// action that is too large for the memory, with the journal by which SQLite
// would take it back.
func TestASalvageOfAnUnfinishedAction(t *testing.T) {
	raced.OneByOne(t)
	s := madeSample(t)
	path := written(t, s.file)
	db := mustOpen(t, path)
	s.records = everyRecord(t, db) // the words that were being typed are taken up
	var file, journal []byte
	stop := errors.New("stop")
	dice := rand.NewChaCha8([32]byte{5})
	_, err := db.Do(ctx, "import", func(tx *store.Tx) error {
		for id, r := range s.records { // so that old pages change
			if r.Kind == "person" {
				if err := tx.Set(id, "summary", text("half done")); err != nil {
					return err
				}
			}
		}
		noise := make([]byte, 40<<20)
		dice.Read(noise)
		if _, _, err := tx.Attach(bytes.NewReader(noise)); err != nil {
			return err
		}
		file, journal = mustRead(t, path), mustRead(t, path+"-journal")
		return stop
	})
	if !errors.Is(err, stop) || len(journal) == 0 {
		t.Fatalf("no journal lay there: %v", err)
	}
	db.Close()
	half := func(t *testing.T, journal []byte) string {
		t.Helper()
		path := written(t, file)
		if err := os.WriteFile(path+"-journal", journal, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Run("with its journal gives what was there before", func(t *testing.T) {
		path := half(t, journal)
		r := s.mustSaveRest(t, "a journal", path)
		if len(r.Pages) != 0 || len(r.Lost) != 0 {
			t.Errorf("%d pages and %d losses", len(r.Pages), len(r.Lost))
		}
		if !bytes.Equal(file, mustRead(t, path)) || !bytes.Equal(journal, mustRead(t, path+"-journal")) {
			t.Error("the damaged file was touched")
		}
	})
	t.Run("with a damaged journal saves what is there", func(t *testing.T) {
		at := rand.New(rand.NewPCG(1, 5))
		for i := range size(4, 60) {
			bad := bytes.Clone(journal)
			switch where := at.IntN(len(bad)); i % 4 {
			case 0:
				bad[where] ^= 1
			case 1:
				bad = bad[:where]
			case 2:
				clear(bad[:min(len(bad), 552)])
			case 3:
				bad = nil
			}
			db, r := salvaged(t, half(t, bad))
			for _, f := range r.Saved.Findings {
				if f.Trouble != store.LostBytes {
					t.Errorf("%d: the saved file is not sound: %+v", i, f)
				}
			}
			got := everyRecord(t, db)
			for id, want := range s.records {
				r := got[id]
				if r.Text("summary") == "half done" {
					r.Set("summary", want.Get("summary"))
				}
				if r.Kind != want.Kind || r.Deleted != want.Deleted || !maps.Equal(r.Values, want.Values) {
					t.Errorf("%d: %s %s is not as it was", i, want.Kind, id)
				}
			}
			db.Close()
		}
	})
}

// pagesOf gives the pages of the sample on which rows of a table stand.
func pagesOf(truth map[int]told, fits func(told) bool) []int {
	var out []int
	for page, what := range truth {
		if fits(what) {
			out = append(out, page)
		}
	}
	slices.Sort(out)
	return out
}

func of(tables ...string) func(told) bool {
	return func(w told) bool { return slices.Contains(tables, w.of) }
}

func TestWhatIsLeftWhenSeveralTablesAreDamaged(t *testing.T) {
	raced.OneByOne(t)
	s := madeSample(t)
	truth := s.truth(t)
	t.Run("a record whose row is lost says what entries behind a gap say", func(t *testing.T) {
		gap := pagesOf(truth, func(w told) bool { // early in the import, before most persons
			return w.of == "entry" && !slices.ContainsFunc(slices.Collect(maps.Keys(w.records)), func(id model.ID) bool {
				return s.records[id].Kind == "person" || s.records[id].Kind == "case"
			})
		})
		r := s.mustSaveRest(t, "a gap", s.damaged(t, append(pagesOf(truth, of("person", "case")), gap[0])...))
		for _, l := range r.Lost {
			if l.What == store.LostRecord || l.What == store.LostChanges {
				t.Errorf("lost %+v", l)
			}
		}
		if r.Restored == 0 {
			t.Error("nothing was written anew: the gap was none")
		}
	})
	t.Run("a record of which nothing is left stays as an empty one, so that links to it hold", func(t *testing.T) {
		path := s.damaged(t, pagesOf(truth, of("person", "entry"))...)
		r := s.mustSaveRest(t, "no persons", path)
		lost := map[model.ID]bool{}
		for _, l := range r.Lost {
			if l.What == store.LostRecord && l.Kind == "person" {
				lost[l.Record] = true
			}
		}
		if len(lost) != 5 {
			t.Errorf("%d persons are listed as lost", len(lost))
		}
		for _, f := range r.Saved.Findings {
			if f.Trouble == store.BrokenRule && f.Detail != string(model.NotClinician) && f.Detail != string(model.UnknownField) {
				t.Errorf("%+v", f)
			}
		}
		db, _ := salvaged(t, path)
		defer db.Close()
		for id := range lost {
			if got := mustGet(t, db, id); got.Kind != "person" || len(got.Values) != 0 {
				t.Errorf("person %s holds %d values", id, len(got.Values))
			}
		}
	})
	t.Run("rows without a name get a new one, and are told of", func(t *testing.T) {
		r := s.mustKeepWords(t, s.damaged(t, pagesOf(truth, func(w told) bool {
			return w.of == "record" || w.of == "entry" || strings.HasPrefix(w.of, "sqlite_autoindex_record")
		})...))
		if !slices.ContainsFunc(r.Lost, func(l store.Loss) bool { return l.What == store.LostRecord && l.Detail == "id" }) {
			t.Error("nobody says that names are lost")
		}
	})
}

// mustKeepWords wants every text of the sample to be there, whatever its
// record is called now.
func (s *sample) mustKeepWords(t *testing.T, path string) store.SalvageReport {
	t.Helper()
	db, r := salvaged(t, path)
	defer db.Close()
	texts := map[string]bool{}
	for _, r := range everyRecord(t, db) {
		texts[r.Text("text")+r.Text("summary")+r.Text("title")] = true
	}
	for id, want := range s.records {
		if !texts[want.Text("text")+want.Text("summary")+want.Text("title")] {
			t.Errorf("what %s %s says is nowhere", want.Kind, id)
		}
	}
	return r
}

// TestAStreamWhoseNameIsLost has a file of many sessions, of which some cannot
// be known any more while others name their entries.
func TestAStreamWhoseNameIsLost(t *testing.T) {
	raced.OneByOne(t)
	db := mustCreate(t)
	path := db.Path()
	c := newCase(t, db, "one")
	for i := range 90 {
		db.Close()
		db = mustOpen(t, path)
		mustDo(t, db, "edit", set(c.ID, "title", text(strings.Repeat("x", 1+i%7))))
	}
	s := &sample{records: everyRecord(t, db)}
	db.Close()
	s.file = mustRead(t, path)
	truth := s.truth(t)
	rows := pagesOf(truth, of("stream"))
	if len(rows) < 2 {
		t.Fatal("the sessions stand on one page")
	}
	for _, page := range rows {
		path := s.damaged(t, append(pagesOf(truth, of("sqlite_autoindex_stream_1")), page)...)
		s.mustSaveRest(t, "streams", path)
		out := filepath.Join(t.TempDir(), "saved.guvoh")
		if _, err := store.Salvage(ctx, path, out, options(t), nil); err != nil {
			t.Fatal(err)
		}
		db := mustOpen(t, out)
		mustDo(t, db, "edit", set(c.ID, "title", text("written on")))
		mustBeSound(t, db)
		db.Close()
	}
}

func TestASalvageOfAFileThatWasChangedFromBehind(t *testing.T) {
	for name, query := range map[string]string{
		"in the middle of a chain": `UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'two', 'six') AS BLOB) WHERE id = (SELECT max(id) FROM entry)`,
		"in an entry":              `UPDATE entry SET body = x'00' WHERE id = (SELECT min(id) FROM entry)`,
		"in a record":              `UPDATE "case" SET title = 'three'`,
		"in evidence":              `UPDATE chunk SET bytes = CAST(replace(CAST(bytes AS TEXT), 'scanscanscan', 'scanscamscan') AS BLOB) WHERE seq = 1`,
	} {
		t.Run(name+" is sound", func(t *testing.T) {
			db, _ := filled(t)
			path := db.Path()
			if err := db.Exec(query); err != nil {
				t.Fatal(err)
			}
			db.Close()
			_, r := salvaged(t, path)
			for _, f := range r.Saved.Findings {
				if f.Trouble != store.LostBytes {
					t.Errorf("%+v", f)
				}
			}
			if lost := slices.ContainsFunc(r.Lost, func(l store.Loss) bool { return l.What == store.LostAttachment }); lost != (name == "in evidence") {
				t.Errorf("bytes of evidence are lost: %v", lost)
			}
			if kept := r.Saved.Attachments; kept == 1 == (name == "in evidence") {
				t.Errorf("%d attachments are kept", kept)
			}
		})
	}
}
