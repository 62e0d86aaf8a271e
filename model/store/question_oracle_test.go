package store_test

import (
	"slices"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/search"
)

// byHand answers questions by looking at every record, knowing nothing of tables.
// It is written after docs/questions.md and not after the SQL.
type byHand struct {
	schema    *model.Schema
	records   map[model.ID]model.Record
	conflicts map[model.ID][]string
	today     string
}

// spot is a record, with the nearest case on the way to it.
type spot struct {
	model.Record
	in model.ID
}

func (o *byHand) at(r model.Record, in model.ID) spot {
	if r.Kind == "case" {
		in = r.ID
	}
	return spot{r, in}
}

// answers gives every record of the question's kind that is yes or perhaps.
func (o *byHand) answers(q question.Question) map[model.ID]question.Answer {
	out := map[model.ID]question.Answer{}
	for id, r := range o.records {
		if r.Kind != q.Of || r.Deleted {
			continue
		}
		if a := o.answer(o.at(r, model.ID{}), q.Where); a == question.Yes || a == question.Perhaps && !q.Sure {
			out[id] = a
		}
	}
	return out
}

func yes(b bool) question.Answer {
	if b {
		return question.Yes
	}
	return question.No
}

// either gives yes when it is certain, and perhaps when it is possible only.
func either(certain, possible bool) question.Answer {
	switch {
	case certain:
		return question.Yes
	case possible:
		return question.Perhaps
	}
	return question.No
}

func (o *byHand) answer(r spot, c question.Condition) question.Answer {
	switch c := c.(type) {
	case nil:
		return question.Yes
	case question.All:
		least := question.Yes
		for _, x := range c.Of {
			least = min(least, o.answer(r, x))
		}
		return least
	case question.Any:
		most := question.No
		for _, x := range c.Of {
			most = max(most, o.answer(r, x))
		}
		return most
	case question.Not:
		return question.Yes - o.answer(r, c.Of)
	case question.Linked:
		return o.linked(r, c)
	case question.Text:
		return o.text(r, c)
	case question.Word:
		return yes(slices.ContainsFunc(r.List(c.Field), func(w string) bool { return o.isWord(r, c, w) }))
	case question.Number:
		n, ok := r.Get(c.Field).Int()
		return yes(ok && (c.From == nil || n >= *c.From) && (c.To == nil || n <= *c.To))
	case question.YesNo:
		b, ok := r.Get(c.Field).Bool()
		return yes(ok && b == c.Yes)
	case question.Filled:
		return yes((r.Get(c.Field) == "") == c.Empty)
	case question.When:
		return o.when(r.Get(c.Field), c)
	case question.During:
		return o.during(r, c)
	case question.Points:
		return yes(slices.ContainsFunc(r.Refs(c.Field), func(id model.ID) bool { return o.below(id, c) }))
	case question.Consent:
		return o.consent(r, c)
	case question.Conflict:
		fields := o.conflicts[r.ID]
		return yes(len(fields) > 0 && (c.Field == "" || slices.Contains(fields, c.Field)))
	}
	return question.No // no test brings news
}

func (o *byHand) isWord(r spot, c question.Word, w string) bool {
	f, _ := o.schema.Kind(r.Kind).Field(c.Field)
	for hops := 0; w != "" && hops < 20; hops++ {
		if slices.Contains(c.Words, w) {
			return true
		}
		if !c.Below {
			return false
		}
		w = o.schema.Word(f.Vocabulary, w).Group
	}
	return false
}

func (o *byHand) below(id model.ID, c question.Points) bool {
	seen := map[model.ID]bool{}
	for !id.IsZero() && !seen[id] {
		if slices.Contains(c.Records, id) {
			return true
		}
		seen[id] = true
		r, ok := o.records[id]
		if !c.Below || !ok || r.Deleted {
			return false
		}
		id = r.Ref(question.Below(r.Kind))
	}
	return false
}

func (o *byHand) text(r spot, c question.Text) question.Answer {
	var words []string
	for _, f := range o.schema.Kind(r.Kind).Fields {
		if c.Field != "" && f.Name != c.Field {
			continue
		}
		switch f.Type {
		case model.Text, model.Long:
			words = append(words, r.Text(f.Name))
		case model.Texts:
			words = append(words, strings.Join(r.List(f.Name), "\n"))
		case model.Partial:
			words = append(words, r.Date(f.Name).Words)
		}
	}
	found, exact := search.Parse(c.Words, false).Answers(strings.Join(words, "\n\n"))
	return either(exact, found && !c.Exact)
}

func (o *byHand) linked(r spot, c question.Linked) question.Answer {
	ends := map[model.ID]question.Answer{}
	at := []spot{r}
	for _, s := range c.Path {
		var next []spot
		for _, x := range at {
			for _, to := range o.step(x, s) {
				next = append(next, o.at(to, x.in))
			}
		}
		at = next
	}
	for _, x := range at {
		ends[x.ID] = max(ends[x.ID], o.answer(x, c.Where))
	}
	certain, possible := 0, 0
	for _, a := range ends {
		if a == question.Yes {
			certain++
		}
		if a != question.No {
			possible++
		}
	}
	least, most := c.Bounds()
	if most < 0 {
		most = possible
	}
	return either(certain >= least && possible <= most, possible >= least && certain <= most)
}

func (o *byHand) step(x spot, s question.Step) (out []model.Record) {
	if !s.Back {
		for _, id := range x.Refs(s.Field) {
			if r, ok := o.records[id]; ok && !r.Deleted && r.Kind == s.Kind {
				out = append(out, r)
			}
		}
		return out
	}
	for _, r := range o.records {
		if r.Kind == s.Kind && !r.Deleted && slices.Contains(r.Refs(s.Field), x.ID) {
			out = append(out, r)
		}
	}
	return out
}

func (o *byHand) consent(r spot, c question.Consent) question.Answer {
	var all []model.Record
	for _, x := range o.records {
		if x.Kind == "consent" && !x.Deleted && x.Ref("person") == r.ID {
			all = append(all, x)
		}
	}
	state, _ := model.Consents{Records: all, Case: r.in, Today: o.today}.On(c.Purpose)
	return yes(slices.Contains(c.States, state))
}

// days are the first and the last day of a date, far away where it is open. What was
// about then may have been as far again to either side.
func days(v model.Value) (first, last string) {
	d := v.Date()
	from, err := time.Parse(time.DateOnly, d.Earliest)
	to, fault := time.Parse(time.DateOnly, d.Latest)
	if d.Qualifier == model.QualifierAbout && err == nil && fault == nil {
		wide := int(to.Sub(from).Hours()/24) + 1
		d.Earliest, d.Latest = from.AddDate(0, 0, -wide).Format(time.DateOnly), to.AddDate(0, 0, wide).Format(time.DateOnly)
	}
	if first, last = d.Earliest, d.Latest; first == "" {
		first = "0000"
	}
	if last == "" {
		last = "9999"
	}
	return first, last
}

func (o *byHand) span(in question.Range) (first, last string, ok bool) {
	first, last, ok = in.Days(o.today)
	if first == "" {
		first = "0000"
	}
	if last == "" {
		last = "9999"
	}
	return first, last, ok
}

func (o *byHand) when(v model.Value, c question.When) question.Answer {
	from, to, ok := o.span(c.In)
	if !ok || v == "" && question.Unset[c.Field] {
		return question.No
	}
	first, last := days(v)
	d := v.Date()
	if d.Precision == model.PrecisionDay && d.Qualifier == "" && d.Earliest != "" && d.Latest != "" && first != last {
		switch c.How { // it took these days
		case question.Within:
			return yes(first >= from && last <= to)
		case question.Begins:
			return yes(first >= from && first <= to)
		case question.Ends:
			return yes(last >= from && last <= to)
		}
		return yes(first <= to && last >= from)
	}
	return either(first >= from && last <= to, first <= to && last >= from)
}

// during tries every pair of days on which the time can have begun and ended: the
// bounds themselves and those of the range are all that can make a difference.
func (o *byHand) during(r spot, c question.During) question.Answer {
	switch c.How {
	case question.Begins:
		return o.when(r.Get(c.From), question.When{Field: c.From, How: c.How, In: c.In})
	case question.Ends:
		return o.when(r.Get(c.To), question.When{Field: c.To, How: c.How, In: c.In})
	}
	from, to, ok := o.span(c.In)
	if !ok {
		return question.No
	}
	ef, lf := days(r.Get(c.From))
	et, lt := days(r.Get(c.To))
	if ef > lt { // the record contradicts itself: nothing is certain of it
		if c.How == question.Within {
			return either(false, lf >= from && et <= to && ef <= to && lt >= from)
		}
		return either(false, ef <= to && lt >= from || et <= to && lf >= from)
	}
	moments := []string{ef, lf, et, lt, from, to}
	certain, possible := true, false
	for _, begin := range moments {
		for _, end := range moments {
			if begin < ef || begin > lf || end < et || end > lt || begin > end {
				continue
			}
			fits := begin <= to && end >= from
			if c.How == question.Within {
				fits = begin >= from && end <= to
			}
			certain, possible = certain && fits, possible || fits
		}
	}
	return either(certain && possible, possible)
}
