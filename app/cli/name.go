package cli

import (
	"context"
	"strings"

	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// namer gives records and values the words by which a person knows them. It
// keeps the first failure of the file, so that a table can be made in one go.
type namer struct {
	ctx    context.Context
	db     *store.DB
	say    *tr.Printer
	titles map[model.ID]string
	err    error
}

// record reads a record whose change is told; of one that cannot be read only
// the kind is known.
func (n *namer) record(id model.ID, kind string) model.Record {
	r, err := n.db.Get(n.ctx, id)
	if err != nil {
		return model.Record{ID: id, Kind: kind}
	}
	return r
}

func (c *call) namer() *namer {
	return &namer{ctx: c.ctx, db: c.db, say: c.say, titles: map[model.ID]string{}}
}

// title names the record with that id in one line; "" when there is none.
func (n *namer) title(id model.ID) string {
	if s, ok := n.titles[id]; ok {
		return s
	}
	n.titles[id] = "" // a record that points at itself ends here
	r, err := n.db.Get(n.ctx, id)
	if err == nil {
		n.titles[id] = n.titleOf(r)
	} else if n.err == nil && err != store.ErrNotFound {
		n.err = err
	}
	return n.titles[id]
}

// titleOf names a record: by its label, else, where only its links name it, by
// the first two things that it says besides whose it is.
func (n *namer) titleOf(r model.Record) string {
	label, err := n.db.Label(n.ctx, r.ID)
	if err == nil && label != "" {
		return line(label, wide)
	}
	k := n.db.Schema().Kind(r.Kind)
	if k == nil {
		return n.say.Kind(r.Kind)
	}
	var parts []string
	for _, f := range k.Fields {
		if len(parts) == 2 {
			break
		}
		if f.Name == k.Parent || f.Name == "cases" || f.Type == model.Position || r.Get(f.Name) == "" {
			continue
		}
		parts = append(parts, line(n.value(r, f, r.Get(f.Name)), wide))
	}
	if len(parts) == 0 {
		return n.say.Kind(r.Kind)
	}
	return strings.Join(parts, " · ")
}

// value gives what a field of a record holds, or once held, in the reader's
// words.
func (n *namer) value(r model.Record, f model.Field, v model.Value) string {
	if v == "" {
		return ""
	}
	switch f.Type {
	case model.Term, model.Terms:
		return join(v.List(), func(id string) string { return n.say.Word(f.Vocabulary, id) })
	case model.Texts:
		return strings.Join(v.List(), ", ")
	case model.Ref:
		return n.title(v.Ref())
	case model.Refs:
		return join(v.Refs(), n.title)
	case model.Partial:
		return n.say.Date(v.Date())
	case model.Bool:
		if b, _ := v.Bool(); b {
			return n.say.T("cli.yes")
		}
		return n.say.T("cli.no")
	case model.Int, model.Mark:
		return string(v)
	}
	return naming.Key(n.ctx, n.db, n.say, r, f.Name, v.Text())
}

func join[T any](items []T, name func(T) string) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = name(item)
	}
	return strings.Join(words, ", ")
}
