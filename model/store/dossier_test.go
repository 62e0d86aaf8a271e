package store_test

import (
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

// record makes a record of a kind with these values, given as field and value
// in turn; a record stands for a link to it.
func record(kind string, values ...any) model.Record {
	r := model.NewRecord(kind)
	for i := 0; i < len(values); i += 2 {
		field := values[i].(string)
		switch v := values[i+1].(type) {
		case string:
			r.Set(field, text(v))
		case model.Value:
			r.Set(field, v)
		case model.Record:
			if field == "cases" {
				r.Set(field, model.RefsValue(v.ID))
			} else {
				r.Set(field, model.RefValue(v.ID))
			}
		}
	}
	return r
}

// composed is a file with two cases, and a dossier of the first with all that
// hangs on it.
type composed struct {
	one, two, person, place, dossier, other, issue, profile model.Record
	rows                                                    []model.Record // of the dossier
	tokens                                                  []model.Record // of its person and its place
	elsewhere                                               []model.Record // of the second case, and of a person who is in no case
}

func compose(t *testing.T, db *store.DB) composed {
	t.Helper()
	c := composed{one: newCase(t, db, "one"), two: newCase(t, db, "two")}
	c.person, _ = person(t, db, c.one.ID, "Otabek")
	stranger := record("person")
	c.place = record("place", "name", "Andijan")
	event := record("event", "cases", c.one, "title", "the march", "place", c.place)
	evidence := record("evidence", "cases", c.one, "title", "the verdict")
	c.dossier = record("dossier", "cases", c.one, "title", "Application", "profile", "echr-form-helper", "sender", c.person)
	c.other = record("dossier", "cases", c.two, "title", "Brief", "profile", "adv-brief")
	c.rows = []model.Record{
		record("paragraph", "dossier", c.dossier, "section", "facts", "text", "He was taken away.", "position", "a"),
		record("exhibit", "dossier", c.dossier, "evidence", evidence, "position", "a"),
		record("answer", "dossier", c.dossier, "field", "applicant.name", "text", "Otabek"),
		record("exception", "dossier", c.dossier, "code", "uncited", "record", evidence, "reason", "it speaks for itself"),
	}
	c.tokens = []model.Record{
		record("pseudonym", "about", c.person, "recipient", "the press", "text", "Name A"),
		record("pseudonym", "about", c.place, "text", "Village 1"),
	}
	c.issue = record("issue", "cases", c.one, "dossier", c.dossier, "recipient", "the Court", "file_name", "a.pdf")
	c.profile = record("profile", "key", "our-brief", "title", "Our brief", "data", "{}")
	c.elsewhere = []model.Record{
		c.other, record("paragraph", "dossier", c.other, "section", "facts", "position", "a"),
		record("issue", "cases", c.two, "dossier", c.other), record("pseudonym", "about", stranger, "text", "Name B"), c.profile,
	}
	all := append([]model.Record{stranger, c.place, event, evidence, c.dossier, c.issue}, c.rows...)
	mustDo(t, db, "create", put(append(append(all, c.tokens...), c.elsewhere...)...))
	mustBeSound(t, db)
	return c
}

func TestADossierBelongsToItsCase(t *testing.T) {
	db := mustCreate(t)
	c := compose(t, db)
	s, err := db.Snapshot(ctx, c.one.ID)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("its snapshot has the dossier with every row, what was given out, and the pseudonyms of those in it", func(t *testing.T) {
		for _, r := range append(append([]model.Record{c.dossier, c.issue}, c.rows...), c.tokens...) {
			if _, ok := s.Get(r.ID); !ok {
				t.Errorf("the %s is missing", r.Kind)
			}
		}
		if rows := s.Rows("pseudonym", c.person.ID); len(rows) != 1 || rows[0].Text("text") != "Name A" {
			t.Errorf("the person has %d pseudonyms", len(rows))
		}
	})
	t.Run("and nothing of another case, of strangers or of the users' own profiles", func(t *testing.T) {
		for _, r := range c.elsewhere {
			if _, ok := s.Get(r.ID); ok {
				t.Errorf("a %s came along", r.Kind)
			}
		}
	})
	t.Run("each row is said to be in the case", func(t *testing.T) {
		for _, r := range append(append([]model.Record{c.issue}, c.rows...), c.tokens[0]) {
			if in, err := db.CasesOf(ctx, r.ID); err != nil || len(in) != 1 || in[0] != c.one.ID {
				t.Errorf("the %s is in %v, %v", r.Kind, in, err)
			}
		}
	})
	t.Run("what a search finds in it leads to the case", func(t *testing.T) {
		found := look(t, db, "taken away")
		if len(found) != 1 || found[0].Record != c.rows[0].ID || len(found[0].Cases) != 1 {
			t.Errorf("%d found", len(found))
		}
	})
}

func TestDeletingADossier(t *testing.T) {
	gone := func(t *testing.T, db *store.DB, want bool, rs ...model.Record) {
		t.Helper()
		for _, r := range rs {
			if got := mustGet(t, db, r.ID).Deleted; got != want {
				t.Errorf("the %s is deleted: %v", r.Kind, got)
			}
		}
	}
	for _, c := range []struct {
		name        string
		of          func(composed) model.Record
		goes, stays func(composed) []model.Record
	}{
		{
			"takes its rows along; what was given out stays given out",
			func(c composed) model.Record { return c.dossier },
			func(c composed) []model.Record { return c.rows },
			func(c composed) []model.Record { return append(append(c.elsewhere, c.issue), c.tokens...) },
		},
		{
			"happens with its case",
			func(c composed) model.Record { return c.one },
			func(c composed) []model.Record { return append(c.rows, c.dossier, c.issue) },
			func(c composed) []model.Record { return append(c.elsewhere, c.tokens...) },
		},
		{
			"does not happen with a person in it, whose pseudonym goes",
			func(c composed) model.Record { return c.person },
			func(c composed) []model.Record { return c.tokens[:1] },
			func(c composed) []model.Record { return append(append(c.rows, c.dossier, c.issue), c.tokens[1]) },
		},
	} {
		t.Run(c.name+"; bringing it back brings all back", func(t *testing.T) {
			db := mustCreate(t)
			made := compose(t, db)
			id := c.of(made).ID
			mustDo(t, db, "delete", func(tx *store.Tx) error { return tx.Delete(id) })
			gone(t, db, true, c.goes(made)...)
			gone(t, db, false, c.stays(made)...)
			mustBeSound(t, db)
			mustDo(t, db, "restore", func(tx *store.Tx) error { return tx.Restore(id) })
			gone(t, db, false, append(c.goes(made), c.stays(made)...)...)
			mustBeSound(t, db)
		})
	}
}
