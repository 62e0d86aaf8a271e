package cli_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"guvoh/app/cli"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// damagedSample is the sample with pages spoilt, from the middle on.
func damagedSample(t *testing.T) (dir, file, data string) {
	t.Helper()
	dir, file = sample(t)
	data = must(t, "data", file)
	change(t, file, func(b []byte) []byte {
		for at := pages + 4096*20; at < len(b); at += 4096 * 9 {
			b[at+100] ^= 1
		}
		return b
	})
	return dir, file, data
}

func TestCheckNamesWhatStoodOnDamagedPages(t *testing.T) {
	_, file, _ := damagedSample(t)
	a := run("check", file)
	if a.code != cli.Unreadable || !strings.Contains(a.out, "cannot be read. It held ") || !strings.Contains(a.out, "--salvage NEW") {
		t.Fatalf("status %d: %s%s", a.code, a.out, a.err)
	}
	if !regexp.MustCompile(`It belongs to the cases? [0-9a-f]{8}-`).MatchString(a.out) {
		t.Errorf("no case is named: %s", a.out)
	}
	var r struct {
		OK       bool `json:"ok"`
		Findings []struct {
			Trouble, Held, Kind, Detail string
			Page                        int
			Record                      *string
			Cases                       []string
		}
	}
	a = run("check", file, "--json")
	if err := json.Unmarshal([]byte(a.out), &r); err != nil || r.OK || len(r.Findings) == 0 {
		t.Fatalf("%v: %s", err, a.out)
	}
	named := false
	for _, f := range r.Findings {
		if f.Trouble == "page" && (f.Page == 0 || f.Held == "" || f.Cases == nil) {
			t.Errorf("%+v", f)
		}
		named = named || f.Record != nil && len(f.Cases) > 0
	}
	if !named {
		t.Error("no record of a case is named")
	}
}

func TestCheckSalvages(t *testing.T) {
	t.Run("what can still be read into a sound file of the same keys", func(t *testing.T) {
		dir, file, data := damagedSample(t)
		before := prints(t, dir)
		out := filepath.Join(dir, "saved.guvoh")
		said := must(t, "check", file, "--salvage", out)
		if !strings.Contains(said, "now holds what could be saved") {
			t.Errorf("it says %s", said)
		}
		if after := prints(t, dir); after[file] != before[file] || len(after) != len(before)+1 {
			t.Error("more was done than to write one file")
		}
		a := run("check", out)
		if a.code != cli.Done && !strings.Contains(a.out, "Attach the original again") {
			t.Errorf("status %d: %s%s", a.code, a.out, a.err)
		}
		kept, all, lost := strings.Count(must(t, "data", out), `"kind":`), strings.Count(data, `"kind":`), strings.Count(said, "nothing is left but")
		if kept+lost < all || lost > all/20 {
			t.Errorf("%d records of %d are kept, %d are said to be lost", kept, all, lost)
		}
		if !strings.Contains(must(t, "history", out), "Saved from a damaged file") {
			t.Error("the history does not say so")
		}
	})
	t.Run("and answers as JSON", func(t *testing.T) {
		dir, file, _ := damagedSample(t)
		var r map[string]any
		if err := json.Unmarshal([]byte(must(t, "check", file, "--json", "--salvage", filepath.Join(dir, "saved.guvoh"))), &r); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"pages", "lost", "restored", "saved"} {
			if r[key] == nil {
				t.Errorf("%q is missing", key)
			}
		}
	})
	t.Run("a sound file whole", func(t *testing.T) {
		dir, file := sample(t)
		out := filepath.Join(dir, "saved.guvoh")
		if said := must(t, "check", file, "--salvage", out); !strings.Contains(said, "Nothing is lost") {
			t.Errorf("it says %s", said)
		}
		if must(t, "data", file) != must(t, "data", out) {
			t.Error("the data are other ones")
		}
	})
	t.Run("over no file, in no folder that is not there, with no other flag", func(t *testing.T) {
		dir, file, _ := damagedSample(t)
		there := put(t, dir, "dear.guvoh", "dear")
		refuses(t, dir, cli.Failed, "is already there", "check", file, "--salvage", there)
		refuses(t, dir, cli.Failed, "is already there", "check", file, "--salvage", file)
		refuses(t, dir, cli.Failed, "There is no folder", "check", file, "--salvage", filepath.Join(dir, "none", "x.guvoh"))
		refuses(t, dir, cli.WrongUse, "not both", "check", file, "--foreign", "--salvage", "x.guvoh")
	})
	t.Run("nothing without keys", func(t *testing.T) {
		dir, file := sample(t)
		change(t, file, func(b []byte) []byte { b[100]++; b[headerCopy+100]++; return b })
		refuses(t, dir, cli.Unreadable, "are destroyed", "check", file, "--salvage", filepath.Join(dir, "saved.guvoh"))
	})
	t.Run("nothing on a full disk", func(t *testing.T) {
		dir, file, _ := damagedSample(t)
		d := deps()
		d.Store.MaxPages = 60
		refusesWith(t, d, dir, cli.Failed, "The disk is full", "check", file, "--salvage", filepath.Join(dir, "saved.guvoh"))
	})
}

func TestCheckRepairsTheIndex(t *testing.T) {
	_, file := sample(t)
	spoil := func() {
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
		defer db.Close()
		if _, err := db.Exec("DELETE FROM sound WHERE rowid = (SELECT min(id) FROM sound_docsize)"); err != nil {
			t.Fatal(err)
		}
	}
	must(t, "check", file, "--repair") // which reads all in
	spoil()
	a := run("check", file)
	if a.code != cli.Unreadable || !strings.Contains(a.out, "Nothing is lost") || !strings.Contains(a.err, "--repair") {
		t.Errorf("status %d: %s%s", a.code, a.out, a.err)
	}
	before := must(t, "data", file)
	if said := must(t, "check", file, "--repair"); !strings.Contains(said, "made anew") || !strings.Contains(said, "All is well") {
		t.Errorf("it says %s", said)
	}
	if must(t, "data", file) != before {
		t.Error("the records are others")
	}
	must(t, "check", file)
	if a := run("check", file, "--repair", "--foreign"); a.code != cli.WrongUse {
		t.Errorf("two ways at once give %d", a.code)
	}
}

func TestCheckOfSomebodyElsesFile(t *testing.T) {
	t.Run("takes a good one, sealed or not", func(t *testing.T) {
		_, file := sample(t)
		if said := must(t, "check", file, "--foreign"); !strings.Contains(said, "can be taken in") {
			t.Errorf("it says %s", said)
		}
		var r map[string]any
		if err := json.Unmarshal([]byte(must(t, "check", file, "--foreign", "--json")), &r); err != nil || r["ok"] != true || r["reason"] != "" {
			t.Errorf("%v, %v", r, err)
		}
	})
	t.Run("refuses one with a trigger and says so", func(t *testing.T) {
		dir := t.TempDir()
		file := filepath.Join(dir, "theirs.guvoh")
		plain(t, file, "CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM chunk; END")
		refuses(t, dir, cli.Failed, "a trigger", "check", file, "--foreign")
		a := run("check", file, "--foreign", "--json")
		if a.code != cli.Failed || !strings.Contains(a.out, `"reason": "trigger"`) {
			t.Errorf("status %d: %s", a.code, a.out)
		}
	})
	t.Run("refuses a damaged one, one without keys, a letter, a folder", func(t *testing.T) {
		dir, file, _ := damagedSample(t)
		refuses(t, dir, cli.Unreadable, "Ask for it again", "check", file, "--foreign")
		change(t, file, func(b []byte) []byte { b[100]++; b[headerCopy+100]++; return b })
		refuses(t, dir, cli.Unreadable, "Ask for it again", "check", file, "--foreign")
		refuses(t, dir, cli.Failed, "not a Guvoh file", "check", put(t, dir, "letter.guvoh", "Dear colleague"), "--foreign")
		refuses(t, dir, cli.Failed, "It is no file", "check", dir, "--foreign")
		refuses(t, dir, cli.Failed, "There is no file", "check", filepath.Join(dir, "none.guvoh"), "--foreign")
	})
	t.Run("says when the key is wrong", func(t *testing.T) {
		dir, file := sample(t)
		key := put(t, dir, "key.txt", "another passphrase that is long\n")
		refuses(t, dir, cli.WrongKey, "does not open", "check", file, "--foreign", "--passphrase-file", key)
	})
}

// plain makes an unsealed file of the first version's tables.
func plain(t *testing.T, file string, queries ...string) {
	t.Helper()
	ddl, err := os.ReadFile("../../model/store/migrations/0001_records.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range append([]string{string(ddl), "PRAGMA user_version = 1", "PRAGMA application_id = 1196838728"}, queries...) {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEverythingThatIsFoundHasWords(t *testing.T) {
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, h := range []store.Held{
		store.HeldNothing, store.HeldLists, store.HeldRecord, store.HeldHistory, store.HeldBytes, store.HeldAuthor, store.HeldDraft,
		store.HeldSetting, store.HeldColleagues, store.HeldIndex, store.HeldUnknown, store.HeldRecord + "_some", store.HeldHistory + "_some", store.HeldBytes + "_some",
	} {
		keys = append(keys, "cli.held."+string(h))
	}
	for _, l := range []store.Lost{
		store.LostRecord, store.LostChanges, store.LostHistory, store.LostAttachment, store.LostAuthor, store.LostDraft, store.LostSetting,
		store.LostColleagues, store.LostRows, store.LostUnknown, store.LostHistory + "_some", store.LostAttachment + "_some",
	} {
		keys = append(keys, "cli.salvage.lost."+string(l))
	}
	for _, r := range foreign.Reasons {
		keys = append(keys, "guest.refused."+string(r))
	}
	for _, l := range words.Languages() {
		for _, key := range keys {
			if !words.Printer(l.Tag, nil).Has(key) {
				t.Errorf("%s: no words for %s", l.Tag, key)
			}
		}
	}
	_, file, _ := damagedSample(t)
	for lang, word := range map[string]string{"ru": "не читается", "uz": "oʻqilmaydi"} {
		out := filepath.Join(t.TempDir(), "saved.guvoh")
		for _, said := range []string{run("check", file, "--lang", lang).out, must(t, "check", file, "--salvage", out, "--lang", lang)} {
			if !strings.Contains(said, word) || strings.Contains(said, "cli.") || bytes.Contains([]byte(said), []byte("<no value>")) {
				t.Errorf("%s: %s", lang, said)
			}
		}
	}
}
