package find

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// savedKind is the kind of the records that keep questions.
const savedKind = "saved_search"

// saved gives the questions that are kept, by their titles.
func saved(d *desk.Desk) []model.Record {
	rs, err := d.DB.Records(context.Background(), savedKind)
	d.Fail(err)
	rs = slices.DeleteFunc(rs, func(r model.Record) bool { return r.Deleted })
	slices.SortStableFunc(rs, func(a, b model.Record) int {
		return strings.Compare(model.Fold(a.Text("title")), model.Fold(b.Text("title")))
	})
	return rs
}

// onSave keeps the changes of a question that is kept, and asks for the title of
// one that is not.
func (s *Screen) onSave() {
	if s.d.DB.ReadOnly() || s.q.Of == "" {
		return
	}
	if s.editing != nil {
		s.editing.done()
	}
	if s.kept.IsZero() {
		s.askTitle(s.title)
		return
	}
	if text := s.question(true).JSON(); s.d.Set(s.kept, "question", model.TextValue(text)) {
		s.stands = text
		s.show()
	}
}

// onSaveAs keeps the question once more, under another title.
func (s *Screen) onSaveAs() {
	if !s.d.DB.ReadOnly() && s.q.Of != "" {
		s.askTitle(s.d.Words.T("find.copy_of", tr.V{"Title": s.title}))
	}
}

func (s *Screen) askTitle(title string) {
	w := s.d.Words
	if title == "" {
		title = s.w.Sentence(s.question(false))
	}
	askTitle(s.d, w.T("find.save_title"), title, func(title string) bool {
		text := s.question(true).JSON()
		r, ok := s.d.Add(savedKind, map[string]model.Value{"title": model.TextValue(title), "question": model.TextValue(text)})
		if ok {
			s.kept, s.title, s.stands = r.ID, title, text
			s.show()
			s.d.Host.Toast(w.T("find.saved_toast"), w.T("action.undo"), s.d.Undo)
		}
		return ok
	})
}

// askTitle asks under which title a question is kept.
func askTitle(d *desk.Desk, head, title string, then func(title string) bool) {
	w := d.Words
	in := ui.NewEntry("", nil)
	if r := []rune(title); len(r) > 120 {
		title = string(r[:119]) + "…"
	}
	in.Load(title)
	in.CursorColumn = len([]rune(title))
	in.TypedShortcut(&fyne.ShortcutSelectAll{}) // typing puts another in its place
	field := ui.NewField(w.Field(savedKind, "title"), in).SetHelp(w.T("find.title_help"))
	ui.Form(d.Host.Window().Canvas(), head, field, in, w.T("action.save"), func() bool {
		title := strings.TrimSpace(model.CleanText(in.Text))
		if title == "" {
			field.SetError(w.T("find.title_missing"))
			return false
		}
		return then(title)
	})
}

// rename gives a kept question another title.
func rename(d *desk.Desk, r model.Record) {
	askTitle(d, d.Words.T("find.rename"), r.Text("title"), func(title string) bool {
		return d.Set(r.ID, "title", model.TextValue(title))
	})
}

// duplicate keeps a question once more, to be changed.
func duplicate(d *desk.Desk, r model.Record) {
	made := model.NewRecord(savedKind)
	made.Set("title", model.TextValue(d.Words.T("find.copy_of", tr.V{"Title": r.Text("title")})))
	made.Set("question", r.Get("question"))
	if d.Do("create", func(tx *store.Tx) error { return tx.Put(made) }) {
		d.Host.Toast(d.Words.T("find.duplicated"), d.Words.T("action.undo"), d.Undo)
	}
}

// remove deletes a kept question and offers to take that back.
func remove(d *desk.Desk, r model.Record) { d.Delete(r) }
