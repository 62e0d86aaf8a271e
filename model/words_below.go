package model

// WordsBelow gives these words of a vocabulary and every word that stands below
// one of them, each once, in the order of the vocabulary behind those that were
// named.
func (s *Schema) WordsBelow(vocabulary string, words []string) []string {
	v := s.vocabularies[vocabulary]
	seen := map[string]bool{}
	var out []string
	add := func(id string) {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	for _, id := range words {
		add(id)
	}
	for grown := v != nil; grown; { // a word may stand before the one that it stands under
		before := len(out)
		for _, w := range v.Words {
			if w.Group != "" && seen[w.Group] {
				add(w.ID)
			}
		}
		grown = len(out) > before
	}
	return out
}
