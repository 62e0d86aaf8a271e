package vault_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"guvoh/model/vault/internal/tape"
)

// A disk plays a tape through and gives what may lie on it when the power goes
// at some moment of it. What was synced is there. What was not may be there or
// not, in any order, in sectors of 512 bytes: each is old or new, as every
// disk of the last decades promises and as SQLite assumes of them
// (SQLITE_IOCAP_POWERSAFE_OVERWRITE).
type disk struct {
	files map[string]*onDisk
	names map[int]string // of open files, by their number on the tape
	dice  *rand.Rand
}

type onDisk struct {
	sure    []byte    // what a power cut leaves alone
	named   bool      // so is its name in the folder
	deleted bool      // the running program sees it no more
	waiting []tape.Op // written and not synced
}

// newDisk gives one on which some files lie safely.
func newDisk(files map[string][]byte, dice *rand.Rand) *disk {
	d := &disk{files: map[string]*onDisk{}, names: map[int]string{}, dice: dice}
	for name, b := range files {
		d.files[name] = &onDisk{sure: bytes.Clone(b), named: true}
	}
	return d
}

func (d *disk) coin() bool { return d.dice.IntN(2) == 0 }

func (d *disk) play(ops []tape.Op) {
	for _, o := range ops {
		switch o.What {
		case tape.Open:
			if o.Name == "" { // a temporary file outlives nothing
				continue
			}
			name := filepath.Base(o.Name)
			d.names[o.File] = name
			if f := d.files[name]; f == nil || f.deleted {
				d.files[name] = &onDisk{}
			}
		case tape.Write, tape.Truncate:
			if f := d.files[d.names[o.File]]; f != nil {
				f.waiting = append(f.waiting, o)
			}
		case tape.Sync:
			if f := d.files[d.names[o.File]]; f != nil {
				d.sync(f)
			}
		case tape.Delete:
			d.delete(filepath.Base(o.Name), o.At > 0)
		}
	}
}

// sync makes a file safe. The first time SQLite's own layer syncs the folder,
// too, and with it every name that was taken out of it.
func (d *disk) sync(f *onDisk) {
	for _, o := range f.waiting {
		f.sure = d.apply(f.sure, o, false)
	}
	f.waiting = nil
	if !f.named {
		maps.DeleteFunc(d.files, func(_ string, f *onDisk) bool { return f.deleted })
	}
	f.named = true
}

func (d *disk) delete(name string, synced bool) {
	switch f := d.files[name]; {
	case f == nil:
	case synced || d.coin():
		delete(d.files, name)
	default:
		f.deleted = true
	}
}

func (d *disk) apply(b []byte, o tape.Op, torn bool) []byte {
	if o.What == tape.Truncate {
		if int64(len(b)) > o.At {
			return b[:o.At]
		}
		return append(b, make([]byte, o.At-int64(len(b)))...)
	}
	end := o.At + int64(len(o.Data))
	if int64(len(b)) < end {
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	for at := o.At; at < end; {
		next := min(end, at/512*512+512)
		if !torn || d.coin() {
			copy(b[at:next], o.Data[at-o.At:])
		}
		at = next
	}
	return b
}

// The ways in which a power cut treats what was not synced.
const (
	lostAll  = iota
	inOrder  // up to some moment everything, then nothing
	anyOrder // some of it, in whatever order
	torn     // and of some only parts
	ways
)

// cut gives the files after the power has gone.
func (d *disk) cut(way int) map[string][]byte {
	after := map[string][]byte{}
	for name, f := range d.files {
		if !f.named && d.coin() {
			continue
		}
		b := bytes.Clone(f.sure)
		stop := d.dice.IntN(len(f.waiting) + 1)
		for i, o := range f.waiting {
			if way == lostAll || way == inOrder && i >= stop || way >= anyOrder && d.coin() {
				continue
			}
			b = d.apply(b, o, way == torn)
		}
		after[name] = b
	}
	return after
}

// lay puts files into a folder that holds nothing else.
func lay(t testing.TB, dir string, files map[string][]byte) {
	t.Helper()
	must(t, os.RemoveAll(dir))
	must(t, os.MkdirAll(dir, 0o700))
	for name, b := range files {
		must(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
}

// gather is the reverse of lay.
func gather(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	files := map[string][]byte{}
	for _, e := range entries {
		files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name()))
		must(t, err)
	}
	return files
}
