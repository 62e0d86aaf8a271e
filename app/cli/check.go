package cli

import (
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// check proves that the file is sound, or names what is wrong with it.
func (c *call) check() error {
	if err := c.look(); err != nil {
		return err
	}
	report, err := c.db.Check(c.ctx, nil)
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		if err := c.checkJSON(report); err != nil {
			return err
		}
	} else {
		c.printReport(report)
	}
	if !report.OK() {
		return &failure{Unreadable, c.say.T("cli.check.unsound", tr.V{"File": c.file()})}
	}
	return nil
}

func (c *call) printReport(r store.Report) {
	c.print(c.say.T("cli.check.counts", tr.V{
		"Records": c.say.Number(r.Records), "Entries": c.say.Number(r.Entries), "Streams": c.say.Number(r.Streams),
		"Attachments": c.say.Number(r.Attachments), "Bytes": c.say.Number(int(r.Bytes)),
	}))
	if r.OK() {
		c.print(c.say.T("cli.check.sound"))
	}
	for _, f := range r.Findings {
		what := c.say.T("cli.check."+string(f.Trouble), tr.V{"Detail": f.Detail, "Field": f.Field, "Kind": c.say.Kind(f.Kind), "ID": f.Record.String()})
		if f.Trouble == store.BrokenRule {
			why := c.say.Problem(model.Problem{Record: f.Record, Kind: f.Kind, Field: f.Field, Code: model.Fault(f.Detail)})
			what = c.say.T("cli.check.broken", tr.V{"Kind": c.say.Kind(f.Kind), "ID": f.Record.String(), "Why": why})
		}
		c.print("- " + what)
	}
}

func (c *call) checkJSON(r store.Report) error {
	type finding struct {
		Trouble string    `json:"trouble"`
		Record  *model.ID `json:"record"`
		Kind    string    `json:"kind"`
		Field   string    `json:"field"`
		Detail  string    `json:"detail"`
	}
	findings := make([]finding, len(r.Findings))
	for i, f := range r.Findings {
		findings[i] = finding{Trouble: string(f.Trouble), Kind: f.Kind, Field: f.Field, Detail: f.Detail}
		if !f.Record.IsZero() {
			findings[i].Record = &r.Findings[i].Record
		}
	}
	return c.json(map[string]any{
		"ok": r.OK(), "records": r.Records, "entries": r.Entries, "streams": r.Streams,
		"attachments": r.Attachments, "bytes": r.Bytes, "findings": findings,
	})
}
