package cli_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"guvoh/app/cli"
	"guvoh/app/exchange"
	"guvoh/model/interchange"
	"guvoh/model/modeltest"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// everyCommand gives each command that opens a file, on that file. Those that
// only look and write nothing come first.
func everyCommand(t *testing.T, dir, file string) [][]string {
	t.Helper()
	for name, text := range map[string]string{
		"letter.txt": "Dear colleague,", "new.txt": "marble anchor willow thimble spice",
		"card.txt":  "# Contact card: Lola\nage1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n",
		"data.json": `{"format":"guvoh-data","version":1,"records":[{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90","kind":"case"}]}`,
	} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			put(t, dir, name, text)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	return [][]string{
		{"list", file},
		{"show", file, "SAMPLE-1"},
		{"search", file, "x"},
		{"history", file},
		{"check", file},
		{"key", "list", file},
		{"conflicts", file},
		{"merges", file},
		{"news", file},
		{"deadlines", file},
		{"duplicates", file},
		{"quarantine", file},
		{"data", file, "-o", in("out.json")},
		{"dossier", file, "SAMPLE-1", "--profile", "int-full", "-o", in("out.pdf")},
		{"backup", file, dir},
		{"import", file, in("data.json")},
		{"attach", file, "SAMPLE-1", in("letter.txt")},
		{"key", "add", file, "--new-passphrase-file", in("new.txt")},
		{"key", "change", file, "--new-passphrase-file", in("new.txt")},
		{"key", "recovery", file},
		{"key", "recovery", file, "-o", in("sheet.pdf")},
		{"key", "shares", file, "--need", "2", "--of", "3"},
		{"key", "renew", file, "-o", in("renewed.guvoh"), "--new-passphrase-file", in("new.txt")},
		{"key", "wipe-after", file, "5"},
		{"key", "trust", file, in("card.txt")},
		{"share", file, "SAMPLE-1", "--to", in("card.txt"), "-o", in("shared.guvoh")},
		{"purge", file, "SAMPLE-1", "summary", "--reason", "asked for", "--yes"},
		{"key", "distrust", file, "1"},
		{"merge", file, in("letter.txt")},
		{"merge", file, "--undo"},
		{"resolve", file, "SAMPLE-1", "title", "--take", "1"},
		{"same", file, "3f2b7c1e", "3f2b7c1f", "same"},
		{"team", "sync", file},
	}
}

// looking is how many of these only look and write nothing.
const looking = 12

// idle is how many, the last ones, find nothing in the sample to work on.
const idle = 6

func TestAFileThatIsNotOurs(t *testing.T) {
	other := append([]byte("SQLite format 3\x00\x10\x00"), make([]byte, 8174)...)
	for name, content := range map[string]string{
		"a letter": "Dear colleague,", "nothing": "", "a picture": "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 500),
		"a database of another program": string(other),
	} {
		t.Run(name+" is named as such and left as it is", func(t *testing.T) {
			dir := t.TempDir()
			file := put(t, dir, "cases.guvoh", content)
			for _, args := range everyCommand(t, dir, file) {
				refuses(t, dir, cli.Failed, "is not a Guvoh file", args...)
			}
		})
	}
	t.Run("a folder, and a file that is not there", func(t *testing.T) {
		dir := t.TempDir()
		for _, args := range everyCommand(t, dir, dir) {
			refuses(t, dir, cli.Failed, "is not a Guvoh file", args...)
		}
		for _, args := range everyCommand(t, dir, filepath.Join(dir, "gone.guvoh")) {
			refuses(t, dir, cli.Failed, "There is no file or folder of the name", args...)
		}
	})
}

func TestANewerFileIsLeftAsItIs(t *testing.T) {
	for name, newer := range map[string]func(t *testing.T, file string){
		"of newer tables": func(t *testing.T, file string) { alter(t, file, "PRAGMA user_version = 200") },
		"under a newer seal": func(t *testing.T, file string) {
			change(t, file, func(b []byte) []byte { b[11], b[headerCopy+11] = 9, 9; return b })
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, file := sample(t)
			newer(t, file)
			for _, args := range everyCommand(t, dir, file) {
				refuses(t, dir, cli.Unreadable, "newer version of Guvoh", args...)
			}
		})
	}
}

// Where things stand in a sealed file: see docs/format.md.
const (
	headerCopy = 64 << 10 // the second copy of the header
	pages      = 128 << 10
)

// alter changes a file in a way that the program itself never would, by
// somebody who has its key.
func alter(t *testing.T, file, query string) {
	t.Helper()
	v, err := vault.Open(file, vaulttest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	db, err := sql.Open("sqlite3", v.URI(false, false))
	if err != nil {
		t.Fatal(err)
	}
	r, err := db.Exec(query)
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := r.RowsAffected(); n != 1 && !strings.HasPrefix(query, "PRAGMA") {
		t.Fatalf("%d rows were changed", n)
	}
}

func change(t *testing.T, file string, how func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, how(b), 0o600); err != nil {
		t.Fatal(err)
	}
}

// allSayDamaged wants every command to name the damage and leave the file as
// it is, and check to say what it is.
func allSayDamaged(t *testing.T, dir, file, what string) {
	t.Helper()
	for _, args := range everyCommand(t, dir, file) {
		if args[0] != "check" {
			refuses(t, dir, cli.Unreadable, "is damaged", args...)
			continue
		}
		before := prints(t, dir)
		a := run(args...)
		if a.code != cli.Unreadable || !strings.Contains(a.err, "is damaged") || !strings.Contains(a.out, what) {
			t.Errorf("check: status %d, %s%s", a.code, a.out, a.err)
		}
		if !maps.Equal(before, prints(t, dir)) {
			t.Error("check has changed the file")
		}
	}
}

func TestADamagedFile(t *testing.T) {
	t.Run("that was cut short is named by every command and left as it is", func(t *testing.T) {
		dir, file := sample(t)
		change(t, file, func(b []byte) []byte { return b[:len(b)*2/3] })
		allSayDamaged(t, dir, file, "cannot be read")
	})
	t.Run("whose tables are noise is named by every command and left as it is", func(t *testing.T) {
		dir, file := sample(t)
		change(t, file, func(b []byte) []byte { return append(b[:pages], bytes.Repeat([]byte{0xAB}, len(b)-pages)...) })
		allSayDamaged(t, dir, file, "cannot be read")
	})
	t.Run("whose header is noise in both copies is named by every command and left as it is", func(t *testing.T) {
		dir, file := sample(t)
		change(t, file, func(b []byte) []byte { b[100]++; b[headerCopy+100]++; return b })
		for _, args := range everyCommand(t, dir, file) {
			what := "is damaged"
			if args[0] == "check" {
				what = "are destroyed"
			}
			refuses(t, dir, cli.Unreadable, what, args...)
		}
	})
	t.Run("is found by check wherever a byte is wrong, or else nothing is lost", func(t *testing.T) {
		dir, file := sample(t)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		data := must(t, "data", file)
		at := rand.New(rand.NewPCG(7, 11))
		found := 0
		for range 10 {
			offset := 100 + at.IntN(len(whole)-100)
			change(t, file, func([]byte) []byte {
				b := bytes.Clone(whole)
				b[offset] ^= byte(1 + at.IntN(255))
				return b
			})
			before := prints(t, dir)
			a := run("check", file)
			switch {
			case a.code == cli.Unreadable:
				found++
			case a.code != cli.Done:
				t.Errorf("byte %d: status %d, %s", offset, a.code, a.err)
			case must(t, "data", file) != data:
				t.Errorf("byte %d: check calls the file sound, and its data are other ones", offset)
			}
			if !maps.Equal(before, prints(t, dir)) {
				t.Errorf("byte %d: check has changed the file", offset)
			}
		}
		if found < 5 {
			t.Errorf("only %d of 10 were found", found)
		}
	})
	t.Run("gives no data when an attachment is no longer what it was", func(t *testing.T) {
		dir, file := sample(t)
		must(t, "attach", file, "SAMPLE-1", put(t, dir, "letter.txt", "a line that stands nowhere else"))
		alter(t, file, "UPDATE chunk SET bytes = CAST('a line that stood nowhere  else' AS BLOB) WHERE bytes = CAST('a line that stands nowhere else' AS BLOB)")
		refuses(t, dir, cli.Unreadable, "is no longer what was received", "data", file, "-o", filepath.Join(dir, "out.json"))
		if a := run("check", file); a.code != cli.Unreadable || !strings.Contains(a.out, "are not those that were received") {
			t.Errorf("check: status %d\n%s", a.code, a.out)
		}
	})
}

// readOnly makes a folder with the sample that nobody can write to.
func readOnly(t *testing.T) (dir, file string) {
	t.Helper()
	dir, file = sample(t)
	everyCommand(t, dir, file) // makes what they need
	for _, path := range []string{file, filepath.Join(dir, "letter.txt"), filepath.Join(dir, "data.json"), filepath.Join(dir, "new.txt"), filepath.Join(dir, "card.txt")} {
		if err := os.Chmod(path, 0o444); err != nil {
			t.Fatal(err)
		}
	}
	for _, folder := range []string{filepath.Dir(dir), dir} { // the way there must stay open
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	return dir, file
}

func TestAFolderThatCannotBeWrittenTo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders have no such permission here")
	}
	dir, file := readOnly(t)
	t.Run("lets every command look and keeps no trace of it", func(t *testing.T) {
		before := prints(t, dir)
		for _, args := range everyCommand(t, dir, file)[:looking] {
			var a answer
			asNobody(t, func() { a = run(args...) })
			if a.code != cli.Done || a.out == "" {
				t.Errorf("%s: status %d, %s", args[0], a.code, a.err)
			}
		}
		if !maps.Equal(before, prints(t, dir)) {
			t.Error("something was written")
		}
	})
	t.Run("takes nothing, and says so", func(t *testing.T) {
		all := everyCommand(t, dir, file)
		for _, args := range append(all[looking:len(all)-idle], []string{"init", filepath.Join(dir, "new.guvoh")}) {
			var a answer
			before := prints(t, dir)
			asNobody(t, func() { a = run(args...) })
			if a.code != cli.Failed || !strings.Contains(a.err, "cannot be written") { // there, or at all
				t.Errorf("%s: status %d, %s", args[0], a.code, a.err)
			}
			if !maps.Equal(before, prints(t, dir)) {
				t.Errorf("%s has written something", args[0])
			}
		}
	})
	t.Run("a file without the right to read it is named as such", func(t *testing.T) {
		dir, file := sample(t)
		if err := errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(dir, 0o777), os.Chmod(file, 0)); err != nil {
			t.Fatal(err)
		}
		var a answer
		asNobody(t, func() { a = run("list", file) })
		if a.code != cli.Failed || !strings.Contains(a.err, "You have no permission to open") {
			t.Errorf("status %d, %s", a.code, a.err)
		}
	})
	t.Run("material without the right to read it is named, and nothing is kept", func(t *testing.T) {
		dir, file := sample(t)
		letter, secret := put(t, dir, "letter.txt", "Dear colleague,"), put(t, dir, "secret.txt", "x")
		if err := errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(dir, 0o777), os.Chmod(file, 0o666), os.Chmod(letter, 0o666), os.Chmod(secret, 0)); err != nil {
			t.Fatal(err)
		}
		before := must(t, "data", file)
		var a answer
		asNobody(t, func() { a = run("attach", file, "SAMPLE-1", letter, secret) })
		if a.code != cli.Failed || !strings.Contains(a.err, "You have no permission to read "+secret) {
			t.Errorf("status %d, %s", a.code, a.err)
		}
		if must(t, "data", file) != before {
			t.Error("something was kept")
		}
	})
}

func TestAFolderThatIsNotThere(t *testing.T) {
	dir, file := sample(t)
	nowhere := filepath.Join(dir, "nowhere")
	for _, args := range [][]string{
		{"init", filepath.Join(nowhere, "new.guvoh")},
		{"data", file, "-o", filepath.Join(nowhere, "data.json")},
		{"dossier", file, "SAMPLE-1", "--profile", "int-full", "-o", filepath.Join(nowhere, "case.pdf")},
	} {
		t.Run("is named by "+args[0], func(t *testing.T) {
			refuses(t, dir, cli.Failed, "There is no folder "+nowhere, args...)
		})
	}
	t.Run("is not blamed for a case file that is not there", func(t *testing.T) {
		refuses(t, dir, cli.Failed, "There is no file or folder of the name", "data", filepath.Join(dir, "none.guvoh"), "-o", filepath.Join(dir, "data.json"))
	})
}

func TestAFullDisk(t *testing.T) {
	full := deps()
	full.Store.MaxPages = 1 // no more than there are
	t.Run("keeps the file as it was", func(t *testing.T) {
		dir, file := sample(t)
		letter := put(t, dir, "letter.txt", strings.Repeat("Dear colleague, ", 4096))
		film := put(t, dir, "film.mp4", "")
		if err := os.WriteFile(film, bytes.Repeat([]byte("0123456789abcdef"), 1<<18), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{letter, film} {
			refusesWith(t, full, dir, cli.Failed, "The disk is full", "attach", file, "SAMPLE-1", path)
		}
		other := filepath.Join(dir, "full.guvoh")
		must(t, "init", other)
		doc := put(t, dir, "doc.json", string(fullCase(t)))
		refusesWith(t, full, dir, cli.Failed, "The disk is full", "import", other, doc)
		must(t, "check", file)
		must(t, "check", other)
	})
	t.Run("leaves no half of a new file", func(t *testing.T) {
		dir := t.TempDir()
		almost := deps()
		for _, almost.Store.MaxPages = range []int{2, 60, 160} {
			refusesWith(t, almost, dir, cli.Failed, "The disk is full", "init", filepath.Join(dir, "new.guvoh"), "--sample")
		}
	})
	t.Run("keeps what lay where an export goes", func(t *testing.T) {
		if _, err := os.Stat("/dev/full"); err != nil {
			t.Skip("there is no full device here")
		}
		dir, file := sample(t)
		refuses(t, dir, cli.Failed, "The disk is full, so /dev/full was not written", "data", file, "-o", "/dev/full")
		refuses(t, dir, cli.Failed, "The disk is full, so /dev/full was not written", "dossier", file, "SAMPLE-1", "--profile", "int-full", "-o", "/dev/full")
	})
	t.Run("for the answer itself is said", func(t *testing.T) {
		_, file := sample(t)
		var said bytes.Buffer
		code := cli.Run(context.Background(), []string{"data", file}, cli.Streams{Out: broken{}, Err: &said}, deps())
		if code != cli.Failed || !strings.Contains(said.String(), "could not be written") {
			t.Errorf("status %d, %s", code, said.String())
		}
	})
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// fullCase is a document with every field of every kind.
func fullCase(t *testing.T) []byte {
	t.Helper()
	s := options(t).Schema
	var doc bytes.Buffer
	if _, err := interchange.Write(context.Background(), &doc, interchange.Of(modeltest.Schema(s, modeltest.FullCase(s)), modeltest.Snapshot(s))); err != nil {
		t.Fatal(err)
	}
	return doc.Bytes()
}

func TestTwoProgramsOnOneFile(t *testing.T) {
	dir, file := sample(t)
	commands := everyCommand(t, dir, file)
	heldElsewhere(t, file)
	for _, args := range slices.Concat(commands[:1], commands[4:12]) { // each waits a moment for the other program
		refuses(t, dir, cli.Failed, "is open in another window or program", args...)
	}
}

func TestAnActionThatACrashCutShort(t *testing.T) {
	dir, file := sample(t)
	want := must(t, "data", file)
	db, err := store.Open(file, options(t))
	if err != nil {
		t.Fatal(err)
	}
	crashed := filepath.Join(t.TempDir(), "cases.guvoh")
	stop := errors.New("the power is cut here")
	_, err = db.Do(context.Background(), "attach", func(tx *store.Tx) error {
		if _, _, err := tx.Attach(io.LimitReader(rand.NewChaCha8([32]byte{}), 20<<20)); err != nil {
			return err
		}
		for _, end := range []string{"", "-journal"} {
			b, err := os.ReadFile(file + end)
			if err != nil {
				return err
			}
			if err := os.WriteFile(crashed+end, b, 0o600); err != nil {
				return err
			}
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if a, b := prints(t, dir), prints(t, filepath.Dir(crashed)); a[file] == b[crashed] || len(b) != 2 {
		t.Fatal("the action has left nothing behind: this test tests nothing")
	}
	if got := must(t, "data", crashed); got != want {
		t.Error("the data are not those from before the action")
	}
	must(t, "check", crashed)
}

func TestMaterialOfAnySize(t *testing.T) {
	dir, file := sample(t)
	film := put(t, dir, "film.mp4", "")
	if err := os.Truncate(film, 2<<30); err != nil {
		t.Skip("there are no sparse files here: ", err)
	}
	letter := put(t, dir, "letter.txt", "Dear colleague,")
	refuses(t, dir, cli.Failed, film+" is larger than 1 GiB", "attach", file, "SAMPLE-1", letter, film)
	refuses(t, dir, cli.Failed, film+" is larger than 1 GiB", "attach", file, "SAMPLE-1", film)
}

func TestAPictureThatIsNoPicture(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "cases.guvoh")
	must(t, "init", file)
	must(t, "import", file, put(t, dir, "full.json", string(fullCase(t))))
	id := strings.Fields(strings.Split(must(t, "list", file), "\n")[1])[0]
	a := run("dossier", file, id, "--profile", "int-full", "-o", filepath.Join(dir, "out.pdf"))
	if a.code != cli.Done || !strings.Contains(a.err, "could not be drawn") {
		t.Errorf("status %d, it says\n%s", a.code, a.err)
	}
}

func TestTextThatMovesTheCursorOrTurnsAround(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "cases.guvoh")
	must(t, "init", file)
	doc := fmt.Sprintf(`{"format":"guvoh-data","version":1,"records":[{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90","kind":"case","fields":
		{"reference":"A-1","title":%q,"tags":["x\u0007y"],"summary":"one\r\ntwo\u2028three"}}]}`, "a\\u001b[31mb\\u0000c\\u202ed قضية שלום")
	must(t, "import", file, put(t, dir, "doc.json", strings.ReplaceAll(doc, `\\u`, `\u`)))
	for _, args := range [][]string{{"list", file}, {"show", file, "A-1"}, {"show", file, "A-1", "--json"}, {"search", file, "قضية"}, {"history", file, "A-1"}} {
		out := must(t, args...)
		if strings.ContainsAny(out, "\x1b\x00\a\r\u202e") {
			t.Errorf("%s says %q", args[0], out)
		}
		if !strings.Contains(out, "a[31mbcd قضية שלום") {
			t.Errorf("%s says\n%s", args[0], out)
		}
	}
	t.Run("in the name of a file is not repeated to the terminal", func(t *testing.T) {
		name := filepath.Join(dir, "a\x1b[31mb.jpg")
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Skip("such names cannot be here")
		}
		refuses(t, dir, cli.Failed, "a[31mb.jpg holds nothing", "attach", file, "A-1", name)
	})
	must(t, "check", file)
}

// The limit that a person is told must be the one that holds.
func TestTheLimitOfAttachmentsIsTheOneThatIsSaid(t *testing.T) {
	if store.MaxAttachment != 1<<30 {
		t.Error("the messages speak of 1 GiB")
	}
	if exchange.Extension != ".guvoh" {
		t.Error("the messages and stories speak of .guvoh")
	}
}
