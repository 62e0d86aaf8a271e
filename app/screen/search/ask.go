package search

import (
	"context"
	"errors"
	"strings"
	"time"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
)

// answer is what the file said to a question, ready to be shown.
type answer struct {
	words   string
	found   []found
	heads   map[model.ID]head
	more    bool
	taken   int // matches that these come from
	unread  int // records looked through one by one,
	waiting int // and those that were not, since they are many
	damaged bool
	instead string // what finds something where these words find nothing: typed on the other keyboard
}

// cases counts those in which something was found.
func (a answer) cases() int { return len(a.heads) }

// firstMany is how many places are asked for at first, and moreMany when the end
// of those comes into view.
const (
	firstMany = 40
	moreMany  = 120
)

// patience is how long records are looked through one by one that were not read
// in yet, while somebody types; readAgain is when it is tried again.
const (
	patience  = 400 * time.Millisecond
	readAgain = 2 * time.Second
)

// load asks anew and shows the answer from its top.
func (s *Screen) load() { s.put(0, max(firstMany, s.back.shown), s.show) }

// refresh asks the same again and leaves what is in view where it is.
func (s *Screen) refresh() {
	if s.asking {
		return
	}
	s.put(0, max(firstMany, s.answer.taken), s.renew)
}

// more asks for what comes behind what is shown.
func (s *Screen) more() {
	if s.asking || s.showing || !s.answer.more || s.left {
		return
	}
	s.put(s.answer.taken, moreMany, s.add)
}

// put puts the question to the file, away from the window. The one before is
// broken off; only the newest is answered.
func (s *Screen) put(from, limit int, then func(answer)) {
	s.stop()
	s.again()
	s.asked++
	asked := s.asked
	words := strings.TrimSpace(s.words)
	if words == "" {
		s.asking = false
		then(answer{})
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.stop, s.asking = cancel, true
	q := question{
		desk: &desk.Desk{DB: s.d.DB, Words: s.d.Words}, line: s.words,
		looked: store.Looked{Query: search.Parse(s.words, true), Kinds: kindsOf(s.kinds), Case: s.in, From: from, Limit: limit, Patience: patience, Lang: s.d.Words.Lang()},
	}
	var a answer
	var err error
	s.d.Runner.Do(func() { a, err = q.ask(ctx) }, func() {
		cancel()
		if asked != s.asked || s.left {
			return
		}
		s.asking = false
		if errors.Is(err, context.Canceled) {
			return
		}
		s.d.Fail(err)
		a.words = words
		then(a)
	})
}

// show puts an answer in the place of what was shown before.
func (s *Screen) show(a answer) {
	s.answer, s.showing = a, true
	s.arrange()
	chosen := ""
	for _, r := range s.rows {
		if r.sort == ui.ResultPlace && s.back.is(a.found[r.found]) {
			chosen = r.key
		}
	}
	s.offer()
	s.list.Load(results(s.d.Words, s.rows, a), chosen)
	if !s.back.record.IsZero() {
		s.list.ScrollTo(s.back.scroll)
		ui.Focus(s.list)
	}
	s.back = place{kinds: s.kinds}
	if s.eager && len(s.rows) > 0 {
		s.eager = false
		ui.Focus(s.list)
	}
	s.after()
}

// renew shows an answer to the same question.
func (s *Screen) renew(a answer) {
	s.answer, s.showing = a, true
	s.arrange()
	s.offer()
	s.list.Replace(results(s.d.Words, s.rows, a))
	s.after()
}

// add shows what comes behind what is shown.
func (s *Screen) add(a answer) {
	s.showing = true
	for id, h := range a.heads {
		s.answer.heads[id] = h
	}
	a.found = s.answer.without(a.found)
	s.answer.found = append(s.answer.found, a.found...)
	s.answer.taken += a.taken
	s.answer.more = a.more
	s.arrange()
	s.list.Replace(results(s.d.Words, s.rows, s.answer))
	s.after()
}

// after says what was found, and looks again while records are being read in.
func (s *Screen) after() {
	s.tell()
	s.here()
	s.showing = false
	s.Refresh() // the end of what there is may be in view
	if s.answer.unread+s.answer.waiting > 0 && !s.d.DB.ReadOnly() {
		s.again = s.d.Runner.After(readAgain, s.refresh)
	}
}

// question is what is asked of the file, with what words its answer is told. It
// knows nothing of the window.
type question struct {
	desk   *desk.Desk
	line   string
	looked store.Looked
}

func (q question) ask(ctx context.Context) (answer, error) {
	out, err := q.desk.DB.Look(ctx, q.looked)
	if err != nil {
		return answer{}, err
	}
	a := answer{
		heads: map[model.ID]head{}, more: out.More, taken: len(out.Found),
		unread: out.Unread, waiting: out.Waiting, damaged: out.Damaged,
	}
	t := newTelling(ctx, q.desk, q.line)
	for _, m := range out.Found {
		if ctx.Err() != nil {
			return a, ctx.Err()
		}
		a.found = append(a.found, t.tell(m, q.looked.Case))
	}
	a.found = answer{}.without(a.found)
	if err := t.head(a); err != nil {
		return a, err
	}
	if len(out.Found) == 0 && q.looked.From == 0 {
		a.instead, err = q.onTheOtherKeyboard(ctx)
	}
	return a, err
}

// onTheOtherKeyboard gives what was meant when the keyboard was not switched to
// the other script, if that finds anything; "" otherwise.
func (q question) onTheOtherKeyboard(ctx context.Context) (string, error) {
	other := search.OtherLayout(q.line)
	if other == "" {
		return "", nil
	}
	l := q.looked
	l.Query, l.Limit = search.Parse(other, true), 1
	out, err := q.desk.DB.Look(ctx, l)
	if err != nil || len(out.Found) == 0 {
		return "", err
	}
	return other, nil
}
