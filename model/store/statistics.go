package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/question"
)

// StatisticsOf says what is counted.
type StatisticsOf string

// What can be counted.
const (
	CountCases   StatisticsOf = "case"
	CountPersons StatisticsOf = "person" // to whom it happened: victims of acts, and of cases without one
	CountEvents  StatisticsOf = "event"
	CountActs    StatisticsOf = "act"
)

// StatisticsKinds gives everything that can be counted, in reading order.
func StatisticsKinds() []StatisticsOf {
	return []StatisticsOf{CountCases, CountPersons, CountEvents, CountActs}
}

// StatisticsBy says by what is counted.
type StatisticsBy string

// By what can be counted.
const (
	PerMonth  StatisticsBy = "month"  // in which it happened
	PerYear   StatisticsBy = "year"   // the same
	PerPlace  StatisticsBy = "place"  // with all that it is within
	PerType   StatisticsBy = "type"   // of acts, with the word that it stands under
	PerMethod StatisticsBy = "method" // the same
	PerAgency StatisticsBy = "agency" // organisations that had a part in acts, with what they are part of
	PerStatus StatisticsBy = "status" // of cases
	PerOpened StatisticsBy = "opened" // the month in which a case was opened
	PerSex    StatisticsBy = "sex"    // of victims
	PerAge    StatisticsBy = "age"    // of victims when it happened
)

// StatisticsBys gives everything by which can be counted, in reading order.
func StatisticsBys() []StatisticsBy {
	return []StatisticsBy{PerMonth, PerYear, PerPlace, PerType, PerMethod, PerAgency, PerSex, PerAge, PerStatus, PerOpened}
}

// StatisticsFilter says what counts.
type StatisticsFilter struct {
	// From and To are days (YYYY-MM-DD), each "" for no bound. What surely was
	// between them counts, what may have been counts as perhaps, and what has no
	// date is left out and told of.
	From, To string
	// Question keeps what happened in the cases, to the persons, in the events or
	// as the acts that answer it; its Of is one of these. nil is everything.
	Question *question.Question
	// Purpose leaves out what happened to persons who said no to it, or took their
	// yes back; a word of the vocabulary consent_purpose, "" for nobody.
	Purpose string
	// Unnamed tells which kinds of places and organisations have no bar of their
	// own: what is theirs counts with the nearest above them that has one, and all
	// that is in none counts together. nil names all.
	Unnamed func(kind string) bool
}

// Tally is how many were counted for certain, and how many more perhaps.
type Tally struct{ Sure, Perhaps int }

// All gives both together.
func (t Tally) All() int { return t.Sure + t.Perhaps }

// BarSort says how exactly a bar is known.
type BarSort string

// The sorts of bars.
const (
	BarKnown  BarSort = ""       // what its word says
	BarWithin BarSort = "within" // in this year, the month nobody said
	BarOther  BarSort = "other"  // of places or organisations that are not named
	BarVague  BarSort = "vague"  // dated, or of an age, and not exactly enough for any bar
	BarNone   BarSort = "none"   // not recorded
)

// Bar is one value by which is counted.
type Bar struct {
	Key    string   // tells the bars of one statistic apart, and stays the same as long as the value does
	Sort   BarSort  // the Word of a BarWithin is its year
	Word   string   // a month (2014-05), a year, an age (18-29), or a word of the vocabulary
	Record model.ID // a place or an organisation
	Label  string   // of Record
	Kind   string   // of Record, as the place or organisation says it
	Depth  int      // below how many others it stands
	Up     int      // the bar under which it stands; -1 for none
	Tally           // each of what is counted once
}

// Statistics are numbers of records: how many are of each value. What has several
// values counts in each of them, once: bars are not to be added up.
type Statistics struct {
	Of      StatisticsOf
	By      []StatisticsBy // one or two
	Rows    []Bar          // in reading order: trees with what is below each
	Columns []Bar          // of the second; the topmost only; none when there is one By
	Total   Tally
	Undated int // left out, since the filter asks for a time and they have none
	Same    int // by how many records persons are less, since somebody judged two to be the same

	cells map[[2]int32]Tally
}

// Cell gives the number in a row and a column.
func (s *Statistics) Cell(row, column int) Tally { return s.cells[[2]int32{int32(row), int32(column)}] }

// ErrStatistics says that nothing can be counted by that.
var ErrStatistics = errors.New("statistics: nothing can be counted so")

// Statistics counts records by one thing, or by two at once. It may be called
// beside everything else: it never holds the file for long. When somebody writes
// meanwhile it counts anew, so that the numbers are of one moment; an index that
// was emptied meanwhile would say that there is nothing, and is never believed.
func (db *DB) Statistics(ctx context.Context, of StatisticsOf, by []StatisticsBy, f StatisticsFilter) (*Statistics, error) {
	if !slices.Contains(StatisticsKinds(), of) || len(by) < 1 || len(by) > 2 || f.Question != nil && !slices.Contains(StatisticsKinds(), StatisticsOf(f.Question.Of)) {
		return nil, ErrStatistics
	}
	for _, b := range by {
		if !slices.Contains(StatisticsBys(), b) {
			return nil, ErrStatistics
		}
	}
	defer db.spread(ctx)()
	for tries := 1; ; tries++ {
		forgot := db.forgot.Load()
		c := &counting{
			sifting: sifting{ctx: ctx, view: db.view(), schema: db.Schema(), book: newBook()}, of: of, filter: f,
			today: db.opts.now().Format(time.DateOnly),
		}
		was, err := c.lastAction()
		if err == nil {
			err = c.count(by)
		}
		now := was
		if err == nil {
			now, err = c.lastAction()
		}
		switch err = classify(err); {
		case errors.Is(err, ErrDamaged) && c.tied != nil && !c.tied.plain: // perhaps only in the index: the records will tell
			db.indexFails()
		case err != nil:
			return nil, err
		case (now == was || tries >= 3) && db.forgot.Load() == forgot:
			return c.told(by)
		}
	}
}

func (c *counting) lastAction() (n int64, err error) {
	err = c.q.QueryRowContext(c.ctx, "SELECT coalesce(max(n), 0) FROM action").Scan(&n)
	return n, err
}

// counting is one statistic on its way.
type counting struct {
	sifting
	of     StatisticsOf
	filter StatisticsFilter
	today  string

	rows, columns *dimension
	marks         []scored
	asked         *set                 // the records that answer the question
	absent        map[int32]bool       // persons who said no, by their places in the book
	files         map[int32]file       // the cases that there are, by their places in the book
	whos          map[int32]who        // persons
	ones          map[int32]int32      // the place of the record that stands for a person
	inSet         map[int32][]int32    // the cases of a set
	undated       map[int32]bool       // units of which an act has no date,
	timeless      map[int32]bool       // or which have something else without one,
	elsewhen      map[int32]bool       // and those of which something was at another time
	people        map[int32]bool       // records of persons that were counted
	theirs        map[int64]bool       // events that tell of nobody else, by their numbers
	theirFiles    map[int32]bool       // and cases
	victims       map[int32]victimhood // of cases and events: whose they are
	listed        map[string][]string  // words of a list
	agents        map[int64][]int32    // the organisations that had a part in an act
	waiting       []deed               // cases and events that stand for themselves
}

// file is what a statistic has of a case.
type file struct {
	n      int64
	status string
	opened int32
}

// who is what a statistic has of a person.
type who struct {
	n     int64
	sex   string
	birth int32
}

// victimhood tells of whom a case or an event tells.
type victimhood struct{ kept, absent bool }

// deed is one thing that is recorded: an act, or an event, a victim or a case by
// itself. Places are places in the book; 0 is nothing.
type deed struct {
	act, event  int64
	cases       []int32
	person      int32
	place, date int32
	kind        string
	methods     string
	agencies    []int32
	sure        bool // it surely counts, and not only perhaps
}

// scored says that something was counted in a row and a column.
type scored struct {
	unit     int32
	row, col int32
	perhaps  bool
}
