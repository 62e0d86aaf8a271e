package cli

import (
	"strconv"

	"guvoh/app/account"
	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// conflicts lists the fields that hold more than one value: in the whole file,
// in a case, or of one record.
func (c *call) conflicts() error {
	if err := c.look(); err != nil {
		return err
	}
	all, err := c.conflictsOf()
	if err != nil {
		return err
	}
	n := c.namer()
	if c.wantsJSON() {
		return c.conflictsJSON(n, all)
	}
	if len(all) == 0 {
		c.print(c.say.T("cli.conflict.none"))
		return nil
	}
	for i, f := range all {
		if i > 0 {
			c.print("")
		}
		r := n.Record(f.Record, f.Kind)
		c.print(c.say.T("cli.conflict.on", tr.V{
			"Field": c.fieldName(n, f.Kind, f.Field), "Key": f.Field, "Kind": c.say.Kind(f.Kind), "Label": n.Title(f.Record), "ID": short(f.Record),
		}))
		for k, v := range f.Values {
			c.print("  " + c.say.T("cli.conflict.value", tr.V{
				"N": strconv.Itoa(k + 1), "Value": c.claimed(n, r, f.Field, v), "Who": account.Who(c.say, v.Author), "When": c.moment(v.At),
				"What": c.verb(v.Verb),
			}))
		}
		if f.More > 0 {
			c.print("  " + c.say.N("conflict.more", f.More))
		}
	}
	c.note(c.say.T("cli.conflict.how", tr.V{"File": c.file()}))
	return n.Err
}

func (c *call) conflictsOf() ([]store.Conflict, error) {
	if len(c.args) == 1 {
		return standing(c.db.Conflicts(c.ctx))
	}
	r, err := c.find(c.args[1])
	if err != nil {
		return nil, err
	}
	if r.Kind == "case" {
		return standing(c.db.ConflictsOfCase(c.ctx, r.ID))
	}
	return standing(c.db.Conflicts(c.ctx, r.ID))
}

// standing has a change that stands against a delete say that the record is
// there: what it says of another field does not answer whether.
func standing(all []store.Conflict, err error) ([]store.Conflict, error) {
	for i := range all {
		if all[i].Field != journal.Liveness {
			continue
		}
		for k := range all[i].Values {
			if v := &all[i].Values[k]; v.Field != journal.Liveness {
				v.Value, v.Gone = model.BoolValue(false), false
			}
		}
	}
	return all, err
}

// fieldName names a field, or what the journal keeps beside the fields.
func (c *call) fieldName(n *naming.Teller, kind, field string) string {
	if journal.IsRegister(field) {
		return c.say.T("account.register." + field)
	}
	return n.Field(kind, field)
}

// claimed gives the value of a claim in words.
func (c *call) claimed(n *naming.Teller, r model.Record, field string, v store.Claim) string {
	if v.Gone {
		return c.say.T("account.purged")
	}
	return c.told(n, r, field, v.Value)
}

// conflictsJSON: docs/commands.md.
func (c *call) conflictsJSON(n *naming.Teller, all []store.Conflict) error {
	out := make([]any, len(all))
	for i, f := range all {
		out[i] = map[string]any{
			"record": f.Record, "kind": f.Kind, "label": n.Title(f.Record), "field": f.Field, "values": account.Claims(f.Values), "more": f.More,
		}
	}
	if n.Err != nil {
		return n.Err
	}
	return c.json(map[string]any{"conflicts": out})
}

// resolve decides a conflict: one of its values is taken, or another one.
func (c *call) resolve() error {
	how, err := c.resolveUse()
	if err != nil {
		return err
	}
	if err := c.write(); err != nil {
		return err
	}
	r, err := c.find(c.args[1])
	if err != nil {
		return err
	}
	field := journal.Liveness
	if len(c.args) == 3 {
		field = c.args[2]
	}
	of, err := c.conflictOn(r, field)
	if err != nil {
		return err
	}
	v, err := c.decided(how, r, of)
	if err != nil {
		return err
	}
	if _, err := c.db.Do(c.ctx, "resolve", func(tx *store.Tx) error { return tx.Resolve(r.ID, field, v) }); err != nil {
		return err
	}
	n := c.namer()
	c.print(c.say.T("cli.conflict.done", tr.V{
		"Field": c.fieldName(n, r.Kind, field), "Kind": c.say.Kind(r.Kind), "Label": n.Title(r.ID), "Value": c.told(n, r, field, v),
	}))
	return n.Err
}

// resolveUse gives the one flag that says how.
func (c *call) resolveUse() (string, error) {
	var ways []string
	for _, f := range []string{"take", "value", "keep", "delete"} {
		if _, ok := c.flags[f]; ok {
			ways = append(ways, f)
		}
	}
	switch {
	case len(ways) == 0, len(c.args) < 3 && (ways[0] == "value" || ways[0] == "take"):
		return "", c.misused("cli.use.few", tr.V{"Command": c.name, "Usage": usage(*find(c.name))})
	case len(ways) > 1:
		return "", c.misused("cli.use.one_key", tr.V{"One": dashed(ways[0]), "Other": dashed(ways[1])})
	case len(c.args) == 3 && c.args[2] != journal.Liveness && (ways[0] == "keep" || ways[0] == "delete"):
		return "", c.misused("cli.use.liveness", tr.V{"Flag": dashed(ways[0])})
	}
	return ways[0], nil
}

func (c *call) conflictOn(r model.Record, field string) (store.Conflict, error) {
	all, err := standing(c.db.Conflicts(c.ctx, r.ID))
	if err != nil {
		return store.Conflict{}, err
	}
	for _, f := range all {
		if f.Field == field {
			return f, nil
		}
	}
	if k := c.db.Schema().Kind(r.Kind); k != nil && field != journal.Liveness {
		if _, known := k.Field(field); !known {
			return store.Conflict{}, c.failed("cli.conflict.no_field", tr.V{"Field": field})
		}
	}
	return store.Conflict{}, c.failed("cli.conflict.not", tr.V{"Field": field, "Ref": c.args[1], "File": c.file()})
}

// decided gives the value that a conflict ends with.
func (c *call) decided(how string, r model.Record, of store.Conflict) (model.Value, error) {
	switch how {
	case "keep", "delete":
		return model.BoolValue(how == "delete"), nil
	case "take":
		i, err := strconv.Atoi(c.flags["take"])
		if err != nil || i < 1 || i > len(of.Values) {
			return "", c.failed("cli.conflict.no_value", tr.V{"N": c.flags["take"], "Most": c.say.Number(len(of.Values))})
		}
		if of.Values[i-1].Gone {
			return "", c.failed("cli.conflict.purged", tr.V{"N": c.flags["take"]})
		}
		return of.Values[i-1].Value, nil
	}
	if of.Field == journal.Liveness {
		return "", c.misused("cli.use.not_liveness", nil)
	}
	return c.valueOf(r.Kind, of.Field, c.flags["value"])
}

// valueOf reads a value as JSON, as the interchange format writes it; null is
// none.
func (c *call) valueOf(kind, field, text string) (model.Value, error) {
	var f model.Field
	k, ok := c.db.Schema().Kind(kind), false
	if k != nil {
		f, ok = k.Field(field)
	}
	if !ok {
		return "", c.failed("cli.conflict.no_field", tr.V{"Field": field})
	}
	v, err := model.CanonValue(f, []byte(text))
	if err != nil {
		return "", c.misused("cli.use.json", tr.V{"Field": field})
	}
	return v, nil
}
