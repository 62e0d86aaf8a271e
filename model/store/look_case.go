package store

import (
	"encoding/hex"
	"encoding/json"
	"slices"

	"guvoh/model"
)

// tie is a record with one of its links.
type tie struct {
	n          int64
	id, target model.ID // no target: it has no links
	kind       string
	field      string
}

const (
	tiesOf = `SELECT r.n, r.id, r.kind, l.field, l.target FROM record r LEFT JOIN link l ON l.source = r.n
		WHERE r.id IN (SELECT unhex(value) FROM json_each(?))`
	tiesTo = `SELECT r.n, r.id, r.kind, l.field, l.target FROM link l JOIN record r ON r.n = l.source
		WHERE l.target IN (SELECT unhex(value) FROM json_each(?))`
	standingOf = `SELECT n, id, kind, NULL, NULL FROM record WHERE id IN (SELECT unhex(value) FROM json_each(?)) AND +deleted = 0`
)

// ties reads the links of many records, or to many, at one go.
func (l *looking) ties(query string, ids []model.ID) (out []tie, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	text := make([]string, len(ids))
	for i, id := range ids {
		text[i] = hex.EncodeToString(id[:])
	}
	list, _ := json.Marshal(text) // texts always can be
	rows, err := l.ask(query, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var t tie
		var id, target []byte
		var field *string
		if err := rows.Scan(&t.n, &id, &t.kind, &field, &target); err != nil {
			return nil, err
		}
		if t.id = toID(id); field != nil {
			t.field, t.target = *field, toID(target)
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// mostLevels is how deep rows of rows lie at most; see [view.casesOf].
const mostLevels = 8

// casesOfAll follows many records up to the cases that they belong to, level by
// level, as [view.casesOf] does with one. Deleted cases are left out.
func (l *looking) casesOfAll(ids []model.ID) (map[model.ID][]model.ID, error) {
	reached := map[model.ID][]model.ID{} // the cases that were found
	from := map[model.ID][]model.ID{}    // a record on the way, and those that led to it
	for _, id := range ids {
		from[id] = []model.ID{id}
	}
	var cases []model.ID
	for level := 0; len(from) > 0 && level <= mostLevels; level++ {
		up, err := l.owners(from)
		if err != nil {
			return nil, err
		}
		next := map[model.ID][]model.ID{}
		for id, to := range up {
			for _, t := range to {
				if t != id { // a case is its own
					next[t] = append(next[t], from[id]...)
					continue
				}
				cases = append(cases, id)
				for _, f := range from[id] {
					if !slices.Contains(reached[f], id) {
						reached[f] = append(reached[f], id)
					}
				}
			}
		}
		from = next
	}
	live := map[model.ID]bool{}
	ts, err := l.ties(standingOf, cases)
	for _, t := range ts {
		live[t.id] = true
	}
	for id, cs := range reached {
		cs = slices.DeleteFunc(cs, func(c model.ID) bool { return !live[c] })
		slices.SortFunc(cs, func(a, b model.ID) int { return slices.Compare(a[:], b[:]) })
		reached[id] = cs
	}
	return reached, err
}

// owners gives for each record those that it belongs to next.
func (l *looking) owners(from map[model.ID][]model.ID) (map[model.ID][]model.ID, error) {
	var ids, persons []model.ID
	for id := range from {
		ids = append(ids, id)
	}
	ts, err := l.ties(tiesOf, ids)
	if err != nil {
		return nil, err
	}
	links, kinds := map[model.ID]map[string][]model.ID{}, map[model.ID]string{}
	for _, t := range ts {
		kinds[t.id] = t.kind
		if links[t.id] == nil {
			links[t.id] = map[string][]model.ID{}
		}
		links[t.id][t.field] = append(links[t.id][t.field], t.target)
	}
	out := map[model.ID][]model.ID{}
	for id, kind := range kinds {
		switch kind {
		case "case":
			out[id] = []model.ID{id}
		case "person":
			persons = append(persons, id)
		default:
			out[id] = l.ownersBy(kind, links[id])
		}
	}
	return out, l.ofPersons(persons, out)
}

// ownersBy says what a record belongs to, by its links.
func (l *looking) ownersBy(kind string, links map[string][]model.ID) []model.ID {
	fields := []string{"cases", "case"}
	if k := l.db.base.Kind(kind); k != nil && k.Parent != "" {
		fields = append(fields, k.Parent)
	} else {
		fields = append(fields, "person")
	}
	for _, f := range fields {
		if len(links[f]) > 0 {
			return links[f]
		}
	}
	return nil
}

// partsOf leads from the persons to their parts, and not through all parts of a file.
const partsOf = `SELECT p.target, c.target FROM json_each(?) of CROSS JOIN link p ON p.target = unhex(of.value) AND p.field = 'person'
	CROSS JOIN record r ON r.n = p.source AND r.kind = 'participant' AND r.deleted = 0 CROSS JOIN link c ON c.source = r.n AND c.field = 'case'`

// ofPersons gives the cases in which persons take part.
func (l *looking) ofPersons(persons []model.ID, out map[model.ID][]model.ID) error {
	if len(persons) == 0 {
		return nil
	}
	list := make([]string, len(persons))
	for i, id := range persons {
		list[i] = hex.EncodeToString(id[:])
	}
	b, _ := json.Marshal(list) // texts always can be
	rows, err := l.ask(partsOf, string(b))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var person, in []byte
		if err := rows.Scan(&person, &in); err != nil {
			return err
		}
		out[toID(person)] = append(out[toID(person)], toID(in))
	}
	return rows.Err()
}

// standing gives what was found the cases that it belongs to.
func (l *looking) standing(found []Match) error {
	var ids []model.ID
	for i, m := range found {
		if m.Kind == "case" {
			found[i].Cases = []model.ID{m.Record}
		} else {
			ids = append(ids, m.Record)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	cases, err := l.casesOfAll(ids)
	for i, m := range found {
		if m.Kind != "case" {
			found[i].Cases = cases[m.Record]
		}
	}
	return err
}

// narrow finds the rows of the index that belong to the case that is asked for: down
// from it by every link that may lead to it, and then up from each of these.
func (l *looking) narrow() error {
	if l.Case.IsZero() {
		return nil
	}
	numbers, at := map[model.ID]int64{}, []model.ID{l.Case}
	own, err := l.ties(standingOf, at)
	if err != nil {
		return err
	}
	for _, t := range own {
		numbers[t.id] = t.n
	}
	for level := 0; len(at) > 0 && level <= mostLevels; level++ {
		if at, err = l.below(at, numbers); err != nil {
			return err
		}
	}
	var ids []model.ID
	for id := range numbers {
		ids = append(ids, id)
	}
	cases, err := l.casesOfAll(ids)
	if err != nil {
		return err
	}
	l.within = map[int64]bool{}
	var records []int64
	for id, cs := range cases {
		if slices.Contains(cs, l.Case) {
			l.within[ofRecord(numbers[id])] = true
			records = append(records, numbers[id])
		}
	}
	return l.pagesWithin(records)
}

// below adds what points at records by a field by which something can belong to
// them, and the persons who take part. It gives what is new.
func (l *looking) below(at []model.ID, numbers map[model.ID]int64) (next []model.ID, err error) {
	add := func(t tie) {
		if _, known := numbers[t.id]; !known {
			numbers[t.id] = t.n
			next = append(next, t.id)
		}
	}
	ts, err := l.ties(tiesTo, at)
	if err != nil {
		return nil, err
	}
	var part []model.ID
	for _, t := range ts {
		k := l.db.base.Kind(t.kind)
		if t.field == "cases" || t.field == "case" || t.field == "person" || k != nil && t.field == k.Parent {
			add(t)
		}
		if t.kind == "participant" && t.field == "case" {
			part = append(part, t.id)
		}
	}
	if ts, err = l.ties(tiesOf, part); err != nil {
		return nil, err
	}
	var persons []model.ID
	for _, t := range ts {
		if t.field == "person" {
			persons = append(persons, t.target)
		}
	}
	ts, err = l.ties(standingOf, persons)
	for _, t := range ts {
		add(t)
	}
	return next, err
}

// pagesWithin adds the pages of the attachments of evidence.
func (l *looking) pagesWithin(records []int64) error {
	if old, err := l.old(); err != nil || old {
		return err
	}
	pages, err := l.numbers(`SELECT p.n FROM evidence e JOIN attachment a ON a.sha256 = unhex(e.sha256) JOIN passage p ON p.attachment = a.n
		WHERE e.n IN (SELECT value FROM json_each(?))`, listOf(records))
	for _, n := range pages {
		l.within[ofPassage(n)] = true
	}
	return err
}
