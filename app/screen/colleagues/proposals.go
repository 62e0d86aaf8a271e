package colleagues

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// proposals shows what somebody outside would change: a snapshot without
// history came back, and nothing of it is taken but what a person chooses.
type proposals struct {
	p      *take
	report store.MergeReport // the proposals, as the list shows them
	list   *listing
	yes    *ui.Button
}

// showProposals shows them, none of them chosen.
func (p *take) showProposals(all []store.Proposal) {
	if len(all) == 0 {
		p.letGo()
		p.nothing()
		return
	}
	v := &proposals{p: p}
	out := map[model.ID]bool{}
	for i := range all {
		v.report.Records = append(v.report.Records, asMerged(&all[i]))
		out[all[i].Record] = true
		switch all[i].What {
		case store.MergedNew:
			v.report.New++
		case store.MergedDeleted:
			v.report.Deleted++
		case store.MergedRestored:
			v.report.Restored++
		default:
			v.report.Changed++
		}
	}
	v.list = newTicked(p.d, &v.report, out)
	v.list.read.proposed = true
	v.list.refilter(everything)
	v.yes = ui.NewButton(p.t("colleagues.accept"), theme.ConfirmIcon(), ui.Primary, v.accept)
	no := ui.NewButton(p.t("action.cancel"), nil, ui.Plain, func() { p.d.Host.Replace(hubRoute()) })
	title := ui.NewStack(0.6, ui.NewHeading(p.t("colleagues.proposals")), ui.NewCaption(filepath.Base(p.path)))
	head := ui.NewStack(1.6, ui.NewRow(0, title, no, v.yes), ui.NewText(p.d.Words.N("colleagues.proposals_lead", len(all)), ui.TextStyle{}))
	p.show(ui.NewHeaded(head, v.list.object()))
	p.d.Runner.Do(func() {}, func() { ui.Focus(v.list.list) })
}

// asMerged shows a proposal as a record of a report. What was changed here, too,
// since the snapshot was made is marked as two values are.
func asMerged(p *store.Proposal) store.Merged {
	m := store.Merged{Record: p.Record, Kind: p.Kind, Label: p.Label, Cases: p.Cases, What: p.What}
	for _, f := range p.Fields {
		m.Fields = append(m.Fields, store.MergedField{
			Field: f.Field, Before: f.Now, After: f.Proposed, Conflict: f.Changed,
			Came: []store.Claim{{Value: f.Proposed, Author: p.Author, At: p.At}},
		})
	}
	return m
}

// accept writes what is ticked as an action of whoever sits here.
func (v *proposals) accept() {
	p := v.p
	whole := map[model.ID]bool{}
	for _, m := range v.report.Records {
		if !v.list.out[m.Record] {
			whole[m.Record] = true
		}
	}
	if p.guest == nil || !p.d.Saver.Commit() {
		return
	}
	if len(whole) == 0 {
		p.d.Host.Toast(p.t("colleagues.tick_first"), "", nil)
		ui.Focus(v.list.list)
		return
	}
	var changes store.Changes
	var err error
	guest, db := p.guest, p.d.DB
	note := p.d.Words.T("colleagues.proposals_note", tr.V{"File": filepath.Base(p.path)})
	p.d.Host.Busy(desk.Work{
		Title: "colleagues.merging",
		Do: func(ctx context.Context, _ func(done, total int)) {
			changes, err = db.AcceptProposals(ctx, guest, store.Acceptance{Whole: whole, Note: note})
		},
		Done: func() {
			switch {
			case errors.Is(err, context.Canceled):
			case err != nil:
				p.d.Fail(err)
			default:
				p.d.Host.Toast(p.d.Words.N("colleagues.accepted", len(whole)), p.t("action.undo"), p.d.Undo)
				if !p.gone {
					p.letGo()
					p.d.Host.Replace(hubRoute())
				}
				p.d.Host.Changed(changes)
			}
		},
	})
}

var _ fyne.Widget = (*take)(nil)
