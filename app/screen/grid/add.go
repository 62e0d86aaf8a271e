package grid

import (
	"strings"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// addArticle asks which article is alleged, and of which part.
func (s *Screen) addArticle() {
	if s.d.DB.ReadOnly() {
		return
	}
	w := s.d.Words
	choose := ui.NewTermSelect(s.articles(), w.T("grid.which_article"), nil)
	part := ui.NewEntry("", nil)
	which := ui.NewField(w.Field("complaint", "article"), choose)
	body := ui.NewStack(2, ui.NewText(w.T("grid.add_article.about"), ui.TextStyle{}), which,
		ui.NewField(w.Field("complaint", "part"), part).SetHelp(w.Help("complaint", "part")))
	var d *ui.Dialog
	no := ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { d.Close() })
	yes := ui.NewButton(w.T("grid.add_article"), nil, ui.Primary, func() {
		if choose.Value() == "" {
			which.SetError(w.T("grid.which_article"))
			ui.Focus(choose.FocusTarget())
			return
		}
		d.Close()
		s.allege(choose.Value(), strings.TrimSpace(model.CleanText(part.Text)))
	})
	d = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("grid.add_article"), Body: body, Buttons: []*ui.Button{no, yes}, First: choose.FocusTarget(), Width: 520,
	})
	d.Show()
}

// allege adds an article, and chooses it.
func (s *Screen) allege(article, part string) {
	r := model.NewRecord("complaint")
	r.Set("cases", model.RefsValue(s.in))
	r.Set("article", model.TextValue(article))
	if part != "" {
		r.Set("part", model.TextValue(part))
	}
	r.Set("position", desk.Last(s.d.OfCase("complaint", s.in)))
	if s.d.Do("create", func(tx *store.Tx) error { return tx.Put(r) }) {
		s.wanted = r.ID
		s.load(func() { ui.Focus(s.matrix) })
	}
}

// articles gives the articles to choose from, by their treaties.
func (s *Screen) articles() []ui.Option {
	w := s.d.Words
	v := s.d.DB.Schema().Vocabulary("article")
	if v == nil {
		return nil
	}
	var out []ui.Option
	for _, word := range v.Words {
		o := ui.Option{ID: word.ID, Label: word.In(w.Lang())}
		if word.Group != "" {
			o.Group = w.Word("article", word.Group)
		}
		out = append(out, o)
	}
	return out
}

// addable are the facts that stand in a case by themselves. Acts, steps and the
// like are added where what they belong to is shown.
var addable = []string{"event", "detention", "injury", "proceeding", "intervention"}

// addFact asks what kind of fact it is, makes it and goes there.
func (s *Screen) addFact() {
	if s.d.DB.ReadOnly() {
		return
	}
	w := s.d.Words
	kind := ui.NewTermSelect(s.kinds(addable), "", nil).MustHold()
	kind.Load(addable[0])
	var d *ui.Dialog
	no := ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { d.Close() })
	yes := ui.NewButton(w.T("grid.add_fact"), nil, ui.Primary, func() {
		d.Close()
		if r, ok := s.d.Add(kind.Value(), map[string]model.Value{"cases": model.RefsValue(s.in)}); ok {
			s.here()
			s.d.Host.Go(recordform.RouteTo(s.d, r, s.in))
		}
	})
	body := ui.NewStack(2, ui.NewText(w.T("grid.add_fact.about"), ui.TextStyle{}), ui.NewField(w.T("grid.kind_of_fact"), kind))
	d = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("grid.add_fact"), Body: body, Buttons: []*ui.Button{no, yes}, First: kind.FocusTarget(), Width: 520,
	})
	d.Show()
}
