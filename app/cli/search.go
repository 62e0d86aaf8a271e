package cli

import (
	"strings"
	"unicode/utf8"

	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
)

const (
	found   = 1000 // how many places a search gives at most
	excerpt = 220  // letters of the sentence around the words
)

// search gives what the window gives for the same line: the last word may go on
// unless a space stands behind it.
func (c *call) search() error {
	if err := c.look(); err != nil {
		return err
	}
	typed := strings.Join(c.args[1:], " ")
	out, err := c.db.Look(c.ctx, store.Looked{Query: search.Parse(typed, true), Limit: found, Lang: c.say.Lang()})
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		return c.searchJSON(typed, out)
	}
	if len(out.Found) == 0 {
		c.print(c.say.T("cli.done.nothing_found"))
		return nil
	}
	n := c.namer()
	first := 0 // of those that are written otherwise
	for first < len(out.Found) && out.Found[first].Exact {
		first++
	}
	c.places(n, out.Found[:first])
	if first < len(out.Found) {
		c.print(c.say.T("search.otherwise") + ":")
		c.places(n, out.Found[first:])
	}
	if out.More {
		c.note(c.say.T("cli.note.more", tr.V{"Count": c.say.Number(found)}))
	}
	return n.Err
}

// places prints a table of what was found.
func (c *call) places(n *naming.Teller, found []store.Match) {
	var cells [][]string
	for _, m := range found {
		var in []string
		for _, id := range m.Cases {
			in = append(in, n.Title(id))
		}
		e := search.Cut(m.Text, m.Marks, wide)
		cells = append(cells, []string{short(m.Record), c.what(m), line(dotted(e), wide), line(strings.Join(in, ", "), narrow)})
	}
	if len(cells) > 0 {
		c.table(c.headings("id", "kind", "words", "case"), cells)
	}
}

// what says of which kind a place is, and where in the record it is.
func (c *call) what(m store.Match) string {
	what := c.say.Kind(m.Kind)
	switch {
	case m.Page > 0:
		what += ", " + c.say.T("search.page", tr.V{"Page": c.say.Number(m.Page)})
	case m.Field != "":
		what += ", " + c.say.Field(m.Kind, m.Field)
	}
	return line(what, narrow)
}

// dotted is an excerpt with dots where the text goes on.
func dotted(e search.Excerpt) string {
	text := e.Text
	if e.Before {
		text = "… " + text
	}
	if e.After {
		text += " …"
	}
	return text
}

type markJSON struct {
	From  int  `json:"from"`
	To    int  `json:"to"`
	Exact bool `json:"exact"`
}

type excerptJSON struct {
	Text   string     `json:"text"`
	Marks  []markJSON `json:"marks"`
	Before bool       `json:"before"`
	After  bool       `json:"after"`
}

// searchJSON: docs/commands.md.
func (c *call) searchJSON(query string, out store.Matches) error {
	type hit struct {
		ID      model.ID    `json:"id"`
		Kind    string      `json:"kind"`
		Label   string      `json:"label"`
		Of      model.ID    `json:"of"`
		Field   string      `json:"field"`
		Exact   bool        `json:"exact"`
		Excerpt excerptJSON `json:"excerpt"`
		Page    int         `json:"page"`
		Cases   []model.ID  `json:"cases"`
	}
	hits := make([]hit, len(out.Found))
	for i, m := range out.Found {
		of, err := c.owner(m.Record)
		if err != nil {
			return err
		}
		hits[i] = hit{m.Record, m.Kind, m.Label, of, m.Field, m.Exact, excerptOf(m), m.Page, append([]model.ID{}, m.Cases...)}
	}
	return c.json(map[string]any{"query": query, "hits": hits, "more": out.More, "unread": out.Unread})
}

// excerptOf gives the sentence around the words. Where marks stand is counted in
// characters (code points), which every language that reads JSON can do.
func excerptOf(m store.Match) excerptJSON {
	e := search.Cut(m.Text, m.Marks, excerpt)
	out := excerptJSON{Text: e.Text, Marks: []markJSON{}, Before: e.Before, After: e.After}
	for _, k := range e.Marks {
		from := utf8.RuneCountInString(e.Text[:k.From])
		out.Marks = append(out.Marks, markJSON{from, from + utf8.RuneCountInString(e.Text[k.From:k.To]), k.Exact})
	}
	return out
}

// owner gives the record as whose row a record is shown, or the record itself.
func (c *call) owner(id model.ID) (model.ID, error) {
	for range 8 { // rows of rows, never deeper
		r, err := c.db.Get(c.ctx, id)
		if err != nil {
			return id, err
		}
		k := c.db.Schema().Kind(r.Kind)
		if k == nil || k.Parent == "" || r.Ref(k.Parent).IsZero() {
			break
		}
		id = r.Ref(k.Parent)
	}
	return id, nil
}
