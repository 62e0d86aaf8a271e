package store

import (
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/question"
)

// Behind gives the question that the records of a bar answer, and whether the file
// can be asked for them: for ages it cannot, nor for what is not named. Bars are those of the same statistic. What
// is dated too roughly for a bar of its own is asked for as what perhaps lies there and
// surely in no other bar; of that there may be more than the bar counts. A record that was judged to be
// of the same person as another answers by itself, though both count once.
func (s *Statistics) Behind(f StatisticsFilter, bar Bar) (q question.Question, ok bool) {
	b := &behind{s: s, f: f, by: s.By[0]}
	if b.by == PerAge || bar.Sort == BarOther {
		return q, false
	}
	var where question.Condition
	switch bar.Sort {
	case BarKnown:
		where = b.ever(b.value(bar))
		q.Sure = b.timely()
	case BarWithin:
		where = b.ever(b.rough(bar.Word, b.monthsOf(bar.Word)))
	case BarVague:
		where = b.ever(b.rough("", b.years()))
	case BarNone:
		where = both(b.counted(), question.Not{Of: b.ever(b.recorded())})
	}
	q.Of, q.Where = string(s.Of), where
	return q, true
}

// behind makes conditions of one statistic. Each part may be nil: of that kind of
// record nothing is asked.
type behind struct {
	s  *Statistics
	f  StatisticsFilter
	by StatisticsBy
}

func (b *behind) timely() bool { return b.by == PerMonth || b.by == PerYear || b.by == PerOpened }

// parts are what is asked of an act, of an event by itself, of a case by itself, and
// of a victim by themself.
type parts struct{ act, event, file, victim question.Condition }

var (
	toEvent    = question.To("event", "event")
	toCase     = question.To("cases", "case")
	toVictim   = question.To("victim", "person")
	actsOf     = question.Rows("act", "event")
	eventsOf   = question.Rows("event", "cases")
	sufferedBy = question.Rows("act", "victim")
	namedAs    = question.Rows("participant", "person")
	namesIn    = question.Rows("participant", "case")
	toPerson   = question.To("person", "person")
	inCase     = question.To("case", "case")
)

var asVictim = question.Word{Field: "role", Words: []string{"victim"}}

func both(of ...question.Condition) question.Condition {
	var out []question.Condition
	for _, c := range of {
		if c != nil {
			out = append(out, c)
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return question.All{Of: out}
}

func either(of ...question.Condition) question.Condition {
	var out []question.Condition
	for _, c := range of {
		if c != nil {
			out = append(out, c)
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return question.Any{Of: out}
}

// some asks of what is counted for something of it that meets the filter and one of
// the conditions; with none of them only the filter is asked.
func (b *behind) some(act, event, file, victim question.Condition) question.Condition {
	any := act == nil && event == nil && file == nil && victim == nil
	asks := func(c question.Condition, filter []question.Condition) question.Condition {
		if c == nil && !any {
			return nil
		}
		return both(append(filter, c)...)
	}
	switch b.s.Of {
	case CountActs:
		return asks(act, b.filterOfAct())
	case CountEvents:
		of := []question.Condition{linked(asks(act, b.filterOfAct()), act != nil || any, actsOf)}
		if b.eventsAlone() {
			of = append(of, asks(event, b.filterOfEvent()))
		}
		return either(of...)
	case CountCases:
		of := []question.Condition{linked(asks(act, b.filterOfAct()), act != nil || any, eventsOf, actsOf)}
		if b.eventsAlone() {
			of = append(of, linked(asks(event, b.filterOfEvent()), event != nil || any, eventsOf))
		}
		if b.casesAlone() {
			of = append(of, asks(file, b.filterOfCase()))
		}
		if b.victimsAlone() {
			of = append(of, linked(asks(victim, b.filterOfVictim()), victim != nil || any, namesIn))
		}
		return either(of...)
	}
	out := []question.Condition{linked(asks(act, b.filterOfAct()), act != nil || any, sufferedBy)}
	if b.victimsAlone() {
		out = append(out, linked(asks(victim, b.filterOfVictim()), victim != nil || any, namedAs))
	}
	return either(out...)
}

// ever asks for something that meets one of the parts. Of a case its own status is
// asked, and not that of another in which the same happened.
func (b *behind) ever(p parts) question.Condition {
	if b.s.Of == CountCases && (b.by == PerStatus || b.by == PerOpened) {
		return both(b.counted(), p.file)
	}
	return b.some(p.act, p.event, p.file, p.victim)
}

// counted asks only whether something counts at all; nil when everything does.
func (b *behind) counted() question.Condition {
	if b.f.From+b.f.To == "" && b.f.Question == nil && b.s.Of != CountPersons {
		return nil
	}
	return b.some(nil, nil, nil, nil)
}

func linked(c question.Condition, asked bool, path ...question.Step) question.Condition {
	if !asked {
		return nil
	}
	return question.Linked{Path: path, Where: c}
}

// What stands for itself counts only where the filter can say something of it.
func (b *behind) eventsAlone() bool {
	q := b.f.Question
	return q == nil || q.Of == "case" || q.Of == "event"
}

func (b *behind) casesAlone() bool {
	q := b.f.Question
	return b.f.From+b.f.To == "" && (q == nil || q.Of == "case")
}

func (b *behind) victimsAlone() bool {
	q := b.f.Question
	return b.f.From+b.f.To == "" && (q == nil || q.Of == "case" || q.Of == "person")
}

func (b *behind) filterOfAct() (out []question.Condition) {
	if b.f.From+b.f.To != "" {
		out = append(out, ofActOrEvent("date", func(field string) question.Condition {
			return both(question.Filled{Field: field}, b.when(field, b.f.From, b.f.To, question.Overlaps))
		}))
	}
	if q := b.f.Question; q != nil && q.Where != nil {
		switch q.Of {
		case "act":
			out = append(out, q.Where)
		case "event":
			out = append(out, question.Linked{Path: []question.Step{toEvent}, Where: q.Where})
		case "person":
			out = append(out, question.Linked{Path: []question.Step{toVictim}, Where: q.Where})
		case "case":
			out = append(out, question.Linked{Path: []question.Step{toEvent, toCase}, Where: q.Where})
		}
	}
	return out
}

// dated leaves out what has no date at all.
func dated() question.Condition {
	return ofActOrEvent("date", func(field string) question.Condition { return question.Filled{Field: field} })
}

func (b *behind) filterOfEvent() (out []question.Condition) {
	if b.f.From+b.f.To != "" {
		out = append(out, b.when("date", b.f.From, b.f.To, question.Overlaps), question.Filled{Field: "date"})
	}
	if q := b.f.Question; q != nil && q.Where != nil {
		switch q.Of {
		case "event":
			out = append(out, q.Where)
		case "case":
			out = append(out, question.Linked{Path: []question.Step{toCase}, Where: q.Where})
		}
	}
	return out
}

func (b *behind) filterOfCase() (out []question.Condition) {
	if q := b.f.Question; q != nil && q.Of == "case" && q.Where != nil {
		out = append(out, q.Where)
	}
	return out
}

func (b *behind) filterOfVictim() []question.Condition {
	out := []question.Condition{asVictim}
	if q := b.f.Question; q != nil && q.Where != nil {
		switch q.Of {
		case "person":
			out = append(out, question.Linked{Path: []question.Step{toPerson}, Where: q.Where})
		case "case":
			out = append(out, question.Linked{Path: []question.Step{inCase}, Where: q.Where})
		}
	}
	return out
}

func (b *behind) when(field, from, to string, how question.How) question.Condition {
	return question.When{Field: field, How: how, In: question.Range{From: from, To: to}}
}

// ofActOrEvent asks an act, or its event where the act does not say it.
func ofActOrEvent(field string, ask func(field string) question.Condition) question.Condition {
	return question.Any{Of: []question.Condition{
		question.All{Of: []question.Condition{question.Filled{Field: field}, ask(field)}},
		question.All{Of: []question.Condition{question.Filled{Field: field, Empty: true}, question.Linked{Path: []question.Step{toEvent}, Where: ask(field)}}},
	}}
}

// value asks for what a bar says.
func (b *behind) value(bar Bar) parts {
	switch b.by {
	case PerMonth, PerYear, PerOpened:
		return b.in(bar.Word, bar.Word, question.Within)
	case PerPlace:
		at := func(field string) question.Condition {
			return question.Points{Field: field, Records: []model.ID{bar.Record}, Below: true}
		}
		return parts{act: ofActOrEvent("place", at), event: at("place")}
	case PerType:
		return parts{act: question.Word{Field: "type", Words: []string{bar.Word}, Below: true}}
	case PerMethod:
		return parts{act: question.Word{Field: "methods", Words: []string{bar.Word}, Below: true}}
	case PerAgency:
		return parts{act: question.Linked{Path: []question.Step{question.Rows("involvement", "act")}, Where: question.Points{Field: "who", Records: []model.ID{bar.Record}, Below: true}}}
	case PerStatus:
		return b.ofCase(question.Word{Field: "status", Words: []string{bar.Word}})
	case PerSex:
		return b.ofVictim(question.Word{Field: "sex", Words: []string{bar.Word}})
	}
	return parts{}
}

// recorded asks for any value.
func (b *behind) recorded() parts {
	filled := func(field string) question.Condition { return question.Filled{Field: field} }
	switch b.by {
	case PerMonth, PerYear:
		return parts{act: dated(), event: filled("date")}
	case PerOpened:
		return b.ofCase(filled("opened"))
	case PerPlace:
		return parts{act: ofActOrEvent("place", filled), event: filled("place")}
	case PerType:
		return parts{act: filled("type")}
	case PerMethod:
		return parts{act: filled("methods")}
	case PerAgency:
		return parts{act: question.Linked{Path: []question.Step{question.Rows("involvement", "act"), question.To("who", "organisation")}}}
	case PerStatus:
		return b.ofCase(filled("status"))
	}
	return b.ofVictim(filled("sex"))
}

// in asks for a date that stands so to a time. What has no date may be of any time,
// and is not meant.
func (b *behind) in(from, to string, how question.How) parts {
	return b.dates(func(field string) question.Condition {
		return both(question.Filled{Field: field}, b.when(field, from, to, how))
	})
}

// dates asks for the dates by which is counted.
func (b *behind) dates(ask func(field string) question.Condition) parts {
	if b.by == PerOpened {
		return b.ofCase(ask("opened"))
	}
	return parts{act: ofActOrEvent("date", ask), event: ask("date")}
}

// rough asks for a date that perhaps lies in a year, or any when it is "", and surely
// in none of some months or years.
func (b *behind) rough(year string, apart []string) parts {
	return b.dates(func(field string) question.Condition {
		of := []question.Condition{question.Filled{Field: field}}
		if year != "" {
			of = append(of, b.when(field, year, year, question.Overlaps))
		}
		var surely []question.Condition
		for _, a := range apart {
			surely = append(surely, b.when(field, a, a, question.Within))
		}
		if len(surely) > 0 {
			of = append(of, question.Not{Of: either(surely...)})
		}
		return both(of...)
	})
}

// mostApart is how many months or years a question leaves out at most: it has no more
// than two hundred conditions.
const mostApart = 40

// monthsOf gives the months of a year in which something surely was.
func (b *behind) monthsOf(year string) (out []string) {
	for _, bar := range b.s.Rows {
		if bar.Sort == BarKnown && bar.All() > 0 && strings.HasPrefix(bar.Word, year+"-") {
			out = append(out, bar.Word)
		}
	}
	return out
}

// years gives the years in which something surely was.
func (b *behind) years() (out []string) {
	for _, bar := range b.s.Rows {
		if bar.All() == 0 || bar.Sort != BarKnown && bar.Sort != BarWithin || len(bar.Word) < 4 || len(out) == mostApart {
			continue
		}
		if year := bar.Word[:4]; !slices.Contains(out, year) {
			out = append(out, year)
		}
	}
	return out
}

func (b *behind) ofCase(c question.Condition) parts {
	return parts{
		act:    question.Linked{Path: []question.Step{toEvent, toCase}, Where: c},
		event:  question.Linked{Path: []question.Step{toCase}, Where: c},
		file:   c,
		victim: question.Linked{Path: []question.Step{inCase}, Where: c},
	}
}

func (b *behind) ofVictim(c question.Condition) parts {
	return parts{
		act:    question.Linked{Path: []question.Step{toVictim}, Where: c},
		victim: both(asVictim, question.Linked{Path: []question.Step{toPerson}, Where: c}),
	}
}
