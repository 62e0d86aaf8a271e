package people

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ask"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// longestCard is what is read of a file with a card at most; none is longer.
const longestCard = 1 << 20

// CardInput takes the card of somebody: pasted, typed, or from a file, with the
// name by which they are known here.
type CardInput struct {
	p     *People
	text  *ui.Editor
	name  *ui.Entry
	field *ui.Field // of the text
	whose *ui.Field // of the name
	file  *ui.Button
	known *fyne.Container // the cards that are here, one tap each; empty unless asked for
}

// NewCardInput makes one, with what was typed before.
func (p *People) NewCardInput(name, card string) *CardInput {
	in := &CardInput{
		p: p, text: ui.NewAutoEditor(3, 130), name: ui.NewEntry(p.t("keys.whose_example"), nil), known: ui.NewStack(0.8),
	}
	in.name.Load(name)
	in.text.SetText(card)
	in.field = ui.NewField(p.t("keys.card_text"), in.text).SetHelp(p.t("keys.card_help"))
	in.whose = ui.NewField(p.t("keys.whose"), in.name)
	in.name.OnChanged = func(string) { in.whose.SetError("") }
	in.text.OnChanged = func() {
		in.field.SetError("")
		in.learnName()
	}
	in.file = ui.NewButton(p.t("keys.card_file"), theme.FolderOpenIcon(), ui.Plain, func() {
		p.askCardFile(func(card string) {
			in.text.SetText(card)
			in.field.SetError("")
			in.learnName()
			ui.Resized(in.text)
			ui.Focus(in.name)
		})
	})
	return in
}

// WithKnown offers the cards of colleagues that are here already.
func (in *CardInput) WithKnown() *CardInput {
	all, err := in.p.d.DB.Colleagues(context.Background())
	in.p.d.Fail(err)
	if len(all) == 0 {
		return in
	}
	names := ui.NewFlow()
	for _, c := range all {
		names.Add(ui.NewButton(c.Name, trustOf(c).icon, ui.Plain, func() {
			in.text.SetText(c.Card().Text("card"))
			in.field.SetError("")
			in.name.Load(c.Name)
			ui.Resized(in.text)
			ui.Focus(in.name)
		}))
	}
	in.known.Add(ui.NewCaption(in.p.t("people.take_known")))
	in.known.Add(names)
	return in
}

// IsCompared reports whether the fingerprint of a card was compared here.
func (p *People) IsCompared(card vault.Card) bool {
	all, err := p.d.DB.Colleagues(context.Background())
	p.d.Fail(err)
	return slices.ContainsFunc(all, func(c store.Colleague) bool { return c.Verified > 0 && c.Card().Equal(card) })
}

// learnName fills in the name that a card says, where none was typed.
func (in *CardInput) learnName() {
	if in.name.Text != "" {
		return
	}
	if c, err := vault.ParseCard(in.text.Text()); err == nil && c.Name != "" {
		in.name.Load(cleanName(c.Name))
	}
}

func cleanName(s string) string { return strings.TrimSpace(model.CleanText(s)) }

// Object gives what is shown.
func (in *CardInput) Object() fyne.CanvasObject {
	parts := ui.NewStack(2.4, ui.NewStack(1.2, in.field, ui.NewFlow(in.file)), in.whose)
	if len(in.known.Objects) > 0 {
		parts.Objects = append([]fyne.CanvasObject{in.known}, parts.Objects...)
	}
	return parts
}

// First gives what gets the keyboard.
func (in *CardInput) First() fyne.Focusable { return in.text }

// OnSubmit has Enter in the line of the name do what the button does.
func (in *CardInput) OnSubmit(f func()) { in.name.OnSubmitted = func(string) { f() } }

// Typed gives what stands in the input.
func (in *CardInput) Typed() (name, card string) { return in.name.Text, in.text.Text() }

// Take gives the card under the name that was typed, or says what is wrong with
// it at its line.
func (in *CardInput) Take() (vault.Card, bool) {
	c, err := vault.ParseCard(in.text.Text())
	if err != nil {
		fault, _ := errors.AsType[vault.CardFault](err)
		in.field.SetError(in.p.t("card.fault." + string(fault)))
		return c, false
	}
	if name := cleanName(in.name.Text); name != "" {
		c.Name = name
	}
	return c, true
}

// askCardFile reads a card from a file.
func (p *People) askCardFile(read func(card string)) {
	ui.AskPath(p.d.Host.Window(), ui.PathSpec{
		Title: p.t("keys.card_file"), Yes: p.t("action.open"), Ext: []string{".txt"}, Path: desk.Home() + string(filepath.Separator),
		Check: func(path string) string {
			if st, err := os.Stat(path); err != nil || !st.Mode().IsRegular() {
				return p.t("problem.store.no_file")
			}
			return ""
		},
		Then: func(path string) {
			var text string
			var err error
			p.d.Runner.Do(func() { text, err = readCard(path) }, func() {
				if p.Gone != nil && p.Gone() {
					return
				}
				if p.d.Fail(err); err == nil {
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

// Add asks for the card of a colleague, keeps it, and has it compared.
func (p *People) Add() { p.add("", "", "") }

// add is Add with what was typed before and what is wrong with the name.
func (p *People) add(name, card, wrong string) {
	in := p.NewCardInput(name, card)
	f := p.ask(ask.Spec{
		Title: p.t("people.add_title"), Yes: p.t("people.add_do"), First: in.First(),
		Body: ui.NewStack(2.4, ui.NewText(p.t("people.add_text"), ui.TextStyle{}), in.Object()),
		Submit: func(f *ask.Form) {
			if c, ok := in.Take(); ok {
				p.keep(f, in, store.ColleagueOf(c))
			}
		},
	})
	in.OnSubmit(f.Press)
	if wrong != "" {
		in.whose.SetError(wrong)
		ui.Focus(in.name)
	}
}

// keep keeps a card that was typed, or says why not.
func (p *People) keep(f *ask.Form, in *CardInput, c store.Colleague) {
	n, err := p.d.DB.AddColleague(context.Background(), c)
	if changed, ok := errors.AsType[*store.ChangedCardError](err); ok {
		f.Close()
		p.askChanged(c, changed)
		return
	}
	switch {
	case err == nil:
		f.Close()
		p.kept(n)
	case errors.Is(err, store.ErrCardKnown):
		known, _ := p.colleague(n)
		in.field.SetError(p.t("people.known", tr.V{"Name": known.Name}))
	case errors.Is(err, store.ErrOwnCard):
		in.field.SetError(p.t("people.own_card"))
	case errors.Is(err, store.ErrNoName):
		in.whose.SetError(p.t("people.no_name"))
		ui.Focus(in.name)
	default:
		f.Say(p.sentence(err))
	}
}

// kept shows a card that was kept, and has it compared.
func (p *People) kept(n int64) {
	p.changed()
	if c, ok := p.colleague(n); ok {
		p.Compare(c)
	}
}

// colleague finds a card by its number.
func (p *People) colleague(n int64) (store.Colleague, bool) {
	all, err := p.d.DB.Colleagues(context.Background())
	p.d.Fail(err)
	for _, c := range all {
		if c.N == n {
			return c, true
		}
	}
	return store.Colleague{}, false
}

// askChanged says loudly that a card has another key than the one that is here,
// and lets a person decide what that means.
func (p *People) askChanged(c store.Colleague, e *store.ChangedCardError) {
	known := e.Known
	names := tr.V{"Name": known.Name, "New": c.Name}
	title, text, tone := "people.changed_title", "people.changed_text", ui.Problem
	switch {
	case e.Completed:
		title, text, tone = "people.completed_title", "people.completed_text", ui.Accent
	case !strings.EqualFold(known.Name, c.Name):
		title, text = "people.shared_title", "people.shared_text"
	}
	head := func(key string, card vault.Card) fyne.CanvasObject {
		return ui.NewStack(1.4, ui.NewText(p.t(key), ui.TextStyle{Bold: true, Color: ui.ColorSubtle}), fingerprint(card))
	}
	var f *ask.Form
	body := ui.NewStack(2.4, ui.NewBanner(tone, p.t(text, names)),
		sideBySide(head("people.before", known.Card()), head("people.now", c.Card())))
	if !e.Completed {
		body.Add(ui.NewFlow(ui.NewButton(p.t("people.somebody_else"), nil, ui.Link, func() {
			f.Close()
			p.add("", c.Card().Text("card"), p.t("people.other_name", names))
		})))
	}
	f = p.ask(ask.Spec{
		Title: p.t(title, names), Body: body, Yes: p.t("people.replace"), Width: 720,
		Submit: func(f *ask.Form) {
			if err := p.d.DB.ReplaceColleague(context.Background(), known.N, c); err != nil {
				f.Say(p.sentence(err))
				return
			}
			f.Close()
			p.kept(known.N)
		},
	})
	if !e.Completed {
		f.Grave()
	}
}
