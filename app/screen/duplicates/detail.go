package duplicates

import (
	"context"
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

// look shows the pair that is chosen.
func (s *Screen) look() {
	s.detail.Objects = nil
	if i := s.table.Selected(); i >= 0 && i < len(s.pairs) {
		s.detail.Objects = s.both(i)
	}
	s.detail.Refresh()
	s.scroll.ScrollTo(0)
	s.scroll.Refresh()
	s.content.Refresh()
}

// both is a pair: the two beside one another, why they may be one, and what can
// be answered.
func (s *Screen) both(i int) []fyne.CanvasObject {
	p, w := s.pairs[i], s.d.Words
	s.progress.SetText(w.T("duplicates.progress", tr.V{"At": w.Number(i + 1), "Of": w.Number(len(s.pairs))}))
	enable(s.before, i > 0)
	enable(s.after, i < len(s.pairs)-1)
	objs := []fyne.CanvasObject{ui.NewRow(0, s.progress, s.before, s.after)}
	x, one := s.d.Get(p.One)
	y, other := s.d.Get(p.Other)
	if !one || !other {
		return append(objs, ui.NewBanner(ui.Neutral, w.T("duplicates.gone")))
	}
	c, err := s.d.DB.Liken(context.Background(), p.One, p.Other)
	if err != nil {
		s.d.Fail(err)
		return objs
	}
	objs = append(objs, ui.NewPair(halfWidth, s.head(x), s.head(y)))
	if j, judged := s.judged[model.JudgementID(p.One, p.Other)]; judged {
		said, mark := judgement.SaidBy(s.d, j)
		objs = append(objs, ui.NewActionRow(theme.AccountIcon(), w.Word("judgement", j.Text("judgement")), said).Mark(mark).Boxed())
	}
	if !s.d.DB.ReadOnly() {
		objs = append(objs, s.answers())
	}
	objs = append(objs, s.why(c, y))
	return append(objs, s.compared(x, y)...)
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
func (s *Screen) head(r model.Record) fyne.CanvasObject {
	words := ui.NewStack(0.4,
		ui.NewText(s.d.Title(r), ui.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
		ui.NewRow(-1, ui.NewButton(s.d.Words.T("action.open"), theme.NavigateNextIcon(), ui.Link, func() {
			s.d.Host.Go(recordform.RouteTo(s.d, r, model.ID{}))
		})))
	sha := alike.Portrait(context.Background(), s.d.DB, r)
	if sha == "" {
		return words
	}
	return ui.NewRow(1, alike.Face(s.d.DB, sha, 84), words)
}

// answers are the three ways to decide, none of them likelier, and the keys.
func (s *Screen) answers() fyne.CanvasObject {
	w := s.d.Words
	button := func(key, word string) fyne.CanvasObject {
		return ui.NewButton(w.T(key), nil, ui.Plain, func() { s.answer(word) })
	}
	return ui.NewStack(1, ui.NewFlow(button("duplicates.same", "same"), button("duplicates.not_same", "not_same"), button("duplicates.not_sure", "unsure")),
		ui.NewCaption(w.T("duplicates.keys")))
}

// why says what speaks for the two being one, and what against.
func (s *Screen) why(c store.Candidate, other model.Record) fyne.CanvasObject {
	w := s.d.Words
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
		box.Add(ui.NewText(w.T("duplicates.related", tr.V{"Name": s.d.Title(other), "Relation": w.Word("relationship_kind", c.Related)}), ui.TextStyle{}))
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

// compared puts what is known of the two side by side, line by line; what
// nobody knows of either has no line.
func (s *Screen) compared(x, y model.Record) []fyne.CanvasObject {
	w := s.d.Words
	var objs []fyne.CanvasObject
	line := func(label string, a, b []string, agrees func() bool) {
		if len(a) > 0 || len(b) > 0 {
			objs = append(objs, s.line(label, a, b, agrees))
		}
	}
	shared := func(a, b []string) func() bool {
		return func() bool {
			return slices.ContainsFunc(a, func(t string) bool {
				return slices.ContainsFunc(b, func(u string) bool { return model.Fold(t) == model.Fold(u) })
			})
		}
	}
	known := func(r model.Record) []string { return s.texts("person_name", "text", r) }
	line(w.Kinds("person_name"), known(x), known(y), func() bool { return oneName(known(x), known(y)) })
	for _, f := range []string{"birth", "birth_place", "sex", "nationalities", "ethnicity", "languages", "occupation", "death", "family", "description", "summary"} {
		a, b := s.shown(x, f), s.shown(y, f)
		agrees := shared(a, b)
		if f == "birth" || f == "death" {
			agrees = func() bool { return overlap(x.Date(f), y.Date(f)) }
		}
		line(w.Field("person", f), a, b, agrees)
	}
	for _, rows := range []struct{ kind, field, label string }{
		{"identity_document", "number", w.T("duplicates.document")},
		{"residence", "place", w.Kinds("residence")},
	} {
		a, b := s.texts(rows.kind, rows.field, x), s.texts(rows.kind, rows.field, y)
		line(rows.label, a, b, shared(a, b))
	}
	in, of := s.cases(x), s.cases(y)
	line(w.Kinds("case"), in, of, shared(in, of))
	told, said := s.sources(x), s.sources(y)
	line(w.Kinds("source"), told, said, shared(told, said))
	return objs
}

// oneName tells whether some name of the one is one of the other, in whichever
// spelling.
func oneName(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return names.Match(x, y).Score >= names.Likely })
	})
}

// line is one thing that is known: green where the two agree, plain where they
// differ or only one is known.
func (s *Screen) line(label string, a, b []string, agrees func() bool) fyne.CanvasObject {
	w := s.d.Words
	head := []fyne.CanvasObject{ui.NewText(label, caption)}
	ink := fyne.ThemeColorName("")
	if len(a) > 0 && len(b) > 0 {
		mark := ui.NewBadge(w.T("duplicates.differs"), ui.Neutral)
		if agrees() {
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
	return ui.NewStack(0.5, ui.NewFlow(head...), ui.NewPair(halfWidth, cell(a), cell(b)))
}

// overlap tells whether two dates may be one day.
func overlap(a, b model.Date) bool {
	if a.Earliest == "" && a.Latest == "" || b.Earliest == "" && b.Latest == "" {
		return a.Words == b.Words
	}
	after := func(x, y string) bool { return x != "" && y != "" && x > y }
	return !after(a.Earliest, b.Latest) && !after(b.Earliest, a.Latest)
}

// shown gives a field of a person as words, each word of a list by itself.
func (s *Screen) shown(r model.Record, field string) []string {
	f, _ := s.d.DB.Schema().Kind("person").Field(field)
	if f.Type != model.Terms {
		if v := s.d.Show(r, field); v != "" {
			return []string{v}
		}
		return nil
	}
	var out []string
	for _, id := range r.List(field) {
		out = append(out, s.d.Words.Word(f.Vocabulary, id))
	}
	return out
}

// texts gives what a field of each row of a person says.
func (s *Screen) texts(kind, field string, r model.Record) []string {
	var out []string
	for _, row := range s.d.Rows(kind, r.ID) {
		if v := s.d.Show(row, field); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// cases names those in which a person takes part.
func (s *Screen) cases(r model.Record) []string {
	parts, err := s.d.DB.Linked(context.Background(), "participant", "person", r.ID)
	s.d.Fail(err)
	var out []string
	for _, p := range parts {
		if name := s.d.TitleOf(p.Ref("case")); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// sources names what a record rests on.
func (s *Screen) sources(r model.Record) []string {
	var out []string
	for _, c := range s.d.Rows("citation", r.ID) {
		if name := s.d.TitleOf(c.Ref("source")); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
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
