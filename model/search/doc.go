// Package search knows what a person types into the search line, and where in a
// text it stands.
//
// Its one job is the question: [Parse] reads the line, [Query.Marks] says which
// parts of a text answer it. It looks into no file; package store asks its index
// with the same words, so that what is found and what is marked agree.
//
// Rules of the package:
//
//   - Nothing that is typed is an error: what cannot be an operator is a word.
//   - Two words are the same in spelling when they are the same to model.Fold,
//     and the same in sound when names.Sound says so. Only the first counts as
//     found exactly; the other is always shown as such.
//   - It logs nothing, and remembers nothing but how words sound, for as long as
//     who asks keeps [Sounds].
package search
