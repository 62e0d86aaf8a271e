package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"

	"guvoh/model"
	"guvoh/model/names"
)

// Probe is what is known of a person who may be in the file already.
type Probe struct {
	Names     []string
	Birth     model.Date
	Sex       string     // a word of vocabulary sex
	Origin    string     // the place of birth, in words
	Places    []model.ID // of birth, and where they lived
	Documents []string   // the numbers of their papers

	// Except is the record that this is asked for, if there is one yet. It is not
	// offered; what is said of it and another record counts.
	Except model.ID
	// Settled asks for those, too, of whom it is said already whether they are the
	// same, or how the two stand to one another.
	Settled bool
}

// Candidate is a person who may be the one that was asked for.
type Candidate struct {
	Person  model.ID
	Label   string
	Score   float64 // 0 to 1
	Verdict string  // as in package names
	Why     []names.Reason
	Judged  string // what was said of the two: a word of vocabulary judgement; "" nothing
	// Related is how the two stand to one another: a word of vocabulary
	// relationship_kind, for nobody is their own brother; "" when nothing is said.
	Related string
	// Identified tells that one is noted to have turned out to be the other.
	Identified bool
}

// Settled tells whether it is said already if the two are one person.
func (c Candidate) Settled() bool { return c.Judged != "" || c.Related != "" || c.Identified }

// WhyDocument is the reason that two persons have a paper of one number; the
// other codes are those of package names.
const WhyDocument = "document"

// What is looked at for one question. With these a question to 300,000 persons
// takes some hundredths of a second.
const (
	mostOfKey    = 400  // names under one key; a key of more tells too little alone
	mostOfCommon = 4000 // names under such a key that are looked up under another
	mostMeetings = 300  // names under two keys that are common both
	mostCompared = 400  // pairs of names
	mostWeighed  = 12   // persons of whom all is compared
	mostFresh    = 400  // names that the index does not know yet, the newest
	mostAlone    = 8    // names that share a given name and nothing else
	wordsAtHand  = 4096 // pairs of words whose likeness is remembered
	fewAlone     = 3    // so few persons are offered for their given name alone
)

// nearEnough is the score of two names from which everything else is looked at:
// birth, places and papers may lift it above [names.Check].
const nearEnough = 0.72

// aloneEnough is the score of a given name that is all that is known of one.
const aloneEnough = 0.69

// Alike gives the persons who may be the one of the probe, the likeliest first,
// at most limit. It finds them by their names, in any script and spelling, and
// by the numbers of their papers; names that the index does not know yet are
// looked at one by one.
func (db *DB) Alike(ctx context.Context, p Probe, limit int) ([]Candidate, error) {
	if old, err := before(ctx, db.sql, "name_key"); err != nil || old {
		return nil, classify(err)
	}
	a := &alike{view: db.view(), ctx: ctx, Probe: p}
	a.documents = documentKeys(p.Documents)
	out, err := a.find(limit)
	return out, classify(err)
}

// Liken compares two recorded persons, whatever was said of them.
func (db *DB) Liken(ctx context.Context, one, other model.ID) (Candidate, error) {
	return db.view().liken(ctx, one, other)
}

func (v view) liken(ctx context.Context, one, other model.ID) (Candidate, error) {
	p, err := v.probeOf(ctx, one)
	if err != nil {
		return Candidate{}, err
	}
	a := &alike{view: v, ctx: ctx, Probe: p}
	a.documents = documentKeys(p.Documents)
	c, err := a.weigh(other)
	return c, classify(err)
}

// ProbeOf gives what is known of a recorded person; [ErrNotFound] when there is
// none, or no more, or when it is a group, which is nobody.
func (db *DB) ProbeOf(ctx context.Context, person model.ID) (Probe, error) {
	return db.view().probeOf(ctx, person)
}

func (v view) probeOf(ctx context.Context, person model.ID) (Probe, error) {
	a := &alike{view: v, ctx: ctx}
	k, err := a.known(person)
	if err == nil && k.nobody() {
		err = ErrNotFound
	}
	k.Except = person
	return k.Probe, classify(err)
}

// alike is one question after a person.
type alike struct {
	view
	Probe
	ctx       context.Context
	documents []string // keys of the numbers
}

func (a *alike) find(limit int) ([]Candidate, error) {
	near, err := a.near()
	if err != nil {
		return nil, err
	}
	var out, alone []Candidate
	for _, person := range near {
		c, err := a.weigh(person)
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return nil, err
		case c.Settled() && !a.Settled:
		case c.Score >= names.Check:
			out = append(out, c)
		case c.givenAlone():
			c.Verdict = names.VerdictCheck
			alone = append(alone, c)
		}
	}
	if len(out) == 0 && len(alone) <= fewAlone {
		out = alone
	}
	slices.SortStableFunc(out, func(x, y Candidate) int { return cmp.Compare(y.Score, x.Score) })
	return out[:min(limit, len(out))], nil
}

// givenAlone tells whether two agree in a given name, of one of whom nothing
// else is known, and nothing speaks against them: of a rare name that is worth
// a look.
func (c Candidate) givenAlone() bool {
	alone := false
	for _, w := range c.Why {
		switch w.Code {
		case names.WhyAlone:
			alone = w.Role == names.Given
		case names.WhyGender, names.WhyBirthOther, names.WhyDiffers, names.WhyKnown, names.WhyNear:
			return false
		}
	}
	return alone && c.Score >= aloneEnough
}

// near gives the persons who are worth a closer look, by their names alone or by
// the number of a paper.
func (a *alike) near() ([]model.ID, error) {
	best := map[model.ID]float64{}
	persons, err := a.byDocument()
	if err != nil {
		return nil, err
	}
	for _, p := range persons {
		best[p] = 1
	}
	met, err := a.metNames()
	if err != nil {
		return nil, err
	}
	rater := names.NewRater(wordsAtHand)
	own := make([]names.Kept, len(a.Names))
	for i, name := range a.Names {
		own[i] = rater.Keep(name)
	}
	for _, n := range met {
		of := rater.Keep(n.text)
		for i := range own {
			least := nearEnough
			if own[i].OneWord() || of.OneWord() {
				least = aloneEnough
			}
			if s := rater.Score(own[i], of, least); s >= least && s > best[n.person] {
				best[n.person] = s
			}
		}
	}
	delete(best, a.Except)
	out := make([]model.ID, 0, len(best))
	for p := range best {
		out = append(out, p)
	}
	slices.SortFunc(out, func(x, y model.ID) int {
		return cmp.Or(cmp.Compare(best[y], best[x]), slices.Compare(x[:], y[:]))
	})
	return out[:min(mostWeighed, len(out))], nil
}

// metName is a name of somebody in the file, with what tells people apart most.
type metName struct {
	n      int64
	person model.ID
	text   string
	birth  model.Date
	sex    string
}

// metNames gives the names that the probe's may be met under: those who share a
// key with them, the rarest keys first, and those that the index does not know.
func (a *alike) metNames() ([]metName, error) {
	if len(a.Names) == 0 {
		return nil, nil
	}
	worth, err := a.shared()
	if err != nil {
		return nil, err
	}
	ns := make([]int64, 0, len(worth))
	for n := range worth {
		ns = append(ns, n)
	}
	slices.SortFunc(ns, func(x, y int64) int { return cmp.Or(cmp.Compare(worth[y], worth[x]), cmp.Compare(y, x)) })
	most := max(mostCompared/len(a.Names), mostCompared/8)
	met, err := a.namesAt(chooseName, ns[:min(most, len(ns))])
	if err != nil {
		return nil, err
	}
	fresh, err := a.freshNames(mostFresh)
	return append(met, fresh...), err
}

// shared gives the names that have a key in common with one of the probe's, and
// what that is worth: the rarer the key, the more.
func (a *alike) shared() (map[int64]float64, error) {
	worth := map[int64]float64{}
	seen := map[string]bool{}
	for _, name := range a.Names {
		var common []string
		for _, key := range names.Blocks(name) {
			if seen[key] {
				continue
			}
			seen[key] = true
			most := mostOfKey
			if names.Alone(key) {
				most = mostAlone
			}
			found, err := a.integers("SELECT record FROM name_key WHERE key = ? LIMIT ?", key, most+1)
			if err != nil {
				return nil, err
			}
			if len(found) > most {
				if !names.Alone(key) {
					common = append(common, key)
				}
				continue
			}
			for _, n := range found {
				worth[n] += 1 / float64(10+len(found))
			}
		}
		if err := a.meetings(common, worth); err != nil {
			return nil, err
		}
	}
	return worth, nil
}

// meetings adds the names that stand under two keys of which each is common: of
// many Karimovs and many Alishers, those who are both. A key of two parts is
// rarer than one of a family name and goes first.
func (a *alike) meetings(common []string, worth map[int64]float64) error {
	slices.SortStableFunc(common, func(x, y string) int { return cmp.Compare(len(y), len(x)) })
	for i := 1; i < len(common) && i < 4; i++ {
		found, err := a.integers(`SELECT x.record FROM (SELECT record FROM name_key WHERE key = ? LIMIT ?) x WHERE EXISTS(
			SELECT 1 FROM name_key y WHERE y.key = ? AND y.record = x.record) LIMIT ?`, common[i-1], mostOfCommon, common[i], mostMeetings)
		if err != nil {
			return err
		}
		for _, n := range found {
			worth[n] += 1 / float64(100+len(found))
		}
	}
	return nil
}

func (a *alike) integers(query string, args ...any) ([]int64, error) {
	return a.wholeNumbers(a.ctx, query, args...)
}

const (
	chooseName = `SELECT p.n, p.person, p.text, NULL, NULL FROM person_name p JOIN record r ON r.n = p.n AND r.deleted = 0
	WHERE p.text IS NOT NULL AND p.person IS NOT NULL AND p.n IN `
	nextKnown = `SELECT p.n, p.person, p.text, s.birth, s.sex FROM person_name p JOIN record r ON r.n = p.n AND r.deleted = 0
	JOIN record of ON of.id = unhex(replace(p.person, '-', '')) AND of.deleted = 0 JOIN person s ON s.n = of.n
	WHERE p.text IS NOT NULL AND p.n > ? ORDER BY p.n LIMIT ?`
)

// namesAt reads names by their numbers, in the words of a choice above.
func (a *alike) namesAt(choose string, ns []int64) ([]metName, error) {
	list, err := json.Marshal(ns)
	if err != nil || len(ns) == 0 {
		return nil, err
	}
	return a.readNames(choose+"(SELECT value FROM json_each(?))", string(list))
}

// freshNames reads the newest of the names that the index does not know yet.
func (a *alike) freshNames(most int) ([]metName, error) {
	return a.readNames(chooseName+`(SELECT row >> 1 FROM (
		SELECT row FROM stale WHERE row & 1 = 0 ORDER BY row DESC LIMIT ?)) ORDER BY p.n DESC LIMIT ?`, 20*most, most)
}

func (a *alike) readNames(query string, args ...any) ([]metName, error) {
	rows, err := a.q.QueryContext(a.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []metName
	for rows.Next() {
		var n metName
		var person string
		var birth, sex sql.NullString
		if err := rows.Scan(&n.n, &person, &n.text, &birth, &sex); err != nil {
			return nil, err
		}
		n.birth, n.sex = model.Value(birth.String).Date(), sex.String
		if n.person, err = model.ParseID(person); err == nil { // a link that leads nowhere is nobody's name
			out = append(out, n)
		}
	}
	return out, rows.Err()
}

// byDocument gives the persons who have a paper with one of the numbers.
func (a *alike) byDocument() ([]model.ID, error) {
	var out []model.ID
	for _, key := range a.documents {
		ns, err := a.integers("SELECT record FROM name_key WHERE key = ? LIMIT ?", key, mostWeighed)
		if err != nil {
			return nil, err
		}
		for _, n := range ns {
			r, err := a.oneRow(a.ctx, chooseRecord+"n = ?", n)
			if err != nil {
				return nil, err
			}
			if !r.record.Deleted {
				out = append(out, r.record.Ref("person"))
			}
		}
	}
	return out, nil
}

// personKeys gives the keys under which a row of a person is found by others: of
// a name its spellings, of a paper its number.
func personKeys(rec model.Record) []string {
	switch rec.Kind {
	case "person_name":
		return names.Blocks(rec.Text("text"))
	case "identity_document":
		return documentKeys([]string{rec.Text("number")})
	}
	return nil
}

// documentMark begins a key that is made of the number of a paper.
const documentMark = '#'

// lookalikes are the Cyrillic letters that a series of passports may be written
// in, with the Latin ones that look the same.
var lookalikes = strings.NewReplacer("А", "A", "В", "B", "С", "C", "Е", "E", "Н", "H", "К", "K", "М", "M", "О", "O", "Р", "P", "Т", "T", "Х", "X")

// documentKeys gives the keys of numbers of papers: without what is written
// between, in one case, and only of those that are long enough to be one's own.
func documentKeys(numbers []string) (out []string) {
	const shortest = 5
	for _, s := range numbers {
		s = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, lookalikes.Replace(strings.ToUpper(s)))
		if len([]rune(s)) >= shortest && strings.ContainsFunc(s, unicode.IsDigit) {
			out = append(out, string(documentMark)+s)
		}
	}
	return out
}
