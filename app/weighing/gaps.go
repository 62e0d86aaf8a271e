package weighing

import (
	"slices"

	"guvoh/app/tr"
	"guvoh/model"
)

// Gap is something that is missing.
type Gap string

// The gaps, the worst first. Their words are "grid.gap.<gap>".
const (
	NoFact     Gap = "no_fact"     // nothing supports the article
	NoEvidence Gap = "no_evidence" // what supports the article rests on nothing that is recorded
	NotShown   Gap = "not_shown"   // a fact that is needed is not shown yet
	NoSource   Gap = "no_source"   // the fact rests on nothing that is recorded
	Differ     Gap = "differ"      // sources say different things of the fact
	Conflict   Gap = "conflict"    // colleagues wrote different things of the fact, or of how it bears
	NotGraded  Gap = "not_graded"  // nobody graded a source of the fact, or what it says
)

// Say puts a gap into words. Of an article it names the article.
func (g Gap) Say(say *tr.Printer, article string) string {
	switch g {
	case NoFact, NoEvidence:
		return say.T("grid.gap."+string(g), tr.V{"Article": article})
	}
	return say.T("grid.gap." + string(g))
}

// judge finds out what is missing.
func (g *Grid) judge() {
	for i := range g.Articles {
		g.Articles[i].Count, g.Articles[i].Gaps = map[string]int{}, nil
	}
	proved := make([]bool, len(g.Articles)) // something that supports it rests on something
	for i := range g.Facts {
		f := &g.Facts[i]
		f.Gaps = gapsOf(*f)
		for k, c := range f.Cells {
			if c.Mark == "" {
				continue
			}
			g.Articles[k].Count[c.Mark]++
			proved[k] = proved[k] || c.Mark == Supports && f.Proved()
		}
	}
	for k := range g.Articles {
		a := &g.Articles[k]
		switch {
		case a.Count[Supports] == 0:
			a.Gaps = append(a.Gaps, NoFact)
		case !proved[k]:
			a.Gaps = append(a.Gaps, NoEvidence)
		}
		if a.Count[Needed] > 0 {
			a.Gaps = append(a.Gaps, NotShown)
		}
	}
}

func gapsOf(f Fact) (out []Gap) {
	if slices.ContainsFunc(f.Cells, func(c Cell) bool { return c.Mark == Needed }) {
		out = append(out, NotShown)
	}
	if !f.Proved() {
		out = append(out, NoSource)
	}
	disputed := func(c Cell) bool { return len(c.Conflicts) > 0 }
	if len(f.Differences) > 0 {
		out = append(out, Differ)
	}
	if len(f.Conflicts) > 0 || slices.ContainsFunc(f.Cells, disputed) {
		out = append(out, Conflict)
	}
	if slices.ContainsFunc(f.Sources, func(s Source) bool { return !s.Graded }) {
		out = append(out, NotGraded)
	}
	return out
}

// Missing counts what is missing: of articles, and of facts.
func (g *Grid) Missing() (articles, facts int) {
	for _, a := range g.Articles {
		if len(a.Gaps) > 0 {
			articles++
		}
	}
	for _, f := range g.Facts {
		if len(f.Gaps) > 0 {
			facts++
		}
	}
	return articles, facts
}

// Filter chooses facts; its zero value chooses all.
type Filter struct {
	Gaps    bool     // only those of which something is missing
	Article model.ID // only those that bear on it
	Person  model.ID // only those of this person
	Kind    string   // only records of this kind
}

// Rows gives the rows that a filter chooses, in their order.
func (g *Grid) Rows(by Filter) []int {
	column := -1
	if !by.Article.IsZero() {
		column = g.Column(by.Article)
	}
	out := make([]int, 0, len(g.Facts))
	for i, f := range g.Facts {
		switch {
		case by.Gaps && len(f.Gaps) == 0,
			column >= 0 && f.Cells[column].Mark == "",
			!by.Person.IsZero() && !slices.Contains(f.Persons, by.Person),
			by.Kind != "" && f.Record.Kind != by.Kind:
			continue
		}
		out = append(out, i)
	}
	return out
}
