package deadline

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// How far the first screen looks. What lies beyond stands in the case.
const (
	aheadDays   = 120 // a clock that runs out later is not spoken of yet
	pastDays    = 60  // a clock that ran out before that is no news
	consentDays = 90  // nor is a consent
	answerAfter = 30  // days after which an answer is missed
	answerUntil = 400 // and after which nobody waits any more
)

// Look goes through a file for what is due, in short turns. It belongs to one
// goroutine at a time. Its zero value is of no use: see [NewLook].
type Look struct {
	db       *store.DB
	profiles []profile.Profile
	kinds    []string
	now      time.Time
	memory   *Memory

	stage int
	ns    []int64          // what is still to be read in this stage
	cases []store.Standing // whose clocks are still to be counted
	total int
	found []Entry
}

// Memory keeps from one look to the next which clocks a case has. It holds ids,
// days and words of profiles, and nothing that anybody told.
type Memory struct {
	mu      sync.Mutex // a look that nobody waits for any more may still go on
	counted map[model.ID]counted
}

func (m *Memory) get(id model.ID) (counted, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.counted[id]
	return c, ok
}

func (m *Memory) keep(id model.ID, c counted) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.counted == nil {
		m.counted = map[model.ID]counted{}
	}
	m.counted[id] = c
}

type counted struct {
	mark    string
	day     string
	entries []Entry
}

// NewLook begins to look through a file as it stands at a moment. The memory may
// be nil.
func NewLook(db *store.DB, profiles []profile.Profile, now time.Time, m *Memory) *Look {
	if m == nil {
		m = &Memory{}
	}
	return &Look{db: db, profiles: profiles, kinds: Kinds(profiles, db.Schema()), now: now, memory: m}
}

// The stages, in the order in which a person wants to know.
const (
	readDeadlines = iota
	readConsents
	readLetters
	findCases
	countClocks
	finishedLooking
)

// Step looks for about that long and says how much of all was looked through.
func (l *Look) Step(ctx context.Context, budget time.Duration) (part float64, err error) {
	for start := time.Now(); l.stage < finishedLooking; {
		if err := l.turn(ctx); err != nil {
			return 0, err
		}
		if time.Since(start) > budget {
			break
		}
	}
	switch {
	case l.stage == finishedLooking:
		return 1, nil
	case l.stage < countClocks:
		return 0.1 * float64(l.stage+1) / countClocks, nil
	}
	return 0.1 + 0.9*float64(l.total-len(l.cases))/float64(max(l.total, 1)), nil
}

// All looks through the whole file at once.
func (l *Look) All(ctx context.Context) ([]Entry, error) {
	for {
		if part, err := l.Step(ctx, time.Second); err != nil || part >= 1 {
			return l.Found(), err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
}

// Found gives what was found so far, in order.
func (l *Look) Found() []Entry {
	all := slices.Clone(l.found)
	Sort(all, l.now)
	return all
}

// Parts gives what was found so far, in its groups. What they point at is the
// look's own: it stays as it is, also while more is found.
func (l *Look) Parts() []Part { return InGroups(pointers(l.found), l.now) }

// Count tells how much was found so far.
func (l *Look) Count() int { return len(l.found) }

// Now is the moment for which it looks.
func (l *Look) Now() time.Time { return l.now }

func (l *Look) day(by int) string { return l.now.AddDate(0, 0, by).Format(time.DateOnly) }

// turn does one short piece of work.
func (l *Look) turn(ctx context.Context) error {
	switch l.stage {
	case readDeadlines:
		return l.read(ctx, store.Due{Kind: "deadline", Field: "due", Coded: "status", Words: finished, Not: true}, func(r model.Record) error {
			l.found = append(l.found, ofDeadline(r, l.now.Location()))
			return nil
		})
	case readConsents:
		return l.read(ctx, store.Due{
			Kind: "consent", Field: "expires", From: l.day(-consentDays), To: l.day(aheadDays), Coded: "decision", Words: []string{"yes"},
		}, func(r model.Record) error { return l.consent(ctx, r) })
	case readLetters:
		return l.read(ctx, store.Due{
			Kind: "intervention", Field: "date", From: l.day(-answerUntil), To: l.day(-answerAfter), Coded: "kind", Words: expects,
		}, func(r model.Record) error {
			if e, ok := ofLetter(r, l.now.Location()); ok {
				l.found = append(l.found, e)
			}
			return nil
		})
	case findCases:
		return l.find(ctx)
	default:
		return l.count(ctx)
	}
}

// atATime is how many records are read in one turn.
const atATime = 60

// read finds the records of a stage first, and then reads some of them in each
// turn.
func (l *Look) read(ctx context.Context, q store.Due, take func(model.Record) error) error {
	if l.ns == nil {
		ns, err := l.db.DueNumbers(ctx, q)
		if err != nil {
			return err
		}
		if l.ns = ns; len(ns) == 0 {
			l.next()
		}
		return nil
	}
	n := min(atATime, len(l.ns))
	rs, err := l.db.ByNumber(ctx, l.ns[:n])
	if err != nil {
		return err
	}
	for _, r := range rs {
		if err := take(r); err != nil {
			return err
		}
	}
	if l.ns = l.ns[n:]; len(l.ns) == 0 {
		l.next()
	}
	return nil
}

func (l *Look) next() {
	l.stage++
	l.ns = nil
}

// consent takes a consent that runs out and was not renewed.
func (l *Look) consent(ctx context.Context, r model.Record) error {
	e, ok := ofConsent(r, l.now.Location())
	if !ok {
		return nil
	}
	others, err := l.db.Linked(ctx, "consent", "person", e.Person)
	if err == nil && !renewed(r, others) {
		l.found = append(l.found, e)
	}
	return err
}

// find finds the cases in which a clock may run out in the time that is looked
// at: a query for each date that one counts from, over the days from which it
// would.
func (l *Look) find(ctx context.Context) error {
	type ask struct {
		end    export.End
		months int
		days   int
	}
	var asked []ask
	seen := map[model.ID]bool{}
	for _, p := range l.profiles {
		for _, c := range p.Clocks {
			for _, s := range c.From {
				path, err := export.ParsePath(s)
				if err != nil {
					continue
				}
				end, ok := path.End(l.db.Schema())
				a := ask{end, c.Months, c.Days}
				if !ok || slices.ContainsFunc(asked, func(b ask) bool {
					return a.months == b.months && a.days == b.days && a.end.Kind == b.end.Kind && a.end.Field == b.end.Field && slices.Equal(a.end.Words, b.end.Words)
				}) {
					continue
				}
				asked = append(asked, a)
			}
		}
	}
	for _, a := range asked {
		back := l.now.AddDate(0, -a.months, -a.days)
		ns, err := l.db.DueNumbers(ctx, store.Due{
			Kind: a.end.Kind, Field: a.end.Field, Coded: a.end.Filter, Words: a.end.Words,
			From: back.AddDate(0, 0, -pastDays-4).Format(time.DateOnly), To: back.AddDate(0, 0, aheadDays+4).Format(time.DateOnly),
		})
		if err != nil {
			return err
		}
		standing, err := l.db.Standings(ctx, ns)
		if err != nil {
			return err
		}
		for _, s := range standing {
			if !seen[s.Case] {
				seen[s.Case] = true
				l.cases = append(l.cases, s)
			}
		}
	}
	l.total = len(l.cases)
	l.next()
	return nil
}

// count counts the clocks of one case, unless they are remembered.
func (l *Look) count(ctx context.Context) error {
	if len(l.cases) == 0 {
		l.next()
		return nil
	}
	c := l.cases[0]
	l.cases = l.cases[1:]
	day := l.now.Format(time.DateOnly)
	if was, ok := l.memory.get(c.Case); ok && was.mark == c.Mark && was.day == day {
		l.found = append(l.found, was.entries...)
		return nil
	}
	s, err := l.part(ctx, c.Case)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	var near []Entry
	for _, e := range OfCase(s, l.profiles, l.now) {
		if l.near(e) {
			near = append(near, e)
		}
	}
	l.memory.keep(c.Case, counted{c.Mark, day, near})
	l.found = append(l.found, near...)
	return nil
}

// near tells whether a clock belongs on the first screen.
func (l *Look) near(e Entry) bool {
	if e.settled() || e.Due.IsZero() || e.Soft && l.now.After(e.Due.Last) {
		return false
	}
	left := e.DaysLeft(l.now)
	return left >= -pastDays && left <= aheadDays
}

// part reads of a case what its clocks need. Where neither the case nor a
// proceeding names a State, its places and bodies may, and all of it is read.
func (l *Look) part(ctx context.Context, id model.ID) (*model.Snapshot, error) {
	s, err := l.db.Part(ctx, id, l.kinds)
	if err != nil || len(s.Case.List("countries")) > 0 {
		return s, err
	}
	if slices.ContainsFunc(s.OfKind("proceeding"), func(r model.Record) bool { return r.Text("country") != "" }) {
		return s, nil
	}
	return l.db.Snapshot(ctx, id)
}

// Case gives everything that is due in one case, what is settled, too.
func Case(ctx context.Context, db *store.DB, id model.ID, profiles []profile.Profile, now time.Time) ([]Entry, error) {
	s, err := db.Snapshot(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, r := range s.OfKind("deadline") {
		out = append(out, ofDeadline(r, now.Location()))
	}
	consents := s.OfKind("consent")
	for _, r := range consents {
		if e, ok := ofConsent(r, now.Location()); ok && !renewed(r, consents) {
			e.Case = id
			out = append(out, e)
		}
	}
	for _, r := range s.OfKind("intervention") {
		if e, ok := ofLetter(r, now.Location()); ok {
			out = append(out, e)
		}
	}
	for _, e := range OfCase(s, profiles, now) {
		if e.Source == Clock && slices.Contains(finished, e.Status) {
			continue // its deadline stands among the recorded ones
		}
		out = append(out, e)
	}
	Sort(out, now)
	return out, nil
}
