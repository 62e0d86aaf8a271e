package store_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/worker"
)

// TestMain turns the test program into the writer that TestKill kills.
func TestMain(m *testing.M) {
	worker.Serve(foreign.Job)
	if paths := os.Getenv("GUVOH_TEST_MERGER"); paths != "" {
		if err := mergeAndMeasure(paths); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if path := os.Getenv("GUVOH_TEST_WRITER"); path != "" {
		write(path)
	}
	os.Exit(m.Run())
}

// write writes without end, and says each number once it was acknowledged.
func write(path string) {
	fail := func(err error) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	o := options(panicker{})
	db, err := store.Open(path, o)
	if err != nil {
		fail(err)
	}
	ids, err := db.CaseNumbers(ctx, store.CaseQuery{})
	if err != nil || len(ids) != 1 {
		fail(errors.New("no case"))
	}
	rows, err := db.CaseRows(ctx, ids)
	if err != nil {
		fail(err)
	}
	start, _ := strconv.Atoi(os.Getenv("GUVOH_TEST_START"))
	for i := start; ; i++ {
		if i%3 == 0 {
			err = db.SetDraft(ctx, rows[0].ID, "summary", text(strconv.Itoa(i)))
		} else {
			_, err = db.Do(ctx, "edit", func(tx *store.Tx) error {
				r := model.NewRecord("note")
				r.Set("cases", model.RefsValue(rows[0].ID))
				r.Set("text", text(strconv.Itoa(i)))
				if err := tx.Put(r); err != nil {
					return err
				}
				return tx.Set(rows[0].ID, "summary", text(strconv.Itoa(i)))
			})
		}
		if err != nil {
			fail(err)
		}
		fmt.Println(i)
	}
}

// panicker lets helpers of tests run outside a test.
type panicker struct{ testing.TB }

func (panicker) Helper()           {}
func (panicker) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// TestKill ends a writing program at random moments: everything acknowledged
// must be there, and the file sound, without any repair by hand.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.guvoh")
	db, err := store.Create(path, options(t))
	if err != nil {
		t.Fatal(err)
	}
	c := newCase(t, db, "one")
	db.Close()
	next := 1
	for range 6 {
		next = killOnce(t, path, next)
		db := mustOpen(t, path)
		got, _ := strconv.Atoi(mustGet(t, db, c.ID).Text("summary"))
		if got < next-1 || got > next {
			t.Fatalf("the file holds %d, %d was acknowledged", got, next-1)
		}
		mustBeSound(t, db)
		db.Close()
		next = got + 1
	}
}

// killOnce runs the writer from a number on, kills it, and gives the number
// after the last one it acknowledged.
func killOnce(t *testing.T, path string, start int) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "GUVOH_TEST_WRITER="+path, "GUVOH_TEST_START="+strconv.Itoa(start))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	kill := time.Now().Add(time.Duration(50+rand.IntN(250)) * time.Millisecond)
	last := start - 1
	for lines.Scan() {
		last, _ = strconv.Atoi(lines.Text())
		if time.Now().After(kill) {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	return last + 1
}
