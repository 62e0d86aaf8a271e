package cli

import (
	"errors"
	"path/filepath"
	"strconv"
	"strings"

	"guvoh/app/tr"
	"guvoh/model/passphrase"
	"guvoh/model/vault"
)

// chosen is a new passphrase, ready for the vault.
type chosen struct {
	text vault.Passphrase
	made string // as it is shown, when it was made here; "" when the person chose it
}

// newPassphrase gives the one that a flag names, one that is made, or one that
// the person types twice. One that would be guessed is refused.
func (c *call) newPassphrase(flag string) (chosen, error) {
	file, given := c.flags[flag]
	if _, generate := c.flags["generate"]; generate {
		if given {
			return chosen{}, c.misused("cli.use.one_key", tr.V{"One": "--generate", "Other": dashed(flag)})
		}
		text, err := passphrase.Generate(passphrase.List(c.say.Lang()), passphrase.Words, nil)
		return chosen{vault.Passphrase(passphrase.Normalize(text)), text}, err
	}
	var text string
	var err error
	if given {
		text, err = c.firstLine(file)
	} else {
		text, err = c.typeTwice(flag)
	}
	if err == nil {
		err = c.fitForUse(text)
	}
	return chosen{vault.Passphrase(passphrase.Normalize(text)), ""}, err
}

func (c *call) typeTwice(flag string) (string, error) {
	first, err := c.ask(flag, "cli.ask.new", nil, true)
	if err != nil {
		return "", err
	}
	if err := c.fitForUse(first); err != nil { // before it is typed once more
		return "", err
	}
	again, err := c.ask(flag, "cli.ask.again", nil, true)
	if err == nil && passphrase.Normalize(first) != passphrase.Normalize(again) {
		err = c.failed("cli.key.differ", nil)
	}
	return first, err
}

// fitForUse refuses what could not be typed again, and what would be guessed.
func (c *call) fitForUse(text string) error {
	switch err := passphrase.Check(text); {
	case errors.Is(err, passphrase.ErrEmpty):
		return c.failed("cli.key.none_typed", nil)
	case errors.Is(err, passphrase.ErrLong):
		return c.failed("cli.key.long", nil)
	case err != nil:
		return c.failed("cli.key.untypable", nil)
	}
	name := filepath.Base(c.file())
	verdict := passphrase.Judge(text, strings.TrimSuffix(name, filepath.Ext(name)), c.flags["author"])
	if verdict.Level > passphrase.TooWeak {
		return nil
	}
	parts := []string{c.say.T("cli.key.weak")}
	for _, r := range verdict.Reasons[:min(2, len(verdict.Reasons))] { // what matters most stands first
		parts = append(parts, c.say.T("passphrase.reason."+string(r)))
	}
	return &failure{Failed, strings.Join(append(parts, c.say.T("cli.key.weak_next")), " ")}
}

// showMade shows a passphrase that was made here, the only time, before it opens
// anything; see [call.seen].
func (c *call) showMade(p chosen) error {
	if p.made == "" {
		return nil
	}
	c.print(c.say.T("cli.done.made"))
	c.print("")
	c.print("  " + p.made)
	c.print("")
	return c.seen()
}

// errUnseen is the failure of an answer that had to be seen before anything was
// changed.
var errUnseen = errors.New("what is to open a file was not seen")

// seen has the answer so far reach its reader, and fails with [errUnseen] where
// it cannot: on a full disk, a broken pipe, a terminal that was closed. What
// nobody saw must not become what alone opens a file, nor a key in nobody's
// hands.
func (c *call) seen() error {
	if c.out.Flush() != nil {
		return errUnseen
	}
	c.vain = true
	return nil
}

// changeKeys changes what opens the file.
func (c *call) changeKeys(changes ...vault.Change) error {
	err := c.db.ChangeKeys(changes...)
	c.vain = c.vain && err != nil
	return err
}

// keyPassphrase draws a passphrase that can be remembered, in the language
// spoken.
func (c *call) keyPassphrase() error {
	n := passphrase.Words
	if given, ok := c.flags["words"]; ok {
		var err error
		if n, err = strconv.Atoi(given); err != nil || n < 4 || n > 24 {
			return c.misused("cli.use.words", tr.V{"Number": given})
		}
	}
	text, err := passphrase.Generate(passphrase.List(c.say.Lang()), n, nil)
	if err == nil {
		c.print(text)
	}
	return err
}
