package vault_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The declarations in sqlite3abi.h are ours; those that SQLite is compiled
// with come with go-sqlite3. One program is compiled with each and prints
// every size, offset and number; a third compiles our prototypes beside
// theirs.

var (
	constant  = regexp.MustCompile(`(?m)^#define (SQLITE_\w+)\s`)
	structure = regexp.MustCompile(`(?ms)^struct (\w+) \{(.*?)^\};`)
	member    = regexp.MustCompile(`(?m)^  .*?(?:\(\*\(?\*?|[ *])(\w+)(?:\)\(.*|\)\(sqlite3_vfs.*)?;$`)
	prototype = regexp.MustCompile(`(?m)^extern .*;$`)
)

// goSays gives what a go command answers.
func goSays(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

// reckoning is a program that prints what a header declares.
func reckoning(ours, include string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "#include <stdio.h>\n#include <stddef.h>\n#include %q\nint main(void){\n", include)
	for _, c := range constant.FindAllStringSubmatch(ours, -1) {
		fmt.Fprintf(&b, "  printf(\"%s %%d\\n\", %s);\n", c[1], c[1])
	}
	for _, s := range structure.FindAllStringSubmatch(ours, -1) {
		fmt.Fprintf(&b, "  printf(\"%s %%zu\\n\", sizeof(%s));\n", s[1], s[1])
		for _, m := range member.FindAllStringSubmatch(s[2], -1) {
			fmt.Fprintf(&b, "  printf(\"%s.%s %%zu %%zu\\n\", offsetof(%s, %s), sizeof(((%s*)0)->%s));\n", s[1], m[1], s[1], m[1], s[1], m[1])
		}
	}
	b.WriteString("  printf(\"sqlite3_int64 %zu\\n\", sizeof(sqlite3_int64));\n  return 0;\n}\n")
	return b.String()
}

// compile builds a program in a folder of its own, and runs it if it can be
// linked.
func compile(t *testing.T, source string, flags ...string) (printed string, err error) {
	t.Helper()
	dir := t.TempDir()
	c, program := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.out")
	must(t, os.WriteFile(c, []byte(source), 0o600))
	cc := strings.Fields(goSays(t, "env", "CC"))
	out, err := exec.Command(cc[0], append(append(cc[1:], flags...), "-o", program, c)...).CombinedOutput()
	if err != nil {
		return string(out), err
	}
	if len(flags) > 0 && flags[0] == "-c" {
		return "", nil
	}
	out, err = exec.Command(program).Output()
	return string(out), err
}

// differences compiles what a header of ours declares, and the same with the
// header of go-sqlite3, and gives what differs.
func differences(t *testing.T, ours, theirs string) (lines []string, compared int) {
	t.Helper()
	header := filepath.Join(t.TempDir(), "sqlite3abi.h")
	must(t, os.WriteFile(header, []byte(ours), 0o600))
	got, err := compile(t, reckoning(ours, header))
	if err != nil {
		t.Fatal(err, got)
	}
	want, err := compile(t, reckoning(ours, theirs))
	if err != nil {
		return []string{want}, 0 // they have no such thing
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if g[i] != w[i] {
			lines = append(lines, g[i]+", but there "+w[i])
		}
	}
	both := fmt.Sprintf("#include %q\n%s\n", theirs, strings.Join(prototype.FindAllString(ours, -1), "\n"))
	if out, err := compile(t, both, "-c", "-Werror"); err != nil {
		lines = append(lines, out)
	}
	return lines, len(g)
}

func TestTheInterfaceOfSQLiteIsTheOneThatIsCompiled(t *testing.T) {
	text, err := os.ReadFile("sqlite3abi.h")
	must(t, err)
	ours := string(text)
	theirs := filepath.Join(goSays(t, "list", "-m", "-f", "{{.Dir}}", "github.com/mattn/go-sqlite3"), "sqlite3-binding.h")
	t.Run("in every size, offset, number and function", func(t *testing.T) {
		lines, compared := differences(t, ours, theirs)
		for _, l := range lines {
			t.Error(l)
		}
		declared := len(constant.FindAllString(ours, -1)) + len(structure.FindAllString(ours, -1))
		for _, s := range structure.FindAllStringSubmatch(ours, -1) {
			declared += strings.Count(s[2], ";")
		}
		if compared < declared || declared < 70 {
			t.Errorf("%d are declared, %d were compared", declared, compared)
		}
		if n := len(prototype.FindAllString(ours, -1)); n != strings.Count(ours, "extern ") {
			t.Errorf("%d functions were compared", n)
		}
	})
	for old, other := range map[string]string{
		"SQLITE_FCNTL_RESERVE_BYTES          38":       "SQLITE_FCNTL_RESERVE_BYTES          39",
		"  int (*xSync)(sqlite3_file *, int flags);\n": "",
		"  int mxPathname;\n":                          "  sqlite3_int64 mxPathname;\n",
		"  const sqlite3_io_methods *pMethods;\n":      "  const sqlite3_io_methods *pMethods;\n  int more;\n",
		"typedef long long sqlite3_int64;":             "typedef int sqlite3_int64;",
		"sqlite3_malloc(int)":                          "sqlite3_malloc(char *)",
		"extern void sqlite3_free(void *);":            "extern void sqlite3_free(int);",
	} {
		t.Run("a difference is found: "+strings.TrimSpace(old), func(t *testing.T) {
			changed := strings.Replace(ours, old, other, 1)
			if changed == ours {
				t.Fatal("it is not in the header any more")
			}
			if lines, _ := differences(t, changed, theirs); len(lines) == 0 {
				t.Error("it is not")
			}
		})
	}
}
