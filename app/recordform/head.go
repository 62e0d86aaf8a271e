package recordform

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/tr"
	"guvoh/app/ui"
)

// head is the top of a form: what the record is, how it stands, and what can
// be done with it as a whole.
type head struct {
	f      *Form
	kind   *ui.Text
	title  *ui.Text
	state  *ui.Text
	cite   *ui.Button
	object *fyne.Container
	typing bool
	typed  bool // since it was opened: only then it says what became of it
}

func newHead(f *Form) *head {
	h := &head{f: f, kind: ui.NewCaption(f.d.Words.Kind(f.body.kind.Name)), title: ui.NewHeading(""), state: ui.NewCaption("")}
	h.cite = ui.NewButton(f.d.Words.T("form.no_source_yet"), theme.WarningIcon(), ui.Link, func() { f.body.cites.add(nil) })
	tools := append([]fyne.CanvasObject{}, f.o.Actions...)
	tools = append(tools, ui.NewIconButton(theme.HistoryIcon(), f.d.Words.T("action.show_history"), f.showHistory))
	if !f.readOnly() {
		tools = append(tools, ui.NewIconButton(theme.DeleteIcon(), f.d.Words.T("action.delete"), f.remove))
	}
	top := ui.NewRow(0, append([]fyne.CanvasObject{h.kind}, tools...)...)
	h.object = ui.NewStack(0.8, top, h.title, ui.NewRow(0, h.state, h.cite))
	return h
}

// show says the record's words and its state.
func (h *head) show(b *body) {
	h.kind.SetText(h.f.d.Words.Kind(b.kind.Name))
	h.title.SetText(h.f.d.Title(b.rec))
	h.typing = false
	h.stateLine(b)
}

// stateLine says what became of what was typed here and what is still to be filled
// in. That all is saved stands at the bottom of the window already.
func (h *head) stateLine(b *body) {
	w := h.f.d.Words
	var said []string
	switch {
	case h.f.readOnly():
		said = append(said, w.T("form.read_only"))
	case h.typing:
		said = append(said, w.T("state.saving"))
	case h.typed:
		said = append(said, w.T("state.saved"))
	}
	if missing := b.missing(); len(missing) > 0 {
		var names []string
		for _, m := range missing {
			names = append(names, w.Field(b.kind.Name, m))
		}
		said = append(said, w.T("form.still_to_fill", tr.V{"Fields": strings.Join(names, ", ")}))
	}
	h.state.SetText(strings.Join(said, " · "))
	if none := b.unsourced() && !h.f.readOnly(); none != h.cite.Visible() {
		if none {
			h.cite.Show()
		} else {
			h.cite.Hide()
		}
	}
}

// typing shows that the words are on their way to the disk.
func (b *body) typing() {
	h := b.f.head
	if h == nil || h.typing {
		return
	}
	h.typing, h.typed = true, true
	h.stateLine(b.f.body)
}

func (f *Form) remove() {
	if f.d.Delete(f.body.rec) && f.o.OnDeleted != nil {
		f.o.OnDeleted()
	}
}
