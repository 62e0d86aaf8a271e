package desk

import (
	"context"
	"strings"

	"guvoh/app/naming"
	"guvoh/model"
)

// TitleBy names a record by the fields that name its kind, as show says each of
// them; "" when none says anything. It is for what is not in the file yet.
func TitleBy(kind string, show func(field string) string) string {
	return naming.TitleBy(kind, func(field string) string { return oneLine(show(field)) })
}

// Title names a record for the reader, in one line; a record without any
// words of its own goes by its kind.
func (d *Desk) Title(r model.Record) string {
	if s := TitleBy(r.Kind, func(field string) string { return d.Show(r, field) }); s != "" {
		return s
	}
	if label, former, err := d.DB.LabelOf(context.Background(), r.ID); err == nil && label != "" {
		if former {
			return d.Words.T("account.former", map[string]any{"Name": label})
		}
		return label
	}
	return d.Words.T("untitled", map[string]any{"Kind": d.Words.Kind(r.Kind)})
}

// TitleOf names the record with that id; "" when there is none.
func (d *Desk) TitleOf(id model.ID) string {
	r, err := d.DB.Get(context.Background(), id)
	if err != nil {
		return ""
	}
	return d.Title(r)
}

// Show gives what a field of a record holds, in the reader's words; lists are
// parted by commas.
func (d *Desk) Show(r model.Record, field string) string {
	k := d.DB.Schema().Kind(r.Kind)
	if k == nil {
		return ""
	}
	f, ok := k.Field(field)
	if !ok {
		return ""
	}
	return d.ShowValue(r, f, r.Get(field))
}

// ShowValue gives a value that a field of a record holds, or once held, in the
// reader's words.
func (d *Desk) ShowValue(r model.Record, f model.Field, v model.Value) string {
	if v == "" {
		return ""
	}
	switch f.Type {
	case model.Term, model.Terms:
		var words []string
		for _, id := range v.List() {
			words = append(words, d.Words.Word(f.Vocabulary, id))
		}
		return strings.Join(words, ", ")
	case model.Texts:
		return strings.Join(v.List(), ", ")
	case model.Ref:
		return d.TitleOf(v.Ref())
	case model.Refs:
		var words []string
		for _, id := range v.Refs() {
			if s := d.TitleOf(id); s != "" {
				words = append(words, s)
			}
		}
		return strings.Join(words, ", ")
	case model.Partial:
		return d.Words.Date(v.Date())
	case model.Bool:
		if b, _ := v.Bool(); b {
			return d.Words.T("yes")
		}
		return d.Words.T("no")
	case model.Int, model.Mark:
		return string(v)
	}
	return naming.Key(context.Background(), d.DB, d.Words, r, f.Name, v.Text())
}

func oneLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if r := []rune(s); len(r) > 90 {
		return string(r[:89]) + "…"
	}
	return s
}
