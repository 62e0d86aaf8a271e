-- What finding needs, version 4. Nothing here is told by anybody: all of it is
-- made from the other tables, and can be made anew from them at any time.

-- The words of records, as they are spelled and as they sound. A row's number is
-- that of the record, times two; of a passage, times two plus one. The texts
-- themselves are not kept a second time. What a word is, and which are the same,
-- package search says: it gives them folded, with spaces between.
CREATE VIRTUAL TABLE spelling USING fts5(words, content='', contentless_delete=1, tokenize='ascii');
CREATE VIRTUAL TABLE sound USING fts5(words, content='', contentless_delete=1, detail=column, tokenize='ascii');

-- Rows of the index whose words were not read in since they changed.
CREATE TABLE stale(row INTEGER PRIMARY KEY) STRICT;
INSERT INTO stale SELECT n << 1 FROM record;

-- The text of an attachment, by its pages.
CREATE TABLE passage(
  n          INTEGER PRIMARY KEY,
  attachment INTEGER NOT NULL,
  page       INTEGER NOT NULL,            -- from 1; 0 where there are none
  text       TEXT NOT NULL
) STRICT;
CREATE INDEX passage_attachment ON passage(attachment, page);
CREATE INDEX evidence_sha256 ON "evidence"(sha256);

-- Attachments whose text was looked for, and what came of it.
CREATE TABLE reading(
  attachment INTEGER PRIMARY KEY,
  result     TEXT NOT NULL                -- read, partly, no_text, refused
) STRICT;

-- By what a name of a person may be met in another spelling.
CREATE TABLE name_key(
  key    TEXT NOT NULL,
  record INTEGER NOT NULL,                -- the name, not the person
  PRIMARY KEY(key, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_key_record ON name_key(record);

-- The dates of records as the days between which they lie.
CREATE TABLE span(
  record INTEGER NOT NULL,
  field  TEXT NOT NULL,
  first  TEXT NOT NULL,                   -- YYYY-MM-DD; '' when that end is open
  last   TEXT NOT NULL,                   -- YYYY-MM-DD; '9999' when that end is open
  PRIMARY KEY(record, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX span_field ON span(field, first, last);

-- Questions that somebody wants to ask again.
CREATE TABLE "saved_search"(
  n INTEGER PRIMARY KEY,
  "title" TEXT,
  "question" TEXT,
  "account" TEXT,
  extra TEXT
) STRICT;

-- Links once more, by the numbers of both records, for questions that are asked
-- of all records of a kind at once. A link of a record that is stale is read from
-- "link" instead; whether a record was deleted is not known here.
CREATE TABLE tie(
  way    INTEGER NOT NULL,                -- the kind, the field and the kind it points at
  target INTEGER NOT NULL,
  source INTEGER NOT NULL,
  PRIMARY KEY(way, target, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_source ON tie(source);

-- Links whose target was not there when their record was read in.
CREATE TABLE loose(
  target BLOB NOT NULL,
  source INTEGER NOT NULL,
  PRIMARY KEY(target, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX loose_source ON loose(source);

-- For what a document was given out, that consents were asked about.
ALTER TABLE "issue" ADD COLUMN "purpose" TEXT;
ALTER TABLE "issue" ADD COLUMN "purpose_note" TEXT;

-- The parts of the index are joined little by little, as words are read in, and
-- never all at once because there are many: somebody would wait for that.
INSERT INTO spelling(spelling, rank) VALUES('crisismerge', 1000);
INSERT INTO sound(sound, rank) VALUES('crisismerge', 1000);

-- Other cases of which a piece of evidence tells, such as an annex of patterns.
ALTER TABLE "evidence" ADD COLUMN "tells_of" TEXT;
