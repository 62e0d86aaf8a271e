package words

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

func (s *Screen) onAdd() {
	if id, ok := strings.CutPrefix(s.section, ofKind); ok {
		r := model.NewRecord("field")
		r.Set("kind", model.TextValue(id))
		s.askField(r, true)
		return
	}
	r := model.NewRecord("term")
	r.Set("vocabulary", model.TextValue(strings.TrimPrefix(s.section, ofList)))
	s.askWord(r, s.d.Words.T("words.add_word"), false)
}

func (s *Screen) onEdit() {
	r, ok := s.chosen()
	if !ok || s.d.DB.ReadOnly() {
		return
	}
	if r.Kind == "field" {
		s.askField(r, false)
		return
	}
	s.askWord(r, s.d.Words.T("words.edit_word"), false)
}

// onNewList asks for the name of a list and for its first word, without
// which there is no list.
func (s *Screen) onNewList() { s.askWord(model.NewRecord("term"), s.d.Words.T("words.new_list"), true) }

// lineOf is an entry for one text of a record.
type lineOf struct {
	field string
	entry *ui.Entry
	row   *ui.Field
}

func (s *Screen) lineOf(r model.Record, field string) lineOf {
	e := ui.NewEntry("", nil)
	e.Load(r.Text(field))
	row := ui.NewField(s.d.Words.Field(r.Kind, field), e).SetHelp(s.d.Words.Help(r.Kind, field))
	return lineOf{field, e, row}
}

// take puts the lines into the record.
func take(r *model.Record, lines []lineOf) {
	for _, l := range lines {
		r.Set(l.field, model.TextValue(model.CleanText(l.entry.Text)))
	}
}

func (s *Screen) labels(r model.Record, prefix string) []lineOf {
	var out []lineOf
	for _, l := range s.languages() {
		out = append(out, s.lineOf(r, prefix+l))
	}
	return out
}

func rowsOf(lines []lineOf) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, l := range lines {
		out = append(out, l.row)
	}
	return out
}

// unnamed tells whether no language has a label, and says so.
func (s *Screen) unnamed(labels []lineOf) bool {
	for _, l := range labels {
		if model.CleanText(l.entry.Text) != "" {
			return false
		}
	}
	labels[0].row.SetError(s.d.Words.T("words.label_missing"))
	return true
}

// askWord asks what a word is called in each language; newList asks for the
// name of its list first.
func (s *Screen) askWord(r model.Record, title string, newList bool) {
	labels := s.labels(r, "label_")
	body := rowsOf(labels)
	first := labels[0].entry
	name := ui.NewEntry("", nil)
	nameRow := ui.NewField(s.d.Words.T("words.list_name"), name).SetHelp(s.d.Words.T("words.list_name_why")).SetRequired(true)
	if newList {
		body = append([]fyne.CanvasObject{nameRow, ui.NewSection(s.d.Words.T("words.first_word"), "")}, body...)
		first = name
	} else {
		labels = append(labels, s.lineOf(r, "huridocs"))
		body = append(body, labels[len(labels)-1].row)
	}
	ui.Form(s.d.Host.Window().Canvas(), title, ui.NewStack(2, body...), first, s.d.Words.T("action.save"), func() bool {
		if newList {
			list := model.CleanText(name.Text)
			if problem := s.badListName(list); problem != "" {
				nameRow.SetError(problem)
				return false
			}
			r.Set("vocabulary", model.TextValue(list))
		}
		if s.unnamed(labels[:3]) {
			return false
		}
		take(&r, labels)
		return s.keep(r, ofList+r.Text("vocabulary"))
	})
}

// badListName says why a list cannot go by that name; "" when it can. A name
// that another list has would put the words there.
func (s *Screen) badListName(name string) string {
	if name == "" {
		return s.d.Words.T("words.list_name_missing")
	}
	same := func(id string) bool {
		return model.Fold(id) == model.Fold(name) || model.Fold(s.d.Words.Vocabulary(id)) == model.Fold(name)
	}
	if slices.ContainsFunc(s.d.DB.Schema().Vocabularies(), same) {
		return s.d.Words.T("words.list_exists")
	}
	return ""
}

// askField asks what a field holds and what it is called. What it holds
// cannot change later: records may already rest on it.
func (s *Screen) askField(r model.Record, added bool) {
	w := s.d.Words
	labels, helps := s.labels(r, "label_"), s.labels(r, "help_")
	var list *ui.TermSelect
	kindOf := ui.NewTermSelect(s.types(), w.T("action.choose"), func(id string) {
		r.Set("type", model.TextValue(id))
		allowList(list, id)
	})
	list = ui.NewTermSelect(s.listOptions(), w.T("action.choose"), func(id string) { r.Set("vocabulary", model.TextValue(id)) })
	kindOf.Load(r.Text("type"))
	list.Load(r.Text("vocabulary"))
	allowList(list, r.Text("type"))
	if !added {
		kindOf.Disable()
		list.Disable()
	}
	sensitive, _ := r.Get("is_sensitive").Bool()
	private := ui.NewCheck(w.T("words.sensitive"), sensitive, nil)
	typeRow := ui.NewField(w.Field("field", "type"), kindOf).SetRequired(true)
	listRow := ui.NewField(w.Field("field", "vocabulary"), list)
	body := append(rowsOf(labels), typeRow, listRow, private, ui.NewSection(w.T("words.help"), w.T("words.help_why")))
	body = append(body, rowsOf(helps)...)
	title := w.T("words.edit_field")
	if added {
		title = w.T("words.add_field")
	}
	ui.Form(s.d.Host.Window().Canvas(), title, ui.NewStack(2, body...), labels[0].entry, w.T("action.save"), func() bool {
		typeRow.SetError("")
		listRow.SetError("")
		labels[0].row.SetError("")
		coded := isCoded(r.Text("type"))
		switch {
		case s.unnamed(labels):
			return false
		case r.Text("type") == "":
			typeRow.SetError(w.T("words.type_missing"))
			return false
		case coded && r.Text("vocabulary") == "":
			listRow.SetError(w.T("words.vocabulary_missing"))
			return false
		case !coded:
			r.Set("vocabulary", "")
		}
		take(&r, append(labels, helps...))
		if private.Checked() || r.Get("is_sensitive") != "" {
			r.Set("is_sensitive", model.BoolValue(private.Checked()))
		}
		return s.keep(r, s.section)
	})
}

func isCoded(t string) bool { return t == string(model.Term) || t == string(model.Terms) }

func allowList(list *ui.TermSelect, t string) {
	if list == nil {
		return
	}
	if isCoded(t) {
		list.Enable()
	} else {
		list.Disable()
	}
}

func (s *Screen) types() []ui.Option {
	var out []ui.Option
	for _, t := range model.CustomTypes {
		out = append(out, ui.Option{ID: string(t), Label: s.d.Words.T("type." + string(t))})
	}
	return out
}

func (s *Screen) listOptions() []ui.Option {
	var out []ui.Option
	for _, id := range s.lists() {
		out = append(out, ui.Option{ID: id, Label: s.d.Words.Vocabulary(id)})
	}
	return out
}

// keep writes a word or field as one action and comes back to its place,
// since the window then makes every screen anew.
func (s *Screen) keep(r model.Record, section string) bool {
	verb := "create"
	if _, there := s.d.Get(r.ID); there {
		verb = "edit"
	} else if r.Text("position") == "" {
		r.Set("position", desk.Last(s.own[section]))
	}
	if !s.d.Do(verb, func(tx *store.Tx) error { return tx.Put(r) }) {
		return false
	}
	s.d.Host.Replace(desk.Route{Screen: desk.ScreenWords, Section: section, Record: r.ID})
	return true
}

// onRemove deletes the chosen word or field, unless a record holds it: a
// record must never show a word that nobody can read.
func (s *Screen) onRemove() {
	r, ok := s.chosen()
	if !ok {
		return
	}
	var n int
	var err error
	s.d.Runner.Do(func() { n, err = uses(s.d.DB, r) }, func() {
		switch {
		case err != nil:
			s.d.Fail(err)
		case n > 0:
			ui.Message(s.d.Host.Window().Canvas(), s.d.Words.T("words.in_use"), s.d.Words.N("words.in_use_why", n))
		case s.d.Delete(r):
			s.d.Host.Replace(desk.Route{Screen: desk.ScreenWords, Section: s.section})
		}
	})
}

// uses counts the records that hold a word of the users' own, or something in
// a field of theirs.
func uses(db *store.DB, own model.Record) (int, error) {
	n := 0
	for _, k := range db.Schema().Kinds() {
		holds := holder(k, own)
		if holds == nil {
			continue
		}
		rs, err := db.Records(context.Background(), k.Name)
		if err != nil {
			return 0, err
		}
		for _, r := range rs {
			if holds(r) {
				n++
			}
		}
	}
	return n, nil
}

// holder gives what tells whether a record of the kind holds the word or
// field; nil when none can.
func holder(k *model.Kind, own model.Record) func(model.Record) bool {
	if own.Kind == "field" {
		if k.Name != own.Text("kind") {
			return nil
		}
		return func(r model.Record) bool { return r.Get(model.CustomFieldName(own.ID)) != "" }
	}
	var fields []string
	for _, f := range k.Fields {
		if f.Vocabulary == own.Text("vocabulary") && (f.Type == model.Term || f.Type == model.Terms) {
			fields = append(fields, f.Name)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	id := model.CustomTermID(own.ID)
	return func(r model.Record) bool {
		return slices.ContainsFunc(fields, func(f string) bool { return slices.Contains(r.Get(f).List(), id) })
	}
}
