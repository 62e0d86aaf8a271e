package recordform

import (
	"slices"

	"guvoh/model"
)

// rareFields are those that few records of a kind have. They wait behind
// "More fields" until they hold something; every other field is in view.
var rareFields = map[string][]string{
	"case":              {"closed", "team", "tags"},
	"person":            {"size", "pseudonym", "identified_as", "death", "ethnicity", "religion", "education", "civil_status", "clinician", "health", "needs"},
	"person_name":       {"family", "given", "patronymic", "script", "language", "document"},
	"identity_document": {"issued_by", "evidence"},
	"residence":         {"kind"},
	"organisation":      {"abbreviation", "from", "to"},
	"place":             {"address", "latitude", "longitude"},
	"place_operator":    {"account"},
	"act":               {"duration", "place"},
	"involvement":       {"rank"},
	"injury":            {"count", "size", "colour", "shape", "age", "figure"},
	"detention":         {"duration"},
	"proceeding":        {"country"},
	"step":              {"decision"},
	"charge":            {"person"},
	"sentence":          {"days", "regime"},
	"interview":         {"present", "recording"},
	"source":            {"languages", "interview", "locator"},
	"citation":          {"block", "at_from", "at_to", "differs", "differs_date", "account"},
	"evidence":          {"pages", "place"},
	"custody":           {"place"},
	"consent":           {"recipients", "interpreter", "interview", "withdrawn", "evidence"},
	"deadline":          {"zone", "basis", "proceeding"},
	"relationship":      {"from", "to"},
	"note":              {"speaker"},
}

// sorted fields say what sort of record it is, which is clear from where it stands.
func sorted(kind, field string) bool {
	return field == "kind" && slices.Contains([]string{"person", "event", "proceeding"}, kind)
}

func rare(kind, field string) bool { return slices.Contains(rareFields[kind], field) }

// factual are the kinds that say what is or was so in the world, and so must
// say who told it.
var factual = []string{
	"person", "person_name", "identity_document", "residence", "organisation", "organisation_name", "place", "place_operator",
	"event", "act", "involvement", "injury", "detention", "proceeding", "step", "charge", "sentence", "relationship",
}

// helping are the parts in a case of those who work on it.
var helping = []string{"caseworker", "interpreter", "lawyer"}

func statesFacts(kind string) bool { return slices.Contains(factual, kind) }

// ourOwn are fields of those kinds that are our own words or choices: nobody told them.
var ourOwn = []string{
	"cases", "title", "summary", "pseudonym", "preferred", "script", "language", "clinician", "identified_as", "portrait",
	"description", "latitude", "longitude", "certainty", "figure",
}

// sorts are the kinds whose "kind" is how we sort the record, not what somebody told.
var sorts = []string{"person", "person_name", "identity_document", "residence", "place", "organisation", "event", "proceeding"}

// fact tells whether a field of a kind states a fact that should have a source.
func fact(k *model.Kind, f model.Field) bool {
	if f.Name == "kind" && slices.Contains(sorts, k.Name) {
		return false
	}
	return statesFacts(k.Name) && f.NoteOf == "" && !f.Sensitive && !f.Custom && f.Name != k.Parent && !slices.Contains(ourOwn, f.Name)
}

// ofBytes are the fields that are set once: of evidence when its bytes arrive,
// on which custody rests; of an issue when the document goes out; of a
// judgement the pair and of a bearing the fact and the article, from which its
// id follows. They are shown, never typed.
var ofBytes = map[string][]string{
	"evidence":  {"file_name", "media_type", "size", "sha256"},
	"issue":     {"file_name", "format", "pages", "size", "sha256"},
	"judgement": {"person", "other"},
	"bearing":   {"complaint", "fact"},
}

func asReceived(kind, field string) bool { return slices.Contains(ofBytes[kind], field) }

// nameless kinds are known only by their links, so that a line of typing is
// not enough to make one.
var nameless = []string{"participant", "act", "injury", "detention", "interview", "block", "consent", "citation", "relationship", "judgement", "complaint", "bearing"}
