package model

import "slices"

// builtin is every kind of record, in the order in which a reader meets them.
// The set follows HURIDOCS's "who did what to whom" (Events Standard Formats),
// with the claims-with-sources and the exhibit grid of later tools.
var builtin = []Kind{
	caseKind, participantKind,
	personKind, personNameKind, identityDocumentKind, residenceKind,
	organisationKind, organisationNameKind, placeKind, placeOperatorKind,
	eventKind, actKind, involvementKind, injuryKind,
	detentionKind, proceedingKind, stepKind, chargeKind, sentenceKind,
	interviewKind, blockKind, interviewBreakKind, earlierInterviewKind, referralKind,
	sourceKind, citationKind, evidenceKind, custodyKind,
	consentKind, deadlineKind, interventionKind, relationshipKind, judgementKind, noteKind,
	dossierKind, paragraphKind, exhibitKind, answerKind, exceptionKind, pseudonymKind, issueKind,
	profileKind, savedSearchKind, complaintKind, bearingKind, termKind, fieldKind,
}

var caseKind = Kind{Name: "case", Label: []string{"reference", "title"}, Fields: slices.Concat(
	section("", text("reference"), text("title").required(), term("status", "case_status"),
		term("confidentiality", "confidentiality"), date("opened"), date("closed"),
		terms("countries", "country"), text("team"), texts("tags"), long("summary")),
	section("safety", long("safety_note").sensitive()),
)}

var participantKind = Kind{Name: "participant", Parent: "case", Fields: []Field{
	ref("case", "case").required(), ref("person", "person").required(),
	term("role", "case_role"), position(),
}}

var personKind = Kind{Name: "person", Names: "person_name", Label: []string{"pseudonym", "description"}, Fields: slices.Concat(
	section("", term("kind", "person_kind"), text("description"), text("pseudonym"),
		ref("identified_as", "person"), text("size"), term("sex", "sex"),
		date("birth"), ref("birth_place", "place"), date("death"), terms("nationalities", "country"),
		text("ethnicity"), text("religion"), terms("languages", "language"), text("occupation"),
		text("education"), term("civil_status", "civil_status"), yes("clinician"), long("summary")),
	section("family", long("family")),
	section("safety", long("contact").sensitive(), term("risk", "risk").sensitive(), long("health").sensitive().freedBy("medical"),
		long("needs").sensitive()),
	section("picture", ref("portrait", "evidence").freedBy("pictures")),
)}

var personNameKind = Kind{Name: "person_name", Parent: "person", Label: []string{"text"}, Fields: []Field{
	ref("person", "person").required(), text("text").required().freedBy("name"), term("kind", "name_kind"), yes("preferred"),
	text("family").freedBy("name"), text("given").freedBy("name"), text("patronymic").freedBy("name"), term("script", "script"), term("language", "language"),
	ref("document", "identity_document"), position(),
}}

var identityDocumentKind = Kind{Name: "identity_document", Parent: "person", Label: []string{"number"}, Fields: []Field{
	ref("person", "person").required(), term("kind", "document_kind"), text("number").sensitive(),
	term("country", "country"), text("issued_by"), date("issued"), date("expires"), ref("evidence", "evidence"), position(),
}}

var residenceKind = Kind{Name: "residence", Parent: "person", Label: []string{"address"}, Fields: []Field{
	ref("person", "person").required(), term("kind", "residence_kind"), ref("place", "place"),
	text("address").sensitive(), date("from"), date("to"), position(),
}}

var organisationKind = Kind{Name: "organisation", Label: []string{"name"}, Fields: []Field{
	text("name").required(), text("abbreviation"), term("kind", "organisation_kind"), ref("part_of", "organisation"),
	term("country", "country"), date("from"), date("to"), long("description"),
}}

var organisationNameKind = Kind{Name: "organisation_name", Parent: "organisation", Label: []string{"text"}, Fields: []Field{
	ref("organisation", "organisation").required(), text("text").required(), term("language", "language"),
	date("from"), date("to"), position(),
}}

var placeKind = Kind{Name: "place", Label: []string{"name"}, Fields: []Field{
	text("name").required(), term("kind", "place_kind"), ref("within", "place"), text("words"),
	text("address"), text("latitude"), text("longitude"), long("description"),
}}

var placeOperatorKind = Kind{Name: "place_operator", Parent: "place", Fields: []Field{
	ref("place", "place").required(), ref("organisation", "organisation").required(),
	date("from"), date("to"), long("account"), position(),
}}

var relationshipKind = Kind{Name: "relationship", Fields: []Field{
	ref("person", "person").required(), term("kind", "relationship_kind"), ref("other", "person", "organisation").required(),
	term("certainty", "certainty"), date("from"), date("to"), long("account"),
}}

// judgementKind says whether two records of a person are of one person, and
// who thinks so. The records stay two whatever it says. Its id is
// [JudgementID] of the pair.
var judgementKind = Kind{Name: "judgement", Fields: []Field{
	ref("person", "person").required(), ref("other", "person").required(),
	term("judgement", "judgement").required(), long("account"),
}}

var noteKind = Kind{Name: "note", Label: []string{"title", "text"}, Fields: []Field{
	refs("cases", "case"), term("kind", "note_kind"), text("title"), date("date"), long("text").required(),
	ref("speaker", "person"), refs("about"), position(),
}}

// termKind is a word that a user added to a vocabulary. Its id in records is
// [CustomTermID] of the record's id, so two files that each add a word never
// mean different things by one id.
var termKind = Kind{Name: "term", Label: []string{"label_en", "label_ru", "label_uz"}, Fields: []Field{
	text("vocabulary").required(), text("label_en"), text("label_ru"), text("label_uz"), text("huridocs"), position(),
}}

// fieldKind is a field that a user added to a kind. Its name in records is
// [CustomFieldName] of the record's id.
var fieldKind = Kind{Name: "field", Label: []string{"label_en", "label_ru", "label_uz"}, Fields: []Field{
	text("kind").required(), text("type").required(), text("vocabulary"),
	text("label_en"), text("label_ru"), text("label_uz"),
	text("help_en"), text("help_ru"), text("help_uz"), yes("is_sensitive"), position(),
}}
