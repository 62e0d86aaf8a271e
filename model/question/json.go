package question

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"guvoh/model"
)

// ErrNewer says that a question is not one that this program knows: it has parts
// of a newer one, or is broken. Whoever keeps it keeps it as it is.
var ErrNewer = errors.New("question: it has parts that this program does not know")

// wire is a condition as it stands in JSON: one of the keys that name a
// condition, and what belongs to it. The order of keys is that of its fields.
type wire struct {
	All      *[]wire   `json:"all,omitempty"`
	Any      *[]wire   `json:"any,omitempty"`
	Not      *wire     `json:"not,omitempty"`
	Field    string    `json:"field,omitempty"`
	Until    string    `json:"until,omitempty"`
	Contains *string   `json:"contains,omitempty"`
	Exact    bool      `json:"exact,omitempty"`
	Is       *[]string `json:"is,omitempty"`
	Number   *bounds   `json:"number,omitempty"`
	Yes      *bool     `json:"yes,omitempty"`
	Filled   *bool     `json:"filled,omitempty"`
	Date     *days     `json:"date,omitempty"`
	Points   *[]string `json:"points_at,omitempty"`
	Below    bool      `json:"below,omitempty"`
	Linked   *[]Step   `json:"linked,omitempty"`
	AtLeast  int       `json:"at_least,omitempty"`
	AtMost   *int      `json:"at_most,omitempty"`
	Where    *wire     `json:"where,omitempty"`
	Consent  *string   `json:"consent,omitempty"`
	States   []string  `json:"states,omitempty"`
	Conflict *bool     `json:"conflict,omitempty"`
	News     *bool     `json:"news,omitempty"`
}

type bounds struct {
	From *int64 `json:"from,omitempty"`
	To   *int64 `json:"to,omitempty"`
}

type days struct {
	How  How    `json:"how"`
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

type wireColumn struct {
	Path  []Step `json:"path,omitempty"`
	Field string `json:"field,omitempty"`
	Show  Show   `json:"show,omitempty"`
	Width Width  `json:"width,omitempty"`
}

type wireOrder struct {
	wireColumn
	Descending bool `json:"descending,omitempty"`
}

type wireQuestion struct {
	Of      string       `json:"of"`
	Where   *wire        `json:"where,omitempty"`
	Sure    bool         `json:"sure,omitempty"`
	Columns []wireColumn `json:"columns,omitempty"`
	Sort    []wireOrder  `json:"sort,omitempty"`
}

// JSON gives the question in its canonical form: equal questions are equal texts.
func (q Question) JSON() string {
	w := wireQuestion{Of: q.Of, Sure: q.Sure, Where: outward(q.Where)}
	for _, c := range q.Columns {
		w.Columns = append(w.Columns, wireColumn(c))
	}
	for _, o := range q.Sort {
		w.Sort = append(w.Sort, wireOrder{wireColumn(o.Column), o.Descending})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(w); err != nil {
		panic("question cannot be written: " + err.Error()) // plain strings and numbers
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// largest is how long a question may be in JSON, and how deep: a person builds no
// larger one, and one from outside must not tie up the program.
const (
	largest = 64 << 10
	deepest = 24
)

// Parse reads a question. It fails with [ErrNewer] when it is none that this
// program knows.
func Parse(text string) (Question, error) {
	var w wireQuestion
	if len(text) > largest {
		return Question{}, ErrNewer
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return Question{}, ErrNewer
	}
	if _, err := dec.Token(); err != io.EOF {
		return Question{}, ErrNewer
	}
	q := Question{Of: w.Of, Sure: w.Sure}
	for _, c := range w.Columns {
		q.Columns = append(q.Columns, Column(c))
	}
	for _, o := range w.Sort {
		q.Sort = append(q.Sort, Order{Column(o.wireColumn), o.Descending})
	}
	var err error
	q.Where, err = inward(w.Where, deepest)
	return q, err
}

func outwards(cs []Condition) *[]wire {
	out := make([]wire, 0, len(cs))
	for _, c := range cs {
		if w := outward(c); w != nil {
			out = append(out, *w)
		}
	}
	return &out
}

func outward(c Condition) *wire {
	yes := true
	switch c := c.(type) {
	case All:
		return &wire{All: outwards(c.Of)}
	case Any:
		return &wire{Any: outwards(c.Of)}
	case Not:
		return &wire{Not: outward(c.Of)}
	case Text:
		return &wire{Field: c.Field, Contains: &c.Words, Exact: c.Exact}
	case Word:
		return &wire{Field: c.Field, Is: list(c.Words), Below: c.Below}
	case Number:
		return &wire{Field: c.Field, Number: &bounds{c.From, c.To}}
	case YesNo:
		return &wire{Field: c.Field, Yes: &c.Yes}
	case Filled:
		full := !c.Empty
		return &wire{Field: c.Field, Filled: &full}
	case When:
		return &wire{Field: c.Field, Date: &days{c.How, c.In.From, c.In.To}}
	case During:
		return &wire{Field: c.From, Until: c.To, Date: &days{c.How, c.In.From, c.In.To}}
	case Points:
		ids := make([]string, len(c.Records))
		for i, id := range c.Records {
			ids[i] = id.String()
		}
		return &wire{Field: c.Field, Points: &ids, Below: c.Below}
	case Linked:
		path := append([]Step{}, c.Path...)
		return &wire{Linked: &path, AtLeast: c.AtLeast, AtMost: c.AtMost, Where: outward(c.Where)}
	case Consent:
		w := &wire{Consent: &c.Purpose}
		for _, s := range c.States {
			w.States = append(w.States, string(s))
		}
		return w
	case Conflict:
		return &wire{Field: c.Field, Conflict: &yes}
	case News:
		return &wire{News: &yes}
	}
	return nil
}

func list(words []string) *[]string {
	out := append([]string{}, words...)
	return &out
}

// named counts the keys of a condition that name one.
func (w *wire) named() (n int) {
	for _, has := range []bool{
		w.All != nil, w.Any != nil, w.Not != nil, w.Contains != nil, w.Is != nil, w.Number != nil, w.Yes != nil, w.Filled != nil,
		w.Date != nil, w.Points != nil, w.Linked != nil, w.Consent != nil, w.Conflict != nil, w.News != nil,
	} {
		if has {
			n++
		}
	}
	return n
}

func inwards(ws []wire, depth int) ([]Condition, error) {
	var out []Condition
	for i := range ws {
		c, err := inward(&ws[i], depth)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func inward(w *wire, depth int) (Condition, error) {
	if w == nil {
		return nil, nil
	}
	if depth == 0 || w.named() != 1 {
		return nil, ErrNewer
	}
	c, err := w.read(depth - 1)
	if err != nil {
		return nil, err
	}
	if !same(*outward(c), *w) { // a key that does not belong to it
		return nil, ErrNewer
	}
	return c, nil
}

// same reports whether two conditions stand alike in JSON.
func same(a, b wire) bool {
	x, err := json.Marshal(a)
	y, fault := json.Marshal(b)
	return err == nil && fault == nil && bytes.Equal(x, y)
}

func (w *wire) read(depth int) (Condition, error) {
	switch {
	case w.All != nil:
		of, err := inwards(*w.All, depth)
		return All{of}, err
	case w.Any != nil:
		of, err := inwards(*w.Any, depth)
		return Any{of}, err
	case w.Not != nil:
		of, err := inward(w.Not, depth)
		return Not{of}, err
	case w.Linked != nil:
		where, err := inward(w.Where, depth)
		return Linked{Path: *w.Linked, Where: where, AtLeast: w.AtLeast, AtMost: w.AtMost}, err
	case w.Points != nil:
		c := Points{Field: w.Field, Below: w.Below}
		for _, s := range *w.Points {
			id, err := model.ParseID(s)
			if err != nil {
				return nil, ErrNewer
			}
			c.Records = append(c.Records, id)
		}
		return c, nil
	}
	return w.plain(), nil
}

// plain reads a condition that holds no other and no id.
func (w *wire) plain() Condition {
	switch {
	case w.Contains != nil:
		return Text{Field: w.Field, Words: *w.Contains, Exact: w.Exact}
	case w.Is != nil:
		return Word{Field: w.Field, Words: *w.Is, Below: w.Below}
	case w.Number != nil:
		return Number{Field: w.Field, From: w.Number.From, To: w.Number.To}
	case w.Yes != nil:
		return YesNo{Field: w.Field, Yes: *w.Yes}
	case w.Filled != nil:
		return Filled{Field: w.Field, Empty: !*w.Filled}
	case w.Date != nil && w.Until != "":
		return During{From: w.Field, To: w.Until, How: w.Date.How, In: Range{w.Date.From, w.Date.To}}
	case w.Date != nil:
		return When{Field: w.Field, How: w.Date.How, In: Range{w.Date.From, w.Date.To}}
	case w.Consent != nil:
		c := Consent{Purpose: *w.Consent}
		for _, s := range w.States {
			c.States = append(c.States, model.ConsentState(s))
		}
		return c
	case w.Conflict != nil:
		return Conflict{Field: w.Field}
	}
	return News{}
}
