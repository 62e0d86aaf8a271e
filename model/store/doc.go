// Package store keeps the records of one file. It holds the only SQL of the
// program.
//
// Its one job is that whatever was said stays: every write goes through one
// door, [DB.Do], which appends to the journal and brings the tables that
// lists and searches read up to date in the same transaction. The tables are
// a view of the journal; [DB.Check] proves that they agree.
//
// Rules of the package: no exported method writes outside Do (drafts and
// settings, which are not part of the record, say so); a file that is not
// ours, damaged or newer is never touched; errors are one of the kinds in
// errors.go and carry ids and field names, never what a person said.
package store
