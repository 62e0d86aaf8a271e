package bodymap

import (
	"slices"
	"strconv"

	"guvoh/app/bodychart"
	"guvoh/app/ui"
	"guvoh/export/figure"
)

// offered are the figures of the genitals that a person may be drawn on, by the
// sex that is recorded; all where none is. Those of a child never are.
func (s *Screen) offered() []string {
	_, locked := figure.Views()
	without := map[string]string{"female": "genital_male", "male": "genital_female"}[s.person.Text("sex")]
	return slices.DeleteFunc(slices.Clone(locked), func(v string) bool { return v == without })
}

// visible are the figures that can be chosen now.
func (s *Screen) visible() []string {
	open, _ := figure.Views()
	out := slices.Clone(open)
	if s.open && s.unlockable() {
		out = append(out, s.offered()...)
	}
	return out
}

// unlockable tells whether the figures of the genitals may be asked for.
func (s *Screen) unlockable() bool { return !s.child && !s.isChild() }

// views makes the strip of figures, with the number of marks on each.
func (s *Screen) views() []ui.NavItem {
	var out []ui.NavItem
	for _, v := range s.visible() {
		shape, ok := figure.ShapeOf(v, s.child)
		if !ok {
			continue
		}
		item := ui.NavItem{ID: v, Label: s.d.Words.Word("body_view", v), Icon: bodychart.Icon(shape)}
		if n := s.count(v, s.child); n > 0 {
			item.Count = strconv.Itoa(n)
		}
		out = append(out, item)
	}
	return out
}

func (s *Screen) count(view string, child bool) int {
	n := 0
	for _, m := range s.marks {
		if m.view == view && m.child == child && len(m.at) > 0 {
			n++
		}
	}
	return n
}

// go to a figure.
func (s *Screen) turnTo(view string) {
	s.view = view
	s.refresh()
}

// turn goes to the figure before or behind.
func (s *Screen) turn(by int) {
	all := s.visible()
	i := slices.Index(all, s.view) + by
	if i >= 0 && i < len(all) {
		s.turnTo(all[i])
	}
}

// offerFigures names the two sets of figures, with how many marks stand on the
// one that is not shown.
func (s *Screen) offerFigures() {
	var options []ui.Option
	for _, id := range []string{"adult", "child"} {
		n := 0
		for _, m := range s.marks {
			if m.child == (id == "child") && len(m.at) > 0 {
				n++
			}
		}
		o := ui.Option{ID: id, Label: s.d.Words.Word("body_figure", id)}
		if n > 0 {
			o.Hint = s.d.Words.N("bodymap.marks", n)
		}
		options = append(options, o)
	}
	s.figure.SetOptions(options)
	s.figure.Load(map[bool]string{false: "adult", true: "child"}[s.child])
}

// setFigure turns to the figures of a grown-up or of a child.
func (s *Screen) setFigure(id string) {
	if s.child = id == "child"; s.child && s.open {
		s.open = false
		s.read()
	}
	if !s.shown(s.view) {
		s.view = "front"
	}
	s.refresh()
}

// offerLock says what the button for the figures of the genitals does now, and
// that marks stand on figures that are not shown.
func (s *Screen) offerLock() {
	w := s.d.Words
	key := "bodymap.unlock"
	if s.open {
		key = "bodymap.hide"
	}
	s.lock.SetLabel(w.T(key))
	if s.unlockable() {
		s.lock.Show()
	} else {
		s.lock.Hide()
	}
	n := 0
	for _, m := range s.marks {
		if m.veiled {
			n++
		}
	}
	s.hidden.SetText("")
	if n > 0 {
		s.hidden.SetText(w.N("bodymap.hidden", n))
	}
}

// unlock asks before the figures of the genitals are shown, and says why they
// are not; shown, it puts them away.
func (s *Screen) unlock() {
	if !s.unlockable() {
		return
	}
	if s.open {
		s.setOpen(false)
		return
	}
	w := s.d.Words
	ui.Form(s.d.Host.Window().Canvas(), w.T("bodymap.unlock.title"), ui.NewText(w.T("bodymap.unlock.why"), ui.TextStyle{}), nil, w.T("bodymap.unlock.do"), func() bool {
		s.setOpen(true)
		return true
	})
}

func (s *Screen) setOpen(on bool) {
	s.open = on
	s.read()
	if on {
		s.view = s.offered()[0]
		if m := s.mark(s.chosen); m != nil && len(m.at) > 0 && slices.Contains(s.offered(), m.view) {
			s.view = m.view
		}
	} else if !s.shown(s.view) {
		s.view = "front"
	}
	s.refresh()
	ui.Focus(s.chart.FocusTarget())
}
