package question

import "guvoh/model"

// Question asks which records of a kind meet a condition.
type Question struct {
	Of      string    // the kind of record that is looked for
	Where   Condition // nil: all of them
	Sure    bool      // leave out what is only perhaps an answer
	Columns []Column  // of a list of the answers; none means the label alone
	Sort    []Order   // the first decides; none means by label
}

// Answer is what a record is to a question.
type Answer int

// The answers, from the least.
const (
	No Answer = iota
	Perhaps
	Yes
)

// Condition is one of the types of this package that say what a record must
// meet: [All], [Any], [Not], [Text], [Word], [Number], [YesNo], [Filled], [When],
// [During], [Points], [Linked], [Consent], [Conflict], [News].
type Condition interface{ condition() }

// All is met when each of its conditions is; with none, always.
type All struct{ Of []Condition }

// Any is met when one of its conditions is; with none, never.
type Any struct{ Of []Condition }

// Not turns yes and no round.
type Not struct{ Of Condition }

// Text asks for words in a field, as the search line reads them (see package
// search). What only sounds so is perhaps an answer.
type Text struct {
	Field string // "" is any field of words
	Words string
	Exact bool // other spellings are no answer
}

// Word asks whether a coded field holds one of these words.
type Word struct {
	Field string
	Words []string // ids of words of its vocabulary
	Below bool     // or a word that stands under one of them
}

// Number asks whether a number lies in a range; an end that is nil is open.
type Number struct {
	Field    string
	From, To *int64
}

// YesNo asks whether yes, or no, is recorded.
type YesNo struct {
	Field string
	Yes   bool
}

// Filled asks whether anything is recorded in a field, or nothing.
type Filled struct {
	Field string
	Empty bool
}

// How says how a date, or a time from one date to another, stands to a range.
type How string

// The ways to stand to a range.
const (
	Overlaps How = "overlaps" // a part of it lies in the range
	Within   How = "within"   // all of it does
	Begins   How = "begins"   // its first day does
	Ends     How = "ends"     // its last day does
)

// Hows are the ways to stand to a range, as a screen offers them.
var Hows = []How{Overlaps, Within, Begins, Ends}

// When asks how one partial date stands to a range. A date that nobody recorded
// may be any, but for those of [Unset].
type When struct {
	Field string
	How   How
	In    Range
}

// During asks how the time from one partial date of a record to another stands
// to a range. An end that nobody recorded is open: perhaps it goes on.
type During struct {
	From, To string // the two fields
	How      How
	In       Range
}

// Points asks whether a field points at one of these records, or is a row of
// one.
type Points struct {
	Field   string
	Records []model.ID
	Below   bool // or at one that stands below: see [Below]
}

// Linked asks for records to which a path leads. Each of them has to meet Where
// by itself.
type Linked struct {
	Path    []Step
	Where   Condition // nil: any
	AtLeast int       // so many; 0 with AtMost nil means 1
	AtMost  *int      // and no more than so many; nil is any number
}

// Bounds gives how many there have to be; most is negative when there is no end.
func (l Linked) Bounds() (least, most int) {
	if l.AtMost == nil {
		return max(l.AtLeast, 1), -1
	}
	return l.AtLeast, *l.AtMost
}

// None makes of conditions on linked records that there is not one of that kind.
func None(where Condition, path ...Step) Linked {
	zero := 0
	return Linked{Path: path, Where: where, AtMost: &zero}
}

// Consent asks what a person said about a purpose, as model.Consents decides it
// today: in the case that is asked for, when the question leads over a case, and
// otherwise by what was said for any case.
type Consent struct {
	Purpose string // a word of vocabulary consent_purpose
	States  []model.ConsentState
}

// Conflict asks whether a field, or any when it is "", has several values that
// nobody has decided between.
type Conflict struct{ Field string }

// News asks whether something came to a case by a merge that nobody has looked at.
type News struct{}

func (All) condition()      {}
func (Any) condition()      {}
func (Not) condition()      {}
func (Text) condition()     {}
func (Word) condition()     {}
func (Number) condition()   {}
func (YesNo) condition()    {}
func (Filled) condition()   {}
func (When) condition()     {}
func (During) condition()   {}
func (Points) condition()   {}
func (Linked) condition()   {}
func (Consent) condition()  {}
func (Conflict) condition() {}
func (News) condition()     {}

// Show says what a column holds of the records to which its path leads.
type Show string

// What a column shows.
const (
	Values Show = ""      // what the field holds, of each of them
	First  Show = "first" // of the first of them
	Count  Show = "count" // how many there are
)

// Fields that every record has besides those of its kind.
const (
	Label   = ""         // the words by which a person knows the record
	Updated = "@updated" // when it was last changed here
)

// Column is one column of a list.
type Column struct {
	Path  []Step // from the record that is listed; none is that record itself
	Field string // a field of the kind to which the path leads, [Label] or [Updated]
	Show  Show
	Width Width // of a list on the screen
}

// Width is how much room a column takes beside the others.
type Width string

// The widths of a column.
const (
	UsualWidth Width = ""
	Narrow     Width = "narrow"
	Wide       Width = "wide"
)

// Order sorts a list by what a column would hold first. What holds nothing
// stands at the end both ways.
type Order struct {
	Column
	Descending bool
}

// Parts gives the conditions that are said one after the other.
func (q Question) Parts() []Condition {
	switch c := q.Where.(type) {
	case nil:
		return nil
	case All:
		return c.Of
	case Any:
		return c.Of
	default:
		return []Condition{c}
	}
}

// Overdue is the condition of a deadline that has passed and was not met.
func Overdue() Condition {
	return All{[]Condition{
		When{Field: "due", How: Ends, In: Range{To: "today-1"}},
		Filled{Field: "done", Empty: true},
		Not{Word{Field: "status", Words: []string{"done", "extended", "dropped"}}},
	}}
}

// NoSource is the condition of a record that rests on no source.
func NoSource() Condition { return None(nil, Rows("citation", "subject")) }

// Unset are the dates of what may never have come to pass. A record without one
// is not perhaps an answer: nothing says that it was closed or answered at all.
var Unset = map[string]bool{
	"closed": true, "expires": true, "withdrawn": true, "done": true, "answered": true, "death": true,
}

// Below gives the field by which records of a kind stand below another of it; ""
// when none does. A person stands below the one as whom they were identified.
func Below(kind string) string {
	return map[string]string{"place": "within", "organisation": "part_of", "person": "identified_as"}[kind]
}
