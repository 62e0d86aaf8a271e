package people

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/sheet"
	"guvoh/model/store"
)

// List shows who writes here, one's own card, and the cards of colleagues. It
// is a part of a page: show its Object.
type List struct {
	*People
	own    *fyne.Container
	cards  *fyne.Container
	add    *ui.Button
	object fyne.CanvasObject
}

// New makes the list for a screen. t.Changed is heard after the list has shown
// what is another now.
func New(d *desk.Desk, t Tools) *List {
	l := &List{own: ui.NewStack(1.2), cards: ui.NewStack(1.2)}
	after := t.Changed
	t.Changed = func() {
		l.Load()
		if after != nil {
			after()
		}
	}
	l.People = With(d, t)
	l.add = ui.NewButton(l.t("people.add"), theme.ContentAddIcon(), ui.Plain, l.Add)
	if d.DB.ReadOnly() {
		l.add.Disable()
	}
	l.object = ui.NewStack(4,
		ui.NewStack(2, ui.NewSection(l.t("people.here"), ""), l.own),
		ui.NewStack(2, ui.NewSection(l.t("people.colleagues"), l.t("people.colleagues_why"), l.add), l.cards))
	l.Load()
	return l
}

// Object gives what is shown.
func (l *List) Object() fyne.CanvasObject { return l.object }

// First gives what gets the keyboard when the screen begins.
func (l *List) First() fyne.Focusable { return l.add }

// Load shows everything as it is now.
func (l *List) Load() {
	l.own.Objects = nil
	if row := l.standing(); row != nil {
		l.own.Add(row)
	}
	if l.IdentityPath != "" {
		l.own.Add(ui.NewActionRow(theme.AccountIcon(), l.t("keys.card"), l.t("keys.card_why"),
			ui.NewButton(l.t("keys.show"), nil, ui.Plain, l.ShowCard)).Boxed())
	}
	all, err := l.d.DB.Colleagues(context.Background())
	l.d.Fail(err)
	l.cards.Objects = nil
	for _, c := range all {
		l.cards.Add(l.row(c))
	}
	if len(all) == 0 {
		l.cards.Add(ui.NewText(l.t("people.none"), ui.TextStyle{Color: ui.ColorSubtle}))
	}
	l.own.Refresh()
	l.cards.Refresh()
}

// row shows one card: whether it was compared, by sign, word and colour.
func (l *List) row(c store.Colleague) fyne.CanvasObject {
	t := trustOf(c)
	var acts []fyne.CanvasObject
	if !l.d.DB.ReadOnly() {
		if c.Verified == 0 {
			acts = append(acts, ui.NewButton(l.t("people.compare"), nil, ui.Plain, func() { l.Compare(c) }))
		} else {
			acts = append(acts, ui.NewButton(l.t("people.unverify"), nil, ui.Quiet, func() { l.Unverify(c) }))
		}
		acts = append(acts, ui.NewButton(l.t("action.remove"), nil, ui.Quiet, func() { l.Remove(c) }))
	}
	marks := []*ui.Badge{ui.NewBadge(l.t(t.word), t.tone)}
	if c.Signing == nil {
		marks = append(marks, ui.NewBadge(l.t("people.no_signing"), ui.Neutral))
	}
	return ui.NewActionRow(t.icon, c.Name, l.about(c), acts...).Boxed().Mark(marks...)
}

// about says what is known of a card, and what follows from it.
func (l *List) about(c store.Colleague) string {
	parts := []string{l.t("people.unverified_why")}
	if c.Verified > 0 {
		parts = []string{l.t("people.verified_on", tr.V{"Date": desk.Day(l.d.Words, time.UnixMilli(c.Verified))})}
	}
	if c.Signing == nil {
		parts = append(parts, l.t("people.no_signing_why"))
	}
	parts = append(parts, l.t("people.digits", tr.V{"Digits": strings.Join(sheet.FingerprintOf(c.Card()).Digits, " ")}))
	return strings.Join(parts, "\n")
}
