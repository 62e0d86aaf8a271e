package cli_test

import (
	"bufio"
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestStories plays what caseworkers do, as testdata/stories tells it. Each
// line is one of:
//
//	# a remark
//	put NAME TEXT        make a file (\n begins a line)
//	guvoh …              run a command; it must work unless "fails" follows
//	  says TEXT          it answers this, behind what it answered before
//	  silent about TEXT  it does not answer this
//	  fails N TEXT       it fails with this status and these words, and has
//	                     left every file of the folder as it was
//	  take NAME REGEXP   remember what the group in it found, for $NAME
//	same NAME NAME       two files hold the same bytes
func TestStories(t *testing.T) {
	all, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(all) == 0 {
		t.Fatal("no stories", err)
	}
	for _, path := range all {
		story, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			t.Chdir(t.TempDir())
			(&player{t: t, taken: map[string]string{}}).play(story)
		})
	}
}

type player struct {
	t      *testing.T
	taken  map[string]string
	last   answer
	rest   string // of the answer, behind what was looked for
	failed bool   // the last command failed and nobody has said yet that it should
	before map[string][32]byte
	line   int
}

func (p *player) play(story []byte) {
	lines := bufio.NewScanner(bytes.NewReader(story))
	for lines.Scan() {
		p.line++
		text := os.Expand(lines.Text(), func(name string) string { return p.taken[name] })
		word, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		rest = strings.TrimSpace(rest)
		if p.failed && word != "fails" {
			p.t.Fatalf("line %d: it failed (%d): %s", p.line-1, p.last.code, p.last.err)
		}
		switch word {
		case "", "#":
		case "put":
			name, content, _ := strings.Cut(rest, " ")
			put(p.t, ".", name, strings.ReplaceAll(content, `\n`, "\n"))
		case "guvoh":
			p.before = prints(p.t, ".")
			p.last = run(words(rest)...)
			p.rest, p.failed = p.last.out, p.last.code != 0
		case "says":
			_, after, ok := strings.Cut(p.rest, rest)
			if !ok {
				p.t.Errorf("line %d: it does not say %q but\n%s", p.line, rest, p.last.out)
			}
			p.rest = after
		case "silent":
			if strings.Contains(p.last.out, strings.TrimPrefix(rest, "about ")) {
				p.t.Errorf("line %d: it says\n%s", p.line, p.last.out)
			}
		case "fails":
			p.fails(rest)
		case "take":
			name, pattern, _ := strings.Cut(rest, " ")
			m := regexp.MustCompile(pattern).FindStringSubmatch(p.last.out)
			if m == nil {
				p.t.Fatalf("line %d: not found in\n%s", p.line, p.last.out)
			}
			p.taken[name] = m[1]
		case "same":
			p.same(rest)
		default:
			p.t.Fatalf("line %d: %q is no word of a story", p.line, word)
		}
	}
}

func (p *player) fails(rest string) {
	code, text, _ := strings.Cut(rest, " ")
	if n, _ := strconv.Atoi(code); p.last.code != n || !strings.Contains(p.last.err, text) {
		p.t.Errorf("line %d: status %d, and it says\n%s", p.line, p.last.code, p.last.err)
	}
	if !maps.Equal(p.before, prints(p.t, ".")) {
		p.t.Errorf("line %d: files of the folder have changed", p.line)
	}
	p.failed = false
}

func (p *player) same(rest string) {
	a, b, _ := strings.Cut(rest, " ")
	one, err := os.ReadFile(a)
	if err != nil {
		p.t.Fatal(err)
	}
	two, err := os.ReadFile(b)
	if err != nil {
		p.t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		p.t.Errorf("line %d: they differ (%d and %d bytes)", p.line, len(one), len(two))
	}
}

// words parts a command line at spaces outside of double quotes.
func words(s string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|\S+`).FindAllStringSubmatch(s, -1) {
		if strings.HasPrefix(m[0], `"`) {
			out = append(out, m[1])
		} else {
			out = append(out, m[0])
		}
	}
	return out
}
