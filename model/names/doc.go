// Package names knows that Gʻulomjon Joʻrayev, Гуломжон Жўраев and Gulomzhon
// Dzhurayev are one name.
//
// Its one job is names across scripts, spellings and grammatical cases: how a
// name may be written ([Forms]), whether two spellings may be of one name
// ([Keys], [Same]), where a name stands in running text ([Finder]), how alike two
// full names or two people are, and why ([Match], [Compare]), and the keys under
// which words and names are kept so that others find them ([Sound], [Blocks]).
// docs/names.md says how the last two work.
//
// Rules of the package:
//
//   - It says what may be the same, never that it is: people decide.
//   - It errs to the side of finding. What it is not sure of is found, too, and
//     marked as doubtful; nothing is passed over in silence.
//   - It remembers nothing and logs nothing. Names go in, places in a text go out.
//     It learns nothing either: two names have the same score everywhere.
//   - A score comes with its reasons, as codes. Words are made where they are shown.
//   - What is read in several ways is kept so, and compared as best suits; what is
//     known to be two names is two, however near they sound.
//   - The standard library is enough, as everywhere in model.
package names
