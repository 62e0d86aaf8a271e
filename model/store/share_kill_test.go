package store_test

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

const sharer = "GUVOH_TEST_SHARER"

// TestAShareIsKilled ends a program that shares one file after the other: what
// has the name of a share is whole, and what has not holds no word in clear.
func TestAShareIsKilled(t *testing.T) {
	raced.Slow(t)
	if dir := os.Getenv(sharer); dir != "" {
		shareWithoutEnd(t, dir)
	}
	h := newHousehold(t)
	dir := t.TempDir()
	home := filepath.Join(dir, "home.guvoh")
	must(t, h.db.CopyTo(home))
	for range size(4, 40) {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), sharer+"="+dir)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		lines := bufio.NewScanner(out)
		lines.Scan()
		time.AfterFunc(time.Duration(rand.IntN(500))*time.Millisecond, func() { cmd.Process.Kill() })
		for lines.Scan() { // until it is dead
		}
		cmd.Wait()
	}
	shares, err := filepath.Glob(filepath.Join(dir, "share-*.guvoh"))
	must(t, err)
	for _, path := range shares {
		db := colleague(t, path)
		mustBeSound(t, db)
		h.mustHoldOne(t, db, store.ShareOptions{History: true, Attachments: true})
		must(t, db.Close())
	}
	left, err := os.ReadDir(dir)
	must(t, err)
	for _, f := range left {
		b := mustRead(t, filepath.Join(dir, f.Name()))
		for _, words := range []string{ofOne, ofBoth, ofWitness, itsBytes} {
			if bytes.Contains(b, []byte(words)) {
				t.Errorf("%s holds words in clear", f.Name())
			}
		}
		hidden := strings.HasPrefix(f.Name(), ".guvoh-")
		if !hidden && !slices.Contains(shares, filepath.Join(dir, f.Name())) && f.Name() != "home.guvoh" {
			t.Errorf("%s was left", f.Name())
		}
	}
	t.Logf("%d shares, %d files", len(shares), len(left))
}

// shareWithoutEnd shares until it is killed.
func shareWithoutEnd(t *testing.T, dir string) {
	db := mustLook(t, filepath.Join(dir, "home.guvoh"))
	ns, err := db.CaseNumbers(ctx, store.CaseQuery{Words: ofOne})
	must(t, err)
	rows, err := db.CaseRows(ctx, ns)
	must(t, err)
	for {
		fmt.Println("begins")
		path := filepath.Join(dir, fmt.Sprintf("share-%s.guvoh", model.NewID()))
		_, err := db.ShareTo(ctx, path, vault.NewPassphrase(string(vaulttest.Passphrase), ""), vaulttest.Cheap, store.ShareOptions{
			Cases: []model.ID{rows[0].ID}, History: true, Attachments: true,
		})
		must(t, err)
	}
}
