package cli

import (
	"errors"
	"io"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/sheet"
	"guvoh/model/vault"
)

// cardFrom reads a card from a file, from standard input ("-"), or from the
// argument itself, where that is a recipient.
func (c *call) cardFrom(card string) (vault.Card, error) {
	text := card
	if !strings.HasPrefix(strings.ToLower(card), "age1") {
		in := io.Reader(c.in)
		if card != "-" {
			f, err := openFile(card)
			if err != nil {
				return vault.Card{}, err
			}
			defer f.Close()
			in = f
		}
		b, err := io.ReadAll(io.LimitReader(in, longest))
		if err != nil {
			return vault.Card{}, &exchange.FileError{Path: card, Err: err}
		}
		text = string(b)
	}
	their, err := vault.ParseCard(text)
	if err != nil {
		fault, _ := errors.AsType[vault.CardFault](err)
		return their, c.failed("cli.key.no_card", tr.V{"File": line(card, narrow), "Why": c.say.T("card.fault." + string(fault))})
	}
	return their, nil
}

// printFingerprint prints what two people compare.
func (c *call) printFingerprint(card vault.Card) {
	print := sheet.FingerprintOf(card)
	c.print("  " + strings.Join(print.Words, " "))
	c.print("  " + strings.Join(print.Digits, " "))
}
