-- What the work of several people on copies of one file needs, version 3.

-- Whose key signs a stream, and what its id follows from besides (see
-- journal.StreamID). A stream of before version 3 has no line here.
CREATE TABLE signer(
  stream INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  nonce  BLOB NOT NULL
) STRICT;

-- A person's key that answers for a device's; both have signed.
CREATE TABLE certificate(
  device      BLOB NOT NULL,
  identity    BLOB NOT NULL,
  by_identity BLOB NOT NULL,
  by_device   BLOB NOT NULL,
  PRIMARY KEY(device, identity)
) STRICT, WITHOUT ROWID;

-- A part of a stream that has not come yet: the numbers first to last.
CREATE TABLE hole(
  stream    INTEGER NOT NULL,
  first     INTEGER NOT NULL,
  last      INTEGER NOT NULL,
  hash      BLOB NOT NULL,                -- the chain's, at last
  signature BLOB,                         -- over the chain's at first - 1, where that is here
  PRIMARY KEY(stream, first)
) STRICT, WITHOUT ROWID;

-- An entry that is not here, or not whole: it was not shared, was left out of a
-- merge, or came by a merge that was taken back. One of which some values are
-- missing has its line here and in entry.
CREATE TABLE bare(
  id        INTEGER PRIMARY KEY,          -- as that of the entry is or would be
  committed BLOB NOT NULL,
  hash      BLOB NOT NULL,                -- the chain's, as entry.hash would be
  left_out  INTEGER NOT NULL DEFAULT 0    -- 1: somebody here did not want it
) STRICT;

-- Each time that the work of others came.
CREATE TABLE merge(
  n      INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,                -- ms since 1970
  way    TEXT NOT NULL,                   -- file, folder
  report TEXT NOT NULL,                   -- JSON: counts, ids, names of fields
  undone INTEGER                          -- when it was taken back
) STRICT;
CREATE TABLE arrival(                     -- which entries came by it
  merge INTEGER NOT NULL,
  first INTEGER NOT NULL,                 -- as entry.id
  last  INTEGER NOT NULL,
  PRIMARY KEY(merge, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE arrived_bytes(               -- which attachments
  merge      INTEGER NOT NULL,
  attachment INTEGER NOT NULL,
  PRIMARY KEY(merge, attachment)
) STRICT, WITHOUT ROWID;

-- Cases that somebody here has not looked at since others' work came to them.
CREATE TABLE news(
  record INTEGER PRIMARY KEY,             -- of the case
  merge  INTEGER NOT NULL                 -- the first not looked at
) STRICT;

-- Attachments whose bytes are not here: still awaited, or purged for good.
CREATE TABLE absent(
  sha256 BLOB PRIMARY KEY,
  size   INTEGER NOT NULL,
  reason TEXT NOT NULL                    -- awaited, purged
) STRICT, WITHOUT ROWID;

-- What came and was not taken, as it came: forged, forked, broken.
CREATE TABLE quarantine(
  n        INTEGER PRIMARY KEY,
  merge    INTEGER NOT NULL,
  stream   BLOB NOT NULL,
  device   BLOB,
  author   TEXT NOT NULL,                 -- as the stream claims
  seq      INTEGER NOT NULL,
  body     BLOB,
  hash     BLOB NOT NULL,                 -- as it came with the entry
  reason   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  taken    INTEGER                        -- when somebody took its contents over
) STRICT;
CREATE INDEX quarantine_place ON quarantine(stream, seq, hash);

-- The cards of colleagues. Who was verified is nobody else's to say: of a copy
-- that goes to a colleague the marks count no more, since its device is another.
CREATE TABLE colleague(
  n         INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,
  recipient TEXT NOT NULL,
  signing   BLOB,
  verified  TEXT,                         -- JSON: when the fingerprints were compared, in ms, by device
  added     INTEGER NOT NULL
) STRICT;

-- What a file says of itself that was made of another: a share or a snapshot.
CREATE TABLE origin(
  n         INTEGER PRIMARY KEY,
  statement TEXT NOT NULL,                -- JSON; see store.Origin
  device    BLOB,
  signature BLOB
) STRICT;

-- Whether two records of a person are of one person, and who says so.
CREATE TABLE "judgement"(
  n INTEGER PRIMARY KEY,
  "person" TEXT,
  "other" TEXT,
  "judgement" TEXT,
  "judgement_note" TEXT,
  "account" TEXT,
  extra TEXT
) STRICT;
