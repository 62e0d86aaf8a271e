package keys

import (
	"strings"

	"fyne.io/fyne/v2/theme"

	"guvoh/app/ask"
	"guvoh/app/keypaper"
	"guvoh/app/people"
	"guvoh/app/ui"
	"guvoh/export/sheet"
	"guvoh/model"
	"guvoh/model/vault"
)

// askColleague asks for the card of a colleague who is to open this file.
func (s *Screen) askColleague() { s.askCardOf("", "") }

// askCardOf is askColleague with what was typed before.
func (s *Screen) askCardOf(name, card string) {
	in := s.people.NewCardInput(name, card).WithKnown()
	body := ui.NewStack(2.4, ui.NewText(s.t("keys.colleague_text"), ui.TextStyle{}), in.Object())
	f := s.ask(s.t("keys.colleague_title"), body, in.First(), s.t("keys.colleague_next"), func(f *ask.Form) {
		c, ok := in.Take()
		if !ok {
			return
		}
		if s.people.IsCompared(c) {
			var err error
			f.Run(func() { err = s.letIn(c) }, func() { s.ended(f, err, "keys.colleague_done") })
			return
		}
		_, typed := in.Typed()
		f.Close()
		s.askCompare(c, typed)
	})
	in.OnSubmit(f.Press)
}

// askCompare has the fingerprint of a card compared before its key is let in.
func (s *Screen) askCompare(c vault.Card, typed string) {
	whose := s.t("keys.compare_text")
	if c.Name != "" {
		whose = s.d.Words.T("keys.compare_with", map[string]any{"Name": c.Name})
	}
	done := ui.NewCheck(s.t("keys.compared"), false, nil)
	need := ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: theme.ColorNameError})
	done.OnChanged = func(bool) { need.SetText("") }
	var f *ask.Form
	again := ui.NewButton(s.t("keys.compare_back"), nil, ui.Link, func() { f.Close(); s.askCardOf(c.Name, typed) })
	body := ui.NewStack(2.4, ui.NewText(whose, ui.TextStyle{}), people.Fingerprint(c), ui.NewStack(0.6, done, need), left(again))
	f = s.ask(s.t("keys.compare_title"), body, done, s.t("keys.add_do"), func(f *ask.Form) {
		if !done.Checked() {
			need.SetText(s.t("keys.compare_first"))
			return
		}
		var err error
		f.Run(func() { err = s.letIn(c) }, func() { s.ended(f, err, "keys.colleague_done") })
	})
}

// letIn has the owner of a card open the file.
func (s *Screen) letIn(c vault.Card) error {
	r, err := vault.ParseRecipient(c.Recipient)
	if err != nil {
		return err
	}
	if err := s.d.DB.ChangeKeys(vault.Add(vault.NewRecipient(r, strings.TrimSpace(model.CleanText(c.Name))))); err != nil {
		return err
	}
	return keypaper.Annotate(s.d.DB, s.newest(), func(n *keypaper.Note) { n.Fingerprint = sheet.FingerprintOf(c).Digits })
}
