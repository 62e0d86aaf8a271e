package search

import (
	"slices"
	"strings"
)

// Mark is a part of a text that answers a query.
type Mark struct {
	From, To int  // bytes
	Exact    bool // spelled as it was typed
}

// Marks gives the parts of a text that answer one of the query's terms, in their
// order, none over another.
func (q Query) Marks(text string) []Mark {
	m := q.Matcher(NewSounds())
	m.read(text)
	return m.marks(0)
}

// Answers reports whether a record, which has these texts, answers the query, and
// whether it does so in the spelling that was typed.
func (q Query) Answers(texts ...string) (found, exact bool) {
	m := q.Matcher(NewSounds())
	m.read(texts...)
	return m.answers()
}

// Answer is what a record says to a query.
type Answer struct {
	Found, Exact bool
	Text         int    // which of its texts answers best; -1: none
	Marks        []Mark // in that text
}

// Matcher looks through many records for one query. It is for one goroutine.
type Matcher struct {
	q      Query
	sounds *Sounds
	words  []found
	folds  []byte
	buf    []byte
	// Spelled has it look for what is spelled as it was typed and nothing else,
	// which is much faster where the index knows that there is such.
	Spelled bool
}

// found is a word of the texts that are being read.
type found struct {
	text       int
	from, to   int // bytes in it
	fold, last int // its folded bytes
	first      int // of one that was put together: how long its first part is
	coded      bool
	sound      string
	heard      bool
}

// Matcher gives what looks through many records for a query.
func (q Query) Matcher(sounds *Sounds) *Matcher { return &Matcher{q: q, sounds: sounds} }

// Look looks at the texts of one record.
func (m *Matcher) Look(texts ...string) Answer {
	m.read(texts...)
	return m.look(len(texts))
}

// LookAt looks at the fields of one record.
func (m *Matcher) LookAt(parts []Part) Answer {
	m.words, m.folds = m.words[:0], m.folds[:0]
	for i, p := range parts {
		if len(p.Coded) == 0 {
			m.readText(i, p.Text)
		}
		for _, c := range p.Coded {
			at := len(m.folds)
			m.folds = append(m.folds, c.Code...)
			m.words = append(m.words, found{text: i, from: c.From, to: c.To, fold: at, last: len(m.folds), coded: true})
		}
	}
	return m.look(len(parts))
}

func (m *Matcher) look(texts int) Answer {
	a := Answer{Text: -1}
	if a.Found, a.Exact = m.answers(); !a.Found {
		return a
	}
	best := 0
	worth := m.worth(texts)
	for i, w := range worth {
		if w > best {
			best, a.Text = w, i
		}
	}
	if a.Text >= 0 {
		a.Marks = m.marks(a.Text)
	}
	return a
}

// worth weighs texts: by how many of the terms stand in each, then by how many as
// they were typed, then by how often.
func (m *Matcher) worth(texts int) []int {
	worth := make([]int, texts)
	as := make([]int, texts)
	for _, all := range m.q.Any {
		for _, t := range all.Terms {
			clear(as)
			m.find(t, func(first, _ int, spelled bool) bool {
				i := m.words[first].text
				as[i] = max(as[i], 1)
				if m.words[first].coded { // what was written says more
					return true
				}
				if worth[i]++; spelled {
					as[i] = 2
				}
				return true
			})
			for i, best := range as {
				worth[i] += min(best, 1)<<40 + best/2<<20
			}
		}
	}
	return worth
}

// read splits texts into words.
func (m *Matcher) read(texts ...string) {
	m.words, m.folds = m.words[:0], m.folds[:0]
	for i, text := range texts {
		m.readText(i, text)
	}
}

func (m *Matcher) readText(i int, text string) {
	eachRead(text, m.buf, func(from, to int, fold []byte, first int) {
		if first == 0 {
			m.buf = fold
		}
		at := len(m.folds)
		m.folds = append(m.folds, fold...)
		m.words = append(m.words, found{text: i, from: from, to: to, fold: at, last: len(m.folds), first: first})
	})
}

func (m *Matcher) sound(i int) string {
	w := &m.words[i]
	if !w.heard {
		w.sound, w.heard = m.sounds.Of(m.folds[w.fold:w.last]), true
	}
	return w.sound
}

// find gives where a term stands, as the numbers of its first and last word, until
// fn has enough.
func (m *Matcher) find(t Term, fn func(first, last int, exact bool) bool) {
	if len(t.Codes) > 0 && !m.findCode(t.Codes, fn) {
		return
	}
	n := len(t.Words)
	if n == 1 && (m.Spelled || t.Exact || t.Words[0].Sound == "") { // most are, and are found at once
		for i := range m.words {
			if m.same(i, t.Words[0].Text, t.Prefix) && !fn(i, i, true) {
				return
			}
		}
		return
	}
	for i := range m.words {
		if t.Joined != "" && m.same(i, t.Joined, t.Prefix) && !fn(i, i, true) {
			return
		}
		if i+n > len(m.words) || m.words[i].text != m.words[i+n-1].text {
			continue
		}
		if exact, ok := m.at(i, t); ok && !fn(i, i+n-1, exact) {
			return
		}
	}
}

// findCode gives where one of the codes stands, and reports whether fn wants more.
func (m *Matcher) findCode(codes []string, fn func(first, last int, exact bool) bool) bool {
	for i, w := range m.words {
		if w.coded && slices.Contains(codes, string(m.folds[w.fold:w.last])) && !fn(i, i, true) {
			return false
		}
	}
	return true
}

// at reports whether a term stands at a word.
func (m *Matcher) at(i int, t Term) (exact, ok bool) {
	exact = true
	for j, w := range t.Words {
		prefix := t.Prefix && j == len(t.Words)-1
		if m.same(i+j, w.Text, prefix) {
			continue
		}
		exact = false
		if m.words[i+j].coded || t.Exact || m.Spelled || w.Sound == "" || !begins(m.sound(i+j), w.Sound, prefix && m.words[i+j].first == 0) {
			return false, false
		}
	}
	return exact, true
}

// same reports whether a word is spelled so.
func (m *Matcher) same(i int, asked string, prefix bool) bool {
	w := &m.words[i]
	if n := w.last - w.fold; n < len(asked) || n > len(asked) && (!prefix || len(asked) <= w.first) { // what its first part begins with stands there by itself
		return false
	}
	return string(m.folds[w.fold:w.fold+len(asked)]) == asked
}

func begins(word, asked string, prefix bool) bool {
	return word == asked || prefix && strings.HasPrefix(word, asked)
}

// marks gives the parts of one of the texts that answer.
func (m *Matcher) marks(text int) (out []Mark) {
	for _, all := range m.q.Any {
		for _, t := range all.Terms {
			m.find(t, func(first, last int, exact bool) bool {
				if m.words[first].text == text {
					out = append(out, Mark{m.words[first].from, m.words[last].to, exact})
				}
				return true
			})
		}
	}
	slices.SortFunc(out, func(a, b Mark) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return b.To - a.To
	})
	kept := out[:0]
	for _, k := range out {
		if n := len(kept); n > 0 && k.From < kept[n-1].To {
			last := &kept[n-1]
			last.Exact = last.Exact || k.Exact && k.From == last.From
			last.To = max(last.To, k.To) // phrases that overlap are one
			continue
		}
		kept = append(kept, k)
	}
	return kept
}

func (m *Matcher) answers() (ok, exact bool) {
	for _, all := range m.q.Any {
		here, spelled := len(all.Terms) > 0, true
		for _, t := range all.Terms {
			is, as := m.has(t)
			here, spelled = here && is, spelled && as
		}
		for _, t := range all.Not {
			_, as := m.has(t)
			here = here && !as
		}
		ok, exact = ok || here, exact || here && spelled
	}
	return ok, exact
}

// has reports whether a term stands anywhere, and whether as it was typed.
func (m *Matcher) has(t Term) (is, exact bool) {
	m.find(t, func(_, _ int, spelled bool) bool {
		is, exact = true, spelled
		return !spelled
	})
	return is, exact
}
