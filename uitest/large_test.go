//go:build uitest

package uitest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// BenchmarkWindow opens a file of 100,000 cases and reports how long it takes
// until the list stands still, how much memory the window then holds, and what
// it costs to leave it open with the keyboard in the list and in a field.
// Aims: under 250 MB, no processor time. GUVOH_BENCH_FILE names a file that
// was made before; making one takes some minutes.
func BenchmarkWindow(b *testing.B) {
	p := newPlace(b)
	path := os.Getenv("GUVOH_BENCH_FILE")
	if path == "" {
		path = p.file("large.guvoh")
	}
	if _, err := os.Stat(path); err != nil {
		makeLarge(b, path, 100_000)
	}
	p.settings(b, `{"language":"en"}`)
	for b.Loop() {
		w := open(b, p, path)
		w.write(string(vaulttest.Passphrase))
		start := time.Now() // the file was made with a key that costs nothing
		w.press("Return")
		b.ReportMetric(float64((time.Since(start) - calm).Milliseconds()), "ms-to-list")
		w.hit("Escape") // who writes here?
		b.ReportMetric(w.memory()/(1<<20), "MB-list")
		b.ReportMetric(100*w.busy(10*time.Second), "%cpu-list")
		w.hit("Down", "Return")
		w.press("ctrl+shift+n") // the keyboard is in the title of a new case
		b.ReportMetric(w.memory()/(1<<20), "MB-case")
		b.ReportMetric(100*w.busy(10*time.Second), "%cpu-field")
		w.press("ctrl+1")
		w.close()
	}
}

// memory gives the bytes that the program holds.
func (w *window) memory() float64 {
	w.t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", w.cmd.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	pages, err := strconv.Atoi(string(bytes.Fields(b)[1]))
	if err != nil {
		w.t.Fatal(err)
	}
	return float64(pages * os.Getpagesize())
}

// busy gives the part of a processor that the program takes while nobody does
// anything. What is measured is time itself, so it has to pass.
func (w *window) busy(d time.Duration) float64 {
	w.t.Helper()
	before := w.ticks()
	time.Sleep(d)
	const tick = time.Second / 100 // the unit of /proc on every Linux
	return float64((w.ticks()-before)*tick) / float64(d)
}

func (w *window) ticks() time.Duration {
	w.t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.cmd.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	// The name of the program, in brackets, may hold spaces; behind it user
	// and system time are the twelfth and thirteenth fields.
	f := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
	user, err1 := strconv.Atoi(string(f[11]))
	system, err2 := strconv.Atoi(string(f[12]))
	if err1 != nil || err2 != nil {
		w.t.Fatal(err1, err2)
	}
	return time.Duration(user + system)
}

// makeLarge makes a file of n cases, each with a person.
func makeLarge(b *testing.B, path string, n int) {
	b.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		b.Fatal(err)
	}
	// Made beside, so that a run that was broken off leaves no half file behind.
	half := filepath.Join(b.TempDir(), "half.guvoh")
	db, err := store.Create(half, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema})
	if err != nil {
		b.Fatal(err)
	}
	for at := 0; at < n; at += 5000 {
		_, err := db.Do(context.Background(), "import", func(tx *store.Tx) error {
			for i := at; i < min(at+5000, n); i++ {
				if err := putCase(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := db.CopyTo(path); err != nil {
		b.Fatal(err)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}

func putCase(tx *store.Tx, i int) error {
	c, person := model.NewRecord("case"), model.NewRecord("person")
	name, part := model.NewRecord("person_name"), model.NewRecord("participant")
	c.Set("reference", model.TextValue(fmt.Sprintf("UZ-%06d", i)))
	c.Set("title", model.TextValue(fmt.Sprintf("Case of made-up person %d", i)))
	c.Set("status", model.TextValue("open"))
	name.Set("person", model.RefValue(person.ID))
	name.Set("text", model.TextValue(fmt.Sprintf("Sinovov Olim %d", i)))
	part.Set("case", model.RefValue(c.ID))
	part.Set("person", model.RefValue(person.ID))
	part.Set("role", model.TextValue("victim"))
	for _, r := range []model.Record{c, person, name, part} {
		if err := tx.Put(r); err != nil {
			return err
		}
	}
	return nil
}
