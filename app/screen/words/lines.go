package words

import (
	"guvoh/app/ui"
	"guvoh/model"
)

// languages are those in which words are labelled, the reader's own first.
func (s *Screen) languages() []string {
	out := []string{s.d.Words.Lang()}
	for _, l := range []string{"en", "ru", "uz"} {
		if l != out[0] {
			out = append(out, l)
		}
	}
	return out
}

func (s *Screen) wordColumns() []ui.Column {
	cols := make([]ui.Column, 0, 5)
	for i, l := range s.languages() {
		c := ui.Column{ID: l, Title: s.d.Words.Word("language", l), Weight: 2, Min: 110}
		if i == 0 {
			c.Weight = 2.6
		}
		cols = append(cols, c)
	}
	return append(cols, ui.Column{ID: "from", Title: s.d.Words.T("words.from"), Weight: 1.2})
}

// words gives the lines of a list: the users' own first.
func (s *Screen) words(list string) []line {
	var out []line
	for _, r := range s.own[ofList+list] {
		var cells []string
		for _, l := range s.languages() {
			cells = append(cells, r.Text("label_"+l))
		}
		if cells[0] == "" { // never a line that says nothing
			cells[0] = s.d.Words.Word(list, model.CustomTermID(r.ID))
		}
		out = append(out, line{append(cells, s.d.Words.T("words.ours")), r})
	}
	v := s.d.DB.Schema().Vocabulary(list)
	if v == nil {
		return out
	}
	for _, w := range v.Words {
		if w.Custom {
			continue
		}
		var cells []string
		for _, l := range s.languages() {
			cells = append(cells, w.In(l))
		}
		out = append(out, line{cells: append(cells, s.d.Words.T("words.built_in"))})
	}
	return out
}

// fields gives the lines of a kind: the users' own first.
func (s *Screen) fields(kind string) []line {
	var out []line
	k := s.d.DB.Schema().Kind(kind)
	if k == nil {
		return nil
	}
	for _, r := range s.own[ofKind+kind] {
		name := model.CustomFieldName(r.ID)
		out = append(out, line{s.fieldCells(kind, model.Field{
			Name: name, Type: model.Type(r.Text("type")), Vocabulary: r.Text("vocabulary"), Custom: true,
		}), r})
	}
	for _, f := range k.Fields {
		if !f.Custom && f.NoteOf == "" && f.Type != model.Position && f.Name != k.Parent {
			out = append(out, line{cells: s.fieldCells(kind, f)})
		}
	}
	return out
}

func (s *Screen) fieldCells(kind string, f model.Field) []string {
	w := s.d.Words
	list := ""
	switch {
	case f.Vocabulary != "":
		list = w.Vocabulary(f.Vocabulary)
	case len(f.To) == 1:
		list = w.Kind(f.To[0])
	}
	from := w.T("words.built_in")
	if f.Custom {
		from = w.T("words.ours")
	}
	return []string{w.Field(kind, f.Name), w.T("type." + string(f.Type)), list, from}
}
