package store

import (
	"encoding/json"
	"strings"

	"guvoh/model"
)

// fact is one record that says what is compared, in few bytes: there may be
// hundreds of thousands.
type fact struct {
	record   int64
	kind     string
	cases    int32 // these and the next are places in the book; 0 is nothing
	person   int32
	place    int32
	from, to int32
	as       string
	lasting  bool
	sourced  bool
}

// book keeps what many facts repeat.
type book struct {
	ids   []model.ID
	idAt  map[string]int32
	dates []model.Date
	dayAt map[string]int32
	cases [][]model.ID
	setAt map[string]int32
	words map[string]string
	// records are the ids of the records of patterns, by their numbers.
	records map[int64]model.ID
}

func newBook() *book {
	return &book{
		ids: []model.ID{{}}, idAt: map[string]int32{"": 0}, dates: []model.Date{{}}, dayAt: map[string]int32{"": 0},
		cases: [][]model.ID{nil}, setAt: map[string]int32{"": 0}, words: map[string]string{}, records: map[int64]model.ID{},
	}
}

// id gives the place of an id that was written as text.
func (b *book) id(text []byte) int32 {
	at, known := b.idAt[string(text)]
	if !known {
		id, err := model.ParseID(string(text))
		if err == nil {
			at = int32(len(b.ids))
			b.ids = append(b.ids, id)
		}
		b.idAt[string(text)] = at
	}
	return at
}

// date gives the place of a date, from its JSON.
func (b *book) date(text []byte) int32 {
	at, known := b.dayAt[string(text)]
	if !known {
		if d := model.Value(text).Date(); !d.IsZero() {
			at = int32(len(b.dates))
			b.dates = append(b.dates, d)
		}
		b.dayAt[string(text)] = at
	}
	return at
}

// set gives the place of some cases, from the JSON of their ids, without those
// that are gone.
func (b *book) set(text []byte, gone map[model.ID]bool) int32 {
	at, known := b.setAt[string(text)]
	if known {
		return at
	}
	var live []model.ID
	for _, s := range listed(string(text)) {
		if id, err := model.ParseID(s); err == nil && !gone[id] {
			live = append(live, id)
		}
	}
	if len(live) > 0 {
		at = int32(len(b.cases))
		b.cases = append(b.cases, live)
	}
	b.setAt[string(text)] = at
	return at
}

// word keeps one copy of a word.
func (b *book) word(text []byte) string {
	kept, ok := b.words[string(text)]
	if !ok {
		kept = string(text)
		b.words[kept] = kept
	}
	return kept
}

// listed reads a list of ids or words. Most have one, for which no decoder is
// needed.
func listed(text string) []string {
	if text == "" {
		return nil
	}
	if inner, ok := strings.CutPrefix(text, `["`); ok {
		if inner, ok = strings.CutSuffix(inner, `"]`); ok && !strings.ContainsAny(inner, `"\`) {
			return []string{inner}
		}
	} else if text[0] != '[' {
		return []string{text}
	}
	var all []string
	if json.Unmarshal([]byte(text), &all) != nil {
		return nil
	}
	return all
}

func (b *book) occurrence(f fact) Occurrence {
	return Occurrence{
		Record: b.records[f.record], Kind: f.kind, Cases: b.cases[f.cases], Person: b.ids[f.person], Place: b.ids[f.place],
		From: b.dates[f.from], To: b.dates[f.to], Lasting: f.lasting, As: f.as, Sourced: f.sourced,
	}
}
