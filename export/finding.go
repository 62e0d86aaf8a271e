package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"guvoh/export/profile"
	"guvoh/model"
)

// Finding is something about a case, or about the document made of it, that
// whoever gives the document out should know. What it says stands in
// assets/locale/finding.*.json, three texts for each code; see [Finding.Say].
type Finding struct {
	Code     Code
	Severity Severity
	Record   model.ID // zero when it is about the whole document
	Kind     string   // of the record
	Field    string   // of the record; key of a question in its section; for UnknownSection the type
	Section  string   // name of the section of the profile it is about; empty for all of it
	Person   model.ID // whose consent it is about

	Count, Max int           // how many there are, and how many may be
	Purpose    string        // of a consent
	Country    string        // of the vocabulary country
	Day        string        // YYYY-MM-DD
	Detail     string        // what it is about as the document prints it: "Ex. 12", "U+10400", "fr"
	Rule       profile.Words // the rule in the words of the profile

	Exception model.ID // the row of the dossier by which it was passed over; zero when it stands
}

// Severity says what a finding asks for.
type Severity uint8

// The severities. What stands in the way of [Stop] cannot be passed over.
const (
	Note    Severity = iota // good to know
	Warning                 // to be looked at; may be passed over with a reason
	Stop                    // nothing is made while it is so
)

// Code names a finding, so that each language has its sentences for it.
type Code string

// The codes of a Finding. Those of the first group come from building the
// document, the others from package gate and from printing.
const (
	NoSource       Code = "no_source"       // a fact with no source recorded
	MissingField   Code = "missing"         // a required field of a record holds nothing
	UnknownSection Code = "unknown_section" // the profile asks for a section that this program does not know
	NotShown       Code = "not_shown"       // the record holds something that no section of a whole profile has a place for
	EmptySection   Code = "empty_section"   // a required section holds nothing
	OnlyReference  Code = "only_reference"  // a section says nothing but "see the annex"
	UnknownDay     Code = "unknown_day"     // a day is told of on which nothing is recorded: Detail
	Unanswered     Code = "unanswered"      // a required question of a form has no answer
	TooLong        Code = "too_long"        // an answer is longer than the form takes: Count of Max characters
	UnknownExhibit Code = "unknown_exhibit" // an exhibit is cited that is not there: Detail
	NoSuchPage     Code = "no_such_page"    // a page of an exhibit is cited that is not enclosed: Detail
	NotCited       Code = "not_cited"       // an exhibit that nothing in the text cites
	NoGrounds      Code = "no_grounds"      // a complaint without its row among the remedies

	ConsentMissing   Code = "consent_missing"   // nothing recorded for that purpose
	ConsentAsk       Code = "consent_ask"       // the person wants to be asked each time
	ConsentExpired   Code = "consent_expired"   // it ran out
	ConsentLimited   Code = "consent_limited"   // it was given for other recipients
	ConsentRefused   Code = "consent_refused"   // an applicant said no
	ConsentWithdrawn Code = "consent_withdrawn" // an applicant took it back
	HiddenRefused    Code = "hidden_refused"    // somebody else said no, and is hidden
	HiddenWithdrawn  Code = "hidden_withdrawn"  // somebody else took it back, and is hidden
	HiddenUnasked    Code = "hidden_unasked"    // nothing recorded allows the name, and the profile says none without
	Withhold         Code = "withhold"          // a consent says that something must be left out

	ForumNone  Code = "forum_none"  // the body decides over none of the States of the case
	ForumState Code = "forum_state" // it does not decide over this one
	ForumLate  Code = "forum_late"  // Count events after the last day it judges
	ForumEarly Code = "forum_early" // Count events before the first day it judges
	NoCountry  Code = "no_country"  // no State is recorded, so nobody can tell

	OverPages      Code = "over_pages"      // Count of Max pages
	OverWords      Code = "over_words"      // words
	OverCharacters Code = "over_characters" // characters
	NeedsInstead   Code = "needs_instead"   // over the limit, and what is then asked for is not there: Section
	OtherLanguage  Code = "other_language"  // the body does not take the language of the document
	OtherFormat    Code = "other_format"    // the body wants another kind of file

	NoDecision    Code = "no_decision"    // a decision is told of and not attached
	NotEnclosed   Code = "not_enclosed"   // it is recorded, but not among the exhibits
	NotLearned    Code = "not_learned"    // a clock runs from the day on which the decision was learned of, which is not recorded
	Overdue       Code = "overdue"        // the time ran out on Day
	DueSoon       Code = "due_soon"       // Count days are left
	QuickerOver   Code = "quicker_over"   // the quicker way of a body ended on Day
	QuickerEnds   Code = "quicker_ends"   // it ends in Count days
	Undrawable    Code = "undrawable"     // an exhibit that cannot be printed; a page says so
	NotSearchable Code = "not_searchable" // an exhibit of pictures only
	PartLeftOut   Code = "part_left_out"  // something of an exhibit is not printed as it was: Detail, a fault of package exhibit
	LargeExhibit  Code = "large_exhibit"  // Count megabytes
	NoBytes       Code = "no_bytes"       // the bytes of an exhibit are not in the file
	AnnexHeld     Code = "annex_held"     // an annex of patterns tells of somebody in another case who does not allow that
	AnnexUnknown  Code = "annex_unknown"  // it tells of cases that are not in this file, so nobody can say
	ManyVolumes   Code = "many_volumes"   // Count volumes
	SameTwice     Code = "same_twice"     // the record and Person are judged to be of one person, and both appear

	// What taking out did not solve: package redact.
	SharedName   Code = "shared_name"   // a part of a hidden name is left, since Person has it, too
	CommonWord   Code = "common_word"   // a word that is also a hidden name was left
	SmallLetters Code = "small_letters" // a word written small was taken for a hidden name
	BesideOther  Code = "beside_other"  // a hidden given name stood beside another family name
	LeftOver     Code = "left_over"     // something is left that often leads to a person: Detail, a rule of package redact
	Rare         Code = "rare"          // so much is told of somebody hidden that together it may be a name
	NotRead      Code = "not_read"      // evidence that cannot be searched is let through

	InitialsWeak  Code = "initials_weak"  // people are named by initials, which tell much in a small place
	NoLetter      Code = "no_letter"      // characters that no face has: Detail
	BadPicture    Code = "bad_picture"    // a picture that could not be drawn
	ClaimsNothing Code = "claims_nothing" // a volume that does not claim to keep to PDF/A
)

// stops and notes are the codes that do not warn.
var (
	stops = map[Code]bool{UnknownExhibit: true, ConsentRefused: true, ConsentWithdrawn: true, NoLetter: true, AnnexHeld: true, AnnexUnknown: true}
	notes = map[Code]bool{
		NoSource: true, MissingField: true, NotShown: true, ForumState: true, DueSoon: true, QuickerOver: true, QuickerEnds: true, NotSearchable: true,
		ManyVolumes: true, ClaimsNothing: true, NotCited: true, HiddenRefused: true, HiddenWithdrawn: true, HiddenUnasked: true,
		SameTwice: true,
	}
)

// Severity is how grave a finding of that code is.
func (c Code) Severity() Severity {
	switch {
	case stops[c]:
		return Stop
	case notes[c]:
		return Note
	}
	return Warning
}

// Codes gives every code, in the order of this file.
func Codes() []Code {
	return []Code{
		NoSource, MissingField, UnknownSection, NotShown, EmptySection, OnlyReference, UnknownDay, Unanswered, TooLong, UnknownExhibit, NoSuchPage, NotCited, NoGrounds,
		ConsentMissing, ConsentAsk, ConsentExpired, ConsentLimited, ConsentRefused, ConsentWithdrawn, HiddenRefused, HiddenWithdrawn, HiddenUnasked, Withhold,
		ForumNone, ForumState, ForumLate, ForumEarly, NoCountry,
		OverPages, OverWords, OverCharacters, NeedsInstead, OtherLanguage, OtherFormat,
		NoDecision, NotEnclosed, NotLearned, Overdue, DueSoon, QuickerOver, QuickerEnds, Undrawable, NotSearchable, PartLeftOut, LargeExhibit, NoBytes, AnnexHeld, AnnexUnknown, ManyVolumes, SameTwice,
		SharedName, CommonWord, SmallLetters, BesideOther, LeftOver, Rare, NotRead, InitialsWeak, NoLetter, BadPicture, ClaimsNothing,
	}
}

// About makes the finding of that code about a field of a record.
func About(code Code, r model.Record, field string) Finding {
	return Finding{Code: code, Severity: code.Severity(), Record: r.ID, Kind: r.Kind, Field: field}
}

// Of makes the finding of that code about a section; empty for all of the
// document.
func Of(code Code, section string) Finding {
	return Finding{Code: code, Severity: code.Severity(), Section: section}
}

// Spot is where in its record a finding is: what an exception to it holds in
// its field.
func (f Finding) Spot() string {
	if f.Kind == "" && f.Section != "" && f.Field != "" {
		return f.Section + "." + f.Field // a question of a form
	}
	return cmp.Or(f.Field, f.Purpose, f.Country, f.Section, f.Detail)
}

// Standing gives the findings that nobody has passed over, the gravest first.
func Standing(all []Finding) []Finding {
	var out []Finding
	for _, f := range all {
		if f.Exception.IsZero() {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return out
}

// Stopped tells whether any of the findings forbids to make the document.
func Stopped(all []Finding) bool {
	return slices.ContainsFunc(all, func(f Finding) bool { return f.Severity == Stop })
}

// Sentences are what is said of a finding.
type Sentences struct {
	What string // what it is
	Why  string // why it matters
	Fix  string // what to do, and where
}

// Say puts a finding into words. The words name fields, purposes and numbers,
// never what a record holds.
func (f Finding) Say(p *profile.Profile, w Words) Sentences {
	key := "finding." + string(f.Code)
	data := map[string]any{
		"Count": strconv.Itoa(f.Count), "Max": strconv.Itoa(f.Max), "Detail": f.Detail,
		"Kind": "", "Field": "", "Purpose": "", "Country": "", "Day": "", "Section": titleOf(p, f.Section, w),
	}
	if f.Kind != "" {
		data["Kind"] = w.Kind(f.Kind)
	}
	switch {
	case f.Field == "":
	case f.Kind != "":
		data["Field"] = w.Field(f.Kind, f.Field)
	case f.Section != "":
		data["Field"] = questionOf(p, f.Section+"."+f.Field, f.Field, w)
	default:
		data["Field"] = f.Field
	}
	if f.Purpose != "" {
		data["Purpose"] = w.Word("consent_purpose", f.Purpose)
	}
	if f.Country != "" {
		data["Country"] = w.Word("country", f.Country)
	}
	if f.Day != "" {
		data["Day"] = w.Date(model.Date{Earliest: f.Day, Latest: f.Day, Precision: model.PrecisionDay})
	}
	switch {
	case f.Detail == "":
	case f.Code == PartLeftOut:
		data["Detail"] = w.T("exhibit.fault." + f.Detail)
	case f.Code == LeftOver:
		data["Detail"] = w.T("finding.rule." + f.Detail)
	}
	say := Sentences{What: w.T(key, data), Why: w.T(key+".why", data), Fix: w.T(key+".fix", data)}
	if title, _ := data["Section"].(string); title != "" && !strings.Contains(say.What, title) {
		say.What = title + ": " + say.What
	}
	return say
}

// titleOf gives the heading of a section as a reader knows it.
func titleOf(p *profile.Profile, name string, w Words) string {
	if name == "cover" {
		return w.T("finding.cover")
	}
	title := name
	p.All(func(s profile.Section) {
		switch {
		case s.Name() != name:
		case len(s.Title) > 0:
			title = s.Title.In(w.Lang())
		default:
			title = w.T("dossier.section." + s.Type)
		}
	})
	return title
}

// questionOf gives the label of a question of a form, named "section.field";
// otherwise where there is none.
func questionOf(p *profile.Profile, name, otherwise string, w Words) string {
	label := otherwise
	look := func(section string, fields []profile.Field) {
		for _, q := range fields {
			if section+"."+q.Key == name {
				label = q.Label.In(w.Lang())
			}
		}
	}
	if p.Cover != nil {
		look("cover", p.Cover.Fields)
	}
	p.All(func(s profile.Section) { look(s.Name(), s.Fields) })
	return label
}

// found reports something about a field of a record.
func (b *builder) found(code Code, r model.Record, field string) {
	b.findings = append(b.findings, About(code, r, field))
}
