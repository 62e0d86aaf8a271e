-- The kinds of record that the composing of dossiers needs, version 2. See
-- version 1 for how a table follows the description of its kind.

CREATE TABLE "dossier"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "title" TEXT,
  "profile" TEXT,
  "language" TEXT,
  "language_note" TEXT,
  "status" TEXT,
  "status_note" TEXT,
  "date" TEXT,
  "account" TEXT,
  "recipient" TEXT,
  "identity" TEXT,
  "identity_note" TEXT,
  "sender" TEXT,
  "representative" TEXT,
  "applicants" TEXT,
  "volume_pages" INTEGER,
  "volume_mb" INTEGER,
  extra TEXT
) STRICT;

CREATE TABLE "paragraph"(
  n INTEGER PRIMARY KEY,
  "dossier" TEXT,
  "section" TEXT,
  "heading" TEXT,
  "text" TEXT,
  "about" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "exhibit"(
  n INTEGER PRIMARY KEY,
  "dossier" TEXT,
  "evidence" TEXT,
  "number" INTEGER,
  "title" TEXT,
  "pages" TEXT,
  "issued" INTEGER,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "answer"(
  n INTEGER PRIMARY KEY,
  "dossier" TEXT,
  "field" TEXT,
  "text" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "exception"(
  n INTEGER PRIMARY KEY,
  "dossier" TEXT,
  "code" TEXT,
  "record" TEXT,
  "field" TEXT,
  "reason" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "pseudonym"(
  n INTEGER PRIMARY KEY,
  "about" TEXT,
  "recipient" TEXT,
  "text" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "issue"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "dossier" TEXT,
  "title" TEXT,
  "profile" TEXT,
  "language" TEXT,
  "language_note" TEXT,
  "recipient" TEXT,
  "date" TEXT,
  "withheld" TEXT,
  "account" TEXT,
  "file_name" TEXT,
  "format" TEXT,
  "pages" INTEGER,
  "size" INTEGER,
  "sha256" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "profile"(
  n INTEGER PRIMARY KEY,
  "key" TEXT,
  "title" TEXT,
  "data" TEXT,
  extra TEXT
) STRICT;
