package cli

import (
	"errors"
	"io/fs"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/model/store"
)

// seal seals a file of the first version, or removes what was kept of one.
func (c *call) seal() error {
	if _, ok := c.flags["forget-original"]; ok {
		return c.forgetOriginal()
	}
	if err := store.Sealed(c.file()); err == nil { // before a passphrase is shown that it would not get
		return c.failed("cli.fail.sealed", tr.V{"File": c.file()})
	} else if !errors.Is(err, store.ErrUnsealed) {
		return err
	}
	made, err := c.newPassphrase("passphrase-file")
	if err != nil {
		return err
	}
	if err := c.showMade(made); err != nil {
		return err
	}
	c.key = &key{made.text, "passphrase", made.text}
	original, err := store.Seal(c.ctx, c.file(), c.options(false))
	if errors.Is(err, store.ErrExists) {
		return c.failed("cli.fail.sealed", tr.V{"File": c.file()})
	}
	if err != nil {
		return err
	}
	c.vain = false
	c.print(c.say.T("cli.done.seal", tr.V{"File": c.file(), "Original": original}))
	c.print(c.say.T("cli.done.make_sheet", tr.V{"File": c.file()}))
	return nil
}

// forgetOriginal removes the unsealed originals beside a file, once it is
// certain that the sealed one opens and is sound.
func (c *call) forgetOriginal() error {
	originals := store.Originals(c.file())
	if len(originals) == 0 {
		return c.failed("cli.fail.no_original", tr.V{"File": c.file()})
	}
	if err := c.look(); err != nil {
		return err
	}
	report, err := c.db.Check(c.ctx, nil)
	if err != nil {
		return err
	}
	if !report.OK() {
		return &failure{Unreadable, c.say.T("cli.check.unsound", tr.V{"File": c.file()})}
	}
	for _, original := range originals {
		if err := store.Discard(original); err != nil {
			return &exchange.FileError{Path: original, Err: err}
		}
		c.print(c.say.T("cli.done.forgotten", tr.V{"Original": original}))
	}
	return nil
}

// backup writes a backup into a folder and proves it.
func (c *call) backup() error {
	folder := c.args[1]
	err := c.write() // the file remembers its backups
	if errors.Is(err, store.ErrReadOnly) {
		err = c.look()
	}
	if err != nil {
		return err
	}
	b, err := c.db.Backup(c.ctx, folder, nil)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c.failed("cli.fail.no_backup_folder", tr.V{"Folder": folder})
	case errors.Is(err, store.ErrExists):
		return c.failed("cli.fail.backed_up", tr.V{"Folder": folder})
	case err != nil:
		return toTarget(folder, err)
	}
	c.print(c.say.T("cli.done.backup", tr.V{"Backup": b.Path, "Size": c.say.Number(int(b.Size))}))
	return nil
}

// restore puts a backup in a place where nothing is yet.
func (c *call) restore() error {
	from, to := c.args[0], c.args[1]
	f, err := openFile(from)
	if err != nil {
		return err
	}
	f.Close()
	if err := store.Restore(c.ctx, from, to); err != nil {
		return toTarget(to, err)
	}
	c.print(c.say.T("cli.done.restore", tr.V{"Backup": from, "File": to}))
	return nil
}
