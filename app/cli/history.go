package cli

import (
	"encoding/json"
	"math"
	"slices"
	"time"

	"guvoh/app/naming"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// history tells what was done, oldest first: every action of the file, or
// every change of one record. That of a case is that of everything in it.
func (c *call) history() error {
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
	ids, err := c.caseRecords(r)
	if err != nil {
		return err
	}
	changes, err := c.db.History(c.ctx, "", ids...)
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		return c.changesJSON(changes)
	}
	n := c.namer()
	var cells [][]string
	for _, ch := range changes {
		field, from, to := c.change(n, ch)
		cells = append(cells, []string{
			c.moment(ch.At), line(ch.Author, narrow), c.verb(ch.Verb), short(ch.Record), c.say.Kind(ch.Kind),
			line(n.Title(ch.Record), narrow), field, line(from, narrow), line(to, wide),
		})
	}
	c.table(c.headings("at", "author", "verb", "id", "kind", "record", "field", "from", "to"), cells)
	return n.Err
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
	}
	k := c.db.Schema().Kind(ch.Kind)
	if k == nil {
		return ch.Field, string(ch.From), string(ch.To)
	}
	f, ok := k.Field(ch.Field)
	if !ok { // a field whose description was deleted since
		return ch.Field, string(ch.From), string(ch.To)
	}
	r := n.Record(ch.Record, ch.Kind)
	to = n.Value(r, f, ch.To)
	if ch.To == "" {
		to = c.say.T("cli.history.emptied")
	}
	return c.say.Field(ch.Kind, ch.Field), n.Value(r, f, ch.From), to
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
	}
	out := make([]change, len(changes))
	for i, ch := range changes {
		out[i] = change{ch.Action, ch.Verb, ch.At, ch.Author, ch.Record, ch.Kind, ch.Field, raw(ch.From), raw(ch.To)}
	}
	return c.json(map[string]any{"changes": out})
}

// raw gives a value as JSON; none is null.
func raw(v model.Value) json.RawMessage {
	if v == "" {
		return json.RawMessage("null")
	}
	return json.RawMessage(v)
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
		cells = append(cells, []string{c.moment(a.At), line(a.Author, narrow), c.verb(a.Verb), c.say.Number(a.Entries), short(a.ID)})
	}
	c.table(c.headings("at", "author", "verb", "changes", "action"), cells)
	return nil
}

func (c *call) actionsJSON(actions []store.Action) error {
	type action struct {
		ID      model.ID  `json:"id"`
		Verb    string    `json:"verb"`
		At      time.Time `json:"at"`
		Author  string    `json:"author"`
		Of      *model.ID `json:"of"` // for undo and redo: the action taken back
		Changes int       `json:"changes"`
	}
	out := make([]action, len(actions))
	for i, a := range actions {
		out[i] = action{ID: a.ID, Verb: a.Verb, At: a.At, Author: a.Author, Changes: a.Entries}
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
