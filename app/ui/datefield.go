package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// DateField takes a partial date as a person writes it and says under it, in
// plain words, what it understood, or what is wrong. What was typed is never lost.
type DateField struct {
	widget.BaseWidget
	// Parse answers the reading of a text in plain words, or a one-sentence problem.
	Parse func(text string) (understood string, err error)
	// OnChanged hears every keystroke; OnCommit hears the text when typing rests.
	OnChanged func(text string)
	OnCommit  func(text string)

	entry   *Entry
	reading *Text
	icon    *widget.Icon
	wrong   bool
}

// NewDateField returns an empty date.
func NewDateField(placeholder string, parse func(string) (string, error), changed func(text string)) *DateField {
	d := &DateField{Parse: parse, OnChanged: changed, reading: NewCaption(""), icon: widget.NewIcon(nil)}
	d.entry = NewEntry(placeholder, func(s string) {
		d.read()
		if d.OnChanged != nil {
			d.OnChanged(s)
		}
	})
	d.entry.OnCommit = func(s string) {
		if d.OnCommit != nil {
			d.OnCommit(s)
		}
	}
	d.ExtendBaseWidget(d)
	return d
}

// Text answers what was typed.
func (d *DateField) Text() string { return d.entry.Text }

// Load shows a date without telling anybody.
func (d *DateField) Load(text string) {
	d.entry.Load(text)
	d.read()
}

// Reading answers the words under the field, and whether they are a problem.
func (d *DateField) Reading() (text string, problem bool) { return d.reading.content, d.wrong }

// OnFocus adds a watcher of the keyboard.
func (d *DateField) OnFocus(f func(bool)) { d.entry.OnFocus(f) }

// FocusTarget answers what takes the keyboard.
func (d *DateField) FocusTarget() fyne.Focusable { return d.entry }

// Flush reports a change that still waits for typing to rest.
func (d *DateField) Flush() { d.entry.Flush() }

// Disable greys the date out.
func (d *DateField) Disable() { d.entry.Disable() }

// Enable lets the date be changed.
func (d *DateField) Enable() { d.entry.Enable() }

func (d *DateField) read() {
	d.wrong = false
	d.reading.content = ""
	if text := d.entry.Text; strings.TrimSpace(text) != "" && d.Parse != nil {
		understood, err := d.Parse(text)
		if d.wrong = err != nil; d.wrong {
			d.reading.content = err.Error()
		} else if understood != "" {
			d.reading.content = understood
			if strings.Contains(words.Understood, "%s") {
				d.reading.content = strings.Replace(words.Understood, "%s", understood, 1)
			}
		}
	}
	d.Refresh()
}

func (d *DateField) indent() float32 { return size(d, theme.SizeNameCaptionText)*1.3 + pad(d)*0.5 }

func (d *DateField) heightFor(width float32) float32 {
	h := d.entry.MinSize().Height
	if d.reading.content != "" {
		h += pad(d)*0.5 + d.reading.heightFor(width-d.indent())
	}
	return h
}

// CreateRenderer draws the line and its reading.
func (d *DateField) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{d.entry, d.icon, d.reading}, owner: d}
	f.refresh = func() {
		res, ink := theme.ConfirmIcon(), theme.ColorNameSuccess
		text := ColorSubtle
		if d.wrong {
			res, ink, text = theme.ErrorIcon(), theme.ColorNameError, theme.ColorNameError
		}
		d.icon.Hidden = d.reading.content == ""
		drawIcon(d.icon, res, ink)
		d.reading.style.Color = text
		d.reading.Refresh()
		canvas.Refresh(d.icon)
	}
	f.min = func() fyne.Size {
		w := max(d.entry.MinSize().Width, 120*textScale())
		return fyne.NewSize(w, d.heightFor(max(w, d.Size().Width)))
	}
	f.layout = func(s fyne.Size) {
		h := d.entry.MinSize().Height
		d.entry.Resize(fyne.NewSize(s.Width, h))
		in, y := d.indent(), h+pad(d)*0.5
		icon := in - pad(d)*0.5
		d.icon.Resize(fyne.NewSquareSize(icon))
		d.icon.Move(fyne.NewPos(0, y))
		d.reading.Move(fyne.NewPos(in, y))
		d.reading.Resize(fyne.NewSize(s.Width-in, d.reading.heightFor(s.Width-in)))
	}
	f.refresh()
	return f
}
