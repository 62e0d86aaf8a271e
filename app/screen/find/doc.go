// Package find is where a person asks the whole file: which records are such
// and such.
//
// Its one job is that a question is put together, read and asked again without
// an expert. It stands there as a sentence of lines; each line is opened, changed
// where it stands and closed by the keys alone; the answers below follow every
// change. Rules of the package:
//
//   - Nothing technical is on the screen: fields, words and records go by the
//     names that forms give them, and a line that is not finished asks nothing.
//   - What is only perhaps an answer stands behind the certain ones and says why.
//   - The screen holds the numbers of the answers and reads only the rows in
//     view, so that a hundred thousand answers scroll like ten.
//   - A question that is kept is a record: to save, rename and delete it is
//     undone like anything else. Only what a person typed travels in a route's
//     Words, which never leave the file.
package find
