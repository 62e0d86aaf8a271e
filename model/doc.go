// Package model says what a case file is: the kinds of record, their fields
// and the rules that hold between them.
//
// Its one job is to be the single description that everything else follows:
// the tables of model/store, the forms of app, the interchange file, the
// history labels and the dossiers all read the kinds and fields named here.
// Adding a field is one line in kinds_*.go (and its words in assets/locale).
//
// Rules of the package: it imports the standard library only; it knows no
// window, no SQL and no file; a [Record] is a plain value; errors carry ids,
// kinds and field names, never what a person said.
package model
