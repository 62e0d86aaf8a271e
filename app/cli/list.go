package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// The widths to which a cell of a table may grow.
const (
	wide   = 60
	narrow = 36
)

// found is how many records a search gives at most.
const found = 1000

func (c *call) list() error {
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

func (c *call) search() error {
	if err := c.look(); err != nil {
		return err
	}
	query := strings.Join(c.args[1:], " ")
	hits, err := c.db.Search(c.ctx, query, found+1)
	if err != nil {
		return err
	}
	more := len(hits) > found
	hits = hits[:min(len(hits), found)]
	if c.wantsJSON() {
		return c.searchJSON(query, hits, more)
	}
	if len(hits) == 0 {
		c.print(c.say.T("cli.done.nothing_found"))
		return nil
	}
	n := c.namer()
	var cells [][]string
	for _, h := range hits {
		label := h.Label
		if label == "" {
			label = n.Title(h.ID)
		}
		var in []string
		for _, id := range h.Cases {
			in = append(in, n.Title(id))
		}
		cells = append(cells, []string{short(h.ID), c.say.Kind(h.Kind), line(label, wide), line(strings.Join(in, ", "), wide)})
	}
	c.table(c.headings("id", "kind", "record", "case"), cells)
	if more {
		c.note(c.say.T("cli.note.more", tr.V{"Count": c.say.Number(found)}))
	}
	return n.Err
}

func (c *call) searchJSON(query string, hits []store.Hit, more bool) error {
	type hit struct {
		ID    model.ID   `json:"id"`
		Kind  string     `json:"kind"`
		Label string     `json:"label"`
		Cases []model.ID `json:"cases"`
	}
	out := make([]hit, len(hits))
	for i, h := range hits {
		out[i] = hit{h.ID, h.Kind, h.Label, slices.Concat([]model.ID{}, h.Cases)}
		if out[i].Cases == nil {
			out[i].Cases = []model.ID{}
		}
	}
	return c.json(map[string]any{"query": query, "hits": out, "more": more})
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
