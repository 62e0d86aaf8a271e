package export

import (
	"regexp"
	"strings"
	"time"

	"guvoh/model"
)

// dayForms are the ways in which texts write a day. What they find is read as
// any date that is typed; what cannot be read is none.
var dayForms = regexp.MustCompile(`\d{1,2}(?:[\s\x{00A0}](?:de[\s\x{00A0}])?|-)\pL{3,}\.?,?[\s\x{00A0}](?:de[\s\x{00A0}])?\d{4}` +
	`|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}|\d{4}[-\s\x{00A0}]yil[\s\x{00A0}]\d{1,2}[-\s\x{00A0}]\pL{3,}`)

// numberGoesOn is what follows on the beginning of a number that looks like a
// day: 12.3.2023-4.
var numberGoesOn = regexp.MustCompile(`^[-/.][\pL\d]`)

// longestSpan is the longest stretch of time of which each day counts as told
// of; of a longer one only the first and the last do.
const longestSpan = 31

// knownDays gives the days of which the case records something.
func (b *builder) knownDays() map[string]bool {
	if b.days != nil {
		return b.days
	}
	b.days = map[string]bool{}
	for _, k := range b.s.Schema.Kinds() {
		if k.Composed {
			continue
		}
		for _, r := range b.s.OfKind(k.Name) {
			for _, f := range k.Fields {
				if f.Type == model.Partial && r.Get(f.Name) != "" {
					b.addDays(r.Date(f.Name))
				}
			}
		}
	}
	return b.days
}

func (b *builder) addDays(d model.Date) {
	b.days[d.Earliest], b.days[d.Latest] = true, true
	from, err := time.Parse(time.DateOnly, d.Earliest)
	to, err2 := time.Parse(time.DateOnly, d.Latest)
	if err != nil || err2 != nil || to.Sub(from) > longestSpan*24*time.Hour {
		return
	}
	for day := from; day.Before(to); day = day.AddDate(0, 0, 1) {
		b.days[day.Format(time.DateOnly)] = true
	}
}

// unknownDays reports the days in a statement of facts of which nothing is
// recorded. It is one into which facts flow: a law has days of its own.
func (b *builder) unknownDays(r model.Record, words string) {
	if len(b.section.Kinds) == 0 {
		return
	}
	for _, at := range dayForms.FindAllStringIndex(words, -1) {
		said := strings.TrimRight(words[at[0]:at[1]], ",")
		d, err := model.ParseDate(said)
		if err != nil || d.Earliest == "" || d.Earliest != d.Latest || b.knownDays()[d.Earliest] {
			continue
		}
		if tail := words[at[1]:]; letterBefore(words, at[0]) || letterAfter(words, at[1]) || numberGoesOn.MatchString(tail) {
			continue
		}
		f := About(UnknownDay, r, "text")
		f.Section, f.Detail = b.section.Name(), said
		b.findings = append(b.findings, f)
	}
}
