package cli

import (
	"os"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/interchange"
	"guvoh/model/store"
)

// init makes a new file; one that could not be filled is taken away again.
func (c *call) init() (err error) {
	if _, err := os.Lstat(c.file()); err == nil { // before a passphrase is asked for
		return store.ErrExists
	}
	made, err := c.newPassphrase("passphrase-file")
	if err != nil {
		return err
	}
	if err := c.showMade(made); err != nil {
		return err
	}
	c.key = &key{made.text, "passphrase", made.text}
	if c.db, err = store.Create(c.file(), c.options(false)); err != nil {
		c.db = nil
		return err
	}
	if name := c.flags["author"]; name != "" {
		err = c.db.SetAuthor(name)
	}
	if _, ok := c.flags["sample"]; ok && err == nil {
		err = exchange.Sample(c.ctx, c.db)
	}
	if err != nil {
		c.db.Close()
		c.db = nil
		os.Remove(c.file())
		return err
	}
	c.vain = false
	c.print(c.say.T("cli.done.init", tr.V{"File": c.file()}))
	c.print(c.say.T("cli.done.make_sheet", tr.V{"File": c.file()}))
	return nil
}

func (c *call) importData() error {
	if err := c.write(); err != nil {
		return err
	}
	out, err := exchange.Import(c.ctx, c.db, c.args[1])
	if err != nil {
		return c.refused(c.args[1], err)
	}
	c.print(c.say.T("cli.done.import", tr.V{
		"Added": c.say.Number(out.Added), "Changed": c.say.Number(out.Changed), "Same": c.say.Number(out.Same),
		"Attachments": c.say.Number(out.Attachments),
	}))
	return nil
}

// data writes the interchange format to a file, or to standard output.
func (c *call) data() error {
	if err := c.look(); err != nil {
		return err
	}
	var cases []model.ID
	for _, ref := range c.args[1:] {
		r, err := c.findCase(ref)
		if err != nil {
			return err
		}
		cases = append(cases, r.ID)
	}
	var sum interchange.Summary
	out, toFile := c.flags["o"]
	toFile = toFile && out != "-"
	var err error
	if toFile {
		sum, err = exchange.WriteFile(c.ctx, c.db, out, cases...)
	} else {
		sum, err = exchange.Write(c.ctx, c.db, c.out, cases...)
	}
	if err != nil {
		return err
	}
	for _, sha := range sum.Missing {
		c.note(c.say.T("cli.note.no_bytes", tr.V{"Sum": sha}))
	}
	if toFile {
		c.print(c.say.T("cli.done.data", tr.V{
			"File": out, "Records": c.say.Number(sum.Records), "Attachments": c.say.Number(sum.Attachments),
		}))
	}
	return nil
}

// attach makes evidence of files, for a case or for a person.
func (c *call) attach() error {
	if err := c.write(); err != nil {
		return err
	}
	to, err := c.find(c.args[1])
	if err != nil {
		return err
	}
	fields := map[string]model.Value{}
	switch {
	case to.Deleted:
		return c.failed("cli.fail.no_case_or_person", tr.V{"Ref": c.args[1], "File": c.file()})
	case to.Kind == "case":
		fields["cases"] = model.RefsValue(to.ID)
	case to.Kind == "person":
		in, err := c.db.Linked(c.ctx, "participant", "person", to.ID)
		if err != nil {
			return err
		}
		var cases []model.ID
		for _, p := range in {
			cases = append(cases, p.Ref("case"))
		}
		fields["cases"], fields["persons"] = model.RefsValue(cases...), model.RefsValue(to.ID)
	default:
		return c.failed("cli.fail.no_case_or_person", tr.V{"Ref": c.args[1], "File": c.file()})
	}
	made, err := exchange.Attach(c.ctx, c.db, fields, c.args[2:]...)
	if err != nil {
		return err
	}
	for _, r := range made {
		size, _ := r.Get("size").Int()
		c.print(c.say.T("cli.done.attach", tr.V{
			"Name": line(r.Text("file_name"), wide), "Media": r.Text("media_type"), "Size": c.say.Number(int(size)),
			"Sum": r.Text("sha256"), "ID": r.ID.String(),
		}))
	}
	return nil
}
