package store_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
	"guvoh/model/store/btree"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// size gives how often something is tried every day, and how often by "make
// prove", which sets GUVOH_PROVE.
func size(everyDay, prove int) int {
	if os.Getenv("GUVOH_PROVE") != "" {
		return prove
	}
	return everyDay
}

// sample is a small file with something of everything in it, as bytes, and
// what it holds. Words were being typed when it was let go of.
type sample struct {
	file        []byte
	records     map[model.ID]model.Record
	cases       map[model.ID][]model.ID
	attachments map[string][]byte
	pages       int
}

// madeSample makes a file in several sessions: the full case, evidence, long
// texts, changes, deletions, words being typed and settings.
func madeSample(t *testing.T) *sample {
	t.Helper()
	db := mustCreate(t)
	path := db.Path()
	records := modeltest.FullCase(schema(t))
	mustDo(t, db, "import", put(records...))
	mustDo(t, db, "attach", func(tx *store.Tx) error {
		for _, b := range modeltest.Attachments() {
			if _, _, err := tx.Attach(bytes.NewReader(b)); err != nil {
				return err
			}
		}
		return nil
	})
	again := func() {
		t.Helper()
		db.Close()
		db = mustOpen(t, path)
	}
	c, p := records[slices.IndexFunc(records, kindIs("case"))], records[slices.IndexFunc(records, kindIs("person"))]
	again()
	for i := range 12 {
		mustDo(t, db, "edit", set(p.ID, "contact", text(strings.Repeat("call ", 1+i*150))))
		mustDo(t, db, "edit", set(c.ID, "summary", text(strings.Repeat("what was said ", 1+i*90))))
	}
	again()
	other := newCase(t, db, "another")
	note := model.NewRecord("note")
	note.Set("cases", model.RefsValue(other.ID))
	note.Set("text", text("to be deleted"))
	mustDo(t, db, "create", put(note))
	mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(note.ID) })
	ofAColleague(t, db, c.ID)
	if err := db.SetAuthor("A. Tester"); err != nil {
		t.Fatal(err)
	}
	if err := db.SetDraft(ctx, other.ID, "summary", text(strings.Repeat("typed last ", 300))); err != nil {
		t.Fatal(err)
	}
	s := &sample{records: map[model.ID]model.Record{}, cases: map[model.ID][]model.ID{}, attachments: modeltest.Attachments()}
	s.records = everyRecord(t, db)
	for id := range s.records {
		cases, err := db.CasesOf(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		s.cases[id] = cases
	}
	db.Close()
	s.file = mustRead(t, path)
	s.pages = (len(s.file) - header) / vault.PageSize
	return s
}

// ofAColleague brings a colleague's work to a file, in part: signed, with a field
// in conflict, without its first entries, a case and bytes left out, and some of
// it in quarantine.
func ofAColleague(t *testing.T, db *store.DB, c model.ID) {
	t.Helper()
	bek := mustCopyTo(t, db, "bek")
	for i := range 4 {
		mustDo(t, bek, "edit", set(c, "safety_note", text(strings.Repeat("be careful ", 1+i))))
	}
	out := newCase(t, bek, "left out")
	mustDo(t, bek, "edit", set(c, "summary", text("told otherwise")))
	mustDo(t, bek, "attach", func(tx *store.Tx) error {
		for i := range 2 {
			_, err := tx.Evidence(bytes.NewReader(bytes.Repeat([]byte{byte(i)}, 3000)), "scan.pdf", "application/pdf", map[string]model.Value{"cases": model.RefsValue(c)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err := bek.Certify(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, 32))); err != nil {
		t.Fatal(err)
	}
	mustDo(t, db, "edit", set(c, "summary", text("told so")))
	if _, err := db.AddColleague(ctx, store.Colleague{Name: "Bek", Recipient: "age1xyz", Signing: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, 32)).Public().(ed25519.PublicKey)}); err != nil {
		t.Fatal(err)
	}
	r, err := db.Merge(ctx, behind{bek, t, 4}, store.Choice{Way: "file", WithoutBytes: true, LeaveOut: map[model.ID]bool{out.ID: true}})
	if err != nil || len(r.Quarantine) > 0 || r.Conflicts == 0 || r.LeftOut != 1 {
		t.Fatalf("%d in quarantine, %d conflicts, %d left out, %v", len(r.Quarantine), r.Conflicts, r.LeftOut, err)
	}
}

const header = 131072

func kindIs(kind string) func(model.Record) bool {
	return func(r model.Record) bool { return r.Kind == kind }
}

func everyRecord(t *testing.T, db *store.DB) map[model.ID]model.Record {
	t.Helper()
	rs, err := db.Everything()
	if err != nil {
		t.Fatal(err)
	}
	out := map[model.ID]model.Record{}
	for _, r := range rs {
		out[r.ID] = r
	}
	return out
}

// damaged writes the file with some pages spoilt.
func (s *sample) damaged(t *testing.T, pages ...int) string {
	t.Helper()
	b := bytes.Clone(s.file)
	for _, p := range pages {
		b[header+(p-1)*vault.PageSize+p%4000] ^= 0x40
	}
	return written(t, b)
}

func written(t *testing.T, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "damaged.guvoh")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// told is what stood on a page, read from the sound file.
type told struct {
	of      string // a table or an index
	held    store.Held
	records map[model.ID]bool
}

// ofColleagues are the tables of what is known of others' work.
var ofColleagues = []string{
	"signer", "certificate", "hole", "bare", "merge", "arrival", "arrived_bytes", "news", "absent", "quarantine", "colleague", "origin",
}

// truth reads from the sound file what stands on each page.
func (s *sample) truth(t *testing.T) map[int]told {
	t.Helper()
	p, err := vault.OpenPages(written(t, s.file), vaulttest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r := btree.New(btree.Source{Count: p.Count(), Size: vault.PageSize, Usable: vault.PageSize - 40, Read: p.Read})
	row := func(kind btree.Kind, c btree.Cell) []btree.Column {
		b, err := r.Payload(kind, c)
		if err != nil {
			t.Fatal(err)
		}
		cols, err := btree.Row(b)
		if err != nil {
			t.Fatal(err)
		}
		return cols
	}
	trees := map[string]btree.Tree{"sqlite_schema": r.Walk(1, btree.Table)}
	for _, c := range trees["sqlite_schema"].Cells {
		cols := row(btree.Table, c)
		kind := btree.Table
		if withoutRows := cols[4].Value != nil && strings.Contains(cols[4].Value.(string), "WITHOUT ROWID"); cols[0].Value == "index" || withoutRows {
			kind = btree.Index
		}
		trees[cols[1].Value.(string)] = r.Walk(int(cols[3].Value.(int64)), kind)
	}
	byN, bySum := map[int64]model.ID{}, map[string]model.ID{}
	for _, c := range trees["record"].Cells {
		byN[c.Row] = model.ID(row(btree.Table, c)[1].Value.([]byte))
	}
	for id, rec := range s.records {
		if sum := rec.Text("sha256"); rec.Kind == "evidence" && sum != "" {
			bySum[sum] = id
		}
	}
	sums := map[int64]string{}
	for _, c := range trees["attachment"].Cells {
		sums[c.Row] = hex.EncodeToString(row(btree.Table, c)[1].Value.([]byte))
	}
	out, kinds := map[int]told{}, schema(t)
	for name, tree := range trees {
		for _, c := range tree.Cells {
			what := told{of: name, held: store.HeldLists, records: map[model.ID]bool{}}
			switch cols := row(tree.Kind, c); {
			case name == "entry":
				what.held = store.HeldHistory
				what.records[byN[cols[1].Value.(int64)]] = true
			case name == "chunk":
				what.held = store.HeldBytes
				what.records[bySum[sums[cols[0].Value.(int64)]]] = true
			case name == "stream":
				what.held = store.HeldAuthor
			case name == "draft":
				what.held = store.HeldDraft
			case slices.Contains(ofColleagues, name):
				what.held = store.HeldColleagues
			case slices.Contains(ofIndex, strings.Split(name, "_")[0]) || name == "name_key":
				what.held = store.HeldIndex
			case name == "setting":
				what.held = store.HeldSetting
			case name == "record" || kinds.Kind(name) != nil:
				what.held = store.HeldRecord
				what.records[byN[c.Row]] = true
			}
			on := []int{int(c.Page)}
			chain, err := r.Chain(tree.Kind, c)
			if err != nil {
				t.Fatal(err)
			}
			for _, page := range append(on, chain...) {
				if out[page].records == nil {
					out[page] = told{what.of, what.held, map[model.ID]bool{}}
				}
				maps.Copy(out[page].records, what.records)
			}
		}
	}
	return out
}

// ofIndex are the tables that can be made anew, and those of which their names
// are the beginning.
var ofIndex = []string{"spelling", "sound", "stale", "passage", "reading", "span", "tie", "loose", "pair", "unpaired", "crowded"}

// TestEveryPageOfAFile spoils each page of a file in turn: what stood on it is
// named, and all that did not stand on it is saved.
func TestEveryPageOfAFile(t *testing.T) {
	raced.Slow(t)
	s := madeSample(t)
	truth := s.truth(t)
	spread := max(1, s.pages/size(5, s.pages))
	tried := map[store.Held]bool{}
	for page := 1; page <= s.pages; page++ {
		what := truth[page]
		if what.held == "" {
			what.held = store.HeldNothing // or it holds the places of other pages
		}
		telling := what.of == "" || slices.Contains(ofColleagues, what.of) || slices.Contains([]string{"sqlite_schema", "participant", "person_name", "citation", "case"}, what.of)
		if page%spread != 0 && tried[what.held] && !telling {
			continue
		}
		tried[what.held] = true
		path := s.damaged(t, page)
		r, err := store.Survey(ctx, path, options(t), nil)
		if err != nil {
			t.Fatalf("page %d: %v", page, err)
		}
		s.mustName(t, page, what, r.Findings)
		mustSayTheSame(t, path, r.Findings)
		s.mustSave(t, page, what, path)
	}
	for _, h := range []store.Held{
		store.HeldLists, store.HeldRecord, store.HeldHistory, store.HeldBytes, store.HeldAuthor, store.HeldDraft, store.HeldSetting,
		store.HeldColleagues, store.HeldNothing,
	} {
		if !tried[h] {
			t.Errorf("no page of the sample held %q", h)
		}
	}
	if !bytes.Equal(s.file, mustRead(t, s.damaged(t))) {
		t.Fatal("the sample changed")
	}
}

// mustName wants the findings to name one page and what stood on it.
func (s *sample) mustName(t *testing.T, page int, what told, fs []store.Finding) {
	t.Helper()
	got := map[model.ID]bool{}
	for _, f := range fs {
		if f.Page != page || f.Trouble != store.BadPage {
			t.Errorf("page %d: the finding is of %q, page %d", page, f.Trouble, f.Page)
		}
		maybeNothing := f.Held == store.HeldLists || f.Held == store.HeldColleagues || f.Held == store.HeldIndex
		if f.Held != what.held && (what.held != store.HeldNothing || !maybeNothing) {
			t.Errorf("page %d held %q, not %q (%s)", page, what.held, f.Held, f.Detail)
		}
		if f.Record.IsZero() {
			continue
		}
		got[f.Record] = true
		cases := s.cases[f.Record]
		if f.Kind != s.records[f.Record].Kind || !slices.Equal(sorted(f.Cases), sorted(cases)) {
			t.Errorf("page %d: %s %s in %d cases, not %s in %d", page, f.Kind, f.Record, len(f.Cases), s.records[f.Record].Kind, len(cases))
		}
	}
	delete(what.records, model.ID{})
	if len(fs) == 0 || !maps.Equal(got, what.records) && what.held != store.HeldDraft {
		t.Errorf("page %d, which held %q: %d records are named in %d findings, not %d", page, what.held, len(got), len(fs), len(what.records))
	}
}

// mustSayTheSame wants the check of a file that can still be opened to say the
// same of its pages, and no more about what stood on them.
func mustSayTheSame(t *testing.T, path string, want []store.Finding) {
	t.Helper()
	o := options(t)
	o.ReadOnly = true
	db, err := store.Open(path, o)
	if err != nil {
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("it cannot be opened: %v", err)
		}
		return
	}
	defer db.Close()
	r, err := db.Check(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for _, f := range r.Findings {
		if f.Trouble != store.BadPage {
			continue
		}
		if i >= len(want) || f.Page != want[i].Page || f.Held != want[i].Held || f.Record != want[i].Record {
			t.Fatalf("the check says otherwise of page %d", f.Page)
		}
		i++
	}
	if i != len(want) {
		t.Errorf("the check has %d findings about pages, not %d", i, len(want))
	}
}

func sorted(ids []model.ID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, id.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mustSave wants the salvage of a file to be sound and to hold everything but
// what stood on its one damaged page.
func (s *sample) mustSave(t *testing.T, page int, what told, path string) {
	t.Helper()
	before := mustRead(t, path)
	out := filepath.Join(t.TempDir(), "saved.guvoh")
	r, err := store.Salvage(ctx, path, out, options(t), nil)
	if err != nil {
		t.Fatalf("page %d: %v", page, err)
	}
	if !bytes.Equal(before, mustRead(t, path)) {
		t.Fatalf("page %d: the damaged file was touched", page)
	}
	lost := map[string]bool{}
	for _, l := range r.Lost {
		if l.What == store.LostAttachment {
			lost[l.Detail] = true
		}
		if l.What == store.LostRecord || l.What == store.LostChanges || l.What == store.LostRows {
			t.Errorf("page %d: lost %+v", page, l)
		}
	}
	if what.held != store.HeldBytes && what.of != "absent" && len(lost) > 0 { // else nobody knows that they are awaited
		t.Errorf("page %d held no bytes, and attachments are lost", page)
	}
	for _, f := range r.Saved.Findings {
		if f.Trouble != store.LostBytes || !lost[f.Detail] {
			t.Errorf("page %d: the saved file is not sound: %+v", page, f)
		}
	}
	db := mustLook(t, out)
	defer db.Close()
	s.mustHold(t, page, db, lost)
	if db.Typing() == (what.held == store.HeldDraft) {
		t.Errorf("page %d held %q; the words typed last are there: %v", page, what.held, db.Typing())
	}
}

// mustLook opens a file to look only, which leaves words in it as they were typed.
func mustLook(t *testing.T, path string) *store.DB {
	t.Helper()
	o := options(t)
	o.ReadOnly = true
	db, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// mustHold compares every record and attachment.
func (s *sample) mustHold(t *testing.T, page int, db *store.DB, lost map[string]bool) {
	t.Helper()
	got := everyRecord(t, db)
	for id, want := range s.records {
		r, ok := got[id]
		if !ok || r.Kind != want.Kind || r.Deleted != want.Deleted || !maps.Equal(r.Values, want.Values) {
			t.Errorf("page %d: %s %s is not as it was", page, want.Kind, id)
		}
	}
	if len(got) != len(s.records) {
		t.Errorf("page %d: %d records, not %d", page, len(got), len(s.records))
	}
	for sum, want := range s.attachments {
		b, err := readAll(db, sum)
		if lost[sum] != errors.Is(err, store.ErrNoBytes) || !lost[sum] && !bytes.Equal(b, want) {
			t.Errorf("page %d: attachment %s, lost %v: %v", page, sum[:8], lost[sum], err)
		}
	}
}

func readAll(db *store.DB, sum string) ([]byte, error) {
	r, err := db.OpenAttachment(sum)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
