package cli

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/sheet"
	"guvoh/model/store"
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

// withDevice gives the options of a file what makes this person's work on this
// computer theirs. What is needed to write is made at first need; where it
// cannot be kept, what is written is not signed, and that is said once.
func (c *call) withDevice(o store.Options) store.Options {
	var err error
	switch {
	case o.DeviceSecret != nil:
	case o.ReadOnly && c.deps.Profile != "":
		o.DeviceSecret = vault.KnownDeviceSecret(c.deps.Profile)
	case c.deps.Profile != "":
		o.DeviceSecret, err = vault.DeviceSecret(c.deps.Profile)
	}
	if o.DeviceSecret == nil || err != nil {
		if !o.ReadOnly && !c.unsigned {
			c.unsigned = true
			c.note(c.say.T("cli.note.unsigned"))
		}
		return o
	}
	if o.Device == "" { // the window was never opened here
		o.Device = vault.DeviceWord(o.DeviceSecret)
	}
	return o
}

// keyColleagues lists whose cards are in the file.
func (c *call) keyColleagues() error {
	if err := c.look(); err != nil {
		return err
	}
	all, err := c.db.Colleagues(c.ctx)
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		return c.colleaguesJSON(all)
	}
	if len(all) == 0 {
		c.print(c.say.T("cli.key.no_colleagues", tr.V{"File": c.file()}))
		return nil
	}
	var cells [][]string
	for _, p := range all {
		compared, signs := c.say.T("people.unverified"), ""
		if p.Verified > 0 {
			compared = c.moment(time.UnixMilli(p.Verified))
		}
		if p.Signing == nil {
			signs = c.say.T("people.no_signing")
		}
		digits := strings.Join(sheet.FingerprintOf(p.Card()).Digits, " ")
		cells = append(cells, []string{strconv.FormatInt(p.N, 10), line(p.Name, narrow), compared, digits, signs})
	}
	c.table(c.headings("number", "name", "compared", "fingerprint", "used"), cells)
	return nil
}

// colleaguesJSON: docs/commands.md.
func (c *call) colleaguesJSON(all []store.Colleague) error {
	type colleague struct {
		N         int64      `json:"n"`
		Name      string     `json:"name"`
		Verified  *time.Time `json:"verified"`
		Added     time.Time  `json:"added"`
		Recipient string     `json:"recipient"`
		Signing   string     `json:"signing"`
		Words     string     `json:"words"`
		Digits    string     `json:"digits"`
	}
	list := []colleague{}
	for _, p := range all {
		print := sheet.FingerprintOf(p.Card())
		one := colleague{
			N: p.N, Name: p.Name, Added: time.UnixMilli(p.Added).UTC(), Recipient: p.Recipient, Signing: p.Card().SigningText(),
			Words: strings.Join(print.Words, " "), Digits: strings.Join(print.Digits, " "),
		}
		if p.Verified > 0 {
			at := time.UnixMilli(p.Verified).UTC()
			one.Verified = &at
		}
		list = append(list, one)
	}
	return c.json(map[string]any{"colleagues": list})
}

// keyTrust keeps the card of a colleague, and that its fingerprint was compared.
func (c *call) keyTrust() error {
	card, err := c.cardFrom(c.args[1])
	if err != nil {
		return err
	}
	if label := c.label(); label != "" {
		card.Name = label
	}
	if said, ok := c.flags["fingerprint"]; ok && !sheet.FingerprintOf(card).Is(said) {
		return c.failed("cli.key.other_fingerprint", tr.V{"File": line(c.args[1], narrow)})
	}
	if err := c.write(); err != nil {
		return err
	}
	n, err := c.keepCard(store.ColleagueOf(card))
	if err != nil {
		return err
	}
	their, err := c.colleagueNamed(strconv.FormatInt(n, 10))
	if err != nil {
		return err
	}
	said := "cli.done.key_trust_card"
	if _, verified := c.flags["verified"]; verified {
		if err := c.db.VerifyColleague(c.ctx, n, true); err != nil {
			return err
		}
		said = "cli.done.key_trust"
	}
	c.print(c.say.T(said, tr.V{"Name": their.Name, "File": c.file(), "N": n}))
	c.printFingerprint(their.Card())
	return nil
}

// keepCard gives the number under which a card is in the file now.
func (c *call) keepCard(card store.Colleague) (int64, error) {
	n, err := c.db.AddColleague(c.ctx, card)
	if changed, ok := errors.AsType[*store.ChangedCardError](err); ok {
		if _, replace := c.flags["replace"]; !replace {
			return 0, c.failed("cli.key.changed_card", tr.V{"Name": changed.Known.Name, "New": card.Name})
		}
		return changed.Known.N, c.db.ReplaceColleague(c.ctx, changed.Known.N, card)
	}
	switch {
	case errors.Is(err, store.ErrCardKnown):
		return n, nil
	case errors.Is(err, store.ErrOwnCard):
		return 0, c.failed("cli.key.own_card", nil)
	case errors.Is(err, store.ErrNoName):
		return 0, c.misused("cli.use.card_name", nil)
	}
	return n, err
}

// keyDistrust takes back that a fingerprint was compared, or forgets the card.
func (c *call) keyDistrust() error {
	if err := c.write(); err != nil {
		return err
	}
	their, err := c.colleagueNamed(c.args[1])
	if err != nil {
		return err
	}
	said := "cli.done.key_distrust"
	if _, remove := c.flags["remove"]; remove {
		said, err = "cli.done.key_forgotten", c.db.RemoveColleague(c.ctx, their.N)
	} else {
		err = c.db.VerifyColleague(c.ctx, their.N, false)
	}
	if err != nil {
		return err
	}
	c.print(c.say.T(said, tr.V{"Name": their.Name, "File": c.file()}))
	return nil
}

// colleagueNamed gives the card with a number, or of a name.
func (c *call) colleagueNamed(ref string) (store.Colleague, error) {
	all, err := c.db.Colleagues(c.ctx)
	if err != nil {
		return store.Colleague{}, err
	}
	for _, p := range all {
		if strconv.FormatInt(p.N, 10) == ref || strings.EqualFold(p.Name, ref) {
			return p, nil
		}
	}
	return store.Colleague{}, c.failed("cli.key.no_colleague", tr.V{"Ref": ref, "File": c.file()})
}
