package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/listing"
	"guvoh/app/tr"
	"guvoh/export/table"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// asksQuestion reports whether the list is to be one of answers.
func (c *call) asksQuestion() bool {
	for _, flag := range []string{"where", "saved", "columns", "o", "outside", "purpose", "recipient", "withhold", "sensitive"} {
		if _, ok := c.flags[flag]; ok {
			return true
		}
	}
	return false
}

// answers lists what answers a question, or writes it as a file.
func (c *call) answers() error {
	format, err := c.listFlags()
	if err != nil {
		return err
	}
	var asked question.Question
	if name, ok := c.flags["where"]; ok {
		if asked, err = c.readQuestion(name); err != nil {
			return err
		}
	}
	_, outside := c.flags["outside"]
	leaves := outside && c.flags["o"] != "" // the file remembers that, and the words that stand for people
	if err := c.open(!leaves); err != nil {
		return err
	}
	title := ""
	if name, ok := c.flags["saved"]; ok {
		if asked, title, err = c.savedQuestion(name); err != nil {
			return err
		}
	}
	if asked.Of == "" {
		asked.Of = "case"
	}
	if columns, ok := c.flags["columns"]; ok {
		if asked.Columns, err = c.readColumns(columns); err != nil {
			return err
		}
	}
	l := listing.List{DB: c.db, Say: c.say, Question: asked, Title: title, At: c.deps.Now(), Purpose: c.flags["purpose"], Recipient: c.flags["recipient"], Outside: outside}
	_, l.Withhold = c.flags["withhold"]
	_, l.Sensitive = c.flags["sensitive"]
	if out := c.flags["o"]; out != "" {
		return c.writeList(l, out, format)
	}
	return c.showList(l)
}

// listFlags finds wrong use before a key is asked for.
func (c *call) listFlags() (format string, err error) {
	_, where := c.flags["where"]
	_, saved := c.flags["saved"]
	_, outside := c.flags["outside"]
	_, sensitive := c.flags["sensitive"]
	switch {
	case where && saved:
		return "", c.misused("cli.use.together", tr.V{"Flag": "--where", "Other": "--saved"})
	case outside && sensitive:
		return "", c.misused("cli.use.together", tr.V{"Flag": "--outside", "Other": "--sensitive"})
	}
	for _, flag := range []string{"purpose", "recipient", "withhold"} {
		if _, ok := c.flags[flag]; ok && !outside {
			return "", c.misused("cli.use.goes_with", tr.V{"Flag": dashed(flag), "Other": "--outside"})
		}
	}
	if p := c.flags["purpose"]; p != "" {
		if !slices.Contains(wordsIn(c.schema, "consent_purpose"), p) {
			return "", c.choiceOf("purpose", wordsIn(c.schema, "consent_purpose"))
		}
	}
	out, ok := c.flags["o"]
	if !ok {
		return "", nil
	}
	format = strings.TrimPrefix(strings.ToLower(filepath.Ext(out)), ".")
	if !slices.Contains(listing.Formats(), format) {
		return "", c.misused("cli.use.ending", tr.V{"File": out, "Endings": "." + strings.Join(listing.Formats(), ", .")})
	}
	return format, nil
}

func (c *call) readQuestion(name string) (question.Question, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return question.Question{}, &exchange.FileError{Path: name, Err: err}
	}
	q, err := question.Parse(string(b))
	if err != nil {
		return q, c.failed("cli.fail.question", tr.V{"File": name})
	}
	return q, nil
}

// savedQuestion finds a question that is kept, by its title.
func (c *call) savedQuestion(title string) (q question.Question, found string, err error) {
	all, err := c.db.Records(c.ctx, "saved_search")
	if err != nil {
		return q, "", err
	}
	var of []model.Record
	for _, r := range all {
		if model.Fold(r.Text("title")) == model.Fold(title) || len(title) >= 8 && strings.HasPrefix(r.ID.String(), title) {
			of = append(of, r)
		}
	}
	switch {
	case len(of) == 0:
		return q, "", c.failed("cli.fail.no_saved", tr.V{"Title": title})
	case len(of) > 1:
		return q, "", c.failed("cli.fail.several_saved", tr.V{"Title": title})
	}
	if q, err = question.Parse(of[0].Text("question")); err != nil {
		return q, "", c.failed("cli.fail.saved", tr.V{"Title": title})
	}
	return q, of[0].Text("title"), nil
}

// readColumns reads columns as they are typed: "title, participant.case/person>person,
// #deadline.cases".
func (c *call) readColumns(typed string) (out []question.Column, err error) {
	for _, s := range strings.Split(typed, ",") {
		col, err := question.ParseColumn(strings.TrimSpace(s))
		if err != nil {
			return nil, c.misused("cli.use.column", tr.V{"Column": strings.TrimSpace(s)})
		}
		out = append(out, col)
	}
	return out, nil
}

// cannotAsk says why a question cannot be asked.
func (c *call) cannotAsk(err error) error {
	var wrong *store.ErrQuestion
	var held *listing.ErrHeld
	switch {
	case errors.As(err, &held):
		return c.heldBack(held)
	case errors.Is(err, listing.ErrTooManyOutside):
		return c.failed("listing.too_many_outside", tr.V{"Most": c.say.Number(listing.MostOutside)})
	case errors.As(err, &wrong):
		p := wrong.Problems[0]
		return c.failed("cli.fail.asked", tr.V{"Why": c.say.T("question.fault." + string(p.Code)), "Kind": p.Kind, "Field": p.Field})
	case errors.Is(err, listing.ErrInternal):
		return c.failed("cli.fail.internal", nil)
	case errors.Is(err, table.ErrTooMany):
		return c.failed("cli.fail.too_many", nil)
	}
	return err
}

func (c *call) showList(l listing.List) error {
	limit := found
	if c.wantsJSON() {
		limit = 0
	}
	answers, err := l.Answers(c.ctx)
	if err != nil {
		return c.cannotAsk(err)
	}
	rows, columns, report, err := l.Rows(c.ctx, 0, limit)
	if err != nil {
		return c.cannotAsk(err)
	}
	if c.wantsJSON() {
		return c.answersJSON(l, rows, columns)
	}
	if len(rows) == 0 {
		c.print(c.say.T("cli.done.nothing_found"))
		return nil
	}
	heads := c.headings("id")
	for _, col := range columns {
		heads = append(heads, col.Title)
	}
	if len(answers.Perhaps) > 0 {
		heads = append(heads, c.say.T("listing.certain"))
	}
	var cells [][]string
	for _, r := range rows {
		one := []string{short(r.ID)}
		for _, cell := range r.Cells {
			one = append(one, line(cellText(c.say, cell), wide))
		}
		if len(answers.Perhaps) > 0 {
			one = append(one, l.Certainty(r))
		}
		cells = append(cells, one)
	}
	c.table(heads, cells)
	if len(answers.Numbers) > limit {
		c.note(c.say.T("cli.note.more", tr.V{"Count": c.say.Number(limit)}))
	}
	c.noteList(report)
	return nil
}

func cellText(say *tr.Printer, cell table.Cell) string {
	if cell.Counts {
		return say.Number(int(cell.Number))
	}
	return cell.Text
}

// answersJSON: docs/commands.md.
func (c *call) answersJSON(l listing.List, rows []listing.Row, columns []listing.Column) error {
	type column struct {
		Title string   `json:"title"`
		Path  []string `json:"path"`
		Field string   `json:"field"`
		Show  string   `json:"show"`
	}
	type row struct {
		ID      model.ID `json:"id"`
		Perhaps bool     `json:"perhaps"`
		Cells   []any    `json:"cells"`
	}
	heads, lines := make([]column, len(columns)), make([]row, len(rows))
	for i, col := range columns {
		heads[i] = column{Title: col.Title, Path: []string{}, Field: col.Column.Field, Show: string(col.Show)}
		for _, s := range col.Path {
			heads[i].Path = append(heads[i].Path, s.String())
		}
	}
	for i, r := range rows {
		lines[i] = row{ID: r.ID, Perhaps: r.Perhaps, Cells: []any{}}
		for _, cell := range r.Cells {
			if cell.Counts {
				lines[i].Cells = append(lines[i].Cells, cell.Number)
			} else {
				lines[i].Cells = append(lines[i].Cells, cell.Text)
			}
		}
	}
	return c.json(map[string]any{"of": l.Question.Of, "caution": c.say.T("listing.caution"), "columns": heads, "rows": lines})
}

// heldBack says which records keep a list from being made for others, and how to
// mend that.
func (c *call) heldBack(held *listing.ErrHeld) error {
	if len(held.At) == 0 {
		return c.failed("listing.held_head", nil)
	}
	var records, columns []string
	for _, h := range held.At {
		if len(records) < recordsNamed {
			records = append(records, short(h.Record))
		}
		if !slices.Contains(columns, h.Column) {
			columns = append(columns, h.Column)
		}
	}
	if len(held.At) > recordsNamed {
		records = append(records, "…")
	}
	return c.failed("cli.fail.held", tr.V{"Records": strings.Join(records, ", "), "Columns": strings.Join(columns, ", ")})
}

// recordsNamed is how many of the records are named.
const recordsNamed = 8

func (c *call) writeList(l listing.List, out, format string) error {
	var report listing.Report
	l.Name = filepath.Base(out)
	err := exchange.Save(c.db, out, func(w io.Writer) (err error) {
		report, err = l.Write(c.ctx, w, format, nil)
		return err
	})
	if err != nil {
		return c.cannotAsk(err)
	}
	if l.Outside {
		if _, err := exchange.Record(c.ctx, c.db, l.Issue(report)); err != nil {
			return err
		}
	}
	c.print(c.say.N("cli.done.list", report.Rows, tr.V{"File": out}))
	c.noteList(report)
	if l.Outside {
		c.print(c.say.T("listing.remembered"))
	}
	return nil
}

// noteList says what is not in a list, and whom it names.
func (c *call) noteList(r listing.Report) {
	for _, col := range r.Left {
		c.note(c.say.T("cli.note.column_left", tr.V{"Column": col.Title}))
	}
	if r.LeftOut > 0 {
		c.note(c.say.N("cli.note.list_left_out", r.LeftOut))
	}
	if r.Unnamed > 0 {
		c.note(c.say.N("cli.note.list_unnamed", r.Unnamed))
	}
	if r.Withheld > 0 {
		c.note(c.say.N("listing.withheld_cells", r.Withheld))
	}
	if r.Doubtful > 0 {
		c.note(c.say.N("listing.doubtful", r.Doubtful))
	}
	if r.Named > 0 && c.flags["o"] != "" {
		c.note(c.say.N("cli.note.list_named", r.Named))
	}
}
