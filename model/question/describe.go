package question

import "guvoh/model"

// Part is a piece of a question as a sentence says it, with what belongs to it.
// Code is the key of its words ("question.say.<code>").
type Part struct {
	Code       string
	Kind       string // of the records of which it is said
	Field      string // of that kind
	Until      string // the field at which a time ends
	Vocabulary string
	Words      []string // ids of words of that vocabulary, or states of consent
	Text       string   // as typed
	Records    []model.ID
	In         Range
	From, To   *int64 // of a number, or of how many there are
	Path       []Step
	Below      bool
	Exact      bool
	Parts      []Part
}

// Describe takes the condition of a question apart into what is said one after
// the other. A condition that stands in a Not has a code of its own where people
// have words for it ("is_not", "has_no"); otherwise Not is a part with the code
// "not". Lists within lists of the same sort are one, and a list of one is that
// one. No condition gives no part.
func (q Question) Describe(s *model.Schema) []Part {
	if q.Where == nil {
		return nil
	}
	p := describing{s}.part(q.Of, q.Where, false)
	if p.Code == "all" {
		return p.Parts
	}
	return []Part{p}
}

type describing struct{ schema *model.Schema }

func (d describing) part(kind string, c Condition, not bool) Part {
	switch c := c.(type) {
	case All:
		return d.several("all", kind, c.Of, not)
	case Any:
		return d.several("any", kind, c.Of, not)
	case Not:
		return d.part(kind, c.Of, !not)
	case Linked:
		return d.linked(kind, c, not)
	}
	p := d.plain(kind, c)
	if not {
		if other := opposite[p.Code]; other != "" {
			p.Code = other
			return p
		}
		return Part{Code: "not", Kind: kind, Parts: []Part{p}}
	}
	return p
}

// opposite are the codes of what people say otherwise when it is not so.
var opposite = map[string]string{
	"is": "is_not", "is_below": "is_not_below", "contains": "contains_not", "contains_exactly": "contains_not_exactly",
	"filled": "empty", "empty": "filled", "points_at": "points_not_at", "points_below": "points_not_below",
	"conflict": "conflict_not", "news": "news_not",
}

func (d describing) several(code, kind string, of []Condition, not bool) Part {
	p := Part{Code: code, Kind: kind}
	for _, c := range of {
		if in := d.part(kind, c, false); in.Code == code && !not {
			p.Parts = append(p.Parts, in.Parts...)
		} else {
			p.Parts = append(p.Parts, in)
		}
	}
	if len(p.Parts) == 1 && !not {
		return p.Parts[0]
	}
	if not {
		return Part{Code: "not", Kind: kind, Parts: []Part{p}}
	}
	return p
}

func (d describing) linked(kind string, l Linked, not bool) Part {
	to := Kind(d.schema, kind, l.Path)
	p := Part{Kind: to, Path: l.Path}
	if l.Where != nil {
		if in := d.part(to, l.Where, false); in.Code == "all" {
			p.Parts = in.Parts
		} else {
			p.Parts = []Part{in}
		}
	}
	least, most := l.Bounds()
	switch {
	case least == 1 && most < 0:
		p.Code = "has"
	case most == 0:
		p.Code = "has_no"
	case most < 0:
		p.Code = "has_at_least"
	case least <= 0:
		p.Code = "has_at_most"
	case least == most:
		p.Code = "has_exactly"
	default:
		p.Code = "has_between"
	}
	if from := int64(least); least > 0 {
		p.From = &from
	}
	if to := int64(most); most >= 0 {
		p.To = &to
	}
	switch {
	case !not:
		return p
	case p.Code == "has":
		p.Code = "has_no"
		return p
	case p.Code == "has_no":
		p.Code = "has"
		return p
	}
	return Part{Code: "not", Kind: kind, Parts: []Part{p}}
}

func (d describing) plain(kind string, c Condition) Part {
	p := Part{Kind: kind}
	switch c := c.(type) {
	case Text:
		p.Code, p.Field, p.Text, p.Exact = "contains", c.Field, c.Words, c.Exact
		if c.Exact {
			p.Code = "contains_exactly"
		}
	case Word:
		p.Code, p.Field, p.Words, p.Below, p.Vocabulary = "is", c.Field, c.Words, c.Below, d.vocabulary(kind, c.Field)
		if c.Below {
			p.Code = "is_below"
		}
	case Number:
		p.Code, p.Field, p.From, p.To = "number_"+ends(c.From != nil, c.To != nil), c.Field, c.From, c.To
	case YesNo:
		p.Code, p.Field = "no", c.Field
		if c.Yes {
			p.Code = "yes"
		}
	case Filled:
		p.Code, p.Field = "filled", c.Field
		if c.Empty {
			p.Code = "empty"
		}
	case When:
		p.Code, p.Field, p.In = "date_"+string(c.How), c.Field, c.In
	case During:
		p.Code, p.Field, p.Until, p.In = "time_"+string(c.How), c.From, c.To, c.In
	case Points:
		p.Code, p.Field, p.Records, p.Below = "points_at", c.Field, c.Records, c.Below
		if c.Below {
			p.Code = "points_below"
		}
	case Consent:
		p.Code, p.Vocabulary, p.Text = "consent", "consent_purpose", c.Purpose
		for _, s := range c.States {
			p.Words = append(p.Words, string(s))
		}
	case Conflict:
		p.Code, p.Field = "conflict", c.Field
	case News:
		p.Code = "news"
	}
	return p
}

func (d describing) vocabulary(kind, field string) string {
	if k := d.schema.Kind(kind); k != nil {
		f, _ := k.Field(field)
		return f.Vocabulary
	}
	return ""
}

// ends names which ends of a range are closed.
func ends(from, to bool) string {
	switch {
	case from && to:
		return "between"
	case from:
		return "from"
	}
	return "to"
}
