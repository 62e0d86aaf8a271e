// Package interchange reads and writes the open form of a case file: a JSON
// document that any program can make and any person can read. Its form is
// described for outsiders in docs/interchange.md and, for programs, in
// docs/interchange.schema.json; both are made from the description of the
// record in package model.
//
// Its one job is that what [Write] writes and [Read] reads is the same, and
// that a document which is wrong anywhere is refused whole, with every fault
// named. [File.Into] then writes what was read into one action of the store.
//
// Rules of the package: it knows no SQL and opens no file; the same records
// give the same bytes; attachments pass through in small pieces, whatever
// their size; faults carry numbers, ids, kinds and field names, never what a
// person said.
package interchange
