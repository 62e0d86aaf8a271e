package main

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
)

// What section 5 of docs/format.md says of pages.
const (
	pageSize  = 4096
	usable    = 4056
	holeAt    = 0x40000000
	holeSize  = 65536
	lockPage  = 262145
	journalOn = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" // how a journal that is not over begins
)

// pages are those of one open file. Each authenticated when it was opened.
type pages struct {
	file  *os.File
	key   []byte
	count int64
}

// openPages opens the pages of a file and looks at every one, so that nothing
// is printed of a file that is not whole.
func openPages(path string, h *header, dataKey []byte) (*pages, error) {
	if err := beside(path, h, dataKey); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	p := &pages{file: f, key: derive(dataKey, h.Salt, "main")}
	if err := p.check(h.Ready); err != nil {
		f.Close()
		return nil, err
	}
	return p, nil
}

func (p *pages) check(ready bool) error {
	st, err := p.file.Stat()
	if err != nil {
		return err
	}
	if st.Size()%pageSize != 0 || ready && st.Size() <= headerSize {
		return refuse("it was cut short")
	}
	there := pageCount(st.Size())
	if there == 0 {
		return nil // a new file that has no tables yet
	}
	p.count = 1
	b, err := p.page(1)
	if err != nil {
		return err
	}
	if string(b[:16]) != "SQLite format 3\x00" || binary.BigEndian.Uint16(b[16:]) != pageSize || b[20] != pageSize-usable ||
		binary.BigEndian.Uint32(b[56:]) != 1 || binary.BigEndian.Uint32(b[68:]) != 0x47564F48 {
		return refuse("its first page is not that of a Guvoh file")
	}
	if p.count = int64(binary.BigEndian.Uint32(b[28:])); p.count > there {
		return refuse("it was cut short: %d of %d pages are there", there, p.count)
	}
	for i := int64(2); i <= p.count; i++ {
		if i == lockPage {
			continue
		}
		if _, err := p.page(i); err != nil {
			return err
		}
	}
	return nil
}

// offset gives where a page begins.
func offset(page int64) int64 {
	at := (page-1)*pageSize + headerSize
	if at >= holeAt {
		at += holeSize
	}
	return at
}

// pageCount gives how many pages a file of that size has.
func pageCount(size int64) int64 {
	switch {
	case size >= holeAt+holeSize:
		size -= holeSize
	case size > holeAt:
		size = holeAt
	}
	return max(0, size-headerSize) / pageSize
}

// page gives the usable bytes of a page.
func (p *pages) page(i int64) ([]byte, error) {
	if i < 1 || i > p.count || i == lockPage {
		return nil, refuse("it names page %d, which is not there", i)
	}
	b := make([]byte, pageSize)
	if _, err := p.file.ReadAt(b, offset(i)); err != nil {
		return nil, err
	}
	clear, ok := unseal(p.key, b[usable+16:], b[:usable+16], binary.BigEndian.AppendUint64(nil, uint64(i-1)))
	if !ok {
		return nil, refuse("page %d is damaged", i)
	}
	return clear, nil
}

// beside refuses a file whose last change stands in another one (section 6).
func beside(path string, h *header, dataKey []byte) error {
	if st, err := os.Stat(path + "-wal"); err == nil && st.Size() > 0 {
		return refuse("a write-ahead log lies beside it, which this reader cannot follow")
	}
	f, err := os.Open(path + "-journal")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	b := make([]byte, 552)
	if _, err := f.ReadAt(b, 0); errors.Is(err, io.EOF) {
		return nil // it has not one whole unit
	} else if err != nil {
		return err
	}
	first, ok := unseal(derive(dataKey, h.Salt, "journal"), b[528:], b[:528], make([]byte, 8))
	if ok && string(first[:8]) == journalOn {
		return refuse("its last change was not finished; open it with Guvoh once, which takes it back")
	}
	return nil
}
