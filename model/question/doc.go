// Package question knows what can be asked of the records of a file.
//
// Its one job is the question as a value: which kind of record, which
// conditions it has to meet, which columns a list of the answers shows and in
// which order. [Parse] reads its JSON, [Question.JSON] writes the one canonical
// form, [Question.Check] says what of it a file does not know, and
// [Question.Describe] takes it apart for whoever says it in words. It looks into
// no file; package store answers it.
//
// Rules of the package:
//
//   - There are three answers: yes, perhaps and no. What a date leaves open is
//     perhaps, and so is a word that is only found in another spelling; "not"
//     turns yes and no round and leaves perhaps as it is.
//   - All else is asked of the record and not of the world: a field in which
//     nothing is recorded is none of the words that are asked for.
//   - A condition within [Linked] is asked of one record at a time: the same act
//     has the method and the perpetrator.
//   - It remembers nothing and logs nothing; errors carry no word of a question.
package question
