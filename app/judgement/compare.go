package judgement

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/names"
	"guvoh/model/search"
)

// compared are the fields of a person that tell people apart.
var compared = []string{"sex", "birth", "birth_place", "death", "nationalities", "languages", "occupation", "family", "summary"}

// Compare shows what is known of two persons side by side and asks whether
// they are one, and why. Enter answers nothing: none of the answers is likelier.
// The reason stays in view however much is known.
func Compare(d *desk.Desk, a, b model.ID) {
	if !d.Saver.Commit() {
		return
	}
	w := d.Words
	x, okX := d.Get(a)
	y, okY := d.Get(b)
	if !okX || !okY {
		d.Host.Toast(w.T("form.record_gone"), "", nil)
		return
	}
	why := ui.NewAutoEditor(1, 90)
	old, err := d.DB.Get(context.Background(), model.JudgementID(a, b))
	judged := err == nil && !old.Deleted
	body := ui.NewStack(2.6, sides(d, x, y))
	if judged {
		why.SetText(old.Text("account"))
		said, mark := SaidBy(d, old)
		body.Add(ui.NewActionRow(theme.AccountIcon(), w.Word("judgement", old.Text("judgement")), said).Mark(mark).Boxed())
	}
	foot := ui.NewStack(1, ui.NewField(w.Field("judgement", "account"), why).SetHelp(w.Help("judgement", "account")), ui.NewCaption(w.T("judge.stay_two")))
	var dialog *ui.Dialog
	answer := func(id string) *ui.Button {
		style := ui.Plain
		if judged && old.Text("judgement") == id {
			style = ui.Primary
		}
		return ui.NewButton(w.Word("judgement", id), nil, style, func() {
			dialog.Close()
			if Answer(d, a, b, id, strings.TrimSpace(model.CleanText(why.Text()))) {
				d.Host.Toast(w.T("judge.written"), w.T("action.undo"), d.Undo)
			}
		})
	}
	buttons := []*ui.Button{ui.NewButton(w.T("action.cancel"), nil, ui.Quiet, func() { dialog.Close() })}
	if judged {
		buttons = append(buttons, ui.NewButton(w.T("judge.take_back"), nil, ui.Quiet, func() {
			dialog.Close()
			d.Delete(old)
		}))
	}
	dialog = ui.NewDialog(d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("judge.title"), Body: body, Foot: foot, Width: 860, First: why, Accept: func() {},
		Buttons: append(buttons, answer("unsure"), answer("not_same"), answer("same")),
	})
	dialog.Show()
}

// sides puts what is known of two persons beside one another, line by line.
func sides(d *desk.Desk, x, y model.Record) fyne.CanvasObject {
	w := d.Words
	form := ui.NewForm(
		ui.NewText(d.Title(x), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
		ui.NewText(d.Title(y), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}))
	none := w.T("state.not_known")
	put := func(label, a, b string, ofA, ofB []ui.Span) {
		form.Add(ui.NewField(label, cell(none, ofA, b == "")))
		form.Add(ui.NewField(label, cell(none, ofB, a == "")))
	}
	add := func(label, a, b string) {
		if a == "" && b == "" {
			return
		}
		ofA, ofB := ui.CompareWords(a, b)
		put(label, a, b, ofA, ofB)
	}
	if a, b := lines(d, "person_name", x), lines(d, "person_name", y); a != "" || b != "" {
		ofA, ofB := ui.CompareWords(a, b)
		put(w.Kinds("person_name"), a, b, unlike(ofA, b), unlike(ofB, a))
	}
	for _, f := range compared {
		add(w.Field("person", f), d.Show(x, f), d.Show(y, f))
	}
	add(w.Kinds("residence"), lines(d, "residence", x), lines(d, "residence", y))
	add(w.Kinds("identity_document"), lines(d, "identity_document", x), lines(d, "identity_document", y))
	none = w.T("judge.none")
	add(w.Kinds("case"), cases(d, x), cases(d, y))
	add(w.Kinds("source"), sources(d, x), sources(d, y))
	return form
}

// unlike marks of names only what the other side has in no spelling or script.
func unlike(spans []ui.Span, other string) []ui.Span {
	sounds := map[string]bool{}
	for _, t := range search.Tokens(other) {
		sounds[names.Sound(t.Fold)] = true
	}
	out := slices.Clone(spans)
	for i := range out {
		out[i].Differs = out[i].Differs && slices.ContainsFunc(search.Tokens(out[i].Text), func(t search.Token) bool {
			s := names.Sound(t.Fold)
			return s == "" || !sounds[s]
		})
	}
	return out
}

// cell is what is known on one side. Where the other side knows nothing,
// nothing differs.
func cell(none string, spans []ui.Span, alone bool) fyne.CanvasObject {
	if len(spans) == 0 {
		return ui.NewText(none, ui.TextStyle{Color: ui.ColorSubtle})
	}
	if alone {
		for i := range spans {
			spans[i].Differs = false
		}
	}
	return ui.NewMarkedText(spans)
}

// lines names the rows of a person, one a line.
func lines(d *desk.Desk, kind string, p model.Record) string {
	var out []string
	for _, r := range d.Rows(kind, p.ID) {
		out = append(out, d.Title(r))
	}
	return strings.Join(out, "\n")
}

// cases names those the person takes part in, with the role.
func cases(d *desk.Desk, p model.Record) string {
	parts, err := d.DB.Linked(context.Background(), "participant", "person", p.ID)
	d.Fail(err)
	var out []string
	for _, part := range parts {
		name := d.TitleOf(part.Ref("case"))
		if role := d.Show(part, "role"); role != "" {
			name += ", " + role
		}
		out = append(out, name)
	}
	return strings.Join(out, "\n")
}

// sources names what the record rests on.
func sources(d *desk.Desk, p model.Record) string {
	var out []string
	for _, c := range d.Rows("citation", p.ID) {
		out = append(out, d.TitleOf(c.Ref("source")))
	}
	return strings.Join(out, "\n")
}
