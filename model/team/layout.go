package team

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/pack"
	"guvoh/model/store"
)

// What lies in the folder:
//
//	team/<device>/member                               its card
//	team/<device>/epochs/<number>-<id>.epoch           a change of the circle
//	team/<device>/packs/<stream>/<first>-<last>.pack   a part of a stream
//	team/<device>/blobs/<name>                         an attachment
//	team/<device>/state                                what it has seen
//
// Numbers have eight digits or more, ids are hexadecimal. Whatever is not named
// like this, a carrier's own copies and parts among it, is passed over.
const top = "team"

const (
	memberFile = "member"
	stateFile  = "state"
	epochDir   = "epochs"
	packDir    = "packs"
	bytesDir   = "blobs"
	epochEnd   = ".epoch"
	packEnd    = ".pack"
)

func isID(s string) bool {
	b, err := idCoding.DecodeString(s)
	return err == nil && len(s) == idLength && idCoding.EncodeToString(b) == s
}

func epochName(id pack.EpochID, number uint64) string {
	return fmt.Sprintf("%08d-%s%s", number, id, epochEnd)
}

func packName(stream model.ID, first, last uint64) string {
	return path.Join(hex.EncodeToString(stream[:]), fmt.Sprintf("%08d-%08d%s", first, last, packEnd))
}

func parseEpochName(s string) (id pack.EpochID, number uint64, ok bool) {
	stem, ok := strings.CutSuffix(s, epochEnd)
	n, x, ok2 := strings.Cut(stem, "-")
	b, err := hex.DecodeString(x)
	number, err2 := strconv.ParseUint(n, 10, 48)
	if !ok || !ok2 || err != nil || err2 != nil || len(b) != len(id) {
		return id, 0, false
	}
	copy(id[:], b)
	return id, number, epochName(id, number) == s
}

func parsePackName(dir, name string) (p packAt, ok bool) {
	stem, ok := strings.CutSuffix(name, packEnd)
	a, b, ok2 := strings.Cut(stem, "-")
	x, err := hex.DecodeString(dir)
	first, err1 := strconv.ParseUint(a, 10, 48)
	last, err2 := strconv.ParseUint(b, 10, 48)
	if !ok || !ok2 || err != nil || err1 != nil || err2 != nil || len(x) != len(p.stream) || first == 0 || last < first {
		return p, false
	}
	copy(p.stream[:], x)
	p.first, p.last = first, last
	return p, packName(p.stream, first, last) == path.Join(dir, name)
}

func isBytesName(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 32 && hex.EncodeToString(b) == s
}

// packAt is a pack that lies in the folder.
type packAt struct {
	stream      model.ID
	first, last uint64
	member      string // below whose name
	path        string
	entry       fs.DirEntry
}

// part is what lies below the name of one device.
type part struct {
	id     string
	epochs []string // names
	packs  []packAt
	bytes  []string // names
	begun  []string // paths of what is still being written, or was not finished
}

// disk is the folder for the time of one pass. It is reached through a root, so
// that no link in it leads anywhere else.
type disk struct {
	folder string
	root   *os.Root
	now    func() time.Time
}

func openDisk(folder string, now func() time.Time) (*disk, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFolder, errors.Unwrap(err))
	}
	return &disk{folder, root, now}, nil
}

func (d *disk) close() { d.root.Close() }

// there fails with [ErrFolder] when the folder has vanished.
func (d *disk) there() error {
	now, err1 := os.Stat(d.folder)
	then, err2 := d.root.Stat(".")
	if err1 != nil || err2 != nil || !os.SameFile(now, then) {
		return ErrFolder
	}
	return nil
}

// names lists a directory; one that is not there is empty.
func (d *disk) names(dir string) ([]fs.DirEntry, error) {
	f, err := d.root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.ReadDir(-1)
}

// look lists all that lies in the folder. A part that cannot be listed makes
// the pass fail: it must not look like a folder that was wiped.
func (d *disk) look() (map[string]*part, error) {
	devices, err := d.names(top)
	if err != nil {
		return nil, err
	}
	all := map[string]*part{}
	for _, e := range devices {
		if e.IsDir() && isID(e.Name()) {
			p, err := d.lookAt(e.Name())
			if err != nil {
				return nil, err
			}
			all[p.id] = p
		}
	}
	return all, nil
}

func (d *disk) lookAt(id string) (*part, error) {
	p := &part{id: id}
	base := path.Join(top, id)
	list := func(dir string, each func(fs.DirEntry)) error {
		entries, err := d.names(path.Join(base, dir))
		for _, e := range entries {
			if isBegun(e.Name()) {
				p.begun = append(p.begun, path.Join(base, dir, e.Name()))
			} else {
				each(e)
			}
		}
		return err
	}
	var streams []string
	err := errors.Join(
		list("", func(fs.DirEntry) {}),
		list(epochDir, func(e fs.DirEntry) {
			if _, _, ok := parseEpochName(e.Name()); ok {
				p.epochs = append(p.epochs, e.Name())
			}
		}),
		list(bytesDir, func(e fs.DirEntry) {
			if isBytesName(e.Name()) {
				p.bytes = append(p.bytes, e.Name())
			}
		}),
		list(packDir, func(e fs.DirEntry) {
			if e.IsDir() && len(e.Name()) == 32 {
				streams = append(streams, e.Name())
			}
		}))
	for _, s := range streams {
		err = errors.Join(err, list(path.Join(packDir, s), func(e fs.DirEntry) {
			if at, ok := parsePackName(s, e.Name()); ok {
				at.member, at.path, at.entry = id, path.Join(base, packDir, s, e.Name()), e
				p.packs = append(p.packs, at)
			}
		}))
	}
	return p, err
}

// read gives a small file whole. It fails with fs.ErrNotExist, and with
// [pack.ErrTooBig].
func (d *disk) read(name string, most int64) ([]byte, error) {
	f, _, err := d.open(name, most)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

// open opens a regular file of the folder for reading.
func (d *disk) open(name string, most int64) (*os.File, fs.FileInfo, error) {
	i, err := d.root.Lstat(name)
	if err != nil {
		return nil, nil, err
	}
	if !i.Mode().IsRegular() {
		return nil, nil, pack.ErrBroken
	}
	if i.Size() > most {
		return nil, nil, pack.ErrTooBig
	}
	f, err := d.root.Open(name)
	return f, i, err
}

// partBegin and partEnd name what is still being written; carriers leave it
// alone or bring it along, and nobody reads it.
const (
	partBegin = ".guvoh-"
	partEnd   = ".part"
)

// write makes a file that appears whole or not at all, on the disk. What was
// there under its name is replaced.
func (d *disk) write(name string, from func(io.Writer) error) (err error) {
	dir := path.Dir(name)
	if err := d.root.MkdirAll(dir, 0o700); err != nil {
		return d.classify(err)
	}
	tmp := path.Join(dir, partBegin+model.NewID().String()+partEnd)
	f, err := d.root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return d.classify(err)
	}
	defer func() {
		if err != nil {
			f.Close()
			_ = d.root.Remove(tmp) // of a stick that was pulled: swept later
			err = d.classify(err)
		}
	}()
	if err = from(f); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = d.root.Rename(tmp, name); err != nil {
		return err
	}
	if g, err := d.root.Open(dir); err == nil {
		_ = g.Sync() // Windows refuses
		g.Close()
	}
	return nil
}

// fault is a failure of the folder, not of the case file.
type fault struct{ error }

func (f fault) Unwrap() error { return f.error }

// classify tells a folder that has vanished from one that cannot be written.
func (d *disk) classify(err error) error {
	if gone := d.there(); gone != nil {
		return gone
	}
	return fault{store.Classify(err)}
}

// plain takes from an error who it is that failed.
func plain(err error) error {
	if f := (fault{}); errors.As(err, &f) {
		return f.error
	}
	return err
}

// sweep removes parts that a killed program left below this device's name.
func (d *disk) sweep(p *part) {
	if p == nil {
		return
	}
	for _, name := range p.begun {
		if i, err := d.root.Lstat(name); err == nil && d.now().Sub(i.ModTime()) > 24*time.Hour {
			_ = d.root.Remove(name)
		}
	}
}

func isBegun(name string) bool {
	return strings.HasPrefix(name, partBegin) && strings.HasSuffix(name, partEnd)
}
