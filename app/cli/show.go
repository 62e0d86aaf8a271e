package cli

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"guvoh/app/account"
	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// shown is a record with its rows, as show prints it; of a case also what
// belongs to it. docs/commands.md describes its JSON.
type shown struct {
	ID      model.ID                   `json:"id"`
	Kind    string                     `json:"kind"`
	Label   string                     `json:"label"`
	Deleted bool                       `json:"deleted,omitempty"`
	Fields  map[string]json.RawMessage `json:"fields"`
	Rows    []shown                    `json:"rows,omitempty"`
	Records []brief                    `json:"records,omitempty"`
	// Conflicts holds every value of a field that has several, and under
	// "deleted" who deleted the record and who kept or changed it.
	Conflicts map[string]any `json:"conflicts,omitempty"`
	record    model.Record
	beside    map[string]store.Conflict
}

// brief names a record that is shown on its own.
type brief struct {
	ID    model.ID `json:"id"`
	Kind  string   `json:"kind"`
	Label string   `json:"label"`
	when  string
}

func (c *call) show() error {
	if err := c.look(); err != nil {
		return err
	}
	r, err := c.find(c.args[1])
	if err != nil {
		return err
	}
	n := c.namer()
	s, err := c.gather(n, r)
	if err != nil {
		return err
	}
	if r.Kind == "case" && !r.Deleted {
		if s.Records, err = c.belonging(n, r.ID); err != nil {
			return err
		}
	}
	if n.Err != nil {
		return n.Err
	}
	if c.wantsJSON() {
		return c.json(s)
	}
	c.printShown(n, s)
	if count := s.inConflict(); count > 0 && n.Err == nil {
		c.note(c.say.N("cli.show.conflicts", count, tr.V{"File": c.file()}))
	}
	return n.Err
}

// inConflict counts the fields of a record and its rows of which several values
// stand, with whether it is there.
func (s shown) inConflict() int {
	count := len(s.beside)
	for _, row := range s.Rows {
		count += row.inConflict()
	}
	return count
}

// gather reads a record with its rows and theirs.
func (c *call) gather(n *naming.Teller, r model.Record) (shown, error) {
	s := shown{ID: r.ID, Kind: r.Kind, Label: n.Title(r.ID), Deleted: r.Deleted, Fields: map[string]json.RawMessage{}, record: r}
	for field, v := range r.Values {
		s.Fields[field] = json.RawMessage(v)
	}
	var err error
	if s.beside, err = c.beside(r.ID); err != nil {
		return s, err
	}
	for field, of := range s.beside {
		if s.Conflicts == nil {
			s.Conflicts = map[string]any{}
		}
		s.Conflicts[field] = account.Claims(of.Values)
	}
	schema := c.db.Schema()
	for _, k := range append(schema.Children(r.Kind), schema.Kind("citation")) {
		if k.Name == r.Kind {
			continue // a citation of a citation
		}
		rows, err := c.db.Rows(c.ctx, k.Name, r.ID)
		if err != nil {
			return s, err
		}
		for _, row := range rows {
			below, err := c.gather(n, row)
			if err != nil {
				return s, err
			}
			s.Rows = append(s.Rows, below)
		}
	}
	return s, nil
}

// belonging names everything that belongs to a case and is no row.
func (c *call) belonging(n *naming.Teller, id model.ID) ([]brief, error) {
	snap, err := c.db.Snapshot(c.ctx, id)
	if err != nil {
		return nil, err
	}
	var out []brief
	for _, k := range snap.Schema.Kinds() {
		if k.Name == "case" || k.Parent != "" && k.ParentKind() != "event" {
			continue // acts stand on their own: they are what a case is about
		}
		for _, r := range snap.OfKind(k.Name) {
			out = append(out, brief{r.ID, r.Kind, n.Title(r.ID), c.say.Date(r.When())})
		}
	}
	return out, nil
}

func (c *call) printShown(n *naming.Teller, s shown) {
	heading := c.say.Kind(s.Kind)
	if s.Label != "" && s.Label != heading {
		heading = c.say.T("cli.show.heading", tr.V{"Kind": heading, "Label": s.Label})
	}
	c.print(heading)
	c.print(s.ID.String())
	if s.Deleted {
		c.print(c.say.T("cli.show.deleted"))
	}
	c.print("")
	c.printFields(n, s, "")
	c.printRows(n, s.Rows, "")
	for i, b := range s.Records {
		if i == 0 || s.Records[i-1].Kind != b.Kind {
			c.print("")
			c.print(c.say.Kinds(b.Kind))
		}
		if b.when == "" || strings.Contains(b.Label, b.when) {
			c.print("  " + short(b.ID) + "  " + b.Label)
			continue
		}
		c.print("  " + short(b.ID) + "  " + c.say.T("cli.show.dated", tr.V{"Label": b.Label, "Date": b.when}))
	}
}

// printRows prints rows under their kind, each a little further in.
func (c *call) printRows(n *naming.Teller, rows []shown, indent string) {
	for i, row := range rows {
		if i == 0 || rows[i-1].Kind != row.Kind {
			c.print("")
			c.print(indent + c.say.Kinds(row.Kind))
		} else {
			c.print("")
		}
		c.printFields(n, row, indent+"  ")
		c.printRows(n, row.Rows, indent+"  ")
	}
}

// labelled is a field in the reader's words.
type labelled struct{ field, label, value string }

// printFields prints what a record holds: short values beside their labels,
// paragraphs below theirs. Whatever else stands in a field follows it.
func (c *call) printFields(n *naming.Teller, s shown, indent string) {
	if of, ok := s.beside[journal.Liveness]; ok {
		c.print(indent + c.say.T("cli.show.disputed"))
		for _, v := range of.Values {
			c.print(indent + "  " + c.beheld(n, s.record, journal.Liveness, v))
		}
		c.print("")
	}
	fields := c.labelled(n, s)
	left := 0
	for _, l := range fields {
		if !strings.Contains(l.value, "\n") {
			left = max(left, columns(l.label))
		}
	}
	for _, l := range fields {
		if strings.Contains(l.value, "\n") {
			c.print(indent + l.label)
			for _, p := range strings.Split(l.value, "\n") {
				c.print(strings.TrimRight(indent+"  "+p, " "))
			}
		} else {
			c.print(indent + pad(l.label, left+2) + l.value)
		}
		for i, v := range s.beside[l.field].Values {
			key := "cli.show.beside"
			if i == 0 {
				key = "cli.show.shown"
			}
			c.print(indent + "  " + c.say.T(key, tr.V{"Value": c.beheld(n, s.record, l.field, v)}))
		}
		if more := s.beside[l.field].More; more > 0 {
			c.print(indent + "  " + c.say.N("conflict.more", more))
		}
	}
}

// labelled gives the fields of a record that hold something, or of which
// several values stand, in the reader's words.
func (c *call) labelled(n *naming.Teller, s shown) []labelled {
	k := c.db.Schema().Kind(s.Kind)
	if k == nil {
		return nil
	}
	var fields []labelled
	for _, f := range k.Fields {
		v := s.record.Get(f.Name)
		_, several := s.beside[f.Name]
		if !several && (v == "" || f.Type == model.Position || f.Name == k.Parent) {
			continue
		}
		l := labelled{f.Name, c.say.Field(s.Kind, f.Name), strings.TrimSpace(model.CleanText(n.Value(s.record, f, v)))}
		if v == "" {
			l.value = c.say.T("account.empty")
		}
		fields = append(fields, l)
	}
	return fields
}

// beheld gives one of several values that stand, with who wrote it and when.
func (c *call) beheld(n *naming.Teller, r model.Record, field string, v store.Claim) string {
	return c.say.T("account.claim_value", tr.V{
		"Claim": c.say.T("account.claim", tr.V{"Who": account.Who(c.say, v.Author), "When": c.moment(v.At), "What": c.verb(v.Verb)}),
		"Value": c.claimed(n, r, field, v),
	})
}

// caseRecords gives the ids of everything that belongs to a case, its own first.
func (c *call) caseRecords(r model.Record) ([]model.ID, error) {
	ids := []model.ID{r.ID}
	if r.Kind != "case" || r.Deleted {
		return ids, nil
	}
	snap, err := c.db.Snapshot(c.ctx, r.ID)
	if err != nil {
		return nil, err
	}
	for _, k := range snap.Schema.Kinds() {
		for _, other := range snap.OfKind(k.Name) {
			ids = append(ids, other.ID)
		}
	}
	slices.SortFunc(ids, func(a, b model.ID) int { return cmp.Compare(a.String(), b.String()) })
	return slices.Compact(ids), nil
}
