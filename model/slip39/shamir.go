package slip39

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"io"
)

// point is what one holder knows of a polynomial over GF(256) for each byte of
// the secret: its values at x.
type point struct {
	x byte
	y []byte
}

// Where the secret and its digest stand on the polynomials.
const (
	digestAt   = 254
	secretAt   = 255
	digestSize = 4
)

// split gives n points of polynomials through the secret, any k of which are
// enough to know them. k is 1 to n; the points stand at 0 to n-1.
func split(secret []byte, k, n int, random io.Reader) ([]point, error) {
	if k == 1 {
		points := make([]point, n)
		for i := range points {
			points[i] = point{byte(i), secret}
		}
		return points, nil
	}
	var points []point
	for i := range k - 2 {
		y := make([]byte, len(secret))
		if _, err := io.ReadFull(random, y); err != nil {
			return nil, fmt.Errorf("slip39: no randomness: %w", err)
		}
		points = append(points, point{byte(i), y})
	}
	digest := make([]byte, len(secret)) // the digest, then what it is salted with
	if _, err := io.ReadFull(random, digest[digestSize:]); err != nil {
		return nil, fmt.Errorf("slip39: no randomness: %w", err)
	}
	copy(digest, digestOf(secret, digest[digestSize:]))
	known := append(points[:len(points):len(points)], point{digestAt, digest}, point{secretAt, secret})
	for i := k - 2; i < n; i++ {
		points = append(points, point{byte(i), interpolate(known, byte(i))})
	}
	return points, nil
}

// recoverSecret gives the secret of points, at least k of one polynomial each.
// It fails with [ErrDigest] when they are not, as far as the digest and the
// points beyond k tell.
func recoverSecret(points []point, k int) ([]byte, error) {
	enough, more := points[:k], points[k:]
	secret := enough[0].y
	if k > 1 {
		secret = interpolate(enough, secretAt)
		digest := interpolate(enough, digestAt)
		if !hmac.Equal(digest[:digestSize], digestOf(secret, digest[digestSize:])) {
			return nil, ErrDigest
		}
	}
	for _, p := range more {
		if !hmac.Equal(p.y, interpolate(enough, p.x)) {
			return nil, ErrDigest
		}
	}
	return secret, nil
}

// digestOf is by what a recovered secret is recognized.
func digestOf(secret, salt []byte) []byte {
	mac := hmac.New(sha256.New, salt)
	mac.Write(secret)
	return mac.Sum(nil)[:digestSize]
}

// interpolate gives the values at x of the polynomials through points, by the
// formula of Lagrange. The places of points are no secret, their values are.
func interpolate(points []point, x byte) []byte {
	out := make([]byte, len(points[0].y))
	for i, p := range points {
		weight := byte(1)
		for j, q := range points {
			if j != i {
				weight = mul(weight, mul(x^q.x, inverse(p.x^q.x)))
			}
		}
		for n, y := range p.y {
			out[n] ^= mul(weight, y)
		}
	}
	return out
}

// mul multiplies in GF(256) modulo x^8+x^4+x^3+x+1; to add there is to XOR.
//
// The usual way, tables of logarithms, would read memory at places that depend
// on the secret, and a test for zero or for the top bit would branch on it:
// both can be seen from outside, by the state of the caches and by time. So
// each bit is stretched to a mask of eight, and eight rounds are always done.
func mul(a, b byte) byte {
	var product byte
	for i := range 8 {
		product ^= a & -(b >> i & 1)
		a = a<<1 ^ 0x1B&-(a>>7)
	}
	return product
}

// inverse gives a to the power of 254, which is 1/a, and zero for zero.
func inverse(a byte) byte {
	out := byte(1)
	for range 7 { // 2+4+8+16+32+64+128
		a = mul(a, a)
		out = mul(out, a)
	}
	return out
}
