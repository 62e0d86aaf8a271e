package store

import (
	"errors"
	"fmt"

	"guvoh/model"
)

// tellingApart are the kinds of record that say who a person is, besides the
// person: each is one's row.
var tellingApart = []string{"person_name", "identity_document", "residence"}

// waysToPersons are the links of these to their persons, as the index has them.
var waysToPersons = [3]int64{
	wayOf("person_name", "person", "person"), wayOf("identity_document", "person", "person"), wayOf("residence", "person", "person"),
}

// The persons with whom a record has to do: by what the index knows of it still,
// which they were; and by what it says now.
const (
	whoHadIt = `SELECT target FROM tie WHERE source = ?1 AND way IN (?2, ?3, ?4)
		UNION SELECT ?1 WHERE EXISTS (SELECT 1 FROM pair WHERE one = ?1) OR EXISTS (SELECT 1 FROM pair WHERE other = ?1)`
	whoHasIt     = "SELECT t.n FROM link l JOIN record t ON t.id = l.target WHERE l.source = ? AND l.field = 'person' AND t.kind = 'person'"
	whoWasBornIn = `SELECT s.n FROM link l JOIN record s ON s.n = l.source
		WHERE l.target = (SELECT id FROM record WHERE n = ?) AND l.field = 'birth_place' AND s.kind = 'person'`
)

// unpairBefore notes who has to be compared anew since a record is another than the
// index has it, which must not have forgotten it yet.
func (r *reading) unpairBefore(n int64) error {
	return r.unpair(whoHadIt, n, waysToPersons[0], waysToPersons[1], waysToPersons[2])
}

// unpairNow notes who has to be compared anew since a record says what it says.
func (r *reading) unpairNow(n int64, rec model.Record) error {
	switch rec.Kind {
	case "person":
		return r.Tx.unpair(n)
	case "place":
		return r.unpair(whoWasBornIn, n)
	case tellingApart[0], tellingApart[1], tellingApart[2]:
		return r.unpair(whoHasIt, n)
	}
	return nil
}

func (r *reading) unpair(query string, args ...any) error {
	persons, err := r.numbers(query, args...)
	if err != nil {
		return fmt.Errorf("%w: %w", errIndex, err)
	}
	return r.Tx.unpair(persons...)
}

// unpair notes persons who have to be compared anew. One by one: see whoWaitedFor.
func (t *Tx) unpair(persons ...int64) error {
	for _, n := range persons {
		t.db.unpaired.Add(1)
		if _, err := t.exec("INSERT OR IGNORE INTO unpaired VALUES(?)", n); err != nil {
			return errors.Join(errIndex, err)
		}
	}
	return nil
}
