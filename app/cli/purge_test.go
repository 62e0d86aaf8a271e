package cli_test

import (
	"encoding/json"
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
