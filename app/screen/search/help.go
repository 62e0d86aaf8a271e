package search

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/tr"
	"guvoh/app/ui"
)

// offer sets what stands in the place of the list while there is nothing in it.
func (s *Screen) offer() {
	w, a := s.d.Words, s.answer
	switch {
	case a.words == "":
		s.list.SetEmpty(s.teach())
	case a.instead != "":
		s.list.SetEmpty(ui.NewEmptyState(theme.SearchIcon(), w.T("search.nothing_keyboard", tr.V{"Words": a.instead}),
			w.T("search.instead", tr.V{"Words": a.instead}), func() { s.ask(a.instead) }))
	case s.kinds != "" || !s.in.IsZero():
		s.list.SetEmpty(ui.NewEmptyState(theme.SearchIcon(), w.T("search.nothing_here"), w.T("search.widen"), s.widen))
	default:
		s.list.SetEmpty(ui.NewEmptyState(theme.SearchIcon(), w.T("search.nothing"), "", nil))
	}
}

// ways are what can be typed, each with what it finds.
var ways = []string{"name", "words", "phrase", "begin", "without", "either", "said"}

// inCyrillic is the name of the first example as a Russian court writes it: words
// of a language are in its own letters.
var inCyrillic = tr.V{"Cyrillic": "Хамидкариев"}

// teach says what can be typed, and offers what was searched for before.
func (s *Screen) teach() fyne.CanvasObject {
	w := s.d.Words
	var parts []fyne.CanvasObject
	s.first = nil
	if len(s.d.Asked) > 0 {
		again := ui.NewFlow()
		for _, words := range s.d.Asked {
			chip := ui.NewChip(words, theme.HistoryIcon(), func() { s.ask(words) }, nil)
			if s.first == nil {
				s.first = chip
			}
			again.Add(chip)
		}
		parts = append(parts, ui.NewStack(1.6, heading(w.T("search.asked")), again, ui.NewCaption(w.T("search.asked_why"))))
	}
	lines := []fyne.CanvasObject{heading(w.T("search.ways"))}
	for _, way := range ways {
		example := ui.NewText(w.T("search.way."+way), ui.TextStyle{Bold: true, Single: true})
		lines = append(lines, container.New(&taught{}, example, ui.NewText(w.T("search.way."+way+".finds", inCyrillic), ui.TextStyle{Color: ui.ColorSubtle})))
	}
	parts = append(parts, ui.NewStack(1.4, lines...))
	return ui.NewInset(3, 3, ui.NewStack(7, parts...))
}

func heading(text string) fyne.CanvasObject {
	return ui.NewText(text, ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Bold: true})
}

// taught puts an example beside what it finds, or above where there is no room.
type taught struct{ width float32 }

const (
	exampleWidth = 230 // at 100 %
	taughtWidth  = 720
)

func (l *taught) scale() float32 { return theme.TextSize() / 14 }

func (l *taught) beside() bool { return l.width > 460*l.scale() }

func (l *taught) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if l.beside() {
		return fyne.NewSize(160, max(a.Height, b.Height))
	}
	return fyne.NewSize(160, a.Height+b.Height)
}

func (l *taught) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	left := exampleWidth * l.scale()
	if !l.beside() {
		h := o[0].MinSize().Height
		o[0].Resize(fyne.NewSize(s.Width, h))
		o[1].Move(fyne.NewPos(0, h))
		o[1].Resize(fyne.NewSize(s.Width, s.Height-h))
		return
	}
	o[0].Resize(fyne.NewSize(left, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(left, 0))
	o[1].Resize(fyne.NewSize(min(s.Width-left, taughtWidth*l.scale()), s.Height))
}
