package recordform

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
	"guvoh/model"
)

// texts is a list of free words: a chip each, and a line in which the next is
// typed. The word being typed counts as the last of the list from its first
// letter, so that it is kept like everything typed.
type texts struct {
	in    *input
	items []string // those that have a chip
	chips *fyne.Container
	line  *ui.Entry
}

func (in *input) texts() fyne.CanvasObject {
	t := &texts{in: in, chips: ui.NewFlow()}
	t.line = ui.NewEntry(in.b.f.d.Words.T("form.add_words"), func(string) { in.typed(t.value()) })
	t.line.OnSubmitted = func(string) { t.settle() }
	t.line.OnFocus(func(on bool) {
		if !on {
			t.settle()
		}
		in.watch(on)
	})
	in.focus, in.off, in.put = t.line, t.line.Disable, t.show
	return ui.NewStack(1, t.chips, t.line)
}

// value is the list with the word that stands in the line.
func (t *texts) value() model.Value {
	word := strings.TrimSpace(model.CleanText(t.line.Text))
	if word == "" || slices.Contains(t.items, word) {
		return model.ListValue(t.items...)
	}
	return model.ListValue(append(slices.Clone(t.items), word)...)
}

// settle makes a chip of the word in the line.
func (t *texts) settle() {
	if strings.TrimSpace(t.line.Text) != "" {
		t.set(t.value())
	}
}

func (t *texts) set(v model.Value) {
	t.line.Load("")
	t.in.choose(v)
	t.show(t.in.shown)
	t.in.b.f.relayout()
}

func (t *texts) remove(i int) {
	t.set(model.ListValue(slices.Delete(slices.Clone(t.items), i, i+1)...))
	t.in.b.f.focusOn(t.line)
}

// show puts a chip for each word; what is being typed stays in the line.
func (t *texts) show(v model.Value) {
	if v == t.value() && strings.TrimSpace(t.line.Text) != "" {
		return
	}
	t.items = v.List()
	t.chips.Objects = nil
	for i, s := range t.items {
		remove := func() { t.remove(i) }
		if t.in.b.f.readOnly() {
			remove = nil
		}
		t.chips.Add(ui.NewChip(s, nil, nil, remove))
	}
	t.chips.Refresh()
}
