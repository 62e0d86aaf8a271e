package weighing

import (
	"context"
	"io"
	"strings"
	"time"

	"guvoh/app/tr"
	"guvoh/export/pdf"
	"guvoh/export/table"
	"guvoh/model"
)

// Table is the grid as a list to be written: the rows that are given, each with
// its mark for every article, on what it rests and what is missing. It is for
// ourselves only, and says so.
func (g *Grid) Table(say *tr.Printer, title string, rows []int, at time.Time) table.List {
	l := table.List{
		Title: say.T("grid.table.title", tr.V{"Case": title}), Lang: say.Lang(), Caution: say.T("grid.table.caution"), Made: at,
		Facts: g.about(say, len(rows), at),
		Columns: []table.Column{
			{Title: say.T("grid.column.when"), Weight: 1}, {Title: say.T("grid.column.fact"), Weight: 2.2},
		},
		Words: table.Words{
			List: say.T("listing.sheet"), About: say.T("listing.about"), Cut: say.T("listing.cut"),
			PageOf: say.T("dossier.page_of"), Continued: say.T("dossier.continued"), BadPicture: say.T("dossier.bad_picture"),
		},
	}
	for _, a := range g.Articles {
		l.Columns = append(l.Columns, table.Column{Title: a.Short, Weight: 0.8})
	}
	l.Columns = append(l.Columns, table.Column{Title: say.T("grid.column.rests"), Weight: 2}, table.Column{Title: say.T("grid.column.missing"), Weight: 1.4})
	lines := make([][]table.Cell, len(rows)) // now: it is written away from the window, where marks go on changing
	for k, i := range rows {
		lines[k] = g.line(say, g.Facts[i])
	}
	l.Rows = func(yield func([]table.Cell, error) bool) {
		for _, line := range lines {
			if !yield(line, nil) {
				return
			}
		}
	}
	return l
}

// about says what the table is, and what is missing of each article.
func (g *Grid) about(say *tr.Printer, rows int, at time.Time) []table.Fact {
	day := at.Format(time.DateOnly)
	out := []table.Fact{
		{Label: say.T("listing.fact.found"), Value: say.N("grid.facts", rows)},
		{Label: say.T("listing.fact.made"), Value: say.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})},
		{Label: say.T("listing.fact.for"), Value: say.T("listing.for_us")},
	}
	for _, a := range g.Articles {
		value := say.N("grid.count.supports", a.Count[Supports]) + ", " + say.N("grid.count.against", a.Count[Against])
		for _, gap := range a.Gaps {
			value += "; " + gap.Say(say, a.Short)
		}
		out = append(out, table.Fact{Label: a.Name, Value: value})
	}
	return out
}

func (g *Grid) line(say *tr.Printer, f Fact) []table.Cell {
	cells := []table.Cell{table.Text(f.When), table.Text(f.Kind + ": " + f.Title)}
	for _, c := range f.Cells {
		word := ""
		if c.Mark != "" {
			word = say.Word("bearing", c.Mark)
		}
		cells = append(cells, table.Text(word))
	}
	return append(cells, table.Text(f.Rests(say, "\n")), table.Text(f.Missing(say, "; ")))
}

// Rests says on what a fact rests: its sources with their grades, and the
// evidence by number.
func (f Fact) Rests(say *tr.Printer, between string) string {
	var parts []string
	for _, s := range f.Sources {
		parts = append(parts, s.Say(say))
	}
	for _, e := range f.Exhibits {
		parts = append(parts, e.Say(say))
	}
	return strings.Join(parts, between)
}

// Missing says what is missing of a fact; "" when nothing is.
func (f Fact) Missing(say *tr.Printer, between string) string {
	var parts []string
	for _, gap := range f.Gaps {
		parts = append(parts, gap.Say(say, ""))
	}
	return strings.Join(parts, between)
}

// Say names a source with its page and its grades, in one line.
func (s Source) Say(say *tr.Printer) string {
	out := s.Title
	if s.Place != "" {
		out += ", " + say.T("grid.source.at", tr.V{"Place": s.Place})
	}
	if grades := s.Grades(say); grades != "" {
		out += " (" + grades + ")"
	}
	return out
}

// Grades says how reliable the source is and how credible what it says; that
// nobody said so is said as well.
func (s Source) Grades(say *tr.Printer) string {
	var parts []string
	for _, grade := range []string{s.Reliability, s.Credibility} {
		if grade != "" {
			parts = append(parts, grade)
		}
	}
	if !s.Graded {
		parts = append(parts, NotGraded.Say(say, ""))
	}
	return strings.Join(parts, "; ")
}

// Say names evidence, and in which dossiers it is an exhibit.
func (e Exhibit) Say(say *tr.Printer) string {
	out := say.T("grid.exhibit", tr.V{"Title": e.Title})
	if len(e.Annexed) > 0 {
		out += " – " + strings.Join(e.Annexed, ", ")
	}
	return out
}

// Write writes a table of the grid in one of the forms in which lists are written:
// csv, xlsx or pdf.
func Write(ctx context.Context, w io.Writer, format string, l table.List) error {
	switch format {
	case "csv":
		return table.CSV(w, l)
	case "xlsx":
		return table.XLSX(w, l)
	}
	d, err := table.Tree(l)
	if err != nil {
		return err
	}
	_, err = pdf.Write(w, d, pdf.Options{Context: ctx, Missing: pdf.Boxes})
	return err
}
