package find

import (
	"guvoh/app/asking"
	"guvoh/app/ui"
	"guvoh/model/question"
)

// asked are the kinds of record that people look for, in the order in which they
// are offered; all others follow.
var asked = []string{
	"case", "person", "act", "detention", "event", "interview", "evidence", "consent", "deadline", "proceeding", "injury",
	"intervention", "organisation", "place", "source", "note", "issue",
}

// kinds offers every kind of record that can be looked for.
func kinds(w asking.Words) []ui.Option {
	var out []ui.Option
	seen := map[string]bool{}
	put := func(name string) {
		if k := w.Schema.Kind(name); k != nil && !hidden(k) && !seen[name] {
			seen[name] = true
			out = append(out, ui.Option{ID: name, Label: w.Kinds(name)})
		}
	}
	for _, name := range asked {
		put(name)
	}
	for _, k := range w.Schema.Kinds() {
		put(k.Name)
	}
	return out
}

// onFirst changes what is looked for as a whole.
func (s *Screen) onFirst() {
	w := s.d.Words
	kind, held, sure := s.q.Of, string(s.tree.group), s.q.Sure
	what := ui.NewTermSelect(kinds(s.w), "", func(id string) { kind = id }).MustHold()
	what.Load(kind)
	how := ui.NewTermSelect([]ui.Option{
		{ID: string(allOf), Label: w.T("find.how.all")}, {ID: string(anyOf), Label: w.T("find.how.any")},
	}, "", func(id string) { held = id }).MustHold()
	how.Load(held)
	only := ui.NewCheck(w.T("find.sure"), sure, func(on bool) { sure = on })
	body := ui.NewStack(2.4, ui.NewField(w.T("find.look_for"), what).SetHelp(w.T("find.look_for_help")),
		ui.NewField(w.T("find.together"), how), ui.NewStack(0.6, only, ui.NewCaption(w.T("find.sure_help"))))
	ui.Form(s.d.Host.Window().Canvas(), w.T("find.first_title"), body, what.FocusTarget(), w.T("action.done"), func() bool {
		was := s.question(true)
		s.q.Sure = sure
		if kind != s.q.Of {
			s.q = question.Question{Of: kind, Sure: sure}
			s.tree = newTree(s.w.Schema, s.q)
			if was.Where != nil {
				s.d.Host.Toast(w.T("find.other_kind"), w.T("action.undo"), func() {
					if !s.left {
						s.putBack(was)
					}
				})
			}
		}
		s.tree.group = group(held)
		s.shut()
		s.rebuild()
		s.changed()
		return true
	})
}
