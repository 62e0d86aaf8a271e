package cli

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"time"

	"guvoh/app/account"
	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// history tells what was done, oldest first: every action of the file, or
// every change of one record. That of a case is that of everything in it. With
// --blame it tells who wrote what each field of a record shows.
func (c *call) history() error {
	_, blame := c.flags["blame"]
	if blame && len(c.args) == 1 {
		return c.misused("cli.use.few", tr.V{"Command": c.name, "Usage": usage(*find(c.name))})
	}
	if err := c.look(); err != nil {
		return err
	}
	if len(c.args) == 1 {
		return c.actions()
	}
	r, err := c.find(c.args[1])
	if err != nil {
		return err
	}
	if blame {
		return c.blame(r)
	}
	ids, err := c.caseRecords(r)
	if err != nil {
		return err
	}
	changes, err := c.db.History(c.ctx, "", ids...)
	if err != nil {
		return err
	}
	if err := c.showChanges(changes); err != nil {
		return err
	}
	return c.hintQuarantine()
}

// showChanges lists changes, oldest first.
func (c *call) showChanges(changes []store.Change) error {
	if c.wantsJSON() {
		return c.changesJSON(changes)
	}
	n := c.namer()
	came := slices.ContainsFunc(changes, func(ch store.Change) bool { return ch.Merge != 0 })
	var cells [][]string
	for _, ch := range changes {
		field, from, to := c.change(n, ch)
		row := []string{
			c.moment(ch.At), line(account.Who(c.say, ch.By), wide), c.verb(ch.Verb), short(ch.Record), c.say.Kind(ch.Kind),
			line(n.Title(ch.Record), narrow), field, line(from, narrow), line(to, wide),
		}
		if came {
			row = append(row, c.cameBy(ch.Merge))
		}
		cells = append(cells, row)
	}
	headings := c.headings("at", "author", "verb", "id", "kind", "record", "field", "from", "to")
	if came {
		headings = append(headings, c.headings("merge")...)
	}
	c.table(headings, cells)
	return n.Err
}

// cameBy names the merge by which something came; "" for what was written in
// this file.
func (c *call) cameBy(merge int64) string {
	if merge == 0 {
		return ""
	}
	return c.say.T("cli.history.merge", tr.V{"N": c.say.Number(int(merge))})
}

// change says which field went from what to what.
func (c *call) change(n *naming.Teller, ch store.Change) (field, from, to string) {
	switch ch.Field {
	case "":
		return "", "", c.say.T("cli.history.made")
	case journal.Liveness:
		if gone, _ := ch.To.Bool(); gone {
			return "", "", c.say.T("cli.history.deleted")
		}
		return "", "", c.say.T("cli.history.restored")
	case journal.Purged, journal.PurgedBytes:
		return c.say.T("account.register." + ch.Field), "", ch.To.Text()
	}
	if n.Moves(ch.Kind, ch.Field) {
		if ch.From == "" {
			return c.fieldName(n, ch.Kind, ch.Field), "", c.say.T("cli.history.placed")
		}
		return c.fieldName(n, ch.Kind, ch.Field), "", c.say.T("account.moved")
	}
	r := n.Record(ch.Record, ch.Kind)
	to = n.FieldValue(r, ch.Field, ch.To)
	if ch.To == "" {
		to = c.say.T("cli.history.emptied")
	}
	if ch.ToGone {
		to = c.say.T("account.purged")
	}
	if from = n.FieldValue(r, ch.Field, ch.From); ch.FromGone {
		from = c.say.T("account.purged")
	}
	return n.Field(ch.Kind, ch.Field), from, to
}

func (c *call) changesJSON(changes []store.Change) error {
	type change struct {
		Action model.ID        `json:"action"`
		Verb   string          `json:"verb"`
		At     time.Time       `json:"at"`
		Author string          `json:"author"`
		Record model.ID        `json:"record"`
		Kind   string          `json:"kind"`
		Field  string          `json:"field"`
		From   json.RawMessage `json:"from"`
		To     json.RawMessage `json:"to"`
		By     any             `json:"by"`
		Merge  *int64          `json:"merge"` // null: written in this file
		// Whether the value was purged, and is no more.
		FromPurged bool `json:"from_purged"`
		ToPurged   bool `json:"to_purged"`
	}
	out := make([]change, len(changes))
	for i, ch := range changes {
		out[i] = change{
			ch.Action, ch.Verb, ch.At, ch.Author, ch.Record, ch.Kind, ch.Field, raw(ch.From), raw(ch.To), account.Author(ch.By), nil,
			ch.FromGone, ch.ToGone,
		}
		if ch.Merge != 0 {
			out[i].Merge = &changes[i].Merge
		}
	}
	return c.json(map[string]any{"changes": out})
}

// raw gives a value as JSON; none is null.
func raw(v model.Value) json.RawMessage { return account.Raw(v) }

// blame tells who wrote what each field of a record shows, and when; and what
// else stands in a field that two people wrote apart.
func (c *call) blame(r model.Record) error {
	claims, err := c.db.Blame(c.ctx, r.ID)
	if err != nil {
		return err
	}
	beside, err := c.beside(r.ID)
	if err != nil {
		return err
	}
	for field, of := range beside { // a disputed delete may be of no field that is told
		if _, ok := claims[field]; !ok {
			claims[field] = of.Values[0]
		}
	}
	if c.wantsJSON() {
		return c.blameJSON(r, claims, beside)
	}
	n := c.namer()
	var cells [][]string
	for _, field := range c.inOrder(r.Kind, claims) {
		values := []store.Claim{claims[field]}
		name := c.fieldName(n, r.Kind, field)
		if of, ok := beside[field]; ok {
			values = of.Values
			name = c.say.T("cli.blame.standing", tr.V{"Field": name, "N": c.say.Number(len(values) + of.More)})
		}
		for _, of := range values {
			cells = append(cells, []string{
				name, line(c.claimed(n, r, field, of), wide), line(account.Who(c.say, of.Author), wide), c.moment(of.At), c.verb(of.Verb),
			})
			name = ""
		}
	}
	c.table(c.headings("field", "value", "author", "at", "verb"), cells)
	if len(beside) > 0 {
		c.note(c.say.N("cli.show.conflicts", len(beside), tr.V{"File": c.file()}))
	}
	return n.Err
}

// beside gives the conflicts of a record by their fields.
func (c *call) beside(id model.ID) (map[string]store.Conflict, error) {
	all, err := standing(c.db.Conflicts(c.ctx, id))
	if err != nil {
		return nil, err
	}
	out := map[string]store.Conflict{}
	for _, of := range all {
		out[of.Field] = of
	}
	return out, nil
}

// inOrder gives the fields of claims as the kind lists them, and then others.
func (c *call) inOrder(kind string, claims map[string]store.Claim) []string {
	var fields []string
	if k := c.db.Schema().Kind(kind); k != nil {
		for _, f := range k.Fields {
			if _, ok := claims[f.Name]; ok {
				fields = append(fields, f.Name)
			}
		}
	}
	for _, f := range slices.Sorted(maps.Keys(claims)) {
		if !slices.Contains(fields, f) {
			fields = append(fields, f)
		}
	}
	return fields
}

// blameJSON: docs/commands.md.
func (c *call) blameJSON(r model.Record, claims map[string]store.Claim, beside map[string]store.Conflict) error {
	out, standing := map[string]any{}, map[string]any{}
	for field, of := range claims {
		out[field] = account.Claim(of)
	}
	for field, of := range beside {
		standing[field] = account.Claims(of.Values)
	}
	return c.json(map[string]any{"record": r.ID, "kind": r.Kind, "blame": out, "conflicts": standing})
}

// hintQuarantine says that something came which is in no history.
func (c *call) hintQuarantine() error {
	if c.wantsJSON() {
		return nil
	}
	q, err := c.db.Quarantine(c.ctx)
	if err == nil && len(q) > 0 {
		c.note(c.say.T("cli.note.quarantine", tr.V{"File": c.file()}))
	}
	return err
}

func (c *call) actions() error {
	actions, err := c.db.Actions(c.ctx, math.MaxInt32)
	if err != nil {
		return err
	}
	slices.Reverse(actions)
	if c.wantsJSON() {
		return c.actionsJSON(actions)
	}
	var cells [][]string
	for _, a := range actions {
		cells = append(cells, []string{c.moment(a.At), line(account.Who(c.say, a.By), wide), c.verb(a.Verb), c.say.Number(a.Entries), short(a.ID)})
	}
	c.table(c.headings("at", "author", "verb", "changes", "action"), cells)
	return c.hintQuarantine()
}

func (c *call) actionsJSON(actions []store.Action) error {
	type action struct {
		ID      model.ID  `json:"id"`
		Verb    string    `json:"verb"`
		At      time.Time `json:"at"`
		Author  string    `json:"author"`
		Of      *model.ID `json:"of"` // for undo and redo: the action taken back
		Changes int       `json:"changes"`
		By      any       `json:"by"`
	}
	out := make([]action, len(actions))
	for i, a := range actions {
		out[i] = action{ID: a.ID, Verb: a.Verb, At: a.At, Author: a.Author, Changes: a.Entries, By: account.Author(a.By)}
		if !a.Of.IsZero() {
			out[i].Of = &actions[i].Of
		}
	}
	return c.json(map[string]any{"actions": out})
}

// verb says what an action was; one of a newer program by its own word.
func (c *call) verb(verb string) string {
	if key := "verb." + verb; c.say.Has(key) {
		return c.say.T(key)
	}
	return verb
}
