package cli

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"guvoh/app/account"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// quarantine lists what came and was not taken, tells what one session says,
// takes that over, or forgets it.
func (c *call) quarantine() error {
	over, take := c.flags["take-over"]
	drop, forget := c.flags["drop"]
	if take && forget {
		return c.misused("cli.use.one_key", tr.V{"One": "--take-over", "Other": "--drop"})
	}
	open := c.look
	if take || forget {
		open = c.write
	}
	if err := open(); err != nil {
		return err
	}
	all, err := c.db.Quarantine(c.ctx)
	if err != nil {
		return err
	}
	switch {
	case take:
		return c.takeOver(all, over)
	case forget:
		q, err := c.quarantined(all, drop)
		if err == nil {
			err = c.db.DropQuarantined(c.ctx, q.Stream)
		}
		if err == nil {
			c.print(c.say.T("cli.quarantine.dropped"))
		}
		return err
	case len(c.args) == 2:
		return c.quarantinedChanges(all, c.args[1])
	case c.wantsJSON():
		return c.json(map[string]any{"quarantine": account.QuarantineJSON(c.say, all)})
	}
	if len(all) == 0 {
		c.print(c.say.T("cli.quarantine.none"))
		return nil
	}
	for _, q := range all {
		c.print("- " + c.say.N("account.quarantine", q.Entries, tr.V{"Who": account.Who(c.say, q.Author), "Stream": q.Stream.String()}))
		c.print("  " + account.Why(c.say, q))
	}
	c.note(c.say.T("cli.quarantine.how", tr.V{"File": c.file()}))
	return nil
}

// quarantined gives what is in quarantine of the session whose id begins so.
func (c *call) quarantined(all []store.Quarantined, name string) (store.Quarantined, error) {
	var found []store.Quarantined
	for _, q := range all {
		if len(name) >= 8 && strings.HasPrefix(q.Stream.String(), strings.ToLower(name)) {
			found = append(found, q)
		}
	}
	switch len(found) {
	case 0:
		return store.Quarantined{}, c.failed("cli.quarantine.no_such", tr.V{"ID": name, "File": c.file()})
	case 1:
		return found[0], nil
	}
	return store.Quarantined{}, c.failed("cli.fail.unclear", tr.V{"Ref": name})
}

func (c *call) quarantinedChanges(all []store.Quarantined, name string) error {
	q, err := c.quarantined(all, name)
	if err != nil {
		return err
	}
	changes, err := c.db.QuarantinedChanges(c.ctx, q.Stream)
	if err != nil {
		return err
	}
	if !c.wantsJSON() {
		c.print(account.Why(c.say, q))
	}
	return c.showChanges(changes)
}

// takeOver writes what is in quarantine anew, as one's own action.
func (c *call) takeOver(all []store.Quarantined, name string) error {
	q, err := c.quarantined(all, name)
	if err != nil {
		return err
	}
	made, err := c.db.TakeOver(c.ctx, q.Stream)
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		return c.json(map[string]any{"action": idOrNull(made.Action), "records": idsJSON(slices.SortedFunc(maps.Keys(made.Records), func(a, b model.ID) int { return bytes.Compare(a[:], b[:]) }))})
	}
	c.print(c.say.N("cli.quarantine.taken", len(made.Records)))
	return nil
}
