package interview_test

import (
	"strings"
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/model"
)

// story is a case with an interview, its interviewee, an interviewer and an
// interpreter.
type story struct {
	*desktest.Bench
	inCase, interview                    model.ID
	interviewee, interviewer, interprets model.ID
}

func newStory(t testing.TB, l desktest.Look) *story {
	t.Helper()
	s := &story{Bench: desktest.New(t, l)}
	c := model.NewRecord("case")
	c.Set("title", model.TextValue("Test"))
	s.inCase = c.ID
	s.Put(c)
	s.interviewee = s.person("Каримов Бахтиёр")
	s.interviewer = s.person("Nodira Yusupova")
	s.interprets = s.person("Oʻktam Rahimov")
	s.interview = s.newInterview(func(r *model.Record) {
		r.Set("interviewee", model.RefValue(s.interviewee))
		r.Set("interviewers", model.RefsValue(s.interviewer))
		r.Set("interpreter", model.RefValue(s.interprets))
		d, _ := model.ParseDate("9 June 2014")
		r.Set("start", model.DateValue(d))
		r.Set("languages", model.ListValue("uz", "ru"))
	})
	return s
}

func (s *story) newInterview(with ...func(*model.Record)) model.ID {
	r := model.NewRecord("interview")
	r.Set("cases", model.RefsValue(s.inCase))
	for _, f := range with {
		f(&r)
	}
	s.Put(r)
	return r.ID
}

func (s *story) person(name string) model.ID {
	p, n, part := model.NewRecord("person"), model.NewRecord("person_name"), model.NewRecord("participant")
	n.Set("person", model.RefValue(p.ID))
	n.Set("text", model.TextValue(name))
	n.Set("position", model.TextValue("i"))
	part.Set("case", model.RefValue(s.inCase))
	part.Set("person", model.RefValue(p.ID))
	s.Put(p, n, part)
	return p.ID
}

// fill writes an account of n blocks.
func (s *story) fill(n int) {
	questions := []string{"When did they come?", "Who was in the room with you?", "Did you see a doctor?"}
	answers := []string{
		"They came early in the morning, before the call to prayer. There were six of them, four in plain clothes. They did not show any paper.",
		"Двое. Один высокий, со шрамом здесь, над бровью. Второго я видел только один раз.", "Йўқ.",
	}
	meant := []string{"They came before dawn, six men, four in plain clothes.", "Two of them. One tall, with a scar above the eyebrow.", ""}
	s.blocks(n, func(i int, r *model.Record) {
		r.Set("kind", model.TextValue("question"))
		r.Set("speaker", model.RefValue(s.interviewer))
		r.Set("original", model.TextValue(questions[i/2%3]))
		if i%2 == 1 {
			r.Set("kind", model.TextValue("answer"))
			r.Set("speaker", model.RefValue(s.interviewee))
			r.Set("original", model.TextValue(answers[i/2%3]))
			r.Set("translation", model.TextValue(meant[i/2%3]))
		}
		if i%11 == 10 {
			r.Set("kind", model.TextValue("interpreter_note"))
			r.Set("speaker", model.RefValue(s.interprets))
			r.Set("original", model.TextValue("The word means both “brother” and “comrade”."))
		}
	})
}

func (s *story) blocks(n int, write func(int, *model.Record)) {
	at := ""
	rs := make([]model.Record, n)
	for i := range rs {
		at = model.Between(at, "")
		rs[i] = model.NewRecord("block")
		rs[i].Set("interview", model.RefValue(s.interview))
		rs[i].Set("position", model.TextValue(at))
		write(i, &rs[i])
	}
	s.Put(rs...)
}

// long writes an account of n blocks of 50 words each.
func (s *story) long(n int) {
	words := strings.Repeat("слово сказано тихо и медленно ", 10)
	s.blocks(n, func(i int, r *model.Record) {
		r.Set("kind", model.TextValue("answer"))
		r.Set("speaker", model.RefValue(s.interviewee))
		r.Set("original", model.TextValue(words))
		r.Set("translation", model.TextValue(words))
	})
}
