// Package journal says what one change is and how changes add up.
//
// Its one job is the append-only log of a file: the bytes of an [Entry], the
// hash chain over them, and the [State] of a record that follows from its
// entries in whatever order they come. History, undo, the audit trail and the
// merging of files that were edited apart all rest on it.
//
// An entry is one change of one record. Each of its ops writes one field and
// names the ops whose values the writer saw and replaced. An op that no other
// op has replaced is a head; one head is the field's value, several are a
// conflict to be shown to a person. No clock decides whether there is a
// conflict: times are claims, kept for display.
//
// Rules of the package: it does no input or output and knows no SQL; the
// bytes of an entry are canonical and never re-made once written, so that an
// older program relays what it does not understand.
package journal
