// Package foreign reads a file that somebody else made, without trusting it.
//
// Its one job is to give the journal and the attachments of such a file, or to
// refuse it with its reason. A file from outside may have been made to do
// harm: by what its tables do when they are read, by sizes, by endless work,
// by pages that SQLite's own code was never tried with. So it is
//
//   - copied into a private folder first, which drops whatever lay beside it;
//   - opened by another process, the worker, which is this program once more:
//     it gets the key of this one file over its standard input and nothing
//     else, may write no file, has a bound on its memory and is ended when it
//     takes too long;
//   - compared, before SQLite reads a word of its list of tables, with every
//     version of the tables that we shipped, to the letter; a file of a newer
//     version is read when its journal is ours and the rest plain tables;
//   - opened read-only, with SQLite locked down to plain reading of known
//     columns, and its pages checked by SQLite's own quick check;
//   - given to us as typed rows over a pipe, which this side reads as it would
//     read a stranger's letter; every attachment is proved by its SHA-256, and
//     every entry by the chain and the signature of its stream: by [Guest.Prove],
//     or by the store, to which a guest is one more source of a merge.
//
// docs/design.md says more. [Open] begins; [Work] is the worker's side.
//
// Rules of the package: nothing that comes from the file is believed before
// its length and type are checked, on both sides of the pipe; nothing is
// gathered in memory whose size the file decides; a refusal names its reason
// and never what stands in the file.
package foreign
