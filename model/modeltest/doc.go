// Package modeltest makes records for tests.
//
// Its one job is a case in which every field of every kind holds something, so
// that whoever stores, prints, sends or shows records can prove that nothing
// is left behind. Rules of the package: the same schema gives the same records,
// ids and bytes each time; every value is canonical and passes
// [model.Schema.Check]; no two texts, numbers or days are the same, so that one
// found in an output names the field it came from.
package modeltest
