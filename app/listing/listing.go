// Package listing is the list of answers to a question as rows of words, and its
// way out of the house.
//
// Its one job is that a list says the same wherever it is read: on the screen, from
// the command line, in a spreadsheet, on paper; and that what leaves says no more
// than may be said. Rules of the package:
//
//   - A list is for ourselves or for somebody outside. Sensitive fields are left
//     out of both unless they are asked for, and never leave for outside.
//   - For outside, persons are named only when they said yes to it; those who said
//     no are not in it at all; what was written in free words stays here, since
//     nobody but a reader can take a name out of a sentence.
//   - It knows no window and writes nothing into the file.
package listing

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"guvoh/app/asking"
	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/export/bundle"
	"guvoh/export/table"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// List is what is to be listed, and for whom.
type List struct {
	DB       *store.DB
	Say      *tr.Printer
	Question question.Question
	Title    string // "" is the kind of what is listed
	At       time.Time
	// Outside makes a list for somebody who does not work on the file.
	Outside   bool
	Purpose   string // a word of vocabulary consent_purpose that those named must also have said yes to; "" for none
	Recipient string // for whom outside: persons who are not named go by words that are this reader's own
	Name      string // of the file, which must not tell either
	Withhold  bool   // cells that hold what must not be told are withheld; without it no list is made
	Sensitive bool   // with sensitive fields: for ourselves only
}

// ErrInternal says that a list of such records is for ourselves only: it would
// tell how we work, or undo what documents hide.
var ErrInternal = errors.New("listing: such records are for ourselves only")

// ErrTooManyOutside says that a list for others has more records than [MostOutside].
var ErrTooManyOutside = errors.New("listing: too many records for a list for others")

// internal are the kinds of which nothing is listed for outside.
var internal = map[string]bool{
	"issue": true, "exception": true, "profile": true, "deadline": true, "earlier_interview": true, "referral": true, "pseudonym": true,
	"judgement": true, "saved_search": true, "consent": true, "custody": true, "term": true, "field": true, "note": true,
	"dossier": true, "paragraph": true, "exhibit": true, "answer": true, "complaint": true, "bearing": true, "identity_document": true, "residence": true,
}

// Column is a column of a list and what becomes of it.
type Column struct {
	question.Column
	Title     string
	Kind      string      // of the records that it tells of
	Field     model.Field // zero of a label or a count
	Sensitive bool        // left out unless it is asked for
	Words     bool        // holds free words, which stay here
}

// Columns gives the columns of the question, or the label alone when it has none,
// with what becomes of each.
func (l List) Columns() (listed, left []Column) {
	schema := l.DB.Schema()
	w := asking.Words{Printer: l.Say, Schema: schema, Name: func(model.ID) string { return "" }}
	wanted := l.Question.Columns
	if len(wanted) == 0 {
		wanted = []question.Column{{}}
	}
	for _, c := range wanted {
		col := Column{Column: c, Title: w.Column(l.Question.Of, c), Kind: question.Kind(schema, l.Question.Of, c.Path)}
		if k := schema.Kind(col.Kind); k != nil && c.Show != question.Count {
			col.Field, _ = k.Field(c.Field)
		}
		col.Sensitive = col.Field.Sensitive
		col.Words = isWords(col.Kind, col.Field) || c.Show != question.Count && internal[col.Kind]
		if col.Sensitive && (l.Outside || !l.Sensitive) || col.Words && l.Outside {
			left = append(left, col)
			continue
		}
		listed = append(listed, col)
	}
	return listed, left
}

// plain are the fields of words that name nobody.
var plain = map[string]bool{
	"case.reference": true, "organisation.name": true, "organisation.abbreviation": true, "organisation_name.text": true, "place.name": true,
	"charge.code": true, "charge.number": true, "charge.index": true, "charge.part": true, "charge.point": true,
	"person_name.text": true, "person_name.family": true, "person_name.given": true, "person_name.patronymic": true, // by their own consent
}

// isWords reports whether a field holds words in which anybody may be named.
func isWords(kind string, f model.Field) bool {
	switch f.Type {
	case model.Text, model.Long, model.Texts:
		return !plain[kind+"."+f.Name]
	}
	return false
}

// Report says what a list holds and what is not in it.
type Report struct {
	Rows    int // records that are listed
	Perhaps int // of them, those of which it is not certain that they answer
	LeftOut int // records that are not: somebody said no
	Unnamed int // persons, and what leads to them, that are not named: they were not asked, or did not say yes
	Named   int // persons who are named though they did not say yes: in a list for ourselves
	Left    []Column

	// Of a list for others:
	Held     []Held // what keeps it from being made
	Withheld int    // cells that are withheld for the like
	Doubtful int    // places where a common word may be a name that must not be told
	Cases    []model.ID
	Result   *bundle.Result // of the file that was written, with the words that stand for names
}

// Answers asks the question.
func (l List) Answers(ctx context.Context) (store.Answers, error) {
	if l.Outside && internal[l.Question.Of] {
		return store.Answers{}, ErrInternal
	}
	return l.DB.Answer(ctx, l.Question, 0, 0)
}

// atOnce is how many rows are read at one go.
const atOnce = 200

// maker makes the rows of a list.
type maker struct {
	List
	ctx     context.Context
	columns []Column
	answers store.Answers
	tell    *naming.Teller
	out     *bundle.Outside   // what may be told; nil in a list for ourselves
	telling *store.Telling    // which records tell of those who said no; beside out
	nothing map[model.ID]bool // of what nothing may be told, as far as it was asked
	unnamed map[model.ID]bool
	named   map[model.ID]bool
	report  Report
	pages   int // of one that is printed
	step    func(done, total int)
}

func (l List) maker(ctx context.Context, answers store.Answers, step func(done, total int)) *maker {
	m := &maker{
		List: l, ctx: ctx, answers: answers, tell: naming.NewTeller(ctx, l.DB, l.Say), step: step,
		nothing: map[model.ID]bool{}, unnamed: map[model.ID]bool{}, named: map[model.ID]bool{},
	}
	m.columns, m.report.Left = l.Columns()
	return m
}

// Row is one record of a list, in words.
type Row struct {
	ID      model.ID
	Kind    string
	Perhaps bool
	Cells   []table.Cell // one for each column that is listed
}

// each gives the rows in their order, until fn does not want more.
func (m *maker) each(fn func(Row) bool) error {
	var failed error
	err := m.read(func(r store.AnswerRow, perhaps bool) bool {
		row, ok := m.row(r, perhaps)
		failed = m.tell.Err
		return failed == nil && (!ok || fn(row))
	})
	if failed != nil {
		return failed
	}
	return err
}

// read gives what the file says of each answer.
func (m *maker) read(fn func(r store.AnswerRow, perhaps bool) bool) error {
	q := m.Question
	q.Columns = nil
	for _, c := range m.columns {
		q.Columns = append(q.Columns, c.Column)
	}
	all := m.answers.Numbers
	for at := 0; at < len(all); at += atOnce {
		page := all[at:min(at+atOnce, len(all))]
		rows, err := m.DB.AnswerRows(m.ctx, q, page)
		if err != nil {
			return err
		}
		for i, r := range rows {
			if !fn(r, m.answers.Perhaps[page[i]]) {
				return nil
			}
		}
		if m.step != nil {
			m.step(at+len(page), len(all))
		}
	}
	return nil
}

func (m *maker) row(r store.AnswerRow, perhaps bool) (Row, bool) {
	if r.ID.IsZero() { // gone since it was asked
		return Row{}, false
	}
	if m.Outside && m.absent(r.ID) {
		m.report.LeftOut++
		return Row{}, false
	}
	row := Row{ID: r.ID, Kind: r.Kind, Perhaps: perhaps}
	for i, c := range m.columns {
		of := r.Cells[i]
		if m.Outside {
			of = m.toTell(c, of)
		}
		row.Cells = append(row.Cells, m.cell(c, of))
		if m.Outside && !row.Cells[i].Counts {
			row.Cells[i].Text = m.guard(row, i)
		}
	}
	m.report.Rows++
	if perhaps {
		m.report.Perhaps++
	}
	return row, true
}

// cell says what a column holds of a record.
func (m *maker) cell(c Column, of store.Cell) table.Cell {
	if c.Show == question.Count {
		return table.Number(int64(of.Count))
	}
	if c.Field.Type == model.Int && len(of.Values) == 1 {
		if n, ok := of.Values[0].Int(); ok {
			return table.Number(n)
		}
	}
	var said []string
	for i, id := range of.Of {
		text := m.value(c, of, i, id)
		if text != "" && !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	text := strings.Join(said, m.between(c))
	if of.More {
		text += " …"
	}
	return table.Text(text)
}

// between parts the values of a cell; paragraphs stand under each other.
func (m *maker) between(c Column) string {
	if c.Field.Type == model.Long {
		return "\n\n"
	}
	return "; "
}

func (m *maker) value(c Column, of store.Cell, i int, id model.ID) string {
	switch {
	case c.Column.Field == question.Updated:
		day := of.Times[i].Local().Format(time.DateOnly)
		return m.Say.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})
	case c.Column.Field == question.Label:
		return m.name(id, c.Kind, of.Labels[i])
	case c.Field.Type == model.Ref || c.Field.Type == model.Refs:
		to := of.Values[i].Ref()
		kind := ""
		if r, err := m.DB.Get(m.ctx, to); err == nil {
			kind = r.Kind
		}
		return m.name(to, kind, of.Labels[i])
	}
	v := of.Values[i]
	r := model.Record{ID: id, Kind: c.Kind}
	if c.Kind == "person_name" || c.Kind == "citation" || c.Field.Type == model.Position || isWords(c.Kind, c.Field) {
		r = m.tell.Record(id, c.Kind) // what it says depends on the rest of it
	}
	if c.Kind == "person_name" && c.Field.Consent == "name" {
		if other, told := m.mayName(r.Ref("person")); !told {
			return other
		}
	}
	if c.Field.Type == model.Partial && m.Outside {
		d := v.Date()
		d.Words = ""
		v = model.DateValue(d)
	}
	return m.tell.Value(r, c.Field, v)
}

// mayName says what stands in place of a person's name; told is true when the name
// itself may.
func (m *maker) mayName(person model.ID) (other string, told bool) {
	switch {
	case m.Outside && person.IsZero():
		return "", false
	case m.Outside:
		return m.instead(person)
	}
	if err := m.unsure(person); err != nil && m.tell.Err == nil {
		m.tell.Err = err
	}
	return "", true
}

// name is what a record is called in the list.
func (m *maker) name(id model.ID, kind, label string) string {
	if kind == "person" || m.Outside && (kind == "organisation" || kind == "place") {
		if other, told := m.mayName(id); !told {
			return other
		}
	}
	if !m.Outside || kind == "person" || kind == "organisation" || kind == "place" {
		if label != "" {
			return label
		}
		if m.Outside {
			return m.Say.Kind(kind)
		}
		m.namesIn(id, kind)
		return m.tell.Title(id)
	}
	if kind == "case" {
		if r, err := m.DB.Get(m.ctx, id); err == nil && r.Text("reference") != "" {
			return r.Text("reference")
		}
	}
	return m.Say.Kind(kind)
}

// namesIn counts who is named in what a record is called that only its links name,
// such as a detention, in a list for ourselves.
func (m *maker) namesIn(id model.ID, kind string) {
	k := m.DB.Schema().Kind(kind)
	if k == nil || len(naming.TitleFields(kind)) == 0 {
		return
	}
	r := m.tell.Record(id, kind)
	naming.TitleBy(kind, func(field string) string {
		f, _ := k.Field(field)
		v := r.Get(field)
		if f.Type == model.Ref || f.Type == model.Refs {
			for _, to := range append(v.Refs(), v.Ref()) {
				if other := m.tell.Record(to, ""); other.Kind == "person" {
					m.mayName(to)
				}
			}
		}
		return string(v)
	})
}
