package slip39

import (
	"crypto/pbkdf2"
	"crypto/sha256"
)

// The secret that is split is encrypted first, by a Feistel network of four
// rounds whose function is PBKDF2 over the passphrase. With the empty passphrase
// anyone can undo it: it then only spreads the secret.

// rounds of the network; iterations of PBKDF2 in each, for the exponent 0.
const (
	rounds     = 4
	iterations = 2500
)

func encrypt(secret []byte, passphrase string, set Share) ([]byte, error) {
	return feistel(secret, passphrase, set, [rounds]byte{0, 1, 2, 3})
}

func decrypt(sealed []byte, passphrase string, set Share) ([]byte, error) {
	return feistel(sealed, passphrase, set, [rounds]byte{3, 2, 1, 0})
}

// feistel runs the network; the order of its rounds says in which direction.
func feistel(in []byte, passphrase string, set Share, order [rounds]byte) ([]byte, error) {
	half := len(in) / 2
	left, right := append([]byte(nil), in[:half]...), append([]byte(nil), in[half:]...)
	var salt []byte // of an extendable backup it must not depend on the set
	if !set.Extendable {
		salt = append([]byte("shamir"), byte(set.ID>>8), byte(set.ID))
	}
	for _, round := range order {
		password := string([]byte{round}) + passphrase
		f, err := pbkdf2.Key(sha256.New, password, append(salt[:len(salt):len(salt)], right...), iterations<<set.Exponent, half)
		if err != nil {
			return nil, err
		}
		for i := range f {
			f[i] ^= left[i]
		}
		left, right = right, f
	}
	return append(right, left...), nil
}
