package vault

import (
	"errors"
	"io"
	"os"
)

// What vfs.c leaves out of the file: the bytes by which SQLite locks.
const (
	lockBytes = 1 << 30
	hole      = 64 << 10
)

// physical gives where a page lies on the disk, from 1.
func physical(page int) int64 {
	at := headerSize + int64(page-1)*PageSize
	if at >= lockBytes {
		at += hole
	}
	return at
}

// pagesIn gives how many pages a file of a size has, one that was cut off
// among them.
func pagesIn(size int64) int {
	if size >= lockBytes+hole {
		size -= hole
	} else {
		size = min(size, lockBytes)
	}
	return int(max(0, size-headerSize)+PageSize-1) / PageSize
}

// PageCount gives how many pages lie in the file, whatever SQLite thinks there
// should be.
func (f *File) PageCount() (int, error) {
	st, err := os.Stat(f.path)
	if err != nil {
		return 0, err
	}
	return pagesIn(st.Size()), nil
}

// Pages are the pages of a vault, read one by one and without SQLite, which
// refuses a file whose first page is damaged. Nothing is written to it.
type Pages struct {
	file  *File
	disk  *os.File
	count int
}

// OpenPages opens a vault as [Open] does, one that was cut short as well, and
// without SQLite: until [Pages.Close] nothing else in this process can open it.
// [ErrDamaged] then says that the keys themselves are destroyed.
func OpenPages(path string, s Secret) (*Pages, error) {
	f, err := openIf(path, s, func(string, *header) error { return nil })
	if err != nil {
		return nil, err
	}
	p := &Pages{file: f}
	if p.count, err = f.PageCount(); err == nil {
		p.disk, err = os.Open(f.path)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return p, nil
}

// File gives the vault itself, for its keys.
func (p *Pages) File() *File { return p.file }

// Count gives how many pages there are.
func (p *Pages) Count() int { return p.count }

// Read gives a page, from 1, as SQLite would see it. It fails with
// [ErrDamaged] when the page does not authenticate, and with what the system
// said.
func (p *Pages) Read(page int) ([]byte, error) {
	b := make([]byte, PageSize)
	if page < 1 || page > p.count {
		return nil, ErrDamaged
	}
	switch _, err := p.disk.ReadAt(b, physical(page)); {
	case errors.Is(err, io.EOF):
		return nil, ErrDamaged
	case err != nil:
		return nil, err
	}
	out := make([]byte, PageSize)
	if !p.file.sealer.open(kindMain, int64(page-1), out[:PageSize-sealSize:PageSize-sealSize], b) {
		return nil, ErrDamaged
	}
	return out, nil
}

// Close lets go of the file and forgets its key.
func (p *Pages) Close() {
	p.disk.Close()
	p.file.Close()
}

// Handover gives what another process of this program needs to open this one
// file and its copies: its key, and nothing that opens any other.
func (f *File) Handover() []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append(append([]byte(nil), f.header.ID...), f.dataKey...)
}

// Handed makes a secret of what [File.Handover] gave.
func Handed(b []byte) (Secret, error) {
	if len(b) != 48 {
		return nil, ErrWrongKey
	}
	return held{id: append([]byte(nil), b[:16]...), dataKey: append([]byte(nil), b[16:]...)}, nil
}
