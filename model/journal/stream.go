package journal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"

	"guvoh/model"
)

// Stream is one writing session as a copy of the file knows it: who wrote it,
// and which parts of it are there.
type Stream struct {
	ID      model.ID
	Device  ed25519.PublicKey // whose signature its runs bear; nil for a stream of before there were signatures
	Nonce   [16]byte          // what makes its id fresh; see StreamID
	Author  string            // the name that its writer gave
	Started int64             // ms since 1970, as the machine claimed
	Runs    []Run             // the parts that are there, in their order
}

// Run is a part of a stream without a hole: each of its entries is there, or
// at least its commitment.
type Run struct {
	First, Last uint64   // numbers in the stream, from 1
	Previous    [32]byte // chain hash before First
	Hash        [32]byte // chain hash at Last
	Signature   []byte   // the device's, over Hash; see Sign. nil when it is not known
}

// Link is one place in a run.
type Link struct {
	Seq       uint64
	Body      []byte   // the bytes of the entry; nil when only its commitment is there
	Committed [32]byte // of a link without a body
}

// Attachment names the bytes of a piece of evidence that a copy holds.
type Attachment struct {
	SHA256 [32]byte
	Size   int64
}

// StreamID gives the id of a stream that a device begins. Device, beginning and
// author can so not be changed behind its writer's back: the first 16 bytes of
// SHA-256("guvoh stream" | device | nonce | started, 8 bytes | author), made a
// UUID of version 8 (RFC 9562). Streams that are not signed have ids of version
// 4, so that the device of a stream cannot be taken off it either.
func StreamID(device ed25519.PublicKey, nonce [16]byte, started int64, author string) (id model.ID) {
	h := sha256.New()
	h.Write([]byte("guvoh stream"))
	h.Write(device)
	h.Write(nonce[:])
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(started)))
	h.Write([]byte(author))
	copy(id[:], h.Sum(nil))
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// Signed reports whether the id of a stream is that of one that a device signs.
func Signed(id model.ID) bool { return id[6]>>4 == 8 }

// Owned reports whether the stream's id follows from its device, as it must
// when it has one.
func (s *Stream) Owned() bool {
	return len(s.Device) == ed25519.PublicKeySize && s.ID == StreamID(s.Device, s.Nonce, s.Started, s.Author)
}

// What is signed begins with what it is, so that a signature over one thing
// never passes for another.
const (
	signsHead     = "guvoh head\x00"
	signsDevice   = "guvoh device\x00"
	signsIdentity = "guvoh identity\x00"
)

// Sign signs the chain hash of a stream's newest entry, and by it all before.
func Sign(device ed25519.PrivateKey, hash [32]byte) []byte {
	return ed25519.Sign(device, append([]byte(signsHead), hash[:]...))
}

// Verify reports whether a signature over a chain hash is the device's.
func Verify(device ed25519.PublicKey, hash [32]byte, signature []byte) bool {
	return len(device) == ed25519.PublicKeySize && len(signature) == ed25519.SignatureSize &&
		ed25519.Verify(device, append([]byte(signsHead), hash[:]...), signature)
}

// Certificate says that a person answers for what a device writes. Both have
// signed, so that nobody can claim the work of another's device.
type Certificate struct {
	Device, Identity     ed25519.PublicKey
	ByIdentity, ByDevice []byte
}

// Certify makes a certificate.
func Certify(device, identity ed25519.PrivateKey) Certificate {
	d, i := device.Public().(ed25519.PublicKey), identity.Public().(ed25519.PublicKey)
	return Certificate{
		Device: d, Identity: i,
		ByIdentity: ed25519.Sign(identity, append([]byte(signsDevice), d...)),
		ByDevice:   ed25519.Sign(device, append([]byte(signsIdentity), i...)),
	}
}

// Valid reports whether both signatures of a certificate hold.
func (c Certificate) Valid() bool {
	return len(c.Device) == ed25519.PublicKeySize && len(c.Identity) == ed25519.PublicKeySize &&
		len(c.ByIdentity) == ed25519.SignatureSize && len(c.ByDevice) == ed25519.SignatureSize &&
		ed25519.Verify(c.Identity, append([]byte(signsDevice), c.Device...), c.ByIdentity) &&
		ed25519.Verify(c.Device, append([]byte(signsIdentity), c.Identity...), c.ByDevice)
}
