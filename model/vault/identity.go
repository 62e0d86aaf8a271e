package vault

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"
)

// ErrNoIdentity says that a text holds no key of age.
var ErrNoIdentity = errors.New("there is no key of age in it")

// Identity is somebody's own key: colleagues seal files for its public part,
// and its private part opens them.
type Identity struct {
	private age.Identity
	public  string
}

// Recipient gives the public part, as age writes it.
func (i *Identity) Recipient() string { return i.public }

// Signing gives the key by which this identity signs. It follows from the
// private key by HKDF with SHA-256, without a salt, for the purpose "guvoh
// signing", and so needs no place of its own.
func (i *Identity) Signing() ed25519.PrivateKey {
	written := []byte(fmt.Sprint(i.private)) // as age writes it, in capitals
	defer clear(written)
	seed, err := hkdf.Key(sha256.New, written, nil, "guvoh signing", ed25519.SeedSize)
	if err != nil { // no system whose rules forbid HKDF can open a vault either
		panic(err)
	}
	return ed25519.NewKeyFromSeed(seed)
}

// Secret gives what opens the files that were sealed for this identity.
func (i *Identity) Secret() Identities { return Identities{i.private} }

// ---- an identity in a file ----

// An identity lies in a file of its own, sealed by a passphrase as a vault is:
// one JSON object with the parameters of Argon2id and, in base64, the nonce
// and the ciphertext of XChaCha20-Poly1305. The key is derived for the purpose
// "identity", and the text "guvoh identity" is authenticated with it. What is
// sealed is the private key as age writes it, filled up with spaces, so that
// the file tells neither whose it is nor of which kind.
type identityFile struct {
	Format int    `json:"guvoh_identity"`
	KDF    kdf    `json:"kdf"`
	Sealed []byte `json:"sealed"`
}

// IdentityName is how the file of a person's own identity is called, in the
// folder of their settings.
const IdentityName = "identity"

const (
	identityFormat = 1
	identityData   = "guvoh identity"
	identitySize   = 256     // of what is sealed
	longestKeyFile = 1 << 20 // of any file with keys of age
)

// CreateIdentity makes a new identity and keeps it at path, sealed by the
// passphrase and readable by its owner only. It is hybrid, which a quantum
// computer cannot break either (X25519 with ML-KEM-768), or classic (X25519
// alone), whose public part is short enough to be typed. A zero cost is
// measured for this machine. It never overwrites: it fails with fs.ErrExist
// when something of that name is there; and with [ErrEmpty].
func CreateIdentity(path string, p Passphrase, cost Cost, classic bool) (*Identity, error) {
	if p == "" {
		return nil, ErrEmpty
	}
	if cost == (Cost{}) {
		cost = Calibrate()
	}
	private, id, err := newIdentity(classic)
	if err != nil {
		return nil, err
	}
	f := identityFile{Format: identityFormat, KDF: kdf{Name: kdfName, Cost: cost, Salt: random(16)}}
	filled := []byte(private + strings.Repeat(" ", identitySize-len(private)))
	nonce := random(nonceSize)
	f.Sealed = newAEAD(f.key(p)).Seal(nonce, nonce, filled, []byte(identityData))
	clear(filled)
	b, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	if err := placeNew(path, append(b, '\n')); err != nil {
		return nil, err
	}
	return id, nil
}

func newIdentity(classic bool) (private string, id *Identity, err error) {
	if classic {
		x, err := age.GenerateX25519Identity()
		if err != nil {
			return "", nil, err
		}
		return x.String(), &Identity{x, x.Recipient().String()}, nil
	}
	h, err := age.GenerateHybridIdentity()
	if err != nil {
		return "", nil, err
	}
	return h.String(), &Identity{h, h.Recipient().String()}, nil
}

func (f identityFile) key(p Passphrase) []byte {
	return derive(f.KDF.stretch(string(p)), f.KDF.Salt, "identity")
}

// placeNew makes a file that appears whole or not at all, and over nothing.
func placeNew(path string, b []byte) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".guvoh-*.part") // readable by its owner only
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(b); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return Place(f.Name(), path)
}

// OpenIdentity reads an identity that [CreateIdentity] made. It fails as
// [UnsealIdentity] does, and with what the system said.
func OpenIdentity(path string, p Passphrase) (*Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, longestKeyFile))
	if err != nil {
		return nil, err
	}
	return UnsealIdentity(b, p)
}

// IsSealedIdentity reports whether a text is one that [UnsealIdentity] opens,
// so that a passphrase is asked for.
func IsSealedIdentity(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(text), []byte(`{"guvoh_identity"`))
}

// UnsealIdentity opens an identity that was read from its file. It fails with
// [ErrNoIdentity], [ErrNewer], [ErrDamaged], [ErrGreedy] or [ErrWrongKey].
func UnsealIdentity(text []byte, p Passphrase) (*Identity, error) {
	var f identityFile
	switch {
	case !IsSealedIdentity(text):
		return nil, ErrNoIdentity
	case json.Unmarshal(text, &f) != nil && f.Format <= identityFormat:
		return nil, ErrDamaged
	case f.Format > identityFormat || f.KDF.Name != kdfName:
		return nil, ErrNewer
	case len(f.KDF.Salt) != 16 || len(f.Sealed) != nonceSize+identitySize+tagSize:
		return nil, ErrDamaged
	}
	if err := f.KDF.Cost.bearable(); err != nil {
		return nil, err
	}
	filled, err := newAEAD(f.key(p)).Open(nil, f.Sealed[:nonceSize], f.Sealed[nonceSize:], []byte(identityData))
	if err != nil {
		return nil, ErrWrongKey
	}
	defer clear(filled)
	ids, err := age.ParseIdentities(bytes.NewReader(bytes.TrimSpace(filled)))
	if err != nil || len(ids) != 1 {
		return nil, ErrDamaged
	}
	return identityOf(ids[0])
}

func identityOf(private age.Identity) (*Identity, error) {
	switch i := private.(type) {
	case *age.X25519Identity:
		return &Identity{i, i.Recipient().String()}, nil
	case *age.HybridIdentity:
		return &Identity{i, i.Recipient().String()}, nil
	}
	return nil, ErrNewer
}

// ReadIdentities reads private keys in the plain form of age, one a line; lines
// that begin with # are remarks. It fails with [ErrNoIdentity]: nothing of the
// text is in the error.
func ReadIdentities(text []byte) (Identities, error) {
	ids, err := age.ParseIdentities(bytes.NewReader(bytes.ReplaceAll(text, []byte("\r"), nil)))
	if err != nil {
		return nil, ErrNoIdentity
	}
	return ids, nil
}

// ParseRecipient reads a colleague's public key as it stands on a card or in
// its file: between white space, in groups, in capitals or small letters. Lines
// that begin with # are remarks. It fails with [ErrNoIdentity].
func ParseRecipient(text string) (age.Recipient, error) {
	var key strings.Builder
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if !strings.HasPrefix(line, "#") {
			key.WriteString(strings.Join(strings.Fields(line), ""))
		}
	}
	rs, err := age.ParseRecipients(strings.NewReader(strings.ToLower(key.String())))
	if err != nil || len(rs) != 1 {
		return nil, ErrNoIdentity
	}
	return rs[0], nil
}
