package keys

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/keypaper"
	"guvoh/app/ui"
	"guvoh/export/sheet"
	"guvoh/model"
	"guvoh/model/vault"
)

// longestCard is what is read of a file with a card at most; none is longer.
const longestCard = 1 << 20

// askColleague asks for a contact card.
func (s *Screen) askColleague() { s.askCardOf("", "") }

// askCardOf is askColleague with what was typed before.
func (s *Screen) askCardOf(name, card string) {
	whose := ui.NewEntry(s.t("keys.whose_example"), nil)
	whose.Load(name)
	text := ui.NewAutoEditor(3, 130)
	text.SetText(card)
	field := ui.NewField(s.t("keys.card_text"), text).SetHelp(s.t("keys.card_help"))
	text.OnChanged = func() { field.SetError("") }
	file := ui.NewButton(s.t("keys.card_file"), theme.FolderOpenIcon(), ui.Plain, func() {
		s.askCardFile(func(card string) {
			text.SetText(card)
			field.SetError("")
			ui.Resized(text)
			ui.Focus(whose)
		})
	})
	body := ui.NewStack(2.4, ui.NewText(s.t("keys.colleague_text"), ui.TextStyle{}), ui.NewStack(1.2, field, left(file)),
		ui.NewField(s.t("keys.whose"), whose))
	f := s.ask(s.t("keys.colleague_title"), body, text, s.t("keys.colleague_next"), func(f *form) {
		r, err := vault.ParseRecipient(text.Text())
		if err != nil {
			field.SetError(s.t("keys.no_card"))
			return
		}
		label := strings.TrimSpace(model.CleanText(whose.Text))
		if label == "" {
			label = ownerOf(text.Text())
		}
		f.close()
		s.askCompare(label, text.Text(), vault.NewRecipient(r, label), sheet.FingerprintOf(fmt.Sprint(r))) // r prints as age writes it
	})
	whose.OnSubmitted = func(string) { f.press() }
}

// ownerOf is the name on a card, where one stands in its first line.
func ownerOf(card string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(card, "\ufeff"), "\n")
	if !strings.HasPrefix(first, "#") {
		return ""
	}
	_, name, _ := strings.Cut(first, ": ")
	return strings.TrimSpace(model.CleanText(name))
}

// askCardFile reads a card from a file.
func (s *Screen) askCardFile(read func(card string)) {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	ui.AskPath(s.d.Host.Window(), ui.PathSpec{
		Title: s.t("keys.card_file"), Yes: s.t("action.open"), Ext: []string{".txt"}, Path: home + string(filepath.Separator),
		Check: func(path string) string {
			if st, err := os.Stat(path); err != nil || !st.Mode().IsRegular() {
				return s.t("problem.store.no_file")
			}
			return ""
		},
		Then: func(path string) {
			var text string
			var err error
			s.d.Runner.Do(func() { text, err = readCard(path) }, func() {
				if s.gone {
					return
				}
				if s.d.Fail(err); err == nil {
					read(text)
				}
			})
		},
	})
}

func readCard(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, longestCard))
	return strings.ToValidUTF8(string(b), ""), err
}

// askCompare has the fingerprint of a key compared before the key is let in.
func (s *Screen) askCompare(name, card string, lock vault.Lock, print sheet.Fingerprint) {
	whose := s.t("keys.compare_text")
	if name != "" {
		whose = s.d.Words.T("keys.compare_with", map[string]any{"Name": name})
	}
	done := ui.NewCheck(s.t("keys.compared"), false, nil)
	need := ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: theme.ColorNameError})
	done.OnChanged = func(bool) { need.SetText("") }
	var f *form
	again := ui.NewButton(s.t("keys.compare_back"), nil, ui.Link, func() { f.close(); s.askCardOf(name, card) })
	body := ui.NewStack(2.4, ui.NewText(whose, ui.TextStyle{}), fingerprint(print), ui.NewStack(0.6, done, need), left(again))
	f = s.ask(s.t("keys.compare_title"), body, done, s.t("keys.add_do"), func(f *form) {
		if !done.Checked() {
			need.SetText(s.t("keys.compare_first"))
			return
		}
		var err error
		f.run(func() {
			if err = s.d.DB.ChangeKeys(vault.Add(lock)); err == nil {
				err = keypaper.Annotate(s.d.DB, s.newest(), func(n *keypaper.Note) { n.Fingerprint = print.Digits })
			}
		}, func() { s.ended(f, err, "keys.colleague_done") })
	})
}

// fingerprint shows what two people compare: the words, and the digits, which
// say the same.
func fingerprint(p sheet.Fingerprint) fyne.CanvasObject {
	words := container.NewGridWithColumns(2)
	for i, word := range p.Words {
		words.Add(ui.NewText(fmt.Sprintf("%d  %s", i+1, word), ui.TextStyle{Bold: true, Single: true}))
	}
	digits := container.NewGridWithColumns(len(p.Digits))
	for _, group := range p.Digits {
		digits.Add(ui.NewText(group, ui.TextStyle{Bold: true, Single: true}))
	}
	return ui.NewStack(2, words, digits)
}
