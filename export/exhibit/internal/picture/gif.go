package picture

import (
	"bufio"
	"io"
)

// isMoving tells whether a GIF holds more than one picture, by going from block
// to block.
func isMoving(r io.Reader) bool {
	b := bufio.NewReader(r)
	head := make([]byte, 13)
	if _, err := io.ReadFull(b, head); err != nil {
		return false
	}
	skipColours(b, head[10])
	for pictures := 0; ; {
		what, err := b.ReadByte()
		if err != nil {
			return false
		}
		switch what {
		case '!':
			_, _ = b.Discard(1)
		case ',':
			if pictures++; pictures > 1 {
				return true
			}
			place := make([]byte, 9)
			if _, err := io.ReadFull(b, place); err != nil {
				return false
			}
			skipColours(b, place[8])
			_, _ = b.Discard(1)
		default:
			return false
		}
		for n := byte(1); n > 0; { // the parts of a block
			if n, err = b.ReadByte(); err != nil {
				return false
			}
			if _, err := b.Discard(int(n)); err != nil {
				return false
			}
		}
	}
}

// skipColours passes over a table of colours, if there is one.
func skipColours(b *bufio.Reader, flags byte) {
	if flags&0x80 != 0 {
		_, _ = b.Discard(3 << (flags&7 + 1))
	}
}
