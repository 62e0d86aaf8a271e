package cli

import (
	"encoding/json"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/store"
)

// The widths to which a cell of a table may grow.
const (
	wide   = 60
	narrow = 36
)

func (c *call) list() error {
	if c.asksQuestion() {
		return c.answers()
	}
	if err := c.look(); err != nil {
		return err
	}
	numbers, err := c.db.CaseNumbers(c.ctx, store.CaseQuery{Sort: "reference"})
	if err != nil {
		return err
	}
	rows, err := c.db.CaseRows(c.ctx, numbers)
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		return c.listJSON(rows)
	}
	if len(rows) == 0 {
		c.print(c.say.T("cli.done.no_cases"))
		return nil
	}
	var cells [][]string
	for _, r := range rows {
		persons := strings.Join(r.Persons, ", ")
		if more := r.PersonCount - len(r.Persons); more > 0 {
			persons += " +" + c.say.Number(more)
		}
		cells = append(cells, []string{
			short(r.ID), line(r.Reference, narrow), line(r.Title, wide), line(c.say.Word("case_status", r.Status), narrow),
			line(persons, narrow), c.moment(r.Updated),
		})
	}
	c.table(c.headings("id", "reference", "title", "status", "persons", "updated"), cells)
	return nil
}

// listJSON: docs/commands.md.
func (c *call) listJSON(rows []store.CaseRow) error {
	type row struct {
		ID              model.ID        `json:"id"`
		Reference       string          `json:"reference"`
		Title           string          `json:"title"`
		Status          string          `json:"status"`
		Confidentiality string          `json:"confidentiality"`
		Opened          json.RawMessage `json:"opened"`
		Updated         time.Time       `json:"updated"`
		Persons         []string        `json:"persons"`
		PersonCount     int             `json:"person_count"`
	}
	cases := make([]row, len(rows))
	for i, r := range rows {
		cases[i] = row{r.ID, r.Reference, r.Title, r.Status, r.Confidentiality, raw(model.DateValue(r.Opened)), r.Updated, append([]string{}, r.Persons...), r.PersonCount}
	}
	return c.json(map[string]any{"cases": cases})
}

// headings gives the words over the columns of a table.
func (c *call) headings(names ...string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = c.say.T("cli.column." + name)
	}
	return out
}

// short is enough of an id to name the record again.
func short(id model.ID) string { return id.String()[:8] }

// moment prints a time by the clock of this machine.
func (c *call) moment(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }
