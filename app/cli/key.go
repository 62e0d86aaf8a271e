package cli

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"time"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// keyList names everything that opens the file.
func (c *call) keyList() error {
	if err := c.look(); err != nil {
		return err
	}
	used, _ := c.db.KeyOf(c.key.secret)
	if c.wantsJSON() {
		return c.keysJSON(used)
	}
	var cells [][]string
	for _, s := range c.db.Keys() {
		mark := ""
		if s.ID == used.ID {
			mark = c.say.T("cli.key.used")
		}
		cells = append(cells, []string{s.ID[:8], c.kindOf(s), line(s.Label, narrow), c.moment(s.Added), mark})
	}
	c.table(c.headings("id", "key", "label", "added", "used"), cells)
	if n := c.db.WipeAfter(); n > 0 {
		c.print(c.say.N("cli.key.wiped_after", n))
	}
	return nil
}

// kindOf says what a key is.
func (c *call) kindOf(s vault.Slot) string {
	what := c.say.T("cli.key.kind." + string(s.Kind))
	if s.Kind == vault.KindShares {
		what = c.say.T("cli.key.threshold", tr.V{"Kind": what, "Need": c.say.Number(s.Threshold), "Of": c.say.Number(s.Shares)})
	}
	return what
}

// keysJSON: docs/commands.md.
func (c *call) keysJSON(used vault.Slot) error {
	type slot struct {
		ID     string    `json:"id"`
		Kind   string    `json:"kind"`
		Label  string    `json:"label"`
		Added  time.Time `json:"added"`
		Need   int       `json:"need"`
		Shares int       `json:"shares"`
		Used   bool      `json:"used"`
	}
	slots := []slot{}
	for _, s := range c.db.Keys() {
		slots = append(slots, slot{s.ID, string(s.Kind), s.Label, s.Added, s.Threshold, s.Shares, s.ID == used.ID})
	}
	return c.json(map[string]any{"keys": slots, "wipe_after": c.db.WipeAfter()})
}

// keyAdd lets another passphrase open the file, or a colleague's key.
func (c *call) keyAdd() error {
	card, toColleague := c.flags["to"]
	for _, f := range []string{"new-passphrase-file", "generate"} {
		if _, ok := c.flags[f]; ok && toColleague {
			return c.misused("cli.use.one_key", tr.V{"One": "--to", "Other": dashed(f)})
		}
	}
	if toColleague {
		return c.addColleague(card)
	}
	if err := c.write(); err != nil {
		return err
	}
	made, err := c.anotherPassphrase()
	if err != nil {
		return err
	}
	if err := c.showMade(made); err != nil {
		return err
	}
	if err := c.changeKeys(vault.Add(vault.NewPassphrase(string(made.text), c.label()))); err != nil {
		return err
	}
	c.print(c.say.T("cli.done.key_add", tr.V{"File": c.file()}))
	return nil
}

func (c *call) addColleague(card string) error {
	their, err := c.cardFrom(card)
	if err != nil {
		return err
	}
	r, err := vault.ParseRecipient(their.Recipient)
	if err != nil {
		return err
	}
	if err := c.write(); err != nil {
		return err
	}
	label := c.label()
	if label == "" {
		label = their.Name
	}
	if err := c.changeKeys(vault.Add(vault.NewRecipient(r, label))); err != nil {
		return err
	}
	c.print(c.say.T("cli.done.key_to", tr.V{"File": c.file()}))
	c.printFingerprint(their)
	return nil
}

// label is how the person calls a key.
func (c *call) label() string { return strings.TrimSpace(model.CleanText(c.flags["label"])) }

// anotherPassphrase gives a new passphrase that does not open the file yet.
func (c *call) anotherPassphrase() (chosen, error) {
	made, err := c.newPassphrase("new-passphrase-file")
	if err != nil {
		return made, err
	}
	if _, ok := c.db.KeyOf(made.text); ok {
		return made, c.failed("cli.key.same", tr.V{"File": c.file()})
	}
	return made, nil
}

// keyRemove takes a key away.
func (c *call) keyRemove() error {
	if err := c.write(); err != nil {
		return err
	}
	s, err := c.keyNamed(c.args[1])
	if err != nil {
		return err
	}
	if err := c.changeKeys(vault.Remove(s.ID)); err != nil {
		return err
	}
	c.print(c.say.T("cli.done.key_remove", tr.V{"Key": c.kindOf(s), "ID": s.ID[:8], "File": c.file()}))
	return nil
}

// keyNamed gives the key whose id begins so, or that bears this label.
func (c *call) keyNamed(name string) (vault.Slot, error) {
	var found []vault.Slot
	for _, s := range c.db.Keys() {
		if len(name) >= 4 && strings.HasPrefix(s.ID, strings.ToLower(name)) || s.Label != "" && strings.EqualFold(s.Label, name) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 0:
		return vault.Slot{}, c.failed("cli.key.none", tr.V{"Key": name, "File": c.file()})
	case 1:
		return found[0], nil
	}
	return vault.Slot{}, c.failed("cli.key.unclear", tr.V{"Key": name, "File": c.file()})
}

// keyChange puts a new passphrase in the place of the one that was used.
func (c *call) keyChange() error {
	if err := c.write(); err != nil {
		return err
	}
	old, ok := c.db.KeyOf(c.key.secret)
	if !ok || old.Kind != vault.KindPassphrase {
		return c.failed("cli.key.no_passphrase", tr.V{"File": c.file()})
	}
	made, err := c.anotherPassphrase()
	if err != nil {
		return err
	}
	if err := c.showMade(made); err != nil {
		return err
	}
	add, remove := vault.Add(vault.NewPassphrase(string(made.text), old.Label)), vault.Remove(old.ID)
	err = c.changeKeys(add, remove)
	if errors.Is(err, store.ErrNoRoom) { // the old one makes room when it goes first, unless it is the last
		err = c.changeKeys(remove, add)
	}
	if err != nil {
		return err
	}
	c.print(c.say.T("cli.done.key_change", tr.V{"File": c.file()}))
	return nil
}

// keyRenew copies the file into one that nothing opens but a new passphrase.
func (c *call) keyRenew() error {
	if err := c.lacks(); err != nil {
		return err
	}
	out := c.flags["o"]
	if _, err := os.Lstat(out); err == nil {
		return &exchange.FileError{Path: out, Err: store.ErrExists}
	}
	if err := c.write(); err != nil {
		return err
	}
	made, err := c.anotherPassphrase()
	if err != nil {
		return err
	}
	if err := c.showMade(made); err != nil {
		return err
	}
	if err := c.db.RenewTo(out, string(made.text), c.deps.Store.Cost); err != nil {
		return toTarget(out, err)
	}
	c.vain = false
	c.print(c.say.T("cli.done.key_renew", tr.V{"File": c.file(), "New": out}))
	c.print(c.say.T("cli.done.make_sheet", tr.V{"File": out}))
	return nil
}

// toTarget says which file a failure is about when it is that of a file being
// made.
func toTarget(path string, err error) error {
	for _, its := range []error{store.ErrExists, store.ErrReadOnly, store.ErrFull} {
		if errors.Is(err, its) {
			return &exchange.FileError{Path: path, Err: err}
		}
	}
	return err
}

// keyDecoy has the passphrase of a harmless file open that one instead.
func (c *call) keyDecoy() error {
	other := c.args[1]
	if err := c.write(); err != nil {
		return err
	}
	if one, err := os.Stat(c.db.Path()); err == nil {
		if two, err := os.Stat(other); err == nil && os.SameFile(one, two) {
			return c.failed("cli.key.decoy_itself", tr.V{"File": other})
		}
	}
	p, err := c.passphraseBy("decoy-passphrase-file", "cli.ask.passphrase", tr.V{"File": other})
	if err != nil {
		return err
	}
	if _, ok := c.db.KeyOf(p); ok {
		return c.failed("cli.key.same", tr.V{"File": c.file()})
	}
	if err := c.db.AddDecoy(string(p), other); err != nil {
		return c.decoyFailed(other, err)
	}
	c.print(c.say.T("cli.done.key_decoy", tr.V{"File": c.file(), "Other": other}))
	return nil
}

func (c *call) decoyFailed(other string, err error) error {
	switch {
	case errors.Is(err, vault.ErrFolder):
		return c.failed("cli.key.decoy_folder", tr.V{"File": c.file(), "Other": other})
	case errors.Is(err, store.ErrWrongKey):
		return &failure{WrongKey, c.say.T("cli.wrong.passphrase", tr.V{"File": other})}
	case errors.Is(err, store.ErrNoRoom), errors.Is(err, store.ErrReadOnly):
		return err
	}
	for _, t := range told {
		if errors.Is(err, t.err) {
			return &failure{t.code, c.say.T(t.key, tr.V{"File": other})}
		}
	}
	return err
}

// The fewest wrong passphrases that may destroy a file: anybody's fingers slip.
const fewestTries = 3

// keyWipeAfter has the file destroyed after so many wrong keys in a row.
func (c *call) keyWipeAfter() error {
	n, err := strconv.Atoi(c.args[1])
	if err != nil || n != 0 && n < fewestTries || n > 1000 {
		return c.misused("cli.use.tries", tr.V{"Number": c.args[1], "Fewest": c.say.Number(fewestTries)})
	}
	if err := c.write(); err != nil {
		return err
	}
	if err := c.changeKeys(vault.SetWipeAfter(n)); err != nil {
		return err
	}
	if n == 0 {
		c.print(c.say.T("cli.done.key_never_wiped", tr.V{"File": c.file()}))
		return nil
	}
	c.print(c.say.N("cli.done.key_wipe_after", n, tr.V{"File": c.file()}))
	return nil
}

// keyWipe destroys the keys of a file. It needs none of them.
func (c *call) keyWipe() error {
	err := store.Sealed(c.file())
	switch {
	case errors.Is(err, store.ErrUnsealed):
		return c.failed("cli.key.wipe_plain", tr.V{"File": c.file()})
	case err != nil && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrHostile):
		return err
	}
	if _, sure := c.flags["yes"]; !sure {
		word := c.say.T("cli.key.wipe_word")
		answer, err := c.ask("yes", "cli.ask.wipe", tr.V{"File": c.file(), "Word": word}, false)
		if err != nil {
			return err
		}
		if !strings.EqualFold(strings.TrimSpace(answer), word) {
			return c.failed("cli.fail.cancelled", tr.V{"File": c.file()})
		}
	}
	if err := store.Wipe(c.file()); err != nil {
		return err
	}
	c.print(c.say.T("cli.done.key_wipe", tr.V{"File": c.file()}))
	return nil
}
