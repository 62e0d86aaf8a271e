package cli

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/bundle"
	"guvoh/export/pattern"
	"guvoh/model"
	"guvoh/model/store"
)

// patternWish is what the flags of the command ask for.
type patternWish struct {
	by        store.PatternBy
	filter    store.PatternFilter
	out       string
	format    string
	inside    bool
	purpose   string
	recipient string
	withhold  bool
}

// patterns tells what several cases have in common, or writes it as a document.
func (c *call) patterns() error {
	w, err := c.patternFlags()
	if err != nil {
		return err
	}
	leaves := w.out != "" && !w.inside // the file remembers that, and the words that stand for people
	if err := c.open(!leaves); err != nil {
		return err
	}
	if err := c.inPlaces(&w); err != nil {
		return err
	}
	found, err := c.db.Patterns(c.ctx, w.by, w.filter)
	if err != nil {
		return err
	}
	if w.out != "" {
		return c.patternDocument(w, found)
	}
	if c.wantsJSON() {
		return c.patternsJSON(w, found)
	}
	return c.patternTable(w, found)
}

// patternFlags reads the flags, and finds wrong use before a key is asked for.
func (c *call) patternFlags() (w patternWish, err error) {
	if err := c.lacks(); err != nil {
		return w, err
	}
	w.by = store.PatternBy(c.flags["by"])
	if !slices.Contains(store.PatternKinds(), w.by) {
		return w, c.choiceOf("by", patternWords())
	}
	w.filter.Least = 2
	if v, ok := c.flags["least"]; ok {
		if w.filter.Least, err = strconv.Atoi(v); err != nil || w.filter.Least < 1 {
			return w, c.misused("cli.use.number", tr.V{"Flag": "--least", "Value": v})
		}
	}
	for flag, at := range map[string]*string{"after": &w.filter.From, "until": &w.filter.To} {
		if v, ok := c.flags[flag]; ok {
			d, err := model.ParseDate(v)
			if err != nil || d.Earliest == "" || d.Latest == "" {
				return w, c.misused("cli.use.day", tr.V{"Flag": dashed(flag), "Value": v})
			}
			if *at = d.Earliest; flag == "until" {
				*at = d.Latest
			}
		}
	}
	if v := c.flags["status"]; v != "" {
		if _, ok := c.schema.Vocabulary("case_status").Word(v); !ok {
			return w, c.choiceOf("status", wordsIn(c.schema, "case_status"))
		}
		w.filter.Statuses = []string{v}
	}
	_, w.filter.Alone = c.flags["alone"]
	_, w.inside = c.flags["inside"]
	_, w.withhold = c.flags["withhold"]
	w.out, w.recipient, w.purpose = c.flags["o"], c.flags["recipient"], c.flags["purpose"]
	if w.purpose != "" && !slices.Contains(wordsIn(c.schema, "consent_purpose"), w.purpose) {
		return w, c.choiceOf("purpose", wordsIn(c.schema, "consent_purpose"))
	}
	if w.out != "" {
		w.format = strings.TrimPrefix(strings.ToLower(filepath.Ext(w.out)), ".")
		if !slices.Contains(bundle.PatternFormats(), w.format) {
			return w, c.misused("cli.use.ending", tr.V{"File": w.out, "Endings": "." + strings.Join(bundle.PatternFormats(), ", .")})
		}
	}
	return w, nil
}

func (c *call) choiceOf(flag string, words []string) error {
	return c.misused("cli.use.choice", tr.V{"Flag": dashed(flag), "Value": c.flags[flag], "Choices": strings.Join(words, ", ")})
}

func patternWords() (words []string) {
	for _, by := range store.PatternKinds() {
		words = append(words, string(by))
	}
	return words
}

func wordsIn(s *model.Schema, vocabulary string) (ids []string) {
	for _, w := range s.Vocabulary(vocabulary).Words {
		ids = append(ids, w.ID)
	}
	return ids
}

// inPlaces finds the place and the cases that the flags name.
func (c *call) inPlaces(w *patternWish) error {
	for _, ref := range c.given["place"] {
		r, err := c.find(ref)
		if err != nil {
			return err
		}
		if r.Kind != "place" {
			return c.misused("cli.use.place", tr.V{"Ref": ref})
		}
		w.filter.Places = append(w.filter.Places, r.ID)
	}
	for _, ref := range c.given["case"] {
		r, err := c.findCase(ref)
		if err != nil {
			return err
		}
		w.filter.Cases = append(w.filter.Cases, r.ID)
	}
	return nil
}

func (c *call) patternTable(w patternWish, found []store.Pattern) error {
	if len(found) == 0 {
		c.print(c.say.T("pattern.none"))
		return nil
	}
	var cells [][]string
	for _, p := range found {
		told := pattern.Line(c.say, pattern.Pattern{
			Title: exchange.PatternTitle(c.say, c.db, p), Cases: p.Cases, Persons: p.Persons, Records: p.Records,
			First: p.First, Last: p.Last, Unsource: p.Unsourced(),
		})
		told[0] = line(told[0], wide)
		cells = append(cells, told)
	}
	c.table(pattern.Heads(c.say), cells)
	c.print("")
	for _, s := range append([]string{c.say.T("pattern.caution")}, exchange.PatternFilters(c.say, c.db, w.filter)...) {
		c.print(s)
	}
	return nil
}

// patternsJSON: docs/commands.md.
func (c *call) patternsJSON(w patternWish, found []store.Pattern) error {
	all := make([]patternAnswer, len(found))
	for i, p := range found {
		all[i] = c.patternAnswer(p)
	}
	return c.json(map[string]any{"caution": c.say.T("pattern.caution"), "by": w.by, "least": w.filter.Least, "patterns": all})
}

type patternAnswer struct {
	Label        string             `json:"label"`
	Record       *model.ID          `json:"record"`
	Joined       []model.ID         `json:"joined"`
	Word         string             `json:"word,omitempty"`
	Article      *articleAnswer     `json:"article,omitempty"`
	Route        []model.ID         `json:"route,omitempty"`
	Unidentified bool               `json:"unidentified"`
	Cases        int                `json:"cases"`
	Persons      int                `json:"persons"`
	Same         int                `json:"persons_judged_same"`
	Records      int                `json:"records"`
	Nobody       int                `json:"without_person"`
	Undated      int                `json:"without_date"`
	Unsourced    int                `json:"without_source"`
	First        any                `json:"first"`
	Last         any                `json:"last"`
	Occurrences  []occurrenceAnswer `json:"occurrences"`
}

type articleAnswer struct {
	Code   string `json:"code"`
	Number string `json:"number"`
	Index  string `json:"index"`
	Part   string `json:"part"`
	Point  string `json:"point"`
	Title  string `json:"title"`
}

type occurrenceAnswer struct {
	Record  model.ID   `json:"record"`
	Kind    string     `json:"kind"`
	As      string     `json:"as,omitempty"`
	Cases   []model.ID `json:"cases"`
	Person  *model.ID  `json:"person"`
	Place   *model.ID  `json:"place"`
	From    any        `json:"from"`
	To      any        `json:"to"`
	Sourced bool       `json:"sourced"`
}

func (c *call) patternAnswer(p store.Pattern) patternAnswer {
	a := patternAnswer{
		Label: exchange.PatternTitle(c.say, c.db, p), Record: known(p.Record), Joined: append([]model.ID{}, p.Joined...), Word: p.Word, Route: p.Route,
		Unidentified: p.Unidentified, Cases: p.Cases, Persons: p.Persons, Same: p.Same, Records: p.Records, Nobody: p.Nobody,
		Undated: p.Undated, Unsourced: p.Unsourced(), First: raw(model.DateValue(p.First)), Last: raw(model.DateValue(p.Last)),
		Occurrences: []occurrenceAnswer{},
	}
	if p.By == store.ByCharge {
		article := articleAnswer(p.Article)
		a.Article = &article
	}
	for _, o := range p.Occurrences() {
		a.Occurrences = append(a.Occurrences, occurrenceAnswer{
			Record: o.Record, Kind: o.Kind, As: o.As, Cases: append([]model.ID{}, o.Cases...), Person: known(o.Person), Place: known(o.Place),
			From: raw(model.DateValue(o.From)), To: raw(model.DateValue(o.To)), Sourced: o.Sourced,
		})
	}
	return a
}

// known is an id, or null where there is none.
func known(id model.ID) *model.ID {
	if id.IsZero() {
		return nil
	}
	return &id
}

// patternDocument writes the annex.
func (c *call) patternDocument(w patternWish, found []store.Pattern) error {
	if len(found) == 0 {
		return c.failed("pattern.none", nil)
	}
	order, err := exchange.PatternOrder(c.ctx, c.db, c.say, c.deps.Now(), found, w.by, w.filter)
	if err != nil {
		return err
	}
	order.Format, order.Inside, order.Purpose, order.Recipient, order.Withhold = w.format, w.inside, w.purpose, w.recipient, w.withhold
	order.Name = strings.TrimSuffix(filepath.Base(w.out), filepath.Ext(w.out))
	var result *bundle.Result
	err = exchange.SaveSet(c.db, func(s *exchange.Set) (err error) {
		result, err = bundle.MakePatterns(c.ctx, order, func(string) (bundle.Target, error) { return s.Create(w.out) })
		return err
	})
	var held *bundle.HeldPatterns
	if errors.As(err, &held) {
		return c.heldPatterns(held)
	}
	if err != nil {
		return c.unmade(dossierWish{out: w.out}, err)
	}
	if result.Withheld > 0 {
		c.note(c.say.N("pattern.withheld", result.Withheld))
	}
	if !w.inside {
		if _, err := exchange.Record(c.ctx, c.db, exchange.PatternIssue(c.say, order, found, result)); err != nil {
			return err
		}
	}
	c.print(c.say.N("cli.done.patterns", len(found), tr.V{"File": w.out}))
	if !w.inside {
		c.print(c.say.T("listing.remembered"))
	}
	return nil
}

// heldPatterns says what keeps an annex from being made, and how to mend that.
func (c *call) heldPatterns(held *bundle.HeldPatterns) error {
	var records, columns []string
	for _, at := range held.At {
		if name := short(at.Record); !at.Record.IsZero() && !slices.Contains(records, name) {
			records = append(records, name)
		}
		column := cmp.Or(at.Column, c.say.T("pattern.held.asked"))
		if !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
	}
	if len(records) > recordsNamed {
		records = append(records[:recordsNamed], "…")
	}
	return c.failed("cli.fail.held_annex", tr.V{"Records": cmp.Or(strings.Join(records, ", "), "–"), "Columns": strings.Join(columns, ", ")})
}
