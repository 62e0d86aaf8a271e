package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// TestMain makes this test program the program itself, so that what it leaves
// behind can be looked at from outside.
func TestMain(m *testing.M) {
	if os.Getenv("GUVOH_TEST_MAIN") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// said are words that only what was recorded can have brought somewhere, in
// the scripts of the people who say them.
var said = []string{"Xayoliyev Sinovbek", "Синовбек Хаёлиев", "taken from the bazaar at dawn", "a letter that nobody wrote", "CREATE TABLE", "SQLite format 3"}

const passphraseOfTest = "lantern river copper window seven"

// home is a made-up home of a person: all that the program writes must end up
// below it. What a person asks for in clear goes outside.
type home struct {
	t            *testing.T
	dir, outside string
	file         string
	passphrase   string // the path of the file that holds it, outside
}

func newHome(t *testing.T) *home {
	t.Helper()
	h := &home{t: t, dir: t.TempDir(), outside: t.TempDir()}
	for _, d := range []string{"tmp", "config", "cache", "data", "run"} {
		if err := os.Mkdir(filepath.Join(h.dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	h.file = filepath.Join(h.dir, "cases.guvoh")
	h.passphrase = h.put("passphrase", passphraseOfTest+"\n")
	return h
}

// put writes a file outside the home.
func (h *home) put(name, text string) string {
	h.t.Helper()
	path := filepath.Join(h.outside, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return path
}

func (h *home) command(args ...string) *exec.Cmd {
	h.t.Helper()
	program, err := os.Executable()
	if err != nil {
		h.t.Fatal(err)
	}
	cmd := exec.Command(program, append(args, "--passphrase-file", h.passphrase)...)
	at := func(name string) string { return filepath.Join(h.dir, name) }
	cmd.Env = []string{
		"GUVOH_TEST_MAIN=1", "HOME=" + h.dir, "TMPDIR=" + at("tmp"), "XDG_CONFIG_HOME=" + at("config"),
		"XDG_CACHE_HOME=" + at("cache"), "XDG_DATA_HOME=" + at("data"), "XDG_RUNTIME_DIR=" + at("run"),
		"PATH=" + os.Getenv("PATH"), "LANG=en_US.UTF-8", "GOCOVERDIR=" + h.outside,
	}
	cmd.Dir = h.dir
	return cmd
}

// run carries out a command and looks for traces afterwards.
func (h *home) run(args ...string) {
	h.t.Helper()
	out, err := h.command(args...).CombinedOutput()
	if err != nil {
		h.t.Fatalf("guvoh %s: %v: %s", args[0], err, out)
	}
	h.clean("after " + args[0])
}

// clean fails when a file below the home holds one of the words.
func (h *home) clean(when string) {
	h.t.Helper()
	for _, path := range traces(h.t, h.dir, append(said, passphraseOfTest)) {
		h.t.Errorf("%s: words lie in clear in %s", when, path)
	}
}

// interrupt starts a command, looks for traces while it runs, and ends it as a
// power cut does. It gives whether SQLite's journal lay there meanwhile.
func (h *home) interrupt(args ...string) (journal bool) {
	h.t.Helper()
	cmd := h.command(args...)
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		select {
		case <-ended:
			return journal
		default:
		}
		if st, err := os.Stat(h.file + "-journal"); err == nil && st.Size() > 0 {
			journal = true
			h.clean("while it writes")
			if err := cmd.Process.Kill(); err != nil {
				h.t.Log(err) // it has just ended
			}
		}
	}
	h.t.Fatal("it never ends")
	return false
}

func TestNothingIsLeftInClear(t *testing.T) {
	h := newHome(t)
	h.run("init", h.file, "--sample", "--author", "Office 2")
	document := h.put("records.json", interchangeOf(t, 400))
	t.Run("while records are written, nor when the power fails then", func(t *testing.T) {
		seen := false
		for range 20 {
			if seen = h.interrupt("import", h.file, document); seen {
				break
			}
		}
		if !seen {
			t.Fatal("no journal was ever seen: the test looks at nothing")
		}
		h.clean("after a power cut")
	})
	h.run("import", h.file, document)
	letter := h.put("letter.txt", said[3])
	packed := h.put("letters.zip", zipOf(t, said[3]))
	h.run("attach", h.file, "TRACE-1", letter, packed)
	h.run("list", h.file)
	h.run("show", h.file, "TRACE-1")
	h.run("search", h.file, "Sinovbek")
	h.run("history", h.file)
	h.run("check", h.file)
	backups := filepath.Join(h.dir, "stick")
	if err := os.Mkdir(backups, 0o700); err != nil {
		t.Fatal(err)
	}
	h.run("backup", h.file, backups)
	h.run("key", "recovery", h.file, "-o", filepath.Join(h.outside, "sheet.pdf"))
	h.run("data", h.file, "-o", filepath.Join(h.outside, "data.json"))
	h.run("dossier", h.file, "TRACE-1", "--profile", "int-full", "-o", filepath.Join(h.outside, "dossier.pdf"))

	t.Run("and the test would see it", func(t *testing.T) {
		found := traces(t, h.outside, said)
		for _, name := range []string{"records.json", "letters.zip", "letter.txt", "data.json"} {
			if !slices.Contains(found, name) {
				t.Errorf("the words in %s are not found", name)
			}
		}
		h.put("wide", string(utf16Of(said[1], binary.LittleEndian)))
		if !slices.Contains(traces(t, h.outside, said), "wide") {
			t.Error("words in UTF-16 are not found")
		}
	})
}

// interchangeOf makes a document with one case and so many notes.
func interchangeOf(t *testing.T, notes int) string {
	t.Helper()
	const id = "7ace0000-0000-4000-8000-%012d"
	records := []map[string]any{{
		"id": fmt.Sprintf(id, 1), "kind": "case",
		"fields": map[string]any{"reference": "TRACE-1", "title": said[0] + " / " + said[1], "summary": said[2]},
	}}
	for i := range notes {
		records = append(records, map[string]any{
			"id": fmt.Sprintf(id, i+2), "kind": "note",
			"fields": map[string]any{"cases": []string{fmt.Sprintf(id, 1)}, "text": strings.Repeat(said[i%3]+". ", 40)},
		})
	}
	b, err := json.Marshal(map[string]any{"format": "guvoh-data", "version": 1, "records": records})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func zipOf(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("letter.txt")
	if err == nil {
		_, err = io.WriteString(w, strings.Repeat(text, 100))
	}
	if shut := z.Close(); err == nil {
		err = shut
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// traces gives the files below a folder that hold one of the words, in their
// name or their bytes, in UTF-8 or UTF-16, as they are or within an archive.
func traces(t *testing.T, dir string, words []string) (found []string) {
	t.Helper()
	var marks [][]byte
	for _, w := range words {
		marks = append(marks, []byte(w), utf16Of(w, binary.LittleEndian), utf16Of(w, binary.BigEndian))
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			if os.IsNotExist(err) { // a journal that was just removed
				return nil
			}
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		rel, _ := filepath.Rel(dir, path)
		if holds(append(b, rel...), marks, 3) {
			found = append(found, rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// holds looks into archives up to a depth.
func holds(b []byte, marks [][]byte, depth int) bool {
	if slices.ContainsFunc(marks, func(m []byte) bool { return bytes.Contains(b, m) }) {
		return true
	}
	if depth == 0 {
		return false
	}
	if z, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err == nil {
		for _, f := range z.File {
			if r, err := f.Open(); err == nil {
				in, _ := io.ReadAll(io.LimitReader(r, 64<<20))
				if holds(in, marks, depth-1) {
					return true
				}
			}
		}
	}
	if g, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
		in, _ := io.ReadAll(io.LimitReader(g, 64<<20))
		return holds(in, marks, depth-1)
	}
	return false
}

func utf16Of(text string, order binary.AppendByteOrder) (out []byte) {
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}
