package naming

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// Teller gives records and values the words by which a person knows them. It
// keeps the first failure of the file in Err, so that a table can be made in
// one go.
type Teller struct {
	Cut func(string) string // shortens a title to one line
	Err error

	ctx    context.Context
	db     *store.DB
	say    *tr.Printer
	titles map[model.ID]string
}

// NewTeller makes a teller of an open file.
func NewTeller(ctx context.Context, db *store.DB, say *tr.Printer) *Teller {
	return &Teller{Cut: firstLine, ctx: ctx, db: db, say: say, titles: map[model.ID]string{}}
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(model.CleanText(s)), "\n")
	return s
}

// Know tells the title of a record that is not in the file yet.
func (n *Teller) Know(id model.ID, title string) {
	if title != "" {
		n.titles[id] = n.Cut(title)
	}
}

// Record reads a record that is to be told of; of one that cannot be read only
// the kind is known.
func (n *Teller) Record(id model.ID, kind string) model.Record {
	r, err := n.db.Get(n.ctx, id)
	if err != nil {
		return model.Record{ID: id, Kind: kind}
	}
	return r
}

// Title names the record with that id in one line; "" when there is none.
func (n *Teller) Title(id model.ID) string {
	if s, ok := n.titles[id]; ok {
		return s
	}
	n.titles[id] = "" // a record that points at itself ends here
	r, err := n.db.Get(n.ctx, id)
	if err == nil {
		n.titles[id] = n.TitleOf(r)
	} else if n.Err == nil && !errors.Is(err, store.ErrNotFound) {
		n.Err = err
	}
	return n.titles[id]
}

// TitleOf names a record: by its label (of one that was deleted along with its
// names by the name that it had, and that it is deleted), else by the fields that name
// its kind, as in the window, or by the first two things that it says besides whose it is.
func (n *Teller) TitleOf(r model.Record) string {
	label, former, err := n.db.LabelOf(n.ctx, r.ID)
	if err == nil && label != "" {
		if label = n.Cut(label); former {
			label = n.say.T("account.former", tr.V{"Name": label})
		}
		return label
	}
	k := n.db.Schema().Kind(r.Kind)
	if k == nil {
		return n.say.Kind(r.Kind)
	}
	if s := TitleBy(r.Kind, func(field string) string {
		f, _ := k.Field(field)
		return n.Cut(n.Value(r, f, r.Get(field)))
	}); s != "" {
		return s
	}
	var parts []string
	for _, f := range k.Fields {
		if len(parts) == 2 {
			break
		}
		if f.Name == k.Parent || f.Name == "cases" || f.Type == model.Position || r.Get(f.Name) == "" {
			continue
		}
		parts = append(parts, n.Cut(n.Value(r, f, r.Get(f.Name))))
	}
	if len(parts) == 0 {
		return n.say.Kind(r.Kind)
	}
	return strings.Join(parts, " · ")
}

// Value gives what a field of a record holds, or once held, in the reader's
// words.
func (n *Teller) Value(r model.Record, f model.Field, v model.Value) string {
	if v == "" {
		return ""
	}
	switch f.Type {
	case model.Term, model.Terms:
		return join(v.List(), func(id string) string { return n.say.Word(f.Vocabulary, id) })
	case model.Texts:
		return strings.Join(v.List(), ", ")
	case model.Ref:
		return n.named(v.Ref())
	case model.Refs:
		return join(v.Refs(), n.named)
	case model.Position:
		return n.place(r, f, v)
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
	return Key(n.ctx, n.db, n.say, r, f.Name, v.Text())
}

// named is Title for what a record points at. What is not in the file, since it
// was left out or has not come, is said to be so: else its place in a list would
// be empty.
func (n *Teller) named(id model.ID) string {
	return cmp.Or(n.Title(id), n.say.T("account.not_here"))
}

// place says where a row stands among its like, counted from one: the letters by
// which that is kept tell nobody anything.
func (n *Teller) place(r model.Record, f model.Field, v model.Value) string {
	k := n.db.Schema().Kind(r.Kind)
	if k == nil || k.Parent == "" {
		return ""
	}
	rows, err := n.db.Rows(n.ctx, r.Kind, r.Ref(k.Parent))
	if err != nil && n.Err == nil {
		n.Err = err
	}
	at := 1
	for _, other := range rows {
		if other.ID != r.ID && other.Text(f.Name) < v.Text() {
			at++
		}
	}
	return n.say.T("account.place", tr.V{"N": n.say.Number(at)})
}

// Moves reports whether a field only says where a row stands among its like.
func (n *Teller) Moves(kind, field string) bool {
	k := n.db.Schema().Kind(kind)
	if k == nil {
		return false
	}
	f, ok := k.Field(field)
	return ok && f.Type == model.Position
}

// FieldValue is Value for a field by its name, also one that the file does not
// know: a newer program's, or one whose description was deleted since.
func (n *Teller) FieldValue(r model.Record, field string, v model.Value) string {
	if k := n.db.Schema().Kind(r.Kind); k != nil {
		if f, ok := k.Field(field); ok {
			return n.Value(r, f, v)
		}
	}
	return string(v)
}

// Field names a field of a kind; one that the file does not know by its key.
func (n *Teller) Field(kind, field string) string {
	if k := n.db.Schema().Kind(kind); k != nil {
		if _, ok := k.Field(field); ok {
			return n.say.Field(kind, field)
		}
	}
	return field
}

func join[T any](items []T, name func(T) string) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = name(item)
	}
	return strings.Join(words, ", ")
}
