package store_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// mostExtra is by how much a merge may make this process grow, in bytes, however
// large the file is. The aim is 64 MB; it was 62 to 76 on a busy machine, where
// the collector of garbage comes late. The worker has a bound of its own.
const mostExtra = 96 << 20

// A large file is merged in little memory: by a process of its own, which says
// how much it needed at most.
func TestAMergeOfALargeFile(t *testing.T) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("this system does not say how much memory a process needed")
	}
	raced.Slow(t)
	megabytes, records := size(100, 1024), size(2_000, 40_000)
	dir := t.TempDir()
	mine, hers, small := filepath.Join(dir, "mine.guvoh"), filepath.Join(dir, "hers.guvoh"), filepath.Join(dir, "small.guvoh")
	db, err := store.Create(mine, signing(t))
	must(t, err)
	newCase(t, db, "mine")
	must(t, db.CopyTo(small))
	must(t, db.Close())
	db, err = store.Create(hers, signing(t))
	must(t, err)
	for at := 0; at < megabytes; at += 20 {
		mustDo(t, db, "attach", func(tx *store.Tx) error {
			seed := [32]byte{byte(at), byte(at >> 8), 1}
			_, err := tx.Evidence(io.LimitReader(rand.NewChaCha8(seed), 20<<20), "recording", "audio/wav", nil)
			return err
		})
	}
	for at := 0; at < records; at += 500 {
		mustDo(t, db, "import", func(tx *store.Tx) error {
			for i := at; i < at+500; i++ {
				if err := tx.Put(fullCase(i)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	want, err := digestOf(db)
	must(t, err)
	must(t, db.Close())

	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), "GOGC=100", "GUVOH_TEST_MERGER="+strings.Join([]string{mine, small, hers}, "\n"))
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	extra, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		t.Fatalf("it said %q", out)
	}
	t.Logf("%d MB and %d records: %.1f MB more memory", megabytes, records, float64(extra)/1e6)
	if extra > mostExtra {
		t.Errorf("it needed %d MB more", extra>>20)
	}
	db = mustOpenWith(t, mine, signing(t))
	got, err := digestOf(db)
	must(t, err)
	for name := range want {
		if want[name] != got[name] {
			t.Fatalf("it is another: %s", name)
		}
	}
	mustBeSound(t, db)
}

// mergeAndMeasure is the process that merges the second and the third file into
// the first. It says by how many bytes it grew for the third: by the second it
// has become a process that merges.
func mergeAndMeasure(paths string) error {
	files := strings.Split(paths, "\n")
	db, err := store.Open(files[0], signing(panicker{}))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := mergeFile(db, files[1]); err != nil {
		return err
	}
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200); err != nil { // what was needed at most is forgotten
		return err
	}
	before, err := status("VmRSS:")
	if err != nil {
		return err
	}
	if err := mergeFile(db, files[2]); err != nil {
		return err
	}
	most, err := status("VmHWM:")
	fmt.Println(most - before)
	return err
}

func mergeFile(db *store.DB, path string) error {
	g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
	if err != nil {
		return err
	}
	defer g.Close()
	_, err = db.Merge(ctx, g, store.Choice{Way: "file"})
	return err
}

// status reads what Linux says of this process, in bytes.
func status(name string) (int64, error) {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), name); ok {
			n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n << 10, err
		}
	}
	return 0, fmt.Errorf("no %s", name)
}
