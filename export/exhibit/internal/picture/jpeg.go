package picture

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// jpegInfo is what the frame header of a JPEG says.
type jpegInfo struct {
	width, height, components int
	turn                      int
	progressive               bool
	rgb                       bool // its parts are named so, and nothing else says how colours are coded
	adobe                     bool
}

// plain reports whether every viewer draws it in the same colours: inks of a
// printer and colours that are not coded in the usual way are decoded here.
func (j jpegInfo) plain() bool { return j.components != 4 && (!j.rgb || j.adobe) }

// bytesPerPixel is what a pixel takes in memory while it is decoded.
func (j jpegInfo) bytesPerPixel() int {
	per := j.components
	if j.progressive {
		per *= 5
	}
	return per
}

// mostScans is how many passes a progressive JPEG may take: each makes a viewer
// go over the whole picture.
const mostScans = 200

// jpegCopier reads a JPEG marker by marker and passes on what is needed to
// draw it.
type jpegCopier struct {
	w       io.Writer
	r       *bufio.Reader
	info    jpegInfo
	scans   int
	written int64
	begun   bool // the first byte of the next marker is read
	err     error
}

// Markers of a JPEG file.
const (
	startOfImage = 0xD8
	endOfImage   = 0xD9
	startOfScan  = 0xDA
	exifSegment  = 0xE1
	adobeSegment = 0xEE
	comment      = 0xFE
)

// copyJPEG copies a JPEG without anything but its picture. It fails on a file
// that is cut short or of a kind that viewers do not draw.
func copyJPEG(w io.Writer, r io.Reader) (jpegInfo, error) {
	c := &jpegCopier{w: w, r: bufio.NewReaderSize(r, 64<<10), info: jpegInfo{turn: 1}}
	c.put([]byte{0xFF, startOfImage})
	if head := c.take(2); !bytes.Equal(head, []byte{0xFF, startOfImage}) {
		return c.info, ErrUnreadable
	}
	for c.err == nil {
		m := c.marker()
		if m == endOfImage && c.err == nil {
			c.put([]byte{0xFF, endOfImage})
			break
		}
		c.segment(m)
	}
	if c.err == nil && (c.scans == 0 || c.info.components == 0) {
		c.err = ErrUnreadable
	}
	return c.info, c.err
}

func (c *jpegCopier) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *jpegCopier) put(b []byte) {
	if c.err != nil {
		return
	}
	c.written += int64(len(b))
	if c.written > MaxBytes {
		c.fail(ErrUnreadable)
		return
	}
	if _, err := c.w.Write(b); err != nil {
		c.fail(err)
	}
}

func (c *jpegCopier) take(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(c.r, b); err != nil {
		c.fail(ErrUnreadable)
		return nil
	}
	return b
}

func (c *jpegCopier) next() byte {
	b, err := c.r.ReadByte()
	if err != nil {
		c.fail(ErrUnreadable)
	}
	return b
}

// marker reads a marker, which may be preceded by fill bytes.
func (c *jpegCopier) marker() byte {
	if !c.begun && c.next() != 0xFF {
		c.fail(ErrUnreadable)
	}
	c.begun = false
	m := c.next()
	for m == 0xFF && c.err == nil {
		m = c.next()
	}
	return m
}

// segment reads what belongs to a marker and copies it if it is needed.
func (c *jpegCopier) segment(m byte) {
	if c.err != nil || m == 0x01 || (m >= 0xD0 && m <= 0xD7) {
		return
	}
	if m == 0 || m == startOfImage {
		c.fail(ErrUnreadable)
		return
	}
	size := c.take(2)
	if c.err != nil || binary.BigEndian.Uint16(size) < 2 {
		c.fail(ErrUnreadable)
		return
	}
	body := c.take(int(binary.BigEndian.Uint16(size)) - 2)
	if c.err != nil {
		return
	}
	switch {
	case m == exifSegment && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
		c.info.turn = exifTurn(body[6:])
		return
	case m == adobeSegment && bytes.HasPrefix(body, []byte("Adobe")): // says how colours are coded
		c.info.adobe = true
	case m >= 0xE0 && m <= 0xEF, m == comment:
		return
	case m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC:
		c.frame(m, body)
	}
	c.put([]byte{0xFF, m})
	c.put(size)
	c.put(body)
	if m == startOfScan {
		c.scan()
	}
}

// frame reads the frame header. Only the kinds that every viewer draws pass.
func (c *jpegCopier) frame(m byte, b []byte) {
	if m > 0xC2 || len(b) < 6 || b[0] != 8 || c.info.components != 0 {
		c.fail(ErrUnreadable)
		return
	}
	c.info.height = int(binary.BigEndian.Uint16(b[1:]))
	c.info.width = int(binary.BigEndian.Uint16(b[3:]))
	c.info.components = int(b[5])
	if n := c.info.components; (n != 1 && n != 3 && n != 4) || len(b) != 6+3*n {
		c.fail(ErrUnreadable)
		return
	}
	c.info.progressive = m == 0xC2
	c.info.rgb = c.info.components == 3 && b[6] == 'R' && b[9] == 'G' && b[12] == 'B'
	if err := fits(c.info.width, c.info.height); err != nil {
		c.fail(err)
	}
}

// scan copies coded data up to the next marker that is not part of it.
func (c *jpegCopier) scan() {
	if c.info.components == 0 {
		c.fail(ErrUnreadable)
	}
	if c.scans++; c.scans > mostScans {
		c.fail(ErrTooLarge)
	}
	for c.err == nil {
		chunk, err := c.r.ReadSlice(0xFF)
		if err != nil && err != bufio.ErrBufferFull {
			c.fail(ErrUnreadable)
			return
		}
		if err == bufio.ErrBufferFull {
			c.put(chunk)
			continue
		}
		c.put(chunk[:len(chunk)-1])
		after, err := c.r.Peek(1)
		if err != nil {
			c.fail(ErrUnreadable)
			return
		}
		if m := after[0]; m != 0 && (m < 0xD0 || m > 0xD7) {
			c.begun = true
			return
		}
		c.put([]byte{0xFF, c.next()})
	}
}

// exifTurn returns the orientation noted in a TIFF header, 1 if there is none.
func exifTurn(t []byte) int {
	if len(t) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if t[0] == 'M' {
		order = binary.BigEndian
	}
	at := uint64(order.Uint32(t[4:]))
	if at+2 > uint64(len(t)) {
		return 1
	}
	entries := t[at+2:]
	for i := 0; i < int(order.Uint16(t[at:])) && 12*i+12 <= len(entries); i++ {
		e := entries[12*i:]
		if order.Uint16(e) == 0x0112 {
			if v := int(order.Uint16(e[8:])); v >= 1 && v <= 8 {
				return v
			}
		}
	}
	return 1
}
