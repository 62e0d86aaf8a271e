package history

import (
	"context"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// who names an author, with how sure it is that it was they. Where everything
// was written here nothing needs to be said.
func (s *Screen) who(a store.Author, name string) string {
	switch {
	case a.Name == "" && name == "":
		return ""
	case a.Trust == store.Own:
		return s.d.NameOf(a)
	}
	return s.d.Words.T("trust.named", tr.V{"Name": s.d.NameOf(a), "Trust": s.d.Trust(a.Trust).Words})
}

// cameHere says when a change came that was not made here.
func (s *Screen) cameHere(c store.Change) string {
	if a, came := s.came[c.Action]; came {
		return when(a.At)
	}
	return ""
}

// arrivals reads how what others wrote came to these records.
func (s *Screen) arrivals(ids []model.ID) error {
	s.came = map[model.ID]store.Arrival{}
	for _, id := range ids {
		came, err := s.d.DB.Arrivals(context.Background(), id)
		if err != nil {
			return err
		}
		for action, a := range came {
			s.came[action] = a
		}
	}
	return nil
}

// value says what a field held; a value that was purged is not an empty one.
func (s *Screen) value(r model.Record, f model.Field, v model.Value, gone bool) string {
	if gone {
		return s.d.Words.T("purge.gone")
	}
	return s.d.ShowValue(r, f, v)
}

// ordered tells whether a change is an order to purge, which holds no value.
func ordered(c store.Change) bool {
	return c.Field == journal.Purged || c.Field == journal.PurgedBytes
}

// order says that something was removed for good, and why.
func (s *Screen) order(c store.Change) []string {
	why := ""
	if c.Field == journal.Purged {
		why = c.To.Text()
	}
	return []string{s.d.Words.Kind(c.Kind), s.d.Words.T("purge.gone"), why}
}
