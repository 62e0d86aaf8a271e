package cli

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"guvoh/app/counting"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/statistics"
	"guvoh/model"
	"guvoh/model/store"
)

// statistics counts records, and shows the numbers or writes them as a file.
func (c *call) statistics() error {
	o, err := c.statisticsFlags()
	if err != nil {
		return err
	}
	out := c.flags["o"]
	leaves := out != "" && o.Outside // the file remembers that
	if file, ok := c.flags["where"]; ok {
		q, err := c.readQuestion(file)
		if err != nil {
			return err
		}
		o.Filter.Question = &q
	}
	if err := c.open(!leaves); err != nil {
		return err
	}
	if name, ok := c.flags["saved"]; ok {
		q, title, err := c.savedQuestion(name)
		if err != nil {
			return err
		}
		o.Filter.Question, o.Title = &q, title
	}
	if q := o.Filter.Question; q != nil && !slices.Contains(countWords(), countedAs(q.Of)) {
		return c.failed("cli.fail.statistics_question", nil)
	}
	o.DB, o.Say = c.db, c.say
	if out != "" {
		return c.writeStatistics(o, out)
	}
	s, err := o.Count(c.ctx)
	if err != nil {
		return c.cannotAsk(err)
	}
	if c.wantsJSON() {
		return c.statisticsJSON(o, s)
	}
	return c.showStatistics(o, s)
}

// countedBy are the words of --count, by what they count.
var countedBy = map[string]store.StatisticsOf{
	"cases": store.CountCases, "persons": store.CountPersons, "events": store.CountEvents, "acts": store.CountActs,
}

func countWords() []string { return []string{"cases", "persons", "events", "acts"} }

// countedAs gives the word that counts a kind of record; "" for none.
func countedAs(kind string) string {
	for word, of := range countedBy {
		if string(of) == kind {
			return word
		}
	}
	return ""
}

// statisticsFlags reads the flags, and finds wrong use before a key is asked for.
func (c *call) statisticsFlags() (o counting.Order, err error) {
	o = counting.Order{Of: store.CountActs, At: c.deps.Now(), Purpose: c.flags["purpose"], Recipient: c.flags["recipient"]}
	if err := c.lacks(); err != nil {
		return o, err
	}
	if word, ok := c.flags["count"]; ok {
		if o.Of, ok = countedBy[word]; !ok {
			return o, c.choiceOf("count", countWords())
		}
	}
	var bys []string
	for _, b := range store.StatisticsBys() {
		bys = append(bys, string(b))
	}
	for _, word := range strings.Split(c.flags["by"], ",") {
		word = strings.TrimSpace(word)
		if !slices.Contains(bys, word) || len(o.By) == 2 {
			return o, c.choiceOf("by", bys)
		}
		o.By = append(o.By, store.StatisticsBy(word))
	}
	for flag, at := range map[string]*string{"after": &o.Filter.From, "until": &o.Filter.To} {
		if v, ok := c.flags[flag]; ok {
			d, err := model.ParseDate(v)
			if err != nil || d.Earliest == "" || d.Latest == "" {
				return o, c.misused("cli.use.day", tr.V{"Flag": dashed(flag), "Value": v})
			}
			if *at = d.Earliest; flag == "until" {
				*at = d.Latest
			}
		}
	}
	_, o.Outside = c.flags["outside"]
	return o, c.statisticsTogether(o)
}

// statisticsTogether finds flags that do not go with each other.
func (c *call) statisticsTogether(o counting.Order) error {
	_, where := c.flags["where"]
	if _, saved := c.flags["saved"]; where && saved {
		return c.misused("cli.use.together", tr.V{"Flag": "--where", "Other": "--saved"})
	}
	if o.Outside && c.wantsJSON() { // whose numbers are exact
		return c.misused("cli.use.together", tr.V{"Flag": "--outside", "Other": "--json"})
	}
	for _, flag := range []string{"purpose", "recipient"} {
		if _, ok := c.flags[flag]; ok && !o.Outside {
			return c.misused("cli.use.goes_with", tr.V{"Flag": dashed(flag), "Other": "--outside"})
		}
	}
	if o.Outside && o.Purpose == "" { // without it nobody's no would be heard
		return c.misused("cli.use.goes_with", tr.V{"Flag": "--outside", "Other": "--purpose"})
	}
	if o.Purpose != "" && !slices.Contains(wordsIn(c.schema, "consent_purpose"), o.Purpose) {
		return c.choiceOf("purpose", wordsIn(c.schema, "consent_purpose"))
	}
	if out := c.flags["o"]; out != "" && !slices.Contains(counting.Formats(), statisticsForm(out)) {
		return c.misused("cli.use.ending", tr.V{"File": out, "Endings": "." + strings.Join(counting.Formats(), ", .")})
	}
	return nil
}

func statisticsForm(out string) string {
	return strings.TrimPrefix(strings.ToLower(filepath.Ext(out)), ".")
}

func (c *call) showStatistics(o counting.Order, s *store.Statistics) error {
	in := o.Input(s)
	heads, rows := in.Table()
	if len(rows) == 0 {
		c.print(in.Empty())
		if in.Total == (statistics.Number{}) {
			return nil
		}
	} else {
		for i, r := range rows {
			rows[i][0] = line(strings.ReplaceAll(r[0], "\u2003", "  "), wide)
		}
		c.table(heads, rows)
	}
	c.print("")
	for _, s := range slices.Concat([]string{c.say.T("pattern.caution")}, in.Filters, in.Sentences()) {
		c.print(s)
	}
	if n := in.Unshown(); n > 0 {
		c.note(c.say.N("statistics.unshown", n))
	}
	return nil
}

type statisticsNumber struct {
	Sure    int `json:"sure"`
	Perhaps int `json:"perhaps"`
}

type statisticsBar struct {
	Label  string             `json:"label"`
	Sort   string             `json:"sort"`
	Word   string             `json:"word,omitempty"`
	Record *model.ID          `json:"record"`
	Depth  int                `json:"depth"`
	Number statisticsNumber   `json:"number"`
	Cells  []statisticsNumber `json:"cells,omitempty"`
}

// statisticsJSON: docs/commands.md.
func (c *call) statisticsJSON(o counting.Order, s *store.Statistics) error {
	in := o.Input(s)
	bars := func(of []statistics.Bar, from []store.Bar, by string) []statisticsBar {
		out := make([]statisticsBar, len(of))
		for i, b := range of {
			out[i] = statisticsBar{
				Label: in.Name(by, b), Sort: b.Sort, Word: b.Word, Record: known(from[i].Record), Depth: b.Depth, Number: statisticsNumber(b.Number),
			}
		}
		return out
	}
	rows, columns := bars(in.Rows, s.Rows, in.By[0]), []statisticsBar{}
	if len(in.By) == 2 {
		columns = bars(in.Columns, s.Columns, in.By[1])
		for i := range rows {
			for _, n := range in.Cells[i] {
				rows[i].Cells = append(rows[i].Cells, statisticsNumber(n))
			}
		}
	}
	return c.json(map[string]any{
		"caution": c.say.T("pattern.caution"), "count": countedAs(in.Of), "by": in.By, "total": statisticsNumber(in.Total),
		"undated": in.Undated, "same": in.Same, "rows": rows, "columns": columns,
	})
}

func (c *call) writeStatistics(o counting.Order, out string) error {
	var s *store.Statistics
	o.Name = filepath.Base(out)
	var issue exchange.Issue
	err := exchange.Save(c.db, out, func(w io.Writer) error {
		of, result, err := o.Write(c.ctx, w, statisticsForm(out))
		if err == nil {
			s, issue = of, o.Issue(of, result)
		}
		return err
	})
	if err != nil {
		return c.cannotAsk(err)
	}
	if o.Outside {
		if _, err := exchange.Record(c.ctx, c.db, issue); err != nil {
			return err
		}
	}
	c.print(c.say.T("cli.done.statistics", tr.V{"File": out, "Number": o.Input(s).Written(o.Input(s).Total), "What": c.say.Kinds(string(s.Of))}))
	if o.Outside {
		c.print(c.say.T("listing.remembered"))
	}
	return nil
}
