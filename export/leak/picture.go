package leak

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
)

// jpeg looks into the segments of a picture that are no picture: EXIF with its
// thumbnail, XMP, IPTC, comments.
func (l *look) jpeg(where string, b []byte) {
	l.bytesOf(where, b, 0)
	i := 2
	for i+4 <= len(b) && b[i] == 0xFF {
		marker, n := b[i+1], int(b[i+2])<<8|int(b[i+3])
		if marker == 0xFF {
			i++
			continue
		}
		end := i + 2 + n
		if n < 2 || end > len(b) || marker == 0xDA {
			break
		}
		if marker >= 0xE0 && marker <= 0xEF || marker == 0xFE {
			l.metadata(fmt.Sprintf("%s, segment %02x", where, marker), b[i+4:end])
		}
		i = end
	}
	if k := bytes.LastIndex(b, []byte{0xFF, 0xD9}); k >= 0 {
		l.bytesOf(where+", after its end", b[k+2:], fewInPlain)
	}
}

// metadata looks into bytes that tell of a picture. A thumbnail in them is one
// more picture.
func (l *look) metadata(where string, b []byte) {
	l.bytesOf(where, b, fewInPlain)
	if k := bytes.Index(b, []byte("<")); k >= 0 && bytes.Contains(b, []byte("xmpmeta")) {
		l.markup(where, b[k:])
	}
	if k := bytes.Index(b, []byte{0xFF, 0xD8, 0xFF}); k >= 0 {
		l.deferred = append(l.deferred, deferredPart{where + " > thumbnail", b[k:]})
	}
}

// png looks into the chunks of a picture that are no picture.
func (l *look) png(where string, b []byte) error {
	l.bytesOf(where, b, 0)
	i, whole := 8, false
	for i+12 <= len(b) && !whole {
		n := int(binary.BigEndian.Uint32(b[i:]))
		name := string(b[i+4 : i+8])
		end := i + 8 + n
		if n < 0 || end+4 > len(b) {
			return fmt.Errorf("%s: %w", where, ErrUnread)
		}
		if err := l.chunk(fmt.Sprintf("%s, chunk at %d", where, i), name, b[i+8:end]); err != nil {
			return err
		}
		i, whole = end+4, name == "IEND"
	}
	if !whole {
		return fmt.Errorf("%s: %w", where, ErrUnread)
	}
	l.bytesOf(where+", after its end", b[min(i, len(b)):], fewInPlain)
	return nil
}

// chunk looks into one chunk. Those that hold a picture hold nothing to read.
func (l *look) chunk(where, name string, b []byte) error {
	switch name {
	case "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "pHYs", "fdAT", "fcTL", "acTL", "sBIT", "bKGD", "hIST", "tIME":
		return nil
	case "zTXt", "iTXt", "iCCP":
		for k := 1; k < len(b); k++ { // the packed part begins after words of unknown length
			if b[k-1] != 0 || k+1 >= len(b) || b[k]&0x0F != 8 && b[k+1]&0x0F != 8 {
				continue
			}
			for _, at := range []int{k, k + 1} {
				if r, err := zlib.NewReader(bytes.NewReader(b[at:])); err == nil {
					if text, err := limited(r); err == nil || err == io.ErrUnexpectedEOF && len(text) > 0 {
						l.metadata(where, text)
					}
				}
			}
		}
	}
	l.metadata(where, b)
	return nil
}
