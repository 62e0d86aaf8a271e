package btree_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"guvoh/model/store/btree"
)

// size is small, so that a small database has trees of several levels.
const size = 512

var errGone = errors.New("gone")

// file is a database as it lies on the disk, and what SQLite says is in it.
type file struct {
	pages [][]byte
	roots map[string]int
	rows  map[string][]string // the rows of each table, in the order of its tree
	gone  map[int]bool        // pages that cannot be read
}

func (f *file) reader() *btree.Reader {
	return btree.New(btree.Source{Count: len(f.pages), Size: size, Usable: size, Read: func(n int) ([]byte, error) {
		if f.gone[n] {
			return nil, errGone
		}
		return f.pages[n-1], nil
	}})
}

// kinds says of each table of made in which sort of tree it lies.
var kinds = map[string]btree.Kind{"numbered": btree.Table, "keyed": btree.Index, "by_word": btree.Index, "none": btree.Table}

// made makes a database with a history: rows of every class and length, some
// of them changed and deleted.
func made(t testing.TB) *file {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.db")
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	run("PRAGMA page_size = 512; PRAGMA secure_delete = ON; PRAGMA user_version = 7; PRAGMA application_id = 1234")
	run(`CREATE TABLE numbered(n INTEGER PRIMARY KEY, a TEXT, b BLOB, c INTEGER, d REAL);
		CREATE TABLE keyed(k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID; CREATE INDEX by_word ON numbered(a); CREATE TABLE none(n)`)
	dice := rand.New(rand.NewPCG(1, 2))
	run("BEGIN")
	for i := range 260 {
		long := strings.Repeat("x", []int{0, 3, 40, 300, 2000}[dice.IntN(5)])
		row := int64(i - 50)
		if i%40 == 0 {
			row *= 1 << 40
		}
		run("INSERT INTO numbered VALUES(?, ?, ?, ?, ?)", row, fmt.Sprint("a", dice.IntN(50), long), []byte(long),
			[]any{nil, 0, 1, -1, 70000, int64(1) << 50}[dice.IntN(6)], dice.NormFloat64())
		run("INSERT INTO keyed VALUES(?, ?)", fmt.Sprint("k", dice.Int64(), long[:min(len(long), 250)]), []byte(long))
	}
	run("COMMIT; DELETE FROM numbered WHERE n % 7 = 0; DELETE FROM keyed WHERE k LIKE 'k7%'")

	f := &file{roots: map[string]int{}, rows: map[string][]string{}, gone: map[int]bool{}}
	for name, query := range map[string]string{
		"numbered": "SELECT NULL, a, b, c, d FROM numbered ORDER BY n", "keyed": "SELECT k, v FROM keyed ORDER BY k",
		"by_word": "SELECT a, n FROM numbered ORDER BY a, n", "none": "SELECT n FROM none",
	} {
		var root int
		if err := db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = ?", name).Scan(&root); err != nil {
			t.Fatal(err)
		}
		f.roots[name], f.rows[name] = root, ask(t, db, query)
	}
	db.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for ; len(b) > 0; b = b[size:] {
		f.pages = append(f.pages, b[:size])
	}
	return f
}

// ask gives the rows that SQLite answers, each as one text.
func ask(t testing.TB, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, _ := rows.Columns()
	var out []string
	for rows.Next() {
		cells, into := make([]any, len(names)), make([]any, len(names))
		for i := range into {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(cells...))
	}
	return out
}

// line gives a row as ask does.
func line(t testing.TB, r *btree.Reader, kind btree.Kind, c btree.Cell) string {
	t.Helper()
	b, err := r.Payload(kind, c)
	if err != nil {
		return "lost: " + err.Error()
	}
	cols, err := btree.Row(b)
	if err != nil {
		t.Fatal(err)
	}
	var cells []any
	for _, c := range cols {
		if !c.Whole {
			t.Fatal("a column of a whole row is not whole")
		}
		cells = append(cells, c.Value)
	}
	return fmt.Sprint(cells...)
}

func TestATreeIsReadAsSQLiteReadsIt(t *testing.T) {
	f := made(t)
	r := f.reader()
	h, err := r.Header()
	if err != nil || h.Pages != len(f.pages) || h.UserVersion != 7 || h.ApplicationID != 1234 {
		t.Errorf("the header says %+v, %v", h, err)
	}
	met := 1
	for name, kind := range kinds {
		tree := r.Walk(f.roots[name], kind)
		var got []string
		for _, c := range tree.Cells {
			got = append(got, line(t, r, kind, c))
			chain, err := r.Chain(kind, c)
			if err != nil {
				t.Fatal(err)
			}
			met += len(chain)
		}
		if len(tree.Holes) != 0 || !slices.Equal(got, f.rows[name]) {
			t.Errorf("%s: %d rows and %d holes, not %d rows", name, len(got), len(tree.Holes), len(f.rows[name]))
		}
	}
	free, broken := r.Free()
	if len(free) == 0 || broken != 0 {
		t.Errorf("%d free pages, broken off at %d", len(free), broken)
	}
	schema := r.Walk(1, btree.Table)
	if len(schema.Cells) < 4 {
		t.Errorf("%d tables and indexes", len(schema.Cells))
	}
	// Each page is one thing and one thing only.
	r.Walk(indexOfKeyed(t, r, schema), btree.Index)
	for page := 1; page <= len(f.pages); page++ {
		if r.Seen(page) {
			met++
		}
	}
	if met != len(f.pages)+1 {
		t.Errorf("%d pages are accounted for, not %d", met-1, len(f.pages))
	}
	if got := r.Orphans(); len(got) != 0 {
		t.Errorf("%d orphans in a sound database", len(got))
	}
}

// indexOfKeyed gives the root of an index that SQLite made by itself, if there
// is one that the test did not name.
func indexOfKeyed(t *testing.T, r *btree.Reader, schema btree.Tree) int {
	t.Helper()
	for _, c := range schema.Cells {
		if b, err := r.Payload(btree.Table, c); err == nil {
			if cols, err := btree.Row(b); err == nil && !r.Seen(int(cols[3].Value.(int64))) {
				return int(cols[3].Value.(int64))
			}
		}
	}
	return 0
}

// TestAPageThatCannotBeRead takes every page away, one at a time: the walk and
// the orphans together must give every row but those that stood on it, and the
// holes must say which these were.
func TestAPageThatCannotBeRead(t *testing.T) {
	f := made(t)
	for page := 2; page <= len(f.pages); page++ {
		f.gone = map[int]bool{}
		whole := f.reader()
		f.gone = map[int]bool{page: true}
		broken := f.reader()
		trees := map[string]btree.Tree{}
		for name, kind := range kinds {
			trees[name] = broken.Walk(f.roots[name], kind)
		}
		broken.Walk(1, btree.Table)
		broken.Free()
		orphans := map[btree.Kind][]btree.Cell{}
		for _, o := range broken.Orphans() {
			orphans[o.Kind] = append(orphans[o.Kind], broken.Walk(o.Page, o.Kind).Cells...)
		}
		for name, kind := range kinds {
			f.gone = map[int]bool{}
			all := whole.Walk(f.roots[name], kind)
			f.gone = map[int]bool{page: true}
			compare(t, fmt.Sprintf("page %d, %s", page, name), page, all, trees[name], orphans[kind])
		}
	}
}

// compare checks what a broken walk gives against the walk of the whole tree.
func compare(t *testing.T, what string, page int, all, got btree.Tree, orphans []btree.Cell) {
	t.Helper()
	there := map[btree.Cell]bool{}
	for _, c := range append(slices.Clone(got.Cells), orphans...) {
		there[c] = true
	}
	for _, c := range all.Cells {
		onIt := int(c.Page) == page
		if onIt == there[c] {
			t.Fatalf("%s: row %d on page %d is there: %v", what, c.Row, c.Page, there[c])
		}
		if !onIt {
			continue
		}
		if len(got.Holes) != 1 || got.Holes[0].Page != page {
			t.Fatalf("%s: the holes are %v", what, got.Holes)
		}
		if h := got.Holes[0]; got.Kind == btree.Table && (c.Row <= h.Low || c.Row > h.High || h.Level > 0) {
			t.Fatalf("%s: row %d is not among those of the hole %v", what, c.Row, h)
		}
	}
	for _, h := range got.Holes {
		for _, c := range got.Cells { // what is there did not stand in a hole
			if got.Kind == btree.Table && c.Row > h.Low && c.Row <= h.High {
				t.Fatalf("%s: row %d is there and in the hole %v", what, c.Row, h)
			}
		}
	}
}

func TestALongRowNamesThePageThatIsMissing(t *testing.T) {
	f := made(t)
	r := f.reader()
	tried := 0
	for _, c := range r.Walk(f.roots["numbered"], btree.Table).Cells {
		chain, err := r.Chain(btree.Table, c)
		if err != nil {
			t.Fatal(err)
		}
		for i, page := range chain {
			f.gone = map[int]bool{page: true}
			broken := f.reader()
			at := (*btree.PageError)(nil)
			if _, err := broken.Payload(btree.Table, c); !errors.As(err, &at) || at.Page != page || !errors.Is(err, errGone) {
				t.Fatalf("page %d: %v", page, err)
			}
			if got, err := broken.Chain(btree.Table, c); err == nil || !slices.Equal(got, chain[:i+1]) {
				t.Fatalf("page %d of the chain %v: got %v, %v", page, chain, got, err)
			}
			b, err := broken.Local(btree.Table, c)
			if err != nil {
				t.Fatal(err)
			}
			if cols, err := btree.Row(b); err != nil || len(cols) != 5 || cols[1].Class != btree.Text {
				t.Fatalf("page %d: the beginning of the row reads %v, %v", page, cols, err)
			}
			tried++
		}
	}
	if tried < 100 {
		t.Errorf("only %d pages were tried", tried)
	}
}

func TestFreePagesBreakOff(t *testing.T) {
	f := made(t)
	trunk := int(binary.BigEndian.Uint32(f.pages[0][32:]))
	f.gone = map[int]bool{trunk: true}
	if pages, broken := f.reader().Free(); broken != trunk || len(pages) != 0 {
		t.Errorf("%d pages, broken off at %d and not %d", len(pages), broken, trunk)
	}
}

// FuzzPages lets an enemy write the pages: whatever they hold, the walk ends
// and gives no more rows than fit on them.
func FuzzPages(f *testing.F) {
	m := made(f)
	f.Add(bytes.Join(m.pages[:min(len(m.pages), 12)], nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		e := &file{}
		for ; len(b) >= size && len(e.pages) < 200; b = b[size:] {
			e.pages = append(e.pages, b[:size])
		}
		exhaust(t, e)
	})
}

func exhaust(t *testing.T, e *file) {
	t.Helper()
	r := e.reader()
	if len(e.pages) > 0 {
		_, _ = r.Header()
	}
	r.Free()
	trees := []btree.Tree{r.Walk(1, btree.Table), r.Walk(2, btree.Index)}
	for _, o := range r.Orphans() {
		trees = append(trees, r.Walk(o.Page, o.Kind))
	}
	cells := 0
	for _, tree := range trees {
		for _, c := range tree.Cells {
			cells++
			_, _ = r.Chain(tree.Kind, c)
			if b, err := r.Payload(tree.Kind, c); err == nil {
				_, _ = btree.Row(b)
			}
		}
	}
	if cells > len(e.pages)*size/2 {
		t.Errorf("%d rows on %d pages", cells, len(e.pages))
	}
}

// TestPagesOfAnEnemy changes sound pages at random, which the fuzzer takes
// long to think of.
func TestPagesOfAnEnemy(t *testing.T) {
	f := made(t)
	dice := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		e := &file{pages: make([][]byte, len(f.pages))}
		for i, p := range f.pages {
			e.pages[i] = bytes.Clone(p)
			for range dice.IntN(3) {
				e.pages[i][dice.IntN(40)] = byte(dice.IntN(256))
			}
			if dice.IntN(9) == 0 {
				copy(e.pages[i], f.pages[dice.IntN(len(f.pages))])
			}
		}
		exhaust(t, e)
	}
}
