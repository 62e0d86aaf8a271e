// Package pack makes and reads what lies in a team folder: packs, which are
// ranges of one stream of the journal, and attachments, both sealed for a team.
//
// Its one job is the bytes. A pack is written as canonical bytes, deflated, and
// sealed by age to an [Epoch]: a key that all members of a team hold at a time.
// The stanza by which age finds that key is our own ("guvoh-epoch"): it costs
// no public-key work, no quantum computer helps against it, and streaming and
// the authentication of each chunk stay age's.
//
// Rules of the package: nothing of a pack is given out before the whole of it
// was read, authenticated, and its chain computed; what is read is taken for
// hostile, so that no length or count in it asks for memory that is not there;
// it knows no folder and no file. Signatures are proved by package store.
package pack
