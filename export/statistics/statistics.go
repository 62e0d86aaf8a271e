// Package statistics makes numbers of records readable: charts, a table of the same
// numbers, and a document with how they were counted.
//
// Its one job is numbers, already counted → words, drawings, table, document tree.
// Rules of the package: every form of them says that they are numbers of records and
// not of what happened; what is not recorded is a bar like any other; what is not
// certain, or only roughly known, is in stripes and never added to what is; scales
// begin at nothing. In what is for others it is hard to recognise anybody by a small
// number, by the difference of two in one table, by the order of the rows, or by the one
// part of a small number that is not empty: see [Input.Shown]. The difference of two
// tables of nearly the same question may still tell of one, which is said.
package statistics

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

// Number is how many there are for certain, and how many more perhaps.
type Number struct{ Sure, Perhaps int }

// Bar is one value by which is counted.
type Bar struct {
	Sort   string // "" is known, "within", "vague", "none"; as package store has them
	Word   string // of a vocabulary, a month, a year, an age
	Record bool   // a place or an organisation, with
	Label  string // its name,
	Kind   string // what it is,
	Depth  int    // and below how many others it stands
	Number
}

// Input is a statistic, and for whom it is told.
type Input struct {
	Of      string   // what is counted: a kind of record
	By      []string // by what, one or two: ends of keys "statistics.by.…"
	Rows    []Bar
	Columns []Bar
	Cells   [][]Number // of each row, where there are columns
	Total   Number
	Undated int // left out for want of a date
	Same    int // by how many records persons are less
	Filters []string
	Words   export.Words
	At      time.Time
	Outside bool // for readers outside
}

// vocabularies are the lists of the words by which is counted.
var vocabularies = map[string]string{"type": "act_type", "method": "act_method", "status": "case_status", "sex": "sex"}

// Timely tells whether what is counted by comes one after the other.
func Timely(by string) bool { return by == "month" || by == "year" || by == "opened" }

// Title says what is counted, and by what.
func (in Input) Title() string {
	var by []string
	for _, b := range in.By {
		by = append(by, in.Words.T("statistics.by."+b))
	}
	return in.Words.T("statistics.title", map[string]any{"What": in.Words.Kinds(in.Of), "By": strings.Join(by, " × ")})
}

// Name says what a bar is.
func (in Input) Name(by string, b Bar) string {
	w := in.Words
	switch b.Sort {
	case "none":
		return w.T("statistics.bar.none")
	case "vague":
		if by == "age" {
			return w.T("statistics.bar.vague_age")
		}
		return w.T("statistics.bar.vague")
	case "within":
		return w.T("statistics.bar.within", map[string]any{"Year": b.Word})
	case "other":
		return w.T("statistics.other." + by)
	}
	switch {
	case b.Record:
		return in.named(by, b)
	case by == "age":
		return age(w, b.Word)
	case Timely(by):
		return when(w, b.Word)
	}
	return w.Word(vocabularies[by], b.Word)
}

// named gives the name of a place or an organisation. To others only those are named
// that are of the public: the home of somebody, or their own firm, would tell who it is.
func (in Input) named(by string, b Bar) string {
	switch {
	case in.Outside && !Public(b.Kind):
		return in.Words.T("statistics.other." + by)
	case b.Label == "":
		return in.Words.T("pattern.nameless")
	}
	return b.Label
}

// ofThePublic are the kinds of places and organisations that are named to others.
var ofThePublic = []string{
	"country", "region", "district", "city", "village", "detention_place", "police_station", "temporary_holding", "remand_prison", "security_detention",
	"prison", "prison_camp", "migration_detention", "psychiatric", "courthouse", "prosecution_office", "airport", "border_crossing", "military_base", "embassy",
	"state_security", "police", "investigative_authority", "prosecution", "court", "prison_service", "detention_facility", "migration_service", "border_service",
	"armed_forces", "ministry", "local_authority", "parliament", "ombudsman", "state", "international_court", "un_body", "intergovernmental",
}

// Public tells whether places or organisations of a kind are named to others.
func Public(kind string) bool { return slices.Contains(ofThePublic, kind) }

func age(w export.Words, group string) string {
	from, to, _ := strings.Cut(group, "-")
	if to == "" {
		return w.T("statistics.age.from", map[string]any{"From": from})
	}
	return w.T("statistics.age.range", map[string]any{"From": from, "To": to})
}

// when writes a month or a year.
func when(w export.Words, word string) string {
	y, m, ok := strings.Cut(word, "-")
	year, err := strconv.Atoi(y)
	month, wrong := strconv.Atoi(m)
	if !ok || err != nil || wrong != nil {
		return word
	}
	return export.AxisDate(w)(year, month, 0)
}

// few is below which number persons may be recognised.
const few = 5

// Shown gives a number as it may be read, and how it is written where that is not the
// number itself. For ourselves it is exact. For others fewer than five are "fewer than
// five" and all else is rounded to the nearest five, which leaves little to be learnt
// from the difference of two. Nothing stays nothing.
func (in Input) Shown(n int) (shown int, note string) {
	switch {
	case !in.Outside || n == 0:
		return n, ""
	case n < few:
		return few - 1, in.Words.T("statistics.few")
	}
	return (n + few/2) / few * few, ""
}

// Written gives a number in words.
func (in Input) Written(n Number) string {
	sure, perhaps := in.written(n.Sure), in.written(n.Perhaps)
	if n.Perhaps == 0 {
		return sure
	}
	return in.Words.T("statistics.number", map[string]any{"Sure": sure, "Perhaps": perhaps})
}

// short gives a number for others where there is little room.
func (in Input) short(n Number) string {
	one := func(n int) string {
		shown, note := in.Shown(n)
		if note != "" {
			return "<" + strconv.Itoa(few)
		}
		return strconv.Itoa(shown)
	}
	if n.Perhaps == 0 {
		return one(n.Sure)
	}
	return one(n.Sure) + "+" + one(n.Perhaps) + "?"
}

func (in Input) written(n int) string {
	shown, note := in.Shown(n)
	if note != "" {
		return note
	}
	return strconv.Itoa(shown)
}

// told are the rows that are told: to others none of a place or an organisation that
// is not of the public and stands below one that is. It counts there. Nor are they told
// of what fewer than five consist.
func (in Input) told() (at []int) {
	for i := range in.Rows {
		at = append(at, i)
	}
	if !in.Outside {
		return at
	}
	if in.byNumber() {
		at = in.evenly(0, len(in.Rows), 0)
	}
	return slices.DeleteFunc(in.parted(at), func(i int) bool {
		b := in.Rows[i]
		return b.Record && b.Depth > 0 && !Public(b.Kind)
	})
}

// parted gives the rows that others may see of those that stand in an order: none
// where there are fewer than five in all, and none below a row of fewer than five.
// Else the one row that is there would say of what kind, or in which town, it was.
func (in Input) parted(at []int) (out []int) {
	if in.scarce(in.Total) {
		return nil
	}
	under := -1 // how deep the row stands below which nothing is told
	for _, i := range at {
		b := in.Rows[i]
		if under >= 0 && b.Depth > under {
			continue
		}
		if under = -1; in.scarce(b.Number) {
			under = b.Depth
		}
		out = append(out, i)
	}
	return out
}

// Empty says why no row is told.
func (in Input) Empty() string {
	if in.scarce(in.Total) {
		return in.Words.T("statistics.method.whole")
	}
	return in.Words.T("statistics.none")
}

// byNumber tells whether rows stand in the order of their numbers.
func (in Input) byNumber() bool {
	return slices.Contains([]string{"place", "agency", "type", "method"}, in.By[0])
}

// evenly gives the rows from one to another in the order of the numbers that others
// are shown, and then of their names: in the order of those that were counted four
// rows of "fewer than 5" would say which of them is 4, and which is 1.
func (in Input) evenly(from, to, depth int) (at []int) {
	end := func(i int) int { // of what stands below a row
		for i++; i < to && in.Rows[i].Depth > depth; i++ {
		}
		return i
	}
	var kin []int
	for i := from; i < to; i = end(i) {
		kin = append(kin, i)
	}
	last := map[string]int{"other": 1, "vague": 2, "none": 3}
	slices.SortStableFunc(kin, func(a, b int) int {
		x, y := in.Rows[a], in.Rows[b]
		return cmp.Or(cmp.Compare(last[x.Sort], last[y.Sort]), cmp.Compare(in.size(y.Number), in.size(x.Number)),
			cmp.Compare(in.Name(in.By[0], x), in.Name(in.By[0], y)))
	})
	for _, i := range kin {
		at = append(append(at, i), in.evenly(i+1, end(i), depth+1)...)
	}
	return at
}

// size is a number as large as its reader may know it to be.
func (in Input) size(n Number) int {
	sure, _ := in.Shown(n.Sure)
	perhaps, _ := in.Shown(n.Perhaps)
	return sure + perhaps
}

// withheld stands in the place of a number that others are not told.
const withheld = "–"

// scarce tells whether there are too few for others to be divided: where fewer than
// five people of a village are divided by age, the one group that is not empty tells of
// what age somebody is whom all know.
func (in Input) scarce(n Number) bool {
	all := n.Sure + n.Perhaps
	return in.Outside && all > 0 && all < few
}

// cell gives the number in a row and a column; false where it is not told.
func (in Input) cell(row, column int) (n Number, told bool) {
	if in.scarce(in.Rows[row].Number) || in.scarce(in.Columns[column].Number) {
		return Number{}, false
	}
	return in.Cells[row][column], true
}

// bar gives a row as charts draw it.
func (in Input) bar(b Bar) figure.Bar {
	out := figure.Bar{Label: in.Name(in.By[0], b), Depth: b.Depth, Sure: b.Sure, Perhaps: b.Perhaps, Rough: b.Sort != "" && b.Sort != "other"}
	if !in.Outside {
		return out
	}
	var note string
	if out.Sure, note = in.Shown(b.Sure); note != "" { // how many there are is not known to the reader
		out.Rough = true
	}
	out.Perhaps, _ = in.Shown(b.Perhaps)
	out.Note = in.Written(b.Number)
	return out
}

// mostBars is how many bars a chart has: more nobody compares.
const mostBars = 60

// Charts draws the numbers: times as columns, two things at once as a table of squares,
// all else as bars. It tells how many rows are in the table only. The first drawing of
// bars is as high as there is room for it, in millimetres; 0 for any height.
func (in Input) Charts(width, first float64) (drawings []*doc.Drawing, undrawn int) {
	if len(in.By) == 2 {
		return in.heat(width)
	}
	at := in.told()
	if Timely(in.By[0]) {
		c := figure.Columns{Width: width}
		many := len(at) > 14
		for _, i := range at {
			b := in.bar(in.Rows[i])
			if in.Outside {
				b.Note = in.short(in.Rows[i].Number)
			}
			if many {
				b.Label = yearOnly(in.Rows[i])
			}
			c.Bars = append(c.Bars, b)
		}
		if d := c.Draw(); d != nil {
			drawings = append(drawings, d)
		}
		return drawings, 0
	}
	if len(at) > mostBars {
		at, undrawn = in.foremost(at), len(at)-mostBars
	}
	c := figure.Chart{Width: width, First: first}
	for _, i := range at {
		c.Bars = append(c.Bars, in.bar(in.Rows[i]))
	}
	return c.Draw(), undrawn
}

// yearOnly is the label of a column among many: the year at its first month, and "?"
// for what lies somewhere in it.
func yearOnly(b Bar) string {
	switch {
	case b.Sort == "none":
		return "–"
	case b.Sort != "":
		return "?"
	case strings.HasSuffix(b.Word, "-01"):
		return b.Word[:4]
	case len(b.Word) == 4:
		return b.Word
	}
	return ""
}

// foremost keeps the first rows, and what is not recorded.
func (in Input) foremost(at []int) []int {
	out := slices.Clone(at[:mostBars])
	if last := at[len(at)-1]; in.Rows[last].Sort == "none" {
		out[mostBars-1] = last
	}
	return out
}

// mostColumns is how many columns a table of squares has.
const mostColumns = 12

func (in Input) heat(width float64) (drawings []*doc.Drawing, undrawn int) {
	at := in.told()
	if len(at) > mostBars {
		at, undrawn = in.foremost(at), len(at)-mostBars
	}
	h := figure.Heat{Width: width}
	columns := in.busiest()
	for _, k := range columns {
		h.Columns = append(h.Columns, in.Name(in.By[1], in.Columns[k]))
	}
	for _, i := range at {
		b := in.bar(in.Rows[i])
		h.Rows = append(h.Rows, b)
		var cells []figure.Cell
		for _, k := range columns {
			cells = append(cells, in.square(i, k))
		}
		h.Cells = append(h.Cells, cells)
	}
	return h.Draw(), undrawn
}

// square gives a row and a column as they are drawn.
func (in Input) square(row, column int) figure.Cell {
	n, told := in.cell(row, column)
	c := figure.Cell{Sure: n.Sure, Perhaps: n.Perhaps}
	switch {
	case !told:
		c.Note = withheld
	case in.Outside && n != Number{}:
		c.Sure, _ = in.Shown(n.Sure)
		c.Perhaps, _ = in.Shown(n.Perhaps)
		c.Note = in.short(n)
	}
	return c
}

// busiest are the columns that find room, in their order: of too many those in which
// there is most, and what is not recorded.
func (in Input) busiest() []int {
	all := in.filled()
	if len(all) <= mostColumns {
		return all
	}
	by := slices.Clone(all)
	slices.SortStableFunc(by, func(a, b int) int {
		x, y := in.Columns[a], in.Columns[b]
		if (x.Sort == "none") != (y.Sort == "none") {
			if x.Sort == "none" {
				return -1
			}
			return 1
		}
		return in.size(y.Number) - in.size(x.Number)
	})
	by = by[:mostColumns]
	slices.Sort(by)
	return by
}

// filled are the columns in which there is anything. Others are not told which they
// are where there are fewer than five in all.
func (in Input) filled() (all []int) {
	if in.scarce(in.Total) {
		return nil
	}
	for i, b := range in.Columns {
		if b.Sure+b.Perhaps > 0 {
			all = append(all, i)
		}
	}
	return all
}

// Unshown tells how many columns have no room in a drawing.
func (in Input) Unshown() int { return max(0, len(in.filled())-mostColumns) }

// day is a day of the calendar as a date.
func day(at time.Time) model.Date {
	d := at.Format(time.DateOnly)
	return model.Date{Earliest: d, Latest: d, Precision: model.PrecisionDay}
}
