package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/doc"
	"guvoh/export/sheet"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// ownIdentity gives where the person's own key lies.
func (c *call) ownIdentity() (string, error) {
	if c.deps.Profile == "" {
		return "", c.failed("cli.key.no_profile", nil)
	}
	return filepath.Join(c.deps.Profile, vault.IdentityName), nil
}

// keyCard prints a person's contact card. Their own key is made the first time.
// With a file, they answer for what this computer writes in it from then on.
func (c *call) keyCard() error {
	out, toFile := c.flags["o"]
	ext := strings.ToLower(filepath.Ext(out))
	if toFile && out != "-" && ext != ".pdf" && ext != ".txt" {
		return c.misused("cli.use.card", tr.V{"File": out})
	}
	id, err := c.identity()
	if err != nil {
		return err
	}
	card := sheet.CardInput{Card: id.Card(c.label()), Date: c.deps.Now()}
	if _, err := os.Lstat(out); err == nil && toFile && out != "-" {
		return &exchange.FileError{Path: out, Err: store.ErrExists}
	}
	if c.file() != "" {
		if card.Card.Name, err = c.sign(id); err != nil {
			return err
		}
	}
	text := sheet.CardText(c.say, card)
	if !toFile {
		c.print(strings.TrimSuffix(text, "\n"))
		return nil
	}
	if ext == ".txt" {
		err = exchange.Save(nil, out, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	} else {
		var page *doc.Document
		if page, err = sheet.Card(c.say, card); err == nil {
			_, err = c.printPDF(out, page)
		}
	}
	if err != nil || out == "-" {
		return err
	}
	c.print(c.say.T("cli.done.card", tr.V{"Card": out}))
	return nil
}

// ownFlag is the flag that may give the passphrase of the person's own key: the
// usual one, unless that opens a file.
func (c *call) ownFlag() string {
	_, both := c.flags["identity"]
	_, named := c.flags["own-passphrase-file"]
	if !named && (c.file() == "" || both) {
		return "passphrase-file"
	}
	return "own-passphrase-file"
}

// keySign has the person answer, by their own key, for what this computer writes
// in a file.
func (c *call) keySign() error {
	id, err := c.identity()
	if err != nil {
		return err
	}
	_, err = c.sign(id)
	return err
}

// sign certifies this computer in the file by the person's own key, says so,
// and gives the name on their card.
func (c *call) sign(id *vault.Identity) (name string, err error) {
	if _, same := c.flags["identity"]; same {
		c.key = &key{id.Secret(), "identity", ""}
	}
	if err := c.write(); err != nil {
		return "", err
	}
	if c.db.DeviceKey() == nil {
		return "", c.failed("cli.key.unsigned", tr.V{"File": c.file()})
	}
	name = c.label()
	if own, there, err := c.db.OwnCard(); name == "" && err == nil && there {
		name = own.Name
	}
	if name == "" {
		name = c.db.Author()
	}
	card := id.Card(name)
	if err := c.db.Certify(id.Signing()); err != nil {
		return "", err
	}
	if err := c.db.SetOwnCard(card); err != nil {
		return "", err
	}
	say := c.print
	if c.name == "key card" && (c.flags["o"] == "" || c.flags["o"] == "-") { // the card is all that stands there
		say = c.note
	}
	say(c.say.T("cli.done.key_sign", tr.V{"File": c.file()}))
	return card.Name, nil
}

// identity opens the person's own key, or makes it.
func (c *call) identity() (*vault.Identity, error) {
	path, err := c.ownIdentity()
	if err != nil {
		return nil, err
	}
	_, classic := c.flags["classic"]
	text, err := os.ReadFile(path)
	switch {
	case err == nil && classic:
		return nil, c.failed("cli.key.identity_there", tr.V{"File": path})
	case err == nil:
		p, err := c.passphraseBy(c.ownFlag(), "cli.ask.identity", tr.V{"File": path})
		if err != nil {
			return nil, err
		}
		return c.unseal(path, text, p)
	case !errors.Is(err, os.ErrNotExist):
		return nil, &exchange.FileError{Path: path, Err: err}
	}
	c.note(c.say.T("cli.note.new_identity"))
	made, err := c.newPassphrase(c.ownFlag())
	if err != nil {
		return nil, err
	}
	if err = os.MkdirAll(c.deps.Profile, 0o700); err != nil {
		return nil, &exchange.FileError{Path: c.deps.Profile, Err: err}
	}
	id, err := vault.CreateIdentity(path, made.text, c.deps.Store.Cost, classic)
	if err != nil {
		err = &exchange.FileError{Path: path, Err: store.Classify(err)}
	}
	return id, err
}
