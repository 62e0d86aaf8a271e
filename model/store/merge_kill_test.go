package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
	"guvoh/model/vault/vaulttest/recorder"
)

// Some tests have a recorder below the vault, and so run in a process of their
// own: this program once more.
const recorded = "GUVOH_TEST_RECORDED"

// alone runs the test that calls it in a process with a recorder. It reports
// whether this is that process.
func alone(t *testing.T) bool {
	t.Helper()
	if os.Getenv(recorded) != "" {
		return true
	}
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.timeout=60m")
	c.Env = append(os.Environ(), recorded+"=1")
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

// twoFiles gives a member's file, and that of a colleague who worked apart from
// her: something of everything comes by a merge, conflicts and purges too.
func twoFiles(t *testing.T, more int) (mine, hers string) {
	t.Helper()
	dir, err := os.MkdirTemp(memory(), "guvoh-two-")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	mine, hers = filepath.Join(dir, "mine.guvoh"), filepath.Join(dir, "hers.guvoh")
	db, err := store.Create(mine, signing(t))
	must(t, err)
	c, p, n, gone := model.NewRecord("case"), model.NewRecord("person"), model.NewRecord("note"), model.NewRecord("note")
	c.Set("title", text("the case"))
	p.Set("description", text("an officer"))
	for _, x := range []*model.Record{&n, &gone} {
		x.Set("text", text("what was said"))
		x.Set("cases", model.RefsValue(c.ID))
	}
	mustDo(t, db, "create", put(c, p, n, gone))
	must(t, db.CopyTo(hers))
	mustDo(t, db, "edit", set(c.ID, "title", text("as I see it")))
	mustDo(t, db, "edit", set(gone.ID, "text", text("I wrote on")))
	must(t, db.Close())

	o := signing(t)
	o.Author, o.Device, o.DeviceSecret = "A. Colleague", "another device", []byte(strings.Repeat("h", 32))
	db = mustOpenWith(t, hers, o)
	mustDo(t, db, "edit", set(c.ID, "title", text("as she sees it")))
	mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(gone.ID) })
	mustDo(t, db, "edit", set(n.ID, "title", text("a name")))
	mustDo(t, db, "purge", func(tx *store.Tx) error { return tx.Purge(p.ID, "description", "withdrawn") })
	mustDo(t, db, "attach", func(tx *store.Tx) error {
		_, err := tx.Evidence(strings.NewReader(strings.Repeat("a long recording", 300*more)), "a.txt", "text/plain", nil)
		return err
	})
	for i := range more {
		r := model.NewRecord("person")
		r.Set("description", text(fmt.Sprintf("witness %d", i)))
		mustDo(t, db, "create", put(r))
	}
	must(t, db.Close())
	return mine, hers
}

// A program that is killed at any write of a merge, or of taking one back,
// leaves a file that opens by itself, is as before or as after, and merges.
func TestAMergeThatIsKilledAtAnyWrite(t *testing.T) {
	raced.Slow(t)
	if !alone(t) {
		return
	}
	must(t, recorder.Use())
	mine, hers := twoFiles(t, size(10, 60))
	src := mustOpenWith(t, hers, options(t))
	merge := func(db *store.DB) error {
		_, err := db.Merge(ctx, src, store.Choice{Way: "file", Again: true})
		return err
	}
	for _, part := range []struct {
		name string
		do   func(*store.DB) error
	}{
		{"of a merge", merge},
		{"of taking it back", func(db *store.DB) error {
			ms, err := db.Merges(ctx)
			if err != nil || len(ms) == 0 {
				return fmt.Errorf("no merge to take back: %w", err)
			}
			_, err = db.Unmerge(ctx, ms[0].N, nil)
			return err
		}},
		{"of merging again", merge},
	} {
		t.Run(part.name, func(t *testing.T) { killedAtAnyWrite(t, mine, part.do) })
	}
}

// killedAtAnyWrite does something to a file, and looks at what each kill would
// have left.
func killedAtAnyWrite(t *testing.T, mine string, do func(*store.DB) error) {
	files := map[string][]byte{filepath.Base(mine): mustRead(t, mine)}
	before := digestOfFile(t, mine)
	recorder.Start()
	db, err := store.Open(mine, signing(t))
	must(t, err)
	must(t, do(db))
	must(t, db.Close())
	tape := recorder.Stop()
	after := digestOfFile(t, mine)
	if len(before.differs(after)) == 0 {
		t.Fatal("it did nothing")
	}
	steps, asBefore, asAfter := 0, 0, 0
	again := map[string][]byte{filepath.Base(mine): slices.Clone(files[filepath.Base(mine)])}
	must(t, tape.Each(again, func(n int, _ map[string][]byte) error { steps = n; return nil }))
	every := max(1, steps/size(60, steps))
	must(t, tape.Each(files, func(n int, files map[string][]byte) error {
		if n%every != 0 && n < steps-10 { // the last make it whole
			return nil
		}
		got, err := opened(files, filepath.Base(mine), do, after)
		switch {
		case err != nil:
			return fmt.Errorf("killed at write %d of %d: %w", n, steps, err)
		case len(before.differs(got)) == 0:
			asBefore++
		case len(after.differs(got)) == 0:
			asAfter++
		default:
			return fmt.Errorf("killed at write %d of %d: neither as before nor as after: %v", n, steps, before.differs(got)[0])
		}
		return nil
	}))
	if asBefore == 0 || asAfter == 0 {
		t.Errorf("%d writes left it as before, %d as after", asBefore, asAfter)
	}
	t.Logf("%d writes: %d left it as before, %d as after", steps, asBefore, asAfter)
}

// opened opens what a kill left, and gives its digest. When it is not as it is
// to become, it can still be done.
func opened(files map[string][]byte, name string, do func(*store.DB) error, after digest) (digest, error) {
	dir, err := os.MkdirTemp(memory(), "guvoh-killed-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for n, b := range files {
		if !strings.HasPrefix(n, name) {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, n), b, 0o600); err != nil {
			return nil, err
		}
	}
	db, err := store.Open(filepath.Join(dir, name), signing(panicker{}))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	got, err := digestOf(db)
	if err != nil {
		return nil, err
	}
	r, err := db.Check(context.Background(), nil)
	if err == nil && !r.OK() {
		err = fmt.Errorf("check finds %+v", r.Findings[0])
	}
	if err != nil || len(got.differs(after)) == 0 {
		return got, err
	}
	if err := do(db); err != nil {
		return nil, fmt.Errorf("and then once more: %w", err)
	}
	again, err := digestOf(db)
	if err == nil && len(again.differs(after)) > 0 {
		err = errors.New("and then once more, it becomes something else: " + again.differs(after)[0])
	}
	return got, err
}

func digestOfFile(t *testing.T, path string) digest {
	t.Helper()
	o := signing(t)
	o.ReadOnly = true
	db := mustOpenWith(t, path, o)
	defer db.Close()
	d, err := digestOf(db)
	must(t, err)
	return d
}
