// Package vault is the file as an object: sealed under SQLite, opened by keys.
// It knows no tables.
//
// Its one job is that a file gives nothing away without a key: no row, no
// word, no attachment, no journal, no temporary file. It puts a layer between
// SQLite and the disk (vfs.c) in which every page and every sector is sealed
// by itself with XChaCha20-Poly1305 and bound to its place, and it keeps the
// key of the file in the header before the first page, wrapped by whatever
// may open it: passphrases, printed words, the public keys of colleagues.
// docs/format.md describes the file byte for byte; docs/threat-model.md says
// who can and who cannot learn what.
//
// How it is used: [Create] or [Open] gives a [File] with its key; SQLite then
// opens [File.URI]; [File.Close] forgets the key. Nobody opens the path of a
// vault while SQLite has it open: on POSIX systems closing any descriptor of a
// file drops every lock that the process holds on it. What must be read or
// written then goes through SQLite's own descriptor, by a [Control].
//
// Rules of the package: everything fails closed; nothing of a person is in the
// header, neither the name of who may open the file nor how many passphrases
// there are; a file that is not ours, damaged or newer is not touched; errors
// carry no secret and no path.
package vault
