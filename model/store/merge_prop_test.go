package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

var schemasOfTest schemas

// TestWhateverColleaguesDo plays random schedules: a few people with copies of
// one file write, delete, purge, merge, take back, share parts, copy files, put
// back backups, set their clocks, work with programs of two versions. In the
// end everything is merged with everything, and then all have the same, which
// is what an oracle makes of the set of all that was ever written.
//
// GUVOH_SEED plays one schedule, or GUVOH_SCHEDULES many from that one on.
func TestWhateverColleaguesDo(t *testing.T) {
	var err error
	if schemasOfTest, err = newSchemas(); err != nil {
		t.Fatal(err)
	}
	seeds, from := size(300, 10_000), 1
	if n, err := strconv.Atoi(os.Getenv("GUVOH_SEED")); err == nil {
		seeds, from = 1, n
	}
	if n, err := strconv.Atoi(os.Getenv("GUVOH_SCHEDULES")); err == nil {
		seeds = n
	}
	if raced.Short() {
		seeds = min(seeds, 8)
	}
	var plain, skewed []schedule
	for seed := from; seed < from+seeds; seed++ {
		if s := scheduleOf(uint64(seed)); s.skew {
			skewed = append(skewed, s)
		} else {
			plain = append(plain, s)
		}
	}
	// Which migrations there are is set for the whole process: programs of two
	// versions take turns with everything else.
	failed, err := playAll(plain, runtime.GOMAXPROCS(0))
	if err == nil {
		failed, err = playAll(skewed, 1)
	}
	if err == nil {
		return
	}
	t.Logf("schedule %d fails: %v", failed.seed, err)
	if os.Getenv("GUVOH_MUTANT") == "" {
		failed, err = failed.shrunk(err, time.Duration(size(20, 120))*time.Second)
	}
	t.Fatalf("schedule %d fails after\n%s\n%v", failed.seed, failed, err)
}

// playAll plays schedules, so many at a time, until one fails.
func playAll(all []schedule, at int) (failed schedule, err error) {
	var next atomic.Int64
	var once sync.Once
	var wait sync.WaitGroup
	for range at {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(all) {
					return
				}
				if e := all[i].play(); e != nil {
					next.Store(int64(len(all)))
					once.Do(func() { failed, err = all[i], e })
				}
			}
		})
	}
	wait.Wait()
	return failed, err
}

// A schedule is what a few people do.
type schedule struct {
	seed    uint64
	members int
	skew    bool // some have yesterday's program
	apart   bool // each began with a file of their own
	steps   []step
}

func scheduleOf(seed uint64) schedule {
	dice := rand.New(rand.NewPCG(seed, 5))
	return schedule{
		seed: seed, members: 2 + dice.IntN(3), skew: seed%4 == 0, apart: dice.IntN(4) == 0,
		steps: draw(dice, 25+dice.IntN(35)),
	}
}

func (s schedule) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d members, skew %v, apart %v\n", s.members, s.skew, s.apart)
	for i, x := range s.steps {
		fmt.Fprintf(&b, "%3d %v\n", i, x)
	}
	return b.String()
}

// shrunk gives a shorter schedule that still fails, and how.
func (s schedule) shrunk(err error, patience time.Duration) (schedule, error) {
	end := time.Now().Add(patience)
	for n := max(1, len(s.steps)/2); ; {
		for i := 0; i < len(s.steps) && time.Now().Before(end); {
			less := s
			less.steps = slices.Delete(slices.Clone(s.steps), i, min(i+n, len(s.steps)))
			if e := less.play(); e != nil {
				s, err = less, e
			} else {
				i += n
			}
		}
		if n == 1 || time.Now().After(end) {
			return s, err
		}
		n = max(1, n/2)
	}
}

// play plays a schedule to its end, and says what is wrong then.
func (s schedule) play() (err error) {
	w, err := newWorld(s.skew)
	if err != nil {
		return err
	}
	defer w.close()
	if err := w.begin(s); err != nil {
		return fmt.Errorf("to begin with: %w", err)
	}
	for i, x := range s.steps {
		m := w.members[x.who%len(w.members)]
		if err := deeds[x.what].do(w, m, x); err != nil {
			return fmt.Errorf("step %d, %s by %d: %w", i, x.what, m.n, err)
		}
		if i%5 == 0 { // so that the index knows some of it, and not all
			if _, err := m.db.ReadIn(context.Background(), time.Millisecond); err != nil {
				return fmt.Errorf("after step %d, reading in by %d: %w", i, m.n, err)
			}
		}
	}
	return w.end(rand.New(rand.NewPCG(s.seed, 6)))
}

// begin gives everybody a file: copies of one, or files of their own.
func (w *world) begin(s schedule) error {
	if err := w.join(schemasOfTest, "", false); err != nil {
		return err
	}
	one := w.members[0]
	for i := range 3 {
		if err := create(w, one, step{a: i * 2, b: i}); err != nil {
			return err
		}
	}
	for n := 1; n < s.members; n++ {
		older := s.skew && n%2 == 1
		path := ""
		if !s.apart && !older {
			path = w.newPath()
			if err := one.db.CopyTo(path); err != nil {
				return err
			}
		}
		if err := w.join(schemasOfTest, path, older); err != nil {
			return err
		}
	}
	return nil
}

// merge merges a source into a member's file, and holds the merge to what it
// promises by itself.
func (m *member) merge(src store.Source, c store.Choice, previewed bool) error {
	ctx := context.Background()
	before, err := m.db.Bodies()
	if err != nil {
		return err
	}
	var preview store.MergeReport
	if previewed {
		if preview, err = m.preview(src, c); err != nil {
			return err
		}
	}
	was, err := digestOf(m.db)
	if err != nil {
		return err
	}
	out, err := m.unwanted()
	if err != nil {
		return err
	}
	r, err := m.db.Merge(ctx, src, c)
	if err != nil {
		return err
	}
	if previewed && counts(preview) != counts(r) {
		return fmt.Errorf("the preview said %s, and it became %s", counts(preview), counts(r))
	}
	if len(r.Quarantine) > 0 {
		return fmt.Errorf("what friends wrote is in quarantine: %s", r.Quarantine[0].Reason)
	}
	now, err := digestOf(m.db)
	if err != nil {
		return err
	}
	changed := slices.DeleteFunc(was.differs(now), func(name string) bool { return strings.HasPrefix(name, "certificate") })
	if r.Nothing() && len(changed) > 0 {
		return fmt.Errorf("nothing came, and there is another %s", changed[0])
	}
	after, err := m.db.Bodies()
	if err != nil {
		return err
	}
	for p := range before {
		if after[p] == nil {
			return fmt.Errorf("a merge took entry %d of stream %s away", p.Seq, p.Stream)
		}
	}
	for p := range after {
		if out[p] && before[p] == nil && !c.Again {
			return fmt.Errorf("entry %d of stream %s was left out, and came unasked", p.Seq, p.Stream)
		}
	}
	if len(c.LeaveOut) == 0 {
		return m.hasAllOf(src, c, after)
	}
	return m.leftOut(c, was, now)
}

// preview looks at what a merge would do, and that looking changes nothing.
func (m *member) preview(src store.Source, c store.Choice) (store.MergeReport, error) {
	was, err := digestOf(m.db)
	if err != nil {
		return store.MergeReport{}, err
	}
	r, err := m.db.Preview(context.Background(), src, c)
	if err != nil {
		return r, fmt.Errorf("preview: %w", err)
	}
	now, err := digestOf(m.db)
	if err == nil && len(was.differs(now)) > 0 {
		err = fmt.Errorf("a preview left another %s", was.differs(now)[0])
	}
	return r, err
}

func counts(r store.MergeReport) string {
	return fmt.Sprintf("%d entries: %d new, %d changed, %d deleted, %d restored, %d purged, %d conflicts, %d left out, %d records",
		r.Entries, r.New, r.Changed, r.Deleted, r.Restored, r.Purged, r.Conflicts, r.LeftOut, len(r.Records)+r.More)
}

// hasAllOf says that every entry that a source offered is there now, and that
// the source has nothing new any more.
func (m *member) hasAllOf(src store.Source, c store.Choice, after map[store.Place][]byte) error {
	p, err := gather(context.Background(), src)
	if err != nil {
		return err
	}
	out, err := m.unwanted()
	if err != nil {
		return err
	}
	for stream, ls := range p.links {
		for _, l := range ls {
			place := store.Place{Stream: stream, Seq: l.Seq}
			if l.Body != nil && after[place] == nil && (c.Again || !out[place]) {
				return fmt.Errorf("entry %d of stream %s did not come", l.Seq, stream)
			}
		}
	}
	r, err := m.db.Merge(context.Background(), src, c)
	if err == nil && !r.Nothing() {
		err = fmt.Errorf("merged again, it is not nothing: %s", counts(r))
	}
	return err
}

// unwanted gives the entries that were left out here, or taken back.
func (m *member) unwanted() (map[store.Place]bool, error) {
	out := map[store.Place]bool{}
	err := each(m.db, func(c []any) { out[store.Place{Stream: toID(c[0]), Seq: uint64(c[1].(int64))}] = true },
		"SELECT s.id, b.id & 68719476735 FROM bare b JOIN stream s ON s.n = b.id >> 36 WHERE b.left_out")
	return out, err
}

// leftOut says that the records left out are as they were.
func (m *member) leftOut(c store.Choice, was, now digest) error {
	for _, name := range was.differs(now) {
		for id := range c.LeaveOut {
			if strings.HasPrefix(name, "value of "+id.String()) || name == "state of "+id.String() {
				return fmt.Errorf("it was left out: %s", name)
			}
		}
	}
	return nil
}

// end merges everything with everything, and compares.
func (w *world) end(dice *rand.Rand) error {
	for _, m := range w.members {
		if m.older {
			if err := update(w, m, step{}); err != nil {
				return fmt.Errorf("member %d updates the program: %w", m.n, err)
			}
		}
	}
	for _, path := range w.drawer {
		if err := w.join(schemasOfTest, path, false); err != nil {
			return fmt.Errorf("a file from the drawer: %w", err)
		}
	}
	truth, bytes := newOracle(), map[string]bool{}
	for _, m := range w.members {
		if err := truth.hearAll(m.db); err != nil {
			return fmt.Errorf("member %d: %w", m.n, err)
		}
		all, err := m.db.Attachments(context.Background())
		if err != nil {
			return err
		}
		for _, a := range all {
			bytes[a.SHA256] = true
		}
	}
	for round := range 2 {
		for _, i := range dice.Perm(len(w.members) * len(w.members)) {
			into, from := w.members[i%len(w.members)], w.members[i/len(w.members)]
			if into == from {
				continue
			}
			r, err := into.db.Merge(context.Background(), from.db, store.Choice{Way: "file", Again: true})
			if err == nil && round > 0 && !r.Nothing() {
				err = fmt.Errorf("the second time it is not nothing: %s", counts(r))
			}
			if err != nil {
				return fmt.Errorf("in the end, of %d into %d: %w", from.n, into.n, err)
			}
		}
	}
	return w.compare(truth, bytes)
}

func (w *world) compare(truth *oracle, bytes map[string]bool) error {
	var want digest
	for _, m := range w.members {
		got, err := digestOf(m.db)
		if err == nil {
			err = digestGaps(got, m.db)
		}
		if err == nil {
			err = errors.Join(truth.disagrees(m.db), truth.leaks(m.db), truth.holdsBytes(m.db, bytes), w.sound(m), w.finds(m), w.sound(m), truth.leaks(m.db))
		}
		if err != nil {
			return fmt.Errorf("member %d: %w", m.n, err)
		}
		if want == nil {
			want = got
		} else if names := want.differs(got); len(names) > 0 {
			return fmt.Errorf("members %d and 0 differ in %d things: %v", m.n, len(names), names[:min(4, len(names))])
		}
	}
	return nil
}

// sound is what the program's own check says.
func (w *world) sound(m *member) error {
	r, err := m.db.Check(context.Background(), nil)
	if err != nil {
		return err
	}
	for _, f := range r.Findings {
		if f.Trouble == store.BrokenRule && w.own && strings.HasPrefix(f.Detail, "unknown_") {
			continue // somebody undid a field of their own while another filled it
		}
		return fmt.Errorf("check finds %s: %s %s, field %s, %s", f.Trouble, f.Kind, f.Record, f.Field, f.Detail)
	}
	return nil
}
