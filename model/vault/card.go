package vault

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"strings"

	"filippo.io/age"
)

// CardFault says why a text is no card, in a word.
type CardFault string

// Why a text is no card.
const (
	ErrNoCard      CardFault = "none"    // not one key of age
	ErrCardSlip    CardFault = "slip"    // a key is not complete, or has a slip: its checksum says so
	ErrCardMixed   CardFault = "mixed"   // somebody's key to seal for, somebody else's to sign
	ErrCardTwo     CardFault = "two"     // there is more than one card in it
	ErrCardPrivate CardFault = "private" // it is a private key, which nobody else may have
)

func (f CardFault) Error() string { return "this is no contact card: " + string(f) }

// Card is what somebody hands out of their keys, so that others can seal files
// for them and know what they wrote.
type Card struct {
	Name      string            // as its owner gave it, on one line; may be empty
	Recipient string            // of age, X25519 or hybrid, in small letters
	Signing   ed25519.PublicKey // nil on a card of before there were signatures
}

// Card gives the card of an identity.
func (i *Identity) Card(name string) Card {
	return Card{Name: oneLine(name), Recipient: i.public, Signing: i.Signing().Public().(ed25519.PublicKey)}
}

// Equal reports whether two cards have the same keys, whatever their names.
func (c Card) Equal(o Card) bool {
	return c.Recipient == o.Recipient && bytes.Equal(c.Signing, o.Signing)
}

// print is the hash of both keys: SHA-256("guvoh card" | 0 | recipient | 0 |
// signing key); of a card without the second, of the recipient alone, as it
// was before there were signatures.
func (c Card) print() [32]byte {
	if c.Signing == nil {
		return sha256.Sum256([]byte(c.Recipient))
	}
	return sha256.Sum256([]byte("guvoh card\x00" + c.Recipient + "\x00" + string(c.Signing)))
}

// Fingerprint gives the 80 bits that two people compare: they stand for both
// keys. Package sheet writes them as words and as digits.
func (c Card) Fingerprint() (f [10]byte) {
	sum := c.print()
	copy(f[:], sum[:])
	return f
}

// signPrefix begins the key by which somebody signs, as it is written.
const signPrefix = "guvohsign"

// Lengths of the keys as they are written.
const (
	classicLength = 62
	hybridLength  = 1959
	signLength    = 74
	checkSize     = 4 // bytes of the hash of both keys beside the signing key
)

// SigningText gives the key by which somebody signs as it stands on the card:
// in Bech32, with the prefix guvohsign, the 32 bytes of the key and the last
// four of the hash of both keys, so that it is of no use beside another
// recipient. It is "" where there is no such key.
func (c Card) SigningText() string {
	if c.Signing == nil {
		return ""
	}
	sum := c.print()
	return bech32(signPrefix, append(bytes.Clone(c.Signing), sum[len(sum)-checkSize:]...))
}

// Text writes the card. Its first line is a title with the name; remarks that
// people read may follow, a line each. Programs that know age read it as a file
// of recipients, which knows lines with # as remarks.
func (c Card) Text(title string, remarks ...string) string {
	head := "# " + oneLine(title)
	if c.Name != "" {
		head += ": " + oneLine(c.Name)
	}
	lines := []string{head}
	for _, r := range remarks {
		lines = append(lines, "# "+oneLine(r))
	}
	lines = append(lines, c.Recipient)
	if c.Signing != nil {
		lines = append(lines, "# "+c.SigningText())
	}
	return strings.Join(lines, "\n") + "\n"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// ParseCard reads a card from a text: as [Card.Text] wrote it, as it stands on
// paper or in a code, quoted in a message, wrapped, in groups, in capitals or
// small letters; or one of before there were signatures; or a recipient alone.
// It fails with [ErrNoCard], [ErrCardSlip], [ErrCardMixed], [ErrCardTwo] or
// [ErrCardPrivate]: nothing of the text is in the error.
func ParseCard(text string) (Card, error) {
	name, body := cardName(text)
	if strings.Contains(strings.ToLower(body), "age-secret-key-") {
		return Card{}, ErrCardPrivate
	}
	written, err := cardKeys(body)
	if err != nil {
		return Card{}, err
	}
	c := Card{Name: name}
	signing := ""
	for _, key := range written {
		into := &c.Recipient
		if strings.HasPrefix(key, signPrefix) {
			into = &signing
		}
		if *into != "" && *into != key {
			return Card{}, ErrCardTwo
		}
		*into = key
	}
	if c.Recipient == "" {
		return Card{}, ErrNoCard
	}
	rs, err := age.ParseRecipients(strings.NewReader(c.Recipient))
	if err != nil || len(rs) != 1 || fmt.Sprint(rs[0]) != c.Recipient {
		return Card{}, ErrCardSlip
	}
	if signing == "" {
		return c, nil
	}
	b, ok := unbech32(signPrefix, signing)
	if !ok || len(b) != ed25519.PublicKeySize+checkSize {
		return Card{}, ErrCardSlip
	}
	c.Signing = b[:ed25519.PublicKeySize]
	if sum := c.print(); !bytes.Equal(b[ed25519.PublicKeySize:], sum[len(sum)-checkSize:]) {
		return Card{}, ErrCardMixed
	}
	return c, nil
}

// cardName parts the first line, where it holds the name, from the rest.
func cardName(text string) (name, body string) {
	text = strings.TrimLeft(strings.TrimPrefix(text, "\ufeff"), " \t\r\n>")
	first, rest, _ := strings.Cut(text, "\n")
	if !strings.HasPrefix(first, "#") {
		return "", text
	}
	_, name, named := strings.Cut(first, ": ")
	if !named {
		return "", text
	}
	return oneLine(name), rest
}

// cardKeys finds the keys that are written in a text. A key may be broken
// anywhere; how long it is says where it ends.
func cardKeys(text string) (keys []string, err error) {
	open := ""
	for _, word := range strings.Fields(text) {
		word = strings.ToLower(strings.TrimLeft(word, "#>"))
		switch whole := open + word; {
		case begins(open), begins(whole), mayBegin(whole):
			open = whole
		case begins(word), mayBegin(word): // what was open was only a word
			open = word
		default:
			open = ""
		}
		if !begins(open) {
			continue
		}
		_, letters, _ := strings.Cut(open, "1")
		switch want := keyLength(open); {
		case len(open) > want || strings.Trim(letters, "1"+bech32Letters) != "":
			return nil, ErrCardSlip
		case len(open) == want:
			keys, open = append(keys, open), ""
		}
	}
	if begins(open) {
		return nil, ErrCardSlip
	}
	return keys, nil
}

// begins tells what begins as a key does, and mayBegin what is the beginning of
// such a beginning.
func begins(s string) bool {
	return strings.HasPrefix(s, "age1") || strings.HasPrefix(s, signPrefix+"1")
}

func mayBegin(s string) bool {
	return strings.HasPrefix("age1", s) || strings.HasPrefix(signPrefix+"1", s)
}

// keyLength tells by the beginning of a key how long it is.
func keyLength(begun string) int {
	const hybrid = "age1pq1"
	switch {
	case strings.HasPrefix(begun, signPrefix):
		return signLength
	case strings.HasPrefix(begun, hybrid), strings.HasPrefix(hybrid, begun):
		return hybridLength
	}
	return classicLength
}
