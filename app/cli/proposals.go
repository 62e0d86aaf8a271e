package cli

import (
	"strings"

	"guvoh/app/account"
	"guvoh/app/exchange"
	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// proposals tells what the holder of a snapshot would have changed, and takes
// what --accept names. Nothing is taken without it.
func (c *call) proposals(g *exchange.Guest, o store.Origin) error {
	for _, f := range []string{"leave-out", "again", "report"} {
		if _, ok := c.flags[f]; ok {
			return c.failed("cli.merge.snapshot_flag", tr.V{"Flag": dashed(f), "File": g.Path})
		}
	}
	all, err := exchange.Proposals(c.ctx, c.db, g)
	if err != nil {
		return err
	}
	wanted, err := c.accepted(all)
	if err != nil {
		return err
	}
	_, preview := c.flags["preview"]
	taken := len(wanted) > 0 && !preview
	if !c.wantsJSON() {
		if err := c.printProposals(all, o); err != nil {
			return err
		}
	}
	if taken {
		if _, err := exchange.Accept(c.ctx, c.db, g, store.Acceptance{Whole: wanted}); err != nil {
			return err
		}
	}
	switch {
	case c.wantsJSON():
		return c.proposalsJSON(all, o, wanted, taken)
	case taken:
		c.print(c.say.N("cli.merge.accepted", len(wanted)))
	case len(all) > 0:
		c.note(c.say.T("cli.merge.accept"))
	}
	return nil
}

// accepted gives the records whose proposals are taken.
func (c *call) accepted(all []store.Proposal) (map[model.ID]bool, error) {
	wanted := map[model.ID]bool{}
	for _, name := range c.given["accept"] {
		n := 0
		for _, p := range all {
			if name == "all" || len(name) >= 8 && strings.HasPrefix(p.Record.String(), strings.ToLower(name)) {
				wanted[p.Record] = true
				n++
			}
		}
		switch {
		case n == 0 && name != "all":
			return nil, c.failed("cli.merge.no_proposal", tr.V{"ID": name})
		case n > 1 && name != "all":
			return nil, c.failed("cli.fail.unclear", tr.V{"Ref": name})
		}
	}
	return wanted, nil
}

func (c *call) printProposals(all []store.Proposal, o store.Origin) error {
	c.print(c.say.T("cli.merge.snapshot", tr.V{"When": c.moment(o.At)}))
	if len(all) == 0 {
		c.print(c.say.T("cli.merge.nothing_proposed"))
		return nil
	}
	n := c.namer()
	for _, p := range all {
		n.Know(p.Record, p.Label)
	}
	for _, p := range all {
		c.print("")
		c.print(c.say.T("cli.merge.proposal", tr.V{
			"What": c.say.T("account.what." + string(p.What)), "Kind": c.say.Kind(p.Kind), "Label": n.Title(p.Record), "ID": short(p.Record),
			"Who": account.Who(c.say, p.Author), "When": c.moment(p.At),
		}))
		for _, f := range p.Fields {
			c.print("  " + c.proposed(n, n.Record(p.Record, p.Kind), f))
		}
		for _, b := range p.Attachments {
			c.print("  " + c.say.T("cli.merge.file", tr.V{"Size": c.say.Number(int(b.Size)), "Sum": b.SHA256}))
		}
	}
	return n.Err
}

// proposed is a line for one field: what stands here, and what is proposed.
func (c *call) proposed(n *naming.Teller, r model.Record, f store.ProposedField) string {
	data := tr.V{"Field": n.Field(r.Kind, f.Field), "From": c.told(n, r, f.Field, f.Now), "To": c.told(n, r, f.Field, f.Proposed)}
	if f.Changed {
		data["Was"] = c.told(n, r, f.Field, f.Was)
		return c.say.T("cli.merge.field_since", data)
	}
	return c.say.T("cli.merge.field", data)
}

// told gives a value, or that there is none, in words.
func (c *call) told(n *naming.Teller, r model.Record, field string, v model.Value) string {
	switch {
	case field == journal.Liveness:
		if gone, _ := v.Bool(); gone {
			return c.say.T("account.gone")
		}
		return c.say.T("account.there")
	case v == "":
		return c.say.T("account.empty")
	}
	return line(n.FieldValue(r, field, v), wide)
}

// proposalsJSON: docs/commands.md.
func (c *call) proposalsJSON(all []store.Proposal, o store.Origin, wanted map[model.ID]bool, taken bool) error {
	out := make([]any, len(all))
	for i, p := range all {
		fields := make([]any, len(p.Fields))
		for k, f := range p.Fields {
			fields[k] = map[string]any{
				"field": f.Field, "was": raw(f.Was), "now": raw(f.Now), "proposed": raw(f.Proposed), "changed_since": f.Changed,
			}
		}
		out[i] = map[string]any{
			"record": p.Record, "kind": p.Kind, "label": p.Label, "cases": append([]model.ID{}, p.Cases...), "what": string(p.What),
			"author": account.Author(p.Author), "at": p.At, "fields": fields, "accepted": taken && wanted[p.Record],
		}
	}
	return c.json(map[string]any{"snapshot": map[string]any{"at": o.At, "by": o.By, "cases": append([]model.ID{}, o.Cases...)}, "proposals": out})
}
