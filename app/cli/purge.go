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
	if err := c.sureOfPurge(r, field, bytes); err != nil {
		return err
	}
	reason := c.flags["reason"]
	_, err = c.db.Do(c.ctx, "purge", func(tx *store.Tx) error {
		if bytes {
			return tx.PurgeBytes(r.ID, reason)
		}
		return tx.Purge(r.ID, field, reason)
	})
	if err != nil {
		return err
	}
	return c.purged(r, field, bytes)
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
func (c *call) sureOfPurge(r model.Record, field string, bytes bool) error {
	if _, ok := c.flags["yes"]; ok {
		return nil
	}
	n := c.namer()
	word := c.say.T("cli.purge.word")
	answer, err := c.ask("yes", "cli.ask.purge", tr.V{"What": c.purgeWhat(r, field, bytes, n.Title(r.ID)), "Word": word}, false)
	if err != nil {
		return err
	}
	if strings.TrimSpace(answer) != word {
		return c.failed("cli.fail.stopped", nil)
	}
	return n.Err
}

// purgeWhat says what is removed.
func (c *call) purgeWhat(r model.Record, field string, bytes bool, title string) string {
	data := tr.V{"Kind": c.say.Kind(r.Kind), "Label": title, "ID": short(r.ID), "Field": ""}
	switch {
	case bytes:
		return c.say.T("cli.purge.bytes", data)
	case field == "":
		return c.say.T("cli.purge.record", data)
	}
	data["Field"] = c.say.Field(r.Kind, field)
	return c.say.T("cli.purge.field", data)
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
func (c *call) purged(r model.Record, field string, bytes bool) error {
	paths, err := c.unreached()
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		return c.json(map[string]any{"record": r.ID, "kind": r.Kind, "field": field, "bytes": bytes, "copies": append([]string{}, paths...)})
	}
	n := c.namer()
	c.print(c.say.T("cli.purge.done", tr.V{"What": c.purgeWhat(r, field, bytes, n.Title(r.ID))}))
	c.print(c.say.T("cli.purge.travels"))
	if len(paths) > 0 {
		c.print(c.say.T("cli.purge.copies"))
		for _, p := range paths {
			c.print("  " + p)
		}
	}
	c.print(c.say.T("cli.purge.elsewhere"))
	return n.Err
}
