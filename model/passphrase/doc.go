// Package passphrase helps a person to a passphrase that nobody guesses.
//
// Its one job is the text that opens a file: [Generate] draws one from a list
// of words, [Judge] says how long a given one would stand and why not longer,
// [Normalize] makes of it what the key is derived from, and [Check] refuses
// what could not be typed again. It derives no key and opens no file (package
// vault does), and shows nothing: what it says are codes, to which
// assets/locale has the words.
//
// Rules of the package: a passphrase is never kept, logged or put into an
// error; nothing leaves the process; what [Normalize] gives is part of the file
// format and never changes, while [Judge] may learn.
package passphrase
