// Package export turns a case into a document that leaves the file.
//
// Its one job is snapshot + profile → document tree ([Build]), and to put what
// a renderer makes of it safely on disk ([Write]). Rules of the package:
//
//   - What a body asks for is data (package profile); how a part of a case is
//     laid out is code, one builder for each type of section.
//   - Every word that is not the case's own comes from [Words]. There is no
//     sentence of any language in the code.
//   - Every field is printed by [builder.take], which follows the profile's
//     rules, adds the note beside a coded value and the sources as a footnote,
//     and remembers that the field was printed. A profile that prints the whole
//     file can therefore prove that nothing was left behind.
//   - The same case, profile, words and time give the same tree.
//   - It knows no window and no SQL, and only its subpackage pdf knows gofpdf.
package export
