-- The tables of a Guvoh file, version 1.
--
-- The journal (stream, action, entry) is the truth; record, link and the
-- table of each kind are a view of it that lists and searches read. Tables of
-- kinds follow the descriptions in package model: one column a field, null
-- where nothing is recorded, text and links as text, numbers and yes/no as
-- integers, lists, dates and points as JSON. "extra" holds, as one JSON
-- object, the fields that users added and those a newer program wrote.
-- Nothing but a key is UNIQUE and nothing is a foreign key: a merge may bring
-- a child before its parent.

-- A writing session: a fresh random id each time a file is opened to write,
-- so that a copied or restored file never continues somebody else's numbers.
CREATE TABLE stream(
  n         INTEGER PRIMARY KEY,
  id        BLOB NOT NULL UNIQUE,
  author    TEXT NOT NULL,
  started   INTEGER NOT NULL,             -- ms since 1970, as the machine claimed
  lamport   INTEGER NOT NULL DEFAULT 0,   -- of its newest entry; display order only
  head      INTEGER NOT NULL DEFAULT 0,   -- number of the newest entry
  hash      BLOB NOT NULL,                -- chain hash of the newest entry
  signature BLOB                          -- over that hash, once the file has keys
) STRICT;

-- What a person did in one go, and so what undo takes back.
CREATE TABLE action(
  n      INTEGER PRIMARY KEY,
  id     BLOB NOT NULL UNIQUE,
  stream INTEGER NOT NULL,
  verb   TEXT NOT NULL,
  at     INTEGER NOT NULL,
  of     BLOB                             -- for undo and redo: the action taken back
) STRICT;

-- One change of one record. id = stream.n << 36 | number in the stream.
-- body is hashed, stored and sent as it is; see package journal.
CREATE TABLE entry(
  id     INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  action INTEGER NOT NULL,
  body   BLOB NOT NULL,
  hash   BLOB NOT NULL
) STRICT;
CREATE INDEX entry_record ON entry(record);
CREATE INDEX entry_action ON entry(action);

-- Every record of every kind, with what its entries add up to.
CREATE TABLE record(
  n       INTEGER PRIMARY KEY,
  id      BLOB NOT NULL UNIQUE,
  kind    TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  label   TEXT NOT NULL DEFAULT '',       -- the words by which a person knows it
  folded  TEXT NOT NULL DEFAULT '',       -- its text as the quick search compares it
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  state   BLOB
) STRICT;
CREATE INDEX record_kind ON record(kind, deleted, label);

-- Fields that hold more than one value after a merge.
CREATE TABLE conflict(
  record INTEGER NOT NULL,
  field  TEXT NOT NULL,
  heads  INTEGER NOT NULL,
  PRIMARY KEY(record, field)
) STRICT, WITHOUT ROWID;

-- Every link from a record to another, so that both ends find each other.
CREATE TABLE link(
  source INTEGER NOT NULL,
  field  TEXT NOT NULL,
  target BLOB NOT NULL,
  PRIMARY KEY(source, field, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link(target, field);

-- Bytes of evidence, by the SHA-256 of the bytes as given, in chunks of 1 MiB.
CREATE TABLE attachment(
  n      INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  size   INTEGER NOT NULL
) STRICT;
CREATE TABLE chunk(
  attachment INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  bytes      BLOB NOT NULL,
  PRIMARY KEY(attachment, seq)
) STRICT;

-- Words typed but not yet journalled; see DB.SetDraft.
CREATE TABLE draft(
  record BLOB NOT NULL,
  field  TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY(record, field)
) STRICT, WITHOUT ROWID;

-- Settings of this copy of the file: the author's name and the like.
CREATE TABLE setting(
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The kinds of record, in the order of package model.

CREATE TABLE "case"(
  n INTEGER PRIMARY KEY,
  "reference" TEXT,
  "title" TEXT,
  "status" TEXT,
  "status_note" TEXT,
  "confidentiality" TEXT,
  "confidentiality_note" TEXT,
  "opened" TEXT,
  "closed" TEXT,
  "countries" TEXT,
  "countries_note" TEXT,
  "team" TEXT,
  "tags" TEXT,
  "summary" TEXT,
  "safety_note" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "participant"(
  n INTEGER PRIMARY KEY,
  "case" TEXT,
  "person" TEXT,
  "role" TEXT,
  "role_note" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "person"(
  n INTEGER PRIMARY KEY,
  "kind" TEXT,
  "kind_note" TEXT,
  "description" TEXT,
  "pseudonym" TEXT,
  "identified_as" TEXT,
  "size" TEXT,
  "sex" TEXT,
  "sex_note" TEXT,
  "birth" TEXT,
  "birth_place" TEXT,
  "death" TEXT,
  "nationalities" TEXT,
  "nationalities_note" TEXT,
  "ethnicity" TEXT,
  "religion" TEXT,
  "languages" TEXT,
  "languages_note" TEXT,
  "occupation" TEXT,
  "education" TEXT,
  "civil_status" TEXT,
  "civil_status_note" TEXT,
  "clinician" INTEGER,
  "summary" TEXT,
  "family" TEXT,
  "contact" TEXT,
  "risk" TEXT,
  "risk_note" TEXT,
  "health" TEXT,
  "needs" TEXT,
  "portrait" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "person_name"(
  n INTEGER PRIMARY KEY,
  "person" TEXT,
  "text" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "preferred" INTEGER,
  "family" TEXT,
  "given" TEXT,
  "patronymic" TEXT,
  "script" TEXT,
  "script_note" TEXT,
  "language" TEXT,
  "language_note" TEXT,
  "document" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "identity_document"(
  n INTEGER PRIMARY KEY,
  "person" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "number" TEXT,
  "country" TEXT,
  "country_note" TEXT,
  "issued_by" TEXT,
  "issued" TEXT,
  "expires" TEXT,
  "evidence" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "residence"(
  n INTEGER PRIMARY KEY,
  "person" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "place" TEXT,
  "address" TEXT,
  "from" TEXT,
  "to" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "organisation"(
  n INTEGER PRIMARY KEY,
  "name" TEXT,
  "abbreviation" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "part_of" TEXT,
  "country" TEXT,
  "country_note" TEXT,
  "from" TEXT,
  "to" TEXT,
  "description" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "organisation_name"(
  n INTEGER PRIMARY KEY,
  "organisation" TEXT,
  "text" TEXT,
  "language" TEXT,
  "language_note" TEXT,
  "from" TEXT,
  "to" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "place"(
  n INTEGER PRIMARY KEY,
  "name" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "within" TEXT,
  "words" TEXT,
  "address" TEXT,
  "latitude" TEXT,
  "longitude" TEXT,
  "description" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "place_operator"(
  n INTEGER PRIMARY KEY,
  "place" TEXT,
  "organisation" TEXT,
  "from" TEXT,
  "to" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "event"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "date" TEXT,
  "place" TEXT,
  "persons" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "act"(
  n INTEGER PRIMARY KEY,
  "event" TEXT,
  "type" TEXT,
  "type_note" TEXT,
  "victim" TEXT,
  "date" TEXT,
  "place" TEXT,
  "methods" TEXT,
  "methods_note" TEXT,
  "duration" TEXT,
  "account" TEXT,
  "purposes" TEXT,
  "purposes_note" TEXT,
  "consequences" TEXT,
  "consequences_note" TEXT,
  "consequences_account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "involvement"(
  n INTEGER PRIMARY KEY,
  "act" TEXT,
  "who" TEXT,
  "degree" TEXT,
  "degree_note" TEXT,
  "rank" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "injury"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "person" TEXT,
  "act" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "count" INTEGER,
  "date" TEXT,
  "cause" TEXT,
  "account" TEXT,
  "view" TEXT,
  "view_note" TEXT,
  "side" TEXT,
  "side_note" TEXT,
  "site" TEXT,
  "site_note" TEXT,
  "point" TEXT,
  "size" TEXT,
  "colour" TEXT,
  "photo" TEXT,
  "assessed_by" TEXT,
  "assessed" TEXT,
  "consistency" TEXT,
  "consistency_note" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "detention"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "person" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "from" TEXT,
  "to" TEXT,
  "duration" TEXT,
  "place" TEXT,
  "custodian" TEXT,
  "legal_basis" TEXT,
  "account" TEXT,
  "incommunicado" TEXT,
  "incommunicado_note" TEXT,
  "conditions" TEXT,
  "outside_contact" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "proceeding"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "persons" TEXT,
  "body" TEXT,
  "country" TEXT,
  "country_note" TEXT,
  "number" TEXT,
  "status" TEXT,
  "status_note" TEXT,
  "from" TEXT,
  "to" TEXT,
  "account" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "step"(
  n INTEGER PRIMARY KEY,
  "proceeding" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "date" TEXT,
  "learned" TEXT,
  "body" TEXT,
  "outcome" TEXT,
  "outcome_note" TEXT,
  "account" TEXT,
  "decision" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "charge"(
  n INTEGER PRIMARY KEY,
  "proceeding" TEXT,
  "person" TEXT,
  "title" TEXT,
  "code" TEXT,
  "number" TEXT,
  "index" TEXT,
  "part" TEXT,
  "point" TEXT,
  "date" TEXT,
  "outcome" TEXT,
  "outcome_note" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "sentence"(
  n INTEGER PRIMARY KEY,
  "proceeding" TEXT,
  "person" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "years" INTEGER,
  "months" INTEGER,
  "days" INTEGER,
  "regime" TEXT,
  "from" TEXT,
  "ends" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "interview"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "interviewee" TEXT,
  "interviewers" TEXT,
  "interpreter" TEXT,
  "present" TEXT,
  "start" TEXT,
  "end" TEXT,
  "place" TEXT,
  "mode" TEXT,
  "mode_note" TEXT,
  "languages" TEXT,
  "languages_note" TEXT,
  "recording" TEXT,
  "summary" TEXT,
  "read_back" TEXT,
  "read_back_note" TEXT,
  "acknowledged" TEXT,
  "acknowledged_note" TEXT,
  "acknowledgement" TEXT,
  "wellbeing" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "block"(
  n INTEGER PRIMARY KEY,
  "interview" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "speaker" TEXT,
  "speaker_words" TEXT,
  "language" TEXT,
  "language_note" TEXT,
  "original" TEXT,
  "translation" TEXT,
  "at" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "interview_break"(
  n INTEGER PRIMARY KEY,
  "interview" TEXT,
  "from" TEXT,
  "to" TEXT,
  "reason" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "earlier_interview"(
  n INTEGER PRIMARY KEY,
  "interview" TEXT,
  "by" TEXT,
  "date" TEXT,
  "where" TEXT,
  "share" TEXT,
  "share_note" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "referral"(
  n INTEGER PRIMARY KEY,
  "interview" TEXT,
  "person" TEXT,
  "to" TEXT,
  "to_words" TEXT,
  "purpose" TEXT,
  "purpose_note" TEXT,
  "date" TEXT,
  "outcome" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "source"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "who" TEXT,
  "date" TEXT,
  "languages" TEXT,
  "languages_note" TEXT,
  "reliability" TEXT,
  "reliability_note" TEXT,
  "interview" TEXT,
  "evidence" TEXT,
  "locator" TEXT,
  "description" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "citation"(
  n INTEGER PRIMARY KEY,
  "subject" TEXT,
  "field" TEXT,
  "source" TEXT,
  "evidence" TEXT,
  "block" TEXT,
  "page" TEXT,
  "at_from" TEXT,
  "at_to" TEXT,
  "quote" TEXT,
  "credibility" TEXT,
  "credibility_note" TEXT,
  "differs" TEXT,
  "differs_date" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "evidence"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "number" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "made" TEXT,
  "author" TEXT,
  "languages" TEXT,
  "languages_note" TEXT,
  "pages" INTEGER,
  "place" TEXT,
  "persons" TEXT,
  "sensitivity" TEXT,
  "sensitivity_note" TEXT,
  "description" TEXT,
  "translation_of" TEXT,
  "translator" TEXT,
  "received" TEXT,
  "received_from" TEXT,
  "file_name" TEXT,
  "media_type" TEXT,
  "size" INTEGER,
  "sha256" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "custody"(
  n INTEGER PRIMARY KEY,
  "evidence" TEXT,
  "action" TEXT,
  "action_note" TEXT,
  "date" TEXT,
  "by" TEXT,
  "to" TEXT,
  "place" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "consent"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "person" TEXT,
  "purpose" TEXT,
  "purpose_note" TEXT,
  "decision" TEXT,
  "decision_note" TEXT,
  "recipients" TEXT,
  "given" TEXT,
  "how" TEXT,
  "how_note" TEXT,
  "interpreter" TEXT,
  "interview" TEXT,
  "expires" TEXT,
  "withdrawn" TEXT,
  "withhold" TEXT,
  "evidence" TEXT,
  "account" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "deadline"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "due" TEXT,
  "zone" TEXT,
  "assigned" TEXT,
  "proceeding" TEXT,
  "basis" TEXT,
  "status" TEXT,
  "status_note" TEXT,
  "done" TEXT,
  "account" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "intervention"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "date" TEXT,
  "to" TEXT,
  "to_words" TEXT,
  "persons" TEXT,
  "account" TEXT,
  "answered" TEXT,
  "answer" TEXT,
  "evidence" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "relationship"(
  n INTEGER PRIMARY KEY,
  "person" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "other" TEXT,
  "certainty" TEXT,
  "certainty_note" TEXT,
  "from" TEXT,
  "to" TEXT,
  "account" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "note"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "kind" TEXT,
  "kind_note" TEXT,
  "title" TEXT,
  "date" TEXT,
  "text" TEXT,
  "speaker" TEXT,
  "about" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "term"(
  n INTEGER PRIMARY KEY,
  "vocabulary" TEXT,
  "label_en" TEXT,
  "label_ru" TEXT,
  "label_uz" TEXT,
  "huridocs" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "field"(
  n INTEGER PRIMARY KEY,
  "kind" TEXT,
  "type" TEXT,
  "vocabulary" TEXT,
  "label_en" TEXT,
  "label_ru" TEXT,
  "label_uz" TEXT,
  "help_en" TEXT,
  "help_ru" TEXT,
  "help_uz" TEXT,
  "is_sensitive" INTEGER,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE INDEX case_reference ON "case"(reference COLLATE NOCASE);
CREATE INDEX case_title ON "case"(title COLLATE NOCASE);
CREATE INDEX record_updated ON record(kind, deleted, updated);
