package cli

import (
	"errors"
	"slices"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// check proves that the file is sound, or names what is wrong with it, be it
// so badly damaged that it cannot be opened.
func (c *call) check() error {
	var ways []string
	for _, way := range []string{"salvage", "foreign", "repair"} {
		if _, chosen := c.flags[way]; chosen {
			ways = append(ways, way)
		}
	}
	switch {
	case len(ways) > 1:
		return c.misused("cli.use.one_key", tr.V{"One": dashed(ways[0]), "Other": dashed(ways[1])})
	case slices.Contains(ways, "salvage"):
		return c.salvage(c.flags["salvage"])
	case slices.Contains(ways, "foreign"):
		return c.checkForeign()
	case slices.Contains(ways, "repair"):
		if err := c.repair(); err != nil {
			return err
		}
	}
	report, unopened, err := c.examine()
	if err != nil {
		return err
	}
	return c.tellReport(report, unopened)
}

// repair makes the index of words anew, and the texts of attachments.
func (c *call) repair() error {
	err := c.write()
	if err == nil {
		err = c.db.Repair(c.ctx)
	}
	if err == nil {
		err = exchange.ReadWords(c.ctx, c.db)
	}
	if errors.Is(err, store.ErrDamaged) {
		return &failure{Unreadable, c.say.T("cli.check.beyond_repair", tr.V{"File": c.file()})}
	}
	if err == nil && !c.wantsJSON() {
		c.print(c.say.T("cli.check.repaired"))
	}
	return err
}

// tellReport says what was found.
func (c *call) tellReport(report store.Report, unopened error) error {
	if c.wantsJSON() {
		if err := c.json(reportJSON(report)); err != nil {
			return err
		}
	} else {
		c.printReport(report)
	}
	if unopened != nil {
		return unopened
	}
	if report.OnlyIndex() {
		return &failure{Unreadable, c.say.T("cli.check.only_index", tr.V{"File": c.file()})}
	}
	if !report.OK() {
		return &failure{Unreadable, c.say.T("cli.check.unsound", tr.V{"File": c.file()})}
	}
	return nil
}

// examine checks the file; unopened says why it could not be opened, where it
// is so damaged.
func (c *call) examine() (report store.Report, unopened, err error) {
	if c.db == nil {
		unopened = c.look()
	}
	switch {
	case unopened == nil:
		report, err = c.db.Check(c.ctx, nil)
		return report, nil, err
	case !errors.Is(unopened, store.ErrDamaged):
		return report, nil, unopened
	}
	report, err = store.Survey(c.ctx, c.file(), c.options(true), nil)
	if errors.Is(err, store.ErrKeysLost) {
		return report, nil, c.keysLost()
	}
	if err != nil || len(report.Findings) == 0 { // it is damaged in a way that no page tells of
		report.Findings = []store.Finding{{Trouble: store.BadPage, Detail: unopened.Error()}}
	}
	return report, unopened, nil
}

// keysLost says that nothing opens the file any more.
func (c *call) keysLost() error {
	return &failure{Unreadable, c.say.T("cli.salvage.keys_lost", tr.V{"File": c.file()})}
}

func (c *call) printReport(r store.Report) {
	if c.db != nil { // else nothing could be read
		c.printCounts(r)
	}
	if r.OK() {
		c.print(c.say.T("cli.check.sound"))
	}
	pages := false
	for _, f := range r.Findings {
		pages = pages || f.Trouble == store.BadPage
		c.print("- " + c.finding(f))
	}
	if pages {
		c.print(c.say.T("cli.held.hint", tr.V{"File": c.file()}))
	}
}

func (c *call) printCounts(r store.Report) {
	c.print(c.say.T("cli.check.counts", tr.V{
		"Records": c.say.Number(r.Records), "Entries": c.say.Number(r.Entries), "Streams": c.say.Number(r.Streams),
		"Attachments": c.say.Number(r.Attachments), "Bytes": c.say.Number(int(r.Bytes)),
	}))
	if a := r.Awaited; a.Entries+a.Attachments > 0 {
		c.print(c.say.T("cli.check.awaited", tr.V{"Entries": c.say.Number(a.Entries), "Attachments": c.say.Number(a.Attachments)}))
	}
	if r.Unsigned > 0 {
		c.print(c.say.T("cli.check.unsigned", tr.V{"Entries": c.say.Number(r.Unsigned)}))
	}
}

// finding is one sentence about one thing that is wrong.
func (c *call) finding(f store.Finding) string {
	key, data := "cli.check."+string(f.Trouble), tr.V{"Detail": f.Detail, "Field": f.Field, "Kind": "", "ID": f.Record.String()}
	if f.Kind != "" { // else the record is so damaged that nobody knows
		data["Kind"] = c.say.Kind(f.Kind)
	}
	switch {
	case f.Trouble == store.BadPage && f.Page > 0:
		return c.say.T("cli.held.page", tr.V{"Page": c.say.Number(f.Page), "What": c.held(f, data)})
	case f.Trouble == store.BrokenRule:
		why := c.say.Problem(model.Problem{Record: f.Record, Kind: f.Kind, Field: f.Field, Code: model.Fault(f.Detail)})
		return c.say.T("cli.check.broken", tr.V{"Kind": c.say.Kind(f.Kind), "ID": f.Record.String(), "Why": why})
	case f.Trouble == store.BadRecord && f.Field == "":
		key = "cli.check.whole_record"
	}
	return c.say.T(key, data)
}

// held says what stood on a page.
func (c *call) held(f store.Finding, data tr.V) string {
	key := "cli.held." + string(f.Held)
	ofRecord := f.Held == store.HeldRecord || f.Held == store.HeldHistory || f.Held == store.HeldBytes
	if ofRecord && f.Record.IsZero() {
		key += "_some"
	}
	what := c.say.T(key, data)
	if len(f.Cases) > 0 && f.Kind != "case" {
		what += " " + c.say.N("cli.held.in", len(f.Cases), tr.V{"Cases": ids(f.Cases)})
	}
	return what
}

// ids writes ids one after the other.
func ids(of []model.ID) string {
	var all []string
	for _, id := range of {
		all = append(all, id.String())
	}
	return strings.Join(all, ", ")
}

// finding, in the shape that docs/commands.md promises.
type finding struct {
	Trouble string     `json:"trouble"`
	Record  *model.ID  `json:"record"`
	Kind    string     `json:"kind"`
	Field   string     `json:"field"`
	Detail  string     `json:"detail"`
	Page    int        `json:"page"`
	Held    string     `json:"held"`
	Cases   []model.ID `json:"cases"`
}

func findingsJSON(fs []store.Finding) []finding {
	out := make([]finding, len(fs))
	for i, f := range fs {
		out[i] = finding{
			Trouble: string(f.Trouble), Kind: f.Kind, Field: f.Field, Detail: f.Detail,
			Page: f.Page, Held: string(f.Held), Cases: append([]model.ID{}, f.Cases...),
		}
		if !f.Record.IsZero() {
			out[i].Record = &fs[i].Record
		}
	}
	return out
}

func reportJSON(r store.Report) map[string]any {
	return map[string]any{
		"ok": r.OK(), "records": r.Records, "entries": r.Entries, "streams": r.Streams,
		"attachments": r.Attachments, "bytes": r.Bytes,
		"awaited_entries": r.Awaited.Entries, "awaited_attachments": r.Awaited.Attachments, "unsigned": r.Unsigned,
		"findings": findingsJSON(r.Findings),
	}
}
