package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"guvoh/app/cli"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault/vaulttest"
)

// mustSay runs a command that has to work, and may say something beside its
// answer.
func mustSay(t *testing.T, args ...string) string {
	t.Helper()
	a := run(args...)
	if a.code != cli.Done {
		t.Fatalf("guvoh %s: status %d, %s", strings.Join(args, " "), a.code, a.err)
	}
	return a.out
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// sampleCase is the id of the first case of the sample.
const sampleCase = "24a86d30-81c2-4bef-b28a-9f589e8e4a7d"

// titled is a document that gives the first case of the sample another title,
// and adds a person.
func titled(title string) string {
	return `{"format":"guvoh-data","version":1,"records":[{"id":"` + sampleCase + `","kind":"case","fields":{"title":"` + title +
		`"}},{"id":"bbbbbbbb-0d4a-4a51-9b6e-2f8d1c5a7e92","kind":"person","fields":{"occupation":"` + title + `"}}]}`
}

// edited is a copy of a file in which a colleague at another computer worked.
func edited(t *testing.T, dir, file string) string {
	t.Helper()
	other := filepath.Join(dir, "colleague.guvoh")
	copyFile(t, file, other)
	d := deps()
	d.Store.DeviceSecret = bytes.Repeat([]byte{9}, 32)
	d.Now = func() time.Time { return time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC) }
	a := runWith(d, "import", other, put(t, dir, "edit.json", titled("Their title")), "--author", "R. Colleague")
	if a.code != cli.Done {
		t.Fatal(a.err)
	}
	return other
}

func TestAColleaguesFileThatCannotBeTakenIn(t *testing.T) {
	dir, file := sample(t)
	other := edited(t, dir, file)
	bytesOf, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(bytesOf)
	for at := len(flipped) / 4; at < len(flipped); at += 4096 { // a part of the file holds but an index, which nobody asks
		flipped[at] ^= 1
	}
	for name, c := range map[string]struct {
		path string
		code int
		say  string
	}{
		"that is not there":       {filepath.Join(dir, "gone.guvoh"), cli.Failed, "There is no file"},
		"that is a folder":        {t.TempDir(), cli.Failed, "It is no file, but a folder"},
		"that is the file":        {file, cli.Failed, "is the open file itself"},
		"that is of others":       {put(t, dir, "letter.txt", "Dear colleague, this is no file of ours, and long enough for one."), cli.Failed, "It is not a Guvoh file."},
		"that is damaged":         {put(t, dir, "flipped.guvoh", string(flipped)), cli.Unreadable, "Parts of it cannot be read"},
		"that is cut short":       {put(t, dir, "cut.guvoh", string(bytesOf[:len(bytesOf)/2])), cli.Unreadable, "Parts of it cannot be read"},
		"that was half written":   {besideJournal(t, dir, bytesOf), cli.Failed, "was not closed in order"},
		"locked by somebody else": {locked(t, dir), cli.WrongKey, "None of the keys that are known here opens"},
	} {
		t.Run(name, func(t *testing.T) {
			d := deps()
			d.Ask = nil
			key := put(t, t.TempDir(), "key.txt", string(vaulttest.Passphrase))
			for _, more := range [][]string{{"--preview"}, {}} {
				refusesWith(t, d, dir, c.code, c.say, append([]string{"merge", file, c.path, "--passphrase-file", key}, more...)...)
			}
		})
	}
	t.Run("that is the file by another name", func(t *testing.T) {
		link := filepath.Join(t.TempDir(), "linked.guvoh")
		if err := os.Link(file, link); err != nil {
			t.Skip("this disk knows no links: ", err)
		}
		refuses(t, dir, cli.Failed, "is the open file itself", "merge", file, link)
	})
	t.Run("has a sentence for each reason in every language", func(t *testing.T) {
		for _, lang := range []string{"en", "ru", "uz"} {
			a := run("merge", file, filepath.Join(dir, "letter.txt"), "--lang", lang)
			if a.code != cli.Failed || strings.Contains(a.err, "guest.") || len(a.err) < 30 {
				t.Errorf("%s: %s", lang, a.err)
			}
		}
		if len(foreign.Reasons) < 18 {
			t.Error("reasons are missing")
		}
	})
	t.Run("is found out when another window writes in it", func(t *testing.T) {
		held := filepath.Join(dir, "held.guvoh")
		copyFile(t, file, held)
		heldElsewhere(t, held)
		refuses(t, dir, cli.Failed, "is open in another window", "merge", held, other)
	})
}

// besideJournal is a file with the journal of a half-done action beside it.
func besideJournal(t *testing.T, dir string, b []byte) string {
	t.Helper()
	put(t, dir, "crashed.guvoh-journal", "half an action")
	return put(t, dir, "crashed.guvoh", string(b))
}

// locked is a file that only another passphrase opens.
func locked(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "locked.guvoh")
	must(t, "init", path, "--passphrase-file", put(t, t.TempDir(), "other.txt", "umbrella granite pelican orbit velvet"))
	return path
}

func TestAStickWithAFileOfTheFirstVersion(t *testing.T) {
	dir, file := sample(t)
	old := put(t, dir, "old.guvoh", firstVersion(t))
	before := prints(t, dir)[old]
	out := mustSay(t, "merge", file, old)
	if !strings.Contains(out, "New records: ") || !strings.Contains(out, "(not signed)") {
		t.Errorf("it says\n%s", out)
	}
	if prints(t, dir)[old] != before {
		t.Error("the old file has changed")
	}
	if again := mustSay(t, "merge", file, old); !strings.Contains(again, "Nothing new") {
		t.Errorf("a second time it says\n%s", again)
	}
	must(t, "check", file)
}

func TestWhatIsLeftOutStaysOut(t *testing.T) {
	dir, file := sample(t)
	other := edited(t, dir, file)
	person := "bbbbbbbb"
	out := mustSay(t, "merge", file, other, "--leave-out", person, "--json")
	var report struct {
		LeftOut int `json:"left_out"`
		Records []struct {
			Record  string `json:"record"`
			LeftOut bool   `json:"left_out"`
		} `json:"records"`
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.LeftOut != 1 {
		t.Errorf("left out: %d", report.LeftOut)
	}
	a := run("show", file, person)
	if a.code != cli.Failed {
		t.Errorf("the person is there: %s", a.out)
	}
	again := run("merge", file, other)
	if !strings.Contains(again.out, "Nothing new") || !strings.Contains(again.err, "To take it now: --again") {
		t.Errorf("a second time it says\n%s%s", again.out, again.err)
	}
	mustSay(t, "merge", file, other, "--again")
	must(t, "show", file, person)
	must(t, "check", file)
}

func TestAReportOfAMerge(t *testing.T) {
	dir, file := sample(t)
	other := edited(t, dir, file)
	for _, ending := range []string{".txt", ".json", ".pdf"} {
		t.Run("is written as "+ending, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "report"+ending)
			a := run("merge", file, other, "--preview", "--report", out)
			if a.code != cli.Done || !strings.Contains(a.err, "It names people and is not locked") {
				t.Fatalf("status %d: %s", a.code, a.err)
			}
			b, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if ending == ".pdf" {
				if b, err = exec.Command("pdftotext", "-layout", out, "-").Output(); err != nil {
					t.Fatal("pdftotext, which make test installs: ", err)
				}
			}
			for _, want := range []string{"Their title", "R. Colleague"} {
				if !bytes.Contains(b, []byte(want)) {
					t.Errorf("%q is not in it", want)
				}
			}
		})
	}
	t.Run("has no other ending", func(t *testing.T) {
		refuses(t, dir, cli.Failed, "A report is written as .txt, .json or .pdf", "merge", file, other, "--report", filepath.Join(dir, "report.doc"))
	})
	t.Run("never lies where a case file lies", func(t *testing.T) {
		refuses(t, dir, cli.Failed, "A report is written as", "merge", file, other, "--report", other)
	})
	t.Run("can be had later", func(t *testing.T) {
		merged := filepath.Join(dir, "merged.guvoh")
		copyFile(t, file, merged)
		first := mustSay(t, "merge", merged, other)
		later := must(t, "merges", merged, "1")
		for _, want := range []string{"Their title", "R. Colleague"} {
			if !strings.Contains(first, want) || !strings.Contains(later, want) {
				t.Errorf("%q is not in both:\n%s\n%s", want, first, later)
			}
		}
	})
}

// What the answer in JSON looks like does not change: what differs from run to
// run is struck out.
func TestThePreviewInJSON(t *testing.T) {
	dir, file := sample(t)
	other := edited(t, dir, file)
	for _, title := range []string{"An older title", "Our title"} { // the later of two values is shown first
		must(t, "import", file, put(t, dir, "ours.json", strings.ReplaceAll(titled(title), "bbbbbbbb", "cccccccc")))
	}
	got := mustSay(t, "merge", file, other, "--preview", "--json")
	got = regexp.MustCompile(`"[0-9a-f]{64}"`).ReplaceAllString(got, `"KEY"`)
	golden(t, "merge-preview.json", got)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(ours), len(theirs)) {
		if i >= len(ours) || i >= len(theirs) || ours[i] != theirs[i] {
			t.Fatalf("%s differs from line %d on:\n%s", name, i+1, strings.Join(ours[min(i, len(ours)):min(i+8, len(ours))], "\n"))
		}
	}
}

// A record that one deleted and another changed stays until somebody decides.
func TestDeletedHereAndChangedThere(t *testing.T) {
	for _, how := range []string{"--keep", "--delete"} {
		t.Run("is decided with "+how, func(t *testing.T) {
			dir, file := sample(t)
			must(t, "import", file, writeDoc(t, titled("The title")))
			other := edited(t, dir, file)
			deletePerson(t, file)
			out := mustSay(t, "merge", file, other)
			if !strings.Contains(out, "Whether it is there: both stay, to be decided") {
				t.Errorf("it says\n%s", out)
			}
			conflicts := mustSay(t, "conflicts", file)
			if !strings.Contains(conflicts, "(deleted)") {
				t.Errorf("conflicts: %s", conflicts)
			}
			mustSay(t, "resolve", file, "bbbbbbbb", how)
			if left := mustSay(t, "conflicts", file); strings.Contains(left, "(deleted)") {
				t.Errorf("it is not decided: %s", left)
			}
			gone := strings.Contains(must(t, "show", file, "bbbbbbbb"), "This record was deleted.")
			if gone != (how == "--delete") {
				t.Errorf("deleted: %v", gone)
			}
			must(t, "check", file)
		})
	}
}

func TestDeletedThereAndChangedHere(t *testing.T) {
	dir, file := sample(t)
	must(t, "import", file, writeDoc(t, titled("The title")))
	other := edited(t, dir, file)
	deletePerson(t, file)
	out := mustSay(t, "merge", other, file)
	if !strings.Contains(out, "Fields with more than one value: 1") || !strings.Contains(out, "Whether it is there: both stay, to be decided") {
		t.Errorf("it says\n%s", out)
	}
	if strings.Contains(mustSay(t, "show", other, "bbbbbbbb"), "This record was deleted.") {
		t.Error("a delete has beaten a change that it had not seen")
	}
	if conflicts := mustSay(t, "conflicts", other); !strings.Contains(conflicts, "(deleted)") {
		t.Errorf("conflicts: %s", conflicts)
	}
}

func deletePerson(t *testing.T, file string) {
	t.Helper()
	o := options(t)
	o.Secret, o.DeviceSecret = vaulttest.Passphrase, bytes.Repeat([]byte{7}, 32)
	db, err := store.Open(file, o)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	id, err := model.ParseID("bbbbbbbb-0d4a-4a51-9b6e-2f8d1c5a7e92")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Do(context.Background(), "delete", func(tx *store.Tx) error { return tx.Delete(id) }); err != nil {
		t.Fatal(err)
	}
}

// A file of an older version that is only looked at is not brought up to date.
func TestLookingAtAFileOfAnOlderVersion(t *testing.T) {
	dir := t.TempDir()
	file := put(t, dir, "cases.guvoh", firstVersion(t))
	must(t, "seal", file, "--passphrase-file", put(t, t.TempDir(), "key.txt", string(vaulttest.Passphrase)))
	before := prints(t, dir)
	ref := regexp.MustCompile(`(?m)^([0-9a-f]{8}) `).FindStringSubmatch(must(t, "list", file))
	if ref == nil {
		t.Fatal("no case")
	}
	for _, args := range [][]string{
		{"conflicts", file},
		{"conflicts", file, ref[1]},
		{"merges", file},
		{"news", file},
		{"news", file, ref[1]},
		{"quarantine", file},
		{"history", file},
		{"history", file, ref[1]},
		{"history", file, ref[1], "--blame"},
	} {
		t.Run(strings.Join(append(args[:1:1], args[2:]...), " "), func(t *testing.T) {
			if a := run(args...); a.code != cli.Done {
				t.Errorf("status %d: %s", a.code, a.err)
			}
		})
	}
	if after := prints(t, dir); len(after) != len(before) || after[file] != before[file] {
		t.Error("looking has changed the folder")
	}
	t.Run("share", func(t *testing.T) {
		key := put(t, t.TempDir(), "key.txt", string(vaulttest.Passphrase))
		out := filepath.Join(t.TempDir(), "shared.guvoh")
		a := run("share", file, ref[1], "--passphrase-file", key, "-o", out)
		if a.code != cli.Done {
			t.Fatalf("status %d: %s", a.code, a.err)
		}
		must(t, "check", out)
	})
}
