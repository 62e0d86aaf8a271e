package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// watched is any input that tells when it gains or loses the keyboard.
type watched interface{ OnFocus(func(gained bool)) }

// Field is one row of a form: label, input, help, error and source.
type Field struct {
	widget.BaseWidget
	// Wide lets the field take both columns of a form.
	Wide bool
	// Beside puts the label to the left of the input where there is room.
	Beside bool

	input    fyne.CanvasObject
	label    string
	required bool
	help     string
	more     string // how to choose, an example: shown when the help is opened, not by the keyboard coming
	helpOpen bool
	focused  bool
	problem  string

	name, star    *canvas.Text
	helpMark      *toldMark
	source        *Button
	caption       *Text
	problemIcon   *widget.Icon
	problemText   *Text
	sourceMissing bool
	about         *toldMark
	notice        fyne.CanvasObject // under the input; nil where nothing is to be known
	noticeBox     *fyne.Container
}

// NewField returns a row for an input. The help opens while the input has the
// keyboard, or, where it is put together of several, one that stands in it now.
func NewField(label string, input fyne.CanvasObject) *Field {
	f := &Field{
		label: label, input: input, name: canvas.NewText("", color.Black), star: canvas.NewText("*", color.Black),
		caption:     NewCaption(""),
		problemIcon: widget.NewIcon(nil),
		problemText: NewText("", TextStyle{Size: theme.SizeNameCaptionText, Color: theme.ColorNameError}),
	}
	f.helpMark = newToldMark(theme.QuestionIcon(), words.FieldHelp, func() { f.ToggleHelp() })
	f.source = NewButton("", nil, Link, nil)
	f.source.Hide()
	f.about = newToldMark(theme.MoreHorizontalIcon(), words.FieldAbout, nil)
	f.about.Hide()
	f.noticeBox = NewStack(0)
	f.listen(input)
	f.ExtendBaseWidget(f)
	return f
}

func (f *Field) listen(o fyne.CanvasObject) {
	switch in := o.(type) {
	case watched:
		in.OnFocus(f.watch)
	case *Editor: // has room for one watcher only
		first := in.OnFocus
		in.OnFocus = func(on bool) {
			if first != nil {
				first(on)
			}
			f.watch(on)
		}
	case *fyne.Container:
		for _, part := range in.Objects {
			f.listen(part)
		}
	}
}

func (f *Field) watch(on bool) {
	f.focused = on
	if f.help != "" {
		f.Refresh()
		Resized(f)
	}
}

// Input answers the input of the row.
func (f *Field) Input() fyne.CanvasObject { return f.input }

// SetLabel replaces the label.
func (f *Field) SetLabel(s string) *Field { f.label = s; f.Refresh(); return f }

// SetRequired marks the field with a star.
func (f *Field) SetRequired(on bool) *Field { f.required = on; f.Refresh(); return f }

// SetHelp sets what shows under the input when it is focused, or behind the "?".
func (f *Field) SetHelp(s string) *Field { f.help = s; f.Refresh(); return f }

// SetMore sets what shows below the help once somebody opens it: what the field
// means, how to choose, an example.
func (f *Field) SetMore(s string) *Field { f.more = s; f.Refresh(); return f }

// ToggleHelp opens the whole help, or closes it again; false where there is none.
func (f *Field) ToggleHelp() bool {
	if !f.offersHelp() {
		return false
	}
	f.helpOpen = !f.helpOpen
	f.Refresh()
	Resized(f)
	return true
}

// HelpShown answers the help as it is shown; "" while it is not.
func (f *Field) HelpShown() string {
	switch {
	case f.helpOpen:
		return strings.TrimSpace(f.help + "\n" + f.more)
	case f.focused:
		return f.help
	}
	return ""
}

// offersHelp tells whether the "?" is there.
func (f *Field) offersHelp() bool { return f.help != "" || f.more != "" }

// SetError shows a one-sentence problem under the input; "" removes it.
func (f *Field) SetError(s string) {
	if f.problem != s {
		f.problem = s
		f.Refresh()
		Resized(f)
	}
}

// Error answers the problem shown.
func (f *Field) Error() string { return f.problem }

// SetSource fills the slot at the right of the label: what the fact rests on,
// or, when missing, that it rests on nothing. Tapping it opens the sources.
func (f *Field) SetSource(text string, missing bool, tapped func()) {
	f.sourceMissing = missing
	f.source.label, f.source.OnTapped = text, tapped
	f.source.icon = theme.DocumentIcon()
	if missing {
		f.source.icon = theme.WarningIcon()
	}
	f.source.Hidden = text == ""
	f.Refresh()
}

// SetNotice shows something under the input that must be known of it and may be
// acted on, such as that it holds two values; nil takes it away. Such a field
// takes both columns.
func (f *Field) SetNotice(o fyne.CanvasObject) {
	if f.notice == nil && o == nil {
		return
	}
	f.notice = o
	f.noticeBox.Objects = nil
	if o != nil {
		f.noticeBox.Objects = []fyne.CanvasObject{o}
	}
	f.noticeBox.Refresh()
	f.Refresh()
	Resized(f)
}

// Notice answers what is shown under the input, or nil.
func (f *Field) Notice() fyne.CanvasObject { return f.notice }

// SetAbout offers, by a small sign for the mouse, to tell more of the field.
func (f *Field) SetAbout(tapped func()) *Field {
	f.about.tapped = tapped
	f.about.show(tapped != nil)
	return f
}

func (f *Field) wide() bool { return f.Wide || f.notice != nil }

// gap between the lines of a field.
func (f *Field) gap() float32 { return pad(f) * 0.5 }

func (f *Field) headHeight() float32 {
	// As high with a source as without, so that neighbours stay on one line.
	return max(textSize("Щg", size(f, theme.SizeNameCaptionText), true).Height, f.source.MinSize().Height)
}

func (f *Field) besideWidth(width float32) float32 {
	if !f.Beside || width < 460*textScale() {
		return 0
	}
	return min(width*0.34, 220*textScale())
}

func (f *Field) below(width float32) (help, problem float32) {
	if shown := f.HelpShown(); shown != "" {
		f.caption.content = shown
		help = f.caption.heightFor(width) + f.gap()
	}
	if f.problem != "" {
		f.problemText.content = f.problem
		problem = f.problemText.heightFor(width-f.problemIndent()) + f.gap()
	}
	return help, problem
}

func (f *Field) noticeHeight(width float32) float32 {
	if f.notice == nil {
		return 0
	}
	return heightOf(f.notice, width) + 2*f.gap()
}

func (f *Field) problemIndent() float32 { return size(f, theme.SizeNameCaptionText)*1.3 + f.gap() }

func (f *Field) heightFor(width float32) float32 {
	left := f.besideWidth(width)
	help, problem := f.below(width - left)
	h := heightOf(f.input, width-left) + help + problem + f.noticeHeight(width-left)
	if left == 0 {
		h += f.headHeight() + f.gap()
	}
	return h
}

// CreateRenderer draws the row.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	// The input comes first, so that Tab meets it before its source.
	r := &face{objs: []fyne.CanvasObject{f.name, f.star, f.helpMark, f.input, f.source, f.caption, f.problemIcon, f.problemText, f.noticeBox, f.about}, owner: f}
	r.refresh, r.layout = f.restyle, f.place
	r.min = func() fyne.Size {
		w := max(f.input.MinSize().Width, 120*textScale())
		return fyne.NewSize(w, f.heightFor(max(f.Size().Width, w)))
	}
	f.restyle()
	return r
}

func (f *Field) restyle() {
	s := size(f, theme.SizeNameCaptionText)
	ink := ColorSubtle
	if f.problem != "" {
		ink = theme.ColorNameError
	}
	styleText(f.name, f.label, s, true, tint(f, ink))
	styleText(f.star, "*", s, true, tint(f, theme.ColorNameError))
	f.star.Hidden = !f.required
	f.helpMark.faint = f.help == "" // it tells what most know: it must not call
	f.helpMark.show(f.offersHelp())
	f.caption.content = f.HelpShown()
	f.caption.Hidden = f.caption.content == ""
	f.problemText.content = f.problem
	f.problemText.Hidden = f.problem == ""
	f.problemIcon.Hidden = f.problem == ""
	drawIcon(f.problemIcon, theme.ErrorIcon(), theme.ColorNameError)
	f.source.warn = f.sourceMissing
	f.caption.Refresh()
	f.problemText.Refresh()
	f.source.Refresh()
}

func (f *Field) place(s fyne.Size) {
	left := f.besideWidth(s.Width)
	y := f.placeHead(s.Width, left)
	h := heightOf(f.input, s.Width-left)
	f.input.Move(fyne.NewPos(left, y))
	f.input.Resize(fyne.NewSize(s.Width-left, h))
	y += h
	help, problem := f.below(s.Width - left)
	if help > 0 {
		f.caption.Move(fyne.NewPos(left, y+f.gap()))
		f.caption.Resize(fyne.NewSize(s.Width-left, help-f.gap()))
		y += help
	}
	if problem > 0 {
		in := f.problemIndent()
		icon := in - f.gap()
		f.problemIcon.Resize(fyne.NewSquareSize(icon))
		f.problemIcon.Move(fyne.NewPos(left, y+f.gap()))
		f.problemText.Move(fyne.NewPos(left+in, y+f.gap()))
		f.problemText.Resize(fyne.NewSize(s.Width-left-in, problem-f.gap()))
		y += problem
	}
	f.noticeBox.Move(fyne.NewPos(left, y+2*f.gap()))
	f.noticeBox.Resize(fyne.NewSize(s.Width-left, max(0, f.noticeHeight(s.Width-left)-2*f.gap())))
}

// placeHead lays out label, star, help mark and source, and answers where the input starts.
func (f *Field) placeHead(width, left float32) float32 {
	head := f.headHeight()
	room := width
	if left > 0 {
		room, head = left-2*pad(f), max(head, f.input.MinSize().Height)
	}
	markSize := size(f, theme.SizeNameCaptionText) * 1.25
	extra := float32(0)
	if f.required {
		extra += f.star.MinSize().Width + 3
	}
	if f.offersHelp() {
		extra += markSize + f.gap()
	}
	if f.about.Visible() {
		extra += markSize + f.gap()
	}
	if f.source.Visible() && left == 0 {
		m := f.source.MinSize()
		m.Width = min(m.Width, width*0.6)
		f.source.Resize(m)
		f.source.Move(fyne.NewPos(width-m.Width, (head-m.Height)/2))
		room -= m.Width + f.gap()
	}
	f.name.Text = ellipsis(f.label, f.name.TextSize, room-extra, true)
	n := f.name.MinSize()
	f.name.Resize(n)
	f.name.Move(fyne.NewPos(0, (head-n.Height)/2))
	x := n.Width + 3
	if f.required {
		f.star.Move(fyne.NewPos(x, (head-n.Height)/2))
		x += f.star.MinSize().Width
	}
	f.helpMark.Resize(fyne.NewSquareSize(markSize))
	f.helpMark.Move(fyne.NewPos(x+f.gap(), (head-markSize)/2))
	if f.offersHelp() {
		x += markSize + f.gap()
	}
	f.about.Resize(fyne.NewSquareSize(markSize))
	f.about.Move(fyne.NewPos(x+f.gap(), (head-markSize)/2))
	if left > 0 {
		m := f.source.MinSize()
		m.Width = min(m.Width, left-2*pad(f))
		f.source.Resize(m)
		f.source.Move(fyne.NewPos(0, head))
		return 0
	}
	return head + f.gap()
}
