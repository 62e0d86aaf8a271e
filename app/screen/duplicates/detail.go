package duplicates

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/alike"
	"guvoh/app/judgement"
	"guvoh/app/naming"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/names"
	"guvoh/model/store"
)

// look shows the pair that is chosen, once all that is known of the two was read.
// Until then the one before stays to be seen, and nothing is answered.
func (s *Screen) look() {
	s.looks++
	s.shown = [2]model.ID{}
	i := s.table.Selected()
	if i < 0 || i >= len(s.pairs) {
		s.put(nil)
		return
	}
	now, d, p := s.looks, s.d, s.pairs[i]
	var both seen
	var err error
	d.Runner.Do(func() { both, err = read(d, p) }, func() {
		if s.gone || now != s.looks || d.DB.Closed() {
			return
		}
		d.Fail(err)
		if s.list == open && err == nil && !both.gone && both.likeness.Score < names.Check {
			s.drop(p, i)
			return
		}
		s.shown = [2]model.ID{p.One, p.Other}
		s.put(s.both(i, both))
	})
}

// drop takes a pair from the list that is none any more, such as of somebody whose
// name was removed for good since it was found.
func (s *Screen) drop(p pair, at int) {
	remembered.found = slices.DeleteFunc(slices.Clone(remembered.found), func(f store.Pair) bool { return f.One == p.One && f.Other == p.Other })
	s.load(at, s.look)
}

// lookIfOther looks at the pair that is chosen unless it is looked at already, which
// may lie elsewhere in the list now.
func (s *Screen) lookIfOther() {
	i := s.table.Selected()
	if i < 0 || i >= len(s.pairs) || s.shown != [2]model.ID{s.pairs[i].One, s.pairs[i].Other} {
		s.look()
		return
	}
	s.showProgress(i)
}

func (s *Screen) put(objs []fyne.CanvasObject) {
	s.detail.Objects = objs
	s.detail.Refresh()
	s.scroll.ScrollTo(0)
	s.scroll.Refresh()
	s.content.Refresh()
}

func (s *Screen) showProgress(i int) {
	w := s.d.Words
	s.progress.SetText(w.T("duplicates.progress", tr.V{"At": w.Number(i + 1), "Of": w.Number(len(s.pairs))}))
	enable(s.before, i > 0)
	enable(s.after, i < len(s.pairs)-1)
}

// both is a pair: the two beside one another, why they may be one, and what can
// be answered.
func (s *Screen) both(i int, b seen) []fyne.CanvasObject {
	p, w := s.pairs[i], s.d.Words
	s.showProgress(i)
	objs := []fyne.CanvasObject{ui.NewRow(0, s.progress, s.before, s.after)}
	if b.gone {
		return append(objs, ui.NewBanner(ui.Neutral, w.T("duplicates.gone")))
	}
	objs = append(objs, ui.NewPair(halfWidth, s.head(b.one), s.head(b.other)))
	if j, judged := s.judged[model.JudgementID(p.One, p.Other)]; judged {
		said, mark := judgement.Said(s.d, j, b.said)
		var acts []fyne.CanvasObject
		if !s.d.DB.ReadOnly() {
			acts = append(acts, ui.NewButton(w.T("judge.take_back"), nil, ui.Quiet, s.takeBack))
		}
		objs = append(objs, ui.NewActionRow(theme.AccountIcon(), w.Word("judgement", j.Text("judgement")), said, acts...).Mark(mark).Boxed())
	}
	if !s.d.DB.ReadOnly() {
		objs = append(objs, s.answers())
	}
	objs = append(objs, s.why(b))
	for _, l := range b.lines {
		objs = append(objs, s.line(l))
	}
	return objs
}

// caption is small second-rank text on one line.
var caption = ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true}

// halfWidth is the least width of one of the two at 100 %.
const halfWidth = 210

func enable(b *ui.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// head is one of the two: face, name, and the way to the record.
func (s *Screen) head(p person) fyne.CanvasObject {
	words := ui.NewStack(0.4,
		ui.NewText(p.title, ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
		ui.NewRow(-1, ui.NewButton(s.d.Words.T("action.open"), theme.NavigateNextIcon(), ui.Link, func() {
			s.d.Host.Go(recordform.RouteTo(s.d, p.record, model.ID{}))
		})))
	if p.portrait == "" {
		return words
	}
	return ui.NewRow(1, alike.Face(s.d.DB, p.portrait, 84), words)
}

// answers are the three ways to decide, none of them likelier, and the keys.
func (s *Screen) answers() fyne.CanvasObject {
	w := s.d.Words
	button := func(key, word string) fyne.CanvasObject {
		return ui.NewButton(w.T(key), nil, ui.Plain, func() { s.answer(word) })
	}
	return ui.NewStack(1, ui.NewFlow(button("duplicates.same", "same"), button("duplicates.not_same", "not_same"), button("duplicates.not_sure", "unsure"),
		ui.NewButton(w.T("duplicates.reason"), nil, ui.Quiet, s.reason)),
		ui.NewCaption(w.T("duplicates.keys")))
}

// why says what speaks for the two being one, and what against.
func (s *Screen) why(b seen) fyne.CanvasObject {
	w, c := s.d.Words, b.likeness
	box := ui.NewStack(0.8, ui.NewRow(-1, ui.NewText(w.T("duplicates.why"), ui.TextStyle{Bold: true, Single: true, Whole: true}),
		ui.NewBadge(naming.Verdict(w, c.Verdict), verdictTone(c))))
	for _, r := range c.Why {
		style := ui.TextStyle{Color: theme.ColorNameSuccess}
		if naming.Against(r.Code) || naming.Doubtful(r.Code) {
			style.Color = ""
		}
		box.Add(ui.NewText(naming.Why(w, r), style))
	}
	if c.Related != "" {
		box.Add(ui.NewText(w.T("duplicates.related", tr.V{"Name": b.other.title, "Relation": w.Word("relationship_kind", c.Related)}), ui.TextStyle{}))
	}
	if c.Identified {
		box.Add(ui.NewText(w.T("duplicates.identified"), ui.TextStyle{}))
	}
	return box
}

func verdictTone(c store.Candidate) ui.Tone {
	if c.Verdict == names.VerdictLikely {
		return ui.Warning
	}
	return ui.Neutral
}

// line is one thing that is known: green where the two agree, plain where they
// differ or only one is known.
func (s *Screen) line(l known) fyne.CanvasObject {
	w := s.d.Words
	head := []fyne.CanvasObject{ui.NewText(l.label, caption)}
	ink := fyne.ThemeColorName("")
	if len(l.one) > 0 && len(l.other) > 0 {
		mark := ui.NewBadge(w.T("duplicates.differs"), ui.Neutral)
		if l.agrees {
			ink, mark = theme.ColorNameSuccess, ui.NewBadge(w.T("duplicates.agrees"), ui.Success)
		}
		head = append(head, mark)
	}
	cell := func(lines []string) fyne.CanvasObject {
		if len(lines) == 0 {
			return ui.NewText(w.T("state.not_known"), ui.TextStyle{Color: ui.ColorSubtle})
		}
		return ui.NewText(strings.Join(lines, "\n"), ui.TextStyle{Color: ink})
	}
	return ui.NewStack(0.5, ui.NewFlow(head...), ui.NewPair(halfWidth, cell(l.one), cell(l.other)))
}

// sides puts the list and what is looked at side by side, or one above the
// other where there is no room.
type sides struct{ s *Screen }

// beside is the least width for both at 100 %.
const beside = 860

// MinSize asks for little: the window may be made as small as it likes.
func (l *sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 260) }

// Layout places the two; without a pair the list has all the room.
func (l *sides) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	list, detail := objs[0], objs[1]
	list.Move(fyne.Position{})
	if len(l.s.pairs) == 0 {
		detail.Hide()
		list.Resize(size)
		return
	}
	detail.Show()
	left, top := size.Width*0.4, float32(0)
	if size.Width < beside*theme.TextSize()/14 {
		left, top = 0, min(size.Height*0.34, 220*theme.TextSize()/14)
		list.Resize(fyne.NewSize(size.Width, top))
	} else {
		list.Resize(fyne.NewSize(left, size.Height))
	}
	detail.Move(fyne.NewPos(left, top))
	detail.Resize(fyne.NewSize(size.Width-left, size.Height-top))
}
