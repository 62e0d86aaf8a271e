package sheet

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"guvoh/export/doc"
	"guvoh/model/slip39"
)

// CardInput is what a contact card says.
type CardInput struct {
	Name      string // as its owner typed it
	Recipient string // of age, X25519 or hybrid
	Date      time.Time
}

// Card makes a contact card: the key with which others can seal a file for its
// owner, and the fingerprint by which they tell that it is the right one. It
// fails when there is no recipient, or one that no code can hold. Whether it is
// a recipient at all is the caller's to know.
func Card(w Words, in CardInput) (*doc.Document, error) {
	recipient := plain(in.Recipient)
	if recipient == "" {
		return nil, errors.New("sheet: a card for no recipient")
	}
	code, height, err := recipientCode(recipient)
	if err != nil {
		return nil, err
	}
	print := FingerprintOf(recipient)
	body, leading, look := roomy, 0.0, doc.Mono
	if len(recipient) > longestSmall {
		body, leading, look = dense, 1.28, doc.Mono|doc.Small
	}
	blocks := []doc.Block{
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
		&doc.Paragraph{Text: doc.Text{doc.Styled(w.T("sheet.card.key"), doc.Bold)}},
		&doc.Paragraph{Text: doc.Text{doc.Styled(doc.Grouped(recipient), look)}},
		&doc.Paragraph{Text: doc.Text{doc.Styled(w.T("sheet.card.standard"), doc.Small|doc.Grey)}},
	}
	page := &doc.Section{Title: line(in.Name), Blocks: blocks}
	d := document(w, w.T("sheet.card.title"), in.Date, body, []doc.Block{page})
	d.Page.Leading = leading
	d.Head = doc.RunningHead{Left: w.T("sheet.card.title")}
	return d, nil
}

// CardText is a contact card as text, for a file or a message. Programs that
// know age read it as a file of recipients.
func CardText(w Words, in CardInput) string {
	print := FingerprintOf(in.Recipient)
	title := w.T("sheet.card.title")
	if name := line(in.Name); name != "" {
		title += ": " + name
	}
	return strings.Join([]string{
		"# " + title,
		"# " + w.T("sheet.card.compare"),
		"# " + strings.Join(print.Words, " "),
		"# " + strings.Join(print.Digits, " "),
		plain(in.Recipient),
	}, "\n") + "\n"
}

// Fingerprint is what two people compare of a recipient: see the comment of
// the package.
type Fingerprint struct {
	Words  []string // eight
	Digits []string // five groups of five
}

// FingerprintOf gives the fingerprint of a recipient, which may stand in
// capitals or in groups.
func FingerprintOf(recipient string) Fingerprint {
	sum := sha256.Sum256([]byte(plain(recipient)))
	print := sum[:10]
	digits := fmt.Sprintf("%025d", new(big.Int).SetBytes(print))
	f := Fingerprint{Words: slip39.Spell(print)}
	for i := 0; i < len(digits); i += 5 {
		f.Digits = append(f.Digits, digits[i:i+5])
	}
	return f
}

// plain is a recipient in small letters without white space.
func plain(recipient string) string {
	return strings.ToLower(strings.Join(strings.Fields(recipient), ""))
}
