package people

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ask"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/sheet"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// Fingerprint shows what two people compare of a card: the words, large, and
// the digits, which say the same.
func Fingerprint(c vault.Card) fyne.CanvasObject { return fingerprint(c) }

func fingerprint(c vault.Card) fyne.CanvasObject {
	print := sheet.FingerprintOf(c)
	half := len(print.Words) / 2
	column := func(from int) fyne.CanvasObject {
		words := ui.NewStack(0.7)
		for i := from; i < from+half; i++ {
			words.Add(ui.NewRow(1,
				ui.NewText(strconv.Itoa(i+1), ui.TextStyle{Color: ui.ColorSubtle, Single: true}),
				ui.NewText(print.Words[i], ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Single: true})))
		}
		return words
	}
	digits := container.NewGridWithColumns(len(print.Digits))
	for _, group := range print.Digits {
		digits.Add(ui.NewText(group, ui.TextStyle{Bold: true, Single: true}))
	}
	return ui.NewStack(2, container.NewGridWithColumns(2, column(0), column(half)), digits)
}

// Compare has the fingerprint of a card compared with its owner, and marks the
// card. Both sides stand there, to be read to each other.
func (p *People) Compare(c store.Colleague) {
	name := tr.V{"Name": c.Name}
	same := ui.NewCheck(p.t("people.compared"), false, nil)
	need := ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: theme.ColorNameError})
	same.OnChanged = func(bool) { need.SetText("") }
	var f *ask.Form
	differ := ui.NewButton(p.t("people.differ"), nil, ui.Link, func() { f.Close(); p.differ(c) })
	body := ui.NewStack(2.4, ui.NewText(p.t("people.compare_text", name), ui.TextStyle{}), p.bothSides(c))
	if c.Signing == nil {
		body.Add(ui.NewBanner(ui.Warning, p.t("people.no_signing_why")))
	}
	body.Add(ui.NewStack(0.6, same, need, ui.NewFlow(differ)))
	f = p.ask(ask.Spec{
		Title: p.t("people.compare_title", name), Body: body, First: same, Yes: p.t("people.verify"), No: p.t("people.later"), Width: 720,
		Submit: func(f *ask.Form) {
			if !same.Checked() {
				need.SetText(p.t("people.compare_first"))
				return
			}
			if err := p.d.DB.VerifyColleague(context.Background(), c.N, true); err != nil {
				f.Say(p.sentence(err))
				return
			}
			f.Close()
			p.d.Host.Toast(p.t("people.verified_now", name), "", nil)
			p.changed()
		},
	})
}

// bothSides shows the words of a card and, as far as they are known, those of
// whoever sits here.
func (p *People) bothSides(c store.Colleague) fyne.CanvasObject {
	side := func(title string, inside fyne.CanvasObject) fyne.CanvasObject {
		return ui.NewStack(1.4, ui.NewText(title, ui.TextStyle{Bold: true, Color: ui.ColorSubtle}), inside)
	}
	theirs := side(p.t("people.they_read", tr.V{"Name": c.Name}), fingerprint(c.Card()))
	own, there, err := p.d.DB.OwnCard()
	p.d.Fail(err)
	if !there {
		return ui.NewStack(1.6, theirs, ui.NewCaption(p.t("people.own_unknown")))
	}
	return sideBySide(theirs, side(p.t("people.you_read"), fingerprint(own)))
}

// sideBySide puts two things that are compared next to each other.
func sideBySide(a, b fyne.CanvasObject) fyne.CanvasObject {
	return container.NewGridWithColumns(2, a, ui.NewInset(2, 0, b))
}

// differ says what it means that two fingerprints differ, and offers to forget
// the card.
func (p *People) differ(c store.Colleague) {
	p.remove(c, p.t("people.differ_text", tr.V{"Name": c.Name}))
}

// Unverify takes the mark back.
func (p *People) Unverify(c store.Colleague) {
	if err := p.d.DB.VerifyColleague(context.Background(), c.N, false); err != nil {
		p.d.Fail(err)
		return
	}
	p.d.Host.Toast(p.t("people.unverified_now", tr.V{"Name": c.Name}), p.t("action.undo"), func() {
		p.d.Fail(p.d.DB.VerifyColleague(context.Background(), c.N, true))
		p.changed()
	})
	p.changed()
}

// Remove asks whether a card shall be forgotten.
func (p *People) Remove(c store.Colleague) {
	p.remove(c, p.t("people.remove_text", tr.V{"Name": c.Name}))
}

func (p *People) remove(c store.Colleague, text string) {
	p.ask(ask.Spec{
		Title: p.t("people.remove_title", tr.V{"Name": c.Name}), Body: ui.NewText(text, ui.TextStyle{}), Yes: p.t("people.remove_do"),
		Submit: func(f *ask.Form) {
			if err := p.d.DB.RemoveColleague(context.Background(), c.N); err != nil {
				f.Say(p.sentence(err))
				return
			}
			f.Close()
			p.d.Host.Toast(p.t("people.removed", tr.V{"Name": c.Name}), "", nil)
			p.changed()
		},
	}).Grave()
}
