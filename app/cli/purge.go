package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// purge removes a value, a record's values or the bytes of evidence for good:
// here, and in every copy that the order reaches.
func (c *call) purge() error {
	if err := c.lacks(); err != nil {
		return err
	}
	_, bytes := c.flags["bytes"]
	if bytes && len(c.args) == 3 {
		return c.misused("cli.use.one_key", tr.V{"One": "FIELD", "Other": "--bytes"})
	}
	if err := c.write(); err != nil {
		return err
	}
	r, err := c.find(c.args[1])
	if err != nil {
		return err
	}
	field := ""
	if len(c.args) == 3 {
		field = c.args[2]
	}
	if err := c.purgeable(r, field, bytes); err != nil {
		return err
	}
	var rows []model.ID
	if field == "" && !bytes {
		if rows, err = c.db.RowsEver(c.ctx, r.ID); err != nil {
			return err
		}
	}
	what, err := c.purgeWhat(r, field, bytes, len(rows))
	if err != nil {
		return err
	}
	if err := c.sureOfPurge(what); err != nil {
		return err
	}
	if err := c.orderPurge(r.ID, rows, field, bytes); err != nil {
		return err
	}
	return c.purged(r, field, bytes, what, rows)
}

// orderPurge gives the orders in one action. The rows of a record go with it: a
// person of whom nothing is left but the names is not removed.
func (c *call) orderPurge(id model.ID, rows []model.ID, field string, bytes bool) error {
	reason := c.flags["reason"]
	_, err := c.db.Do(c.ctx, "purge", func(tx *store.Tx) error {
		if bytes {
			return tx.PurgeBytes(id, reason)
		}
		for _, row := range rows {
			if err := tx.Purge(row, "", reason); err != nil {
				return err
			}
		}
		return tx.Purge(id, field, reason)
	})
	return err
}

func (c *call) purgeable(r model.Record, field string, bytes bool) error {
	if bytes && r.Kind != "evidence" {
		return c.failed("cli.purge.no_evidence", tr.V{"Ref": c.args[1]})
	}
	if k := c.db.Schema().Kind(r.Kind); field != "" && k != nil {
		if _, ok := k.Field(field); !ok {
			return c.failed("cli.conflict.no_field", tr.V{"Field": field})
		}
	}
	return nil
}

// sureOfPurge asks the person, unless --yes says so.
func (c *call) sureOfPurge(what string) error {
	if _, ok := c.flags["yes"]; ok {
		return nil
	}
	word := c.say.T("cli.purge.word")
	answer, err := c.ask("yes", "cli.ask.purge", tr.V{"What": what, "Word": word}, false)
	if err != nil {
		return err
	}
	if strings.TrimSpace(answer) != word {
		return c.failed("cli.fail.stopped", nil)
	}
	return nil
}

// purgeWhat says what is removed; before it is, since afterwards a record has
// no words left to be known by.
func (c *call) purgeWhat(r model.Record, field string, bytes bool, rows int) (string, error) {
	n := c.namer()
	data := tr.V{"Kind": c.say.Kind(r.Kind), "Label": n.Title(r.ID), "ID": short(r.ID), "Field": ""}
	what := ""
	switch {
	case bytes:
		what = c.say.T("cli.purge.bytes", data)
	case field != "":
		data["Field"] = c.say.Field(r.Kind, field)
		what = c.say.T("cli.purge.field", data)
	case rows > 0:
		what = c.say.N("cli.purge.rows", rows, data)
	default:
		what = c.say.T("cli.purge.record", data)
	}
	return what, n.Err
}

// unreached are copies of the file that an order to purge does not reach: those
// that are known of on this computer.
func (c *call) unreached() ([]string, error) {
	var paths []string
	folder, err := c.db.BackupFolder()
	if err != nil {
		return nil, err
	}
	if folder != "" {
		backups, err := c.db.Backups(folder)
		if err != nil && !errors.Is(err, os.ErrNotExist) { // a stick that is not there
			return nil, err
		}
		for _, b := range backups {
			paths = append(paths, b.Path)
		}
	}
	kept, err := c.db.KeptCopies()
	if err != nil {
		return nil, err
	}
	for _, k := range kept {
		paths = append(paths, k.Path)
	}
	for _, end := range []string{".before-version-*", ".unsealed*"} {
		if more, err := filepath.Glob(c.db.Path() + end); err == nil {
			paths = append(paths, more...)
		}
	}
	return paths, nil
}

// purged says what was removed, and honestly where it may still be.
func (c *call) purged(r model.Record, field string, bytes bool, what string, rows []model.ID) error {
	paths, err := c.unreached()
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		return c.json(map[string]any{"record": r.ID, "kind": r.Kind, "field": field, "bytes": bytes, "rows": append([]model.ID{}, rows...), "copies": append([]string{}, paths...)})
	}
	c.print(c.say.T("cli.purge.done", tr.V{"What": what}))
	c.print(c.say.T("cli.purge.travels"))
	if len(paths) > 0 {
		c.print(c.say.T("cli.purge.copies"))
		for _, p := range paths {
			c.print("  " + p)
		}
	}
	c.print(c.say.T("cli.purge.elsewhere"))
	return nil
}
