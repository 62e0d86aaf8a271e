package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"guvoh/model"
	"guvoh/model/names"
)

const (
	rowsUnder     = "SELECT record FROM name_key WHERE key = ? LIMIT ?"
	whoStandUnder = `SELECT DISTINCT t.n FROM name_key k CROSS JOIN link l ON l.source = k.record AND l.field = 'person'
		CROSS JOIN record t ON t.id = l.target AND t.kind = 'person' WHERE k.key = ?`
	keysOfPerson = `SELECT DISTINCT k.key FROM link l CROSS JOIN name_key k ON k.record = l.source
		WHERE l.target = (SELECT id FROM record WHERE n = ?1 AND kind = 'person' AND deleted = 0) AND l.field = 'person'`
	rowsOfPerson = `SELECT l.source FROM link l CROSS JOIN record r ON r.n = l.source AND r.kind = 'person_name' AND r.deleted = 0
		WHERE l.target = (SELECT id FROM record WHERE n = ?1 AND kind = 'person' AND deleted = 0) AND l.field = 'person'`
	nobodyCompared = `SELECT NOT EXISTS (SELECT 1 FROM record r WHERE r.kind = 'person' AND r.deleted = 0
		AND NOT EXISTS (SELECT 1 FROM unpaired u WHERE u.person = r.n))`
	namesInRows = `SELECT p.n, of.n, p.text, s.birth, s.sex FROM person_name p JOIN record r ON r.n = p.n AND r.deleted = 0
		JOIN record of ON of.id = unhex(replace(p.person, '-', '')) AND of.deleted = 0 JOIN person s ON s.n = of.n
		WHERE p.text IS NOT NULL AND p.n IN (SELECT value FROM json_each(?))`
)

// billion is the score 1 as the file has it.
const billion = 1_000_000_000

// mostKnown is how many names are remembered from turn to turn, some twenty
// megabytes.
const mostKnown = 400_000

// compare takes persons who changed and compares each with whoever shares a key.
func (r *Review) compare(ctx context.Context) (through bool, err error) {
	err = r.inTurn(ctx, func(turn *reading) error {
		if err := r.remember(turn); err != nil {
			return err
		}
		some, err := turn.numbers("SELECT person FROM unpaired ORDER BY person LIMIT 100")
		if err != nil {
			return err
		}
		through = len(some) == 0
		for _, n := range some {
			delete(r.waiting, n)
			if err := r.comparePerson(turn, n); err != nil {
				return err
			}
			if _, err := turn.exec("DELETE FROM unpaired WHERE person = ?", n); err != nil {
				return err
			}
			if turn.over() {
				break
			}
		}
		return turn.q.QueryRowContext(turn.ctx, "SELECT count(*) FROM unpaired").Scan(&r.left)
	})
	return through, err
}

// remember begins anew with what is remembered from turn to turn when it may be
// another now, or when another review went on meanwhile.
func (r *Review) remember(turn *reading) error {
	now := r.marks()
	if r.memory != 0 && r.memory == r.db.readingIn.memories && now == r.seen {
		return nil
	}
	r.memory, r.rater = 0, names.NewRater(pairsOfWords) // until all is read
	r.known, r.under, r.facts = map[int64]*knownName{}, map[string][]int64{}, map[factsKey]*names.Person{}
	all, err := turn.numbers("SELECT person FROM unpaired")
	if err != nil {
		return err
	}
	r.waiting = make(map[int64]bool, len(all))
	for _, n := range all {
		r.waiting[n] = true
	}
	if err := turn.q.QueryRowContext(turn.ctx, nobodyCompared).Scan(&r.first); err != nil {
		return err
	}
	r.db.readingIn.memories++
	r.memory, r.seen = r.db.readingIn.memories, now
	return nil
}

// marks counts what makes that which was read of others out of date.
func (r *Review) marks() int64 { return r.db.unpaired.Load() + r.db.forgot.Load() }

// comparePerson puts the pairs of one person in the place of those that were kept.
func (r *Review) comparePerson(turn *reading, n int64) error {
	for _, q := range []string{"DELETE FROM pair WHERE one = ?", "DELETE FROM pair WHERE other = ?"} {
		if _, err := turn.exec(q, n); err != nil {
			return err
		}
	}
	keys, err := turn.keysOf(n)
	if err != nil || len(keys) == 0 {
		return err
	}
	best, met := map[int64]int64{}, map[int64]bool{}
	for _, key := range keys {
		if names.Alone(key) {
			continue
		}
		rows, err := r.rowsUnder(turn, key)
		if err != nil {
			return err
		}
		if key[0] == documentMark {
			if err := r.bearers(turn, rows, best); err != nil {
				return err
			}
			continue
		}
		for _, row := range rows {
			met[row] = true
		}
	}
	if err := r.compareNames(turn, n, met, best); err != nil {
		return err
	}
	delete(best, n)
	for other, near := range best {
		if _, err := turn.exec("INSERT INTO pair VALUES(?, ?, ?, NULL)", min(n, other), max(n, other), near); err != nil {
			return err
		}
	}
	return nil
}

// keysOf gives the keys under which a person is met.
func (r *reading) keysOf(n int64) (keys []string, err error) {
	rows, err := r.q.QueryContext(r.ctx, keysOfPerson, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, rows.Err()
}

// rowsUnder gives the rows under a key, none of one that is crowded. When it has
// become so, whoever stands under it is compared anew: others may have met there only.
// When nobody had been compared as this began, the first who comes to a key notes it,
// and no others met there; to look for them would hold the file up, since that is when
// the keys under which thousands stand are met.
func (r *Review) rowsUnder(turn *reading, key string) ([]int64, error) {
	if rows, known := r.under[key]; known {
		return rows, nil
	}
	rows, err := turn.numbers(rowsUnder, key, mostTogether+1)
	if err != nil {
		return nil, err
	}
	if len(rows) > mostTogether {
		rows = nil
		var noted bool
		err := turn.q.QueryRowContext(turn.ctx, "SELECT EXISTS (SELECT 1 FROM crowded WHERE key = ?)", key).Scan(&noted)
		if err == nil && !noted {
			if _, err = turn.exec("INSERT INTO crowded VALUES(?)", key); err == nil && !r.first {
				_, err = turn.exec("INSERT OR IGNORE INTO unpaired "+whoStandUnder, key)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if len(r.under) > mostKnown {
		clear(r.under)
	}
	r.under[key] = rows
	return rows, nil
}

// bearers notes who has a paper in one of the rows: that is worth a look whatever
// the names.
func (r *Review) bearers(turn *reading, rows []int64, best map[int64]int64) error {
	for _, row := range rows {
		who, err := turn.numbers(whoHasIt+" AND t.deleted = 0", row)
		if err != nil {
			return err
		}
		for _, n := range who {
			best[n] = billion
		}
	}
	return nil
}

// compareNames compares the names of a person with those that they met.
func (r *Review) compareNames(turn *reading, n int64, met map[int64]bool, best map[int64]int64) error {
	own, err := turn.numbers(rowsOfPerson, n)
	if err != nil {
		return err
	}
	if len(r.known) > mostKnown {
		clear(r.known)
	}
	for _, row := range own {
		met[row] = true
		delete(r.known, row) // it may be this that changed
	}
	if err := r.know(turn, met); err != nil {
		return err
	}
	others := r.others(n, met)
	for _, row := range own {
		one := r.known[row]
		if one == nil {
			continue
		}
		for _, other := range others {
			if s := int64(r.likeness(one, other) * billion); s > best[other.n] {
				best[other.n] = s
			}
		}
	}
	return nil
}

// others gives the names that somebody met, without those of persons who are still to
// be compared: they meet this one then, and a pair is compared once, not from both
// sides.
func (r *Review) others(n int64, met map[int64]bool) []*knownName {
	out := make([]*knownName, 0, len(met))
	for row := range met {
		if other := r.known[row]; other != nil && other.n != n && !r.waiting[other.n] {
			out = append(out, other)
		}
	}
	return out
}

// likeness is how alike two are by their names and births, 0 when that is not worth
// a look.
func (r *Review) likeness(one, other *knownName) float64 {
	s := r.rater.Score(one.name, other.name, nearEnough)
	if s < nearEnough {
		return 0
	}
	if one.facts != nil && other.facts != nil {
		s = names.Weigh(s, *one.facts, *other.facts)
	}
	if s < names.Check {
		return 0
	}
	return s
}

// know reads the names in rows that are not known yet.
func (r *Review) know(turn *reading, rows map[int64]bool) error {
	var unknown []int64
	for row := range rows {
		if _, known := r.known[row]; !known {
			unknown = append(unknown, row)
			r.known[row] = nil
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	list, err := json.Marshal(unknown)
	if err != nil {
		return err
	}
	found, err := turn.q.QueryContext(turn.ctx, namesInRows, string(list))
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		var k knownName
		var text string
		var birth, sex sql.NullString
		if err := found.Scan(&k.row, &k.n, &text, &birth, &sex); err != nil {
			return err
		}
		k.name, k.facts = r.rater.Keep(text), factsIn(r.facts, model.Value(birth.String).Date(), sex.String)
		r.known[k.row] = &k
	}
	return found.Err()
}

// judge reads of which pairs somebody said whether they are one.
func (r *Review) judge(ctx context.Context) (bool, error) {
	ids, err := r.db.ids(ctx, `SELECT r.id FROM record r JOIN judgement j ON j.n = r.n
		WHERE r.kind = 'judgement' AND r.deleted = 0 AND coalesce(j.judgement, '') <> ''`)
	r.judged = map[model.ID]bool{}
	for _, id := range ids {
		r.judged[id] = true
	}
	return true, err
}

// kept is a pair as the file keeps it.
type kept struct {
	nearness
	score   *int64
	pair    [2]model.ID
	settled bool // one was identified as the other, or it is said how they stand to one another
}

const keptPairs = `SELECT p.near, p.one, p.other, p.score, a.id, b.id,
	coalesce((SELECT unhex(replace(identified_as, '-', '')) = b.id FROM person WHERE n = p.one), 0)
	OR coalesce((SELECT unhex(replace(identified_as, '-', '')) = a.id FROM person WHERE n = p.other), 0)
	OR EXISTS (SELECT 1 FROM link x CROSS JOIN record s ON s.n = x.source AND s.kind = 'relationship' AND s.deleted = 0
		CROSS JOIN link y ON y.source = x.source AND y.target = b.id CROSS JOIN relationship w ON w.n = x.source
		WHERE x.target = a.id AND x.field IN ('person', 'other') AND y.field IN ('person', 'other')
		AND coalesce(w.kind, '') NOT IN ('', 'same_person', 'unknown'))
	FROM pair p CROSS JOIN record a ON a.n = p.one CROSS JOIN record b ON b.n = p.other
	WHERE p.near <= ?1 AND (p.near, p.one, p.other) < (?1, ?2, ?3)
	ORDER BY p.near DESC, p.one DESC, p.other DESC LIMIT ?4`

// weigh looks at all that is known of the nearest pairs that nobody decided about.
func (r *Review) weigh(ctx context.Context) (through bool, err error) {
	found := len(r.found)
	err = r.inTurn(ctx, func(turn *reading) error {
		const most = 200
		pairs, err := r.nearest(turn, most)
		if err != nil {
			return err
		}
		for _, k := range pairs {
			if err := r.weighPair(turn, k); err != nil {
				return err
			}
			if r.at = k.nearness; len(r.found) >= MostPairs {
				through = true
				return nil
			}
			if turn.over() {
				return nil
			}
		}
		through = len(pairs) < most
		return nil
	})
	if err != nil {
		r.found = r.found[:found]
	}
	return through, err
}

func (r *Review) nearest(turn *reading, most int) (out []kept, err error) {
	rows, err := turn.q.QueryContext(turn.ctx, keptPairs, r.at.near, r.at.one, r.at.other, most)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var k kept
		var one, other []byte
		if err := rows.Scan(&k.near, &k.one, &k.other, &k.score, &one, &other, &k.settled); err != nil {
			return nil, err
		}
		copy(k.pair[0][:], one)
		copy(k.pair[1][:], other)
		out = append(out, k)
	}
	return out, rows.Err()
}

// weighPair keeps how likely a pair is by all that is known, and offers it when
// nobody decided about it.
func (r *Review) weighPair(turn *reading, k kept) error {
	if k.settled || r.judged[model.JudgementID(k.pair[0], k.pair[1])] {
		return nil
	}
	if k.score == nil {
		score := int64(0)
		c, err := turn.liken(turn.ctx, k.pair[0], k.pair[1])
		switch {
		case errors.Is(err, ErrNotFound): // a group, which is nobody
		case err != nil:
			return err
		default:
			score = int64(c.Score*billion + 0.5)
		}
		if _, err := turn.exec("UPDATE pair SET score = ? WHERE one = ? AND other = ?", score, k.one, k.other); err != nil {
			return err
		}
		k.score = &score
	}
	if s := float64(*k.score) / billion; s >= names.Check {
		one, other := k.pair[0], k.pair[1]
		if one.String() > other.String() {
			one, other = other, one
		}
		r.found = append(r.found, Pair{one, other, s})
	}
	return nil
}
