package cli_test

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"guvoh/model/vault/vaulttest"
)

// TestStories plays what caseworkers do, as testdata/stories tells it. Each
// line is one of:
//
//	# a remark
//	put NAME TEXT        make a file (\n begins a line, after \r as on Windows)
//	on NAME              from here on at the computer of that person
//	day 2026-06-01       from here on it is that day
//	copy NAME NAME       carry a file to another place
//	folder NAME          make a folder
//	types "…" "…"        what they type when the next command asks them; who is
//	                     not said to type anything types the passphrase of tests
//	alone                nobody sits there when the next command runs
//	pipe TEXT            what the next command finds on standard input
//	secret TEXT          no answer and no sentence may hold this from here on
//	guvoh …              run a command; it must work unless "fails" follows
//	  asks TEXT          it asked this, behind what it asked before
//	  says TEXT          it answers this, behind what it answered before
//	  silent about TEXT  it does not answer this
//	  fails N TEXT       it fails with this status and these words, and has
//	                     left every file of the folder as it was
//	  touches N TEXT     the same, of a failure that a file must remember
//	  take NAME REGEXP   remember what the group in it found, for $NAME
//	  sheets NAME        remember the words of its sheets, for $NAME1, $NAME2…
//	  keep NAME          put the answer into a file
//	same NAME NAME       two files hold the same bytes
//	gone NAME            there is no such file
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
			(&player{t: t, home: t.TempDir(), taken: map[string]string{}}).play(story)
		})
	}
}

type player struct {
	t       *testing.T
	home    string // where the settings of everybody lie
	taken   map[string]string
	secrets []string
	at      string // whose computer it is
	day     time.Time
	typed   []string // what they type when they are asked
	alone   bool     // nobody sits there
	piped   string   // standard input
	last    answer
	rest    string // of the answer, behind what was looked for
	asked   string // what the last command asked
	failed  bool   // the last command failed and nobody has said yet that it should
	before  map[string][32]byte
	line    int
}

func (p *player) play(story []byte) {
	lines := bufio.NewScanner(bytes.NewReader(story))
	for lines.Scan() {
		p.line++
		text := os.Expand(lines.Text(), func(name string) string { return p.taken[name] })
		word, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		rest = strings.TrimSpace(rest)
		if p.failed && word != "fails" && word != "touches" && word != "asks" {
			p.t.Fatalf("line %d: it failed (%d): %s", p.line-1, p.last.code, p.last.err)
		}
		switch word {
		case "", "#":
		case "put":
			name, content, _ := strings.Cut(rest, " ")
			put(p.t, ".", name, strings.NewReplacer(`\n`, "\n", `\r`, "\r").Replace(content))
		case "on":
			p.at = rest
		case "day":
			p.today(rest)
		case "folder":
			if err := os.Mkdir(rest, 0o700); err != nil {
				p.t.Fatal(err)
			}
		case "copy":
			from, to, _ := strings.Cut(rest, " ")
			p.carry(from, to)
		case "types":
			p.typed = words(rest)
		case "alone":
			p.alone = true
		case "pipe":
			p.piped = strings.ReplaceAll(rest, `\n`, "\n")
		case "secret":
			p.secrets = append(p.secrets, rest)
		case "guvoh":
			p.guvoh(words(rest))
		case "asks":
			_, after, ok := strings.Cut(p.asked, rest)
			if !ok {
				p.t.Errorf("line %d: it does not ask %q but %q", p.line, rest, p.asked)
			}
			p.asked = after
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
			if !maps.Equal(p.before, prints(p.t, ".")) {
				p.t.Errorf("line %d: files of the folder have changed", p.line)
			}
		case "touches":
			p.fails(rest)
			if maps.Equal(p.before, prints(p.t, ".")) {
				p.t.Errorf("line %d: no file has changed", p.line)
			}
		case "take":
			name, pattern, _ := strings.Cut(rest, " ")
			m := regexp.MustCompile(pattern).FindStringSubmatch(p.last.out)
			if m == nil {
				p.t.Fatalf("line %d: not found in\n%s", p.line, p.last.out)
			}
			p.taken[name] = m[1]
		case "sheets":
			for i, sheet := range sheets(p.last.out) {
				p.taken[fmt.Sprintf("%s%d", rest, i+1)] = sheet
			}
		case "keep":
			put(p.t, ".", rest, p.last.out)
		case "same":
			p.same(rest)
		case "gone":
			if _, err := os.Lstat(rest); err == nil {
				p.t.Errorf("line %d: it is there", p.line)
			}
		default:
			p.t.Fatalf("line %d: %q is no word of a story", p.line, word)
		}
	}
}

func (p *player) today(day string) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		p.t.Fatal(err)
	}
	p.day = at.Add(10 * time.Hour)
}

func (p *player) carry(from, to string) {
	b, err := os.ReadFile(from)
	if err != nil {
		p.t.Fatal(err)
	}
	put(p.t, ".", to, string(b))
}

// guvoh runs a command at the computer of the person whose turn it is.
func (p *player) guvoh(args []string) {
	p.before = prints(p.t, ".")
	p.asked = ""
	d := deps()
	d.Profile = filepath.Join(p.home, p.at)
	d.Store.DeviceSecret, d.Store.Device = nil, p.at
	if !p.day.IsZero() {
		d.Now = func() time.Time { return p.day }
	}
	typed := p.typed
	d.Ask = func(question string, hidden bool) (string, error) {
		p.asked += question + "\n"
		if len(typed) == 0 {
			return string(vaulttest.Passphrase), nil
		}
		answer := typed[0]
		typed = typed[1:]
		return answer, nil
	}
	if p.alone {
		d.Ask = nil
	}
	p.last = runFrom(d, p.piped, args...)
	if len(typed) > 0 {
		p.t.Errorf("line %d: it asks fewer times than somebody types", p.line)
	}
	p.typed, p.alone, p.piped = nil, false, ""
	p.rest, p.failed = p.last.out, p.last.code != 0
	for _, secret := range p.secrets {
		if strings.Contains(p.last.out+p.last.err+p.asked, secret) {
			p.t.Errorf("line %d: a secret is in what it says", p.line)
		}
	}
}

// sheets gives the words of every sheet in an answer: each stands behind its
// number, and a sheet begins with the first.
func sheets(answer string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`(?:^|\s)(\d{1,2}) ([a-z]{4,8})\b`).FindAllStringSubmatch(answer, -1) {
		if m[1] == "1" {
			all = append(all, m[2])
		} else if len(all) > 0 {
			all[len(all)-1] += " " + m[2]
		}
	}
	return all
}

func (p *player) fails(rest string) {
	code, text, _ := strings.Cut(rest, " ")
	if n, _ := strconv.Atoi(code); p.last.code != n || !strings.Contains(p.last.err, text) {
		p.t.Errorf("line %d: status %d, and it says\n%s", p.line, p.last.code, p.last.err)
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
