package testimony

import (
	"strings"

	"guvoh/model"
)

// speaker is the name shown beside a block: the words as typed, or the person.
func (a *Account) speaker(r model.Record) string {
	if words := a.Value(r, "speaker_words").Text(); words != "" {
		return words
	}
	if _, typing := a.d.Saver.Value(r.ID, "speaker_words"); typing {
		return "" // the name was just taken out
	}
	return a.Name(r.Ref("speaker"))
}

// Name gives a person's name, read once.
func (a *Account) Name(person model.ID) string {
	if person.IsZero() {
		return ""
	}
	s, ok := a.names[person]
	if !ok {
		s = a.d.TitleOf(person)
		a.names[person] = s
	}
	return s
}

// setSpeaker gives a new block that will stand at index i its speaker: who
// spoke last in that role, else who usually does.
func (a *Account) setSpeaker(r *model.Record, i int) {
	kind := r.Text("kind")
	for i--; i >= 0; i-- {
		if a.rows[i].Text("kind") == kind {
			r.Set("speaker", a.rows[i].Get("speaker"))
			r.Set("speaker_words", a.rows[i].Get("speaker_words"))
			return
		}
	}
	r.Set("speaker", model.RefValue(a.usual(kind)))
}

// usual gives who speaks in a kind of block unless something else is said.
func (a *Account) usual(kind string) model.ID {
	switch kind {
	case "answer", "account", "correction":
		return a.o.Record().Ref("interviewee")
	case "question":
		if by := a.o.Record().Refs("interviewers"); len(by) > 0 {
			return by[0]
		}
	case "interpreter_note":
		return a.o.Record().Ref("interpreter")
	}
	return model.ID{}
}

// resolve finds out who the words beside a block mean: a person of the
// interview or of the case who goes by that name. Words that are nobody's
// name, or more than one person's, stay as they were typed.
func (a *Account) resolve(block model.ID) {
	r, ok := a.d.Get(block)
	if !ok {
		return
	}
	words, typed := a.d.Saver.Value(block, "speaker_words")
	if !typed {
		words = r.Get("speaker_words")
		if words == "" {
			return
		}
	}
	who := a.called(words.Text())
	if !who.IsZero() {
		words = ""
	}
	a.d.Saver.Type(block, "speaker", model.RefValue(who))
	a.d.Saver.Type(block, "speaker_words", words)
}

// called gives the one person known by a name here: those of the interview
// before the others of the case.
func (a *Account) called(name string) model.ID {
	name = plain(name)
	if name == "" {
		return model.ID{}
	}
	for _, circle := range [][]model.ID{a.present(), a.inCase()} {
		var found []model.ID
		for _, person := range circle {
			if a.goesBy(person, name) {
				found = append(found, person)
			}
		}
		if len(found) > 0 {
			if len(found) > 1 {
				return model.ID{}
			}
			return found[0]
		}
	}
	return model.ID{}
}

// plain makes names comparable.
func plain(name string) string { return strings.Join(strings.Fields(model.Fold(name)), " ") }

// present gives the persons who took part in the interview.
func (a *Account) present() []model.ID {
	r := a.o.Record()
	var out []model.ID
	seen := map[model.ID]bool{{}: true}
	for _, person := range append(append([]model.ID{r.Ref("interviewee"), r.Ref("interpreter")}, r.Refs("interviewers")...), r.Refs("present")...) {
		if !seen[person] {
			seen[person] = true
			out = append(out, person)
		}
	}
	return out
}

func (a *Account) inCase() []model.ID {
	var out []model.ID
	seen := map[model.ID]bool{}
	for _, part := range a.d.OfCase("participant", a.o.Case) {
		if person := part.Ref("person"); !seen[person] {
			seen[person] = true
			out = append(out, person)
		}
	}
	return out
}

// goesBy tells whether a person is known by a name, in any of its spellings.
func (a *Account) goesBy(person model.ID, name string) bool {
	if plain(a.Name(person)) == name {
		return true
	}
	for _, n := range a.d.Rows("person_name", person) {
		if plain(n.Text("text")) == name {
			return true
		}
	}
	return false
}
