package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/names"
)

// Review finds the persons of a file who are recorded twice, and keeps with the file
// what it found: the next one costs what changed since. It works in short turns, a
// transaction each, between which the file can be used and after any of which it may
// be left.
//
// What is kept are pairs of numbers and how likely they are, no words. A person is
// compared anew when the index reads in that something of them, or of the place they
// were born in, changed; what was said of two persons is looked up where it stands.
// A file that is open to look only, or of an older version, is gone through anew
// each time, in memory (see [Pairing]).
type Review struct {
	db     *DB
	inside *Pairing // in memory; nil when the file keeps what is found
	stage  int
	after  int64  // how far it looked for records that the index does not know
	some   bool   // it found some on the way
	key    string // how far it looked at crowded keys
	all    int    // persons to be compared, as it began
	left   int    // and as it is now

	memory  int64          // which of those that were begun for the file it remembers in; 0: none yet
	seen    int64          // how often persons had to be compared anew when it did
	waiting map[int64]bool // persons who are still to be compared; some may be missing
	first   bool           // nobody had been compared when it began to remember
	rater   *names.Rater
	known   map[int64]*knownName // names by their rows; nil is nobody's
	under   map[string][]int64   // rows under a key; nil for one that is crowded
	facts   map[factsKey]*names.Person
	judged  map[model.ID]bool
	at      nearness // how far pairs were weighed
	found   []Pair

	reached float64 // the part of the way that was given last
}

// nearness is where a pair stands in the order in which pairs are looked at.
type nearness struct{ near, one, other int64 }

// Review begins to look for persons who are recorded twice.
func (db *DB) Review() *Review {
	r := &Review{db: db, at: nearness{near: 2 * billion}}
	if db.opts.ReadOnly {
		r.inside = db.Pairing()
	}
	return r
}

// Found gives the pairs that nobody had decided about as they were met, the
// likeliest first, at most [MostPairs].
func (r *Review) Found() []Pair {
	if r.inside != nil {
		return r.inside.Found()
	}
	out := slices.Clone(r.found)
	slices.SortStableFunc(out, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), slices.Compare(a.One[:], b.One[:]), slices.Compare(a.Other[:], b.Other[:]))
	})
	return out
}

var reviewStages = []func(*Review, context.Context) (bool, error){
	(*Review).begin, (*Review).readIn, (*Review).uncrowd, (*Review).compare, (*Review).judge, (*Review).weigh, (*Review).end,
}

// Step goes on for about so long, and gives which part of the way is done: 1 is the
// end. When what the file keeps cannot be read, it goes on in memory.
func (r *Review) Step(ctx context.Context, patience time.Duration) (part float64, err error) {
	if r.inside != nil {
		part, err := r.inside.Step(ctx, patience)
		return r.reach(part), err
	}
	r.db.readingIn.Lock() // one reads in at a time
	defer r.db.readingIn.Unlock()
	for end := time.Now().Add(patience); r.stage < len(reviewStages); {
		through, err := reviewStages[r.stage](r, ctx)
		if errors.Is(err, ErrDamaged) {
			r.db.indexFails()
			r.inside = r.db.Pairing()
			return r.reached, nil
		}
		if err != nil {
			return 0, because(ctx, err)
		}
		if through {
			r.stage++
		}
		if r.inside != nil || time.Now().After(end) || r.db.wanted(r.db.readingIn.waited) {
			break
		}
	}
	return r.reach(r.part()), nil
}

// reach gives a part of the way that is never less than one that was given before:
// people who change meanwhile make the way longer.
func (r *Review) reach(part float64) float64 {
	r.reached = max(r.reached, part)
	return r.reached
}

// The stages that take time, and which part of the way each is: a guess.
const (
	stageCompare  = 3
	stageWeigh    = 5
	partOfReading = 0.05
	partOfWeighed = 0.1
)

func (r *Review) part() float64 {
	switch {
	case r.stage >= len(reviewStages):
		return 1
	case r.stage < stageCompare || r.all == 0:
		return partOfReading * float64(r.stage) / stageCompare
	case r.stage == stageCompare:
		return partOfReading + (1-partOfReading-partOfWeighed)*max(0, 1-float64(r.left)/float64(r.all))
	case r.stage < stageWeigh:
		return 1 - partOfWeighed
	}
	return 1 - partOfWeighed + (partOfWeighed-0.001)*float64(len(r.found))/MostPairs
}

// begin sees whether the file keeps reviews.
func (r *Review) begin(ctx context.Context) (bool, error) {
	old, err := before(ctx, r.db.sql, "pair")
	if old {
		r.inside = r.db.Pairing()
	}
	return true, classify(err)
}

// inTurn does something in a transaction of its own, as short as one in which words
// are read in.
func (r *Review) inTurn(ctx context.Context, do func(*reading) error) error {
	db := r.db
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.mendIndex(ctx); err != nil {
		return err
	}
	turn := &reading{began: time.Now(), most: mostTold}
	err := db.bulk(ctx, true, "index", func(t *Tx) error {
		turn.Tx, turn.schema = t, db.Schema()
		db.readingIn.waited = db.sql.Stats().WaitCount
		return do(turn)
	})
	if err == nil && turn.long != nil {
		db.readingIn.long = turn.long
	}
	return err
}

// readStale asks for rows that the index does not know, and of each whether it may
// tell who somebody is. What is gone may have done so.
const readStale = `SELECT s.row, s.row & 1 = 0 AND coalesce(r.kind IN ('person', 'place', 'person_name', 'identity_document', 'residence'), 1)
	FROM stale s LEFT JOIN record r ON r.n = s.row >> 1 WHERE s.row > ? ORDER BY s.row LIMIT ?`

// readIn has the index know all that tells who somebody is, before everything else
// that it is to know.
func (r *Review) readIn(ctx context.Context) (through bool, err error) {
	if r.db.readingIn.long != nil {
		return false, r.db.readLong(ctx)
	}
	err = r.inTurn(ctx, func(turn *reading) error {
		const most = 2000
		ns, err := pairsOfNumbers(turn.view, turn.ctx, readStale, r.after, most)
		if err != nil {
			return err
		}
		for _, n := range ns {
			if n[1] != 0 {
				if err := turn.row(n[0]); errors.Is(err, errLong) {
					return nil // it has turns of its own, and is met again
				} else if err != nil {
					return err
				}
				r.some = true
			}
			if r.after = n[0]; turn.over() {
				return nil
			}
		}
		through = len(ns) < most
		return nil
	})
	if through && r.some { // whoever waited for somebody that was read in may lie before
		r.after, r.some, through = 0, false, false
	}
	return through, err
}

func pairsOfNumbers(v view, ctx context.Context, query string, args ...any) (out [][2]int64, err error) {
	rows, err := v.q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n [2]int64
		if err := rows.Scan(&n[0], &n[1]); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// uncrowd has those compared who stand under a key that is crowded no more.
func (r *Review) uncrowd(ctx context.Context) (through bool, err error) {
	err = r.inTurn(ctx, func(turn *reading) error {
		for moved := false; !moved || !turn.over(); moved = true {
			err := turn.q.QueryRowContext(turn.ctx, "SELECT key FROM crowded WHERE key > ? ORDER BY key LIMIT 1", r.key).Scan(&r.key)
			if err != nil {
				through = orNone(err) == nil
				break
			}
			rows, err := turn.numbers(rowsUnder, r.key, mostTogether+1)
			if err != nil {
				return err
			}
			if len(rows) > mostTogether {
				continue
			}
			if _, err := turn.exec("DELETE FROM crowded WHERE key = ?", r.key); err != nil {
				return err
			}
			if err := turn.unpair(whoStandUnder, r.key); err != nil {
				return err
			}
		}
		return turn.q.QueryRowContext(turn.ctx, "SELECT count(*) FROM unpaired").Scan(&r.all)
	})
	r.left = r.all
	return through, err
}

// end lets go of everything but what was found.
func (r *Review) end(context.Context) (bool, error) {
	r.waiting, r.known, r.under, r.facts, r.rater, r.judged = nil, nil, nil, nil, nil, nil
	return true, nil
}
