package model

import "slices"

// The kinds below tell of documents and not of the world: what is being
// composed of a case for a body, and what was given out. They rest on the
// record and never replace it. That something was given out did happen, and so
// an issue is no composed kind.

// dossierKind is a document being composed of cases for one reader. Identity
// says how people are named in it; empty is as its profile says. The two
// limits part it into volumes.
var dossierKind = Kind{Name: "dossier", Composed: true, Label: []string{"title"}, Fields: slices.Concat(
	section("", refs("cases", "case").required(), text("title").required(), text("profile").required(), term("language", "language"),
		term("status", "dossier_status"), date("date"), long("account")),
	section("parties", text("recipient"), term("identity", "dossier_identity"), ref("sender", "person"),
		ref("representative", "person"), refs("applicants", "person")),
	section("volumes", number("volume_pages"), number("volume_mb")),
)}

// paragraphKind is one paragraph of a section. Without words of its own it
// tells those of the records it is about, as they stand on the day of printing.
var paragraphKind = Kind{Name: "paragraph", Composed: true, Parent: "dossier", Label: []string{"heading", "text"}, Fields: []Field{
	ref("dossier", "dossier").required(), text("section").required(), text("heading"), long("text"), refs("about"), position(),
}}

// exhibitKind is a piece of evidence annexed to a dossier. A number that was
// given out is never given to another: people cite it.
var exhibitKind = Kind{Name: "exhibit", Composed: true, Parent: "dossier", Label: []string{"title"}, Fields: []Field{
	ref("dossier", "dossier").required(), ref("evidence", "evidence").required(), number("number"), text("title"),
	text("pages"), yes("issued"), position(),
}}

// answerKind is what stands in one field of a body's form, by "section.field".
var answerKind = Kind{Name: "answer", Composed: true, Parent: "dossier", Label: []string{"text"}, Fields: []Field{
	ref("dossier", "dossier").required(), text("field").required(), long("text"),
}}

// exceptionKind is why a warning was passed over.
var exceptionKind = Kind{Name: "exception", Composed: true, Parent: "dossier", Label: []string{"reason"}, Fields: []Field{
	ref("dossier", "dossier").required(), text("code").required(), ref("record"), text("field"), long("reason").required(),
}}

// pseudonymKind is the token that stands for somebody or something in what one
// recipient gets, the same in each document. It undoes what it hides, and so
// leaves the house with no redacted export.
var pseudonymKind = Kind{Name: "pseudonym", Composed: true, Parent: "about", Label: []string{"text"}, Fields: []Field{
	ref("about", "person", "place", "organisation").required(), text("recipient"), text("text").required(),
}}

// issueKind is a document that was given out, with the title it bore: a dossier,
// a list or an annex of patterns. It belongs to its cases and not to its dossier,
// so that it stays when the dossier goes; a list of what is in no case has none.
var issueKind = Kind{Name: "issue", Label: []string{"title", "recipient", "file_name"}, Fields: slices.Concat(
	section("", refs("cases", "case"), ref("dossier", "dossier"), text("title"), text("profile"), term("language", "language"), text("recipient"),
		term("purpose", "consent_purpose"), date("date"), long("withheld"), long("account")),
	section("file", text("file_name"), text("format"), number("pages"), number("size"), text("sha256")),
)}

// profileKind is a profile of the users' own, as JSON; its key is the id by
// which dossiers name it.
var profileKind = Kind{Name: "profile", Composed: true, Label: []string{"title"}, Fields: []Field{
	text("key").required(), text("title").required(), long("data").required(),
}}

// savedSearchKind is a question that somebody wants to ask again, as JSON; see
// package question. One that this program does not know stays as it is.
var savedSearchKind = Kind{Name: "saved_search", Composed: true, Label: []string{"title"}, Fields: []Field{
	text("title").required(), long("question").required(), long("account"),
}}
