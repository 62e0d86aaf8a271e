package worth_test

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model/store/worth"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// rows gives the rows that answer, the best first.
func rows(t *testing.T, db *sql.DB, query string, args ...any) (out []int) {
	t.Helper()
	found, err := db.Query(query, args...)
	must(t, err)
	defer found.Close()
	for found.Next() {
		var n int
		must(t, found.Scan(&n))
		out = append(out, n)
	}
	must(t, found.Err())
	return out
}

func TestWorth(t *testing.T) {
	db, err := sql.Open("sqlite3", filepath.Join(t.TempDir(), "a.db"))
	must(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	must1 := func(query string, args ...any) {
		t.Helper()
		_, err := db.Exec(query, args...)
		must(t, err)
	}
	must1("CREATE VIRTUAL TABLE f USING fts5(words, content='', contentless_delete=1, tokenize='ascii')")
	must1("CREATE VIRTUAL TABLE g USING fts5(words, content='', contentless_delete=1, detail=column, tokenize='ascii')")
	for i, text := range []string{
		"cold room", "cold cold cold room room", "room", "the room of the prison was cold and damp and dark for all of the time",
		"cold", "prison prison", "prison", "nothing at all", "nothing at all", "nothing", "nothing", "nothing", "nothing",
	} {
		must1("INSERT INTO f(rowid, words) VALUES(?, ?)", i, text)
		must1("INSERT INTO g(rowid, words) VALUES(?, ?)", i, text)
	}
	for _, match := range []string{"cold", "prison", `"cold room"`, "pris*"} {
		t.Run("puts rows in the order of bm25 for "+match, func(t *testing.T) {
			want := rows(t, db, "SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank, rowid", match)
			got := rows(t, db, "SELECT rowid FROM f WHERE f MATCH ? ORDER BY worth(f, ?) DESC, rowid", match, worth.Weights(1))
			if !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("%v, not %v", got, want)
			}
		})
	}
	t.Run("weighs each phrase as it is told", func(t *testing.T) {
		const query = "SELECT rowid FROM f WHERE f MATCH 'prison OR cold' ORDER BY worth(f, ?) DESC, rowid LIMIT 2"
		if got := rows(t, db, query, worth.Weights(9, 1)); !slices.Equal(got, []int{5, 6}) {
			t.Errorf("%v are the best for prison", got)
		}
		if got := rows(t, db, query, worth.Weights(0, 1)); !slices.Equal(got, []int{4, 1}) {
			t.Errorf("%v are the best for cold", got)
		}
	})
	t.Run("weighs nothing but the length without weights", func(t *testing.T) {
		got := rows(t, db, "SELECT rowid FROM g WHERE g MATCH 'cold' ORDER BY worth(g) DESC, rowid")
		if !slices.Equal(got, []int{4, 0, 1, 3}) {
			t.Errorf("%v", got)
		}
	})
	t.Run("takes more phrases than it can weigh, and fewer weights than phrases", func(t *testing.T) {
		match := strings.TrimSuffix(strings.Repeat("cold OR ", 200), " OR ")
		for _, n := range []int{1, 64, 65, 200} {
			if got := rows(t, db, "SELECT rowid FROM f WHERE f MATCH ? ORDER BY worth(f, ?) DESC", match, worth.Weights(make([]float64, n)...)); len(got) != 4 {
				t.Errorf("%d rows with %d weights", len(got), n)
			}
		}
	})
}

// TestABI has one program compiled with our header and with the one that go-sqlite3
// is compiled from: both print the same places, and the functions are the same.
func TestABI(t *testing.T) {
	said, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/mattn/go-sqlite3").Output()
	must(t, err)
	theirs := filepath.Join(strings.TrimSpace(string(said)), "sqlite3-binding.h")
	ours, err := filepath.Abs("fts5abi.h")
	must(t, err)
	cc, err := exec.Command("go", "env", "CC").Output()
	must(t, err)
	compile := func(t *testing.T, source string, run bool) string {
		t.Helper()
		dir := t.TempDir()
		c, program := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.out")
		must(t, os.WriteFile(c, []byte(source), 0o600))
		args := append(strings.Fields(string(cc)), "-Werror", "-o", program, c)
		if !run {
			args = append(args, "-c")
		}
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if !run {
			return ""
		}
		out, err := exec.Command(program).Output()
		must(t, err)
		return string(out)
	}
	places := func(t *testing.T, header string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "#include <stdio.h>\n#include <stddef.h>\n#include %q\nint main(void){\n", header)
		for _, m := range []string{
			"Fts5ExtensionApi.iVersion", "Fts5ExtensionApi.xRowCount", "Fts5ExtensionApi.xColumnTotalSize", "Fts5ExtensionApi.xInstCount",
			"Fts5ExtensionApi.xInst", "Fts5ExtensionApi.xColumnSize", "fts5_api.iVersion", "fts5_api.xCreateFunction",
		} {
			s, f, _ := strings.Cut(m, ".")
			fmt.Fprintf(&b, "  printf(\"%s %%zu %%zu\\n\", offsetof(%s, %s), sizeof(((%s*)0)->%s));\n", m, s, f, s, f)
		}
		b.WriteString("  printf(\"%zu %d\\n\", sizeof(sqlite3_int64), SQLITE_OK);\n  return 0;\n}\n")
		return compile(t, b.String(), true)
	}
	if got, want := places(t, ours), places(t, theirs); got != want {
		t.Errorf("ours:\n%stheirs:\n%s", got, want)
	}
	text, err := os.ReadFile(ours)
	must(t, err)
	both := fmt.Sprintf("#include %q\n", theirs)
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "extern ") {
			both += line
		}
	}
	compile(t, both, false)
}
