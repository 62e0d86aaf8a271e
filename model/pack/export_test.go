package pack

import (
	"encoding/binary"

	"guvoh/model/journal"
)

// Plain gives the bytes of a pack before they are deflated and sealed, also of
// one that is not written.
func Plain(p *Pack) []byte { return p.encode() }

// PlainAttachment gives the bytes of an attachment before they are sealed.
func PlainAttachment(a journal.Attachment, data []byte) []byte {
	b := append([]byte(bytesMagic), a.SHA256[:]...)
	return append(binary.BigEndian.AppendUint64(b, uint64(a.Size)), data...)
}

// Parse reads what Plain gives.
func Parse(b []byte) (*Pack, error) { return decode(b) }
