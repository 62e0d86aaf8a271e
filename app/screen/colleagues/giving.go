package colleagues

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

func parse(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func sortIDs(ids []model.ID) {
	slices.SortFunc(ids, func(a, b model.ID) int { return strings.Compare(a.String(), b.String()) })
}

// onSave asks where the file shall lie, once it is clear for whom it is.
func (g *give) onSave() {
	lock, ok := g.lock()
	if !ok || g.plan == nil {
		return
	}
	g.say("")
	ui.AskPath(g.d.Host.Window(), ui.PathSpec{
		Title: g.t("colleagues.give_save"), Text: g.t("colleagues.give_where"), Yes: g.t("action.save"), Save: true,
		Path: filepath.Join(desk.Home(), "cases"+exchange.Extension),
		Check: func(path string) string {
			_, problem := desk.NewPath(g.d.Words, path, exchange.Extension)
			return problem
		},
		Then: func(path string) {
			path, _ = desk.NewPath(g.d.Words, path, exchange.Extension)
			g.write(path, lock)
		},
	})
}

// lock is what opens the file that is made; it says what is missing.
func (g *give) lock() (vault.Lock, bool) {
	if g.to != toColleague {
		text, ok := g.pass.Take()
		return vault.NewPassphrase(text, ""), ok
	}
	c, ok := g.chosen()
	if !ok {
		g.say(g.t("colleagues.choose_first"))
		if g.who != nil {
			ui.Focus(g.who.FocusTarget())
		}
		return vault.Lock{}, false
	}
	r, err := vault.ParseRecipient(c.Recipient)
	if err != nil {
		g.d.Fail(store.Classify(err))
		return vault.Lock{}, false
	}
	return vault.NewRecipient(r, c.Name), true
}

// leftOut are the persons of whom nothing goes along.
func (g *give) leftOut() (ids []model.ID) {
	for _, p := range g.plan.Persons {
		if g.kept[p.ID] {
			ids = append(ids, p.ID)
		}
	}
	sortIDs(ids)
	return ids
}

// write makes the file.
func (g *give) write(path string, lock vault.Lock) {
	if !g.d.Saver.Commit() {
		return
	}
	var report store.ShareReport
	var err error
	db, words := g.d.DB, g.d.Words
	what := exchange.Giving{
		Cases: g.cases(), LeaveOut: g.leftOut(), Outside: g.to == toOutside, History: g.history, Sensitive: g.sensitive,
		Attachments: g.bytes, Composed: g.composed, By: db.Author(),
	}
	g.d.Host.Busy(desk.Work{
		Title: "colleagues.giving",
		Do: func(ctx context.Context, step func(done, total int)) {
			what.Step = step
			report, err = exchange.Give(ctx, db, words, path, lock, g.Cost, what)
		},
		Done: func() {
			switch {
			case errors.Is(err, context.Canceled):
			case err != nil:
				g.d.Fail(err)
			case !g.gone:
				g.given(path, report)
			}
		},
	})
}

// given says what was made, what is in it, and how to hand it over.
func (g *give) given(path string, r store.ShareReport) {
	w := g.d.Words
	back := ui.NewButton(g.t("action.done"), nil, ui.Primary, func() { g.d.Host.Replace(hubRoute()) })
	in := []string{
		w.N("kind.case.many", r.Cases), w.N("colleagues.given_records", r.Records), w.N("kind.person.many", r.Persons),
	}
	if r.Attachments > 0 {
		in = append(in, w.N("colleagues.given_attachments", r.Attachments, tr.V{"Size": size(w, r.AttachmentBytes)}))
	}
	parts := ui.NewStack(2.4,
		ui.NewActionRow(theme.DocumentIcon(), filepath.Base(path), filepath.Dir(path)+"\n"+size(w, r.Size)+" · "+strings.Join(in, ", ")).Boxed())
	if r.LeftOut.Persons > 0 {
		parts.Add(ui.NewText(w.N("colleagues.given_left", r.LeftOut.Persons), ui.TextStyle{}))
	}
	if r.Awaited > 0 {
		parts.Add(ui.NewText(w.N("colleagues.given_awaited", r.Awaited), ui.TextStyle{}))
	}
	if len(r.Mentions) > 0 {
		parts.Add(g.mentions(r.Mentions))
	}
	parts.Add(ui.NewStack(1, ui.NewSection(g.t("colleagues.hand_over"), ""), ui.NewText(g.t("colleagues.hand_over."+g.to), ui.TextStyle{})))
	g.show(column(ui.NewStack(1, ui.NewHeading(g.t("colleagues.given")), ui.NewCaption(g.t("colleagues.given_lead"))), parts, ui.NewToolbar(back)))
	g.d.Runner.Do(func() {}, func() { ui.Focus(back) })
}

// mentions lists where somebody who was left out is named all the same.
func (g *give) mentions(all []store.Mention) fyne.CanvasObject {
	w := g.d.Words
	rows := ui.NewStack(1, ui.NewBanner(ui.Warning, w.N("colleagues.mentions", len(all))))
	for i, m := range all {
		if i == 12 {
			rows.Add(ui.NewCaption(w.N("colleagues.mentions_more", len(all)-i)))
			break
		}
		rows.Add(ui.NewCaption(g.d.TitleOf(m.Person) + " · " + w.Kind(m.Kind) + ": " + g.d.TitleOf(m.Record) + " · " + w.Field(m.Kind, m.Field)))
	}
	return rows
}
