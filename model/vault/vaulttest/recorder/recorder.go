// Package recorder writes down what a program that uses vaults does to the
// disk, so that tests of other packages can play a kill through at each write.
//
// Its one job is to put the tape of the vault's own tests below the vault, for
// the whole process. Rule: only tests import it, and in a process of their own.
package recorder

import (
	"path/filepath"
	_ "unsafe" // for linkname

	"guvoh/model/vault/internal/tape"
)

// baseVFS is the layer below the vault; see package vault, whose own tests
// reach it without this.
//
//go:linkname baseVFS guvoh/model/vault.baseVFS
var baseVFS string

// Use puts the recorder below every vault of this process. It must be called
// before the first is opened.
func Use() error {
	if err := tape.Register(); err != nil {
		return err
	}
	baseVFS = tape.Name
	return nil
}

// Start begins a recording.
func Start() { tape.Start() }

// Stop ends the recording and gives it.
func Stop() Recording { return Recording{tape.Stop()} }

// Lazy has syncs noted but not done.
func Lazy(on bool) { tape.Lazy(on) }

// Recording is what was done to the files of a folder, in that order.
type Recording struct{ ops []tape.Op }

// Each goes through the recording, and shows before and after each operation
// what lies in the folder then: what a program leaves there when it is killed.
// files are those that lay there when the recording began, by name; they are
// changed on the way. A file that is deleted is no more among them.
func (r Recording) Each(files map[string][]byte, show func(step int, files map[string][]byte) error) error {
	open := map[int]string{}
	if err := show(0, files); err != nil {
		return err
	}
	step := 0
	for _, o := range r.ops {
		name := open[o.File]
		switch o.What {
		case tape.Open:
			if o.Name == "" { // a temporary file
				open[o.File] = ""
				continue
			}
			name = filepath.Base(o.Name)
			open[o.File] = name
			if _, there := files[name]; there {
				continue
			}
			files[name] = nil
		case tape.Write:
			if name == "" {
				continue
			}
			b := files[name]
			if need := int(o.At) + len(o.Data); need > len(b) {
				b = append(b, make([]byte, need-len(b))...)
			}
			copy(b[o.At:], o.Data)
			files[name] = b
		case tape.Truncate:
			if name == "" {
				continue
			}
			if b := files[name]; int(o.At) <= len(b) {
				files[name] = b[:o.At]
			} else {
				files[name] = append(b, make([]byte, int(o.At)-len(b))...)
			}
		case tape.Delete:
			delete(files, filepath.Base(o.Name))
		default: // a sync changes nothing for a program that is killed
			continue
		}
		step++
		if err := show(step, files); err != nil {
			return err
		}
	}
	return nil
}

// FillUp has the disk be full at the n-th write from now on (the first is 1),
// of which a part still fits, and from there on for each that would make a file
// longer, until [MakeRoom].
func FillUp(n int) { tape.Fail(tape.Write, n, tape.Full) }

// MakeRoom makes the disk empty again. It reports whether it was full.
func MakeRoom() bool { return tape.Mend() }
