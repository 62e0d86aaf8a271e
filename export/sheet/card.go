package sheet

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
	"unicode"

	"guvoh/export/doc"
	"guvoh/model/slip39"
	"guvoh/model/vault"
)

// CardInput is what a contact card says.
type CardInput struct {
	Card vault.Card // its name as its owner typed it
	Date time.Time
}

// Card makes a contact card: the keys with which others can seal a file for its
// owner and know what they wrote, and the fingerprint by which they tell that
// they are the right ones. It fails when there is no recipient, or one that no
// code can hold. Whether it is a recipient at all is the caller's to know.
func Card(w Words, in CardInput) (*doc.Document, error) {
	c := in.Card
	if c.Recipient == "" {
		return nil, errors.New("sheet: a card for no recipient")
	}
	code, height, err := cardCode(c)
	if err != nil {
		return nil, err
	}
	print := FingerprintOf(c)
	body, leading, look := roomy, 0.0, doc.Mono
	if len(c.Recipient) > longestSmall {
		body, leading, look = dense, 1.18, doc.Mono|doc.Small
	}
	key := func(title, written string) []doc.Block {
		return []doc.Block{
			&doc.Paragraph{Text: doc.Text{doc.Styled(w.T(title), doc.Bold)}},
			&doc.Paragraph{Text: doc.Text{doc.Styled(doc.Grouped(written), look)}},
		}
	}
	blocks := slices.Concat([]doc.Block{
		&doc.Paragraph{Text: doc.Plain(w.T("sheet.card.lead"))},
		&doc.KeyValues{Rows: facts(w, "", in.Date)},
		&doc.Beside{
			Figure: figure(code, w.T("sheet.code.recipient"), height),
			Blocks: []doc.Block{
				&doc.Paragraph{Text: doc.Text{doc.Styled(w.T("sheet.card.fingerprint"), doc.Bold)}},
				&doc.Paragraph{Text: doc.Plain(w.T("sheet.card.compare"))},
				&doc.Grid{Columns: 2, Words: print.Words, Numbered: true},
				&doc.Grid{Columns: len(print.Digits), Words: print.Digits},
			},
		},
	}, key("sheet.card.key", c.Recipient))
	if c.Signing != nil {
		blocks = append(blocks, key("sheet.card.signing", c.SigningText())...)
	}
	blocks = append(blocks, &doc.Paragraph{Text: doc.Text{doc.Styled(w.T("sheet.card.standard"), doc.Small|doc.Grey)}})
	page := &doc.Section{Title: line(c.Name), Blocks: blocks}
	d := document(w, w.T("sheet.card.title"), in.Date, body, []doc.Block{page})
	d.Page.Leading = leading
	d.Head = doc.RunningHead{Left: w.T("sheet.card.title")}
	return d, nil
}

// CardText is a contact card as text, for a file or a message: see
// [vault.Card.Text].
func CardText(w Words, in CardInput) string {
	c, print := in.Card, FingerprintOf(in.Card)
	c.Name = line(c.Name)
	return c.Text(w.T("sheet.card.title"), w.T("sheet.card.compare"), strings.Join(print.Words, " "), strings.Join(print.Digits, " "))
}

// Fingerprint is what two people compare of a card: see the comment of the
// package.
type Fingerprint struct {
	Words  []string // eight
	Digits []string // five groups of five
}

// FingerprintOf gives the fingerprint of a card.
func FingerprintOf(c vault.Card) Fingerprint { return Spell(c.Fingerprint()) }

// Spell gives the words and digits of a fingerprint.
func Spell(print [10]byte) Fingerprint {
	digits := fmt.Sprintf("%025d", new(big.Int).SetBytes(print[:]))
	f := Fingerprint{Words: slip39.Spell(print[:])}
	for i := 0; i < len(digits); i += 5 {
		f.Digits = append(f.Digits, digits[i:i+5])
	}
	return f
}

// Is reports whether somebody read this fingerprint: all of its words, of which
// the first four letters are enough, or all of its digits, in whatever groups.
func (f Fingerprint) Is(read string) bool {
	words := strings.FieldsFunc(strings.ToLower(read), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if joined := strings.Join(words, ""); joined == strings.Join(f.Digits, "") {
		return true
	}
	return slices.EqualFunc(words, f.Words, func(said, word string) bool {
		return said == word || len(said) >= 4 && strings.HasPrefix(word, said)
	})
}
