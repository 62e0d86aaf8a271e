package naming

import "strings"

// titles says, for kinds that have no words of their own, what names them:
// fields in order, of which the first two that hold something are shown.
var titles = map[string][]string{
	"participant":       {"person", "role"},
	"residence":         {"place", "address", "kind", "from"},
	"identity_document": {"kind", "number"},
	"place_operator":    {"organisation", "from"},
	"act":               {"type", "victim"},
	"involvement":       {"who", "degree"},
	"injury":            {"kind", "site", "person"},
	"detention":         {"person", "place", "from"},
	"proceeding":        {"title", "kind", "persons"},
	"step":              {"kind", "outcome", "date"},
	"charge":            {"title", "number", "code"},
	"sentence":          {"person", "kind", "years"},
	"interview":         {"interviewee", "start"},
	"block":             {"kind", "speaker"},
	"interview_break":   {"from", "to"},
	"earlier_interview": {"by", "date"},
	"referral":          {"to", "to_words", "purpose"},
	"citation":          {"source", "page", "quote"},
	"custody":           {"action", "date", "by"},
	"consent":           {"person", "purpose", "decision"},
	"relationship":      {"person", "kind", "other"},
	"judgement":         {"person", "judgement", "other"},
	"intervention":      {"title", "kind", "to", "to_words", "date"},
	"note":              {"title", "text"},
	"complaint":         {"article", "part"},
	"bearing":           {"bearing", "fact"},
	"paragraph":         {"heading", "text", "about", "section"},
	"exhibit":           {"number", "title", "evidence"},
	"answer":            {"field", "text"},
	"exception":         {"code", "reason"},
	"pseudonym":         {"text", "about"},
	"issue":             {"title", "recipient", "profile", "date"},
}

// TitleFields gives the fields that name a record of a kind that has no words of its
// own, in their order; none for the others.
func TitleFields(kind string) []string { return titles[kind] }

// TitleBy names a record by the fields that name its kind, as show says each of
// them; "" when none says anything.
func TitleBy(kind string, show func(field string) string) string {
	var parts []string
	for _, f := range titles[kind] {
		if s := show(f); s != "" {
			if parts = append(parts, s); len(parts) == 2 && kind != "relationship" && kind != "judgement" && kind != "consent" {
				break
			}
		}
	}
	return strings.Join(parts, " · ")
}
