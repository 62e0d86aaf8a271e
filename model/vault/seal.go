package vault

/*
#include <stdint.h>
#include <stdlib.h>
#include "vfs.h"
*/
import "C"

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"
	"unsafe"

	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"

	_ "github.com/mattn/go-sqlite3" // SQLite itself, whose symbols vfs.c links to
)

// The kinds of file, as vfs.c numbers them.
const (
	kindMain = 1 + iota
	kindWAL
	kindJournal
	kindTemp
	kinds
)

// purposes are the names under which the keys of the kinds are derived.
var purposes = [kinds]string{kindMain: "main", kindWAL: "wal", kindJournal: "journal", kindTemp: "temporary"}

const (
	nonceSize = chacha20poly1305.NonceSizeX // 24
	tagSize   = chacha20poly1305.Overhead   // 16
	sealSize  = nonceSize + tagSize         // SEAL in vfs.c
)

// derive gives the key of one purpose: HKDF-SHA256 (RFC 5869) of a data key,
// with the salt of the file, so that a copy of a file has keys of its own.
func derive(dataKey, salt []byte, purpose string) []byte {
	k, err := hkdf.Key(sha256.New, dataKey, salt, "guvoh 1 "+purpose, chacha20poly1305.KeySize)
	if err != nil {
		panic(err) // only for a length that HKDF cannot give
	}
	return k
}

// sealer seals the units of one open file.
type sealer struct {
	aead [kinds]cipher.AEAD
	keys [kinds][]byte

	mu      sync.Mutex
	damaged map[int64]bool // pages of the main file that did not authenticate
	header  []byte         // what writeHeader writes
	spare   int            // the copy of the header that is written first: the other is whole
	result  int            // how the last file control of ours ended: SQLite's code
	page    []byte         // what readPage read
	copies  []byte         // of the header, as readHeader found them on the disk
}

func newSealer(dataKey, salt []byte) *sealer {
	s := &sealer{damaged: map[int64]bool{}}
	for kind := kindMain; kind < kinds; kind++ {
		s.keys[kind] = derive(dataKey, salt, purposes[kind])
		s.aead[kind] = newAEAD(s.keys[kind])
	}
	return s
}

func newAEAD(key []byte) cipher.AEAD {
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err) // only for a key of another length
	}
	return a
}

// scratch is what sealing a unit needs besides its key. Nonces are drawn many
// at a time: a call of the system for each would cost as much as sealing.
type scratch struct {
	place [8]byte
	left  []byte // of the nonces drawn
	drawn [128 * nonceSize]byte
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func (w *scratch) nonce() []byte {
	if len(w.left) == 0 {
		rand.Read(w.drawn[:]) // never fails (crypto/rand)
		w.left = w.drawn[:]
	}
	n := w.left[:nonceSize]
	w.left = w.left[nonceSize:]
	return n
}

// seal writes ciphertext, tag and nonce of src to dst, which is longer by
// sealSize. The number of the unit is authenticated with it.
func (s *sealer) seal(kind int, idx int64, dst, src []byte) {
	w := scratches.Get().(*scratch)
	binary.BigEndian.PutUint64(w.place[:], uint64(idx))
	nonce := w.nonce()
	s.aead[kind].Seal(dst[:0], nonce, src, w.place[:])
	copy(dst[len(dst)-nonceSize:], nonce)
	scratches.Put(w)
}

// prefixSize is of a nonce what XChaCha20 makes a key of; with that key it goes
// on as ChaCha20, with four zeros and the rest for a nonce
// (draft-irtf-cfrg-xchacha, section 2.3).
const prefixSize = 16

// sealRun seals n units of a length that are written together. Their nonces
// share the prefix and count on from a random number, so that the key of the
// prefix is made once for all of them: that is a quarter of what sealing a
// sector costs.
func (s *sealer) sealRun(kind int, idx int64, n, length int, dst, src []byte) {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	nonce := w.nonce()
	key, err := chacha20.HChaCha20(s.keys[kind], nonce[:prefixSize])
	if err != nil {
		panic(err) // only for a key or a prefix of another length
	}
	aead, err := chacha20poly1305.New(key)
	if err != nil {
		panic(err)
	}
	var rest [chacha20poly1305.NonceSize]byte
	first := binary.BigEndian.Uint64(nonce[prefixSize:])
	for i := range n {
		binary.BigEndian.PutUint64(w.place[:], uint64(idx)+uint64(i))
		binary.BigEndian.PutUint64(rest[4:], first+uint64(i))
		unit := dst[i*(length+sealSize) : (i+1)*(length+sealSize)]
		aead.Seal(unit[:0:len(unit)], rest[:], src[i*length:(i+1)*length], w.place[:])
		copy(unit[length+tagSize:], nonce[:prefixSize])
		copy(unit[length+tagSize+prefixSize:], rest[4:])
	}
	clear(key)
}

// open is the reverse of seal; false when the unit does not authenticate.
func (s *sealer) open(kind int, idx int64, dst, src []byte) bool {
	w := scratches.Get().(*scratch)
	binary.BigEndian.PutUint64(w.place[:], uint64(idx))
	body, nonce := src[:len(src)-nonceSize], src[len(src)-nonceSize:]
	_, err := s.aead[kind].Open(dst[:0], nonce, body, w.place[:])
	scratches.Put(w)
	return err == nil
}

// ---- the table of keys that SQLite may use ----

// open keys, by the number that stands in the name of a file for SQLite. The
// numbers are random: what can only guess one opens nothing.
var (
	sealers sync.Map // uint64 → *sealer
	tempKey uint64
)

func register(s *sealer) uint64 {
	for {
		var b [8]byte
		rand.Read(b[:])
		id := binary.BigEndian.Uint64(b[:]) >> 1 // SQLite reads it as a signed number
		if _, taken := sealers.LoadOrStore(id, s); id != 0 && !taken {
			return id
		}
	}
}

func sealerOf(key uint64) *sealer {
	if s, ok := sealers.Load(key); ok {
		return s.(*sealer)
	}
	return nil
}

// baseVFS is the VFS under ours; "" is SQLite's own. Tests of power cuts put
// one there that records what is written.
var baseVFS = ""

// start registers the VFS, once in a process.
var start = sync.OnceValue(func() error {
	secret := make([]byte, chacha20poly1305.KeySize)
	rand.Read(secret)
	tempKey = register(newSealer(secret, nil))
	clear(secret)
	var base *C.char
	if baseVFS != "" {
		base = C.CString(baseVFS)
		defer C.free(unsafe.Pointer(base))
	}
	if rc := C.gvRegister(base); rc != 0 {
		return fmt.Errorf("vault: SQLite refuses the file layer: code %d", int(rc))
	}
	return nil
})

// ---- what vfs.c calls ----

//export gvTempKey
func gvTempKey() C.uint64_t { return C.uint64_t(tempKey) }

// sizes gives how long a unit is in clear and on the disk. A page carries its
// seal inside, in bytes that SQLite leaves free.
func sizes(kind, length int) (plain, sealed int) {
	if kind == kindMain {
		return length - sealSize, length
	}
	return length, length + sealSize
}

//export gvSeal
func gvSeal(key C.uint64_t, kind C.int, idx C.longlong, n, length C.int, in, out unsafe.Pointer) C.int {
	s := sealerOf(uint64(key))
	if s == nil {
		return 1
	}
	plain, sealed := sizes(int(kind), int(length))
	src := unsafe.Slice((*byte)(in), int(n-1)*int(length)+plain)
	dst := unsafe.Slice((*byte)(out), int(n)*sealed)
	if n > 1 {
		s.sealRun(int(kind), int64(idx), int(n), int(length), dst, src)
	} else {
		s.seal(int(kind), int64(idx), dst, src)
	}
	return 0
}

//export gvOpen
func gvOpen(key C.uint64_t, kind C.int, idx C.longlong, length C.int, in, out unsafe.Pointer) C.int {
	plain, sealed := sizes(int(kind), int(length))
	dst := unsafe.Slice((*byte)(out), int(length))
	s := sealerOf(uint64(key))
	if s == nil || !s.open(int(kind), int64(idx), dst[:plain:plain], unsafe.Slice((*byte)(in), sealed)) {
		clear(dst)
		return 1
	}
	clear(dst[plain:])
	return 0
}

//export gvDamaged
func gvDamaged(key C.uint64_t, page C.longlong) {
	if s := sealerOf(uint64(key)); s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.damaged[int64(page)] = true
	}
}

//export gvHeader
func gvHeader(key C.uint64_t, out unsafe.Pointer) C.int {
	s := sealerOf(uint64(key))
	if s == nil {
		return -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.header) != copySize {
		return -1
	}
	copy(unsafe.Slice((*byte)(out), copySize), s.header)
	return C.int(s.spare)
}

//export gvWritten
func gvWritten(key C.uint64_t, number C.int) {
	if s := sealerOf(uint64(key)); s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.spare = 1 - int(number)
	}
}

//export gvHeaderRead
func gvHeaderRead(key C.uint64_t, number C.int, bytes unsafe.Pointer) {
	if s := sealerOf(uint64(key)); s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if number == 0 {
			s.copies = nil
		}
		s.copies = append(s.copies, unsafe.Slice((*byte)(bytes), copySize)...)
	}
}

//export gvDone
func gvDone(key C.uint64_t, rc C.int, page unsafe.Pointer) {
	s := sealerOf(uint64(key))
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.result, s.page = int(rc), nil
	if page != nil {
		s.page = bytes.Clone(unsafe.Slice((*byte)(page), PageSize))
	}
}
