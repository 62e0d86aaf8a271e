package cli

import (
	"errors"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// check proves that the file is sound, or names what is wrong with it, be it
// so badly damaged that it cannot be opened.
func (c *call) check() error {
	var report store.Report
	unopened := c.look()
	switch {
	case unopened == nil:
		var err error
		if report, err = c.db.Check(c.ctx, nil); err != nil {
			return err
		}
	case errors.Is(unopened, store.ErrDamaged):
		report.Findings = []store.Finding{{Trouble: store.BadPage, Detail: unopened.Error()}}
	default:
		return unopened
	}
	if c.wantsJSON() {
		if err := c.checkJSON(report); err != nil {
			return err
		}
	} else {
		c.printReport(report)
	}
	if unopened != nil {
		return unopened
	}
	if !report.OK() {
		return &failure{Unreadable, c.say.T("cli.check.unsound", tr.V{"File": c.file()})}
	}
	return nil
}

func (c *call) printReport(r store.Report) {
	if c.db != nil { // else nothing could be read
		c.print(c.say.T("cli.check.counts", tr.V{
			"Records": c.say.Number(r.Records), "Entries": c.say.Number(r.Entries), "Streams": c.say.Number(r.Streams),
			"Attachments": c.say.Number(r.Attachments), "Bytes": c.say.Number(int(r.Bytes)),
		}))
	}
	if r.OK() {
		c.print(c.say.T("cli.check.sound"))
	}
	for _, f := range r.Findings {
		key, data := "cli.check."+string(f.Trouble), tr.V{"Detail": f.Detail, "Field": f.Field, "Kind": "", "ID": f.Record.String()}
		if f.Trouble == store.BadRecord && f.Field == "" {
			key = "cli.check.whole_record"
		}
		if f.Kind != "" { // else the record is so damaged that nobody knows
			data["Kind"] = c.say.Kind(f.Kind)
		}
		what := c.say.T(key, data)
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
