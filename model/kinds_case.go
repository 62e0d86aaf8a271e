package model

import "slices"

var eventKind = Kind{Name: "event", Label: []string{"title"}, Fields: []Field{
	refs("cases", "case").required(), text("title").required(), term("kind", "event_kind"), date("date"),
	ref("place", "place"), refs("persons", "person"), long("account"), position(),
}}

var actKind = Kind{Name: "act", Parent: "event", Fields: slices.Concat(
	section("", ref("event", "event").required(), term("type", "act_type").required(), ref("victim", "person"),
		date("date"), ref("place", "place"), terms("methods", "act_method"), text("duration"), long("account")),
	section("purpose", terms("purposes", "stated_purpose"), terms("consequences", "consequence"),
		long("consequences_account")),
	section("", position()),
)}

var involvementKind = Kind{Name: "involvement", Parent: "act", Fields: []Field{
	ref("act", "act").required(), ref("who", "person", "organisation").required(), term("degree", "involvement_degree"),
	text("rank"), long("account"), position(),
}}

var injuryKind = Kind{Name: "injury", Fields: slices.Concat(
	section("", refs("cases", "case"), ref("person", "person").required(), ref("act", "act"), term("kind", "injury_kind"),
		number("count"), date("date"), long("cause"), long("account")),
	section("body", term("view", "body_view"), term("side", "body_side"), term("site", "body_site"),
		term("figure", "body_figure"), point("point"), text("size"), text("colour"), term("shape", "mark_shape"),
		term("age", "mark_age"), ref("photo", "evidence").freedBy("pictures")),
	section("clinician", ref("assessed_by", "person"), date("assessed"), term("consistency", "consistency")),
	section("", position()), // the number of its mark on the body map follows from it
)}

var detentionKind = Kind{Name: "detention", Fields: slices.Concat(
	section("", refs("cases", "case"), ref("person", "person").required(), term("kind", "detention_kind"),
		date("from"), date("to"), text("duration"), ref("place", "place"), ref("custodian", "organisation"),
		text("legal_basis"), long("account")),
	section("conditions", term("incommunicado", "yes_no"), long("conditions"), long("outside_contact")),
)}

var proceedingKind = Kind{Name: "proceeding", Label: []string{"title", "number"}, Fields: []Field{
	refs("cases", "case"), text("title"), term("kind", "proceeding_kind").required(), refs("persons", "person"),
	ref("body", "organisation"), term("country", "country"), text("number"), term("status", "proceeding_status"),
	date("from"), date("to"), long("account"),
}}

// stepKind keeps "learned of" apart from "decided": time limits of several
// bodies run from the day the applicant learned of the decision.
var stepKind = Kind{Name: "step", Parent: "proceeding", Fields: []Field{
	ref("proceeding", "proceeding").required(), term("kind", "step_kind").required(), date("date"), date("learned"),
	ref("body", "organisation"), term("outcome", "step_outcome"), long("account"), ref("decision", "evidence"), position(),
}}

var chargeKind = Kind{Name: "charge", Parent: "proceeding", Label: []string{"title"}, Fields: []Field{
	ref("proceeding", "proceeding").required(), ref("person", "person"), text("title"), text("code"), text("number"),
	text("index"), text("part"), text("point"), date("date"), term("outcome", "charge_outcome"), long("account"), position(),
}}

var sentenceKind = Kind{Name: "sentence", Parent: "proceeding", Fields: []Field{
	ref("proceeding", "proceeding").required(), ref("person", "person"), term("kind", "sentence_kind"),
	number("years"), number("months"), number("days"), text("regime"), date("from"), date("ends"),
	long("account"), position(),
}}

var interviewKind = Kind{Name: "interview", Fields: slices.Concat(
	section("", refs("cases", "case"), ref("interviewee", "person").required(), refs("interviewers", "person"),
		ref("interpreter", "person"), refs("present", "person"), date("start"), date("end"), ref("place", "place"),
		term("mode", "interview_mode"), terms("languages", "language"), ref("recording", "evidence"), long("summary")),
	section("close", term("read_back", "yes_no"), term("acknowledged", "yes_no"), long("acknowledgement"),
		long("wellbeing").sensitive()),
)}

// blockKind is one turn of an interview. The words stay in the language they
// were said in; the translation stands beside them and never replaces them.
// Who speaks is a person of the file, or else the words typed for them.
var blockKind = Kind{Name: "block", Parent: "interview", Fields: []Field{
	ref("interview", "interview").required(), term("kind", "block_kind"), ref("speaker", "person"),
	text("speaker_words"), term("language", "language"), long("original").freedBy("testimony"), long("translation").freedBy("testimony"), text("at"), position(),
}}

var interviewBreakKind = Kind{Name: "interview_break", Parent: "interview", Fields: []Field{
	ref("interview", "interview").required(), date("from"), date("to"), text("reason"), position(),
}}

var earlierInterviewKind = Kind{Name: "earlier_interview", Parent: "interview", Label: []string{"by"}, Fields: []Field{
	ref("interview", "interview").required(), text("by"), date("date"), text("where"),
	term("share", "consent_decision"), long("account"), position(),
}}

var referralKind = Kind{Name: "referral", Parent: "interview", Fields: []Field{
	ref("interview", "interview").required(), ref("person", "person"), ref("to", "organisation"), text("to_words"),
	term("purpose", "referral_purpose"), date("date"), long("outcome"), position(),
}}

// sourceKind grades the source; citationKind grades the information. The two
// are kept apart, as in the Admiralty system and as OpenEvSys did.
var sourceKind = Kind{Name: "source", Label: []string{"title"}, Fields: []Field{
	refs("cases", "case"), text("title").required(), term("kind", "source_kind"), ref("who", "person", "organisation"),
	date("date"), terms("languages", "language"), term("reliability", "reliability"),
	ref("interview", "interview"), ref("evidence", "evidence"), text("locator"), long("description"),
}}

// citationKind ties a record, or one field of it, to the words, the page or
// the seconds it rests on. "differs" keeps what this source says instead when
// two sources disagree: the record holds the chosen value, the citation the other.
var citationKind = Kind{Name: "citation", Parent: "subject", Label: []string{"quote"}, Fields: []Field{
	ref("subject").required(), text("field"), ref("source", "source"), ref("evidence", "evidence"), ref("block", "block"),
	text("page"), text("at_from"), text("at_to"), long("quote"), term("credibility", "credibility"),
	text("differs"), date("differs_date"), long("account"), position(),
}}

// evidenceKind describes material as received. sha256, size and file_name are
// set once, when the bytes arrive, and are what custody rests on. Tells_of are
// cases to which it does not belong and of which it tells all the same, as an
// annex of patterns does.
var evidenceKind = Kind{Name: "evidence", Label: []string{"number", "title", "file_name"}, Fields: slices.Concat(
	section("", refs("cases", "case"), text("number"), text("title").required(), term("kind", "evidence_kind"), date("made"),
		text("author"), terms("languages", "language"), number("pages"), ref("place", "place"), refs("persons", "person"),
		refs("tells_of", "case"), term("sensitivity", "sensitivity"), long("description")),
	section("translation", ref("translation_of", "evidence"), ref("translator", "person")),
	section("arrival", date("received"), ref("received_from", "person", "organisation"), text("file_name"),
		text("media_type"), number("size"), text("sha256")),
)}

var custodyKind = Kind{Name: "custody", Parent: "evidence", Fields: []Field{
	ref("evidence", "evidence").required(), term("action", "custody_action"), date("date"), text("by"), text("to"),
	ref("place", "place"), long("account"), position(),
}}

var consentKind = Kind{Name: "consent", Fields: []Field{
	refs("cases", "case"), ref("person", "person").required(), term("purpose", "consent_purpose").required(),
	term("decision", "consent_decision").required(), text("recipients"), date("given"), term("how", "consent_how"),
	ref("interpreter", "person"), ref("interview", "interview"), date("expires"), date("withdrawn"),
	long("withhold"), ref("evidence", "evidence"), long("account"),
}}

var deadlineKind = Kind{Name: "deadline", Label: []string{"title"}, Fields: []Field{
	refs("cases", "case"), text("title").required(), term("kind", "deadline_kind"), date("due"), text("zone"),
	text("assigned"), ref("proceeding", "proceeding"), text("basis"), term("status", "deadline_status"), date("done"),
	long("account"),
}}

var interventionKind = Kind{Name: "intervention", Label: []string{"title"}, Fields: []Field{
	refs("cases", "case"), text("title"), term("kind", "intervention_kind"), date("date"), ref("to", "organisation"),
	text("to_words"), refs("persons", "person"), long("account"), date("answered"), long("answer"), refs("evidence", "evidence"),
}}
