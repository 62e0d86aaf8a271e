package interviewing_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interviewing"
	"guvoh/app/ui"
	"guvoh/app/ui/editor"
	"guvoh/model"
)

// said writes an account of so many words, fifty to a passage, with the time of
// each and the words of every tenth passage marked as an event.
func (s *story) said(words int) {
	const sentence = "Нас держали в подвале, и никто не знал, где мы находимся. "
	each := strings.TrimSpace(strings.Repeat(sentence, 5)) // fifty words
	source := model.NewRecord("source")
	source.Set("cases", model.RefsValue(s.inCase))
	source.Set("interview", model.RefValue(s.interview))
	all := []model.Record{source}
	at := ""
	for i := range words / 50 {
		at = model.Between(at, "")
		r := model.NewRecord("block")
		r.Set("interview", model.RefValue(s.interview))
		r.Set("position", model.TextValue(at))
		r.Set("kind", model.TextValue([]string{"question", "answer"}[i%2]))
		r.Set("speaker", model.RefValue([]model.ID{s.interviewer, s.man}[i%2]))
		r.Set("original", model.TextValue(each))
		r.Set("translation", model.TextValue("We were held in a cellar, and nobody knew where we were."))
		r.Set("at", model.TextValue(fmt.Sprintf("%02d:%02d", 9+i/60, i%60)))
		all = append(all, r)
		if i%10 != 0 {
			continue
		}
		e, c := model.NewRecord("event"), model.NewRecord("citation")
		e.Set("cases", model.RefsValue(s.inCase))
		e.Set("title", model.TextValue(fmt.Sprint("Held in a cellar, ", i)))
		c.Set("subject", model.RefValue(e.ID))
		c.Set("source", model.RefValue(source.ID))
		c.Set("block", model.RefValue(r.ID))
		c.Set("quote", model.TextValue("в подвале"))
		all = append(all, e, c)
	}
	s.Put(all...)
}

// take takes an interview down for a while at some place in it.
func (s *story) take(f *desktest.Frames, place int) {
	list := interviewing.List(s.room)
	blocks := list.Blocks()
	list.GoTo(blocks[place*(len(blocks)-1)/2].ID, ui.Original)
	s.caret().Select(editor.Range{From: 20, To: 20})
	for i := range 60 {
		f.Do("letter", func() { s.Type(string([]rune("слово ")[i%6])) })
		if i%6 == 5 { // what rests is noted, and the place is kept
			f.Do("noted", func() { s.Clock.Pass() })
		}
	}
	f.Do("return", func() { s.Press(fyne.KeyReturn) })
	s.Press(fyne.KeyBackspace)
	length := len([]rune(s.caret().Text()))
	s.caret().Select(editor.Range{From: length, To: length})
	s.Press(fyne.KeyReturn)
	f.Do("turn", func() { s.Press(fyne.KeyReturn) }) // the next passage begins
	for range 5 {
		f.Do("passage-first-letter", func() { s.Type("Д") })
		f.Do("noted", func() { s.Clock.Pass() })
		s.Press(fyne.KeyReturn)
		f.Do("turn", func() { s.Press(fyne.KeyReturn) })
	}
	s.Type("в комнате без окна")
	s.Clock.Pass()
	s.mark(f)
}

// mark marks words as a place, and waits for the checklist.
func (s *story) mark(f *desktest.Frames) {
	s.caret().Select(editor.Range{From: 2, To: 9})
	f.Do("mark-offered", func() { s.do("room.mark") })
	f.Do("mark-typed", func() { s.Type("p") })
	s.Press(fyne.KeyBackspace)
	s.Type(s.Desk.Words.T("room.mark_as.place"))
	f.Do("marked", func() { s.Press(fyne.KeyReturn) })
	f.Do("checklist", func() { s.Clock.Pass() })
}

// BenchmarkTaking takes down an interview in interview mode that has 20,000 words
// already, at its beginning, in its middle and at its end, beside one of 200.
func BenchmarkTaking(b *testing.B) {
	for place, name := range []string{"beginning", "middle", "end"} {
		b.Run("at the "+name, func(b *testing.B) {
			begin := func(words int) *story {
				s := newStory(b, desktest.Look{})
				s.said(words)
				s.open("account")
				s.Clock.Pass()
				return s
			}
			brief := begin(200)
			short := brief.Measure()
			brief.take(short, place)
			s := begin(20_000)
			long := s.Measure()
			for b.Loop() {
				s.take(long, place)
			}
			long.Report(b)
			long.Against(b, short, "letter", "turn", "marked", "checklist")
		})
	}
}
