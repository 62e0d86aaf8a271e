package redact

import "regexp"

// Does is what a rule does.
type Does uint8

// What rules do.
const (
	Drops    Does = iota // the field goes
	Coarsens             // a date becomes its year, a place its region
	Masks                // in running text a mark stands in its place
	Hides                // whoever has that role is hidden
	Warns                // a person decides
)

// Rule is one thing that is no name and yet leads to a person. Why each is
// here stands beside it; the list is that of DOSSIER-RULES 6.4 with what
// reports on small communities have taught besides.
type Rule struct {
	ID     string
	Does   Does
	Fields []string       // of hidden persons and of what is about them, as "kind.field"; of everybody for those of Everybody
	Roles  []string       // for Hides
	Text   *regexp.Regexp // how the same looks in running text
	Mark   Mark           // what stands there instead
	// Everybody: not only of hidden persons.
	Everybody bool
}

// Rules are applied when a document is made for readers outside. Each can be
// left out of a plan by its id.
var Rules = []Rule{
	// With a name of the region a day of birth is unique in every register.
	{ID: "birth", Does: Coarsens, Fields: []string{"person.birth", "person.death"}},
	// A village knows its own; a region does not.
	{ID: "place", Does: Coarsens, Fields: []string{"person.birth_place", "residence.place"}},
	// The only imam, beekeeper or film producer of a town.
	{ID: "occupation", Does: Drops, Fields: []string{"person.occupation", "person.education"}},
	// "A father of seven" is found by asking; so is the order of brothers.
	{ID: "family", Does: Drops, Fields: []string{"person.family", "person.size"}},
	{ID: "children", Does: Warns, Text: words(
		`(?:\p{L}+|\d+)\s+(?:children|sons|daughters)`, `(?:father|mother)\s+of\s+(?:\p{L}+|\d+)`,
		`(?:дво|тро|четвер|пятер|шестер|семер|восьмер|девятер|десятер)[оы]?\p{L}*\s+дет\p{L}+`, `\d+\s+дет\p{L}+`, `многодетн\p{L}+`,
		`(?:\p{L}+|\d+)\s+(?:nafar\s+)?(?:farzand|bola)\p{L}*`, `(?:\p{L}+|\d+)\s+(?:нафар\s+)?(?:фарзанд)\p{L}*`)},
	// The log of a gate, a camera or a duty officer finds everybody by the minute.
	{ID: "hours", Does: Masks, Mark: MarkTime, Everybody: true, Text: regexp.MustCompile(`(?:^|[^\d:.])((?:[01]?\d|2[0-3]):[0-5]\d)(?:[^\d:]|$)`)},
	// A list of passengers has one line for each seat.
	{ID: "flight", Does: Masks, Mark: MarkNumber, Everybody: true, Text: regexp.MustCompile(
		`(?i)(?:flight|рейс\p{L}*|reys\p{L}*|vol|vuelo)\s*(?:no\.?|№|n°|raqami)?\s*[«"“]?([A-ZА-Я0-9]{2}\s?-?\d{2,4})`)},
	// A vehicle has an owner.
	{ID: "vehicle", Does: Masks, Mark: MarkNumber, Everybody: true, Text: regexp.MustCompile(
		`(?i)(?:^|[^\p{L}\d])([АВЕКМНОРСТУХABEKMHOPCTYX]\s?\d{3}\s?[АВЕКМНОРСТУХABEKMHOPCTYX]{2}\s?\d{2,3}|\d{2}\s?[A-Z]\s?\d{3}\s?[A-Z]{2}|\d{2}\s?\d{3}\s?[A-Z]{3})(?:[^\p{L}\d]|$)`)},
	// Addresses of mail and telephone numbers are of somebody, whoever it is.
	{ID: "mail", Does: Masks, Mark: MarkAddress, Everybody: true, Text: regexp.MustCompile(`([\p{L}\d._%+-]+@[\p{L}\d.-]+\.\p{L}{2,})`)},
	{ID: "telephone", Does: Masks, Mark: MarkNumber, Everybody: true, Text: regexp.MustCompile(`(\+\d[\d\s().-]{7,16}\d)`)},
	// Lawyers have few clients of this kind, and are asked about them.
	{ID: "lawyer", Does: Hides, Roles: []string{"lawyer"}},
	// So have those who helped: they are hidden with those they helped.
	{ID: "helper", Does: Hides, Roles: []string{"caseworker", "interpreter", "support_person", "organisation_contact", "informant"}},
	// Where somebody can be found, and what a register files them under.
	{ID: "address", Does: Drops, Fields: []string{"residence.address", "person.contact"}},
	{ID: "document", Does: Drops, Fields: []string{
		"identity_document.number", "identity_document.issued_by", "identity_document.issued", "identity_document.expires", "identity_document.evidence",
	}},
	// Courts put their lists on the web: who has the number of a case has the name.
	{ID: "proceeding", Does: Drops, Everybody: true, Fields: []string{"proceeding.number"}},
	// What one in a thousand has: an amputation, a lost eye.
	{ID: "injury", Does: Warns, Fields: []string{"injury.kind"}},
	// A small people or faith in a region of another.
	{ID: "belonging", Does: Warns, Fields: []string{"person.ethnicity", "person.religion"}},
	// Words by which a household or an office knows somebody.
	{ID: "only", Does: Warns, Text: words(
		`the\s+only\s+(?:one|man|woman|person|teacher|imam|doctor|lawyer|journalist)\p{L}*`, `единственн\p{L}+`, `yagona`, `ягона`,
		`(?:chairman|director|head|imam|mullah|principal|rector)\s+of`, `(?:председател|директор|имам|настоятел|ректор|завуч)\p{L}*`)},
}

// rareInjuries are kinds of injury by which people are known.
var rareInjuries = map[string]bool{"amputation": true, "eye_injury": true, "gunshot": true, "deformity": true, "hearing_loss": true, "hair_loss": true, "nerve_damage": true}

// words makes a pattern of whole words out of several.
func words(alternatives ...string) *regexp.Regexp {
	all := ""
	for i, a := range alternatives {
		if i > 0 {
			all += "|"
		}
		all += a
	}
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}])(` + all + `)(?:[^\p{L}]|$)`)
}

// rule finds a rule that the plan applies; ok is false when it does not.
func (p Plan) rule(id string) (Rule, bool) {
	if !p.Outside || p.Keep[id] {
		return Rule{}, false
	}
	for _, r := range Rules {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
