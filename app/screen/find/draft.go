package find

import (
	"slices"

	"guvoh/model"
	"guvoh/model/question"
)

// draft is one condition while a person makes it: what it asks about, how the
// two compare, and with what. How is a code of [question.Part].
type draft struct {
	offer   offer
	how     string
	text    string
	words   []string // of a vocabulary, or states of consent
	purpose string   // of a consent
	records []model.ID
	from    *int64
	to      *int64
	in      question.Range
}

// hows gives the ways to compare that suit what is asked about, the usual first.
func hows(s *model.Schema, o offer) []string {
	switch o.sort {
	case anyText:
		return []string{"contains", "contains_exactly", "contains_not"}
	case aTime:
		return []string{"time_overlaps", "time_within", "time_begins", "time_ends"}
	case aConsent:
		return []string{"consent", "consent_not"}
	case aConflict:
		return []string{"conflict", "conflict_not"}
	case theNews:
		return []string{"news", "news_not"}
	case lines:
		return []string{"any", "all", "none"}
	case records:
		return []string{"has", "has_no", "has_at_least", "has_at_most", "has_exactly"}
	}
	return append(howsOf(s, o.field), "filled", "empty")
}

func howsOf(s *model.Schema, f model.Field) []string {
	switch f.Type {
	case model.Term, model.Terms:
		if grouped(s.Vocabulary(f.Vocabulary)) {
			return []string{"is_below", "is", "is_not_below", "is_not"}
		}
		return []string{"is", "is_not"}
	case model.Int:
		return []string{"number_exactly", "number_from", "number_to", "number_between"}
	case model.Bool:
		return []string{"yes", "no"}
	case model.Partial:
		return []string{"date_overlaps", "date_within", "date_begins", "date_ends"}
	case model.Ref, model.Refs:
		if slices.ContainsFunc(f.To, func(kind string) bool { return question.Below(kind) != "" }) {
			return []string{"points_below", "points_at", "points_not_below", "points_not_at"}
		}
		return []string{"points_at", "points_not_at"}
	}
	return []string{"contains", "contains_exactly", "contains_not"}
}

// grouped tells whether words of a vocabulary stand below others.
func grouped(v *model.Vocabulary) bool {
	return v != nil && slices.ContainsFunc(v.Words, func(w model.Word) bool { return w.Group != "" })
}

// condition gives what the draft asks. It may still lack what it compares with.
func (d draft) condition() question.Condition {
	not := func(c question.Condition) question.Condition { return question.Not{Of: c} }
	f := d.offer.field.Name
	switch d.how {
	case "contains", "contains_exactly":
		return question.Text{Field: f, Words: d.text, Exact: d.how == "contains_exactly"}
	case "contains_not":
		return not(question.Text{Field: f, Words: d.text})
	case "contains_not_exactly":
		return not(question.Text{Field: f, Words: d.text, Exact: true})
	case "is", "is_below":
		return question.Word{Field: f, Words: d.words, Below: d.how == "is_below"}
	case "is_not", "is_not_below":
		return not(question.Word{Field: f, Words: d.words, Below: d.how == "is_not_below"})
	case "number_exactly":
		return question.Number{Field: f, From: d.from, To: d.from}
	case "number_from":
		return question.Number{Field: f, From: d.from}
	case "number_to":
		return question.Number{Field: f, To: d.to}
	case "number_between":
		return question.Number{Field: f, From: d.from, To: d.to}
	case "yes", "no":
		return question.YesNo{Field: f, Yes: d.how == "yes"}
	case "filled", "empty":
		return question.Filled{Field: f, Empty: d.how == "empty"}
	case "points_at", "points_below":
		return question.Points{Field: f, Records: d.records, Below: d.how == "points_below"}
	case "points_not_at", "points_not_below":
		return not(question.Points{Field: f, Records: d.records, Below: d.how == "points_not_below"})
	case "conflict":
		return question.Conflict{Field: f}
	case "conflict_not":
		return not(question.Conflict{Field: f})
	case "news":
		return question.News{}
	case "news_not":
		return not(question.News{})
	case "consent":
		return d.consent()
	case "consent_not":
		return not(d.consent())
	}
	if how, ok := cutHow(d.how, "date_"); ok {
		return question.When{Field: f, How: how, In: d.in}
	}
	if how, ok := cutHow(d.how, "time_"); ok {
		return question.During{From: f, To: d.offer.until, How: how, In: d.in}
	}
	return d.linked()
}

func (d draft) consent() question.Condition {
	c := question.Consent{Purpose: d.purpose}
	for _, w := range d.words {
		c.States = append(c.States, model.ConsentState(w))
	}
	return c
}

func cutHow(code, prefix string) (question.How, bool) {
	if len(code) <= len(prefix) || code[:len(prefix)] != prefix {
		return "", false
	}
	return question.How(code[len(prefix):]), true
}

// linked gives how many linked records there have to be.
func (d draft) linked() question.Condition {
	l := question.Linked{Path: d.offer.path}
	n := 1
	if d.from != nil {
		n = int(min(max(*d.from, 0), 1_000_000))
	}
	switch d.how {
	case "has_no":
		n = 0
		l.AtMost = &n
	case "has_at_least":
		l.AtLeast = max(n, 1)
	case "has_at_most":
		l.AtMost = &n
	case "has_exactly":
		l.AtLeast, l.AtMost = n, &n
	}
	return l
}

// draftOf takes a line apart that asks one thing.
func draftOf(s *model.Schema, kind string, c question.Condition) draft {
	d := draft{offer: offer{kind: kind}}
	parts := question.Question{Of: kind, Where: c}.Describe(s)
	if len(parts) != 1 {
		return d
	}
	p := parts[0]
	if p.Code == "not" && p.Parts[0].Code == "consent" {
		p = p.Parts[0]
		p.Code = "consent_not"
	}
	d.how, d.text, d.words, d.records, d.from, d.to, d.in = p.Code, p.Text, p.Words, p.Records, p.From, p.To, p.In
	d.offer.field = model.Field{Name: p.Field}
	if k := s.Kind(kind); k != nil && p.Field != "" {
		d.offer.field, _ = k.Field(p.Field)
	}
	switch p.Code {
	case "consent", "consent_not":
		d.offer.sort, d.purpose, d.text = aConsent, p.Text, ""
	case "conflict", "conflict_not":
		d.offer.sort = aConflict
	case "news", "news_not":
		d.offer.sort = theNews
	case "number_between":
		if *p.From == *p.To {
			d.how = "number_exactly"
		}
	case "contains", "contains_exactly", "contains_not", "contains_not_exactly":
		if p.Field == "" {
			d.offer.sort = anyText
		}
	}
	if p.Until != "" {
		d.offer.sort, d.offer.until = aTime, p.Until
	}
	if len(p.Path) > 0 {
		d.offer = offer{sort: records, path: p.Path, kind: p.Kind}
		if p.From == nil {
			d.from = p.To
		}
	}
	return d
}

// moved gives the draft for something else that is asked: what was chosen stays
// where it still fits.
func (d draft) moved(s *model.Schema, o offer) draft {
	to := draft{offer: o, how: hows(s, o)[0], text: d.text, from: d.from, to: d.to, in: d.in}
	if slices.Contains(hows(s, o), d.how) {
		to.how = d.how
	}
	if d.offer.field.Vocabulary != "" && d.offer.field.Vocabulary == o.field.Vocabulary {
		to.words = d.words
	}
	if o.sort == aField && slices.Equal(d.offer.field.To, o.field.To) {
		to.records = d.records
	}
	if o.sort == aConsent {
		to.purpose, to.words = d.purpose, []string{string(model.ConsentYes), string(model.ConsentCondition)}
	}
	return to
}
