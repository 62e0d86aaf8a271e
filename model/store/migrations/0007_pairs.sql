-- Persons who may be recorded twice, version 7. Like the index of version 4 this
-- is made from the other tables and can be made anew from them at any time; it
-- holds no word of anybody's.

-- Two persons whose names, births and papers make them worth a look. Whatever was
-- said of the two stands in their records, and is looked up there.
CREATE TABLE pair(
  one   INTEGER NOT NULL,                 -- the smaller number of the two records
  other INTEGER NOT NULL,
  near  INTEGER NOT NULL,                 -- how likely at a glance, in billionths
  score INTEGER,                          -- by all that is known; NULL until that was looked at
  PRIMARY KEY(one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_other ON pair(other);
CREATE INDEX pair_near ON pair(near);

-- Persons who were not compared with the others since something of them changed.
CREATE TABLE unpaired(person INTEGER PRIMARY KEY) STRICT;
INSERT INTO unpaired SELECT n FROM record WHERE kind = 'person';

-- Keys of names under which so many stand that nobody is compared for that alone.
CREATE TABLE crowded(
  key TEXT NOT NULL,
  PRIMARY KEY(key)
) STRICT, WITHOUT ROWID;
