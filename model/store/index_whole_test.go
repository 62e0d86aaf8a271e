package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/search"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// inquiry is everything that is asked of a file by way of its index: it must get the
// same answers however much of the index is there.
type inquiry struct {
	questions []question.Question
}

func newInquiry(d *dice, questions int) (q inquiry) {
	for range questions {
		of := pick(d, diceKinds)
		q.questions = append(q.questions, question.Question{Of: of, Where: d.condition(of, 3)})
	}
	return q
}

// of gives the answers, each in a line.
func (q inquiry) of(t *testing.T, db *store.DB) (out []string) {
	t.Helper()
	for _, by := range store.PatternKinds() {
		for _, f := range []store.PatternFilter{{}, {Least: 2}, {Alone: true, From: "2014-04-10", To: "2014-05-20"}} {
			ps, err := db.Patterns(ctx, by, f)
			must(t, err)
			for _, p := range ps {
				out = append(out, fmt.Sprint(by, f, p.Key(), p.Joined, numbers(p), p.Nobody, p.Undated, p.Sourced, p.First, p.Last, p.Occurrences()))
			}
			out = append(out, fmt.Sprint(by, f, len(ps)))
		}
	}
	for _, of := range store.StatisticsKinds() {
		for _, by := range store.StatisticsBys() {
			for _, f := range []store.StatisticsFilter{{}, {From: "2014-04-10", To: "2014-05-20"}} {
				s, err := db.Statistics(ctx, of, []store.StatisticsBy{by}, f)
				must(t, err)
				out = append(out, fmt.Sprint("statistics ", of, by, f, s.Rows, s.Total, s.Undated, s.Same))
			}
		}
	}
	for i, x := range q.questions {
		for _, limit := range []int{0, 1000} {
			a, err := db.Answer(ctx, x, 0, limit)
			must(t, err)
			ns := slices.Sorted(slices.Values(a.Numbers))
			out = append(out, fmt.Sprint("question ", i, " limit ", limit, ": ", ns, a.Perhaps))
		}
	}
	for _, words := range []string{"room", `"cold room"`, "khamidqoriyev", "Хамидкариев", "tashkent -room", "mirs"} {
		m := lookFor(t, db, store.Looked{Query: search.Parse(words, true), Limit: 1000})
		var found []string
		for _, f := range m.Found {
			found = append(found, fmt.Sprint(f.Record, f.Page, f.Exact))
		}
		slices.Sort(found)
		out = append(out, fmt.Sprint("search ", words, found))
	}
	return out
}

// some reports whether the answers say enough to compare.
func (q inquiry) some(t *testing.T, answers []string) {
	t.Helper()
	for _, by := range store.PatternKinds() {
		n := 0
		for _, a := range answers {
			if strings.HasPrefix(a, string(by)+" ") || strings.HasPrefix(a, string(by)+"{") {
				n++
			}
		}
		if n <= 3 {
			t.Errorf("by %s there is no pattern", by)
		}
	}
}

// alike names what is answered otherwise, by its number only.
func alike(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d answers, and not %d", len(got), len(want))
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("answer %d (%.24s) is another: %d bytes, and not %d", i, want[i], len(got[i]), len(want[i]))
			return
		}
	}
}

// diced makes a file by chance, of which nothing was read in, with some of it deleted
// and some persons judged to be the same.
func diced(t *testing.T, seed uint64) (*store.DB, *dice) {
	t.Helper()
	db := mustCreate(t)
	d := &dice{Rand: rand.New(rand.NewPCG(seed, 11)), schema: db.Schema()}
	d.fill(20 * len(diceKinds))
	d.office()
	mustDo(t, db, "create", put(d.records...))
	var people []model.ID
	mustDo(t, db, "delete", func(tx *store.Tx) error {
		for _, r := range d.records {
			if d.IntN(20) == 0 {
				if err := tx.Delete(r.ID); err != nil {
					return err
				}
			} else if r.Kind == "person" {
				people = append(people, r.ID)
			}
		}
		return nil
	})
	for i := 0; i+1 < min(len(people), 8); i += 2 {
		j := model.NewJudgement(people[i], people[i+1])
		j.Set("judgement", text("same"))
		mustDo(t, db, "judge", put(j))
	}
	return db, d
}

// office gives some persons an office, and some detentions days that leave no doubt.
func (d *dice) office() {
	roles := []string{"victim", "alleged_perpetrator", "judge", "prosecutor"}
	for i := range d.records {
		switch r := &d.records[i]; r.Kind {
		case "participant":
			r.Set("role", text(pick(d, roles)))
		case "detention":
			day := d.day()
			r.Set("from", model.DateValue(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}))
			r.Set("to", "")
		}
	}
}

// halfRead empties the index and reads about half of it in.
func halfRead(t *testing.T, db *store.DB) {
	t.Helper()
	must(t, db.ForgetWords(ctx))
	all, err := db.Unread(ctx)
	must(t, err)
	waiting := db.PretendToWait()
	defer waiting()
	for {
		left, err := db.ReadIn(ctx, time.Second)
		must(t, err)
		if left <= all/2 {
			return
		}
	}
}

func TestAnIndexThatIsNotWholeIsNotTakenForNothing(t *testing.T) {
	raced.OneByOne(t)
	files := uint64(3)
	if testing.Short() {
		files = 1
	}
	for seed := range files {
		db, d := diced(t, seed)
		q := newInquiry(d, 60)
		fresh := q.of(t, db)
		readWords(t, db)
		whole := q.of(t, db)
		q.some(t, whole)
		t.Run(fmt.Sprintf("file %d: when nothing of an import was read in", seed), func(t *testing.T) { alike(t, fresh, whole) })
		t.Run(fmt.Sprintf("file %d: when half was read in", seed), func(t *testing.T) {
			halfRead(t, db)
			alike(t, q.of(t, db), whole)
			readWords(t, db)
		})
		t.Run(fmt.Sprintf("file %d: when half is to be read in anew", seed), func(t *testing.T) {
			must(t, db.Exec("INSERT INTO stale SELECT n << 1 FROM record WHERE n % 2 = 0"))
			alike(t, q.of(t, db), whole)
		})
		t.Run(fmt.Sprintf("file %d: when more is to be read in than the index of links is asked beside", seed), func(t *testing.T) {
			defer store.FewStale(10)()
			alike(t, q.of(t, db), whole)
			readWords(t, db)
		})
		t.Run(fmt.Sprintf("file %d: when it was emptied behind our back", seed), func(t *testing.T) {
			must(t, db.Exec("DELETE FROM tie"))
			alike(t, q.of(t, db), whole)
			readWords(t, db)
			alike(t, q.of(t, db), whole)
			mustBeSound(t, db)
		})
		t.Run(fmt.Sprintf("file %d: when it was emptied, and is repaired", seed), func(t *testing.T) {
			must(t, db.Exec("DELETE FROM tie"))
			mustFindBadIndex(t, db)
			alike(t, q.of(t, db), whole)
			must(t, db.Repair(ctx))
			alike(t, q.of(t, db), whole)
			readWords(t, db)
			alike(t, q.of(t, db), whole)
			mustBeSound(t, db)
		})
	}
}

func mustFindBadIndex(t *testing.T, db *store.DB) {
	t.Helper()
	r, err := db.Check(ctx, nil)
	if must(t, err); !r.OnlyIndex() || r.Findings[0].Trouble != store.BadIndex {
		t.Fatalf("the check finds %v", r.Findings)
	}
}

func TestADamagedIndexOfLinks(t *testing.T) {
	raced.OneByOne(t)
	for name, query := range map[string]string{
		"all links are missing":           "DELETE FROM tie",
		"one link is missing":             "DELETE FROM tie WHERE (way, target, source) = (SELECT way, target, source FROM tie ORDER BY source LIMIT 1)",
		"there is a link too many":        "INSERT INTO tie SELECT way, target, source + 1 FROM tie ORDER BY source LIMIT 1",
		"a link leads to somewhere else":  "UPDATE tie SET target = target + 1 WHERE (way, target, source) = (SELECT way, target, source FROM tie ORDER BY source LIMIT 1)",
		"there is a link of no record":    "INSERT INTO tie SELECT way, target, 1000000 FROM tie LIMIT 1",
		"a link is of another field":      "UPDATE tie SET way = way + 1 WHERE (way, target, source) = (SELECT way, target, source FROM tie ORDER BY source LIMIT 1)",
		"two sources changed their links": "UPDATE tie SET source = CASE source WHEN (SELECT min(source) FROM tie) THEN (SELECT max(source) FROM tie) ELSE source END",
	} {
		t.Run("is named by the check when "+name+", and repaired", func(t *testing.T) {
			db, _ := diced(t, 9)
			readWords(t, db)
			mustBeSound(t, db)
			must(t, db.Exec(query))
			mustFindBadIndex(t, db)
			must(t, db.Repair(ctx))
			readWords(t, db)
			mustBeSound(t, db)
		})
	}
	for _, table := range []string{"tie", "spelling_data", "sound_data", "stale"} {
		t.Run("that cannot be read keeps nobody from patterns and answers: "+table, func(t *testing.T) {
			db, d := diced(t, 9)
			q := newInquiry(d, 60)
			readWords(t, db)
			whole := q.of(t, db)
			db = spoiltPage(t, db, table)
			alike(t, q.of(t, db), whole)
		})
	}
	t.Run("or of words, that the check found to be empty, is not asked", func(t *testing.T) {
		db, d := diced(t, 9)
		q := newInquiry(d, 60)
		readWords(t, db)
		whole := q.of(t, db)
		for _, half := range []string{"spelling", "sound"} {
			must(t, db.Exec("INSERT INTO "+half+"("+half+") VALUES('delete-all')"))
		}
		mustFindBadIndex(t, db)
		alike(t, q.of(t, db), whole)
	})
}

// TestAnIndexThatIsMadeMeanwhile answers while the index is emptied and read in, again
// and again.
func TestAnIndexThatIsMadeMeanwhile(t *testing.T) {
	db, d := diced(t, 4)
	q := newInquiry(d, 10)
	readWords(t, db)
	whole := q.of(t, db)
	stop, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			if i%40 == 0 {
				if err := db.ForgetWords(ctx); err != nil {
					stopped <- err
					return
				}
			}
			if _, err := db.ReadIn(ctx, 0); err != nil {
				stopped <- err
				return
			}
		}
	}()
	alike(t, q.of(t, db), whole)
	close(stop)
	must(t, <-stopped)
}

func TestAnIndexOfLinksAfterAMerge(t *testing.T) {
	raced.OneByOne(t)
	ours, d := diced(t, 5)
	readWords(t, ours)
	hers := mustCopyTo(t, ours, "bek")
	q := newInquiry(d, 30)
	more := &dice{Rand: d.Rand, schema: d.schema, records: d.records}
	n := len(more.records)
	more.fill(10 * len(diceKinds)) // fills the first ones anew, too
	more.office()
	mustDo(t, hers, "create", func(tx *store.Tx) error {
		for i, r := range more.records {
			if _, err := tx.Get(r.ID); err != nil && i < n { // deleted
				continue
			}
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	none := q.of(t, ours)
	m := mustMergeIn(t, ours, hers, store.Choice{})
	t.Run("nothing of what came was read in, and all of it is known", func(t *testing.T) {
		got := q.of(t, ours)
		readWords(t, ours)
		alike(t, got, q.of(t, ours))
		mustBeSound(t, ours)
		if slices.Equal(got, none) {
			t.Error("the merge brought nothing")
		}
	})
	t.Run("a file that is new and got everything", func(t *testing.T) {
		empty := mustCreate(t)
		mustMergeIn(t, empty, hers, store.Choice{})
		got := q.of(t, empty)
		readWords(t, empty)
		alike(t, got, q.of(t, empty))
		q.some(t, got)
		mustBeSound(t, empty)
	})
	t.Run("what was taken back is tied to nobody who gets its number", func(t *testing.T) {
		if _, err := ours.Unmerge(ctx, m.Merge, nil); err != nil {
			t.Fatal(err)
		}
		got := q.of(t, ours)
		readWords(t, ours)
		alike(t, got, q.of(t, ours))
		mustBeSound(t, ours)
		again := &dice{Rand: rand.New(rand.NewPCG(77, 3)), schema: d.schema}
		again.fill(10 * len(diceKinds))
		mustDo(t, ours, "create", put(again.records...))
		got = q.of(t, ours)
		readWords(t, ours)
		alike(t, got, q.of(t, ours))
		mustBeSound(t, ours)
	})
}

// TestANumberThatIsGivenTwice takes a merge back that brought a person to whom a record
// of ours points, and gives the number of that person to another.
func TestANumberThatIsGivenTwice(t *testing.T) {
	ours := mustCreate(t)
	c := newCase(t, ours, "one")
	first := record("person", "kind", "individual", "description", "the first")
	part := record("participant", "case", c, "person", first, "role", "judge")
	mustDo(t, ours, "create", put(first, part))
	hers := mustCopyTo(t, ours, "bek")
	who := record("person", "kind", "individual", "description", "somebody")
	mustDo(t, hers, "create", put(who))
	m := mustMergeIn(t, ours, hers, store.Choice{})
	mustDo(t, ours, "edit", set(part.ID, "person", model.RefValue(who.ID)))
	readWords(t, ours)
	if _, err := ours.Unmerge(ctx, m.Merge, nil); err != nil {
		t.Fatal(err)
	}
	readWords(t, ours)
	other := record("person", "kind", "individual", "description", "somebody else")
	mustDo(t, ours, "create", put(other))
	readWords(t, ours)
	mustBeSound(t, ours)
	asked := question.Question{Of: "participant", Where: question.Linked{Path: []question.Step{question.To("person", "person")}, Where: question.Text{Field: "description", Words: "else"}}}
	if a, err := ours.Answer(ctx, asked, 0, 0); err != nil || len(a.Numbers) > 0 {
		t.Errorf("somebody is taken for whoever had their number: %v", err)
	}
}
