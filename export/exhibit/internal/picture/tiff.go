package picture

import (
	"encoding/binary"
	"image"

	"golang.org/x/image/tiff"
)

// openTIFF reads the header of the first picture and finds where the others
// begin: a fax has one for each of its pages.
func (p *Picture) openTIFF() error {
	config, err := tiff.DecodeConfig(p.start())
	if err != nil {
		return ErrUnreadable
	}
	p.width, p.height, p.perPixel = config.Width, config.Height, bytesPerPixel(config.ColorModel)
	head := make([]byte, 8)
	if _, err := p.src.ReadAt(head, 0); err != nil {
		return ErrUnreadable
	}
	order := byteOrder(head)
	next, seen := order.Uint32(head[4:]), map[uint32]bool{}
	for next != 0 && !seen[next] && len(p.frames) < mostFrames {
		seen[next] = true
		p.frames = append(p.frames, next)
		next = p.directory(order, next, len(p.frames) == 1)
	}
	if len(p.frames) < 2 {
		p.frames = nil
	}
	return fits(p.width, p.height)
}

func byteOrder(head []byte) binary.ByteOrder {
	if head[0] == 'M' {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// directory reads a list of entries and gives where the next one begins; 0
// after the last. Of the first it notes how the picture is turned.
func (p *Picture) directory(order binary.ByteOrder, at uint32, first bool) uint32 {
	b := make([]byte, 2)
	if _, err := p.src.ReadAt(b, int64(at)); err != nil {
		return 0
	}
	n := int(order.Uint16(b))
	b = make([]byte, 12*n+4)
	if _, err := p.src.ReadAt(b, int64(at)+2); err != nil {
		return 0
	}
	for i := range n {
		const orientation = 0x0112
		e := b[12*i:]
		if v := int(order.Uint16(e[8:])); first && order.Uint16(e) == orientation && v >= 1 && v <= 8 {
			p.turn = v
		}
	}
	return order.Uint32(b[12*n:])
}

func (p *Picture) decodeTIFF() (image.Image, error) {
	return tiff.Decode(p.start())
}
