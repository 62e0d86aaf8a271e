package listing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"slices"
	"strings"
	"time"

	"guvoh/app/asking"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/bundle"
	"guvoh/export/pdf"
	"guvoh/export/table"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// Formats are the forms in which a list is written, by the ending of the file.
func Formats() []string { return []string{"csv", "xlsx", "pdf"} }

// Rows reads a list: from one row on, so many; all of them when limit is 0.
func (l List) Rows(ctx context.Context, from, limit int) (rows []Row, columns []Column, report Report, err error) {
	m, err := l.begin(ctx, func(all []int64) []int64 {
		all = all[min(from, len(all)):]
		if limit > 0 {
			all = all[:min(limit, len(all))]
		}
		return all
	}, nil)
	if err != nil {
		return nil, nil, Report{}, err
	}
	err = m.each(func(r Row) bool {
		rows = append(rows, r)
		return true
	})
	if err == nil && len(m.report.Held) > 0 {
		rows, err = nil, &ErrHeld{m.report.Held}
	}
	return rows, m.columns, m.finished(), err
}

// Preview says what a list would hold, and whom it would name, without writing it.
// What keeps it from being made is in the report.
func (l List) Preview(ctx context.Context, step func(done, total int)) (Report, error) {
	way := l.passes(step, 1)
	m, err := l.begin(ctx, nil, way.at(0))
	if err != nil {
		return Report{}, err
	}
	m.step = way.at(way.last)
	err = m.each(func(Row) bool { return true })
	return m.finished(), err
}

// passes tell how far a list is that is gone through several times.
type passes struct {
	step     func(done, total int) // nil when nobody listens
	of, last int                   // how many there are, and which is the last that is told of
}

// readersTake is how many passes it takes to find out what others may be told: to see
// who is met, to read who is around them, and to judge them.
const readersTake = 3

// passes tell how far a list is for which others need so many passes once it is known
// what they may be told; we need one.
func (l List) passes(step func(done, total int), others int) passes {
	if !l.Outside {
		return passes{step, 1, 0}
	}
	return passes{step, readersTake + others, readersTake + others - 1}
}

// at tells of one of the passes.
func (p passes) at(n int) func(done, total int) {
	if p.step == nil {
		return nil
	}
	return func(done, total int) { p.step(n*total+done, p.of*total) }
}

// begin asks the question, and finds out what may be told to others. Some of the
// answers are left when less than all are wanted. Step is told how far it is.
func (l List) begin(ctx context.Context, some func([]int64) []int64, step func(done, total int)) (*maker, error) {
	answers, err := l.Answers(ctx)
	if err != nil {
		return nil, err
	}
	if some != nil {
		answers.Numbers = some(answers.Numbers)
	}
	m := l.maker(ctx, answers, step)
	if l.Outside {
		err = m.readers()
	}
	return m, err
}

func (m *maker) finished() Report {
	m.report.Unnamed = len(m.unnamed)
	for _, unsure := range m.named {
		if unsure {
			m.report.Named++
		}
	}
	return m.report
}

// Write writes the list in one of [Formats]. What is not in it is in the report.
// Of one for others it fails with an [*ErrHeld] when something in it must not be
// told, and nothing is written.
func (l List) Write(ctx context.Context, w io.Writer, format string, step func(done, total int)) (Report, error) {
	way := l.passes(step, 2) // it is counted, and written
	first, err := l.begin(ctx, nil, way.at(0))
	if err != nil {
		return Report{}, err
	}
	first.step = way.at(readersTake)
	counted, err := first.count() // the head says how many there are, and stands before them
	if err != nil {
		return Report{}, err
	}
	if len(counted.Held) > 0 {
		return counted, &ErrHeld{counted.Held}
	}
	m := l.maker(ctx, first.answers, way.at(way.last))
	m.out, m.telling, m.report.Cases = first.out, first.telling, first.report.Cases
	t := m.table(counted)
	write := func(w io.Writer) error { return m.as(w, format, t) }
	file := &measured{to: w, hash: sha256.New()}
	if l.Outside {
		err = m.searched(file, write)
	} else {
		err = write(file)
	}
	report := m.finished()
	report.Result = m.result(t.Title, format, file)
	return report, err
}

func (m *maker) as(w io.Writer, format string, t table.List) error {
	switch format {
	case "csv":
		return table.CSV(w, t)
	case "xlsx":
		return table.XLSX(w, t)
	}
	return m.print(w, t)
}

// result is what is to be remembered of a list that was written.
func (m *maker) result(title, format string, f *measured) *bundle.Result {
	r := &bundle.Result{Title: title, Pages: m.pages, Files: []bundle.File{{
		Name: m.Name, Format: format, Pages: m.pages, Size: f.size, SHA256: hex.EncodeToString(f.hash.Sum(nil)),
	}}}
	if m.out != nil {
		taken := *m.out.Taken
		taken.Search = nil // whoever remembers what was given out looks for nothing any more
		r.Taken = &taken
	}
	return r
}

// measured is a file whose size and fingerprint are known when it is written.
type measured struct {
	to   io.Writer
	hash hash.Hash
	size int64
}

func (f *measured) Write(p []byte) (int, error) {
	n, err := f.to.Write(p)
	f.hash.Write(p[:n])
	f.size += int64(n)
	return n, err
}

// count makes the rows without keeping them, only where some may be left out.
func (m *maker) count() (Report, error) {
	if !m.Outside {
		return Report{Rows: len(m.answers.Numbers), Perhaps: len(m.answers.Perhaps)}, nil
	}
	err := m.each(func(Row) bool { return true })
	return m.finished(), err
}

func (m *maker) print(w io.Writer, t table.List) error {
	d, err := table.Tree(t)
	if err != nil {
		return err
	}
	made, err := pdf.Write(w, d, pdf.Options{Context: m.ctx, Missing: pdf.Boxes, Neutral: m.Outside})
	if err == nil {
		m.pages = made.Pages
	}
	return err
}

// table gives the list with its head.
func (m *maker) table(counted Report) table.List {
	t := table.List{
		Title: m.title(), Lang: m.Say.Lang(), Facts: m.facts(counted), Caution: m.Say.T("listing.caution"), Made: m.At,
		Words: table.Words{
			List: m.Say.T("listing.sheet"), About: m.Say.T("listing.about"), Cut: m.Say.T("listing.cut"),
			PageOf: m.Say.T("dossier.page_of"), Continued: m.Say.T("dossier.continued"), BadPicture: m.Say.T("dossier.bad_picture"),
		},
	}
	for _, c := range m.columns {
		t.Columns = append(t.Columns, table.Column{Title: c.Title, Weight: weight(c)})
	}
	marked := counted.Perhaps > 0
	if marked {
		t.Columns = append(t.Columns, table.Column{Title: m.Say.T("listing.certain"), Weight: 0.5})
	}
	t.Rows = func(yield func([]table.Cell, error) bool) {
		err := m.each(func(r Row) bool {
			cells := r.Cells
			if marked {
				cells = append(cells, table.Text(m.Certainty(r)))
			}
			return yield(cells, nil)
		})
		if err != nil {
			yield(nil, err)
		}
	}
	return t
}

// Certainty says whether a row surely answers the question.
func (l List) Certainty(r Row) string {
	if r.Perhaps {
		return l.Say.T("listing.perhaps")
	}
	return l.Say.T("listing.surely")
}

func weight(c Column) float64 {
	switch {
	case c.Width == question.Narrow || c.Show == question.Count:
		return 0.5
	case c.Width == question.Wide || c.Field.Type == model.Long:
		return 2
	}
	return 1
}

// title of a list for outside is the kind of what it lists: the one that somebody
// gave a question may name a person.
func (m *maker) title() string {
	if m.Title == "" || m.Outside {
		return m.Say.Kinds(m.Question.Of)
	}
	return m.Title
}

// facts say what a list is.
func (m *maker) facts(r Report) []table.Fact {
	say := m.Say
	fact := func(key, value string) table.Fact {
		return table.Fact{Label: say.T("listing.fact." + key), Value: value}
	}
	found := say.Count(m.Question.Of, r.Rows)
	if r.Perhaps > 0 {
		found += "; " + say.N("listing.of_them_perhaps", r.Perhaps)
	}
	day := m.At.Format(time.DateOnly)
	out := []table.Fact{
		fact("asked", m.asked()), fact("found", found),
		fact("made", say.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})),
	}
	if m.Outside {
		out = append(out, fact("for", say.T("listing.for_outside")))
	} else {
		out = append(out, fact("for", say.T("listing.for_us")))
	}
	if len(m.report.Left) > 0 && !m.Outside {
		var names []string
		for _, c := range m.report.Left {
			names = append(names, c.Title)
		}
		slices.Sort(names)
		out = append(out, fact("left", say.T("listing.columns_left", tr.V{"Columns": strings.Join(names, ", ")})))
	}
	return out
}

// asked says the question. For outside it says none of the words that somebody
// typed and names no person who may not be named.
func (m *maker) asked() string {
	q := m.Question
	w := asking.Words{Printer: m.Say, Schema: m.DB.Schema(), Name: m.tell.Title}
	if m.Outside {
		q.Where = without(q.Where)
		w.Name = func(id model.ID) string {
			r, err := m.DB.Get(m.ctx, id)
			if err != nil {
				return ""
			}
			label, err := m.DB.Label(m.ctx, id)
			if err != nil {
				return ""
			}
			if name := m.name(id, r.Kind, label); name != "" {
				return name
			}
			return m.Say.T("listing.unnamed")
		}
	}
	return w.Sentence(q)
}

// without takes out of a condition the words that somebody typed.
func without(c question.Condition) question.Condition {
	switch c := c.(type) {
	case question.All:
		return question.All{Of: eachWithout(c.Of)}
	case question.Any:
		return question.Any{Of: eachWithout(c.Of)}
	case question.Not:
		return question.Not{Of: without(c.Of)}
	case question.Linked:
		c.Where = without(c.Where)
		return c
	case question.Text:
		c.Words = "…"
		return c
	}
	return c
}

func eachWithout(of []question.Condition) []question.Condition {
	out := make([]question.Condition, len(of))
	for i, c := range of {
		out[i] = without(c)
	}
	return out
}

// Issue is what is remembered of a list for others that was given out.
func (l List) Issue(r Report) exchange.Issue {
	asked := l.maker(context.Background(), store.Answers{}, nil).sentence(l.Question)
	return exchange.Issue{
		Cases: r.Cases, Title: l.Say.T("listing.title", tr.V{"What": l.Say.Kinds(l.Question.Of)}), Language: l.Say.Lang(), Reader: l.Recipient,
		Purpose: l.Purpose, At: l.At, Withheld: exchange.Withheld(l.Say, r.Result.Taken),
		Account: asked + "\n" + l.Say.Count(l.Question.Of, r.Rows), Result: r.Result,
	}
}

// sentence says a question with the names that we know.
func (m *maker) sentence(q question.Question) string {
	return asking.Words{Printer: m.Say, Schema: m.DB.Schema(), Name: m.tell.Title}.Sentence(q)
}
