package patterns

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/bundle"
	"guvoh/model"
	"guvoh/model/store"
)

// encloses is the button that puts patterns into a dossier. Whoever came here to do
// that finds it before all others.
func (s *Screen) encloses() *ui.Button {
	style := ui.Plain
	if !s.into.IsZero() {
		style = ui.Primary
	}
	b := ui.NewButton(s.d.Words.T("pattern.enclose"), theme.ContentAddIcon(), style, s.enclose)
	b.Hidden = s.d.DB.ReadOnly()
	return b
}

// enclose asks into which dossier the pattern that is open, or all, shall go.
func (s *Screen) enclose() {
	w, d := s.d.Words, s.d
	patterns := s.all
	if s.view != nil {
		patterns = []store.Pattern{s.view.found}
	}
	if len(patterns) == 0 || d.DB.ReadOnly() {
		return
	}
	all, err := exchange.Enclosing(context.Background(), d.DB)
	if err != nil {
		d.Fail(err)
		return
	}
	if len(all) == 0 {
		d.Host.Toast(w.T("pattern.enclose.none"), "", nil)
		return
	}
	var dossiers, uses []ui.Option
	for _, r := range all {
		dossiers = append(dossiers, ui.Option{ID: r.ID.String(), Label: d.Title(r), Hint: d.TitleOf(r.Refs("cases")[0])})
	}
	for _, p := range purposes {
		uses = append(uses, ui.Option{ID: p, Label: w.Word("consent_purpose", p)})
	}
	into := ui.NewTermSelect(dossiers, "", nil).MustHold()
	into.Load(dossiers[s.chosen(all)].ID)
	purpose := ui.NewTermSelect(uses, "", nil).MustHold()
	purpose.Load(purposes[0])
	body := ui.NewStack(2, ui.NewText(w.T("pattern.enclose.about"), ui.TextStyle{}),
		ui.NewField(w.Kind("dossier"), into), ui.NewField(w.T("pattern.save.for"), purpose))
	s.asks(w.T("pattern.enclose"), body, into.FocusTarget(), w.T("pattern.enclose.do"), func() bool { return true }, func() {
		i := slices.IndexFunc(all, func(r model.Record) bool { return r.ID.String() == into.Value() })
		s.encloseIn(all[i], patterns, purpose.Value(), false)
	})
}

// chosen gives which dossier is offered first: that from which somebody came here.
func (s *Screen) chosen(all []model.Record) int {
	return max(0, slices.IndexFunc(all, func(r model.Record) bool { return r.ID == s.into }))
}

// encloseIn makes the annex while the window stays alive, and puts it in.
func (s *Screen) encloseIn(dossier model.Record, patterns []store.Pattern, purpose string, withhold bool) {
	w, db := s.d.Words, s.d.DB
	order := exchange.AnnexOrder{
		Dossier: dossier, Patterns: patterns, By: s.q.by, Filter: s.q.filter(), Purpose: purpose, Withhold: withhold, At: time.Now(),
	}
	var annex *exchange.Annex
	var err error
	s.d.Host.Busy(desk.Work{
		Title: "pattern.save.saving",
		Do: func(ctx context.Context, step func(done, total int)) {
			order.Progress = func(_ bundle.Step, done, total int) { step(done, total) }
			annex, err = exchange.MakeAnnex(ctx, db, w, order)
		},
		Done: func() {
			if err != nil {
				s.unmade(err, func() { s.encloseIn(dossier, patterns, purpose, true) })
				return
			}
			exhibits := s.d.Rows("exhibit", dossier.ID) // before the action, which has the file for itself
			if s.d.Do("enclose", func(tx *store.Tx) error { return annex.Into(tx, exhibits) }) {
				s.enclosed(annex)
			}
		},
	})
}

// enclosed says that an annex is in, and offers the way to its dossier.
func (s *Screen) enclosed(a *exchange.Annex) {
	w := s.d.Words
	said := w.T("pattern.enclose.done", tr.V{"Dossier": s.d.Title(a.Dossier)})
	if n := a.Result.Withheld; n > 0 {
		said += " " + w.N("pattern.withheld", n)
	}
	s.d.Host.Toast(said, w.T("action.open"), func() {
		s.d.Host.Go(desk.Route{Screen: desk.ScreenDossier, Case: a.Dossier.Refs("cases")[0], Record: a.Dossier.ID})
	})
}
