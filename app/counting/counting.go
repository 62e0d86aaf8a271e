// Package counting is statistics as a person asks for them, and their way out of the
// house.
//
// Its one job is that the same numbers stand on the screen, on the command line, in a
// spreadsheet and on paper, and that what leaves tells of nobody. Rules of the package:
//
//   - What is for others counts nobody who said no to its purpose, names no place and no
//     organisation but those of the public, has no number by which somebody could be
//     recognised, and says nothing of a question that a person typed.
//   - What was given out is remembered in the file.
//   - It knows no window.
package counting

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"time"

	"guvoh/app/asking"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/bundle"
	"guvoh/export/pdf"
	"guvoh/export/statistics"
	"guvoh/export/table"
	"guvoh/model"
	"guvoh/model/store"
)

// Order is what is to be counted, and for whom.
type Order struct {
	DB     *store.DB
	Say    *tr.Printer
	Of     store.StatisticsOf
	By     []store.StatisticsBy
	Filter store.StatisticsFilter // its Purpose is that of the order when it is for others
	Title  string                 // of a question that is kept; "" says the question itself
	At     time.Time

	Outside   bool // for somebody who does not work on the file
	Purpose   string
	Recipient string
	Name      string // of the file that is written
}

// Formats are the forms in which numbers are written, by the ending of the file.
func Formats() []string { return []string{"pdf", "csv", "xlsx"} }

// Count counts.
func (o Order) Count(ctx context.Context) (*store.Statistics, error) {
	f := o.Filter
	f.Purpose, f.Unnamed = "", nil
	if o.Outside {
		f.Purpose = o.Purpose
		f.Unnamed = func(kind string) bool { return !statistics.Public(kind) }
	}
	return o.DB.Statistics(ctx, o.Of, o.By, f)
}

// Input puts what was counted into words.
func (o Order) Input(s *store.Statistics) statistics.Input {
	in := statistics.Input{
		Of: string(s.Of), Total: number(s.Total), Undated: s.Undated, Same: s.Same,
		Filters: o.filters(), Words: o.Say, At: o.At, Outside: o.Outside,
	}
	for _, b := range s.By {
		in.By = append(in.By, string(b))
	}
	for i, b := range s.Rows {
		in.Rows = append(in.Rows, bar(b))
		if len(s.Columns) == 0 {
			continue
		}
		cells := make([]statistics.Number, len(s.Columns))
		for k := range s.Columns {
			cells[k] = number(s.Cell(i, k))
		}
		in.Cells = append(in.Cells, cells)
	}
	for _, b := range s.Columns {
		in.Columns = append(in.Columns, bar(b))
	}
	return in
}

func number(t store.Tally) statistics.Number { return statistics.Number(t) }

func bar(b store.Bar) statistics.Bar {
	return statistics.Bar{
		Sort: string(b.Sort), Word: b.Word, Record: !b.Record.IsZero(), Label: b.Label, Kind: b.Kind, Depth: b.Depth, Number: number(b.Tally),
	}
}

// filters say what counts, a sentence for each restriction. Of a question others learn
// only that there was one: what somebody typed may name a person.
func (o Order) filters() (out []string) {
	if o.Filter.From != "" || o.Filter.To != "" {
		out = append(out, exchange.PatternFilters(o.Say, o.DB, store.PatternFilter{From: o.Filter.From, To: o.Filter.To})...)
	}
	if q := o.Filter.Question; q != nil {
		said := o.Title
		if said == "" {
			said = asking.Words{Printer: o.Say, Schema: o.DB.Schema(), Name: o.nameOf}.Sentence(*q)
		}
		if o.Outside {
			out = append(out, o.Say.T("statistics.filter.some", tr.V{"What": o.Say.Kinds(q.Of)}))
		} else {
			out = append(out, o.Say.T("statistics.filter.question", tr.V{"Question": said}))
		}
	}
	return out
}

func (o Order) nameOf(id model.ID) string {
	label, err := o.DB.Label(context.Background(), id)
	if err != nil {
		return ""
	}
	return label
}

// Write counts and writes the numbers in one of [Formats]. It gives what was counted
// and what is to be remembered of the file.
func (o Order) Write(ctx context.Context, to io.Writer, format string) (*store.Statistics, *bundle.Result, error) {
	s, err := o.Count(ctx)
	if err != nil {
		return nil, nil, err
	}
	in := o.Input(s)
	file := &measured{to: to, hash: sha256.New()}
	pages, err := o.as(ctx, file, format, in)
	if err != nil {
		return nil, nil, err
	}
	return s, &bundle.Result{Title: in.Title(), Pages: pages, Files: []bundle.File{{
		Name: o.Name, Format: format, Pages: pages, Size: file.size, SHA256: hex.EncodeToString(file.hash.Sum(nil)),
	}}}, nil
}

func (o Order) as(ctx context.Context, w io.Writer, format string, in statistics.Input) (pages int, err error) {
	say := o.Say
	words := table.Words{
		List: say.T("statistics.sheet"), About: say.T("listing.about"), Cut: say.T("listing.cut"),
		PageOf: say.T("dossier.page_of"), Continued: say.T("dossier.continued"), BadPicture: say.T("dossier.bad_picture"),
	}
	switch format {
	case "csv":
		return 0, table.CSV(w, statistics.List(in, words))
	case "xlsx":
		return 0, table.XLSX(w, statistics.List(in, words))
	}
	made, err := pdf.Write(w, statistics.Document(in), pdf.Options{Context: ctx, Missing: pdf.Boxes, Neutral: o.Outside})
	return made.Pages, err
}

// measured is a file whose size and fingerprint are known when it is written.
type measured struct {
	to   io.Writer
	hash interface {
		io.Writer
		Sum(b []byte) []byte
	}
	size int64
}

func (f *measured) Write(p []byte) (int, error) {
	n, err := f.to.Write(p)
	_, _ = f.hash.Write(p[:n]) // a hash takes everything
	f.size += int64(n)
	return n, err
}

// Issue is what is remembered of numbers that were given out. They tell of all cases
// alike, and so it belongs to none.
func (o Order) Issue(s *store.Statistics, r *bundle.Result) exchange.Issue {
	in := o.Input(s)
	account := ""
	for i, line := range slices.Concat(in.Filters, in.Sentences()) {
		if i > 0 {
			account += "\n"
		}
		account += line
	}
	return exchange.Issue{
		Title: r.Title, Language: o.Say.Lang(), Reader: o.Recipient, Purpose: o.Purpose, At: o.At, Account: account, Result: r,
	}
}
