package composer

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/app/weighing"
	"guvoh/model"
)

// alleged offers, in a section of complaints, the articles that are alleged in the
// case and are not yet among its headings.
func (w *writing) alleged() []fyne.CanvasObject {
	if w.sec.Type != "complaints" || w.prose.readOnly {
		return nil
	}
	in := w.dossierWords()
	there := w.headings()
	missing := func(c model.Record) bool { return !slices.Contains(there, weighing.Name(in, c)) }
	if !slices.ContainsFunc(w.d.OfCase("complaint", w.s.in), missing) {
		return nil
	}
	t := w.d.Words
	return []fyne.CanvasObject{ui.NewBanner(ui.Accent, t.T("grid.into_section.about"),
		ui.NewButton(t.T("grid.into_section"), theme.DownloadIcon(), ui.Plain, w.takeAlleged))}
}

// dossierWords speak the language of the dossier.
func (w *writing) dossierWords() *tr.Printer {
	r, _ := w.d.Get(w.s.id)
	if lang := r.Text("language"); lang != "" {
		return w.d.Words.In(lang)
	}
	return w.d.Words
}

func (w *writing) headings() []string {
	var out []string
	for _, r := range w.rows {
		out = append(out, w.value(r, "heading"))
	}
	return out
}

// takeAlleged makes a paragraph of each article that is not there yet: its heading,
// and the facts that support it, which stay linked to the record. The case is read
// away from the window; whoever left the screen meanwhile, or closed the file, wants
// nothing written any more.
func (w *writing) takeAlleged() {
	db, say, in, caseID := w.d.DB, w.d.Words, w.dossierWords(), w.s.in
	var g *weighing.Grid
	var err error
	w.d.Runner.Do(func() { g, err = weighing.Read(context.Background(), db, say, caseID) }, func() {
		if w.s.think.over {
			return
		}
		w.d.Fail(err)
		if err != nil || g == nil {
			return
		}
		w.read()
		there := w.headings()
		var fresh []model.Record
		for _, a := range g.Arguments(in) {
			if slices.Contains(there, a.Heading) {
				continue
			}
			r := w.fresh("", a.About...)
			r.Set("heading", model.TextValue(a.Heading))
			fresh = append(fresh, r)
		}
		if len(fresh) > 0 {
			w.put("create", model.ID{}, fresh, nil)
		}
	})
}
