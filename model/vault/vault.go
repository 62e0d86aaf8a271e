package vault

import (
	"bytes"
	"encoding/hex"
	"errors"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// The file controls of vfs.h.
const (
	writeHeader = 0x67760001
	readPage    = 0x67760002
	readCopies  = 0x67760003
)

// Control has SQLite carry out a file control on the main database of the
// connection that has the vault open: SetFileControlInt of go-sqlite3. What
// must be read or written while SQLite has the file goes through it.
type Control func(op, arg int) error

// File is a vault whose key is known. Its methods may be called from any
// goroutine.
type File struct {
	path string

	changing sync.Mutex // one change of keys at a time: a passphrase takes seconds, and nobody else waits for it

	mu      sync.Mutex
	header  *header
	dataKey []byte
	slots   []Slot
	wrote   [][]byte // what else of ours may be on a disk that refused to be written
	sealer  *sealer
	number  uint64 // of the sealer in the table of keys
}

// here are the vaults whose key this process holds, with what the system knows
// them by: their paths must not be opened while SQLite has them open.
var here sync.Map // *File → os.FileInfo

// isHere reports whether a file is a vault whose key this process holds.
func isHere(st os.FileInfo) bool {
	found := false
	here.Range(func(_, other any) bool {
		found = os.SameFile(st, other.(os.FileInfo))
		return !found
	})
	return found
}

func (f *File) settle() error {
	st, err := os.Stat(f.path)
	if err == nil {
		here.Store(f, st)
	}
	return err
}

// Create makes a new vault that the lock opens: a header, and nothing behind
// it until SQLite writes its first page. A zero cost is measured for this
// machine. It never overwrites: it fails with fs.ErrExist when something of
// that name is there.
func Create(path string, cost Cost, lock Lock) (*File, error) {
	if cost == (Cost{}) {
		cost = Calibrate()
	}
	return create(path, newHeader(cost), random(32), func(f *File) error {
		_, err := f.add(lock)
		return err
	})
}

func create(path string, h *header, dataKey []byte, fill func(*File) error) (*File, error) {
	f, err := newFile(path, h, dataKey)
	if err != nil {
		return nil, err
	}
	if err = fill(f); err == nil {
		var one []byte
		if one, err = f.encode(); err == nil {
			err = writeNew(path, one)
		}
	}
	if err == nil {
		err = f.settle()
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func newFile(path string, h *header, dataKey []byte) (*File, error) {
	if err := start(); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(path) // SQLite and whoever compares folders must not depend on where we stand
	if err != nil {
		return nil, err
	}
	f := &File{path: path, header: h, dataKey: dataKey, sealer: newSealer(dataKey, h.Salt)}
	f.number = register(f.sealer)
	return f, nil
}

// Open opens a vault with a secret. It fails with [ErrPlain], [ErrNotVault],
// [ErrNewer], [ErrDamaged], [ErrChanged], [ErrGreedy], [ErrWrongKey],
// [ErrWiped] or [ErrOpen], and with what the system said. A file that is wiped after so
// many wrong passphrases counts a wrong secret; no other failure touches it.
//
// A decoy's passphrase gives the other file: [File.Path] says which.
func Open(path string, s Secret) (*File, error) { return openIf(path, s, whole) }

// openIf is Open with a demand of its own on what lies behind the header.
func openIf(path string, s Secret, demand func(path string, h *header) error) (*File, error) {
	h, err := readHeader(path)
	if err != nil {
		return nil, err
	}
	counted := 0
	if h.WipeAfter > 0 && guessed(s) {
		counted, _ = countAttempt(path, true) // before it is tried: pulling the plug saves nobody a try
	}
	got, err := s.open(h)
	opened, of := h, path
	if err == nil && got.other != "" {
		of = filepath.Join(filepath.Dir(path), filepath.Base(got.other))
		opened, err = otherHeader(of, got)
	}
	if errors.Is(err, ErrWrongKey) && counted > 0 && counted >= h.WipeAfter {
		if err = Wipe(path); err == nil {
			err = ErrWiped
		}
	}
	if err != nil {
		return nil, err
	}
	if h.WipeAfter > 0 { // by a decoy, too: nothing may tell it from others
		_, _ = countAttempt(path, false) // a file on a write-protected disk opens all the same
	}
	return unlocked(of, opened, got.dataKey, demand)
}

// unlocked makes a file of a header and the key that came out of it.
func unlocked(path string, h *header, dataKey []byte, demand func(string, *header) error) (*File, error) {
	if !h.authentic(dataKey) {
		return nil, ErrChanged
	}
	if err := demand(path, h); err != nil {
		return nil, err
	}
	slots, err := h.openSlots(dataKey)
	if err != nil {
		return nil, err
	}
	f, err := newFile(path, h, dataKey)
	if err != nil {
		return nil, err
	}
	f.slots = slots
	f.sealer.spare = 1 - h.number
	if err := f.settle(); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// otherHeader reads that of the harmless file that a decoy's passphrase names.
// When it is gone the passphrase is a wrong one, as it would be for anybody
// else.
func otherHeader(path string, got found) (*header, error) {
	h, err := readHeader(path)
	if err != nil || !bytes.Equal(h.ID, got.id) {
		return nil, ErrWrongKey
	}
	return h, nil
}

// guessed reports whether a secret is one that people guess. Words hold too
// much chance for that, and nothing typed is no try.
func guessed(s Secret) bool {
	switch s := s.(type) {
	case Passphrase:
		return s != ""
	case *once:
		return s.passphrase != ""
	case Any:
		return s.guessed()
	}
	return false
}

// whole finds a file that was cut short, as far as it can be told from
// outside: SQLite's journal beside it may still mend it.
func whole(path string, h *header) error {
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	for _, beside := range []string{"-journal", "-wal"} {
		if st, err := os.Lstat(path + beside); err == nil && st.Size() > 0 {
			return nil
		}
	}
	if st.Size()%PageSize != 0 || h.Ready && st.Size() <= headerSize {
		return ErrDamaged
	}
	return nil
}

// Path gives where the file lies.
func (f *File) Path() string { return f.path }

// URI names the file for SQLite, with the number of its key; the key itself
// is in no name. The file must exist. Read-only files can be immutable too:
// nobody else writes them, so that SQLite neither locks them nor looks for a
// journal beside them.
func (f *File) URI(readOnly, immutable bool) string {
	path := filepath.ToSlash(f.path)
	if !strings.HasPrefix(path, "/") { // a drive of Windows
		path = "/" + path
	}
	q := url.Values{"vfs": {"guvoh"}, "seal": {strconv.FormatUint(f.number, 10)}, "mode": {"rw"}}
	if readOnly {
		q.Set("mode", "ro")
	}
	if immutable {
		q.Set("immutable", "1")
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}
	return u.String()
}

// Close forgets the key as far as a program can: see docs/threat-model.md.
// SQLite must have closed the file.
func (f *File) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	sealers.Delete(f.number)
	here.Delete(f)
	clear(f.dataKey)
	f.dataKey = nil
	for _, k := range f.sealer.keys {
		clear(k)
	}
}

// Confirm fails with [ErrStale] when the keys of the file were changed by
// another program between the reading of its header and now, when SQLite holds
// the lock: a change made here would bring back what was taken away there.
func (f *File) Confirm(c Control) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.confirm(func() ([]byte, error) { return f.copies(c) })
}

// copies reads the header of a file that SQLite has open.
func (f *File) copies(c Control) ([]byte, error) {
	if err := f.sealer.carryOut(c, readCopies, 0, nil); err != nil {
		return nil, err
	}
	f.sealer.mu.Lock()
	defer f.sealer.mu.Unlock()
	b := f.sealer.copies
	f.sealer.copies = nil
	return b, nil
}

// confirm fails with [ErrStale] when the header on the disk is not one that
// this File read or wrote.
func (f *File) confirm(read func() ([]byte, error)) error {
	b, err := read()
	if err != nil {
		return err
	}
	now, err := choose(b)
	if err != nil || !slices.ContainsFunc(append(f.wrote, f.header.mac), func(ours []byte) bool { return bytes.Equal(ours, now.mac) }) {
		return ErrStale
	}
	return nil
}

// Damaged gives the pages, from 1, that did not authenticate when they were
// read, in order.
func (f *File) Damaged() []int64 {
	f.sealer.mu.Lock()
	defer f.sealer.mu.Unlock()
	return slices.Sorted(maps.Keys(f.sealer.damaged))
}

// ReadPage reads a page, from 1, as SQLite sees it. It fails with
// [ErrDamaged] when the page does not authenticate.
func (f *File) ReadPage(c Control, page int) ([]byte, error) {
	if err := f.sealer.carryOut(c, readPage, page, nil); err != nil {
		return nil, err
	}
	f.sealer.mu.Lock()
	defer f.sealer.mu.Unlock()
	return f.sealer.page, nil
}

// Slots gives everything that opens the file, in the order it was added.
func (f *File) Slots() []Slot {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.slots)
}

// WipeAfter gives how many wrong passphrases in a row destroy the file; 0: none.
func (f *File) WipeAfter() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.header.WipeAfter
}

// ID gives what is the same in every copy of the file.
func (f *File) ID() []byte { return f.header.ID }

// Secret gives what opens the file and every copy of it without a passphrase,
// as long as this process knows the key.
func (f *File) Secret() Secret {
	f.mu.Lock()
	defer f.mu.Unlock()
	return held{bytes.Clone(f.header.ID), bytes.Clone(f.dataKey)}
}

// held is a data key that is known already.
type held struct{ id, dataKey []byte }

func (k held) open(h *header) (found, error) {
	if !bytes.Equal(h.ID, k.id) {
		return found{}, ErrWrongKey
	}
	return found{dataKey: bytes.Clone(k.dataKey), id: h.ID}, nil
}

// Change is what is to become of a header: the steps are taken one after the
// other on a copy, and all of them are kept or none.
type Change func(*File) error

// Add makes a slot.
func Add(l Lock) Change {
	return func(f *File) error { _, err := f.add(l); return err }
}

// Remove takes a slot away. It fails with [ErrNoSlot], and with [ErrLastKey]
// for the last that opens this file. An older copy of the file still opens
// with it: only a new file with a data key of its own (see [Create]) is real
// revocation.
func Remove(id string) Change { return func(f *File) error { return f.remove(id) } }

// SetWipeAfter has the file destroyed after n wrong passphrases in a row; 0
// never.
func SetWipeAfter(n int) Change {
	return func(f *File) error { f.header.WipeAfter = max(0, n); return nil }
}

// MarkReady says that the file has its tables.
func MarkReady(f *File) error { f.header.Ready = true; return nil }

// Change carries out changes of the keys of a file that SQLite has open. It
// fails with [ErrStale] when its keys were changed or destroyed by another
// program meanwhile, which a change made here would undo. When
// it fails the file opens as before: what may have reached the disk of the new
// keys is written over with the old ones. Only when the disk refuses that, too,
// may the file open with the new ones instead.
func (f *File) Change(c Control, changes ...Change) error {
	return f.change(
		func() ([]byte, error) { return f.copies(c) },
		func(one []byte) error { return f.sealer.carryOut(c, writeHeader, 0, one) }, changes)
}

// Save is Change for a file that SQLite does not have open.
func (f *File) Save(changes ...Change) error {
	return f.change(
		func() ([]byte, error) { return readBothCopies(f.path) },
		func(one []byte) (err error) {
			f.sealer.spare, err = overwrite(f.path, one, f.sealer.spare)
			return err
		}, changes)
}

func (f *File) change(read func() ([]byte, error), write func(one []byte) error, changes []Change) error {
	f.changing.Lock()
	defer f.changing.Unlock()
	f.mu.Lock()
	next := &File{path: f.path, header: f.header.clone(), dataKey: bytes.Clone(f.dataKey), slots: slices.Clone(f.slots)}
	f.mu.Unlock()
	defer clear(next.dataKey)
	if next.dataKey == nil {
		return ErrWrongKey
	}
	for _, c := range changes { // a passphrase is stretched in them
		if err := c(next); err != nil {
			return err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.dataKey == nil { // closed or wiped meanwhile
		return ErrWrongKey
	}
	if err := f.confirm(read); err != nil {
		return err
	}
	one, err := next.encode()
	if err != nil {
		return err
	}
	if err := write(one); err != nil {
		f.putBack(write, next.header)
		return err
	}
	f.header, f.slots, f.wrote = next.header, next.slots, nil
	return nil
}

// putBack writes the header that holds over one that reached the disk in part.
func (f *File) putBack(write func(one []byte) error, failed *header) {
	f.wrote = append(f.wrote, f.header.mac, failed.mac)
	f.header.sequence = failed.sequence
	one, err := f.encode()
	if err == nil && write(one) == nil { // the first failure is the one to be told of
		f.wrote = nil
	}
}

// carryOut has SQLite carry out a file control. go-sqlite3 tells of no failure
// of one that SQLite itself keeps no word of, so the shim tells it to us.
func (s *sealer) carryOut(c Control, op, arg int, header []byte) error {
	s.mu.Lock()
	s.header, s.result, s.page = header, -1, nil
	s.mu.Unlock()
	err := c(op, arg)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.header = nil
	switch {
	case s.result == ioErrData:
		return ErrDamaged
	case s.result == ioErrWrite: // SQLite opens for reading what it must not write, and says so only now
		err = sqlite3.Error{Code: sqlite3.ErrReadonly}
	case s.result != 0 && err == nil:
		err = sqlite3.Error{Code: sqlite3.ErrNo(s.result & 0xff), ExtendedCode: sqlite3.ErrNoExtended(s.result)}
	}
	return err
}

// Codes of SQLite with what says more in them.
const (
	ioErrData  = 8202 // SQLITE_IOERR_DATA: a page that does not authenticate
	ioErrWrite = 778  // SQLITE_IOERR_WRITE
)

func (h *header) clone() *header {
	c := *h
	c.Places, c.Recipients = slices.Clone(h.Places), slices.Clone(h.Recipients)
	return &c
}

// encode gives the bytes of the header with its list of slots sealed in it.
func (f *File) encode() ([]byte, error) {
	if err := f.header.sealSlots(f.dataKey, f.slots); err != nil {
		return nil, err
	}
	f.header.sequence++
	return f.header.encode(f.dataKey)
}

func (f *File) add(l Lock) (Slot, error) {
	s := l.slot
	s.ID, s.Added, s.Place = hex.EncodeToString(random(8)), time.Now().UTC().Truncate(time.Second), -1
	if l.recipient != nil {
		sealed, err := wrap(f.header.ID, f.dataKey, l.recipient)
		if err != nil {
			return s, err
		}
		s.Hash = hashOf(sealed)
		f.header.Recipients = append(f.header.Recipients, sealed)
		f.slots = append(f.slots, s)
		return s, nil
	}
	kek, err := f.keyFor(l)
	if err != nil {
		return s, err
	}
	defer clear(kek)
	if _, taken := f.header.tryPlaces(kek); taken { // the first place would win, and another file open
		return s, ErrTaken
	}
	b, err := f.blockFor(l)
	if err != nil {
		return s, err
	}
	if s.Place, err = freePlace(f.slots); err != nil {
		return s, err
	}
	f.header.sealPlace(s.Place, kek, b)
	f.slots = append(f.slots, s)
	return s, nil
}

func (f *File) keyFor(l Lock) ([]byte, error) {
	switch {
	case len(l.words) == 16 || len(l.words) == 32:
		return f.header.wordsKey(l.words), nil
	case l.passphrase != "":
		return f.header.passphraseKey(l.passphrase), nil
	}
	return nil, ErrEmpty
}

func (f *File) blockFor(l Lock) ([]byte, error) {
	if l.elsewhere == nil {
		return block(opensThis, f.dataKey, f.header.ID, "")
	}
	switch {
	case filepath.Dir(l.elsewhere.path) != filepath.Dir(f.path):
		return nil, ErrFolder
	case l.elsewhere.dataKey == nil: // it was closed
		return nil, ErrWrongKey
	}
	return block(opensOther, l.elsewhere.dataKey, l.elsewhere.header.ID, filepath.Base(l.elsewhere.path))
}

func (f *File) remove(id string) error {
	at := slices.IndexFunc(f.slots, func(s Slot) bool { return s.ID == id })
	if at < 0 {
		return ErrNoSlot
	}
	s := f.slots[at]
	rest := slices.Delete(slices.Clone(f.slots), at, at+1)
	if !slices.ContainsFunc(rest, func(s Slot) bool { return s.Kind != KindDecoy }) {
		return ErrLastKey
	}
	if s.Place >= 0 {
		f.header.Places[s.Place] = random(placeSize)
	} else {
		f.header.Recipients = slices.DeleteFunc(f.header.Recipients, func(r []byte) bool { return bytes.Equal(hashOf(r), s.Hash) })
	}
	f.slots = rest
	return nil
}

// Copy makes an empty vault at path that the same secrets open, for SQLite to
// copy this one into. Its pages are sealed with keys of their own.
func (f *File) Copy(path string) (*File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	h := f.header.clone()
	h.Salt, h.Ready, h.sequence = random(16), false, 0
	slots := slices.Clone(f.slots)
	return create(path, h, bytes.Clone(f.dataKey), func(c *File) error { c.slots = slots; return nil })
}
