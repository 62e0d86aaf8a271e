package search

import (
	"slices"
	"strings"

	"guvoh/model/names"
)

// Mark is a part of a text that answers a query.
type Mark struct {
	From, To int  // bytes
	Exact    bool // spelled as it was typed
}

// Marks gives the parts of a text that answer one of the query's terms, in their
// order, none over another.
func (q Query) Marks(text string) []Mark {
	m := newMatcher(text)
	var out []Mark
	for _, all := range q.Any {
		for _, t := range all.Terms {
			out = append(out, m.find(t)...)
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
			kept[n-1].Exact = kept[n-1].Exact || k.Exact && k.From == kept[n-1].From
			continue
		}
		kept = append(kept, k)
	}
	return kept
}

// Answers reports whether a text answers the query, and whether it does so in
// the spelling that was typed.
func (q Query) Answers(text string) (found, exact bool) {
	m := newMatcher(text)
	for _, all := range q.Any {
		here, spelled := true, true
		for _, t := range all.Terms {
			marks := m.find(t)
			here = here && len(marks) > 0
			spelled = spelled && slices.ContainsFunc(marks, func(k Mark) bool { return k.Exact })
		}
		for _, t := range all.Not {
			here = here && !slices.ContainsFunc(m.find(t), func(k Mark) bool { return k.Exact })
		}
		found, exact = found || here, exact || here && spelled
	}
	return found, exact
}

type matcher struct {
	tokens []Token
	sounds []string // made at first need
}

func newMatcher(text string) *matcher { return &matcher{tokens: Tokens(text)} }

func (m *matcher) sound(i int) string {
	if m.sounds == nil {
		m.sounds = make([]string, len(m.tokens))
	}
	if m.sounds[i] == "" {
		m.sounds[i] = names.Sound(m.tokens[i].Fold)
	}
	return m.sounds[i]
}

// find gives where a term stands.
func (m *matcher) find(t Term) (out []Mark) {
	for i := 0; i+len(t.Words) <= len(m.tokens); i++ {
		exact, ok := true, true
		for j, w := range t.Words {
			prefix := t.Prefix && j == len(t.Words)-1
			if same(m.tokens[i+j].Fold, w.Text, prefix) {
				continue
			}
			exact = false
			if ok = !t.Exact && w.Sound != "" && same(m.sound(i+j), w.Sound, prefix); !ok {
				break
			}
		}
		if ok {
			out = append(out, Mark{m.tokens[i].From, m.tokens[i+len(t.Words)-1].To, exact})
		}
	}
	return out
}

func same(word, asked string, prefix bool) bool {
	return word == asked || prefix && strings.HasPrefix(word, asked)
}
