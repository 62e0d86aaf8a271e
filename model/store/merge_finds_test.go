package store_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
)

// finds compares what a search finds with what stands in all records: as the index
// is, with what it does not know yet, and once all was read in.
func (w *world) finds(m *member) error {
	want, err := m.wording()
	if err != nil {
		return err
	}
	for _, state := range []string{"before all was read in", "after it"} {
		for i := range min(w.words, 6) {
			word := fmt.Sprintf("word%06dx", 1+i*w.words/6)
			if err := m.findsAll(word, false, want); err != nil {
				return fmt.Errorf("%s: %w", state, err)
			}
		}
		if err := m.findsAll("word", true, want); err != nil {
			return fmt.Errorf("%s: %w", state, err)
		}
		for left := 1; left > 0; {
			if left, err = m.db.ReadIn(context.Background(), time.Minute); err != nil {
				return err
			}
		}
	}
	return nil
}

// wording gives the words of every record that is not deleted.
func (m *member) wording() (map[model.ID][]string, error) {
	all, err := m.db.Everything()
	out := map[model.ID][]string{}
	for _, r := range all {
		k := m.db.Schema().Kind(r.Kind)
		if r.Deleted || k == nil {
			continue
		}
		for _, f := range k.Fields {
			switch v := r.Get(f.Name); f.Type {
			case model.Text, model.Long:
				out[r.ID] = append(out[r.ID], strings.Fields(v.Text())...)
			case model.Texts:
				out[r.ID] = append(out[r.ID], v.List()...)
			case model.Partial:
				out[r.ID] = append(out[r.ID], v.Date().Words)
			}
		}
	}
	return out, err
}

func (m *member) findsAll(word string, begins bool, in map[model.ID][]string) error {
	want := map[model.ID]bool{}
	for id, words := range in {
		if slices.ContainsFunc(words, func(w string) bool { return w == word || begins && strings.HasPrefix(w, word) }) {
			want[id] = true
		}
	}
	found, err := m.db.Look(context.Background(), store.Looked{Query: search.Parse(word, begins), Limit: 10_000})
	if err != nil {
		return err
	}
	got := map[model.ID]bool{}
	for _, f := range found.Found {
		if f.Exact {
			got[f.Record] = true
		}
	}
	if !maps.Equal(want, got) {
		return fmt.Errorf("a word that stands in %d records is found in %d", len(want), len(got))
	}
	if found.Damaged {
		return errors.New("the index cannot be read")
	}
	return nil
}
