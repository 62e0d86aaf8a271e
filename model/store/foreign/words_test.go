package foreign_test

import (
	"database/sql"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// Nobody asks the index of words of a stranger's file: whatever its bytes are, no
// code of SQLite reads them, and the file is taken for what its journal says.
func TestAnIndexOfWordsThatIsGarbage(t *testing.T) {
	path := guestFile(t)
	db, err := store.Open(path, options(t))
	must(t, err)
	for left := 1; left > 0; {
		left, err = db.ReadIn(ctx, time.Second)
		must(t, err)
	}
	must(t, db.Close())
	want, err := took(t, path, foreign.Options{})
	must(t, err)
	roots, key := rootsOf(t, path, "spelling_data", "spelling_idx", "spelling_docsize", "spelling_config", "sound_data", "sound_idx", "stale", "span", "name_key")
	dice := rand.New(rand.NewPCG(6, 6))
	for name, spoil := range map[string]func(b []byte){
		"noise": func(b []byte) {
			for i := range b {
				b[i] = byte(dice.Uint32())
			}
		},
		"zeros": func(b []byte) { clear(b) },
		"noise behind the head of each page": func(b []byte) {
			for i := 100; i < len(b); i++ {
				b[i] = byte(dice.Uint32())
			}
		},
	} {
		t.Run("of "+name+" is not asked", func(t *testing.T) {
			file, err := os.ReadFile(path)
			must(t, err)
			spoilt := 0
			must(t, vaulttest.Reseal(file, key, func(page int, b []byte) bool {
				if !slices.Contains(roots, page) {
					return false
				}
				spoil(b)
				spoilt++
				return true
			}))
			if spoilt != len(roots) {
				t.Fatalf("%d pages were spoilt", spoilt)
			}
			other := t.TempDir() + "/garbage.guvoh"
			must(t, os.WriteFile(other, file, 0o600))
			if got, err := took(t, other, foreign.Options{}); err != nil || got != want {
				t.Errorf("it gives %+v, %v, and not %+v", got, err, want)
			}
		})
	}
}

// rootsOf gives the pages with which tables begin, and the key of the file.
func rootsOf(t *testing.T, path string, tables ...string) (pages []int, key []byte) {
	t.Helper()
	v, err := vault.Open(path, vaulttest.Passphrase)
	must(t, err)
	defer v.Close()
	db, err := sql.Open("sqlite3", v.URI(true, false))
	must(t, err)
	defer db.Close()
	for _, name := range tables {
		var page int
		must(t, db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = ?", name).Scan(&page))
		pages = append(pages, page)
	}
	return pages, v.Handover()
}
