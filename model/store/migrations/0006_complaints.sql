-- Which articles are alleged to be violated, and which facts bear on each,
-- version 6. See version 1 for how a table follows the description of its kind.

CREATE TABLE "complaint"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,
  "article" TEXT,
  "article_note" TEXT,
  "part" TEXT,
  "persons" TEXT,
  "against" TEXT,
  "against_note" TEXT,
  "account" TEXT,
  "position" TEXT,
  extra TEXT
) STRICT;

CREATE TABLE "bearing"(
  n INTEGER PRIMARY KEY,
  "complaint" TEXT,
  "fact" TEXT,
  "bearing" TEXT,
  "bearing_note" TEXT,
  "account" TEXT,
  extra TEXT
) STRICT;
