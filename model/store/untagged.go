//go:build !sqlite_fts5

package store

// The tables of a file hold an index of words, which SQLite knows only when it was
// compiled in: without it no file could be opened.
var _ = buildWithTheTag_sqlite_fts5_asTheMakefileDoes
