package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/cli"
)

func TestRemovingAPersonForGood(t *testing.T) {
	t.Run("takes the names along, in every copy", func(t *testing.T) {
		dir, file := sample(t)
		other := filepath.Join(dir, "other.guvoh")
		copyFile(t, file, other)
		const person, name = "01f6cadd-53a3-4a6a-9093-12618ad05a2b", "9f78d157-8520-474f-8014-725c02261070"
		var answer struct {
			Rows []string `json:"rows"`
		}
		if err := json.Unmarshal([]byte(mustSay(t, "purge", file, person, "--reason", "withdrawn", "--yes", "--json")), &answer); err != nil {
			t.Fatal(err)
		}
		if len(answer.Rows) == 0 || !strings.Contains(strings.Join(answer.Rows, " "), name) {
			t.Fatalf("the answer names the rows %v", answer.Rows)
		}
		mustSay(t, "merge", other, file)
		for _, f := range []string{file, other} {
			for _, id := range []string{person, name} {
				if a := run("show", f, id, "--json"); strings.Contains(a.out, "Khamidkariev") {
					t.Errorf("%s still says the name in %s", filepath.Base(f), id)
				}
			}
			if a := run("check", f); a.code != cli.Done {
				t.Errorf("the check of %s gives status %d", filepath.Base(f), a.code)
			}
		}
	})
}

func TestShowSaysThatAnotherValueStandsBeside(t *testing.T) {
	dir, file := sample(t)
	other := edited(t, dir, file)
	mustSay(t, "import", file, writeDoc(t, titled("Mine")))
	if a := run("show", file, "SAMPLE-1"); a.code != cli.Done || strings.Contains(a.err, "conflicts") {
		t.Errorf("before the merge, status %d says: %s", a.code, a.err)
	}
	mustSay(t, "merge", file, other)
	if a := run("show", file, "SAMPLE-1"); a.code != cli.Done || !strings.Contains(a.err, "guvoh conflicts") {
		t.Errorf("after the merge, status %d says: %s", a.code, a.err)
	}
}

func TestDecidingAFieldThatIsNot(t *testing.T) {
	dir, file := sample(t)
	refuses(t, dir, cli.Failed, "has no field “sumary”", "resolve", file, "SAMPLE-1", "sumary", "--take", "1")
	refuses(t, dir, cli.Failed, "only one value", "resolve", file, "SAMPLE-1", "summary", "--take", "1")
}

func TestACardWithThePassphraseByItsOwnFlag(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "own.txt")
	if err := os.WriteFile(own, []byte("pebble orange window lantern copper\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := deps()
	d.Profile = t.TempDir()
	if a := runWith(d, "key", "card", "--own-passphrase-file", own); a.code != cli.Done || !strings.Contains(a.out, "age1") {
		t.Errorf("status %d: %s", a.code, a.err)
	}
}
