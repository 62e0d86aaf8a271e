package store

import (
	"context"
	"time"

	"guvoh/model"
	"guvoh/model/question"
)

// Answers are the records that answer a question, in its order, by numbers that
// name them within this opening of the file; [DB.AnswerRows] reads them.
type Answers struct {
	Numbers []int64
	Perhaps map[int64]bool // those of which it is not certain
	More    bool           // there are more behind these
}

// AnswerRow is one line of a list of answers.
type AnswerRow struct {
	ID      model.ID
	Kind    string
	Label   string // the words by which a person knows it; "" where only its links name it
	Updated time.Time
	Cells   []Cell // one for each column of the question
}

// Cell is what one column holds of one record. Which field its values are of
// says the schema, by the kind to which the column's path leads.
type Cell struct {
	Of     []model.ID    // the record of each value, or each that is counted; several values may be of one
	Values []model.Value // of the field, in the order of the records; none for a label or a count
	Labels []string      // beside them: of what a link points at; of a column of labels, all there is
	Times  []time.Time   // of a column of question.Updated, all there is
	Count  int           // how many records the path leads to
	More   bool          // it holds more than is given here
}

// ErrQuestion says that a question cannot be asked of this file; Check of the
// question says why.
type ErrQuestion struct{ Problems []question.Problem }

func (e *ErrQuestion) Error() string {
	return "question: " + string(e.Problems[0].Code)
}

// Answer gives the records that answer a question: so many from that one on, all
// of them when limit is 0. All are found in turns between which others get at the
// file; a page is asked for at one go, which may take long where few answer. What is perhaps an answer is among them, unless the
// question is only for what is sure. It fails with an [*ErrQuestion] when the
// question cannot be asked of this file.
func (db *DB) Answer(ctx context.Context, q question.Question, from, limit int) (Answers, error) {
	if problems := q.Check(db.Schema()); len(problems) > 0 {
		return Answers{}, &ErrQuestion{problems}
	}
	a := &answering{view: db.view(), ctx: ctx, schema: db.Schema(), today: db.opts.now().Format(time.DateOnly)}
	out, err := a.answers(q, from, limit)
	return out, classify(err)
}

// Doubts gives which parts of a question leave it uncertain that a record answers
// it, by their places in Parts.
func (db *DB) Doubts(ctx context.Context, q question.Question, number int64) ([]int, error) {
	if problems := q.Check(db.Schema()); len(problems) > 0 {
		return nil, &ErrQuestion{problems}
	}
	var out []int
	for i, c := range q.Parts() {
		a := &answering{view: db.view(), ctx: ctx, schema: db.Schema(), today: db.opts.now().Format(time.DateOnly), alone: true}
		perhaps, err := a.inDoubt(q.Of, c, number)
		if err != nil {
			return nil, classify(err)
		}
		if perhaps {
			out = append(out, i)
		}
	}
	return out, nil
}

// AnswerRows reads the lines of answers, in the order given, with the columns of
// the question. A record that has gone since gives an empty line.
func (db *DB) AnswerRows(ctx context.Context, q question.Question, numbers []int64) ([]AnswerRow, error) {
	if problems := q.Check(db.Schema()); len(problems) > 0 {
		return nil, &ErrQuestion{problems}
	}
	a := &answering{view: db.view(), ctx: ctx, schema: db.Schema(), today: db.opts.now().Format(time.DateOnly)}
	out, err := a.lines(q, numbers)
	return out, classify(err)
}
