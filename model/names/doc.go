// Package names knows that Gʻulomjon Joʻrayev, Гуломжон Жўраев and Gulomzhon
// Dzhurayev are one name.
//
// Its one job is names across scripts, spellings and grammatical cases: how a
// name may be written ([Forms]), whether two spellings may be of one name
// ([Keys], [Same]), and where a name stands in running text ([Finder]).
//
// Rules of the package:
//
//   - It says what may be the same, never that it is: people decide.
//   - It errs to the side of finding. What it is not sure of is found, too, and
//     marked as doubtful; nothing is passed over in silence.
//   - It remembers nothing and logs nothing. Names go in, places in a text go out.
//   - The standard library is enough, as everywhere in model.
package names
